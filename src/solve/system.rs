//! The figures and relations among which a wrong figure is looked for.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::addition::{Addition, LongSum};
use super::digit_counts::DigitCounts;
use super::form::{Form, Unknown, Values};
use super::relation::{Compared, Relation};
use super::tightest::Tightest;
use crate::exact::{Interval, PrintedNumber, Ratio};
use crate::statements::FigureId;

/// Figures and the relations they stand in. Both are known by their position.
#[derive(Debug, Default)]
pub(super) struct System {
    pub figures: Vec<SystemFigure>,
    pub relations: Vec<Relation>,
    /// For each figure, the relations it stands in outside of long sums.
    by_figure: Vec<Sorted>,
    /// For each figure, the relations that a long sum is without because of it.
    taken_out: FxHashMap<usize, Vec<usize>>,
    /// The long sums, each with the relations it stands in.
    long_sums: Vec<(Rc<LongSum>, Sorted)>,
    /// The long sums that a figure stands in.
    sums_of: FxHashMap<usize, Vec<usize>>,
    positions: FxHashMap<FigureId, usize>,
    /// What a figure must be for a relation to hold, all else as printed.
    alone: RefCell<FxHashMap<(usize, usize), Option<Interval>>>,
    digits: RefCell<FxHashMap<(usize, Ratio, Ratio), Rc<DigitCounts>>>,
    /// For each long sum, which of its relations leave it the least room: of those that hold, and of
    /// those that are violated.
    tightest: Vec<[OnceCell<Tightest>; 2]>,
}

/// Relations: those that hold, and those that are violated.
#[derive(Clone, Debug, Default)]
struct Sorted {
    holding: Vec<usize>,
    violated: Vec<usize>,
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

/// Values of figures, some of them changed.
#[derive(Clone, Copy)]
struct Taken<'s> {
    figures: &'s [SystemFigure],
    changed: &'s [(usize, Interval)],
}

impl Values for Taken<'_> {
    fn of(&self, figure: usize) -> Interval {
        match self.changed.iter().find(|(other, _)| *other == figure) {
            Some((_, value)) => *value,
            None => self.figures[figure].interval,
        }
    }

    fn changed(&self) -> &[(usize, Interval)] {
        self.changed
    }
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
        self.by_figure.push(Sorted::default());
        self.positions.insert(id, position);
        Some(position)
    }

    /// A sum of many terms that relations can share, of the values behind the print or of the printed
    /// ones.
    pub fn long_sum(&mut self, terms: Vec<(Ratio, Form)>, as_printed: bool) -> Form {
        let printed = |figure: usize| Interval::point(self.figures[figure].number.value());
        let addition = match as_printed {
            true => Addition::new(terms, &printed),
            false => Addition::new(terms, &self.values(&[])),
        };
        let sum = Rc::new(LongSum::new(self.long_sums.len(), addition));
        sum.addition.each_figure(&mut |figure| {
            let sums = self.sums_of.entry(figure).or_default();
            if sums.last() != Some(&sum.number) {
                sums.push(sum.number);
            }
        });
        self.long_sums.push((Rc::clone(&sum), Sorted::default()));
        self.tightest.push(Default::default());
        Form::LongSum(sum, Vec::new())
    }

    /// `left` compared with `right`, not yet added. Whether it is violated is computed.
    pub fn relation(&self, left: Form, compared: Compared, right: Form) -> Relation {
        let mut relation = Relation::new(left, compared, right, &self.values(&[]));
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
        for figure in relation.sum.own_figures() {
            self.by_figure[figure].push(position, relation.violated);
        }
        for (sum, without) in relation.sum.long_sums() {
            self.long_sums[sum.number]
                .1
                .push(position, relation.violated);
            for figure in without {
                self.taken_out.entry(*figure).or_default().push(position);
            }
        }
        self.relations.push(relation);
        position
    }

    /// Brings the relations of each figure in order, the smallest first: it says most for the least
    /// work.
    pub fn in_order(&mut self) {
        for sorted in &mut self.by_figure {
            for relations in [&mut sorted.holding, &mut sorted.violated] {
                relations.sort_by_key(|&relation| self.relations[relation].size);
            }
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
        self.violated_with(figure).next().is_some()
    }

    /// The position of a figure that is known.
    pub fn known(&self, id: FigureId) -> Option<usize> {
        self.positions.get(&id).copied()
    }

    /// Whether a figure stands in a relation.
    pub fn stands_in(&self, figure: usize, relation: usize) -> bool {
        self.relations[relation].sum.holds(Unknown::Figure(figure))
    }

    /// Whether a figure stands in a long sum of this number.
    pub fn is_in_sum(&self, figure: usize, sum: usize) -> bool {
        self.sums_of(figure).contains(&sum)
    }

    /// The long sums that a figure stands in.
    pub fn sums_of(&self, figure: usize) -> &[usize] {
        self.sums_of.get(&figure).map_or(&[], Vec::as_slice)
    }

    /// The relations that hold and that a figure stands in outside of long sums, the smallest first.
    pub fn holding_by_itself(&self, figure: usize) -> &[usize] {
        &self.by_figure[figure].holding
    }

    /// The violated relations that a figure stands in outside of long sums, the smallest first.
    pub fn violated_by_itself(&self, figure: usize) -> &[usize] {
        &self.by_figure[figure].violated
    }

    /// The relations in which a figure stands by itself, or that a long sum is without because of it.
    pub fn touched_by(&self, figure: usize) -> impl Iterator<Item = usize> + '_ {
        let own = &self.by_figure[figure];
        let taken_out = self.taken_out.get(&figure).into_iter().flatten();
        let own = own.holding.iter().chain(&own.violated);
        own.chain(taken_out).copied()
    }

    /// Whether a figure stands in a relation by itself, or a long sum in it is without the figure.
    pub fn is_touched_by(&self, relation: usize, figure: usize) -> bool {
        let sum = &self.relations[relation].sum;
        let is_without = |without: &[usize]| without.binary_search(&figure).is_ok();
        sum.holds_outside_of_sums(figure)
            || sum.long_sums().into_iter().any(|(_, it)| is_without(it))
    }

    /// The relations of a long sum, violated or not.
    pub fn relations_of_sum(&self, sum: usize, violated: bool) -> &[usize] {
        let (_, sorted) = &self.long_sums[sum];
        match violated {
            true => &sorted.violated,
            false => &sorted.holding,
        }
    }

    /// Which relations of a long sum leave it the least room.
    pub fn tightest(&self, sum: usize, violated: bool) -> &Tightest {
        let cell = &self.tightest[sum][usize::from(violated)];
        cell.get_or_init(|| {
            let relations = self.relations_of_sum(sum, violated);
            Tightest::new(self, sum, relations)
        })
    }

    /// The violated relations that a figure stands in.
    pub fn violated_with(&self, figure: usize) -> impl Iterator<Item = usize> + '_ {
        let own = self.by_figure[figure].violated.iter().copied();
        let sums = self.sums_of(figure).iter();
        let in_sums = sums.flat_map(|&sum| self.relations_of_sum(sum, true).iter().copied());
        let by_sum_only = move |relation: &usize| {
            self.stands_in(figure, *relation)
                && !self.relations[*relation].sum.holds_outside_of_sums(figure)
        };
        own.chain(in_sums.filter(by_sum_only))
    }

    /// The relations that a figure stands in.
    pub fn all_with(&self, figure: usize) -> impl Iterator<Item = usize> + '_ {
        let own = self.by_figure[figure].holding.iter().copied();
        let sums = self.sums_of(figure).iter();
        let in_sums = sums.flat_map(|&sum| self.relations_of_sum(sum, false).iter().copied());
        let by_sum_only = move |relation: &usize| {
            self.stands_in(figure, *relation)
                && !self.relations[*relation].sum.holds_outside_of_sums(figure)
        };
        own.chain(in_sums.filter(by_sum_only))
            .chain(self.violated_with(figure))
    }

    /// The figures of a relation that may be wrong, each once, in order.
    pub fn candidates(&self, relation: usize) -> Vec<usize> {
        let mut figures = self.relations[relation].sum.told_apart();
        figures.retain(|&figure| !self.figures[figure].trusted);
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
    /// relation.
    pub fn addends(&self, relation: usize, figure: usize) -> Vec<Ratio> {
        let addends = self.relations[relation].addends(figure).into_iter();
        addends
            .map(|addend| self.figures[addend].number.value())
            .collect()
    }

    /// How many digits the figures have that are added up in a relation with the sign of `figure` and
    /// printed to the same digit, `figure` among them.
    pub fn digits(&self, relation: usize, figure: usize) -> Option<Rc<DigitCounts>> {
        let quantum = self.figures[figure].number.quantum();
        let sign = self.relations[relation].sum.coefficient_of(figure)?;
        let key = (relation, sign, quantum);
        if let Some(known) = self.digits.borrow().get(&key) {
            return Some(Rc::clone(known));
        }
        let mut counts = DigitCounts::default();
        for (coefficient, form) in self.relations[relation].sum.terms() {
            if let Form::Figure(other) = form
                && coefficient == sign
            {
                counts.add(&self.figures[*other].number, quantum);
            }
        }
        let counts = Rc::new(counts);
        self.digits.borrow_mut().insert(key, Rc::clone(&counts));
        Some(counts)
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
        self.relations[relation].solved(Unknown::Figure(figure), &self.values(changed))
    }

    /// The values of a long sum for which `relation` can hold, all figures outside of it as printed.
    pub fn solved_for_sum(&self, relation: usize, sum: usize) -> Option<Interval> {
        self.relations[relation].solved(Unknown::Sum(sum), &self.values(&[]))
    }

    /// Whether a relation can hold with some figures changed.
    pub fn holds(&self, relation: usize, changed: &[(usize, Interval)]) -> bool {
        self.relations[relation].holds(&self.values(changed))
    }

    /// Whether a relation can hold with many figures changed.
    pub fn holds_with(&self, relation: usize, changed: &FxHashMap<usize, Interval>) -> bool {
        let mut own = Vec::new();
        let sum = &self.relations[relation].sum;
        if sum.size() < changed.len() {
            sum.each_figure(&mut |figure| {
                own.extend(changed.get(&figure).map(|value| (figure, *value)));
            });
        } else {
            let all = changed.iter().map(|(figure, value)| (*figure, *value));
            own.extend(all.filter(|(figure, _)| sum.holds(Unknown::Figure(*figure))));
        }
        self.holds(relation, &own)
    }

    /// The values of all figures, some of them changed.
    fn values<'s>(&'s self, changed: &'s [(usize, Interval)]) -> Taken<'s> {
        Taken {
            figures: &self.figures,
            changed,
        }
    }
}

impl Sorted {
    fn push(&mut self, relation: usize, violated: bool) {
        let relations = match violated {
            true => &mut self.violated,
            false => &mut self.holding,
        };
        if relations.last() != Some(&relation) {
            relations.push(relation);
        }
    }
}
