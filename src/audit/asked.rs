//! Which figures the conditions of a check ask: with another value there, the check may be about
//! other rows.

use rustc_hash::FxHashSet;

use crate::checks::{Check, Comparison, Condition, Expression, FigureRef, Relation};

/// The figures that conditions ask.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// Columns, as positions of table and column.
    columns: FxHashSet<(usize, usize)>,
    /// Cells, claims and parameters by themselves.
    figures: FxHashSet<FigureRef>,
    /// Whether a condition of a grant is asked.
    grants: bool,
}

impl Asked {
    /// What the conditions of a check ask.
    pub fn by(check: &Check) -> Asked {
        let mut asked = Asked::default();
        match &check.relation {
            Relation::Single(comparison) => asked.in_comparison(comparison, false),
            Relation::EachRow {
                filter, comparison, ..
            } => {
                filter.iter().for_each(|it| asked.in_condition(it));
                asked.in_comparison(comparison, false);
            }
            Relation::PrintedTo { filter, .. } => {
                filter.iter().for_each(|it| asked.in_condition(it));
            }
            Relation::InOrder { .. }
            | Relation::UniqueNames { .. }
            | Relation::UnitIs { .. }
            | Relation::RefersTo { .. } => {}
        }
        asked
    }

    /// Whether a condition asks this figure.
    pub fn has(&self, figure: FigureRef) -> bool {
        let in_column = match figure {
            FigureRef::Cell { table, column, .. } => self.columns.contains(&(table, column)),
            FigureRef::Claim(_) | FigureRef::Parameter(_) => false,
        };
        in_column || self.figures.contains(&figure)
    }

    /// Whether a condition of a grant is asked.
    pub fn has_grants(&self) -> bool {
        self.grants
    }

    /// Whether anything is asked.
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty() && self.figures.is_empty()
    }

    fn in_comparison(&mut self, comparison: &Comparison, counts: bool) {
        self.in_expression(&comparison.left, counts);
        self.in_expression(&comparison.right, counts);
    }

    /// The conditions within an expression; its own figures too, if it `counts`.
    fn in_expression(&mut self, expression: &Expression, counts: bool) {
        match expression {
            Expression::Number(_) | Expression::NotLoaded { .. } => {}
            Expression::Figure(figure) => {
                if counts {
                    self.figures.insert(*figure);
                }
            }
            Expression::Column { table, column } | Expression::SameRow { table, column, .. } => {
                if counts {
                    self.columns.insert((*table, *column));
                }
            }
            Expression::Add(a, b)
            | Expression::Subtract(a, b)
            | Expression::Multiply(a, b)
            | Expression::Divide(a, b)
            | Expression::Percent(a, b)
            | Expression::Change(a, b) => {
                self.in_expression(a, counts);
                self.in_expression(b, counts);
            }
            Expression::Aggregate { of, filter, .. } => {
                self.in_expression(of, counts);
                filter.iter().for_each(|it| self.in_condition(it));
            }
            Expression::Count { filter, .. } => {
                filter.iter().for_each(|it| self.in_condition(it));
            }
        }
    }

    fn in_condition(&mut self, condition: &Condition) {
        match condition {
            Condition::All(parts) | Condition::Any(parts) => {
                parts.iter().for_each(|it| self.in_condition(it));
            }
            Condition::Not(part) => self.in_condition(part),
            Condition::Meets { .. } => self.grants = true,
            Condition::IsPrinted { table, column, .. } | Condition::IsMissing { table, column } => {
                self.columns.insert((*table, *column));
            }
            Condition::Compare(comparison) => self.in_comparison(comparison, true),
            Condition::Listed { .. } | Condition::KeyIs { .. } => {}
        }
    }
}
