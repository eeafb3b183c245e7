//! A printed number in sixteen bytes, as tables of millions of cells keep it.

use super::{PrintedNumber, Quantity, Ratio};

/// A printed number without hedge words whose last digit is worth a power of ten, in brief.
///
/// *Range*: value and worth as most tables have them; [`of`](BriefNumber::of) says whether a number
/// is one, and what it gives back is the same number in every respect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BriefNumber {
    numerator: i64,
    denominator: u32,
    /// The worth of the last digit, as a power of ten.
    exponent: i8,
    quantity: Quantity,
}

impl BriefNumber {
    /// The number in brief, if nothing of it is lost.
    pub fn of(number: &PrintedNumber) -> Option<BriefNumber> {
        let (value, quantum) = (number.value(), number.quantum());
        let brief = BriefNumber {
            numerator: i64::try_from(value.numerator()).ok()?,
            denominator: u32::try_from(value.denominator()).ok()?,
            exponent: exponent_of(quantum)?,
            quantity: number.quantity(),
        };
        (brief.number() == *number).then_some(brief)
    }

    /// The printed number.
    pub fn number(self) -> PrintedNumber {
        let value = Ratio::in_lowest_terms(self.numerator.into(), self.denominator.into());
        let power = 10_i128.pow(self.exponent.unsigned_abs().into());
        let quantum = if self.exponent < 0 {
            Ratio::in_lowest_terms(1, power)
        } else {
            Ratio::whole(power)
        };
        PrintedNumber::plain(value, quantum, self.quantity)
    }
}

/// The power of ten that a positive number is, up to 10¹⁸ and down to 10⁻¹⁸.
fn exponent_of(number: Ratio) -> Option<i8> {
    let (digits, sign) = match (number.numerator(), number.denominator()) {
        (whole, 1) => (whole, 1),
        (1, part) => (part, -1),
        _ => return None,
    };
    let exponent = digits.checked_ilog10().filter(|&it| it <= 18)?;
    let exponent = i8::try_from(exponent).ok()?;
    (10_i128.pow(exponent.unsigned_abs().into()) == digits).then_some(sign * exponent)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::Hedge;

    #[test]
    fn a_number_in_brief_is_the_same_number() {
        assert!(size_of::<Option<BriefNumber>>() <= 16);
        for digits in ["0", "7", "-3", "12.50", "0.000001", "9876543210", "-0.5"] {
            for scale in [1, 1_000, 1_000_000] {
                for counted in [true, false] {
                    let printed = digits.parse().unwrap();
                    let number = PrintedNumber::decimal(printed, scale, counted, None).unwrap();
                    let brief = BriefNumber::of(&number).expect(digits);
                    assert_eq!(brief.number(), number);
                }
            }
        }
    }

    /// Hedge words, fractions in words and numbers of many digits are kept whole, not in brief.
    #[test]
    fn what_cannot_be_in_brief_is_not() {
        let decimal = |digits: &str, hedge| {
            PrintedNumber::decimal(digits.parse().unwrap(), 1, true, hedge).unwrap()
        };
        assert!(BriefNumber::of(&decimal("5", Some(Hedge::About))).is_none());
        assert!(BriefNumber::of(&decimal("12345678901234567890", None)).is_none());
        assert!(BriefNumber::of(&decimal("0.0000000001", None)).is_none());
        let third = PrintedNumber::share(Ratio::one_in(3), Ratio::ONE, None).unwrap();
        assert!(BriefNumber::of(&third).is_none());
    }
}
