//! Changes that mend violated relations and break none, found otherwise than by solving for figures.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::exchange::{Exchange, mend};
use super::hypothesis::{Change, Hypothesis};
use super::row_choice::RowChoice;
use super::slip::Weight;
use super::system::System;
use crate::exact::Ratio;

/// Changes that mend violated relations and break none.
#[derive(Clone)]
pub(super) struct Mending {
    pub weight: Weight,
    /// The changed figures in order of position; of an exchange also those that were computed from the
    /// exchanged ones or repeat them.
    pub changes: Vec<Change>,
    pub mended: BTreeSet<usize>,
    /// Whether it is an exchange, and no choice of rows.
    pub is_exchange: bool,
}

/// Mendings, what mends most first, of those what changes least.
#[derive(Default)]
pub(super) struct Mendings {
    all: Vec<Mending>,
    /// Those that mend a relation.
    of_relation: FxHashMap<usize, Vec<usize>>,
    /// Relations whose choices of rows were not all tried.
    untried: BTreeSet<usize>,
}

impl Mendings {
    /// The exchanges that mend something and break nothing, and the choices of rows that do; `relations`
    /// has the relation of each violated statement that is one.
    pub fn new(
        system: &System,
        exchanges: &[Exchange],
        (choices, untried): (&[RowChoice], &[usize]),
        relations: &FxHashMap<usize, usize>,
    ) -> Mendings {
        let exchanges = exchanges.iter().filter_map(|it| mend(system, it));
        let choices = (0..)
            .zip(choices)
            .map(|(nth, it)| it.mending(nth, system, relations));
        let untried = untried.iter().filter_map(|it| relations.get(it)).copied();
        Mendings::of(exchanges.chain(choices).collect(), untried.collect())
    }

    fn of(mut all: Vec<Mending>, untried: BTreeSet<usize>) -> Mendings {
        all.sort_by_key(|it| (std::cmp::Reverse(it.mended.len()), it.changes.len()));
        let mut of_relation: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
        for (place, mending) in all.iter().enumerate() {
            for relation in &mending.mended {
                of_relation.entry(*relation).or_default().push(place);
            }
        }
        Mendings {
            all,
            of_relation,
            untried,
        }
    }

    /// The same without exchanges.
    pub fn choices(&self) -> Mendings {
        let choices = self.all.iter().filter(|it| !it.is_exchange);
        Mendings::of(choices.cloned().collect(), self.untried.clone())
    }

    /// Those that mend some of these relations, in order.
    pub fn of_some(&self, relations: &[usize]) -> Vec<&Mending> {
        let places = relations.iter().filter_map(|it| self.of_relation.get(it));
        let mut places: Vec<usize> = places.flatten().copied().collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().map(|it| &self.all[it]).collect()
    }

    /// Those that mend all of these relations, as hypotheses.
    pub fn of_all(&self, relations: &[usize]) -> Vec<Hypothesis> {
        let first = relations.first().and_then(|it| self.of_relation.get(it));
        let some = first.into_iter().flatten().map(|it| &self.all[*it]);
        let mends_all = |it: &&Mending| relations.iter().all(|one| it.mended.contains(one));
        some.filter(mends_all).map(Mending::hypothesis).collect()
    }

    /// Whether a choice of rows may explain one of these relations, and it was not tried which.
    pub fn is_untried(&self, relations: &[usize]) -> bool {
        relations.iter().any(|it| self.untried.contains(it))
    }

    /// The figures that choose rows, and by another choice mend this relation.
    pub fn choosing(&self, relation: usize) -> impl Iterator<Item = &Change> {
        let places = self.of_relation.get(&relation).into_iter().flatten();
        let mendings = places.map(|it| &self.all[*it]).filter(|it| !it.is_exchange);
        mendings.flat_map(|it| &it.changes)
    }
}

impl Mending {
    pub fn hypothesis(&self) -> Hypothesis {
        Hypothesis {
            changes: self.changes.clone(),
            weight: self.weight.0,
            posterior: Ratio::ZERO,
        }
    }
}
