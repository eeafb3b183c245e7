//! Roundings that give the printed figure where half-up does not.

use super::Cause;
use crate::exact::{PrintedNumber, PrintingRule, Ratio, Rounding};
use crate::findings::WrittenValue;

/// The cause if a figure only fits another printing rule than half-up.
pub(in crate::findings) fn of_rule(rule: PrintingRule) -> Option<Cause> {
    match rule {
        PrintingRule::Truncated | PrintingRule::HalfEven | PrintingRule::RoundedUp => {
            Some(Cause::OtherRounding(rule))
        }
        PrintingRule::Generous | PrintingRule::HalfUp => None,
    }
}

/// The cause, if the exact value rounded half up to one or two decimals more than printed and then
/// again gives the print: 2 449 → 2,45 → 2,5.
///
/// ```text
/// 2,449 to one decimal is 2,4; to two it is 2,45, and that to one is 2,5
/// ```
pub(in crate::findings) fn twice(exact: Ratio, printed: &PrintedNumber) -> Option<Cause> {
    let quantum = printed.quantum();
    if quantum.is_zero() || printed.hedge().is_some() {
        return None;
    }
    if to_units(exact, quantum)? == printed.value() {
        return None;
    }
    let finer = [10, 100].into_iter().find_map(|times| {
        let first = to_units(exact, quantum.div(Ratio::whole(times)).ok()?)?;
        (to_units(first, quantum)? == printed.value()).then_some(first)
    })?;
    Some(Cause::RoundedTwice {
        first: WrittenValue::exact(finer),
    })
}

/// What is printed for a value that is rounded to a last digit worth `times` less first, and then
/// again to that of `printed`.
pub(in crate::findings) fn twice_to(
    exact: Ratio,
    printed: &PrintedNumber,
    times: i128,
) -> Option<Ratio> {
    let quantum = printed.quantum();
    if quantum.is_zero() || printed.hedge().is_some() {
        return None;
    }
    let first = to_units(exact, quantum.div(Ratio::whole(times)).ok()?)?;
    to_units(first, quantum)
}

/// A value rounded half up to units of `quantum`.
fn to_units(value: Ratio, quantum: Ratio) -> Option<Ratio> {
    let units = value.div(quantum).ok()?.round(Rounding::HalfUp);
    Ratio::whole(units).mul(quantum).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(text: &str) -> PrintedNumber {
        PrintedNumber::decimal(text.parse().unwrap(), 1, false, None).unwrap()
    }

    /// 2,449 → 2,45 → 2,5; once it is 2,4.
    #[test]
    fn rounded_twice_is_told_from_rounded_once() {
        let exact = Ratio::new(2_449, 1_000).unwrap();
        let cause = twice(exact, &measured("2.5")).unwrap();
        let first = WrittenValue::exact(Ratio::new(245, 100).unwrap());
        assert_eq!(cause, Cause::RoundedTwice { first });
        assert_eq!(twice(exact, &measured("2.4")), None);
        assert_eq!(twice(exact, &measured("2.6")), None);
    }
}
