//! Number format codes such as `#,##0.0 "kr";[Red]-0`, taken apart.

use super::stored::StoredNumber;

/// A format code: its sections for numbers, and the one for words.
#[derive(Clone, Debug)]
pub(super) struct FormatCode {
    /// The sections for numbers, at least one.
    pub numbers: Vec<Section>,
    /// The section for words, if there is one.
    pub words: Option<Section>,
}

/// One section of a code.
#[derive(Clone, Debug, Default)]
pub(super) struct Section {
    /// Which numbers it is for, if it says.
    pub condition: Option<(Comparison, StoredNumber)>,
    /// The language of its months and days.
    pub language: Language,
    /// Its pieces in order.
    pub pieces: Vec<Piece>,
}

/// How a condition compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    Less,
    AtMost,
    Equal,
    Unequal,
    AtLeast,
    More,
}

/// The language of months and days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Language {
    #[default]
    Swedish,
    English,
    /// One whose months and days are not known here, or that of the system.
    Other,
}

/// A piece of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// `0`, `#` or `?`.
    Digit(char),
    Point,
    Comma,
    Percent,
    /// `E+` or `E-`: whether a plus is shown.
    Exponent(bool),
    Slash,
    Literal(String),
    /// The space of `_x`.
    Pad,
    General,
    /// `@`: the words of the cell.
    Words,
    /// `yyyy`, `mm`, …: the letter and how many.
    Date(char, usize),
    /// `[h]`, `[mm]`, `[ss]`.
    Elapsed(char, usize),
    /// `AM/PM` or `A/P`.
    HalfDay,
}

impl FormatCode {
    /// Takes a code apart; `None` if it holds something that is not understood.
    pub fn parse(code: &str) -> Option<FormatCode> {
        let mut sections = Vec::new();
        for section in split(code)? {
            sections.push(Section::parse(&section)?);
        }
        if sections.len() > 4 {
            return None;
        }
        let has_words = |section: &Section| section.pieces.contains(&Piece::Words);
        let last = sections.last()?;
        let words = if sections.len() == 4 || (has_words(last) && sections.len() > 1) {
            sections.pop()
        } else if has_words(last) {
            Some(last.clone())
        } else {
            None
        };
        // a number in a cell of words is shown as it is
        for section in &mut sections {
            for piece in &mut section.pieces {
                if *piece == Piece::Words {
                    *piece = Piece::General;
                }
            }
        }
        Some(FormatCode {
            numbers: sections,
            words,
        })
    }
}

/// The sections of a code, between semicolons that are not quoted.
fn split(code: &str) -> Option<Vec<Vec<char>>> {
    let mut sections = vec![Vec::new()];
    let mut letters = code.chars();
    let mut is_quoted = false;
    while let Some(letter) = letters.next() {
        let section = sections.last_mut()?;
        match letter {
            '"' => {
                is_quoted = !is_quoted;
                section.push(letter);
            }
            '\\' | '_' | '*' if !is_quoted => {
                section.push(letter);
                section.extend(letters.next());
            }
            ';' if !is_quoted => sections.push(Vec::new()),
            _ => section.push(letter),
        }
    }
    Some(sections)
}

impl Section {
    fn parse(letters: &[char]) -> Option<Section> {
        let mut section = Section::default();
        let mut position = 0;
        while let Some(&letter) = letters.get(position) {
            let rest = &letters[position..];
            position += match letter {
                '"' => section.quoted(rest),
                '\\' => {
                    section.literal(rest.get(1).iter().copied().collect());
                    2
                }
                '_' => {
                    section.pieces.push(Piece::Pad);
                    2
                }
                // the cell is filled with the letter: no width, nothing to read
                '*' => 2,
                '[' => section.bracket(rest)?,
                _ => section.plain(rest)?,
            };
        }
        section.is_sound().then_some(section)
    }

    fn literal(&mut self, text: String) {
        if !text.is_empty() {
            self.pieces.push(Piece::Literal(text));
        }
    }

    fn quoted(&mut self, rest: &[char]) -> usize {
        let inside = rest[1..].iter().take_while(|it| **it != '"');
        let text: String = inside.collect();
        let length = text.chars().count();
        self.literal(text);
        length + 2
    }

    /// A currency, a condition, an elapsed time or a colour.
    fn bracket(&mut self, rest: &[char]) -> Option<usize> {
        let end = rest.iter().position(|it| *it == ']')?;
        let inside: String = rest[1..end].iter().collect();
        let lower = inside.to_lowercase();
        if let Some(currency) = inside.strip_prefix('$') {
            let (sign, locale) = currency.split_once('-').unwrap_or((currency, ""));
            self.language = language(locale);
            self.literal(sign.to_owned());
        } else if inside.starts_with(['<', '>', '=']) {
            self.condition = Some(condition(&inside)?);
        } else if ["h", "hh", "m", "mm", "s", "ss"].contains(&lower.as_str()) {
            let letter = lower.chars().next()?;
            self.pieces.push(Piece::Elapsed(letter, lower.len()));
        } else if !is_colour(&lower) {
            return None;
        }
        Some(end + 1)
    }

    /// A letter that is neither quoted nor in brackets.
    fn plain(&mut self, rest: &[char]) -> Option<usize> {
        let word = |length: usize| -> String {
            let letters = rest.iter().take(length);
            letters.flat_map(|it| it.to_lowercase()).collect()
        };
        if word(7) == "general" || word(8) == "standard" {
            self.pieces.push(Piece::General);
            return Some(if word(7) == "general" { 7 } else { 8 });
        }
        if word(5) == "am/pm" || word(3) == "a/p" {
            self.pieces.push(Piece::HalfDay);
            return Some(if word(5) == "am/pm" { 5 } else { 3 });
        }
        let letter = *rest.first()?;
        let piece = match letter {
            '0' | '#' | '?' => Piece::Digit(letter),
            '.' => Piece::Point,
            ',' => Piece::Comma,
            '%' => Piece::Percent,
            '/' => Piece::Slash,
            '@' => Piece::Words,
            'E' | 'e' if matches!(rest.get(1), Some('+' | '-')) => {
                self.pieces.push(Piece::Exponent(rest.get(1) == Some(&'+')));
                return Some(2);
            }
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' => {
                let lower = letter.to_ascii_lowercase();
                let same = rest
                    .iter()
                    .take_while(|it| it.to_ascii_lowercase() == lower);
                let count = same.count();
                self.pieces.push(Piece::Date(lower, count));
                return Some(count);
            }
            'b' | 'B' | 'e' | 'g' | 'G' | 'n' | 'N' => return None,
            other => Piece::Literal(other.to_string()),
        };
        self.pieces.push(piece);
        Some(1)
    }

    /// Whether it shows a date or a time.
    pub fn is_date(&self) -> bool {
        let is_date = |it: &Piece| matches!(it, Piece::Date(..) | Piece::Elapsed(..));
        self.pieces.iter().any(is_date)
    }

    /// A date has no digits but those of `ss.00`.
    fn is_sound(&self) -> bool {
        if !self.is_date() {
            return true;
        }
        let mut before = None;
        for piece in &self.pieces {
            let fits = match piece {
                Piece::Digit(digit) => {
                    *digit == '0' && matches!(before, Some(Piece::Point | Piece::Digit(_)))
                }
                Piece::Percent | Piece::Exponent(_) | Piece::General => false,
                _ => true,
            };
            if !fits {
                return false;
            }
            before = Some(piece.clone());
        }
        true
    }
}

/// The language of a locale in a code: `41D`, `sv-SE`; none is that of the program.
fn language(locale: &str) -> Language {
    let lower = locale.to_lowercase();
    if lower.is_empty() || lower.starts_with("sv") {
        return Language::Swedish;
    }
    if lower.starts_with("en") {
        return Language::English;
    }
    let first = lower.split(',').next().unwrap_or_default();
    match u32::from_str_radix(first, 16) {
        Ok(number) if number < 0xf000 && number & 0x3ff == 0x1d => Language::Swedish,
        Ok(number) if number < 0xf000 && number & 0x3ff == 0x09 => Language::English,
        Ok(0) => Language::Swedish,
        _ => Language::Other,
    }
}

fn condition(inside: &str) -> Option<(Comparison, StoredNumber)> {
    let signs = [
        ("<=", Comparison::AtMost),
        (">=", Comparison::AtLeast),
        ("<>", Comparison::Unequal),
        ("<", Comparison::Less),
        (">", Comparison::More),
        ("=", Comparison::Equal),
    ];
    let found = signs.iter().find(|(sign, _)| inside.starts_with(sign))?;
    let bound = StoredNumber::parse(&inside[found.0.len()..])?;
    Some((found.1, bound))
}

fn is_colour(lower: &str) -> bool {
    let names = [
        "black", "blue", "cyan", "green", "magenta", "red", "white", "yellow", "svart", "blå",
        "cyan", "grön", "magenta", "röd", "vit", "gul",
    ];
    let number = lower.strip_prefix("color").or(lower.strip_prefix("färg"));
    names.contains(&lower) || number.is_some_and(|it| it.trim().parse::<u8>().is_ok())
}
