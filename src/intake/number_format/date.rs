//! Dates and times from the number of days that a spreadsheet stores.

use super::code::{Language, Piece, Section};
use super::stored::StoredNumber;

/// Days from 30 December 1899, where counting began in effect, to 1 January 1970.
const TO_1970: i64 = 25_569;

/// Days from the first of January 1900 to that of 1904, as the two ways to count have it.
const TO_1904: i64 = 1_462;

/// The last day that can be shown, 31 December 9999.
const LAST_DAY: i64 = 2_958_465;

const MONTHS: [(&str, &str); 12] = [
    ("januari", "January"),
    ("februari", "February"),
    ("mars", "March"),
    ("april", "April"),
    ("maj", "May"),
    ("juni", "June"),
    ("juli", "July"),
    ("augusti", "August"),
    ("september", "September"),
    ("oktober", "October"),
    ("november", "November"),
    ("december", "December"),
];

const DAYS: [(&str, &str); 7] = [
    ("söndag", "Sunday"),
    ("måndag", "Monday"),
    ("tisdag", "Tuesday"),
    ("onsdag", "Wednesday"),
    ("torsdag", "Thursday"),
    ("fredag", "Friday"),
    ("lördag", "Saturday"),
];

/// A moment taken apart.
struct Moment {
    year: i64,
    month: usize,
    day: i64,
    weekday: usize,
    /// Parts of a second since the beginning of counting, and since midnight.
    since_start: i64,
    since_midnight: i64,
    /// How many parts a second has.
    parts: i64,
}

/// What is shown of a number of days; `None` if there is no such day.
pub(super) fn show(number: &StoredNumber, section: &Section, since_1904: bool) -> Option<String> {
    let pieces = &section.pieces;
    let is_digit = |it: &&Piece| matches!(it, Piece::Digit(_));
    let decimals = u32::try_from(pieces.iter().filter(is_digit).count()).ok()?;
    let moment = Moment::of(number, decimals, since_1904)?;
    let mut shown = String::new();
    for (position, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Date('m', count @ (1 | 2)) if is_minute(pieces, position) => {
                shown.push_str(&padded(moment.minute(), *count));
            }
            Piece::Date(letter, count) => {
                let part = moment.part(*letter, *count, section.language)?;
                shown.push_str(&part);
            }
            Piece::Elapsed(letter, count) => {
                shown.push_str(&padded(moment.elapsed(*letter), *count));
            }
            // what stands for AM and PM is the system's own affair
            Piece::HalfDay => return None,
            Piece::Literal(text) => shown.push_str(text),
            Piece::Pad => shown.push(' '),
            Piece::Slash => shown.push('-'),
            Piece::Comma => shown.push(','),
            Piece::Point if matches!(pieces.get(position + 1), Some(Piece::Digit(_))) => {
                let width = usize::try_from(decimals).ok()?;
                shown.push_str(&format!(
                    ",{:0width$}",
                    moment.since_midnight % moment.parts
                ));
            }
            Piece::Point => shown.push('.'),
            _ => {}
        }
    }
    Some(shown)
}

/// Whether an `m` is minutes: right after hours, or right before seconds.
fn is_minute(pieces: &[Piece], position: usize) -> bool {
    let is_part = |it: &&Piece| matches!(it, Piece::Date(..) | Piece::Elapsed(..));
    let before = pieces[..position].iter().rfind(is_part);
    let after = pieces[position + 1..].iter().find(is_part);
    matches!(before, Some(Piece::Date('h', _) | Piece::Elapsed('h', _)))
        || matches!(after, Some(Piece::Date('s', _) | Piece::Elapsed('s', _)))
}

fn padded(number: i64, width: usize) -> String {
    format!("{number:0width$}")
}

impl Moment {
    fn of(number: &StoredNumber, decimals: u32, since_1904: bool) -> Option<Moment> {
        let parts = 10_i64.checked_pow(decimals)?;
        let day_parts = parts.checked_mul(86_400)?;
        let since_start = i64::try_from(number.times(i128::from(day_parts))?).ok()?;
        if since_start < 0 {
            return None;
        }
        let shift = if since_1904 { TO_1904 } else { 0 };
        let serial = since_start / day_parts + shift;
        if serial > LAST_DAY {
            return None;
        }
        let (year, month, day) = match serial {
            0 => (1900, 1, 0),
            // a day that never was, and that counting has
            60 => (1900, 2, 29),
            1..=59 => civil(serial + 1 - TO_1970),
            _ => civil(serial - TO_1970),
        };
        Some(Moment {
            year,
            month: usize::try_from(month).ok()?,
            day,
            weekday: usize::try_from((serial + 6) % 7).ok()?,
            since_start,
            since_midnight: since_start % day_parts,
            parts,
        })
    }

    fn hour(&self) -> i64 {
        self.since_midnight / self.parts / 3_600
    }

    fn minute(&self) -> i64 {
        self.since_midnight / self.parts / 60 % 60
    }

    fn second(&self) -> i64 {
        self.since_midnight / self.parts % 60
    }

    fn elapsed(&self, letter: char) -> i64 {
        let seconds = self.since_start / self.parts;
        match letter {
            'h' => seconds / 3_600,
            'm' => seconds / 60,
            _ => seconds,
        }
    }

    fn part(&self, letter: char, count: usize, language: Language) -> Option<String> {
        let name = |names: &(&str, &str)| match language {
            Language::Swedish => Some(names.0.to_owned()),
            Language::English => Some(names.1.to_owned()),
            Language::Other => None,
        };
        let short = |name: String, letters: usize| name.chars().take(letters).collect::<String>();
        Some(match (letter, count) {
            ('y', 1 | 2) => padded(self.year % 100, 2),
            ('y', _) => padded(self.year, 4),
            ('m', 1 | 2) => padded(i64::try_from(self.month).ok()?, count),
            ('m', _) => {
                let month = name(MONTHS.get(self.month.checked_sub(1)?)?)?;
                match count {
                    3 => short(month, 3),
                    5 => short(month, 1).to_uppercase(),
                    _ => month,
                }
            }
            ('d', 1 | 2) => padded(self.day, count),
            ('d', _) => {
                let day = name(DAYS.get(self.weekday)?)?;
                if count == 3 { short(day, 3) } else { day }
            }
            ('h', _) => padded(self.hour(), count.min(2)),
            ('s', _) => padded(self.second(), count.min(2)),
            _ => return None,
        })
    }
}

/// Year, month and day of a number of days since 1 January 1970. *Source*: H. Hinnant,
/// "chrono-compatible low-level date algorithms", `civil_from_days`.
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}
