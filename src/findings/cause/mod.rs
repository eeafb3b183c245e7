//! Causes: the slips by which one figure becomes another.
//!
//! Each cause is a pure question about printed figures, a file each, and claims only what it
//! reproduces exactly. What none of them explains is [`Cause::Unknown`].

pub(super) mod addend;
pub(super) mod copied;
pub(super) mod denominator;
mod digits;
pub(super) mod rounding;
pub(super) mod unit;

pub use crate::solve::{CauseKind, Keystroke};
pub use digits::likely_causes;

use super::{FindingCell, Habit, RowPlace, WrittenValue};
use crate::allocation::Denomination;
use crate::exact::{PrintingRule, Ratio};
use crate::tables::{SourceLines, Unit};

/// How a wrong figure may have come about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Nothing reproduces the figure.
    Unknown,
    /// One keystroke.
    Keystroke {
        /// The kind of slip.
        kind: CauseKind,
        /// What it did.
        keystroke: Keystroke,
        /// The right figure, in units of the last printed digit.
        right: i128,
        /// The printed figure, in the same units.
        printed: i128,
    },
    /// The same digits in another unit.
    Factor {
        /// How many times too large or too small.
        times: i128,
        /// Whether it is too large.
        too_large: bool,
    },
    /// The figure stands somewhere else as well.
    Copied {
        /// Where.
        from: FindingCell,
        /// Whether that is another year or another statement.
        stale: bool,
    },
    /// What should be left of a whole is the part itself.
    NotTheRest {
        /// The part.
        part: FindingCell,
    },
    /// An addend is left out of a sum.
    LeftOut {
        /// The addend.
        addend: FindingCell,
    },
    /// An addend is counted twice.
    CountedTwice {
        /// The addend.
        addend: FindingCell,
    },
    /// Figures stand in each other's place.
    Exchanged {
        /// Whether they are of two rows of a column, not of two columns of a row.
        rows: bool,
        /// The figures.
        cells: Vec<FindingCell>,
    },
    /// It is the share of another total.
    ShareOf {
        /// The total.
        total: FindingCell,
    },
    /// It fits another rounding.
    OtherRounding(PrintingRule),
    /// It was rounded in two steps.
    RoundedTwice {
        /// To what in the first step.
        first: WrittenValue,
    },
    /// A krona, or what amounts are settled in, was moved so that the sum comes out.
    BalancedUnit(Denomination),
    /// The whole column was made by a rule of its own.
    Column(Habit),
    /// Rows that look like totals were added up with the others.
    UndeclaredTotals {
        /// The rows.
        rows: Vec<RowPlace>,
    },
    /// A place of the official list has no row.
    MissingRow {
        /// Its code.
        code: String,
        /// Its name.
        name: String,
        /// What it would have, in the unit of the column.
        amount: Option<WrittenValue>,
    },
    /// An item that the sum lacks, or that was taken off, may not be printed.
    MissingItem {
        /// What it would be, in the unit of the total; less than 0 if it was taken off.
        amount: WrittenValue,
    },
    /// Figures stand one step off.
    Shifted {
        /// Where they stand.
        cells: Vec<FindingCell>,
        /// The empty cell that they belong one step nearer to.
        empty: FindingCell,
    },
    /// Several rows have one name.
    SharedName {
        /// The name.
        name: String,
        /// The lines of the rows.
        rows: Vec<SourceLines>,
    },
    /// A reference leads nowhere.
    NoSuch {
        /// What does not exist.
        name: String,
    },
    /// The last digit counts more or less than it should.
    Precision {
        /// What it counts.
        found: Ratio,
        /// What it should count.
        expected: Ratio,
    },
    /// Names that are none of the places they should be.
    NoPlaces {
        /// The names.
        names: Vec<String>,
    },
    /// Names that are not among those they are compared with.
    NotAmong {
        /// The names.
        names: Vec<String>,
    },
    /// Places of the official register without a row.
    Absent {
        /// Their names.
        names: Vec<String>,
    },
    /// The two sides are in different units.
    UnitsDiffer {
        /// That of the left.
        left: Unit,
        /// That of the right.
        right: Unit,
    },
    /// It is printed in one unit and meant in another.
    OtherUnit {
        /// The printed unit.
        printed: Unit,
        /// The unit that is meant.
        meant: Unit,
    },
}

impl Cause {
    /// The kind.
    pub fn kind(&self) -> CauseKind {
        match self {
            Cause::Unknown => CauseKind::Unknown,
            Cause::Keystroke { kind, .. } => *kind,
            Cause::Factor { .. } | Cause::OtherUnit { .. } | Cause::UnitsDiffer { .. } => {
                CauseKind::Unit
            }
            Cause::Copied { stale: true, .. } => CauseKind::StaleFigure,
            Cause::Copied { stale: false, .. } | Cause::NotTheRest { .. } => CauseKind::CopiedCell,
            Cause::LeftOut { .. } => CauseKind::MissingAddend,
            Cause::CountedTwice { .. } => CauseKind::DoubleAddend,
            Cause::Exchanged { rows: true, .. } => CauseKind::SwappedRows,
            Cause::Exchanged { rows: false, .. } => CauseKind::SwappedColumns,
            Cause::ShareOf { .. } => CauseKind::OtherDenominator,
            Cause::OtherRounding(PrintingRule::Truncated) => CauseKind::Truncation,
            Cause::OtherRounding(_) | Cause::BalancedUnit(_) => CauseKind::Rounding,
            Cause::RoundedTwice { .. } => CauseKind::RoundedTwice,
            Cause::Column(habit) => habit.kind(),
            Cause::UndeclaredTotals { .. } => CauseKind::UndeclaredTotal,
            Cause::MissingRow { .. } => CauseKind::MissingRow,
            Cause::MissingItem { .. } => CauseKind::MissingItem,
            Cause::Shifted { .. } => CauseKind::ShiftedCells,
            Cause::SharedName { .. }
            | Cause::NoPlaces { .. }
            | Cause::NotAmong { .. }
            | Cause::Absent { .. } => CauseKind::Name,
            Cause::NoSuch { .. } => CauseKind::Reference,
            Cause::Precision { found, expected } if found > expected => CauseKind::MissingDigit,
            Cause::Precision { .. } => CauseKind::ExtraDigit,
        }
    }
}
