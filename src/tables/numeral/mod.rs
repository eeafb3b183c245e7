//! Figures as Swedish documents print them: `10 211 163`, `3,5 %`, `<1 %`, `drygt 290 miljoner`,
//! `nio av tio`, `48.851`, `(40)`, `12 tkr*`.
//!
//! There is one reader. Nothing that stands beside a number is passed over: words and marks are known
//! to the [table of words](vocabulary) or refused, the unit that is printed is held against the unit
//! expected, and what groups the digits is decided for a column as a whole ([`ColumnReader`]).

mod column;
mod digits;
mod error;
mod figure;
mod grouping;
mod reading;
mod running;
mod spoken;
#[cfg(test)]
mod tests;
mod vocabulary;

use std::borrow::Cow;

pub use column::{ColumnReader, ColumnReading, read_column};
pub(crate) use column::{printed_unit, unit_shown};
pub use digits::NumberStyle;
pub use error::NumeralError;
pub use grouping::{grouped_in_threes, is_grouped_in_threes};
pub use running::{RunningNumber, running_numbers};

use super::Unit;
use crate::exact::{PrintedNumber, Ratio};
use digits::{Decimals, plain_letter};
use figure::{Amount, Figure, take_figure};
use reading::alone;

/// Reads a printed figure that stands alone, in `unit`.
///
/// ```
/// use statsbidrag::exact::Ratio;
/// use statsbidrag::tables::{Unit, read_figure};
/// let claim = read_figure("drygt 290 miljoner kronor", Unit::Kr)?;
/// assert_eq!(claim.value(), Ratio::whole(290_000_000));
/// assert_eq!(claim.quantum(), Ratio::whole(1_000_000));
/// assert!(read_figure("12O 000", Unit::Kr).is_err()); // the letter O
/// assert!(read_figure("200 euro", Unit::Kr).is_err());
/// # Ok::<(), statsbidrag::tables::NumeralError>(())
/// ```
///
/// *Errors*: what is wrong with it, in words that complete "not a figure: …".
pub fn read_figure(printed: &str, unit: Unit) -> Result<PrintedNumber, NumeralError> {
    read_in(printed, unit, |figure, digits| alone(figure, digits, unit))
}

/// Whether a printed cell looks like a figure of some unit: for telling columns of figures from
/// columns of words, without a unit and without a style. Marks for missing figures are none.
///
/// ```
/// use statsbidrag::tables::looks_like_figure;
/// assert!(looks_like_figure("12 345,6"));
/// assert!(looks_like_figure("<5") && looks_like_figure("84 milj. kr") && looks_like_figure("(40)"));
/// assert!(!looks_like_figure("Ale") && !looks_like_figure("..") && !looks_like_figure("2023-12-31"));
/// ```
pub fn looks_like_figure(printed: &str) -> bool {
    let bytes = printed.trim().as_bytes();
    if !bytes.iter().any(u8::is_ascii_digit) {
        return false;
    }
    if bytes.iter().all(u8::is_ascii_digit) {
        return true;
    }
    let plain = plain(printed);
    let Ok(unbracketed) = Unbracketed::of(&plain) else {
        return false;
    };
    match take_figure(&unbracketed.text) {
        Ok((figure, "")) => figure.digits().is_some_and(|it| {
            let digits = without_stray_space(it);
            digits::well_written(&digits) == digits.len()
        }),
        _ => false,
    }
}

/// Reads a figure whose digits are read by `number`.
fn read_in(
    printed: &str,
    unit: Unit,
    number: impl FnOnce(&Figure<'_>, &str) -> Result<Decimals, NumeralError>,
) -> Result<PrintedNumber, NumeralError> {
    if let Some(counted) = in_plain_digits(printed, unit) {
        return counted;
    }
    let text = plain(printed);
    let Unbracketed { text, is_negative } = Unbracketed::of(&text)?;
    let (figure, rest) = take_figure(&text)?;
    let rest = rest.trim();
    if !rest.is_empty() {
        let beside = beside_words(&figure, rest, unit);
        let found = rest.to_owned();
        return beside.ok_or(NumeralError::Unread { found });
    }
    if let Some(found) = figure.in_words(unit) {
        return found;
    }
    let Amount::Digits { negative, digits } = figure.amount else {
        return Err(NumeralError::NoNumber);
    };
    figure.measures(unit)?;
    let mut found = number(&figure, &without_stray_space(digits))?;
    if negative != is_negative {
        found.mantissa = -found.mantissa;
    }
    figure.worth(found, unit)
}

/// The figure that is printed in brackets beside words, in their unit: it decides alone what they stand
/// for (*nästan alla kommuner (94 procent)*, *drygt 9 000 personer (9 032)*).
fn beside_words(figure: &Figure<'_>, rest: &str, unit: Unit) -> Option<PrintedNumber> {
    let is_words = figure.hedge.is_some() || figure.digits().is_none();
    let inside = rest.strip_prefix('(')?.strip_suffix(')')?;
    let is_figure = inside.starts_with(|first: char| first.is_ascii_digit());
    let found = read_figure(inside, unit).ok();
    found.filter(|it| is_words && is_figure && it.hedge().is_none())
}

/// The most usual figures by far, of which nothing but a few digits is printed.
fn in_plain_digits(printed: &str, unit: Unit) -> Option<Result<PrintedNumber, NumeralError>> {
    let bytes = printed.as_bytes();
    if bytes.is_empty() || bytes.len() > 18 || !bytes.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let value = bytes
        .iter()
        .fold(0_i64, |sum, digit| sum * 10 + i64::from(digit - b'0'));
    let number = PrintedNumber::decimal(value.into(), 1, unit.is_counted(), None);
    let number = number.map(|it| it.of(unit.quantity()));
    let factor = unit.factor();
    Some(match number {
        Ok(number) if factor == Ratio::ONE => Ok(number),
        Ok(number) => number.in_unit(factor).map_err(NumeralError::from),
        Err(error) => Err(error.into()),
    })
}

/// The digits of a decimal that was set with a stray space (`5 698, 5`) without it.
fn without_stray_space(digits: &str) -> Cow<'_, str> {
    if digits.contains(", ") {
        return Cow::Owned(digits.replace(", ", ","));
    }
    Cow::Borrowed(digits)
}

/// The text in small letters, with one kind of space, apostrophe and minus, and none at the ends.
fn plain(printed: &str) -> Cow<'_, str> {
    let is_plain = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
    if printed.bytes().all(is_plain) {
        return Cow::Borrowed(printed.trim());
    }
    let letters = printed.chars().map(plain_letter);
    let small: String = letters.flat_map(char::to_lowercase).collect();
    Cow::Owned(small.trim().to_owned())
}

/// A text without the brackets that accountants put around a negative number.
struct Unbracketed<'t> {
    text: Cow<'t, str>,
    is_negative: bool,
}

impl<'t> Unbracketed<'t> {
    /// `(40)`, `(1,2 %)`, `(40) kr*`. *Errors*: a sign or word within the brackets before the number.
    fn of(text: &'t str) -> Result<Unbracketed<'t>, NumeralError> {
        let bracketed = text.strip_prefix('(').and_then(|it| it.split_once(')'));
        let Some((inside, rest)) = bracketed else {
            return Ok(Unbracketed {
                text: Cow::Borrowed(text),
                is_negative: false,
            });
        };
        if !inside.starts_with(|first: char| first.is_ascii_digit()) || inside.ends_with('-') {
            let found = text.to_owned();
            return Err(NumeralError::Unread { found });
        }
        Ok(Unbracketed {
            text: Cow::Owned(format!("{inside}{rest}")),
            is_negative: true,
        })
    }
}
