//! Procedures of any steps, with the certificate as judge.

use statsbidrag::allocation::{
    Adjustment, AllocationKey, Bounds, ByRemainder, Denomination, Pot, Procedure, Promise, Step,
    certify,
};
use statsbidrag::exact::{Kronor, Ratio, Rounding};

use crate::damage::Choices;
use crate::folders::proves_itself;

/// Weights that are hard: none, equal, one giant.
fn weight(choices: &mut Choices<'_>) -> u64 {
    match choices.byte() % 8 {
        0 => 0,
        1 | 2 => 1,
        3 => u64::MAX,
        4 => 1_000_000,
        _ => u64::try_from(choices.below(1 << 16)).unwrap(),
    }
}

/// Kronor that are hard: none, below zero, fewer than recipients, round, all there are.
fn kronor(choices: &mut Choices<'_>) -> Kronor {
    let any = i64::try_from(choices.below(1 << 16)).unwrap();
    Kronor(match choices.byte() % 12 {
        0 => 0,
        1 => any % 5,
        2 => i64::MAX,
        3 => -any,
        4 => i64::MIN,
        5 | 6 => any * 1_000_000,
        _ => any * any + any,
    })
}

fn ratio(choices: &mut Choices<'_>) -> Ratio {
    let whole = Ratio::from(kronor(choices));
    match choices.byte() % 4 {
        0 => whole.div(Ratio::whole(3)).unwrap_or(whole),
        _ => whole,
    }
}

fn rounding(choices: &mut Choices<'_>) -> Rounding {
    const ALL: [Rounding; 3] = [Rounding::HalfUp, Rounding::HalfEven, Rounding::Truncate];
    ALL[usize::from(choices.byte()) % ALL.len()]
}

fn flags(count: usize, choices: &mut Choices<'_>) -> Vec<bool> {
    (0..count)
        .map(|_| !choices.byte().is_multiple_of(3))
        .collect()
}

fn limits(count: usize, choices: &mut Choices<'_>) -> Vec<Option<Kronor>> {
    let limit =
        |choices: &mut Choices<'_>| (!choices.byte().is_multiple_of(3)).then(|| kronor(choices));
    (0..count).map(|_| limit(choices)).collect()
}

/// Lists are as long as there are recipients, but for one in 32.
fn length(recipients: usize, choices: &mut Choices<'_>) -> usize {
    match choices.byte() % 32 {
        31 => recipients + 1,
        30 => recipients.saturating_sub(1),
        _ => recipients,
    }
}

fn first(recipients: usize, choices: &mut Choices<'_>) -> Option<Step> {
    let count = length(recipients, choices);
    let weights = (0..count).map(|_| weight(choices)).collect();
    let key = AllocationKey::new(weights).ok()?;
    let appropriation = ratio(choices);
    Some(match choices.byte() % 4 {
        0 | 1 => Step::Apportion { appropriation, key },
        2 => Step::ApportionAboveBase {
            appropriation,
            base: kronor(choices),
            recipients: length(recipients, choices),
            key,
        },
        _ => {
            let count = length(recipients, choices);
            Step::ApportionWithin {
                appropriation: kronor(choices),
                key,
                bounds: Bounds {
                    lower: (0..count).map(|_| kronor(choices)).collect(),
                    upper: limits(count, choices),
                },
            }
        }
    })
}

/// A unit as often used, or one of anything.
fn unit(choices: &mut Choices<'_>) -> Denomination {
    let unit = match choices.byte() % 5 {
        0 | 1 => Ok(Denomination::KRONA),
        2 => Denomination::kronor(1_000),
        3 => Ok(Denomination::ORE),
        _ => Denomination::of(ratio(choices)),
    };
    unit.unwrap_or(Denomination::KRONA)
}

fn later(recipients: usize, choices: &mut Choices<'_>) -> Step {
    let count = length(recipients, choices);
    let ranks = (0..count).rev().collect();
    match choices.byte() % 8 {
        0 | 1 => Step::Round {
            rounding: rounding(choices),
            unit: unit(choices),
        },
        2 => Step::largest_remainder(ranks),
        3 => Step::Adjust {
            adjustments: vec![Adjustment {
                recipient: choices.below(recipients + 1),
                by: kronor(choices),
            }],
        },
        4 => Step::balance(ratio(choices), ranks),
        5 => Step::SharePots {
            pots: vec![Pot {
                name: "pott".to_owned(),
                money: ratio(choices),
                eligible: flags(count, choices),
            }],
            round_parts: choices.byte().is_multiple_of(2).then(|| rounding(choices)),
        },
        6 => Step::Limit {
            claims: limits(count, choices),
        },
        _ => Step::ShareRest {
            appropriation: ratio(choices),
            asked: flags(count, choices),
            caps: choices
                .byte()
                .is_multiple_of(2)
                .then(|| limits(count, choices)),
        },
    }
}

/// A procedure of any steps gives amounts that keep what the steps promise, or a reason; and a krona
/// moved in what ends with largest remainder is refuted.
pub fn procedures(bytes: &[u8]) {
    let mut choices = Choices(bytes);
    let recipients = 1 + usize::from(choices.byte() % 9);
    let Some(start) = first(recipients, &mut choices) else {
        return;
    };
    let mut steps = vec![start];
    for _ in 0..choices.byte() % 4 {
        steps.push(later(recipients, &mut choices));
    }
    let procedure = Procedure::new(steps);
    let allocation = match procedure.run() {
        Ok(allocation) => allocation,
        Err(reason) => return assert!(!reason.to_string().is_empty()),
    };
    let Ok(amounts) = allocation.amounts() else {
        return;
    };
    proves_itself(&allocation, &procedure);
    let done = allocation.steps();
    let [.., before, last] = done else { return };
    let Step::LargestRemainder { order, .. } = last.step.as_ref() else {
        return;
    };
    let Ok(total) = before.after.sum() else {
        return;
    };
    // a sum beyond all kronor cannot be promised
    let Ok(total) = Kronor::from_whole(total.numerator()) else {
        return;
    };
    let promise = Promise {
        total: Some(total.into()),
        largest_remainder: Some(ByRemainder {
            exact: &before.after,
            unit: Denomination::KRONA,
            order: Some(order),
            groups: None,
        }),
        ..Promise::default()
    };
    assert_eq!(certify(&promise, &amounts), Ok(()));
    for moved in 0..amounts.len() {
        let mut tampered = amounts.clone();
        tampered[moved].0 = tampered[moved].0.wrapping_add(1);
        assert!(
            certify(&promise, &tampered).is_err(),
            "a krona more for {moved} of {amounts:?}: {procedure:?}"
        );
        let next = (moved + 1) % tampered.len();
        if next != moved {
            tampered[next].0 = tampered[next].0.wrapping_sub(1);
            assert!(
                certify(&promise, &tampered).is_err(),
                "a krona to {moved} from {next} of {amounts:?}: {procedure:?}"
            );
        }
    }
}
