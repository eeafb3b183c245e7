//! Statements as relations of a [`System`].

use std::cell::RefCell;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::form::Form;
use super::relation::{Compared, Relation};
use super::system::{System, SystemFigure};
use crate::exact::{Interval, PrintingRule, Quantity, Ratio};
use crate::statements::{
    Aggregate, FigureId, How, Operation, Operator, RoundedParts, Statement, Term, Trust, Values,
};

/// A system over figures that have these values.
pub(super) struct Compiler<'v, 'n> {
    pub values: &'v Values<'n>,
    pub system: System,
    /// The sums so far, which are shared: of the values behind the print, or of the printed ones.
    sums: FxHashMap<(*const Aggregate, bool), Option<Form>>,
    /// Whether sums are of the printed values.
    as_printed: bool,
    /// What may have been rounded away in the figures of a sum.
    away: RefCell<FxHashMap<*const Aggregate, Option<Interval>>>,
    /// The largest likely difference, in units, of sums with so many rounded parts.
    likely: FxHashMap<RoundedParts, Ratio>,
}

/// The terms of a sum of more than this stand once for all relations that use it.
const FEW: usize = 24;

impl<'v, 'n> Compiler<'v, 'n> {
    pub fn new(values: &'v Values<'n>) -> Compiler<'v, 'n> {
        Compiler {
            values,
            system: System::default(),
            sums: FxHashMap::default(),
            as_printed: false,
            away: RefCell::default(),
            likely: FxHashMap::default(),
        }
    }

    /// A statement as a relation, if it can be written as one; it is not added yet.
    pub fn relation(&mut self, statement: Statement<'_>) -> Option<Relation> {
        let comparison = statement.comparison()?;
        // a relation with room of its own on either side is no equation, and units that differ are no
        // matter of figures
        if comparison.within.is_some() || comparison.units_differ {
            return None;
        }
        let row = statement.at();
        let room = self.values.room_of(statement);
        self.as_printed = room.is_some();
        let mut left = self.form(&comparison.left, row)?;
        let mut right = self.form(&comparison.right, row)?;
        if let Some(room) = room {
            let likely = self.likely.entry(room.parts);
            let units = *likely.or_insert_with(|| room.parts.likely_units());
            let room = units.mul(room.grain).ok()?;
            return Some(self.system.sum(left, right, room));
        }
        // what was rounded in the figures of a side is room on the other
        match comparison.are_results() {
            [true, _] => right = Form::less(right, self.rounded_away(&comparison.left, row)?),
            [_, true] => left = Form::less(left, self.rounded_away(&comparison.right, row)?),
            [false, false] => {}
        }
        let (left, compared, right) = match comparison.operator {
            Operator::Equal => (left, Compared::Equal, right),
            Operator::AtMost => (left, Compared::AtMost, right),
            Operator::AtLeast => (right, Compared::AtMost, left),
            Operator::Below => (left, Compared::Below, right),
            Operator::Above => (right, Compared::Below, left),
            Operator::SomePercentOf | Operator::NotEqual => return None,
        };
        Some(self.system.relation(left, compared, right))
    }

    fn form(&mut self, term: &Term, row: usize) -> Option<Form> {
        Some(match term {
            Term::Number(value) => Form::Constant(Interval::point(*value)),
            Term::Within(values) => Form::Constant(**values),
            // bent where its parts are alike, and in steps: what it is for the figures as printed
            Term::Both(Operation::Distance | Operation::RoundedTo, _) => {
                Form::Constant(self.values.value(term, row)?)
            }
            Term::Figure(leaf) => Form::Figure(self.figure(leaf.at(row).ok()?)?),
            Term::Both(Operation::AddPresent, both) => {
                let (left, right) = (self.present(&both.0, row)?, self.present(&both.1, row)?);
                put_together(Operation::Add, left, right)?
            }
            Term::Both(operation, both) => {
                let (left, right) = (self.form(&both.0, row)?, self.form(&both.1, row)?);
                put_together(*operation, left, right)?
            }
            Term::Aggregate(aggregate) if aggregate.how == How::Sum && aggregate.is_fixed() => {
                self.sum(aggregate)?
            }
            Term::Aggregate(aggregate) if aggregate.how == How::Mean && aggregate.is_fixed() => {
                self.mean(aggregate)?
            }
            // a count, a maximum: what it is for the figures as printed
            Term::Aggregate(_) => Form::Constant(self.values.value(term, row)?),
            Term::NotLoaded(_) => return None,
        })
    }

    /// What may have been rounded away in figures that are results of a computation, though what they
    /// count is whole.
    fn rounded_away(&self, term: &Term, row: usize) -> Option<Form> {
        let away = self.away(term, row)?;
        Some(Form::Constant(away))
    }

    fn away(&self, term: &Term, row: usize) -> Option<Interval> {
        let none = Interval::point(Ratio::ZERO);
        Some(match term {
            Term::Figure(leaf) => {
                let figure = leaf.at(row).ok()?;
                let number = self.values.number(figure)?;
                let is_rule = self.values.numbers().trust(figure) == Trust::Rule;
                if is_rule || !number.is_exact() {
                    return Some(none);
                }
                let value = Interval::point(number.value());
                let result = number.as_result().interval(PrintingRule::HalfUp).ok()?;
                result.sub(&value).ok()?
            }
            Term::Both(Operation::Add, both) => {
                let (left, right) = (self.away(&both.0, row)?, self.away(&both.1, row)?);
                left.add(&right).ok()?
            }
            Term::Both(Operation::Subtract, both) => {
                let (left, right) = (self.away(&both.0, row)?, self.away(&both.1, row)?);
                left.sub(&right).ok()?
            }
            Term::Aggregate(aggregate) if aggregate.how == How::Sum => {
                self.away_in_sum(aggregate, row)?
            }
            _ => none,
        })
    }

    /// The same for a sum; of one that is the same for every row it is computed once.
    fn away_in_sum(&self, aggregate: &Arc<Aggregate>, row: usize) -> Option<Interval> {
        let key = Arc::as_ptr(aggregate);
        if let Some(known) = self.away.borrow().get(&key) {
            return *known;
        }
        let rows = self.values.rows_of(aggregate, row).into_iter();
        let mut of_rows = rows.filter_map(|(row, _)| self.away(&aggregate.of, row));
        let none = Interval::point(Ratio::ZERO);
        let sum = of_rows.try_fold(none, |sum, it| sum.add(&it).ok());
        if aggregate.is_fixed() {
            self.away.borrow_mut().insert(key, sum);
        }
        sum
    }

    /// The sum of the rows, made once.
    fn sum(&mut self, aggregate: &Arc<Aggregate>) -> Option<Form> {
        let key = (Arc::as_ptr(aggregate), self.as_printed);
        if let Some(known) = self.sums.get(&key) {
            return known.clone();
        }
        let made = self.sum_of_rows(aggregate);
        self.sums.insert(key, made.clone());
        made
    }

    /// The sum of the rows. One of which it is open whether it belongs is no figure to look for.
    fn sum_of_rows(&mut self, aggregate: &Aggregate) -> Option<Form> {
        let mut parts = Vec::new();
        for (row, certain) in self.values.rows_of(aggregate, 0) {
            // a mark for a missing figure adds nothing
            let Some(value) = self.values.value(&aggregate.of, row) else {
                continue;
            };
            parts.push((
                Ratio::ONE,
                if certain {
                    self.form(&aggregate.of, row)?
                } else {
                    Form::Constant(or_zero(&value))
                },
            ));
        }
        match Form::Sum(parts).flattened() {
            Form::Sum(terms) if terms.len() > FEW => {
                Some(self.system.long_sum(terms, self.as_printed))
            }
            few => Some(few),
        }
    }

    /// A part of a sum to which a missing figure adds nothing.
    fn present(&mut self, term: &Term, row: usize) -> Option<Form> {
        let missing = match term {
            Term::Figure(leaf) => self.values.number(leaf.at(row).ok()?).is_none(),
            _ => false,
        };
        if missing {
            return Some(Form::Constant(Interval::point(Ratio::ZERO)));
        }
        self.form(term, row)
    }

    /// The mean of the rows: each has an equal part in it. Nothing if it is open which they are.
    fn mean(&mut self, aggregate: &Aggregate) -> Option<Form> {
        let rows = self.values.rows_of(aggregate, 0).into_iter();
        let rows = rows.filter(|(row, _)| self.values.value(&aggregate.of, *row).is_some());
        let rows: Vec<(usize, bool)> = rows.collect();
        let part = Ratio::new(1, i128::try_from(rows.len()).ok()?).ok()?;
        let parts = rows.into_iter().map(|(row, certain)| {
            let form = certain.then(|| self.form(&aggregate.of, row))??;
            Some((part, form))
        });
        parts.collect::<Option<Vec<_>>>().map(Form::Sum)
    }

    fn figure(&mut self, id: FigureId) -> Option<usize> {
        let values = self.values;
        self.system.position(id, || {
            let number = values.number(id)?;
            let interval = values.interval(id, PrintingRule::HalfUp);
            Some(SystemFigure {
                id,
                number,
                // rules are not in doubt here, and other documents not in this one
                trusted: values.numbers().trust(id) != Trust::Printed,
                may_be_negative: number.value().is_negative(),
                may_lack_sign: number.quantity() != Quantity::Counted && number.hedge().is_none(),
                copied_from: None,
                interval: interval.unwrap_or(Interval::ALL),
            })
        })
    }
}

fn put_together(operation: Operation, left: Form, right: Form) -> Option<Form> {
    let (one, minus) = (Ratio::ONE, Ratio::whole(-1));
    Some(match operation {
        Operation::Add | Operation::AddPresent => Form::Sum(vec![(one, left), (one, right)]),
        Operation::Subtract => Form::Sum(vec![(one, left), (minus, right)]),
        Operation::Multiply => match (exact(&left), exact(&right)) {
            (Some(factor), _) => Form::Sum(vec![(factor, right)]),
            (_, Some(factor)) => Form::Sum(vec![(factor, left)]),
            _ => Form::Product(Box::new(left), Box::new(right)),
        },
        Operation::Divide => match exact(&right) {
            Some(divisor) => Form::Sum(vec![(one.div(divisor).ok()?, left)]),
            None => Form::quotient(left, right),
        },
        Operation::Percent => Form::percent(left, right),
        Operation::Distance | Operation::RoundedTo => return None,
        Operation::Change => {
            let hundred = Form::Constant(Interval::point(Ratio::whole(100)));
            Form::less(Form::percent(right, left), hundred)
        }
    })
}

/// The number a form is, if no figure has a part in it.
fn exact(form: &Form) -> Option<Ratio> {
    match form {
        Form::Constant(value) => value.as_point().filter(|value| !value.is_zero()),
        _ => None,
    }
}

/// The values of what may be there or not.
fn or_zero(value: &Interval) -> Interval {
    let zero = Interval::point(Ratio::ZERO);
    let (lower, upper) = (value.smaller(&zero).lower(), value.larger(&zero).upper());
    Interval::between(lower, upper).unwrap_or(Interval::ALL)
}
