//! Two figures that stand in each other's place, or several pairs of them (two columns of a row).

use std::collections::BTreeSet;

use super::hypothesis::{Change, Hypothesis};
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

/// The exchanges that mend something and break nothing.
pub(super) fn mending<'e>(system: &System, exchanges: &'e [Exchange]) -> Vec<Mending<'e>> {
    let found = exchanges.iter().filter_map(|it| mend(system, it));
    let mut found: Vec<Mending<'e>> = found.collect();
    // what mends most first, of those what changes least
    found.sort_by_key(|it| (std::cmp::Reverse(it.mended.len()), it.changes.len()));
    found
}

/// The exchange with its consequences: a total that was computed from exchanged figures, or a claim
/// that repeats one, follows them. More consequences than mended relations explain nothing.
fn mend<'e>(system: &System, exchange: &'e Exchange) -> Option<Mending<'e>> {
    let mut changes = exchange.changes(system);
    let exchanged = changes.len();
    loop {
        let values = intervals(&changes);
        let touched: BTreeSet<usize> = changes
            .iter()
            .flat_map(|change| system.by_figure[change.at].iter().copied())
            .collect();
        let violated = |relation: &usize| system.relations[*relation].violated;
        let holds = |&relation: &usize| system.holds(relation, &values);
        let mended: BTreeSet<usize> = touched.iter().copied().filter(violated).collect();
        if changes.len() == exchanged {
            // few exchanges mend anything: what is quickly seen is asked first
            let mut asked: Vec<usize> = mended.iter().copied().collect();
            asked.sort_by_key(|&relation| system.relations[relation].size());
            if asked.len() < 2 || !asked.iter().all(holds) {
                return None;
            }
        }
        let Some(broken) = touched.iter().copied().find(|it| !holds(it)) else {
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
