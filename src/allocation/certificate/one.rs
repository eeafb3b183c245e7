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
    if let Some(exact) = promise.exact {
        let (numerator, denominator) = (exact.numerator(recipient), exact.denominator());
        // |amount × denominator − numerator| < denominator
        let near = i128::from(amount.0)
            .checked_mul(denominator)
            .and_then(|whole| whole.checked_sub(numerator))
            .is_some_and(|gap| gap.unsigned_abs() < denominator.unsigned_abs());
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
/// between the two; `None` when a product leaves the range.
fn is_rounded(
    numerator: i128,
    denominator: i128,
    rounding: Rounding,
    unit: Kronor,
    amount: Kronor,
) -> Option<bool> {
    let unit = i128::from(unit.0);
    let amount = i128::from(amount.0);
    if unit <= 0 || amount % unit != 0 {
        return Some(false);
    }
    let product = amount.checked_mul(denominator)?;
    let gap = product.checked_sub(numerator)?;
    let width = denominator.checked_mul(unit)?.unsigned_abs();
    let distance = gap.unsigned_abs();
    let outward = product.unsigned_abs() > numerator.unsigned_abs();
    // the distance to the neighbour on the other side of the exact share
    let nearest = distance < width && distance <= width - distance;
    let half = nearest && distance == width - distance;
    Some(match rounding {
        Rounding::HalfUp => nearest && (!half || outward),
        Rounding::HalfDown => nearest && (!half || !outward),
        Rounding::HalfEven => nearest && (!half || amount / unit % 2 == 0),
        Rounding::Up => gap >= 0 && distance < width,
        Rounding::Down => gap <= 0 && distance < width,
        Rounding::Truncate => !outward && distance < width,
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
