//! Looks up names of the manifest and says where a wrong one stands.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};

use rustc_hash::FxHashMap;
use toml::Spanned;

use crate::decision::manifest::{KeySpec, Name};
use crate::decision::{Claim, DecisionError, Parameter};
use crate::exact::{Kronor, PercentagePoints, Ratio, Share};
use crate::lang::{Errors, Phrase, phrase};
use crate::tables::{Folder, Place, Table, line_and_column, nearest};

/// Everything a name may refer to.
pub(super) struct Resolver<'a> {
    pub folder: &'a Folder,
    pub tables: &'a BTreeMap<String, Table>,
    pub parameters: &'a BTreeMap<String, Parameter>,
    /// The keys that are computed from columns.
    pub keys: &'a BTreeMap<String, KeySpec>,
    pub claims: &'a [Claim],
    /// The key that is asked about instead of those written.
    pub key_instead: Option<Name>,
    /// The lines of the tables' rows, looked up when a message first needs them.
    pub lines: RefCell<BTreeMap<String, Vec<u64>>>,
}

/// Every value, or every error.
pub(super) fn every<T, E: Into<Errors<DecisionError>>>(
    each: impl Iterator<Item = Result<T, E>>,
) -> Result<Vec<T>, Errors<DecisionError>> {
    let mut values = Vec::with_capacity(each.size_hint().0);
    let mut errors = Vec::new();
    for it in each {
        match it {
            Ok(value) => values.push(value),
            Err(found) => errors.extend(found.into()),
        }
    }
    Errors::result(errors, values)
}

/// Both values, or the errors of both.
pub(super) fn both<A, B>(
    one: Result<A, impl Into<Errors<DecisionError>>>,
    other: Result<B, impl Into<Errors<DecisionError>>>,
) -> Result<(A, B), Errors<DecisionError>> {
    match (one.map_err(Into::into), other.map_err(Into::into)) {
        (Ok(one), Ok(other)) => Ok((one, other)),
        (Err(mut one), Err(other)) => {
            one.0.extend(other);
            Err(one)
        }
        (Err(errors), Ok(_)) | (Ok(_), Err(errors)) => Err(errors),
    }
}

impl<'a> Resolver<'a> {
    pub fn table(&self, name: &Name) -> Result<&'a Table, DecisionError> {
        self.tables.get(name.get_ref()).ok_or_else(|| {
            self.unknown(
                phrase!("table", "tabellen"),
                name,
                self.tables.keys().map(String::as_str),
            )
        })
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
                phrase!("column", "kolumnen"),
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
            found.ok_or_else(|| self.unknown(phrase!("recipient", "mottagaren"), code, all.clone()))
        };
        codes.map(position).collect()
    }

    /// The number of a claim or a parameter.
    pub fn stated_number(&self, name: &Name) -> Result<Ratio, DecisionError> {
        let parameter = self.parameters.get(name.get_ref()).map(|it| it.number);
        let claim = || {
            let claim = self.claims.iter().find(|it| it.id == *name.get_ref());
            claim.and_then(|it| it.number)
        };
        let number = parameter.or_else(claim);
        number.map(|it| it.value()).ok_or_else(|| {
            let known = self.parameters.keys().map(String::as_str);
            let known = known.chain(self.claims.iter().map(|it| it.id.as_str()));
            self.unknown(
                phrase!("claim or parameter", "uppgiften eller parametern"),
                name,
                known,
            )
        })
    }

    pub fn money(&self, name: &Name) -> Result<Ratio, DecisionError> {
        self.parameter(
            name,
            &phrase!("an amount of money", "ett belopp"),
            Parameter::money,
        )
    }

    /// Money that is a whole number of kronor.
    pub fn kronor(&self, name: &Name) -> Result<Kronor, DecisionError> {
        self.parameter(
            name,
            &phrase!("a whole amount of kronor", "ett helt antal kronor"),
            |parameter| {
                let money = parameter.money().filter(Ratio::is_whole)?;
                Kronor::from_whole(money.numerator()).ok()
            },
        )
    }

    pub fn share(&self, name: &Name) -> Result<Share, DecisionError> {
        self.parameter(
            name,
            &phrase!("a percentage", "en procentsats"),
            Parameter::share,
        )
    }

    pub fn points(&self, name: &Name) -> Result<PercentagePoints, DecisionError> {
        self.parameter(
            name,
            &phrase!("percentage points", "procentenheter"),
            Parameter::points,
        )
    }

    pub fn fraction(&self, name: &Name) -> Result<Ratio, DecisionError> {
        self.parameter(
            name,
            &phrase!(
                "a fraction or a percentage",
                "ett bråk eller en procentsats"
            ),
            Parameter::fraction,
        )
    }

    pub fn parameter<T>(
        &self,
        name: &Name,
        expected: &Phrase,
        take: fn(&Parameter) -> Option<T>,
    ) -> Result<T, DecisionError> {
        let parameter = self.parameters.get(name.get_ref()).ok_or_else(|| {
            self.unknown(
                phrase!("parameter", "parametern"),
                name,
                self.parameters.keys().map(String::as_str),
            )
        })?;
        take(parameter).ok_or_else(|| DecisionError::WrongUnit {
            at: self.place_of(name),
            parameter: parameter.id.clone(),
            found: parameter.unit,
            expected: expected.clone(),
        })
    }

    /// Where a column of a table is, for messages.
    pub fn column_place(&self, table: &Table, column: usize) -> Place {
        let file = self.folder.place(&format!("{}.csv", table.id));
        file.column(&table.columns[column].id)
    }

    /// Where a cell of a table is, for messages.
    pub fn cell_place(&self, table: &Table, row: usize, column: usize) -> Place {
        let mut lines = self.lines.borrow_mut();
        let of_table = lines.entry(table.id.clone()).or_insert_with(|| {
            let file = format!("{}.csv", table.id);
            self.folder.record_lines(&file)
        });
        let at = self.column_place(table, column);
        match of_table.get(row) {
            Some(line) => at.line(*line),
            None => at,
        }
    }

    pub fn unknown<'n>(
        &self,
        kind: Phrase,
        name: &Name,
        known: impl Iterator<Item = &'n str> + Clone,
    ) -> DecisionError {
        let found = name.get_ref().clone();
        let suggestion = nearest(&found, known.clone())
            .map(|name| phrase!("; did you mean \"{name}\"?", "; menade du ”{name}”?"))
            .unwrap_or_else(|| Phrase::same(""));
        let names: Vec<&str> = known.take(20).collect();
        let expected = match names.as_slice() {
            [] => phrase!("one to be defined first", "en som först definieras"),
            names => {
                let names = names.join(", ");
                phrase!("one of {names}", "någon av {names}")
            }
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
        kind: &Phrase,
        names: impl Iterator<Item = &'n Name>,
    ) -> Vec<DecisionError> {
        let mut seen = HashSet::new();
        names
            .filter(|name| !seen.insert(name.get_ref()))
            .map(|name| DecisionError::DefinedTwice {
                at: self.place_of(name),
                kind: kind.clone(),
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
