//! Swedish numerals: `10 211 163`, `3,5 %`, `<1 %`, `drygt 290 miljoner`, `två tredjedelar`.
//!
//! A printed figure is, in this order: hedge words, a number in digits or words, a scale (`tkr`,
//! `miljoner`), then words or a percent sign that name the unit, and footnote stars. Spaces group
//! digits by three; a comma or point begins the decimals. Anything else is an error that says what
//! is wrong with it.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::Unit;
use super::words::{FRACTION_WORDS, HEDGES, NUMBER_WORDS, SCALES};
use crate::exact::{ArithmeticError, Hedge, PrintedNumber, Ratio};
use crate::lang::{InWords, Lang, say};

/// Why something is not a numeral, in words that complete "the cell …".
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumeralError {
    /// There is no number at all.
    NoDigits,
    /// Groups of digits that are not three long.
    Grouping(String),
    /// Digits after the number ended.
    Trailing(String),
    /// A number that is too large to be kept exactly.
    TooLarge,
}

impl std::error::Error for NumeralError {}

impl std::fmt::Display for NumeralError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.in_words(Lang::En))
    }
}

impl InWords for NumeralError {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            NumeralError::NoDigits => say!(
                lang,
                "write digits grouped by three, such as 10 211 163, or 3,5 for a decimal",
                "skriv siffror i grupper om tre, som 10 211 163, eller 3,5 för ett decimaltal"
            ),
            NumeralError::Grouping(found) => say!(
                lang,
                "digits are grouped by three from the right; \"{found}\" is not",
                "siffror grupperas tre och tre från höger; ”{found}” gör inte det"
            ),
            NumeralError::Trailing(found) => say!(
                lang,
                "\"{found}\" stands after the number; one cell holds one number",
                "”{found}” står efter talet; en cell rymmer ett tal"
            ),
            NumeralError::TooLarge => say!(
                lang,
                "the number is too large to be kept exactly",
                "talet är för stort för att behållas exakt"
            ),
        }
    }
}

impl From<ArithmeticError> for NumeralError {
    fn from(_: ArithmeticError) -> Self {
        NumeralError::TooLarge
    }
}

/// Reads a printed figure in `unit`.
///
/// ```
/// use statsbidrag::exact::Ratio;
/// use statsbidrag::tables::{Unit, read_figure};
/// let claim = read_figure("drygt 290 miljoner kronor", Unit::Kr)?;
/// assert_eq!(claim.value(), Ratio::whole(290_000_000));
/// assert_eq!(claim.quantum(), Ratio::whole(1_000_000));
/// assert!(read_figure("12O 000", Unit::Kr).is_err()); // the letter O
/// # Ok::<(), statsbidrag::tables::NumeralError>(())
/// ```
pub fn read_figure(printed: &str, unit: Unit) -> Result<PrintedNumber, NumeralError> {
    let text = plain(printed);
    let text = text.strip_prefix("n=").map_or(&*text, str::trim_start);
    let (hedge, rest) = if in_digits(text) {
        (None, text)
    } else {
        take_hedge(text)
    };
    if !in_digits(rest)
        && let Some(fraction) = fraction_in_words(rest, unit, hedge)?
    {
        return Ok(fraction);
    }
    let (number, rest) = take_number(rest)?;
    let (scale, rest) = take_scale(rest);
    check_rest(rest)?;
    let scale = if scale == 1 { unit.scale() } else { scale };
    Ok(PrintedNumber::decimal(
        number,
        scale,
        unit.is_counted(),
        hedge,
    )?)
}

/// The text in small letters, with plain spaces and none at the ends.
fn plain(printed: &str) -> Cow<'_, str> {
    let is_plain = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
    if printed.bytes().all(is_plain) {
        return Cow::Borrowed(printed.trim());
    }
    let spaced = printed.replace(['\u{a0}', '\u{202f}'], " ");
    Cow::Owned(spaced.trim().to_lowercase())
}

/// Whether no word stands first, as in nearly every cell: there is none to look for.
fn in_digits(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_digit() || first == '-')
}

fn take_hedge(text: &str) -> (Option<Hedge>, &str) {
    for &(phrase, hedge) in HEDGES {
        let Some(rest) = text.strip_prefix(phrase) else {
            continue;
        };
        if phrase == "<" || rest.starts_with(' ') {
            return (Some(hedge), rest.trim_start());
        }
    }
    (None, text)
}

fn fraction_in_words(
    text: &str,
    unit: Unit,
    hedge: Option<Hedge>,
) -> Result<Option<PrintedNumber>, NumeralError> {
    let Some(&(_, numerator, denominator, implied)) = FRACTION_WORDS
        .iter()
        .find(|(word, ..)| begins_with_word(text, word))
    else {
        return Ok(None);
    };
    let percent = if unit == Unit::Percent { 100 } else { 1 };
    let value = Ratio::new(numerator * percent, denominator)?;
    Ok(Some(PrintedNumber::fraction(value, hedge.or(implied))))
}

fn begins_with_word(text: &str, word: &str) -> bool {
    text.strip_prefix(word)
        .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// The number at the beginning, and what follows it.
fn take_number(text: &str) -> Result<(Decimal, &str), NumeralError> {
    let mut words = NUMBER_WORDS.iter();
    if !in_digits(text)
        && let Some((word, value)) = words.find(|(word, _)| begins_with_word(text, word))
    {
        return Ok((Decimal::from(*value), &text[word.len()..]));
    }
    let (is_negative, unsigned) = match text.strip_prefix(['-', '−', '–']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text),
    };
    let digits_end = unsigned
        .find(|c: char| !c.is_ascii_digit() && c != ' ')
        .unwrap_or(unsigned.len());
    let whole = unsigned[..digits_end].trim_end();
    if whole.is_empty() || !whole.starts_with(|c: char| c.is_ascii_digit()) {
        return Err(NumeralError::NoDigits);
    }
    if !is_well_grouped(whole) {
        return Err(NumeralError::Grouping(whole.to_owned()));
    }
    let rest = &unsigned[whole.len()..];
    let (decimals, rest) = take_decimals(rest);
    Ok((decimal(is_negative, whole, decimals)?, rest))
}

/// Whether digits stand in one group or in groups of three.
fn is_well_grouped(whole: &str) -> bool {
    match whole.split_once(' ') {
        None => true,
        Some((first, rest)) => {
            first.len() <= 3
                && !first.starts_with('0')
                && rest.split(' ').all(|group| group.len() == 3)
        }
    }
}

/// The digits of `,5`, and of the `, 5` of a line set with a stray space; a comma without digits
/// after it is not a decimal comma.
fn take_decimals(text: &str) -> (&str, &str) {
    let Some(after) = text.strip_prefix([',', '.']) else {
        return ("", text);
    };
    let after = after.strip_prefix(' ').unwrap_or(after);
    let end = after
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(after.len());
    if end == 0 {
        return ("", text);
    }
    after.split_at(end)
}

/// The number with these digits before and after the comma.
fn decimal(is_negative: bool, whole: &str, decimals: &str) -> Result<Decimal, NumeralError> {
    let mut digits = whole
        .bytes()
        .chain(decimals.bytes())
        .filter(|it| *it != b' ');
    let mantissa = digits.try_fold(0_i64, |sum, digit| {
        sum.checked_mul(10)?.checked_add((digit - b'0').into())
    });
    let scale = u32::try_from(decimals.len()).ok();
    if let (Some(mantissa), Some(scale @ 0..=18)) = (mantissa, scale) {
        let signed = if is_negative { -mantissa } else { mantissa };
        return Ok(Decimal::new(signed, scale));
    }
    let sign = if is_negative { "-" } else { "" };
    let point = if decimals.is_empty() { "" } else { "." };
    let plain = format!("{sign}{}{point}{decimals}", whole.replace(' ', ""));
    plain.parse().map_err(|_| NumeralError::TooLarge)
}

fn take_scale(text: &str) -> (i64, &str) {
    let rest = text.trim_start();
    if rest.is_empty() {
        return (1, text);
    }
    let word = rest.split(' ').next().unwrap_or_default();
    let bare = word.trim_end_matches('.');
    match SCALES.iter().find(|(scale, _)| *scale == bare) {
        Some((_, factor)) => (*factor, &rest[word.len()..]),
        None => (1, text),
    }
}

/// After the number only words, percent signs and footnote marks may follow.
fn check_rest(rest: &str) -> Result<(), NumeralError> {
    // a letter that touches the number is no word: 12O is not 12
    let glued = rest.starts_with(char::is_alphabetic);
    let rest = rest.trim();
    let allowed = |c: char| c.is_alphabetic() || " %*().-/,".contains(c);
    if rest.chars().all(allowed) && !glued {
        return Ok(());
    }
    Err(NumeralError::Trailing(rest.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::PrintingRule;

    fn value(printed: &str, unit: Unit) -> Ratio {
        read_figure(printed, unit).unwrap().value()
    }

    #[test]
    fn amounts_as_printed() {
        assert_eq!(value("10 211 163", Unit::Kr), Ratio::whole(10_211_163));
        assert_eq!(
            value("1 998 500 000*", Unit::Kr),
            Ratio::whole(1_998_500_000)
        );
        assert_eq!(value("21 938 664**", Unit::Kr), Ratio::whole(21_938_664));
        assert_eq!(value("16 017 654 *", Unit::Kr), Ratio::whole(16_017_654));
        assert_eq!(value("148 786 kr", Unit::Kr), Ratio::whole(148_786));
        assert_eq!(value("1754", Unit::Persons), Ratio::whole(1754));
        assert_eq!(value("20", Unit::Tkr), Ratio::whole(20_000));
        assert_eq!(value("-13%", Unit::Points), Ratio::whole(-13));
    }

    #[test]
    fn scales_and_their_quantum() {
        let agreement = read_figure("6 250,5 miljoner kronor", Unit::Kr).unwrap();
        assert_eq!(agreement.value(), Ratio::whole(6_250_500_000));
        assert_eq!(agreement.quantum(), Ratio::whole(100_000));
        assert_eq!(
            value("298,5 miljarder kronor", Unit::Kr),
            Ratio::whole(298_500_000_000)
        );
    }

    #[test]
    fn hedges_and_percents() {
        let below = read_figure("<1 %", Unit::Percent).unwrap();
        assert_eq!(below.hedge(), Some(Hedge::LessThan));
        assert_eq!(
            read_figure("nära 80 procent", Unit::Percent)
                .unwrap()
                .hedge(),
            Some(Hedge::Near)
        );
        assert_eq!(
            value("7,5 procent", Unit::Percent),
            Ratio::new(15, 2).unwrap()
        );
        assert_eq!(value("mer än 99 procent", Unit::Percent), Ratio::whole(99));
    }

    #[test]
    fn numbers_in_words() {
        assert_eq!(value("sex kommuner", Unit::Municipalities), Ratio::whole(6));
        assert_eq!(value("ingen kommun", Unit::Municipalities), Ratio::ZERO);
        assert_eq!(
            value("två tredjedelar", Unit::Index),
            Ratio::new(2, 3).unwrap()
        );
        assert_eq!(
            value("cirka en tredjedel", Unit::Percent),
            Ratio::new(100, 3).unwrap()
        );
        let most = read_figure("majoriteten av kommunerna", Unit::Percent).unwrap();
        let interval = most.interval(PrintingRule::Generous).unwrap();
        assert!(interval.contains(Ratio::whole(90)) && !interval.contains(Ratio::whole(49)));
        let large = read_figure("En stor majoritet", Unit::Percent).unwrap();
        assert_eq!((large.value(), large.hedge()), (most.value(), most.hedge()));
    }

    /// More digits than 64 bits hold are read as exactly as few are.
    #[test]
    fn numbers_of_many_digits() {
        let many = "12 345 678 901 234 567 890,5";
        let tenths = Ratio::new(123_456_789_012_345_678_905, 10).unwrap();
        assert_eq!(value(many, Unit::Kr), tenths);
        assert_eq!(
            value("-9 223 372 036 854 775 808", Unit::Kr),
            i64::MIN.into()
        );
        let many = "0,1234567890123456789";
        let digits = Ratio::new(1_234_567_890_123_456_789, 10_i128.pow(19)).unwrap();
        assert_eq!(value(many, Unit::Index), digits);
        assert_eq!(value("-0,50", Unit::Index), Ratio::new(-1, 2).unwrap());
    }

    #[test]
    fn what_is_no_number() {
        let no = |printed: &str| read_figure(printed, Unit::Kr).unwrap_err().to_string();
        assert!(
            no("12O 000").contains("stands after the number"),
            "{}",
            no("12O 000")
        );
        assert!(no("12O kronor").contains("stands after the number"));
        assert!(no("1 7540").contains("grouped by three"));
        assert!(no("Ale").contains("write digits"));
        assert!(no("1 000 2").contains("grouped by three"));
        assert!(no("5 % 7").contains("stands after the number"));
        assert!(no("99999999999999999999999999999999999999").contains("too large"));
    }
}
