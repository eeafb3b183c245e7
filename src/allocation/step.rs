//! The closed list of steps.

use super::claims::{limited, share_rest, share_rest_to_caps};
use super::entitle::{apportion_above_base, apportion_mixed, apportion_several};
use super::largest_remainder::in_units;
use super::leftover::{adjusted, balanced};
use super::nested::apportion_nested;
use super::price::priced;
use super::redistribute::share_pots;
use super::{
    AllocationError, AllocationKey, Bounds, Denomination, ExactAmounts, Groups, Leftover, Pot,
    PriceTerm, RecipientList, Settling, Tie, TieOrder,
};
use crate::exact::{Kronor, Ratio, Rounding};

/// One step of a procedure: it turns the amounts before it into the amounts after it, exactly.
///
/// Those that apportion, and the one that pays by price, create amounts and come first; the others
/// need amounts to work on.
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
    /// Entitlements from several appropriations at once, each by its own key.
    ApportionSeveral {
        /// Each appropriation, in kronor, with its key.
        parts: Vec<(Ratio, AllocationKey)>,
        /// How each part is rounded before they are added; `None` to round once, later.
        round_parts: Option<Rounding>,
    },
    /// Shares of shares: groups (counties) first, then the recipients of each, in whole units.
    ApportionNested {
        /// The money to distribute, in kronor.
        appropriation: Ratio,
        /// The groups with their key.
        groups: Groups,
        /// The key within each group.
        key: AllocationKey,
        /// How the recipients' amounts are made whole.
        settling: Settling,
        /// Who comes first among equals.
        order: TieOrder,
        /// What is made whole.
        unit: Denomination,
    },
    /// So much for each of what is counted, without an appropriation: a base amount is a price of one.
    Price {
        /// The terms, which are added.
        terms: Vec<PriceTerm>,
    },
    /// Round each amount by itself to whole kronor, or to öre, whole thousands and the like.
    Round {
        /// The rounding mode.
        rounding: Rounding,
        /// What is made whole: 0,01 kr (*öre*), 1 kr, 1 000 kr (*tkr*), 100 000 kr (*0,1 Mkr*).
        unit: Denomination,
    },
    /// Round down to whole units, and give the missing ones to the largest remainders: the sum is kept.
    LargestRemainder {
        /// Who comes first among equals.
        order: TieOrder,
        /// What is made whole.
        unit: Denomination,
        /// The group of each recipient, if the sum of each group is to be kept.
        groups: Option<Vec<usize>>,
    },
    /// Move single amounts by stated kronor, so that a sum comes out.
    Adjust {
        /// The adjustments; recipients not named keep their amount.
        adjustments: Vec<Adjustment>,
    },
    /// Make the sum come out: what is left goes to those whom the rule names, or is kept.
    Balance {
        /// What the amounts shall sum to, in kronor.
        total: Ratio,
        /// Who comes first among equals.
        order: TieOrder,
        /// Who has what is left.
        to: Leftover,
        /// What is given at a time.
        unit: Denomination,
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
    /// The ties that the rule for ties decided.
    Ties(Vec<Tie>),
    /// What each group has, and the ties within them.
    Groups {
        /// The groups' amounts.
        amounts: ExactAmounts,
        /// The ties.
        ties: Vec<Tie>,
    },
    /// What was left and shared, in kronor, and by how much each amount of those who asked grew.
    Rest {
        /// What was left.
        left: Ratio,
        /// The factor.
        factor: Ratio,
    },
}

impl Detail {
    /// The ties that were decided.
    pub fn ties(&self) -> &[Tie] {
        match self {
            Detail::Ties(ties) | Detail::Groups { ties, .. } => ties,
            Detail::None | Detail::Parts(_) | Detail::Rest { .. } => &[],
        }
    }

    /// The same of amounts with the other sign.
    pub(super) fn negated(self) -> Result<Detail, AllocationError> {
        Ok(match self {
            Detail::Parts(parts) => {
                let parts = parts.iter().map(ExactAmounts::negated);
                Detail::Parts(parts.collect::<Result<_, _>>()?)
            }
            Detail::Groups { amounts, ties } => Detail::Groups {
                amounts: amounts.negated()?,
                ties,
            },
            Detail::Rest { left, factor } => Detail::Rest {
                left: left.neg(),
                factor,
            },
            Detail::None | Detail::Ties(_) => self,
        })
    }
}

impl Step {
    /// Largest remainder in whole kronor, ties by the lower rank.
    pub fn largest_remainder(ranks: Vec<usize>) -> Step {
        Step::LargestRemainder {
            order: TieOrder::by_code(ranks),
            unit: Denomination::KRONA,
            groups: None,
        }
    }

    /// A krona each to or from the largest, ties by the lower rank.
    pub fn balance(total: Ratio, ranks: Vec<usize>) -> Step {
        Step::Balance {
            total,
            order: TieOrder::by_code(ranks),
            to: Leftover::LargestShare,
            unit: Denomination::KRONA,
        }
    }

    /// What the step does, as a verb.
    pub fn name(&self) -> &'static str {
        match self {
            Step::Apportion { .. } => "apportion",
            Step::ApportionMixed { .. } => "apportion-mixed",
            Step::ApportionAboveBase { .. } => "apportion-above-base",
            Step::ApportionWithin { .. } => "apportion-within",
            Step::ApportionSeveral { .. } => "apportion-several",
            Step::ApportionNested { .. } => "apportion-nested",
            Step::Price { .. } => "price",
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
        matches!(self, Step::Price { .. }) || self.name().starts_with("apportion")
    }

    /// The lists that have one entry for each recipient, with their lengths.
    pub(super) fn lists(&self) -> Vec<(RecipientList, usize)> {
        let weights = |key: &AllocationKey| (RecipientList::Weights, key.weights().len());
        let ranks = |order: &TieOrder| (RecipientList::Ranks, order.ranks.len());
        match self {
            Step::Apportion { key, .. } | Step::ApportionAboveBase { key, .. } => {
                vec![weights(key)]
            }
            Step::ApportionMixed { keys: parts, .. } | Step::ApportionSeveral { parts, .. } => {
                parts.iter().map(|(_, key)| weights(key)).collect()
            }
            Step::ApportionWithin { key, bounds, .. } => vec![
                weights(key),
                (RecipientList::Floors, bounds.lower.len()),
                (RecipientList::Caps, bounds.upper.len()),
            ],
            Step::ApportionNested {
                groups, key, order, ..
            } => vec![
                weights(key),
                (RecipientList::Groups, groups.of.len()),
                ranks(order),
            ],
            Step::Price { terms } => {
                let of = |term: &PriceTerm| {
                    let eligible = term.eligible.as_ref().map_or(term.counts.len(), Vec::len);
                    [
                        (RecipientList::Counts, term.counts.len()),
                        (RecipientList::Counts, term.prices.len()),
                        (RecipientList::Eligible, eligible),
                    ]
                };
                terms.iter().flat_map(of).collect()
            }
            Step::LargestRemainder { order, groups, .. } => {
                let groups = groups.as_ref().map_or(order.ranks.len(), Vec::len);
                vec![ranks(order), (RecipientList::Groups, groups)]
            }
            Step::Balance { order, .. } => vec![ranks(order)],
            Step::SharePots { pots, .. } => {
                let of = |pot: &Pot| (RecipientList::Eligible, pot.eligible.len());
                pots.iter().map(of).collect()
            }
            Step::Limit { claims } => vec![(RecipientList::Claims, claims.len())],
            Step::ShareRest { asked, caps, .. } => {
                let caps = caps.as_ref().map_or(asked.len(), Vec::len);
                vec![
                    (RecipientList::Asked, asked.len()),
                    (RecipientList::Caps, caps),
                ]
            }
            Step::Round { .. } | Step::Adjust { .. } => Vec::new(),
        }
    }

    /// Who comes first among equals, where the step has a rule for that.
    pub(super) fn order_mut(&mut self) -> Option<&mut TieOrder> {
        match self {
            Step::LargestRemainder { order, .. }
            | Step::Balance { order, .. }
            | Step::ApportionNested { order, .. } => Some(order),
            _ => None,
        }
    }

    /// What the step makes amounts whole numbers of; `None` if it rounds nothing.
    pub fn unit(&self) -> Option<Denomination> {
        match self {
            Step::Round { unit, .. }
            | Step::LargestRemainder { unit, .. }
            | Step::ApportionNested { unit, .. } => Some(*unit),
            _ => None,
        }
    }

    /// The money that the step divides, in kronor; `None` if it divides none.
    pub fn appropriation(&self) -> Option<Ratio> {
        match self {
            Step::Apportion { appropriation, .. }
            | Step::ApportionMixed { appropriation, .. }
            | Step::ApportionAboveBase { appropriation, .. }
            | Step::ApportionNested { appropriation, .. } => Some(*appropriation),
            Step::ApportionWithin { appropriation, .. } => Some((*appropriation).into()),
            Step::ApportionSeveral { parts, .. } => parts
                .iter()
                .try_fold(Ratio::ZERO, |sum, (money, _)| sum.add(*money).ok()),
            _ => None,
        }
    }

    /// The step for money of the other sign: what is paid back as it would be paid. Bounds, base
    /// amounts and claims are sizes and stay.
    ///
    /// *Errors*: an opposite that leaves the range.
    pub(super) fn mirrored(&self) -> Result<Step, AllocationError> {
        let opposite = |kronor: Kronor| Kronor::ZERO.sub(kronor);
        let mut step = self.clone();
        match &mut step {
            Step::Apportion { appropriation, .. }
            | Step::ApportionMixed { appropriation, .. }
            | Step::ApportionAboveBase { appropriation, .. }
            | Step::ApportionNested { appropriation, .. }
            | Step::ShareRest { appropriation, .. }
            | Step::Balance {
                total: appropriation,
                ..
            } => *appropriation = appropriation.neg(),
            Step::ApportionWithin { appropriation, .. } => {
                *appropriation = opposite(*appropriation)?;
            }
            Step::ApportionSeveral { parts, .. } => {
                parts.iter_mut().for_each(|(money, _)| *money = money.neg());
            }
            Step::Adjust { adjustments } => {
                for adjustment in adjustments {
                    adjustment.by = opposite(adjustment.by)?;
                }
            }
            Step::SharePots { pots, .. } => {
                pots.iter_mut().for_each(|pot| pot.money = pot.money.neg());
            }
            Step::Price { .. }
            | Step::Round { .. }
            | Step::LargestRemainder { .. }
            | Step::Limit { .. } => {}
        }
        Ok(step)
    }

    /// Does the step in the mirror: on amounts, and of money, with the other sign.
    pub(super) fn do_mirrored(
        &self,
        before: Option<&ExactAmounts>,
    ) -> Result<(ExactAmounts, Detail), AllocationError> {
        let step = self.mirrored()?;
        let (after, detail) = match before {
            None => step.create()?,
            Some(before) => step.apply(&before.negated()?)?,
        };
        Ok((after.negated()?, detail.negated()?))
    }

    /// The amounts that an apportioning step creates.
    pub(super) fn create(&self) -> Result<(ExactAmounts, Detail), AllocationError> {
        let plain = |amounts| (amounts, Detail::None);
        Ok(match self {
            Step::Apportion { appropriation, key } => plain(key.apportion(*appropriation)?),
            Step::ApportionMixed {
                appropriation,
                keys,
                round_parts,
            } => plain(apportion_mixed(*appropriation, keys, *round_parts)?),
            Step::ApportionAboveBase {
                appropriation,
                base,
                recipients,
                key,
            } => plain(apportion_above_base(
                *appropriation,
                *base,
                *recipients,
                key,
            )?),
            Step::ApportionWithin {
                appropriation,
                key,
                bounds,
            } => plain(bounds.share(*appropriation, key.weights())?),
            Step::ApportionSeveral { parts, round_parts } => {
                let (sum, parts) = apportion_several(parts, *round_parts)?;
                (sum, Detail::Parts(parts))
            }
            Step::ApportionNested {
                appropriation,
                groups,
                key,
                settling,
                order,
                unit,
            } => {
                let how = (*settling, order, *unit);
                let nested = apportion_nested(*appropriation, groups, key, how)?;
                let (amounts, ties) = (nested.groups, nested.ties);
                (nested.amounts, Detail::Groups { amounts, ties })
            }
            Step::Price { terms } => {
                let (sum, parts) = priced(terms)?;
                (sum, Detail::Parts(parts))
            }
            _ => plain(ExactAmounts::whole(&[])),
        })
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
            Step::LargestRemainder {
                order,
                unit,
                groups,
            } => {
                let (amounts, ties) = in_units(before, order, *unit, groups.as_deref())?;
                Ok((amounts, Detail::Ties(ties)))
            }
            Step::Adjust { adjustments } => Ok((adjusted(before, adjustments)?, Detail::None)),
            Step::Balance {
                total,
                order,
                to,
                unit,
            } => {
                let (amounts, ties) = balanced(before, *total, order, *to, *unit)?;
                Ok((amounts, Detail::Ties(ties)))
            }
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
            unit: Denomination::kronor(1_000).unwrap(),
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
