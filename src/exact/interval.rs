//! Intervals of exact values, open or closed at each end.

use std::cmp::Ordering;
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

    /// How far the values are from 0.
    pub fn abs(&self) -> Interval {
        let zero = Interval::point(Ratio::ZERO);
        if !self.may_be_below(&zero) {
            return *self;
        }
        if !zero.may_be_below(self) {
            return self.neg();
        }
        // 0 lies between values on both sides of it
        Interval {
            lower: Bound::Closed(Ratio::ZERO),
            upper: self.upper.outer(self.neg().upper, |a, b| a > b),
        }
    }

    /// The smallest interval around the values rounded half up to whole steps, a half away from zero.
    /// *Errors*: a step of 0, a value outside 128 bits.
    pub fn rounded_to(&self, step: Ratio) -> Result<Interval, ArithmeticError> {
        let rounded = |end: Ratio, beside_a_half: Option<Rounding>| {
            let steps = end.div(step)?;
            let is_half = steps.denominator() == 2;
            let mode = beside_a_half.filter(|_| is_half);
            let whole = steps.round(mode.unwrap_or(Rounding::HalfUp));
            Ratio::whole(whole).mul(step).map(Bound::Closed)
        };
        let lower = match self.lower {
            Bound::Closed(low) => rounded(low, None)?,
            // what is just above a half is rounded upwards
            Bound::Open(low) => rounded(low, Some(Rounding::Up))?,
            Bound::Unbounded => Bound::Unbounded,
        };
        let upper = match self.upper {
            Bound::Closed(high) => rounded(high, None)?,
            Bound::Open(high) => rounded(high, Some(Rounding::Down))?,
            Bound::Unbounded => Bound::Unbounded,
        };
        Ok(Interval::between(lower, upper).unwrap_or(Interval::ALL))
    }

    /// Of figures with these values, in any order, the ones that stand at a place when they are put in
    /// order, the lowest at 0. `None` if there are not so many.
    pub(crate) fn at_place(figures: &[Interval], place: usize) -> Option<Interval> {
        let (mut lows, mut highs): (Vec<Bound>, Vec<Bound>) =
            figures.iter().map(|it| (it.lower, it.upper)).unzip();
        // of two equal ends the one that is reached is the lower of the low ones, the higher of the high
        lows.sort_by(|a, b| a.compare(*b, Ordering::Less, true));
        highs.sort_by(|a, b| a.compare(*b, Ordering::Greater, false));
        Some(Interval {
            lower: *lows.get(place)?,
            upper: *highs.get(place)?,
        })
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

    fn ends(lower: Bound, upper: Bound) -> Interval {
        Interval::between(lower, upper).unwrap()
    }

    /// |[−3; 1)| is [0; 3], |(−1; 3)| is [0; 3), |[1; 2)| itself and |[−2; −1)| (1; 2].
    #[test]
    fn how_far_values_are_from_zero() {
        use Bound::{Closed, Open};
        let [zero, one, two, three] = [0, 1, 2, 3].map(Ratio::whole);
        for (lower, upper, expected) in [
            (
                Closed(three.neg()),
                Open(one),
                ends(Closed(zero), Closed(three)),
            ),
            (
                Open(one.neg()),
                Open(three),
                ends(Closed(zero), Open(three)),
            ),
            (
                Open(three.neg()),
                Closed(three),
                ends(Closed(zero), Closed(three)),
            ),
            (Closed(one), Open(two), ends(Closed(one), Open(two))),
            (
                Closed(two.neg()),
                Open(one.neg()),
                ends(Open(one), Closed(two)),
            ),
            (
                Bound::Unbounded,
                Closed(one),
                ends(Closed(zero), Bound::Unbounded),
            ),
        ] {
            assert_eq!(ends(lower, upper).abs(), expected, "{lower:?} {upper:?}");
        }
    }

    /// [39,5; 40,5) rounds to 40 and nothing else; (−0,5; 0,5) to 0; [0,5; 1,5] to 1 and 2; −0,5 is
    /// rounded away from zero. In steps of 5, [12; 13) is 10 and 15, in steps of 0,1 [0,24; 0,26] 0,2 and
    /// 0,3.
    #[test]
    fn rounding_an_interval_rounds_its_ends() {
        use Bound::{Closed, Open};
        let ratio = |n: i128, d: i128| Ratio::new(n, d).unwrap();
        let whole = |low, high| ends(Closed(Ratio::whole(low)), Closed(Ratio::whole(high)));
        for (lower, upper, step, expected) in [
            (
                Closed(ratio(79, 2)),
                Open(ratio(81, 2)),
                Ratio::ONE,
                whole(40, 40),
            ),
            (
                Open(ratio(-1, 2)),
                Open(ratio(1, 2)),
                Ratio::ONE,
                whole(0, 0),
            ),
            (
                Closed(ratio(1, 2)),
                Closed(ratio(3, 2)),
                Ratio::ONE,
                whole(1, 2),
            ),
            (
                Closed(ratio(-1, 2)),
                Closed(ratio(0, 1)),
                Ratio::ONE,
                whole(-1, 0),
            ),
            (
                Closed(ratio(12, 1)),
                Open(ratio(13, 1)),
                Ratio::whole(5),
                whole(10, 15),
            ),
            (
                Closed(ratio(24, 100)),
                Closed(ratio(26, 100)),
                ratio(1, 10),
                ends(Closed(ratio(2, 10)), Closed(ratio(3, 10))),
            ),
        ] {
            let found = ends(lower, upper).rounded_to(step).unwrap();
            assert_eq!(found, expected, "{lower:?} {upper:?}");
        }
        assert!(whole(1, 2).rounded_to(Ratio::ZERO).is_err());
    }

    /// Of [1; 4), (2; 3] and [2; 2] the lowest is in [1; 2], the middle one in [2; 3] and the highest in
    /// (2; 4): it is above 2, since the second is.
    #[test]
    fn the_figure_at_a_place_is_between_the_ends_at_that_place() {
        use Bound::{Closed, Open};
        let [one, two, three, four] = [1, 2, 3, 4].map(Ratio::whole);
        let figures = [
            ends(Closed(one), Open(four)),
            ends(Open(two), Closed(three)),
            Interval::point(two),
        ];
        let at = |place| Interval::at_place(&figures, place);
        assert_eq!(at(0), Some(ends(Closed(one), Closed(two))));
        assert_eq!(at(1), Some(ends(Closed(two), Closed(three))));
        assert_eq!(at(2), Some(ends(Open(two), Open(four))));
        assert_eq!(at(3), None);
        let all = [Interval::ALL, Interval::point(one)];
        assert_eq!(
            Interval::at_place(&all, 0),
            Some(ends(Bound::Unbounded, Closed(one)))
        );
    }

    /// Against every value of a grid of quarters between −2 and 2: what is computed holds all of them, and
    /// an end that belongs to it is reached by one of them.
    #[test]
    fn distances_roundings_and_places_are_as_wide_as_what_they_are_of() {
        let quarters = |value: i128| Ratio::new(value, 4).unwrap();
        let ends_at = [-8, -6, -2, 0, 2, 5].map(quarters);
        let mut all = Vec::new();
        for low in ends_at {
            for high in ends_at {
                let lows = [Bound::Closed(low), Bound::Open(low)];
                let highs = [Bound::Closed(high), Bound::Open(high)];
                let pairs = lows
                    .into_iter()
                    .flat_map(|low| highs.map(|high| (low, high)));
                all.extend(pairs.filter_map(|(low, high)| Interval::between(low, high)));
            }
        }
        let grid = |it: &Interval| -> Vec<Ratio> {
            let values = (-8..=8).map(quarters);
            values.filter(|value| it.contains(*value)).collect()
        };
        let check = |found: Interval, values: &[Ratio], of: &str| {
            assert!(values.iter().all(|it| found.contains(*it)), "{of}: {found}");
            for end in [found.lower, found.upper] {
                if let Bound::Closed(end) = end {
                    assert!(values.contains(&end), "{of}: {found} reaches {end:?}");
                }
            }
        };
        for one in &all {
            let values = grid(one);
            let distances: Vec<Ratio> = values.iter().map(|it| it.abs()).collect();
            check(one.abs(), &distances, &format!("|{one}|"));
            let whole = |it: &Ratio| Ratio::whole(it.round(Rounding::HalfUp));
            let rounded: Vec<Ratio> = values.iter().map(whole).collect();
            check(
                one.rounded_to(Ratio::ONE).unwrap(),
                &rounded,
                &format!("round {one}"),
            );
            for other in &all {
                let both = [*one, *other];
                for place in 0..2 {
                    let found = Interval::at_place(&both, place).unwrap();
                    let mut values = Vec::new();
                    for a in grid(one) {
                        let pairs = grid(other).into_iter().map(|b| [a.min(b), a.max(b)][place]);
                        values.extend(pairs);
                    }
                    check(found, &values, &format!("{one} and {other} at {place}"));
                }
            }
        }
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
