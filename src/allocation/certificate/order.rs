//! Promises about who comes before whom.

use std::cmp::Reverse;

use super::{Balanced, ByRemainder, Refutation};
use crate::allocation::{Denomination, ExactAmounts, Leftover, TieOrder, TieRule};
use crate::exact::Ratio;

/// The place of a recipient among equals: by size if the rule is the largest, then by rank. Where
/// anybody of the tied may come first they have the same place.
fn place_among_equals(
    order: Option<&TieOrder>,
    exact: &ExactAmounts,
    recipient: usize,
) -> (Reverse<u128>, usize) {
    let size = exact.numerator(recipient).unsigned_abs();
    match order {
        Some(order) if order.rule == TieRule::Largest => (Reverse(size), order.ranks[recipient]),
        Some(order) => (Reverse(0), order.ranks[recipient]),
        None => (Reverse(0), 0),
    }
}

/// Each amount as a whole number of units, or the first that is none.
fn in_units(amounts: &ExactAmounts, unit: Denomination) -> Result<Vec<i128>, Refutation> {
    let in_units = |recipient: usize| {
        let amount = amounts.get(recipient).map_err(|_| Refutation::OutOfRange)?;
        match amount.div(unit.in_kronor()) {
            Ok(units) if units.is_whole() => Ok(units.numerator()),
            _ => Err(Refutation::NotWhole {
                recipient,
                amount,
                unit,
            }),
        }
    };
    (0..amounts.len()).map(in_units).collect()
}

/// In each group the last of those with a unit beyond the whole ones must come before the first of
/// those without, and the sum is kept.
pub(super) fn wrong_remainder(
    promised: &ByRemainder<'_>,
    amounts: &ExactAmounts,
) -> Vec<Refutation> {
    let units = match in_units(amounts, promised.unit) {
        Ok(units) => units,
        Err(refutation) => return vec![refutation],
    };
    let Ok(exact) = promised.exact.in_units(promised.unit) else {
        return vec![Refutation::OutOfRange];
    };
    let denominator = exact.denominator();
    let mut refuted = Vec::new();
    for members in groups_of(promised.groups, amounts.len()) {
        if promised.groups.is_some() {
            refuted.extend(lost_in_group(promised.exact, amounts, &members));
        }
        // of money to be paid back, the mirror: what is beyond the whole units towards zero
        let is_repayment = members
            .iter()
            .try_fold(0_i128, |sum, &it| sum.checked_add(units[it]))
            < Some(0);
        let size = |it: i128| if is_repayment { -it } else { it };
        let place = |it: usize| {
            let remainder = size(exact.numerator(it)).rem_euclid(denominator);
            let among_equals = place_among_equals(promised.order, promised.exact, it);
            (Reverse(remainder), among_equals)
        };
        let has_unit =
            |it: usize| size(units[it]) > size(exact.numerator(it)).div_euclid(denominator);
        let (with, without): (Vec<usize>, Vec<usize>) =
            members.into_iter().partition(|&it| has_unit(it));
        let served = with.into_iter().max_by_key(|&it| place(it));
        let passed = without.into_iter().min_by_key(|&it| place(it));
        if let (Some(served), Some(passed)) = (served, passed)
            && place(passed) < place(served)
        {
            refuted.push(Refutation::WrongRemainder { served, passed });
        }
    }
    refuted
}

fn groups_of(groups: Option<&[usize]>, recipients: usize) -> Vec<Vec<usize>> {
    let Some(groups) = groups else {
        return vec![(0..recipients).collect()];
    };
    let mut names: Vec<usize> = groups.to_vec();
    names.sort_unstable();
    names.dedup();
    let of = |name: &usize| (0..recipients).filter(|&it| groups[it] == *name).collect();
    names.iter().map(of).collect()
}

/// A group whose amounts do not sum to what its exact shares do.
fn lost_in_group(
    exact: &ExactAmounts,
    amounts: &ExactAmounts,
    members: &[usize],
) -> Option<Refutation> {
    let sum = |of: &ExactAmounts| {
        let each = members.iter().map(|&it| of.get(it));
        each.into_iter()
            .try_fold(Ratio::ZERO, |sum, it| sum.add(it?))
    };
    match (sum(exact), sum(amounts)) {
        (Ok(promised), Ok(found)) if promised == found => None,
        (Ok(promised), Ok(found)) => Some(Refutation::Sum { found, promised }),
        _ => Some(Refutation::OutOfRange),
    }
}

/// Those who were moved are whom the rule names, and are moved by what it gives.
pub(super) fn wrongly_balanced(
    promised: &Balanced<'_>,
    amounts: &ExactAmounts,
) -> Option<Refutation> {
    let (before, to) = (promised.before, promised.to);
    let by = |it: usize| amounts.get(it).and_then(|now| now.sub(before.get(it)?));
    let moves: Result<Vec<Ratio>, _> = (0..amounts.len()).map(by).collect();
    let Ok(moves) = moves else {
        return Some(Refutation::OutOfRange);
    };
    let (moved, still): (Vec<usize>, Vec<usize>) =
        (0..amounts.len()).partition(|&it| !moves[it].is_zero());
    let first = moves[*moved.first()?];
    let unit = promised.unit.in_kronor();
    let is_allowed = |by: Ratio| match to {
        Leftover::Kept => false,
        Leftover::LargestAlone => moved.len() == 1,
        Leftover::LargestShare | Leftover::FirstInList => {
            by.abs() == unit && by.is_negative() == first.is_negative()
        }
    };
    if let Some(&recipient) = moved.iter().find(|&&it| !is_allowed(moves[it])) {
        return Some(Refutation::MovedTooFar {
            recipient,
            before: before.get(recipient).unwrap_or(Ratio::ZERO),
            amount: amounts.get(recipient).unwrap_or(Ratio::ZERO),
            unit: promised.unit,
        });
    }
    // whether money is paid back is told by what is given in all, as where the step was taken
    let is_repayment = amounts.sum().is_ok_and(|sum| sum.is_negative());
    let place = |it: usize| {
        let numerator = before.numerator(it);
        let size = if is_repayment { -numerator } else { numerator };
        match to {
            Leftover::FirstInList => (Reverse(0), (Reverse(0), it)),
            _ => (
                Reverse(size),
                place_among_equals(promised.order, before, it),
            ),
        }
    };
    let moved = moved.into_iter().max_by_key(|&it| place(it))?;
    let passed = still.into_iter().min_by_key(|&it| place(it))?;
    (place(passed) < place(moved)).then_some(Refutation::WrongBalance { moved, passed })
}

/// A pair with less weight and more money, if there is one.
pub(super) fn disorder(weights: &[u64], amounts: &ExactAmounts) -> Option<Refutation> {
    let amount = |it: usize| amounts.numerator(it);
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_unstable_by_key(|&it| (weights[it], amount(it)));
    let mut richest: Option<usize> = None;
    let mut start = 0;
    while start < order.len() {
        let weight = weights[order[start]];
        let end = order[start..].partition_point(|&it| weights[it] == weight) + start;
        // within equal weight the first has least
        if let Some(less) = richest.filter(|&it| amount(it) > amount(order[start])) {
            return Some(Refutation::NotMonotone {
                less,
                more: order[start],
            });
        }
        let best = order[end - 1];
        if richest.is_none_or(|it| amount(best) > amount(it)) {
            richest = Some(best);
        }
        start = end;
    }
    None
}
