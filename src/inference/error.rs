//! What can be wrong with a question.

use crate::exact::{ArithmeticError, Kronor};

/// Why a question cannot be asked. A question without an answer is no error: see
/// [`InferenceReason`](super::InferenceReason).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InferenceError {
    /// An amount below zero: what is distributed is not negative.
    #[error(
        "amount {position} is negative (found {amount}, expected 0 kr or more); leave the row out"
    )]
    NegativeAmount {
        /// The position among the amounts, from 1.
        position: usize,
        /// The amount.
        amount: Kronor,
    },
    /// Nothing to distribute by a key.
    #[error(
        "nothing is left to distribute by a key (found an appropriation of {appropriation} less {recipients} base amounts of {base}, expected more than 0 kr); check the appropriation, the base amount and the number of recipients"
    )]
    NothingToDistribute {
        /// The appropriation.
        appropriation: Kronor,
        /// The base amount.
        base: Kronor,
        /// How many get it.
        recipients: usize,
    },
    /// Lists that should be parallel are not.
    #[error("{found} {what} for {expected} amounts; give one for each")]
    Lengths {
        /// What the second list holds.
        what: &'static str,
        /// Its length.
        found: usize,
        /// The number of amounts.
        expected: usize,
    },
    /// A number outside the supported range.
    #[error(transparent)]
    Arithmetic(#[from] ArithmeticError),
}
