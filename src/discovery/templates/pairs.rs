//! Sums of two lines anywhere, and thereby differences.

use std::ops::Range;

use super::ordered::OrderedRecords;
use super::{KNOWN_SHAPE, distance_cost, priced};
use crate::discovery::addition::judge_sum;
use crate::discovery::bits::Bits;
use crate::discovery::book::Book;
use crate::discovery::candidate::Candidate;
use crate::discovery::view::View;

/// Up to this many lines every pair is tried; of more, those this near.
const EVERY_PAIR: usize = 120;
const NEAR: usize = 24;

/// Every line as the sum of two others.
pub(in crate::discovery) fn pair_sums(view: &View, book: &Book) -> Vec<Candidate> {
    let count = view.len();
    let pairs = Bits::log2((count * count / 2) as u128);
    let mut found = Vec::new();
    let ordered = OrderedRecords::of(view, |it| &it.six);
    for target in 0..count {
        let sample = &view.samples(target).six;
        if sample.is_empty() {
            continue;
        }
        let (first, last) = if count <= EVERY_PAIR {
            (0, count)
        } else {
            (target.saturating_sub(NEAR), (target + NEAR).min(count))
        };
        for (a, b) in pairs_that_may_hold(view, target, first..last, sample, &ordered) {
            let near = distance_cost(target, a).plus(distance_cost(target, b));
            let mut cost = near.min(pairs);
            let offsets = |it: &Candidate| {
                it.parts.len() == 2
                    && it.parts[0] + target == a + it.target
                    && it.parts[1] + target == b + it.target
            };
            if book.accepted.iter().any(offsets) {
                cost = cost.minus(KNOWN_SHAPE.min(cost));
            }
            let says = view.lines[target].says.total;
            found.push(priced(
                judge_sum(view, target, vec![a, b]),
                view,
                cost,
                says,
            ));
        }
    }
    found
}

/// The pairs that at least half of the sample agrees with: of more than half of the records, one at
/// least is among them.
fn pairs_that_may_hold(
    view: &View,
    target: usize,
    lines: Range<usize>,
    sample: &[usize],
    ordered: &OrderedRecords,
) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for record in &sample[..sample.len() / 2 + 1] {
        let Some(ordered) = ordered.record(*record) else {
            continue;
        };
        let wanted = i128::from(view.at(target, *record).value);
        for a in lines.clone().filter(|a| *a != target) {
            let rest = wanted - i128::from(view.at(a, *record).value);
            let near = ordered.near(rest, ordered.unit);
            let other = near.filter(|b| *b > a && *b != target && lines.contains(b));
            pairs.extend(other.map(|b| (a, b)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs.retain(|(a, b)| may_hold(view, target, *a, *b, sample));
    pairs
}

fn may_hold(view: &View, target: usize, a: usize, b: usize, sample: &[usize]) -> bool {
    let mut breaks = 0;
    for record in sample {
        let (t, a, b) = (
            view.at(target, *record),
            view.at(a, *record),
            view.at(b, *record),
        );
        let unit = t.unit.max(a.unit).max(b.unit);
        let residual = i128::from(a.value) + i128::from(b.value) - i128::from(t.value);
        if residual.abs() > i128::from(unit) || a.value == 0 || b.value == 0 {
            breaks += 1;
            if breaks * 2 > sample.len() {
                return false;
            }
        }
    }
    true
}
