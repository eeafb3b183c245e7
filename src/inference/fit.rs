//! One total judged against every amount.

use num_integer::Integer;

use super::RoundingRule;
use super::chance::{Chance, log_choices};
use super::evidence::Evidence;
use super::logarithm::{log_below, power_of_ten_above};

/// A cell a krona or two off counts as one in a hundred: two powers of ten.
const RARITY_OF_A_MISS: i64 = 2;
/// Weights are tried for divisors up to this.
pub(super) const LARGEST_DIVISOR: u128 = 32;

/// A total, the whole numbers that the amounts stand for, and what they leave unexplained.
#[derive(Clone, Debug)]
pub(super) struct Fit {
    pub total: u64,
    pub rounding: RoundingRule,
    /// The whole number behind each row of the evidence.
    pub weights: Vec<u128>,
    /// Published less computed amount, for each row.
    pub differences: Vec<i128>,
    pub chance: Chance,
    /// The powers of ten that missed rows and divisors shared by the weights cost, were this the key.
    pub penalty: i64,
    /// How many rows are farther than their reach from any multiple.
    pub outside: usize,
    /// Whether the amounts share out the whole appropriation and the weights sum to the total.
    pub lists_everyone: bool,
    /// The largest number that divides all weights: above one, the key has been found in the amounts
    /// but not in the appropriation.
    pub common: u128,
}

impl Fit {
    /// Whether no more than one row in four is out of reach.
    pub fn explains_most(&self) -> bool {
        self.outside * 4 <= self.weights.len()
    }

    /// The best rule for this total. `None` if more than `exceptions` rows are a whole unit or more
    /// from any multiple, or if the total is a multiple of a smaller one that fits as well.
    pub fn of(evidence: &Evidence, total: u64, exceptions: usize) -> Option<Fit> {
        let (weights, outside) = weights(evidence, total, exceptions)?;
        let inside = || {
            let all = evidence.rows.iter().zip(&weights).zip(&outside);
            all.filter(|(_, is_outside)| !**is_outside)
                .map(|(row_and_weight, _)| row_and_weight)
        };
        let sum: u128 = inside().map(|(row, n)| *n * row.cells as u128).sum();
        let none_outside = !outside.contains(&true) && evidence.below_base == 0;
        let is_whole = evidence.is_complete && none_outside;
        // weights that do not sum to the total betray a wrong cell, though not which
        let hidden = usize::from(sum > total.into() || (is_whole && sum != total.into()));
        // the numbers beside those out of reach say nothing of the key
        let reached: Vec<u128> = inside().map(|(_, n)| *n).collect();
        let common = reached.iter().fold(0, |common, n| n.gcd(&common));
        if common.gcd(&total.into()) > 1 {
            return None;
        }
        let (rounding, differences) = best_rule(evidence, total, &weights, sum)?;
        let missed = differences.iter().filter(|it| **it != 0);
        let misses = missed.clone().count() + evidence.below_base + hidden;
        let outside = outside.iter().filter(|it| **it).count() + evidence.below_base;
        Some(Fit {
            total,
            rounding,
            chance: evidence.grounds().chance(total, misses, rounding),
            penalty: penalty(evidence, total, missed, hidden)
                + shared_divisor(&reached, common)
                + scatter(evidence, total, &weights),
            outside,
            lists_everyone: is_whole && sum == total.into(),
            weights,
            differences,
            common,
        })
    }
}

/// For each row the nearest whole number, and whether even that is out of reach.
fn weights(evidence: &Evidence, total: u64, exceptions: usize) -> Option<(Vec<u128>, Vec<bool>)> {
    let (appropriation, total) = (evidence.appropriation, u128::from(total));
    let mut weights = Vec::with_capacity(evidence.rows.len());
    let mut outside = Vec::with_capacity(evidence.rows.len());
    let mut missed = evidence.below_base;
    for row in &evidence.rows {
        let scaled = row.amount * total;
        let nearest = (2 * scaled + appropriation) / (2 * appropriation);
        let n = nearest.max(1);
        let is_outside = scaled.abs_diff(n * appropriation) >= evidence.slack() * total;
        missed += usize::from(is_outside);
        if missed > exceptions {
            return None;
        }
        weights.push(n);
        outside.push(is_outside);
    }
    Some((weights, outside))
}

/// The rule that reproduces most cells, and what it leaves of each row.
fn best_rule(
    evidence: &Evidence,
    total: u64,
    weights: &[u128],
    sum: u128,
) -> Option<(RoundingRule, Vec<i128>)> {
    if evidence.reach > 1 {
        let rule = evidence.usual_rule();
        let differences = beyond_reach(evidence, total, weights)?;
        return Some((rule, differences));
    }
    let mut best: Option<(usize, RoundingRule, Vec<i128>)> = None;
    for rounding in RoundingRule::TRIED {
        let differences = match rounding {
            RoundingRule::Each(each) => rounded(evidence, total, weights, each)?,
            RoundingRule::LargestRemainder if evidence.is_complete && sum == total.into() => {
                match largest_remainder(evidence, total, weights) {
                    Some(differences) => differences,
                    None => continue,
                }
            }
            RoundingRule::LargestRemainder | RoundingRule::SumOfParts { .. } => continue,
        };
        let rows = evidence.rows.iter().zip(&differences);
        let exact = rows.filter(|it| *it.1 == 0).map(|it| it.0.cells).sum();
        if best.as_ref().is_none_or(|(most, ..)| exact > *most) {
            best = Some((exact, rounding, differences));
        }
    }
    best.map(|(_, rounding, differences)| (rounding, differences))
}

/// What sums of rounded parts leave of each row: nothing within their reach.
fn beyond_reach(evidence: &Evidence, total: u64, weights: &[u128]) -> Option<Vec<i128>> {
    let mut differences = rounded(evidence, total, weights, crate::exact::Rounding::HalfUp)?;
    for ((row, n), difference) in evidence.rows.iter().zip(weights).zip(&mut differences) {
        if distance(evidence, total, row, *n) < evidence.slack() * u128::from(total) {
            *difference = 0;
        }
    }
    Some(differences)
}

/// How far an amount is from n units of the key, times the total.
pub(super) fn distance(
    evidence: &Evidence,
    total: u64,
    row: &super::evidence::Row,
    n: u128,
) -> u128 {
    (row.amount * u128::from(total)).abs_diff(n * evidence.appropriation)
}

/// What it costs that sums of rounded parts lie farther from the exact ones than amounts that were
/// rounded once: of two totals that fit, the likelihoods are as their mean squares to the power of
/// half the rows, if the errors are normal and how many parts there are is not known.
fn scatter(evidence: &Evidence, total: u64, weights: &[u128]) -> i64 {
    if evidence.reach == 1 {
        return 0;
    }
    let slack = evidence.slack() * u128::from(total);
    // in thousandths of a unit
    let squares = evidence
        .rows
        .iter()
        .zip(weights)
        .map(|(row, n)| distance(evidence, total, row, *n))
        .filter(|distance| *distance < slack)
        .map(|distance| {
            let thousandths = distance * 1_000 / (evidence.unit * u128::from(total));
            thousandths * thousandths
        });
    let (rows, sum) = squares.fold((0_i64, 0), |(rows, sum), it| (rows + 1, sum + it));
    // one rounding has a mean square of a twelfth
    let once = u128::try_from(rows).unwrap_or(0) * 1_000_000 / 12;
    let logarithm = (log_below(sum) - log_below(once)).max(0);
    power_of_ten_above(logarithm.saturating_mul(rows) / 2)
}

fn rounded(
    evidence: &Evidence,
    total: u64,
    weights: &[u128],
    rounding: crate::exact::Rounding,
) -> Option<Vec<i128>> {
    let unit = signed(evidence.unit)?;
    let divisor = unit.checked_mul(i128::from(total))?;
    let difference = |(row, n): (&super::evidence::Row, &u128)| {
        let part = signed(n.checked_mul(evidence.appropriation)?)?;
        Some(signed(row.amount)? - unit * rounding.divide(part, divisor))
    };
    evidence.rows.iter().zip(weights).map(difference).collect()
}

/// All parts down, then one unit more to the largest remainders until the sum is the appropriation.
/// Where equal remainders compete for the last units, either amount is right.
fn largest_remainder(evidence: &Evidence, total: u64, weights: &[u128]) -> Option<Vec<i128>> {
    let divisor = evidence.unit * u128::from(total);
    let parts = || {
        weights
            .iter()
            .map(|n| (n * evidence.appropriation).div_rem(&divisor))
    };
    let down: u128 = parts()
        .zip(&evidence.rows)
        .map(|((floor, _), row)| floor * row.cells as u128)
        .sum();
    let mut left = (evidence.appropriation / evidence.unit).checked_sub(down)?;
    let mut order: Vec<(u128, u128)> = parts()
        .zip(&evidence.rows)
        .map(|((_, remainder), row)| (remainder, row.cells as u128))
        .collect();
    order.sort_unstable_by(|a, b| b.cmp(a));
    // remainders above `cut` get a unit; at `cut` some may
    let mut cut = (divisor, false);
    for same in order.chunk_by(|a, b| a.0 == b.0) {
        if left == 0 {
            break;
        }
        let cells: u128 = same.iter().map(|(_, cells)| cells).sum();
        cut = (same[0].0, cells > left);
        left = left.saturating_sub(cells);
    }
    let (cut, is_shared) = cut;
    let rows = parts().zip(&evidence.rows);
    rows.map(|((floor, remainder), row)| {
        let lower = signed(floor * evidence.unit)?;
        let upper = lower + signed(evidence.unit)?;
        let amount = signed(row.amount)?;
        let goes_up = remainder > cut || (remainder == cut && (!is_shared || amount == upper));
        Some(amount - if goes_up { upper } else { lower })
    })
    .collect()
}

/// What missed rows cost: two powers of ten each, and for those that are no krona or two off but have
/// another cause, as for `hidden` ones, the powers of ten of kronor a unit of the key, among which each
/// could be anything. These are added up before they are rounded.
fn penalty<'d>(
    evidence: &Evidence,
    total: u64,
    missed: impl Iterator<Item = &'d i128>,
    hidden: usize,
) -> i64 {
    let (mut misses, mut far) = (hidden, hidden);
    for difference in missed {
        misses += 1;
        far += usize::from(difference.unsigned_abs() > 2 * evidence.unit);
    }
    let count = |it: usize| i64::try_from(it).unwrap_or(i64::MAX);
    let window = log_below(evidence.unit * u128::from(total)) - log_below(evidence.appropriation);
    let anything = power_of_ten_above(window.saturating_mul(count(far)));
    count(misses).saturating_mul(RARITY_OF_A_MISS) - anything.min(0)
}

/// What it costs that so many weights share a divisor, as they do where the total is a multiple of
/// the key's, or nearly.
fn shared_divisor(weights: &[u128], common: u128) -> i64 {
    let cost = |divisor: u128| {
        let divided = weights.iter().filter(|n| *n % divisor == 0).count();
        rarity(weights.len(), divided, divisor)
    };
    let divisors = (2..=LARGEST_DIVISOR).chain([common.max(1)]);
    divisors.map(cost).max().unwrap_or(0)
}

/// How many powers of ten speak against so many of the numbers being divisible by `divisor` by
/// chance: the odds are at most C(r, c)/d^c.
pub(super) fn rarity(numbers: usize, divided: usize, divisor: u128) -> i64 {
    let rows = i64::try_from(divided).unwrap_or(i64::MAX);
    let ways = log_choices(numbers, divided);
    -power_of_ten_above(ways - log_below(divisor).saturating_mul(rows)).min(0)
}

/// A quantity of this room as a signed number; all of them are far below the limit.
fn signed(value: u128) -> Option<i128> {
    i128::try_from(value).ok()
}
