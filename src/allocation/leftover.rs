//! Kronor left over by rounding: stated adjustments, and who has them by which rule.

use super::RecipientList;
use super::{Adjustment, AllocationError, Denomination, ExactAmounts, Tie, TieOrder};
use crate::exact::{Kronor, Ratio};
use crate::lang::{InWords, Lang, say};

/// Who has what is left over, or pays what is too much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leftover {
    /// One unit each, to or from those with the largest amounts.
    LargestShare,
    /// All of it, to or from the one with the largest amount.
    LargestAlone,
    /// One unit each, to or from those that stand first in the list.
    FirstInList,
    /// Nobody: it stays with the authority.
    Kept,
}

impl InWords for Leftover {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            Leftover::LargestShare => {
                say!(
                    lang,
                    "a unit each for the largest",
                    "en enhet var till de största"
                )
            }
            Leftover::LargestAlone => {
                say!(lang, "all of it for the largest", "allt till den största")
            }
            Leftover::FirstInList => say!(
                lang,
                "a unit each for the first in the list",
                "en enhet var till de första i listan"
            ),
            Leftover::Kept => say!(lang, "kept", "behålls"),
        }
    }
}

/// Single amounts moved by stated kronor.
pub(super) fn adjusted(
    before: &ExactAmounts,
    adjustments: &[Adjustment],
) -> Result<ExactAmounts, AllocationError> {
    let mut amounts = before.to_kronor()?;
    for adjustment in adjustments {
        let recipients = amounts.len();
        let Some(amount) = amounts.get_mut(adjustment.recipient) else {
            let found = adjustment.recipient + 1;
            return Err(AllocationError::Length {
                what: RecipientList::Adjustments,
                found,
                expected: recipients,
            });
        };
        *amount = amount.add(adjustment.by)?;
        if *amount < Kronor::ZERO {
            let (by, amount) = (adjustment.by, amount.to_string());
            return Err(AllocationError::BelowZero { by, amount });
        }
    }
    Ok(amounts.into())
}

/// What is left over, given to (or taken from) whom the rule names, until the sum is right.
pub(super) fn balanced(
    before: &ExactAmounts,
    total: Ratio,
    order: &TieOrder,
    to: Leftover,
    unit: Denomination,
) -> Result<(ExactAmounts, Vec<Tie>), AllocationError> {
    let given = before.sum()?;
    let missing = total.sub(given)?;
    if to == Leftover::Kept {
        return Ok((before.clone(), Vec::new()));
    }
    let mut units = before.in_units(unit)?.to_kronor()?;
    let ranks = order.ranks_among(before)?;
    let count = missing.div(unit.in_kronor())?;
    let recipients = units.len();
    let unbalanced = || AllocationError::Unbalanced {
        given: given.to_kronor_string(),
        total: total.to_kronor_string(),
        unit,
        recipients,
    };
    let wanted = usize::try_from(count.abs().numerator()).unwrap_or(usize::MAX);
    if !count.is_whole() || recipients == 0 && wanted > 0 {
        return Err(unbalanced());
    }
    let place = |it: usize| {
        // of money to be paid back the largest is the lowest
        let size = if total.is_negative() {
            -i128::from(units[it].0)
        } else {
            units[it].0.into()
        };
        (to != Leftover::FirstInList).then_some(std::cmp::Reverse(size))
    };
    let mut by_place: Vec<usize> = (0..recipients).collect();
    if to == Leftover::FirstInList {
        by_place.truncate(wanted);
    } else {
        by_place.sort_unstable_by_key(|&it| (place(it), ranks[it], it));
    }
    let (served, each) = match to {
        Leftover::LargestAlone => (wanted.min(1), Kronor::from_whole(count.numerator())?),
        _ => (wanted, Kronor(if count.is_negative() { -1 } else { 1 })),
    };
    if served > recipients {
        return Err(unbalanced());
    }
    let mut ties = Vec::new();
    if to != Leftover::FirstInList && served > 0 {
        let last = place(by_place[served - 1]);
        let level: Vec<usize> = by_place
            .iter()
            .copied()
            .filter(|&it| place(it) == last)
            .collect();
        let above = by_place.iter().filter(|&&it| place(it) < last).count();
        ties.extend(order.settled(level, served - above, &ranks)?);
    }
    for recipient in by_place.into_iter().take(served) {
        units[recipient] = units[recipient].add(each)?;
    }
    Ok((ExactAmounts::from(units).of_units(unit)?, ties))
}

#[cfg(test)]
mod tests {
    use super::super::Step;
    use super::*;

    fn amounts(of: &ExactAmounts) -> Vec<Ratio> {
        (0..of.len()).map(|it| of.get(it).unwrap()).collect()
    }

    /// 10, 30, 20 shall sum to 62: the two largest get a krona each. Not to 64 by more than one each.
    #[test]
    fn leftover_kronor_go_to_the_largest() {
        let before = ExactAmounts::whole(&[10, 30, 20].map(Kronor));
        let to = |total: i64| Step::balance(total.into(), vec![0, 1, 2]);
        let (after, _) = to(62).apply(&before).unwrap();
        assert_eq!(amounts(&after), [10, 31, 21].map(Ratio::from));
        let (after, _) = to(59).apply(&before).unwrap();
        assert_eq!(amounts(&after), [10, 29, 20].map(Ratio::from));
        let message = to(64).apply(&before).unwrap_err().to_string();
        assert!(
            message.contains("60 kr have been given, and 64 kr cannot be reached by at most 1 kr"),
            "{message}"
        );
    }

    /// 10, 30, 30 shall sum to 72, or to 68: all for one of the two largest, who are level; the first
    /// two of the list; or nobody.
    #[test]
    fn what_is_left_goes_where_the_rule_says() {
        let before = ExactAmounts::whole(&[10, 30, 30].map(Kronor));
        let order = TieOrder::by_code(vec![0, 2, 1]);
        let by = |to, total: i64| {
            let krona = Denomination::KRONA;
            let (after, ties) = balanced(&before, total.into(), &order, to, krona).unwrap();
            (amounts(&after), ties.len())
        };
        let whole = |amounts: [i64; 3]| amounts.map(Ratio::from).to_vec();
        assert_eq!(by(Leftover::LargestAlone, 72), (whole([10, 30, 32]), 1));
        assert_eq!(by(Leftover::LargestAlone, 68), (whole([10, 30, 28]), 1));
        assert_eq!(by(Leftover::LargestShare, 72), (whole([10, 31, 31]), 0));
        assert_eq!(by(Leftover::LargestShare, 71), (whole([10, 30, 31]), 1));
        assert_eq!(by(Leftover::FirstInList, 72), (whole([11, 31, 30]), 0));
        assert_eq!(by(Leftover::Kept, 72), (whole([10, 30, 30]), 0));
    }

    #[test]
    fn nobody_is_adjusted_below_zero() {
        let adjustments = vec![Adjustment {
            recipient: 0,
            by: Kronor(-11),
        }];
        let before = ExactAmounts::whole(&[Kronor(10)]);
        let message = Step::Adjust { adjustments }
            .apply(&before)
            .unwrap_err()
            .to_string();
        assert_eq!(
            message,
            "an adjustment of -11 kr leaves -1 kr, expected at least 0 kr"
        );
    }
}
