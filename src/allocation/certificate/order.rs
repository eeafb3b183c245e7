//! Promises about who comes before whom.

use std::cmp::Reverse;

use super::Refutation;
use crate::allocation::ExactAmounts;
use crate::exact::Kronor;

/// The last of those with a krona beyond the whole ones must come before the first of those without.
pub(super) fn wrong_remainder(
    exact: &ExactAmounts,
    ranks: &[usize],
    amounts: &[Kronor],
) -> Option<Refutation> {
    let denominator = exact.denominator();
    // the order of service: larger remainder first, then lower rank
    let place = |it: usize| {
        let remainder = exact.numerator(it).rem_euclid(denominator);
        (Reverse(remainder), ranks[it])
    };
    let has_krona =
        |it: usize| i128::from(amounts[it].0) > exact.numerator(it).div_euclid(denominator);
    let (with, without): (Vec<usize>, Vec<usize>) =
        (0..amounts.len()).partition(|&it| has_krona(it));
    let served = with.into_iter().max_by_key(|&it| place(it))?;
    let passed = without.into_iter().min_by_key(|&it| place(it))?;
    (place(passed) < place(served)).then_some(Refutation::WrongRemainder { served, passed })
}

/// Those who were moved are moved by one krona, all the same way, and are the largest.
pub(super) fn wrongly_balanced(
    before: &[Kronor],
    ranks: &[usize],
    amounts: &[Kronor],
) -> Option<Refutation> {
    let by = |it: usize| i128::from(amounts[it].0) - i128::from(before[it].0);
    let (moved, still): (Vec<usize>, Vec<usize>) = (0..amounts.len()).partition(|&it| by(it) != 0);
    let krona = by(*moved.first()?).signum();
    if let Some(&recipient) = moved.iter().find(|&&it| by(it) != krona) {
        return Some(Refutation::MovedTooFar {
            recipient,
            before: before[recipient],
            amount: amounts[recipient],
        });
    }
    let place = |it: usize| (Reverse(before[it]), ranks[it]);
    let moved = moved.into_iter().max_by_key(|&it| place(it))?;
    let passed = still.into_iter().min_by_key(|&it| place(it))?;
    (place(passed) < place(moved)).then_some(Refutation::WrongBalance { moved, passed })
}

/// A pair with less weight and more money, if there is one.
pub(super) fn disorder(weights: &[u64], amounts: &[Kronor]) -> Option<Refutation> {
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_unstable_by_key(|&it| (weights[it], amounts[it]));
    let mut richest: Option<usize> = None;
    let mut start = 0;
    while start < order.len() {
        let weight = weights[order[start]];
        let end = order[start..].partition_point(|&it| weights[it] == weight) + start;
        // within equal weight the first has least
        if let Some(less) = richest.filter(|&it| amounts[it] > amounts[order[start]]) {
            return Some(Refutation::NotMonotone {
                less,
                more: order[start],
            });
        }
        let best = order[end - 1];
        if richest.is_none_or(|it| amounts[best] > amounts[it]) {
            richest = Some(best);
        }
        start = end;
    }
    None
}
