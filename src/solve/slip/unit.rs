//! The wrong unit: the same digits, a power of ten away.

use super::{CauseKind, Weight};
use crate::exact::{PrintedNumber, Ratio};

/// How many times too large or small a figure is taken to be.
const FACTORS: [i128; 4] = [10, 100, 1_000, 1_000_000];

/// The figure with the same digits in every other unit that can be mistaken for its own. Nothing is
/// nothing in every unit.
pub(crate) fn rescaled(printed: &PrintedNumber) -> Vec<PrintedNumber> {
    if printed.value().is_zero() {
        return Vec::new();
    }
    // what is counted is printed to the last unit, however small it is and however large it would be
    let scaled = |factor: Ratio| {
        let scaled = printed.in_unit(factor).ok()?;
        Some(if printed.is_exact() {
            printed.with_value(scaled.value())
        } else {
            scaled
        })
    };
    let smaller = FACTORS.map(|factor| scaled(Ratio::new(1, factor).ok()?));
    let larger = FACTORS.map(|factor| scaled(Ratio::whole(factor)));
    smaller
        .into_iter()
        .chain(larger)
        .flatten()
        .filter(|number| !printed.is_exact() || number.value().is_whole())
        .collect()
}

/// The weight of each of them.
pub(crate) fn weight() -> Weight {
    Weight::of(CauseKind::Unit, 2 * FACTORS.len())
}

/// By which factor the figure is too large or too small, if the two have the same digits in different
/// units.
pub(crate) fn factor(right: &PrintedNumber, printed: &PrintedNumber) -> Option<(i128, bool)> {
    if right.value().is_zero() {
        return None;
    }
    FACTORS.into_iter().find_map(|times| {
        let factor = Ratio::whole(times);
        if right.value().mul(factor).ok()? == printed.value() {
            Some((times, true))
        } else if printed.value().mul(factor).ok()? == right.value() {
            Some((times, false))
        } else {
            None
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kronor(text: &str, scale: i64) -> PrintedNumber {
        PrintedNumber::decimal(text.parse().unwrap(), scale, true, None).unwrap()
    }

    /// "298,5 miljarder kronor" where 298 500 000 is meant.
    #[test]
    fn nothing_is_nothing_in_every_unit() {
        let zero = kronor("0", 1_000);
        assert!(rescaled(&zero).is_empty());
    }

    #[test]
    fn miljarder_for_miljoner_is_a_unit() {
        let printed = kronor("298.5", 1_000_000_000);
        let right = rescaled(&printed)
            .into_iter()
            .find(|it| it.value() == Ratio::whole(298_500_000))
            .unwrap();
        assert_eq!(factor(&right, &printed), Some((1_000, true)));
    }

    /// 1 234 567 kr is no whole number of kronor a thousand times smaller.
    #[test]
    fn counted_things_stay_whole() {
        let scaled = rescaled(&kronor("1234567", 1));
        assert!(scaled.iter().all(|it| it.value().is_whole()));
        assert_eq!(scaled.len(), 4);
    }

    /// 1 549 persons for 15 491 is a digit left out, not 1 549 tens of persons: ten times 1 549 is 15 490
    /// and no other number, or it would stand for 15 491 too and mend nothing.
    #[test]
    fn counted_things_in_a_larger_unit_are_one_number() {
        let printed = kronor("1549", 1);
        let tens = rescaled(&printed)
            .into_iter()
            .find(|it| it.value() == Ratio::whole(15_490))
            .unwrap();
        assert_eq!(tens.quantum(), printed.quantum());
    }
}
