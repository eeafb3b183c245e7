//! The figures and relations among which a wrong figure is looked for.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::relation::{Compared, SystemRelation};
use super::term::Term;
use crate::exact::{Interval, PrintedNumber, PrintingRule, Ratio};

/// Figures and the relations they stand in.
#[derive(Debug, Default)]
pub struct System {
    pub(super) figures: Vec<SystemFigure>,
    pub(super) relations: Vec<SystemRelation>,
    /// For each figure, the relations it stands in.
    pub(super) by_figure: Vec<Vec<usize>>,
    /// What a figure must be for a relation to hold, all else as printed.
    alone: RefCell<FxHashMap<(usize, usize), Option<Interval>>>,
}

/// A printed figure.
#[derive(Clone, Debug)]
pub struct SystemFigure {
    /// What is printed.
    pub number: PrintedNumber,
    /// Whether it is never wrong (a number of a rule).
    pub trusted: bool,
    /// Whether it may be below zero though it is printed above.
    pub may_be_negative: bool,
    /// How many figures it may have been copied from, if the same figure stands among them.
    pub copied_from: Option<usize>,
    pub(super) interval: Interval,
}

impl SystemFigure {
    /// A figure as printed.
    pub fn new(number: PrintedNumber) -> SystemFigure {
        let interval = number
            .interval(PrintingRule::HalfUp)
            .unwrap_or(Interval::ALL);
        SystemFigure {
            number,
            trusted: false,
            may_be_negative: number.value().is_negative(),
            copied_from: None,
            interval,
        }
    }

    /// A number of a rule: meant exactly, and never wrong.
    pub fn trusted(number: PrintedNumber) -> SystemFigure {
        SystemFigure {
            trusted: true,
            interval: Interval::point(number.value()),
            ..SystemFigure::new(number)
        }
    }
}

impl System {
    /// Adds a figure; its position is what terms know it by.
    pub fn figure(&mut self, figure: SystemFigure) -> usize {
        self.figures.push(figure);
        self.by_figure.push(Vec::new());
        self.figures.len() - 1
    }

    /// Adds a relation: `left` compared with `right`. Whether it is violated is computed.
    pub fn relation(&mut self, left: Term, compared: Compared, right: Term) -> usize {
        let values = |figure: usize| self.figures[figure].interval;
        let mut relation = SystemRelation::new(left, compared, right, &values);
        relation.result = relation.result.filter(|&it| !self.figures[it].trusted);
        let position = self.relations.len();
        self.note(position, &relation.places);
        self.relations.push(relation);
        position
    }

    /// Notes the figures of a relation that is about to be added.
    fn note(&mut self, position: usize, places: &[(usize, usize)]) {
        let size = |relation: usize| {
            self.relations
                .get(relation)
                .map_or(places.len(), SystemRelation::size)
        };
        let mut last = None;
        for &(figure, _) in places {
            if last != Some(figure) {
                let known = &mut self.by_figure[figure];
                // the smallest first: it says most for the least work
                let at = known.partition_point(|&other| size(other) <= size(position));
                known.insert(at, position);
            }
            last = Some(figure);
        }
    }

    /// Whether two figures print different values.
    pub fn prints_differently(&self, one: usize, other: usize) -> bool {
        self.figures[one].number.value() != self.figures[other].number.value()
    }

    /// Whether a figure stands in a violated relation.
    pub fn is_in_question(&self, figure: usize) -> bool {
        let mut relations = self.by_figure[figure].iter();
        relations.any(|&relation| self.relations[relation].violated)
    }

    /// Whether a figure stands in a relation.
    pub(super) fn stands_in(&self, figure: usize, relation: usize) -> bool {
        self.relations[relation].places_of(figure).next().is_some()
    }

    /// Takes the relation that was added last out again.
    pub(super) fn withdraw(&mut self) {
        let Some(last) = self.relations.pop() else {
            return;
        };
        let position = self.relations.len();
        for (figure, _) in last.places {
            self.by_figure[figure].retain(|&relation| relation != position);
        }
    }

    /// The figures of a relation that may be wrong, each once.
    pub(super) fn candidates(&self, relation: usize) -> Vec<usize> {
        let told_apart = self.relations[relation].told_apart();
        let mut figures: Vec<usize> = told_apart
            .filter(|&figure| !self.figures[figure].trusted)
            .collect();
        figures.dedup();
        figures
    }

    /// The figures that may be wrong in some violated relation, in order.
    pub(super) fn all_candidates(&self) -> Vec<usize> {
        let violated = (0..self.relations.len()).filter(|&it| self.relations[it].violated);
        let mut figures: Vec<usize> = violated.flat_map(|it| self.candidates(it)).collect();
        figures.sort_unstable();
        figures.dedup();
        figures
    }

    /// The printed values of the figures that `figure` and only it is said to be the sum of in a
    /// relation: (figure, value) for each addend.
    pub(super) fn addends(&self, relation: usize, figure: usize) -> Vec<(usize, Ratio)> {
        let addends = self.relations[relation].addends(figure).into_iter();
        addends
            .map(|addend| (addend, self.figures[addend].number.value()))
            .collect()
    }

    /// The figures that are added up in a relation beside `figure`.
    pub(super) fn fellows(&self, relation: usize, figure: usize) -> impl Iterator<Item = usize> {
        self.relations[relation].fellows(figure)
    }

    /// The values of `figure` for which `relation` can hold, all other figures as printed.
    pub(super) fn solved_alone(&self, relation: usize, figure: usize) -> Option<Interval> {
        if let Some(known) = self.alone.borrow().get(&(relation, figure)) {
            return *known;
        }
        let solved = self.solved(relation, figure, &[]);
        self.alone.borrow_mut().insert((relation, figure), solved);
        solved
    }

    /// The values of `figure` for which `relation` can hold with some figures changed: those in
    /// `changed` have the values given there.
    pub(super) fn solved(
        &self,
        relation: usize,
        figure: usize,
        changed: &[(usize, Interval)],
    ) -> Option<Interval> {
        let values = self.values(changed);
        self.relations[relation].solved(figure, changed, &values)
    }

    /// Whether a relation can hold with some figures changed.
    pub(super) fn holds(&self, relation: usize, changed: &[(usize, Interval)]) -> bool {
        self.relations[relation].holds(changed, &self.values(changed))
    }

    /// The values of all figures, some of them changed.
    fn values(&self, changed: &[(usize, Interval)]) -> impl Fn(usize) -> Interval {
        |it| match changed.iter().find(|(other, _)| *other == it) {
            Some((_, value)) => *value,
            None => self.figures[it].interval,
        }
    }
}
