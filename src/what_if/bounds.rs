//! What each recipient would have at least and at most, over all that figures which are not printed
//! could be.
//!
//! A pot is shared in proportion to entitlements: who joins makes everybody's part smaller. So who is
//! listed has most when nobody joins, and least when those with the largest entitlements do, as many
//! as can; who is not listed has nothing when it does not qualify, and most when it alone does.
//! Every bound is reached by some figures, but not all by the same: they do not add up.

use super::unprinted::{Possible, Vector};
use super::{SharedStep, WhatIfError, find_reading, ratios};
use crate::allocation::{Allocation, Answer, Leftover, Pot, Step};
use crate::decision::{ConditionTest, Grant, Reading};
use crate::exact::{Ratio, Rounding};

/// The least and the most of one recipient, in kronor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
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
    /// One interval a recipient; `None` if what follows on the pots has no bound that is proved.
    pub intervals: Option<Vec<Interval>>,
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
        .filter(|(_, vectors)| {
            vectors
                .as_ref()
                .is_none_or(|it| it.iter().any(|v| v.contains(&true)))
        })
        .map(|(recipient, _)| *recipient)
        .collect();
    if could.is_empty() {
        return Ok(None);
    }
    let at_most = known_at_most(asked, &conditions);
    let sharing = Sharing::of(after, &conditions)?;
    let (intervals, are_reached) = match sharing {
        None => (None, false),
        Some(sharing) => sharing.intervals(&possible, at_most.as_ref().map(|it| it.0))?,
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

/// Pots that are shared, with what everybody brings to them and what is done to it afterwards.
struct Sharing<'a> {
    entitlements: Vec<Ratio>,
    pots: &'a [Pot],
    round_parts: Option<Rounding>,
    tail: Vec<&'a SharedStep>,
}

impl<'a> Sharing<'a> {
    /// `None` if the conditions decide more than who shares pots, or what follows has no bound.
    fn of(
        after: &'a Allocation,
        conditions: &[String],
    ) -> Result<Option<Sharing<'a>>, WhatIfError> {
        let steps = after.steps();
        let shares = |step: &Step| matches!(step, Step::SharePots { .. });
        let Some(at) = steps.iter().position(|done| shares(&done.step)) else {
            return Ok(None);
        };
        let Step::SharePots { pots, round_parts } = steps[at].step.as_ref() else {
            return Ok(None);
        };
        let is_bounded = |step: &Step| match step {
            Step::Round { .. } | Step::Limit { .. } | Step::Adjust { .. } => true,
            Step::LargestRemainder { groups, .. } => groups.is_none(),
            Step::Balance { to, .. } => *to != Leftover::LargestAlone,
            _ => false,
        };
        let tail: Vec<&SharedStep> = steps[at + 1..].iter().map(|done| &done.step).collect();
        let names_pots = pots.iter().map(|pot| &pot.name).eq(conditions);
        if at == 0 || !names_pots || !tail.iter().all(|step| is_bounded(step)) {
            return Ok(None);
        }
        let entitlements = ratios(&steps[at - 1].after)?;
        let is_below_zero = |amount: &Ratio| amount.is_negative();
        if entitlements.iter().any(is_below_zero) || pots.iter().any(|it| is_below_zero(&it.money))
        {
            return Ok(None);
        }
        Ok(Some(Sharing {
            entitlements,
            pots,
            round_parts: *round_parts,
            tail,
        }))
    }

    /// The intervals, and whether each end is reached.
    fn intervals(
        &self,
        possible: &[(usize, Option<Vec<Vector>>)],
        at_most: Option<usize>,
    ) -> Result<(Option<Vec<Interval>>, bool), WhatIfError> {
        let everything = vec![true; self.pots.len()];
        // the pots each could join together: whether there is one way that joins all it ever could
        let mut joins: Vec<(usize, Vector)> = Vec::new();
        let mut is_tight = true;
        for (recipient, vectors) in possible {
            let Some(vectors) = vectors else {
                is_tight = false;
                joins.push((*recipient, everything.clone()));
                continue;
            };
            let any = |pot: usize| vectors.iter().any(|it| it[pot]);
            let all: Vector = (0..self.pots.len()).map(any).collect();
            is_tight &= vectors.contains(&all);
            joins.push((*recipient, all));
        }
        joins.retain(|(_, pots)| pots.contains(&true));
        joins.sort_by(|a, b| self.entitlements[b.0].cmp(&self.entitlements[a.0]));
        let count = at_most.map_or(joins.len(), |most| most.min(joins.len()));
        // of those that join different pots, the largest of all need not be the worst for each pot
        is_tight &= count == joins.len() || joins.windows(2).all(|two| two[0].1 == two[1].1);
        let sums = self.pots.iter().map(|pot| self.sum_of(pot));
        let sums = sums.collect::<Result<Vec<_>, _>>()?;
        let mut full = sums.clone();
        for (pot, full) in full.iter_mut().enumerate() {
            let joining = joins.iter().filter(|(_, pots)| pots[pot]).take(count);
            for (recipient, _) in joining {
                *full = full.add(self.entitlements[*recipient])?;
            }
        }
        let mut intervals = Vec::with_capacity(self.entitlements.len());
        for recipient in 0..self.entitlements.len() {
            let joined = joins.iter().find(|(it, _)| *it == recipient);
            let (lowest, highest) = match joined {
                Some((_, pots)) if count > 0 => {
                    let own = self.entitlements[recipient];
                    let alone = sums.iter().map(|sum| sum.add(own));
                    let alone = alone.collect::<Result<Vec<_>, _>>()?;
                    let is_in = |pot: usize| pots[pot] || self.pots[pot].eligible[recipient];
                    let known = |pot: usize| self.pots[pot].eligible[recipient];
                    (
                        self.part(recipient, &full, known)?,
                        self.part(recipient, &alone, is_in)?,
                    )
                }
                _ => {
                    let is_in = |pot: usize| self.pots[pot].eligible[recipient];
                    (
                        self.part(recipient, &full, is_in)?,
                        self.part(recipient, &sums, is_in)?,
                    )
                }
            };
            intervals.push(self.followed(recipient, lowest, highest)?);
        }
        let is_exact = |step: &&SharedStep| match step.as_ref() {
            Step::Balance { to, .. } => *to == Leftover::Kept,
            Step::LargestRemainder { .. } => false,
            _ => true,
        };
        is_tight &= self.tail.iter().all(is_exact);
        Ok((Some(intervals), is_tight))
    }

    /// The entitlements of those that share a pot on the printed figures.
    fn sum_of(&self, pot: &Pot) -> Result<Ratio, WhatIfError> {
        let sharing = self.entitlements.iter().zip(&pot.eligible);
        let sharing = sharing.filter(|(_, eligible)| **eligible);
        let sum = sharing
            .map(|it| it.0)
            .try_fold(Ratio::ZERO, |sum, it| sum.add(*it));
        Ok(sum?)
    }

    /// What a recipient has of the pots it shares, where these entitlements share them.
    fn part(
        &self,
        recipient: usize,
        sums: &[Ratio],
        is_in: impl Fn(usize) -> bool,
    ) -> Result<Ratio, WhatIfError> {
        let mut total = Ratio::ZERO;
        for (position, pot) in self.pots.iter().enumerate() {
            if !is_in(position) || sums[position].is_zero() {
                continue;
            }
            let part = self.entitlements[recipient]
                .div(sums[position])?
                .mul(pot.money)?;
            let part = match self.round_parts {
                Some(rounding) => Ratio::whole(part.round(rounding)),
                None => part,
            };
            total = total.add(part)?;
        }
        Ok(total)
    }

    /// The interval after the steps that follow on the pots.
    fn followed(
        &self,
        recipient: usize,
        mut lowest: Ratio,
        mut highest: Ratio,
    ) -> Result<Interval, WhatIfError> {
        let to_units = |amount: Ratio, rounding: Rounding, unit: Ratio| {
            Ratio::whole(amount.div(unit)?.round(rounding)).mul(unit)
        };
        for step in &self.tail {
            match step.as_ref() {
                Step::Round { rounding, unit } => {
                    let unit = unit.in_kronor();
                    lowest = to_units(lowest, *rounding, unit)?;
                    highest = to_units(highest, *rounding, unit)?;
                }
                Step::LargestRemainder { unit, .. } => {
                    let unit = unit.in_kronor();
                    lowest = to_units(lowest, Rounding::Down, unit)?;
                    highest = to_units(highest, Rounding::Up, unit)?;
                }
                Step::Balance { to, unit, .. } if *to != Leftover::Kept => {
                    lowest = lowest.sub(unit.in_kronor())?.max(Ratio::ZERO);
                    highest = highest.add(unit.in_kronor())?;
                }
                Step::Limit { claims } => {
                    if let Some(claim) = claims[recipient] {
                        (lowest, highest) = (lowest.min(claim.into()), highest.min(claim.into()));
                    }
                }
                Step::Adjust { adjustments } => {
                    for own in adjustments.iter().filter(|it| it.recipient == recipient) {
                        lowest = lowest.add(own.by.into())?;
                        highest = highest.add(own.by.into())?;
                    }
                }
                _ => {}
            }
        }
        Ok(Interval { lowest, highest })
    }
}
