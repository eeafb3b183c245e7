//! Two figures that stand in each other's place, or several pairs of them (two columns of a row).

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::hypothesis::{Change, Hypothesis, Ignored, Search};
use super::slip::{CauseKind, Weight};
use super::system::System;
use crate::exact::{Bound, Interval, PrintedNumber, PrintingRule, Ratio, Rounding};
use crate::statements::FigureId;

/// Pairs of figures that may have been exchanged in one slip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// The pairs.
    pub pairs: Vec<(FigureId, FigureId)>,
    /// Columns of a row, or rows of a column.
    pub kind: CauseKind,
    /// How many such exchanges could have happened.
    pub among: usize,
}

/// An exchange that mends at least two violated relations and breaks none.
pub(super) struct Mending<'e> {
    exchange: &'e Exchange,
    /// The exchanged figures, and those that were computed from them or repeat them.
    changes: Vec<Change>,
    pub mended: BTreeSet<usize>,
}

/// How many figures may follow from an exchange.
const MOST_CONSEQUENCES: usize = 8;

/// The exchanges that mend something and break nothing, what mends most first, of those what changes
/// least.
#[derive(Default)]
pub(super) struct Mendings<'e> {
    all: Vec<Mending<'e>>,
    /// Those that mend a relation.
    of_relation: FxHashMap<usize, Vec<usize>>,
}

impl<'e> Mendings<'e> {
    pub fn new(system: &System, exchanges: &'e [Exchange]) -> Mendings<'e> {
        let found = exchanges.iter().filter_map(|it| mend(system, it));
        let mut all: Vec<Mending<'e>> = found.collect();
        all.sort_by_key(|it| (std::cmp::Reverse(it.mended.len()), it.changes.len()));
        let mut of_relation: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
        for (place, mending) in all.iter().enumerate() {
            for relation in &mending.mended {
                of_relation.entry(*relation).or_default().push(place);
            }
        }
        Mendings { all, of_relation }
    }

    pub fn all(&self) -> &[Mending<'e>] {
        &self.all
    }

    /// Those that mend some of these relations, in order.
    pub fn of_some(&self, relations: &[usize]) -> Vec<&Mending<'e>> {
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
        let mends_all = |it: &&Mending<'_>| relations.iter().all(|one| it.mended.contains(one));
        some.filter(mends_all).map(Mending::hypothesis).collect()
    }
}

/// The exchange with its consequences: a total that was computed from exchanged figures, or a claim
/// that repeats one, follows them. More consequences than mended relations explain nothing.
fn mend<'e>(system: &System, exchange: &'e Exchange) -> Option<Mending<'e>> {
    let mut changes = exchange.changes(system);
    let exchanged = changes.len();
    // few exchanges mend anything: what is violated is asked first
    let values = intervals(&changes);
    for change in &changes {
        let mut violated = system.violated_with(change.at);
        if violated.any(|relation| !system.holds(relation, &values)) {
            return None;
        }
    }
    let violated = |changes: &[Change]| -> BTreeSet<usize> {
        let figures = changes.iter().map(|change| change.at);
        figures.flat_map(|it| system.violated_with(it)).collect()
    };
    if violated(&changes).len() < 2 {
        return None;
    }
    loop {
        let values = intervals(&changes);
        let Some(broken) = first_broken(system, &changes, &values) else {
            let mended = violated(&changes);
            let consequences = changes.len() - exchanged;
            return (mended.len() >= consequences.max(2)).then_some(Mending {
                exchange,
                changes,
                mended,
            });
        };
        let result = system.relations[broken].result?;
        let known = changes.iter().any(|change| change.at == result);
        if known || changes.len() == exchanged + MOST_CONSEQUENCES {
            return None;
        }
        let region = system.solved(broken, result, &values)?;
        let number = nearest(&system.figures[result].number, &region)?;
        changes.push(Change::new(system, result, number, CauseKind::StaleFigure));
    }
}

/// The first relation of the changed figures that cannot hold with their values.
fn first_broken(
    system: &System,
    changes: &[Change],
    values: &[(usize, Interval)],
) -> Option<usize> {
    let set: Vec<usize> = changes.iter().map(|change| change.at).collect();
    let search = Search::new(system, &[], Ignored::Nothing, &|_, _| Some(true));
    let mut first: Option<usize> = None;
    for &figure in &set {
        search.each_relation(figure, &set, &mut |relation| {
            let earlier = first.is_none_or(|first| relation < first);
            if earlier && !system.holds(relation, values) {
                first = Some(relation);
            }
            Some(())
        });
    }
    first
}

/// The printed value at the middle of a region.
fn nearest(printed: &PrintedNumber, region: &Interval) -> Option<PrintedNumber> {
    let (Bound::Closed(low) | Bound::Open(low), Bound::Closed(high) | Bound::Open(high)) =
        (region.lower(), region.upper())
    else {
        return None;
    };
    let middle = low.add(high).ok()?.div(Ratio::whole(2)).ok()?;
    let units = middle.div(printed.quantum()).ok()?.round(Rounding::HalfUp);
    let value = Ratio::whole(units).mul(printed.quantum()).ok()?;
    Some(printed.with_value(value))
}

fn intervals(changes: &[Change]) -> Vec<(usize, Interval)> {
    changes
        .iter()
        .filter_map(|it| Some((it.at, it.number.interval(PrintingRule::HalfUp).ok()?)))
        .collect()
}

impl Exchange {
    fn changes(&self, system: &System) -> Vec<Change> {
        let number = |figure: usize| system.figures[figure].number;
        let mut changes: Vec<Change> = self
            .pairs
            .iter()
            .filter_map(|&(a, b)| Some((system.known(a)?, system.known(b)?)))
            .flat_map(|(a, b)| [(a, b), (b, a)])
            .map(|(at, other)| Change::new(system, at, number(other), self.kind))
            .collect();
        changes.sort_by_key(|change| change.at);
        changes
    }
}

impl Mending<'_> {
    pub fn hypothesis(&self) -> Hypothesis {
        let mut changes = self.changes.clone();
        changes.sort_by_key(|change| change.at);
        Hypothesis {
            changes,
            weight: Weight::of(self.exchange.kind, self.exchange.among).0,
            posterior: Ratio::ZERO,
        }
    }
}
