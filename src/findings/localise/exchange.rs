//! Two figures that stand in each other's place, or several pairs of them (two columns of a row).

use std::collections::BTreeSet;

use super::hypothesis::{Change, Hypothesis};
use super::system::System;
use crate::exact::{Interval, PrintingRule, Ratio};
use crate::findings::CauseKind;
use crate::findings::cause::Weight;

/// Pairs of figures that may have been exchanged in one slip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// The pairs.
    pub pairs: Vec<(usize, usize)>,
    /// Columns of a row, or rows of a column.
    pub kind: CauseKind,
    /// How many such exchanges could have happened.
    pub among: usize,
}

/// An exchange that mends at least two violated relations and breaks none.
pub(super) struct Mending<'e> {
    exchange: &'e Exchange,
    pub mended: BTreeSet<usize>,
}

/// The exchanges that mend something and break nothing.
pub(super) fn mending<'e>(system: &System, exchanges: &'e [Exchange]) -> Vec<Mending<'e>> {
    let mend = |exchange: &'e Exchange| {
        let values: Vec<(usize, Interval)> = exchange
            .changes(system)
            .iter()
            .filter_map(|it| Some((it.figure, it.number.interval(PrintingRule::HalfUp).ok()?)))
            .collect();
        let touched: BTreeSet<usize> = values
            .iter()
            .flat_map(|(figure, _)| system.by_figure[*figure].iter().copied())
            .collect();
        let violated = |relation: &usize| system.relations[*relation].violated;
        let mended: BTreeSet<usize> = touched.iter().copied().filter(violated).collect();
        let holds = |&relation: &usize| system.holds(relation, &values);
        let mends = mended.len() >= 2 && mended.iter().all(holds) && touched.iter().all(holds);
        mends.then_some(Mending { exchange, mended })
    };
    exchanges.iter().filter_map(mend).collect()
}

impl Exchange {
    fn changes(&self, system: &System) -> Vec<Change> {
        let number = |figure: usize| system.figures[figure].number;
        let mut changes: Vec<Change> = self
            .pairs
            .iter()
            .flat_map(|&(a, b)| [(a, b), (b, a)])
            .map(|(figure, other)| Change {
                figure,
                number: number(other),
                kind: self.kind,
            })
            .collect();
        changes.sort_by_key(|change| change.figure);
        changes
    }
}

impl Mending<'_> {
    pub fn hypothesis(&self, system: &System) -> Hypothesis {
        Hypothesis {
            changes: self.exchange.changes(system),
            weight: Weight::of(self.exchange.kind, self.exchange.among).0,
            posterior: Ratio::ZERO,
        }
    }
}
