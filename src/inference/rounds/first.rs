//! The first round: where it ends, its base amount and key.

use super::{FEWEST, RoundsQuestion};
use crate::exact::Kronor;
use crate::inference::base::{BaseInference, infer_base_watched};
use crate::inference::key::infer_rounded_once;
use crate::inference::{Inference, InferenceError, KeyQuestion};

/// So many of the widest gaps between amounts are tried as the end of the first round.
const GAPS: usize = 5;

/// The first round: its base amount and key.
pub(super) struct FirstRound {
    pub base: Kronor,
    pub by_base: Option<BaseInference>,
    pub inference: Inference,
}

/// Amounts from which on the second round may begin: those above the widest gaps, by ratio, then the
/// middle.
pub(super) fn cuts(amounts: &[i128]) -> Vec<i128> {
    let possible = FEWEST..=amounts.len().saturating_sub(3);
    let mut gaps: Vec<usize> = possible.clone().collect();
    // a/b > c/d as a·d > c·b, widest first
    gaps.sort_by(|one, other| {
        let (low, high) = (amounts[one - 1], amounts[*one]);
        let (other_low, other_high) = (amounts[other - 1], amounts[*other]);
        (other_high * low).cmp(&(high * other_low))
    });
    gaps.truncate(GAPS);
    for part in [2, 3, 4] {
        let position = amounts.len() / part;
        if possible.contains(&position) && !gaps.contains(&position) {
            gaps.push(position);
        }
    }
    gaps.into_iter().map(|position| amounts[position]).collect()
}

/// The base amount and key of amounts that are taken for those of the first round only.
pub(super) fn first_round(
    question: &RoundsQuestion<'_>,
    amounts: &[Kronor],
    recipients: usize,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<FirstRound, InferenceError> {
    let asked = KeyQuestion {
        recipients: Some(recipients),
        base: question.base.unwrap_or(Kronor::ZERO),
        ..KeyQuestion::new(amounts, question.appropriation)
    };
    if let Some(base) = question.base {
        return Ok(FirstRound {
            base,
            by_base: None,
            inference: infer_rounded_once(&asked, progress)?,
        });
    }
    let by_base = infer_base_watched(&asked, progress)?;
    let keys = by_base.inference.clone();
    let inference = Inference {
        verdict: by_base.verdict,
        reason: by_base.reason.clone(),
        keys: keys.map(|it| it.keys).unwrap_or_default(),
    };
    let base = by_base.bases.first();
    Ok(FirstRound {
        base: base.map_or(Kronor::ZERO, |it| it.base),
        by_base: Some(by_base),
        inference,
    })
}

/// The first round as a function of the weight.
pub(super) struct Entitlement {
    pub base: i128,
    /// What the key distributes.
    pub money: i128,
    pub total: i128,
    pub rounding: crate::exact::Rounding,
}

impl Entitlement {
    /// Whole kronor for a weight.
    pub fn of(&self, weight: i128) -> Option<i128> {
        let part = self.money.checked_mul(weight)?;
        Some(self.base + self.rounding.divide(part, self.total))
    }

    /// The weight nearest to `amount` / `divisor` kronor.
    pub fn nearest_weight(&self, amount: i128, divisor: i128) -> Option<i128> {
        let above = amount - self.base.checked_mul(divisor)?;
        let doubled = above.checked_mul(2)?.checked_mul(self.total)?;
        let money = self.money.checked_mul(divisor)?;
        let nearest = doubled
            .checked_add(money)?
            .div_euclid(money.checked_mul(2)?);
        Some(nearest.max(1))
    }
}
