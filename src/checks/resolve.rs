//! Names in a relation: what they refer to, or an error that points at them.

use pest::error::{Error, ErrorVariant, LineColLocation};
use pest::iterators::Pair;

use super::relation::Expression;
use super::{FigureRef, Figures, RelationError};
use crate::tables::{Unit, nearest};

/// The parser made from the grammar.
#[derive(pest_derive::Parser)]
#[grammar = "checks/relations.pest"]
pub(super) struct Grammar;

pub(super) type Result<T> = std::result::Result<T, RelationError>;

/// The table whose row is at hand, if there is one.
pub(super) type RowTable = Option<usize>;

/// Looks names up among the figures of a decision.
pub(super) struct Resolver<'r, 'a> {
    pub file: String,
    pub figures: &'r Figures<'a>,
}

impl Resolver<'_, '_> {
    pub fn table(&self, pair: &Pair<'_, Rule>) -> Result<usize> {
        let name = pair.as_str();
        self.figures
            .table_position(name)
            .ok_or_else(|| self.unknown(pair, "table", self.figures.table_names()))
    }

    pub fn column(&self, pair: &Pair<'_, Rule>, table: usize) -> Result<usize> {
        let table = self.figures.table(table);
        table.column_index(pair.as_str()).ok_or_else(|| {
            let what = format!("column of {}", table.id);
            self.unknown(
                pair,
                &what,
                table.columns.iter().map(|column| column.id.as_str()),
            )
        })
    }

    /// The cell of a table at a row's key.
    pub fn cell(&self, table: usize, key: &Pair<'_, Rule>, column: usize) -> Result<FigureRef> {
        let rows = self.figures.table(table);
        let row = rows.row_index(key.as_str()).ok_or_else(|| {
            let what = format!("row of {}", rows.id);
            self.unknown(key, &what, rows.rows.iter().map(|row| row.key.as_str()))
        })?;
        Ok(FigureRef::Cell { table, row, column })
    }

    /// `claim[…]` or `parameter[…]`.
    pub fn named_figure(&self, source: &Pair<'_, Rule>, key: &Pair<'_, Rule>) -> Result<FigureRef> {
        let id = key.as_str();
        if source.as_str() == "claim" {
            let claims = self.figures.claims();
            self.figures.claim(id).ok_or_else(|| {
                self.unknown(key, "claim", claims.iter().map(|claim| claim.id.as_str()))
            })
        } else {
            let parameters = self.figures.parameters();
            self.figures.parameter(id).ok_or_else(|| {
                self.unknown(key, "parameter", parameters.iter().map(|it| it.id.as_str()))
            })
        }
    }

    /// A unit by its name in `tables.toml`.
    pub fn unit_name(&self, pair: &Pair<'_, Rule>) -> Result<Unit> {
        let found = pair.as_str();
        Unit::ALL
            .into_iter()
            .find(|unit| unit.name() == found)
            .ok_or_else(|| self.unknown(pair, "unit", Unit::ALL.into_iter().map(Unit::name)))
    }

    /// The table whose row is at hand; an error where there is none.
    pub fn at_hand(&self, pair: &Pair<'_, Rule>, row: RowTable) -> Result<usize> {
        row.ok_or_else(|| {
            let problem = format!(
                "\"{}\" needs a row at hand (found none, expected \"each row of …:\" before it, or \
                 a cell such as tabell5[2023].oanvant)",
                pair.as_str()
            );
            self.error(pair, problem)
        })
    }

    /// The unit of an expression, if it has one that is certain.
    pub fn unit(&self, expression: &Expression) -> Option<Unit> {
        let column_unit =
            |table: usize, column: usize| Some(self.figures.table(table).columns[column].unit);
        match expression {
            Expression::Figure(figure) => Some(self.figures.unit(*figure)),
            Expression::Column { table, column }
            | Expression::SameRow { table, column, .. }
            | Expression::Aggregate { table, column, .. } => column_unit(*table, *column),
            Expression::Add(left, right) | Expression::Subtract(left, right) => {
                self.unit(left).or_else(|| self.unit(right))
            }
            Expression::Percent(..) | Expression::Change(..) => Some(Unit::Percent),
            Expression::Count { .. } => Some(Unit::Count),
            Expression::Number(_) | Expression::Multiply(..) | Expression::Divide(..) => None,
        }
    }

    /// A name that leads nowhere, with the nearest one that does.
    pub fn unknown<'n>(
        &self,
        pair: &Pair<'_, Rule>,
        what: &str,
        known: impl Iterator<Item = &'n str> + Clone,
    ) -> RelationError {
        let found = pair.as_str();
        let help = match nearest(found, known.clone()) {
            Some(name) => format!("did you mean \"{name}\"?"),
            None => {
                let some: Vec<&str> = known.take(12).collect();
                format!("expected one of {}", some.join(", "))
            }
        };
        self.error(pair, format!("no such {what} (found \"{found}\"); {help}"))
    }

    /// An error that points at a pair.
    pub fn error(&self, pair: &Pair<'_, Rule>, problem: String) -> RelationError {
        let variant = ErrorVariant::CustomError { message: problem };
        self.located(&Error::<Rule>::new_from_span(variant, pair.as_span()))
    }

    /// A syntax error, with the parser's list of what it expected.
    pub fn syntax_error(&self, error: &Error<Rule>) -> RelationError {
        self.located(error)
    }

    fn located(&self, error: &Error<Rule>) -> RelationError {
        let (line, column) = match error.line_col {
            LineColLocation::Pos(place) | LineColLocation::Span(place, _) => place,
        };
        let problem = match &error.variant {
            ErrorVariant::CustomError { message } => message.clone(),
            parsing => format!("not understood, {}", parsing.message()),
        };
        let mark = " ".repeat(column.saturating_sub(1));
        let picture = format!("    {}\n    {mark}^", error.line().trim_end());
        RelationError {
            file: self.file.clone(),
            line,
            column,
            problem,
            picture,
        }
    }
}

/// The one pair inside. The grammar promises it; the pair itself stands in if it is broken.
pub(super) fn only(pair: Pair<'_, Rule>) -> Pair<'_, Rule> {
    pair.clone().into_inner().next().unwrap_or(pair)
}

/// The two pairs inside, with the same promise.
pub(super) fn two(pair: Pair<'_, Rule>) -> [Pair<'_, Rule>; 2] {
    let mut inner = pair.clone().into_inner();
    let first = inner.next().unwrap_or_else(|| pair.clone());
    let second = inner.next().unwrap_or(pair);
    [first, second]
}

/// The text with every run of white space as one space.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
