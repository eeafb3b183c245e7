//! How surprising a fit is.

use std::fmt;

use super::RoundingRule;
use super::logarithm::{log_above, log_below, power_of_ten_above};

/// How many totals of a size would fit by chance: an upper bound, as a whole power of ten.
///
/// Were the amounts arbitrary, an amount a would be a rounded part of the total M with probability
/// w·u·M/A: the whole numbers of units are A/M kronor apart, and a window of w·u kronor around the
/// amount must hold one (A the appropriation, u the unit amounts are rounded to, w = 1, or 2 for
/// largest remainder). At least r − e of r different amounts then fit M with probability at most
/// C(r, e)·(w·u·M/A)^(r−e). Summed over all totals M ≤ N, and over the rules tried:
///
/// > rules · C(r, e) · (w·u/A)^(r−e) · (N+1)^(r−e+1) / (r−e+1)
///
/// Amounts that are sums of rounded parts are looked for within two, three and four units, w = 4, 6
/// and 8, each counted as the five rules.
///
/// The bound is computed from integer logarithms rounded upwards, so it is never too small.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Chance {
    /// The power of ten.
    pub exponent: i64,
}

impl fmt::Display for Chance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "1e{}", self.exponent)
    }
}

/// What a fit rests on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Grounds {
    /// Different amounts that can disagree.
    pub amounts: usize,
    /// Appropriation divided by the unit, rounded down.
    pub units: u128,
}

impl Grounds {
    /// The bound for a fit of `total` under a rule with this window in which all but `misses` of
    /// the different amounts fit.
    pub fn chance(&self, total: u64, misses: usize, rounding: RoundingRule) -> Chance {
        let fitting = self.amounts.saturating_sub(misses);
        let row =
            log_above(u128::from(total) + 1) + log_above(window(rounding)) - log_below(self.units);
        let rows = i64::try_from(fitting).unwrap_or(i64::MAX);
        let logarithm = log_above(RoundingRule::TRIED.len() as u128)
            .saturating_add(log_above(u128::from(total) + 1))
            .saturating_add(log_choices(self.amounts, misses))
            .saturating_add(row.saturating_mul(rows))
            .saturating_sub(log_below(fitting as u128 + 1));
        let exponent = power_of_ten_above(logarithm);
        Chance { exponent }
    }
}

/// The width of the values that a rule rounds to one amount, in units. Largest remainder may take
/// either neighbour, and a sum of rounded parts is that far to either side.
pub(super) fn window(rounding: RoundingRule) -> u128 {
    match rounding {
        RoundingRule::LargestRemainder => 2,
        RoundingRule::SumOfParts { within } => 2 * u128::from(within),
        RoundingRule::Each(_) => 1,
    }
}

/// The logarithm of the number of ways to choose `misses` of `amounts`, from above.
pub(super) fn log_choices(amounts: usize, misses: usize) -> i64 {
    let misses = misses.min(amounts - misses.min(amounts));
    (0..misses)
        .map(|chosen| log_above((amounts - chosen) as u128) - log_below(chosen as u128 + 1))
        .fold(0, i64::saturating_add)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HALF_UP: RoundingRule = RoundingRule::TRIED[0];

    /// By hand: 3 amounts, A = 10⁶, N = 99: 5 · (1/10⁶)³ · 100⁴ / 4 = 1,25 · 10⁻¹⁰, at most 10⁻⁹.
    #[test]
    fn the_formula_by_hand() {
        let grounds = Grounds {
            amounts: 3,
            units: 1_000_000,
        };
        assert_eq!(grounds.chance(99, 0, HALF_UP).exponent, -9);
        // one of three missing: 5 · 3 · (1/10⁶)² · 100³ / 3 = 5 · 10⁻⁶
        assert_eq!(grounds.chance(99, 1, HALF_UP).exponent, -5);
        // twice the window: 8 times as likely, 10⁻⁹
        assert_eq!(
            grounds
                .chance(99, 0, RoundingRule::LargestRemainder)
                .exponent,
            -8
        );
    }

    #[test]
    fn nothing_that_fits_is_no_evidence() {
        let grounds = Grounds {
            amounts: 4,
            units: 1_000_000,
        };
        assert!(grounds.chance(1_000, 4, HALF_UP).exponent > 3);
        assert!(grounds.chance(1_000, 9, HALF_UP).exponent > 3);
    }
}
