//! The closed space of procedures: everything that the rules of a grant usually leave open.
//!
//! | choice | values |
//! | --- | --- |
//! | stage | entitlements kept as fractions, or made whole before they are scaled |
//! | rounding mode | half-up, half-even, half-down, truncate, up |
//! | leftover kronor | nothing, a krona each to or from the largest, largest remainder, kronor stated by a reading |
//! | parts | those of several keys or pots added exactly, or each rounded |
//! | pots | exact fractions, or whole kronor with each choice of the pots that get the krona cut off |
//!
//! Scaling exact entitlements is the order "scale, then round"; scaling whole ones is "round, then
//! scale, then round". Keys, conditions, claims and stated kronor are taken from the readings.

use super::ingredients::{
    Frame, Ingredients, Scaling, does_the_same, total_after, total_of_entitlements, whole_pots,
};
use crate::allocation::{Adjustment, Denomination, Pot, Procedure, Step};
use crate::exact::{Ratio, Rounding};

/// The rounding modes, the most usual first. (Rounding down is truncation: no amount is negative.)
const MODES: [Rounding; 5] = [
    Rounding::HalfUp,
    Rounding::HalfEven,
    Rounding::HalfDown,
    Rounding::Truncate,
    Rounding::Up,
];

/// Every procedure that the readings of a grant span: those themselves first, then, for each
/// different key, set of pots or second round in them, every combination of the choices above, the
/// plainest first. None stands twice.
///
/// `ranks` says who comes first among equals, for each recipient.
pub fn procedure_space(readings: &[&Procedure], ranks: &[usize]) -> Vec<Procedure> {
    let ingredients = Ingredients::of(readings);
    let mut space: Vec<Procedure> = Vec::new();
    for reading in readings {
        if !space.iter().any(|known| does_the_same(known, reading)) {
            space.push((*reading).clone());
        }
    }
    let stated_by_readings = space.len();
    for frame in &ingredients.frames {
        for procedure in of_frame(frame, &ingredients.stated, ranks) {
            let is_reading = space[..stated_by_readings]
                .iter()
                .any(|reading| does_the_same(reading, &procedure));
            if !is_reading {
                space.push(procedure);
            }
        }
    }
    space
}

fn of_frame(frame: &Frame, stated: &[Vec<Adjustment>], ranks: &[usize]) -> Vec<Procedure> {
    let scalings = scalings(frame);
    let mut found = Vec::new();
    for apportion in apportionings(&frame.apportion) {
        let parts_are_whole = rounds_parts(&apportion);
        let mut stages = vec![Vec::new()];
        // without a scaling the entitlements are the amounts, made whole once
        if frame.scaling != Scaling::None {
            let total = total_of_entitlements(&apportion);
            stages.extend(made_whole(total, parts_are_whole, stated, ranks));
        }
        for (scaling, total) in &scalings {
            let is_whole = scaling.as_ref().map_or(parts_are_whole, rounds_parts);
            let ends = made_whole(*total, is_whole, stated, ranks);
            for stage in &stages {
                for end in &ends {
                    let steps = std::iter::once(&apportion)
                        .chain(stage)
                        .chain(&frame.limit_before)
                        .chain(scaling)
                        .chain(end)
                        .chain(&frame.limit_after);
                    found.push(Procedure::new(steps.cloned().collect()));
                }
            }
        }
    }
    found
}

/// Whether a step leaves whole kronor because it rounds the parts before it adds them.
fn rounds_parts(step: &Step) -> bool {
    matches!(
        step,
        Step::SharePots {
            round_parts: Some(_),
            ..
        } | Step::ApportionMixed {
            round_parts: Some(_),
            ..
        }
    )
}

/// The apportioning step; with several keys also each part rounded.
fn apportionings(step: &Step) -> Vec<Step> {
    let mut found = vec![step.clone()];
    if let Step::ApportionMixed {
        appropriation,
        keys,
        ..
    } = step
    {
        found.extend(MODES.map(|mode| Step::ApportionMixed {
            appropriation: *appropriation,
            keys: keys.clone(),
            round_parts: Some(mode),
        }));
    }
    found
}

/// The scaling in each of its ways, with the whole sum that its amounts should have.
fn scalings(frame: &Frame) -> Vec<(Option<Step>, Option<Ratio>)> {
    let pots = match &frame.scaling {
        Scaling::None => return vec![(None, total_after(frame, None))],
        Scaling::Rest(step) => {
            return vec![(Some(step.as_ref().clone()), total_after(frame, None))];
        }
        Scaling::Pots(pots) => pots,
    };
    let mut found = Vec::new();
    let with = |pots: Vec<Pot>, round_parts| Some(Step::SharePots { pots, round_parts });
    for pots in std::iter::once(pots.clone()).chain(whole_pots(pots)) {
        let total = total_after(frame, Some(&pots));
        found.push((with(pots.clone(), None), total));
        if pots.len() > 1 {
            let each = MODES.map(|mode| (with(pots.clone(), Some(mode)), total));
            found.extend(each);
        }
    }
    found
}

/// The ways to make amounts whole, unless they are, and what becomes of the kronor left over.
fn made_whole(
    total: Option<Ratio>,
    is_whole: bool,
    stated: &[Vec<Adjustment>],
    ranks: &[usize],
) -> Vec<Vec<Step>> {
    let round = |rounding| {
        vec![Step::Round {
            rounding,
            unit: Denomination::KRONA,
        }]
    };
    let rounded: Vec<Vec<Step>> = if is_whole {
        vec![Vec::new()]
    } else {
        MODES.map(round).into()
    };
    let mut leftovers = vec![None];
    leftovers.extend(total.map(|total| Some(Step::balance(total, ranks.to_vec()))));
    let adjust = |adjustments: &Vec<Adjustment>| {
        let adjustments = adjustments.clone();
        Some(Step::Adjust { adjustments })
    };
    leftovers.extend(stated.iter().map(adjust));
    let mut found = Vec::new();
    for rounded in &rounded {
        for leftover in &leftovers {
            found.push(rounded.iter().chain(leftover).cloned().collect());
        }
    }
    if total.is_some() && !is_whole {
        found.push(vec![Step::largest_remainder(ranks.to_vec())]);
    }
    found
}
