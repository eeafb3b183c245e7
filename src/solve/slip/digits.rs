//! Slips of the pen: what one keystroke does to a figure.

use std::collections::BTreeSet;

use super::{CauseKind, Weight};

/// The digits of a whole number, the first one first.
struct Digits {
    digits: [u8; 39],
    length: usize,
}

impl Digits {
    fn of(value: i128) -> Digits {
        let mut digits = [0; 39];
        let mut length = 0;
        let mut rest = value.unsigned_abs();
        loop {
            // the remainder of a division by ten is a digit
            digits[length] = u8::try_from(rest % 10).unwrap_or(0);
            length += 1;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        digits[..length].reverse();
        Digits { digits, length }
    }

    fn all(&self) -> &[u8] {
        &self.digits[..self.length]
    }

    /// The digits with leading zeros up to a length, if they are not longer than that.
    fn padded(&self, length: usize) -> Option<Digits> {
        let zeros = length.checked_sub(self.length)?;
        let mut digits = [0; 39];
        digits[zeros..length].copy_from_slice(self.all());
        Some(Digits { digits, length })
    }
}

/// A slip with the place it happened at.
struct Slip {
    kind: CauseKind,
    place: usize,
    weight: Weight,
}

/// The likeliest keystroke that turns `right` into `printed`, both in units of the last printed
/// digit, and the weight of all ways that lead there; one is that any figure may have taken the place
/// of any other with as many digits.
pub(crate) fn likeliest(right: i128, printed: i128) -> (CauseKind, Weight) {
    let length = Digits::of(right).length.max(Digits::of(printed).length);
    let arbitrary = Weight::arbitrary(length);
    let slips = slips(right, printed);
    let likeliest = slips.iter().flatten().max_by_key(|slip| slip.weight);
    let kind = likeliest.map_or(CauseKind::Unknown, |slip| slip.kind);
    let all = slips.iter().flatten().map(|slip| slip.weight.0);
    (kind, Weight(all.sum::<u128>() + arbitrary.0))
}

/// A keystroke that turns one figure into another. Places of digits count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keystroke {
    /// A digit is one in the place of another.
    Digit {
        /// Which digit.
        place: usize,
        /// What it is.
        is: u8,
        /// What it was.
        was: u8,
    },
    /// A digit and the next are exchanged.
    Exchanged {
        /// The first of them.
        place: usize,
    },
    /// A digit is left out.
    LeftOut {
        /// Which digit of the right figure.
        place: usize,
    },
    /// A digit is added.
    Added {
        /// Which digit of the printed figure.
        place: usize,
    },
    /// The sign is turned.
    Sign,
}

/// Every keystroke that turns `right` into `printed` (both in units of the last printed digit), the
/// likeliest first.
pub(crate) fn keystrokes(right: i128, printed: i128) -> Vec<(CauseKind, Keystroke)> {
    let (from, to) = (Digits::of(right), Digits::of(printed));
    let mut slips: Vec<Slip> = slips(right, printed).into_iter().flatten().collect();
    slips.sort_by_key(|slip| std::cmp::Reverse(slip.weight));
    let described = slips.into_iter().map(|slip| {
        let place = slip.place + 1;
        let keystroke = match slip.kind {
            CauseKind::DigitSubstitution => Keystroke::Digit {
                place,
                is: to.padded(from.length).map_or(0, |to| to.digits[slip.place]),
                was: from.all()[slip.place],
            },
            CauseKind::Transposition => Keystroke::Exchanged { place },
            CauseKind::MissingDigit => Keystroke::LeftOut { place },
            CauseKind::ExtraDigit => Keystroke::Added { place },
            _ => Keystroke::Sign,
        };
        (slip.kind, keystroke)
    });
    described.collect()
}

/// One slip of each kind at most. Leading zeros that a slip leaves are not printed, so the printed
/// digits are taken with as many as the slip leaves.
fn slips(right: i128, printed: i128) -> [Option<Slip>; 5] {
    let slip = |kind, found: Option<(usize, usize)>, results| {
        let (place, ways) = found?;
        let weight = Weight::of(kind, results).times(ways);
        Some(Slip {
            kind,
            place,
            weight,
        })
    };
    let turned = (printed == -right && right != 0).then_some((0, 1));
    let sign = slip(CauseKind::Sign, turned, 1);
    if printed != 0 && right != 0 && (right < 0) != (printed < 0) {
        return [sign, None, None, None, None];
    }
    let (from, to) = (Digits::of(right), Digits::of(printed));
    let length = from.length;
    let (same, shorter) = (to.padded(length), to.padded(length - 1));
    let (from, to) = (from.all(), to.all());
    let same = same.as_ref().map(Digits::all);
    let shorter = shorter.as_ref().filter(|_| length > 1).map(Digits::all);
    [
        sign,
        slip(
            CauseKind::DigitSubstitution,
            same.and_then(|to| substituted(from, to)),
            9 * length,
        ),
        slip(
            CauseKind::Transposition,
            same.and_then(|to| transposed(from, to)),
            length - 1,
        ),
        slip(
            CauseKind::MissingDigit,
            shorter.and_then(|to| inserted(to, from)),
            length,
        ),
        slip(CauseKind::ExtraDigit, inserted(from, to), 10 * (length + 1)),
    ]
}

/// The one place where two strings of the same length differ, and the ways that lead there.
fn substituted(from: &[u8], to: &[u8]) -> Option<(usize, usize)> {
    let mut places = (0..from.len()).filter(|&place| from[place] != to[place]);
    let place = places.next()?;
    places.next().is_none().then_some((place, 1))
}

/// The place of two neighbours that are exchanged.
fn transposed(from: &[u8], to: &[u8]) -> Option<(usize, usize)> {
    let place = (0..from.len()).find(|&place| from[place] != to[place])?;
    let next = place + 1;
    let exchanged = next < from.len()
        && from[place] == to[next]
        && from[next] == to[place]
        && from[next + 1..] == to[next + 1..];
    exchanged.then_some((place, 1))
}

/// The place of the one digit that `longer` has and `shorter` lacks, and at how many places of a run
/// of equal digits it may have come or gone.
fn inserted(shorter: &[u8], longer: &[u8]) -> Option<(usize, usize)> {
    if shorter.len() + 1 != longer.len() {
        return None;
    }
    let place = (0..shorter.len()).find(|&place| shorter[place] != longer[place]);
    let place = place.unwrap_or(shorter.len());
    let run = longer[..=place].iter().rev();
    let ways = run.take_while(|&&digit| digit == longer[place]).count();
    (shorter[place..] == longer[place + 1..]).then_some((place, ways))
}

/// All values from which one keystroke leads to `printed`.
pub(crate) fn neighbours(printed: i128) -> Vec<i128> {
    let digits = Digits::of(printed);
    let text = digits.all();
    let mut values = BTreeSet::new();
    let keep = |values: &mut BTreeSet<i128>, digits: &[u8]| {
        let value = digits.iter().try_fold(0_i128, |value, &digit| {
            value.checked_mul(10)?.checked_add(digit.into())
        });
        values.extend(value.map(|value| if printed < 0 { -value } else { value }));
    };
    for place in 0..text.len() {
        let mut other = text.to_vec();
        for digit in 0..=9 {
            other[place] = digit;
            keep(&mut values, &other);
        }
        let mut shorter = text.to_vec();
        shorter.remove(place);
        keep(&mut values, &shorter);
        if place + 1 < text.len() {
            let mut exchanged = text.to_vec();
            exchanged.swap(place, place + 1);
            keep(&mut values, &exchanged);
        }
    }
    for place in 0..=text.len() {
        for digit in 0..=9 {
            let mut longer = text.to_vec();
            longer.insert(place, digit);
            keep(&mut values, &longer);
        }
    }
    // a first digit lost before zeros, or exchanged with one
    let mut shift = 10_i128.pow(u32::try_from(text.len()).unwrap_or(0).min(30));
    for _ in 0..3 {
        values.extend((1..=9).map(|digit| (digit * shift + printed.abs()) * printed.signum()));
        shift *= 10;
    }
    let mut exchanged = vec![text[0], 0];
    exchanged.extend(&text[1..]);
    keep(&mut values, &exchanged);
    values.extend(printed.checked_neg());
    values.remove(&printed);
    values.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(right: i128, printed: i128) -> CauseKind {
        likeliest(right, printed).0
    }

    #[test]
    fn each_slip_is_recognised() {
        assert_eq!(first(1234, 1284), CauseKind::DigitSubstitution);
        assert_eq!(first(1234, 1324), CauseKind::Transposition);
        assert_eq!(first(1234, 134), CauseKind::MissingDigit);
        assert_eq!(first(1234, 12234), CauseKind::ExtraDigit);
        assert_eq!(first(1234, -1234), CauseKind::Sign);
        assert_eq!(first(1234, 5678), CauseKind::Unknown);
    }

    #[test]
    fn nothing_is_claimed_for_two_slips() {
        assert_eq!(keystrokes(1234, 9934), []);
    }

    #[test]
    fn short_numbers_do_not_break_the_questions() {
        for right in -12..=12 {
            for printed in -12..=12 {
                let found = keystrokes(right, printed).first().map(|(kind, _)| *kind);
                let likeliest = likeliest(right, printed).0;
                assert_eq!(found.unwrap_or(CauseKind::Unknown), likeliest);
            }
        }
    }

    /// From every neighbour a keystroke leads back, and every other small number needs two.
    #[test]
    fn neighbours_are_exactly_what_one_keystroke_reaches() {
        for printed in [7, 10, 305, -42] {
            let near = neighbours(printed);
            for right in -9_999..=9_999 {
                let reachable =
                    right != printed && likeliest(right, printed).0 != CauseKind::Unknown;
                if reachable {
                    assert!(near.contains(&right), "{right} -> {printed}");
                }
            }
        }
    }
}
