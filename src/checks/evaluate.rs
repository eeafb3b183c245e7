//! Evaluating expressions and comparisons over intervals.

use super::compare::{HUNDRED, may_compare, some_percent_of, widened};
use super::relation::{Comparison, Expression, Operator};
use super::{FigureRef, Figures, Undecided, Use};
use crate::exact::{Interval, PrintingRule};

/// Evaluates under one printing rule, and can note the figures that are used.
pub(super) struct Evaluator<'e, 'a> {
    pub figures: &'e Figures<'a>,
    pub rule: PrintingRule,
    pub used: Option<Vec<Use>>,
}

impl<'e, 'a> Evaluator<'e, 'a> {
    /// An evaluator under rounding half up.
    pub fn new(figures: &'e Figures<'a>) -> Evaluator<'e, 'a> {
        Evaluator {
            figures,
            rule: PrintingRule::HalfUp,
            used: None,
        }
    }

    /// An evaluator under rounding half up that notes what it uses.
    pub fn noting(figures: &'e Figures<'a>) -> Evaluator<'e, 'a> {
        Evaluator {
            used: Some(Vec::new()),
            ..Evaluator::new(figures)
        }
    }

    /// Whether the comparison can hold.
    pub fn holds(&mut self, comparison: &Comparison, row: usize) -> Result<bool, Undecided> {
        let (left, right) = self.sides(comparison, row)?;
        may_hold(comparison, &left, &right)
    }

    /// The values the two sides can have.
    pub fn sides(
        &mut self,
        comparison: &Comparison,
        row: usize,
    ) -> Result<(Interval, Interval), Undecided> {
        let left = self.value(&comparison.left, row)?;
        Ok((left, self.value(&comparison.right, row)?))
    }

    /// The values an expression can have.
    pub fn value(&mut self, expression: &Expression, row: usize) -> Result<Interval, Undecided> {
        match expression {
            Expression::Number(value) => Ok(Interval::point(*value)),
            Expression::Figure(figure) => self.figure(*figure),
            Expression::Column { table, column } => self.figure(FigureRef::Cell {
                table: *table,
                row,
                column: *column,
            }),
            Expression::SameRow {
                from,
                table,
                column,
            } => {
                let row = self.same_row(*from, row, *table)?;
                self.figure(FigureRef::Cell {
                    table: *table,
                    row,
                    column: *column,
                })
            }
            Expression::Add(left, right) => {
                Ok(self.value(left, row)?.add(&self.value(right, row)?)?)
            }
            Expression::Subtract(left, right) => {
                Ok(self.value(left, row)?.sub(&self.value(right, row)?)?)
            }
            Expression::Multiply(left, right) => {
                Ok(self.value(left, row)?.mul(&self.value(right, row)?)?)
            }
            Expression::Divide(left, right) => {
                Ok(self.value(left, row)?.div(&self.value(right, row)?)?)
            }
            Expression::Percent(part, whole) => {
                let (part, whole) = (self.value(part, row)?, self.value(whole, row)?);
                Ok(part.mul(&HUNDRED)?.div(&whole)?)
            }
            Expression::Change(from, to) => {
                let (from, to) = (self.value(from, row)?, self.value(to, row)?);
                let ratio = to.mul(&HUNDRED)?.div(&from)?;
                Ok(ratio.sub(&HUNDRED)?)
            }
            // a county's sum differs from row to row
            Expression::Aggregate {
                county: Some(_), ..
            }
            | Expression::Count {
                county: Some(_), ..
            } => self.computed(expression, row),
            Expression::Aggregate { text, .. } | Expression::Count { text, .. } => {
                self.remembered(expression, text)
            }
            Expression::NotLoaded { decision } => Err(Undecided::NotLoaded {
                decision: decision.clone(),
            }),
        }
    }

    fn figure(&mut self, figure: FigureRef) -> Result<Interval, Undecided> {
        if let Some(used) = &mut self.used {
            used.push(Use::One(figure));
        }
        match self.figures.number(figure) {
            // a rule's number is meant exactly: 17 % is the bound, not a rounded share
            Some(number) if matches!(figure, FigureRef::Parameter(_)) => {
                Ok(Interval::point(number.value()))
            }
            Some(number) => Ok(number.interval(self.rule)?),
            None => Err(Undecided::missing(figure, self.figures)),
        }
    }

    pub fn same_row(&self, from: usize, row: usize, table: usize) -> Result<usize, Undecided> {
        let key = &self.figures.table(from).rows[row].key;
        let name = self.figures.table_name(table);
        let table = self.figures.table(table);
        table.row_index(key).ok_or_else(|| Undecided::NoSameRow {
            table: name.to_owned(),
            key: key.clone(),
        })
    }
}

/// Whether a comparison of sides with these values can hold.
pub(super) fn may_hold(
    comparison: &Comparison,
    left: &Interval,
    right: &Interval,
) -> Result<bool, Undecided> {
    if comparison.operator == Operator::SomePercentOf {
        return some_percent_of(left, right);
    }
    let right = match comparison.within {
        Some(room) => &widened(right, room)?,
        None => right,
    };
    Ok(may_compare(left, comparison.operator, right))
}
