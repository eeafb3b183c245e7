//! An unknown base amount, together with the key.
//!
//! Amounts b + c·n, with a base amount b and c kronor a head, differ by whole multiples of c whatever
//! b is. So c is found first, from the differences ([`Spacing`]). It leaves b open up to multiples of
//! c: a head more in every weight and c kronor less in the base amount give the same amounts. Of that
//! family only those with a whole base amount, and with a whole total of the key for the appropriation,
//! reproduce the amounts to the krona; and of those people choose the round one.

mod family;
mod spacing;

pub(super) use spacing::Spacing;

use family::family;

use super::chance::Chance;
use super::key::infer_rounded_once;
use super::logarithm::{log_above, log_below, power_of_ten_above};
use super::rival_totals::MENTIONABLE;
use super::{Inference, InferenceError, InferenceReason, InferenceVerdict, KeyQuestion};
use crate::exact::{Kronor, Ratio, Rounding};

/// As many base amounts are told.
const TOLD: usize = 20;
/// Candidates are compared to this many powers of ten.
const SCALE: u32 = 15;

/// A base amount that the amounts may have been computed with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseCandidate {
    /// The base amount.
    pub base: Kronor,
    /// The total of the key of what remains.
    pub total: u64,
    /// How many different amounts come out exactly.
    pub exact: usize,
    /// Of how many.
    pub amounts: usize,
    /// How the part above the base amount is rounded.
    pub rounding: Rounding,
    /// What it costs in powers of ten: two for each amount that does not come out, and one for a
    /// rounding other than half-up.
    pub(super) misfit: u32,
    /// The largest power of ten that divides the base amount.
    pub(super) roundness: u128,
    /// The misfit, and one for each digit of the base amount that need not have been zero.
    pub(super) price: u32,
}

/// What the amounts say of a base amount and a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseInference {
    /// Whether the base amount and the key are found.
    pub verdict: InferenceVerdict,
    /// Why.
    pub reason: InferenceReason,
    /// The interval of the amount a head, which does not depend on the base amount.
    pub a_head: Option<(Ratio, Ratio)>,
    /// The base amounts that reproduce most, best first; at most 20.
    pub bases: Vec<BaseCandidate>,
    /// How many base amounts were weighed.
    pub weighed: usize,
    /// The key with the first of them.
    pub inference: Option<Inference>,
}

/// Infers the base amount and the key; [`KeyQuestion::base`] is not used.
///
/// The key is judged as [`infer_key`](super::infer_key) judges it once the base amount is known. The
/// base amount is one of a family that fits as well; it is taken for found if it is so round that
/// among that many arbitrary ones less than one in a hundred times one would be.
///
/// 700 000 kr: 50 000 kr to each of four, and 500 000 kr by 7 : 19 : 31 : 60 of 117:
///
/// ```
/// use statsbidrag::exact::Kronor;
/// use statsbidrag::inference::{KeyQuestion, infer_base};
/// let amounts = [79_915, 131_197, 182_479, 306_410].map(Kronor);
/// let found = infer_base(&KeyQuestion::new(&amounts, Kronor(700_000)))?;
/// // four amounts are too few to tell
/// assert!(found.bases.is_empty());
/// # Ok::<(), statsbidrag::inference::InferenceError>(())
/// ```
///
/// *Errors*: as for [`infer_key`](super::infer_key).
pub fn infer_base(question: &KeyQuestion<'_>) -> Result<BaseInference, InferenceError> {
    infer_base_watched(question, &mut |_, _| {})
}

/// [`infer_base`], telling `progress` now and then how far the search has come.
pub fn infer_base_watched(
    question: &KeyQuestion<'_>,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<BaseInference, InferenceError> {
    let amounts = distinct(question.amounts)?;
    let spacing = match Spacing::of(&amounts, progress) {
        Ok(spacing) => spacing,
        Err(reason) => return Ok(nothing(reason)),
    };
    let mut bases = family(question, &amounts, &spacing)?;
    let weighed = bases.len();
    let Some(best) = bases.first().cloned() else {
        return Ok(nothing(InferenceReason::NoBase));
    };
    let chance = doubt(&bases);
    let is_rivalled = bases.get(1).is_some_and(|next| next.price < best.price + 2);
    bases.truncate(TOLD);
    let with_base = KeyQuestion {
        base: best.base,
        ..question.clone()
    };
    let inference = infer_rounded_once(&with_base, progress)?;
    let base = best.base;
    let others = weighed - 1;
    let agrees = inference
        .keys
        .first()
        .is_some_and(|key| key.total == best.total);
    let (verdict, reason) = if chance > MENTIONABLE || is_rivalled {
        (
            InferenceVerdict::Ambiguous,
            InferenceReason::ManyBases { others, chance },
        )
    } else if inference.verdict == InferenceVerdict::Key && agrees {
        (
            InferenceVerdict::Key,
            InferenceReason::RoundBase {
                base,
                others,
                chance,
            },
        )
    } else {
        (InferenceVerdict::Ambiguous, inference.reason.clone())
    };
    Ok(BaseInference {
        verdict,
        reason,
        a_head: Some((spacing.lower, spacing.upper)),
        bases,
        weighed,
        inference: Some(inference),
    })
}

fn nothing(reason: InferenceReason) -> BaseInference {
    BaseInference {
        verdict: InferenceVerdict::None,
        reason,
        a_head: None,
        bases: Vec::new(),
        weighed: 0,
        inference: None,
    }
}

/// How many base amounts as round as the first would fit as well by chance, from above. Those that
/// fit are spread as chance has it, so one in s of them is a multiple of s; one that leaves more
/// amounts out counts as much less as that costs.
fn doubt(bases: &[BaseCandidate]) -> Chance {
    let Some((best, others)) = bases.split_first() else {
        return Chance { exponent: 0 };
    };
    let weight =
        |it: &BaseCandidate| 10_u128.pow(SCALE - it.misfit.saturating_sub(best.misfit).min(SCALE));
    let sum: u128 = others.iter().map(weight).sum();
    let logarithm = log_above(sum.max(1)) - log_below(best.roundness);
    let exponent = power_of_ten_above(logarithm) - i64::from(SCALE);
    Chance { exponent }
}

/// The different amounts above zero, smallest first.
pub(super) fn distinct(amounts: &[Kronor]) -> Result<Vec<i128>, InferenceError> {
    for (position, amount) in (1..).zip(amounts) {
        if amount.0 < 0 {
            let amount = *amount;
            return Err(InferenceError::NegativeAmount { position, amount });
        }
    }
    let mut different: Vec<i128> = amounts
        .iter()
        .map(|amount| i128::from(amount.0))
        .filter(|amount| *amount > 0)
        .collect();
    different.sort_unstable();
    different.dedup();
    Ok(different)
}
