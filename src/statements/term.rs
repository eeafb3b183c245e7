//! Values computed from figures, for a row at hand.

use std::sync::Arc;

use super::{Aggregate, FigureColumn, FigureId, How, PrintedNumbers, Undecided};
use crate::exact::{Interval, Ratio};

/// A value computed from figures. Parts are shared: copying one costs nothing.
#[derive(Clone, Debug)]
pub enum Term {
    /// An exact number.
    Number(Ratio),
    /// A figure.
    Figure(Leaf),
    /// Two values put together.
    Both(Operation, Arc<(Term, Term)>),
    /// A sum, a mean, an extreme or a count of rows.
    Aggregate(Arc<Aggregate>),
    /// A value of which it is only known where it lies: a fitted factor.
    Within(Arc<Interval>),
    /// A figure of a document, of this name, that was not given.
    NotLoaded(Arc<str>),
}

/// How two values are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// The sum.
    Add,
    /// The sum, to which a missing figure adds nothing.
    AddPresent,
    /// The difference.
    Subtract,
    /// The product.
    Multiply,
    /// The quotient.
    Divide,
    /// How many percent the first is of the second.
    Percent,
    /// By how many percent the second is more than the first.
    Change,
    /// How far the first is from the second.
    Distance,
    /// The first, rounded half up to whole steps of the second.
    RoundedTo,
}

/// Which figure is meant, once a row is at hand.
#[derive(Clone, Debug)]
pub enum Leaf {
    /// The same figure for every row.
    One(FigureId),
    /// The one in a column of the row.
    Own(FigureColumn),
    /// The one in a column of the row that another list has for this one.
    Joined(Arc<Join>, FigureColumn),
}

/// For each row of a list the row of another list that belongs to it.
#[derive(Debug)]
pub struct Join {
    /// The list whose rows are at hand.
    pub from: usize,
    /// The other list.
    pub other: usize,
    rows: Vec<u32>,
    /// The other list's rows with the rows they belong to, in order.
    back: Vec<(u32, u32)>,
}

/// There is no such row.
const NO_ROW: u32 = u32::MAX;

impl Join {
    /// The rows of `other` that belong to those of `from`, in order; nothing where none does.
    pub fn new(from: usize, other: usize, rows: impl Iterator<Item = Option<usize>>) -> Join {
        let rows: Vec<u32> = rows
            .map(|row| row.map_or(NO_ROW, |row| u32::try_from(row).unwrap_or(NO_ROW)))
            .collect();
        let mut back: Vec<(u32, u32)> = (0..).zip(&rows).map(|(own, row)| (*row, own)).collect();
        back.retain(|(row, _)| *row != NO_ROW);
        back.sort_unstable();
        Join {
            from,
            other,
            rows,
            back,
        }
    }

    fn of(&self, row: usize) -> Option<usize> {
        let found = self.rows.get(row).copied().filter(|it| *it != NO_ROW)?;
        usize::try_from(found).ok()
    }

    /// The rows at hand for which the other list has this row.
    pub(super) fn rows_with(&self, row: usize) -> impl Iterator<Item = usize> + '_ {
        let row = u32::try_from(row).unwrap_or(NO_ROW);
        let first = self.back.partition_point(|(other, _)| *other < row);
        let same = self.back[first..]
            .iter()
            .take_while(move |(other, _)| *other == row);
        same.filter_map(|(_, own)| usize::try_from(*own).ok())
    }
}

impl Leaf {
    /// The figure for a row.
    pub fn at(&self, row: usize) -> Result<FigureId, Undecided> {
        match self {
            Leaf::One(figure) => Ok(*figure),
            Leaf::Own(column) => Ok(column.at(row)),
            Leaf::Joined(join, column) => match join.of(row) {
                Some(other) => Ok(column.at(other)),
                None => Err(Undecided::NoSameRow {
                    from: join.from,
                    row,
                    other: join.other,
                }),
            },
        }
    }

    /// The rows in which this is the figure.
    pub(super) fn rows_of(&self, figure: FigureId, numbers: &PrintedNumbers) -> LeafRows {
        match self {
            Leaf::One(own) if *own == figure => LeafRows::All,
            Leaf::One(_) => LeafRows::None,
            Leaf::Own(column) => match numbers.column_of(figure) {
                Some((other, row)) if other == *column => LeafRows::One(row),
                _ => LeafRows::None,
            },
            Leaf::Joined(join, column) => match numbers.column_of(figure) {
                Some((other, row)) if other == *column => {
                    LeafRows::Some(join.rows_with(row).collect())
                }
                _ => LeafRows::None,
            },
        }
    }
}

/// The rows in which a leaf is a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum LeafRows {
    None,
    One(usize),
    Some(Vec<usize>),
    All,
}

impl Term {
    /// Two values put together.
    pub fn both(operation: Operation, left: Term, right: Term) -> Term {
        Term::Both(operation, Arc::new((left, right)))
    }

    /// The sum of some figures, in order.
    pub fn sum_of(figures: impl IntoIterator<Item = FigureId>) -> Term {
        let mut terms: Vec<Term> = figures.into_iter().map(Term::one).collect();
        // two and two, so that no sum is deeper than it must be
        while terms.len() > 1 {
            let pairs = terms.chunks(2).map(|pair| match pair {
                [left, right] => Term::both(Operation::Add, left.clone(), right.clone()),
                rest => rest[0].clone(),
            });
            terms = pairs.collect();
        }
        terms.pop().unwrap_or(Term::Number(Ratio::ZERO))
    }

    /// A figure.
    pub fn one(figure: FigureId) -> Term {
        Term::Figure(Leaf::One(figure))
    }

    /// How many percent `part` is of `whole`.
    pub fn percent(part: Term, whole: Term) -> Term {
        Term::both(Operation::Percent, part, whole)
    }

    /// The one figure this is for a row, if it is one. One that is not there is none.
    pub fn figure(&self, row: usize) -> Option<FigureId> {
        match self {
            Term::Figure(leaf) => leaf.at(row).ok(),
            _ => None,
        }
    }

    /// Calls `visit` with each leaf outside of aggregates, and each aggregate.
    pub(super) fn each<'t>(
        &'t self,
        leaf: &mut dyn FnMut(&'t Leaf),
        aggregate: &mut dyn FnMut(&'t Arc<Aggregate>),
    ) {
        match self {
            Term::Figure(it) => leaf(it),
            Term::Aggregate(it) => aggregate(it),
            Term::Both(_, both) => {
                both.0.each(leaf, aggregate);
                both.1.each(leaf, aggregate);
            }
            Term::Number(_) | Term::Within(_) | Term::NotLoaded(_) => {}
        }
    }

    /// Calls `visit` with each aggregate in it.
    pub fn each_aggregate<'t>(&'t self, visit: &mut dyn FnMut(&'t Arc<Aggregate>)) {
        self.each(&mut |_| {}, visit);
    }

    /// Whether it is the result of more than adding up: a product, a quotient, a percentage.
    pub fn is_computed(&self) -> bool {
        match self {
            Term::Number(_) | Term::Within(_) | Term::Figure(_) | Term::NotLoaded(_) => false,
            Term::Both(operation, both) => match operation {
                Operation::Add
                | Operation::AddPresent
                | Operation::Subtract
                | Operation::Distance => both.0.is_computed() || both.1.is_computed(),
                // the check says itself to what it is rounded
                Operation::RoundedTo => false,
                Operation::Multiply
                | Operation::Divide
                | Operation::Percent
                | Operation::Change => true,
            },
            Term::Aggregate(aggregate) => {
                matches!(aggregate.how, How::Mean | How::Median) || aggregate.of.is_computed()
            }
        }
    }

    /// Whether an aggregate in it leaves rows out by a condition.
    pub fn has_condition(&self) -> bool {
        let mut found = false;
        self.each(&mut |_| {}, &mut |it| found |= it.when.is_some());
        found
    }

    /// Whether a condition by which an aggregate in it leaves rows out asks a figure.
    pub fn conditions_ask(&self, figure: FigureId, numbers: &PrintedNumbers) -> bool {
        let mut found = false;
        self.each(&mut |_| {}, &mut |it| {
            found |= it.condition_asks(figure, numbers);
        });
        found
    }
}
