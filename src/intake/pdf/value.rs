//! What a word or a cell looks like: a figure, a mark, or text.

use crate::intake::raised::is_raised_digit;

/// Words that stand beside a figure in its cell.
const UNITS: [&str; 14] = [
    "kr", "kr.", "tkr", "mkr", "mnkr", "sek", "%", "‰", "m€", "€", "$", "£", "eur", "usd",
];
/// What is printed where there is no figure.
const BLANKS: [&str; 12] = [
    "-", "–", "—", "−", "‐", "..", "...", "…", ":", "na", "n/a", "n.a.",
];

/// Whether the letter can stand in a figure or a mark beside it.
fn is_of_figure(letter: char) -> bool {
    letter.is_ascii_digit()
        || ",.%‰()+-–−—‐*'’\u{2032}/:<>≤≥±~$€£¢†‡#[]=".contains(letter)
        || is_raised_digit(letter)
}

/// Whether the word is a figure, a part of one, a dash for none, or a unit.
pub(super) fn is_value_word(word: &str) -> bool {
    is_figure(word)
        || is_blank(word)
        || is_mark(word)
        || UNITS.contains(&word.to_lowercase().as_str())
}

/// Whether the word is a figure or a part of one.
pub(super) fn is_figure(word: &str) -> bool {
    let mut letters = word.chars().peekable();
    let mut digits = false;
    while let Some(letter) = letters.next() {
        digits |= letter.is_ascii_digit();
        // a letter at the very end is a note: 12a, 45R
        let note = letter.is_alphabetic() && digits && letters.peek().is_none();
        if !(is_of_figure(letter) || note) {
            return false;
        }
    }
    digits
}

/// Whether the word says that there is no figure.
pub(super) fn is_blank(word: &str) -> bool {
    BLANKS.contains(&word.to_lowercase().as_str())
}

/// Whether the word is a mark that refers to a note: `*`, `**`, `*)`.
pub(super) fn is_mark(word: &str) -> bool {
    !word.is_empty()
        && word
            .chars()
            .all(|letter| "*†‡()#".contains(letter) || is_raised_digit(letter))
}

/// Whether the text, a cell or a run of words, is figures, blanks and their units, with at least
/// one figure or blank.
pub(super) fn is_value(text: &str) -> bool {
    let mut said = false;
    for word in text.split(' ') {
        if !is_value_word(word) {
            return false;
        }
        said |= is_figure(word) || is_blank(word) || is_mark(word);
    }
    said
}

/// Whether `right` can continue the figure that ends with `left`: three digits after one to three.
pub(super) fn continues_figure(left: &str, right: &str) -> bool {
    let head: Vec<char> = left
        .chars()
        .skip_while(|letter| !letter.is_ascii_digit())
        .collect();
    let starts = !head.is_empty() && head.len() <= 3 && head.iter().all(char::is_ascii_digit);
    let digits = right.chars().take_while(char::is_ascii_digit).count();
    let rest = right.chars().nth(digits);
    let ends = |letter: char| !letter.is_alphanumeric() || is_raised_digit(letter);
    starts && digits == 3 && rest.is_none_or(ends)
}

/// Whether the words could be one figure, with its sign, unit and marks.
pub(super) fn is_one_figure(words: &[&str]) -> bool {
    let mut before: Option<&str> = None;
    for word in words {
        if is_figure(word) {
            if before.is_some_and(|left| !continues_figure(left, word)) {
                return false;
            }
            before = Some(word);
        }
    }
    true
}

/// Whether the text is a year or a span of years.
pub(super) fn is_year(text: &str) -> bool {
    let digits: String = text
        .chars()
        .filter(|letter| !"*()–-−/¹²³⁴⁵⁶⁷⁸⁹ ".contains(*letter))
        .collect();
    let four = digits.get(..4).and_then(|year| year.parse::<u16>().ok());
    matches!(digits.len(), 4 | 6 | 8)
        && digits.chars().all(|letter| letter.is_ascii_digit())
        && four.is_some_and(|year| (1900..=2100).contains(&year))
}
