//! What a finding says is published, and what is expected in its place.

use crate::exact::{Interval, Ratio};
use crate::lang::{InWords, Lang, say};
use crate::tables::Unit;

use super::WrittenValue;

/// One side of a finding: what is published, or what is expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Side {
    /// A figure as it is printed.
    Printed {
        /// The letters.
        text: String,
        /// What the table says they count.
        unit: Unit,
    },
    /// The values that other figures give.
    Values {
        /// The values, in units of `unit`.
        values: Interval,
        /// What they count.
        unit: Unit,
    },
    /// Values that are so much less than what is published: where a figure stands on both sides, what
    /// each side may be by itself does not tell how far apart they are.
    Apart {
        /// How much less, in units of `unit`; all above or all below 0.
        values: Interval,
        /// What they count.
        unit: Unit,
    },
    /// The value that a rule gives, as it would be printed.
    Written(WrittenValue),
    /// What was read instead of what is printed.
    Read(String),
    /// Several figures as they are printed.
    AllPrinted(Vec<String>),
    /// The amounts that a procedure gives, in kronor.
    Amounts(Vec<Ratio>),
    /// Rows that differ.
    RowsDiffer {
        /// How many.
        count: usize,
        /// Of how many.
        of: usize,
    },
    /// No row that differs.
    NoRow,
    /// What an acknowledgement states.
    Acknowledged(String),
}

impl Side {
    /// Whether an acknowledgement states this side, in either language and with any spaces. Values that
    /// are not in base units may be stated in those.
    pub(super) fn is_stated_as(&self, acknowledged: &str) -> bool {
        let stated = spaced(acknowledged);
        let states = |side: &Side| {
            [Lang::En, Lang::Sv]
                .into_iter()
                .any(|lang| spaced(&side.in_words(lang)) == stated)
        };
        states(self) || self.in_base_units().is_some_and(|it| states(&it))
    }

    /// The same values in kronor where they are in thousands of kronor.
    fn in_base_units(&self) -> Option<Side> {
        let Side::Values { values, unit } = self else {
            return None;
        };
        let values = values.mul(&Interval::point(unit.factor())).ok()?;
        Some(Side::Values {
            values,
            unit: *unit,
        })
    }

    /// The unit, if it is not the base unit and the letters do not say it themselves: thousands of
    /// kronor for `3`.
    pub fn unit_left_out(&self) -> Option<Unit> {
        match self {
            Side::Printed { text, unit } => {
                let says_it = text.chars().any(|char| char.is_alphabetic() || char == '%');
                (!says_it && unit.factor() != Ratio::ONE).then_some(*unit)
            }
            _ => None,
        }
    }
}

/// Every space as an ordinary one.
fn spaced(text: &str) -> String {
    let char = |char: char| if char.is_whitespace() { ' ' } else { char };
    text.trim().chars().map(char).collect()
}

impl InWords for Side {
    /// The figures; an acknowledgement states them so.
    fn in_words(&self, lang: Lang) -> String {
        match self {
            Side::Printed { text, .. } | Side::Read(text) | Side::Acknowledged(text) => {
                text.clone()
            }
            Side::Values { values, .. } => lang.typeset(values.to_string()),
            Side::Apart { values, .. } => {
                let zero = Interval::point(Ratio::ZERO);
                if zero.may_be_below(values) {
                    let less = lang.typeset(values.to_string());
                    say!(lang, "{less} less", "{less} mindre")
                } else {
                    let more = lang.typeset(values.neg().to_string());
                    say!(lang, "{more} more", "{more} mer")
                }
            }
            Side::Written(value) => value.in_words(lang),
            Side::AllPrinted(texts) => texts.join(", "),
            Side::Amounts(amounts) => {
                let amounts = amounts.iter().map(|amount| {
                    let value = WrittenValue::exact(*amount);
                    value.in_words(lang)
                });
                amounts.collect::<Vec<_>>().join(", ")
            }
            Side::RowsDiffer { count, of } => {
                let (count, of) = (lang.count(*count), lang.count(*of));
                say!(
                    lang,
                    "{count} of {of} rows differ",
                    "{count} av {of} rader skiljer sig"
                )
            }
            Side::NoRow => say!(lang, "none", "ingen"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::Ratio;

    #[test]
    fn an_acknowledgement_states_a_side_in_either_language() {
        let rows = Side::RowsDiffer { count: 92, of: 99 };
        assert!(rows.is_stated_as("92 of 99 rows differ"));
        assert!(rows.is_stated_as("92 av 99 rader skiljer sig"));
        assert!(!rows.is_stated_as("91 of 99 rows differ"));
        let value = Side::Written(WrittenValue::exact(Ratio::whole(61_802_595)));
        assert!(value.is_stated_as("61 802 595"));
        assert!(value.is_stated_as("61\u{a0}802\u{a0}595"));
        assert!(!value.is_stated_as("61802595"));
    }

    /// 9 tkr may be acknowledged as 9, or as 9 000 kronor, as it was stated once.
    #[test]
    fn thousands_may_be_acknowledged_as_what_they_are() {
        let side = Side::Values {
            values: Interval::point(Ratio::whole(9)),
            unit: Unit::Tkr,
        };
        assert!(side.is_stated_as("9") && side.is_stated_as("9 000"));
        assert!(!side.is_stated_as("90"));
    }
}
