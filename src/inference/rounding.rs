//! The rounding rules that inference tries.

use std::fmt;

use crate::exact;
use crate::lang::{InWords, Lang, say};

/// How the exact parts became the published amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RoundingRule {
    /// Each amount by itself.
    Each(exact::Rounding),
    /// All down, and the missing kronor to the largest remainders.
    LargestRemainder,
    /// Each amount is a sum of amounts that were rounded one by one, such as a county's of its
    /// municipalities, and no farther than this many units from the exact part.
    SumOfParts {
        /// The bound, in what amounts are rounded to.
        within: u8,
    },
}

impl RoundingRule {
    /// The rules, the more usual first: of two that reproduce as many cells the first is reported.
    pub const TRIED: [RoundingRule; 5] = [
        RoundingRule::Each(exact::Rounding::HalfUp),
        RoundingRule::Each(exact::Rounding::HalfEven),
        RoundingRule::LargestRemainder,
        RoundingRule::Each(exact::Rounding::Truncate),
        RoundingRule::Each(exact::Rounding::Up),
    ];
}

impl InWords for RoundingRule {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            RoundingRule::Each(rounding) => {
                let rounding = rounding.in_words(lang.unmarked());
                say!(lang, "{rounding}", "avrundat {rounding}")
            }
            RoundingRule::LargestRemainder => say!(lang, "largest-remainder", "största resten"),
            RoundingRule::SumOfParts { .. } => {
                say!(lang, "sum-of-rounded-parts", "summor av avrundade delar")
            }
        }
    }
}

impl fmt::Display for RoundingRule {
    /// Its name in JSON.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RoundingRule::Each(rounding) => rounding.fmt(f),
            RoundingRule::LargestRemainder => f.write_str("largest-remainder"),
            RoundingRule::SumOfParts { .. } => f.write_str("sum-of-rounded-parts"),
        }
    }
}
