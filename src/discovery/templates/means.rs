//! Means of lines that stand side by side.

use rustc_hash::FxHashMap;

use super::priced;
use crate::discovery::bits::Bits;
use crate::discovery::candidate::{Candidate, judge_mean};
use crate::discovery::view::View;

/// A mean may stand away from its lines by this many others.
const WINDOW: usize = 4;

/// Means of up to so many lines are tried at each target: 400, whose figures add up to less than 2⁶³,
/// and fewer where more than 10 000 lines would make that more than 40 million trials a record.
fn longest(lines: usize) -> usize {
    (4_000_000 / lines.max(1)).clamp(20, 400)
}

/// Every line as the mean of the lines before or after it among `active`.
pub(in crate::discovery) fn means(view: &View, active: &[usize], extra: Bits) -> Vec<Candidate> {
    let counted = Counted::of(view, active);
    let mut found = Vec::new();
    for target in 0..view.len() {
        let here = active.binary_search(&target).unwrap_or_else(|at| at);
        let next = here + usize::from(active.get(here) == Some(&target));
        for gap in 0..=WINDOW {
            let extra = extra.plus(Bits::of_count(1 + gap).times(2));
            let before = here.checked_sub(gap).map(|end| (end, true));
            let after = (next + gap <= active.len()).then_some((next + gap, false));
            for (border, before) in [before, after].into_iter().flatten() {
                for length in counted.lengths(target, border, before) {
                    found.push(counted.candidate(target, border, before, length, extra));
                }
            }
        }
    }
    found
}

/// Cumulative sums and counts of the figures of lines in the records that some line looks at first.
struct Counted<'v> {
    view: &'v View,
    active: &'v [usize],
    /// The sums are taken modulo 2⁶⁴: their differences are right.
    records: FxHashMap<usize, Vec<(i64, i64)>>,
}

impl<'v> Counted<'v> {
    fn of(view: &'v View, active: &'v [usize]) -> Counted<'v> {
        let cumulated = |record: usize| {
            let mut so_far = (0_i64, 0_i64);
            let mut sums = Vec::with_capacity(active.len() + 1);
            sums.push(so_far);
            for line in active {
                let entry = view.at(*line, record);
                so_far.0 = so_far.0.wrapping_add(entry.value);
                so_far.1 += i64::from(entry.is_number());
                sums.push(so_far);
            }
            sums
        };
        let mut records: FxHashMap<usize, Vec<(i64, i64)>> = FxHashMap::default();
        for line in 0..view.len() {
            for record in &view.samples(line).six {
                records.entry(*record).or_insert_with(|| cumulated(*record));
            }
        }
        Counted {
            view,
            active,
            records,
        }
    }

    /// How many lines from a border on have the target as their mean, in one record at least of those
    /// that differ most.
    fn lengths(&self, target: usize, border: usize, before: bool) -> Vec<usize> {
        let room = if before {
            border
        } else {
            self.active.len() - border
        };
        let longest = room.min(longest(self.active.len()));
        let mut lengths = Vec::new();
        for record in &self.view.samples(target).six {
            let Some(sums) = self.records.get(record) else {
                continue;
            };
            let (here, entry) = (sums[border], self.view.at(target, *record));
            for length in 2..=longest {
                let (sum, count) = if before {
                    let from = sums[border - length];
                    (here.0.wrapping_sub(from.0), here.1 - from.1)
                } else {
                    let to = sums[border + length];
                    (to.0.wrapping_sub(here.0), to.1 - here.1)
                };
                let apart = sum.abs_diff(entry.value * count);
                if apart <= (entry.unit * count).unsigned_abs() && count > 1 {
                    lengths.push(length);
                }
            }
        }
        lengths.sort_unstable();
        lengths.dedup();
        lengths
    }

    fn candidate(
        &self,
        target: usize,
        border: usize,
        before: bool,
        length: usize,
        extra: Bits,
    ) -> Candidate {
        let (from, to) = if before {
            (border - length, border)
        } else {
            (border, border + length)
        };
        let begins = |at: usize| {
            let line = self.active.get(at);
            line.is_none_or(|line| self.view.lines[*line].begins_block)
        };
        let whole = if before {
            from == 0 || begins(from)
        } else {
            begins(to)
        };
        let shape = Bits::whole(1).plus(Bits::of_count(self.view.len()));
        let cost = if whole {
            shape.minus(shape.half())
        } else {
            shape
        };
        let parts = self.active[from..to].to_vec();
        let says = self.view.lines[target].says.mean;
        priced(
            judge_mean(self.view, target, parts),
            self.view,
            cost.plus(extra),
            says,
        )
    }
}
