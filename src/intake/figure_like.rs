//! Whether a cell looks like a figure: the one place where the shape of a table asks what a cell says.

use crate::tables::looks_like_figure;

/// What a cell looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Looks {
    /// Nothing is printed.
    Blank,
    /// A mark in place of a figure: `–`, `..`, `x`.
    Mark,
    /// A year: four digits, 1900 to 2100.
    Year,
    /// A figure.
    Figure,
    /// Words.
    Words,
}

/// What a cell looks like, by its letters alone.
pub(crate) fn looks(printed: &str) -> Looks {
    let text = printed.trim();
    match text {
        "" => return Looks::Blank,
        "-" | "–" | "—" | "−" | "." | ".." | "..." | "…" | "x" | "X" | "*" | "*)" | "u.s." =>
        {
            return Looks::Mark;
        }
        _ => {}
    }
    if text.len() == 4 && ("1900"..="2100").contains(&text) && text.bytes().all(is_digit) {
        return Looks::Year;
    }
    if looks_like_figure(text) || looks_like_figure(without_marks(text)) {
        Looks::Figure
    } else {
        Looks::Words
    }
}

fn is_digit(byte: u8) -> bool {
    byte.is_ascii_digit()
}

/// Without footnote marks at the end: raised digits, `1)`.
fn without_marks(text: &str) -> &str {
    let bare =
        text.trim_end_matches(|char: char| "¹²³⁴⁵⁶⁷⁸⁹⁰†‡*) ".contains(char) || char == '\u{a0}');
    let without_digits = bare.trim_end_matches(|char: char| char.is_ascii_digit());
    let is_numbered = text.ends_with(')') && bare.len() - without_digits.len() <= 2;
    match without_digits.strip_suffix([' ', '\u{a0}']) {
        Some(before) if is_numbered => before,
        _ => bare,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_years_marks_and_words() {
        for figure in [
            "4 002 383",
            "62,4",
            "-1 500",
            "−3",
            "(1.2%)",
            "12,345,678",
            "<1 %",
            "0114",
            "16 017 654 *",
            "148 786 kr",
            "3 miljoner kronor",
            "ca 290 000 000",
            "1 234,50 kr",
            "7 001*",
            "5 2)",
            "€ 12",
            "1'234",
            "100 %",
            "+12",
        ] {
            assert_eq!(looks(figure), Looks::Figure, "{figure}");
        }
        for words in [
            "Ale",
            "Andel, %",
            "2023-11-01",
            "Not 1",
            "1 november 2023",
            "Kol 3",
            "12:00",
            "2023.11.01",
        ] {
            assert_eq!(looks(words), Looks::Words, "{words}");
        }
        assert_eq!(looks("2026"), Looks::Year);
        assert_eq!(looks("–"), Looks::Mark);
        assert_eq!(looks(" \u{a0}"), Looks::Blank);
    }
}
