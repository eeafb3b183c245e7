//! An addend left out of a sum, or counted twice.

use super::Cause;
use crate::checks::{FigureRef, Figures};
use crate::exact::Ratio;
use crate::findings::FindingCell;

/// The cause, if `total` printed instead of `right` lacks exactly one of the addends, or has one
/// twice.
pub(in crate::findings) fn cause(
    right: Ratio,
    total: Ratio,
    addends: &[FigureRef],
    figures: &Figures<'_>,
) -> Option<Cause> {
    let lacking = right.sub(total).ok()?;
    if lacking.is_zero() {
        return None;
    }
    let find = |amount: Ratio| {
        addends.iter().copied().find(|&addend| {
            figures
                .number(addend)
                .is_some_and(|number| number.value() == amount)
        })
    };
    let cell = |addend| FindingCell::of(addend, figures);
    let left_out = find(lacking).map(|it| Cause::LeftOut { addend: cell(it) });
    left_out.or_else(|| {
        let twice = find(lacking.neg())?;
        Some(Cause::CountedTwice {
            addend: cell(twice),
        })
    })
}
