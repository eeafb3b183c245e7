//! Kronor left over by rounding: stated adjustments, or a krona each for the largest.

use super::{Adjustment, AllocationError, ExactAmounts};
use crate::exact::{Kronor, Ratio};

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
                what: "a list of adjustments",
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

/// One krona each to (or from) the largest amounts, until the sum is right.
pub(super) fn balanced(
    before: &ExactAmounts,
    total: Ratio,
    ranks: &[usize],
) -> Result<ExactAmounts, AllocationError> {
    let mut amounts = before.to_kronor()?;
    if ranks.len() != amounts.len() {
        let (found, expected) = (ranks.len(), amounts.len());
        return Err(AllocationError::Length {
            what: "a list of ranks",
            found,
            expected,
        });
    }
    let missing = total.sub(before.sum()?)?;
    let count = usize::try_from(missing.abs().numerator()).unwrap_or(usize::MAX);
    if !missing.is_whole() || count > amounts.len() {
        let (missing, recipients) = (missing.to_string(), amounts.len());
        return Err(AllocationError::Unbalanced {
            missing,
            recipients,
        });
    }
    let krona = Kronor(if missing.is_negative() { -1 } else { 1 });
    let mut order: Vec<usize> = (0..amounts.len()).collect();
    order.sort_unstable_by_key(|&it| (std::cmp::Reverse(amounts[it]), ranks[it]));
    for recipient in order.into_iter().take(count) {
        amounts[recipient] = amounts[recipient].add(krona)?;
    }
    Ok(amounts.into())
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
        let to = |total: i64| Step::Balance {
            total: total.into(),
            ranks: vec![0, 1, 2],
        };
        let (after, _) = to(62).apply(&before).unwrap();
        assert_eq!(amounts(&after), [10, 31, 21].map(Ratio::from));
        let (after, _) = to(59).apply(&before).unwrap();
        assert_eq!(amounts(&after), [10, 29, 20].map(Ratio::from));
        let message = to(64).apply(&before).unwrap_err().to_string();
        assert!(
            message.contains("4 kr are left over for 3 recipients"),
            "{message}"
        );
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
