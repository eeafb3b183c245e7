//! What each step of a procedure promises of the amounts.

use std::sync::Arc;

use super::record::wrong_record;
use super::{Balanced, ByRemainder, Promise, Refutation, Refutations, refutations};
use crate::allocation::amounts::sum;
use crate::allocation::{
    AllocationError, Denomination, DoneStep, ExactAmounts, Settling, Step, TieOrder, TieRule,
};
use crate::exact::{Kronor, Ratio};

/// How strictly the rule for ties is held to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::allocation) enum Ties {
    /// As the step says.
    AsRuled,
    /// Any choice among those that are level, unless the decision states the order.
    Open,
}

impl Ties {
    fn order(self, order: &TieOrder) -> Option<&TieOrder> {
        let is_stated = matches!(order.rule, TieRule::Stated | TieRule::Lot);
        (self == Ties::AsRuled || is_stated).then_some(order)
    }
}

/// Holds `amounts` to what the steps promise, and the amounts between to what their steps do. Of a
/// repayment both are looked at in the mirror, where all amounts are without their sign.
pub(in crate::allocation) fn certify_steps(
    steps: &[DoneStep],
    amounts: &ExactAmounts,
    is_repayment: bool,
    ties: Ties,
) -> Result<(), Refutations> {
    if !is_repayment {
        return Refutations::result(all_refuted(steps, amounts, ties), ());
    }
    let mirrored = |done: &DoneStep| {
        Ok::<_, AllocationError>(DoneStep {
            step: Arc::new(done.step.mirrored()?),
            after: done.after.negated()?,
            detail: done.detail.clone().negated()?,
        })
    };
    let steps = steps.iter().map(mirrored);
    let steps = steps.collect::<Result<Vec<_>, _>>()?;
    let amounts = amounts.negated().map_err(AllocationError::from)?;
    Refutations::result(all_refuted(&steps, &amounts, ties), ())
}

/// What refutes the amounts; where the steps prove themselves, what is recorded of them too.
fn all_refuted(steps: &[DoneStep], amounts: &ExactAmounts, ties: Ties) -> Vec<Refutation> {
    let mut refuted = certify_all(steps, amounts, ties);
    if ties == Ties::AsRuled {
        let records = wrong_records(steps);
        refuted.extend(
            records
                .into_iter()
                .filter(|it| !refuted.contains(it))
                .collect::<Vec<_>>(),
        );
    }
    refuted
}

fn certify_all(steps: &[DoneStep], amounts: &ExactAmounts, ties: Ties) -> Vec<Refutation> {
    let mut refuted = Vec::new();
    for (index, done) in steps.iter().enumerate() {
        let before = index.checked_sub(1).map(|before| &steps[before].after);
        // what a step promised holds at the end if only rounding came after
        let units = steps[index + 1..].iter().map(|it| made_whole(&it.step));
        // and what made amounts whole is undone by rounding to anything they are not whole in
        let is_kept = |units: &Vec<Denomination>| {
            !makes_whole(&done.step) || units.iter().all(|unit| done.after.are_whole(*unit))
        };
        let units = units.collect::<Option<Vec<_>>>().filter(is_kept);
        let found = if let Some(units) = units {
            of_step(done, before, amounts, &units, ties)
        } else if done.after.are_whole(Denomination::ORE) {
            of_step(done, before, &done.after, &[], Ties::AsRuled)
        } else {
            continue;
        };
        match found {
            Ok(found) => refuted.extend(found),
            Err(error) => refuted.push(Refutation::from(error)),
        }
    }
    refuted
}

/// Holds what is recorded of each step to the step and the amounts before it. The last one is held to
/// what it promises where the amounts are.
fn wrong_records(steps: &[DoneStep]) -> Vec<Refutation> {
    let mut refuted = Vec::new();
    for (index, done) in steps.iter().enumerate() {
        let before = index.checked_sub(1).map(|before| &steps[before].after);
        refuted.extend(wrong_record(done, before, index + 1));
        if index + 1 == steps.len() {
            continue;
        }
        let settled = match (done.step.as_ref(), before) {
            (Step::ApportionNested { .. }, _) => of_nested(done, &done.after, Ties::AsRuled),
            (step, Some(before)) => of_settling(step, before, &done.after, Ties::AsRuled),
            (_, None) => Ok(Vec::new()),
        };
        match settled {
            Ok(found) => refuted.extend(found),
            Err(error) => refuted.push(Refutation::from(error)),
        }
    }
    refuted
}

/// Whether the step decides amounts to the krona.
fn makes_whole(step: &Step) -> bool {
    matches!(
        step,
        Step::Round { .. }
            | Step::LargestRemainder { .. }
            | Step::Adjust { .. }
            | Step::Balance { .. }
            | Step::ApportionNested { .. }
    )
}

/// What a step that only rounds makes whole.
fn made_whole(later: &Step) -> Option<Denomination> {
    match later {
        Step::Round { unit, .. } | Step::LargestRemainder { unit, .. } => Some(*unit),
        _ => None,
    }
}

/// Holds amounts to what one step promises, where they were rounded to `units` after it.
fn of_step(
    done: &DoneStep,
    before: Option<&ExactAmounts>,
    amounts: &ExactAmounts,
    units: &[Denomination],
    ties: Ties,
) -> Result<Vec<Refutation>, AllocationError> {
    // each rounding takes an amount less than its unit away; what is settled stands as it is
    let moved = units
        .iter()
        .map(|unit| unit.in_kronor())
        .try_fold(Ratio::ZERO, Ratio::add)?;
    let within = if units.is_empty() { Ratio::ONE } else { moved };
    let near = Promise {
        exact: Some((&done.after, within)),
        ..Promise::default()
    };
    // rounding to kronor or öre takes nobody past a bound in whole kronor, to thousands it may
    let keeps_bounds = units.iter().all(|unit| *unit <= Denomination::KRONA);
    let bounded = |promise| {
        let promise = if keeps_bounds { promise } else { near };
        refutations(&promise, amounts)
    };
    Ok(match (done.step.as_ref(), before) {
        (Step::Apportion { appropriation, key }, _) => {
            // of money to be paid back, more weight has less
            let weights = (!appropriation.is_negative()).then_some(key.weights());
            refutations(&Promise { weights, ..near }, amounts)
        }
        (Step::ApportionAboveBase { base, key, .. }, _) => {
            let floors = vec![*base; amounts.len()];
            bounded(Promise {
                floors: Some(&floors),
                weights: Some(key.weights()),
                ..near
            })
        }
        (Step::ApportionWithin { bounds, .. }, _) => bounded(Promise {
            floors: Some(&bounds.lower),
            caps: Some(&bounds.upper),
            ..near
        }),
        (Step::ApportionNested { .. }, _) => of_nested(done, amounts, ties)?,
        (Step::SharePots { pots, .. }, _) => {
            let anybody: Vec<bool> = (0..amounts.len())
                .map(|recipient| pots.iter().any(|pot| pot.eligible[recipient]))
                .collect();
            let eligible = Some(anybody.as_slice());
            refutations(&Promise { eligible, ..near }, amounts)
        }
        (Step::Limit { claims }, _) => bounded(Promise {
            caps: Some(claims.as_slice()),
            ..near
        }),
        (Step::ApportionMixed { .. } | Step::ApportionSeveral { .. } | Step::Price { .. }, _)
        | (_, None) => refutations(&near, amounts),
        (Step::ShareRest { .. }, Some(before)) => {
            // a second round takes nothing back from those who had whole kronor
            let had = before.to_kronor().ok();
            bounded(Promise {
                floors: had.as_deref(),
                ..near
            })
        }
        (settling, Some(before)) => of_settling(settling, before, amounts, ties)?,
    })
}

/// Each group's amounts are what its members' weights make of the group's money.
fn of_nested(
    done: &DoneStep,
    amounts: &ExactAmounts,
    ties: Ties,
) -> Result<Vec<Refutation>, AllocationError> {
    let (
        Step::ApportionNested {
            groups,
            key,
            settling,
            order,
            unit,
            ..
        },
        crate::allocation::Detail::Groups { amounts: money, .. },
    ) = (done.step.as_ref(), &done.detail)
    else {
        return Ok(Vec::new());
    };
    let mut refuted = of_groups(done)?;
    for group in 0..groups.names.len() {
        let members: Vec<usize> = (0..groups.of.len())
            .filter(|&it| groups.of[it] == group)
            .collect();
        let weights = members.iter().map(|&it| i128::from(key.weights()[it]));
        let total = sum(weights.clone())?;
        let money = money.get(group)?;
        if total == 0 {
            // money of a group that nobody can have
            let (found, promised) = (Ratio::ZERO, money);
            refuted.extend((!money.is_zero()).then_some(Refutation::Sum { found, promised }));
            continue;
        }
        let exact = ExactAmounts::proportional(weights, total, money)?;
        let ranks = members.iter().map(|&it| order.ranks[it]).collect();
        let rule = order.rule;
        let order = TieOrder { rule, ranks };
        let promise = match settling {
            Settling::Each(rounding) => Promise {
                rounded: Some((&exact, *rounding, *unit)),
                ..Promise::default()
            },
            Settling::LargestRemainder => Promise {
                total: Some(money),
                largest_remainder: Some(ByRemainder {
                    exact: &exact,
                    unit: *unit,
                    order: ties.order(&order),
                    groups: None,
                }),
                ..Promise::default()
            },
        };
        let own = amounts.only(&members);
        let of_group = refutations(&promise, &own).into_iter();
        refuted.extend(of_group.map(|it| it.with_recipients(&members)));
    }
    Ok(refuted)
}

/// The groups' own amounts are what their weights make of the appropriation.
fn of_groups(done: &DoneStep) -> Result<Vec<Refutation>, AllocationError> {
    let (
        Step::ApportionNested {
            appropriation,
            groups,
            unit,
            ..
        },
        crate::allocation::Detail::Groups { amounts: money, .. },
    ) = (done.step.as_ref(), &done.detail)
    else {
        return Ok(Vec::new());
    };
    let weights = groups.key.weights().iter().map(|&it| i128::from(it));
    let exact = ExactAmounts::proportional(weights, groups.key.total(), *appropriation)?;
    let order = TieOrder::by_code((0..groups.names.len()).collect());
    let promise = match groups.settling {
        Settling::Each(rounding) => Promise {
            rounded: Some((&exact, rounding, *unit)),
            ..Promise::default()
        },
        Settling::LargestRemainder => Promise {
            total: Some(*appropriation),
            largest_remainder: Some(ByRemainder {
                exact: &exact,
                unit: *unit,
                order: Some(&order),
                groups: None,
            }),
            ..Promise::default()
        },
    };
    Ok(refutations(&promise, money))
}

/// The steps that make kronor whole or put the left over ones somewhere.
fn of_settling(
    step: &Step,
    before: &ExactAmounts,
    amounts: &ExactAmounts,
    ties: Ties,
) -> Result<Vec<Refutation>, AllocationError> {
    let promise = match step {
        Step::Round { rounding, unit } => Promise {
            rounded: Some((before, *rounding, *unit)),
            ..Promise::default()
        },
        Step::LargestRemainder {
            order,
            unit,
            groups,
        } => Promise {
            total: Some(whole_sum(before)?),
            exact: Some((before, unit.in_kronor())),
            largest_remainder: Some(ByRemainder {
                exact: before,
                unit: *unit,
                order: ties.order(order),
                groups: groups.as_deref(),
            }),
            ..Promise::default()
        },
        Step::Adjust { adjustments } => Promise {
            adjusted: Some((before, adjustments.as_slice())),
            ..Promise::default()
        },
        Step::Balance {
            total,
            order,
            to,
            unit,
        } => Promise {
            total: (*to != crate::allocation::Leftover::Kept).then_some(*total),
            balanced: Some(Balanced {
                before,
                to: *to,
                unit: *unit,
                order: ties.order(order),
            }),
            ..Promise::default()
        },
        _ => return Ok(Vec::new()),
    };
    Ok(refutations(&promise, amounts))
}

/// The sum, by whole kronor and remainders: the sum of the numerators may be outside the range where
/// the amounts are not.
fn whole_sum(exact: &ExactAmounts) -> Result<Ratio, AllocationError> {
    let denominator = exact.denominator();
    let whole = sum(exact.numerators().map(|it| it.div_euclid(denominator)))?;
    let rest = sum(exact.numerators().map(|it| it.rem_euclid(denominator)))?;
    let sum = Ratio::whole(whole).add(Ratio::new(rest, denominator)?)?;
    // what is given is in kronor, or in öre
    if sum.is_whole() {
        Kronor::from_whole(sum.numerator())?;
    }
    Ok(sum)
}
