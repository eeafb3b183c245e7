//! Sums, extremes and counts down the rows of a table.

use std::rc::Rc;
use std::sync::Arc;

use super::evaluate::Evaluator;
use super::memory::Remembered;
use super::relation::{Aggregate, Expression};
use super::{FigureRef, Undecided, Use};
use crate::exact::{Interval, Ratio};

impl Evaluator<'_, '_> {
    /// An aggregate, computed once for the figures as printed; with a figure replaced, computed anew
    /// only if it depends on that figure.
    pub fn remembered(
        &mut self,
        expression: &Expression,
        text: &Arc<str>,
    ) -> Result<Interval, Undecided> {
        let Some(replaced) = self.figures.replaced() else {
            let known = match self.figures.recall(self.rule, text) {
                Some(known) => known,
                None => self.learned(expression, text),
            };
            if let Some(used) = &mut self.used {
                used.push(Use::Each(Arc::clone(&known.used)));
            }
            return known.value.clone();
        };
        if self.used.is_some() {
            return self.computed(expression, 0);
        }
        let known = self.figures.recall(self.rule, text);
        let Some((known, value)) = known
            .as_ref()
            .and_then(|it| Some((it, it.value.as_ref().ok()?)))
        else {
            return self.computed(expression, 0);
        };
        let depends = match replaced {
            FigureRef::Cell { table, .. } => known.tables.contains(&table),
            other => known.others.contains(&other),
        };
        if !depends {
            return Ok(*value);
        }
        match self.shifted_sum(expression, replaced, value)? {
            Some(value) => Ok(value),
            None => self.computed(expression, 0),
        }
    }

    /// An aggregate of the figures as printed, computed and remembered.
    fn learned(&self, expression: &Expression, text: &Arc<str>) -> Rc<Remembered> {
        let mut recorder = Evaluator::noting(self.figures);
        recorder.rule = self.rule;
        let value = recorder.computed(expression, 0);
        let used = Use::distinct(&recorder.used.unwrap_or_default());
        let known = remembered(expression, value, used);
        self.figures.remember(self.rule, text, known)
    }

    /// A plain sum down a column, shifted by the change of one exact cell.
    fn shifted_sum(
        &self,
        expression: &Expression,
        replaced: FigureRef,
        known: &Interval,
    ) -> Result<Option<Interval>, Undecided> {
        let Expression::Aggregate {
            aggregate: Aggregate::Sum,
            table,
            filter: None,
            ..
        } = expression
        else {
            return Ok(None);
        };
        let Some(column) = expression.plain_column() else {
            return Ok(None);
        };
        let FigureRef::Cell {
            table: of,
            row,
            column: changed,
        } = replaced
        else {
            return Ok(None);
        };
        if of != *table {
            return Ok(None);
        }
        if changed != column || self.figures.table(of).rows[row].is_total {
            return Ok(Some(*known));
        }
        let before = self.figures.printed_number(replaced);
        let now = self.figures.number(replaced);
        match (before, now) {
            (Some(before), Some(now)) if before.is_exact() && now.is_exact() => {
                let change = now.value().sub(before.value())?;
                Ok(Some(known.add(&Interval::point(change))?))
            }
            _ => Ok(None),
        }
    }

    /// An aggregate or a count; `at_hand` is the row of the region, if it is of a county.
    pub fn computed(
        &mut self,
        expression: &Expression,
        at_hand: usize,
    ) -> Result<Interval, Undecided> {
        match expression {
            Expression::Aggregate {
                aggregate,
                table,
                of,
                ..
            } => {
                let rows = self.aggregated(expression, at_hand)?;
                self.aggregate(*aggregate, *table, of, rows)
            }
            Expression::Count { .. } => {
                let rows = self.aggregated(expression, at_hand)?;
                Ok(Interval::point(Ratio::whole(rows.len() as i128)))
            }
            other => self.value(other, at_hand),
        }
    }

    /// The rows that an aggregate or a count takes.
    pub fn aggregated(
        &mut self,
        expression: &Expression,
        at_hand: usize,
    ) -> Result<Vec<usize>, Undecided> {
        let (Expression::Aggregate {
            table,
            county,
            filter,
            ..
        }
        | Expression::Count {
            table,
            county,
            filter,
            ..
        }) = expression
        else {
            return Ok(Vec::new());
        };
        let mut rows = self.rows(*table, false, filter.as_ref())?;
        if let Some(regions) = county {
            let region = &self.figures.table(*regions).rows[at_hand];
            let municipalities = &self.figures.table(*table).rows;
            // the total of all regions is that of all municipalities
            rows.retain(|&row| region.is_total || municipalities[row].key.starts_with(&region.key));
        }
        Ok(rows)
    }

    /// A row with a dash or a dot in what is summed adds nothing.
    fn aggregate(
        &mut self,
        aggregate: Aggregate,
        table: usize,
        of: &Expression,
        rows: Vec<usize>,
    ) -> Result<Interval, Undecided> {
        let mut total = None;
        for row in rows {
            let used_before = self.used.as_ref().map(Vec::len);
            let value = match self.value(of, row) {
                Err(Undecided::Missing { .. }) => {
                    if let (Some(used), Some(before)) = (&mut self.used, used_before) {
                        used.truncate(before);
                    }
                    continue;
                }
                value => value?,
            };
            total = Some(match (aggregate, total) {
                (_, None) => value,
                (Aggregate::Sum, Some(sum)) => value.add(&sum)?,
                (Aggregate::Max, Some(best)) => value.larger(&best),
                (Aggregate::Min, Some(best)) => value.smaller(&best),
            });
        }
        match (aggregate, total) {
            (_, Some(total)) => Ok(total),
            (Aggregate::Sum, None) => Ok(Interval::point(Ratio::ZERO)),
            _ => Err(Undecided::NoRows {
                table: self.figures.table_name(table).to_owned(),
            }),
        }
    }
}

/// A value with what it depends on: the tables of the figures it used, and its own.
fn remembered(
    expression: &Expression,
    value: Result<Interval, Undecided>,
    used: Vec<FigureRef>,
) -> Remembered {
    let mut tables = Vec::new();
    let mut others = Vec::new();
    if let Expression::Aggregate { table, .. } | Expression::Count { table, .. } = expression {
        tables.push(*table);
    }
    for &figure in &used {
        match figure {
            FigureRef::Cell { table, .. } => tables.push(table),
            other => others.push(other),
        }
    }
    tables.sort_unstable();
    tables.dedup();
    Remembered {
        value,
        tables,
        others,
        used: used.into(),
    }
}
