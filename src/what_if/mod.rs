//! What if: a grant under other values than those decided, beside what was decided.
//!
//! A [`Question`] names what is asked instead: parameters, an appropriation, a key, another reading.
//! The [`Answer`](WhatIf) has every recipient's difference. Where figures of recipients are not
//! printed, what each would have lies between [bounds](AmountBounds) over all they could be. A
//! [`Sweep`] is the whole step function of one threshold.
//!
//! This room computes; [`report`](crate::report) says it in words.

mod asking;
mod bounds;
mod error;
mod sweep;
mod unprinted;

pub use bounds::{AmountBounds, Bounded};
pub use error::{NameKind, NoBounds, WhatIfError};
pub use sweep::{Outcome, Sweep, sweep};

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::allocation::{Adjustment, Allocation, AllocationError, ExactAmounts, Procedure, Step};
use crate::decision::{Decision, Grant, Instead, Reading};
use crate::exact::Ratio;

/// What is asked.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// The grant.
    pub grant: String,
    /// The reading that is asked about; the one that is used if none is named.
    pub reading: Option<String>,
    /// The reading it is compared with; the same, as it stands, if none is named.
    pub against: Option<String>,
    /// What is asked instead of what is written.
    pub instead: Instead,
}

/// A grant as it stands beside the same under what is asked.
#[derive(Clone, Debug)]
pub struct WhatIf {
    /// The grant's name.
    pub grant: String,
    /// The recipients' codes or keys, in the order of the lists.
    pub recipients: Vec<String>,
    /// The reading it is compared with.
    pub against: String,
    /// The reading that is asked about.
    pub reading: String,
    /// What everybody has as it stands, in kronor.
    pub before: Vec<Ratio>,
    /// What everybody would have on the printed figures, in kronor.
    pub after: Vec<Ratio>,
    /// The money that was to be divided, and that would be.
    pub appropriations: (Option<Ratio>, Option<Ratio>),
    /// Stated adjustments that were made for other amounts and are left out.
    pub not_carried: Vec<Adjustment>,
    /// What each would have at least and at most, where figures are not printed.
    pub bounded: Option<Bounded>,
}

impl WhatIf {
    /// Each recipient's difference, in kronor.
    ///
    /// *Errors*: only arithmetic outside 128 bits.
    pub fn differences(&self) -> Result<Vec<Ratio>, WhatIfError> {
        let both = self.before.iter().zip(&self.after);
        let difference = |(before, after): (&Ratio, &Ratio)| Ok(after.sub(*before)?);
        both.map(difference).collect()
    }

    /// What would be given, in kronor.
    ///
    /// *Errors*: only arithmetic outside 128 bits.
    pub fn given(&self) -> Result<Ratio, WhatIfError> {
        sum(&self.after)
    }

    /// What would be given less what there would be; `None` if no appropriation is divided.
    ///
    /// *Errors*: only arithmetic outside 128 bits.
    pub fn missed(&self) -> Result<Option<Ratio>, WhatIfError> {
        let missed = |money: Ratio| Ok(self.given()?.sub(money)?);
        self.appropriations.1.map(missed).transpose()
    }
}

/// The sum of amounts.
pub(crate) fn sum(amounts: &[Ratio]) -> Result<Ratio, WhatIfError> {
    let sum = amounts.iter().try_fold(Ratio::ZERO, |sum, it| sum.add(*it));
    Ok(sum?)
}

/// Answers a question.
///
/// *Errors*: no such grant or reading; values that leave nothing to compute, such as a threshold that
/// nobody meets.
pub fn what_if(decision: &Decision, question: &Question) -> Result<WhatIf, WhatIfError> {
    let grant = find_grant(decision, &question.grant)?;
    let used = |id: &Option<String>| find_reading(grant, id.as_deref());
    let reading = used(&question.reading)?;
    let is_changed = !question.instead.parameters.is_empty() || question.instead.key.is_some();
    let against = match &question.against {
        Some(_) => used(&question.against)?,
        // another reading and nothing else is compared with the one that is used
        None if question.reading.is_some() && !is_changed => used(&None)?,
        None => reading,
    };
    let other = decision
        .grant_instead(&grant.id, &reading.id, &question.instead)
        .map_err(WhatIfError::Decision)?;
    let asked = other.as_ref().map_or(grant, |other| other);
    let named = |error: AllocationError| error.named(&grant.recipients);
    let before = against.procedure.run().map_err(named)?;
    let asked_reading = find_reading(asked, Some(&reading.id))?;
    // what changes the steps is used, by whatever name
    if asked_reading.procedure == reading.procedure {
        all_used(decision, grant, reading, &question.instead)?;
    }
    let run = carried(&asked_reading.procedure, &reading.procedure);
    let (after, not_carried) = run.map_err(|error| match error {
        WhatIfError::Allocation(reason) => WhatIfError::Allocation(named(reason)),
        error => error,
    })?;
    let bounded = bounds::bounded((grant, asked), asked_reading, &after)?;
    Ok(WhatIf {
        grant: grant.id.clone(),
        recipients: grant.recipients.clone(),
        against: against.id.clone(),
        reading: reading.id.clone(),
        before: ratios(&before.settled()?)?,
        after: ratios(&after.settled()?)?,
        appropriations: (before.appropriation(), after.appropriation()),
        not_carried,
        bounded,
    })
}

fn find_grant<'d>(decision: &'d Decision, id: &str) -> Result<&'d Grant, WhatIfError> {
    decision.grant(id).ok_or_else(|| WhatIfError::NoSuch {
        kind: error::NameKind::Grant,
        found: id.to_owned(),
        known: decision.grants.iter().map(|it| it.id.clone()).collect(),
    })
}

fn find_reading<'g>(grant: &'g Grant, id: Option<&str>) -> Result<&'g Reading, WhatIfError> {
    let found = match id {
        None => grant.readings.first(),
        Some(id) => grant.readings.iter().find(|it| it.id == id),
    };
    found.ok_or_else(|| WhatIfError::NoSuch {
        kind: error::NameKind::Reading,
        found: id.unwrap_or_default().to_owned(),
        known: grant.readings.iter().map(|it| it.id.clone()).collect(),
    })
}

/// *Errors*: a parameter with another value that nothing of the grant rests on, so that *nobody gains or
/// loses* would answer a question that was not asked.
fn all_used(
    decision: &Decision,
    grant: &Grant,
    reading: &Reading,
    instead: &Instead,
) -> Result<(), WhatIfError> {
    let steps = reading.steps.iter().flat_map(|it| &it.parameters);
    let conditions = grant.conditions.iter().flat_map(|it| &it.parameters);
    let bases = grant.unprinted.iter().map(|it| &it.basis);
    let used: BTreeSet<&String> = steps.chain(conditions).chain(bases).collect();
    let is_used = |id: &String| used.contains(id) || decision.is_part_of_a_key(id);
    match instead.parameters.iter().find(|(id, _)| !is_used(id)) {
        None => Ok(()),
        Some((id, _)) => Err(WhatIfError::NoSuch {
            kind: error::NameKind::Used,
            found: id.clone(),
            known: used.into_iter().cloned().collect(),
        }),
    }
}

/// Runs a procedure with the stated adjustments that carry over, and gives those that do not: single
/// kronor were stated for the amounts as they stood, and mean nothing for others.
fn carried(
    asked: &Procedure,
    stood: &Procedure,
) -> Result<(Allocation, Vec<Adjustment>), WhatIfError> {
    let adjusts = |step: &Step| matches!(step, Step::Adjust { .. });
    if !asked.steps().any(adjusts) {
        return Ok((asked.run()?, Vec::new()));
    }
    let stood = stood.run()?;
    let amounts_before = |at: usize| Some(&stood.steps().get(at.checked_sub(1)?)?.after);
    let mut kept: Vec<Step> = Vec::new();
    let mut dropped = Vec::new();
    for (at, step) in asked.steps().enumerate() {
        if let Step::Adjust { adjustments } = step {
            let now = Procedure::new(kept.clone()).run()?;
            let now = now.steps().last().map(|done| &done.after);
            let is_same = stood.steps().get(at).is_some_and(|it| adjusts(&it.step))
                && now.is_some_and(|now| amounts_before(at).is_some_and(|was| was == now));
            if !is_same {
                dropped.extend(adjustments.iter().copied());
                continue;
            }
        }
        kept.push(step.clone());
    }
    Ok((Procedure::new(kept).run()?, dropped))
}

/// The amounts one by one.
fn ratios(amounts: &ExactAmounts) -> Result<Vec<Ratio>, WhatIfError> {
    let each = (0..amounts.len()).map(|it| amounts.get(it));
    Ok(each.collect::<Result<_, _>>()?)
}

/// A step of a run, behind its pointer.
type SharedStep = Arc<Step>;
