//! How sums of rounding errors are spread.

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive, Zero};

use super::{Ratio, Rounding};

/// The probability that `parts` figures, each rounded to a unit, and their rounded total differ by
/// `units` or more, up or down, when the rounding errors are independent and spread evenly from -1/2
/// to 1/2 of a unit.
///
/// The printed difference is then the rounded sum of the errors, so this is the probability that a
/// sum of n such errors is at least `units` - 1/2 from zero: twice the tail of the Irwin-Hall
/// distribution, Σ (-1)^k C(n, k) (x - k)^n / n! over k ≤ x, with x = n/2 - `units` + 1/2. A
/// difference between half units is taken as the lower half unit, which is the likelier one.
/// The result is exact where it fits a [`Ratio`], else rounded up in its thirtieth decimal.
///
/// ```
/// use statsbidrag::exact::{Ratio, rounding_difference_probability};
/// // two rounded parts miss their rounded total once in four tables
/// let once = rounding_difference_probability(2, Ratio::ONE);
/// assert_eq!(once, Some(Ratio::new(1, 4)?));
/// # Ok::<(), statsbidrag::exact::ArithmeticError>(())
/// ```
///
/// *Errors*: nothing, for so many units that they cannot be computed with.
pub fn rounding_difference_probability(parts: u32, units: Ratio) -> Option<Ratio> {
    let half_units = units.mul(Ratio::whole(2)).ok()?.round(Rounding::Down);
    if half_units <= 1 {
        return Some(Ratio::ONE);
    }
    // 2x: everything is computed in half units
    let twice = i128::from(parts).checked_sub(half_units)?.checked_add(1)?;
    if twice <= 0 {
        return Some(Ratio::ZERO);
    }
    let mut count = BigInt::zero();
    let mut choices = BigInt::from(1);
    let mut all = BigInt::from(1);
    for k in 0..parts {
        // beyond x the terms are nothing
        let rest = (twice - 2 * i128::from(k)).max(0);
        let term = &choices * BigInt::from(rest).pow(parts);
        count += if k % 2 == 0 { term } else { -term };
        choices = choices * (parts - k) / (k + 1);
        all = all * (k + 1) * 2_u32;
    }
    Some(ratio(count * 2_u32, all))
}

/// The same for figures that are whole numbers, each rounded half up to a multiple of `steps`: their
/// errors are whole, so that a unit is only so many of them. Nothing for one step, or more figures or
/// units than can be computed with.
///
/// ```
/// use statsbidrag::exact::{Ratio, whole_rounding_probability};
/// // four counts rounded to fives miss their total by two fives if all errors are 2, or all are -2
/// let once = whole_rounding_probability(4, Ratio::whole(2), 5);
/// assert_eq!(once, Some(Ratio::new(2, 625)?));
/// # Ok::<(), statsbidrag::exact::ArithmeticError>(())
/// ```
pub fn whole_rounding_probability(parts: u32, units: Ratio, steps: u32) -> Option<Ratio> {
    if steps < 2 || parts == 0 {
        return None;
    }
    let half_units = units.mul(Ratio::whole(2)).ok()?.round(Rounding::Down);
    if half_units <= 1 {
        return Some(Ratio::ONE);
    }
    // an error is from -least to steps - 1 - least; the sum of all is counted from the lowest
    let (steps_wide, least) = (i128::from(steps), i128::from(steps / 2));
    let lowest = i128::from(parts).checked_mul(least)?;
    let edge = half_units.checked_sub(1)?.checked_mul(steps_wide)?;
    // rounded half up the total is so far above from here on, and so far below up to before there
    let above = num_integer::Integer::div_ceil(&edge, &2).checked_add(lowest)?;
    let below = lowest.checked_sub(edge / 2)?.checked_sub(1)?;
    let highest = i128::from(parts).checked_mul(steps_wide - 1)?;
    // as many ways lead to a sum from the top as from the bottom
    let ways = ways_up_to(parts, steps, below) + ways_up_to(parts, steps, highest - above);
    Some(ratio(ways, BigInt::from(steps).pow(parts)))
}

/// In how many ways so many whole numbers from 0 to below `steps` add up to at most `most`:
/// Σ (-1)^k C(n, k) C(most - k·steps + n, n).
fn ways_up_to(parts: u32, steps: u32, most: i128) -> BigInt {
    let mut ways = BigInt::zero();
    let mut choices = BigInt::from(1);
    for k in 0..=parts {
        let rest = most - i128::from(k) * i128::from(steps);
        if rest < 0 {
            break;
        }
        let term = &choices * choose(rest + i128::from(parts), parts);
        ways += if k % 2 == 0 { term } else { -term };
        choices = choices * (parts - k) / (k + 1);
    }
    ways
}

fn choose(from: i128, count: u32) -> BigInt {
    let taken = |chosen: BigInt, k: u32| chosen * (from - i128::from(k)) / (k + 1);
    (0..count).fold(BigInt::from(1), taken)
}

/// A fraction of large integers, exact where that is possible.
fn ratio(numerator: BigInt, denominator: BigInt) -> Ratio {
    let divisor = num_integer::Integer::gcd(&numerator, &denominator);
    let parts = (
        (&numerator / &divisor).to_i128(),
        (&denominator / &divisor).to_i128(),
    );
    if let (Some(numerator), Some(denominator)) = parts
        && let Ok(exact) = Ratio::new(numerator, denominator)
    {
        return exact;
    }
    let scale = 10_i128.pow(30);
    let scaled = num_integer::Integer::div_ceil(&(numerator.abs() * scale), &denominator);
    scaled
        .to_i128()
        .and_then(|scaled| Ratio::new(scaled, scale).ok())
        .unwrap_or(Ratio::ONE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at_least(parts: u32, units: i128) -> Ratio {
        rounding_difference_probability(parts, Ratio::whole(units)).unwrap()
    }

    fn percent(probability: Ratio) -> i128 {
        probability
            .mul(Ratio::whole(100))
            .unwrap()
            .round(Rounding::HalfUp)
    }

    /// The share of correct tables in which n rounded parts do not add up to their rounded total.
    #[test]
    fn parts_that_miss_their_total() {
        for (parts, expected) in [
            (2, 25),
            (3, 33),
            (4, 40),
            (6, 49),
            (8, 55),
            (12, 62),
            (21, 71),
        ] {
            assert_eq!(percent(at_least(parts, 1)), expected, "{parts} parts");
        }
    }

    /// By two units or more: 3,1 % for six parts, 13 % for twelve; by three: 4 in 100 000 for six.
    /// Six parts by hand: x = 6/2 - 3/2 = 3/2, so 2 × (1,5^6 - 6 × 0,5^6) / 720 =
    /// 2 × (729 - 6) / (64 × 720) = 723/23 040.
    #[test]
    fn parts_that_miss_by_more() {
        assert_eq!(at_least(6, 2), Ratio::new(723, 23_040).unwrap());
        assert_eq!(percent(at_least(12, 2)), 13);
        assert_eq!(at_least(6, 3), Ratio::new(2, 46_080).unwrap());
    }

    /// Three parts cannot miss by two units, nor four by three.
    #[test]
    fn what_rounding_cannot_do_has_no_probability() {
        assert_eq!(at_least(3, 2), Ratio::ZERO);
        assert_eq!(at_least(4, 3), Ratio::ZERO);
        assert_eq!(at_least(1, 1), Ratio::ZERO);
    }

    /// Counts rounded to fives and tens, every table tried: the errors of fives are -2 to 2, of tens
    /// -5 to 4.
    #[test]
    fn whole_errors_are_counted() {
        for steps in [2_u32, 3, 5, 10] {
            let (wide, least) = (i128::from(steps), i128::from(steps / 2));
            let single: Vec<i128> = (-least..wide - least).collect();
            let mut sums: Vec<i128> = vec![0];
            for parts in 1..=4_u32 {
                sums = sums
                    .iter()
                    .flat_map(|sum| single.iter().map(move |error| sum + error))
                    .collect();
                for units in 1..=4 {
                    let off = |sum: &&i128| (*sum * 2 + wide).div_euclid(2 * wide).abs() >= units;
                    let count = i128::try_from(sums.iter().filter(off).count()).unwrap();
                    let all = i128::try_from(sums.len()).unwrap();
                    let found = whole_rounding_probability(parts, Ratio::whole(units), steps);
                    let expected = Ratio::new(count, all).unwrap();
                    assert_eq!(found, Some(expected), "{parts} parts, {units} of {steps}");
                }
            }
        }
    }

    /// 290 parts: the standard deviation is √(290/12) = 4,9, so 60 units are out of the question and
    /// 10 units, two deviations, are not.
    #[test]
    fn many_parts() {
        let far = at_least(290, 60);
        assert!(far < Ratio::new(1, 1_000_000_000).unwrap());
        let near = percent(at_least(290, 10));
        assert!((4..=6).contains(&near), "{near}");
    }
}
