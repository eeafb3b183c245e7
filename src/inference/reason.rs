//! Why a verdict is what it is, in one place.

use std::fmt;

use super::Chance;
use crate::exact::{Kronor, Ratio};

/// What the verdict rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InferenceReason {
    /// One total fits, others do not, and chance does not explain it.
    OnlyFit {
        /// How many would fit by chance.
        chance: Chance,
    },
    /// Other totals fit nearly as well.
    Rivals {
        /// How many.
        rivals: usize,
    },
    /// A total fits, but chance might explain it.
    PerhapsChance {
        /// How many would fit by chance.
        chance: Chance,
    },
    /// The amounts are multiples of a common amount, but the appropriation is no whole number of
    /// them: the key may be right, the appropriation is not.
    AnotherAppropriation {
        /// The amount they are multiples of.
        each: Ratio,
    },
    /// A total fits, but the whole numbers behind the amounts, or their differences, share large
    /// divisors, which those of one key do not: the amounts are of several classes with an amount a
    /// head each, or contain an unstated base amount.
    SeveralClasses,
    /// A total fits, but the fractions that rounding would have cut off crowd together or follow the
    /// order of the list: the amounts are near multiples of one amount for another reason than a key.
    BuiltOtherwise,
    /// The base amount and the key are found.
    RoundBase {
        /// The base amount.
        base: Kronor,
        /// How many other base amounts fit nearly as well.
        others: usize,
        /// How many as round would fit by chance.
        chance: Chance,
    },
    /// The amount a head is found, but several base amounts are as likely.
    ManyBases {
        /// How many others there are.
        others: usize,
        /// How many as round as the first would fit by chance.
        chance: Chance,
    },
    /// The amounts are spaced as a key spaces them, but no base amount goes with the appropriation.
    NoBase,
    /// The differences are no multiples of one amount.
    NoSpacing,
    /// Too few different amounts for two unknowns.
    TooFewForBase {
        /// How many there are.
        amounts: usize,
        /// How many are needed.
        expected: usize,
    },
    /// Amounts in tens of kronor or more hide the krona that tells one base amount from another.
    RoundedAmounts {
        /// What the amounts are rounded to.
        unit: Kronor,
    },
    /// Two rounds are found.
    TwoRounds {
        /// How many keys or factors would fit by chance, the larger of the two.
        chance: Chance,
        /// How many amounts are of the first round only.
        first: usize,
        /// How many are of both.
        second: usize,
    },
    /// The smallest amounts show no key, so that there is no first round to begin with.
    NoFirstRound {
        /// Why.
        why: Box<InferenceReason>,
    },
    /// The smallest amounts show a key, the others are no multiples of what it gives by one factor.
    NoFactor {
        /// The base amount.
        base: Kronor,
        /// The total of the key.
        total: u64,
    },
    /// No place to cut the amounts in two.
    NoRounds,
    /// Fewer than two different amounts that can disagree.
    TooFewAmounts {
        /// How many different amounts there are.
        amounts: usize,
    },
    /// No total is small enough for a fit to mean anything.
    NothingToTell {
        /// How many different amounts there are.
        amounts: usize,
        /// What the amounts are rounded to.
        unit: Kronor,
    },
    /// Every total for which a fit would mean something was tried.
    NoCommonKey {
        /// The largest of them.
        up_to: u64,
        /// What the amounts are rounded to.
        unit: Kronor,
        /// Whether that limit comes from the evidence, not from the question.
        is_limit_of_evidence: bool,
    },
}

impl fmt::Display for InferenceReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            InferenceReason::OnlyFit { chance } => write!(
                f,
                "no other total fits as well, and among arbitrary amounts fewer than {chance} totals of this size would"
            ),
            InferenceReason::Rivals { rivals: 1 } => f.write_str("another total fits nearly as well"),
            InferenceReason::Rivals { rivals } => write!(f, "{rivals} other totals fit nearly as well"),
            InferenceReason::PerhapsChance { chance } => write!(
                f,
                "a total fits, but among arbitrary amounts up to {chance} totals of this size could"
            ),
            InferenceReason::AnotherAppropriation { each } => write!(
                f,
                "the amounts are whole multiples of about {} kr, but the appropriation is not: the key was applied to another appropriation, or the fit is a coincidence",
                each.to_decimal_string(4)
            ),
            InferenceReason::SeveralClasses => f.write_str(
                "a total fits, but the whole numbers behind the amounts or their differences share large divisors: the amounts are of several classes, each with its own amount a head (infer the key from one class), or contain a base amount (state it)",
            ),
            InferenceReason::BuiltOtherwise => f.write_str(
                "a total fits, but the fractions of a krona that rounding would have cut off crowd together or follow the order of the list, as those of a key do not: the amounts are built in another way",
            ),
            InferenceReason::RoundBase {
                base,
                others,
                chance,
            } => write!(
                f,
                "{base} each and a key of what remains; {others} other base amounts fit nearly as well but are less round, and by chance up to {chance} would be as round as this"
            ),
            InferenceReason::ManyBases { others, chance } => write!(
                f,
                "the amounts are an unknown base amount and whole multiples of one amount a head, but {others} other base amounts fit nearly as well, and up to {chance} would by chance be as round as the first: state the base amount"
            ),
            InferenceReason::NoBase => f.write_str(
                "the amounts are spaced as a key spaces them, but no whole base amount goes with the appropriation: check it, and how many get the base amount",
            ),
            InferenceReason::NoSpacing => f.write_str(
                "the differences between the amounts are no whole multiples of one amount a head: there is no base amount with a single key",
            ),
            InferenceReason::TooFewForBase { amounts, expected } => write!(
                f,
                "too few recipients: {amounts} different amounts, expected at least {expected} to tell a base amount and a key apart"
            ),
            InferenceReason::RoundedAmounts { unit } => write!(
                f,
                "all amounts are whole multiples of {unit}, which hides the kronor that tell one base amount from another"
            ),
            InferenceReason::TwoRounds {
                chance,
                first,
                second,
            } => write!(
                f,
                "two rounds: {first} amounts are of the first only and {second} of both; fewer than {chance} keys and factors would fit by chance"
            ),
            InferenceReason::NoFirstRound { why } => {
                write!(f, "the smallest amounts are no first round by themselves: {why}")
            }
            InferenceReason::NoFactor { base, total } => write!(
                f,
                "the smallest amounts are {base} each and a key with the total {}, but the others are not what it gives times one factor",
                Ratio::whole(i128::from(*total))
            ),
            InferenceReason::NoRounds => f.write_str("the amounts cannot be cut in two rounds"),
            InferenceReason::TooFewAmounts { amounts } => write!(
                f,
                "too few recipients: {amounts} different amounts that can disagree, expected at least 2 (where the amounts sum to the appropriation the last follows from the others)"
            ),
            InferenceReason::NothingToTell { amounts, unit } => write!(
                f,
                "too little to go on: with {amounts} different amounts{} even the smallest total that they allow would fit by chance",
                rounded_to(*unit)
            ),
            InferenceReason::NoCommonKey {
                up_to,
                unit,
                is_limit_of_evidence,
            } => {
                let up_to = crate::exact::Ratio::whole(i128::from(*up_to));
                write!(f, "no total up to {up_to} fits{}", rounded_to(*unit))?;
                if *is_limit_of_evidence {
                    f.write_str(
                        "; a larger one would prove nothing, since some would fit by chance",
                    )?;
                }
                Ok(())
            }
        }
    }
}

/// Words for amounts that are not exact to the krona.
fn rounded_to(unit: Kronor) -> String {
    if unit.0 > 1 {
        format!(" (all amounts are whole multiples of {unit}, so they tell no more than that)")
    } else {
        String::new()
    }
}
