//! A hint where all counts of a sum that is wrong are round: they may have been rounded to fives,
//! tens or thousands, which nobody declared.

use super::case::Case;
use crate::exact::{Quantity, Rounding};
use crate::statements::Operator;

/// What figures are rounded to, the coarsest first.
const GRAINS: [i128; 9] = [1_000_000, 100_000, 10_000, 1_000, 500, 100, 50, 10, 5];

/// Fewer figures than this are round by chance.
const FEWEST: usize = 4;

/// With more figures than this the hint is left out.
const MOST: usize = 2_000;

/// What the figures may have been rounded to, in units of their last digit, if that could explain the
/// difference.
pub(super) fn may_be_rounded_to(case: &Case<'_, '_>) -> Option<i128> {
    let comparison = case.statement.comparison()?;
    let adds = !comparison.left.is_computed() && !comparison.right.is_computed();
    let (left, right) = case.sides?;
    let apart = left.as_point()?.sub(right.as_point()?).ok()?.abs();
    if comparison.operator != Operator::Equal || !adds {
        return None;
    }
    let figures = case.rests_on();
    if !(FEWEST..=MOST).contains(&figures.len()) {
        return None;
    }
    let mut values = Vec::with_capacity(figures.len());
    for figure in figures {
        let number = case.of.number(figure)?;
        // amounts of money are often round
        let is_counted = number.quantity() == Quantity::Counted && number.is_exact();
        if !is_counted || !number.value().is_whole() {
            return None;
        }
        values.push(number.value().numerator());
    }
    let parts = i128::try_from(values.len().checked_sub(1)?).ok()?;
    GRAINS.into_iter().find(|grain| {
        let all = values.iter().all(|it| it % grain == 0) && values.iter().any(|it| *it != 0);
        all && apart.round(Rounding::Up) <= parts * grain / 2
    })
}
