//! A document as it was read: lines of text and sheets of printed cells.

use super::Doubt;

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
    /// The row of [`Sheet::rows`], from 0.
    pub row: usize,
    /// The columns of the parts, from 0, whose sum is the target's figure.
    pub parts: Vec<(usize, usize)>,
    /// The row and column of the target.
    pub target: (usize, usize),
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
}
