//! Sets of figures that explain every violated relation of a component.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::form::Unknown;
use super::hitting_sets::Hitting;
use super::possible_values::{Mend, mends};
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
    /// Whether it is one keystroke from what was meant, and several values are that would all do.
    pub is_one_of_several: bool,
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
            is_one_of_several: false,
        }
    }

    /// Whether a slip leads from a value that should be printed to the print.
    pub fn is_slip(&self) -> bool {
        self.kind != CauseKind::Unknown || self.is_one_of_several
    }
}

/// Asks of a figure and a value whether what is not written as an equation holds too; nothing if so
/// much was asked that no answer is sought.
pub(super) type Accepts<'a> = &'a dyn Fn(usize, &PrintedNumber) -> Option<bool>;

/// Which violated relations beside those to be explained are as if they were not there.
#[derive(Clone, Copy)]
pub(super) enum Ignored<'i> {
    /// None.
    Nothing,
    /// Those of the component they belong to.
    Others(&'i OthersOfComponent),
    /// All.
    Violated,
}

/// The violated relations of a component, which one or few of them are explained without.
pub(super) struct OthersOfComponent {
    of_component: FxHashSet<usize>,
    /// The violated relations of other components that a figure stands in by itself.
    elsewhere: RefCell<FxHashMap<usize, Rc<[usize]>>>,
}

impl OthersOfComponent {
    pub fn new(relations: &[usize]) -> OthersOfComponent {
        OthersOfComponent {
            of_component: relations.iter().copied().collect(),
            elsewhere: RefCell::default(),
        }
    }

    fn elsewhere(&self, system: &System, figure: usize) -> Rc<[usize]> {
        let mut known = self.elsewhere.borrow_mut();
        let found = known.entry(figure).or_insert_with(|| {
            let all = system.violated_by_itself(figure).iter();
            let elsewhere = all.filter(|it| !self.of_component.contains(it));
            elsewhere.copied().collect()
        });
        Rc::clone(found)
    }
}

/// How often relations may still be solved, for what is explained piece by piece.
pub(super) type Allowance = Cell<usize>;

/// The search for sets in one component.
pub(super) struct Search<'s> {
    pub system: &'s System,
    /// The relations to be explained, in order.
    pub violated: &'s [usize],
    hitting: Hitting,
    ignored: Ignored<'s>,
    accepts: Accepts<'s>,
    /// How often a relation may still be solved before the search is given up.
    effort: Cell<usize>,
    allowance: Option<&'s Allowance>,
}

/// Of this many relations each is asked, and no order made of them.
const FEW: usize = 16;

/// How often relations may be solved for one component.
pub(super) const EFFORT: usize = 20_000;

/// For how many relations of a component as much may be spent when it is explained piece by piece.
pub(super) const MOST_SEARCHES: usize = 100;

/// The largest weight a single slip can have is below 35 %.
const LIKELIEST_SLIP: u128 = 35;

impl<'s> Search<'s> {
    pub fn new(
        system: &'s System,
        violated: &'s [usize],
        ignored: Ignored<'s>,
        accepts: Accepts<'s>,
    ) -> Search<'s> {
        Search {
            system,
            violated,
            hitting: Hitting::new(system, violated),
            ignored,
            accepts,
            effort: Cell::new(EFFORT),
            allowance: None,
        }
    }

    /// The same with what is spent on others counted, too.
    pub fn within(self, allowance: &'s Allowance) -> Search<'s> {
        let effort = Cell::new(EFFORT.min(allowance.get()));
        Search {
            effort,
            allowance: Some(allowance),
            ..self
        }
    }

    /// Every set of `size` figures that explains the component, with its likeliest values.
    pub fn sets(&self, size: usize) -> Vec<Hypothesis> {
        if self.is_exhausted() {
            return Vec::new();
        }
        let Some(sets) = self.hitting.sets(size, self.effort.get()) else {
            self.effort.set(0);
            return Vec::new();
        };
        let mut found = Vec::new();
        for set in &sets {
            // what comes after is not weighed
            if self.is_exhausted() {
                break;
            }
            found.extend(self.weigh(set));
        }
        found
    }

    /// Whether the search was given up, so that sets may lack.
    pub fn is_exhausted(&self) -> bool {
        self.effort.get() == 0
    }

    fn is_ignored(&self, relation: usize) -> bool {
        let own = || self.violated.binary_search(&relation).is_ok();
        match self.ignored {
            Ignored::Nothing => false,
            Ignored::Others(others) => others.of_component.contains(&relation) && !own(),
            Ignored::Violated => self.system.relations[relation].violated && !own(),
        }
    }

    /// Calls `ask` with the relations of a figure that count, the smallest first; stops where it says
    /// nothing. Of those that it stands in through a long sum, in which the figures of a set are
    /// changed, the ones that allow the least stand for all.
    pub fn each_relation(
        &self,
        figure: usize,
        set: &[usize],
        ask: &mut dyn FnMut(usize) -> Option<()>,
    ) -> Option<()> {
        let system = self.system;
        for &relation in system.holding_by_itself(figure) {
            ask(relation)?;
        }
        let by_itself = |relation: usize| {
            let sum = &system.relations[relation].sum;
            sum.holds_outside_of_sums(figure)
        };
        match self.ignored {
            Ignored::Nothing => {
                let violated = system.violated_by_itself(figure);
                violated.iter().try_for_each(|&it| ask(it))?;
            }
            Ignored::Others(_) | Ignored::Violated => {
                let own = self.violated.iter().filter(|it| by_itself(**it));
                own.copied().try_for_each(&mut *ask)?;
            }
        }
        if let Ignored::Others(others) = self.ignored {
            let elsewhere = others.elsewhere(system, figure);
            elsewhere.iter().try_for_each(|&it| ask(it))?;
        }
        for &sum in system.sums_of(figure) {
            for violated in [false, true] {
                self.each_of_sum(figure, (sum, violated), set, ask)?;
            }
        }
        Some(())
    }

    fn each_of_sum(
        &self,
        figure: usize,
        (sum, violated): (usize, bool),
        set: &[usize],
        ask: &mut dyn FnMut(usize) -> Option<()>,
    ) -> Option<()> {
        let system = self.system;
        let relations = system.relations_of_sum(sum, violated);
        // few violated ones are to be explained, however many there are
        let relations = match self.ignored {
            Ignored::Violated if violated => self.violated,
            _ => relations,
        };
        let through_sum = |relation: usize| {
            let held = &system.relations[relation].sum;
            held.holds(Unknown::Figure(figure)) && !held.holds_outside_of_sums(figure)
        };
        let is_asked = |relation: &usize| !self.is_ignored(*relation) && through_sum(*relation);
        if relations.len() <= FEW {
            let mut few = relations.iter().copied().filter(is_asked);
            return few.try_for_each(ask);
        }
        let tightest = system.tightest(sum, violated);
        let in_another = |it: &usize| {
            let mut others = tightest.others.iter();
            others.any(|other| system.is_in_sum(*it, *other))
        };
        if set.iter().any(in_another) {
            let mut all = relations.iter().copied().filter(is_asked);
            return all.try_for_each(ask);
        }
        let of_sum = |relation: &usize| {
            let long = system.relations[*relation].sum.long_sums();
            system.relations[*relation].violated == violated
                && long.iter().any(|(it, _)| it.number == sum)
        };
        for &changed in set {
            let touched = system.touched_by(changed);
            let mut touched = touched.filter(of_sum).filter(is_asked);
            touched.try_for_each(&mut *ask)?;
        }
        let is_left_out = |relation: usize| {
            let touched = set.iter().any(|it| system.is_touched_by(relation, *it));
            touched || self.is_ignored(relation)
        };
        tightest.each(&is_left_out, ask)
    }

    /// The likeliest values of the figures of a set, if there are any.
    fn weigh(&self, set: &[usize]) -> Option<Hypothesis> {
        // what the relations that hold no other figure of the set say about each
        let mut regions = Vec::with_capacity(set.len());
        for &figure in set {
            let mut region = Interval::ALL;
            self.each_relation(figure, set, &mut |relation| {
                let is_other = |&other: &usize| other != figure;
                let mut others = set.iter().filter(|it| is_other(it));
                if others.any(|&other| self.system.stands_in(other, relation)) {
                    return Some(());
                }
                self.spend();
                let solved = self.system.solved_alone(relation, figure)?;
                region = region.intersection(&solved)?;
                Some(())
            })?;
            regions.push((figure, region));
        }
        // the most determined first
        regions.sort_by_key(|(figure, region)| (freedom(region), *figure));
        let mut best = None;
        self.assign(&regions, &mut Vec::new(), 1, &mut best);
        let (weight, chosen) = best?;
        let likelier = chosen
            .iter()
            .fold(1, |all: u128, (_, it)| all.saturating_mul(*it));
        let mut changes: Vec<Change> = chosen.into_iter().map(|(change, _)| change).collect();
        changes.sort_by_key(|change| change.at);
        Some(Hypothesis {
            changes,
            weight: weight.saturating_mul(likelier).min(HEAVIEST),
            posterior: Ratio::ZERO,
        })
    }

    /// Gives the first figure each of its values, and the others what is then left to them.
    fn assign(
        &self,
        regions: &[(usize, Interval)],
        changes: &mut Vec<Chosen>,
        weight: u128,
        best: &mut Option<(u128, Vec<Chosen>)>,
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
            let change = Change::new(self.system, *figure, mend.number, mend.kind);
            changes.push((change, mend.likelier));
            self.assign(rest, changes, with, best);
            changes.pop();
        }
    }

    /// The region of a figure by the relations it shares with those that have a value by now.
    fn narrowed(
        &self,
        figure: usize,
        region: &Interval,
        changes: &[Chosen],
        free: &[(usize, Interval)],
    ) -> Option<Interval> {
        if changes.is_empty() {
            return Some(*region);
        }
        let changed = changed(changes, free);
        let set: Vec<usize> = changed.iter().map(|(it, _)| *it).chain([figure]).collect();
        let mut region = *region;
        self.each_relation(figure, &set, &mut |relation| {
            let mut others = changed.iter();
            if others.any(|(other, _)| self.system.stands_in(*other, relation)) {
                self.spend();
                let solved = self.system.solved(relation, figure, &changed)?;
                region = region.intersection(&solved)?;
            }
            Some(())
        })?;
        Some(region)
    }

    /// Whether every relation of the figure can hold with the value, those with figures that have
    /// no value yet aside.
    fn fits(
        &self,
        figure: usize,
        mend: &Mend,
        changes: &[Chosen],
        free: &[(usize, Interval)],
    ) -> bool {
        let mut changed = changed(changes, free);
        changed.push((figure, interval(&mend.number)));
        let set: Vec<usize> = changed.iter().map(|(it, _)| *it).collect();
        let all_hold = self.each_relation(figure, &set, &mut |relation| {
            self.spend();
            self.system.holds(relation, &changed).then_some(())
        });
        if all_hold.is_none() {
            return false;
        }
        let accepted = (self.accepts)(figure, &mend.number);
        if accepted.is_none() {
            self.effort.set(0);
        }
        accepted == Some(true)
    }

    fn spend(&self) {
        self.effort.set(self.effort.get().saturating_sub(1));
        if let Some(allowance) = self.allowance {
            allowance.set(allowance.get().saturating_sub(1));
        }
    }
}

/// A change, and how many times likelier its value is than what is printed.
type Chosen = (Change, u128);

/// The weights of so many hypotheses can be added.
pub(super) const HEAVIEST: u128 = u128::MAX >> 16;

const PERCENT: u128 = Weight::ONE.0 / 100;

fn interval(number: &PrintedNumber) -> Interval {
    number
        .interval(PrintingRule::HalfUp)
        .unwrap_or(Interval::ALL)
}

/// The changed figures with their intervals; those without a value yet can have any.
fn changed(changes: &[Chosen], free: &[(usize, Interval)]) -> Vec<(usize, Interval)> {
    let set = changes.iter();
    let set = set.map(|(it, _)| (it.at, interval(&it.number)));
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
