//! What figures are taken to be: as printed, or some of them otherwise.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::{Aggregate, FigureId, PrintedNumbers, Undecided};
use crate::exact::{Interval, PrintedNumber, PrintingRule};

/// What figures are taken to be: as printed, or some of them otherwise (*what if?*).
#[derive(Debug)]
pub struct Values<'n> {
    numbers: &'n PrintedNumbers,
    changed: Vec<(FigureId, Taken)>,
    /// Aggregates that are taken to have one of these values, whatever their figures.
    aggregates: Vec<(*const Aggregate, Interval)>,
    /// Aggregates that the changed figures have a part in.
    anew: RefCell<Anew>,
}

type Anew = FxHashMap<(*const Aggregate, RuleFor), Result<Interval, Undecided>>;

/// A printing rule, and whether the figures are results of a computation.
pub(super) type RuleFor = (PrintingRule, bool);

/// What a figure is taken to be instead of what is printed.
#[derive(Clone, Copy, Debug)]
enum Taken {
    /// Printed otherwise.
    Number(PrintedNumber),
    /// Any of these values.
    Between(Interval),
}

impl<'n> Values<'n> {
    /// The figures as printed.
    pub fn as_printed(numbers: &'n PrintedNumbers) -> Values<'n> {
        Values {
            numbers,
            changed: Vec::new(),
            aggregates: Vec::new(),
            anew: RefCell::default(),
        }
    }

    /// The same with a figure printed otherwise.
    pub fn with(&self, figure: FigureId, number: PrintedNumber) -> Values<'n> {
        self.and(figure, Taken::Number(number))
    }

    /// The same with a figure that has one of these values.
    pub fn with_values(&self, figure: FigureId, values: Interval) -> Values<'n> {
        self.and(figure, Taken::Between(values))
    }

    /// The same.
    pub(super) fn with_nothing(&self) -> Values<'n> {
        Values {
            numbers: self.numbers,
            changed: self.changed.clone(),
            aggregates: self.aggregates.clone(),
            anew: RefCell::default(),
        }
    }

    fn and(&self, figure: FigureId, taken: Taken) -> Values<'n> {
        let mut changed = self.changed.clone();
        changed.retain(|(other, _)| *other != figure);
        changed.push((figure, taken));
        Values {
            numbers: self.numbers,
            changed,
            aggregates: self.aggregates.clone(),
            anew: RefCell::default(),
        }
    }

    /// The same with an aggregate that has one of these values.
    pub(super) fn with_aggregate(&self, aggregate: &Aggregate, values: Interval) -> Values<'n> {
        let mut aggregates = self.aggregates.clone();
        aggregates.push((std::ptr::from_ref(aggregate), values));
        Values {
            numbers: self.numbers,
            changed: self.changed.clone(),
            aggregates,
            anew: RefCell::default(),
        }
    }

    /// The values that an aggregate is taken to have.
    pub(super) fn taken_for(&self, aggregate: &Aggregate) -> Option<Interval> {
        let found = self
            .aggregates
            .iter()
            .rev()
            .find(|(other, _)| std::ptr::eq(*other, aggregate));
        found.map(|(_, values)| *values)
    }

    /// The numbers as printed.
    pub fn numbers(&self) -> &'n PrintedNumbers {
        self.numbers
    }

    /// The figures that are taken otherwise than printed.
    pub(super) fn changed(&self) -> impl Iterator<Item = FigureId> + '_ {
        self.changed.iter().map(|(figure, _)| *figure)
    }

    fn taken(&self, figure: FigureId) -> Option<&Taken> {
        let found = self.changed.iter().find(|(other, _)| *other == figure);
        found.map(|(_, taken)| taken)
    }

    /// The number a figure is, if it is one.
    pub fn number(&self, figure: FigureId) -> Option<PrintedNumber> {
        match self.taken(figure) {
            Some(Taken::Number(number)) => Some(*number),
            _ => self.numbers.number(figure),
        }
    }

    /// The values behind a figure.
    pub fn interval(&self, figure: FigureId, rule: PrintingRule) -> Result<Interval, Undecided> {
        let known = match self.taken(figure) {
            Some(Taken::Between(values)) => return Ok(*values),
            Some(Taken::Number(number)) => Some(self.numbers.interval_of(figure, number, rule)),
            None => self.numbers.interval(figure, rule),
        };
        let missing = || match self.numbers.is_withheld(figure) {
            true => Undecided::Withheld(figure),
            false => Undecided::Missing(figure),
        };
        Ok(known.ok_or_else(missing)??)
    }

    /// The values behind a figure that is the result of a computation.
    pub(super) fn result_interval(
        &self,
        figure: FigureId,
        rule: PrintingRule,
    ) -> Result<Interval, Undecided> {
        match self.number(figure) {
            Some(number) if !matches!(self.taken(figure), Some(Taken::Between(_))) => {
                let result = number.as_result();
                Ok(self.numbers.interval_of(figure, &result, rule)?)
            }
            _ => self.interval(figure, rule),
        }
    }

    /// An aggregate that is not the one of the figures as printed, computed once.
    pub(super) fn anew(
        &self,
        aggregate: &Aggregate,
        rule: RuleFor,
        compute: impl FnOnce() -> Result<Interval, Undecided>,
    ) -> Result<Interval, Undecided> {
        let key = (std::ptr::from_ref(aggregate), rule);
        if let Some(known) = self.anew.borrow().get(&key) {
            return known.clone();
        }
        let value = compute();
        self.anew.borrow_mut().insert(key, value.clone());
        value
    }
}
