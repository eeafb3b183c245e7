//! Waiting for a file to be read: a bar from a second on, and an end of waiting.
//!
//! What is read never depends on the clock: the work that a file may be is counted in `intake`. Should a
//! reader not return all the same, this is what gives it up.

use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, OnceLock};
use std::thread::Builder;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::language::{both, language};
use super::{Failure, STACK};
use crate::intake::{
    Document, IntakeError, ReadOptions, ReadingProgress, read_document, read_document_watched,
};
use crate::lang::{Errors, say};

/// After so many seconds a file is given up, unless `--patience` says otherwise.
pub(super) const USUAL: u64 = 120;

/// How long to wait before anything is shown.
const QUIET: Duration = Duration::from_secs(1);

/// How often the bar is drawn.
const TICK: Duration = Duration::from_millis(100);

static ALLOWED: OnceLock<u64> = OnceLock::new();

/// Sets after how many seconds a file is given up.
pub(super) fn allow(seconds: Option<u64>) {
    // the first value stands: there is one command a run
    let _ = ALLOWED.set(seconds.unwrap_or(USUAL));
}

type Read = Result<Document, Errors<IntakeError>>;

/// The document in the bytes of a file. *Errors*: those of the reader, and that it was given up.
pub(super) fn read(name: &str, bytes: Vec<u8>, options: &ReadOptions) -> Result<Document, Failure> {
    let bytes = Arc::new(bytes);
    let progress = Arc::new(ReadingProgress::default());
    let (sender, receiver) = channel();
    let work = {
        let (name, bytes, options) = (name.to_owned(), Arc::clone(&bytes), *options);
        let progress = Arc::clone(&progress);
        move || {
            let read = read_document_watched(&name, &bytes, &options, &progress);
            // nobody listens any more if it was given up
            let _ = sender.send(read);
        }
    };
    match Builder::new().stack_size(STACK).spawn(work) {
        Ok(_) => Ok(wait(name, &receiver, &progress)??),
        // no thread to be had: then without a bar and without an end
        Err(_) => Ok(read_document(name, &bytes, options)?),
    }
}

fn wait(
    name: &str,
    receiver: &Receiver<Read>,
    progress: &ReadingProgress,
) -> Result<Read, Failure> {
    let begun = Instant::now();
    let allowed = Duration::from_secs(*ALLOWED.get_or_init(|| USUAL));
    let mut bar: Option<ProgressBar> = None;
    if allowed.is_zero() {
        return Err(given_up(name, allowed));
    }
    let end = loop {
        let elapsed = begun.elapsed();
        let step = if bar.is_some() { TICK } else { QUIET };
        match receiver.recv_timeout(step.min(allowed.saturating_sub(elapsed))) {
            Ok(read) => break Ok(read),
            Err(RecvTimeoutError::Disconnected) => break Err(stopped(name)),
            Err(RecvTimeoutError::Timeout) if begun.elapsed() >= allowed => {
                break Err(given_up(name, allowed));
            }
            Err(RecvTimeoutError::Timeout) => {
                show(bar.get_or_insert_with(|| drawn(name)), progress)
            }
        }
    };
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    end
}

fn show(bar: &ProgressBar, progress: &ReadingProgress) {
    let (done, all) = progress.steps();
    bar.set_length(all.max(1));
    bar.set_position(done);
    bar.tick();
}

/// A bar on standard error, on a terminal only.
fn drawn(name: &str) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    // a template that cannot be read leaves the bar of the crate
    if let Ok(style) = ProgressStyle::with_template(&both(
        "reading {msg} {bar:40} {percent} %",
        "läser {msg} {bar:40} {percent} %",
    )) {
        bar.set_style(style);
    }
    bar.set_message(name.to_owned());
    bar
}

fn given_up(name: &str, allowed: Duration) -> Failure {
    let seconds = allowed.as_secs();
    Failure(vec![say!(
        language(),
        "{name}: given up after {seconds} seconds, and nothing of it was read (expected less); save the tables you need to a file of their own, or wait longer with --patience SECONDS",
        "{name}: läsningen avbröts efter {seconds} sekunder, och inget av filen lästes (kortare tid väntades); spara de tabeller som behövs i en egen fil, eller vänta längre med --patience SEKUNDER"
    )])
}

fn stopped(name: &str) -> Failure {
    Failure(vec![say!(
        language(),
        "{name}: the reader stopped on it, which it never should, and nothing of it was read; save the file as XLSX or CSV and try that one, and please report the file",
        "{name}: läsaren stannade på filen, vilket aldrig ska hända, och inget av den lästes; spara filen som XLSX eller CSV och försök med den, och rapportera gärna filen"
    )])
}
