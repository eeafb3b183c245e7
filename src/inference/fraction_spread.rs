//! Whether what rounding cut off is spread as it is behind a key.
//!
//! The exact part of n of N is A·n/N kronor, and its fraction of a krona is (A·n mod N)/N. Weights that
//! are what they are for reasons of their own leave fractions as arbitrary weights of their size do.
//! Amounts that are built of two numbers in another way, such as remainders of a multiplication, can be
//! near multiples of an amount a head one and all; but there is a reason for it, and so they are nearer
//! than need be, or always to one side: their fractions crowd on a part of the circle.

use super::chance::log_choices;
use super::evidence::Evidence;
use super::fit::Fit;
use super::logarithm::{log_above, log_below, power_of_ten_above};

/// The circle of fractions is cut in so many parts.
const PARTS: usize = 16;
/// Arbitrary weights that show how fractions are spread.
const ARBITRARY: usize = 4_096;
/// As many fractions are compared in pairs.
const PAIRED: usize = 400;
/// Standard deviations by which the pairs in order must differ from chance: two in 10⁹.
const DEVIATIONS: i128 = 6;
/// Powers of ten against a crowd, or against an order. Of true keys fewer than one in a thousand are
/// refused: the bound is generous by the number of rows, and the arcs overlap.
const TELLING: i64 = 6;

/// Whether the fractions of a fit crowd, or follow the order of the list or of the weights, where
/// those of arbitrary weights do not.
pub(super) fn is_built_otherwise(evidence: &Evidence, fit: &Fit) -> bool {
    is_crowded(evidence, fit) || is_in_order(evidence, fit)
}

/// Whether the fractions rise or fall down the list, or on the whole with the weights, as they do if
/// the amounts are remainders of growing terms.
///
/// A head that is nearly whole kronor, or a list by size, puts those of a key in order as well: falls
/// down the list say nothing where the weights by size have as few, and a correlation nothing where
/// arbitrary weights of such sizes have one.
fn is_in_order(evidence: &Evidence, fit: &Fit) -> bool {
    let fractions = |weights: &[u128]| -> Vec<u128> {
        let of = weights
            .iter()
            .map(|weight| rest(evidence, fit.total, *weight));
        of.collect()
    };
    let mut listed: Vec<u128> = Vec::with_capacity(evidence.rows.len());
    for above in evidence.above_base.iter().flatten() {
        let amount = u128::try_from(*above).unwrap_or(0);
        let row = evidence
            .rows
            .binary_search_by_key(&amount, |row| row.amount);
        listed.extend(row.ok().map(|row| fit.weights[row]));
    }
    // equal weights in a row would be no order of their own
    listed.dedup();
    let mut arbitrary: Vec<u128> = arbitrary(&fit.weights, fit.weights.len()).collect();
    arbitrary.sort_unstable();
    let [listed, by_size, arbitrary] =
        [&listed, &fit.weights, &arbitrary].map(|weights| fractions(weights));
    if order_speaks(&listed) >= TELLING && order_speaks(&by_size) < TELLING {
        return true;
    }
    let is_correlated = |fractions: &[u128]| is_correlated(fractions, fit.total);
    !is_correlated(&arbitrary) && (is_correlated(&listed) || is_correlated(&by_size))
}

/// Whether numbers on a circle rise or fall along a list, by Kendall's count of pairs in order: six
/// standard deviations of the r(r − 1)(2r + 5)/72 that arbitrary order has. The circle is cut open at
/// zero and at a half.
fn is_correlated(numbers: &[u128], circle: u64) -> bool {
    let circle = u128::from(circle);
    let sample: Vec<u128> = numbers
        .iter()
        .copied()
        .step_by(numbers.len().div_ceil(PAIRED).max(1))
        .collect();
    let r = sample.len() as i128;
    let variance = r * (r - 1) * (2 * r + 5);
    [0, circle / 2].into_iter().any(|shift| {
        let opened: Vec<u128> = sample.iter().map(|it| (it + shift) % circle).collect();
        let rising: i128 = opened
            .iter()
            .enumerate()
            .map(|(at, one)| opened[at + 1..].iter().filter(|other| *other > one).count() as i128)
            .sum();
        // rising pairs less their mean r(r − 1)/4, times four
        let beyond = 4 * rising - r * (r - 1);
        beyond * beyond * 72 >= DEVIATIONS * DEVIATIONS * 16 * variance && r > 1
    })
}

/// Weights of about the sizes of those given, each from half to half as much again.
fn arbitrary(weights: &[u128], count: usize) -> impl Iterator<Item = u128> {
    (0..count).map(|step| {
        let weight = weights[step % weights.len()];
        // 2⁶⁴ over the golden section: neighbouring steps are far apart
        let place = (step as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let within = (u128::from(place) * (weight.min(u128::from(u64::MAX)) + 1)) >> 64;
        (weight / 2 + within).max(1)
    })
}

/// Powers of ten against so few falls (or rises) in a list of arbitrary numbers: of r numbers in
/// arbitrary order at most (d + 1)^r of the r! orders have d falls or fewer.
fn order_speaks(numbers: &[u128]) -> i64 {
    let pairs = || numbers.windows(2);
    let falls = pairs().filter(|pair| pair[0] >= pair[1]).count();
    let rises = pairs().filter(|pair| pair[0] <= pair[1]).count();
    let fewest = falls.min(rises) as u128;
    let orders: i64 = (1..=numbers.len()).map(|it| log_below(it as u128)).sum();
    let rows = i64::try_from(numbers.len()).unwrap_or(i64::MAX);
    let with_so_few = log_above(fewest + 1).saturating_mul(rows);
    -power_of_ten_above(with_so_few.saturating_sub(orders)).min(0)
}

/// Whether the fractions of a fit crowd where those of arbitrary weights do not.
fn is_crowded(evidence: &Evidence, fit: &Fit) -> bool {
    let Some(spread) = Spread::of_arbitrary(evidence, fit) else {
        return false;
    };
    let mut counts = [0; PARTS];
    let mut rows = 0;
    for (weight, difference) in fit.weights.iter().zip(&fit.differences) {
        if difference.unsigned_abs() <= evidence.unit {
            counts[part(evidence, fit.total, *weight)] += 1;
            rows += 1;
        }
    }
    (0..PARTS).any(|from| {
        (1..PARTS).any(|width| {
            let on_arc = |counts: &[usize; PARTS]| -> usize {
                (from..from + width).map(|part| counts[part % PARTS]).sum()
            };
            let crowd = Crowd {
                rows,
                on_arc: on_arc(&counts),
                expected: on_arc(&spread.counts),
                of: spread.of,
            };
            crowd.speaks_against() >= TELLING
        })
    })
}

/// How arbitrary weights are spread over the parts.
struct Spread {
    counts: [usize; PARTS],
    of: usize,
}

impl Spread {
    /// `None` if the weights are so small that those of about their size are the same ones.
    fn of_arbitrary(evidence: &Evidence, fit: &Fit) -> Option<Spread> {
        let largest = fit.weights.iter().copied().max()?;
        if largest < 4 * PARTS as u128 {
            return None;
        }
        let mut counts = [0; PARTS];
        for weight in arbitrary(&fit.weights, ARBITRARY) {
            counts[part(evidence, fit.total, weight)] += 1;
        }
        // one more in each part, so that none is taken for impossible
        let of = counts.iter().sum::<usize>() + PARTS;
        counts.iter_mut().for_each(|count| *count += 1);
        Some(Spread { counts, of })
    }
}

/// The part of the circle that the fraction of a weight is in.
fn part(evidence: &Evidence, total: u64, weight: u128) -> usize {
    let rest = rest(evidence, total, weight);
    usize::try_from(rest * PARTS as u128 / u128::from(total)).unwrap_or(0)
}

/// The fraction of a unit in what a weight is worth, times the total.
fn rest(evidence: &Evidence, total: u64, weight: u128) -> u128 {
    let (total, units) = (u128::from(total), evidence.appropriation / evidence.unit);
    (weight % total) * (units % total) % total
}

/// Rows on an arc, and how many of the arbitrary ones are.
struct Crowd {
    rows: usize,
    on_arc: usize,
    expected: usize,
    of: usize,
}

impl Crowd {
    /// Powers of ten against so many on the arc or more, by the binomial: at most
    /// r · C(r, c) · p^c · (1 − p)^(r − c).
    fn speaks_against(&self) -> i64 {
        if self.on_arc * self.of <= self.rows * self.expected {
            return 0;
        }
        let times = |count: usize, logarithm: i64| {
            let count = i64::try_from(count).unwrap_or(i64::MAX);
            logarithm.saturating_mul(count)
        };
        let share = |part: usize| log_below(self.of as u128) - log_below(part.max(1) as u128);
        let on_arc = times(self.on_arc, share(self.expected));
        let beside = times(self.rows - self.on_arc, share(self.of - self.expected));
        let ways = log_choices(self.rows, self.on_arc) + log_below(self.rows as u128) + 4;
        -power_of_ten_above(ways - on_arc - beside).min(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 40 rows on half the circle: 40 · C(40, 40) / 2⁴⁰ = 3,6 · 10⁻¹¹; 30 of 40: 40 · 8,5·10⁸ / 2⁴⁰ = 0,03.
    #[test]
    fn a_crowd_by_hand() {
        let crowd = |on_arc| Crowd {
            rows: 40,
            on_arc,
            expected: 500,
            of: 1_000,
        };
        assert_eq!(crowd(40).speaks_against(), 10);
        assert_eq!(crowd(30).speaks_against(), 1);
        assert_eq!(crowd(20).speaks_against(), 0);
    }

    /// Ten numbers in rising order are one of 10! = 3 628 800 orders; with one fall at most 2¹⁰ = 1 024
    /// of them are, one in 3 543; fifteen in order one in 1,3 · 10¹².
    #[test]
    fn an_order_by_hand() {
        let rising: Vec<u128> = (0..10).collect();
        assert_eq!(order_speaks(&rising), 6);
        let one_fall = [5, 6, 7, 8, 9, 0, 1, 2, 3, 4];
        assert_eq!(order_speaks(&one_fall), 3);
        let falling: Vec<u128> = (0..15).rev().collect();
        assert_eq!(order_speaks(&falling), 12);
        assert_eq!(order_speaks(&[3, 9, 1, 7, 2, 8, 0, 6]), 0);
    }

    /// Of r numbers in order all r(r − 1)/2 pairs rise, r(r − 1)/4 more than half of them: for 40 that
    /// is 390 over a deviation of √(40 · 39 · 85 / 72) = 42,9, so 9,1 of them; for 10 only 2,0.
    #[test]
    fn a_correlation_by_hand() {
        let rising = |count: u128| (0..count).collect::<Vec<u128>>();
        assert!(is_correlated(&rising(40), 1_000));
        assert!(!is_correlated(&rising(10), 1_000));
        let zigzag: Vec<u128> = (0..40).map(|it| it * 17 % 41).collect();
        assert!(!is_correlated(&zigzag, 1_000));
    }
}
