//! The figures that decide which rows a statement takes, or whether it is said of a row at all.

use std::sync::Arc;

use super::{Aggregate, Condition, FigureId, How, Leaf, Statement, Term, Values};
use crate::exact::{Interval, Ratio};

/// A condition on a row, of those that a statement rests on.
#[derive(Clone, Copy, Debug)]
pub struct RowCondition<'t> {
    /// The condition.
    pub when: &'t Condition,
    /// The row.
    pub row: usize,
    /// What takes the row if it is met; nothing where the statement itself is left out if it is not.
    pub of: Option<&'t Aggregate>,
}

impl<'t> Statement<'t> {
    /// The condition under which it is said of its row.
    pub fn own_condition(self) -> Option<RowCondition<'t>> {
        let when = self.template.when.as_ref()?;
        Some(RowCondition {
            when,
            row: self.at(),
            of: None,
        })
    }

    /// Its aggregates that leave rows out by a condition.
    pub fn choosing_aggregates(self) -> Vec<&'t Aggregate> {
        let mut found: Vec<&'t Aggregate> = Vec::new();
        for side in self
            .comparison()
            .into_iter()
            .flat_map(|it| [&it.left, &it.right])
        {
            side.each_aggregate(&mut |it| found.extend(it.when.is_some().then_some(&**it)));
        }
        found
    }
}

impl Aggregate {
    /// The figures that its condition asks of every row alike: a limit, a year.
    pub fn common_choosers(&self) -> Vec<FigureId> {
        let leaves = self
            .when
            .iter()
            .flat_map(compared)
            .filter_map(|it| match it {
                Leaf::One(figure) => Some(*figure),
                Leaf::Own(_) | Leaf::Joined(..) => None,
            });
        each_once(leaves)
    }

    /// Its condition on each row, for a row at hand.
    pub fn row_conditions(&self, at_hand: usize) -> impl Iterator<Item = RowCondition<'_>> {
        let rows = self.rows_at(at_hand).iter();
        let rows = rows.filter_map(|&row| usize::try_from(row).ok());
        rows.filter_map(|row| {
            Some(RowCondition {
                when: self.when.as_ref()?,
                row,
                of: Some(self),
            })
        })
    }
}

impl RowCondition<'_> {
    /// The figures that the condition compares, in an aggregate those of the row's own.
    pub fn figures(&self) -> Vec<FigureId> {
        let is_own = |leaf: &&Leaf| self.of.is_none() || !matches!(leaf, Leaf::One(_));
        let leaves = compared(self.when).into_iter().filter(is_own);
        each_once(leaves.filter_map(|it| it.at(self.row).ok()))
    }

    /// Whether a statement with these sides could hold if it were the other way. Where that is not known
    /// at once, for all but equalities of a sum or a count, it could.
    pub fn may_mend(
        &self,
        statement: Statement<'_>,
        sides: Option<&(Interval, Interval)>,
        values: &Values<'_>,
    ) -> bool {
        let sides = sides.filter(|_| statement.is_equality());
        let turned = sides.and_then(|sides| self.turned(statement, sides, values));
        turned.is_none_or(|(own, other)| own.meets(&other))
    }

    /// The side that is the sum, if the condition were the other way, and the other side.
    fn turned(
        &self,
        statement: Statement<'_>,
        (left, right): &(Interval, Interval),
        values: &Values<'_>,
    ) -> Option<(Interval, Interval)> {
        let of = self.of?;
        let comparison = statement.comparison()?;
        let is_it = |side: &Term| match side {
            Term::Aggregate(it) => std::ptr::eq(Arc::as_ptr(it), of),
            _ => false,
        };
        let (own, other) = match (is_it(&comparison.left), is_it(&comparison.right)) {
            (true, false) => (left, right),
            (false, true) => (right, left),
            _ => return None,
        };
        let value = match of.how {
            // what is missing adds nothing either way
            How::Sum => values.value(&of.of, self.row).unwrap_or(NOTHING),
            How::Count => Interval::point(Ratio::ONE),
            How::Max | How::Min | How::Mean | How::Median => return None,
        };
        let turned = match values.meets(self.when, self.row) {
            Ok(true) => own.sub(&value),
            Ok(false) => own.add(&value),
            Err(_) => return None,
        };
        Some((turned.ok()?, *other))
    }
}

/// The leaves of the comparisons in a condition, those of aggregates left aside.
fn compared(when: &Condition) -> Vec<&Leaf> {
    let mut comparisons = Vec::new();
    when.each(&mut |_| {}, &mut |it| comparisons.push(it));
    let mut leaves = Vec::new();
    for comparison in comparisons {
        for side in [&comparison.left, &comparison.right] {
            side.each(&mut |leaf| leaves.push(leaf), &mut |_| {});
        }
    }
    leaves
}

fn each_once(figures: impl Iterator<Item = FigureId>) -> Vec<FigureId> {
    let mut figures: Vec<FigureId> = figures.collect();
    figures.sort_unstable();
    figures.dedup();
    figures
}

const NOTHING: Interval = Interval::point(Ratio::ZERO);
