//! The closed list of steps.

use super::claims::{limited, share_rest, share_rest_to_caps};
use super::entitle::{apportion_above_base, apportion_mixed};
use super::leftover::{adjusted, balanced};
use super::redistribute::share_pots;
use super::{AllocationError, AllocationKey, Bounds, ExactAmounts, Pot, largest_remainder};
use crate::exact::{Kronor, Ratio, Rounding};

/// One step of a procedure: it turns the amounts before it into the amounts after it, exactly.
///
/// The four that apportion create amounts and come first; the others need amounts to work on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Entitlements by key: appropriation × weight / total.
    Apportion {
        /// The money to distribute, in kronor.
        appropriation: Ratio,
        /// The key.
        key: AllocationKey,
    },
    /// Entitlements by several keys side by side: appropriation × Σ (part × weight / total), such as
    /// half by population and half by patients.
    ApportionMixed {
        /// The money to distribute, in kronor.
        appropriation: Ratio,
        /// Each key with its part of the money; the parts sum to one.
        keys: Vec<(Ratio, AllocationKey)>,
        /// How each part is rounded before they are added; `None` to round once, later.
        round_parts: Option<Rounding>,
    },
    /// A base amount (*minibelopp*) to each recipient, and the rest by key.
    ///
    /// A base amount is added to what the key gives; a guaranteed floor is only a least. With 100 kr,
    /// weights 1 : 9 and 20 kr, the base amount gives 20 + 6 and 20 + 54, the floor 20 and 80.
    ApportionAboveBase {
        /// The money to distribute, in kronor.
        appropriation: Ratio,
        /// What each recipient of the decision has first.
        base: Kronor,
        /// How many recipients have it; they need not all be listed.
        recipients: usize,
        /// The key of the rest.
        key: AllocationKey,
    },
    /// By key within bounds: nobody below a guaranteed floor or above a cap; those between pay or gain.
    ApportionWithin {
        /// The money to distribute.
        appropriation: Kronor,
        /// The key.
        key: AllocationKey,
        /// The bounds.
        bounds: Bounds,
    },
    /// Round each amount by itself to whole kronor, or to whole thousands and the like.
    Round {
        /// The rounding mode.
        rounding: Rounding,
        /// What is made whole: 1 kr, 1 000 kr (*tkr*), 100 000 kr (*0,1 Mkr*).
        unit: Kronor,
    },
    /// Round down, and give the missing kronor to the largest remainders.
    LargestRemainder {
        /// Who comes first among equals: the lower rank.
        ranks: Vec<usize>,
    },
    /// Move single amounts by stated kronor, so that a sum comes out.
    Adjust {
        /// The adjustments; recipients not named keep their amount.
        adjustments: Vec<Adjustment>,
    },
    /// Make the sum come out: one krona each, to or from those with the largest amounts.
    Balance {
        /// What the amounts shall sum to, in kronor.
        total: Ratio,
        /// Who comes first among equals: the lower rank.
        ranks: Vec<usize>,
    },
    /// Redistribute: each pot is shared by those eligible for it, and a recipient's parts are added.
    SharePots {
        /// The pots.
        pots: Vec<Pot>,
        /// How each part is rounded before they are added; `None` to round once, later.
        round_parts: Option<Rounding>,
    },
    /// Nobody gets more than was claimed (*rekvirerat*).
    Limit {
        /// What was claimed; `None` for those who claimed all they were entitled to.
        claims: Vec<Option<Kronor>>,
    },
    /// A second round: what is left of the appropriation goes to those who asked for more, in
    /// proportion to what they have. With caps it is shared again, round after round, until nothing
    /// is left or nobody can take more; [`Bounds`] gives the end of the rounds at once.
    ShareRest {
        /// The money there was from the beginning, in kronor.
        appropriation: Ratio,
        /// Who asked for more.
        asked: Vec<bool>,
        /// The most each may have, such as what was claimed; `None` without caps.
        caps: Option<Vec<Option<Kronor>>>,
    },
}

/// A stated adjustment of one recipient's amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Adjustment {
    /// The recipient's position in the list.
    pub recipient: usize,
    /// What is added, in kronor; negative to take away.
    pub by: Kronor,
}

/// What a step leaves beside the amounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Nothing.
    None,
    /// Each recipient's part of each pot, in the order of the pots.
    Parts(Vec<ExactAmounts>),
    /// The recipients between whom the rule for ties decided.
    Tied(Vec<usize>),
    /// What was left and shared, in kronor, and by how much each amount of those who asked grew.
    Rest {
        /// What was left.
        left: Ratio,
        /// The factor.
        factor: Ratio,
    },
}

impl Step {
    /// What the step does, as a verb.
    pub fn name(&self) -> &'static str {
        match self {
            Step::Apportion { .. } => "apportion",
            Step::ApportionMixed { .. } => "apportion-mixed",
            Step::ApportionAboveBase { .. } => "apportion-above-base",
            Step::ApportionWithin { .. } => "apportion-within",
            Step::Round { .. } => "round",
            Step::LargestRemainder { .. } => "largest-remainder",
            Step::Adjust { .. } => "adjust",
            Step::Balance { .. } => "balance",
            Step::SharePots { .. } => "share-pots",
            Step::Limit { .. } => "limit",
            Step::ShareRest { .. } => "share-rest",
        }
    }

    /// Whether the step creates amounts.
    pub fn apportions(&self) -> bool {
        self.name().starts_with("apportion")
    }

    /// The amounts that an apportioning step creates.
    pub(super) fn create(&self) -> Result<ExactAmounts, AllocationError> {
        match self {
            Step::Apportion { appropriation, key } => key.apportion(*appropriation),
            Step::ApportionMixed {
                appropriation,
                keys,
                round_parts,
            } => apportion_mixed(*appropriation, keys, *round_parts),
            Step::ApportionAboveBase {
                appropriation,
                base,
                recipients,
                key,
            } => apportion_above_base(*appropriation, *base, *recipients, key),
            Step::ApportionWithin {
                appropriation,
                key,
                bounds,
            } => bounds.share(*appropriation, key.weights()),
            _ => Ok(ExactAmounts::whole(&[])),
        }
    }

    /// The amounts after a step that works on those before it.
    pub(super) fn apply(
        &self,
        before: &ExactAmounts,
    ) -> Result<(ExactAmounts, Detail), AllocationError> {
        match self {
            Step::Round { rounding, unit } => {
                Ok((before.rounded_to(*unit, *rounding)?, Detail::None))
            }
            Step::LargestRemainder { ranks } => {
                let shared = largest_remainder(before, ranks)?;
                Ok((shared.amounts.into(), Detail::Tied(shared.tied)))
            }
            Step::Adjust { adjustments } => Ok((adjusted(before, adjustments)?, Detail::None)),
            Step::Balance { total, ranks } => Ok((balanced(before, *total, ranks)?, Detail::None)),
            Step::SharePots { pots, round_parts } => share_pots(before, pots, *round_parts),
            Step::Limit { claims } => Ok((limited(before, claims)?, Detail::None)),
            Step::ShareRest {
                appropriation,
                asked,
                caps: None,
            } => share_rest(before, *appropriation, asked),
            Step::ShareRest {
                appropriation,
                asked,
                caps: Some(caps),
            } => share_rest_to_caps(before, *appropriation, asked, caps),
            _ => Ok((before.clone(), Detail::None)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amounts(of: &ExactAmounts) -> Vec<Ratio> {
        (0..of.len()).map(|it| of.get(it).unwrap()).collect()
    }

    /// 1 499, 1 500 and 2 500 kr in whole thousands, half up and half to even.
    #[test]
    fn amounts_in_thousands() {
        let before = ExactAmounts::whole(&[1_499, 1_500, 2_500].map(Kronor));
        let round = |rounding| Step::Round {
            rounding,
            unit: Kronor(1_000),
        };
        let after = |rounding| amounts(&round(rounding).apply(&before).unwrap().0);
        assert_eq!(
            after(Rounding::HalfUp),
            [1_000, 2_000, 3_000].map(Ratio::from)
        );
        assert_eq!(
            after(Rounding::HalfEven),
            [1_000, 2_000, 2_000].map(Ratio::from)
        );
    }
}
