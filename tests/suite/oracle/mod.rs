//! A slow, obvious second implementation with arbitrary-precision fractions and no code in common with
//! the core: compared on the corpus and, exhaustively, on small worlds.

mod corpus;
mod grants;
mod small_worlds;

use std::cmp::Ordering;

use num_bigint::BigInt;

/// numerator / denominator, never reduced; the denominator is positive.
#[derive(Clone, Debug)]
struct Fraction(BigInt, BigInt);

impl Fraction {
    fn new(numerator: impl Into<BigInt>, denominator: impl Into<BigInt>) -> Fraction {
        Fraction(numerator.into(), denominator.into())
    }

    fn plus(&self, other: &Fraction) -> Fraction {
        Fraction(&self.0 * &other.1 + &other.0 * &self.1, &self.1 * &other.1)
    }

    /// floor(x + 1/2), for x >= 0.
    fn half_up(&self) -> BigInt {
        (&self.0 * 2 + &self.1) / (&self.1 * 2)
    }

    /// The whole part, for x >= 0.
    fn floor(&self) -> BigInt {
        &self.0 / &self.1
    }

    fn minus_floor(&self) -> Fraction {
        Fraction(&self.0 - self.floor() * &self.1, self.1.clone())
    }

    fn compare(&self, other: &Fraction) -> Ordering {
        (&self.0 * &other.1).cmp(&(&other.0 * &self.1))
    }

    fn at_most(&self, other: &Fraction) -> bool {
        self.compare(other) != Ordering::Greater
    }
}
