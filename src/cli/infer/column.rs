//! Columns of a CSV file or of a decision's table, row by row.

use std::collections::BTreeMap;
use std::path::Path;

use super::super::language::language;
use super::super::{Failure, load, output};
use crate::decision::{Decision, embedded_folder};
use crate::exact::{Kronor, Ratio};
use crate::lang::{Errors, Phrase, phrase, say};
use crate::tables::{AmountSource, read_amounts, read_numbers};

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
        if embedded_folder(name).is_some() || !path.is_file() {
            let decision = Box::new(load(name)?);
            return Ok(Source::Decision { decision, skip });
        }
        Ok(Source::File { path, label, skip })
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
                for (line, printed) in &found.closed_up {
                    output::note(&format!(
                        "line {line}: \"{printed}\" is read as one number, though its digits are not in \
                         groups of three"
                    ));
                }
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

fn keys(lines: &[u64]) -> Vec<String> {
    lines.iter().map(u64::to_string).collect()
}

/// A column of a decision's table, without its total rows.
fn of_decision(decision: &Decision, name: &str, skip: &[String]) -> Result<Column<Ratio>, Failure> {
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
    for row in table.body() {
        let label = table.rows[row].label.clone();
        if skip.contains(&label) {
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
    Ok(found)
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
