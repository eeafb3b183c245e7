//! What the readings of a grant leave fixed: keys, pots, stated kronor, claims.

use super::nameless;
use crate::allocation::{Adjustment, Denomination, Pot, Procedure, Step};
use crate::exact::{Ratio, Rounding};

/// What happens between the entitlements and the last rounding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Scaling {
    /// Nothing: everybody keeps the entitlement.
    None,
    /// Pots, each shared by its eligible.
    Pots(Vec<Pot>),
    /// What is left goes to those who asked for more.
    Rest(Box<Step>),
}

/// What a reading fixes, with everything about rounding taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    /// The step that apportions, its parts not rounded.
    pub apportion: Step,
    /// Claims that stand before the scaling.
    pub limit_before: Option<Step>,
    pub scaling: Scaling,
    /// Claims that stand after it.
    pub limit_after: Option<Step>,
}

/// What the readings of one grant fix together.
#[derive(Clone, Debug, Default)]
pub(super) struct Ingredients {
    /// Each different frame once.
    pub frames: Vec<Frame>,
    /// Each different list of stated kronor once.
    pub stated: Vec<Vec<Adjustment>>,
}

impl Ingredients {
    pub fn of(readings: &[&Procedure]) -> Ingredients {
        let mut found = Ingredients::default();
        for reading in readings {
            for step in reading.steps() {
                if let Step::Adjust { adjustments } = step {
                    push_new(&mut found.stated, adjustments.clone());
                }
            }
            if let Some(frame) = frame_of(reading) {
                push_new(&mut found.frames, frame);
            }
        }
        found.merge_pots();
        found
    }

    /// Frames that differ only in how the money of the pots is rounded are one: that with the exact
    /// money, of which the others are roundings. What pots are called makes no difference either.
    fn merge_pots(&mut self) {
        let mut merged: Vec<Frame> = Vec::new();
        self.frames.sort_by_key(|frame| match &frame.scaling {
            Scaling::Pots(pots) => pots.iter().all(|pot| pot.money.is_whole()),
            Scaling::None | Scaling::Rest(_) => false,
        });
        for frame in self.frames.drain(..) {
            let is_known = |known: &Frame| match (&known.scaling, &frame.scaling) {
                (Scaling::Pots(known_pots), Scaling::Pots(pots)) => {
                    let same_but_pots = known.apportion == frame.apportion
                        && known.limit_before == frame.limit_before
                        && known.limit_after == frame.limit_after;
                    let money = |pots: &[Pot]| pots.iter().map(|pot| pot.money).collect::<Vec<_>>();
                    let mut variants = vec![money(known_pots)];
                    variants.extend(whole_pots(known_pots).iter().map(|pots| money(pots)));
                    same_but_pots
                        && same_eligible(known_pots, pots)
                        && variants.contains(&money(pots))
                }
                _ => known == &frame,
            };
            if !merged.iter().any(is_known) {
                merged.push(frame);
            }
        }
        self.frames = merged;
    }
}

fn push_new<T: PartialEq>(list: &mut Vec<T>, new: T) {
    if !list.contains(&new) {
        list.push(new);
    }
}

fn same_eligible(one: &[Pot], other: &[Pot]) -> bool {
    one.len() == other.len()
        && one
            .iter()
            .zip(other)
            .all(|(one, other)| one.eligible == other.eligible)
}

/// The frame of a reading; `None` if it is of another shape than apportion, scale, limit.
fn frame_of(reading: &Procedure) -> Option<Frame> {
    let mut steps = reading.steps();
    let first = steps.next()?;
    let mut frame = Frame {
        apportion: without_rounding(first),
        limit_before: None,
        scaling: Scaling::None,
        limit_after: None,
    };
    for step in steps {
        match step {
            Step::Round { unit, .. } if *unit != Denomination::KRONA => return None,
            Step::Round { .. }
            | Step::LargestRemainder { .. }
            | Step::Balance { .. }
            | Step::Adjust { .. } => {}
            Step::SharePots { pots, .. } if frame.scaling == Scaling::None => {
                frame.scaling = Scaling::Pots(pots.clone());
            }
            Step::ShareRest { .. } if frame.scaling == Scaling::None => {
                frame.scaling = Scaling::Rest(Box::new(step.clone()));
            }
            Step::Limit { .. } => {
                // claims before a scaling are known to be so only when the scaling comes
                if frame.limit_after.replace(step.clone()).is_some() {
                    return None;
                }
            }
            _ => return None,
        }
        if !matches!(frame.scaling, Scaling::None)
            && matches!(step, Step::SharePots { .. } | Step::ShareRest { .. })
        {
            frame.limit_before = frame.limit_after.take();
        }
    }
    Some(frame)
}

fn without_rounding(step: &Step) -> Step {
    match step {
        Step::ApportionMixed {
            appropriation,
            keys,
            ..
        } => Step::ApportionMixed {
            appropriation: *appropriation,
            keys: keys.clone(),
            round_parts: None,
        },
        other => other.clone(),
    }
}

/// The pots in whole kronor, in every way to hand out the kronor cut off, one to a pot: none of the
/// ways if they are whole already or do not sum to whole kronor.
pub(super) fn whole_pots(pots: &[Pot]) -> Vec<Vec<Pot>> {
    /// Of more pots than this the ways are too many to be told apart.
    const MOST: usize = 4;
    let cut: Vec<usize> = (0..pots.len())
        .filter(|pot| !pots[*pot].money.is_whole())
        .collect();
    let sum = pots
        .iter()
        .try_fold(Ratio::ZERO, |sum, pot| sum.add(pot.money));
    let floors: i128 = pots.iter().map(|pot| pot.money.round(Rounding::Down)).sum();
    let Some(sum) = sum.ok().filter(Ratio::is_whole) else {
        return Vec::new();
    };
    if cut.is_empty() || cut.len() > MOST {
        return Vec::new();
    }
    let missing = usize::try_from(sum.numerator() - floors).unwrap_or(usize::MAX);
    let ways = (0_u32..1 << cut.len()).filter(|way| way.count_ones() as usize == missing);
    ways.map(|way| {
        let raised = |pot: usize| {
            let position = cut.iter().position(|it| *it == pot);
            position.is_some_and(|position| way >> position & 1 == 1)
        };
        let whole = |(position, pot): (usize, &Pot)| Pot {
            money: Ratio::whole(pot.money.round(Rounding::Down) + i128::from(raised(position))),
            ..pot.clone()
        };
        pots.iter().enumerate().map(whole).collect()
    })
    .collect()
}

/// The money that the amounts of a frame share after its scaling, if it is whole: what leftover
/// kronor are counted against.
pub(super) fn total_after(frame: &Frame, pots: Option<&[Pot]>) -> Option<Ratio> {
    let total = match (&frame.scaling, pots) {
        (_, Some(pots)) => pots
            .iter()
            .try_fold(Ratio::ZERO, |sum, pot| sum.add(pot.money))
            .ok()?,
        (Scaling::Rest(step), None) => match step.as_ref() {
            Step::ShareRest { appropriation, .. } => *appropriation,
            _ => return total_of_entitlements(&frame.apportion),
        },
        _ => return total_of_entitlements(&frame.apportion),
    };
    total.is_whole().then_some(total)
}

/// The sum of the entitlements, if it is whole; it is not where a key lists only some recipients.
pub(super) fn total_of_entitlements(apportion: &Step) -> Option<Ratio> {
    let done = Procedure::new(vec![apportion.clone()]).run().ok()?;
    let sum = done.steps().first()?.after.sum().ok()?;
    sum.is_whole().then_some(sum)
}

/// Whether two procedures do the same, whatever their pots are called.
pub(super) fn does_the_same(one: &Procedure, other: &Procedure) -> bool {
    one.steps().len() == other.steps().len() && nameless(one) == nameless(other)
}
