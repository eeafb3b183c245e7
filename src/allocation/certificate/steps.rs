//! What each step of a procedure promises of the amounts.

use super::{Promise, Refutation, Refutations, refutations};
use crate::allocation::amounts::sum;
use crate::allocation::{AllocationError, DoneStep, ExactAmounts, Step};
use crate::exact::{Kronor, Ratio};

/// Holds `amounts` to what the steps promise, and the amounts between to what their steps do.
pub(in crate::allocation) fn certify_steps(
    steps: &[DoneStep],
    amounts: &[Kronor],
) -> Result<(), Refutations> {
    let mut refuted = Vec::new();
    for (index, done) in steps.iter().enumerate() {
        let before = index.checked_sub(1).map(|before| &steps[before].after);
        // what a step promised holds at the end if only rounding to kronor came after
        let settled = steps[index + 1..].iter().all(|it| keeps_promises(&it.step));
        let found = if settled {
            of_step(done, before, amounts)
        } else if let Ok(between) = done.after.to_kronor() {
            of_step(done, before, &between)
        } else {
            continue;
        };
        match found {
            Ok(found) => refuted.extend(found),
            Err(error) => refuted.push(Refutation::from(error)),
        }
    }
    Refutations::result(refuted, ())
}

/// Rounding to kronor takes nobody past a bound in whole kronor, nor a krona from an exact amount.
fn keeps_promises(later: &Step) -> bool {
    match later {
        Step::Round { unit, .. } => *unit == Kronor(1),
        Step::LargestRemainder { .. } => true,
        _ => false,
    }
}

fn of_step(
    done: &DoneStep,
    before: Option<&ExactAmounts>,
    amounts: &[Kronor],
) -> Result<Vec<Refutation>, AllocationError> {
    let near = Promise {
        exact: Some(&done.after),
        ..Promise::default()
    };
    Ok(match (done.step.as_ref(), before) {
        (Step::Apportion { appropriation, key }, _) => {
            // of money to be paid back, more weight has less
            let weights = (!appropriation.is_negative()).then_some(key.weights());
            refutations(&Promise { weights, ..near }, amounts)
        }
        (Step::ApportionAboveBase { base, key, .. }, _) => {
            let floors = vec![*base; amounts.len()];
            let promise = Promise {
                floors: Some(&floors),
                weights: Some(key.weights()),
                ..near
            };
            refutations(&promise, amounts)
        }
        (Step::ApportionWithin { bounds, .. }, _) => {
            let promise = Promise {
                floors: Some(&bounds.lower),
                caps: Some(&bounds.upper),
                ..near
            };
            refutations(&promise, amounts)
        }
        (Step::SharePots { pots, .. }, _) => {
            let anybody: Vec<bool> = (0..amounts.len())
                .map(|recipient| pots.iter().any(|pot| pot.eligible[recipient]))
                .collect();
            let eligible = Some(anybody.as_slice());
            refutations(&Promise { eligible, ..near }, amounts)
        }
        (Step::Limit { claims }, _) => {
            let caps = Some(claims.as_slice());
            refutations(&Promise { caps, ..near }, amounts)
        }
        (Step::ApportionMixed { .. }, _) | (_, None) => refutations(&near, amounts),
        (Step::ShareRest { .. }, Some(before)) => nobody_lowered(near, before, amounts),
        (settling, Some(before)) => of_settling(settling, before, amounts)?,
    })
}

/// A second round takes nothing back from those who had whole kronor.
fn nobody_lowered(near: Promise<'_>, before: &ExactAmounts, amounts: &[Kronor]) -> Vec<Refutation> {
    let had = before.to_kronor().ok();
    let floors = had.as_deref();
    refutations(&Promise { floors, ..near }, amounts)
}

/// The steps that make kronor whole or put the left over ones somewhere.
fn of_settling(
    step: &Step,
    before: &ExactAmounts,
    amounts: &[Kronor],
) -> Result<Vec<Refutation>, AllocationError> {
    let promise = Promise::default();
    Ok(match step {
        Step::Round { rounding, unit } => {
            let rounded = Some((before, *rounding, *unit));
            refutations(&Promise { rounded, ..promise }, amounts)
        }
        Step::LargestRemainder { ranks } => {
            let promise = Promise {
                total: Some(whole_sum(before)?),
                exact: Some(before),
                largest_remainder: Some((before, ranks.as_slice())),
                ..promise
            };
            refutations(&promise, amounts)
        }
        Step::Adjust { adjustments } => {
            let before = before.to_kronor()?;
            let adjusted = Some((before.as_slice(), adjustments.as_slice()));
            refutations(
                &Promise {
                    adjusted,
                    ..promise
                },
                amounts,
            )
        }
        Step::Balance { total, ranks } => {
            let before = before.to_kronor()?;
            let promise = Promise {
                total: Some(whole(*total)?),
                balanced: Some((before.as_slice(), ranks.as_slice())),
                ..promise
            };
            refutations(&promise, amounts)
        }
        _ => Vec::new(),
    })
}

/// The sum of amounts that is whole, by whole kronor and remainders: the sum of the numerators may be
/// outside the range where the amounts are not.
fn whole_sum(exact: &ExactAmounts) -> Result<Kronor, AllocationError> {
    let denominator = exact.denominator();
    let whole = sum(exact.numerators().map(|it| it.div_euclid(denominator)))?;
    let rest = sum(exact.numerators().map(|it| it.rem_euclid(denominator)))?;
    if rest.rem_euclid(denominator) != 0 {
        let amount = Ratio::new(rest, denominator)?.to_string();
        return Err(AllocationError::NotWhole { amount });
    }
    Ok(Kronor::from_whole(sum([whole, rest / denominator])?)?)
}

/// A sum that amounts in whole kronor can have.
fn whole(sum: Ratio) -> Result<Kronor, AllocationError> {
    if !sum.is_whole() {
        let amount = sum.to_string();
        return Err(AllocationError::NotWhole { amount });
    }
    Ok(Kronor::from_whole(sum.numerator())?)
}
