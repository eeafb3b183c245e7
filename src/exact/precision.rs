//! How exact a printed number is.

use super::{ArithmeticError, Ratio};

/// What a printed number is a number of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quantity {
    /// A measure, which can have any decimals: a percentage, an index.
    Measured,
    /// Things that are counted one by one (persons, municipalities): printed to the last one it is
    /// exact.
    Counted,
    /// Money. Whole kronor are exact until a sum shows that öre may have been rounded away.
    Money,
}

impl Quantity {
    /// Counted, or measured.
    pub(super) fn of(counted: bool) -> Quantity {
        match counted {
            true => Quantity::Counted,
            false => Quantity::Measured,
        }
    }
}

/// How exact a printed number is declared to be. What it was rounded or cut off to is in base units:
/// 1 000 for a thousand kronor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Precision {
    /// Nothing is declared: its unit and its last digit tell.
    #[default]
    Usual,
    /// Nothing was rounded.
    Exact,
    /// It was rounded to the nearest of these, half up.
    Rounded(Ratio),
    /// What is less than one of these was cut off.
    CutOff(Ratio),
}

impl Precision {
    /// The same of a number in a unit `factor` times as large.
    pub(super) fn in_unit(self, factor: Ratio) -> Result<Precision, ArithmeticError> {
        Ok(match self {
            Precision::Usual | Precision::Exact => self,
            Precision::Rounded(grain) => Precision::Rounded(grain.mul(factor)?),
            Precision::CutOff(grain) => Precision::CutOff(grain.mul(factor)?),
        })
    }
}
