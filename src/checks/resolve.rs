//! Names in a relation: what they refer to, or an error that points at them.

use std::sync::OnceLock;

use super::cursor::{Result, Trouble, Word};
use super::error::{Mistake, Named};
use super::relation::Expression;
use super::{FigureRef, Figures};
use crate::tables::{Places, RowKind, Unit};

/// The table whose row is at hand, if there is one.
pub(super) type RowTable = Option<usize>;

/// What a name stands for, or the other decision it is of, which is not known.
pub(super) enum Known<T> {
    Here(T),
    NotLoaded(String),
}

/// Looks names up among the figures of a decision.
pub(super) struct Resolver<'r, 'a> {
    pub figures: &'r Figures<'a>,
}

/// The official register, read when it is first asked for.
pub(super) fn register() -> Option<&'static Places> {
    static REGISTER: OnceLock<Option<Places>> = OnceLock::new();
    let register = REGISTER.get_or_init(|| crate::decision::embedded_places().ok());
    register.as_ref()
}

impl Resolver<'_, '_> {
    pub fn table(&self, name: Word<'_>) -> Result<usize> {
        self.figures
            .table_position(name.text)
            .ok_or_else(|| unknown(name, Named::Table, self.figures.table_names()))
    }

    /// A table of this decision or of another (`god-nara-vard-2020:bilaga3`), or the name of a
    /// decision that is not known.
    pub fn any_table(&self, decision: Option<Word<'_>>, name: Word<'_>) -> Result<Known<usize>> {
        let member = match self.member(decision) {
            Known::Here(member) => member,
            Known::NotLoaded(decision) => return Ok(Known::NotLoaded(decision)),
        };
        let tables = &self.figures.member_decision(member).tables;
        match self.figures.table_of(member, name.text) {
            Some(table) => Ok(Known::Here(table)),
            None => {
                let names = tables.keys().map(String::as_str);
                Err(unknown(name, Named::Table, names))
            }
        }
    }

    /// The decision that a name is of: this one, if none is named.
    fn member(&self, decision: Option<Word<'_>>) -> Known<usize> {
        let Some(decision) = decision else {
            return Known::Here(0);
        };
        match self.figures.member(decision.text) {
            Some(member) => Known::Here(member),
            None => Known::NotLoaded(decision.text.to_owned()),
        }
    }

    /// The official register. *Errors*: it cannot be read.
    pub fn register(&self, word: Word<'_>) -> Result<&'static Places> {
        register().ok_or_else(|| word.trouble(Mistake::NoRegister))
    }

    pub fn column(&self, name: Word<'_>, table: usize) -> Result<usize> {
        let table = self.figures.table(table);
        table.column_index(name.text).ok_or_else(|| {
            let what = Named::Column {
                table: table.id.clone(),
            };
            unknown(name, what, table.columns.iter().map(|it| it.id.as_str()))
        })
    }

    /// The cell of a table at a row's key.
    pub fn cell(&self, table: usize, key: Word<'_>, column: usize) -> Result<FigureRef> {
        let row = self.row(table, key)?;
        Ok(FigureRef::Cell { table, row, column })
    }

    /// The row of a table with this key.
    pub fn row(&self, table: usize, key: Word<'_>) -> Result<usize> {
        let rows = self.figures.table(table);
        rows.row_index(key.text).ok_or_else(|| {
            let what = Named::Row {
                table: self.figures.table_name(table).to_owned(),
            };
            unknown(key, what, rows.rows.iter().map(|row| row.key.as_str()))
        })
    }

    /// `claim[…]` or `parameter[…]`, of this decision or of another.
    pub fn named_figure(
        &self,
        decision: Option<Word<'_>>,
        source: Word<'_>,
        key: Word<'_>,
    ) -> Result<Expression> {
        let member = match self.member(decision) {
            Known::Here(found) => found,
            Known::NotLoaded(decision) => return Ok(Expression::NotLoaded { decision }),
        };
        let of = self.figures.member_decision(member);
        let found = if source.text == "claim" {
            let claims = of.claims.iter().map(|claim| claim.id.as_str());
            self.figures
                .claim_of(member, key.text)
                .ok_or_else(|| unknown(key, Named::Claim, claims))
        } else {
            let parameters = of.parameters.keys().map(String::as_str);
            self.figures
                .parameter_of(member, key.text)
                .ok_or_else(|| unknown(key, Named::Parameter, parameters))
        };
        found.map(Expression::Figure)
    }

    /// A unit by its name in `tables.toml`.
    pub fn unit_name(&self, name: Word<'_>) -> Result<Unit> {
        Unit::ALL
            .into_iter()
            .find(|unit| unit.name() == name.text)
            .ok_or_else(|| unknown(name, Named::Unit, Unit::ALL.into_iter().map(Unit::name)))
    }

    /// The table whose row is at hand; an error where there is none.
    pub fn at_hand(&self, word: Word<'_>, row: RowTable) -> Result<usize> {
        row.ok_or_else(|| {
            word.trouble(Mistake::NoRowAtHand {
                needs: word.text.to_owned(),
            })
        })
    }

    /// The table of regions whose row is at hand, for the municipalities of `table` in its county.
    pub fn county(&self, word: Word<'_>, row: RowTable, table: usize) -> Result<usize> {
        let at_hand = self.at_hand(word, row)?;
        let kind = |table| self.figures.table(table).kind;
        if (kind(at_hand), kind(table)) == (RowKind::Region, RowKind::Municipality) {
            return Ok(at_hand);
        }
        Err(word.trouble(Mistake::NoCounty))
    }

    /// The unit of a column.
    pub fn column_unit(&self, table: usize, column: usize) -> Unit {
        self.figures.table(table).columns[column].unit
    }
}

/// A name that leads nowhere, with the nearest one that does.
pub(super) fn unknown<'n>(
    word: Word<'_>,
    what: Named,
    known: impl Iterator<Item = &'n str> + Clone,
) -> Trouble {
    word.trouble(Mistake::unknown(what, word.text, known))
}

/// The text with every run of white space as one space.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A relation as written, on one line and without the comments in it; what stands in quotes stays as
/// it is.
pub(super) fn as_written(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let (mut in_quotes, mut in_comment) = (false, false);
    for letter in text.chars() {
        match letter {
            '\n' => in_comment = false,
            '#' if !in_quotes => in_comment = true,
            '"' if !in_comment => in_quotes = !in_quotes,
            _ => {}
        }
        let is_space = !in_quotes && (letter.is_whitespace() || in_comment);
        if !is_space {
            kept.push(letter);
        } else if !kept.is_empty() && !kept.ends_with(' ') {
            kept.push(' ');
        }
    }
    kept.trim_end().to_owned()
}
