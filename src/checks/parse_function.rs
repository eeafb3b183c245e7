//! Functions: `sum(…)`, `mean(…)`, `count(…)`, `percent(… of …)`, `round(…)` and the others.

use std::sync::Arc;

use super::FigureRef;
use super::cursor::{Result, Word};
use super::error::Mistake;
use super::expected::Expected;
use super::parse::Parser;
use super::parse_expression::{Valued, same_unit};
use super::relation::{Aggregate, Expression};
use super::resolve::{Known, RowTable, as_written};
use crate::exact::{Bound, Interval, Ratio};
use crate::tables::Unit;

impl<'t> Parser<'_, 't, '_> {
    /// `sum(…)` and the others.
    pub fn function(&mut self, row: RowTable) -> Result<Valued> {
        let start = self.cursor.here();
        match self.cursor.peek() {
            "sum" => self.deeper(|it| it.aggregate(start, Aggregate::Sum, row)),
            "max" => self.deeper(|it| it.aggregate(start, Aggregate::Max, row)),
            "min" => self.deeper(|it| it.aggregate(start, Aggregate::Min, row)),
            "mean" => self.deeper(|it| it.aggregate(start, Aggregate::Mean, row)),
            "median" => self.deeper(|it| it.aggregate(start, Aggregate::Median, row)),
            "abs" => self.deeper(|it| it.distance(row)),
            "round" => self.deeper(|it| it.rounded(row)),
            "factor" => self.factor_between(),
            "count" => self.deeper(|it| it.count(start, row)),
            "percent" => self.deeper(|it| it.percent(row)),
            "change" => self.deeper(|it| it.change(row)),
            _ => Err(self.cursor.expected(Expected::Value)),
        }
    }

    /// `percent(a of b)`.
    fn percent(&mut self, row: RowTable) -> Result<Valued> {
        self.cursor.wants(&["percent", "("], Expected::Percent)?;
        let part = self.expression(row)?;
        self.cursor.wants(&["of"], Expected::Percent)?;
        let whole = self.expression(row)?;
        self.closed()?;
        let (part, whole) = (Box::new(part.expression), Box::new(whole.expression));
        let expression = Expression::Percent(part, whole);
        Ok(Valued {
            is_percentage: true,
            ..Valued::of(expression, Unit::Percent)
        })
    }

    /// `change(from a to b)`.
    fn change(&mut self, row: RowTable) -> Result<Valued> {
        self.cursor
            .wants(&["change", "(", "from"], Expected::Change)?;
        let before = self.expression(row)?;
        self.cursor.wants(&["to"], Expected::Change)?;
        let after = self.expression(row)?;
        self.closed()?;
        let (before, after) = (Box::new(before.expression), Box::new(after.expression));
        let expression = Expression::Change(before, after);
        Ok(Valued {
            is_percentage: true,
            ..Valued::of(expression, Unit::Percent)
        })
    }

    /// `count(bilaga2 where …)`, `count(nyckel in county)`.
    fn count(&mut self, start: Word<'t>, row: RowTable) -> Result<Valued> {
        self.cursor.wants(&["count", "("], Expected::CountedTable)?;
        let table = self.any_table(Expected::CountedTable)?;
        let (table, row) = match table {
            Known::Here(table) => (table, row),
            Known::NotLoaded(decision) => return self.not_loaded(decision),
        };
        let county = self.in_county(row, table)?;
        let filter = self.filter(Some(table))?;
        self.closed()?;
        let expression = Expression::Count {
            table,
            county,
            filter,
            text: as_written(self.cursor.since(start)).into(),
        };
        Ok(Valued::of(expression, Unit::Count))
    }

    /// `sum(bilaga2.belopp where …)`, `mean(tabell5[2021, 2022].oanvant)`,
    /// `sum(nyckel.personer in county)`, `sum(fornamn to efternamn)`.
    fn aggregate(
        &mut self,
        start: Word<'t>,
        aggregate: Aggregate,
        row: RowTable,
    ) -> Result<Valued> {
        self.cursor.name(Expected::TableAndColumn)?;
        self.cursor.wants(&["("], Expected::TableAndColumn)?;
        if self.cursor.sees_block() {
            return self.block(start, aggregate, row);
        }
        let table = match self.any_table(Expected::TableAndColumn)? {
            Known::Here(table) => table,
            Known::NotLoaded(decision) => return self.not_loaded(decision),
        };
        let listed = self.listed_rows(table)?;
        self.cursor.wants(&["."], Expected::TableAndColumn)?;
        let of = self.expression(Some(table))?;
        let county = match listed {
            Some(_) => None,
            None => self.in_county(row, table)?,
        };
        let filter = self.filter(Some(table))?;
        self.closed()?;
        let text: Arc<str> = as_written(self.cursor.since(start)).into();
        let expression = Expression::Aggregate {
            aggregate,
            table,
            of: Box::new(of.expression),
            listed,
            county,
            filter,
            text,
        };
        Ok(Valued::new(expression, of.unit))
    }

    /// `[2021, 2022]`: the rows of a table that are listed, ascending.
    fn listed_rows(&mut self, table: usize) -> Result<Option<Arc<[usize]>>> {
        if !self.cursor.takes("[") {
            return Ok(None);
        }
        let mut rows = Vec::new();
        loop {
            let key = self.cursor.bare_key()?;
            let row = self.names.row(table, key)?;
            if rows.contains(&row) {
                let key = key.text.to_owned();
                return Err(self.cursor.here().trouble(Mistake::ListedTwice { key }));
            }
            rows.push(row);
            if !self.cursor.takes(",") {
                break;
            }
        }
        self.cursor.wants(&["]"], Expected::ListedRows)?;
        rows.sort_unstable();
        Ok(Some(rows.into()))
    }

    /// `sum(kvinnor to barn)`, `sum(tabell5[2023].kvinnor to barn)`: the columns of a row from one to
    /// another, as printed; those of words are left out.
    fn block(&mut self, start: Word<'t>, aggregate: Aggregate, row: RowTable) -> Result<Valued> {
        let is_sum = match aggregate {
            Aggregate::Sum => true,
            Aggregate::Mean => false,
            _ => return Err(start.trouble(Mistake::NoBlock)),
        };
        let first = self.factor(row)?;
        self.cursor.wants(&["to"], Expected::Block)?;
        let last = self.cursor.name(Expected::Block)?;
        let (table, from) = match &first.expression {
            Expression::Column { table, column } | Expression::SameRow { table, column, .. } => {
                (*table, *column)
            }
            Expression::Figure(FigureRef::Cell { table, column, .. }) => (*table, *column),
            _ => return Err(self.cursor.expected(Expected::Block)),
        };
        let to = self.names.column(last, table)?;
        if to <= from {
            let columns = &self.names.figures.table(table).columns;
            return Err(last.trouble(Mistake::BlockBackwards {
                from: columns[from].id.clone(),
                to: columns[to].id.clone(),
            }));
        }
        self.closed()?;
        let mut parts: Vec<Valued> = Vec::new();
        for column in from..=to {
            let unit = self.names.column_unit(table, column);
            if unit == Unit::Text {
                continue;
            }
            let part = Valued::of(in_column(&first.expression, column), unit);
            if let Some(before) = parts.first() {
                same_unit(start, before, &part)?;
            }
            parts.push(part);
        }
        let unit = parts.first().and_then(|it| it.unit);
        let count = parts.len();
        let sum = sum_of(parts.into_iter().map(|it| it.expression).collect(), is_sum);
        let Some(sum) = sum else {
            return Err(start.trouble(Mistake::NoBlock));
        };
        if is_sum {
            return Ok(Valued::new(sum, unit));
        }
        let count = Ratio::whole(i128::try_from(count).unwrap_or(i128::MAX));
        let mean = Expression::Divide(Box::new(sum), Box::new(Expression::Number(count)));
        Ok(Valued::new(mean, unit))
    }

    /// `abs(a - b)`.
    fn distance(&mut self, row: RowTable) -> Result<Valued> {
        self.cursor.wants(&["abs", "("], Expected::Distance)?;
        let value = self.expression(row)?;
        self.closed()?;
        let expression = match value.expression {
            Expression::Subtract(left, right) => Expression::Distance(left, right),
            other => {
                let zero = Expression::Number(Ratio::ZERO);
                Expression::Distance(Box::new(other), Box::new(zero))
            }
        };
        Ok(Valued::new(expression, value.unit))
    }

    /// `round(a / b)`, `round(a / b to 0,1)`.
    fn rounded(&mut self, row: RowTable) -> Result<Valued> {
        self.cursor.wants(&["round", "("], Expected::Rounded)?;
        let value = self.expression(row)?;
        let mut step = Ratio::ONE;
        if self.cursor.takes("to") {
            let Some((word, _)) = self.cursor.number() else {
                return Err(self.cursor.expected(Expected::Rounded));
            };
            step = self.number(word)?;
            if step <= Ratio::ZERO {
                let found = word.text.to_owned();
                return Err(word.trouble(Mistake::NoStep { found }));
            }
        }
        self.closed()?;
        let expression = Expression::Rounded(Box::new(value.expression), step);
        Ok(Valued::new(expression, value.unit))
    }

    /// `factor(75,85 to 75,86)`.
    fn factor_between(&mut self) -> Result<Valued> {
        self.cursor.wants(&["factor", "("], Expected::Factor)?;
        let start = self.cursor.here();
        let end = |parser: &mut Self| -> Result<Ratio> {
            match parser.cursor.number() {
                Some((word, false)) => parser.number(word),
                _ => Err(parser.cursor.expected(Expected::Factor)),
            }
        };
        let low = end(self)?;
        self.cursor.wants(&["to"], Expected::Factor)?;
        let high = end(self)?;
        self.closed()?;
        match Interval::between(Bound::Closed(low), Bound::Closed(high)) {
            Some(values) => Ok(Valued::new(Expression::Factor(values), None)),
            None => Err(start.trouble(Mistake::FactorBackwards)),
        }
    }

    /// A value of a decision that is not known: what it is of is not looked at.
    fn not_loaded(&mut self, decision: String) -> Result<Valued> {
        self.cursor.skip_to_closing_parenthesis()?;
        Ok(Valued::new(Expression::NotLoaded { decision }, None))
    }

    fn in_county(&mut self, row: RowTable, table: usize) -> Result<Option<usize>> {
        let start = self.cursor.here();
        if !self.cursor.takes("in") {
            return Ok(None);
        }
        self.cursor.wants(&["county"], Expected::County)?;
        let words = self.cursor.word_since(start);
        self.names.county(words, row, table).map(Some)
    }
}

/// The figure beside another one, in this column of the same row.
fn in_column(beside: &Expression, column: usize) -> Expression {
    match *beside {
        Expression::Column { table, .. } => Expression::Column { table, column },
        Expression::SameRow { from, table, .. } => Expression::SameRow {
            from,
            table,
            column,
        },
        Expression::Figure(FigureRef::Cell { table, row, .. }) => {
            Expression::Figure(FigureRef::Cell { table, row, column })
        }
        ref other => other.clone(),
    }
}

/// The sum of values, two and two, so that no sum is deeper than it must be. In one of `present` figures
/// a missing one adds nothing.
fn sum_of(mut values: Vec<Expression>, present: bool) -> Option<Expression> {
    while values.len() > 1 {
        let mut sums = Vec::with_capacity(values.len().div_ceil(2));
        let mut rest = values.into_iter();
        while let Some(left) = rest.next() {
            sums.push(match rest.next() {
                Some(right) if present => Expression::AddPresent(Box::new(left), Box::new(right)),
                Some(right) => Expression::Add(Box::new(left), Box::new(right)),
                None => left,
            });
        }
        values = sums;
    }
    values.pop()
}
