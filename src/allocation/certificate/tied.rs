//! Whether those who are recorded as level were level, and the first of them got the unit.

use std::collections::{BTreeMap, BTreeSet};

use super::record::{Found, Wrong};
use crate::allocation::amounts::sum;
use crate::allocation::{AllocationError, Detail, DoneStep, ExactAmounts, Step, TieRule};
use crate::exact::{Ratio, Rounding};

/// What is wrong with the ties that are recorded of a step.
pub(super) fn wrong_ties(done: &DoneStep, before: Option<&ExactAmounts>) -> Found {
    let after = &done.after;
    match (done.step.as_ref(), before) {
        (
            Step::LargestRemainder {
                order,
                unit,
                groups,
            },
            Some(before),
        ) => {
            let repaying = match done.detail.ties() {
                [] => BTreeSet::new(),
                _ => repaying(after, groups.as_deref())?,
            };
            // of a group that pays back, the mirror
            let is_repaid = |it: usize| repaying.contains(&group_of(groups.as_deref(), it));
            let size = |it: usize| {
                let units = before.get(it)?.div(unit.in_kronor())?;
                Ok(rest(if is_repaid(it) { units.neg() } else { units }))
            };
            let has_unit = |it: usize| match is_repaid(it) {
                true => Ok(after.get(it)? < before.get(it)?),
                false => Ok(after.get(it)? > before.get(it)?),
            };
            wrong(done, order.rule, &size, &has_unit)
        }
        (Step::Balance { order, .. }, Some(before)) => {
            let size = |it: usize| Ok(before.get(it)?);
            let has_unit = |it: usize| Ok(after.get(it)? != before.get(it)?);
            wrong(done, order.rule, &size, &has_unit)
        }
        (
            Step::ApportionNested {
                groups,
                key,
                order,
                unit,
                ..
            },
            None,
        ) => {
            let Detail::Groups { amounts, .. } = &done.detail else {
                return Ok(Some(Wrong::Beside));
            };
            let mut totals = vec![0_i128; groups.names.len()];
            for (&group, &weight) in groups.of.iter().zip(key.weights()) {
                match totals.get_mut(group) {
                    Some(total) => *total = total.saturating_add(weight.into()),
                    None => return Ok(Some(Wrong::Beside)),
                }
            }
            let share = |it: usize| -> Result<Ratio, AllocationError> {
                let group = groups.of[it];
                let part = Ratio::new(key.weights()[it].into(), totals[group])?;
                Ok(amounts.get(group)?.mul(part)?)
            };
            let size = |it: usize| Ok(rest(share(it)?.div(unit.in_kronor())?));
            let has_unit = |it: usize| Ok(after.get(it)? > share(it)?);
            wrong(done, order.rule, &size, &has_unit)
        }
        _ => Ok(None),
    }
}

fn group_of(groups: Option<&[usize]>, recipient: usize) -> usize {
    groups.map_or(0, |it| it[recipient])
}

/// The groups whose amounts sum to less than nothing; the first, if there are no groups and all do.
fn repaying(
    amounts: &ExactAmounts,
    groups: Option<&[usize]>,
) -> Result<BTreeSet<usize>, AllocationError> {
    let mut sums: BTreeMap<usize, i128> = BTreeMap::new();
    for (recipient, steps) in amounts.numerators().enumerate() {
        let all = sums.entry(group_of(groups, recipient)).or_default();
        *all = sum([*all, steps])?;
    }
    let negative = sums.into_iter().filter(|(_, all)| *all < 0);
    Ok(negative.map(|(group, _)| group).collect())
}

/// What is beyond the whole units.
fn rest(units: Ratio) -> Ratio {
    let whole = Ratio::whole(units.round(Rounding::Down));
    units.sub(whole).unwrap_or(units)
}

/// Everybody once, all of one size, the first of them with a unit and the others without.
fn wrong(
    done: &DoneStep,
    rule: TieRule,
    size: &dyn Fn(usize) -> Result<Ratio, AllocationError>,
    has_unit: &dyn Fn(usize) -> Result<bool, AllocationError>,
) -> Found {
    for tie in done.detail.ties() {
        let mut named = tie.between.clone();
        named.sort_unstable();
        named.dedup();
        let is_list = named.len() == tie.between.len()
            && named.last().is_some_and(|&it| it < done.after.len());
        if !is_list || tie.rule != rule || !(1..named.len()).contains(&tie.served) {
            return Ok(Some(Wrong::Beside));
        }
        let level = size(tie.between[0])?;
        for (place, &it) in tie.between.iter().enumerate() {
            if size(it)? != level || has_unit(it)? != (place < tie.served) {
                return Ok(Some(Wrong::Beside));
            }
        }
    }
    Ok(None)
}
