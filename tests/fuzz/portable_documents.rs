//! Documents as people have them, damaged: a reading ends, in an answer or an error in words, and the
//! same one each time.

use statsbidrag::intake::{Limits, ReadOptions, read_document};
use statsbidrag::lang::{InWords, Lang};

use crate::damage::Choices;

/// PDF files of different kinds.
const PDFS: &[&[u8]] = &[
    include_bytes!("../pdf/grid_over_pages.pdf"),
    include_bytes!("../pdf/left_aligned.pdf"),
    include_bytes!("../pdf/upright_rules_only.pdf"),
    include_bytes!("../pdf/drawn_sideways.pdf"),
    include_bytes!("../pdf/rotated_page.pdf"),
    include_bytes!("../pdf/side_by_side.pdf"),
    include_bytes!("../pdf/wrapped_labels.pdf"),
];

/// Words that mean something in a PDF.
const WORDS: &[&[u8]] = &[
    b" Do ",
    b" Tf ",
    b" Tj ",
    b" cm ",
    b" q ",
    b" Q ",
    b" BT ",
    b" 0 R",
    b" 1 0 R ",
    b"/Kids",
    b"/Length 0",
    b"/Length 99999999999",
    b"/Filter /FlateDecode",
    b"stream\n",
    b"endstream",
    b"endobj",
    b"-1",
    b"9223372036854775807",
    b"1e308",
    b"<<",
    b">>",
    b"[",
    b"]",
    b"(",
    b")",
    b"/Rotate 90",
    b"%%EOF",
];

/// A PDF with bytes exchanged, taken out, put in, repeated or cut off is read or refused.
pub fn pdfs(bytes: &[u8]) {
    let mut choices = Choices(bytes);
    let mut file = PDFS[usize::from(choices.byte()) % PDFS.len()].to_vec();
    while !choices.is_empty() && !file.is_empty() {
        let far = choices.below(usize::from(u16::MAX)) * file.len() / usize::from(u16::MAX);
        let at = far.min(file.len() - 1);
        match choices.byte() % 7 {
            0 => file[at] = choices.byte(),
            1 => file[at] ^= 1 << (choices.byte() % 8),
            2 => {
                let end = (at + choices.below(300)).min(file.len());
                file.drain(at..end);
            }
            3 | 4 => {
                let word = WORDS[usize::from(choices.byte()) % WORDS.len()];
                file.splice(at..at, word.iter().copied());
            }
            5 => {
                let end = (at + choices.below(500)).min(file.len());
                let part = file[at..end].to_vec();
                file.splice(at..at, part);
            }
            _ if choices.byte() < 40 => file.truncate(at),
            _ => {}
        }
    }
    check("bilaga.pdf", &file);
}

/// Lines of figures with one space everywhere are read or left.
pub fn run_together(bytes: &[u8]) {
    let mut choices = Choices(bytes);
    let mut text = "Tabell 1. Belopp\n".to_owned();
    while !choices.is_empty() {
        text.push_str(choices.one_of(&["\nAle", "\nSumma", "\n", " Upplands Väsby"]));
        for _ in 0..choices.byte() % 9 {
            let figure = match choices.byte() % 5 {
                0 => choices
                    .one_of(&["-", "*)", "0", "12 %", "<1%", "1,5", "2023"])
                    .to_owned(),
                _ => choices.below(1_000).to_string(),
            };
            text.push(' ');
            text.push_str(&figure);
        }
    }
    check("bilaga.txt", text.as_bytes());
}

fn check(name: &str, bytes: &[u8]) {
    let options = ReadOptions {
        limits: Limits {
            operators: 200_000,
            ..Limits::default()
        },
        ..ReadOptions::default()
    };
    let read = read_document(name, bytes, &options);
    match &read {
        Ok(document) => {
            for sheet in &document.sheets {
                let width = sheet.rows.first().map_or(0, Vec::len);
                assert!(sheet.rows.iter().all(|row| row.len() == width));
                assert!(sheet.header_rows <= sheet.rows.len());
                assert!(
                    sheet
                        .doubts
                        .iter()
                        .all(|doubt| doubt.row < sheet.rows.len() && doubt.column < width)
                );
            }
        }
        Err(errors) => {
            let (english, swedish) = (errors.in_words(Lang::En), errors.in_words(Lang::Sv));
            assert!(!english.is_empty() && english != swedish, "{english}");
        }
    }
    assert_eq!(read, read_document(name, bytes, &options));
}
