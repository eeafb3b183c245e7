//! Causes: the slips by which one figure becomes another.
//!
//! Each cause is a pure question about printed figures, a file each, and claims only what it
//! reproduces exactly. What none of them explains is [`CauseKind::Unknown`]. The weight of a slip is
//! its chance among all slips: how often the kind occurs, divided by the number of results the kind
//! could have had (one of 9 other digits at one of L places, one of n neighbours, and so on).

pub(super) mod addend;
pub(super) mod copied;
pub(super) mod denominator;
pub(super) mod digits;
pub(super) mod rounding;
pub(super) mod unit;
mod weight;

pub use digits::likely_causes;
pub(super) use weight::Weight;

use std::fmt;

/// How a wrong figure may have come about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// The kind.
    pub kind: CauseKind,
    /// What exactly: which digits, which cell.
    pub detail: String,
}

/// The closed list of causes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CauseKind {
    /// One digit is another.
    DigitSubstitution,
    /// Two neighbouring digits are exchanged.
    Transposition,
    /// A digit is missing.
    MissingDigit,
    /// A digit is added or doubled.
    ExtraDigit,
    /// The sign is turned.
    Sign,
    /// An addend is left out of a sum.
    MissingAddend,
    /// An addend is counted twice in a sum.
    DoubleAddend,
    /// Wrong by a power of ten (kronor for tkr, miljoner for miljarder), or percent for points.
    Unit,
    /// The figure is that of another year, or of another statement.
    StaleFigure,
    /// The figure stands in a neighbouring row or column too.
    CopiedCell,
    /// Figures of two columns stand in each other's place.
    SwappedColumns,
    /// Figures of two rows stand in each other's place.
    SwappedRows,
    /// A share of another total.
    OtherDenominator,
    /// Rounded to more digits first, then to those printed.
    RoundedTwice,
    /// Another rounding than half-up.
    Rounding,
    /// Decimals cut off.
    Truncation,
    /// A name is wrong.
    Name,
    /// A reference leads nowhere.
    Reference,
    /// None of these explains it.
    Unknown,
}

impl CauseKind {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            CauseKind::DigitSubstitution => "digit-substitution",
            CauseKind::Transposition => "transposition",
            CauseKind::MissingDigit => "missing-digit",
            CauseKind::ExtraDigit => "extra-digit",
            CauseKind::Sign => "sign",
            CauseKind::MissingAddend => "missing-addend",
            CauseKind::DoubleAddend => "double-addend",
            CauseKind::Unit => "unit",
            CauseKind::StaleFigure => "stale-figure",
            CauseKind::CopiedCell => "copied-cell",
            CauseKind::SwappedColumns => "swapped-columns",
            CauseKind::SwappedRows => "swapped-rows",
            CauseKind::OtherDenominator => "other-denominator",
            CauseKind::RoundedTwice => "rounded-twice",
            CauseKind::Rounding => "rounding",
            CauseKind::Truncation => "truncation",
            CauseKind::Name => "name",
            CauseKind::Reference => "reference",
            CauseKind::Unknown => "unknown",
        }
    }

    /// How often the kind occurs among slips, in percent. The structure matters, not the numbers: a
    /// mixture with all kinds equally common localises as well.
    fn share(self) -> u32 {
        match self {
            CauseKind::DigitSubstitution => 35,
            CauseKind::Transposition => 20,
            CauseKind::MissingDigit => 12,
            CauseKind::ExtraDigit => 10,
            CauseKind::Sign => 3,
            CauseKind::Unit
            | CauseKind::CopiedCell
            | CauseKind::StaleFigure
            | CauseKind::MissingAddend
            | CauseKind::DoubleAddend
            | CauseKind::OtherDenominator
            | CauseKind::SwappedColumns
            | CauseKind::SwappedRows => 5,
            CauseKind::RoundedTwice
            | CauseKind::Rounding
            | CauseKind::Truncation
            | CauseKind::Name
            | CauseKind::Reference
            | CauseKind::Unknown => 10,
        }
    }
}

impl Cause {
    /// A cause with what exactly.
    pub fn new(kind: CauseKind, detail: impl Into<String>) -> Cause {
        let detail = detail.into();
        Cause { kind, detail }
    }

    /// No cause that reproduces the figure.
    pub fn unknown() -> Cause {
        Cause::new(CauseKind::Unknown, "")
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.name())?;
        if !self.detail.is_empty() {
            write!(f, ": {}", self.detail)?;
        }
        Ok(())
    }
}
