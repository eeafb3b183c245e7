//! The shapes a relation can have: one file a shape.

mod adjacent;
mod alike;
mod counted;
mod cumulated;
mod factors;
mod hundred;
mod means;
mod of_total;
mod ordered;
mod pairs;
mod ratios;
mod subsets;

pub(super) use adjacent::{adjacent_sums, window_sums};
pub(super) use factors::{mixtures, proportions};
pub(super) use hundred::rests_of_hundred;
pub(super) use means::means;
pub(super) use of_total::shares_of_totals;
pub(super) use pairs::pair_sums;
pub(super) use ratios::{quotient, ratios, unpriced_ratios};
pub(super) use subsets::subset_sums;

use super::bits::Bits;
use super::candidate::Candidate;
use super::view::View;

/// What a label that says *total* or *mean* is worth.
const LABEL: Bits = Bits::tenths(53);
/// What a shape that was accepted already costs less.
const KNOWN_SHAPE: Bits = Bits::whole(4);

/// Up to this many lines every pair is tried where a factor or a total is asked for; of more, those this near.
const EVERY_PAIR: usize = 60;
const NEAR: usize = 16;

/// The lines that are tried with one.
fn within_reach(view: &View, line: usize) -> std::ops::Range<usize> {
    let reach = if view.len() <= EVERY_PAIR {
        EVERY_PAIR
    } else {
        NEAR
    };
    near(view, line, reach)
}

/// The lines no further away than this.
fn near(view: &View, line: usize, reach: usize) -> std::ops::Range<usize> {
    line.saturating_sub(reach)..(line + reach + 1).min(view.len())
}

/// Sums and means over this many lines that stand side by side are tried at each of `lines` targets:
/// 400, and fewer where more than 100 000 lines would make that more than 40 million trials.
fn longest(lines: usize) -> usize {
    (40_000_000 / lines.max(1)).clamp(20, 400)
}

/// The candidate with the cost of its shape taken off, and what its label says added.
fn priced(mut candidate: Candidate, view: &View, cost: Bits, label_says: bool) -> Candidate {
    candidate.score = candidate
        .score
        .minus(cost)
        .minus(Bits::of_count(view.len()));
    if label_says {
        candidate.score = candidate.score.plus(LABEL);
        candidate.labelled = true;
    }
    candidate
}

/// The cost of naming an operand so far from its target.
fn distance_cost(from: usize, to: usize) -> Bits {
    Bits::of_count(1 + from.abs_diff(to)).times(2)
}
