//! A statement as one line of arithmetic: the printed figures that cannot all be true.

use super::aggregate::{Aggregate, How};
use super::{Comparison, FigureId, Operation, Operator, Statement, Term, Values};
use crate::exact::{Interval, Ratio};

/// Sums of more addends than this are abbreviated.
const WRITTEN_OUT: usize = 8;

/// How figures are printed where they stand.
pub trait PrintedFigures {
    /// What is printed, as it is written in arithmetic.
    fn printed(&self, figure: FigureId) -> String;
}

impl Statement<'_> {
    /// The line of arithmetic for a violated statement: `2 + 3 = 5 ≠ 6`. Nothing for what is no
    /// arithmetic (names, references, units), or cannot be computed.
    ///
    /// Figures stand as printed; addends of zero are left out, and of a long sum the count, the first
    /// and the last addend are written. The result is what the figures give at most precision; a
    /// printed figure that stands for an interval can only be right if the result lies in it.
    pub fn arithmetic(
        self,
        sides: Option<&(Interval, Interval)>,
        values: &Values<'_>,
        figures: &dyn PrintedFigures,
    ) -> Option<String> {
        let comparison = self.comparison()?;
        let writer = Writer {
            row: self.at(),
            values,
            figures,
        };
        if comparison.operator == Operator::SomePercentOf {
            let (share, total) = (
                writer.written(&comparison.left, false),
                writer.written(&comparison.right, false),
            );
            return Some(format!("no whole number of {total} is {share}"));
        }
        let (left, right) = sides?;
        Some(if comparison.operator == Operator::Equal {
            writer.equation(comparison, left, right)
        } else {
            writer.inequality(comparison, left, right)
        })
    }
}

struct Writer<'w, 'n> {
    row: usize,
    values: &'w Values<'n>,
    figures: &'w dyn PrintedFigures,
}

impl Writer<'_, '_> {
    /// `a + b = c ≠ printed`: the side that is one figure, or the shorter one, stands last.
    fn equation(&self, comparison: &Comparison, left: &Interval, right: &Interval) -> String {
        let (computed, value, stated, stated_value) =
            if self.is_plain(&comparison.right) || !self.is_plain(&comparison.left) {
                (&comparison.left, left, &comparison.right, right)
            } else {
                (&comparison.right, right, &comparison.left, left)
            };
        let (text, other) = (self.written(computed, false), self.written(stated, false));
        let other = if self.is_plain(stated) {
            other
        } else {
            format!("{} = {other}", readable(stated_value))
        };
        if self.is_plain(computed) {
            format!("{text} ≠ {other}")
        } else {
            format!("{text} = {} ≠ {other}", readable(value))
        }
    }

    /// `12 > 11` where at most was said.
    fn inequality(&self, comparison: &Comparison, left: &Interval, right: &Interval) -> String {
        let opposite = match comparison.operator {
            Operator::NotEqual => "=",
            Operator::AtMost => ">",
            Operator::AtLeast => "<",
            Operator::Below => "≥",
            _ => "≤",
        };
        let side = |term: &Term, value: &Interval| {
            let text = self.written(term, false);
            if self.is_plain(term) {
                text
            } else {
                format!("{text} = {}", readable(value))
            }
        };
        let (left, right) = (side(&comparison.left, left), side(&comparison.right, right));
        if right.contains('=') && comparison.operator != Operator::NotEqual {
            format!("{left} {opposite} {}", swapped(&right))
        } else {
            format!("{left} {opposite} {right}")
        }
    }

    fn is_plain(&self, term: &Term) -> bool {
        matches!(term, Term::Number(_) | Term::Within(_)) || term.figure(self.row).is_some()
    }

    /// A term with the figures as printed; `inner` ones in parentheses where needed.
    fn written(&self, term: &Term, inner: bool) -> String {
        match term {
            Term::Number(value) => readable(&Interval::point(*value)),
            Term::Within(values) => enclosed(readable(values), inner),
            Term::Both(operation, both) => self.both(*operation, &both.0, &both.1, inner),
            Term::Aggregate(aggregate) => match (aggregate.how, aggregate.plain_column()) {
                (How::Sum, Some(_)) => enclosed(self.sum(aggregate), inner),
                (How::Mean, Some(_)) => self.mean(aggregate),
                _ => aggregate.text.trim().to_owned(),
            },
            Term::Figure(leaf) => leaf
                .at(self.row)
                .map_or_else(|_| String::new(), |figure| self.figures.printed(figure)),
            Term::NotLoaded(_) => String::new(),
        }
    }

    fn both(&self, operation: Operation, left: &Term, right: &Term, inner: bool) -> String {
        let (left_term, right_term) = (left, right);
        let written = |left_inner: bool, right_inner: bool| {
            (
                self.written(left, left_inner),
                self.written(right, right_inner),
            )
        };
        match operation {
            Operation::Add | Operation::AddPresent => {
                let (left, right) = written(false, false);
                let is_there = |term: &Term| self.values.value(term, self.row).is_some();
                let sum = match (left.as_str(), right.as_str()) {
                    _ if operation == Operation::AddPresent && !is_there(left_term) => right,
                    _ if operation == Operation::AddPresent && !is_there(right_term) => left,
                    ("0", sum) if sum != "0" => right,
                    (sum, "0") if sum != "0" => left,
                    _ => format!("{left} + {right}"),
                };
                enclosed(sum, inner)
            }
            Operation::Subtract => {
                let (left, right) = written(false, true);
                enclosed(format!("{left} − {right}"), inner)
            }
            Operation::Multiply => {
                let (left, right) = written(true, true);
                format!("{left} × {right}")
            }
            Operation::Divide => {
                let (left, right) = written(true, true);
                format!("{left} / {right}")
            }
            Operation::Percent => {
                let (part, whole) = written(true, true);
                format!("100 × {part} / {whole}")
            }
            Operation::Change => {
                let (from, to) = written(true, true);
                format!("100 × ({to} / {from} − 1)")
            }
            Operation::Distance => {
                let (left, right) = written(false, true);
                match right.as_str() {
                    "0" => format!("|{left}|"),
                    _ => format!("|{left} − {right}|"),
                }
            }
            Operation::RoundedTo => {
                let (value, step) = written(false, false);
                match step.as_str() {
                    "1" => format!("round({value})"),
                    _ => format!("round({value} to {step})"),
                }
            }
        }
    }

    /// `(a + b + c) / 3`: the sum, and of how many figures, those of 0 included.
    fn mean(&self, aggregate: &Aggregate) -> String {
        let rows = self.values.rows_of(aggregate, self.row).into_iter();
        let figures = rows.filter_map(|(row, _)| aggregate.of.figure(row));
        let count = figures
            .filter(|it| self.values.number(*it).is_some())
            .count();
        format!("({}) / {count}", self.sum(aggregate))
    }

    fn sum(&self, aggregate: &Aggregate) -> String {
        let rows = self.values.rows_of(aggregate, self.row).into_iter();
        let addends: Vec<FigureId> = rows
            .filter_map(|(row, _)| aggregate.of.figure(row))
            .filter(|&it| {
                let number = self.values.number(it);
                number.is_some_and(|number| !number.value().is_zero())
            })
            .collect();
        let printed = |figure: &FigureId| self.figures.printed(*figure);
        match addends.as_slice() {
            [] => "0".to_owned(),
            short if short.len() <= WRITTEN_OUT => {
                let addends: Vec<String> = short.iter().map(printed).collect();
                addends.join(" + ")
            }
            [first, .., last] => {
                let (first, last) = (printed(first), printed(last));
                format!("{first} + … + {last} ({} addends)", addends.len())
            }
            [only] => printed(only),
        }
    }
}

fn enclosed(text: String, inner: bool) -> String {
    if inner { format!("({text})") } else { text }
}

/// `a + b = 5` as `5 = a + b`, for the right side of a comparison.
fn swapped(equation: &str) -> String {
    match equation.rsplit_once(" = ") {
        Some((sum, value)) => format!("{value} = {sum}"),
        None => equation.to_owned(),
    }
}

/// A value with at most two decimals for a reader; an interval by its ends.
fn readable(value: &Interval) -> String {
    use crate::exact::Bound::{Closed, Open};
    match (value.as_point(), value.lower(), value.upper()) {
        (Some(point), ..) => decimal(point),
        (None, Closed(low) | Open(low), Closed(high) | Open(high)) => {
            format!("{} to {}", decimal(low), decimal(high))
        }
        _ => value.to_string(),
    }
}

/// A value with at most two decimals.
pub(crate) fn decimal(value: Ratio) -> String {
    let exact = (0..2).find(|&decimals| {
        let scale = Ratio::whole(10_i128.pow(decimals));
        value.mul(scale).is_ok_and(|scaled| scaled.is_whole())
    });
    value.to_decimal_string(exact.unwrap_or(2))
}
