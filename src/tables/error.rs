//! What can be wrong with a file, in one place.

use std::fmt;

/// Where in a file something is: `bilaga2.csv:17:belopp`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file, with the folder it was read from.
    pub file: String,
    /// The line in the file, from 1.
    pub line: Option<u64>,
    /// The column's name, or its number.
    pub column: Option<String>,
}

impl Place {
    /// A whole file.
    pub fn file(file: impl Into<String>) -> Place {
        Place {
            file: file.into(),
            line: None,
            column: None,
        }
    }

    /// The same file at a line.
    pub fn line(&self, line: u64) -> Place {
        Place {
            line: Some(line),
            ..self.clone()
        }
    }

    /// The same line at a column.
    pub fn column(&self, column: impl Into<String>) -> Place {
        Place {
            column: Some(column.into()),
            ..self.clone()
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(column) = &self.column {
            write!(f, ":{column}")?;
        }
        Ok(())
    }
}

/// Something in a file that cannot be read, with what was found, what was expected and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// A file that must be there is not.
    #[error(
        "{at}: the file is missing (found no such file, expected {expected}); add it or remove its entry"
    )]
    FileMissing {
        /// The file.
        at: Place,
        /// What it should hold.
        expected: String,
    },
    /// A file or folder could not be read from disk.
    #[error("{at}: cannot be read ({reason}); check the path and its permissions")]
    Unreadable {
        /// The file or folder.
        at: Place,
        /// What the operating system or the decoder said.
        reason: String,
    },
    /// Something that is no ordinary file.
    #[error(
        "{at}: not a file (found {found}, expected a document); give the path of the document itself"
    )]
    NotAFile {
        /// The path.
        at: Place,
        /// What it is.
        found: &'static str,
    },
    /// A file that is larger than what is read.
    #[error(
        "{at}: larger than what is read (found {found} bytes, at most {limit} are read); save the tables you need to a file of their own"
    )]
    TooLarge {
        /// The file.
        at: Place,
        /// Its size, at least.
        found: u64,
        /// The largest that is read.
        limit: u64,
    },
    /// The CSV itself is broken.
    #[error("{at}: not readable as CSV ({reason}); check quotes and commas")]
    BrokenCsv {
        /// The place.
        at: Place,
        /// What the CSV reader said.
        reason: String,
    },
    /// A column that is declared is not in the header, or the other way round.
    #[error(
        "{at}: the header does not fit the declaration (found {found}, expected {expected}); {help}"
    )]
    Header {
        /// The place.
        at: Place,
        /// The column found.
        found: String,
        /// The column expected.
        expected: String,
        /// What to do.
        help: String,
    },
    /// A column or row that was asked for is not in the file.
    #[error("{at}: no such {what} (found {found}, expected \"{expected}\"); {help}")]
    NotInFile {
        /// The file or its header.
        at: Place,
        /// column or row.
        what: &'static str,
        /// What there is.
        found: String,
        /// What was asked for.
        expected: String,
        /// What to do.
        help: String,
    },
    /// A table with more letters than can be counted in 32 bits.
    #[error(
        "{at}: the table is too large (found more than 4 GiB of cells, expected less); divide it in two"
    )]
    TableTooLarge {
        /// The cell that does not fit.
        at: Place,
    },
    /// A row with too few or too many cells.
    #[error(
        "{at}: the row has {problem} (found {found} cells, expected {expected}); check its commas and quotes"
    )]
    CellCount {
        /// The row.
        at: Place,
        /// "a cell too few" or the like.
        problem: String,
        /// The number of cells found.
        found: usize,
        /// The number expected.
        expected: usize,
    },
    /// A cell that should hold a number holds none.
    #[error("{at}: not a number (found \"{found}\", expected {expected}); {help}")]
    NotANumber {
        /// The cell.
        at: Place,
        /// What stands there.
        found: String,
        /// What should.
        expected: String,
        /// What is wrong with it.
        help: String,
    },
    /// A code that is no recipient of the expected kind.
    #[error("{at}: no such {kind} code (found \"{found}\", expected an SCB code){suggestion}")]
    UnknownCode {
        /// The cell.
        at: Place,
        /// municipality or region.
        kind: &'static str,
        /// What stands there.
        found: String,
        /// "; did you mean …?", or nothing.
        suggestion: String,
    },
    /// A name that is not the recipient's.
    #[error(
        "{at}: no name of {kind} {code} (found \"{found}\", expected \"{expected}\"){suggestion}; declare it in aliases.csv with its reason if it is what is printed"
    )]
    UnknownName {
        /// The cell.
        at: Place,
        /// municipality or region.
        kind: &'static str,
        /// The row's code.
        code: String,
        /// The name found.
        found: String,
        /// The official name.
        expected: String,
        /// "; did you mean …?", or nothing.
        suggestion: String,
    },
    /// Two rows for the same recipient, or with the same key.
    #[error(
        "{at}: {key} stands twice (found it at line {first} already, expected one row each); remove one or correct its code"
    )]
    Duplicate {
        /// The second row.
        at: Place,
        /// The key.
        key: String,
        /// The line of the first row.
        first: u64,
    },
    /// A source line that is none.
    #[error(
        "{at}: not a line of the source text (found \"{found}\", expected a number or first-last); give the line as in the text"
    )]
    NotALine {
        /// The cell.
        at: Place,
        /// What stands there.
        found: String,
    },
    /// A declaration in a TOML file that cannot be read.
    #[error("{at}: cannot be understood ({reason})")]
    Toml {
        /// The place.
        at: Place,
        /// What the TOML reader said.
        reason: String,
    },
}
