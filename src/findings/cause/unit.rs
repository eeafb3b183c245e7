//! The wrong unit, in words.

use super::{Cause, CauseKind};
use crate::exact::PrintedNumber;
use crate::solve::unit_factor;

/// The cause, if the two have the same digits in different units.
pub(in crate::findings) fn cause(right: &PrintedNumber, printed: &PrintedNumber) -> Option<Cause> {
    let (factor, too_large) = unit_factor(right, printed)?;
    let times = match factor {
        10 => "ten",
        100 => "a hundred",
        1_000 => "a thousand",
        _ => "a million",
    };
    let direction = if too_large { "large" } else { "small" };
    Some(Cause::new(
        CauseKind::Unit,
        format!("the same digits {times} times too {direction}"),
    ))
}
