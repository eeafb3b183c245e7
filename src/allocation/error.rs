//! What can stop an allocation, in one place.

use std::fmt;

use super::RecipientList;
use super::{Denomination, Refutations, TieRule};
use crate::exact::{ArithmeticError, Kronor};

/// What is wrong with the place of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misplaced {
    /// It has no amounts to work on.
    NoAmounts,
    /// It would throw away the amounts before it.
    NotFirst,
}

/// A reason why an allocation cannot be computed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AllocationError {
    /// A key whose weights sum to zero gives nobody a part.
    #[error(
        "the allocation key is all zeros (found {recipients} weights that sum to 0, expected a \
         positive sum)"
    )]
    KeyOfZeros {
        /// How many weights there are.
        recipients: usize,
    },
    /// A stated total below the weights that are known.
    #[error("the weights sum to {known}, more than the stated total of {total}")]
    KeyTotal {
        /// The sum of the known weights.
        known: String,
        /// The stated total.
        total: String,
    },
    /// Nobody meets the condition that opens a pot.
    #[error(
        "nobody is eligible for a pot of {pot} kr (found 0 recipients with a positive amount, \
         expected at least 1)"
    )]
    NobodyEligible {
        /// The money of the pot, in kronor.
        pot: String,
    },
    /// Somebody who would share in proportion to less than nothing.
    #[error(
        "recipient {recipient} has {amount} kr and cannot share in proportion to that (expected at \
         least 0 kr); leave it out of the pot or the second round"
    )]
    SharesBelowZero {
        /// The recipient's position.
        recipient: usize,
        /// What it has.
        amount: String,
    },
    /// Two lists that belong together differ in length.
    #[error("a list of {what} has {found} entries, expected one for each of {expected} recipients")]
    Length {
        /// What the list is.
        what: RecipientList,
        /// Its length.
        found: usize,
        /// The number of recipients.
        expected: usize,
    },
    /// An adjustment would leave a recipient with less than nothing.
    #[error("an adjustment of {by} leaves {amount}, expected at least 0 kr")]
    BelowZero {
        /// The adjustment.
        by: Kronor,
        /// What it leaves.
        amount: String,
    },
    /// Floors that sum to more than there is.
    #[error(
        "the floors sum to {floors}, {by} too much (expected at most {total}); lower the floor or \
         raise the appropriation"
    )]
    FloorsTooHigh {
        /// Their sum.
        floors: Kronor,
        /// What there is.
        total: Kronor,
        /// The excess.
        by: Kronor,
    },
    /// A cap below the floor of the same recipient.
    #[error("a cap of {cap} is below its floor of {floor} (recipient {recipient})")]
    CapBelowFloor {
        /// The recipient's position.
        recipient: usize,
        /// Its cap.
        cap: Kronor,
        /// Its floor.
        floor: Kronor,
    },
    /// Fewer recipients with a base amount than there are in the list.
    #[error(
        "base amounts are for {stated} recipients, expected at least the {listed} listed; count \
         everybody who has one, listed or not"
    )]
    BaseForSome {
        /// How many are stated.
        stated: usize,
        /// How many are listed.
        listed: usize,
    },
    /// Base amounts that sum to more than there is.
    #[error(
        "base amounts of {base} for {recipients} recipients exceed {appropriation} kr by {by} kr"
    )]
    BaseTooHigh {
        /// The base amount of each.
        base: Kronor,
        /// The number of recipients.
        recipients: usize,
        /// What there is.
        appropriation: String,
        /// The excess.
        by: String,
    },
    /// A second round with less than nothing to share.
    #[error(
        "{given} kr have been given of {appropriation} kr, {by} kr too much to share a rest; round \
         down before a second round, or correct the appropriation"
    )]
    Overspent {
        /// What has been given.
        given: String,
        /// What there was.
        appropriation: String,
        /// The excess.
        by: String,
    },
    /// More is left over than a unit for each, or no whole number of units.
    #[error(
        "{given} kr have been given, and {total} kr cannot be reached by at most {unit} more or less for \
         each of {recipients} recipients; correct the total, or round in another way before"
    )]
    Unbalanced {
        /// What has been given.
        given: String,
        /// What the amounts shall sum to.
        total: String,
        /// What is given at a time.
        unit: Denomination,
        /// The number of recipients.
        recipients: usize,
    },
    /// The first step does not create amounts, or a later one would throw them away.
    #[error("step {position} ({step}) {problem}")]
    Order {
        /// The step's place in the procedure, from 1.
        position: usize,
        /// What the step does.
        step: &'static str,
        /// What is wrong with its place.
        problem: Misplaced,
    },
    /// A weight that is negative, or so fine that a common step of all weights leaves 64 bits.
    #[error(
        "a weight of {weight} cannot be counted in steps of 1/{scale} (expected at least 0 and at \
         most 2^64 steps); use fewer decimals"
    )]
    WeightOutOfRange {
        /// The weight.
        weight: String,
        /// How many steps make one.
        scale: String,
    },
    /// A unit that is no positive number of öre.
    #[error(
        "a unit of {found} kr is no whole number of öre, one at least; use 1, 1000 or \"0,01\""
    )]
    NotAUnit {
        /// The unit in kronor.
        found: String,
    },
    /// A sum that is not a whole number of the units it is to be shared in.
    #[error(
        "{amount} kr is no whole number of {unit} and cannot be shared in such units with the sum kept; \
         choose a smaller unit, or round and say what becomes of the rest"
    )]
    NotWholeUnits {
        /// What is to be shared, in kronor.
        amount: String,
        /// The unit.
        unit: Denomination,
    },
    /// A stated order, or one drawn by lot, that does not tell the tied apart.
    #[error(
        "{recipients} are level for a krona, and {rule} does not say who of them is first; add them \
         to the order"
    )]
    TieNotSettled {
        /// Who they are.
        recipients: Level,
        /// The rule.
        rule: TieRule,
    },
    /// A group with money and without members.
    #[error("group {group} has {money} kr and no recipient to give it to; add its recipients")]
    EmptyGroup {
        /// The group's name.
        group: String,
        /// Its money.
        money: String,
    },
    /// Prices without a term.
    #[error("there is nothing to pay (found no term, expected at least one price)")]
    NothingToPay,
    /// No key where there must be one.
    #[error("there is nothing to apportion by (found no key, expected at least one)")]
    NoKey,
    /// Fractions of kronor where there must be whole ones.
    #[error(
        "{amount} kr is not in whole kronor; add a step that rounds (round, round-to or \
         largest-remainder) before amounts are adjusted, balanced or paid"
    )]
    NotWhole {
        /// The first amount that is not whole.
        amount: String,
    },
    /// The amounts do not keep what the steps promise; see [`certify`](super::certify).
    #[error("the amounts do not keep what the steps promise: {}", all(.0))]
    Refuted(Refutations),
    /// An exact result is outside the supported range.
    #[error(transparent)]
    Arithmetic(#[from] ArithmeticError),
}

/// All that refutes, in one line.
fn all(refuted: &Refutations) -> String {
    let reasons: Vec<String> = refuted.iter().map(ToString::to_string).collect();
    reasons.join("; ")
}

/// Recipients that are level: by their place in the list, from 1, until their codes are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// Their positions.
    pub positions: Vec<usize>,
    /// Their codes, if they are known.
    pub codes: Vec<String>,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let numbered = |it: &usize| (it + 1).to_string();
        let shown = match self.codes.is_empty() {
            true => self.positions.iter().map(numbered).collect(),
            false => self.codes.clone(),
        };
        write!(f, "{}", shown.join(", "))
    }
}

impl AllocationError {
    /// The same with the codes of the recipients it is about, where it is about some of them.
    pub fn named(mut self, codes: &[String]) -> AllocationError {
        if let AllocationError::TieNotSettled { recipients, .. } = &mut self {
            let code = |it: &usize| codes.get(*it).cloned();
            recipients.codes = recipients.positions.iter().filter_map(code).collect();
        }
        self
    }
}
