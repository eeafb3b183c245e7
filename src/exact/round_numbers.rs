//! Round numbers of a kind, and how far a number is from its neighbours among them.

use super::{ArithmeticError, Ratio};

/// The round numbers that a hedged number is one of: what could have been said instead of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RoundNumbers {
    /// Numbers in digits, with decimals or without, in which the last digit that is not 0 counts.
    Digits { has_decimals: bool },
    /// Percentages: whole ones that 5 divides are 5 apart.
    Percentages { has_decimals: bool },
    /// Shares in words of this whole: *en tredjedel*, *hälften*, *nio av tio*.
    Shares { of: Ratio },
}

/// How far the next round numbers of its kind are from a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Distances {
    pub below: Ratio,
    pub above: Ratio,
}

/// Shares with a larger denominator are said to be exact: their neighbours are one part away.
const LARGEST_SAID: i128 = 20;

impl RoundNumbers {
    /// How far the neighbours of `x` are, whose last printed digit is worth `quantum`.
    ///
    /// *Errors*: a distance outside 128 bits.
    pub fn distances(self, x: Ratio, quantum: Ratio) -> Result<Distances, ArithmeticError> {
        let five = Ratio::whole(5);
        let step = match self {
            RoundNumbers::Shares { of } => {
                let around = neighbours_of_share(x.abs().div(of)?)?;
                return Ok(Distances {
                    below: around.below.mul(of)?,
                    above: around.above.mul(of)?,
                });
            }
            RoundNumbers::Digits { has_decimals: true }
            | RoundNumbers::Percentages { has_decimals: true } => quantum,
            RoundNumbers::Percentages { .. } if x.div(five)?.is_whole() => five,
            RoundNumbers::Digits { .. } | RoundNumbers::Percentages { .. } => {
                last_digit(x.div(quantum)?.abs()).mul(quantum)?
            }
        };
        Ok(Distances::even(step))
    }
}

impl Distances {
    fn even(step: Ratio) -> Distances {
        Distances {
            below: step,
            above: step,
        }
    }
}

/// What the last digit that is not 0 counts: 100 in 28 300. Of 0 it is 1.
fn last_digit(number: Ratio) -> Ratio {
    let (mut rest, mut counts) = (number.numerator(), 1_i128);
    while number.is_whole() && rest != 0 && rest % 10 == 0 {
        rest /= 10;
        counts *= 10;
    }
    Ratio::whole(counts)
}

/// The nearest shares that are said instead of this one.
///
/// A half is between a third and two thirds, a third between a quarter and a half, a quarter between a
/// fifth and a third: shares of one part more, which is a tenth after a fifth. Tenths are between tenths,
/// and so is the whole: what is not quite all is *nio av tio*. The double is between one and a half and
/// two and a half, and of more than that whole numbers are said.
fn neighbours_of_share(share: Ratio) -> Result<Distances, ArithmeticError> {
    let (parts, whole) = (share.numerator(), share.denominator());
    let part = Ratio::new(1, whole)?;
    let said_instead: &[i128] = match (parts, whole) {
        (0 | 1, 1) => return Ok(Distances::even(Ratio::one_in(10))),
        (2, 1) => &[1, 2],
        (_, 1) => return Ok(Distances::even(last_digit(share))),
        (_, 2) => &[1, 2, 3],
        (_, 3) => &[1, 2, 3, 4],
        (_, 4) => &[1, 2, 3, 4, 5],
        (_, 5) => &[1, 2, 3, 4, 5, 10],
        (_, 10 | LARGEST_SAID..) => return Ok(Distances::even(part)),
        _ => return among(share, 1..=whole + 1),
    };
    among(share, said_instead.iter().copied())
}

/// The nearest shares with these denominators on both sides.
fn among(
    share: Ratio,
    denominators: impl Iterator<Item = i128>,
) -> Result<Distances, ArithmeticError> {
    let (mut below, mut above) = (Ratio::ONE, Ratio::ONE);
    for whole in denominators {
        let parts = share.mul(Ratio::whole(whole))?;
        let (floor, ceiling) = (
            parts.round(super::Rounding::Down),
            parts.round(super::Rounding::Up),
        );
        let under = if parts.is_whole() { floor - 1 } else { floor };
        let over = if parts.is_whole() {
            ceiling + 1
        } else {
            ceiling
        };
        below = below.min(share.sub(Ratio::new(under, whole)?)?);
        above = above.min(Ratio::new(over, whole)?.sub(share)?);
    }
    Ok(Distances { below, above })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(numerator: i128, denominator: i128) -> Ratio {
        Ratio::new(numerator, denominator).unwrap()
    }

    /// The neighbours of a share: 1/2 − 1/3 = 1/6 and 2/3 − 1/2 = 1/6; 1/3 − 1/4 = 1/12 and
    /// 1/2 − 1/3 = 1/6; 3/4 − 2/3 = 1/12 and 4/5 − 3/4 = 1/20; 4/5 − 3/4 = 1/20 and 9/10 − 4/5 = 1/10;
    /// 1/8 − 1/9 = 1/72 and 1/7 − 1/8 = 1/56.
    #[test]
    fn shares_have_the_neighbours_that_are_said() {
        for (share, below, above) in [
            (ratio(1, 2), ratio(1, 3), ratio(2, 3)),
            (ratio(1, 3), ratio(1, 4), ratio(1, 2)),
            (ratio(2, 3), ratio(1, 2), ratio(3, 4)),
            (ratio(1, 4), ratio(1, 5), ratio(1, 3)),
            (ratio(3, 4), ratio(2, 3), ratio(4, 5)),
            (ratio(1, 5), ratio(1, 10), ratio(1, 4)),
            (ratio(2, 5), ratio(1, 3), ratio(1, 2)),
            (ratio(3, 5), ratio(1, 2), ratio(2, 3)),
            (ratio(4, 5), ratio(3, 4), ratio(9, 10)),
            (ratio(1, 8), ratio(1, 9), ratio(1, 7)),
            (ratio(1, 6), ratio(1, 7), ratio(1, 5)),
            (ratio(1, 10), ratio(0, 1), ratio(1, 5)),
            (ratio(9, 10), ratio(4, 5), ratio(1, 1)),
            (ratio(7, 10), ratio(3, 5), ratio(4, 5)),
            (ratio(1, 1), ratio(9, 10), ratio(11, 10)),
            (ratio(3, 2), ratio(4, 3), ratio(5, 3)),
            (ratio(2, 1), ratio(3, 2), ratio(5, 2)),
            (ratio(3, 1), ratio(2, 1), ratio(4, 1)),
            (ratio(10, 1), ratio(0, 1), ratio(20, 1)),
            (ratio(1, 100), ratio(0, 1), ratio(2, 100)),
            (ratio(28, 145), ratio(27, 145), ratio(29, 145)),
        ] {
            let found = neighbours_of_share(share).unwrap();
            assert_eq!(share.sub(found.below), Ok(below), "below {share:?}");
            assert_eq!(share.add(found.above), Ok(above), "above {share:?}");
        }
    }

    /// The last digit that is not 0 counts 10 in 20, 100 in 300 and 28 300, 1 in 17, 10 in 250; a tenth
    /// of a million in 8,5 million; what is printed after the comma counts, 0 or not: 0,1 in 20,0.
    #[test]
    fn the_last_digit_that_is_not_zero_counts() {
        for (mantissa, quantum, has_decimals, step) in [
            (20, Ratio::ONE, false, Ratio::whole(10)),
            (300, Ratio::ONE, false, Ratio::whole(100)),
            (28_300, Ratio::ONE, false, Ratio::whole(100)),
            (17, Ratio::ONE, false, Ratio::ONE),
            (250, Ratio::ONE, false, Ratio::whole(10)),
            (-300, Ratio::ONE, false, Ratio::whole(100)),
            (0, Ratio::ONE, false, Ratio::ONE),
            (
                9,
                Ratio::whole(1_000_000_000),
                false,
                Ratio::whole(1_000_000_000),
            ),
            (85, Ratio::whole(100_000), true, Ratio::whole(100_000)),
            (200, ratio(1, 10), true, ratio(1, 10)),
        ] {
            let x = Ratio::whole(mantissa).mul(quantum).unwrap();
            let kind = RoundNumbers::Digits { has_decimals };
            let found = kind.distances(x, quantum).unwrap();
            assert_eq!(found, Distances::even(step), "{mantissa} {quantum:?}");
        }
    }

    /// Whole percents that 5 divides are 5 apart, 100 too; 17 is between 16 and 18, and 20,0 is no
    /// whole percent.
    #[test]
    fn percents_that_five_divides_are_five_apart() {
        let step = |x: i128, has_decimals, quantum| {
            let kind = RoundNumbers::Percentages { has_decimals };
            kind.distances(Ratio::whole(x), quantum).unwrap().above
        };
        for (x, expected) in [
            (20, 5),
            (45, 5),
            (100, 5),
            (0, 5),
            (17, 1),
            (54, 1),
            (99, 1),
        ] {
            assert_eq!(step(x, false, Ratio::ONE), Ratio::whole(expected), "{x}");
        }
        assert_eq!(step(20, true, ratio(1, 10)), ratio(1, 10));
    }
}
