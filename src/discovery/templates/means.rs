//! Means of lines that stand side by side.

use super::priced;
use crate::discovery::bits::Bits;
use crate::discovery::candidate::{Candidate, judge_mean};
use crate::discovery::view::View;

/// Means over up to so many lines are tried.
const LONGEST: usize = 400;
/// A mean may stand away from its lines by this many others.
const WINDOW: usize = 4;

/// Every line as the mean of the lines before or after it among `active`.
pub(in crate::discovery) fn means(view: &View, active: &[usize], extra: Bits) -> Vec<Candidate> {
    let mut found = Vec::new();
    let position = |line: usize| active.binary_search(&line).unwrap_or_else(|at| at);
    for target in 0..view.len() {
        let here = position(target);
        let next = if active.get(here) == Some(&target) { here + 1 } else { here };
        for gap in 0..=WINDOW {
            let before = here.checked_sub(gap).map(|end| active[..end].iter().rev().copied().collect());
            let after = active.get(next + gap..).map(<[usize]>::to_vec);
            for lines in [before, after].into_iter().flatten() {
                let lines: Vec<usize> = lines;
                let gap_cost = Bits::of_count(1 + gap).times(2);
                search(view, target, &lines, extra.plus(gap_cost), &mut found);
            }
        }
    }
    found
}

/// Adds the lines one by one and asks each time whether the target is their mean.
fn search(view: &View, target: usize, lines: &[usize], extra: Bits, found: &mut Vec<Candidate>) {
    let entries = view.line(target);
    let mut sums = vec![0_i128; entries.len()];
    let mut counts = vec![0_i128; entries.len()];
    let figures = view.lines[target].figures;
    for (length, line) in (1..).zip(lines.iter().take(LONGEST)) {
        for (record, entry) in view.line(*line).iter().enumerate() {
            sums[record] += i128::from(entry.value);
            counts[record] += i128::from(entry.is_number());
        }
        if length < 2 {
            continue;
        }
        let agrees = |record: usize| {
            let (target, count) = (entries[record], counts[record]);
            let residual = (sums[record] - i128::from(target.value) * count).abs();
            target.is_number() && count > 1 && residual * 2 <= i128::from(target.unit) * count * 2
        };
        let holds = (0..entries.len()).filter(|record| agrees(*record)).count();
        if holds * 2 < figures {
            continue;
        }
        let whole = lines.get(length).is_none()
            || view.lines[*line].begins_block && *line < target
            || lines.get(length).is_some_and(|next| view.lines[*next].begins_block && *next > target);
        let says = view.lines[target].says.mean;
        let shape = Bits::whole(1).plus(Bits::of_count(view.len()));
        let cost = if whole { shape.minus(shape.half()) } else { shape };
        let mut parts = lines[..length].to_vec();
        parts.sort_unstable();
        found.push(priced(judge_mean(view, target, parts), view, cost.plus(extra), says));
    }
}
