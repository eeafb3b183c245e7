//! Promises about each amount by itself.

use super::{Promise, Refutation};
use crate::allocation::Adjustment;
use crate::exact::{Kronor, Ratio, Rounding};

/// What one recipient's amount breaks.
pub(super) fn refuted(promise: &Promise<'_>, recipient: usize, amount: Kronor) -> Vec<Refutation> {
    let mut refuted = Vec::new();
    if let Some(floor) = promise
        .floors
        .map(|floors| floors[recipient])
        .filter(|it| amount < *it)
    {
        refuted.push(Refutation::BelowFloor {
            recipient,
            amount,
            floor,
        });
    }
    if let Some(cap) = promise
        .caps
        .and_then(|caps| caps[recipient])
        .filter(|it| amount > *it)
    {
        refuted.push(Refutation::AboveCap {
            recipient,
            amount,
            cap,
        });
    }
    if promise
        .eligible
        .is_some_and(|eligible| !eligible[recipient])
        && amount != Kronor::ZERO
    {
        refuted.push(Refutation::NotEligible { recipient, amount });
    }
    // largest remainder gives the whole kronor or one more, too
    let by_remainder = promise.largest_remainder.map(|(exact, _)| exact);
    if let Some(exact) = promise.exact.or(by_remainder) {
        let (numerator, denominator) = (exact.numerator(recipient), exact.denominator());
        // |amount − numerator / denominator| < 1, without a product that could overflow
        let amount_is = |whole: i128| i128::from(amount.0) == whole;
        let whole = numerator.div_euclid(denominator);
        let has_rest = numerator.rem_euclid(denominator) != 0;
        let near = amount_is(whole) || has_rest && amount_is(whole + 1);
        if let (false, Ok(share)) = (near, exact.get(recipient)) {
            refuted.push(Refutation::OffQuota {
                recipient,
                amount,
                share,
            });
        }
    }
    if let Some((exact, rounding, unit)) = promise.rounded {
        let (numerator, denominator) = (exact.numerator(recipient), exact.denominator());
        let kept = is_rounded(numerator, denominator, rounding, unit, amount);
        if let (false, Ok(share)) = (kept.unwrap_or(false), exact.get(recipient)) {
            refuted.push(Refutation::NotRounded {
                recipient,
                amount,
                share,
                rounding,
                unit,
            });
        }
    }
    refuted
}

/// Whether `amount` is `numerator / denominator` rounded, by what each mode says of the distance
/// between the two; `None` when the denominator of a unit leaves the range.
fn is_rounded(
    numerator: i128,
    denominator: i128,
    rounding: Rounding,
    unit: Kronor,
    amount: Kronor,
) -> Option<bool> {
    let (unit, amount) = (i128::from(unit.0), i128::from(amount.0));
    if unit <= 0 || amount % unit != 0 {
        return Some(false);
    }
    let width = denominator.checked_mul(unit)?;
    let (units, below) = (amount / unit, numerator.div_euclid(width));
    let rest = numerator.rem_euclid(width);
    let distance = match units - below {
        0 => rest,
        1 if rest > 0 => width - rest,
        _ => return Some(false),
    };
    let above = units > below;
    // away from zero
    let outward = above == (below >= 0);
    let nearer = distance < width - distance;
    let half = distance == width - distance;
    Some(match rounding {
        Rounding::HalfUp => nearer || half && outward,
        Rounding::HalfDown => nearer || half && !outward,
        Rounding::HalfEven => nearer || half && units % 2 == 0,
        Rounding::Up => above || rest == 0,
        Rounding::Down => !above,
        Rounding::Truncate => !outward || rest == 0,
    })
}

/// The first amount that is not what it was before and what is stated for it.
pub(super) fn wrongly_adjusted(
    before: &[Kronor],
    adjustments: &[Adjustment],
    amounts: &[Kronor],
) -> Option<Refutation> {
    let mut expected: Vec<i128> = before.iter().map(|it| it.0.into()).collect();
    for adjustment in adjustments {
        if let Some(amount) = expected.get_mut(adjustment.recipient) {
            *amount += i128::from(adjustment.by.0);
        }
    }
    let recipient = (0..amounts.len()).find(|&it| i128::from(amounts[it].0) != expected[it])?;
    Some(Refutation::NotAsStated {
        recipient,
        amount: amounts[recipient],
        stated: Ratio::whole(expected[recipient]),
    })
}
