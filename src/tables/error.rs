//! What can be wrong with a file, in one place.

use std::{fmt, io};

use crate::lang::{InWords, Lang, Phrase, phrase, say};

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableError {
    /// A file that must be there is not.
    FileMissing {
        /// The file.
        at: Place,
        /// What it should hold.
        expected: String,
    },
    /// A file or folder could not be read from disk.
    Unreadable {
        /// The file or folder.
        at: Place,
        /// What the operating system or the decoder said.
        reason: Phrase,
    },
    /// Something that is no ordinary file.
    NotAFile {
        /// The path.
        at: Place,
        /// What it is.
        found: Phrase,
    },
    /// A file that is larger than what is read.
    TooLarge {
        /// The file.
        at: Place,
        /// Its size, at least.
        found: u64,
        /// The largest that is read.
        limit: u64,
    },
    /// The CSV itself is broken.
    BrokenCsv {
        /// The place.
        at: Place,
        /// What the CSV reader said.
        reason: Phrase,
    },
    /// A column that is declared is not in the header, or the other way round.
    Header {
        /// The place.
        at: Place,
        /// The column found.
        found: Phrase,
        /// The column expected.
        expected: Phrase,
        /// What to do.
        help: Phrase,
    },
    /// A column or row that was asked for is not in the file.
    NotInFile {
        /// The file or its header.
        at: Place,
        /// A column or a row.
        what: Phrase,
        /// What there is.
        found: Phrase,
        /// What was asked for.
        expected: String,
        /// What to do.
        help: Phrase,
    },
    /// A table with more letters than can be counted in 32 bits.
    TableTooLarge {
        /// The cell that does not fit.
        at: Place,
    },
    /// A row with too few or too many cells.
    CellCount {
        /// The row.
        at: Place,
        /// The number of cells found.
        found: usize,
        /// The number expected.
        expected: usize,
    },
    /// A cell that should hold a number holds none.
    NotANumber {
        /// The cell.
        at: Place,
        /// What stands there.
        found: String,
        /// What should.
        expected: Phrase,
        /// What is wrong with it.
        help: Phrase,
    },
    /// A cell that is printed finer than its column is declared to be.
    TooFine {
        /// The cell.
        at: Place,
        /// What stands there.
        found: String,
        /// What it should be a multiple of, in the unit of the column.
        multiple_of: String,
    },
    /// A code that is no recipient of the expected kind.
    UnknownCode {
        /// The cell.
        at: Place,
        /// A municipality or a region.
        kind: Phrase,
        /// What stands there.
        found: String,
        /// "did you mean …?"
        suggestion: Option<Phrase>,
    },
    /// A name that is not the recipient's.
    UnknownName {
        /// The cell.
        at: Place,
        /// A municipality or a region.
        kind: Phrase,
        /// The row's code.
        code: String,
        /// The name found.
        found: String,
        /// The official name.
        expected: String,
        /// "did you mean …?"
        suggestion: Option<Phrase>,
    },
    /// Two rows for the same recipient, or with the same key.
    Duplicate {
        /// The second row.
        at: Place,
        /// The key.
        key: String,
        /// The line of the first row.
        first: u64,
    },
    /// A source line that is none.
    NotALine {
        /// The cell.
        at: Place,
        /// What stands there.
        found: String,
    },
    /// A place in a file that is written as none is.
    NotAPlace {
        /// The cell.
        at: Place,
        /// What stands there.
        found: String,
    },
    /// A declaration in a TOML file that cannot be read.
    Toml {
        /// The place.
        at: Place,
        /// What the TOML reader said.
        reason: String,
    },
}

impl TableError {
    /// A file or folder that the system, or the decoder of its text, did not give.
    pub(super) fn unreadable(at: Place, error: &io::Error) -> TableError {
        TableError::Unreadable {
            at,
            reason: system_words(error),
        }
    }

    /// CSV that is none.
    pub(super) fn broken_csv(at: Place, error: &csv::Error) -> TableError {
        TableError::BrokenCsv {
            at,
            reason: csv_words(error),
        }
    }
}

impl std::error::Error for TableError {}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(Lang::En))
    }
}

impl InWords for TableError {
    fn in_words(&self, lang: Lang) -> String {
        let said = |phrase: &Phrase| phrase.in_words(lang);
        match self {
            TableError::FileMissing { at, expected } => {
                let expected = contents(at, expected).in_words(lang);
                say!(
                    lang,
                    "{at}: the file is missing (found no such file, expected {expected}); add it or remove its entry",
                    "{at}: filen saknas (hittade ingen sådan fil, väntade {expected}); lägg till den eller ta bort det som hänvisar till den"
                )
            }
            TableError::Unreadable { at, reason } => {
                let reason = said(reason);
                say!(
                    lang,
                    "{at}: cannot be read ({reason}); check the path and its permissions",
                    "{at}: kan inte läsas ({reason}); kontrollera sökvägen och behörigheterna"
                )
            }
            TableError::NotAFile { at, found } => {
                let found = said(found);
                say!(
                    lang,
                    "{at}: not a file (found {found}, expected a document); give the path of the document itself",
                    "{at}: ingen fil (hittade {found}, väntade ett dokument); ange sökvägen till själva dokumentet"
                )
            }
            TableError::TooLarge { at, found, limit } => say!(
                lang,
                "{at}: larger than what is read (found {found} bytes, at most {limit} are read); save the tables you need to a file of their own",
                "{at}: större än vad som läses (hittade {found} byte, högst {limit} läses); spara de tabeller som behövs i en egen fil"
            ),
            TableError::BrokenCsv { at, reason } => {
                let reason = said(reason);
                say!(
                    lang,
                    "{at}: not readable as CSV ({reason}); check quotes and commas",
                    "{at}: kan inte läsas som CSV ({reason}); kontrollera citattecken och kommatecken"
                )
            }
            TableError::TableTooLarge { at } => say!(
                lang,
                "{at}: the table is too large (found more than 4 GiB of cells, expected less); divide it in two",
                "{at}: tabellen är för stor (hittade mer än 4 GiB celler, väntade mindre); dela den i två"
            ),
            TableError::Toml { at, reason } => say!(
                lang,
                "{at}: cannot be understood ({reason})",
                "{at}: går inte att tyda (TOML-läsaren: {reason})"
            ),
            of_a_table => of_a_table.in_a_table(lang),
        }
    }
}

impl TableError {
    /// What is wrong with the header, a row or a cell of a table.
    fn in_a_table(&self, lang: Lang) -> String {
        let said = |phrase: &Phrase| phrase.in_words(lang);
        match self {
            TableError::Header {
                at,
                found,
                expected,
                help,
            } => {
                let [found, expected, help] = [found, expected, help].map(said);
                say!(
                    lang,
                    "{at}: the header does not fit the declaration (found {found}, expected {expected}); {help}",
                    "{at}: rubrikraden stämmer inte med deklarationen (hittade {found}, väntade {expected}); {help}"
                )
            }
            TableError::NotInFile {
                at,
                what,
                found,
                expected,
                help,
            } => {
                let [what, found, help] = [what, found, help].map(said);
                say!(
                    lang,
                    "{at}: no such {what} (found {found}, expected \"{expected}\"); {help}",
                    "{at}: {what} finns inte (hittade {found}, väntade ”{expected}”); {help}"
                )
            }
            TableError::CellCount {
                at,
                found,
                expected,
            } => {
                let problem = cells_amiss(*found, *expected).in_words(lang);
                say!(
                    lang,
                    "{at}: the row has {problem} (found {found} cells, expected {expected}); check its commas and quotes",
                    "{at}: raden har {problem} (hittade {found} celler, väntade {expected}); kontrollera dess kommatecken och citattecken"
                )
            }
            TableError::NotANumber {
                at,
                found,
                expected,
                help,
            } => {
                let [expected, help] = [expected, help].map(said);
                say!(
                    lang,
                    "{at}: not a number (found \"{found}\", expected {expected}); {help}",
                    "{at}: inget tal (hittade ”{found}”, väntade {expected}); {help}"
                )
            }
            TableError::TooFine {
                at,
                found,
                multiple_of,
            } => {
                let multiple_of = lang.number(multiple_of);
                say!(
                    lang,
                    "{at}: finer than the precision that is declared for its column (found \"{found}\", expected a multiple of {multiple_of}); mend precision in tables.toml, or the cell if it was copied wrongly",
                    "{at}: noggrannare än den precision som är angiven för kolumnen (hittade ”{found}”, väntade en multipel av {multiple_of}); rätta precision i tables.toml, eller cellen om den är felavskriven"
                )
            }
            TableError::Duplicate { at, key, first } => say!(
                lang,
                "{at}: {key} stands twice (found it at line {first} already, expected one row each); remove one or correct its code",
                "{at}: {key} står två gånger (fanns redan på rad {first}, väntade en rad för var och en); ta bort en eller rätta koden"
            ),
            TableError::NotALine { at, found } => say!(
                lang,
                "{at}: not a line of the source text (found \"{found}\", expected a number or first-last); give the line as in the text",
                "{at}: ingen rad i källtexten (hittade ”{found}”, väntade ett tal eller första-sista); ange raden som i texten"
            ),
            TableError::NotAPlace { at, found } => say!(
                lang,
                "{at}: not a place (found \"{found}\", expected such as Bilaga 1!C7, line 12:5 or page 4:12); read the file again to write it anew",
                "{at}: ingen plats (hittade ”{found}”, väntade till exempel Bilaga 1!C7, line 12:5 eller page 4:12); läs filen på nytt så skrivs den om"
            ),
            of_a_place => of_a_place.of_a_place(lang),
        }
    }

    /// What is wrong with the code or the name of a recipient.
    fn of_a_place(&self, lang: Lang) -> String {
        let tail = |suggestion: &Option<Phrase>| match suggestion {
            Some(suggestion) => format!("; {}", suggestion.in_words(lang)),
            None => String::new(),
        };
        match self {
            TableError::UnknownCode {
                at,
                kind,
                found,
                suggestion,
            } => {
                let (kind, suggestion) = (kind.in_words(lang), tail(suggestion));
                say!(
                    lang,
                    "{at}: no such {kind} code (found \"{found}\", expected an SCB code){suggestion}",
                    "{at}: ingen {kind} har den koden (hittade ”{found}”, väntade en kod från SCB){suggestion}"
                )
            }
            TableError::UnknownName {
                at,
                kind,
                code,
                found,
                expected,
                suggestion,
            } => {
                let (kind, suggestion) = (kind.in_words(lang), tail(suggestion));
                say!(
                    lang,
                    "{at}: no name of {kind} {code} (found \"{found}\", expected \"{expected}\"){suggestion}; declare it in aliases.csv with its reason if it is what is printed",
                    "{at}: inget namn på {kind} {code} (hittade ”{found}”, väntade ”{expected}”){suggestion}; för in det i aliases.csv med förklaringen om det är så som dokumentet anger"
                )
            }
            _ => String::new(),
        }
    }
}

/// What a file of a decision should hold: by its name, else as its table says.
fn contents(at: &Place, title: &str) -> Phrase {
    match at.file.rsplit('/').next().unwrap_or_default() {
        "decision.toml" => phrase!("the manifest of the decision", "beslutets manifest"),
        "tables.toml" => phrase!(
            "the declarations of the tables",
            "tabellernas deklarationer"
        ),
        "claims.csv" => phrase!("the claims of the text", "uppgifterna i texten"),
        "figures.csv" => phrase!("every number of the source text", "alla tal i källtexten"),
        "aliases.csv" => phrase!(
            "names as printed and their codes",
            "namn som de anges och deras koder"
        ),
        "places.csv" => phrase!("codes, names and counties", "koder, namn och län"),
        "known.toml" => phrase!("acknowledged findings", "kända iakttagelser"),
        _ => Phrase::same(title),
    }
}

fn cells_amiss(found: usize, expected: usize) -> Phrase {
    match (
        expected.saturating_sub(found),
        found.saturating_sub(expected),
    ) {
        (1, _) => phrase!("a cell too few", "en cell för lite"),
        (0, 1) => phrase!("a cell too many", "en cell för mycket"),
        (0, more) => phrase!("{more} cells too many", "{more} celler för mycket"),
        (less, _) => phrase!("{less} cells too few", "{less} celler för lite"),
    }
}

/// What the operating system or the decoder of text said.
pub(crate) fn system_words(error: &io::Error) -> Phrase {
    // another program has it open, which Windows says in its own words
    if cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33)) {
        return phrase!(
            "another program has it open: close it there",
            "ett annat program har den öppen: stäng den där"
        );
    }
    let swedish = match error.kind() {
        io::ErrorKind::NotFound => "finns inte",
        io::ErrorKind::PermissionDenied => "åtkomst nekad",
        io::ErrorKind::AlreadyExists => "finns redan",
        io::ErrorKind::InvalidData => "inte text i UTF-8",
        io::ErrorKind::IsADirectory => "en mapp",
        io::ErrorKind::NotADirectory => "ingen mapp",
        io::ErrorKind::StorageFull => "ingen plats kvar",
        io::ErrorKind::ReadOnlyFilesystem => "filsystemet är skrivskyddat",
        _ => return Phrase::same(error.to_string()),
    };
    Phrase::of(|lang| match lang {
        Lang::Sv => swedish.to_owned(),
        Lang::En | Lang::Marked => error.to_string(),
    })
}

/// What the CSV reader said.
fn csv_words(error: &csv::Error) -> Phrase {
    let swedish = match error.kind() {
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => format!("hittade {len} fält där raderna före har {expected_len}"),
        csv::ErrorKind::Utf8 { .. } => "inte text i UTF-8".to_owned(),
        _ => return Phrase::same(error.to_string()),
    };
    Phrase::of(|lang| match lang {
        Lang::Sv => swedish.clone(),
        Lang::En | Lang::Marked => error.to_string(),
    })
}
