//! The rules by which a column can have been made.

use crate::exact::{PrintingRule, Ratio};
use crate::findings::cause::rounding;
use crate::findings::{Cause, CauseKind, FindingCell, Severity};

/// How a column was made, other than by the check with half-up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Habit {
    /// By another rounding.
    Rounded(PrintingRule),
    /// Rounded to more digits first, a last digit worth so many times less, then again.
    Twice {
        /// How many times.
        times: i128,
    },
    /// As shares of something else.
    OtherDenominator {
        /// Of what.
        of: Denominator,
    },
    /// Changed by a unit here and there so that the column adds up.
    Adjusted {
        /// What it adds up to.
        total: Ratio,
        /// Where the difference was put.
        way: Way,
        /// One in how many columns does so by chance.
        chance: u128,
    },
}

/// What shares are of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Denominator {
    /// A column.
    Column {
        /// The table.
        table: String,
        /// The column.
        column: String,
    },
    /// One figure, such as a total.
    Cell(FindingCell),
}

/// What speaks for a habit: only rows in which it and the check differ tell which of them it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Telling rows that follow the habit.
    pub explained: usize,
    /// Telling rows.
    pub telling: usize,
    /// By chance so many follow it one time in this many.
    pub chance: u128,
}

/// Where the difference is put that rounding leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// A unit each on those that rounding took most from.
    LargestRemainders,
    /// All of it on the largest figure.
    Largest,
}

impl Habit {
    /// How grave it is: a share of something else is another definition.
    pub fn severity(&self) -> Severity {
        match self {
            Habit::OtherDenominator { .. } => Severity::Definition,
            Habit::Rounded(_) | Habit::Twice { .. } | Habit::Adjusted { .. } => Severity::Rounding,
        }
    }

    /// The one cause of all differences.
    pub fn cause(&self) -> Cause {
        match self {
            Habit::Rounded(rule) => rounding::of_rule(*rule).unwrap_or(Cause::Unknown),
            habit => Cause::Column(habit.clone()),
        }
    }

    /// The kind of that cause.
    pub fn kind(&self) -> CauseKind {
        match self {
            Habit::Rounded(PrintingRule::Truncated) => CauseKind::Truncation,
            Habit::Rounded(_) | Habit::Adjusted { .. } => CauseKind::Rounding,
            Habit::Twice { .. } => CauseKind::RoundedTwice,
            Habit::OtherDenominator { .. } => CauseKind::OtherDenominator,
        }
    }
}
