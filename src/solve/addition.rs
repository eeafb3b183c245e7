//! Terms that are added up, and what they come to as printed.

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::form::{Form, Unknown, Values};
use super::interval_arithmetic::{share, times};
use crate::exact::{Interval, Ratio};
use crate::statements::Total;

/// Of more figures than this under one line (a share of a long sum) each has so much room that they
/// cannot be told from each other.
const CROWD: usize = 24;

/// Terms that are added up, and what they come to as printed.
///
/// A figure is found among the terms by search, and a value of one is changed by taking its term away
/// and adding it again: neither takes longer for more terms.
#[derive(Clone, Debug)]
pub(super) struct Addition {
    terms: Vec<AddedTerm>,
    total: Total,
    /// Which terms hold a figure outside of long sums: (figure, term), sorted.
    places: Vec<(usize, usize)>,
    /// The terms with a long sum in them.
    with_long_sum: Vec<usize>,
}

/// One of the terms: coefficient, term, and the values of both as printed.
#[derive(Clone, Debug)]
pub(super) struct AddedTerm {
    pub coefficient: Ratio,
    pub form: Form,
    printed: Interval,
    /// Whether it holds few enough figures to tell one from the others.
    narrow: bool,
}

/// A sum of many figures that several relations share: what it comes to is known once.
#[derive(Debug)]
pub(super) struct LongSum {
    /// Its number among the long sums of a system.
    pub number: usize,
    pub addition: Addition,
    /// Whether it has a figure in common with another long sum, by that one's number.
    overlaps: RefCell<FxHashMap<usize, bool>>,
}

impl Addition {
    /// The sum of terms, each times its coefficient, for figures with these values.
    pub fn new(terms: Vec<(Ratio, Form)>, printed: &impl Values) -> Addition {
        let added = |(coefficient, form): (Ratio, Form)| AddedTerm {
            printed: times(coefficient, &form.value(printed)),
            narrow: form.is_narrow(CROWD),
            coefficient,
            form,
        };
        let terms: Vec<AddedTerm> = terms.into_iter().map(added).collect();
        let mut places = Vec::new();
        let mut with_long_sum = Vec::new();
        let mut total = Total::default();
        for (at, term) in terms.iter().enumerate() {
            let mut long = false;
            let each = &mut |figure| places.push((figure, at));
            term.form.each(each, &mut |_, _| long = true);
            if long {
                with_long_sum.push(at);
            }
            total.add(&term.printed);
        }
        places.sort_unstable();
        places.dedup();
        Addition {
            terms,
            total,
            places,
            with_long_sum,
        }
    }

    /// What it comes to as printed.
    pub fn printed(&self) -> Interval {
        self.total.interval()
    }

    /// The terms, those of a long sum in its place: coefficient and term.
    pub fn terms(&self) -> impl Iterator<Item = (Ratio, &Form)> {
        self.terms.iter().flat_map(AddedTerm::opened)
    }

    /// The long sums, once for each time they occur, with the figures they are without.
    pub fn long_sums(&self) -> Vec<(&Rc<LongSum>, &[usize])> {
        let mut found = Vec::new();
        for &at in &self.with_long_sum {
            let form = &self.terms[at].form;
            form.each(&mut |_| {}, &mut |sum, without| found.push((sum, without)));
        }
        found
    }

    /// How many figures it holds, one as often as it occurs in different terms.
    pub fn size(&self) -> usize {
        let long = self.long_sums().into_iter();
        let of_long = long.map(|(sum, without)| sum.addition.size() - without.len());
        self.places.len() + of_long.sum::<usize>()
    }

    /// The figures outside of long sums, in order.
    pub fn own_figures(&self) -> impl Iterator<Item = usize> {
        self.places.chunk_by(|a, b| a.0 == b.0).map(|it| it[0].0)
    }

    /// The figures that stand among few enough others to be told from them, in order, each once.
    pub fn told_apart(&self) -> Vec<usize> {
        let narrow = self.places.iter();
        let narrow = narrow.filter(|(_, term)| self.terms[*term].narrow);
        let mut figures: Vec<usize> = narrow.map(|(figure, _)| *figure).collect();
        for &at in &self.with_long_sum {
            if let Form::LongSum(sum, without) = &self.terms[at].form {
                let inner = sum.addition.told_apart().into_iter();
                figures.extend(inner.filter(|it| without.binary_search(it).is_err()));
            }
        }
        if !self.with_long_sum.is_empty() {
            figures.sort_unstable();
        }
        figures.dedup();
        figures
    }

    /// The terms that hold it, in order.
    fn terms_with(&self, unknown: Unknown) -> Vec<usize> {
        let mut found = Vec::new();
        if let Unknown::Figure(figure) = unknown {
            let first = self.places.partition_point(|(other, _)| *other < figure);
            let own = self.places[first..].iter();
            let own = own.take_while(|(other, _)| *other == figure);
            found.extend(own.map(|(_, term)| *term));
        }
        if self.with_long_sum.is_empty() {
            return found;
        }
        let in_long = |at: &&usize| self.terms[**at].form.holds(unknown);
        found.extend(self.with_long_sum.iter().filter(in_long));
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether it holds the figure or the long sum.
    pub fn holds(&self, unknown: Unknown) -> bool {
        !self.terms_with(unknown).is_empty()
    }

    /// Whether it holds the figure outside of long sums.
    pub fn holds_outside_of_sums(&self, figure: usize) -> bool {
        let place = self.places.binary_search_by_key(&figure, |(it, _)| *it);
        place.is_ok()
    }

    /// The term that is the figure itself, its sum with others being nowhere else.
    pub fn term_of(&self, figure: usize) -> Option<usize> {
        let mut terms = self.terms_with(Unknown::Figure(figure)).into_iter();
        let is_itself =
            |at: &usize| matches!(self.terms[*at].form, Form::Figure(own) if own == figure);
        terms.find(is_itself)
    }

    /// The figure's coefficient, if it is one of the terms, or of those of a long sum.
    pub fn coefficient_of(&self, figure: usize) -> Option<Ratio> {
        if let Some(at) = self.term_of(figure) {
            return Some(self.terms[at].coefficient);
        }
        self.with_long_sum.iter().find_map(|&at| {
            let Form::LongSum(sum, without) = &self.terms[at].form else {
                return None;
            };
            let own = sum.addition.coefficient_of(figure)?;
            let product = own.mul(self.terms[at].coefficient).ok()?;
            without.binary_search(&figure).is_err().then_some(product)
        })
    }

    /// What it comes to without the terms that are these figures.
    pub fn value(&self, without: &[usize], values: &impl Values) -> Interval {
        self.rest(&self.terms_of(without), values).interval()
    }

    /// What the terms that are these figures come to as printed.
    pub fn printed_terms(&self, figures: &[usize]) -> Interval {
        let mut total = Total::default();
        for at in self.terms_of(figures) {
            total.add(&self.terms[at].printed);
        }
        total.interval()
    }

    /// The values of `unknown` for which it can lie in `target`, without the terms that are these
    /// figures: `None` if there are none, [`Interval::ALL`] if any or if it cannot be told.
    pub fn solved_for(
        &self,
        unknown: Unknown,
        without: &[usize],
        target: Interval,
        values: &impl Values,
    ) -> Option<Interval> {
        let mut except = self.terms_of(without);
        let mut own = self.terms_with(unknown);
        own.retain(|it| !except.contains(it));
        let [place] = own[..] else {
            return Some(Interval::ALL);
        };
        except.push(place);
        let Ok(left) = target.sub(&self.rest(&except, values).interval()) else {
            return Some(Interval::ALL);
        };
        let term = &self.terms[place];
        let target = share(&left, term.coefficient);
        term.form.solved_for(unknown, target, values)
    }

    fn terms_of(&self, figures: &[usize]) -> Vec<usize> {
        figures.iter().filter_map(|it| self.term_of(*it)).collect()
    }

    /// The total without some terms, with the changed values of the others.
    fn rest(&self, except: &[usize], values: &impl Values) -> Total {
        let mut total = self.total;
        for &at in except {
            total.remove(&self.terms[at].printed);
        }
        let changed = values.changed().iter();
        let mut touched: Vec<usize> = changed
            .flat_map(|(figure, _)| self.terms_with(Unknown::Figure(*figure)))
            .filter(|at| !except.contains(at))
            .collect();
        touched.sort_unstable();
        touched.dedup();
        for at in touched {
            let term = &self.terms[at];
            total.remove(&term.printed);
            total.add(&times(term.coefficient, &term.form.value(values)));
        }
        total
    }
}

impl AddedTerm {
    /// The term, or those of the long sum that it is.
    fn opened(&self) -> Box<dyn Iterator<Item = (Ratio, &Form)> + '_> {
        let Form::LongSum(sum, without) = &self.form else {
            return Box::new(std::iter::once((self.coefficient, &self.form)));
        };
        let is_left = |form: &Form| match form {
            Form::Figure(figure) => without.binary_search(figure).is_err(),
            _ => true,
        };
        let inner = sum.addition.terms().filter(move |(_, it)| is_left(it));
        Box::new(inner.filter_map(|(own, it)| Some((own.mul(self.coefficient).ok()?, it))))
    }
}

impl LongSum {
    pub fn new(number: usize, addition: Addition) -> LongSum {
        LongSum {
            number,
            addition,
            overlaps: RefCell::default(),
        }
    }

    /// Whether a figure stands in both.
    pub fn overlaps(&self, other: &LongSum) -> bool {
        if let Some(known) = self.overlaps.borrow().get(&other.number) {
            return *known;
        }
        let mut found = self.number == other.number;
        let mut in_other = |figure: usize| {
            found |= other.addition.holds(Unknown::Figure(figure));
        };
        self.addition.each_figure(&mut in_other);
        self.overlaps.borrow_mut().insert(other.number, found);
        found
    }
}

impl Addition {
    /// Calls `visit` with each figure, those of long sums as well.
    pub fn each_figure(&self, visit: &mut dyn FnMut(usize)) {
        self.own_figures().for_each(&mut *visit);
        for (sum, without) in self.long_sums() {
            sum.addition.each_figure(&mut |figure| {
                if without.binary_search(&figure).is_err() {
                    visit(figure);
                }
            });
        }
    }
}
