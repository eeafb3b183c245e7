//! Shares and percentage points: two units that must not be mixed up.

use std::fmt;

use super::{ArithmeticError, Ratio};

/// A part of a whole (*andel*), kept as the exact fraction; 1 is the whole.
///
/// ```
/// use statsbidrag::exact::{PercentagePoints, Ratio, Share};
/// // Arvika, annex 2: 113 hourly and 697 permanently employed in November 2023
/// let share = Share::of(Ratio::whole(113), Ratio::whole(113 + 697))?;
/// assert!(share <= Share::from_percent(Ratio::whole(17))?);
/// let before = Share::of(Ratio::whole(95), Ratio::whole(95 + 667))?;
/// assert!(before.fall_to(share)? < PercentagePoints(Ratio::whole(3)));
/// # Ok::<(), statsbidrag::exact::ArithmeticError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Share(Ratio);

/// A difference between two shares, in percentage points (*procentenheter*).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PercentagePoints(pub Ratio);

impl Share {
    /// `part / whole`. *Errors*: a whole of zero.
    pub fn of(part: Ratio, whole: Ratio) -> Result<Share, ArithmeticError> {
        part.div(whole).map(Share)
    }

    /// A share given as a fraction of one.
    pub fn from_fraction(fraction: Ratio) -> Share {
        Share(fraction)
    }

    /// A share given in percent: 17 is 17 %.
    pub fn from_percent(percent: Ratio) -> Result<Share, ArithmeticError> {
        percent.div(Ratio::whole(100)).map(Share)
    }

    /// The share as a fraction of one.
    pub fn fraction(self) -> Ratio {
        self.0
    }

    /// The share in percent.
    pub fn percent(self) -> Result<Ratio, ArithmeticError> {
        self.0.mul(Ratio::whole(100))
    }

    /// By how many percentage points the share falls from `self` to `later`; negative if it rises.
    pub fn fall_to(self, later: Share) -> Result<PercentagePoints, ArithmeticError> {
        self.0
            .sub(later.0)?
            .mul(Ratio::whole(100))
            .map(PercentagePoints)
    }
}

impl fmt::Display for Share {
    /// In percent with two decimals, for reading: `13,95 %`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.percent() {
            Ok(percent) => write!(f, "{} %", percent.to_decimal_string(2)),
            Err(_) => write!(f, "{}", self.0),
        }
    }
}

impl fmt::Display for PercentagePoints {
    /// With two decimals, for reading: `2,95 percentage points`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} percentage points", self.0.to_decimal_string(2))
    }
}
