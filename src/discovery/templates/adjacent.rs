//! Sums of lines that stand side by side.

use super::cumulated::{Cumulated, Side};
use super::{KNOWN_SHAPE, longest, priced};
use crate::discovery::addition::judge_sum;
use crate::discovery::bits::Bits;
use crate::discovery::book::Book;
use crate::discovery::candidate::Candidate;
use crate::discovery::view::View;

/// A line may be away from the lines it adds up by this many.
const WINDOW: usize = 12;

impl Cumulated<'_> {
    /// The sums right before or after a target that may be it.
    fn beside(
        &self,
        book: &Book,
        target: usize,
        side: Side,
        longest: usize,
    ) -> Vec<(usize, usize)> {
        let border = match side {
            Side::Before => target,
            Side::After => target + 1,
        };
        let whole = |end: usize| {
            let (from, to) = (end.min(border), end.max(border));
            self.is_whole(book, target, from, to)
        };
        self.at(target, border, side, longest, whole)
    }

    /// The sums from a border on that may be the target.
    fn at(
        &self,
        target: usize,
        border: usize,
        side: Side,
        longest: usize,
        whole: impl Fn(usize) -> bool,
    ) -> Vec<(usize, usize)> {
        let ends = self.ends(target, border, side, longest, whole).into_iter();
        ends.map(|end| (end.min(border), end.max(border)))
            .filter(|(from, to)| self.may_hold(target, *from, *to))
            .collect()
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
        for (from, to) in [Side::Before, Side::After]
            .into_iter()
            .flat_map(|side| cumulated.beside(book, target, side, longest))
        {
            let mut candidate = cumulated.candidate(book, target, from, to);
            candidate.score = candidate.score.minus(extra);
            found.push(candidate);
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
    let longest = longest(active.len()) / 4;
    for target in 0..active.len() {
        for gap in 1..=WINDOW {
            let extra = Bits::of_count(gap).times(2).plus(Bits::whole(1));
            let before = target.checked_sub(gap).map(|it| (it, Side::Before));
            let after =
                (target + 1 + gap <= active.len()).then_some((target + 1 + gap, Side::After));
            for (border, side) in [before, after].into_iter().flatten() {
                for (from, to) in cumulated.at(target, border, side, longest, |_| false) {
                    let mut candidate = cumulated.candidate(book, target, from, to);
                    candidate.score = candidate.score.minus(extra);
                    found.push(candidate);
                }
            }
        }
    }
    found
}
