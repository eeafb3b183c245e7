//! Why a verdict is what it is, in one place.

use std::fmt;

use super::Chance;
use crate::exact::{Kronor, Ratio};

/// What the verdict rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
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

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::OnlyFit { chance } => write!(
                f,
                "no other total fits as well, and among arbitrary amounts fewer than {chance} totals of this size would"
            ),
            Reason::Rivals { rivals: 1 } => f.write_str("another total fits nearly as well"),
            Reason::Rivals { rivals } => write!(f, "{rivals} other totals fit nearly as well"),
            Reason::PerhapsChance { chance } => write!(
                f,
                "a total fits, but among arbitrary amounts up to {chance} totals of this size could"
            ),
            Reason::AnotherAppropriation { each } => write!(
                f,
                "the amounts are whole multiples of about {} kr, but the appropriation is not: the key was applied to another appropriation, or the fit is a coincidence",
                each.to_decimal_string(4)
            ),
            Reason::SeveralClasses => f.write_str(
                "a total fits, but the whole numbers behind the amounts or their differences share large divisors: the amounts are of several classes, each with its own amount a head (infer the key from one class), or contain a base amount (state it)",
            ),
            Reason::TooFewAmounts { amounts } => write!(
                f,
                "too few recipients: {amounts} different amounts that can disagree, expected at least 2 (where the amounts sum to the appropriation the last follows from the others)"
            ),
            Reason::NothingToTell { amounts, unit } => write!(
                f,
                "too little to go on: with {amounts} different amounts{} even the smallest total that they allow would fit by chance",
                rounded_to(*unit)
            ),
            Reason::NoCommonKey {
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
