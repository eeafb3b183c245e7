//! What can go wrong with numbers, in one place.

/// An operation whose exact result cannot be given.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ArithmeticError {
    /// The exact result does not fit in 128 bits (or, for kronor, in 64).
    #[error("{operation} of {left} and {right} is outside the supported range")]
    Overflow {
        /// The operation, as a noun: "sum", "product".
        operation: &'static str,
        /// The left quantity.
        left: String,
        /// The right quantity.
        right: String,
    },
    /// A division by zero, or by an interval that contains zero.
    #[error("{dividend} divided by zero")]
    DivisionByZero {
        /// What was to be divided.
        dividend: String,
    },
    /// A product or quotient of an interval without an upper or lower end.
    #[error("{operation} of an interval without an end")]
    Unbounded {
        /// The operation, as a noun.
        operation: &'static str,
    },
}

impl ArithmeticError {
    /// An overflow of `operation` on two displayable quantities.
    pub fn overflow(
        operation: &'static str,
        left: impl std::fmt::Display,
        right: impl std::fmt::Display,
    ) -> Self {
        Self::Overflow {
            operation,
            left: left.to_string(),
            right: right.to_string(),
        }
    }
}
