//! A document as it was read: lines of text and sheets of printed cells.

use super::{Doubt, Notice};
use crate::lang::{InWords, Lang, say};

/// Where in a file a reader can find something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SheetPlace {
    /// A line of text on a page of a PDF, both counted from 1.
    Page {
        /// The page.
        page: u32,
        /// The line on it, from the top.
        line: u32,
    },
    /// A cell of a spreadsheet.
    Cell {
        /// The sheet's name.
        sheet: String,
        /// The row, from 1.
        row: u32,
        /// The column, from 1: 3 is `C`.
        column: u32,
    },
    /// A line of a text file and a character in it, both from 1.
    Line {
        /// The line.
        line: u32,
        /// The character.
        column: u32,
    },
}

impl SheetPlace {
    /// The column's letters in a spreadsheet: 3 is `C`, 28 is `AB`.
    pub fn column_letters(column: u32) -> String {
        let mut letters = Vec::new();
        let mut rest = column;
        while rest > 0 {
            let last = (rest - 1) % 26;
            letters.extend(char::from_digit(10 + last, 36));
            rest = (rest - 1) / 26;
        }
        letters.iter().rev().collect::<String>().to_uppercase()
    }

    /// The name of a spreadsheet's cell: `C7`.
    pub fn cell_name(row: u32, column: u32) -> String {
        format!("{}{row}", SheetPlace::column_letters(column))
    }
}

impl SheetPlace {
    /// The row and the column of `C7`, both from 1.
    pub fn named_cell(name: &str) -> Option<(u32, u32)> {
        let digits = name.find(|char: char| char.is_ascii_digit())?;
        let (letters, row) = name.split_at(digits);
        let mut column = 0_u32;
        for letter in letters.chars() {
            let value = letter.to_digit(36).filter(|it| *it >= 10)? - 9;
            column = column.checked_mul(26)?.checked_add(value)?;
        }
        let row = row.parse().ok()?;
        (row >= 1 && column >= 1).then_some((row, column))
    }
}

impl InWords for SheetPlace {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            SheetPlace::Page { page, line } => {
                say!(lang, "page {page}, line {line}", "sidan {page}, rad {line}")
            }
            SheetPlace::Cell { sheet, row, column } => {
                let cell = SheetPlace::cell_name(*row, *column);
                say!(
                    lang,
                    "sheet \"{sheet}\", cell {cell}",
                    "bladet ”{sheet}”, cell {cell}"
                )
            }
            SheetPlace::Line { line, .. } => say!(lang, "line {line}", "rad {line}"),
        }
    }
}

/// How a cell came to have the letters it has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// They stand in the file.
    #[default]
    Printed,
    /// Rebuilt from a stored value and its number format.
    Rebuilt,
    /// One of several readings, chosen by a relation ([`Sheet::choices`]).
    Chosen,
}

/// Over how many rows and columns a cell extends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellSpan {
    /// Rows, at least 1.
    pub rows: u32,
    /// Columns, at least 1.
    pub columns: u32,
}

impl Default for CellSpan {
    fn default() -> CellSpan {
        CellSpan {
            rows: 1,
            columns: 1,
        }
    }
}

/// One cell as a person sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedCell {
    /// The letters, without space around them; empty if nothing is printed.
    pub printed: String,
    /// Where it stands.
    pub place: SheetPlace,
    /// How far it extends.
    pub span: CellSpan,
    /// How its letters were come by.
    pub origin: Origin,
}

/// A relation that decided between several readings of a row. It was *used for reading* and is
/// never evidence of anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The row of [`Sheet::rows`] that was read by it, from 0.
    pub row: usize,
    /// How the target follows from the parts.
    pub relation: ChoiceRelation,
    /// The row and column of each part, from 0.
    pub parts: Vec<(usize, usize)>,
    /// The row and column of the target.
    pub target: (usize, usize),
}

/// How the target of a [`Choice`] follows from its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChoiceRelation {
    /// It is their sum.
    Sum,
    /// It is what the first is of the second, in per cent.
    Share,
    /// It is what the first leaves of the second, in per cent.
    Rest,
}

impl ChoiceRelation {
    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            ChoiceRelation::Sum => "sum",
            ChoiceRelation::Share => "share",
            ChoiceRelation::Rest => "rest",
        }
    }
}

impl PrintedCell {
    /// A cell that is printed as it stands in the file, with no space around it.
    pub fn new(printed: &str, place: SheetPlace) -> PrintedCell {
        PrintedCell {
            printed: printed.trim().to_owned(),
            place,
            span: CellSpan::default(),
            origin: Origin::Printed,
        }
    }

    /// What it shows, where that is evidence.
    fn evidence(&self) -> &str {
        match self.origin {
            Origin::Chosen if !self.is_blank() => NOT_TOLD,
            _ => &self.printed,
        }
    }

    /// Whether nothing is printed in it.
    pub fn is_blank(&self) -> bool {
        self.printed.is_empty()
    }
}

/// One table as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// What the document calls it, if it does.
    pub title: String,
    /// Where it begins.
    pub place: SheetPlace,
    /// How many of the first `rows` are headings.
    pub header_rows: usize,
    /// All rows, headings first; each as wide as the widest.
    pub rows: Vec<Vec<PrintedCell>>,
    /// What is doubtful.
    pub doubts: Vec<Doubt>,
    /// What was chosen among several readings, and by what.
    pub choices: Vec<Choice>,
}

/// What is printed for a figure that is not told.
const NOT_TOLD: &str = "..";

impl Sheet {
    /// Each column's heading, the pieces of several heading rows joined by `: `. A heading over
    /// several columns is part of each.
    pub fn headings(&self) -> Vec<String> {
        let width = self.rows.first().map_or(0, Vec::len);
        let mut headings: Vec<Vec<&str>> = vec![Vec::new(); width];
        for row in self.rows.iter().take(self.header_rows) {
            if counts_columns(row) {
                continue;
            }
            for (column, pieces) in headings.iter_mut().enumerate() {
                let piece = over(row, column);
                if !piece.is_empty() && pieces.last() != Some(&piece) {
                    pieces.push(piece);
                }
            }
        }
        headings.iter().map(|pieces| pieces.join(": ")).collect()
    }

    /// The cells as far as they are evidence of relations: what was read *by* a relation can speak
    /// for none, and is shown as a figure that is not told.
    pub fn evidence(&self) -> Vec<Vec<&str>> {
        let rows = self.rows.iter().map(|row| row.iter());
        rows.map(|row| row.map(PrintedCell::evidence).collect())
            .collect()
    }

    /// Whether the figure of this row and column, both from 0, is the target of a relation that was
    /// used for reading.
    pub fn is_read_by_relation(&self, row: usize, column: usize) -> bool {
        self.choices.iter().any(|it| it.target == (row, column))
    }

    /// The rows below the headings.
    pub fn body(&self) -> &[Vec<PrintedCell>] {
        self.rows.get(self.header_rows..).unwrap_or_default()
    }
}

/// Whether a row counts the columns: 1, 2, 3, …
pub(super) fn counts_columns(row: &[PrintedCell]) -> bool {
    let filled = row.iter().filter(|cell| !cell.is_blank());
    let counted = (1..).zip(filled.clone()).all(|(number, cell): (u32, _)| {
        cell.printed.trim_matches(['(', ')', ' ']) == number.to_string()
    });
    counted && filled.count() >= 3
}

/// What stands in a column of a row, in its cell or in one that extends over it from the left.
fn over(row: &[PrintedCell], column: usize) -> &str {
    let reaches = |position: usize| {
        let columns = usize::try_from(row[position].span.columns).unwrap_or(usize::MAX);
        column - position < columns
    };
    let last = column.min(row.len().saturating_sub(1));
    let cell = (0..=last)
        .rev()
        .find(|it| row.get(*it).is_some_and(|cell| !cell.is_blank()))
        .filter(|it| reaches(*it));
    cell.map_or("", |it| &row[it].printed)
}

/// A line of the document's text, tables included, as a person would copy it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextLine {
    /// Where it stands.
    pub place: SheetPlace,
    /// Its letters.
    pub text: String,
}

/// The formats that are read, told apart by content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DocumentFormat {
    /// Portable Document Format.
    Pdf,
    /// Office Open XML workbook.
    Xlsx,
    /// OpenDocument spreadsheet.
    Ods,
    /// A web page.
    Html,
    /// Markdown with pipe tables.
    Markdown,
    /// Delimited text: CSV or TSV in any dialect.
    Csv,
    /// Running text.
    Text,
}

impl DocumentFormat {
    /// Its usual name.
    pub fn name(self) -> &'static str {
        match self {
            DocumentFormat::Pdf => "PDF",
            DocumentFormat::Xlsx => "XLSX",
            DocumentFormat::Ods => "ODS",
            DocumentFormat::Html => "HTML",
            DocumentFormat::Markdown => "Markdown",
            DocumentFormat::Csv => "CSV",
            DocumentFormat::Text => "text",
        }
    }
}

/// A document as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The file's name without its path.
    pub name: String,
    /// What it was read as.
    pub format: DocumentFormat,
    /// Its text, line by line.
    pub text: Vec<TextLine>,
    /// Its tables, in the order they stand.
    pub sheets: Vec<Sheet>,
    /// What a reader should know of it.
    pub notices: Vec<Notice>,
}

impl Document {
    /// Whether anything in it is doubtful.
    pub fn has_doubts(&self) -> bool {
        self.sheets.iter().any(|sheet| !sheet.doubts.is_empty())
    }
}
