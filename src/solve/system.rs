//! The figures and relations among which a wrong figure is looked for.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::form::Form;
use super::relation::{Compared, Relation};
use crate::exact::{Interval, PrintedNumber, Ratio};
use crate::statements::FigureId;

/// Figures and the relations they stand in. Both are known by their position.
#[derive(Debug, Default)]
pub(super) struct System {
    pub figures: Vec<SystemFigure>,
    pub relations: Vec<Relation>,
    /// For each figure, the relations it stands in.
    pub by_figure: Vec<Vec<usize>>,
    positions: FxHashMap<FigureId, usize>,
    /// What a figure must be for a relation to hold, all else as printed.
    alone: RefCell<FxHashMap<(usize, usize), Option<Interval>>>,
}

/// A printed figure.
#[derive(Clone, Debug)]
pub(super) struct SystemFigure {
    pub id: FigureId,
    /// What is printed.
    pub number: PrintedNumber,
    /// Whether it is never wrong (a number of a rule).
    pub trusted: bool,
    /// Whether it may be any value below zero.
    pub may_be_negative: bool,
    /// Whether it may have lost its sign: it is no count.
    pub may_lack_sign: bool,
    /// How many figures it may have been copied from, if the same figure stands among them.
    pub copied_from: Option<usize>,
    pub interval: Interval,
}

impl System {
    /// The position of a figure, which `add` makes if it is new.
    pub fn position(
        &mut self,
        id: FigureId,
        add: impl FnOnce() -> Option<SystemFigure>,
    ) -> Option<usize> {
        if let Some(known) = self.positions.get(&id) {
            return Some(*known);
        }
        let position = self.figures.len();
        self.figures.push(add()?);
        self.by_figure.push(Vec::new());
        self.positions.insert(id, position);
        Some(position)
    }

    /// `left` compared with `right`, not yet added. Whether it is violated is computed.
    pub fn relation(&self, left: Form, compared: Compared, right: Form) -> Relation {
        let values = |figure: usize| self.figures[figure].interval;
        let mut relation = Relation::new(left, compared, right, &values);
        relation.result = relation.result.filter(|&it| !self.figures[it].trusted);
        relation
    }

    /// Rounded figures and their total, which may differ by so much as they are printed; not yet added.
    pub fn sum(&self, left: Form, right: Form, room: Ratio) -> Relation {
        let values = |figure: usize| Interval::point(self.figures[figure].number.value());
        let mut relation = Relation::new(left, Compared::Equal, right, &values);
        relation.leave_room(room);
        relation.result = relation.result.filter(|&it| !self.figures[it].trusted);
        relation
    }

    /// Adds a relation.
    pub fn add(&mut self, relation: Relation) -> usize {
        let position = self.relations.len();
        let mut last = None;
        for &(figure, _) in &relation.places {
            if last != Some(figure) {
                self.by_figure[figure].push(position);
            }
            last = Some(figure);
        }
        self.relations.push(relation);
        position
    }

    /// Brings the relations of each figure in order, the smallest first: it says most for the least
    /// work.
    pub fn in_order(&mut self) {
        for relations in &mut self.by_figure {
            relations.sort_by_key(|&relation| self.relations[relation].size());
        }
    }

    /// Whether two figures print different values and one stands in a violated relation.
    pub fn differ(&self, one: FigureId, other: FigureId) -> bool {
        let position = |id| self.positions.get(&id).copied();
        let (Some(one), Some(other)) = (position(one), position(other)) else {
            return false;
        };
        let value = |it: usize| self.figures[it].number.value();
        value(one) != value(other) && (self.is_in_question(one) || self.is_in_question(other))
    }

    /// Whether a figure stands in a violated relation.
    fn is_in_question(&self, figure: usize) -> bool {
        let mut relations = self.by_figure[figure].iter();
        relations.any(|&relation| self.relations[relation].violated)
    }

    /// The position of a figure that is known.
    pub fn known(&self, id: FigureId) -> Option<usize> {
        self.positions.get(&id).copied()
    }

    /// Whether a figure stands in a relation.
    pub fn stands_in(&self, figure: usize, relation: usize) -> bool {
        self.relations[relation].places_of(figure).next().is_some()
    }

    /// The figures of a relation that may be wrong, each once.
    pub fn candidates(&self, relation: usize) -> Vec<usize> {
        let told_apart = self.relations[relation].told_apart();
        let mut figures: Vec<usize> = told_apart
            .filter(|&figure| !self.figures[figure].trusted)
            .collect();
        figures.dedup();
        figures
    }

    /// The figures that may be wrong in some violated relation, in order.
    pub fn all_candidates(&self) -> Vec<usize> {
        let violated = (0..self.relations.len()).filter(|&it| self.relations[it].violated);
        let mut figures: Vec<usize> = violated.flat_map(|it| self.candidates(it)).collect();
        figures.sort_unstable();
        figures.dedup();
        figures
    }

    /// The printed values of the figures that `figure` and only it is said to be the sum of in a
    /// relation: (figure, value) for each addend.
    pub fn addends(&self, relation: usize, figure: usize) -> Vec<(usize, Ratio)> {
        let addends = self.relations[relation].addends(figure).into_iter();
        addends
            .map(|addend| (addend, self.figures[addend].number.value()))
            .collect()
    }

    /// The figures that are added up in a relation beside `figure`.
    pub fn fellows(&self, relation: usize, figure: usize) -> impl Iterator<Item = usize> {
        self.relations[relation].fellows(figure)
    }

    /// The values of `figure` for which `relation` can hold, all other figures as printed.
    pub fn solved_alone(&self, relation: usize, figure: usize) -> Option<Interval> {
        if let Some(known) = self.alone.borrow().get(&(relation, figure)) {
            return *known;
        }
        let solved = self.solved(relation, figure, &[]);
        self.alone.borrow_mut().insert((relation, figure), solved);
        solved
    }

    /// The values of `figure` for which `relation` can hold with some figures changed: those in
    /// `changed` have the values given there.
    pub fn solved(
        &self,
        relation: usize,
        figure: usize,
        changed: &[(usize, Interval)],
    ) -> Option<Interval> {
        let values = self.values(changed);
        self.relations[relation].solved(figure, changed, &values)
    }

    /// Whether a relation can hold with some figures changed.
    pub fn holds(&self, relation: usize, changed: &[(usize, Interval)]) -> bool {
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
