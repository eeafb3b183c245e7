//! Redistribution (*omfördelning*): the eligible share the whole pot.

use super::RecipientList;
use super::amounts::sum;
use super::{AllocationError, Detail, ExactAmounts};
use crate::exact::{Kronor, Ratio, Rounding};

/// A pot: money that is shared among those who meet a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pot {
    /// What the pot is called in the decision, such as `villkor-1`.
    pub name: String,
    /// The money in it, in kronor; a third of an appropriation need not be whole.
    pub money: Ratio,
    /// Who shares it, one answer a recipient.
    pub eligible: Vec<bool>,
}

impl Pot {
    /// The pot split among the eligible in proportion to their entitlements; the others get nothing.
    ///
    /// What the ineligible would have had is thereby redistributed: entitlement × pot / Σ eligible
    /// entitlements.
    ///
    /// *Errors*: nobody eligible has an entitlement, or one of them less than nothing; lists of different length; overflow.
    pub fn redistribute(
        &self,
        entitlements: &ExactAmounts,
    ) -> Result<ExactAmounts, AllocationError> {
        if self.eligible.len() != entitlements.len() {
            let (found, expected) = (self.eligible.len(), entitlements.len());
            return Err(AllocationError::Length {
                what: RecipientList::Eligible,
                found,
                expected,
            });
        }
        nobody_below_zero(entitlements, &self.eligible)?;
        let parts: Vec<i128> = entitlements
            .numerators()
            .zip(&self.eligible)
            .map(|(entitlement, &eligible)| if eligible { entitlement } else { 0 })
            .collect();
        let sum = sum(parts.iter().copied())?;
        if sum <= 0 {
            return Err(AllocationError::NobodyEligible {
                pot: self.money.to_kronor_string(),
            });
        }
        // numerators and sum share their denominator, so it cancels
        ExactAmounts::proportional(parts.into_iter(), sum, self.money)
    }
}

/// Shares in proportion to what recipients have mean nothing for those that have less than nothing.
pub(super) fn nobody_below_zero(
    entitlements: &ExactAmounts,
    sharing: &[bool],
) -> Result<(), AllocationError> {
    let mut negative =
        (0..sharing.len()).filter(|&it| sharing[it] && entitlements.numerator(it) < 0);
    match negative.next() {
        Some(recipient) => Err(AllocationError::SharesBelowZero {
            recipient,
            amount: entitlements.get(recipient)?.to_kronor_string(),
        }),
        None => Ok(()),
    }
}

/// Each pot shared by those eligible for it, and a recipient's parts added.
pub(super) fn share_pots(
    before: &ExactAmounts,
    pots: &[Pot],
    round_parts: Option<Rounding>,
) -> Result<(ExactAmounts, Detail), AllocationError> {
    let part = |pot: &Pot| {
        let part = pot.redistribute(before)?;
        Ok(round_parts.map_or_else(|| part.clone(), |rounding| part.rounded(rounding)))
    };
    let parts: Vec<ExactAmounts> = pots
        .iter()
        .map(part)
        .collect::<Result<_, AllocationError>>()?;
    let nothing = ExactAmounts::whole(&vec![Kronor::ZERO; before.len()]);
    let after = parts.iter().try_fold(nothing, |sum, part| sum.plus(part))?;
    Ok((after, Detail::Parts(parts)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Entitlements 10, 20, 30; only the first two are eligible for 90 kr:
    /// 10 × 90 / 30 = 30 and 20 × 90 / 30 = 60.
    #[test]
    fn the_eligible_share_everything() {
        let entitlements = ExactAmounts::whole(&[Kronor(10), Kronor(20), Kronor(30)]);
        let pot = Pot {
            name: "villkor".into(),
            money: Ratio::whole(90),
            eligible: vec![true, true, false],
        };
        let shared = pot.redistribute(&entitlements).unwrap();
        assert_eq!(
            shared.to_kronor().unwrap(),
            [Kronor(30), Kronor(60), Kronor(0)]
        );
    }

    #[test]
    fn a_pot_for_nobody_is_an_error() {
        let entitlements = ExactAmounts::whole(&[Kronor(10)]);
        let pot = Pot {
            name: "villkor".into(),
            money: Ratio::whole(90),
            eligible: vec![false],
        };
        let message = pot.redistribute(&entitlements).unwrap_err().to_string();
        assert!(
            message.contains("nobody is eligible for a pot of 90 kr"),
            "{message}"
        );
    }
}
