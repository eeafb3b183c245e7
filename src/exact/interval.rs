//! Intervals of exact values, open or closed at each end.

use std::fmt;

use super::{ArithmeticError, Bound, Ratio, Rounding};

/// All values between two ends. Never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    lower: Bound,
    upper: Bound,
}

impl Interval {
    /// Every value there is.
    pub const ALL: Interval = Interval {
        lower: Bound::Unbounded,
        upper: Bound::Unbounded,
    };

    /// The single value `value`.
    pub const fn point(value: Ratio) -> Interval {
        Interval {
            lower: Bound::Closed(value),
            upper: Bound::Closed(value),
        }
    }

    /// The values from `lower` to `upper`, or `None` if there are none.
    pub fn between(lower: Bound, upper: Bound) -> Option<Interval> {
        let interval = Interval { lower, upper };
        let filled = match (lower, upper) {
            (Bound::Unbounded, _) | (_, Bound::Unbounded) => true,
            (Bound::Closed(low), Bound::Closed(high)) => low <= high,
            (Bound::Closed(low) | Bound::Open(low), Bound::Closed(high) | Bound::Open(high)) => {
                low < high
            }
        };
        filled.then_some(interval)
    }

    /// The lower end.
    pub fn lower(&self) -> Bound {
        self.lower
    }

    /// The upper end.
    pub fn upper(&self) -> Bound {
        self.upper
    }

    /// The value, if the interval has just one.
    pub fn as_point(&self) -> Option<Ratio> {
        match (self.lower, self.upper) {
            (Bound::Closed(low), Bound::Closed(high)) if low == high => Some(low),
            _ => None,
        }
    }

    /// Whether `value` lies in the interval.
    pub fn contains(&self, value: Ratio) -> bool {
        self.meets(&Interval::point(value))
    }

    /// Whether the two intervals have a value in common.
    pub fn meets(&self, other: &Interval) -> bool {
        self.intersection(other).is_some()
    }

    /// The values that both intervals have.
    pub fn intersection(&self, other: &Interval) -> Option<Interval> {
        let lower = self.lower.tighter(other.lower, |a, b| a > b);
        let upper = self.upper.tighter(other.upper, |a, b| a < b);
        Interval::between(lower, upper)
    }

    /// Whether some value here is at most some value there.
    pub fn may_be_at_most(&self, other: &Interval) -> bool {
        Interval::between(self.lower, other.upper).is_some()
    }

    /// Whether some value here is below some value there.
    pub fn may_be_below(&self, other: &Interval) -> bool {
        Interval::between(self.lower, other.upper.opened()).is_some()
    }

    /// The sums of a value here and a value there.
    pub fn add(&self, other: &Interval) -> Result<Interval, ArithmeticError> {
        if let (Some(left), Some(right)) = (self.as_point(), other.as_point()) {
            return left.add(right).map(Interval::point);
        }
        let lower = self.lower.combine(other.lower, Ratio::add)?;
        let upper = self.upper.combine(other.upper, Ratio::add)?;
        Ok(Interval { lower, upper })
    }

    /// The differences of a value here and a value there.
    pub fn sub(&self, other: &Interval) -> Result<Interval, ArithmeticError> {
        self.add(&other.neg())
    }

    /// The values with their sign turned.
    pub fn neg(&self) -> Interval {
        Interval {
            lower: self.upper.neg(),
            upper: self.lower.neg(),
        }
    }

    /// The products of a value here and a value there. *Errors*: an interval without an end.
    pub fn mul(&self, other: &Interval) -> Result<Interval, ArithmeticError> {
        if let (Some(left), Some(right)) = (self.as_point(), other.as_point()) {
            return left.mul(right).map(Interval::point);
        }
        self.hull_of_corners(other, "product", Ratio::mul)
    }

    /// The quotients of a value here and a value there. *Errors*: a divisor that may be zero, an
    /// interval without an end.
    pub fn div(&self, other: &Interval) -> Result<Interval, ArithmeticError> {
        if let (Some(left), Some(right)) = (self.as_point(), other.as_point()) {
            return left.div(right).map(Interval::point);
        }
        if other.contains(Ratio::ZERO) {
            return Err(ArithmeticError::DivisionByZero {
                dividend: self.to_string(),
            });
        }
        self.hull_of_corners(other, "quotient", Ratio::div)
    }

    /// The smallest interval around the four results at the ends. An end of the result is closed
    /// when some pair of closed ends reaches it.
    fn hull_of_corners(
        &self,
        other: &Interval,
        operation: &'static str,
        apply: fn(Ratio, Ratio) -> Result<Ratio, ArithmeticError>,
    ) -> Result<Interval, ArithmeticError> {
        let mut corners = Vec::with_capacity(4);
        for left in [self.lower, self.upper] {
            for right in [other.lower, other.upper] {
                let (Some((a, a_closed)), Some((b, b_closed))) = (left.value(), right.value())
                else {
                    return Err(ArithmeticError::Unbounded { operation });
                };
                // a closed end at zero reaches zero whatever the other operand is
                let pinned = (a.is_zero() && a_closed) || (b.is_zero() && b_closed);
                let value = match apply(a, b) {
                    Ok(value) => value,
                    // an open end at zero of a divisor: the quotient has no end on that side
                    Err(ArithmeticError::DivisionByZero { .. }) => {
                        return Err(ArithmeticError::Unbounded { operation });
                    }
                    Err(error) => return Err(error),
                };
                corners.push((value, (a_closed && b_closed) || pinned));
            }
        }
        let lowest = corners
            .iter()
            .map(|corner| corner.0)
            .min()
            .unwrap_or(Ratio::ZERO);
        let highest = corners
            .iter()
            .map(|corner| corner.0)
            .max()
            .unwrap_or(Ratio::ZERO);
        let end = |value: Ratio| {
            let closed = corners.iter().any(|corner| corner.0 == value && corner.1);
            if closed {
                Bound::Closed(value)
            } else {
                Bound::Open(value)
            }
        };
        Ok(Interval {
            lower: end(lowest),
            upper: end(highest),
        })
    }

    /// The larger ones of a value here and a value there.
    pub fn larger(&self, other: &Interval) -> Interval {
        Interval {
            lower: self.lower.tighter(other.lower, |a, b| a > b),
            upper: self.upper.outer(other.upper, |a, b| a > b),
        }
    }

    /// The smaller ones of a value here and a value there.
    pub fn smaller(&self, other: &Interval) -> Interval {
        Interval {
            lower: self.lower.outer(other.lower, |a, b| a < b),
            upper: self.upper.tighter(other.upper, |a, b| a < b),
        }
    }

    /// The smallest interval that holds the same whole numbers, or `None` if there are none.
    pub fn whole_numbers(&self) -> Option<Interval> {
        let lower = match self.lower {
            Bound::Closed(low) => Bound::Closed(Ratio::whole(low.round(Rounding::Up))),
            Bound::Open(low) => {
                Bound::Closed(Ratio::whole(low.round(Rounding::Down).checked_add(1)?))
            }
            Bound::Unbounded => Bound::Unbounded,
        };
        let upper = match self.upper {
            Bound::Closed(high) => Bound::Closed(Ratio::whole(high.round(Rounding::Down))),
            Bound::Open(high) => {
                Bound::Closed(Ratio::whole(high.round(Rounding::Up).checked_sub(1)?))
            }
            Bound::Unbounded => Bound::Unbounded,
        };
        Interval::between(lower, upper)
    }
}

impl fmt::Display for Interval {
    /// `5`, `[39,5; 40,5)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(value) = self.as_point() {
            return f.write_str(&readable(value));
        }
        match self.lower {
            Bound::Closed(value) => write!(f, "[{}; ", readable(value))?,
            Bound::Open(value) => write!(f, "({}; ", readable(value))?,
            Bound::Unbounded => f.write_str("(-∞; ")?,
        }
        match self.upper {
            Bound::Closed(value) => write!(f, "{}]", readable(value)),
            Bound::Open(value) => write!(f, "{})", readable(value)),
            Bound::Unbounded => f.write_str("∞)"),
        }
    }
}

/// A value for a reader: exact when it has at most four decimals, else rounded to four with `≈`.
fn readable(value: Ratio) -> String {
    match value.decimals(4) {
        Some(decimals) => value.to_decimal_string(decimals),
        None => format!("≈{}", value.to_decimal_string(4)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn half_open(low: i128, high: i128) -> Interval {
        let (low, high) = (Ratio::whole(low), Ratio::whole(high));
        Interval::between(Bound::Closed(low), Bound::Open(high)).unwrap()
    }

    #[test]
    fn touching_half_open_intervals_do_not_meet() {
        assert!(!half_open(1, 2).meets(&half_open(2, 3)));
        assert!(half_open(1, 3).meets(&half_open(2, 4)));
        assert!(half_open(1, 2).contains(Ratio::ONE));
        assert!(!half_open(1, 2).contains(Ratio::whole(2)));
    }

    #[test]
    fn products_keep_open_ends_open() {
        let product = half_open(1, 2).mul(&half_open(3, 4)).unwrap();
        assert_eq!(product, half_open(3, 8));
        let negative = half_open(1, 2)
            .mul(&Interval::point(Ratio::whole(-1)))
            .unwrap();
        assert_eq!(negative, half_open(1, 2).neg());
    }

    #[test]
    fn division_by_something_that_may_be_zero_is_an_error() {
        assert!(half_open(1, 2).div(&half_open(-1, 1)).is_err());
        assert!(half_open(1, 2).div(&half_open(0, 1)).is_err());
        let open_at_zero =
            Interval::between(Bound::Open(Ratio::ZERO), Bound::Closed(Ratio::ONE)).unwrap();
        assert!(matches!(
            half_open(1, 2).div(&open_at_zero),
            Err(ArithmeticError::Unbounded { .. })
        ));
    }

    #[test]
    fn comparisons_ask_whether_some_values_fit() {
        assert!(half_open(1, 2).may_be_at_most(&Interval::point(Ratio::ONE)));
        assert!(!half_open(1, 2).may_be_below(&Interval::point(Ratio::ONE)));
        assert!(half_open(1, 2).may_be_below(&Interval::point(Ratio::whole(2))));
        assert!(!half_open(2, 3).may_be_at_most(&half_open(1, 2)));
    }

    #[test]
    fn the_larger_of_two_is_the_larger_end_by_end() {
        let (low, high) = (half_open(1, 3), half_open(2, 4));
        for (one, other) in [(&low, &high), (&high, &low)] {
            assert_eq!(one.larger(other), high);
            assert_eq!(one.smaller(other), low);
        }
        let (wide, narrow) = (half_open(1, 4), half_open(2, 3));
        assert_eq!(wide.larger(&narrow), half_open(2, 4));
        assert_eq!(wide.smaller(&narrow), half_open(1, 3));
        let from_one = Interval::between(Bound::Closed(Ratio::ONE), Bound::Unbounded);
        assert_eq!(low.larger(&Interval::ALL), from_one.unwrap());
        let below_three = Interval::between(Bound::Unbounded, Bound::Open(Ratio::whole(3)));
        assert_eq!(low.smaller(&Interval::ALL), below_three.unwrap());
    }

    /// Of equal ends the tighter is the open one and the outer the closed one, on whichever side.
    #[test]
    fn of_equal_ends_one_that_is_open_wins_where_both_must_reach() {
        let open = Interval::between(Bound::Open(Ratio::ZERO), Bound::Open(Ratio::ONE)).unwrap();
        let closed =
            Interval::between(Bound::Closed(Ratio::ZERO), Bound::Closed(Ratio::ONE)).unwrap();
        assert_eq!(open.intersection(&closed), Some(open));
        assert_eq!(closed.intersection(&open), Some(open));
        // the larger of a value above 0 and one from 0 is above 0, and may be 1 if either may
        let above_zero = Interval::between(Bound::Open(Ratio::ZERO), Bound::Closed(Ratio::ONE));
        for (one, other) in [(&open, &closed), (&closed, &open)] {
            assert_eq!(one.larger(other), above_zero.unwrap());
            assert_eq!(one.smaller(other), half_open(0, 1));
        }
        assert_eq!(closed.as_point(), None);
    }

    /// [1; 2) + [3; 4] reaches 4 and not 6; (0; 1] × [2; 3) reaches neither 0 nor 3, [0; 1] × (2; 3)
    /// reaches 0 and not 3.
    #[test]
    fn an_end_is_reached_when_both_operands_reach_it() {
        let whole = |low, high| (Ratio::whole(low), Ratio::whole(high));
        let half_closed = |(low, high)| Interval::between(Bound::Open(low), Bound::Closed(high));
        let both_closed = |(low, high)| Interval::between(Bound::Closed(low), Bound::Closed(high));
        let both_open = |(low, high)| Interval::between(Bound::Open(low), Bound::Open(high));
        let three_four = both_closed(whole(3, 4)).unwrap();
        assert_eq!(half_open(1, 2).add(&three_four).unwrap(), half_open(4, 6));
        let above_zero = half_closed(whole(0, 1)).unwrap();
        let product = above_zero.mul(&half_open(2, 3)).unwrap();
        assert_eq!(product, both_open(whole(0, 3)).unwrap());
        let from_zero = both_closed(whole(0, 1)).unwrap();
        let product = from_zero.mul(&both_open(whole(2, 3)).unwrap()).unwrap();
        assert_eq!(product, half_open(0, 3));
        assert_eq!(
            both_open(whole(2, 3)).unwrap().mul(&from_zero).unwrap(),
            half_open(0, 3)
        );
    }

    #[test]
    fn ends_are_written_for_readers() {
        let percent = Interval::between(
            Bound::Closed(Ratio::new(79, 2).unwrap()),
            Bound::Open(Ratio::new(81, 2).unwrap()),
        )
        .unwrap();
        assert_eq!(percent.to_string(), "[39,5; 40,5)");
        assert_eq!(
            Interval::point(Ratio::new(1, 3).unwrap()).to_string(),
            "≈0,3333"
        );
    }
}
