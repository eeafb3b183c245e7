//! What refutes amounts, in words.

use crate::allocation::RecipientList;
use crate::allocation::{AllocationError, Denomination};
use crate::exact::{Kronor, Ratio, Rounding};
use crate::lang::Errors;

/// All that refutes amounts.
pub type Refutations = Errors<Refutation>;

/// Why amounts do not keep a promise.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refutation {
    /// A list has another length than the amounts.
    #[error("the list of {what} has {found} entries for {expected} amounts")]
    Length {
        /// The list.
        what: RecipientList,
        /// Its length.
        found: usize,
        /// The number of amounts.
        expected: usize,
    },
    /// The sum is another.
    #[error("the amounts sum to {}, promised is {}", kr(found), kr(promised))]
    Sum {
        /// The sum, which may be larger than any amount.
        found: Ratio,
        /// The promise.
        promised: Ratio,
    },
    /// A sum or an amount cannot be given in 128 bits.
    #[error("the amounts leave the supported range")]
    OutOfRange,
    /// An amount that is not a whole number of what was to be made whole.
    #[error(
        "recipient {recipient} has {}, which is not in whole units of {unit}",
        kr(amount)
    )]
    NotWhole {
        /// The recipient's position.
        recipient: usize,
        /// Its amount.
        amount: Ratio,
        /// The unit.
        unit: Denomination,
    },
    /// An amount is below its floor.
    #[error(
        "recipient {recipient} has {}, promised is at least {floor}",
        kr(amount)
    )]
    BelowFloor {
        /// The recipient's position.
        recipient: usize,
        /// Its amount.
        amount: Ratio,
        /// Its floor.
        floor: Kronor,
    },
    /// An amount is above its cap.
    #[error("recipient {recipient} has {}, promised is at most {cap}", kr(amount))]
    AboveCap {
        /// The recipient's position.
        recipient: usize,
        /// Its amount.
        amount: Ratio,
        /// Its cap.
        cap: Kronor,
    },
    /// Somebody who is not eligible has money.
    #[error("recipient {recipient} is not eligible and has {}", kr(amount))]
    NotEligible {
        /// The recipient's position.
        recipient: usize,
        /// Its amount.
        amount: Ratio,
    },
    /// An amount is a krona or more from its exact share.
    #[error(
        "recipient {recipient} has {}, its exact share is {}",
        kr(amount),
        kr(share)
    )]
    OffQuota {
        /// The recipient's position.
        recipient: usize,
        /// Its amount.
        amount: Ratio,
        /// Its exact share.
        share: Ratio,
    },
    /// An amount is not its exact share rounded as promised.
    #[error(
        "recipient {recipient} has {}, {} is not rounded {rounding} to that in units of {unit}",
        kr(amount),
        kr(share)
    )]
    NotRounded {
        /// The recipient's position.
        recipient: usize,
        /// Its amount.
        amount: Ratio,
        /// Its exact share.
        share: Ratio,
        /// How it should be rounded.
        rounding: Rounding,
        /// What is made whole.
        unit: Denomination,
    },
    /// An amount is not what it was before and the stated adjustment.
    #[error(
        "recipient {recipient} has {}, with the stated adjustments it is {}",
        kr(amount),
        kr(stated)
    )]
    NotAsStated {
        /// The recipient's position.
        recipient: usize,
        /// Its amount.
        amount: Ratio,
        /// What is stated.
        stated: Ratio,
    },
    /// Balancing moved somebody by more than a krona, or against the others.
    #[error(
        "recipient {recipient} went from {} to {} (expected at most {unit}, the same way for all)",
        kr(before),
        kr(amount)
    )]
    MovedTooFar {
        /// The recipient's position.
        recipient: usize,
        /// What it had.
        before: Ratio,
        /// Its amount.
        amount: Ratio,
        /// What is given at a time.
        unit: Denomination,
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
    /// An amount is not what the step gives.
    #[error(
        "after step {position} ({step}) recipient {recipient} has {}, which is not what the step gives",
        kr(amount)
    )]
    NotByStep {
        /// The step's place, from 1.
        position: usize,
        /// What it does.
        step: &'static str,
        /// The recipient's position.
        recipient: usize,
        /// Its amount.
        amount: Ratio,
    },
    /// What is recorded beside the amounts is not what the step gives.
    #[error(
        "the parts, groups or rests that are recorded of step {position} ({step}) are not what the step \
         gives"
    )]
    WrongRecord {
        /// The step's place, from 1.
        position: usize,
        /// What it does.
        step: &'static str,
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

impl Refutation {
    /// The same of recipients that stand at these positions of a longer list.
    pub(super) fn with_recipients(mut self, members: &[usize]) -> Refutation {
        match &mut self {
            Refutation::BelowFloor { recipient, .. }
            | Refutation::AboveCap { recipient, .. }
            | Refutation::NotEligible { recipient, .. }
            | Refutation::NotWhole { recipient, .. }
            | Refutation::OffQuota { recipient, .. }
            | Refutation::NotRounded { recipient, .. }
            | Refutation::NotAsStated { recipient, .. }
            | Refutation::NotByStep { recipient, .. }
            | Refutation::MovedTooFar { recipient, .. } => *recipient = members[*recipient],
            Refutation::WrongBalance {
                moved: one,
                passed: other,
            }
            | Refutation::WrongRemainder {
                served: one,
                passed: other,
            }
            | Refutation::NotMonotone {
                less: one,
                more: other,
            } => (*one, *other) = (members[*one], members[*other]),
            Refutation::Length { .. }
            | Refutation::WrongRecord { .. }
            | Refutation::OutOfRange
            | Refutation::Sum { .. }
            | Refutation::Uncomputable(_) => {}
        }
        self
    }
}

/// An amount in kronor, as it is: with öre, or a fraction, if there are any.
pub(in crate::allocation) fn kr(amount: &Ratio) -> String {
    format!("{} kr", amount.to_kronor_string())
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
