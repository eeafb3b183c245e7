//! What refutes amounts, in words.

use crate::allocation::AllocationError;
use crate::exact::{Kronor, Ratio, Rounding};
use crate::lang::Errors;

/// All that refutes amounts.
pub type Refutations = Errors<Refutation>;

/// Why amounts do not keep a promise.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refutation {
    /// A list has another length than the amounts.
    #[error("{what} has {found} entries for {expected} amounts")]
    Length {
        /// The list.
        what: &'static str,
        /// Its length.
        found: usize,
        /// The number of amounts.
        expected: usize,
    },
    /// The sum is another.
    #[error("the amounts sum to {found} kr, promised is {promised}")]
    Sum {
        /// The sum, which may be larger than any amount.
        found: Ratio,
        /// The promise.
        promised: Kronor,
    },
    /// An amount is below its floor.
    #[error("recipient {recipient} has {amount}, promised is at least {floor}")]
    BelowFloor {
        /// The recipient's position.
        recipient: usize,
        /// Its amount.
        amount: Kronor,
        /// Its floor.
        floor: Kronor,
    },
    /// An amount is above its cap.
    #[error("recipient {recipient} has {amount}, promised is at most {cap}")]
    AboveCap {
        /// The recipient's position.
        recipient: usize,
        /// Its amount.
        amount: Kronor,
        /// Its cap.
        cap: Kronor,
    },
    /// Somebody who is not eligible has money.
    #[error("recipient {recipient} is not eligible and has {amount}")]
    NotEligible {
        /// The recipient's position.
        recipient: usize,
        /// Its amount.
        amount: Kronor,
    },
    /// An amount is a krona or more from its exact share.
    #[error("recipient {recipient} has {amount}, its exact share is {share} kr")]
    OffQuota {
        /// The recipient's position.
        recipient: usize,
        /// Its amount.
        amount: Kronor,
        /// Its exact share.
        share: Ratio,
    },
    /// An amount is not its exact share rounded as promised.
    #[error(
        "recipient {recipient} has {amount}, {share} kr is not rounded {rounding} to that in units of {unit}"
    )]
    NotRounded {
        /// The recipient's position.
        recipient: usize,
        /// Its amount.
        amount: Kronor,
        /// Its exact share.
        share: Ratio,
        /// How it should be rounded.
        rounding: Rounding,
        /// What is made whole.
        unit: Kronor,
    },
    /// An amount is not what it was before and the stated adjustment.
    #[error("recipient {recipient} has {amount}, with the stated adjustments it is {stated} kr")]
    NotAsStated {
        /// The recipient's position.
        recipient: usize,
        /// Its amount.
        amount: Kronor,
        /// What is stated.
        stated: Ratio,
    },
    /// Balancing moved somebody by more than a krona, or against the others.
    #[error(
        "recipient {recipient} went from {before} to {amount} (expected at most a krona, the same way for all)"
    )]
    MovedTooFar {
        /// The recipient's position.
        recipient: usize,
        /// What it had.
        before: Kronor,
        /// Its amount.
        amount: Kronor,
    },
    /// Balancing moved a krona of a smaller amount, or of a higher rank among equal ones.
    #[error("recipient {moved} was moved by a krona that recipient {passed} comes before")]
    WrongBalance {
        /// The one that was moved.
        moved: usize,
        /// The one that was not.
        passed: usize,
    },
    /// A krona went to a smaller remainder, or to a higher rank among equal ones.
    #[error("recipient {served} has a krona that recipient {passed} comes before")]
    WrongRemainder {
        /// The one with the krona.
        served: usize,
        /// The one without.
        passed: usize,
    },
    /// The amounts, or what the steps promise of them, cannot be computed.
    #[error("the amounts cannot be held to the steps: {0}")]
    Uncomputable(Box<AllocationError>),
    /// Less weight has more money.
    #[error("recipient {less} has less weight than recipient {more} and more money")]
    NotMonotone {
        /// The one with less weight.
        less: usize,
        /// The one with more.
        more: usize,
    },
}

impl From<AllocationError> for Refutation {
    fn from(error: AllocationError) -> Refutation {
        Refutation::Uncomputable(Box::new(error))
    }
}

impl From<AllocationError> for Refutations {
    fn from(error: AllocationError) -> Refutations {
        Refutation::from(error).into()
    }
}
