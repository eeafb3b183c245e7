//! A column that was made to add up.
//!
//! Rounded one by one, figures seldom add up to their total. Some authors then change single cells by
//! a unit: those that rounding took most from (largest remainders), or the largest figure by all of
//! the difference. Such a column adds up, and the changed cells differ from their own rounding.

use super::{Answer, Habit, ONE_IN, Regime, Way, computed, judged};
use crate::checks::FigureRef;
use crate::exact::{PrintedNumber, Ratio, Rounding};
use crate::findings::case::JudgedCheck;
use crate::tables::Unit;

/// A column in units of its last digit.
struct Column {
    rows: Vec<usize>,
    exact: Vec<Ratio>,
    rounded: Vec<i128>,
    total: i128,
    quantum: Ratio,
}

/// The rule, if the column adds up by it and not by plain rounding.
pub(super) fn forced(of: &JudgedCheck<'_, '_>) -> Option<Regime> {
    let column = Column::of(of)?;
    let lacking = column.total - column.rounded.iter().sum::<i128>();
    if lacking == 0 {
        return None;
    }
    [Way::LargestRemainders, Way::Largest]
        .into_iter()
        .filter_map(|way| {
            let (values, chance) = match way {
                Way::LargestRemainders => column.by_remainders(lacking)?,
                Way::Largest => column.on_the_largest(lacking)?,
            };
            let total = Ratio::whole(column.total).mul(column.quantum).ok()?;
            let habit = Habit::Adjusted { total, way, chance };
            let regime = judged(habit, of, |row| {
                let place = column.rows.binary_search(&row?).ok()?;
                let (_, printed, _) = computed(&of.case(row))?;
                let value = Ratio::whole(values[place]).mul(column.quantum).ok()?;
                Some(Answer {
                    fits: value == printed.value(),
                    given: Some((printed, value)),
                })
            })?;
            let changed = (0..values.len()).filter(|&at| values[at] != column.rounded[at]);
            // every cell that the rule changes is printed so
            let all = regime.explained.len() == changed.count();
            (all && chance >= ONE_IN).then_some(regime)
        })
        .min_by_key(|it| it.breaking.len())
}

impl Column {
    /// Nothing if rows are left out, figures are not exact, or they are no parts of the total.
    fn of(of: &JudgedCheck<'_, '_>) -> Option<Column> {
        let table = of.check.row_table()?;
        let printed = &of.figures.table(table).rows;
        let parts = of.judgement.covered.rows().flatten();
        let rows: Vec<usize> = parts.filter(|&row| !printed[row].is_total).collect();
        if rows.len() != printed.iter().filter(|row| !row.is_total).count() {
            return None;
        }
        let cells = rows.iter().map(|&row| computed(&of.case(Some(row))));
        let cells: Vec<(FigureRef, PrintedNumber, Ratio)> = cells.collect::<Option<_>>()?;
        let (figure, number, _) = cells.first()?;
        let quantum = number.quantum();
        if cells
            .iter()
            .any(|(_, number, _)| number.quantum() != quantum)
        {
            return None;
        }
        let total = in_units(total(*figure, table, of)?, quantum)?;
        let exact = cells.iter().map(|(_, _, exact)| exact.div(quantum).ok());
        let exact: Vec<Ratio> = exact.collect::<Option<_>>()?;
        let sum = exact
            .iter()
            .try_fold(Ratio::ZERO, |sum, it| sum.add(*it).ok())?;
        let rounded = exact.iter().map(|it| it.round(Rounding::HalfUp)).collect();
        (sum.round(Rounding::HalfUp) == total).then_some(Column {
            rows,
            exact,
            rounded,
            total,
            quantum,
        })
    }

    /// A unit each on those that rounding took most from (or gave most), and one in how many choices
    /// of this many cells this is.
    fn by_remainders(&self, lacking: i128) -> Option<(Vec<i128>, u128)> {
        let step = lacking.signum();
        let count = usize::try_from(lacking.unsigned_abs()).ok()?;
        let mut order: Vec<(Ratio, usize)> = Vec::with_capacity(self.exact.len());
        for (place, exact) in self.exact.iter().enumerate() {
            let taken = exact.sub(Ratio::whole(self.rounded[place])).ok()?;
            order.push((taken.mul(Ratio::whole(-step)).ok()?, place));
        }
        order.sort_unstable();
        let mut values = self.rounded.clone();
        let mut choices = 2_u128;
        for (nth, (_, place)) in order.iter().take(count).enumerate() {
            values[*place] += step;
            let left = u128::try_from(order.len() - nth).ok()?;
            choices = choices.checked_mul(left)? / u128::try_from(nth + 1).ok()?;
        }
        (count <= order.len()).then_some((values, choices))
    }

    /// All of the difference on the largest figure.
    fn on_the_largest(&self, lacking: i128) -> Option<(Vec<i128>, u128)> {
        let place = (0..self.exact.len()).max_by_key(|&place| self.exact[place])?;
        let mut values = self.rounded.clone();
        values[place] += lacking;
        let chance = u128::try_from(2 * values.len()).ok()?;
        Some((values, chance))
    }
}

/// What the column should add up to: its printed total, else all of a hundred percent.
fn total(figure: FigureRef, table: usize, of: &JudgedCheck<'_, '_>) -> Option<Ratio> {
    let figures = of.figures;
    let FigureRef::Cell { column, .. } = figure else {
        return None;
    };
    let rows = &figures.table(table).rows;
    let mut totals = (0..rows.len()).filter(|&row| rows[row].is_total);
    match (totals.next(), totals.next()) {
        (Some(row), None) => {
            let total = FigureRef::Cell { table, row, column };
            Some(of.number(total)?.value())
        }
        (None, None) if figures.unit(figure) == Unit::Percent => Some(Ratio::whole(100)),
        _ => None,
    }
}

fn in_units(value: Ratio, quantum: Ratio) -> Option<i128> {
    let units = value.div(quantum).ok()?;
    units.is_whole().then(|| units.numerator())
}
