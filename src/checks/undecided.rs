//! Why a relation cannot be decided.

use super::{FigureRef, Figures};
use crate::exact::ArithmeticError;

/// Why a relation cannot be decided.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Undecided {
    /// A figure it rests on is missing.
    #[error("{table}, row {row}: {column} is missing (printed \"{printed}\")")]
    Missing {
        /// The table.
        table: String,
        /// The row.
        row: String,
        /// The column.
        column: String,
        /// The mark that is printed.
        printed: String,
    },
    /// The other table has no row with the same key.
    #[error("{table} has no row {key}")]
    NoSameRow {
        /// The other table.
        table: String,
        /// The key.
        key: String,
    },
    /// A figure of another decision, which was not given.
    #[error("the other decision {decision} is not loaded; audit its folder together with this one")]
    NotLoaded {
        /// That decision.
        decision: String,
    },
    /// A maximum or minimum of no rows.
    #[error("no row of {table} meets the condition")]
    NoRows {
        /// The table.
        table: String,
    },
    /// A condition that rounded figures do not decide.
    #[error("rounded figures do not decide whether {condition}")]
    Condition {
        /// The comparison, as written.
        condition: String,
    },
    /// Every percentage can occur, so the question decides nothing.
    #[error("every percentage can occur with so large a total")]
    Vacuous,
    /// The computation left the supported range or divided by zero.
    #[error("{0}")]
    Arithmetic(#[from] ArithmeticError),
}

impl Undecided {
    /// A figure is missing.
    pub(super) fn missing(figure: FigureRef, figures: &Figures<'_>) -> Undecided {
        let [table, row, column] = figures.place(figure).map(str::to_owned);
        let printed = figures.printed(figure).to_owned();
        Undecided::Missing {
            table,
            row,
            column,
            printed,
        }
    }
}
