//! The certificate: a checker that takes rules and amounts and proves or refutes them.
//!
//! It shares no code with the procedures and looks only at what a decision promises: the sum, the
//! bounds, who may have money, that each amount is within a krona of its exact share, and that more
//! weight never gives less. One pass over the recipients answers all but the last, which sorts.

use super::ExactAmounts;
use crate::exact::{Kronor, Ratio};

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
    /// More weight never gives less.
    pub weights: Option<&'a [u64]>,
    /// The kronor beyond the whole ones went to the largest remainders of these exact shares, and
    /// among equal ones to the lower rank.
    pub largest_remainder: Option<(&'a ExactAmounts, &'a [usize])>,
}

/// Why amounts do not keep a promise.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refutation {
    /// A list has another length than the amounts.
    #[error("{what} has {found} entries for {expected} amounts")]
    Length {
        /// The list.
        what: &'static str,
        /// Its length.
        found: usize,
        /// The number of amounts.
        expected: usize,
    },
    /// The sum is another.
    #[error("the amounts sum to {found} kr, promised is {promised}")]
    Sum {
        /// The sum, which may be larger than any amount.
        found: Ratio,
        /// The promise.
        promised: Kronor,
    },
    /// An amount is below its floor.
    #[error("recipient {recipient} has {amount}, promised is at least {floor}")]
    BelowFloor {
        /// The recipient's position.
        recipient: usize,
        /// Its amount.
        amount: Kronor,
        /// Its floor.
        floor: Kronor,
    },
    /// An amount is above its cap.
    #[error("recipient {recipient} has {amount}, promised is at most {cap}")]
    AboveCap {
        /// The recipient's position.
        recipient: usize,
        /// Its amount.
        amount: Kronor,
        /// Its cap.
        cap: Kronor,
    },
    /// Somebody who is not eligible has money.
    #[error("recipient {recipient} is not eligible and has {amount}")]
    NotEligible {
        /// The recipient's position.
        recipient: usize,
        /// Its amount.
        amount: Kronor,
    },
    /// An amount is a krona or more from its exact share.
    #[error("recipient {recipient} has {amount}, its exact share is {share} kr")]
    OffQuota {
        /// The recipient's position.
        recipient: usize,
        /// Its amount.
        amount: Kronor,
        /// Its exact share.
        share: Ratio,
    },
    /// A krona went to a smaller remainder, or to a higher rank among equal ones.
    #[error("recipient {served} has a krona that recipient {passed} comes before")]
    WrongRemainder {
        /// The one with the krona.
        served: usize,
        /// The one without.
        passed: usize,
    },
    /// Less weight has more money.
    #[error("recipient {less} has less weight than recipient {more} and more money")]
    NotMonotone {
        /// The one with less weight.
        less: usize,
        /// The one with more.
        more: usize,
    },
}

/// Proves or refutes `amounts`: an empty list is the proof.
///
/// ```
/// use statsbidrag::allocation::{Promise, Refutation, certify};
/// use statsbidrag::exact::Kronor;
/// let promise = Promise { total: Some(Kronor(100)), weights: Some(&[1, 2]), ..Promise::default() };
/// assert!(certify(&promise, &[Kronor(33), Kronor(67)]).is_empty());
/// let refuted = certify(&promise, &[Kronor(67), Kronor(33)]);
/// assert_eq!(refuted, [Refutation::NotMonotone { less: 0, more: 1 }]);
/// ```
pub fn certify(promise: &Promise<'_>, amounts: &[Kronor]) -> Vec<Refutation> {
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
        refuted.extend(of_one(promise, recipient, amount));
    }
    if let Some((exact, ranks)) = promise.largest_remainder {
        refuted.extend(wrong_remainder(exact, ranks, amounts));
    }
    refuted.extend(
        promise
            .weights
            .and_then(|weights| disorder(weights, amounts)),
    );
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

fn of_one(promise: &Promise<'_>, recipient: usize, amount: Kronor) -> Vec<Refutation> {
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
        let (numerator, denominator) = (exact.numerators()[recipient], exact.denominator());
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
    refuted
}

/// The last of those with a krona beyond the whole ones must come before the first of those without.
fn wrong_remainder(
    exact: &ExactAmounts,
    ranks: &[usize],
    amounts: &[Kronor],
) -> Option<Refutation> {
    let denominator = exact.denominator();
    // the order of service: larger remainder first, then lower rank
    let place = |it: usize| {
        let remainder = exact.numerators()[it].rem_euclid(denominator);
        (std::cmp::Reverse(remainder), ranks[it])
    };
    let has_krona =
        |it: usize| i128::from(amounts[it].0) > exact.numerators()[it].div_euclid(denominator);
    let (with, without): (Vec<usize>, Vec<usize>) =
        (0..amounts.len()).partition(|&it| has_krona(it));
    let served = with.into_iter().max_by_key(|&it| place(it))?;
    let passed = without.into_iter().min_by_key(|&it| place(it))?;
    (place(passed) < place(served)).then_some(Refutation::WrongRemainder { served, passed })
}

/// A pair with less weight and more money, if there is one.
fn disorder(weights: &[u64], amounts: &[Kronor]) -> Option<Refutation> {
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_unstable_by_key(|&it| (weights[it], amounts[it]));
    let mut richest: Option<usize> = None;
    let mut start = 0;
    while start < order.len() {
        let weight = weights[order[start]];
        let end = order[start..].partition_point(|&it| weights[it] == weight) + start;
        // within equal weight the first has least
        if let Some(less) = richest.filter(|&it| amounts[it] > amounts[order[start]]) {
            return Some(Refutation::NotMonotone {
                less,
                more: order[start],
            });
        }
        let best = order[end - 1];
        if richest.is_none_or(|it| amounts[best] > amounts[it]) {
            richest = Some(best);
        }
        start = end;
    }
    None
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
            largest_remainder: None,
        };
        assert!(certify(&promise, &[20, 40, 40].map(Kronor)).is_empty());
        let broken = certify(&promise, &[5, 55, 40].map(Kronor));
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
        let sum = certify(&promise, &[20, 40, 41].map(Kronor));
        assert!(matches!(sum[0], Refutation::Sum { .. }), "{sum:?}");
        let none = Promise {
            eligible: Some(&[true, false, true]),
            ..promise
        };
        let paid = certify(&none, &[20, 40, 40].map(Kronor));
        assert_eq!(
            paid,
            [Refutation::NotEligible {
                recipient: 1,
                amount: Kronor(40)
            }]
        );
        let short = certify(&promise, &[Kronor(100)]);
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
        assert!(certify(&by(&[0, 1, 2]), &[2, 2, 3].map(Kronor)).is_empty());
        assert!(certify(&by(&[1, 0, 2]), &[1, 3, 3].map(Kronor)).is_empty());
        let refuted = certify(&by(&[0, 1, 2]), &[1, 3, 3].map(Kronor));
        assert_eq!(
            refuted,
            [Refutation::WrongRemainder {
                served: 1,
                passed: 0
            }]
        );
    }
}
