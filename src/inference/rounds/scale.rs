//! The factor of the second round.

use super::super::InferenceError;
use super::super::chance::{Chance, log_choices};
use super::super::logarithm::{log_above, log_below, power_of_ten_above};
use super::super::rival_totals::CONVINCING;
use super::Entitlement;
use crate::exact::Ratio;

/// So many of the largest amounts are tried as the one whose weight gives the factor.
const REFERENCES: usize = 3;

/// A factor that takes first-round amounts to published ones.
pub(super) struct Factor {
    /// A factor inside its interval, or next to it.
    pub middle: Ratio,
    /// How many such factors would be found by chance.
    pub chance: Chance,
}

/// The factor for which most amounts are a first-round amount times it, within a krona; `None` if
/// none is beyond chance.
///
/// The largest amount is a first-round amount of some weight times the factor, so each weight gives
/// one factor to try, precise enough for all smaller amounts.
pub(super) fn find_factor(
    amounts: &[i128],
    entitlement: &Entitlement,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Option<Factor>, InferenceError> {
    let mut best: Option<(usize, Factor)> = None;
    for &reference in amounts.iter().rev().take(REFERENCES) {
        let most = entitlement.nearest_weight(reference, 1).unwrap_or(0);
        for weight in 1..most {
            if weight % 1024 == 0 {
                let count = |weight: i128| u64::try_from(weight).unwrap_or(0);
                progress(count(weight), count(most));
            }
            let Some(first) = entitlement.of(weight).filter(|first| *first > 0) else {
                continue;
            };
            let least = best.as_ref().map_or(0, |(most, _)| most + 1);
            let Some(fitting) = fitting(amounts, entitlement, (reference, first), least) else {
                continue;
            };
            let chance = chance(
                amounts.len(),
                fitting,
                most,
                entitlement,
                (reference, first),
            );
            if chance <= CONVINCING {
                let middle = Ratio::new(reference, first)?;
                best = Some((fitting, Factor { middle, chance }));
            }
        }
        if best.is_some() {
            break;
        }
    }
    Ok(best.map(|(_, factor)| factor))
}

/// How many amounts are within a krona of a first-round amount times reference / first; `None` if
/// fewer than `least`, or than three in four.
fn fitting(
    amounts: &[i128],
    entitlement: &Entitlement,
    (reference, first): (i128, i128),
    least: usize,
) -> Option<usize> {
    let allowed = (amounts.len() / 4).min(amounts.len().checked_sub(least)?);
    let mut missed = 0;
    for amount in amounts {
        let scaled = amount.checked_mul(first)?;
        let weight = entitlement.nearest_weight(scaled, reference)?;
        let by_key = entitlement.of(weight)?;
        // the reference is rounded by half a krona, which counts in proportion
        let off = by_key.checked_mul(reference)?.abs_diff(scaled);
        let is_inside = 2 * off <= (first + by_key).unsigned_abs();
        missed += usize::from(!is_inside);
        if missed > allowed {
            return None;
        }
    }
    Some(amounts.len() - missed)
}

/// How many weights of the reference would fit so many of the other amounts by chance: each with a
/// probability of two kronor to the f·c kronor that a head is worth in the second round.
fn chance(
    amounts: usize,
    fitting: usize,
    weights: i128,
    entitlement: &Entitlement,
    (reference, first): (i128, i128),
) -> Chance {
    let others = amounts.saturating_sub(1);
    let misses = amounts - fitting;
    let rows = i64::try_from(others.saturating_sub(misses)).unwrap_or(i64::MAX);
    let apart = log_below(entitlement.money.unsigned_abs())
        - log_above(entitlement.total.unsigned_abs())
        + log_below(reference.unsigned_abs())
        - log_above(first.unsigned_abs());
    let row = (log_above(2) - apart).min(0);
    let logarithm = log_above(weights.unsigned_abs())
        .saturating_add(log_choices(others, misses))
        .saturating_add(row.saturating_mul(rows));
    Chance {
        exponent: power_of_ten_above(logarithm),
    }
}
