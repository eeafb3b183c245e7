//! Whether what is recorded of a step is what the step makes of the amounts before it.
//!
//! Each step is held to what defines it and is not done again: shares by cross multiplication, bounds
//! by the one level that all who are between them have in common. A share is compared by one factor for
//! the whole list, so that a recipient takes a multiplication.

use super::Refutation;
use super::bounds::{wrong_rounds, wrong_within};
use super::tied::wrong_ties;
use crate::allocation::amounts::{product, sum};
use crate::allocation::{
    AllocationError, AllocationKey, Detail, DoneStep, ExactAmounts, Pot, PriceTerm, Step,
};
use crate::exact::{ArithmeticError, Kronor, Ratio, Rounding};

/// What of a record is wrong.
pub(super) enum Wrong {
    /// The amount of a recipient.
    Amount(usize),
    /// Their sum.
    Sum {
        /// The sum.
        found: Ratio,
        /// What there was.
        promised: Ratio,
    },
    /// What stands beside the amounts: parts of pots, what was left.
    Beside,
}

pub(super) type Found = Result<Option<Wrong>, AllocationError>;

/// What is wrong with the record of a step that shares or limits money. Steps that make amounts whole
/// are held to what they promise instead.
pub(super) fn wrong_record(
    done: &DoneStep,
    before: Option<&ExactAmounts>,
    position: usize,
) -> Option<Refutation> {
    let found = match before {
        None => of_creating(done),
        Some(before) => of_working(done, before),
    };
    let found = match found {
        Ok(None) => wrong_ties(done, before),
        found => found,
    };
    let step = done.step.name();
    match found {
        Ok(None) => None,
        Ok(Some(Wrong::Amount(recipient))) => Some(match done.after.get(recipient) {
            Ok(amount) => Refutation::NotByStep {
                position,
                step,
                recipient,
                amount,
            },
            Err(_) => Refutation::OutOfRange,
        }),
        Ok(Some(Wrong::Sum { found, promised })) => Some(Refutation::Sum { found, promised }),
        Ok(Some(Wrong::Beside)) => Some(Refutation::WrongRecord { position, step }),
        Err(error) => Some(Refutation::from(error)),
    }
}

fn of_creating(done: &DoneStep) -> Found {
    let after = &done.after;
    match done.step.as_ref() {
        Step::Apportion { appropriation, key } => wrong_mix(after, &[(*appropriation, key)], None),
        Step::ApportionMixed {
            appropriation,
            keys,
            round_parts,
        } => {
            let money = keys
                .iter()
                .map(|(part, key)| Ok((appropriation.mul(*part)?, key)));
            let money = money.collect::<Result<Vec<_>, ArithmeticError>>()?;
            wrong_mix(after, &money, *round_parts)
        }
        Step::ApportionAboveBase {
            appropriation,
            base,
            recipients,
            key,
        } => {
            let count = Ratio::whole(i128::try_from(*recipients).unwrap_or(i128::MAX));
            let rest = appropriation.sub(Ratio::from(*base).mul(count)?)?;
            let share = factor(rest, key, after)?;
            let base = product(base.0.into(), after.denominator())?;
            wrong_amount(after, |it| {
                is_times(sum([after.numerator(it), -base])?, share, weight(key, it))
            })
        }
        Step::ApportionWithin {
            appropriation,
            key,
            bounds,
        } => wrong_within(after, Ratio::from(*appropriation), key.weights(), bounds),
        Step::ApportionSeveral { parts, round_parts } => {
            let part = |(recorded, (money, key)): (&ExactAmounts, &(Ratio, AllocationKey))| {
                wrong_mix(recorded, &[(*money, key)], *round_parts)
            };
            wrong_parts(done, parts, part)
        }
        Step::Price { terms } => {
            let part = |(recorded, term): (&ExactAmounts, &PriceTerm)| {
                wrong_amount(recorded, |it| {
                    Ok(recorded.get(it)? == term.price(it).mul(term.counts[it])?)
                })
            };
            wrong_parts(done, terms, part)
        }
        _ => Ok(None),
    }
}

fn of_working(done: &DoneStep, before: &ExactAmounts) -> Found {
    let after = &done.after;
    match done.step.as_ref() {
        Step::SharePots { pots, round_parts } => {
            let part = |(recorded, pot): (&ExactAmounts, &Pot)| {
                wrong_pot(recorded, before, pot, *round_parts)
            };
            wrong_parts(done, pots, part)
        }
        Step::Limit { claims } => wrong_amount(after, |it| {
            let own = before.get(it)?;
            let claim = claims[it].map(Ratio::from).filter(|claim| *claim < own);
            Ok(after.get(it)? == claim.unwrap_or(own))
        }),
        Step::ShareRest {
            appropriation,
            asked,
            caps,
        } => {
            let left = appropriation.sub(before.sum()?)?;
            let Detail::Rest {
                left: recorded,
                factor,
            } = &done.detail
            else {
                return Ok(Some(Wrong::Beside));
            };
            let expected = match caps {
                None => grown(before, left, asked)?,
                Some(_) if before.sum()?.is_zero() => Ratio::ONE,
                Some(_) => after.sum()?.div(before.sum()?)?,
            };
            if (*recorded, *factor) != (left, expected) {
                return Ok(Some(Wrong::Beside));
            }
            match caps {
                None => wrong_round(after, before, asked, expected),
                Some(caps) => wrong_rounds(after, before, *appropriation, (asked, caps)),
            }
        }
        _ => Ok(None),
    }
}

fn weight(key: &AllocationKey, recipient: usize) -> i128 {
    key.weights()[recipient].into()
}

/// What a weight of one has of the money, in steps of one over the denominator of the amounts.
fn factor(
    money: Ratio,
    key: &AllocationKey,
    amounts: &ExactAmounts,
) -> Result<Ratio, ArithmeticError> {
    money
        .div(Ratio::whole(key.total()))?
        .mul(Ratio::whole(amounts.denominator()))
}

/// Whether so many steps are factor × times.
fn is_times(steps: i128, factor: Ratio, times: i128) -> Result<bool, AllocationError> {
    let left = steps.checked_mul(factor.denominator());
    let right = factor.numerator().checked_mul(times);
    Ok(match (left, right) {
        (Some(left), Some(right)) => left == right,
        _ => factor.mul(Ratio::whole(times))? == Ratio::whole(steps),
    })
}

/// The first recipient of whom it is not so.
pub(super) fn wrong_amount(
    amounts: &ExactAmounts,
    is_right: impl Fn(usize) -> Result<bool, AllocationError>,
) -> Found {
    for recipient in 0..amounts.len() {
        if !is_right(recipient)? {
            return Ok(Some(Wrong::Amount(recipient)));
        }
    }
    Ok(None)
}

/// Whether everybody has the shares of all keys, each rounded or not.
fn wrong_mix(
    amounts: &ExactAmounts,
    money: &[(Ratio, &AllocationKey)],
    rounding: Option<Rounding>,
) -> Found {
    if let Some(rounding) = rounding {
        return wrong_amount(amounts, |it| {
            let mut expected = 0;
            for (money, key) in money {
                let above = product(money.numerator(), weight(key, it))?;
                let below = product(money.denominator(), key.total())?;
                expected = sum([expected, rounding.divide(above, below)])?;
            }
            Ok(amounts.numerator(it) == product(expected, amounts.denominator())?)
        });
    }
    let factors = money
        .iter()
        .map(|(money, key)| Ok((factor(*money, key, amounts)?, *key)));
    let factors = factors.collect::<Result<Vec<_>, ArithmeticError>>()?;
    if let [(share, key)] = factors.as_slice() {
        return wrong_amount(amounts, |it| {
            is_times(amounts.numerator(it), *share, weight(key, it))
        });
    }
    wrong_amount(amounts, |it| {
        let mut expected = Ratio::ZERO;
        for (share, key) in &factors {
            expected = expected.add(share.mul(Ratio::whole(weight(key, it)))?)?;
        }
        Ok(Ratio::whole(amounts.numerator(it)) == expected)
    })
}

/// Whether each recorded part is right, and the amounts are their sum.
fn wrong_parts<T>(
    done: &DoneStep,
    of: &[T],
    wrong: impl Fn((&ExactAmounts, &T)) -> Found,
) -> Found {
    let Detail::Parts(parts) = &done.detail else {
        return Ok(Some(Wrong::Beside));
    };
    if parts.len() != of.len() || parts.iter().any(|it| it.len() != done.after.len()) {
        return Ok(Some(Wrong::Beside));
    }
    for pair in parts.iter().zip(of) {
        if wrong(pair)?.is_some() {
            return Ok(Some(Wrong::Beside));
        }
    }
    let after = &done.after;
    // over a common denominator a part is a whole number of times its own
    let times = parts.iter().map(|part| {
        let times = after.denominator() / part.denominator().max(1);
        (times.saturating_mul(part.denominator()) == after.denominator()).then_some(times)
    });
    let times = times.collect::<Option<Vec<i128>>>();
    wrong_amount(after, |it| {
        let Some(times) = &times else {
            let each = parts.iter().map(|part| part.get(it));
            let all = each
                .into_iter()
                .try_fold(Ratio::ZERO, |sum, part| sum.add(part?))?;
            return Ok(after.get(it)? == all);
        };
        let steps = parts
            .iter()
            .zip(times)
            .map(|(part, times)| product(part.numerator(it), *times));
        let steps = steps.collect::<Result<Vec<_>, _>>()?;
        Ok(sum(steps)? == after.numerator(it))
    })
}

/// Whether a pot is shared by the eligible in proportion to what they have.
fn wrong_pot(
    part: &ExactAmounts,
    before: &ExactAmounts,
    pot: &Pot,
    rounding: Option<Rounding>,
) -> Found {
    let own = |it: usize| match pot.eligible[it] {
        true => before.numerator(it),
        false => 0,
    };
    let all = sum((0..before.len()).map(own))?;
    if let Some(rounding) = rounding {
        let below = product(pot.money.denominator(), all)?;
        return wrong_amount(part, |it| {
            let above = product(pot.money.numerator(), own(it))?;
            let whole = rounding.divide(above, below);
            Ok(part.numerator(it) == product(whole, part.denominator())?)
        });
    }
    let share = pot.money.div(Ratio::whole(all))?;
    let share = share.mul(Ratio::whole(part.denominator()))?;
    wrong_amount(part, |it| is_times(part.numerator(it), share, own(it)))
}

/// By how much what those who asked have grows when they share what is left.
fn grown(before: &ExactAmounts, left: Ratio, asked: &[bool]) -> Result<Ratio, AllocationError> {
    let askers = (0..asked.len()).filter(|&it| asked[it]);
    let had = sum(askers.map(|it| before.numerator(it)))?;
    let had = Ratio::new(had, before.denominator())?;
    Ok(had.add(left)?.div(had)?)
}

/// Whether those who asked have what they had times the factor, and the others what they had.
fn wrong_round(
    after: &ExactAmounts,
    before: &ExactAmounts,
    asked: &[bool],
    factor: Ratio,
) -> Found {
    let plain = Ratio::new(after.denominator(), before.denominator())?;
    let grown = plain.mul(factor)?;
    wrong_amount(after, |it| {
        let factor = if asked[it] { grown } else { plain };
        is_times(after.numerator(it), factor, before.numerator(it))
    })
}

/// A list of kronor in steps of one over a denominator.
pub(super) fn in_steps(kronor: Kronor, denominator: i128) -> Result<i128, ArithmeticError> {
    product(kronor.0.into(), denominator)
}
