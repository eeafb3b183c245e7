//! Digits, the marks that group them, and the mark that begins their decimals.

use serde::Deserialize;

use super::error::MOST_DECIMALS;

/// How numbers are written: what groups thousands and what begins the decimals.
///
/// In a file it is an example: `1 234,5`, `1.234,5`, `1,234.5`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct NumberStyle {
    /// Between groups of three digits: a space, `.`, `,` or `'`. With a space, digits may also stand
    /// in one group.
    pub grouping: char,
    /// Before the decimals: `,` or `.`.
    pub decimal: char,
}

/// Every style, the Swedish first.
pub(super) const STYLES: [NumberStyle; 6] = [
    style(' ', ','),
    style(' ', '.'),
    style('.', ','),
    style(',', '.'),
    style('\'', ','),
    style('\'', '.'),
];

const fn style(grouping: char, decimal: char) -> NumberStyle {
    NumberStyle { grouping, decimal }
}

impl TryFrom<String> for NumberStyle {
    type Error = String;

    fn try_from(example: String) -> Result<NumberStyle, String> {
        NumberStyle::of_example(&example).ok_or_else(|| {
            format!(
                "found \"{example}\", expected an example such as 1 234,5 or 1.234,5 or 1,234.5"
            )
        })
    }
}

impl Default for NumberStyle {
    /// As Swedish is written: `1 234,5`.
    fn default() -> NumberStyle {
        STYLES[0]
    }
}

impl NumberStyle {
    /// The style of an example such as `1.234,5`, `1 234,5` or `1,234.5`.
    pub fn of_example(example: &str) -> Option<NumberStyle> {
        let example = plain_separators(example);
        let fits = |style: &&NumberStyle| {
            let read = read(&example, **style);
            let wanted = [style.grouping, style.decimal];
            read.is_some_and(|it| it.decimals > 0) && example.contains(wanted[0])
        };
        STYLES.iter().find(fits).copied()
    }
}

/// A number as its digits say: so many units of its last decimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimals {
    pub mantissa: i128,
    pub decimals: u32,
}

/// All kinds of spaces, apostrophes and minus signs as one of each.
pub(super) fn plain_separators(text: &str) -> String {
    text.chars().map(plain_letter).collect()
}

/// A letter with its look-alikes among separators and signs made one.
pub(super) fn plain_letter(letter: char) -> char {
    match letter {
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
            ' '
        }
        '’' | '‘' | 'ʼ' | '´' | '′' => '\'',
        '−' | '–' | '‐' | '‑' | '‒' | '﹣' | '－' => '-',
        _ => letter,
    }
}

fn is_separator(letter: u8) -> bool {
    matches!(letter, b' ' | b'.' | b',' | b'\'')
}

/// No number has so many letters.
const LONGEST: usize = 80;

/// How long the digits at the beginning of the text go on: runs of digits with one separator between
/// them. A last run that is a footnote mark (`1 754 1)`) does not belong to them.
pub(super) fn extent(text: &str) -> usize {
    let bytes = &text.as_bytes()[..text.len().min(LONGEST)];
    let digits_from = |at: usize| {
        let run = bytes[at..].iter().take_while(|it| it.is_ascii_digit());
        at + run.count()
    };
    let (mut end, mut before) = (digits_from(0), 0);
    while end > 0 && bytes.get(end).is_some_and(|&it| is_separator(it)) {
        let next = digits_from(end + 1);
        if next == end + 1 {
            break;
        }
        (before, end) = (end, next);
    }
    let last = end - before;
    let is_mark = bytes.get(end) == Some(&b')') && bytes.get(before) == Some(&b' ') && last <= 3;
    if is_mark && before > 0 { before } else { end }
}

/// The digits read in a style, if they fit it.
pub(super) fn read(digits: &str, style: NumberStyle) -> Option<Decimals> {
    let (whole, decimals) = match digits.rfind(style.decimal) {
        Some(at) => (&digits[..at], &digits[at + 1..]),
        None => (digits, ""),
    };
    let has_mark = whole.len() < digits.len();
    if has_mark && (decimals.is_empty() || !decimals.bytes().all(|it| it.is_ascii_digit())) {
        return None;
    }
    if !is_grouped(whole, style.grouping) || decimals.len() > MOST_DECIMALS {
        return None;
    }
    let digits = whole.bytes().chain(decimals.bytes());
    // what 128 bits do not hold is larger than what a printed number keeps, and refused there
    let mantissa = digits
        .filter(u8::is_ascii_digit)
        .fold(0_i128, |sum, digit| {
            sum.saturating_mul(10).saturating_add((digit - b'0').into())
        });
    let decimals = u32::try_from(decimals.len()).ok()?;
    Some(Decimals { mantissa, decimals })
}

/// Whether the digits stand in groups of three, or in one group: of at most three digits where the
/// style groups by a mark that is printed.
fn is_grouped(whole: &str, grouping: char) -> bool {
    let mut groups = whole.split(grouping);
    let Some(first) = groups.next() else {
        return false;
    };
    let is_digits = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
    if first.len() == whole.len() {
        return is_digits(first) && (grouping == ' ' || first.len() <= 3);
    }
    is_digits(first)
        && first.len() <= 3
        && !first.starts_with('0')
        && groups.all(|it| it.len() == 3 && is_digits(it))
}

/// How long the longest number is that the digits begin with: of a year and a number of things side
/// by side (`2023 290 kommuner`), the year.
pub(super) fn well_written(digits: &str) -> usize {
    let fits = |end: usize| STYLES.iter().any(|it| read(&digits[..end], *it).is_some());
    let ends = digits.char_indices().rev();
    let ends = ends.filter(|(_, letter)| !letter.is_ascii_digit());
    let mut ends = std::iter::once(digits.len()).chain(ends.map(|(at, _)| at));
    ends.find(|&end| fits(end)).unwrap_or(0)
}

/// Whether the digits could be read otherwise if only spaces between some of them are missing:
/// `42 045981` is 42 045 981.
pub(super) fn lacks_spaces(digits: &str) -> Option<Decimals> {
    let whole: Vec<&str> = digits.split(' ').collect();
    let (first, rest) = whole.split_first()?;
    let fits = first.len() <= 3
        && !first.starts_with('0')
        && !rest.is_empty()
        && rest.iter().all(|it| it.len() % 3 == 0);
    if !fits {
        return None;
    }
    let closed: String = whole.concat();
    read(&closed, NumberStyle::default()).filter(|it| it.decimals == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(digits: &str, example: &str) -> Option<(i128, u32)> {
        let style = NumberStyle::of_example(example).unwrap();
        read(digits, style).map(|it| (it.mantissa, it.decimals))
    }

    #[test]
    fn a_style_is_told_by_an_example() {
        for style in STYLES {
            let example = format!("1{}234{}5", style.grouping, style.decimal);
            assert_eq!(NumberStyle::of_example(&example), Some(style), "{example}");
        }
        assert_eq!(NumberStyle::of_example("1’234.5"), Some(STYLES[5]));
        for no_example in ["", "1234", "1.234", "1.234.567", "1,5", "abc"] {
            assert_eq!(NumberStyle::of_example(no_example), None, "{no_example}");
        }
    }

    #[test]
    fn digits_fit_some_styles() {
        assert_eq!(value("1 234,50", "1 234,5"), Some((123_450, 2)));
        assert_eq!(value("1234,50", "1 234,5"), Some((123_450, 2)));
        assert_eq!(value("12.345.678", "1.234,5"), Some((12_345_678, 0)));
        assert_eq!(value("12,345.6", "1,234.5"), Some((123_456, 1)));
        assert_eq!(value("12'345", "1'234.5"), Some((12_345, 0)));
        assert_eq!(value("1234.567,5", "1.234,5"), None); // the first group has four digits
        assert_eq!(value("1.23", "1.234,5"), None);
        assert_eq!(value("0.123", "1.234,5"), None);
        assert_eq!(value("1,234,5", "1 234,5"), None);
        assert_eq!(value("1 234 5", "1 234,5"), None);
        assert_eq!(value("1234", "1.234,5"), None); // the column would have grouped it
        assert_eq!(value("999", "1.234,5"), Some((999, 0)));
    }

    #[test]
    fn where_digits_end() {
        for (text, end) in [
            ("1 754 1)", 5),
            ("17541)", 5),
            ("1 754 kr", 5),
            ("5, 6", 1),
            ("12.", 2),
            ("3,5 %", 3),
            ("10  211", 2),
        ] {
            assert_eq!(extent(text), end, "{text}");
        }
        assert_eq!(well_written("2023 290"), 4);
        assert_eq!(well_written("2023 290 000"), 4);
        assert_eq!(well_written("1.2.3"), 3);
    }

    #[test]
    fn a_missing_space_is_seen() {
        let value = |digits| lacks_spaces(digits).map(|it| it.mantissa);
        assert_eq!(value("42 045981"), Some(42_045_981));
        assert_eq!(value("42 0459"), None);
        assert_eq!(value("4204598"), None);
        assert_eq!(value("0 459"), None);
    }
}
