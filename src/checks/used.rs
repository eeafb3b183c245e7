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
            [] => Vec::new(),
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
