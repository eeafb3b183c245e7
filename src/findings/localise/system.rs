//! The figures and relations among which a wrong figure is looked for.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::term::{Term, share, times};
use super::total::Total;
use crate::exact::{Bound, Interval, PrintedNumber, PrintingRule, Ratio};

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

/// A term that must meet a target.
#[derive(Clone, Debug)]
pub struct SystemRelation {
    /// Its parts: coefficient, term and printed values.
    parts: Vec<Part>,
    /// Where its value must lie.
    target: Interval,
    /// Whether it is violated.
    pub violated: bool,
    /// The figure that is stated to be what the others give: the right side, else the left.
    pub(super) result: Option<usize>,
    total: Total,
    /// Which parts hold a figure: (figure, part), sorted.
    places: Vec<(usize, usize)>,
}

#[derive(Clone, Debug)]
struct Part {
    coefficient: Ratio,
    term: Term,
    printed: Interval,
    /// Whether it holds few enough figures to tell one from the others.
    narrow: bool,
}

/// Of more figures than this under one line (a share of a long sum) each has so much room that they
/// cannot be told from each other.
const CROWD: usize = 24;

/// How the value of a relation must compare with zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared {
    /// Some values make it zero.
    Equal,
    /// Some values make it zero or less.
    AtMost,
    /// Some values make it less than zero.
    Below,
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
        let result = match (&left, &right) {
            (_, Term::Figure(figure)) | (Term::Figure(figure), _) => Some(*figure),
            _ => None,
        };
        let terms = match Term::less(left, right).flattened() {
            Term::Sum(parts) => parts,
            other => vec![(Ratio::ONE, other)],
        };
        let values = |figure: usize| self.figures[figure].interval;
        let part = |(coefficient, term): (Ratio, Term)| {
            let printed = times(coefficient, &term.value(&values));
            let mut figures = 0;
            term.each_figure(&mut |_| figures += 1);
            Part {
                coefficient,
                term,
                printed,
                narrow: figures <= CROWD,
            }
        };
        let parts: Vec<Part> = terms.into_iter().map(part).collect();
        let position = self.relations.len();
        let mut places = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            part.term
                .each_figure(&mut |figure| places.push((figure, at)));
        }
        places.sort_unstable();
        places.dedup();
        self.note(position, &places);
        let mut total = Total::default();
        parts.iter().for_each(|part| total.add(&part.printed));
        let target = match compared {
            Compared::Equal => Some(Interval::point(Ratio::ZERO)),
            Compared::AtMost => Interval::between(Bound::Unbounded, Bound::Closed(Ratio::ZERO)),
            Compared::Below => Interval::between(Bound::Unbounded, Bound::Open(Ratio::ZERO)),
        };
        let target = target.unwrap_or(Interval::ALL);
        let violated = !total.interval().meets(&target);
        self.relations.push(SystemRelation {
            parts,
            target,
            violated,
            result: result
                .filter(|&figure| compared == Compared::Equal && !self.figures[figure].trusted),
            total,
            places,
        });
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
        let mut figures: Vec<usize> = self.relations[relation]
            .places
            .iter()
            .filter(|(_, part)| self.relations[relation].parts[*part].narrow)
            .map(|(figure, _)| *figure)
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
    /// relation: (part, value) for each addend.
    pub(super) fn addends(&self, relation: usize, figure: usize) -> Vec<(usize, Ratio)> {
        let relation = &self.relations[relation];
        let own = relation
            .parts
            .iter()
            .find(|it| it.term == Term::Figure(figure));
        let Some(own) = own.filter(|own| own.coefficient.abs() == Ratio::ONE) else {
            return Vec::new();
        };
        let addend = |part: &Part| match part.term {
            Term::Figure(other) if part.coefficient == own.coefficient.neg() => {
                Some((other, self.figures[other].number.value()))
            }
            _ => None,
        };
        let others = relation.parts.len() - 1;
        let addends: Vec<_> = relation.parts.iter().filter_map(addend).collect();
        // of two addends one is the difference anyway
        if addends.len() == others && others >= 3 {
            addends
        } else {
            Vec::new()
        }
    }

    /// The figures that are added up in a relation beside `figure`.
    pub(super) fn fellows(&self, relation: usize, figure: usize) -> impl Iterator<Item = usize> {
        let parts = &self.relations[relation].parts;
        let own = parts.iter().find(|it| it.term == Term::Figure(figure));
        let sign = own.map(|own| own.coefficient);
        parts.iter().filter_map(move |part| match part.term {
            Term::Figure(other) if other != figure && Some(part.coefficient) == sign => Some(other),
            _ => None,
        })
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
        let relation = &self.relations[relation];
        let values = |it: usize| match changed.iter().find(|(other, _)| *other == it) {
            Some((_, value)) => *value,
            None => self.figures[it].interval,
        };
        let mut own = relation.places_of(figure);
        let (Some(place), None) = (own.next(), own.next()) else {
            return Some(Interval::ALL);
        };
        let mut rest = relation.total;
        rest.remove(&relation.parts[place].printed);
        relation.exchange(changed, place, &mut rest, &values);
        let Ok(left) = relation.target.sub(&rest.interval()) else {
            return Some(Interval::ALL);
        };
        let part = &relation.parts[place];
        part.term
            .solved_for(figure, share(&left, part.coefficient), &values)
    }

    /// Whether a relation can hold with some figures changed.
    pub(super) fn holds(&self, relation: usize, changed: &[(usize, Interval)]) -> bool {
        let relation = &self.relations[relation];
        let values = |it: usize| match changed.iter().find(|(other, _)| *other == it) {
            Some((_, value)) => *value,
            None => self.figures[it].interval,
        };
        let mut total = relation.total;
        relation.exchange(changed, usize::MAX, &mut total, &values);
        total.interval().meets(&relation.target)
    }
}

impl SystemRelation {
    /// How many figures it holds.
    pub(super) fn size(&self) -> usize {
        self.places.len()
    }

    /// The parts that hold a figure.
    fn places_of(&self, figure: usize) -> impl Iterator<Item = usize> + '_ {
        let first = self.places.partition_point(|(other, _)| *other < figure);
        self.places[first..]
            .iter()
            .take_while(move |(other, _)| *other == figure)
            .map(|(_, place)| *place)
    }

    /// Puts the changed values of parts in the place of the printed ones, `except` one part.
    fn exchange(
        &self,
        changed: &[(usize, Interval)],
        except: usize,
        total: &mut Total,
        values: &impl super::term::Values,
    ) {
        let mut places: Vec<usize> = changed
            .iter()
            .flat_map(|(figure, _)| self.places_of(*figure))
            .filter(|place| *place != except)
            .collect();
        places.sort_unstable();
        places.dedup();
        for place in places {
            let part = &self.parts[place];
            total.remove(&part.printed);
            total.add(&times(part.coefficient, &part.term.value(values)));
        }
    }
}
