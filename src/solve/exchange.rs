//! Two figures that stand in each other's place, or several pairs of them (two columns of a row).

use std::collections::BTreeSet;

use super::hypothesis::{Change, Ignored, Search};
use super::mending::Mending;
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

/// How many figures may follow from an exchange.
const MOST_CONSEQUENCES: usize = 8;

/// The exchange with its consequences: a total that was computed from exchanged figures, or a claim
/// that repeats one, follows them. More consequences than mended relations explain nothing.
pub(super) fn mend(system: &System, exchange: &Exchange) -> Option<Mending> {
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
            changes.sort_by_key(|change| change.at);
            return (mended.len() >= consequences.max(2)).then_some(Mending {
                weight: Weight::of(exchange.kind, exchange.among),
                changes,
                mended,
                is_exchange: true,
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
