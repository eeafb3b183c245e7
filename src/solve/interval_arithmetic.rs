//! Arithmetic with the values figures can have: what cannot be computed can have any.

use crate::exact::{ArithmeticError, Bound, Interval, Ratio};

/// A value times an exact number.
pub(super) fn times(coefficient: Ratio, value: &Interval) -> Interval {
    if coefficient == Ratio::ONE {
        return *value;
    }
    if coefficient == Ratio::whole(-1) {
        return value.neg();
    }
    scaled(value, coefficient, Ratio::mul)
}

/// A value divided by an exact number that is not zero.
pub(super) fn share(value: &Interval, coefficient: Ratio) -> Interval {
    if coefficient == Ratio::ONE {
        return *value;
    }
    if coefficient == Ratio::whole(-1) {
        return value.neg();
    }
    scaled(value, coefficient, Ratio::div)
}

/// Each end on its own, so that an interval without an end keeps the other.
fn scaled(
    value: &Interval,
    coefficient: Ratio,
    apply: fn(Ratio, Ratio) -> Result<Ratio, ArithmeticError>,
) -> Interval {
    let end = |bound: Bound| match bound {
        Bound::Closed(at) => apply(at, coefficient).map_or(Bound::Unbounded, Bound::Closed),
        Bound::Open(at) => apply(at, coefficient).map_or(Bound::Unbounded, Bound::Open),
        Bound::Unbounded => Bound::Unbounded,
    };
    let (lower, upper) = (end(value.lower()), end(value.upper()));
    let turned = if coefficient.is_negative() {
        Interval::between(upper, lower)
    } else {
        Interval::between(lower, upper)
    };
    turned.unwrap_or(Interval::ALL)
}

/// The values of a product.
pub(super) fn product(left: &Interval, right: &Interval) -> Interval {
    match (left.as_point(), right.as_point()) {
        (Some(point), _) if !point.is_zero() => times(point, right),
        (_, Some(point)) if !point.is_zero() => times(point, left),
        _ => left.mul(right).unwrap_or(Interval::ALL),
    }
}

/// The values of a quotient.
pub(super) fn quotient(above: &Interval, below: &Interval) -> Interval {
    match below.as_point() {
        Some(point) if !point.is_zero() => share(above, point),
        _ => above.div(below).unwrap_or(Interval::ALL),
    }
}
