//! The wrong unit.

use super::Cause;
use crate::exact::PrintedNumber;
use crate::solve::unit_factor;

/// The cause, if the two have the same digits in different units.
pub(in crate::findings) fn cause(right: &PrintedNumber, printed: &PrintedNumber) -> Option<Cause> {
    let (times, too_large) = unit_factor(right, printed)?;
    Some(Cause::Factor { times, too_large })
}
