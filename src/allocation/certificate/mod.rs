//! The certificate: a checker that takes rules and amounts and proves or refutes them.
//!
//! It shares no code with the procedures and looks only at what a decision promises: the sum, the
//! bounds, who may have money, that each amount is its exact share rounded as stated, who the kronor
//! left over go to, and that more weight never gives less. One pass over the recipients answers all
//! but the last two, which sort. [`steps`] says what each step of a procedure promises.

mod bounds;
mod one;
mod order;
mod record;
mod refutation;
mod steps;
mod tied;

pub(super) use refutation::kr;
pub use refutation::{Refutation, Refutations};
pub(super) use steps::{Ties, certify_steps};

use super::{Adjustment, Denomination, ExactAmounts, Leftover, TieOrder};
use crate::allocation::RecipientList;
use crate::exact::{Kronor, Ratio, Rounding};

/// What amounts are checked against; what is `None` is not promised.
#[derive(Clone, Copy, Debug, Default)]
pub struct Promise<'a> {
    /// The amounts sum to this, in kronor.
    pub total: Option<Ratio>,
    /// Nobody has less than this.
    pub floors: Option<&'a [Kronor]>,
    /// Nobody has more than this.
    pub caps: Option<&'a [Option<Kronor>]>,
    /// Only these have money.
    pub eligible: Option<&'a [bool]>,
    /// Each amount is less than this many kronor from its exact share (*quota*).
    pub exact: Option<(&'a ExactAmounts, Ratio)>,
    /// Each amount is its exact share, rounded by this mode to a whole number of this unit.
    pub rounded: Option<(&'a ExactAmounts, Rounding, Denomination)>,
    /// Each amount is what it was before, moved by what is stated for it and no more.
    pub adjusted: Option<(&'a ExactAmounts, &'a [Adjustment])>,
    /// What was left over went, in these units, where the rule says, and nothing else was moved.
    pub balanced: Option<Balanced<'a>>,
    /// More weight never gives less.
    pub weights: Option<&'a [u64]>,
    /// The units beyond the whole ones went to the largest remainders of these exact shares.
    pub largest_remainder: Option<ByRemainder<'a>>,
}

/// What is promised of money that was left over.
#[derive(Clone, Copy, Debug)]
pub struct Balanced<'a> {
    /// The amounts before it was given.
    pub before: &'a ExactAmounts,
    /// Who has it.
    pub to: Leftover,
    /// What is given at a time.
    pub unit: Denomination,
    /// Who comes first among equals; `None` if anybody of them may.
    pub order: Option<&'a TieOrder>,
}

/// What is promised of amounts by largest remainder.
#[derive(Clone, Copy, Debug)]
pub struct ByRemainder<'a> {
    /// The exact shares.
    pub exact: &'a ExactAmounts,
    /// What is made whole.
    pub unit: Denomination,
    /// Who comes first among equals; `None` if anybody of them may.
    pub order: Option<&'a TieOrder>,
    /// The groups whose sums are kept, if there are groups.
    pub groups: Option<&'a [usize]>,
}

/// Proves or refutes `amounts`. *Errors*: all that refutes them.
///
/// ```
/// use statsbidrag::allocation::{Promise, Refutation, certify};
/// use statsbidrag::exact::{Kronor, Ratio};
/// let promise = Promise { total: Some(Ratio::whole(100)), weights: Some(&[1, 2]), ..Promise::default() };
/// assert_eq!(certify(&promise, &[Kronor(33), Kronor(67)]), Ok(()));
/// let refuted = certify(&promise, &[Kronor(67), Kronor(33)]).unwrap_err();
/// assert_eq!(refuted.0, [Refutation::NotMonotone { less: 0, more: 1 }]);
/// ```
pub fn certify(promise: &Promise<'_>, amounts: &[Kronor]) -> Result<(), Refutations> {
    Refutations::result(refutations(promise, &ExactAmounts::whole(amounts)), ())
}

/// What refutes `amounts`, which may be in öre: nothing, if they keep the promise.
fn refutations(promise: &Promise<'_>, amounts: &ExactAmounts) -> Vec<Refutation> {
    let mut refuted = lengths(promise, amounts.len());
    if !refuted.is_empty() {
        return refuted;
    }
    if let Some(promised) = promise.total {
        match amounts.sum() {
            Ok(found) if found == promised => {}
            Ok(found) => refuted.push(Refutation::Sum { found, promised }),
            Err(_) => refuted.push(Refutation::OutOfRange),
        }
    }
    for recipient in 0..amounts.len() {
        match amounts.get(recipient) {
            Ok(amount) => refuted.extend(one::refuted(promise, recipient, amount)),
            Err(_) => refuted.push(Refutation::OutOfRange),
        }
    }
    if let Some(promised) = &promise.largest_remainder {
        refuted.extend(order::wrong_remainder(promised, amounts));
    }
    if let Some(promised) = &promise.balanced {
        refuted.extend(order::wrongly_balanced(promised, amounts));
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
        (RecipientList::Floors, promise.floors.map(<[_]>::len)),
        (RecipientList::Caps, promise.caps.map(<[_]>::len)),
        (RecipientList::Eligible, promise.eligible.map(<[_]>::len)),
        (
            RecipientList::ExactShares,
            promise.exact.map(|(exact, _)| exact.len()),
        ),
        (
            RecipientList::ExactShares,
            promise.rounded.map(|(exact, ..)| exact.len()),
        ),
        (
            RecipientList::AmountsBefore,
            promise.adjusted.map(|(before, _)| before.len()),
        ),
        (
            RecipientList::AmountsBefore,
            promise.balanced.map(|it| it.before.len()),
        ),
        (
            RecipientList::Ranks,
            promise.balanced.and_then(|it| Some(it.order?.ranks.len())),
        ),
        (RecipientList::Weights, promise.weights.map(<[_]>::len)),
        (
            RecipientList::ExactShares,
            promise.largest_remainder.map(|it| it.exact.len()),
        ),
        (
            RecipientList::Ranks,
            promise
                .largest_remainder
                .and_then(|it| Some(it.order?.ranks.len())),
        ),
        (
            RecipientList::Groups,
            promise
                .largest_remainder
                .and_then(|it| Some(it.groups?.len())),
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
            total: Some(Ratio::whole(100)),
            floors: Some(&floors),
            caps: Some(&caps),
            eligible: Some(&eligible),
            exact: Some((&exact, Ratio::ONE)),
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
                amount: Ratio::whole(40)
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
        let orders = [[0, 1, 2], [1, 0, 2]].map(|it| TieOrder::by_code(it.to_vec()));
        let by = |order| Promise {
            largest_remainder: Some(ByRemainder {
                exact: &exact,
                unit: Denomination::KRONA,
                order,
                groups: None,
            }),
            ..Promise::default()
        };
        let [first, second] = [2, 1].map(|it| [it, 4 - it, 3].map(Kronor));
        assert_eq!(certify(&by(Some(&orders[0])), &first), Ok(()));
        assert_eq!(certify(&by(Some(&orders[1])), &second), Ok(()));
        assert_eq!(certify(&by(None), &first), Ok(()));
        assert_eq!(certify(&by(None), &second), Ok(()));
        let refuted = certify(&by(None), &[2, 3, 2].map(Kronor));
        assert!(refuted.is_err(), "the third is not level");
        let refuted = certify(&by(Some(&orders[0])), &second).unwrap_err().0;
        assert_eq!(
            refuted,
            [Refutation::WrongRemainder {
                served: 1,
                passed: 0
            }]
        );
    }
}
