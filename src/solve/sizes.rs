//! How large the figures are that are added up with another: what that says of its value.

use super::slip::Weight;
use super::system::System;

/// Numbers of digits that are told apart; longer figures count as this long.
const LONGEST: usize = 15;

/// Fewer fellows say nothing.
const FEWEST: usize = 3;

/// What a fellow counts against all lengths that none of them has: as if, before any was seen, one
/// figure were spread evenly over eight lengths.
const SEEN: u128 = 8;

/// How many of the figures beside one have how many digits.
///
/// The addends of a sum are of one kind: where five have six digits, the sixth was hardly meant to
/// have seven. A value is as likely as its length is common among the fellows, spread evenly over all
/// figures of that length.
pub(super) struct Sizes {
    counts: [u128; LONGEST + 1],
    fellows: usize,
}

impl Sizes {
    /// The figures that are added up with `figure` in the violated relations.
    pub fn of_fellows(system: &System, figure: usize, violated: &[usize]) -> Sizes {
        let mut sizes = Sizes {
            counts: [0; LONGEST + 1],
            fellows: 0,
        };
        let quantum = system.figures[figure].number.quantum();
        for &relation in violated {
            for other in system.fellows(relation, figure) {
                let number = &system.figures[other].number;
                let units = number.value().div(quantum);
                if let Some(units) = units.ok().filter(|_| number.quantum() == quantum) {
                    sizes.counts[length(units.numerator())] += 1;
                    sizes.fellows += 1;
                }
            }
        }
        sizes
    }

    /// The weight of a slip from `value` to `printed`, less if `value` is out of line with the fellows
    /// and `printed` is not. Both in units of the last digit.
    ///
    /// ```text
    /// five fellows of six digits: a value of seven has (0 · 8 + 1) / (5 · 8 + 1) / 10 = 1/410
    /// ```
    pub fn weighed(&self, weight: Weight, value: i128, printed: i128) -> Weight {
        let (meant, shown) = (length(value), length(printed));
        if self.fellows < FEWEST || meant == shown {
            return weight;
        }
        let seen = |length: usize| self.counts[length] * SEEN + 1;
        let tens = |length: usize| 10_u128.pow(u32::try_from(length).unwrap_or(0));
        let (above, below) = (seen(meant) * tens(shown), seen(shown) * tens(meant));
        if above >= below {
            return weight;
        }
        Weight((weight.0 * above.min(MOST) / below.max(1)).max(1))
    }
}

/// So that a weight times it stays within range: it is reached by 15 digits and 10 000 fellows.
const MOST: u128 = 100_000_000_000_000_000_000;

fn length(units: i128) -> usize {
    let digits = units.unsigned_abs().checked_ilog10().unwrap_or(0) + 1;
    usize::try_from(digits).map_or(LONGEST, |digits| digits.min(LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Five fellows of six digits. Seven digits for six: 1/410. Five for six: 10/41. Six for seven or
    /// for six: no less.
    #[test]
    fn a_value_out_of_line_with_its_fellows_weighs_less() {
        let mut counts = [0; LONGEST + 1];
        counts[6] = 5;
        let sizes = Sizes { counts, fellows: 5 };
        let weight = Weight(410_000);
        assert_eq!(sizes.weighed(weight, 1_000_000, 999_999), Weight(1_000));
        assert_eq!(sizes.weighed(weight, 99_999, 100_000), Weight(100_000));
        assert_eq!(sizes.weighed(weight, 100_000, 1_000_000), weight);
        assert_eq!(sizes.weighed(weight, 100_000, 200_000), weight);
        let few = Sizes { counts, fellows: 2 };
        assert_eq!(few.weighed(weight, 1_000_000, 999_999), weight);
    }
}
