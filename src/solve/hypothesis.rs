//! Sets of figures that explain every violated relation of a component.

use std::cell::Cell;

use super::hitting::Hitting;
use super::mend::{Mend, mends};
use super::slip::{CauseKind, Weight};
use super::system::System;
use crate::exact::{Interval, PrintedNumber, PrintingRule, Ratio};
use crate::statements::FigureId;

/// A set of figures, the values they should have, and how likely it is to be the one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hypothesis {
    /// The figures in order of position.
    pub changes: Vec<Change>,
    /// The product of the weights of its slips.
    pub(super) weight: u128,
    /// How likely it is, given that one of the hypotheses is right.
    pub posterior: Ratio,
}

/// A figure with the value it should have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The figure.
    pub figure: FigureId,
    /// Its position in the system.
    pub(super) at: usize,
    /// What should be printed.
    pub number: PrintedNumber,
    /// The slip from there to the print.
    pub kind: CauseKind,
    /// Whether the figure may be a copy of another.
    pub may_be_copied: bool,
}

impl Change {
    pub(super) fn new(
        system: &System,
        at: usize,
        number: PrintedNumber,
        kind: CauseKind,
    ) -> Change {
        let figure = &system.figures[at];
        Change {
            figure: figure.id,
            at,
            number,
            kind,
            may_be_copied: figure.copied_from.is_some(),
        }
    }
}

/// Asks of a figure and a value whether what is not written as an equation holds too.
pub(super) type Accepts<'a> = &'a dyn Fn(usize, &PrintedNumber) -> bool;

/// The search for sets in one component.
pub(super) struct Search<'s> {
    system: &'s System,
    violated: &'s [usize],
    hitting: Hitting,
    /// Relations that are as if they were not there.
    ignored: &'s [usize],
    accepts: Accepts<'s>,
    /// How often a relation may still be solved before the search is given up.
    effort: Cell<usize>,
}

/// How often relations may be solved for one component.
const EFFORT: usize = 20_000;

/// The largest weight a single slip can have is below 35 %.
const LIKELIEST_SLIP: u128 = 35;

impl<'s> Search<'s> {
    pub fn new(
        system: &'s System,
        violated: &'s [usize],
        ignored: &'s [usize],
        accepts: Accepts<'s>,
    ) -> Search<'s> {
        Search {
            system,
            violated,
            hitting: Hitting::new(system, violated),
            ignored,
            accepts,
            effort: Cell::new(EFFORT),
        }
    }

    /// Every set of `size` figures that explains the component, with its likeliest values.
    pub fn sets(&self, size: usize) -> Vec<Hypothesis> {
        if self.is_exhausted() {
            return Vec::new();
        }
        let sets = self.hitting.sets(size);
        sets.iter().filter_map(|set| self.weigh(set)).collect()
    }

    /// Whether the search was given up, so that sets may lack.
    pub fn is_exhausted(&self) -> bool {
        self.effort.get() == 0
    }

    /// The relations of a figure that count, the smallest first.
    fn relations_of(&self, figure: usize) -> impl Iterator<Item = usize> + '_ {
        let relations = self.system.by_figure[figure].iter().copied();
        relations.filter(|relation| !self.ignored.contains(relation))
    }

    /// The likeliest values of the figures of a set, if there are any.
    fn weigh(&self, set: &[usize]) -> Option<Hypothesis> {
        // what the relations that hold no other figure of the set say about each
        let mut regions = Vec::with_capacity(set.len());
        for &figure in set {
            let mut region = Interval::ALL;
            for relation in self.relations_of(figure) {
                let shared = set
                    .iter()
                    .any(|&other| other != figure && self.system.stands_in(other, relation));
                if shared {
                    continue;
                }
                self.spend();
                let solved = self.system.solved_alone(relation, figure)?;
                region = region.intersection(&solved)?;
            }
            regions.push((figure, region));
        }
        // the most determined first
        regions.sort_by_key(|(figure, region)| (freedom(region), *figure));
        let mut best = None;
        self.assign(&regions, &mut Vec::new(), 1, &mut best);
        let (weight, mut changes) = best?;
        changes.sort_by_key(|change: &Change| change.at);
        Some(Hypothesis {
            changes,
            weight,
            posterior: Ratio::ZERO,
        })
    }

    /// Gives the first figure each of its values, and the others what is then left to them.
    fn assign(
        &self,
        regions: &[(usize, Interval)],
        changes: &mut Vec<Change>,
        weight: u128,
        best: &mut Option<(u128, Vec<Change>)>,
    ) {
        let Some(((figure, region), rest)) = regions.split_first() else {
            if best.as_ref().is_none_or(|(most, _)| weight > *most) {
                *best = Some((weight, changes.clone()));
            }
            return;
        };
        let Some(region) = self.narrowed(*figure, region, changes, rest) else {
            return;
        };
        let most_of_rest = (0..rest.len()).fold(1, |most, _| most * LIKELIEST_SLIP * PERCENT);
        for mend in mends(self.system, *figure, &region, self.violated) {
            let with = weight * mend.weight.0;
            if best
                .as_ref()
                .is_some_and(|(most, _)| with * most_of_rest <= *most)
            {
                break;
            }
            if self.effort.get() == 0 {
                break;
            }
            if !self.fits(*figure, &mend, changes, rest) {
                continue;
            }
            changes.push(Change::new(self.system, *figure, mend.number, mend.kind));
            self.assign(rest, changes, with, best);
            changes.pop();
        }
    }

    /// The region of a figure by the relations it shares with those that have a value by now.
    fn narrowed(
        &self,
        figure: usize,
        region: &Interval,
        changes: &[Change],
        free: &[(usize, Interval)],
    ) -> Option<Interval> {
        if changes.is_empty() {
            return Some(*region);
        }
        let changed = changed(changes, free);
        let mut region = *region;
        for relation in self.relations_of(figure) {
            let shared = changed
                .iter()
                .any(|(other, _)| self.system.stands_in(*other, relation));
            if shared {
                self.spend();
                let solved = self.system.solved(relation, figure, &changed)?;
                region = region.intersection(&solved)?;
            }
        }
        Some(region)
    }

    /// Whether every relation of the figure can hold with the value, those with figures that have
    /// no value yet aside.
    fn fits(
        &self,
        figure: usize,
        mend: &Mend,
        changes: &[Change],
        free: &[(usize, Interval)],
    ) -> bool {
        let mut changed = changed(changes, free);
        changed.push((figure, interval(&mend.number)));
        let holds = |relation: usize| {
            self.spend();
            self.system.holds(relation, &changed)
        };
        self.relations_of(figure).all(holds) && (self.accepts)(figure, &mend.number)
    }

    fn spend(&self) {
        self.effort.set(self.effort.get().saturating_sub(1));
    }
}

const PERCENT: u128 = Weight::ONE.0 / 100;

fn interval(number: &PrintedNumber) -> Interval {
    number
        .interval(PrintingRule::HalfUp)
        .unwrap_or(Interval::ALL)
}

/// The changed figures with their intervals; those without a value yet can have any.
fn changed(changes: &[Change], free: &[(usize, Interval)]) -> Vec<(usize, Interval)> {
    let set = changes.iter().map(|it| (it.at, interval(&it.number)));
    set.chain(free.iter().map(|(figure, _)| (*figure, Interval::ALL)))
        .collect()
}

/// A point first, then what is bounded, then the rest.
fn freedom(region: &Interval) -> u8 {
    use crate::exact::Bound::Unbounded;
    if region.as_point().is_some() {
        return 0;
    }
    1 + u8::from(region.lower() == Unbounded) + u8::from(region.upper() == Unbounded)
}
