//! How exact the figures of a column are declared to be.

use serde::Deserialize;

use super::Unit;
use super::numeral::read_figure;
use crate::exact::{Precision, PrintedNumber, Ratio};

/// How exact the figures of a column are declared to be, in the unit of the column.
///
/// | written | for |
/// | --- | --- |
/// | `exact` | nothing was rounded |
/// | `5`, `100`, `0,01` | rounded to the nearest of these |
/// | `3 digits` | rounded to so many significant digits |
/// | `cut off`, `cut off to 100` | what follows the last digit, or is less than that, was cut off |
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "AsWritten")]
pub enum DeclaredPrecision {
    /// Nothing was rounded.
    Exact,
    /// Rounded to the nearest of these.
    To(Ratio),
    /// Rounded to so many significant digits.
    Digits(u32),
    /// What is less than one of these was cut off; else what follows the last printed digit.
    CutOff(Option<Ratio>),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum AsWritten {
    Whole(i64),
    Text(String),
}

/// More significant digits than this are no rounding.
const MOST_DIGITS: u32 = 18;

impl TryFrom<AsWritten> for DeclaredPrecision {
    type Error = String;

    fn try_from(written: AsWritten) -> Result<DeclaredPrecision, String> {
        let text = match written {
            AsWritten::Whole(number) => number.to_string(),
            AsWritten::Text(text) => text,
        };
        DeclaredPrecision::parse(&text).ok_or_else(|| {
            format!(
                "found \"{text}\", expected \"exact\", what it was rounded to (\"5\", \"100\", \
                 \"0,01\"), \"3 digits\", \"cut off\" or \"cut off to 100\""
            )
        })
    }
}

impl DeclaredPrecision {
    /// Reads a declaration.
    pub fn parse(text: &str) -> Option<DeclaredPrecision> {
        let text = text.trim();
        let number = |text: &str| {
            let number = read_figure(text.trim(), Unit::Index).ok()?;
            let is_plain = number.hedge().is_none() && !number.quantum().is_zero();
            (is_plain && number.value() > Ratio::ZERO).then(|| number.value())
        };
        match text {
            "exact" => return Some(DeclaredPrecision::Exact),
            "cut off" => return Some(DeclaredPrecision::CutOff(None)),
            _ => {}
        }
        if let Some(to) = text.strip_prefix("cut off to ") {
            return number(to).map(|to| DeclaredPrecision::CutOff(Some(to)));
        }
        if let Some(digits) = text.strip_suffix("digits") {
            let digits = digits.trim().parse().ok()?;
            return (1..=MOST_DIGITS)
                .contains(&digits)
                .then_some(DeclaredPrecision::Digits(digits));
        }
        let to = text.strip_prefix("rounded to ").unwrap_or(text);
        number(to).map(DeclaredPrecision::To)
    }

    /// What a number of the column should be a multiple of and is not, in the unit of the column: it is
    /// printed finer than is declared.
    pub(super) fn contradicted_by(self, number: PrintedNumber, unit: Unit) -> Option<Ratio> {
        if number.hedge().is_some() || number.quantum().is_zero() {
            return None;
        }
        let grain = match self {
            DeclaredPrecision::Exact | DeclaredPrecision::CutOff(None) => return None,
            DeclaredPrecision::To(to) | DeclaredPrecision::CutOff(Some(to)) => to,
            DeclaredPrecision::Digits(digits) => {
                let worth = significant(number, unit, digits)?;
                worth.div(unit.factor()).ok()?
            }
        };
        let in_unit = number.value().div(unit.factor()).ok()?;
        let times = in_unit.div(grain).ok()?;
        (!times.is_whole()).then_some(grain)
    }

    /// A number of the column with its precision. What cannot be computed with stays as it is.
    pub fn of(self, number: PrintedNumber, unit: Unit) -> PrintedNumber {
        let in_base_units = |of_unit: Ratio| of_unit.mul(unit.factor()).ok();
        let precision = match self {
            DeclaredPrecision::Exact => Some(Precision::Exact),
            DeclaredPrecision::To(to) => in_base_units(to).map(Precision::Rounded),
            DeclaredPrecision::Digits(digits) => {
                significant(number, unit, digits).map(Precision::Rounded)
            }
            DeclaredPrecision::CutOff(None) => Some(Precision::CutOff(number.quantum())),
            DeclaredPrecision::CutOff(Some(to)) => in_base_units(to).map(Precision::CutOff),
        };
        match precision {
            Some(Precision::Rounded(to) | Precision::CutOff(to)) if to.is_zero() => number,
            Some(precision) => number.with_precision(precision),
            None => number,
        }
    }
}

/// What the last of this many significant digits is worth, but no less than the last printed one.
fn significant(number: PrintedNumber, unit: Unit, digits: u32) -> Option<Ratio> {
    let mut value = number.value().abs().div(unit.factor()).ok()?;
    if value.is_zero() {
        return Some(number.quantum());
    }
    let (one, ten) = (Ratio::ONE, Ratio::whole(10));
    // the worth of the first digit
    let mut worth = one;
    while value >= ten {
        value = value.div(ten).ok()?;
        worth = worth.mul(ten).ok()?;
    }
    while value < one {
        value = value.mul(ten).ok()?;
        worth = worth.div(ten).ok()?;
    }
    for _ in 1..digits {
        worth = worth.div(ten).ok()?;
    }
    let worth = worth.mul(unit.factor()).ok()?;
    Some(worth.max(number.quantum()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grain(declared: &str, printed: &str, unit: Unit) -> Ratio {
        let declared = DeclaredPrecision::parse(declared).unwrap();
        declared
            .of(read_figure(printed, unit).unwrap(), unit)
            .grain()
    }

    /// 97 800, 2 750 and 750 to three digits; 12 was printed without the digit that three would have.
    #[test]
    fn three_digits_are_worth_what_the_number_is_large() {
        for (printed, unit, expected) in [
            ("97 800", Unit::Kr, Ratio::whole(100)),
            ("2 750", Unit::Kr, Ratio::whole(10)),
            ("750", Unit::Kr, Ratio::ONE),
            ("12", Unit::Kr, Ratio::ONE),
            ("0", Unit::Kr, Ratio::ONE),
            ("12,5", Unit::Mkr, Ratio::whole(100_000)),
            ("0,0123", Unit::Index, Ratio::one_in(10_000)),
            ("-97 800", Unit::Kr, Ratio::whole(100)),
        ] {
            assert_eq!(grain("3 digits", printed, unit), expected, "{printed}");
        }
    }

    #[test]
    fn declarations_are_in_the_unit_of_the_column() {
        assert_eq!(grain("5", "20", Unit::Persons), Ratio::whole(5));
        assert_eq!(
            grain("rounded to 1 000", "20", Unit::Tkr),
            Ratio::whole(1_000_000)
        );
        assert_eq!(grain("0,01", "19,1", Unit::Percent), Ratio::one_in(100));
        assert_eq!(
            grain("cut off", "0,3333", Unit::Index),
            Ratio::one_in(10_000)
        );
        assert_eq!(grain("cut off to 100", "300", Unit::Kr), Ratio::whole(100));
    }

    #[test]
    fn what_is_no_declaration_is_none() {
        for text in [
            "",
            "0",
            "-5",
            "five",
            "5 kr",
            "exactly",
            "digits",
            "0 digits",
            "19 digits",
            "cut off to",
            "cirka 5",
        ] {
            assert_eq!(DeclaredPrecision::parse(text), None, "{text}");
        }
    }
}
