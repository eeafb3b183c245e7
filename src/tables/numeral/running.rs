//! Numbers in running text, each with its words.

use std::ops::Range;

use super::digits::{extent, plain_letter, well_written};
use super::error::NumeralError;
use super::figure::{Amount, Figure, take_figure};
use super::reading::alone;
use super::vocabulary::Measure;
use super::without_stray_space;
use crate::exact::PrintedNumber;
use crate::tables::Unit;

/// A number in running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunningNumber {
    /// Where it stands in the text, with its hedge, scale and unit: bytes.
    pub span: Range<usize>,
    /// What its words measure; `None` if no word does.
    pub unit: Option<Unit>,
    /// What it is worth in base units of `unit` (kronor for *miljoner kronor*), or in units of its own
    /// without one; or why it cannot be read.
    pub number: Result<PrintedNumber, NumeralError>,
}

/// The numbers of a text, in their order, in digits and in words: *drygt 290 miljoner kronor*, *nio av
/// tio kommuner*. The articles *en* and *ett* are no numbers, nor is *inget* alone; digits that are part of a date, a law or
/// a reference (`2023-12-31`, `2001:453`, `2023/24`), amounts of foreign money and words such as *några*
/// are left out.
///
/// ```
/// use statsbidrag::tables::{Unit, running_numbers};
/// let text = "Av 290 kommuner fick 99 drygt 1,7 miljarder kronor den 2023-12-31.";
/// let found = running_numbers(text);
/// let words: Vec<&str> = found.iter().map(|it| &text[it.span.clone()]).collect();
/// assert_eq!(words, ["290 kommuner", "99", "drygt 1,7 miljarder kronor"]);
/// assert_eq!(found[2].unit, Some(Unit::Kr));
/// ```
pub fn running_numbers(text: &str) -> Vec<RunningNumber> {
    let (plain, origins) = with_origins(text);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = next_start(&plain, at) {
        let rest = &plain[start..];
        match take_figure(seen(rest)) {
            Ok((figure, _)) if figure.is_number_in_text() => {
                let end = start + figure.words.len();
                if !is_reference(&plain, text, &origins, start, end) {
                    found.extend(figure.in_text(origins[start]..origins[end]));
                }
                at = end.max(start + 1);
            }
            _ => at = start + word_length(rest),
        }
    }
    found
}

/// The text in small letters, with where each of its bytes comes from.
fn with_origins(text: &str) -> (String, Vec<usize>) {
    let mut plain = String::with_capacity(text.len());
    let mut origins = Vec::with_capacity(text.len() + 1);
    for (at, letter) in text.char_indices() {
        let letter = if letter.is_whitespace() {
            ' '
        } else {
            plain_letter(letter)
        };
        plain.extend(letter.to_lowercase());
        origins.resize(plain.len(), at);
    }
    origins.push(text.len());
    (plain, origins)
}

/// Where the next word or number begins, from a place in the text.
fn next_start(plain: &str, from: usize) -> Option<usize> {
    let mut before = plain[..from].chars().next_back();
    for (at, letter) in plain[from..].char_indices() {
        let follows_word = before.is_some_and(char::is_alphanumeric);
        let is_sign = matches!(letter, '-' | '+') && {
            let next = plain.as_bytes().get(from + at + 1);
            next.is_some_and(u8::is_ascii_digit) && before.is_none_or(|it| it == ' ' || it == '(')
        };
        let begins = letter.is_alphanumeric() || "<>≤≥~≈".contains(letter) || is_sign;
        if begins && !follows_word {
            return Some(from + at);
        }
        before = Some(letter);
    }
    None
}

/// The text as far as it belongs to one number: two numbers side by side are two.
fn seen(rest: &str) -> &str {
    let Some(first) = rest.find(|letter: char| letter.is_ascii_digit()) else {
        return rest;
    };
    let end = extent(&rest[first..]);
    match well_written(&rest[first..first + end]) {
        fits if fits < end => &rest[..first + fits],
        // in digits the part and the whole are two numbers: 199 av 290 kommuner
        _ if is_part_of_digits(&rest[first + end..]) => &rest[..first + end],
        _ => rest,
    }
}

/// Whether a figure in digits is said to be so many of another in digits.
fn is_part_of_digits(after: &str) -> bool {
    let whole = after.strip_prefix(" av ");
    whole.is_some_and(|it| it.starts_with(|letter: char| letter.is_ascii_digit()))
}

/// How long the word at the beginning of the text is.
fn word_length(rest: &str) -> usize {
    let mut letters = rest.char_indices().skip(1);
    letters
        .find(|(_, letter)| !letter.is_alphanumeric())
        .map_or(rest.len(), |(at, _)| at)
}

/// Whether digits are joined to others by a hyphen, a slash or a colon, as in dates and references.
fn is_reference(plain: &str, text: &str, origins: &[usize], start: usize, end: usize) -> bool {
    let joins = |at: usize| {
        let letter = text[origins[at]..].chars().next();
        matches!(letter, Some('-' | '/' | ':' | '.'))
    };
    let bytes = plain.as_bytes();
    let is_word = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let is_number = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let before = start >= 2 && joins(start - 1) && is_word(start - 2) && is_number(start);
    let after = end < bytes.len() && joins(end) && is_number(end - 1) && is_word(end + 1);
    before || after
}

impl Figure<'_> {
    /// Whether it is a number where it stands in a text, and no article.
    fn is_number_in_text(&self) -> bool {
        match self.amount {
            Amount::Digits { .. } | Amount::Share(..) => true,
            Amount::Spoken(spoken) => {
                let is_article = spoken.number.mantissa == 1 && spoken.power == 0;
                let is_pronoun = spoken.number.mantissa == 0 && self.measure.is_none();
                !(is_article || is_pronoun) || self.power > 0 || self.out_of.is_some()
            }
        }
    }

    fn in_text(&self, span: Range<usize>) -> Option<RunningNumber> {
        let measured = match self.measure {
            Some((Measure::Foreign, _)) => return None,
            Some((measure, _)) => measure.unit(),
            None => None,
        };
        let is_share = matches!(self.amount, Amount::Share(..)) || self.out_of.is_some();
        let unit = measured.filter(|_| !is_share);
        let read_as = unit.unwrap_or(Unit::Index);
        let number = match (self.in_words(read_as), self.amount) {
            (Some(found), _) => found,
            (None, Amount::Digits { negative, digits }) => {
                alone(self, &without_stray_space(digits), read_as).and_then(|mut found| {
                    if negative {
                        found.mantissa = -found.mantissa;
                    }
                    self.worth(found, read_as)
                })
            }
            (None, _) => Err(NumeralError::NoNumber),
        };
        Some(RunningNumber { span, unit, number })
    }
}
