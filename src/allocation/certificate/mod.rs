//! The certificate: a checker that takes rules and amounts and proves or refutes them.
//!
//! It shares no code with the procedures and looks only at what a decision promises: the sum, the
//! bounds, who may have money, that each amount is its exact share rounded as stated, who the kronor
//! left over go to, and that more weight never gives less. One pass over the recipients answers all
//! but the last two, which sort. [`steps`] says what each step of a procedure promises.

mod one;
mod order;
mod refutation;
mod steps;

pub use refutation::{Refutation, Refutations};
pub(super) use steps::certify_steps;

use super::{Adjustment, ExactAmounts};
use crate::exact::{Kronor, Ratio, Rounding};

/// What amounts are checked against; what is `None` is not promised.
#[derive(Clone, Copy, Debug, Default)]
pub struct Promise<'a> {
    /// The amounts sum to this.
    pub total: Option<Kronor>,
    /// Nobody has less than this.
    pub floors: Option<&'a [Kronor]>,
    /// Nobody has more than this.
    pub caps: Option<&'a [Option<Kronor>]>,
    /// Only these have money.
    pub eligible: Option<&'a [bool]>,
    /// Each amount is less than one krona from its exact share (*quota*).
    pub exact: Option<&'a ExactAmounts>,
    /// Each amount is its exact share, rounded by this mode to a whole number of this unit.
    pub rounded: Option<(&'a ExactAmounts, Rounding, Kronor)>,
    /// Each amount is what it was before, moved by what is stated for it and no more.
    pub adjusted: Option<(&'a [Kronor], &'a [Adjustment])>,
    /// Nobody was moved by more than a krona, all that were moved went the same way, and they are the
    /// largest of these, the lower rank first among equal ones.
    pub balanced: Option<(&'a [Kronor], &'a [usize])>,
    /// More weight never gives less.
    pub weights: Option<&'a [u64]>,
    /// The kronor beyond the whole ones went to the largest remainders of these exact shares, and
    /// among equal ones to the lower rank.
    pub largest_remainder: Option<(&'a ExactAmounts, &'a [usize])>,
}

/// Proves or refutes `amounts`. *Errors*: all that refutes them.
///
/// ```
/// use statsbidrag::allocation::{Promise, Refutation, certify};
/// use statsbidrag::exact::Kronor;
/// let promise = Promise { total: Some(Kronor(100)), weights: Some(&[1, 2]), ..Promise::default() };
/// assert_eq!(certify(&promise, &[Kronor(33), Kronor(67)]), Ok(()));
/// let refuted = certify(&promise, &[Kronor(67), Kronor(33)]).unwrap_err();
/// assert_eq!(refuted.0, [Refutation::NotMonotone { less: 0, more: 1 }]);
/// ```
pub fn certify(promise: &Promise<'_>, amounts: &[Kronor]) -> Result<(), Refutations> {
    Refutations::result(refutations(promise, amounts), ())
}

/// What refutes `amounts`: nothing, if they keep the promise.
fn refutations(promise: &Promise<'_>, amounts: &[Kronor]) -> Vec<Refutation> {
    let mut refuted = lengths(promise, amounts.len());
    if !refuted.is_empty() {
        return refuted;
    }
    if let Some(promised) = promise.total {
        // fewer than 2^64 amounts below 2^63 fit in 128 bits
        let found: i128 = amounts.iter().map(|amount| i128::from(amount.0)).sum();
        if found != i128::from(promised.0) {
            refuted.push(Refutation::Sum {
                found: Ratio::whole(found),
                promised,
            });
        }
    }
    for (recipient, &amount) in amounts.iter().enumerate() {
        refuted.extend(one::refuted(promise, recipient, amount));
    }
    if let Some((exact, ranks)) = promise.largest_remainder {
        refuted.extend(order::wrong_remainder(exact, ranks, amounts));
    }
    if let Some((before, ranks)) = promise.balanced {
        refuted.extend(order::wrongly_balanced(before, ranks, amounts));
    }
    if let Some((before, adjustments)) = promise.adjusted {
        refuted.extend(one::wrongly_adjusted(before, adjustments, amounts));
    }
    if let Some(weights) = promise.weights {
        refuted.extend(order::disorder(weights, amounts));
    }
    refuted
}

fn lengths(promise: &Promise<'_>, expected: usize) -> Vec<Refutation> {
    [
        ("the list of floors", promise.floors.map(<[_]>::len)),
        ("the list of caps", promise.caps.map(<[_]>::len)),
        ("the list of the eligible", promise.eligible.map(<[_]>::len)),
        (
            "the list of exact shares",
            promise.exact.map(ExactAmounts::len),
        ),
        (
            "the list of exact shares",
            promise.rounded.map(|(exact, ..)| exact.len()),
        ),
        (
            "the list of amounts before",
            promise.adjusted.map(|(before, _)| before.len()),
        ),
        (
            "the list of amounts before",
            promise.balanced.map(|(before, _)| before.len()),
        ),
        (
            "the list of ranks",
            promise.balanced.map(|(_, ranks)| ranks.len()),
        ),
        ("the list of weights", promise.weights.map(<[_]>::len)),
        (
            "the list of exact shares",
            promise.largest_remainder.map(|(exact, _)| exact.len()),
        ),
        (
            "the list of ranks",
            promise.largest_remainder.map(|(_, ranks)| ranks.len()),
        ),
    ]
    .into_iter()
    .filter_map(|(what, length)| Some((what, length?)))
    .filter(|(_, found)| *found != expected)
    .map(|(what, found)| Refutation::Length {
        what,
        found,
        expected,
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::allocation::AllocationKey;

    #[test]
    fn every_promise_can_be_broken() {
        let key = AllocationKey::new(vec![1, 2, 2]).unwrap();
        let exact = key.apportion(Ratio::whole(100)).unwrap();
        let (floors, caps) = ([Kronor(10); 3], [None, Some(Kronor(45)), None]);
        let eligible = [true, true, true];
        let promise = Promise {
            total: Some(Kronor(100)),
            floors: Some(&floors),
            caps: Some(&caps),
            eligible: Some(&eligible),
            exact: Some(&exact),
            weights: Some(key.weights()),
            ..Promise::default()
        };
        assert_eq!(certify(&promise, &[20, 40, 40].map(Kronor)), Ok(()));
        let broken = certify(&promise, &[5, 55, 40].map(Kronor)).unwrap_err().0;
        assert!(
            matches!(broken[0], Refutation::BelowFloor { recipient: 0, .. }),
            "{broken:?}"
        );
        assert!(
            broken
                .iter()
                .any(|it| matches!(it, Refutation::AboveCap { recipient: 1, .. }))
        );
        assert!(
            broken
                .iter()
                .any(|it| matches!(it, Refutation::OffQuota { recipient: 1, .. }))
        );
        let sum = certify(&promise, &[20, 40, 41].map(Kronor)).unwrap_err().0;
        assert!(matches!(sum[0], Refutation::Sum { .. }), "{sum:?}");
        let none = Promise {
            eligible: Some(&[true, false, true]),
            ..promise
        };
        let paid = certify(&none, &[20, 40, 40].map(Kronor)).unwrap_err().0;
        assert_eq!(
            paid,
            [Refutation::NotEligible {
                recipient: 1,
                amount: Kronor(40)
            }]
        );
        let short = certify(&promise, &[Kronor(100)]).unwrap_err().0;
        assert_eq!(short.len(), 5);
    }

    /// 7 by 3 : 5 : 6 is 1,5, 2,5 and 3: of the two level remainders the lower rank has the krona.
    #[test]
    fn ties_are_checked_against_the_stated_rule() {
        let key = AllocationKey::new(vec![3, 5, 6]).unwrap();
        let exact = key.apportion(Ratio::whole(7)).unwrap();
        let by = |ranks| Promise {
            largest_remainder: Some((&exact, ranks)),
            ..Promise::default()
        };
        assert_eq!(certify(&by(&[0, 1, 2]), &[2, 2, 3].map(Kronor)), Ok(()));
        assert_eq!(certify(&by(&[1, 0, 2]), &[1, 3, 3].map(Kronor)), Ok(()));
        let refuted = certify(&by(&[0, 1, 2]), &[1, 3, 3].map(Kronor))
            .unwrap_err()
            .0;
        assert_eq!(
            refuted,
            [Refutation::WrongRemainder {
                served: 1,
                passed: 0
            }]
        );
    }
}
