//! Which rows meet a condition.

use super::FigureRef;
use super::Undecided;
use super::compare::{may_compare, may_fail, widened};
use super::evaluate::Evaluator;
use super::relation::{Comparison, Condition};
use crate::exact::Interval;

impl Evaluator<'_, '_> {
    fn has_figure(&self, table: usize, row: usize, column: usize) -> bool {
        self.figures
            .number(FigureRef::Cell { table, row, column })
            .is_some()
    }

    /// The rows of a table that meet the filter.
    pub fn rows(
        &mut self,
        table: usize,
        with_totals: bool,
        filter: Option<&Condition>,
    ) -> Result<Vec<usize>, Undecided> {
        let mut rows = Vec::new();
        for (position, row) in self.figures.table(table).rows.iter().enumerate() {
            if row.is_total && !with_totals {
                continue;
            }
            if filter.map_or(Ok(true), |filter| self.is_met(filter, position))? {
                rows.push(position);
            }
        }
        Ok(rows)
    }

    fn is_met(&mut self, condition: &Condition, row: usize) -> Result<bool, Undecided> {
        match condition {
            Condition::All(parts) => {
                for part in parts {
                    if !self.is_met(part, row)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Condition::Any(parts) => {
                for part in parts {
                    if self.is_met(part, row)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Condition::Not(part) => Ok(!self.is_met(part, row)?),
            Condition::Listed { from, table } => Ok(self.same_row(*from, row, *table).is_ok()),
            Condition::Meets { from, keys } => {
                Ok(keys.contains(&self.figures.table(*from).rows[row].key))
            }
            Condition::KeyIs { from, key } => Ok(self.figures.table(*from).rows[row].key == *key),
            Condition::IsPrinted {
                table,
                column,
                printed,
            } => Ok(self.figures.table(*table).cell(row, *column).printed == *printed),
            Condition::IsMissing { table, column } => Ok(!self.has_figure(*table, row, *column)),
            Condition::Compare(comparison) => self.is_certain(comparison, row),
        }
    }

    /// A comparison in a filter: true or false for the figures as printed. A missing figure meets
    /// nothing; rounded figures that could go either way do not decide.
    fn is_certain(&mut self, comparison: &Comparison, row: usize) -> Result<bool, Undecided> {
        let values = (
            self.value(&comparison.left, row),
            self.value(&comparison.right, row),
        );
        let (left, right) = match values {
            (Err(Undecided::Missing { .. } | Undecided::NoSameRow { .. }), _)
            | (_, Err(Undecided::Missing { .. } | Undecided::NoSameRow { .. })) => {
                return Ok(false);
            }
            (left, right) => (left?, right?),
        };
        let (possible, avoidable) = match comparison.within {
            Some(room) => {
                let apart = left.sub(&right)?;
                let (low, high) = (Interval::point(room.neg()), Interval::point(room));
                let possible = widened(&right, room)?.meets(&left);
                (
                    possible,
                    apart.may_be_below(&low) || high.may_be_below(&apart),
                )
            }
            None => (
                may_compare(&left, comparison.operator, &right),
                may_fail(&left, comparison.operator, &right),
            ),
        };
        match (possible, avoidable) {
            (true, true) => Err(Undecided::Condition {
                condition: comparison.text.clone(),
            }),
            (possible, _) => Ok(possible),
        }
    }
}
