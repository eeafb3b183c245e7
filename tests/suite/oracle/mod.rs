//! A slow, obvious second implementation with arbitrary-precision fractions and no code in common with
//! the core: compared on the corpus, exhaustively on small worlds, and step by step on procedures by lot.

mod conditions;
mod corpus;
mod grants;
mod keys;
mod settle;
mod small_worlds;
pub mod steps;

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_integer::Integer;

/// numerator / denominator; the denominator is positive.
#[derive(Clone, Debug)]
pub struct Fraction(BigInt, BigInt);

impl Fraction {
    pub fn new(numerator: impl Into<BigInt>, denominator: impl Into<BigInt>) -> Fraction {
        Fraction(numerator.into(), denominator.into())
    }

    fn whole(number: impl Into<BigInt>) -> Fraction {
        Fraction::new(number, 1)
    }

    /// In lowest terms, so that long sums stay short.
    fn reduced(self) -> Fraction {
        let common = self.0.gcd(&self.1);
        Fraction(self.0 / &common, self.1 / common)
    }

    fn plus(&self, other: &Fraction) -> Fraction {
        Fraction(&self.0 * &other.1 + &other.0 * &self.1, &self.1 * &other.1).reduced()
    }

    fn minus(&self, other: &Fraction) -> Fraction {
        self.plus(&other.negated())
    }

    fn times(&self, other: &Fraction) -> Fraction {
        Fraction(&self.0 * &other.0, &self.1 * &other.1).reduced()
    }

    /// By a number that is not zero.
    fn over(&self, other: &Fraction) -> Fraction {
        let sign = if other.is_negative() { -1 } else { 1 };
        Fraction(&self.0 * &other.1 * sign, &self.1 * &other.0 * sign).reduced()
    }

    fn negated(&self) -> Fraction {
        Fraction(-&self.0, self.1.clone())
    }

    fn is_negative(&self) -> bool {
        self.0 < BigInt::from(0)
    }

    fn is_zero(&self) -> bool {
        self.0 == BigInt::from(0)
    }

    fn is_whole(&self) -> bool {
        self.minus_floor().is_zero()
    }

    /// floor(x + 1/2), for x >= 0.
    fn half_up(&self) -> BigInt {
        (&self.0 * 2 + &self.1) / (&self.1 * 2)
    }

    /// The largest whole number that is not above it.
    fn floor(&self) -> BigInt {
        let towards_zero = &self.0 / &self.1;
        let is_exact = &towards_zero * &self.1 == self.0;
        if self.is_negative() && !is_exact {
            towards_zero - 1
        } else {
            towards_zero
        }
    }

    fn minus_floor(&self) -> Fraction {
        Fraction(&self.0 - self.floor() * &self.1, self.1.clone())
    }

    pub fn compare(&self, other: &Fraction) -> Ordering {
        (&self.0 * &other.1).cmp(&(&other.0 * &self.1))
    }

    fn at_most(&self, other: &Fraction) -> bool {
        self.compare(other) != Ordering::Greater
    }
}

impl PartialEq for Fraction {
    fn eq(&self, other: &Fraction) -> bool {
        self.compare(other).is_eq()
    }
}

fn sum<'f>(of: impl IntoIterator<Item = &'f Fraction>) -> Fraction {
    let add = |sum: Fraction, it: &Fraction| sum.plus(it);
    of.into_iter().fold(Fraction::whole(0), add)
}
