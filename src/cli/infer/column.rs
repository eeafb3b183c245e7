//! Columns of a CSV file or of a decision's table, row by row.

use std::collections::BTreeMap;
use std::path::Path;

use super::super::language::language;
use super::super::{Failure, load, output, read};
use crate::decision::{Decision, embedded_folder};
use crate::exact::{Kronor, Ratio};
use crate::intake::{DocumentFormat, ReadOptions, SheetPlace, read_document};
use crate::lang::{Errors, Phrase, phrase, say};
use crate::report::document_notes;
use crate::tables::{AmountSource, read_amounts, read_bytes, read_money, read_numbers};

/// Where columns are read from.
pub(super) enum Source<'a> {
    /// A CSV file with a header.
    File {
        path: &'a Path,
        label: Option<&'a str>,
        skip: &'a [String],
    },
    /// A decision.
    Decision {
        decision: Box<Decision>,
        skip: &'a [String],
    },
}

/// Numbers or amounts, each with the row it stands in.
pub(super) struct Column<N> {
    /// What rows of two columns are matched by: the line of a file, the key of a decision's row.
    pub keys: Vec<String>,
    pub labels: Vec<String>,
    pub values: Vec<N>,
    without_number: usize,
}

impl<'a> Source<'a> {
    pub fn open(
        name: &'a str,
        label: Option<&'a str>,
        skip: &'a [String],
    ) -> Result<Source<'a>, Failure> {
        let path = Path::new(name);
        let is_document = embedded_folder(name).is_none() && path.exists() && !path.is_dir();
        if !is_document {
            let decision = Box::new(load(name)?);
            return Ok(Source::Decision { decision, skip });
        }
        if is_plain(path)? {
            return Ok(Source::File { path, label, skip });
        }
        let (decision, file) = read::decision(path)?;
        output::note(document_notes(&file.document, &file.notes, language()).trim_end());
        let decision = Box::new(decision);
        Ok(Source::Decision { decision, skip })
    }

    /// A column of whole kronor; says how many rows were left out.
    pub fn amounts(&self, name: &str) -> Result<Column<Kronor>, Failure> {
        match self {
            Source::File { path, label, skip } => {
                let source = AmountSource {
                    path,
                    column: name,
                    label: *label,
                    skip,
                };
                let found = read_amounts(&source)?;
                note_closed_up(&found.closed_up);
                let column = Column {
                    keys: keys(&found.lines),
                    labels: found.labels,
                    values: found.amounts,
                    without_number: found.without_number,
                };
                column.note();
                Ok(column)
            }
            Source::Decision { decision, skip } => {
                let column = of_decision(decision, name, skip)?;
                column.note();
                column.in_kronor(name)
            }
        }
    }

    /// A column of amounts, whole or with öre; says what was left out or read as one number.
    pub fn money(&self, name: &str) -> Result<Column<Ratio>, Failure> {
        let column = match self {
            Source::File { path, label, skip } => {
                let source = AmountSource {
                    path,
                    column: name,
                    label: *label,
                    skip,
                };
                let found = read_money(&source)?;
                note_closed_up(&found.closed_up);
                Column {
                    keys: keys(&found.lines),
                    labels: found.labels,
                    values: found.numbers,
                    without_number: found.without_number,
                }
            }
            Source::Decision { decision, skip } => of_decision(decision, name, skip)?,
        };
        column.note();
        Ok(column)
    }

    /// A column of any numbers.
    pub fn numbers(&self, name: &str) -> Result<Column<Ratio>, Failure> {
        match self {
            Source::File { path, label, skip } => {
                let source = AmountSource {
                    path,
                    column: name,
                    label: *label,
                    skip,
                };
                let found = read_numbers(&source)?;
                Ok(Column {
                    keys: keys(&found.lines),
                    labels: found.labels,
                    values: found.numbers,
                    without_number: found.without_number,
                })
            }
            Source::Decision { decision, skip } => of_decision(decision, name, skip),
        }
    }
}

impl<N: Copy> Column<N> {
    /// The values by what rows are matched by.
    pub fn by_key(&self) -> BTreeMap<&str, N> {
        let keys = self.keys.iter().map(String::as_str);
        keys.zip(self.values.iter().copied()).collect()
    }

    /// Says how many rows were left out.
    fn note(&self) {
        if self.without_number > 0 {
            output::note(&match self.without_number {
                1 => say!(
                    language(),
                    "1 row without a number is left out",
                    "1 rad utan tal är utelämnad"
                ),
                rows => say!(
                    language(),
                    "{rows} rows without a number are left out",
                    "{rows} rader utan tal är utelämnade"
                ),
            });
        }
    }
}

impl Column<Ratio> {
    /// The same column as whole kronor. *Errors*: a number that is no whole amount.
    fn in_kronor(self, name: &str) -> Result<Column<Kronor>, Failure> {
        let mut values = Vec::with_capacity(self.values.len());
        for (label, number) in self.labels.iter().zip(&self.values) {
            if !number.is_whole() {
                return Err(Failure(vec![say!(
                    language(),
                    "{name}: not a column of amounts (found {number} for {label}, expected whole kronor); name another column",
                    "{name}: ingen kolumn med belopp (hittade {number} för {label}, väntade hela kronor); ange en annan kolumn"
                )]));
            }
            let amount = Kronor::from_whole(number.numerator());
            values.push(amount.map_err(Errors::from)?);
        }
        Ok(Column {
            keys: self.keys,
            labels: self.labels,
            values,
            without_number: self.without_number,
        })
    }
}

/// Says which figures lack a space between their groups of digits.
fn note_closed_up(cells: &[(u64, String)]) {
    for (line, printed) in cells {
        output::note(&say!(
            language(),
            "line {line}: \"{printed}\" is read as one number, though its digits are not in groups of three",
            "rad {line}: ”{printed}” läses som ett tal, fast siffrorna inte står i grupper om tre"
        ));
    }
}

/// Whether a file is CSV with commas and the headings in its first line, which is read as it stands;
/// any other file is read as a document. *Errors*: no file that can be read at all.
fn is_plain(path: &Path) -> Result<bool, Failure> {
    let options = ReadOptions::default();
    let bytes = read_bytes(path, options.limits.bytes)?;
    let first: Vec<u8> = bytes
        .iter()
        .copied()
        .take_while(|byte| !b"\r\n".contains(byte))
        .collect();
    let has = |byte: u8| first.contains(&byte);
    let is_comma =
        std::str::from_utf8(&bytes).is_ok() && has(b',') && !has(b';') && !has(b'\t') && !has(b'|');
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    match read_document(&name, &bytes, &options) {
        Err(_) if is_comma => Ok(true),
        Err(errors) => Err(errors.into()),
        Ok(document) => {
            let begins = document.sheets.first().map(|sheet| &sheet.place);
            let at_first = matches!(begins, None | Some(SheetPlace::Line { line: 1, .. }));
            Ok(document.format == DocumentFormat::Csv && is_comma && at_first)
        }
    }
}

/// `TABLE.COLUMN` of a column that is named by its heading, if just one has it.
fn by_heading(decision: &Decision, heading: &str) -> Option<String> {
    let columns = decision.tables.values().flat_map(|table| {
        let fits = move |column: &&crate::tables::Column| {
            column.title == heading
                || column.id == heading
                || column.title.rsplit(": ").next() == Some(heading)
        };
        table
            .columns
            .iter()
            .filter(fits)
            .map(|column| format!("{}.{}", table.id, column.id))
    });
    let found: Vec<String> = columns.collect();
    match &found[..] {
        [one] => Some(one.clone()),
        _ => None,
    }
}

fn keys(lines: &[u64]) -> Vec<String> {
    lines.iter().map(u64::to_string).collect()
}

/// A column of a decision's table, without its total rows.
fn of_decision(decision: &Decision, name: &str, skip: &[String]) -> Result<Column<Ratio>, Failure> {
    let found = by_heading(decision, name);
    let name = found.as_deref().unwrap_or(name);
    let (table_id, column_id) = name.split_once('.').unwrap_or((name, ""));
    let Some(table) = decision.tables.get(table_id) else {
        let known = decision.tables.keys();
        return Err(no_such(&phrase!("table", "tabellen"), table_id, known));
    };
    let Some(column) = table.column_index(column_id) else {
        let ids = table.columns.iter().map(|column| &column.id);
        return Err(no_such(&phrase!("column", "kolumnen"), column_id, ids));
    };
    let mut found = Column {
        keys: Vec::new(),
        labels: Vec::new(),
        values: Vec::new(),
        without_number: 0,
    };
    let mut unseen: Vec<&String> = skip.iter().collect();
    for row in table.body() {
        let label = table.rows[row].label.clone();
        if skip.contains(&label) {
            unseen.retain(|it| **it != label);
            continue;
        }
        match table.cell(row, column).number() {
            Some(number) => {
                found.keys.push(table.rows[row].key.clone());
                found.labels.push(label);
                found.values.push(number.value());
            }
            None => found.without_number += 1,
        }
    }
    match unseen.first() {
        None => Ok(found),
        Some(label) => {
            let labels: Vec<&str> = found.labels.iter().map(String::as_str).collect();
            let rows = phrase!(
                "the label of a row of {table_id}",
                "en rads etikett i {table_id}"
            );
            let kind = phrase!("row to skip", "rad att hoppa över");
            Err(Failure::no_such(&kind, label, &rows, &labels))
        }
    }
}

fn no_such<'n>(kind: &Phrase, found: &str, known: impl Iterator<Item = &'n String>) -> Failure {
    let known: Vec<&str> = known.map(String::as_str).collect();
    let all = known.join(", ");
    let expected = phrase!(
        "TABLE.COLUMN with one of {all}",
        "TABELL.KOLUMN med någon av {all}"
    );
    Failure::no_such(kind, found, &expected, &known)
}
