//! Whether a cell looks like a figure: the one place where the shape of a table asks what a cell says.

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

/// Words and signs that may follow a figure in its cell.
const AFTER: &[&str] = &[
    "%",
    "kr",
    "kr.",
    ":-",
    "kronor",
    "sek",
    "tkr",
    "mkr",
    "mnkr",
    "mdkr",
    "mdr",
    "msek",
    "procent",
    "procentenheter",
    "promille",
    "‰",
    "tusen",
    "miljon",
    "miljoner",
    "miljard",
    "miljarder",
    "st",
    "st.",
    "€",
    "$",
    "£",
    "euro",
    "m",
];

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
    if is_figure(text) {
        Looks::Figure
    } else {
        Looks::Words
    }
}

fn is_digit(byte: u8) -> bool {
    byte.is_ascii_digit()
}

/// Whether it is a number with what may stand before and after it, and nothing else.
fn is_figure(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut rest = lower.trim_start_matches(['<', '>', '≤', '≥', '(', '~', '±', ' ']);
    for word in ["ca ", "ca. ", "cirka ", "drygt ", "sek ", "kr "] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    rest = rest.trim_start_matches(['-', '−', '–', '+', '€', '$', '£', ' ', '\u{a0}']);
    let end = rest
        .find(|char: char| !(char.is_ascii_digit() || is_between_digits(char)))
        .unwrap_or(rest.len());
    let (number, after) = rest.split_at(end);
    if !number.starts_with(|char: char| char.is_ascii_digit()) || is_date_like(number) {
        return false;
    }
    let after = without_marks(after.trim());
    after
        .split_whitespace()
        .all(|word| AFTER.contains(&word) || without_marks(word).is_empty())
}

/// What may stand between the digits of one figure.
fn is_between_digits(char: char) -> bool {
    char.is_whitespace() || matches!(char, '.' | ',' | '\'' | '’' | '\u{2d9}')
}

/// `2023.11.01` and the like.
fn is_date_like(number: &str) -> bool {
    let parts: Vec<&str> = number.trim().split('.').collect();
    matches!(parts[..], [year, month, day] if year.len() == 4 && month.len() == 2 && day.len() == 2)
}

/// Without footnote marks and closing brackets at the end: `*`, `1)`, `¹`.
fn without_marks(text: &str) -> &str {
    let bare = text.trim_end_matches([
        '*', ')', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '†', '‡', ' ', '\u{a0}',
    ]);
    // a number of a note: what is left of `kr 1)` or `1)`
    let without_digits = bare.trim_end_matches(|char: char| char.is_ascii_digit());
    if text.trim_end().ends_with(')') && bare.len() - without_digits.len() <= 2 {
        without_digits.trim_end_matches(['*', ' ', '\u{a0}'])
    } else {
        bare
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
            "2 tjänster",
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
