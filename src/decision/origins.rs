//! `origins.csv`: where the cells of a folder stand in the file they were read from.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::intake::SheetPlace;
use crate::lang::Errors;
use crate::tables::{Folder, SourceLines, TableError};

/// The places of cells, by table, line of the source text and column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origins(BTreeMap<(String, u32, String), SheetPlace>);

/// A cell and its place as written: `Bilaga 1!C7`, `line 12:5`, `page 4:12`.
#[derive(Deserialize)]
struct Origin {
    table: String,
    line: u32,
    column: String,
    place: String,
}

impl Origins {
    /// Reads the file, if there is one. *Errors*: places that are none.
    pub(super) fn read(folder: &Folder) -> Result<Origins, Errors<TableError>> {
        let file = "origins.csv";
        if !folder.has(file) {
            return Ok(Origins::default());
        }
        let columns = ["table", "line", "column", "place"];
        let mut origins = BTreeMap::new();
        let mut errors = Vec::new();
        for (line, origin) in folder.records::<Origin>(file, "places of cells", &columns)? {
            match parsed(&origin.place) {
                Some(place) => {
                    origins.insert((origin.table, origin.line, origin.column), place);
                }
                None => errors.push(TableError::NotAPlace {
                    at: folder.place(file).line(line).column("place"),
                    found: origin.place,
                }),
            }
        }
        Errors::result(errors, Origins(origins))
    }

    /// The place of a cell.
    pub fn place(&self, table: &str, lines: SourceLines, column: &str) -> Option<&SheetPlace> {
        if self.0.is_empty() {
            return None;
        }
        self.0
            .get(&(table.to_owned(), lines.first, column.to_owned()))
    }
}

/// A place as the file writes it.
pub(super) fn written(place: &SheetPlace) -> String {
    match place {
        SheetPlace::Page { page, line } => format!("page {page}:{line}"),
        SheetPlace::Line { line, column } => format!("line {line}:{column}"),
        SheetPlace::Cell { sheet, row, column } => {
            format!("{sheet}!{}", SheetPlace::cell_name(*row, *column))
        }
    }
}

fn parsed(written: &str) -> Option<SheetPlace> {
    if let Some((sheet, cell)) = written.rsplit_once('!') {
        let (row, column) = SheetPlace::named_cell(cell)?;
        let sheet = sheet.to_owned();
        return Some(SheetPlace::Cell { sheet, row, column });
    }
    let (kind, numbers) = written.split_once(' ')?;
    let (first, second) = numbers.split_once(':')?;
    let (first, second) = (first.parse().ok()?, second.parse().ok()?);
    match kind {
        "page" => Some(SheetPlace::Page {
            page: first,
            line: second,
        }),
        "line" => Some(SheetPlace::Line {
            line: first,
            column: second,
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_as_they_are_written() {
        for text in ["Bilaga 1!C7", "Å!ä!XFD1048576", "line 12:5", "page 4:12"] {
            assert_eq!(written(&parsed(text).expect(text)), text);
        }
        for text in ["", "C7", "line 12", "sida 4:1", "Bilaga!7C"] {
            assert_eq!(parsed(text), None, "{text}");
        }
    }
}
