//! The rules by which a column can have been made.

use std::fmt;

use super::other_unit::OtherUnit;
use crate::exact::{Interval, PrintingRule, Ratio};
use crate::findings::cause::rounding;
use crate::findings::{Cause, CauseKind, Severity};

/// How a column was made, other than by the check with half-up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::findings) enum Habit {
    /// By another rounding.
    Rounded(PrintingRule),
    /// Rounded to more digits first, a last digit worth so many times less, then again.
    Twice {
        /// How many times.
        times: i128,
    },
    /// Rounded to more than the last printed digit.
    Coarser {
        /// What it was rounded to, in base units.
        to: Ratio,
        /// The same in units of the last digit.
        units: i128,
    },
    /// In another unit than declared.
    OtherUnit(OtherUnit),
    /// As shares of a whole that is not printed.
    UnprintedWhole {
        /// The wholes that it can be.
        whole: Interval,
    },
    /// As shares of something else.
    OtherDenominator {
        /// The column or cell.
        of: String,
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

/// Where the difference is put that rounding leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::findings) enum Way {
    /// A unit each on those that rounding took most from.
    LargestRemainders,
    /// All of it on the largest figure.
    Largest,
}

impl Habit {
    /// How grave it is: a share of something else is another definition.
    pub fn severity(&self) -> Severity {
        match self {
            Habit::OtherUnit(_) => Severity::Error,
            Habit::OtherDenominator { .. } | Habit::UnprintedWhole { .. } => Severity::Definition,
            Habit::Rounded(_)
            | Habit::Twice { .. }
            | Habit::Coarser { .. }
            | Habit::Adjusted { .. } => Severity::Rounding,
        }
    }

    /// The one cause of all differences.
    pub fn cause(&self) -> Cause {
        let kind = match self {
            Habit::Rounded(rule) => return rounding::of_rule(*rule).unwrap_or_else(Cause::unknown),
            Habit::Twice { .. } => CauseKind::RoundedTwice,
            Habit::OtherUnit(_) => CauseKind::Unit,
            Habit::OtherDenominator { .. } | Habit::UnprintedWhole { .. } => {
                CauseKind::OtherDenominator
            }
            Habit::Coarser { .. } | Habit::Adjusted { .. } => CauseKind::Rounding,
        };
        Cause::new(kind, format!("the column holds with {self}"))
    }
}

impl fmt::Display for OtherUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (column, factor) = (&self.column, Ratio::whole(self.factor));
        let than = if self.is_larger { "large" } else { "small" };
        write!(
            f,
            "all of {column} in another unit, {factor} times too {than}"
        )
    }
}

impl fmt::Display for Habit {
    /// What the column holds with.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Habit::Rounded(rule) => write!(f, "{rule}"),
            Habit::Twice { times: 10 } => {
                f.write_str("rounding to one digit more first, then again")
            }
            Habit::Twice { .. } => f.write_str("rounding to two digits more first, then again"),
            Habit::Coarser { to, units } if *to == Ratio::ONE && *units > 1 => {
                f.write_str("whole numbers with a false decimal")
            }
            Habit::Coarser { to, .. } => write!(f, "rounding to {to}"),
            Habit::OtherUnit(unit) => write!(f, "{unit}"),
            Habit::UnprintedWhole { whole } => {
                write!(f, "shares of {whole}, which is not in the table")
            }
            Habit::OtherDenominator { of } => write!(f, "shares of {of}"),
            Habit::Adjusted { total, way, .. } => {
                let way = match way {
                    Way::LargestRemainders => "a unit each on the largest remainders",
                    Way::Largest => "the difference on the largest figure",
                };
                write!(f, "figures made to add up to {total}, {way}")
            }
        }
    }
}
