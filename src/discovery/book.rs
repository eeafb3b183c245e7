//! The relations accepted so far, and what they leave room for.

use rustc_hash::FxHashSet;

use super::candidate::{Candidate, Operator};

/// Relations accepted along one axis.
#[derive(Clone, Debug, Default)]
pub(super) struct Book {
    pub accepted: Vec<Candidate>,
}

/// Totals of totals are followed this deep.
const DEEPEST: usize = 12;

impl Book {
    /// Whether a line is the target of an accepted sum.
    pub(super) fn is_total(&self, line: usize) -> bool {
        self.sums().any(|sum| sum.target == line)
    }

    /// Whether a line is a part of an accepted sum.
    pub(super) fn is_part(&self, line: usize) -> bool {
        self.sums().any(|sum| sum.parts.contains(&line))
    }

    /// Whether two lines are all the parts of an accepted sum.
    pub(super) fn adds_up(&self, a: usize, b: usize) -> bool {
        self.sums()
            .any(|sum| sum.parts.len() == 2 && sum.parts.contains(&a) && sum.parts.contains(&b))
    }

    /// Whether what is left of a line after another is printed: the first is the sum of the two.
    pub(super) fn prints_rest(&self, whole: usize, part: usize) -> bool {
        self.sums()
            .any(|sum| sum.target == whole && sum.parts.len() == 2 && sum.parts.contains(&part))
    }

    fn sums(&self) -> impl Iterator<Item = &Candidate> {
        self.accepted
            .iter()
            .filter(|it| it.operator == Operator::Sum)
    }

    /// The lines below a line in the accepted sums, itself included.
    fn below(&self, line: usize, depth: usize, into: &mut FxHashSet<usize>) {
        if !into.insert(line) {
            return;
        }
        if depth < DEEPEST {
            for sum in self.sums().filter(|sum| sum.target == line) {
                for part in &sum.parts {
                    self.below(*part, depth + 1, into);
                }
            }
        }
    }

    /// The lines that a set of parts comes down to, themselves included.
    pub(super) fn leaves(&self, parts: &[usize]) -> FxHashSet<usize> {
        let mut all = FxHashSet::default();
        for part in parts {
            self.below(*part, 0, &mut all);
        }
        all
    }

    /// Whether a candidate says nothing new, or something that cannot be true beside what is
    /// accepted.
    pub(super) fn conflicts(&self, candidate: &Candidate) -> bool {
        match candidate.operator {
            Operator::Sum => self.sum_conflicts(candidate),
            Operator::Mean => self.accepted.iter().any(|it| {
                it.target == candidate.target
                    && matches!(it.operator, Operator::Mean | Operator::Sum)
                    && it.parts.iter().any(|part| candidate.parts.contains(part))
            }),
            _ => {
                let lines = candidate.lines();
                self.accepted.iter().any(|it| {
                    let ratio = !matches!(it.operator, Operator::Sum | Operator::Mean);
                    // each group of rows has a total of its own
                    let of_another_total = it.total.is_some()
                        && candidate.total.is_some()
                        && it.total != candidate.total;
                    let is_alike = it.target == candidate.target || it.lines() == lines;
                    ratio && is_alike && !of_another_total
                })
            }
        }
    }

    fn sum_conflicts(&self, candidate: &Candidate) -> bool {
        let lines = candidate.lines();
        let leaves = self.leaves(&candidate.parts);
        if leaves.contains(&candidate.target) {
            return true;
        }
        // a part within another part would be added twice
        let twice = |part: &usize| {
            let others: Vec<usize> = candidate
                .parts
                .iter()
                .copied()
                .filter(|it| it != part)
                .collect();
            self.leaves(&others).contains(part)
        };
        if candidate.parts.len() <= 64 && candidate.parts.iter().any(twice) {
            return true;
        }
        let bottom = self.bottom(&candidate.parts);
        self.sums().any(|sum| {
            let other = || {
                let theirs = self.leaves(&sum.parts);
                // the same lines by way of subtotals are more direct, and told as well
                let more_direct = candidate.parts.len() < sum.parts.len();
                theirs.iter().any(|it| leaves.contains(it))
                    && !(more_direct && self.bottom(&sum.parts) == bottom)
            };
            sum.lines() == lines || (sum.target == candidate.target && other())
        })
    }

    /// The lines without parts of their own that a set of parts comes down to.
    fn bottom(&self, parts: &[usize]) -> Vec<usize> {
        let totals: FxHashSet<usize> = self.sums().map(|sum| sum.target).collect();
        let leaves = self.leaves(parts).into_iter();
        let mut lines: Vec<usize> = leaves.filter(|line| !totals.contains(line)).collect();
        lines.sort_unstable();
        lines
    }

    /// Accepts the candidates that fit, the surest first, and says how many did.
    pub(super) fn accept(&mut self, mut candidates: Vec<Candidate>) -> usize {
        candidates.sort_by(|a, b| {
            (b.score.cmp(&a.score))
                .then(b.holds.cmp(&a.holds))
                .then(b.parts.len().cmp(&a.parts.len()))
                .then(a.target.cmp(&b.target))
                .then(a.parts.cmp(&b.parts))
                .then(a.scale.cmp(&b.scale))
        });
        let before = self.accepted.len();
        for candidate in candidates {
            if !self.conflicts(&candidate) {
                self.accepted.push(candidate);
            }
        }
        self.accepted.len() - before
    }
}
