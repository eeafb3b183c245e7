//! Comparing intervals: what may hold, and what may fail to.

use super::Undecided;
use crate::exact::{ArithmeticError, Bound, Interval, Ratio, Rounding};

/// How two values compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// Equal at the precision printed.
    Equal,
    /// Not equal.
    NotEqual,
    /// At most.
    AtMost,
    /// At least.
    AtLeast,
    /// Below.
    Below,
    /// Above.
    Above,
    /// The left percentage can be printed from some whole number out of the right one.
    SomePercentOf,
}

pub(super) const HUNDRED: Interval = Interval::point(Ratio::whole(100));

/// All values at most `room` away.
pub(super) fn widened(value: &Interval, room: Ratio) -> Result<Interval, ArithmeticError> {
    let (low, high) = (Bound::Closed(room.neg()), Bound::Closed(room));
    value.add(&Interval::between(low, high).unwrap_or(Interval::point(Ratio::ZERO)))
}

/// Whether some values compare as asked.
pub(super) fn may_compare(left: &Interval, operator: Operator, right: &Interval) -> bool {
    match operator {
        Operator::Equal | Operator::SomePercentOf => left.meets(right),
        Operator::NotEqual => left.as_point().is_none() || left != right,
        Operator::AtMost => left.may_be_at_most(right),
        Operator::AtLeast => right.may_be_at_most(left),
        Operator::Below => left.may_be_below(right),
        Operator::Above => right.may_be_below(left),
    }
}

/// Whether some values compare otherwise.
pub(super) fn may_fail(left: &Interval, operator: Operator, right: &Interval) -> bool {
    match operator {
        Operator::Equal | Operator::SomePercentOf => left.as_point().is_none() || left != right,
        Operator::NotEqual => left.meets(right),
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
pub(super) fn some_percent_of(percent: &Interval, total: &Interval) -> Result<bool, Undecided> {
    let Some(total) = total.as_point() else {
        return Err(Undecided::Vacuous);
    };
    if total <= Ratio::ZERO {
        return Err(Undecided::OfNothing);
    }
    // no part is less than nothing, or more than the whole
    let (none, all) = (Interval::point(Ratio::ZERO), HUNDRED);
    if percent.may_be_below(&none) && !none.may_be_at_most(percent) || !percent.may_be_at_most(&all)
    {
        return Ok(false);
    }
    let part = percent.mul(&Interval::point(total))?.div(&HUNDRED)?;
    let (Bound::Closed(low) | Bound::Open(low), Bound::Closed(high) | Bound::Open(high)) =
        (part.lower(), part.upper())
    else {
        return Err(Undecided::Vacuous);
    };
    if high.sub(low)? >= Ratio::ONE {
        return Err(Undecided::Vacuous);
    }
    // there is room for one whole number at most
    let whole = Ratio::whole(low.round(Rounding::Up));
    Ok(part.contains(whole) && whole >= Ratio::ZERO && whole <= total)
}
