//! How likely a residual is when every figure was rounded by itself.

use std::sync::LazyLock;

use crate::exact::{Ratio, Rounding, rounding_difference_probability};

/// Densities are fractions with this denominator.
pub(super) const DENSITY_ONE: u64 = 1 << DENSITY_BITS;
const DENSITY_BITS: u32 = 20;

/// Up to this many rounding errors the density is exact (Irwin and Hall), beyond it is the normal
/// one, which differs there by less than one part in fifty within two deviations.
const EXACT_ERRORS: usize = 16;

static EXACT: LazyLock<Vec<Vec<u64>>> = LazyLock::new(|| {
    (0..=EXACT_ERRORS)
        .map(|errors| (0..=errors).map(|half| exact(errors, half)).collect())
        .collect()
});

/// The density, at `half_units` half units from zero, of a sum of `errors` rounding errors of one
/// unit each, as a fraction of [`DENSITY_ONE`].
pub(super) fn rounding_density(errors: usize, half_units: u64) -> u64 {
    let half = usize::try_from(half_units).unwrap_or(usize::MAX);
    if errors == 0 {
        return if half == 0 { DENSITY_ONE } else { 0 };
    }
    if half > errors {
        return 0;
    }
    match EXACT.get(errors) {
        Some(densities) => densities.get(half).copied().unwrap_or(0),
        None => normal(errors, half_units),
    }
}

/// The farthest a residual may be, in half units, and still be thought of as rounding: where the
/// density falls below a two-hundredth.
pub(super) fn rounding_reach(errors: usize) -> u64 {
    match REACHES.get(errors) {
        Some(reach) => *reach,
        None => reach(errors),
    }
}

/// Sums of up to this many rounding errors have their reach computed once.
const USUAL_ERRORS: usize = 400;

static REACHES: LazyLock<Vec<u64>> = LazyLock::new(|| (0..=USUAL_ERRORS).map(reach).collect());

fn reach(errors: usize) -> u64 {
    let mut reach = 0;
    while rounding_density(errors, reach + 1) * 200 >= DENSITY_ONE {
        reach += 1;
    }
    reach
}

/// The chance that a sum of one error fewer falls within half a unit of there.
fn exact(errors: usize, half: usize) -> u64 {
    let parts = u32::try_from(errors.saturating_sub(1)).unwrap_or(u32::MAX);
    let tail = |half_units: usize| {
        let units = Ratio::new(i128::try_from(half_units).ok()?, 2).ok()?;
        rounding_difference_probability(parts, units)
    };
    let density = || {
        if half == 0 {
            return Ratio::ONE.sub(tail(2)?).ok();
        }
        let between = tail(half)?.sub(tail(half + 2)?).ok()?;
        between.div(Ratio::whole(2)).ok()
    };
    let scaled = density().and_then(|it| it.mul(Ratio::whole(DENSITY_ONE.into())).ok());
    scaled.map_or(0, |it| u64::try_from(it.round(Rounding::Down)).unwrap_or(0))
}

/// √(6/πm)·exp(−6x²/m) for m errors at x = half/2, by whole numbers.
fn normal(errors: usize, half_units: u64) -> u64 {
    let errors = errors as u128;
    // (6/π)/m in units of 2⁻⁴⁰, then its root in units of 2⁻²⁰
    let peak = ((1_u128 << 40) * 6_000_000 / 3_141_593 / errors).isqrt();
    // 6x²/m·log₂ e = 1,5·half²·1,442695/m in units of 2⁻²⁰
    let half = u128::from(half_units);
    let exponent = half * half * 2_164_043 * (1 << 20) / (1_000_000 * errors);
    let whole = u32::try_from(exponent >> 20).unwrap_or(u32::MAX);
    let fraction = exponent & ((1 << 20) - 1);
    // 2^-f is taken as 1 - 0,6565·f + 0,1565·f² between whole powers, right to 1 in 150
    let square = (fraction * fraction) >> 20;
    let mantissa = (1 << 20) - fraction * 6_565 / 10_000 + square * 1_565 / 10_000;
    let density = (peak * mantissa).checked_shr(whole.saturating_add(20));
    u64::try_from(density.unwrap_or(0)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn permille(errors: usize, half_units: u64) -> u64 {
        rounding_density(errors, half_units) * 1000 / DENSITY_ONE
    }

    /// Two rounded parts hit their rounded total three times in four and miss it by one unit, up or
    /// down, once in eight; three parts 2/3 and 1/6.
    #[test]
    fn parts_and_their_total() {
        assert_eq!((permille(3, 0), permille(3, 2)), (750, 125));
        assert_eq!((permille(4, 0), permille(4, 2)), (666, 166));
        assert_eq!((permille(1, 0), permille(1, 2)), (1000, 0));
        assert_eq!(permille(0, 1), 0);
    }

    /// At the border the exact and the normal density meet.
    #[test]
    fn the_normal_density_continues_the_exact_one() {
        for (half, half_units) in (0..5).zip(0..) {
            let (exact, normal) = (exact(17, half), normal(17, half_units));
            assert!(exact.abs_diff(normal) * 20 < exact, "{exact} {normal}");
        }
    }

    #[test]
    fn the_reach_grows_with_the_root_of_the_errors() {
        assert_eq!(rounding_reach(3), 2);
        // σ² = 70/12; 0,165·exp(−x²/2σ²) falls below 1/200 at x = 6,38 units
        assert_eq!(rounding_reach(70), 12);
        assert!(rounding_reach(10_000) < 400);
    }
}
