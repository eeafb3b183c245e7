//! What can go wrong with numbers, in one place.

use std::fmt;

use crate::lang::{InWords, Lang, say};

/// An operation whose exact result cannot be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArithmeticError {
    /// The exact result does not fit in 128 bits (or, for kronor, in 64).
    Overflow {
        /// The operation, as a noun: "sum", "product".
        operation: &'static str,
        /// The left quantity.
        left: String,
        /// The right quantity.
        right: String,
    },
    /// A division by zero, or by an interval that contains zero.
    DivisionByZero {
        /// What was to be divided.
        dividend: String,
    },
    /// A product or quotient of an interval without an upper or lower end.
    Unbounded {
        /// The operation, as a noun.
        operation: &'static str,
    },
}

impl ArithmeticError {
    /// An overflow of `operation` on two displayable quantities.
    pub fn overflow(
        operation: &'static str,
        left: impl fmt::Display,
        right: impl fmt::Display,
    ) -> Self {
        Self::Overflow {
            operation,
            left: left.to_string(),
            right: right.to_string(),
        }
    }
}

impl std::error::Error for ArithmeticError {}

impl fmt::Display for ArithmeticError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(Lang::En))
    }
}

impl InWords for ArithmeticError {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            ArithmeticError::Overflow {
                operation,
                left,
                right,
            } => {
                let swedish = in_swedish(operation);
                say!(
                    lang,
                    "{operation} of {left} and {right} is outside the supported range",
                    "{swedish} av {left} och {right} är utanför vad som kan räknas"
                )
            }
            ArithmeticError::DivisionByZero { dividend } => say!(
                lang,
                "{dividend} divided by zero",
                "{dividend} delat med noll"
            ),
            ArithmeticError::Unbounded { operation } => {
                let swedish = in_swedish(operation);
                say!(
                    lang,
                    "{operation} of an interval without an end",
                    "{swedish} av ett intervall utan ände"
                )
            }
        }
    }
}

/// The Swedish noun for an operation.
fn in_swedish(operation: &'static str) -> &'static str {
    match operation {
        "sum" => "summan",
        "difference" => "skillnaden",
        "product" => "produkten",
        "quotient" => "kvoten",
        "power" => "potensen",
        "amount" => "beloppet",
        other => other,
    }
}
