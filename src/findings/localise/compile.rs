//! Checks as relations of a [`System`](super::System).

use rustc_hash::FxHashMap;

use super::relation::Compared;
use super::system::{System, SystemFigure};
use super::term::Term;
use crate::checks::{
    Aggregate, Check, Expression, FigureRef, Figures, Operator, evaluated, figure_of, rows_where,
};
use crate::exact::{Interval, Ratio};

/// A system whose figures are those of a document.
pub(super) struct Compiler<'f, 'a> {
    pub figures: &'f Figures<'a>,
    pub system: System,
    positions: FxHashMap<FigureRef, usize>,
    /// The figure at each position.
    pub refs: Vec<FigureRef>,
}

impl<'f, 'a> Compiler<'f, 'a> {
    pub fn new(figures: &'f Figures<'a>) -> Compiler<'f, 'a> {
        Compiler {
            figures,
            system: System::default(),
            positions: FxHashMap::default(),
            refs: Vec::new(),
        }
    }

    /// Adds an instance of a check as a relation, if it can be written as one.
    pub fn relation(&mut self, check: &Check, row: Option<usize>) -> Option<usize> {
        let comparison = check.comparison(row)?;
        // a relation with room of its own on either side is no equation
        if comparison.within.is_some() {
            return None;
        }
        let row = row.unwrap_or(0);
        let left = self.term(&comparison.left, row)?;
        let right = self.term(&comparison.right, row)?;
        let (left, compared, right) = match comparison.operator {
            Operator::Equal => (left, Compared::Equal, right),
            Operator::AtMost => (left, Compared::AtMost, right),
            Operator::AtLeast => (right, Compared::AtMost, left),
            Operator::Below => (left, Compared::Below, right),
            Operator::Above => (right, Compared::Below, left),
            _ => return None,
        };
        Some(self.system.relation(left, compared, right))
    }

    fn term(&mut self, expression: &Expression, row: usize) -> Option<Term> {
        let minus = Ratio::whole(-1);
        let one = Ratio::ONE;
        Some(match expression {
            Expression::Number(value) => Term::Constant(Interval::point(*value)),
            Expression::Add(left, right) => Term::Sum(vec![
                (one, self.term(left, row)?),
                (one, self.term(right, row)?),
            ]),
            Expression::Subtract(left, right) => Term::Sum(vec![
                (one, self.term(left, row)?),
                (minus, self.term(right, row)?),
            ]),
            Expression::Multiply(left, right) => {
                let (left, right) = (self.term(left, row)?, self.term(right, row)?);
                match (exact(&left), exact(&right)) {
                    (Some(factor), _) => Term::Sum(vec![(factor, right)]),
                    (_, Some(factor)) => Term::Sum(vec![(factor, left)]),
                    _ => Term::Product(Box::new(left), Box::new(right)),
                }
            }
            Expression::Divide(left, right) => {
                let (left, right) = (self.term(left, row)?, self.term(right, row)?);
                match exact(&right) {
                    Some(divisor) => Term::Sum(vec![(one.div(divisor).ok()?, left)]),
                    None => Term::quotient(left, right),
                }
            }
            Expression::Percent(part, whole) => {
                let (part, whole) = (self.term(part, row)?, self.term(whole, row)?);
                Term::percent(part, whole)
            }
            Expression::Change(from, to) => {
                let (from, to) = (self.term(from, row)?, self.term(to, row)?);
                let hundred = Term::Constant(Interval::point(Ratio::whole(100)));
                Term::less(Term::percent(to, from), hundred)
            }
            Expression::Aggregate {
                aggregate: Aggregate::Sum,
                table,
                of,
                county: None,
                filter,
                ..
            } => {
                let rows = rows_where(*table, filter.as_ref(), self.figures)?;
                // a mark for a missing figure adds nothing
                let addends = rows
                    .into_iter()
                    .filter(|&row| evaluated(of, row, self.figures).is_some())
                    .collect::<Vec<_>>();
                let terms = addends
                    .into_iter()
                    .map(|row| Some((one, self.term(of, row)?)));
                Term::Sum(terms.collect::<Option<_>>()?)
            }
            other => match figure_of(other, row, self.figures) {
                Some(figure) => Term::Figure(self.figure(figure)?),
                // a count, a maximum: what it is for the figures as printed
                None => Term::Constant(evaluated(other, row, self.figures)?),
            },
        })
    }

    fn figure(&mut self, figure: FigureRef) -> Option<usize> {
        if let Some(known) = self.positions.get(&figure) {
            return Some(*known);
        }
        let number = self.figures.number(figure)?;
        let position = self.system.figure(match figure {
            // rules are not in doubt here, and other documents not in this one
            FigureRef::Parameter(_) => SystemFigure::trusted(number),
            _ if !self.figures.is_own(figure) => SystemFigure::trusted(number),
            FigureRef::Cell { .. } | FigureRef::Claim(_) => SystemFigure::new(number),
        });
        self.positions.insert(figure, position);
        self.refs.push(figure);
        Some(position)
    }
}

/// The number a term is, if no figure has a part in it.
fn exact(term: &Term) -> Option<Ratio> {
    match term {
        Term::Constant(value) => value.as_point().filter(|value| !value.is_zero()),
        _ => None,
    }
}
