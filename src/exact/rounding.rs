//! How an exact value becomes a whole number.

use std::fmt;

use num_integer::Integer;

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
        let (floor, remainder) = numerator.div_mod_floor(&denominator);
        // remainder < denominator, so the distance upwards cannot overflow
        let below_half = remainder < denominator - remainder;
        let above_half = remainder > denominator - remainder;
        let up = match self {
            Rounding::Down => false,
            Rounding::Up => remainder != 0,
            Rounding::Truncate => remainder != 0 && numerator < 0,
            Rounding::HalfUp => above_half || (!below_half && numerator > 0),
            Rounding::HalfDown => above_half || (!below_half && numerator < 0),
            Rounding::HalfEven => above_half || (!below_half && floor.is_odd()),
        };
        if up { floor + 1 } else { floor }
    }
}

impl fmt::Display for Rounding {
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
