//! What each recipient would have at least and at most, over all that figures which are not printed
//! could be.
//!
//! One step [asks](super::asking) the conditions; the steps that follow on it move both ends of an
//! interval. Every bound is reached by some figures, but not all by the same: they do not add up.

use super::asking::{Asking, Extremes, sign};
use super::unprinted::{Possible, Vector};
use super::{NoBounds, SharedStep, WhatIfError, find_reading};
use crate::allocation::{Allocation, Answer, Leftover, Step};
use crate::decision::{ConditionTest, Grant, Reading};
use crate::exact::{Ratio, Rounding};

/// The least and the most of one recipient, in kronor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AmountBounds {
    /// The least.
    pub lowest: Ratio,
    /// The most.
    pub highest: Ratio,
}

/// The bounds of all recipients, and what they rest on.
#[derive(Clone, Debug)]
pub struct Bounded {
    /// The recipients whose figures are not printed.
    pub unprinted: Vec<usize>,
    /// How many of them could qualify at most, and the claim or parameter that says so.
    pub at_most: Option<(usize, String)>,
    /// One interval a recipient, or why no bound is proved.
    pub intervals: Result<Vec<AmountBounds>, NoBounds>,
    /// Whether each bound is reached by some figures; else it is a krona or so wide of it.
    pub are_reached: bool,
}

/// The bounds, if figures are missing that could matter; `None` if all that matters is printed.
pub(super) fn bounded(
    (stood, asked): (&Grant, &Grant),
    reading: &Reading,
    after: &Allocation,
) -> Result<Option<Bounded>, WhatIfError> {
    let conditions = asked_conditions(reading);
    let unprinted: Vec<usize> = (0..asked.recipients.len())
        .filter(|&it| conditions.iter().any(|id| is_unknown(asked, id, it)))
        .collect();
    if unprinted.is_empty() {
        return Ok(None);
    }
    let used = asked_conditions(find_reading(stood, None)?);
    let mut possible: Vec<(usize, Option<Vec<Vector>>)> = Vec::new();
    let mut seen: Vec<(Vec<Answer>, Option<Vec<Vector>>)> = Vec::new();
    for &recipient in &unprinted {
        // recipients whose conditions have the same answers have the same possibilities
        let answers = |grant: &Grant| -> Vec<Answer> {
            let each = grant.conditions.iter();
            each.map(|it| it.judgements[recipient].answer).collect()
        };
        let pattern = [answers(stood), answers(asked)].concat();
        if let Some((_, vectors)) = seen.iter().find(|(it, _)| *it == pattern) {
            possible.push((recipient, vectors.clone()));
            continue;
        }
        let vectors = Possible {
            grants: (stood, asked),
            stood: &used,
            asked: &conditions,
            recipient,
        }
        .vectors()?;
        possible.push((recipient, vectors.clone()));
        seen.push((pattern, vectors));
    }
    let could: Vec<usize> = possible
        .iter()
        .filter(|(_, vectors)| vectors.as_ref().is_none_or(|it| it.len() > 1))
        .map(|(recipient, _)| *recipient)
        .collect();
    if could.is_empty() {
        return Ok(None);
    }
    let at_most = known_at_most(asked, &conditions);
    let (intervals, are_reached) = match bounds_of(reading, after) {
        Err(reason) => (Err(reason), false),
        Ok((at, tail)) => match Asking::of(after, at)? {
            None => (Err(NoBounds::BelowZero), false),
            Some(asking) => {
                let most = at_most.as_ref().map(|it| it.0);
                let extremes = asking.extremes(&possible, most)?;
                let (intervals, are_reached) = tail.followed(extremes)?;
                (Ok(intervals), are_reached)
            }
        },
    };
    // measures that are the same figures otherwise divided are looked at as if they were others
    let same_measures = measures(stood, &used) == measures(asked, &conditions);
    Ok(Some(Bounded {
        unprinted: could,
        at_most,
        intervals,
        are_reached: are_reached && same_measures,
    }))
}

/// The conditions that a reading's steps ask, in order.
fn asked_conditions(reading: &Reading) -> Vec<String> {
    let asked = reading.steps.iter().flat_map(|step| &step.conditions);
    asked.cloned().collect()
}

fn is_unknown(grant: &Grant, id: &str, recipient: usize) -> bool {
    let condition = grant.conditions.iter().find(|it| it.id == id);
    condition.is_some_and(|it| it.judgements[recipient].answer == Answer::NotListed)
}

/// How many can have reported at most, if the document says so of the one table that is asked.
fn known_at_most(grant: &Grant, conditions: &[String]) -> Option<(usize, String)> {
    let mut tables: Vec<&str> = leaves(grant, conditions).map(|(table, _)| table).collect();
    tables.sort_unstable();
    tables.dedup();
    let [table] = tables.as_slice() else {
        return None;
    };
    let known = grant.unprinted.iter().find(|it| it.table == *table)?;
    Some((known.at_most, known.basis.clone()))
}

/// The table and the measures of each rule that the conditions come down to.
fn leaves<'g>(
    grant: &'g Grant,
    conditions: &[String],
) -> impl Iterator<Item = (&'g str, Vec<&'g crate::decision::MeasureName>)> {
    let mut wanted: Vec<&str> = conditions.iter().map(String::as_str).collect();
    let mut found = Vec::new();
    for condition in grant.conditions.iter().rev() {
        if !wanted.contains(&condition.id.as_str()) {
            continue;
        }
        match &condition.test {
            ConditionTest::AnyOf(parts) | ConditionTest::AllOf(parts) => {
                wanted.extend(parts.iter().map(String::as_str));
            }
            ConditionTest::Listed { .. } => {}
            ConditionTest::Rule {
                table, before, now, ..
            } => found.push((table.as_str(), before.iter().chain([now]).collect())),
        }
    }
    found.into_iter()
}

fn measures<'g>(
    grant: &'g Grant,
    conditions: &[String],
) -> Vec<(&'g str, Vec<&'g crate::decision::MeasureName>)> {
    let mut all: Vec<_> = leaves(grant, conditions).collect();
    all.sort_unstable();
    all
}

/// The position of the one step that asks conditions, and what follows on it. *Errors*: several that
/// ask, or a step after it for which no bound is proved.
fn bounds_of<'a>(reading: &Reading, after: &'a Allocation) -> Result<(usize, Tail<'a>), NoBounds> {
    let steps = after.steps();
    // adjustments that do not carry over are no longer among the steps
    let asks = |step: &Step| match step {
        Step::SharePots { .. } | Step::ShareRest { .. } => true,
        Step::Price { terms } => terms.iter().any(|term| term.eligible.is_some()),
        _ => false,
    };
    let asking = (0..steps.len()).filter(|&it| asks(&steps[it].step));
    let asking: Vec<usize> = asking.collect();
    let [at] = asking.as_slice() else {
        let names = asking.iter().map(|&it| steps[it].step.name());
        return Err(NoBounds::AskedBy(names.collect()));
    };
    debug_assert!(reading.steps.iter().any(|it| !it.conditions.is_empty()));
    let tail: Vec<&SharedStep> = steps[at + 1..].iter().map(|done| &done.step).collect();
    let is_unrounded = matches!(
        *steps[*at].step,
        Step::SharePots {
            round_parts: None,
            ..
        }
    );
    let is_bounded = |position: usize| match tail[position].as_ref() {
        Step::Round { .. } | Step::Limit { .. } | Step::Adjust { .. } => true,
        Step::LargestRemainder { groups, .. } => groups.is_none(),
        // what is left over is bounded by the rounding just before
        Step::Balance {
            to: Leftover::LargestAlone,
            ..
        } => position == 1 && matches!(*tail[0].as_ref(), Step::Round { .. }) && is_unrounded,
        Step::Balance { .. } => true,
        _ => false,
    };
    if let Some(unbounded) = (0..tail.len()).find(|&it| !is_bounded(it)) {
        return Err(NoBounds::After(tail[unbounded].name()));
    }
    let is_repayment = after.is_repayment();
    Ok((
        *at,
        Tail {
            steps: tail,
            is_repayment,
        },
    ))
}

/// The steps that follow on the one that asks.
struct Tail<'a> {
    steps: Vec<&'a SharedStep>,
    is_repayment: bool,
}

impl Tail<'_> {
    /// The intervals after these steps, and whether each end is reached.
    fn followed(&self, extremes: Extremes) -> Result<(Vec<AmountBounds>, bool), WhatIfError> {
        let is_exact = |step: &&SharedStep| match step.as_ref() {
            Step::Balance { to, .. } => *to == Leftover::Kept,
            Step::LargestRemainder { .. } => false,
            _ => true,
        };
        let are_reached = extremes.are_reached && self.steps.iter().all(is_exact);
        let mut intervals = extremes.intervals;
        for (position, step) in self.steps.iter().enumerate() {
            if let Step::Balance {
                to: Leftover::LargestAlone,
                total,
                ..
            } = step.as_ref()
            {
                let total = sign(*total, self.is_repayment);
                let Some(given) = extremes.given else {
                    continue;
                };
                let missing = total.sub(given)?.abs();
                let before = position.checked_sub(1).map(|it| self.steps[it].as_ref());
                to_the_largest(&mut intervals, missing, before)?;
                continue;
            }
            for (recipient, interval) in intervals.iter_mut().enumerate() {
                self.follow(step, recipient, interval)?;
            }
        }
        if self.is_repayment {
            for it in &mut intervals {
                (it.lowest, it.highest) = (it.highest.neg(), it.lowest.neg());
            }
        }
        Ok((intervals, are_reached))
    }

    /// An interval after one more step.
    fn follow(
        &self,
        step: &Step,
        recipient: usize,
        AmountBounds { lowest, highest }: &mut AmountBounds,
    ) -> Result<(), WhatIfError> {
        match step {
            Step::Round { rounding, unit } => {
                let unit = unit.in_kronor();
                *lowest = to_units(*lowest, *rounding, unit)?;
                *highest = to_units(*highest, *rounding, unit)?;
            }
            Step::LargestRemainder { unit, .. } => {
                let unit = unit.in_kronor();
                *lowest = to_units(*lowest, Rounding::Down, unit)?;
                *highest = to_units(*highest, Rounding::Up, unit)?;
            }
            Step::Balance { to, unit, .. } if *to != Leftover::Kept => {
                *lowest = lowest.sub(unit.in_kronor())?;
                // nothing is taken from who has nothing while the largest have something
                if *to == Leftover::LargestShare {
                    *lowest = (*lowest).max(Ratio::ZERO);
                }
                *highest = highest.add(unit.in_kronor())?;
            }
            Step::Limit { claims } => {
                if let Some(claim) = claims[recipient] {
                    *lowest = (*lowest).min(claim.into());
                    *highest = (*highest).min(claim.into());
                }
            }
            Step::Adjust { adjustments } => {
                for own in adjustments.iter().filter(|it| it.recipient == recipient) {
                    let by = sign(own.by.into(), self.is_repayment);
                    *lowest = lowest.add(by)?;
                    *highest = highest.add(by)?;
                }
            }
            _ => {}
        }
        Ok(())
    }
}

fn to_units(amount: Ratio, rounding: Rounding, unit: Ratio) -> Result<Ratio, WhatIfError> {
    Ok(Ratio::whole(amount.div(unit)?.round(rounding)).mul(unit)?)
}

/// All that a rounding leaves over goes to the one with the largest amount: to each that could be the
/// largest, as much as could be left over.
fn to_the_largest(
    intervals: &mut [AmountBounds],
    missing: Ratio,
    rounded: Option<&Step>,
) -> Result<(), WhatIfError> {
    let Some(Step::Round { rounding, unit }) = rounded else {
        return Ok(());
    };
    let most_each = match rounding {
        Rounding::HalfUp | Rounding::HalfEven | Rounding::HalfDown => {
            unit.in_kronor().div(Ratio::whole(2))?
        }
        Rounding::Up | Rounding::Down | Rounding::Truncate => unit.in_kronor(),
    };
    let paid = intervals.iter().filter(|it| !it.highest.is_zero()).count();
    let paid = i128::try_from(paid).unwrap_or(i128::MAX);
    let left = most_each.mul(Ratio::whole(paid))?.add(missing)?;
    let least = intervals.iter().map(|it| it.lowest).max();
    let could = |it: &&mut AmountBounds| least.is_none_or(|least| it.highest >= least);
    for it in intervals.iter_mut().filter(could) {
        // who is the largest has at least what somebody is sure of
        let as_largest = least.map_or(it.lowest, |least| least.max(it.lowest));
        it.lowest = it.lowest.min(as_largest.sub(left)?);
        it.highest = it.highest.add(left)?;
    }
    Ok(())
}
