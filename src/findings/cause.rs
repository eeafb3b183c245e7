//! Causes: the slips by which one figure becomes another.
//!
//! Each cause is a pure question about two strings of digits, the value that would be right and the
//! one that is printed, and claims only what it reproduces exactly. Its weight is the chance of that
//! very slip among all slips: how often the kind occurs, divided by the number of results the kind
//! could have had for a figure this long (one of 9 other digits at one of L places, and so on).

use std::fmt;

use crate::exact::Ratio;

/// How a wrong figure may have come about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// The kind.
    pub kind: CauseKind,
    /// What exactly: which digits, which cell.
    pub detail: String,
}

/// The closed list of causes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CauseKind {
    /// One digit is another.
    DigitSubstitution,
    /// Two neighbouring digits are exchanged.
    Transposition,
    /// A digit is missing.
    MissingDigit,
    /// A digit is added or doubled.
    ExtraDigit,
    /// The sign is turned.
    Sign,
    /// Wrong by a factor of ten, a hundred, a thousand or more (miljoner for miljarder).
    Unit,
    /// The figure stands in a neighbouring row or column too.
    CopiedCell,
    /// Another rounding than half-up.
    Rounding,
    /// Decimals cut off.
    Truncation,
    /// None of these explains it.
    Unknown,
}

impl CauseKind {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            CauseKind::DigitSubstitution => "digit-substitution",
            CauseKind::Transposition => "transposition",
            CauseKind::MissingDigit => "missing-digit",
            CauseKind::ExtraDigit => "extra-digit",
            CauseKind::Sign => "sign",
            CauseKind::Unit => "unit",
            CauseKind::CopiedCell => "copied-cell",
            CauseKind::Rounding => "rounding",
            CauseKind::Truncation => "truncation",
            CauseKind::Unknown => "unknown",
        }
    }

    /// How often the kind occurs among slips, in percent. The structure matters, not the numbers: a
    /// mixture with all kinds equally common localises as well.
    fn share(self) -> i128 {
        match self {
            CauseKind::DigitSubstitution => 35,
            CauseKind::Transposition => 20,
            CauseKind::MissingDigit => 12,
            CauseKind::ExtraDigit => 10,
            CauseKind::Sign => 3,
            CauseKind::Unit | CauseKind::CopiedCell => 5,
            CauseKind::Rounding | CauseKind::Truncation | CauseKind::Unknown => 10,
        }
    }
}

impl Cause {
    /// No cause that reproduces the figure.
    pub fn unknown() -> Cause {
        Cause {
            kind: CauseKind::Unknown,
            detail: String::new(),
        }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.name())?;
        if !self.detail.is_empty() {
            write!(f, ": {}", self.detail)?;
        }
        Ok(())
    }
}

/// Every slip that turns `right` into `printed` (both in units of the last printed digit), with its
/// weight, the likeliest first. The last is always [`CauseKind::Unknown`]: any figure may become any
/// other of its length.
///
/// ```
/// use statsbidrag::findings::{CauseKind, likely_causes};
/// let causes = likely_causes(61_802_595, 65_802_595);
/// assert_eq!(causes[0].0.kind, CauseKind::DigitSubstitution);
/// assert_eq!(causes[0].0.detail, "65802595 for 61802595: digit 2 is 5 for 1");
/// ```
pub fn likely_causes(right: i128, printed: i128) -> Vec<(Cause, Ratio)> {
    let (from, to) = (digits(right), digits(printed));
    let mut causes = Vec::new();
    let mut found = |kind: CauseKind, results: usize, detail: String| {
        let detail = format!("{printed} for {right}: {detail}");
        causes.push((Cause { kind, detail }, weight(kind, results)));
    };
    if printed == -right && right != 0 {
        found(CauseKind::Sign, 1, "the sign is turned".to_owned());
    }
    if (right < 0) == (printed < 0) {
        if let Some(place) = substituted(&from, &to) {
            let (was, is) = (from[place] - b'0', to[place] - b'0');
            let detail = format!("digit {} is {is} for {was}", place + 1);
            found(CauseKind::DigitSubstitution, 9 * from.len(), detail);
        }
        if let Some(place) = transposed(&from, &to) {
            let detail = format!("digits {} and {} are exchanged", place + 1, place + 2);
            found(CauseKind::Transposition, from.len() - 1, detail);
        }
        if let Some(place) = inserted(&to, &from) {
            let detail = format!("digit {} is left out", place + 1);
            found(CauseKind::MissingDigit, from.len(), detail);
        }
        if let Some(place) = inserted(&from, &to) {
            let detail = format!("digit {} is added", place + 1);
            found(CauseKind::ExtraDigit, 10 * (from.len() + 1), detail);
        }
        for power in [1, 2, 3, 6] {
            let factor = 10_i128.pow(power);
            if right != 0
                && (right.checked_mul(factor) == Some(printed)
                    || printed.checked_mul(factor) == Some(right))
            {
                found(CauseKind::Unit, 8, format!("a factor of {factor}"));
            }
        }
    }
    let size = from.iter().take(18).fold(1, |size, _| 10 * size);
    causes.push((Cause::unknown(), weight(CauseKind::Unknown, size)));
    causes.sort_by(|(_, a), (_, b)| b.cmp(a));
    causes
}

/// The chance of one result of a kind of slip that could have had so many.
pub(super) fn weight(kind: CauseKind, results: usize) -> Ratio {
    let results = i128::try_from(results.max(1)).unwrap_or(i128::from(u64::MAX));
    Ratio::new(kind.share(), 100 * results).unwrap_or(Ratio::ZERO)
}

fn digits(value: i128) -> Vec<u8> {
    value.unsigned_abs().to_string().into_bytes()
}

/// The one place where two strings of the same length differ.
fn substituted(from: &[u8], to: &[u8]) -> Option<usize> {
    if from.len() != to.len() {
        return None;
    }
    let mut places = (0..from.len()).filter(|&place| from[place] != to[place]);
    let place = places.next()?;
    places.next().is_none().then_some(place)
}

/// The place of two neighbours that are exchanged.
fn transposed(from: &[u8], to: &[u8]) -> Option<usize> {
    if from.len() != to.len() {
        return None;
    }
    let place = (0..from.len()).find(|&place| from[place] != to[place])?;
    let mut exchanged = from.to_vec();
    if place + 1 >= exchanged.len() {
        return None;
    }
    exchanged.swap(place, place + 1);
    (exchanged == to).then_some(place)
}

/// The place of the one digit that `longer` has and `shorter` lacks.
fn inserted(shorter: &[u8], longer: &[u8]) -> Option<usize> {
    if shorter.len() + 1 != longer.len() {
        return None;
    }
    let place = (0..shorter.len()).find(|&place| shorter[place] != longer[place]);
    let place = place.unwrap_or(shorter.len());
    (shorter[place..] == longer[place + 1..]).then_some(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(right: i128, printed: i128) -> CauseKind {
        likely_causes(right, printed)[0].0.kind
    }

    #[test]
    fn each_slip_is_recognised() {
        assert_eq!(first(1234, 1284), CauseKind::DigitSubstitution);
        assert_eq!(first(1234, 1324), CauseKind::Transposition);
        assert_eq!(first(1234, 134), CauseKind::MissingDigit);
        assert_eq!(first(1234, 12234), CauseKind::ExtraDigit);
        assert_eq!(first(1234, -1234), CauseKind::Sign);
        assert_eq!(first(1234, 1_234_000), CauseKind::Unit);
        assert_eq!(first(1234, 5678), CauseKind::Unknown);
    }

    #[test]
    fn nothing_is_claimed_for_two_slips() {
        let kinds: Vec<_> = likely_causes(1234, 9934)
            .iter()
            .map(|(it, _)| it.kind)
            .collect();
        assert_eq!(kinds, [CauseKind::Unknown]);
    }

    #[test]
    fn short_numbers_do_not_break_the_questions() {
        for right in -12..=12 {
            for printed in -12..=12 {
                assert!(!likely_causes(right, printed).is_empty());
            }
        }
    }
}
