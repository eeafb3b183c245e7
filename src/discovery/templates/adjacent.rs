//! Sums of lines that stand side by side.

use super::{KNOWN_SHAPE, longest, priced, varied_records};
use crate::discovery::bits::Bits;
use crate::discovery::book::Book;
use crate::discovery::candidate::{Candidate, judge_sum};
use crate::discovery::view::View;

/// Longer sums are tried up to this length, where they fill a block, and over all lines.
const WHOLE: usize = 2_000;
/// Of this many records that differ most, one at least must agree.
const SAMPLE: usize = 6;
/// A line may be away from the lines it adds up by this many.
const WINDOW: usize = 12;

/// Cumulative sums of lines, record by record.
struct Cumulated<'v> {
    view: &'v View,
    active: &'v [usize],
    sums: Vec<i128>,
    /// The coarsest unit of each record.
    units: Vec<i128>,
    /// Records of each active line to look at first.
    samples: Vec<Vec<usize>>,
}

impl<'v> Cumulated<'v> {
    fn of(view: &'v View, active: &'v [usize]) -> Cumulated<'v> {
        let records = view.records.len();
        let mut sums = vec![0; records];
        let mut units = vec![1; records];
        for (at, line) in active.iter().enumerate() {
            for (record, entry) in view.line(*line).iter().enumerate() {
                sums.push(sums[at * records + record] + i128::from(entry.value));
                units[record] = i128::from(entry.unit).max(units[record]);
            }
        }
        let samples = active
            .iter()
            .map(|line| varied_records(view, *line, SAMPLE))
            .collect();
        Cumulated {
            view,
            active,
            sums,
            units,
            samples,
        }
    }

    /// Whether enough records of `target` agree with the sum of `from..to`.
    fn may_hold(&self, target: usize, from: usize, to: usize) -> bool {
        let records = self.units.len();
        let entries = self.view.line(self.active[target]);
        let reach = i128::try_from(to - from).unwrap_or(i128::MAX).isqrt() + 2;
        let figures = self.view.lines[self.active[target]].figures;
        let most = figures - figures.div_ceil(4);
        let mut breaks = 0;
        let (low, high) = (&self.sums[from * records..], &self.sums[to * records..]);
        let agrees = |record: &usize| {
            let residual = high[*record] - low[*record] - i128::from(entries[*record].value);
            residual.abs() <= reach * self.units[*record]
        };
        if !self.samples[target].iter().any(agrees) {
            return false;
        }
        for (record, entry) in entries.iter().enumerate() {
            if !entry.is_number() {
                continue;
            }
            if !agrees(&record) {
                breaks += 1;
                if breaks > most {
                    return false;
                }
            }
        }
        true
    }

    fn candidate(&self, book: &Book, target: usize, from: usize, to: usize) -> Candidate {
        let parts = self.active[from..to].to_vec();
        let line = self.active[target];
        let says = self.view.lines[line].says.total;
        let whole = self.is_whole(book, target, from, to);
        let shape = Bits::whole(1).plus(Bits::of_count(self.active.len()));
        let mut cost = if whole {
            shape.minus(shape.half())
        } else {
            shape
        };
        if says {
            cost = cost.min(Bits::whole(2));
        }
        let before = to <= target;
        let known = book.accepted.iter().any(|it| {
            it.parts.len() == to - from && (it.parts.iter().max() < Some(&it.target)) == before
        });
        if known {
            cost = cost.minus(KNOWN_SHAPE.min(cost));
        }
        priced(judge_sum(self.view, line, parts), self.view, cost, says)
    }

    /// Whether the lines fill what lies between the target and the next border.
    fn is_whole(&self, book: &Book, target: usize, from: usize, to: usize) -> bool {
        let begins = |at: usize| {
            self.active
                .get(at)
                .is_none_or(|line| self.view.lines[*line].begins_block || at == 0)
        };
        let total = |at: usize| self.active.get(at).is_some_and(|line| book.is_total(*line));
        if to <= target {
            begins(from) || (from > 0 && total(from - 1))
        } else {
            begins(to) || total(to)
        }
    }
}

/// Sums of the `active` lines right before or right after their target.
pub(in crate::discovery) fn adjacent_sums(
    view: &View,
    active: &[usize],
    book: &Book,
    extra: Bits,
) -> Vec<Candidate> {
    let cumulated = Cumulated::of(view, active);
    let longest = longest(active.len());
    let mut found = Vec::new();
    for target in 0..active.len() {
        for length in 2..active.len().min(longest.max(WHOLE)) {
            let before = target.checked_sub(length).map(|from| (from, target));
            let after =
                (target + length < active.len()).then_some((target + 1, target + 1 + length));
            if before.is_none() && after.is_none() {
                break;
            }
            for (from, to) in [before, after].into_iter().flatten() {
                if length > longest && !cumulated.is_whole(book, target, from, to) {
                    continue;
                }
                if cumulated.may_hold(target, from, to) {
                    let mut candidate = cumulated.candidate(book, target, from, to);
                    candidate.score = candidate.score.minus(extra);
                    found.push(candidate);
                }
            }
        }
    }
    found
}

/// Sums of `active` lines side by side that do not begin beside their target.
pub(in crate::discovery) fn window_sums(
    view: &View,
    active: &[usize],
    book: &Book,
) -> Vec<Candidate> {
    let cumulated = Cumulated::of(view, active);
    let mut found = Vec::new();
    for target in 0..active.len() {
        for gap in 1..=WINDOW {
            let extra = Bits::of_count(gap).times(2).plus(Bits::whole(1));
            for length in 2..active.len().min(longest(active.len()) / 4) {
                let before = target
                    .checked_sub(length + gap)
                    .map(|from| (from, from + length));
                let from = target + 1 + gap;
                let after = (from + length <= active.len()).then_some((from, from + length));
                if before.is_none() && after.is_none() {
                    break;
                }
                for (from, to) in [before, after].into_iter().flatten() {
                    if cumulated.may_hold(target, from, to) {
                        let mut candidate = cumulated.candidate(book, target, from, to);
                        candidate.score = candidate.score.minus(extra);
                        found.push(candidate);
                    }
                }
            }
        }
    }
    found
}
