//! The base amounts and totals that one spacing allows, weighed.

use super::super::{InferenceError, KeyQuestion};
use super::{BaseCandidate, Spacing};
use crate::exact::{Kronor, Ratio, Rounding};

/// Rules by which the part above the base amount may be rounded, the usual one first.
const MODES: [Rounding; 3] = [Rounding::HalfUp, Rounding::Truncate, Rounding::Up];
/// Totals tried for each base amount.
const TOTALS: i128 = 33;
/// More base amounts than this are not weighed: so small an amount a head tells nothing.
const MOST: i128 = 4_000_000;
/// An amount that does not come out costs two powers of ten.
const PRICE_OF_A_MISS: u32 = 2;

/// The base amounts of the family that leave the fewest amounts out, and those that leave up to three
/// more; cheapest first.
pub(super) fn family(
    question: &KeyQuestion<'_>,
    amounts: &[i128],
    spacing: &Spacing,
) -> Result<Vec<BaseCandidate>, InferenceError> {
    let paid = question.amounts.iter().filter(|amount| amount.0 > 0);
    let recipients = question.recipients.unwrap_or_else(|| paid.count());
    let recipients = i128::try_from(recipients).unwrap_or(i128::MAX);
    let rows: Vec<(i128, i128)> = amounts
        .iter()
        .zip(&spacing.heads)
        .filter_map(|(amount, heads)| heads.map(|heads| (*amount, heads)))
        .collect();
    let lowest = rows.iter().map(|(_, heads)| *heads).min().unwrap_or(0);
    let mut found: Vec<BaseCandidate> = Vec::new();
    let digits = tens(spacing.reference) + 1;
    let mut fewest = rows.len() / 4;
    let heads_of_all = Ratio::whole(spacing.reference)
        .div(spacing.lower)?
        .round(Rounding::Up);
    for heads in (1 - lowest).max(0)..=heads_of_all.min(MOST) {
        for base in bases(spacing, heads)? {
            let by_key = i128::from(question.appropriation.0) - base * recipients;
            if by_key <= 0 {
                continue;
            }
            let line = Line {
                base,
                by_key,
                heads,
            };
            let Some((total, mode, missed)) = line.best_total(&rows, spacing, fewest + 3)? else {
                continue;
            };
            fewest = fewest.min(missed);
            let roundness = roundness(base, spacing.reference);
            let misses = u32::try_from(missed).unwrap_or(u32::MAX);
            let unusual = u32::from(!is_usual(mode));
            let misfit = misses.saturating_mul(PRICE_OF_A_MISS) + unusual;
            found.push(BaseCandidate {
                base: Kronor::from_whole(base)?,
                total,
                exact: rows.len() - missed,
                amounts: amounts.len(),
                rounding: mode,
                misfit,
                price: misfit + digits.saturating_sub(roundness.ilog10()),
                roundness,
            });
        }
    }
    found.retain(|it| it.exact + 3 + fewest >= rows.len());
    found.sort_by_key(|it| (it.price, it.base));
    found.dedup_by_key(|it| it.base);
    Ok(found)
}

/// The whole base amounts that leave the reference this many heads, give or take its rounding.
fn bases(spacing: &Spacing, heads: i128) -> Result<std::ops::RangeInclusive<i128>, InferenceError> {
    let reference = Ratio::whole(spacing.reference);
    let below = |a_head: Ratio| reference.sub(a_head.mul(Ratio::whole(heads))?);
    let least = below(spacing.upper)?.round(Rounding::Down) - 1;
    let most = below(spacing.lower)?.round(Rounding::Up) + 1;
    Ok(least.max(0)..=most)
}

/// The largest power of ten that divides a base amount, at most the first above the reference: 100 000
/// of 100 000, 1 000 of 42 000, 1 of 105 628; nothing at all is as round as can be.
pub(super) fn roundness(base: i128, reference: i128) -> u128 {
    let most = 10_u128.pow(tens(reference) + 1);
    let mut roundness = 1;
    while roundness < most && base.unsigned_abs().is_multiple_of(roundness * 10) {
        roundness *= 10;
    }
    roundness
}

fn tens(number: i128) -> u32 {
    number.unsigned_abs().checked_ilog10().unwrap_or(0)
}

fn is_usual(mode: Rounding) -> bool {
    mode == Rounding::HalfUp
}

/// A base amount, the money above it, and the heads of the reference.
struct Line {
    base: i128,
    by_key: i128,
    heads: i128,
}

impl Line {
    /// The total that leaves the fewest amounts out, at most `allowed`.
    fn best_total(
        &self,
        rows: &[(i128, i128)],
        spacing: &Spacing,
        allowed: usize,
    ) -> Result<Option<(u64, Rounding, usize)>, InferenceError> {
        let by_key = Ratio::whole(self.by_key);
        let least = by_key.div(spacing.upper)?.round(Rounding::Down);
        let most = by_key.div(spacing.lower)?.round(Rounding::Up);
        let middle = least.midpoint(most);
        let around = (middle - TOTALS / 2).max(least).max(1)..=(middle + TOTALS / 2).min(most);
        let mut best: Option<(u64, Rounding, usize)> = None;
        for total in around {
            for mode in MODES {
                // of two that leave out as many the usual rounding is taken
                let limit = best.map_or(allowed + 1, |(_, other, missed)| {
                    missed + usize::from(is_usual(mode) && !is_usual(other))
                });
                let Some(missed) = self.missed(rows, total, mode, limit) else {
                    continue;
                };
                best = u64::try_from(total).ok().map(|total| (total, mode, missed));
            }
        }
        Ok(best)
    }

    /// How many rows are left out, if fewer than `limit`.
    fn missed(
        &self,
        rows: &[(i128, i128)],
        total: i128,
        mode: Rounding,
        limit: usize,
    ) -> Option<usize> {
        let mut missed = 0;
        for (amount, heads) in rows {
            let part = self.by_key.checked_mul(self.heads + heads)?;
            missed += usize::from(self.base + mode.divide(part, total) != *amount);
            if missed >= limit {
                return None;
            }
        }
        Some(missed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_roundness_of_a_base_amount() {
        let roundness = |base| roundness(base, 107_640);
        let found = [0, 7, 100_000, 42_000, 105_628, 250].map(roundness);
        assert_eq!(found, [1_000_000, 1, 100_000, 1_000, 1, 10]);
    }
}
