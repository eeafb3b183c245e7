//! Which figures a relation was computed from.

use std::sync::Arc;

use rustc_hash::{FxBuildHasher, FxHashSet};

use super::FigureRef;

/// Figures that a relation uses. Those of an aggregate are shared by all relations that use it, so
/// that a share of a sum in each of n rows does not name n × n figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Use {
    /// A figure.
    One(FigureRef),
    /// The figures of an aggregate, each once.
    Each(Arc<[FigureRef]>),
}

impl Use {
    fn figures(&self) -> &[FigureRef] {
        match self {
            Use::One(figure) => std::slice::from_ref(figure),
            Use::Each(figures) => figures,
        }
    }

    /// The figures, each once, in the order of their first use.
    pub fn distinct(uses: &[Use]) -> Vec<FigureRef> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_named_once_in_the_order_of_their_use() {
        let [a, b, c] = [0, 1, 2].map(FigureRef::Claim);
        let each = |figures: &[FigureRef]| Use::Each(figures.into());
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
