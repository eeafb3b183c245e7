//! Promises about each amount by itself.

use super::{Promise, Refutation};
use crate::allocation::{Adjustment, Denomination, ExactAmounts};
use crate::exact::{Ratio, Rounding};

/// What one recipient's amount breaks.
pub(super) fn refuted(promise: &Promise<'_>, recipient: usize, amount: Ratio) -> Vec<Refutation> {
    let mut refuted = Vec::new();
    let floor = promise.floors.map(|floors| floors[recipient]);
    if let Some(floor) = floor.filter(|&it| amount < it.into()) {
        refuted.push(Refutation::BelowFloor {
            recipient,
            amount,
            floor,
        });
    }
    let cap = promise.caps.and_then(|caps| caps[recipient]);
    if let Some(cap) = cap.filter(|&it| amount > it.into()) {
        refuted.push(Refutation::AboveCap {
            recipient,
            amount,
            cap,
        });
    }
    let left_out = promise.eligible.is_some_and(|it| !it[recipient]);
    if left_out && !amount.is_zero() {
        refuted.push(Refutation::NotEligible { recipient, amount });
    }
    // largest remainder gives the whole units or one more, too
    let by_remainder = promise
        .largest_remainder
        .map(|it| (it.exact, it.unit.in_kronor()));
    if let Some((exact, within)) = promise.exact.or(by_remainder)
        && let Some(refutation) = off_quota(exact, within, recipient, amount)
    {
        refuted.push(refutation);
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

/// Whether |amount − share| is `within` or more.
fn off_quota(
    exact: &ExactAmounts,
    within: Ratio,
    recipient: usize,
    amount: Ratio,
) -> Option<Refutation> {
    let (numerator, denominator) = (exact.numerator(recipient), exact.denominator());
    if is_near(numerator, denominator, within, amount) == Some(true) {
        return None;
    }
    let share = exact.get(recipient).ok()?;
    let (whole, rest) = (
        share.round(Rounding::Down),
        share.sub(Ratio::whole(share.round(Rounding::Down))),
    );
    // by whole kronor and rest, since amount and share need have no common denominator in range
    let ahead = amount.sub(Ratio::whole(whole)).ok()?;
    let is_near = match rest {
        Ok(rest) => {
            let above = ahead.sub(within).map(|it| it < rest);
            let below = ahead.add(within).map(|it| it > rest);
            above.unwrap_or(false) && below.unwrap_or(false)
        }
        Err(_) => false,
    };
    (!is_near).then_some(Refutation::OffQuota {
        recipient,
        amount,
        share,
    })
}

/// The same of numerator / denominator by products alone; `None` where one leaves 128 bits.
fn is_near(numerator: i128, denominator: i128, within: Ratio, amount: Ratio) -> Option<bool> {
    let left = amount.numerator().checked_mul(denominator)?;
    let right = numerator.checked_mul(amount.denominator())?;
    let apart = left.checked_sub(right)?.checked_abs()?;
    let width = denominator.checked_mul(amount.denominator())?;
    let apart = apart.checked_mul(within.denominator())?;
    Some(apart < width.checked_mul(within.numerator())?)
}

/// Whether `amount` is `numerator / denominator` rounded, by what each mode says of the distance
/// between the two; `None` when the denominator of a unit leaves the range.
fn is_rounded(
    numerator: i128,
    denominator: i128,
    rounding: Rounding,
    unit: Denomination,
    amount: Ratio,
) -> Option<bool> {
    let unit = unit.in_kronor();
    let units = amount.div(unit).ok()?;
    if !units.is_whole() {
        return Some(false);
    }
    let numerator = numerator.checked_mul(unit.denominator())?;
    let width = denominator.checked_mul(unit.numerator())?;
    let (units, below) = (units.numerator(), numerator.div_euclid(width));
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
    before: &ExactAmounts,
    adjustments: &[Adjustment],
    amounts: &ExactAmounts,
) -> Option<Refutation> {
    (0..amounts.len()).find_map(|recipient| {
        let own = adjustments.iter().filter(|it| it.recipient == recipient);
        let stated = own
            .map(|it| Ratio::from(it.by))
            .try_fold(before.get(recipient).ok()?, Ratio::add)
            .ok()?;
        let amount = amounts.get(recipient).ok()?;
        (amount != stated).then_some(Refutation::NotAsStated {
            recipient,
            amount,
            stated,
        })
    })
}
