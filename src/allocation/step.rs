//! The closed list of steps.

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
                Ok((
                    ExactAmounts::whole(&shared.amounts),
                    Detail::Tied(shared.tied),
                ))
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

fn apportion_mixed(
    appropriation: Ratio,
    keys: &[(Ratio, AllocationKey)],
    round_parts: Option<Rounding>,
) -> Result<ExactAmounts, AllocationError> {
    let mut parts = keys.iter().map(|(part, key)| {
        let part = key.apportion(appropriation.mul(*part)?)?;
        Ok::<_, AllocationError>(round_parts.map_or_else(|| part.clone(), |it| part.rounded(it)))
    });
    let Some(first) = parts.next() else {
        return Err(AllocationError::KeyOfZeros { recipients: 0 });
    };
    parts.try_fold(first?, |sum, part| sum.plus(&part?))
}

fn apportion_above_base(
    appropriation: Ratio,
    base: Kronor,
    recipients: usize,
    key: &AllocationKey,
) -> Result<ExactAmounts, AllocationError> {
    let count = i64::try_from(recipients).unwrap_or(i64::MAX);
    let bases = Ratio::from(base).mul(count.into())?;
    let rest = appropriation.sub(bases)?;
    if rest.is_negative() {
        let (appropriation, by) = (appropriation.to_string(), rest.neg().to_string());
        return Err(AllocationError::BaseTooHigh {
            base,
            recipients,
            appropriation,
            by,
        });
    }
    let bases = ExactAmounts::whole(&vec![base; key.weights().len()]);
    key.apportion(rest)?.plus(&bases)
}

fn adjusted(
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
    Ok(ExactAmounts::whole(&amounts))
}

/// One krona each to (or from) the largest amounts, until the sum is right.
fn balanced(
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
    Ok(ExactAmounts::whole(&amounts))
}

fn share_pots(
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

fn limited(
    before: &ExactAmounts,
    claims: &[Option<Kronor>],
) -> Result<ExactAmounts, AllocationError> {
    if claims.len() != before.len() {
        let (found, expected) = (claims.len(), before.len());
        return Err(AllocationError::Length {
            what: "a list of claims",
            found,
            expected,
        });
    }
    let denominator = before.denominator();
    let least = |(&entitlement, claim): (&i128, &Option<Kronor>)| match claim {
        Some(claim) => Ok(entitlement.min(super::amounts::product(claim.0.into(), denominator)?)),
        None => Ok(entitlement),
    };
    let numerators = before
        .numerators()
        .iter()
        .zip(claims)
        .map(least)
        .collect::<Result<_, AllocationError>>()?;
    Ok(ExactAmounts::over(numerators, denominator))
}

fn share_rest(
    before: &ExactAmounts,
    appropriation: Ratio,
    asked: &[bool],
) -> Result<(ExactAmounts, Detail), AllocationError> {
    let left = appropriation.sub(before.sum()?)?;
    let pot = Pot {
        name: "rest".to_owned(),
        money: left,
        eligible: asked.to_vec(),
    };
    let parts = pot.redistribute(before)?;
    let after = before.plus(&parts)?;
    let askers = (0..asked.len()).filter(|&recipient| asked[recipient]);
    let had = askers
        .map(|recipient| before.get(recipient))
        .try_fold(Ratio::ZERO, |sum, had| sum.add(had?))?;
    let factor = had.add(left)?.div(had)?;
    Ok((after, Detail::Rest { left, factor }))
}

/// The end of all rounds: those who asked have at least what they had and at most their cap, in
/// proportion to what they had; the others keep what they had.
fn share_rest_to_caps(
    before: &ExactAmounts,
    appropriation: Ratio,
    asked: &[bool],
    caps: &[Option<Kronor>],
) -> Result<(ExactAmounts, Detail), AllocationError> {
    let had = before.to_kronor()?;
    for (what, found) in [
        ("a list of those who asked", asked.len()),
        ("a list of caps", caps.len()),
    ] {
        if found != had.len() {
            return Err(AllocationError::Length {
                what,
                found,
                expected: had.len(),
            });
        }
    }
    let upper = |(recipient, &had): (usize, &Kronor)| match caps[recipient] {
        _ if !asked[recipient] => Some(had),
        // a cap below what somebody has takes nothing back
        cap => cap.map(|cap| cap.max(had)),
    };
    let bounds = Bounds {
        upper: had.iter().enumerate().map(upper).collect(),
        lower: had.clone(),
    };
    let weights: Vec<u64> = had.iter().map(|had| had.0.unsigned_abs()).collect();
    let total = Kronor::from_whole(appropriation.round(Rounding::Down))?;
    let after = bounds.share(total, &weights)?;
    let left = appropriation.sub(before.sum()?)?;
    let factor = after.sum()?.div(before.sum()?)?;
    Ok((after, Detail::Rest { left, factor }))
}

#[cfg(test)]
mod tests {
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
        assert_eq!(amounts(&step.create().unwrap()), [35, 65].map(Ratio::from));
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
        assert_eq!(amounts(&base.create().unwrap()), [26, 74].map(Ratio::from));
        let floor = Step::ApportionWithin {
            appropriation: Kronor(100),
            key: key(&[1, 9]),
            bounds: Bounds::floor(Kronor(20), 2),
        };
        assert_eq!(amounts(&floor.create().unwrap()), [20, 80].map(Ratio::from));
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

    /// Entitled to 10, 20, 30; the second claims 5 only. 60 − 45 = 15 are left, and the third, who
    /// asked for more, takes all of it: 45, a factor of 3/2.
    #[test]
    fn claims_and_a_second_round() {
        let entitled = ExactAmounts::whole(&[10, 20, 30].map(Kronor));
        let claims = Step::Limit {
            claims: vec![None, Some(Kronor(5)), Some(Kronor(99))],
        };
        let (claimed, _) = claims.apply(&entitled).unwrap();
        assert_eq!(amounts(&claimed), [10, 5, 30].map(Ratio::from));
        let rest = Step::ShareRest {
            appropriation: Ratio::whole(60),
            asked: vec![false, false, true],
            caps: None,
        };
        let (shared, detail) = rest.apply(&claimed).unwrap();
        assert_eq!(amounts(&shared), [10, 5, 45].map(Ratio::from));
        let factor = Ratio::new(3, 2).unwrap();
        assert_eq!(
            detail,
            Detail::Rest {
                left: Ratio::whole(15),
                factor
            }
        );
    }

    /// 100 kr of which 60 are out: 10, 20 and 30, and the last two ask for more. In proportion they
    /// would have 36 and 54; the third may have 40 only, so the second has 50. With 45 for it, 5 are
    /// left that nobody can take.
    #[test]
    fn rounds_go_on_until_nobody_can_take_more() {
        let had = ExactAmounts::whole(&[10, 20, 30].map(Kronor));
        let rest = |cap: i64| Step::ShareRest {
            appropriation: Ratio::whole(100),
            asked: vec![false, true, true],
            caps: Some(vec![None, Some(Kronor(cap)), Some(Kronor(40))]),
        };
        let after = |cap: i64| amounts(&rest(cap).apply(&had).unwrap().0);
        assert_eq!(after(99), [10, 50, 40].map(Ratio::from));
        assert_eq!(after(45), [10, 45, 40].map(Ratio::from));
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

    /// 1 kr by 1 : 1 in two halves: each half is 0,25 + 0,25, rounded before adding 0 + 0, after 0,5.
    #[test]
    fn rounding_parts_is_not_rounding_once() {
        let half = Ratio::new(1, 2).unwrap();
        let mixed = |round_parts| Step::ApportionMixed {
            appropriation: Ratio::ONE,
            keys: vec![(half, key(&[1, 1])), (half, key(&[1, 1]))],
            round_parts,
        };
        assert_eq!(amounts(&mixed(None).create().unwrap()), [half, half]);
        let rounded = mixed(Some(Rounding::HalfUp)).create().unwrap();
        assert_eq!(amounts(&rounded), [Ratio::ZERO, Ratio::ZERO]);
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
