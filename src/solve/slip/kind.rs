//! The closed list of causes.

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
    /// A row that looks like a total was added up with the others.
    UndeclaredTotal,
    /// A place of the official list has no row.
    MissingRow,
    /// An item of a sum may not be printed.
    MissingItem,
    /// Figures stand in the next column or row.
    ShiftedCells,
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
            CauseKind::UndeclaredTotal => "undeclared-total",
            CauseKind::MissingRow => "missing-row",
            CauseKind::MissingItem => "missing-item",
            CauseKind::ShiftedCells => "shifted-cells",
            CauseKind::Unknown => "unknown",
        }
    }

    /// How often the kind occurs among slips, in percent. The structure matters, not the numbers: a
    /// mixture with all kinds equally common localises as well.
    pub(super) fn share(self) -> u32 {
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
            | CauseKind::SwappedRows
            | CauseKind::ShiftedCells => 5,
            CauseKind::RoundedTwice
            | CauseKind::Rounding
            | CauseKind::Truncation
            | CauseKind::Name
            | CauseKind::Reference
            | CauseKind::UndeclaredTotal
            | CauseKind::MissingRow
            | CauseKind::MissingItem
            | CauseKind::Unknown => 10,
        }
    }
}
