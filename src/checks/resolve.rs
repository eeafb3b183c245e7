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

/// What a name stands for, or the other decision it is of, which is not known.
pub(super) enum Known<T> {
    Here(T),
    NotLoaded(String),
}

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

    /// A table of this decision or of another (`god-nara-vard-2020:bilaga3`), or the name of a
    /// decision that is not known.
    pub fn any_table(&self, pair: &Pair<'_, Rule>) -> Result<Known<usize>> {
        let (member, pair) = match self.member(pair)? {
            Known::Here((member, pair)) => (member, pair),
            Known::NotLoaded(decision) => return Ok(Known::NotLoaded(decision)),
        };
        let tables = &self.figures.member_decision(member).tables;
        match self.figures.table_of(member, pair.as_str()) {
            Some(table) => Ok(Known::Here(table)),
            None => Err(self.unknown(&pair, "table", tables.keys().map(String::as_str))),
        }
    }

    /// The decision that a name is of, and the name in it.
    fn member<'p>(&self, pair: &Pair<'p, Rule>) -> Result<Known<(usize, Pair<'p, Rule>)>> {
        let mut parts = pair.clone().into_inner();
        let (Some(first), second) = (parts.next(), parts.next()) else {
            return Ok(Known::Here((0, pair.clone())));
        };
        let Some(name) = second else {
            return Ok(Known::Here((0, first)));
        };
        match self.figures.member(first.as_str()) {
            Some(member) => Ok(Known::Here((member, name))),
            None => Ok(Known::NotLoaded(first.as_str().to_owned())),
        }
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
        let row = self.row(table, key)?;
        Ok(FigureRef::Cell { table, row, column })
    }

    /// The row of a table with this key.
    pub fn row(&self, table: usize, key: &Pair<'_, Rule>) -> Result<usize> {
        let rows = self.figures.table(table);
        rows.row_index(key.as_str()).ok_or_else(|| {
            let what = format!("row of {}", self.figures.table_name(table));
            self.unknown(key, &what, rows.rows.iter().map(|row| row.key.as_str()))
        })
    }

    /// `claim[…]` or `parameter[…]`, of this decision or of another.
    pub fn named_figure(
        &self,
        source: &Pair<'_, Rule>,
        key: &Pair<'_, Rule>,
    ) -> Result<Expression> {
        let (member, source) = match self.member(source)? {
            Known::Here(found) => found,
            Known::NotLoaded(decision) => return Ok(Expression::NotLoaded { decision }),
        };
        let id = key.as_str();
        let decision = self.figures.member_decision(member);
        let found = if source.as_str() == "claim" {
            let claims = decision.claims.iter();
            self.figures
                .claim_of(member, id)
                .ok_or_else(|| self.unknown(key, "claim", claims.map(|claim| claim.id.as_str())))
        } else {
            let parameters = decision.parameters.keys();
            self.figures
                .parameter_of(member, id)
                .ok_or_else(|| self.unknown(key, "parameter", parameters.map(String::as_str)))
        };
        found.map(Expression::Figure)
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
            Expression::Column { table, column } | Expression::SameRow { table, column, .. } => {
                column_unit(*table, *column)
            }
            Expression::Aggregate { of, .. } => self.unit(of),
            Expression::Add(left, right) | Expression::Subtract(left, right) => {
                self.unit(left).or_else(|| self.unit(right))
            }
            Expression::Percent(..) | Expression::Change(..) => Some(Unit::Percent),
            Expression::Count { .. } => Some(Unit::Count),
            Expression::Number(_)
            | Expression::Multiply(..)
            | Expression::Divide(..)
            | Expression::NotLoaded { .. } => None,
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
        let picture = picture(error.line().trim_end(), column);
        RelationError {
            file: self.file.clone(),
            line,
            column,
            problem,
            picture,
        }
    }
}

/// The line with a mark under the column; of a long line, what stands around it.
fn picture(line: &str, column: usize) -> String {
    const AROUND: usize = 60;
    let place = column.saturating_sub(1);
    let first = place.saturating_sub(AROUND);
    let shown: String = line.chars().skip(first).take(2 * AROUND).collect();
    let mark = " ".repeat(place - first);
    format!("    {shown}\n    {mark}^")
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

/// A relation as written, on one line and without the comments in it.
pub(super) fn as_written(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let (mut quoted, mut comment) = (false, false);
    for letter in text.chars() {
        match letter {
            '\n' => comment = false,
            '"' if !comment => quoted = !quoted,
            '#' if !quoted => comment = true,
            _ => {}
        }
        if !comment {
            kept.push(letter);
        }
    }
    one_line(&kept)
}
