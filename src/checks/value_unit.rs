//! What a value measures, where that is certain.

use crate::lang::{InWords, Lang, say};
use crate::tables::{Dimension, Unit};

/// What a value measures, where that is certain. A sum measures what its parts do; a product or a
/// quotient something of its own.
///
/// | of | × | ÷ |
/// | --- | --- | --- |
/// | kronor and kronor | kronor squared | a ratio |
/// | kronor and what is counted | kronor | kronor (a price) |
/// | persons and persons, municipalities and municipalities | | a ratio |
/// | percentages, both | | a ratio |
/// | anything and a ratio | as before | as before |
///
/// A number that is written out, and an index, may be a price or a factor of any kind: what they are
/// multiplied with has no certain unit any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueUnit {
    /// What figures in this unit measure.
    Of(Unit),
    /// A figure divided by another of its kind: a pure number, 0,17 of the whole.
    Ratio,
    /// Kronor times kronor.
    SquareKronor,
}

impl ValueUnit {
    /// Whether values may be compared, added or subtracted.
    pub(super) fn is_comparable_with(self, other: ValueUnit) -> bool {
        match (self, other) {
            (ValueUnit::Of(one), ValueUnit::Of(other)) => one.is_comparable_with(other),
            // tables print a fraction among percentages: 1 for the whole
            (ValueUnit::Ratio, ValueUnit::Of(unit)) | (ValueUnit::Of(unit), ValueUnit::Ratio) => {
                matches!(unit.dimension(), Dimension::Number | Dimension::Share)
            }
            (one, other) => one == other,
        }
    }

    /// What the product of two measures.
    pub(super) fn times(self, other: ValueUnit) -> Option<ValueUnit> {
        use Dimension::Money;
        match (self.dimension(), other.dimension()) {
            (None, _) if self == ValueUnit::Ratio => Some(other),
            (_, None) if other == ValueUnit::Ratio => Some(self),
            (Some(Money), Some(Money)) => Some(ValueUnit::SquareKronor),
            (Some(Money), Some(counted)) if is_counted(counted) => Some(self),
            (Some(counted), Some(Money)) if is_counted(counted) => Some(other),
            _ => None,
        }
    }

    /// What the quotient of two measures.
    pub(super) fn over(self, other: ValueUnit) -> Option<ValueUnit> {
        use Dimension::{Money, Points, Share};
        if other == ValueUnit::Ratio {
            return Some(self);
        }
        match (self.dimension(), other.dimension()) {
            (Some(Money), Some(Money)) => Some(ValueUnit::Ratio),
            (None, Some(Money)) if self == ValueUnit::SquareKronor => Some(ValueUnit::Of(Unit::Kr)),
            (Some(Money), Some(counted)) if is_counted(counted) => Some(self),
            // persons by municipalities are persons again, on average
            (Some(counted), Some(_)) if is_counted(counted) => {
                (self == other && self != ValueUnit::Of(Unit::Count)).then_some(ValueUnit::Ratio)
            }
            (Some(Share | Points), Some(Share | Points)) => Some(ValueUnit::Ratio),
            _ => None,
        }
    }

    fn dimension(self) -> Option<Dimension> {
        match self {
            ValueUnit::Of(unit) => Some(unit.dimension()),
            ValueUnit::Ratio | ValueUnit::SquareKronor => None,
        }
    }
}

fn is_counted(dimension: Dimension) -> bool {
    matches!(dimension, Dimension::Things | Dimension::FullTime)
}

impl InWords for ValueUnit {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            ValueUnit::Of(unit) => unit.in_words(lang),
            ValueUnit::Ratio => say!(
                lang,
                "the ratio of two figures",
                "förhållandet mellan två tal"
            ),
            ValueUnit::SquareKronor => say!(lang, "kr times kr", "kr gånger kr"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table of products and quotients above.
    #[test]
    fn products_and_quotients_have_units_of_their_own() {
        use ValueUnit::{Of, Ratio, SquareKronor};
        let (kr, persons, percent) = (Of(Unit::Tkr), Of(Unit::Persons), Of(Unit::Percent));
        let index = Of(Unit::Index);
        for (one, other, product, quotient) in [
            (kr, kr, Some(SquareKronor), Some(Ratio)),
            (kr, persons, Some(kr), Some(kr)),
            (persons, kr, Some(kr), None),
            (persons, persons, None, Some(Ratio)),
            (persons, Of(Unit::Municipalities), None, None),
            (Of(Unit::Count), Of(Unit::Count), None, None),
            (percent, percent, None, Some(Ratio)),
            (percent, kr, None, None),
            (kr, percent, None, None),
            (kr, Ratio, Some(kr), Some(kr)),
            (Ratio, persons, Some(persons), None),
            (SquareKronor, kr, None, Some(Of(Unit::Kr))),
            (kr, index, None, None),
            (index, persons, None, None),
        ] {
            assert_eq!(one.times(other), product, "{one:?} × {other:?}");
            assert_eq!(one.over(other), quotient, "{one:?} ÷ {other:?}");
        }
    }

    /// Kronor are compared with thousands of kronor, a ratio with an index, and with a fraction that is
    /// printed in a column of percentages; not with what is counted or paid.
    #[test]
    fn a_ratio_is_no_amount() {
        let of = ValueUnit::Of;
        assert!(of(Unit::Kr).is_comparable_with(of(Unit::Tkr)));
        assert!(ValueUnit::Ratio.is_comparable_with(of(Unit::Index)));
        assert!(of(Unit::Index).is_comparable_with(ValueUnit::Ratio));
        assert!(ValueUnit::Ratio.is_comparable_with(of(Unit::Percent)));
        assert!(ValueUnit::Ratio.is_comparable_with(ValueUnit::Ratio));
        for unit in [Unit::Kr, Unit::Persons, Unit::Points, Unit::Year] {
            assert!(!ValueUnit::Ratio.is_comparable_with(of(unit)), "{unit}");
            assert!(
                !of(unit).is_comparable_with(ValueUnit::SquareKronor),
                "{unit}"
            );
        }
        assert!(!of(Unit::Kr).is_comparable_with(of(Unit::Percent)));
    }
}
