//! A figure as its words and marks say, before it is known in which unit and style it is to be read.

use super::digits::{STYLES, extent, read};
use super::error::NumeralError;
use super::spoken::{Spoken, is_of_word, is_word_end, longest, take_spoken};
use super::vocabulary::{ENDINGS, Meaning, Measure, STEMS, WORDS};
use crate::exact::Hedge;

/// A figure, word by word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Figure<'t> {
    pub hedge: Option<Hedge>,
    pub amount: Amount<'t>,
    /// The power of ten of the word after the number: 6 for *miljoner*.
    pub power: u32,
    /// What is measured, with the word that says so.
    pub measure: Option<(Measure, &'t str)>,
    /// What it is a part of: *nio av tio*.
    pub out_of: Option<OutOf>,
    /// All of it, as printed.
    pub words: &'t str,
}

/// The number of a figure.
#[derive(Clone, Copy, Debug)]
pub(super) enum Amount<'t> {
    /// Digits with what groups them, to be read in the style of their column.
    Digits { negative: bool, digits: &'t str },
    /// A number in words.
    Spoken(Spoken),
    /// A share in words, numerator and denominator, with the hedge it implies.
    Share(i64, i64, Option<Hedge>),
}

/// The whole of *part av whole*.
#[derive(Clone, Copy, Debug)]
pub(super) struct OutOf {
    pub whole: i128,
    /// *Av de tio*, *av landets 290*: things that are known and counted.
    pub is_definite: bool,
}

/// What stands before a number.
#[derive(Clone, Copy)]
enum Before {
    Hedge(Hedge),
    /// A hedge with a one in it.
    OneHedged(Hedge),
    Plain,
    All,
    Vague,
    Share(i64, i64, Option<Hedge>),
    Unit(Measure),
}

/// The figure that a text begins with, and what follows it. The text is in small letters, with one
/// kind of space, apostrophe and minus.
pub(super) fn take_figure(text: &str) -> Result<(Figure<'_>, &str), NumeralError> {
    let (mut hedge, mut all, mut unit, mut one) = (None, false, None, false);
    let mut at = text.trim_start();
    let mut share = None;
    while let Some((before, word, rest)) = take_before(at) {
        match before {
            Before::Hedge(_) | Before::OneHedged(_) if hedge.is_some() => {
                let found = word.to_owned();
                return Err(NumeralError::HedgedTwice { found });
            }
            Before::Hedge(found) => hedge = Some(found),
            Before::OneHedged(found) => (hedge, one) = (Some(found), true),
            Before::Plain => {}
            Before::All => all = true,
            Before::Unit(measure) => unit = Some((measure, word)),
            Before::Vague => {
                let found = word.to_owned();
                return Err(NumeralError::Vague { found });
            }
            Before::Share(part, whole, implied) => {
                share = Some(Amount::Share(part, whole, implied))
            }
        }
        at = rest.trim_start();
        if share.is_some() {
            break;
        }
    }
    let found = match share {
        Some(share) => Some((share, at)),
        None => take_amount(at)?,
    };
    let (amount, rest) = match found {
        Some(found) => found,
        None if one => {
            let part = take_word(at, |meaning, _| match meaning {
                Meaning::Denominator(of) => Some(of),
                _ => None,
            });
            let (of, _, rest) = part.ok_or(NumeralError::NoNumber)?;
            (Amount::Share(1, of, Some(Hedge::About)), rest)
        }
        None if all => (Amount::Share(1, 1, None), at),
        None => return Err(NumeralError::NoNumber),
    };
    let figure = Figure {
        hedge,
        amount,
        power: 0,
        measure: unit,
        out_of: None,
        words: text,
    };
    let (mut figure, rest) = figure.with_what_follows(rest)?;
    figure.words = text[..text.len() - rest.len()].trim();
    Ok((figure, rest))
}

/// The longest word of the table that may stand before a number, and what follows it.
fn take_before(text: &str) -> Option<(Before, &str, &str)> {
    if text.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    take_word(text, |meaning, rest| match meaning {
        Meaning::Hedge(hedge) => Some(Before::Hedge(hedge)),
        Meaning::OneHedged(hedge) => Some(Before::OneHedged(hedge)),
        Meaning::Plain => Some(Before::Plain),
        Meaning::All => Some(Before::All),
        Meaning::Vague => Some(Before::Vague),
        Meaning::Ordinal(of) => Some(Before::Share(1, of, Some(Hedge::About))),
        Meaning::Share(part, whole, hedge) => Some(Before::Share(part, whole, hedge)),
        Meaning::Measure(measure @ (Measure::Money(_) | Measure::Foreign)) => rest
            .trim_start()
            .starts_with(|first: char| first.is_ascii_digit())
            .then_some(Before::Unit(measure)),
        _ => None,
    })
}

/// The longest word of the table at the beginning of the text that ends where a word ends and has a
/// meaning wanted; the word, and what follows it and the point of its abbreviation.
fn take_word<M>(
    text: &str,
    wanted: impl Fn(Meaning, &str) -> Option<M>,
) -> Option<(M, &str, &str)> {
    let fitting = WORDS.iter().filter_map(|(word, meaning)| {
        let rest = text.strip_prefix(word)?;
        let is_letters = word.ends_with(is_of_word);
        if is_letters && !is_word_end(rest) {
            return None;
        }
        Some((word.len(), wanted(*meaning, rest)?, rest, is_letters))
    });
    let (length, meaning, rest, is_letters) = fitting.max_by_key(|(length, ..)| *length)?;
    let after_point = rest.strip_prefix('.').filter(|rest| {
        is_letters && !rest.starts_with(|next: char| next.is_ascii_digit() || next == '.')
    });
    Some((meaning, &text[..length], after_point.unwrap_or(rest)))
}

/// The number at the beginning, in digits or words, and what follows it.
fn take_amount(text: &str) -> Result<Option<(Amount<'_>, &str)>, NumeralError> {
    if let Some(found) = take_digits(text) {
        return Ok(Some(found));
    }
    let Some((spoken, rest)) = take_spoken(text) else {
        return Ok(None);
    };
    let is_plain = spoken.power == 0 && !spoken.is_about && spoken.number.decimals == 0;
    let part = longest(rest.trim_start(), |meaning| match meaning {
        Meaning::Denominator(of) => Some(of),
        _ => None,
    });
    if let Some((of, rest)) = part.filter(|(_, rest)| is_plain && is_word_end(rest)) {
        let many = i64::try_from(spoken.number.mantissa).map_err(|_| NumeralError::TooLarge)?;
        return Ok(Some((Amount::Share(many, of, Some(Hedge::About)), rest)));
    }
    Ok(Some((Amount::Spoken(spoken), rest)))
}

/// Digits with their sign: `40`, `-40`, `- 40`, `+40`, `40-`, `(40)`.
fn take_digits(text: &str) -> Option<(Amount<'_>, &str)> {
    let (sign, unsigned) = match text.strip_prefix(['-', '+']) {
        Some(rest) => (text.chars().next(), rest.trim_start()),
        None => (None, text),
    };
    let end = match extent(unsigned) {
        0 => return None,
        end => with_stray_space(unsigned, end),
    };
    let (digits, rest) = unsigned.split_at(end);
    let amount = |negative| Amount::Digits { negative, digits };
    let is_last = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    match rest.strip_prefix('-') {
        Some(rest) if sign.is_none() && is_last(rest) => Some((amount(true), rest)),
        _ => Some((amount(sign == Some('-')), rest)),
    }
}

/// The end of digits whose decimals stand apart (`5 698, 5 miljoner`), which a scale must follow.
fn with_stray_space(text: &str, end: usize) -> usize {
    let Some(after) = text[end..].strip_prefix(", ") else {
        return end;
    };
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    let scale = after.get(digits..).and_then(|it| it.strip_prefix(' '));
    let has_scale = scale.is_some_and(|it| take_word(it, |meaning, _| scale_of(meaning)).is_some());
    if (1..=2).contains(&digits) && has_scale {
        return end + 2 + digits;
    }
    end
}

fn scale_of(meaning: Meaning) -> Option<u32> {
    match meaning {
        Meaning::Scale(power) | Meaning::ShortScale(power) => Some(power),
        _ => None,
    }
}

/// What stands after a number.
#[derive(Clone, Copy)]
enum After {
    Scale(u32),
    Measure(Measure),
    Bound(Hedge),
    Joining,
    Mark,
}

fn take_after(text: &str) -> Option<(After, &str, &str)> {
    // after most numbers nothing stands, and all words would be tried for it
    if text.is_empty() {
        return None;
    }
    let known = take_word(text, |meaning, _| match meaning {
        Meaning::Measure(measure) => Some(After::Measure(measure)),
        Meaning::After(hedge) => Some(After::Bound(hedge)),
        Meaning::Joining => Some(After::Joining),
        Meaning::Mark => Some(After::Mark),
        _ => scale_of(meaning).map(After::Scale),
    });
    known
        .or_else(|| numbered_mark(text).map(|(mark, rest)| (After::Mark, mark, rest)))
        .or_else(|| take_noun(text).map(|(it, noun, rest)| (After::Measure(it), noun, rest)))
}

/// A footnote mark with a number or letter: `1)`, `a)`.
fn numbered_mark(text: &str) -> Option<(&str, &str)> {
    let end = text.bytes().take(3).position(|it| it == b')')?;
    let mark = &text[..end];
    let is_number = mark.len() <= 2 && mark.bytes().all(|it| it.is_ascii_digit());
    let is_letter = mark.len() == 1 && mark.bytes().all(|it| it.is_ascii_lowercase());
    let is_mark = !mark.is_empty() && (is_number || is_letter);
    is_mark.then(|| text.split_at(end + 1))
}

/// A word for what is counted, in any of its forms and also as the last part of a longer word.
fn take_noun(text: &str) -> Option<(Measure, &str, &str)> {
    let is_inside =
        |letter: char| (is_of_word(letter) && !letter.is_ascii_digit()) || letter == '-';
    let end = text.find(|letter| !is_inside(letter)).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    if word.is_empty() || !is_word_end(rest) {
        return None;
    }
    let fitting = STEMS.iter().filter_map(|(stem, measure)| {
        let at = word.rfind(stem)?;
        let ending = &word[at + stem.len()..];
        let is_ending = |ending: &str| ENDINGS.contains(&ending);
        let fits = is_ending(ending) || ending.strip_suffix('s').is_some_and(is_ending);
        fits.then_some((at, *measure))
    });
    let (_, measure) = fitting.max_by_key(|(at, _)| *at)?;
    Some((measure, word, rest))
}

impl<'t> Figure<'t> {
    /// The figure with the scale, unit, bound and marks that follow its number, and what is left.
    /// Words that join a number to what it counts are taken only with what is counted.
    fn with_what_follows(mut self, text: &'t str) -> Result<(Figure<'t>, &'t str), NumeralError> {
        let (mut at, mut taken, mut first) = (text, text, true);
        loop {
            if let Some((whole, rest)) = self.take_whole(at) {
                self.out_of = Some(whole);
                (at, taken, first) = (rest, rest, false);
                continue;
            }
            let Some((after, word, rest)) = take_after(at.trim_start()) else {
                break;
            };
            match after {
                After::Scale(power) if first && self.takes_scale() => self.power = power,
                After::Measure(measure) if self.measure.is_none() => {
                    self.measure = Some((measure, word));
                }
                After::Bound(hedge) if self.hedge.is_none() => self.hedge = Some(hedge),
                After::Bound(_) => {
                    let found = word.to_owned();
                    return Err(NumeralError::HedgedTwice { found });
                }
                After::Mark if at.starts_with(' ') || !first || !is_numbered(word) => {}
                After::Joining if self.measure.is_none() => {
                    (at, first) = (rest, false);
                    continue;
                }
                _ => break,
            }
            (at, taken, first) = (rest, rest, false);
        }
        Ok((self, taken))
    }

    fn takes_scale(&self) -> bool {
        match self.amount {
            Amount::Digits { .. } => true,
            Amount::Spoken(spoken) => spoken.power == 0 && !spoken.is_about,
            Amount::Share(..) => false,
        }
    }

    /// *av tio*, *av de 15*, *av landets 290*, after a number.
    fn take_whole(&self, text: &'t str) -> Option<(OutOf, &'t str)> {
        if self.out_of.is_some()
            || self.measure.is_some()
            || matches!(self.amount, Amount::Share(..))
        {
            return None;
        }
        let mut at = text.trim_start().strip_prefix("av ")?;
        let mut is_definite = false;
        let is_joining = |meaning, _: &str| (meaning == Meaning::Joining).then_some(());
        while let Some(((), _, rest)) = take_word(at, is_joining) {
            (at, is_definite) = (rest.trim_start(), true);
        }
        let (whole, rest) = if at.starts_with(|first: char| first.is_ascii_digit()) {
            let end = extent(at);
            let whole = read(&at[..end], STYLES[0]).filter(|it| it.decimals == 0)?;
            (whole.mantissa, &at[end..])
        } else {
            let (spoken, rest) = take_spoken(at)?;
            let is_plain = spoken.power == 0 && !spoken.is_about && spoken.number.decimals == 0;
            (is_plain.then_some(spoken.number.mantissa)?, rest)
        };
        (whole > 0).then_some((OutOf { whole, is_definite }, rest))
    }
}

/// Whether a footnote mark begins with a digit, so that it must stand apart from the number.
fn is_numbered(mark: &str) -> bool {
    mark.starts_with(|first: char| first.is_ascii_alphanumeric())
}
