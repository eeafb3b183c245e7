//! A slip of the pen in words.

use super::Cause;
use crate::solve::{Keystroke, keystrokes};

/// Every keystroke that turns `right` into `printed` (both in units of the last printed digit), the
/// likeliest first. The last is always `CauseKind::Unknown`: any figure may become any other.
///
/// ```
/// use statsbidrag::findings::{CauseKind, likely_causes};
/// let causes = likely_causes(61_802_595, 65_802_595);
/// assert_eq!(causes[0].kind, CauseKind::DigitSubstitution);
/// assert_eq!(causes[0].detail, "65802595 for 61802595: digit 2 is 5 for 1");
/// ```
pub fn likely_causes(right: i128, printed: i128) -> Vec<Cause> {
    let described = keystrokes(right, printed).into_iter().map(|(kind, it)| {
        let what = match it {
            Keystroke::Digit { place, is, was } => format!("digit {place} is {is} for {was}"),
            Keystroke::Exchanged { place } => {
                format!("digits {place} and {} are exchanged", place + 1)
            }
            Keystroke::LeftOut { place } => format!("digit {place} is left out"),
            Keystroke::Added { place } => format!("digit {place} is added"),
            Keystroke::Sign => "the sign is turned".to_owned(),
        };
        Cause::new(kind, format!("{printed} for {right}: {what}"))
    });
    described.chain([Cause::unknown()]).collect()
}
