//! Means of lines that stand side by side.

use rustc_hash::FxHashMap;

use super::{LABEL, priced};
use crate::discovery::addition::judge_mean;
use crate::discovery::bits::Bits;
use crate::discovery::candidate::Candidate;
use crate::discovery::density::DENSITY_ONE;
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
        if most_evidence(view, target) < least_cost(view) {
            continue;
        }
        let here = active.binary_search(&target).unwrap_or_else(|at| at);
        let next = here + usize::from(active.get(here) == Some(&target));
        for gap in 0..=WINDOW {
            let extra = extra.plus(Bits::of_count(1 + gap).times(2));
            let before = here.checked_sub(gap).map(|end| (end, true));
            let after = (next + gap <= active.len()).then_some((next + gap, false));
            for (border, before) in [before, after].into_iter().flatten() {
                let lengths = counted.lengths(target, border, before).into_iter();
                let candidates =
                    lengths.map(|it| counted.candidate(target, border, before, it, extra));
                // what is less likely than not is not kept at all
                found.extend(candidates.filter(|it| it.score > Bits::ZERO));
            }
        }
    }
    found
}

/// More than a line can gain as a mean, however well it fits.
fn most_evidence(view: &View, target: usize) -> Bits {
    let of_records = view.line(target).iter().enumerate();
    let gains = of_records
        .filter(|(_, it)| it.is_number())
        .map(|(record, it)| {
            let gain = view.gain(target, record, i128::from(it.unit), DENSITY_ONE);
            gain.max(Bits::ZERO)
        });
    gains.sum::<Bits>().plus(LABEL)
}

/// What the shape of the simplest mean costs.
fn least_cost(view: &View) -> Bits {
    let lines = Bits::of_count(view.len());
    Bits::whole(1).plus(lines).half().plus(lines)
}

/// Cumulative sums and counts of the figures of lines in the records that some line looks at first.
struct Counted<'v> {
    view: &'v View,
    active: &'v [usize],
    records: FxHashMap<usize, Vec<SoFar>>,
}

/// What the figures of one record come to before a line.
#[derive(Clone, Copy, Default)]
struct SoFar {
    /// Their sum modulo 2⁶⁴: the difference of two is right.
    sum: i64,
    /// How many they are.
    count: i64,
    /// How many differ from the one before.
    changes: usize,
}

impl<'v> Counted<'v> {
    fn of(view: &'v View, active: &'v [usize]) -> Counted<'v> {
        let cumulated = |record: usize| {
            let mut so_far = SoFar::default();
            let mut last = None;
            let mut sums = Vec::with_capacity(active.len() + 1);
            sums.push(so_far);
            for line in active {
                let entry = view.at(*line, record);
                so_far.sum = so_far.sum.wrapping_add(entry.value);
                so_far.count += i64::from(entry.is_number());
                so_far.changes += usize::from(last.is_some_and(|last| last != entry.value));
                last = Some(entry.value);
                sums.push(so_far);
            }
            sums
        };
        let mut records: FxHashMap<usize, Vec<SoFar>> = FxHashMap::default();
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

    /// How many lines from a border on have the target as their mean, in a third at least of the records
    /// that differ most; lines that are all alike say nothing.
    fn lengths(&self, target: usize, border: usize, before: bool) -> Vec<usize> {
        let room = if before {
            border
        } else {
            self.active.len() - border
        };
        let longest = room.min(longest(self.active.len()));
        let sampled = &self.view.samples(target).six;
        let mut lengths = Vec::new();
        for record in sampled {
            let Some(sums) = self.records.get(record) else {
                continue;
            };
            let entry = self.view.at(target, *record);
            for length in 2..=longest {
                let (from, to) = if before {
                    (border - length, border)
                } else {
                    (border, border + length)
                };
                // the first line of the window may differ from the one before it
                let is_alike = sums[to].changes == sums[from + 1].changes;
                let sum = sums[to].sum.wrapping_sub(sums[from].sum);
                let count = sums[to].count - sums[from].count;
                let apart = sum.abs_diff(entry.value.wrapping_mul(count));
                let slack = entry.unit.wrapping_mul(count).unsigned_abs();
                if !is_alike && apart <= slack && count > 1 {
                    lengths.push(length);
                }
            }
        }
        lengths.sort_unstable();
        let fitting = lengths.chunk_by(|one, other| one == other);
        fitting
            .filter(|it| it.len() * 3 >= sampled.len())
            .map(|it| it[0])
            .collect()
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
