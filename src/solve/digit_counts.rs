//! How many digits figures have that are added up with another: what that says of its value.

use super::slip::Weight;
use super::system::System;
use crate::exact::{PrintedNumber, Ratio};

/// Numbers of digits that are told apart; longer figures count as this long.
const LONGEST: usize = 15;

/// Fewer figures say nothing.
const FEWEST: usize = 3;

/// What a figure counts for its own length, and for the lengths of one digit more and less: amounts of six
/// digits have fellows of five and of seven, an eighth of them each. Besides, as if before any was seen
/// one figure had been spread evenly over eight lengths, each length counts one.
const SEEN: u128 = 6;

/// How many figures have how many digits.
///
/// The addends of a sum are of one kind: where five have six digits, the sixth was hardly meant to
/// have eight. A value is as likely as its length is common among the other addends, spread evenly
/// over all figures of that length.
#[derive(Clone, Debug, Default)]
pub(super) struct DigitCounts {
    counts: [u128; LONGEST + 1],
    figures: usize,
}

impl DigitCounts {
    /// Those of the figures that are added up with `figure` in the violated relations.
    pub fn beside(system: &System, figure: usize, violated: &[usize]) -> DigitCounts {
        let mut beside = DigitCounts::default();
        let own = &system.figures[figure].number;
        for &relation in violated {
            let Some(all) = system.digits(relation, figure) else {
                continue;
            };
            for (count, of_relation) in beside.counts.iter_mut().zip(all.counts) {
                *count += of_relation;
            }
            beside.figures += all.figures;
            // it was counted with the others
            if let Some(length) = length_of(own, own.quantum()) {
                beside.counts[length] -= 1;
                beside.figures -= 1;
            }
        }
        beside
    }

    /// Counts a number, if it is printed to this digit.
    pub fn add(&mut self, number: &PrintedNumber, quantum: Ratio) {
        if let Some(length) = length_of(number, quantum) {
            self.counts[length] += 1;
            self.figures += 1;
        }
    }

    /// The weight of a slip from `value` to `printed`, less if `value` is out of line with the fellows
    /// and `printed` is not. Both in units of the last digit.
    ///
    /// ```text
    /// five fellows of six digits: a value of seven has (5 + 1) / (5 · 6 + 1) / 10 = 6/310
    /// ```
    pub fn weighed(&self, weight: Weight, value: i128, printed: i128) -> Weight {
        match self.odds(value, printed) {
            Some((above, below)) if above < below => {
                Weight((weight.0 * above.min(MOST) / below.max(1)).max(1))
            }
            _ => weight,
        }
    }

    /// How many times likelier it is that `value` was meant than that the `printed` figure was, if that is
    /// out of line with the fellows and `value` is not; else once. A hypothesis that leaves such a figure
    /// as it is has to bear that it was meant.
    ///
    /// ```text
    /// five fellows of six digits, and seven printed: (5 · 6 + 1) · 10 / (5 + 1) = 51
    /// ```
    pub fn times_likelier(&self, value: i128, printed: i128) -> u128 {
        let odds = self.odds(value, printed);
        odds.map_or(1, |(above, below)| (above / below.max(1)).max(1))
    }

    /// How common the length of `value` is against that of `printed`, each spread over its figures.
    fn odds(&self, value: i128, printed: i128) -> Option<(u128, u128)> {
        let (meant, shown) = (length(value), length(printed));
        if self.figures < FEWEST || meant == shown {
            return None;
        }
        let beside = |length: Option<usize>| {
            let count = length.and_then(|it| self.counts.get(it));
            count.copied().unwrap_or(0)
        };
        let seen = |length: usize| {
            let near = beside(length.checked_sub(1)) + beside(length.checked_add(1));
            self.counts[length] * SEEN + near + 1
        };
        let tens = |length: usize| 10_u128.pow(u32::try_from(length).unwrap_or(0));
        Some((seen(meant) * tens(shown), seen(shown) * tens(meant)))
    }
}

/// So that a weight times it stays within range: it is reached by 15 digits and 10 000 fellows.
const MOST: u128 = 100_000_000_000_000_000_000;

/// How many digits a number has, in units of its last; nothing if that is another digit.
fn length_of(number: &PrintedNumber, quantum: Ratio) -> Option<usize> {
    let units = number.value().div(quantum).ok()?;
    (number.quantum() == quantum).then(|| length(units.numerator()))
}

fn length(units: i128) -> usize {
    let digits = units.unsigned_abs().checked_ilog10().unwrap_or(0) + 1;
    usize::try_from(digits).map_or(LONGEST, |digits| digits.min(LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Five fellows of six digits. Seven digits for six: 6/310. Eight for six: 1/3 100. Five for six, six for
    /// seven or for six: no less.
    #[test]
    fn a_value_out_of_line_with_its_fellows_weighs_less() {
        let mut counts = [0; LONGEST + 1];
        counts[6] = 5;
        let sizes = DigitCounts { counts, figures: 5 };
        let weight = Weight(310_000);
        assert_eq!(sizes.weighed(weight, 1_000_000, 999_999), Weight(6_000));
        assert_eq!(sizes.weighed(weight, 10_000_000, 999_999), Weight(100));
        assert_eq!(sizes.weighed(weight, 99_999, 100_000), weight);
        assert_eq!(sizes.weighed(weight, 100_000, 1_000_000), weight);
        assert_eq!(sizes.weighed(weight, 100_000, 200_000), weight);
        assert_eq!(sizes.times_likelier(100_000, 1_000_000), 51);
        assert_eq!(sizes.times_likelier(99_999, 100_000), 1);
        assert_eq!(sizes.times_likelier(100_000, 200_000), 1);
        let few = DigitCounts { counts, figures: 2 };
        assert_eq!(few.times_likelier(100_000, 1_000_000), 1);
        assert_eq!(few.weighed(weight, 1_000_000, 999_999), weight);
    }
}
