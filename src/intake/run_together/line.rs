//! A line of text that may be a row: a label, then tokens of figures.

use crate::intake::line_end::append_line;
use crate::intake::{SheetPlace, TextLine};

/// What stands between two spaces, after the label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// Its letters, with the unit that follows it.
    pub text: String,
    /// Whether a figure may begin with it and go on: one to three digits.
    pub opens: bool,
    /// Whether it may continue a figure: it begins with three digits.
    pub continues: bool,
    /// Whether a figure may go on after it: it is nothing but digits.
    pub goes_on: bool,
    /// Its digits, without what stands around them.
    pub digits: String,
    /// How many of its digits are decimals.
    pub decimals: u32,
    /// Whether it is below zero.
    pub is_negative: bool,
    /// Whether it is a percentage.
    pub is_share: bool,
    /// Whether it says that there is no figure.
    pub is_blank: bool,
}

/// A line that may be a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RowLine {
    /// What the row is about.
    pub label: String,
    /// What follows the label.
    pub tokens: Vec<Token>,
    /// Whether the label was put together from several lines.
    pub is_joined: bool,
    /// Where the line stands.
    pub place: SheetPlace,
}

/// Whether the line names a table or an annex.
pub(super) fn is_title(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let first = words.next().unwrap_or_default().to_lowercase();
    let number = words
        .next()
        .is_some_and(|word| word.starts_with(|letter: char| letter.is_ascii_digit()));
    number && ["tabell", "table", "bilaga", "annex", "appendix"].contains(&first.as_str())
}

/// Whether the label is that of a total.
pub(super) fn is_total(label: &str) -> bool {
    if label.is_empty() {
        return true;
    }
    let label = label
        .trim_matches(|letter: char| !letter.is_alphanumeric())
        .to_lowercase();
    [
        "summa",
        "totalt",
        "total",
        "riket",
        "hela riket",
        "samtliga",
        "sum",
        "summa totalt",
    ]
    .contains(&label.as_str())
}

/// Whether the token is a year.
fn is_year(token: &Token) -> bool {
    token.text.len() == 4
        && token.digits.len() == 4
        && (token.digits.starts_with("19") || token.digits.starts_with("20"))
}

/// The token of a word, if it is one of a figure.
fn token(word: &str) -> Option<Token> {
    let blank = |text: &str| Token {
        text: text.to_owned(),
        opens: false,
        continues: false,
        goes_on: false,
        digits: String::new(),
        decimals: 0,
        is_negative: false,
        is_share: false,
        is_blank: true,
    };
    if ["-", "–", "—", "−", ".", "..", "…", "*)", "*", "**", "x"].contains(&word) {
        return Some(blank(word));
    }
    let bare = word.trim_start_matches(['<', '>', '(', '+', '~', '≤', '≥']);
    let unsigned = bare.trim_start_matches(['-', '−', '–']);
    let is_negative = unsigned.len() < bare.len();
    let end = unsigned
        .find(|letter: char| !(letter.is_ascii_digit() || letter == ',' || letter == '.'))
        .unwrap_or(unsigned.len());
    let (number, after) = unsigned.split_at(end);
    let marks = after.trim_start_matches('%');
    if !number.starts_with(|letter: char| letter.is_ascii_digit())
        || !marks.chars().all(|letter| "*)¹²³⁴⁵⁶⁷⁸⁹†".contains(letter))
    {
        return None;
    }
    let (whole, rest) = match number.find([',', '.']) {
        Some(at) => (&number[..at], &number[at + 1..]),
        None => (number, ""),
    };
    let plain = after.is_empty() && rest.is_empty() && whole.len() == number.len();
    Some(Token {
        text: word.to_owned(),
        opens: plain && whole.len() <= 3 && !whole.starts_with('0'),
        continues: whole.len() == 3 && unsigned.len() == word.len(),
        goes_on: plain,
        digits: number.chars().filter(char::is_ascii_digit).collect(),
        decimals: u32::try_from(rest.chars().filter(char::is_ascii_digit).count()).unwrap_or(0),
        is_negative,
        is_share: after.starts_with('%'),
        is_blank: false,
    })
}

/// The tokens at the end of a line, and the words before them.
fn split(text: &str) -> (String, Vec<Token>) {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_unit = |word: &str| ["%", "kr", "tkr", "mkr"].contains(&word.to_lowercase().as_str());
    let mut start = words.len();
    while start > 0 && (token(words[start - 1]).is_some() || is_unit(words[start - 1])) {
        start -= 1;
    }
    let mut tokens: Vec<Token> = Vec::new();
    for word in &words[start..] {
        match (token(word), tokens.last_mut()) {
            (Some(token), _) => tokens.push(token),
            (None, Some(last)) => {
                last.text.push(' ');
                last.text.push_str(word);
                last.goes_on = false;
                last.opens = false;
                last.is_share |= *word == "%";
            }
            (None, None) => {}
        }
    }
    (words[..start].join(" "), tokens)
}

/// The lines of a label as one.
fn joined(labels: &[String], last: &str) -> String {
    let mut text = String::new();
    for line in labels.iter().map(String::as_str).chain([last]) {
        append_line(&mut text, line);
    }
    text
}

/// The lines that may be rows. A label on lines of its own goes with the figures below it.
pub(super) fn rows_of(lines: &[TextLine]) -> Vec<RowLine> {
    let mut rows: Vec<RowLine> = Vec::new();
    let mut labels: Vec<String> = Vec::new();
    for line in lines {
        let (label, tokens) = split(&line.text);
        let figures = tokens.iter().filter(|token| !token.is_blank).count();
        if tokens.is_empty() || figures == 0 {
            labels.push(line.text.trim().to_owned());
            continue;
        }
        let has_letters = label.chars().any(char::is_alphabetic);
        let row = |label: String, is_joined: bool, tokens| RowLine {
            label,
            is_joined,
            tokens,
            place: line.place.clone(),
        };
        if tokens.iter().all(is_year) {
            // a heading
            labels.push(line.text.trim().to_owned());
            continue;
        }
        if has_letters {
            let goes_on = label.chars().next().is_some_and(char::is_lowercase);
            if goes_on && !rows.is_empty() && (1..=2).contains(&labels.len()) {
                rows.push(row(joined(&labels, &label), true, tokens));
            } else {
                rows.push(row(label, goes_on, tokens));
            }
        } else if label.is_empty() && tokens.len() > 1 {
            // years and the like are labels, too
            let (first, rest) = (&tokens[0], &tokens[1..]);
            if is_year(first) && !rest.is_empty() {
                rows.push(row(first.text.clone(), false, rest.to_vec()));
            } else if !labels.is_empty() && labels.len() <= 2 && !rows.is_empty() {
                rows.push(row(joined(&labels, ""), true, tokens));
            } else if labels.is_empty() && !rows.is_empty() {
                // figures without a label below the rows: their total
                rows.push(row(String::new(), false, tokens));
            }
        }
        labels.clear();
    }
    rows
}
