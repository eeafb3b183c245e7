//! What amounts are whole numbers of: öre, kronor, hundreds or thousands of kronor.

use std::fmt;

use super::AllocationError;
use crate::exact::Ratio;

/// The unit in which amounts are paid or printed (*hela kronor, hela tusental, ören*): a whole number
/// of öre.
///
/// ```
/// use statsbidrag::allocation::Denomination;
/// assert_eq!(Denomination::KRONA.to_string(), "1 kr");
/// assert_eq!(Denomination::kronor(1_000)?.to_string(), "1 000 kr");
/// assert_eq!(Denomination::ORE.to_string(), "0,01 kr");
/// # Ok::<(), statsbidrag::allocation::AllocationError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Denomination {
    ore: i64,
}

impl Denomination {
    /// One öre.
    pub const ORE: Denomination = Denomination { ore: 1 };
    /// One krona.
    pub const KRONA: Denomination = Denomination { ore: 100 };

    /// So many kronor. *Errors*: none or fewer; more than 64 bits of öre.
    pub fn kronor(kronor: i64) -> Result<Denomination, AllocationError> {
        Denomination::of(Ratio::from(kronor))
    }

    /// An amount of kronor that is a positive whole number of öre. *Errors*: any other.
    pub fn of(kronor: Ratio) -> Result<Denomination, AllocationError> {
        let ore = kronor.mul(Ratio::whole(100))?;
        match i64::try_from(ore.numerator()) {
            Ok(whole @ 1..) if ore.is_whole() => Ok(Denomination { ore: whole }),
            _ => Err(AllocationError::NotAUnit {
                found: kronor.to_kronor_string(),
            }),
        }
    }

    /// The unit in kronor.
    pub fn in_kronor(self) -> Ratio {
        let (kronor, rest) = (self.ore / 100, self.ore % 100);
        let hundredths = Ratio::new(rest.into(), 100).unwrap_or(Ratio::ZERO);
        Ratio::from(kronor).add(hundredths).unwrap_or(Ratio::ZERO)
    }

    /// The unit in lowest terms, in kronor: numerator and denominator.
    pub(super) fn parts(self) -> (i128, i128) {
        let kronor = self.in_kronor();
        (kronor.numerator(), kronor.denominator())
    }
}

impl fmt::Display for Denomination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kronor = self.in_kronor();
        let decimals = if kronor.is_whole() { 0 } else { 2 };
        write!(f, "{} kr", kronor.to_decimal_string(decimals))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_a_whole_number_of_ore() {
        let of =
            |numerator, denominator| Denomination::of(Ratio::new(numerator, denominator).unwrap());
        assert_eq!(of(1, 100), Ok(Denomination::ORE));
        assert_eq!(of(1, 1), Ok(Denomination::KRONA));
        assert_eq!(of(1, 2).unwrap().to_string(), "0,50 kr");
        assert_eq!(of(250, 1).unwrap().in_kronor(), Ratio::whole(250));
        for (numerator, denominator) in [(0, 1), (-1, 1), (1, 3), (1, 1_000)] {
            assert!(
                of(numerator, denominator).is_err(),
                "{numerator}/{denominator}"
            );
        }
    }
}
