//! Means of lines that stand side by side.

use super::{longest, priced, varied_records};
use crate::discovery::bits::Bits;
use crate::discovery::candidate::{Candidate, judge_mean};
use crate::discovery::view::View;

/// A mean may stand away from its lines by this many others.
const WINDOW: usize = 4;

/// Every line as the mean of the lines before or after it among `active`.
pub(in crate::discovery) fn means(view: &View, active: &[usize], extra: Bits) -> Vec<Candidate> {
    let mut found = Vec::new();
    let position = |line: usize| active.binary_search(&line).unwrap_or_else(|at| at);
    for target in 0..view.len() {
        let here = position(target);
        let next = if active.get(here) == Some(&target) {
            here + 1
        } else {
            here
        };
        for gap in 0..=WINDOW {
            let longest = longest(active.len());
            let before = here
                .checked_sub(gap)
                .map(|end| active[..end].iter().rev().take(longest).copied().collect());
            let after = active.get(next + gap..);
            let after = after.map(|it| it.iter().take(longest).copied().collect());
            for lines in [before, after].into_iter().flatten() {
                let lines: Vec<usize> = lines;
                let gap_cost = Bits::of_count(1 + gap).times(2);
                search(view, target, &lines, extra.plus(gap_cost), &mut found);
            }
        }
    }
    found
}

/// Of this many records that differ most, one at least must agree.
const SAMPLE: usize = 6;

/// Adds the lines one by one and asks each time whether the target is their mean.
fn search(view: &View, target: usize, lines: &[usize], extra: Bits, found: &mut Vec<Candidate>) {
    let sample = varied_records(view, target, SAMPLE);
    let mut sums = vec![0_i128; sample.len()];
    let mut counts = vec![0_i128; sample.len()];
    for (length, line) in (1..).zip(lines.iter()) {
        for (at, record) in sample.iter().enumerate() {
            let entry = view.at(*line, *record);
            sums[at] += i128::from(entry.value);
            counts[at] += i128::from(entry.is_number());
        }
        let agrees = |at: usize| {
            let (target, count) = (view.at(target, sample[at]), counts[at]);
            let residual = (sums[at] - i128::from(target.value) * count).abs();
            count > 1 && residual <= i128::from(target.unit) * count
        };
        if length < 2 || !(0..sample.len()).any(agrees) {
            continue;
        }
        let whole = lines.get(length).is_none()
            || view.lines[*line].begins_block && *line < target
            || lines
                .get(length)
                .is_some_and(|next| view.lines[*next].begins_block && *next > target);
        let says = view.lines[target].says.mean;
        let shape = Bits::whole(1).plus(Bits::of_count(view.len()));
        let cost = if whole {
            shape.minus(shape.half())
        } else {
            shape
        };
        let mut parts = lines[..length].to_vec();
        parts.sort_unstable();
        found.push(priced(
            judge_mean(view, target, parts),
            view,
            cost.plus(extra),
            says,
        ));
    }
}
