//! Binary logarithms of whole numbers, bounded from both sides by whole-number arithmetic.

/// One binary order of magnitude in the fixed-point unit of this file.
const ONE: i64 = 1 << FRACTION_BITS;
pub(crate) const FRACTION_BITS: u32 = 24;
/// The mantissa is kept with this many bits after the point; its square fits 128 bits.
const MANTISSA_BITS: u32 = 62;

/// A binary logarithm that is never too low: at most 2⁻²² too high.
pub(super) fn log_above(value: u128) -> i64 {
    // squaring cuts off at most 2⁻⁶² each time and doubles what was cut off before: 24 squarings
    // lose less than 2⁻³⁷, so two units more than cover it and the bits not computed
    log_below(value).saturating_add(2)
}

/// A binary logarithm that is never too high: at most 2⁻²² too low. Of zero: that of one.
pub(crate) fn log_below(value: u128) -> i64 {
    let Some(order) = value.checked_ilog2() else {
        return 0;
    };
    let mut mantissa = if order <= MANTISSA_BITS {
        value << (MANTISSA_BITS - order)
    } else {
        value >> (order - MANTISSA_BITS)
    };
    let mut logarithm = i64::from(order);
    for _ in 0..FRACTION_BITS {
        mantissa = (mantissa * mantissa) >> MANTISSA_BITS;
        logarithm *= 2;
        if mantissa >> (MANTISSA_BITS + 1) > 0 {
            mantissa >>= 1;
            logarithm += 1;
        }
    }
    logarithm
}

/// The smallest whole power of ten that is not below 2^`logarithm`.
pub(super) fn power_of_ten_above(logarithm: i64) -> i64 {
    // log₁₀ 2 = 0,30102999…, taken on the side that makes the result larger
    let factor: i128 = if logarithm > 0 { 30_103 } else { 30_102 };
    let scale = 100_000 * i128::from(ONE);
    let exponent = -(-i128::from(logarithm) * factor).div_euclid(scale);
    i64::try_from(exponent).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_of_two_are_exact_below() {
        for order in 0..127 {
            assert_eq!(log_below(1 << order), i64::from(order) * ONE);
        }
    }

    /// log₂ 10 = 3,3219280948…; times 2²⁴ = 55 732 705,25…
    #[test]
    fn the_logarithm_of_ten() {
        assert_eq!(log_below(10), 55_732_705);
        assert_eq!(log_above(10), 55_732_707);
    }

    #[test]
    fn sums_of_logarithms_bound_the_logarithm_of_the_product() {
        for (a, b) in [
            (3_u128, 7_u128),
            (597_553, 999_983),
            (290, 1),
            (12_345, 67_890),
        ] {
            let product = a * b;
            assert!(log_above(a) + log_above(b) >= log_below(product));
            assert!(log_below(a) + log_below(b) <= log_above(product));
        }
    }

    #[test]
    fn powers_of_ten_are_rounded_up() {
        assert_eq!(
            power_of_ten_above(log_above(1_000)),
            4,
            "above, if only by a hair"
        );
        assert_eq!(power_of_ten_above(log_below(999)), 3);
        assert_eq!(power_of_ten_above(-log_below(1_001)), -3);
        assert_eq!(power_of_ten_above(0), 0);
    }
}
