//! A folder of text files in memory, from disk or embedded in the program.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use include_dir::Dir;
use serde::de::DeserializeOwned;

use super::suggest::did_you_mean;
use super::{Place, TableError, read_text};
use crate::lang::{Errors, Phrase, phrase};

/// The text files of one folder, by name. Sub-folders are not read.
#[derive(Clone, Debug)]
pub struct Folder {
    /// The folder's name, as shown in error messages.
    pub name: String,
    files: BTreeMap<String, String>,
    is_drafted: bool,
}

impl Folder {
    /// Reads the files of a folder on disk that a decision is made of, and no other: whatever else lies
    /// beside them is not touched. *Errors*: all of those files that are not readable text.
    pub fn from_disk(path: &Path) -> Result<Folder, Errors<TableError>> {
        let name = path.display().to_string();
        let unreadable = |at: &Path, error: &std::io::Error| {
            TableError::unreadable(Place::file(at.display().to_string()), error)
        };
        let entries = std::fs::read_dir(path).map_err(|error| unreadable(path, &error))?;
        let mut files = BTreeMap::new();
        let mut errors = Vec::new();
        let mut names: Vec<String> = Vec::new();
        for entry in entries {
            match entry {
                Ok(entry) => names.extend(entry.file_name().into_string()),
                Err(error) => errors.push(unreadable(path, &error)),
            }
        }
        names.sort_unstable();
        let (usual, others): (Vec<&String>, Vec<&String>) =
            names.iter().partition(|name| is_usual(name));
        let mut read = |wanted: Vec<&String>, files: &mut BTreeMap<String, String>| {
            for name in wanted {
                match read_text(&path.join(name)) {
                    Ok(text) => {
                        files.insert(name.clone(), text);
                    }
                    Err(error) => errors.push(error),
                }
            }
        };
        read(usual, &mut files);
        let declared = files.get("tables.toml").map(|text| declared_tables(text));
        let declared = declared.unwrap_or_default();
        let is_table = |name: &&String| {
            let id = name.strip_suffix(".csv");
            id.is_some_and(|id| declared.contains(id))
        };
        let tables: Vec<&String> = others.into_iter().filter(is_table).collect();
        read(tables, &mut files);
        let folder = Folder {
            name,
            files,
            is_drafted: false,
        };
        Errors::result(errors, folder)
    }

    /// A folder of these files, by name and text, that is on no disk.
    pub fn from_texts(name: &str, files: &[(&str, &str)]) -> Folder {
        let owned = |&(file, text): &(&str, &str)| (file.to_owned(), text.to_owned());
        Folder {
            name: name.to_owned(),
            files: files.iter().map(owned).collect(),
            is_drafted: false,
        }
    }

    /// The same folder as one that was made of a document while the program runs, and that nobody can
    /// edit.
    pub fn drafted(mut self) -> Folder {
        self.is_drafted = true;
        self
    }

    /// Whether it was made of a document while the program runs, so that nobody can edit it.
    pub fn is_drafted(&self) -> bool {
        self.is_drafted
    }

    /// The same folder with one file more, or another text in its place.
    pub fn with_text(mut self, file: &str, text: String) -> Folder {
        self.files.insert(file.to_owned(), text);
        self
    }

    /// The files of an embedded folder.
    pub fn embedded(dir: &Dir<'_>) -> Folder {
        let files = dir
            .files()
            .filter_map(|file| {
                let name = file.path().file_name()?.to_string_lossy().into_owned();
                Some((name, file.contents_utf8()?.to_owned()))
            })
            .collect();
        let name = dir.path().display().to_string();
        Folder {
            name,
            files,
            is_drafted: false,
        }
    }

    /// The length of all its files, in bytes.
    pub fn size(&self) -> usize {
        self.files.values().map(String::len).sum()
    }

    /// Whether there is a file of this name.
    pub fn has(&self, file: &str) -> bool {
        self.files.contains_key(file)
    }

    /// The names of all files.
    pub fn file_names(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Where a file of this folder is, for messages.
    pub fn place(&self, file: &str) -> Place {
        let folder = &self.name;
        Place::file(if folder.is_empty() {
            file.to_owned()
        } else {
            format!("{folder}/{file}")
        })
    }

    /// The text of a file. *Errors*: no such file; `expected` says what it should hold.
    pub fn text(&self, file: &str, expected: &str) -> Result<&str, TableError> {
        self.files
            .get(file)
            .map(String::as_str)
            .ok_or_else(|| TableError::FileMissing {
                at: self.place(file),
                expected: expected.to_owned(),
            })
    }

    /// The records of a CSV file whose header is `columns`, the fields of `T`, each with its line in
    /// the file. *Errors*: columns that are missing, unknown or there twice; all records that do not fit.
    pub fn records<T: DeserializeOwned>(
        &self,
        file: &str,
        expected: &str,
        columns: &[&str],
    ) -> Result<Vec<(u64, T)>, Errors<TableError>> {
        let text = self.text(file, expected)?;
        let broken = |error: &csv::Error| {
            let line = error.position().map_or(1, csv::Position::line);
            TableError::broken_csv(self.place(file).line(line), error)
        };
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header = reader.headers().cloned().map_err(|error| broken(&error))?;
        let mut errors = self.wrong_columns(file, &header, columns);
        if !errors.is_empty() {
            return Err(Errors(errors));
        }
        let mut records = Vec::new();
        // one record is read into again and again
        let mut record = csv::StringRecord::new();
        loop {
            let read = match reader.read_record(&mut record) {
                Ok(false) => break,
                Ok(true) => record.deserialize(Some(&header)),
                Err(error) => Err(error),
            };
            let line = record
                .position()
                .map_or(0, |position| record_line(text, position));
            match read {
                Ok(record) => records.push((line, record)),
                Err(error) => errors.push(broken(&error)),
            }
        }
        Errors::result(errors, records)
    }

    /// The line in the file of each record of a CSV file, the header apart.
    pub fn record_lines(&self, file: &str) -> Vec<u64> {
        let text = self.files.get(file).map_or("", String::as_str);
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut record = csv::StringRecord::new();
        let mut lines = Vec::new();
        while let Ok(true) = reader.read_record(&mut record) {
            let line = record.position().map(|it| record_line(text, it));
            lines.push(line.unwrap_or_default());
        }
        lines
    }

    fn wrong_columns(
        &self,
        file: &str,
        header: &csv::StringRecord,
        columns: &[&str],
    ) -> Vec<TableError> {
        let at = self.place(file).line(1);
        let wrong =
            |column: &str, found: Phrase, expected: Phrase, help: Phrase| TableError::Header {
                at: at.column(column),
                found,
                expected,
                help,
            };
        let all = columns.join(", ");
        let unknown = header.iter().filter(|name| !columns.contains(name));
        let unknown = unknown.map(|name| {
            let help = did_you_mean(name, columns.iter().copied());
            let help = help.unwrap_or_else(|| phrase!("remove it", "ta bort den"));
            let expected = phrase!("one of {all}", "någon av {all}");
            wrong(name, Phrase::same(name), expected, help)
        });
        let miscounted = columns.iter().filter_map(|column| {
            let help = phrase!(
                "rename, add or remove columns",
                "byt namn på, lägg till eller ta bort kolumner"
            );
            let found = match header.iter().filter(|name| name == column).count() {
                0 => phrase!("no such column", "ingen sådan kolumn"),
                1 => return None,
                _ => phrase!("{column} twice", "{column} två gånger"),
            };
            Some(wrong(column, found, Phrase::same(all.as_str()), help))
        });
        unknown.chain(miscounted).collect()
    }

    /// A TOML file as `T`. *Errors*: missing, or not understood, with the place.
    pub fn toml<T: DeserializeOwned>(&self, file: &str, expected: &str) -> Result<T, TableError> {
        let text = self.text(file, expected)?;
        toml::from_str(text).map_err(|error| {
            let place = self.place(file);
            let at = match error.span() {
                Some(span) => {
                    let (line, column) = line_and_column(text, span.start);
                    place.line(line).column(column.to_string())
                }
                None => place,
            };
            TableError::Toml {
                at,
                reason: error.message().to_owned(),
            }
        })
    }
}

/// Files that a decision may have whatever its tables are.
const USUAL: [&str; 11] = [
    "decision.toml",
    "tables.toml",
    "known.toml",
    "intake.toml",
    "claims.csv",
    "figures.csv",
    "aliases.csv",
    "places.csv",
    "text.txt",
    "origins.csv",
    "README.md",
];

fn is_usual(name: &str) -> bool {
    USUAL.contains(&name) || (name.starts_with("checks") && name.ends_with(".txt"))
}

/// The tables that `tables.toml` declares; none if it cannot be understood, which is told when it is
/// read for what it says.
fn declared_tables(text: &str) -> BTreeSet<String> {
    let declared: Result<toml::Table, _> = toml::from_str(text);
    declared.map_or_else(
        |_| BTreeSet::new(),
        |it| it.into_iter().map(|(id, _)| id).collect(),
    )
}

/// The line a record begins on. The reader's own position is before the blank lines it passes over.
pub(super) fn record_line(text: &str, position: &csv::Position) -> u64 {
    let start = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let bytes = text.as_bytes().get(start..).unwrap_or_default();
    let blank = bytes
        .iter()
        .take_while(|byte| matches!(byte, b'\n' | b'\r'));
    position.line() + blank.filter(|byte| **byte == b'\n').count() as u64
}

/// The line and the column (in characters, both from 1) of a byte offset.
pub fn line_and_column(text: &str, offset: usize) -> (u64, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line = 1 + before.matches('\n').count() as u64;
    let column = 1 + before
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .chars()
        .count();
    (line, column)
}
