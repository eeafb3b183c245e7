//! Raised letters: a mark of a note, never a digit of the figure before it.

/// Adds raised letters to a text. After a digit, raised digits are written as such (`7 001¹`), so that
/// nobody reads 70 011; after anything else they stand as they are (`Dalarna2)`).
pub(super) fn push_raised(text: &mut String, raised: &str) {
    let follows_digit = text
        .trim_end()
        .chars()
        .next_back()
        .is_some_and(|char| char.is_ascii_digit());
    if !follows_digit {
        text.push_str(raised);
        return;
    }
    text.extend(raised.chars().map(|char| match char {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4' => '⁴',
        '5' => '⁵',
        '6' => '⁶',
        '7' => '⁷',
        '8' => '⁸',
        '9' => '⁹',
        other => other,
    }));
}
