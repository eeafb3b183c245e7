//! How the figures of a table are written: which sign begins the decimals, which groups thousands.

/// The signs that a table uses in its figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberFormat {
    /// The sign that begins the decimals: a comma or a point.
    pub decimal: char,
}

/// What is printed in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Printed {
    /// Nothing, or a dash.
    Empty,
    /// Words, dates, ranges: no figure.
    Words,
    /// A sign that a figure is there and not told: `..`, `(Z)`, `<5`.
    Unknown,
    /// A figure.
    Figure(Figure),
}

/// A figure as printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Figure {
    /// All its digits as one number.
    pub mantissa: i64,
    /// How many of them are decimals.
    pub decimals: u32,
    /// Whether a percent sign follows.
    pub is_percent: bool,
    /// Whether it is written like a code: a zero in front.
    pub is_code: bool,
    /// Whether it is a bare whole number, without groups, decimals, sign or unit.
    pub is_bare: bool,
}

/// More digits than this before the decimals are a number nobody adds up: an account, an identity.
const MOST_DIGITS: usize = 15;
/// So many digits are kept; decimals beyond are cut.
const KEPT_DIGITS: usize = 17;

const UNITS: [&str; 24] = [
    "%",
    "kr",
    "tkr",
    "mkr",
    "mnkr",
    "mdkr",
    "kronor",
    "miljoner",
    "miljarder",
    "milj",
    "milj.",
    "mn",
    "md",
    "st",
    "st.",
    "procent",
    "procentenheter",
    "personer",
    "sek",
    "eur",
    "usd",
    "percent",
    "million",
    "billion",
];

impl NumberFormat {
    /// The format that fits the cells: decided by figures that can be read in one way only.
    pub fn of<'c>(cells: impl Iterator<Item = &'c str>) -> NumberFormat {
        let mut votes = Votes::default();
        for cell in cells {
            votes.count(cell);
        }
        NumberFormat {
            decimal: votes.decimal(),
        }
    }

    /// Reads a cell.
    pub(super) fn read(self, cell: &str) -> Printed {
        let cell = cell.trim_matches(|c: char| c.is_whitespace() || c == '*');
        match cell {
            "" | "-" | "–" | "—" | "−" | "--" | "---" => return Printed::Empty,
            "." | ".." | "..." | "…" | "x" | "X" | ":" => return Printed::Unknown,
            _ => {}
        }
        if cell.len() > 40 {
            return Printed::Words;
        }
        if cell.starts_with(['<', '>', '≤', '≥']) {
            return Printed::Unknown;
        }
        let letters = cell.trim_matches(['(', ')']);
        if letters.len() < cell.len()
            && letters.len() <= 4
            && letters.starts_with(|c: char| c.is_ascii_uppercase())
        {
            return Printed::Unknown;
        }
        self.figure(cell).map_or(Printed::Words, Printed::Figure)
    }

    fn figure(self, cell: &str) -> Option<Figure> {
        let cell = without_note(cell);
        let (cell, in_brackets) = match cell.strip_prefix('(').and_then(|it| it.strip_suffix(')')) {
            Some(inner) => (inner.trim(), true),
            None => (cell, false),
        };
        let cell = cell.trim_start_matches(['$', '€', '£']).trim_start();
        let minus = ['-', '–', '−'];
        let unsigned = cell.strip_prefix(minus).or_else(|| cell.strip_prefix('+'));
        let is_negative = cell.starts_with(minus);
        let unsigned = unsigned.unwrap_or(cell).trim_start();
        let unsigned = unsigned.trim_start_matches(['$', '€', '£']).trim_start();
        let end = unsigned
            .find(|c: char| !(c.is_ascii_digit() || ",.' \u{a0}\u{202f}".contains(c)))
            .unwrap_or(unsigned.len());
        let (body, unit) = unsigned.split_at(end);
        let spaced = body.ends_with([' ', '\u{a0}', '\u{202f}']);
        let unit = unit.trim();
        let glued = !unit.is_empty() && unit != "%" && !spaced;
        if glued || !(unit.is_empty() || is_unit(unit)) {
            return None;
        }
        let body = body.trim();
        if !body.starts_with(|c: char| c.is_ascii_digit()) && !body.starts_with(self.decimal) {
            return None;
        }
        let (whole, decimals) = self.split(body)?;
        let bare = body.len() == whole.len() + usize::from(!decimals.is_empty()) + decimals.len();
        // £000 above a column says that it is in thousands
        let is_thousands =
            whole.len() > 2 && decimals.is_empty() && whole.bytes().all(|it| it == b'0');
        if whole.len() > MOST_DIGITS || is_thousands {
            return None;
        }
        let kept = decimals.len().min(KEPT_DIGITS - whole.len());
        let decimals = &decimals[..kept];
        let digits = format!("{whole}{decimals}");
        if digits.is_empty() {
            return None;
        }
        let size: i64 = digits.parse().ok()?;
        Some(Figure {
            mantissa: if is_negative || in_brackets {
                -size
            } else {
                size
            },
            decimals: u32::try_from(decimals.len()).ok()?,
            is_percent: unit.contains('%') || unit.starts_with("proc") || unit == "percent",
            is_code: whole.len() > 1 && whole.starts_with('0'),
            is_bare: unit.is_empty() && !in_brackets && bare,
        })
    }

    /// The digits before and after the decimal sign, if the groups are groups.
    fn split(self, body: &str) -> Option<(String, String)> {
        let is_group = |c: char| !c.is_ascii_digit() && c != self.decimal;
        let (whole, decimals) = match body.rfind(self.decimal) {
            Some(at) if body.matches(self.decimal).count() == 1 => {
                (&body[..at], &body[at + self.decimal.len_utf8()..])
            }
            Some(_) => return None,
            None => (body, ""),
        };
        if !decimals.chars().all(|c| c.is_ascii_digit()) {
            return None;
        }
        let groups: Vec<&str> = whole.split(is_group).collect();
        let (first, rest) = groups.split_first()?;
        if !rest.is_empty() {
            let mut signs = whole.chars().filter(|c| !c.is_ascii_digit());
            let sign = signs.next();
            if signs.any(|other| Some(other) != sign) {
                return None;
            }
            if first.is_empty() || first.len() > 3 || rest.iter().any(|it| it.len() != 3) {
                // 12,5 in a table with decimal points
                let other = matches!(sign, Some(',' | '.')) && decimals.is_empty();
                return match rest {
                    [only] if other && !first.is_empty() && !only.is_empty() => {
                        Some(((*first).to_owned(), (*only).to_owned()))
                    }
                    _ => None,
                };
            }
        }
        Some((groups.concat(), decimals.to_owned()))
    }
}

/// The cell without a mark that points to a note: `\3`, `¹`, ` 1)`.
fn without_note(cell: &str) -> &str {
    let cell = cell.trim_end_matches(['¹', '²', '³', '*', '†']).trim_end();
    let cell = match cell.rfind('\\') {
        Some(at) if cell[at + 1..].chars().all(|c| c.is_ascii_digit()) => cell[..at].trim_end(),
        _ => cell,
    };
    let cell = match cell.strip_suffix(['E', 'e', 'r', 'R', 'p', 'P']) {
        Some(figure) if figure.contains([',', '.', ' ']) && ends_in_digit(figure) => figure,
        _ => cell,
    };
    match cell.strip_suffix(')').and_then(|it| it.rsplit_once(' ')) {
        Some((figure, note))
            if note.len() == 1 && note.starts_with(|c: char| c.is_ascii_digit()) =>
        {
            figure.trim_end()
        }
        _ => cell,
    }
}

fn ends_in_digit(text: &str) -> bool {
    text.ends_with(|c: char| c.is_ascii_digit())
}

fn is_unit(words: &str) -> bool {
    words
        .split_whitespace()
        .all(|word| UNITS.iter().any(|unit| word.eq_ignore_ascii_case(unit)))
}

/// Figures that can be read in one way only, and those that leave it open.
#[derive(Default)]
struct Votes {
    comma: usize,
    point: usize,
    /// `1,234` and `1.234`.
    open_comma: usize,
    open_point: usize,
    /// Bare numbers of four digits and more: groups are not written out.
    long: usize,
}

impl Votes {
    fn count(&mut self, cell: &str) {
        let body = cell
            .trim()
            .trim_start_matches(['-', '−', '–', '(', '$', '€', '£', '<', '+']);
        let end = body
            .find(|c: char| !(c.is_ascii_digit() || ",. \u{a0}\u{202f}".contains(c)))
            .unwrap_or(body.len());
        let (body, rest) = body.split_at(end);
        if rest.trim().chars().filter(|c| c.is_alphabetic()).count() > 14 {
            return;
        }
        let body = body.trim();
        if !body.starts_with(|c: char| c.is_ascii_digit()) {
            return;
        }
        let commas = body.matches(',').count();
        let points = body.matches('.').count();
        match (commas, points) {
            (0, 0) => self.long += usize::from(body.len() > 3 && !body.contains(' ')),
            (1, 0) | (0, 1) => self.count_one(body, commas == 1),
            (_, 0) => self.point += 2,
            (0, _) => {
                if body.split('.').skip(1).all(|group| group.len() == 3) {
                    self.comma += 2;
                }
            }
            _ if body.rfind(',') > body.rfind('.') => self.comma += 3,
            _ => self.point += 3,
        }
    }

    fn count_one(&mut self, body: &str, is_comma: bool) {
        let Some((before, after)) = body.split_once([',', '.']) else {
            return;
        };
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
        let open = digits(after) == 3
            && (1..=3).contains(&digits(before))
            && !before.starts_with('0')
            && !before.contains([' ', '\u{a0}']);
        let slot = match (open, is_comma) {
            (true, true) => &mut self.open_comma,
            (true, false) => &mut self.open_point,
            (false, true) => &mut self.comma,
            (false, false) => &mut self.point,
        };
        *slot += 1;
    }

    fn decimal(&self) -> char {
        if self.comma != self.point {
            return if self.comma > self.point { ',' } else { '.' };
        }
        // nothing but 1,234 or 1.234: groups of thousands, unless longer numbers have none
        let grouped = |open: usize| open > 0 && self.long <= open;
        match (grouped(self.open_comma), grouped(self.open_point)) {
            (true, false) => '.',
            (false, true) => ',',
            _ if self.open_point > 0 => '.',
            _ => ',',
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(cells: &[&str], cell: &str) -> Option<(i64, u32)> {
        match NumberFormat::of(cells.iter().copied()).read(cell) {
            Printed::Figure(figure) => Some((figure.mantissa, figure.decimals)),
            _ => None,
        }
    }

    #[test]
    fn swedish_and_english_figures() {
        let swedish = ["12 345", "3,5", "1 200,75 kr"];
        assert_eq!(figure(&swedish, "12 345"), Some((12_345, 0)));
        assert_eq!(figure(&swedish, "1 200,75 kr"), Some((120_075, 2)));
        assert_eq!(figure(&swedish, "−13 %"), Some((-13, 0)));
        let english = ["12,345", "3.5", "1,234,567"];
        assert_eq!(figure(&english, "1,234,567"), Some((1_234_567, 0)));
        assert_eq!(figure(&english, "(1,200)"), Some((-1_200, 0)));
        assert_eq!(figure(&english, "413.444\\3"), Some((413_444, 3)));
    }

    #[test]
    fn only_thousands_are_thousands() {
        assert_eq!(figure(&["1,234", "567"], "1,234"), Some((1_234, 0)));
        assert_eq!(figure(&["1.234", "567"], "1.234"), Some((1_234, 0)));
        assert_eq!(figure(&["1.234", "5678.901"], "1.234"), Some((1_234, 3)));
    }

    #[test]
    fn what_is_no_figure() {
        let format = NumberFormat { decimal: ',' };
        for words in [
            "3154a",
            "2019-11-04",
            "12/13",
            "1 2345",
            "Q-1",
            "3ÊÊ",
            "10-14 år",
        ] {
            assert_eq!(format.read(words), Printed::Words, "{words}");
        }
        for unknown in ["..", "<5", "(Z)", "…"] {
            assert_eq!(format.read(unknown), Printed::Unknown, "{unknown}");
        }
        assert_eq!(format.read("–"), Printed::Empty);
    }
}
