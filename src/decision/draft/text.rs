//! The text of documents, line by line, and the line that each place of them is on.

use std::collections::BTreeMap;

use super::Drafted;
use crate::intake::{DocumentFormat, SheetPlace};

/// The lines of all documents, one after the other.
pub(super) struct DraftText {
    lines: Vec<String>,
    /// The line of each row, by document.
    numbers: BTreeMap<(String, Row), usize>,
}

/// The row that a place is in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Row {
    Line(u32),
    OfSheet(String, u32),
    OfPage(u32, u32),
}

fn row(place: &SheetPlace) -> Row {
    match place {
        SheetPlace::Line { line, .. } => Row::Line(*line),
        SheetPlace::Cell { sheet, row, .. } => Row::OfSheet(sheet.clone(), *row),
        SheetPlace::Page { page, line } => Row::OfPage(*page, *line),
    }
}

impl DraftText {
    /// The text of documents. A text file keeps its line numbers, blank lines and all.
    pub fn of(read: &[Drafted<'_>]) -> DraftText {
        let mut text = DraftText {
            lines: Vec::new(),
            numbers: BTreeMap::new(),
        };
        for drafted in read {
            let document = drafted.document;
            let keeps_numbers = matches!(
                document.format,
                DocumentFormat::Csv | DocumentFormat::Markdown | DocumentFormat::Text
            );
            let before = text.lines.len();
            for line in &document.text {
                if let (true, SheetPlace::Line { line, .. }) = (keeps_numbers, &line.place) {
                    let number = usize::try_from(*line).unwrap_or(usize::MAX);
                    // a line of a file of at most 64 MiB: so many blank lines are possible, and no more
                    text.lines
                        .resize(text.lines.len().max(before + number - 1), String::new());
                }
                text.lines.push(line.text.replace(['\n', '\r'], " "));
                let number = text.lines.len();
                let key = (document.name.clone(), row(&line.place));
                text.numbers.entry(key).or_insert(number);
            }
        }
        text
    }

    /// The line of a place, the first one if the text has none of its row.
    pub fn line(&self, file: &str, place: &SheetPlace) -> usize {
        let key = (file.to_owned(), row(place));
        self.numbers.get(&key).copied().unwrap_or(1)
    }

    /// All of it.
    pub fn whole(&self) -> String {
        let mut whole = self.lines.join("\n");
        whole.push('\n');
        whole
    }
}
