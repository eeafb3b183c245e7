//! What can be wrong with a decision folder, in one place.

use crate::allocation::AllocationError;
use crate::lang::Errors;
use crate::tables::{Place, SourceLines, TableError};

/// Something in a decision folder that cannot be understood or computed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecisionError {
    /// A file of the folder cannot be read.
    #[error(transparent)]
    Table(#[from] TableError),
    /// A reference to something that is not there.
    #[error("{at}: no such {kind} (found \"{found}\", expected {expected}){suggestion}")]
    UnknownReference {
        /// Where the reference stands.
        at: Place,
        /// What is referred to: parameter, table, column, condition, recipient.
        kind: &'static str,
        /// The reference.
        found: String,
        /// What there is.
        expected: String,
        /// "; did you mean …?", or nothing.
        suggestion: String,
    },
    /// A figure that is no number in its unit.
    #[error("{at}: not a number (found \"{found}\", expected a figure in {unit}); {help}")]
    NotAFigure {
        /// Where it stands.
        at: Place,
        /// What stands there.
        found: String,
        /// The unit it should have.
        unit: String,
        /// What is wrong with it.
        help: String,
    },
    /// A parameter of the wrong unit for its use.
    #[error(
        "{at}: parameter \"{parameter}\" cannot be used here (found {found}, expected {expected}); refer to another parameter"
    )]
    WrongUnit {
        /// Where it is used.
        at: Place,
        /// The parameter.
        parameter: String,
        /// Its unit.
        found: String,
        /// What is needed.
        expected: &'static str,
    },
    /// The same identifier twice.
    #[error("{at}: {kind} \"{id}\" is defined twice; give one of them another id")]
    DefinedTwice {
        /// Where the second one stands.
        at: Place,
        /// claim, grant, condition, reading, acknowledgement.
        kind: &'static str,
        /// The identifier.
        id: String,
    },
    /// A weight of a key that is not a number of zero or more.
    #[error(
        "{at}: not a weight (found \"{found}\" for {recipient}, expected a number of at least 0); correct the cell"
    )]
    NotAWeight {
        /// The key's column.
        at: Place,
        /// The recipient.
        recipient: String,
        /// What stands there.
        found: String,
    },
    /// A cell that a step needs a number, or a name, from.
    #[error("{at}: no {what} for {recipient} (found \"{found}\", expected {expected}); {help}")]
    NoUse {
        /// The column.
        at: Place,
        /// What the cell is used as: a bound, a count, a class, a group.
        what: &'static str,
        /// The recipient.
        recipient: String,
        /// What stands there.
        found: String,
        /// What is needed.
        expected: String,
        /// What to do.
        help: &'static str,
    },
    /// A step or key of which something does not fit together.
    #[error("{at}: {what} (found {found}, expected {expected}); {help}")]
    Unfit {
        /// Where it stands.
        at: Place,
        /// What is wrong.
        what: String,
        /// What was found.
        found: String,
        /// What was expected.
        expected: String,
        /// What to do.
        help: &'static str,
    },
    /// A recipient whose claim is named and not there.
    #[error(
        "{at}: {recipient} has no claim (found no whole amount, expected one); correct the cell, or leave the recipient out of the step"
    )]
    NotAClaim {
        /// The column of the claims.
        at: Place,
        /// The recipient.
        recipient: String,
    },
    /// A token of the source text that is not on the lines of what it belongs to.
    #[error(
        "{at}: \"{token}\" is not where its figure is (found line {found}, expected line {lines} of {of}); correct one of them"
    )]
    OutsideLines {
        /// The token's record.
        at: Place,
        /// The token.
        token: String,
        /// Its line.
        found: u32,
        /// The cell, claim or parameter.
        of: String,
        /// The lines it names.
        lines: SourceLines,
    },
    /// A printed cell that the list of numbers does not have exactly once.
    #[error(
        "{at}: {cell} is not listed once (found {found} tokens, expected 1); give the line and column \
         of its number in the source text"
    )]
    NotListedOnce {
        /// The file.
        at: Place,
        /// The cell.
        cell: String,
        /// How many tokens belong to it.
        found: usize,
    },
    /// The allocation itself cannot be done.
    #[error("{at}: grant \"{grant}\", reading \"{reading}\" cannot be computed: {reason}")]
    Allocation {
        /// The manifest.
        at: Place,
        /// The grant.
        grant: String,
        /// The reading.
        reading: String,
        /// Why.
        reason: AllocationError,
    },
    /// Something required is missing.
    #[error("{at}: {what} is missing; {help}")]
    Missing {
        /// Where.
        at: Place,
        /// What.
        what: String,
        /// What to do.
        help: String,
    },
}

impl From<Errors<TableError>> for Errors<DecisionError> {
    fn from(errors: Errors<TableError>) -> Errors<DecisionError> {
        errors.map(DecisionError::from)
    }
}

impl From<TableError> for Errors<DecisionError> {
    fn from(error: TableError) -> Errors<DecisionError> {
        DecisionError::from(error).into()
    }
}
