//! Entitlements by more than one key, or above a base amount.

use super::{AllocationError, AllocationKey, ExactAmounts};
use crate::exact::{Kronor, Ratio, Rounding};

/// Several keys side by side, each with its part of the money.
pub(super) fn apportion_mixed(
    appropriation: Ratio,
    keys: &[(Ratio, AllocationKey)],
    round_parts: Option<Rounding>,
) -> Result<ExactAmounts, AllocationError> {
    let mut parts = keys.iter().map(|(part, key)| {
        let part = key.apportion(appropriation.mul(*part)?)?;
        Ok::<_, AllocationError>(round_parts.map_or_else(|| part.clone(), |it| part.rounded(it)))
    });
    let Some(first) = parts.next() else {
        return Err(AllocationError::NoKey);
    };
    parts.try_fold(first?, |sum, part| sum.plus(&part?))
}

/// Several appropriations at once, each by its own key, and each by itself.
pub(super) fn apportion_several(
    parts: &[(Ratio, AllocationKey)],
    round_parts: Option<Rounding>,
) -> Result<(ExactAmounts, Vec<ExactAmounts>), AllocationError> {
    let part = |(money, key): &(Ratio, AllocationKey)| {
        let part = key.apportion(*money)?;
        Ok::<_, AllocationError>(round_parts.map_or_else(|| part.clone(), |it| part.rounded(it)))
    };
    let parts: Vec<ExactAmounts> = parts.iter().map(part).collect::<Result<_, _>>()?;
    let Some((first, others)) = parts.split_first() else {
        return Err(AllocationError::NoKey);
    };
    let sum = others
        .iter()
        .try_fold(first.clone(), |sum, part| sum.plus(part))?;
    Ok((sum, parts))
}

/// A base amount to each, the rest by key.
pub(super) fn apportion_above_base(
    appropriation: Ratio,
    base: Kronor,
    recipients: usize,
    key: &AllocationKey,
) -> Result<ExactAmounts, AllocationError> {
    let listed = key.weights().len();
    if recipients < listed {
        return Err(AllocationError::BaseForSome {
            stated: recipients,
            listed,
        });
    }
    let count = i64::try_from(recipients).unwrap_or(i64::MAX);
    let bases = Ratio::from(base).mul(count.into())?;
    let rest = appropriation.sub(bases)?;
    if rest.is_negative() {
        let (appropriation, by) = (
            appropriation.to_kronor_string(),
            rest.neg().to_kronor_string(),
        );
        return Err(AllocationError::BaseTooHigh {
            base,
            recipients,
            appropriation,
            by,
        });
    }
    let bases = ExactAmounts::whole(&vec![base; listed]);
    key.apportion(rest)?.plus(&bases)
}

#[cfg(test)]
mod tests {
    use super::super::{Bounds, Step};
    use super::*;

    fn key(weights: &[u64]) -> AllocationKey {
        AllocationKey::new(weights.to_vec()).unwrap()
    }

    fn amounts(of: &ExactAmounts) -> Vec<Ratio> {
        (0..of.len()).map(|it| of.get(it).unwrap()).collect()
    }

    /// 100 kr, half by 1 : 1 and half by 1 : 4: 25 + 10 and 25 + 40.
    #[test]
    fn two_keys_side_by_side() {
        let half = Ratio::new(1, 2).unwrap();
        let step = Step::ApportionMixed {
            appropriation: Ratio::whole(100),
            keys: vec![(half, key(&[1, 1])), (half, key(&[1, 4]))],
            round_parts: None,
        };
        assert_eq!(
            amounts(&step.create().unwrap().0),
            [35, 65].map(Ratio::from)
        );
    }

    /// 100 kr, base 20 each, the rest 60 by 1 : 9: 26 and 74. As a floor: 20 and 80.
    #[test]
    fn a_base_amount_is_not_a_floor() {
        let base = Step::ApportionAboveBase {
            appropriation: Ratio::whole(100),
            base: Kronor(20),
            recipients: 2,
            key: key(&[1, 9]),
        };
        assert_eq!(
            amounts(&base.create().unwrap().0),
            [26, 74].map(Ratio::from)
        );
        let floor = Step::ApportionWithin {
            appropriation: Kronor(100),
            key: key(&[1, 9]),
            bounds: Bounds::floor(Kronor(20), 2),
        };
        assert_eq!(
            amounts(&floor.create().unwrap().0),
            [20, 80].map(Ratio::from)
        );
    }

    #[test]
    fn base_amounts_beyond_the_appropriation_say_by_how_much() {
        let step = Step::ApportionAboveBase {
            appropriation: Ratio::whole(30),
            base: Kronor(20),
            recipients: 2,
            key: key(&[1, 9]),
        };
        let message = step.create().unwrap_err().to_string();
        assert!(message.contains("exceed 30 kr by 10 kr"), "{message}");
    }

    /// A base amount for one of two would be paid to both.
    #[test]
    fn everybody_listed_has_the_base_amount() {
        let step = |recipients| Step::ApportionAboveBase {
            appropriation: Ratio::whole(100),
            base: Kronor(20),
            recipients,
            key: key(&[1, 9]),
        };
        assert_eq!(
            step(1).create().unwrap_err().to_string(),
            "base amounts are for 1 recipients, expected at least the 2 listed; count everybody who \
             has one, listed or not"
        );
        // 100 - 3 × 20 = 40 by 1 : 9; the third is not listed
        assert_eq!(
            amounts(&step(3).create().unwrap().0),
            [24, 56].map(Ratio::from)
        );
    }

    /// 1 kr by 1 : 1 in two halves: each half is 0,25 + 0,25, rounded before adding 0 + 0, after 0,5.
    #[test]
    fn rounding_parts_is_not_rounding_once() {
        let half = Ratio::new(1, 2).unwrap();
        let mixed = |round_parts| Step::ApportionMixed {
            appropriation: Ratio::ONE,
            keys: vec![(half, key(&[1, 1])), (half, key(&[1, 1]))],
            round_parts,
        };
        assert_eq!(amounts(&mixed(None).create().unwrap().0), [half, half]);
        let rounded = mixed(Some(Rounding::HalfUp)).create().unwrap().0;
        assert_eq!(amounts(&rounded), [Ratio::ZERO, Ratio::ZERO]);
    }
}
