//! A statement as one line of arithmetic: the printed figures that cannot all be true.

use super::aggregate::{Aggregate, How};
use super::likelihood::printed_imbalance;
use super::{Comparison, FigureId, Operation, Operator, Statement, Term, Values};
use crate::exact::{Interval, Ratio};

/// Sums of more addends than this are abbreviated.
const WRITTEN_OUT: usize = 8;

/// How figures are printed where they stand.
pub trait PrintedFigures {
    /// What is printed, as it is written in arithmetic.
    fn printed(&self, figure: FigureId) -> String;

    /// How many base units the figure counts in, and what such a unit is called, where it is not one
    /// base unit: thousands of kronor.
    fn scale(&self, figure: FigureId) -> Option<(Ratio, &'static str)>;
}

/// A line of arithmetic that cannot be true, as data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arithmetic {
    /// Two sides that differ, and a sign between: `2 + 3 = 5 ≠ 6`.
    Line(Vec<Symbol>),
    /// No whole number of the total makes the share.
    NoWhole {
        /// The share.
        share: Vec<Symbol>,
        /// The total.
        total: Vec<Symbol>,
    },
}

/// A symbol in a line of arithmetic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Symbol {
    /// A figure as it is printed, or an aggregate in the language of checks.
    Printed(String),
    /// A value of our own computation.
    Value(Ratio),
    /// Any value between two.
    Between(Ratio, Ratio),
    /// Any value of an interval that is open at an end.
    Within(Interval),
    /// A sign of arithmetic.
    Sign(&'static str),
    /// A function, before its parenthesis.
    Function(Function),
    /// The step that a value is rounded to.
    Step(Ratio),
    /// `(`
    Open,
    /// `)`
    Close,
    /// How many addends an abbreviated sum has.
    Addends(usize),
}

/// A function in a line of arithmetic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// How far a value is from another, or from 0.
    Distance,
    /// A value rounded to steps.
    Rounded,
}

impl Statement<'_> {
    /// The line of arithmetic for a violated statement: `2 + 3 = 5 ≠ 6`. Nothing for what is no
    /// arithmetic (names, references, units), or cannot be computed.
    ///
    /// Figures stand as printed; addends of zero are left out, and of a long sum the count, the first
    /// and the last addend are written. The result is what the figures give at most precision; a
    /// printed figure that stands for an interval can only be right if the result lies in it. Where all
    /// figures of a sum count thousands of kronor, so do the results; where only some do, these say so.
    /// With the values of the sides comes left less right, where the sides do not show that they differ.
    pub fn arithmetic(
        self,
        sides: Option<(&(Interval, Interval), Option<&Interval>)>,
        values: &Values<'_>,
        figures: &dyn PrintedFigures,
    ) -> Option<Arithmetic> {
        let comparison = self.comparison()?;
        let writer = Writer {
            row: self.at(),
            values,
            figures,
            scale: self.common_scale(comparison, values, figures),
        };
        if comparison.operator == Operator::SomePercentOf {
            return Some(Arithmetic::NoWhole {
                share: writer.written(&comparison.left, false),
                total: writer.written(&comparison.right, false),
            });
        }
        let ((left, right), apart) = sides?;
        if let Some(apart) = apart {
            return Some(Arithmetic::Line(writer.difference(comparison, apart)));
        }
        let as_printed = writer.as_printed(comparison, (left, right));
        let (left, right) = match &as_printed {
            Some((left, right)) => (left, right),
            None => (left, right),
        };
        Some(Arithmetic::Line(
            if comparison.operator == Operator::Equal {
                writer.equation(comparison, left, right)
            } else {
                writer.inequality(comparison, left, right)
            },
        ))
    }

    /// How many base units all its figures count in, if that is the same and nothing is multiplied or
    /// divided.
    fn common_scale(
        self,
        comparison: &Comparison,
        values: &Values<'_>,
        figures: &dyn PrintedFigures,
    ) -> Ratio {
        let used = values.used(self);
        let mut scales = used
            .iter()
            .flat_map(|it| it.figures().iter())
            .map(|figure| {
                figures
                    .scale(*figure)
                    .map_or(Ratio::ONE, |(scale, _)| scale)
            });
        let Some(first) = scales.next().filter(|it| *it != Ratio::ONE) else {
            return Ratio::ONE;
        };
        let is_common = scales.all(|it| it == first)
            && is_linear(&comparison.left)
            && is_linear(&comparison.right);
        if is_common { first } else { Ratio::ONE }
    }
}

/// Whether a term adds and subtracts figures only.
fn is_linear(term: &Term) -> bool {
    match term {
        Term::Both(Operation::Add | Operation::AddPresent | Operation::Subtract, both) => {
            is_linear(&both.0) && is_linear(&both.1)
        }
        Term::Aggregate(aggregate) => {
            matches!(aggregate.how, How::Sum) && aggregate.plain_column().is_some()
        }
        Term::Figure(_) => true,
        Term::Both(..) | Term::Number(_) | Term::Within(_) | Term::NotLoaded(_) => false,
    }
}

/// The sign of what is so when a comparison does not hold.
fn opposite(operator: Operator) -> &'static str {
    match operator {
        Operator::Equal | Operator::SomePercentOf => "≠",
        Operator::NotEqual => "=",
        Operator::AtMost => ">",
        Operator::AtLeast => "<",
        Operator::Below => "≥",
        Operator::Above => "≤",
    }
}

struct Writer<'w, 'n> {
    row: usize,
    values: &'w Values<'n>,
    figures: &'w dyn PrintedFigures,
    /// How many base units a written value counts in.
    scale: Ratio,
}

impl Writer<'_, '_> {
    /// `a + b = c ≠ printed`: the side that is one figure, or the shorter one, stands last.
    fn equation(&self, comparison: &Comparison, left: &Interval, right: &Interval) -> Vec<Symbol> {
        let (computed, value, stated, stated_value) =
            if self.is_plain(&comparison.right) || !self.is_plain(&comparison.left) {
                (&comparison.left, left, &comparison.right, right)
            } else {
                (&comparison.right, right, &comparison.left, left)
            };
        let mut line = self.written(computed, false);
        if !self.is_plain(computed) {
            line.extend([Symbol::Sign("="), self.value(value)]);
        }
        line.push(Symbol::Sign("≠"));
        if !self.is_plain(stated) {
            line.extend([self.value(stated_value), Symbol::Sign("=")]);
        }
        line.extend(self.written(stated, false));
        line
    }

    /// The sides of a sum of rounded figures as they are printed, where what these stand for lets it hold,
    /// if hardly: the ends of what it may be would say nothing.
    fn as_printed(
        &self,
        comparison: &Comparison,
        (left, right): (&Interval, &Interval),
    ) -> Option<(Interval, Interval)> {
        if comparison.operator != Operator::Equal || !left.meets(right) {
            return None;
        }
        let sides = (*left, *right);
        let more = printed_imbalance(comparison, self.row, &sides, self.values)?;
        let printed = |term: &Term| Some(self.values.number(term.figure(self.row)?)?.value());
        let (left, right) = match (printed(&comparison.left), printed(&comparison.right)) {
            (_, Some(right)) => (right.add(more).ok()?, right),
            (Some(left), None) => (left, left.sub(more).ok()?),
            (None, None) => return None,
        };
        Some((Interval::point(left), Interval::point(right)))
    }

    /// `a − b = c ≠ 0`, where a figure stands on both sides.
    fn difference(&self, comparison: &Comparison, apart: &Interval) -> Vec<Symbol> {
        let mut line = self.written(&comparison.left, true);
        line.push(Symbol::Sign("−"));
        line.extend(self.written(&comparison.right, true));
        line.extend([Symbol::Sign("="), self.value(apart)]);
        line.push(Symbol::Sign(opposite(comparison.operator)));
        line.push(Symbol::Value(Ratio::ZERO));
        line
    }

    /// `12 > 11` where at most was said.
    fn inequality(
        &self,
        comparison: &Comparison,
        left: &Interval,
        right: &Interval,
    ) -> Vec<Symbol> {
        let mut line = self.written(&comparison.left, false);
        if !self.is_plain(&comparison.left) {
            line.extend([Symbol::Sign("="), self.value(left)]);
        }
        line.push(Symbol::Sign(opposite(comparison.operator)));
        if !self.is_plain(&comparison.right) {
            line.extend([self.value(right), Symbol::Sign("=")]);
        }
        line.extend(self.written(&comparison.right, false));
        line
    }

    fn is_plain(&self, term: &Term) -> bool {
        matches!(term, Term::Number(_) | Term::Within(_)) || term.figure(self.row).is_some()
    }

    /// A value, or an interval by its ends.
    fn value(&self, value: &Interval) -> Symbol {
        use crate::exact::Bound::{Closed, Open};
        let scaled = |it: Ratio| it.div(self.scale).unwrap_or(it);
        match (value.as_point(), value.lower(), value.upper()) {
            (Some(point), ..) => Symbol::Value(scaled(point)),
            (None, Closed(low) | Open(low), Closed(high) | Open(high)) => {
                Symbol::Between(scaled(low), scaled(high))
            }
            _ => Symbol::Within(*value),
        }
    }

    /// A figure as printed, with its unit where that is not the unit of all.
    fn figure(&self, figure: FigureId) -> Symbol {
        let printed = self.figures.printed(figure);
        match self.figures.scale(figure) {
            Some((scale, unit))
                if scale != self.scale && !printed.contains(char::is_alphabetic) =>
            {
                Symbol::Printed(format!("{printed} {unit}"))
            }
            _ => Symbol::Printed(printed),
        }
    }

    /// A term with the figures as printed; `inner` ones in parentheses where needed.
    fn written(&self, term: &Term, inner: bool) -> Vec<Symbol> {
        match term {
            Term::Number(value) => vec![Symbol::Value(*value)],
            Term::Within(values) => enclosed(vec![unscaled(values)], inner),
            Term::Both(operation, both) => self.both(*operation, &both.0, &both.1, inner),
            Term::Aggregate(aggregate) => match (aggregate.how, aggregate.plain_column()) {
                (How::Sum, Some(_)) => enclosed(self.sum(aggregate), inner),
                (How::Mean, Some(_)) => self.mean(aggregate),
                _ => vec![Symbol::Printed(aggregate.text.trim().to_owned())],
            },
            Term::Figure(leaf) => match leaf.at(self.row) {
                Ok(figure) => vec![self.figure(figure)],
                Err(_) => Vec::new(),
            },
            Term::NotLoaded(_) => Vec::new(),
        }
    }

    fn both(&self, operation: Operation, left: &Term, right: &Term, inner: bool) -> Vec<Symbol> {
        let (left_inner, right_inner) = match operation {
            Operation::Add | Operation::AddPresent | Operation::RoundedTo => (false, false),
            Operation::Subtract | Operation::Distance => (false, true),
            _ => (true, true),
        };
        if operation == Operation::AddPresent {
            // a missing figure adds nothing
            let is_missing = |term: &Term| {
                let figure = term.figure(self.row);
                figure.is_some_and(|it| self.values.number(it).is_none())
            };
            if is_missing(left) {
                return self.written(right, inner);
            }
            if is_missing(right) {
                return self.written(left, inner);
            }
        }
        let left = self.written(left, left_inner);
        let right = self.written(right, right_inner);
        let between = |sign| joined([left.clone(), vec![Symbol::Sign(sign)], right.clone()]);
        let hundred = || vec![Symbol::Value(Ratio::whole(100)), Symbol::Sign("×")];
        match operation {
            Operation::Add | Operation::AddPresent => {
                let sum = match (is_zero(&left), is_zero(&right)) {
                    (true, false) => right,
                    (false, true) => left,
                    _ => between("+"),
                };
                enclosed(sum, inner)
            }
            Operation::Subtract => enclosed(between("−"), inner),
            Operation::Multiply => between("×"),
            Operation::Divide => between("/"),
            Operation::Percent => joined([hundred(), between("/")]),
            Operation::Change => joined([
                hundred(),
                vec![Symbol::Open],
                right.clone(),
                vec![Symbol::Sign("/")],
                left.clone(),
                vec![Symbol::Sign("−"), Symbol::Value(Ratio::ONE), Symbol::Close],
            ]),
            Operation::Distance => {
                let apart = if is_zero(&right) {
                    left
                } else {
                    between("−")
                };
                let distance = vec![Symbol::Function(Function::Distance)];
                joined([distance, enclosed(apart, true)])
            }
            Operation::RoundedTo => {
                let mut inside = left;
                inside.extend(right.into_iter().filter_map(|it| match it {
                    Symbol::Value(step) if step != Ratio::ONE => Some(Symbol::Step(step)),
                    _ => None,
                }));
                let rounded = vec![Symbol::Function(Function::Rounded)];
                joined([rounded, enclosed(inside, true)])
            }
        }
    }

    /// `(a + b + c) / 3`: the sum, and of how many figures, those of 0 included.
    fn mean(&self, aggregate: &Aggregate) -> Vec<Symbol> {
        let rows = self.values.rows_of(aggregate, self.row).into_iter();
        let figures = rows.filter_map(|(row, _)| aggregate.of.figure(row));
        let count = figures
            .filter(|it| self.values.number(*it).is_some())
            .count();
        let count = Ratio::whole(i128::try_from(count).unwrap_or(i128::MAX));
        joined([
            enclosed(self.sum(aggregate), true),
            vec![Symbol::Sign("/"), Symbol::Value(count)],
        ])
    }

    fn sum(&self, aggregate: &Aggregate) -> Vec<Symbol> {
        let rows = self.values.rows_of(aggregate, self.row).into_iter();
        let addends: Vec<FigureId> = rows
            .filter_map(|(row, _)| aggregate.of.figure(row))
            .filter(|&it| {
                let number = self.values.number(it);
                number.is_some_and(|number| !number.value().is_zero())
            })
            .collect();
        match addends.as_slice() {
            [] => vec![Symbol::Value(Ratio::ZERO)],
            short if short.len() <= WRITTEN_OUT => {
                let mut line = Vec::with_capacity(2 * short.len());
                for (position, addend) in short.iter().enumerate() {
                    if position > 0 {
                        line.push(Symbol::Sign("+"));
                    }
                    line.push(self.figure(*addend));
                }
                line
            }
            [first, .., last] => vec![
                self.figure(*first),
                Symbol::Sign("+"),
                Symbol::Sign("…"),
                Symbol::Sign("+"),
                self.figure(*last),
                Symbol::Addends(addends.len()),
            ],
            [only] => vec![self.figure(*only)],
        }
    }
}

/// A value, or an interval by its ends, in its own unit.
fn unscaled(value: &Interval) -> Symbol {
    use crate::exact::Bound::{Closed, Open};
    match (value.as_point(), value.lower(), value.upper()) {
        (Some(point), ..) => Symbol::Value(point),
        (None, Closed(low) | Open(low), Closed(high) | Open(high)) => Symbol::Between(low, high),
        _ => Symbol::Within(*value),
    }
}

fn is_zero(line: &[Symbol]) -> bool {
    match line {
        [Symbol::Value(value)] => value.is_zero(),
        [Symbol::Printed(text)] => text == "0",
        _ => false,
    }
}

fn joined<const N: usize>(parts: [Vec<Symbol>; N]) -> Vec<Symbol> {
    parts.into_iter().flatten().collect()
}

fn enclosed(mut line: Vec<Symbol>, inner: bool) -> Vec<Symbol> {
    if inner {
        line.insert(0, Symbol::Open);
        line.push(Symbol::Close);
    }
    line
}

/// A value with at most two decimals.
pub(crate) fn decimal(value: Ratio) -> String {
    value.to_decimal_string(value.decimals(1).unwrap_or(2))
}
