//! What can be wrong with a decision folder, in one place.

use crate::allocation::AllocationError;
use crate::lang::{Errors, InWords, Lang, Phrase, say};
use crate::tables::{Place, SourceLines, TableError, Unit};

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
        kind: Phrase,
        /// The reference.
        found: String,
        /// What there is.
        expected: Phrase,
        /// "; did you mean …?", or nothing.
        suggestion: Phrase,
    },
    /// A figure that is no number in its unit.
    #[error("{at}: not a number (found \"{found}\", expected a figure in {unit}); {help}")]
    NotAFigure {
        /// Where it stands.
        at: Place,
        /// What stands there.
        found: String,
        /// The unit it should have.
        unit: Unit,
        /// What is wrong with it.
        help: Phrase,
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
        found: Unit,
        /// What is needed.
        expected: Phrase,
    },
    /// The same identifier twice.
    #[error("{at}: {kind} \"{id}\" is defined twice; give one of them another id")]
    DefinedTwice {
        /// Where the second one stands.
        at: Place,
        /// claim, grant, condition, reading, acknowledgement.
        kind: Phrase,
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
        found: Phrase,
    },
    /// A cell that a step needs a number, or a name, from.
    #[error("{}", .0.in_words(Lang::En))]
    NoUse(Box<NoUse>),
    /// A step or key of which something does not fit together.
    #[error("{}", .0.in_words(Lang::En))]
    Unfit(Box<Unfit>),
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
    /// An acknowledged finding without a reason.
    #[error(
        "{at}: finding \"{finding}\" has no reason (found neither reason nor reason-sv, expected one); \
         write why the document differs"
    )]
    NoReason {
        /// The file of the acknowledgements.
        at: Place,
        /// The finding.
        finding: String,
    },
    /// Something required is missing.
    #[error("{at}: {what} is missing; {help}")]
    Missing {
        /// Where.
        at: Place,
        /// What.
        what: Phrase,
        /// What to do.
        help: Phrase,
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

/// A cell that a step needs a number, or a name, from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoUse {
    /// The column.
    pub at: Place,
    /// What the cell is used as: a count, a class, a group.
    pub what: Phrase,
    /// The recipient.
    pub recipient: String,
    /// What stands there.
    pub found: Phrase,
    /// What is needed.
    pub expected: Phrase,
    /// What to do.
    pub help: Phrase,
}

/// A step or key of which something does not fit together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfit {
    /// Where it stands.
    pub at: Place,
    /// What is wrong.
    pub what: Phrase,
    /// What was found.
    pub found: Phrase,
    /// What was expected.
    pub expected: Phrase,
    /// What to do.
    pub help: Phrase,
}

impl InWords for NoUse {
    fn in_words(&self, lang: Lang) -> String {
        let (at, recipient) = (&self.at, &self.recipient);
        let parts = [&self.what, &self.found, &self.expected, &self.help];
        let [what, found, expected, help] = parts.map(|it| it.in_words(lang));
        say!(
            lang,
            "{at}: no {what} for {recipient} (found \"{found}\", expected {expected}); {help}",
            "{at}: {what} saknas för {recipient} (hittade ”{found}”, väntade {expected}); {help}"
        )
    }
}

impl InWords for Unfit {
    fn in_words(&self, lang: Lang) -> String {
        let at = &self.at;
        let parts = [&self.what, &self.found, &self.expected, &self.help];
        let [what, found, expected, help] = parts.map(|it| it.in_words(lang));
        say!(
            lang,
            "{at}: {what} (found {found}, expected {expected}); {help}",
            "{at}: {what} (hittade {found}, väntade {expected}); {help}"
        )
    }
}

impl From<NoUse> for DecisionError {
    fn from(error: NoUse) -> DecisionError {
        DecisionError::NoUse(Box::new(error))
    }
}

impl From<Unfit> for DecisionError {
    fn from(error: Unfit) -> DecisionError {
        DecisionError::Unfit(Box::new(error))
    }
}
