//! Lines with the same figures: what holds of one of them holds of the others.

use rustc_hash::FxHashSet;

use crate::discovery::view::View;

/// For each line the first one with the same figures; itself where no line before it has them.
pub(super) struct Alike {
    first: Vec<usize>,
}

impl Alike {
    pub fn of(view: &View) -> Alike {
        let mut first: Vec<usize> = Vec::with_capacity(view.len());
        for line in 0..view.len() {
            let mut before = (0..line).filter(|it| first[*it] == *it);
            let same = before.find(|it| are_alike(view, *it, line));
            first.push(same.unwrap_or(line));
        }
        Alike { first }
    }

    /// The line that stands for a line.
    pub fn first(&self, line: usize) -> usize {
        self.first.get(line).copied().unwrap_or(line)
    }

    /// The lines that stand for some, in order.
    pub fn all(&self, lines: &[usize]) -> Vec<usize> {
        let mut all: Vec<usize> = lines.iter().map(|it| self.first(*it)).collect();
        all.sort_unstable();
        all
    }
}

/// Whether two lines have the same figure wherever both have one: at least three different ones, and in three
/// records of four in which the shorter has one.
fn are_alike(view: &View, one: usize, other: usize) -> bool {
    let is_sampled_alike = view.samples(one).three.iter().all(|record| {
        let (a, b) = (view.at(one, *record), view.at(other, *record));
        !b.is_number() || a.value == b.value
    });
    if !is_sampled_alike {
        return false;
    }
    let both = view.line(one).iter().zip(view.line(other));
    let mut values = FxHashSet::default();
    let mut count = 0;
    for (a, b) in both.filter(|(a, b)| a.is_number() && b.is_number()) {
        if a.value != b.value {
            return false;
        }
        values.insert(a.value);
        count += 1;
    }
    let fewer = view.lines[one].figures.min(view.lines[other].figures);
    values.len() > 2 && count * 4 >= fewer * 3
}
