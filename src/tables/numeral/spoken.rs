//! Numbers in words: *tre hundra*, *hundratjugo tusen*, *en och en halv miljon*, *ett hundratal*.

use super::digits::Decimals;
use super::vocabulary::{Meaning, WORDS};

/// A number in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spoken {
    /// What it is worth, in units of its last decimal.
    pub number: Decimals,
    /// The power of ten that it ends in: 6 for *två miljoner*.
    pub power: u32,
    /// *Ett hundratal*: about so many.
    pub is_about: bool,
    /// *En halv* and no more, which is a share unless a scale or unit follows.
    pub is_half: bool,
}

/// The number in words that the text begins with, and what follows it.
pub(super) fn take_spoken(text: &str) -> Option<(Spoken, &str)> {
    if let Some(found) = take_part(text, 0) {
        return Some(found);
    }
    let (spoken, rest) = take_cardinal(text)?;
    let with_part = rest
        .strip_prefix(" och ")
        .filter(|_| spoken.power == 0 && !spoken.is_about)
        .and_then(|rest| take_part(rest, spoken.number.mantissa));
    Some(with_part.unwrap_or((spoken, rest)))
}

/// *En halv*, *ett halvt*, *en kvarts*, *tre kvarts*, after this many wholes.
fn take_part(text: &str, wholes: i128) -> Option<(Spoken, &str)> {
    let (many, rest) = take_cardinal(text)
        .filter(|(it, _)| !it.is_about && it.power == 0)
        .map_or((1, text), |(it, rest)| {
            (it.number.mantissa, rest.trim_start())
        });
    let (hundredths, rest) = longest(rest, |meaning| match meaning {
        Meaning::Part(hundredths) => Some(i128::from(hundredths)),
        _ => None,
    })?;
    let is_half = hundredths == 50;
    if !is_word_end(rest) || !(1..=3).contains(&many) || (is_half && many != 1) {
        return None;
    }
    let (unit, decimals) = if is_half { (10, 1) } else { (100, 2) };
    let mantissa = wholes
        .checked_mul(unit)?
        .checked_add(many * hundredths * unit / 100)?;
    let spoken = Spoken {
        number: Decimals { mantissa, decimals },
        power: 0,
        is_about: false,
        is_half: is_half && wholes == 0,
    };
    Some((spoken, rest))
}

/// A part of a number word.
#[derive(Clone, Copy)]
enum Atom {
    Below(i128),
    Hundred,
    Thousands(u32),
}

/// A number word that is being read from its left.
#[derive(Clone, Copy, Default)]
struct Sum {
    /// What stands before the last power of a thousand.
    done: i128,
    /// What stands after it, below a thousand; nothing if no word does.
    open: Option<i128>,
    /// The last power of a thousand.
    last: Option<u32>,
}

impl Sum {
    /// The sum with the next part, if it may stand there: *tjugo* before *fem*, not *fem* before
    /// *tjugo*. What stands apart is a hundred or a power of a thousand, or follows one.
    fn with(mut self, atom: Atom, stands_apart: bool) -> Option<Sum> {
        match atom {
            Atom::Below(value) => {
                let open = self.open.unwrap_or(0);
                let after_tens = (20..100).contains(&(open % 100)) && open % 10 == 0;
                let fits = self.open.is_none()
                    || (open >= 100 && open % 100 == 0)
                    || (after_tens && value < 10 && !stands_apart);
                if !fits || (value == 0 && (self.open, self.last) != (None, None)) {
                    return None;
                }
                self.open = Some(open + value);
            }
            Atom::Hundred => {
                let hundreds = self.open.unwrap_or(1);
                if !(1..20).contains(&hundreds) {
                    return None;
                }
                self.open = Some(hundreds * 100);
            }
            Atom::Thousands(power) => {
                let thousands = self.open.take().unwrap_or(1);
                if self.last.is_some_and(|last| last <= power) || thousands == 0 {
                    return None;
                }
                let worth = 10_i128.checked_pow(power)?.checked_mul(thousands)?;
                self.done = self.done.checked_add(worth)?;
                self.last = Some(power);
            }
        }
        Some(self)
    }

    /// The number, with the power of a thousand it ends in apart.
    fn spoken(self) -> Option<Spoken> {
        let (value, power) = match (self.open, self.last) {
            (None, Some(power)) => (self.done / 10_i128.checked_pow(power)?, power),
            (open, _) => (self.done.checked_add(open.unwrap_or(0))?, 0),
        };
        Some(Spoken {
            number: Decimals {
                mantissa: value,
                decimals: 0,
            },
            power,
            is_about: false,
            is_half: false,
        })
    }
}

fn take_cardinal(text: &str) -> Option<(Spoken, &str)> {
    // the article of *ett tjugotal* is no part of the number
    let about = text.strip_prefix("ett ").and_then(take_cardinal);
    if let Some(about) = about.filter(|(it, _)| it.is_about) {
        return Some(about);
    }
    let (mut sum, mut at, mut apart) = (Sum::default(), text, false);
    let mut taken = None;
    while let Some((atom, rest)) = longest(at, atom) {
        let Some(with) = sum.with(atom, apart) else {
            break;
        };
        sum = with;
        if let Some(after) = rest.strip_prefix("tal")
            && is_word_end(after)
            && let Some(about) = sum.about()
        {
            return Some((about, after));
        }
        (at, apart) = (rest, false);
        if is_word_end(rest) {
            taken = sum.spoken().map(|it| (it, rest));
            match rest.strip_prefix(' ') {
                Some(next) => (at, apart) = (next, true),
                None => break,
            }
        }
    }
    taken
}

impl Sum {
    /// *Ett hundratal*: a number whose last digit counts as much as its largest power of ten.
    fn about(self) -> Option<Spoken> {
        let value = self.done.checked_add(self.open.unwrap_or(0))?;
        let mut power = 0;
        while value > 0 && value % 10_i128.checked_pow(power + 1)? == 0 {
            power += 1;
        }
        let spoken = self.spoken()?;
        Some(Spoken {
            number: Decimals {
                mantissa: value / 10_i128.checked_pow(power)?,
                decimals: 0,
            },
            power,
            is_about: true,
            ..spoken
        })
    }
}

fn atom(meaning: Meaning) -> Option<Atom> {
    match meaning {
        Meaning::Cardinal(value) => Some(Atom::Below(value.into())),
        Meaning::Hundred => Some(Atom::Hundred),
        Meaning::Scale(power) => Some(Atom::Thousands(power)),
        _ => None,
    }
}

/// The longest word of the table that the text begins with and that has the meaning wanted, and what
/// follows it.
pub(super) fn longest<M>(text: &str, wanted: impl Fn(Meaning) -> Option<M>) -> Option<(M, &str)> {
    let fitting = WORDS.iter().filter_map(|(word, meaning)| {
        let rest = text.strip_prefix(word)?;
        Some((word.len(), wanted(*meaning)?, rest))
    });
    let longest = fitting.max_by_key(|(length, ..)| *length);
    longest.map(|(_, meaning, rest)| (meaning, rest))
}

/// Whether no letter, digit or hyphenated word goes on. Raised letters and digits are marks.
pub(super) fn is_word_end(rest: &str) -> bool {
    let mut letters = rest.chars();
    match letters.next() {
        Some('-') => !letters.next().is_some_and(is_of_word),
        Some(letter) => !is_of_word(letter),
        None => true,
    }
}

/// Whether a word can have the letter in it.
pub(super) fn is_of_word(letter: char) -> bool {
    letter.is_ascii_digit() || (letter.is_alphabetic() && !matches!(letter, 'ᵃ' | 'ᵇ'))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The number that the whole text is: mantissa, decimals, power.
    fn number(text: &str) -> Option<(i128, u32, u32)> {
        let (spoken, rest) = take_spoken(text)?;
        let number = spoken.number;
        rest.is_empty()
            .then_some((number.mantissa, number.decimals, spoken.power))
    }

    #[test]
    fn words_add_up_and_multiply() {
        for (text, value) in [
            ("tjugofem", 25),
            ("tre hundra", 300),
            ("trehundra", 300),
            ("etthundratjugofem", 125),
            ("tvåhundra nittio", 290),
            ("hundra", 100),
            ("ettusen tvåhundra", 1_200),
            ("tusen ett", 1_001),
            ("nittonhundra", 1_900),
            ("sjuttioåtta", 78),
            ("en miljon tvåhundra tusen fem", 1_200_005),
        ] {
            assert_eq!(number(text), Some((value, 0, 0)), "{text}");
        }
        assert_eq!(number("hundratjugo tusen"), Some((120, 0, 3)));
        assert_eq!(number("två miljoner"), Some((2, 0, 6)));
        assert_eq!(number("tusen"), Some((1, 0, 3)));
    }

    #[test]
    fn halves_and_quarters() {
        assert_eq!(number("en halv"), Some((5, 1, 0)));
        assert_eq!(number("en och en halv"), Some((15, 1, 0)));
        assert_eq!(number("två och ett halvt"), Some((25, 1, 0)));
        assert_eq!(number("tre kvarts"), Some((75, 2, 0)));
        assert_eq!(number("fem och en kvarts"), Some((525, 2, 0)));
        assert_eq!(number("två halv"), None);
    }

    #[test]
    fn words_that_do_not_belong_together_stay_apart() {
        for (text, rest) in [
            ("två tre", " tre"),
            ("tjugo fem", " fem"),
            ("fem hundra hundra", " hundra"),
            ("sex kommuner", " kommuner"),
            ("tusen miljoner", " miljoner"),
        ] {
            assert_eq!(take_spoken(text).map(|it| it.1), Some(rest), "{text}");
        }
        for no_number in ["enhet", "tretti", "femma", "hundratals", "tvåa", "en-två"] {
            assert_eq!(take_spoken(no_number), None, "{no_number}");
        }
    }

    #[test]
    fn about_so_many() {
        let (about, _) = take_spoken("ett hundratal").unwrap();
        assert!(about.is_about && about.power == 2 && about.number.mantissa == 1);
        let (about, _) = take_spoken("ett femtiotal").unwrap();
        assert!(about.is_about && about.power == 1 && about.number.mantissa == 5);
    }
}
