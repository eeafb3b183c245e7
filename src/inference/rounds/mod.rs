//! Two rounds in one column: first a base amount and a key, then what was left to those who asked for
//! more, all by one factor.
//!
//! Nobody's second-round amount is below the factor times the smallest first-round amount, so the
//! smallest amounts are all of the first round and show its key. The others are that many times what
//! the key would have given them: a finer condition than the key itself, since a factor f makes the
//! amounts a head f times as far apart.

mod classify;
mod first;
mod scale;

use classify::{Classified, classify};
use first::{Entitlement, FirstRound, cuts, first_round};
use scale::find_factor;

use super::base::{BaseInference, distinct};
use super::{
    CommonFactor, InferenceError, InferenceReason, InferenceVerdict, IntegerKey, RoundingRule,
};
use crate::exact::{Kronor, Ratio};

/// Of fewer amounts a round cannot be told.
const FEWEST: usize = 6;

/// Two rounds are asked for.
#[derive(Clone, Debug)]
pub struct RoundsQuestion<'a> {
    /// The published amounts. Zero is a recipient that claimed nothing.
    pub amounts: &'a [Kronor],
    /// What was distributed in both rounds.
    pub appropriation: Kronor,
    /// The base amount of the first round; inferred if `None`.
    pub base: Option<Kronor>,
    /// How many were entitled in the first round; all amounts, those of zero included, if `None`.
    pub recipients: Option<usize>,
}

/// The round an amount is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Round {
    /// Nothing was claimed.
    Neither,
    /// The first only.
    First,
    /// Both: the first-round amount and its part of what was left.
    Second,
}

/// One amount in its round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoundCell {
    /// The round.
    pub round: Round,
    /// The whole number of the key behind it.
    pub weight: u64,
    /// What the first round gives, in whole kronor.
    pub first: Kronor,
    /// Published less computed kronor, with a factor in the middle of its interval.
    pub difference: i64,
    /// Whether the amount would fit the other round as well.
    pub either: bool,
}

/// A table taken apart into its rounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rounds {
    /// The base amount.
    pub base: Kronor,
    /// How many were entitled to it.
    pub recipients: usize,
    /// The total of the key.
    pub total: u64,
    /// How the first round was rounded.
    pub rounding: RoundingRule,
    /// Each amount, in the order of the question.
    pub cells: Vec<RoundCell>,
    /// The factor of the second round, counting its amounts that it gives.
    pub factor: CommonFactor,
    /// What was left after the first round: the appropriation less what those listed had of it.
    pub left: Kronor,
    /// The factor that these sums give.
    pub by_sums: Ratio,
    /// The key of the first round by itself.
    pub key: IntegerKey,
    /// For another number of recipients the total of the key; the weights are the same.
    pub otherwise: Vec<(usize, u64)>,
}

/// What the amounts say of two rounds.
#[derive(Clone, Debug)]
pub struct RoundsInference {
    /// Whether both rounds are found.
    pub verdict: InferenceVerdict,
    /// Why.
    pub reason: InferenceReason,
    /// The rounds.
    pub rounds: Option<Rounds>,
    /// What the first round said of its base amount, if that was not stated.
    pub base: Option<BaseInference>,
}

/// Takes a column of two rounds apart: base amount, key, who was in the second round, its factor.
///
/// *Errors*: as for [`infer_key`](super::infer_key).
pub fn infer_rounds(
    question: &RoundsQuestion<'_>,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<RoundsInference, InferenceError> {
    let amounts = distinct(question.amounts)?;
    if amounts.len() < 2 * FEWEST {
        let (amounts, expected) = (amounts.len(), 2 * FEWEST);
        return Ok(nothing(InferenceReason::TooFewForBase {
            amounts,
            expected,
        }));
    }
    let recipients = question.recipients.unwrap_or(question.amounts.len());
    let mut most_telling: Option<RoundsInference> = None;
    for cut in cuts(&amounts) {
        let first: Vec<Kronor> = question
            .amounts
            .iter()
            .copied()
            .filter(|amount| amount.0 > 0 && i128::from(amount.0) < cut)
            .collect();
        let found = first_round(question, &first, recipients, progress)?;
        if found.inference.verdict != InferenceVerdict::Key {
            most_telling.get_or_insert(without_second(found));
            continue;
        }
        let told = second_round(question, found, recipients, cut, progress)?;
        if told.verdict == InferenceVerdict::Key {
            return Ok(told);
        }
        if most_telling
            .as_ref()
            .is_none_or(|it| it.verdict == InferenceVerdict::None)
        {
            most_telling = Some(told);
        }
    }
    Ok(most_telling.unwrap_or_else(|| nothing(InferenceReason::NoRounds)))
}

fn nothing(reason: InferenceReason) -> RoundsInference {
    RoundsInference {
        verdict: InferenceVerdict::None,
        reason,
        rounds: None,
        base: None,
    }
}

fn without_second(first: FirstRound) -> RoundsInference {
    let reason = match &first.by_base {
        Some(base) => base.reason.clone(),
        None => first.inference.reason,
    };
    RoundsInference {
        verdict: first.inference.verdict,
        reason: InferenceReason::NoFirstRound {
            why: Box::new(reason),
        },
        rounds: None,
        base: first.by_base,
    }
}

fn second_round(
    question: &RoundsQuestion<'_>,
    first: FirstRound,
    recipients: usize,
    cut: i128,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<RoundsInference, InferenceError> {
    let Some(key) = first.inference.keys.first() else {
        return Ok(without_second(first));
    };
    let count = i128::try_from(recipients).unwrap_or(i128::MAX);
    let money = i128::from(question.appropriation.0) - i128::from(first.base.0) * count;
    let entitlement = Entitlement {
        base: first.base.0.into(),
        money,
        total: key.total.into(),
        rounding: match key.rounding {
            RoundingRule::Each(mode) => mode,
            RoundingRule::LargestRemainder | RoundingRule::SumOfParts { .. } => {
                crate::exact::Rounding::HalfUp
            }
        },
    };
    let above: Vec<i128> = distinct(question.amounts)?
        .into_iter()
        .filter(|amount| *amount >= cut)
        .collect();
    let factor = find_factor(&above, &entitlement, progress)?;
    let classified = match &factor {
        Some(factor) => Some(classify(
            question.amounts,
            &entitlement,
            factor.middle,
            cut,
        )?),
        None => None,
    };
    let is_second = |cell: &RoundCell| cell.round == Round::Second;
    let classified = classified.filter(|it| it.cells.iter().any(is_second));
    let (Some(factor), Some(classified)) = (factor, classified) else {
        return Ok(RoundsInference {
            verdict: InferenceVerdict::None,
            reason: InferenceReason::NoFactor {
                base: first.base,
                total: key.total,
            },
            rounds: None,
            base: first.by_base,
        });
    };
    let rounds = told(question, &first, key, recipients, classified)?;
    Ok(RoundsInference {
        verdict: InferenceVerdict::Key,
        reason: InferenceReason::TwoRounds {
            chance: key.chance.max(factor.chance),
            first: rounds.count(Round::First),
            second: rounds.count(Round::Second),
        },
        rounds: Some(rounds),
        base: first.by_base,
    })
}

/// The rounds with their sums.
fn told(
    question: &RoundsQuestion<'_>,
    first: &FirstRound,
    key: &IntegerKey,
    recipients: usize,
    Classified { cells, factor }: Classified,
) -> Result<Rounds, InferenceError> {
    let sum = |round: Option<Round>| {
        let of_round = |cell: &&RoundCell| round.is_none_or(|round| cell.round == round);
        Kronor::total(cells.iter().filter(of_round).map(|cell| cell.first))
    };
    let left = question.appropriation.sub(sum(None)?)?;
    let second = Ratio::from(sum(Some(Round::Second))?);
    Ok(Rounds {
        base: first.base,
        recipients,
        total: key.total,
        rounding: key.rounding,
        by_sums: second.add(left.into())?.div(second)?,
        left,
        factor,
        key: key.clone(),
        otherwise: other_totals(question, first, recipients, key.total)?,
        cells,
    })
}

impl Rounds {
    /// How many amounts are of a round.
    pub fn count(&self, round: Round) -> usize {
        self.cells.iter().filter(|cell| cell.round == round).count()
    }

    /// How many amounts of a round come out exactly.
    pub fn exact(&self, round: Round) -> usize {
        let exact = |cell: &&RoundCell| cell.round == round && cell.difference == 0;
        self.cells.iter().filter(exact).count()
    }
}

/// The total if only those that claimed something had a base amount.
fn other_totals(
    question: &RoundsQuestion<'_>,
    first: &FirstRound,
    recipients: usize,
    total: u64,
) -> Result<Vec<(usize, u64)>, InferenceError> {
    let paid = question
        .amounts
        .iter()
        .filter(|amount| amount.0 > 0)
        .count();
    if question.recipients.is_some() || paid == recipients || first.base == Kronor::ZERO {
        return Ok(Vec::new());
    }
    let by_key = |recipients: usize| {
        let count = Ratio::whole(i128::try_from(recipients).unwrap_or(i128::MAX));
        Ratio::from(question.appropriation).sub(Ratio::from(first.base).mul(count)?)
    };
    let a_head = by_key(recipients)?.div(Ratio::whole(total.into()))?;
    let other = by_key(paid)?.div(a_head)?;
    let other = other.round(crate::exact::Rounding::HalfUp);
    Ok(u64::try_from(other)
        .ok()
        .map(|total| (paid, total))
        .into_iter()
        .collect())
}
