//! Why a statement cannot be decided.

use std::sync::Arc;

use super::FigureId;
use crate::exact::ArithmeticError;

/// Why a statement cannot be decided. Lists and rows are known by the numbers that the statement
/// was made with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undecided {
    /// A figure it rests on is missing.
    Missing(FigureId),
    /// A figure it rests on is withheld: not nothing, but not known.
    Withheld(FigureId),
    /// The other list has no row with the key of this one.
    NoSameRow {
        /// The list of the row.
        from: usize,
        /// The row.
        row: usize,
        /// The other list.
        other: usize,
    },
    /// A figure of another document, which was not given.
    NotLoaded(Arc<str>),
    /// A maximum or minimum of no rows.
    NoRows {
        /// The list.
        list: usize,
    },
    /// A condition, as written, that rounded figures do not decide.
    Condition(Arc<str>),
    /// A figure occurs more than once, and what it is decides.
    Repeated,
    /// Every percentage can occur, so the question decides nothing.
    Vacuous,
    /// A share of nothing.
    OfNothing,
    /// A change from an amount below zero, which has no percentage that all agree on.
    NegativeBase,
    /// The computation left the supported range or divided by zero.
    Arithmetic(ArithmeticError),
}

impl From<ArithmeticError> for Undecided {
    fn from(error: ArithmeticError) -> Undecided {
        Undecided::Arithmetic(error)
    }
}
