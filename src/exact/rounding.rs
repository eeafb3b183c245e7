//! How an exact value becomes a whole number.

use std::cmp::Ordering;
use std::fmt;

use num_integer::Integer;

use crate::lang::{InWords, Lang, say};

/// A rounding mode (*avrundningsregel*). The set is closed; a procedure always names one.
///
/// | mode | 2,5 | 3,5 | 2,4 | −2,5 |
/// | --- | --- | --- | --- | --- |
/// | [`HalfUp`](Rounding::HalfUp) (*avrundning uppåt vid hälften*, away from zero) | 3 | 4 | 2 | −3 |
/// | [`HalfEven`](Rounding::HalfEven) (*bankers*) | 2 | 4 | 2 | −2 |
/// | [`HalfDown`](Rounding::HalfDown) (towards zero) | 2 | 3 | 2 | −2 |
/// | [`Up`](Rounding::Up) (ceiling) | 3 | 4 | 3 | −2 |
/// | [`Down`](Rounding::Down) (floor) | 2 | 3 | 2 | −3 |
/// | [`Truncate`](Rounding::Truncate) (*avkortning*, towards zero) | 2 | 3 | 2 | −2 |
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rounding {
    /// To the nearest; a half goes away from zero. What Excel and schools do.
    HalfUp,
    /// To the nearest; a half goes to the even neighbour. What R and Python do.
    HalfEven,
    /// To the nearest; a half goes towards zero.
    HalfDown,
    /// To the next whole number above.
    Up,
    /// To the next whole number below.
    Down,
    /// Towards zero: the decimals are cut off.
    Truncate,
}

impl Rounding {
    /// Every mode, in the order of the table above.
    pub const ALL: [Rounding; 6] = [
        Rounding::HalfUp,
        Rounding::HalfEven,
        Rounding::HalfDown,
        Rounding::Up,
        Rounding::Down,
        Rounding::Truncate,
    ];

    /// `numerator / denominator` as a whole number. The denominator must be positive, as it is in
    /// every [`Ratio`](super::Ratio).
    ///
    /// ```
    /// use statsbidrag::exact::Rounding;
    /// assert_eq!(Rounding::HalfUp.divide(5, 2), 3);
    /// assert_eq!(Rounding::HalfEven.divide(5, 2), 2);
    /// ```
    pub fn divide(self, numerator: i128, denominator: i128) -> i128 {
        let (floor, remainder) = floor(numerator, denominator);
        // remainder < denominator, so the distance upwards cannot overflow
        let to_half = remainder.cmp(&(denominator - remainder));
        if self.goes_up(floor < 0, floor % 2 != 0, remainder != 0, to_half) {
            floor + 1
        } else {
            floor
        }
    }

    /// [`divide`](Rounding::divide) of a division that is done, of numbers that are not negative:
    /// the quotient rounded down, and the remainder, which is below the denominator.
    #[inline]
    pub(crate) fn settle(self, floor: u64, remainder: u64, denominator: u64) -> u64 {
        let to_half = remainder.cmp(&(denominator - remainder));
        // a remainder leaves room for one more
        let odd = !floor.is_multiple_of(2);
        floor + u64::from(self.goes_up(false, odd, remainder != 0, to_half))
    }

    /// Whether the whole number above is taken and not the one below: `to_half` compares the
    /// remainder with a half.
    #[inline]
    fn goes_up(self, negative: bool, odd: bool, inexact: bool, to_half: Ordering) -> bool {
        match self {
            Rounding::Down => false,
            Rounding::Up => inexact,
            Rounding::Truncate => inexact && negative,
            Rounding::HalfUp => to_half.is_gt() || (to_half.is_eq() && !negative),
            Rounding::HalfDown => to_half.is_gt() || (to_half.is_eq() && negative),
            Rounding::HalfEven => to_half.is_gt() || (to_half.is_eq() && odd),
        }
    }
}

/// The quotient rounded down and the remainder, which is never negative.
pub(crate) fn floor(number: i128, divisor: i128) -> (i128, i128) {
    // one division of 64 bits gives both
    if let (Ok(number), Ok(divisor @ 1..)) = (i64::try_from(number), i64::try_from(divisor)) {
        return (
            number.div_euclid(divisor).into(),
            number.rem_euclid(divisor).into(),
        );
    }
    // one division of 128 bits and a multiplication back
    if number >= 0 && divisor > 0 {
        let quotient = number / divisor;
        return (quotient, number - quotient * divisor);
    }
    number.div_mod_floor(&divisor)
}

impl fmt::Display for Rounding {
    /// Its name in the files.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Rounding::HalfUp => "half-up",
            Rounding::HalfEven => "half-even",
            Rounding::HalfDown => "half-down",
            Rounding::Up => "up",
            Rounding::Down => "down",
            Rounding::Truncate => "truncate",
        })
    }
}

impl InWords for Rounding {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            Rounding::HalfUp => say!(lang, "half-up", "med halva uppåt"),
            Rounding::HalfEven => say!(lang, "half-even", "med halva till jämnt tal"),
            Rounding::HalfDown => say!(lang, "half-down", "med halva nedåt"),
            Rounding::Up => say!(lang, "up", "uppåt"),
            Rounding::Down => say!(lang, "down", "nedåt"),
            Rounding::Truncate => say!(lang, "truncate", "mot noll"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table in the documentation of [`Rounding`], in tenths.
    #[test]
    fn the_documented_table_holds() {
        let expected = [
            (Rounding::HalfUp, [3, 4, 2, -3]),
            (Rounding::HalfEven, [2, 4, 2, -2]),
            (Rounding::HalfDown, [2, 3, 2, -2]),
            (Rounding::Up, [3, 4, 3, -2]),
            (Rounding::Down, [2, 3, 2, -3]),
            (Rounding::Truncate, [2, 3, 2, -2]),
        ];
        for (mode, row) in expected {
            let got = [25, 35, 24, -25].map(|tenths| mode.divide(tenths, 10));
            assert_eq!(got, row, "{mode}");
        }
    }

    /// Every twelfth from 0 to 4 is a whole number, a half or neither.
    #[test]
    fn a_division_that_is_done_rounds_the_same() {
        for mode in Rounding::ALL {
            for twelfths in 0..=48_u64 {
                let settled = mode.settle(twelfths / 12, twelfths % 12, 12);
                let plain = mode.divide(twelfths.into(), 12);
                assert_eq!(i128::from(settled), plain, "{twelfths}/12 {mode}");
            }
        }
    }

    /// 64-bit and 128-bit division, around the numbers where one takes over from the other.
    #[test]
    fn every_way_to_divide_rounds_down() {
        let edge = i128::from(i64::MAX);
        let divisors = [
            1,
            2,
            3,
            10,
            edge - 1,
            edge,
            edge + 1,
            2 * edge + 1,
            i128::MAX,
        ];
        let numbers = [
            0,
            1,
            9,
            10,
            edge,
            edge + 1,
            2 * edge + 3,
            i128::MAX - 1,
            i128::MAX,
        ];
        for divisor in divisors {
            for number in numbers.into_iter().flat_map(|it| [it, -it]) {
                let expected = number.div_mod_floor(&divisor);
                assert_eq!(floor(number, divisor), expected, "{number} / {divisor}");
            }
        }
    }

    /// A half above and below zero, where the whole number below is 0 and -1.
    #[test]
    fn halves_beside_zero() {
        let expected = [
            (Rounding::HalfUp, [1, -1]),
            (Rounding::HalfEven, [0, 0]),
            (Rounding::HalfDown, [0, 0]),
            (Rounding::Up, [1, 0]),
            (Rounding::Down, [0, -1]),
            (Rounding::Truncate, [0, 0]),
        ];
        for (mode, row) in expected {
            assert_eq!([1, -1].map(|half| mode.divide(half, 2)), row, "{mode}");
        }
    }

    #[test]
    fn modes_are_named_for_readers() {
        let names = Rounding::ALL.map(|mode| mode.to_string());
        assert_eq!(
            names,
            [
                "half-up",
                "half-even",
                "half-down",
                "up",
                "down",
                "truncate"
            ]
        );
    }

    #[test]
    fn whole_numbers_stay() {
        for mode in Rounding::ALL {
            for value in -3..=3 {
                assert_eq!(mode.divide(value * 7, 7), value, "{mode}");
            }
        }
    }

    #[test]
    fn the_largest_denominator_does_not_overflow() {
        assert_eq!(Rounding::HalfUp.divide(i128::MAX - 1, i128::MAX), 1);
        assert_eq!(Rounding::Down.divide(i128::MIN + 1, i128::MAX), -1);
    }
}
