//! From amounts to the whole-number key behind them.

use std::fmt;

use num_integer::Integer;

use super::chance::{Chance, window};
use super::evidence::{Evidence, KeyQuestion};
use super::fit::{Fit, LARGEST_DIVISOR, distance, rarity};
use super::fraction_spread::is_built_otherwise;
use super::price::at_the_best_price;
use super::rival_totals::{CONVINCING, MENTIONABLE, contest, search};
use super::{InferenceError, InferenceReason, RoundingRule};
use crate::exact::{Kronor, Ratio};
use crate::lang::{InWords, Lang, say};

/// As many weights are compared in pairs.
const SAMPLED: usize = 128;
/// Powers of ten against a shared remainder: a convincing fit's, and two for the divisors tried.
const UNEXPLAINED: i64 = 8;
/// How far sums of rounded parts may be from the exact ones, in units: the narrowest that shows a key.
const REACHES: [u8; 3] = [2, 3, 4];
/// More amounts than this are not taken for sums of rounded parts. There are 21 counties; the more
/// amounts, the more often some built in another way pass for sums within so wide a reach.
const MOST_SUMS: usize = 32;
/// One in this many amounts may be out of reach of a key. Every part of a key's total, a half, a third,
/// fits the amounts whose weight it divides: what leaves more out may be such a part.
const LEFT_OUT: usize = 3;
/// Of fewer pairs a share says nothing.
const FEWEST_PAIRS: usize = 28;

/// What the amounts say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InferenceVerdict {
    /// There is a whole-number key, and it is the first of the list.
    Key,
    /// There are candidates, none of which stands out.
    Ambiguous,
    /// No key can be inferred.
    None,
}

impl InWords for InferenceVerdict {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            InferenceVerdict::Key => say!(lang, "key", "nyckel"),
            InferenceVerdict::Ambiguous => say!(lang, "ambiguous", "flera möjliga"),
            InferenceVerdict::None => say!(lang, "none", "ingen"),
        }
    }
}

impl fmt::Display for InferenceVerdict {
    /// Its name in JSON.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            InferenceVerdict::Key => "key",
            InferenceVerdict::Ambiguous => "ambiguous",
            InferenceVerdict::None => "none",
        })
    }
}

/// A cell that the key does not reproduce.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exception {
    /// The position among the amounts, from 0.
    pub cell: usize,
    /// Published less computed kronor.
    pub difference: i64,
}

/// A whole-number key that the amounts may have been computed from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntegerKey {
    /// The sum of the key over all recipients, listed or not.
    pub total: u64,
    /// The rule that reproduces most cells.
    pub rounding: RoundingRule,
    /// The whole number behind each amount; zero for a cell that has no part by the key. Behind an
    /// exception of many kronor it is only the nearest.
    pub weights: Vec<u64>,
    /// How many cells the key should reproduce.
    pub cells: usize,
    /// How many it does.
    pub exact: usize,
    /// The others, in the order of the amounts.
    pub exceptions: Vec<Exception>,
    /// How many totals of this size would fit by chance, from above.
    pub chance: Chance,
    /// What one of the key is worth, in kronor: the appropriation without base amounts by the total,
    /// or, where nobody says what was distributed, a price at which more amounts come out.
    pub each: Ratio,
    /// The farthest that an amount which is no exception is from its exact part, in kronor.
    pub farthest: Ratio,
}

/// The answer to a [`KeyQuestion`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inference {
    /// Whether there is a key.
    pub verdict: InferenceVerdict,
    /// Why.
    pub reason: InferenceReason,
    /// The key or the candidates, best first.
    pub keys: Vec<IntegerKey>,
}

/// Infers the whole-number key behind published amounts.
///
/// 10 000 000 kr on 41 persons in groups of 11, 13 and 17 are 243 902,43… kr a person:
///
/// ```
/// use statsbidrag::exact::Kronor;
/// use statsbidrag::inference::{KeyQuestion, InferenceVerdict, infer_key};
/// // 11, 13 and 17 of 41, half-up
/// let amounts = [2_682_927, 3_170_732, 4_146_341].map(Kronor);
/// let inference = infer_key(&KeyQuestion::new(&amounts, Kronor(10_000_000)))?;
/// assert_eq!(inference.verdict, InferenceVerdict::Key);
/// assert_eq!(inference.keys[0].total, 41);
/// assert_eq!(inference.keys[0].weights, [11, 13, 17]);
/// # Ok::<(), statsbidrag::inference::InferenceError>(())
/// ```
///
/// *Errors*: amounts below zero, nothing to distribute.
pub fn infer_key(question: &KeyQuestion<'_>) -> Result<Inference, InferenceError> {
    infer_key_watched(question, &mut |_, _| {})
}

/// [`infer_key`], telling `progress` now and then the total reached and the last to be tried.
pub fn infer_key_watched(
    question: &KeyQuestion<'_>,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Inference, InferenceError> {
    let once = infer_rounded_once(question, progress)?;
    let is_open = matches!(
        once.reason,
        InferenceReason::NoCommonKey { .. }
            | InferenceReason::PerhapsChance { .. }
            | InferenceReason::MostlyExceptions { .. }
    );
    if !is_open || question.amounts.len() > MOST_SUMS {
        return Ok(once);
    }
    for reach in REACHES {
        let evidence = Evidence::of(question)?.in_parts(reach);
        let in_parts = infer_from(&evidence, question.largest_total, progress)?;
        if in_parts.verdict == InferenceVerdict::Key {
            return Ok(in_parts);
        }
    }
    Ok(once)
}

/// [`infer_key_watched`] of amounts that were rounded once and are no sums.
pub(super) fn infer_rounded_once(
    question: &KeyQuestion<'_>,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Inference, InferenceError> {
    let evidence = Evidence::of(question)?;
    infer_from(&evidence, question.largest_total, progress)
}

fn infer_from(
    evidence: &Evidence,
    largest_total: u64,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Inference, InferenceError> {
    let amounts = evidence.grounds().amounts;
    if amounts < 2 {
        return Ok(nothing(InferenceReason::TooFewAmounts { amounts }));
    }
    let limit = limit_of_evidence(evidence);
    let last = limit.min(largest_total);
    let unit = evidence.in_kronor(evidence.unit)?;
    if last == 0 {
        return Ok(nothing(InferenceReason::NothingToTell { amounts, unit }));
    }
    let (fits, reached) = search(evidence, last, progress);
    let Some((best, rivals)) = contest(evidence, fits, last) else {
        return Ok(nothing(InferenceReason::NoCommonKey {
            up_to: reached,
            unit,
            is_limit_of_evidence: reached == limit,
        }));
    };
    let (verdict, reason) = judge(evidence, &best, rivals.len())?;
    let mut keys = vec![integer_key(evidence, &best)?];
    for rival in &rivals {
        keys.push(integer_key(evidence, rival)?);
    }
    Ok(Inference {
        verdict,
        reason,
        keys,
    })
}

/// The largest total of which a fit without exceptions would mean something: rarer by chance than
/// one in a hundred, and at least three units a head (three times what rounding may have done to sums
/// of parts), so that the nearest whole number is the one.
fn limit_of_evidence(evidence: &Evidence) -> u64 {
    let grounds = evidence.grounds();
    let width = 3 * window(evidence.usual_rule());
    let most = u64::try_from(grounds.units / width).unwrap_or(u64::MAX);
    let (mut low, mut high) = (0, most.saturating_add(1));
    while high - low > 1 {
        let middle = low.midpoint(high);
        if grounds.chance(middle, 0, evidence.usual_rule()) <= MENTIONABLE {
            low = middle;
        } else {
            high = middle;
        }
    }
    low
}

fn judge(
    evidence: &Evidence,
    best: &Fit,
    rivals: usize,
) -> Result<(InferenceVerdict, InferenceReason), InferenceError> {
    let chance = best.chance;
    if best.common > 1 {
        let appropriation = evidence.in_kronor(evidence.appropriation)?;
        let heads = Ratio::new(i128::from(best.total), to_i128(best.common)?)?;
        let each = appropriation.div(heads)?;
        return Ok((
            InferenceVerdict::Ambiguous,
            InferenceReason::AnotherAppropriation { each },
        ));
    }
    if has_several_classes(best) {
        return Ok((InferenceVerdict::Ambiguous, InferenceReason::SeveralClasses));
    }
    if is_built_otherwise(evidence, best) {
        return Ok((InferenceVerdict::Ambiguous, InferenceReason::BuiltOtherwise));
    }
    Ok(if best.outside * LEFT_OUT > best.weights.len() {
        (
            InferenceVerdict::Ambiguous,
            InferenceReason::MostlyExceptions {
                outside: best.outside,
                amounts: best.weights.len(),
            },
        )
    } else if chance > CONVINCING {
        (
            InferenceVerdict::Ambiguous,
            InferenceReason::PerhapsChance { chance },
        )
    } else if rivals > 0 {
        (
            InferenceVerdict::Ambiguous,
            InferenceReason::Rivals { rivals },
        )
    } else if let RoundingRule::SumOfParts { .. } = best.rounding {
        let farthest = farthest(evidence, best)?;
        let reason = InferenceReason::SumsOfParts { farthest, chance };
        (InferenceVerdict::Key, reason)
    } else {
        (InferenceVerdict::Key, InferenceReason::OnlyFit { chance })
    })
}

/// Whether the weights are built of two amounts a head rather than one: those of a class are multiples
/// of one number, and with an unknown base amount in them their differences are.
fn has_several_classes(fit: &Fit) -> bool {
    let step = fit.weights.len().div_ceil(SAMPLED);
    let mut sample: Vec<u128> = fit.weights.iter().copied().step_by(step.max(1)).collect();
    sample.dedup();
    let differences: Vec<u128> = sample
        .windows(2)
        .map(|pair| pair[0].abs_diff(pair[1]))
        .collect();
    share_divisors(&sample) || share_divisors(&differences) || share_a_remainder(&sample)
}

/// Whether so many numbers leave one remainder for a small divisor that chance does not explain it.
fn share_a_remainder(numbers: &[u128]) -> bool {
    (2..=LARGEST_DIVISOR).any(|divisor| {
        let alike = |remainder| numbers.iter().filter(|n| *n % divisor == remainder).count();
        let most = (0..divisor).map(alike).max().unwrap_or(0);
        rarity(numbers.len(), most, divisor) >= UNEXPLAINED
    })
}

/// Whether more than one in eight pairs share a divisor of 32 or more. Of arbitrary whole numbers one
/// pair in 52 does (the sum of 6/(π·d)² over d ≥ 32).
fn share_divisors(numbers: &[u128]) -> bool {
    let mut pairs = 0;
    let mut sharing = 0;
    for (position, one) in numbers.iter().enumerate() {
        for other in &numbers[position + 1..] {
            pairs += 1;
            sharing += usize::from(one.gcd(other) >= 32);
        }
    }
    pairs >= FEWEST_PAIRS && sharing * 8 > pairs
}

fn nothing(reason: InferenceReason) -> Inference {
    Inference {
        verdict: InferenceVerdict::None,
        reason,
        keys: Vec::new(),
    }
}

/// A fit told cell by cell.
fn integer_key(evidence: &Evidence, fit: &Fit) -> Result<IntegerKey, InferenceError> {
    let mut weights = Vec::with_capacity(evidence.above_base.len());
    let mut exceptions = Vec::new();
    for (cell, above) in evidence.above_base.iter().enumerate() {
        let row = above
            .and_then(|above| u128::try_from(above).ok())
            .and_then(|above| {
                evidence
                    .rows
                    .binary_search_by_key(&above, |row| row.amount)
                    .ok()
            });
        let (weight, difference) = match (row, above) {
            (Some(row), _) => (fit.weights[row], fit.differences[row]),
            (None, Some(below_base)) => (0, *below_base),
            (None, None) => (0, 0),
        };
        weights.push(u64::try_from(weight).unwrap_or(u64::MAX));
        if difference != 0 {
            let difference = Kronor::from_whole(difference)?.0;
            exceptions.push(Exception { cell, difference });
        }
    }
    let cells = evidence.above_base.iter().flatten().count();
    let key = IntegerKey {
        total: fit.total,
        rounding: fit.rounding,
        weights,
        cells,
        exact: cells - exceptions.len(),
        exceptions,
        chance: fit.chance,
        each: evidence
            .in_kronor(evidence.appropriation)?
            .div(Ratio::whole(i128::from(fit.total)))?,
        farthest: farthest(evidence, fit)?,
    };
    match evidence.is_own_sum {
        true => at_the_best_price(key, evidence),
        false => Ok(key),
    }
}

/// The farthest that an amount within reach is from its exact part.
fn farthest(evidence: &Evidence, fit: &Fit) -> Result<Ratio, InferenceError> {
    let rows = evidence.rows.iter().zip(&fit.weights).zip(&fit.differences);
    let fitting = rows.filter(|(_, difference)| **difference == 0);
    let distances = fitting.map(|((row, n), _)| distance(evidence, fit.total, row, *n));
    let farthest = evidence.in_kronor(distances.max().unwrap_or(0))?;
    Ok(farthest.div(Ratio::whole(i128::from(fit.total)))?)
}

pub(super) fn to_i128(value: u128) -> Result<i128, InferenceError> {
    i128::try_from(value)
        .map_err(|_| crate::exact::ArithmeticError::overflow("amount", value, "kronor").into())
}
