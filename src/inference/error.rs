//! What can be wrong with a question.

use std::fmt;

use crate::exact::{ArithmeticError, Kronor, Ratio};
use crate::lang::{InWords, Lang, say};

/// Why a question cannot be asked. A question without an answer is no error: see
/// [`InferenceReason`](super::InferenceReason).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InferenceError {
    /// An amount below zero: what is distributed is not negative.
    NegativeAmount {
        /// The position among the amounts, from 1.
        position: usize,
        /// The amount.
        amount: Kronor,
    },
    /// More exceptions than amounts.
    TooManyExceptions {
        /// How many were asked for.
        found: usize,
        /// How many amounts there are.
        amounts: usize,
    },
    /// Too large a total.
    TotalTooLarge {
        /// The largest that was asked for.
        found: u64,
        /// The largest that can be.
        limit: u64,
    },
    /// Nothing to distribute by a key.
    NothingToDistribute {
        /// The appropriation.
        appropriation: Kronor,
        /// The base amount.
        base: Kronor,
        /// How many get it.
        recipients: usize,
    },
    /// Lists of amounts that should be parallel are not.
    Lengths {
        /// The length of the second list.
        found: usize,
        /// The number of amounts.
        expected: usize,
    },
    /// A number outside the supported range.
    Arithmetic(ArithmeticError),
}

impl From<ArithmeticError> for InferenceError {
    fn from(error: ArithmeticError) -> InferenceError {
        InferenceError::Arithmetic(error)
    }
}

impl std::error::Error for InferenceError {}

impl fmt::Display for InferenceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(Lang::En))
    }
}

impl InWords for InferenceError {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            InferenceError::NegativeAmount { position, amount } => say!(
                lang,
                "amount {position} is negative (found {amount}, expected 0 kr or more); leave the row out",
                "belopp {position} är negativt (hittade {amount}, väntade 0 kr eller mer); utelämna raden"
            ),
            InferenceError::TooManyExceptions { found, amounts } => say!(
                lang,
                "more exceptions than amounts (found {found}, expected at most {amounts}); allow fewer",
                "fler undantag än belopp (hittade {found}, väntade högst {amounts}); tillåt färre"
            ),
            InferenceError::TotalTooLarge { found, limit } => {
                let [found, limit] = [*found, *limit].map(|it| Ratio::whole(i128::from(it)));
                say!(
                    lang,
                    "the largest total to try is too large (found {found}, expected at most {limit}); try fewer",
                    "den största nyckelsumman att pröva är för stor (hittade {found}, väntade högst {limit}); pröva färre"
                )
            }
            InferenceError::NothingToDistribute {
                appropriation,
                base,
                recipients,
            } => say!(
                lang,
                "nothing is left to distribute by a key (found an appropriation of {appropriation} less {recipients} base amounts of {base}, expected more than 0 kr); check the appropriation, the base amount and the number of recipients",
                "inget återstår att fördela med en nyckel (hittade ett anslag på {appropriation} minus {recipients} minibelopp på {base}, väntade mer än 0 kr); kontrollera anslaget, minibeloppet och antalet mottagare"
            ),
            InferenceError::Lengths { found, expected } => say!(
                lang,
                "{found} known amounts for {expected} amounts; give one for each",
                "{found} kända belopp för {expected} belopp; ange ett för varje"
            ),
            InferenceError::Arithmetic(error) => error.in_words(lang),
        }
    }
}
