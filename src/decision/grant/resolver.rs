//! Looks up names of the manifest and says where a wrong one stands.

use std::collections::{BTreeMap, HashSet};

use rustc_hash::FxHashMap;
use toml::Spanned;

use crate::decision::manifest::Name;
use crate::decision::{DecisionError, Parameter};
use crate::exact::{Kronor, PercentagePoints, Ratio, Share};
use crate::tables::{Folder, Place, RowKind, Table, line_and_column, nearest};

/// Everything a name may refer to.
pub(super) struct Resolver<'a> {
    pub folder: &'a Folder,
    pub tables: &'a BTreeMap<String, Table>,
    pub parameters: &'a BTreeMap<String, Parameter>,
}

impl<'a> Resolver<'a> {
    pub fn table(&self, name: &Name) -> Result<&'a Table, DecisionError> {
        self.tables
            .get(name.get_ref())
            .ok_or_else(|| self.unknown("table", name, self.tables.keys().map(String::as_str)))
    }

    /// Resolves `table.column`.
    pub fn column(&self, name: &Name) -> Result<(&'a Table, usize), DecisionError> {
        let (table, column) = name
            .get_ref()
            .split_once('.')
            .unwrap_or((name.get_ref(), ""));
        let at = |part: &str| Spanned::new(name.span(), part.to_owned());
        let table = self.table(&at(table))?;
        let index = self.column_of(table, &at(column))?;
        Ok((table, index))
    }

    pub fn column_of(&self, table: &Table, name: &Name) -> Result<usize, DecisionError> {
        table.column_index(name.get_ref()).ok_or_else(|| {
            self.unknown(
                "column",
                name,
                table.columns.iter().map(|column| column.id.as_str()),
            )
        })
    }

    /// The positions of the recipients named. *Errors*: the first that is none.
    pub fn recipients<'n>(
        &self,
        codes: impl ExactSizeIterator<Item = &'n Name>,
        recipients: &[String],
    ) -> Result<Vec<usize>, DecisionError> {
        if codes.len() == 0 {
            return Ok(Vec::new());
        }
        let all = recipients.iter().map(String::as_str);
        let positions: FxHashMap<&str, usize> = all.clone().zip(0..).collect();
        let position = |code: &Name| {
            let found = positions.get(code.get_ref().as_str()).copied();
            found.ok_or_else(|| self.unknown("recipient", code, all.clone()))
        };
        codes.map(position).collect()
    }

    pub fn money(&self, name: &Name) -> Result<Ratio, DecisionError> {
        self.parameter(name, "an amount of money", Parameter::money)
    }

    /// Money that is a whole number of kronor.
    pub fn kronor(&self, name: &Name) -> Result<Kronor, DecisionError> {
        self.parameter(name, "a whole amount of kronor", |parameter| {
            let money = parameter.money().filter(Ratio::is_whole)?;
            Kronor::from_whole(money.numerator()).ok()
        })
    }

    pub fn share(&self, name: &Name) -> Result<Share, DecisionError> {
        self.parameter(name, "a percentage", Parameter::share)
    }

    pub fn points(&self, name: &Name) -> Result<PercentagePoints, DecisionError> {
        self.parameter(name, "percentage points", Parameter::points)
    }

    pub fn fraction(&self, name: &Name) -> Result<Ratio, DecisionError> {
        self.parameter(name, "a fraction or a percentage", Parameter::fraction)
    }

    pub fn parameter<T>(
        &self,
        name: &Name,
        expected: &'static str,
        take: fn(&Parameter) -> Option<T>,
    ) -> Result<T, DecisionError> {
        let parameter = self.parameters.get(name.get_ref()).ok_or_else(|| {
            self.unknown(
                "parameter",
                name,
                self.parameters.keys().map(String::as_str),
            )
        })?;
        take(parameter).ok_or_else(|| DecisionError::WrongUnit {
            at: self.place_of(name),
            parameter: parameter.id.clone(),
            found: parameter.unit.to_string(),
            expected,
        })
    }

    /// The weights of the key `table.column`, one a recipient.
    ///
    /// For a region and a key of municipalities, the weight is the sum over the municipalities of its
    /// county. *Errors*: a recipient without a row, a cell that is no weight, a sum above 2⁶⁴.
    pub fn weights(&self, key: &Name, recipients: &[String]) -> Result<Vec<u64>, DecisionError> {
        let (table, column) = self.column(key)?;
        let by_county = table.kind == RowKind::Municipality;
        let weight = |(recipient, row): (&String, Option<usize>)| {
            let no_weight = |found: &str| DecisionError::NotAWeight {
                at: self.cell_place(table, column),
                recipient: recipient.clone(),
                found: found.to_owned(),
            };
            if !(by_county && recipient.len() == 2) {
                let row = row.ok_or_else(|| no_weight("no row"))?;
                return self.weight(table, row, column);
            }
            let own = |row: &usize| table.rows[*row].key.starts_with(recipient.as_str());
            let mut rows = table.body().filter(own).peekable();
            if rows.peek().is_none() {
                return Err(no_weight("no row"));
            }
            rows.try_fold(0_u64, |sum, row| {
                let weight = self.weight(table, row, column)?;
                sum.checked_add(weight)
                    .ok_or_else(|| no_weight("a sum above 2^64"))
            })
        };
        let rows_of = table.row_indices(recipients);
        recipients.iter().zip(rows_of).map(weight).collect()
    }

    fn weight(&self, table: &Table, row: usize, column: usize) -> Result<u64, DecisionError> {
        let cell = table.cell(row, column);
        let value = cell.number().map(|number| number.value());
        let whole = value.filter(Ratio::is_whole).map(|value| value.numerator());
        let weight = whole.and_then(|whole| u64::try_from(whole).ok());
        weight.ok_or_else(|| DecisionError::NotAWeight {
            at: self.cell_place(table, column),
            recipient: format!("{} {}", table.rows[row].key, table.rows[row].label),
            found: cell.printed.to_owned(),
        })
    }

    /// Where a column of a table is, for messages.
    pub fn cell_place(&self, table: &Table, column: usize) -> Place {
        let file = self.folder.place(&format!("{}.csv", table.id));
        file.column(&table.columns[column].id)
    }

    pub fn unknown<'n>(
        &self,
        kind: &'static str,
        name: &Name,
        known: impl Iterator<Item = &'n str> + Clone,
    ) -> DecisionError {
        let found = name.get_ref().clone();
        let suggestion = nearest(&found, known.clone())
            .map(|name| format!("; did you mean \"{name}\"?"))
            .unwrap_or_default();
        let names: Vec<&str> = known.take(20).collect();
        let expected = match names.as_slice() {
            [] => "one to be defined first".to_owned(),
            names => format!("one of {}", names.join(", ")),
        };
        DecisionError::UnknownReference {
            at: self.place_of(name),
            kind,
            found,
            expected,
            suggestion,
        }
    }

    pub fn doubles<'n>(
        &self,
        kind: &'static str,
        names: impl Iterator<Item = &'n Name>,
    ) -> Vec<DecisionError> {
        let mut seen = HashSet::new();
        names
            .filter(|name| !seen.insert(name.get_ref()))
            .map(|name| DecisionError::DefinedTwice {
                at: self.place_of(name),
                kind,
                id: name.get_ref().clone(),
            })
            .collect()
    }

    /// Where a name stands in `decision.toml`.
    pub fn place_of(&self, name: &Name) -> Place {
        let file = "decision.toml";
        let text = self.folder.text(file, "").unwrap_or_default();
        let (line, column) = line_and_column(text, name.span().start);
        self.folder
            .place(file)
            .line(line)
            .column(column.to_string())
    }
}
