//! Running text, line by line.

use super::{Document, DocumentFormat, SheetPlace, TextLine};

/// Reads running text.
pub(super) fn read(name: &str, text: &str) -> Document {
    Document {
        name: name.to_owned(),
        format: DocumentFormat::Text,
        text: lines_of(text),
        sheets: Vec::new(),
        notices: Vec::new(),
    }
}

/// The lines of a text that have letters, each with its number; CR, LF and CRLF end a line.
pub(super) fn lines_of(text: &str) -> Vec<TextLine> {
    let mut lines = Vec::new();
    for (line, letters) in (1..).zip(split_lines(text)) {
        let letters = letters.trim();
        if !letters.is_empty() {
            lines.push(TextLine {
                place: SheetPlace::Line { line, column: 1 },
                text: letters.to_owned(),
            });
        }
    }
    lines
}

/// The lines of a text as an editor counts them.
pub(super) fn split_lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        match text.find(['\r', '\n']) {
            None => {
                rest = None;
                Some(text)
            }
            Some(end) => {
                let after = &text[end..];
                let width = if after.starts_with("\r\n") { 2 } else { 1 };
                rest = Some(&after[width..]);
                Some(&text[..end])
            }
        }
    })
}
