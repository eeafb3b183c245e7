//! Evaluating expressions and conditions over intervals.

use std::rc::Rc;

use super::figures::Remembered;
use super::relation::{Aggregate, Comparison, Condition, Expression, Operator};
use super::{FigureRef, Figures};
use crate::exact::{ArithmeticError, Bound, Interval, PrintingRule, Ratio, Rounding};

/// Why a relation cannot be decided.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Undecided {
    /// A figure it rests on is missing.
    #[error("{table}, row {row}: {column} is missing (printed \"{printed}\")")]
    Missing {
        /// The table.
        table: String,
        /// The row.
        row: String,
        /// The column.
        column: String,
        /// The mark that is printed.
        printed: String,
    },
    /// The other table has no row with the same key.
    #[error("{table} has no row {key}")]
    NoSameRow {
        /// The other table.
        table: String,
        /// The key.
        key: String,
    },
    /// A figure of another decision, which was not given.
    #[error("the other decision {decision} is not loaded; audit its folder together with this one")]
    NotLoaded {
        /// That decision.
        decision: String,
    },
    /// A maximum or minimum of no rows.
    #[error("no row of {table} meets the condition")]
    NoRows {
        /// The table.
        table: String,
    },
    /// A condition that rounded figures do not decide.
    #[error("rounded figures do not decide whether {condition}")]
    Condition {
        /// The comparison, as written.
        condition: String,
    },
    /// Every percentage can occur, so the question decides nothing.
    #[error("every percentage can occur with so large a total")]
    Vacuous,
    /// The computation left the supported range or divided by zero.
    #[error("{0}")]
    Arithmetic(#[from] ArithmeticError),
}

/// Evaluates under one printing rule, and can note the figures that are used.
pub(super) struct Evaluator<'e, 'a> {
    pub figures: &'e Figures<'a>,
    pub rule: PrintingRule,
    pub used: Option<Vec<FigureRef>>,
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

    /// Whether the comparison can hold.
    pub fn holds(&mut self, comparison: &Comparison, row: usize) -> Result<bool, Undecided> {
        let (left, right) = self.sides(comparison, row)?;
        if comparison.operator == Operator::SomePercentOf {
            return some_percent_of(&left, &right);
        }
        let right = match comparison.within {
            Some(room) => widened(&right, room)?,
            None => right,
        };
        Ok(may_compare(&left, comparison.operator, &right))
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

    /// An aggregate, computed once for the figures as printed; with a figure replaced, computed anew
    /// only if it depends on that figure.
    fn remembered(
        &mut self,
        expression: &Expression,
        text: &Rc<str>,
    ) -> Result<Interval, Undecided> {
        if self.used.is_some() {
            return self.computed(expression, 0);
        }
        let Some(replaced) = self.figures.replaced() else {
            if let Some(known) = self.figures.recall(self.rule, text) {
                return Ok(known.value);
            }
            let mut recorder = Evaluator {
                figures: self.figures,
                rule: self.rule,
                used: Some(Vec::new()),
            };
            let value = recorder.computed(expression, 0)?;
            let dependence = dependence(expression, recorder.used.unwrap_or_default());
            self.figures.remember(
                self.rule,
                text,
                Remembered {
                    value,
                    ..dependence
                },
            );
            return Ok(value);
        };
        let Some(known) = self.figures.recall(self.rule, text) else {
            return self.computed(expression, 0);
        };
        let depends = match replaced {
            FigureRef::Cell { table, .. } => known.tables.contains(&table),
            other => known.others.contains(&other),
        };
        if !depends {
            return Ok(known.value);
        }
        match self.shifted_sum(expression, replaced, &known.value)? {
            Some(value) => Ok(value),
            None => self.computed(expression, 0),
        }
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
            of,
            filter: None,
            ..
        } = expression
        else {
            return Ok(None);
        };
        let Expression::Column { column, .. } = of.as_ref() else {
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
        if changed != *column || self.figures.table(of).rows[row].is_total {
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
    fn computed(&mut self, expression: &Expression, at_hand: usize) -> Result<Interval, Undecided> {
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

    fn figure(&mut self, figure: FigureRef) -> Result<Interval, Undecided> {
        if let Some(used) = &mut self.used {
            used.push(figure);
        }
        match self.figures.number(figure) {
            // a rule's number is meant exactly: 17 % is the bound, not a rounded share
            Some(number) if matches!(figure, FigureRef::Parameter(_)) => {
                Ok(Interval::point(number.value()))
            }
            Some(number) => Ok(number.interval(self.rule)?),
            None => {
                let [table, row, column] = self.figures.place(figure).map(str::to_owned);
                let printed = self.figures.printed(figure).to_owned();
                Err(Undecided::Missing {
                    table,
                    row,
                    column,
                    printed,
                })
            }
        }
    }

    /// The figure that an expression of a single figure is.
    pub fn figure_at(&self, expression: &Expression, row: usize) -> Option<FigureRef> {
        match expression {
            Expression::Figure(figure) => Some(*figure),
            Expression::Column { table, column } => Some(FigureRef::Cell {
                table: *table,
                row,
                column: *column,
            }),
            Expression::SameRow {
                from,
                table,
                column,
            } => Some(FigureRef::Cell {
                table: *table,
                row: self.same_row(*from, row, *table).ok()?,
                column: *column,
            }),
            _ => None,
        }
    }

    fn same_row(&self, from: usize, row: usize, table: usize) -> Result<usize, Undecided> {
        let key = &self.figures.table(from).rows[row].key;
        let name = self.figures.table_name(table);
        let table = self.figures.table(table);
        table.row_index(key).ok_or_else(|| Undecided::NoSameRow {
            table: name.to_owned(),
            key: key.clone(),
        })
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
                (Aggregate::Max, Some(best)) => extreme(value, best, true),
                (Aggregate::Min, Some(best)) => extreme(value, best, false),
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

/// What an aggregate depends on: the tables of the figures it used, and its own.
fn dependence(expression: &Expression, used: Vec<FigureRef>) -> Remembered {
    let mut tables = Vec::new();
    let mut others = Vec::new();
    if let Expression::Aggregate { table, .. } | Expression::Count { table, .. } = expression {
        tables.push(*table);
    }
    for figure in used {
        match figure {
            FigureRef::Cell { table, .. } if tables.contains(&table) => {}
            FigureRef::Cell { table, .. } => tables.push(table),
            other => others.push(other),
        }
    }
    Remembered {
        value: Interval::ALL,
        tables,
        others,
    }
}

const HUNDRED: Interval = Interval::point(Ratio::whole(100));

/// All values at most `room` away.
fn widened(value: &Interval, room: Ratio) -> Result<Interval, ArithmeticError> {
    let (low, high) = (Bound::Closed(room.neg()), Bound::Closed(room));
    value.add(&Interval::between(low, high).unwrap_or(Interval::point(Ratio::ZERO)))
}

/// Whether some values compare as asked.
pub(super) fn may_compare(left: &Interval, operator: Operator, right: &Interval) -> bool {
    match operator {
        Operator::Equal | Operator::SomePercentOf => left.meets(right),
        Operator::AtMost => left.may_be_at_most(right),
        Operator::AtLeast => right.may_be_at_most(left),
        Operator::Below => left.may_be_below(right),
        Operator::Above => right.may_be_below(left),
    }
}

/// Whether some values compare otherwise.
fn may_fail(left: &Interval, operator: Operator, right: &Interval) -> bool {
    match operator {
        Operator::Equal | Operator::SomePercentOf => left.as_point().is_none() || left != right,
        Operator::AtMost => right.may_be_below(left),
        Operator::AtLeast => left.may_be_below(right),
        Operator::Below => right.may_be_at_most(left),
        Operator::Above => left.may_be_at_most(right),
    }
}

/// Whether some whole number out of `total` makes a percentage in `percent`.
///
/// With a total of 100 or more every whole percentage can occur (of 1 000 or more, every one with
/// one decimal): then the question is vacuous, which is not the same as answered.
fn some_percent_of(percent: &Interval, total: &Interval) -> Result<bool, Undecided> {
    let Some(total) = total.as_point() else {
        return Err(Undecided::Vacuous);
    };
    let part = percent.mul(&Interval::point(total))?.div(&HUNDRED)?;
    let (Bound::Closed(low) | Bound::Open(low), Bound::Closed(high) | Bound::Open(high)) =
        (part.lower(), part.upper())
    else {
        return Err(Undecided::Vacuous);
    };
    if high.sub(low)? >= Ratio::ONE {
        return Err(Undecided::Vacuous);
    }
    let candidates = [
        low.round(Rounding::Down),
        low.round(Rounding::Up),
        high.round(Rounding::Down),
    ];
    Ok(candidates
        .into_iter()
        .any(|whole| part.contains(Ratio::whole(whole))))
}

/// The larger (or smaller) of two, end by end.
fn extreme(left: Interval, right: Interval, largest: bool) -> Interval {
    let left_wins = if largest {
        !left.may_be_below(&right)
    } else {
        !right.may_be_below(&left)
    };
    let right_wins = if largest {
        !right.may_be_below(&left)
    } else {
        !left.may_be_below(&right)
    };
    match (left_wins, right_wins) {
        (true, _) => left,
        (_, true) => right,
        // they overlap: either may be the extreme
        _ => left.hull(&right),
    }
}
