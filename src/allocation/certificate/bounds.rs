//! Whether amounts within bounds are what a key gives there, by what defines them: one level for all
//! who are between their bounds, which is not above that of those held up, nor below that of those held
//! down; and the sum is right unless everybody is held down.

use std::cmp::Ordering;

use super::record::{Found, Wrong, in_steps};
use crate::allocation::{AllocationError, Bounds, ExactAmounts};
use crate::exact::{ArithmeticError, Kronor, Ratio};

/// One recipient, all over the denominator of the amounts.
#[derive(Clone, Copy)]
struct Held {
    recipient: usize,
    weight: i128,
    amount: i128,
    lower: i128,
    upper: Option<i128>,
}

impl Held {
    /// The level of two recipients compared: money for a weight of one.
    fn compare(&self, other: &Held) -> Result<Ordering, ArithmeticError> {
        let left = self.amount.checked_mul(other.weight);
        let right = other.amount.checked_mul(self.weight);
        Ok(match (left, right) {
            (Some(left), Some(right)) => left.cmp(&right),
            _ => {
                Ratio::new(self.amount, self.weight)?.cmp(&Ratio::new(other.amount, other.weight)?)
            }
        })
    }

    fn is_outside(&self) -> bool {
        self.amount < self.lower || self.upper.is_some_and(|upper| self.amount > upper)
    }
}

/// A key within bounds.
pub(super) fn wrong_within(
    after: &ExactAmounts,
    money: Ratio,
    weights: &[u64],
    bounds: &Bounds,
) -> Found {
    let denominator = after.denominator();
    let held = |recipient: usize| -> Result<Held, AllocationError> {
        let upper = bounds.upper[recipient].map(|it| in_steps(it, denominator));
        Ok(Held {
            recipient,
            weight: weights[recipient].into(),
            amount: after.numerator(recipient),
            lower: in_steps(bounds.lower[recipient], denominator)?,
            upper: upper.transpose()?,
        })
    };
    wrong_level(after, money, (0..after.len()).map(held))
}

/// Rounds up to caps: who asked has what was there before at least, and is weighed by it.
pub(super) fn wrong_rounds(
    after: &ExactAmounts,
    before: &ExactAmounts,
    money: Ratio,
    (asked, caps): (&[bool], &[Option<Kronor>]),
) -> Found {
    let times = Ratio::new(after.denominator(), before.denominator())?;
    let held = |recipient: usize| -> Result<Held, AllocationError> {
        let lower = times.mul(Ratio::whole(before.numerator(recipient)))?;
        if !lower.is_whole() {
            // the record cannot hold what was there before
            let amount = before.get(recipient)?.to_kronor_string();
            return Err(AllocationError::NotWhole { amount });
        }
        let lower = lower.numerator();
        let upper = match caps[recipient] {
            _ if !asked[recipient] => Some(lower),
            Some(cap) => Some(in_steps(cap, after.denominator())?.max(lower)),
            None => None,
        };
        Ok(Held {
            recipient,
            weight: before.numerator(recipient).max(0),
            amount: after.numerator(recipient),
            lower,
            upper,
        })
    };
    wrong_level(after, money, (0..after.len()).map(held))
}

fn wrong_level(
    after: &ExactAmounts,
    money: Ratio,
    held: impl Iterator<Item = Result<Held, AllocationError>>,
) -> Found {
    let wrong = |it: Held| Ok(Some(Wrong::Amount(it.recipient)));
    // the lowest level of those held up, one of those between, the highest of those held down
    let (mut held_up, mut between, mut held_down) = (None, None, None);
    let mut is_everybody_down = true;
    for it in held {
        let it = it?;
        if it.is_outside() || it.weight == 0 && it.amount != it.lower {
            return wrong(it);
        }
        if it.weight == 0 {
            continue;
        }
        let is_up = it.amount == it.lower;
        let is_down = it.upper == Some(it.amount);
        is_everybody_down &= is_down;
        let (slot, moves): (&mut Option<Held>, _) = match (is_up, is_down) {
            // a bound that leaves no room says nothing of the level
            (true, true) => continue,
            (true, false) => (&mut held_up, Ordering::Less),
            (false, true) => (&mut held_down, Ordering::Greater),
            (false, false) => (&mut between, Ordering::Equal),
        };
        let order = slot.map(|known| it.compare(&known)).transpose()?;
        if moves == Ordering::Equal && order.is_some_and(Ordering::is_ne) {
            return wrong(it);
        }
        if order.is_none_or(|order| order == moves) {
            *slot = Some(it);
        }
    }
    for (low, high) in [
        (held_down, between),
        (between, held_up),
        (held_down, held_up),
    ] {
        if let (Some(low), Some(high)) = (low, high)
            && low.compare(&high)? == Ordering::Greater
        {
            return wrong(high);
        }
    }
    let found = after.sum()?;
    let is_right = found == money || is_everybody_down && found < money;
    let promised = money;
    Ok((!is_right).then_some(Wrong::Sum { found, promised }))
}
