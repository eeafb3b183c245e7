//! The program for a browser: three functions over its memory.
//!
//! The page asks for `room`, writes a question there, calls `answer`, and reads the answer at `text`. A
//! question is a line of JSON ([`Question`]) and then the bytes of its files, one after the other.

mod answer;

use std::sync::Mutex;

pub use answer::{FileOfQuestion, Question};

static QUESTION: Mutex<Vec<u8>> = Mutex::new(Vec::new());
static ANSWER: Mutex<String> = Mutex::new(String::new());

/// Room for a question of so many bytes.
#[unsafe(no_mangle)]
pub extern "C" fn room(bytes: usize) -> *mut u8 {
    match QUESTION.lock() {
        Ok(mut question) => {
            question.clear();
            question.resize(bytes, 0);
            question.as_mut_ptr()
        }
        Err(_) => std::ptr::null_mut(),
    }
}

/// Answers the question that stands in its room; gives the length of the answer.
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> usize {
    let (Ok(mut question), Ok(mut own)) = (QUESTION.lock(), ANSWER.lock()) else {
        return 0;
    };
    *own = answer::answer(&question);
    question.clear();
    own.len()
}

/// Where the answer begins: UTF-8, a JSON object.
#[unsafe(no_mangle)]
pub extern "C" fn text() -> *const u8 {
    ANSWER.lock().map_or(std::ptr::null(), |it| it.as_ptr())
}
