//! The figures that a statement was computed from.

use std::sync::Arc;

use rustc_hash::{FxBuildHasher, FxHashSet};

use super::FigureId;

/// Figures that a statement uses. Those of an aggregate are shared by all statements that use it, so
/// that a share of a sum in each of n rows does not name n × n figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Use {
    /// A figure.
    One(FigureId),
    /// The figures of an aggregate, each once.
    Each(Arc<[FigureId]>),
}

impl Use {
    /// The figures, in the order of their first use.
    pub fn figures(&self) -> &[FigureId] {
        match self {
            Use::One(figure) => std::slice::from_ref(figure),
            Use::Each(figures) => figures,
        }
    }

    /// The figures, each once, in the order of their first use.
    pub fn distinct(uses: &[Use]) -> Vec<FigureId> {
        let all = uses.iter().flat_map(Use::figures).copied();
        match uses {
            [one] => one.figures().to_vec(),
            [Use::One(a), Use::One(b)] if a != b => vec![*a, *b],
            // a column read down its rows
            _ if all.clone().is_sorted_by(|a, b| a < b) => all.collect(),
            _ => {
                let count = uses.iter().map(|it| it.figures().len()).sum();
                let mut seen = FxHashSet::with_capacity_and_hasher(count, FxBuildHasher);
                all.filter(|it| seen.insert(*it)).collect()
            }
        }
    }
}

/// What is told of the figures that an evaluation comes by.
pub(super) trait Notes {
    /// Whether anything is noted at all.
    const NOTES: bool;
    fn one(&mut self, figure: FigureId);
    fn each(&mut self, figures: Arc<[FigureId]>);
    /// How much is noted, so that what comes later can be dropped.
    fn mark(&self) -> usize;
    fn back_to(&mut self, mark: usize);
}

/// Nothing is noted.
impl Notes for () {
    const NOTES: bool = false;
    fn one(&mut self, _: FigureId) {}
    fn each(&mut self, _: Arc<[FigureId]>) {}
    fn mark(&self) -> usize {
        0
    }
    fn back_to(&mut self, _: usize) {}
}

impl Notes for Vec<Use> {
    const NOTES: bool = true;
    fn one(&mut self, figure: FigureId) {
        self.push(Use::One(figure));
    }
    fn each(&mut self, figures: Arc<[FigureId]>) {
        self.push(Use::Each(figures));
    }
    fn mark(&self) -> usize {
        self.len()
    }
    fn back_to(&mut self, mark: usize) {
        self.truncate(mark);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_named_once_in_the_order_of_their_use() {
        let [a, b, c] = [0, 1, 2].map(FigureId::new);
        let each = |figures: &[FigureId]| Use::Each(figures.into());
        for (uses, expected) in [
            (vec![], vec![]),
            (vec![Use::One(b)], vec![b]),
            (vec![each(&[b, a])], vec![b, a]),
            (vec![Use::One(a), Use::One(a)], vec![a]),
            (vec![Use::One(b), Use::One(a)], vec![b, a]),
            (vec![Use::One(a), Use::One(a), Use::One(a)], vec![a]),
            (vec![Use::One(a), each(&[a, b])], vec![a, b]),
            (vec![each(&[a, b]), each(&[b, c])], vec![a, b, c]),
            (
                vec![each(&[c, a]), Use::One(b), each(&[a, b])],
                vec![c, a, b],
            ),
        ] {
            assert_eq!(Use::distinct(&uses), expected, "{uses:?}");
        }
    }
}
