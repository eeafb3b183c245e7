//! Slips: what one wrong key makes of a printed figure.

use crate::findings::CauseKind;
use crate::tables::{Unit, read_figure};

/// A figure as it stands after a slip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// What went wrong: a digit is another, two are exchanged, one is missing.
    pub kind: CauseKind,
    /// What is printed then.
    pub printed: String,
}

/// Every slip of one key: each digit another, two neighbours exchanged, one left out (and the groups
/// of three closed up). Those that cannot be read in `unit`, or stand for the same value, are none.
///
/// ```
/// use statsbidrag::{audit::slips, tables::Unit};
/// let all = slips("1 754", Unit::Kr);
/// assert_eq!(all.len(), 4 * 9 - 1 + 3 + 4); // 0 754 is no number
/// assert!(all.iter().any(|slip| slip.printed == "1 745"));
/// assert!(all.iter().any(|slip| slip.printed == "754"));
/// ```
pub fn slips(printed: &str, unit: Unit) -> Vec<Slip> {
    let Some(value) = read_figure(printed, unit).ok().map(|it| it.value()) else {
        return Vec::new();
    };
    let letters: Vec<char> = printed.chars().collect();
    let digits: Vec<usize> = (0..letters.len())
        .filter(|&at| letters[at].is_ascii_digit())
        .collect();
    let mut all = Vec::new();
    let mut add = |kind, letters: Vec<char>| {
        let printed: String = letters.into_iter().collect();
        let differs = read_figure(&printed, unit).is_ok_and(|it| it.value() != value);
        let slip = Slip { kind, printed };
        if differs && !all.contains(&slip) {
            all.push(slip);
        }
    };
    for &at in &digits {
        for digit in '0'..='9' {
            let mut changed = letters.clone();
            changed[at] = digit;
            add(CauseKind::DigitSubstitution, changed);
        }
    }
    for pair in digits.windows(2) {
        let mut changed = letters.clone();
        changed.swap(pair[0], pair[1]);
        add(CauseKind::Transposition, changed);
    }
    for &at in &digits {
        add(CauseKind::MissingDigit, without(&letters, at));
    }
    all
}

/// The letters without the digit at a place, the digits before the decimals in groups of three again.
fn without(letters: &[char], at: usize) -> Vec<char> {
    let part_of_number = |it: char| it.is_ascii_digit() || is_space(it);
    let mut start = at;
    while start > 0 && part_of_number(letters[start - 1]) {
        start -= 1;
    }
    let mut end = at + 1;
    while end < letters.len() && part_of_number(letters[end]) {
        end += 1;
    }
    while start < at && !letters[start].is_ascii_digit() {
        start += 1;
    }
    while end > at + 1 && !letters[end - 1].is_ascii_digit() {
        end -= 1;
    }
    let number = letters[start..end].iter().enumerate();
    let rest: Vec<char> = number
        .filter(|&(place, it)| start + place != at && it.is_ascii_digit())
        .map(|(_, it)| *it)
        .collect();
    let space = letters[start..end].iter().copied().find(|it| is_space(*it));
    let is_decimals = start > 0 && matches!(letters[start - 1], ',' | '.');
    let mut changed = letters[..start].to_vec();
    if is_decimals && rest.is_empty() {
        changed.pop();
    }
    for (place, digit) in rest.iter().enumerate() {
        let left = rest.len() - place;
        if let Some(space) = space
            && place > 0
            && left.is_multiple_of(3)
        {
            changed.push(space);
        }
        changed.push(*digit);
    }
    changed.extend(&letters[end..]);
    changed
}

fn is_space(letter: char) -> bool {
    matches!(letter, ' ' | '\u{a0}' | '\u{202f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(kind: CauseKind, printed: &str, unit: Unit) -> Vec<String> {
        let all = slips(printed, unit).into_iter();
        all.filter(|slip| slip.kind == kind)
            .map(|slip| slip.printed)
            .collect()
    }

    /// 12,5 %: a digit left out gives 2,5 and 1,5 and 12; the comma goes with the last decimal.
    #[test]
    fn a_digit_is_left_out() {
        let percent = of(CauseKind::MissingDigit, "12,5 %", Unit::Percent);
        assert_eq!(percent, ["2,5 %", "1,5 %", "12 %"]);
        let kronor = of(CauseKind::MissingDigit, "10 211 163*", Unit::Kr);
        assert_eq!(kronor[..2], ["1 211 163*", "1 011 163*"]); // 0 211 163 is no number
        assert_eq!(of(CauseKind::MissingDigit, "7", Unit::Count), [""; 0]);
    }

    /// 3 345: the two equal digits exchanged are no slip.
    #[test]
    fn neighbours_are_exchanged() {
        let swapped = of(CauseKind::Transposition, "3 345", Unit::Kr);
        assert_eq!(swapped, ["3 435", "3 354"]);
    }

    #[test]
    fn words_have_no_digits() {
        assert_eq!(slips("två tredjedelar", Unit::Index), []);
        let claim = slips("drygt 29 miljoner", Unit::Kr);
        assert_eq!(claim.len(), 2 * 9 + 1 + 2);
    }
}
