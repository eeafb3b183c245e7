//! The keystrokes by which one figure becomes another.

use super::Cause;
use crate::solve::keystrokes;

/// Every keystroke that turns `right` into `printed` (both in units of the last printed digit), the
/// likeliest first. The last is always [`Cause::Unknown`]: any figure may become any other.
///
/// ```
/// use statsbidrag::findings::{CauseKind, likely_causes};
/// use statsbidrag::lang::Lang;
/// use statsbidrag::report::words;
/// let causes = likely_causes(61_802_595, 65_802_595);
/// assert_eq!(causes[0].kind(), CauseKind::DigitSubstitution);
/// let detail = words::detail(&causes[0], Lang::En);
/// assert_eq!(detail, "65802595 for 61802595: digit 2 is 5 for 1");
/// ```
pub fn likely_causes(right: i128, printed: i128) -> Vec<Cause> {
    let slips = keystrokes(right, printed).into_iter();
    let causes = slips.map(|(kind, keystroke)| Cause::Keystroke {
        kind,
        keystroke,
        right,
        printed,
    });
    causes.chain([Cause::Unknown]).collect()
}
