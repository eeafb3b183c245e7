//! A whole amount of money.

use std::fmt;

use super::{ArithmeticError, Ratio, ratio};

/// A whole amount of kronor. Öre do not occur: what is paid out is whole.
///
/// *Range*: ±9 223 372 036 854 775 807 kr; a sum outside it is an error.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Deserialize,
    serde::Serialize,
)]
#[serde(transparent)]
pub struct Kronor(pub i64);

impl Kronor {
    /// No money.
    pub const ZERO: Kronor = Kronor(0);

    /// The sum.
    pub fn add(self, other: Kronor) -> Result<Kronor, ArithmeticError> {
        let sum = self.0.checked_add(other.0).map(Kronor);
        sum.ok_or_else(|| ArithmeticError::overflow("sum", self, other))
    }

    /// The difference.
    pub fn sub(self, other: Kronor) -> Result<Kronor, ArithmeticError> {
        let difference = self.0.checked_sub(other.0).map(Kronor);
        difference.ok_or_else(|| ArithmeticError::overflow("difference", self, other))
    }

    /// The sum of many amounts.
    pub fn total(amounts: impl IntoIterator<Item = Kronor>) -> Result<Kronor, ArithmeticError> {
        amounts.into_iter().try_fold(Kronor::ZERO, Kronor::add)
    }

    /// A whole number of kronor as an amount; an error outside 64 bits.
    pub fn from_whole(value: i128) -> Result<Kronor, ArithmeticError> {
        let amount = i64::try_from(value).map(Kronor);
        amount.map_err(|_| ArithmeticError::overflow("amount", Ratio::whole(value), "kronor"))
    }
}

impl From<Kronor> for Ratio {
    fn from(amount: Kronor) -> Ratio {
        Ratio::from(amount.0)
    }
}

impl fmt::Display for Kronor {
    /// `9 609 128 kr`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(
            f,
            "{sign}{} kr",
            ratio::group_thousands(&self.0.unsigned_abs().to_string())
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_grouped() {
        assert_eq!(Kronor(9_609_128).to_string(), "9 609 128 kr");
        assert_eq!(Kronor(-1).to_string(), "-1 kr");
        assert_eq!(Kronor::ZERO.to_string(), "0 kr");
        assert_eq!(
            Kronor(i64::MIN).to_string(),
            "-9 223 372 036 854 775 808 kr"
        );
    }

    #[test]
    fn a_total_that_overflows_is_an_error() {
        let total = Kronor::total([Kronor(i64::MAX), Kronor(1)]);
        assert_eq!(
            total.unwrap_err().to_string(),
            "sum of 9 223 372 036 854 775 807 kr and 1 kr is outside the supported range"
        );
    }
}
