//! Evidence in bits: binary logarithms in exact fixed point.

use crate::inference::{FRACTION_BITS, log_below};

/// Bits of evidence, in units of 2⁻²⁴ bit; the same number on every machine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bits(i64);

impl Bits {
    /// No evidence.
    pub const ZERO: Bits = Bits(0);

    /// Whole bits.
    pub const fn whole(bits: i64) -> Bits {
        Bits(bits << FRACTION_BITS)
    }

    /// Tenths of a bit.
    pub const fn tenths(tenths: i64) -> Bits {
        Bits((tenths << FRACTION_BITS) / 10)
    }

    /// The logarithm of a whole number; of nothing, that of one.
    pub fn log2(value: u128) -> Bits {
        Bits(log_below(value))
    }

    /// The logarithm of a count.
    pub fn of_count(count: usize) -> Bits {
        Bits::log2(count as u128)
    }

    /// The sum.
    pub fn plus(self, other: Bits) -> Bits {
        Bits(self.0.saturating_add(other.0))
    }

    /// The difference.
    pub fn minus(self, other: Bits) -> Bits {
        Bits(self.0.saturating_sub(other.0))
    }

    /// So many times these bits.
    pub fn times(self, count: usize) -> Bits {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        Bits(self.0.saturating_mul(count))
    }

    /// Half of these bits.
    pub fn half(self) -> Bits {
        Bits(self.0 / 2)
    }

    /// Whole bits, rounded down.
    pub fn floor(self) -> i64 {
        self.0 >> FRACTION_BITS
    }

    /// Tenths of a bit, rounded down.
    pub fn to_tenths(self) -> i64 {
        self.0.saturating_mul(10) >> FRACTION_BITS
    }
}

impl std::iter::Sum for Bits {
    fn sum<I: Iterator<Item = Bits>>(bits: I) -> Bits {
        bits.fold(Bits::ZERO, Bits::plus)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_add_up_and_are_shown_rounded_down() {
        assert_eq!(Bits::log2(8), Bits::whole(3));
        assert_eq!(Bits::whole(3).plus(Bits::tenths(5)).to_tenths(), 34 + 1);
        assert_eq!(Bits::ZERO.minus(Bits::tenths(1)).floor(), -1);
        assert_eq!(Bits::whole(2).times(3), Bits::whole(6));
    }
}
