//! Which of the totals that fit is the key's, and which others cannot be ruled out.

use super::chance::Chance;
use super::evidence::Evidence;
use super::fit::Fit;
use super::sieve::Sieve;

/// A fit is a key if fewer totals than this would fit by chance: one in a million.
pub(super) const CONVINCING: Chance = Chance { exponent: -6 };
/// A fit is worth mentioning if fewer totals than this would fit by chance: one in a hundred.
pub(super) const MENTIONABLE: Chance = Chance { exponent: -2 };
/// A rival is ruled out if its unexplained cells cost this many powers of ten more.
const RULED_OUT: i64 = 6;
/// Totals on either side of the best that are looked at as its rivals.
const NEIGHBOURS: u64 = 32;
/// As many weaker candidates are remembered.
const REMEMBERED: usize = 20;
/// Multiples of the best that are looked at as its rivals.
const MULTIPLES: u64 = 8;
/// Where the best explains no more than most, multiples of its parts, too: as many.
const MULTIPLES_OF_PARTS: u64 = 64;

/// The fits worth mentioning, and how far the search came. Once one is convincing its multiples would
/// follow, so the search ends before twice its total.
pub(super) fn search(
    evidence: &Evidence,
    last: u64,
    progress: &mut dyn FnMut(u64, u64),
) -> (Vec<Fit>, u64) {
    let mut fits: Vec<Fit> = Vec::new();
    let visit = |total: u64| {
        let fit = Fit::of(evidence, total, evidence.exceptions);
        let Some(fit) = fit.filter(|fit| fit.chance <= MENTIONABLE) else {
            return last;
        };
        let is_convincing = fit.chance <= CONVINCING && fit.common == 1 && fit.explains_most();
        fits.push(fit);
        fits.sort_by_key(rank);
        fits.truncate(REMEMBERED);
        if is_convincing { 2 * total - 1 } else { last }
    };
    let reached = Sieve::new(evidence, MENTIONABLE).run(1, last, visit, progress);
    (fits, reached)
}

/// Keys before fits of another appropriation; what chance does not explain before what it might; then
/// what leaves least unexplained.
fn rank(fit: &Fit) -> (bool, bool, i64, Chance, u64) {
    (
        fit.common > 1,
        fit.chance > CONVINCING,
        fit.penalty,
        fit.chance,
        fit.total,
    )
}

/// The best fit, and the others that cannot be ruled out: among those that the search found, and
/// among the relatives of the best, which agree with it too often to be judged by chance.
pub(super) fn contest(
    evidence: &Evidence,
    mut fits: Vec<Fit>,
    last: u64,
) -> Option<(Fit, Vec<Fit>)> {
    let mut compared = None;
    while compared != Some(fits.first()?.total) {
        compared = Some(fits.first()?.total);
        let relatives = relatives(evidence, fits.first()?, last);
        fits.extend(relatives);
        fits.sort_by_key(rank);
        fits.dedup_by_key(|fit| fit.total);
    }
    let best = fits.remove(0);
    // the same weights on a total a little larger or smaller: someone of no consequence is unlisted,
    // or nobody is. Where the listed weights are the total, nobody is
    let differs = |fit: &Fit| !best.lists_everyone || fit.weights != best.weights;
    fits.retain(|fit| fit.penalty < best.penalty + RULED_OUT && differs(fit));
    fits.truncate(REMEMBERED);
    Some((best, fits))
}

/// Fits that a true total could be mistaken for, with those that cannot be ruled out: the total divided,
/// its neighbours and its multiples.
fn relatives(evidence: &Evidence, best: &Fit, last: u64) -> Vec<Fit> {
    let affordable = best.penalty + RULED_OUT;
    let exceptions = usize::try_from(affordable / 2).unwrap_or(usize::MAX);
    let around = best.total.saturating_sub(NEIGHBOURS).max(1)..=best.total + NEIGHBOURS;
    let near = around
        .chain(multiples(best))
        .filter(|total| *total <= last)
        .filter_map(|total| Fit::of(evidence, total, exceptions))
        .filter(|fit| fit.chance <= MENTIONABLE && fit.penalty < affordable);
    divided(evidence, best).into_iter().chain(near).collect()
}

/// Totals of which the best could be a simple fraction. A part N/k of the key's total fits all rows
/// whose weight k divides, and so do multiples of it: where much is left unexplained, those are tried.
fn multiples(best: &Fit) -> Vec<u64> {
    let of = |total: u64, most| (1..=most).map(move |times| total.saturating_mul(times));
    if best.explains_most() {
        return of(best.total, MULTIPLES).collect();
    }
    let parts = (1..=MULTIPLES).filter(|part| best.total.is_multiple_of(*part));
    let mut totals: Vec<u64> = parts
        .flat_map(|part| of(best.total / part, MULTIPLES_OF_PARTS))
        .collect();
    totals.sort_unstable();
    totals.dedup();
    totals
}

/// Fits of the total divided by what most of its weights can be divided by. Damaged cells may fit a
/// multiple of the key's total by chance, so that the multiple has fewer exceptions.
fn divided(evidence: &Evidence, fit: &Fit) -> Vec<Fit> {
    let mut found = Vec::new();
    let mut total = fit.total;
    for divisor in prime_factors(fit.total) {
        let divided = fit.weights.iter().filter(|n| *n % u128::from(divisor) == 0);
        if divided.count() * 4 < fit.weights.len() * 3 {
            continue;
        }
        total /= divisor;
        found.extend(Fit::of(evidence, total, evidence.rows.len() / 4));
    }
    found
}

/// The prime factors, each as often as it divides, ascending.
fn prime_factors(mut number: u64) -> Vec<u64> {
    let mut factors = Vec::new();
    let mut divisor = 2;
    while divisor <= number / divisor {
        while number.is_multiple_of(divisor) {
            factors.push(divisor);
            number /= divisor;
        }
        divisor += 1;
    }
    if number > 1 {
        factors.push(number);
    }
    factors
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prime_factors_multiply_to_the_number() {
        assert_eq!(prime_factors(360), [2, 2, 2, 3, 3, 5]);
        assert_eq!(prime_factors(597_553), [11, 54_323]);
        assert!(prime_factors(1).is_empty());
    }
}
