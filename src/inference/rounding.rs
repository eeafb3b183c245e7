//! The rounding rules that inference tries.

use std::fmt;

use crate::exact;

/// How the exact parts became the published amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rounding {
    /// Each amount by itself.
    Each(exact::Rounding),
    /// All down, and the missing kronor to the largest remainders.
    LargestRemainder,
}

impl Rounding {
    /// The rules, the more usual first: of two that reproduce as many cells the first is reported.
    pub const TRIED: [Rounding; 5] = [
        Rounding::Each(exact::Rounding::HalfUp),
        Rounding::Each(exact::Rounding::HalfEven),
        Rounding::LargestRemainder,
        Rounding::Each(exact::Rounding::Truncate),
        Rounding::Each(exact::Rounding::Up),
    ];
}

impl fmt::Display for Rounding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Rounding::Each(rounding) => rounding.fmt(f),
            Rounding::LargestRemainder => f.write_str("largest-remainder"),
        }
    }
}
