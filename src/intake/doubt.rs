//! Why a cell may not be what is printed.

use crate::lang::{InWords, Lang, say};

/// A cell that was read but may not be what is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The row of [`Sheet::rows`](super::Sheet::rows), from 0.
    pub row: usize,
    /// The cell of the row, from 0.
    pub column: usize,
    /// Why.
    pub reason: DoubtReason,
}

/// Why a cell may not be what is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DoubtReason {
    /// Several readings fit the spaces of the line, and nothing decides among them.
    AmbiguousSpaces,
    /// The letters stand between two columns.
    BetweenColumns,
    /// Pieces on several lines were joined.
    JoinedLines,
    /// It holds more than one figure, in a column whose other cells hold one each.
    MoreThanOneFigure,
    /// A formula without a stored value.
    FormulaWithoutValue,
    /// A number format that could not be followed.
    UnknownNumberFormat {
        /// The format code.
        code: String,
    },
    /// Letters that the file does not name.
    UnreadableLetters,
    /// The row has fewer or more fields than the others.
    FieldCount {
        /// The fields found.
        found: u32,
        /// The fields expected.
        expected: u32,
    },
}

impl InWords for DoubtReason {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            DoubtReason::AmbiguousSpaces => say!(
                lang,
                "the spaces can be read in several ways, and no sum decides",
                "mellanslagen kan läsas på flera sätt, och ingen summa avgör"
            ),
            DoubtReason::BetweenColumns => say!(
                lang,
                "it stands between two columns",
                "det står mellan två kolumner"
            ),
            DoubtReason::JoinedLines => say!(
                lang,
                "it was put together from several lines",
                "det har satts ihop av flera rader"
            ),
            DoubtReason::MoreThanOneFigure => say!(
                lang,
                "it holds more than one figure, the other cells of its column one each",
                "den innehåller mer än ett tal, kolumnens andra celler ett var"
            ),
            DoubtReason::FormulaWithoutValue => say!(
                lang,
                "a formula whose value is not stored in the file",
                "en formel vars värde inte är sparat i filen"
            ),
            DoubtReason::UnknownNumberFormat { code } => say!(
                lang,
                "the number format \"{code}\" could not be followed",
                "talformatet ”{code}” kunde inte följas"
            ),
            DoubtReason::UnreadableLetters => say!(
                lang,
                "the file does not say which letters these are",
                "filen anger inte vilka bokstäver det är"
            ),
            DoubtReason::FieldCount { found, expected } => say!(
                lang,
                "the row has {found} fields, the others {expected}",
                "raden har {found} fält, de andra {expected}"
            ),
        }
    }
}
