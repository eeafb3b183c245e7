//! Raised letters: a mark of a note, never a digit of the figure before it.

/// The raised digits, in order.
const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// A digit as it is written raised; any other letter as it is.
pub(super) fn raised(letter: char) -> char {
    let digit = letter.to_digit(10).and_then(|it| usize::try_from(it).ok());
    digit
        .and_then(|it| RAISED.get(it).copied())
        .unwrap_or(letter)
}

/// Whether the letter is a raised digit.
#[cfg(feature = "pdf")]
pub(super) fn is_raised_digit(letter: char) -> bool {
    RAISED.contains(&letter)
}

/// Adds raised letters to a text. After a digit, raised digits are written as such (`7 001¹`), so that
/// nobody reads 70 011; after anything else they stand as they are (`Dalarna2)`).
pub(super) fn push_raised(text: &mut String, letters: &str) {
    let follows_digit = text
        .trim_end()
        .chars()
        .next_back()
        .is_some_and(|char| char.is_ascii_digit());
    if follows_digit {
        text.extend(letters.chars().map(raised));
    } else {
        text.push_str(letters);
    }
}
