//! The range of a comparison in which a figure occurs more than once.
//!
//! Intervals are put together as if every figure were independent, so a figure that occurs twice has
//! room against itself: (a − u) ÷ a seems to reach further than 1 − u ÷ a. Where the difference of the
//! two sides rises, or falls, with such a figure all the way, its range is that between the corners.

use std::sync::Arc;

use super::aggregate::How;
use super::compare::may_compare;
use super::compare::{HUNDRED, widened};
use super::evaluate::{Sides, hull};
use super::term::LeafRows;
use super::{Aggregate, Comparison, FigureId, Leaf, Operation, Operator, Term, Undecided, Values};
use crate::exact::{Bound, Interval, PrintingRule, Ratio};

/// Of more repeated figures than this in one statement each is taken for as many different ones,
/// which can only be too generous.
const MOST_REPEATED: usize = 24;

/// What occurs more than once.
#[derive(Clone, Copy)]
enum Repeated<'t> {
    Figure(FigureId),
    Aggregate(&'t Arc<Aggregate>),
}

/// Whether a comparison that could hold if every figure were independent can hold as it is.
pub(super) fn with_repeated(
    comparison: &Comparison,
    row: usize,
    (left, right): &Sides,
    values: &Values<'_>,
    rule: PrintingRule,
) -> Result<bool, Undecided> {
    let exact = left.as_point().is_some() && right.as_point().is_some();
    if exact || comparison.operator == Operator::SomePercentOf {
        return Ok(true);
    }
    let ranged = Ranged {
        comparison,
        of: Of::Difference,
        row,
        values,
        rule,
    };
    let Some(range) = ranged.range() else {
        return Ok(true);
    };
    let (range, is_certain) = range.ok_or(Undecided::Repeated)?;
    if ranged.may_hold(&range)? {
        return Ok(true);
    }
    // between corners that are not the ends it may reach further
    if is_certain {
        Ok(false)
    } else {
        Err(Undecided::Repeated)
    }
}

/// The values of the sides of a comparison, each with what occurs in it more than once taken as one.
pub(super) fn each_as_one(
    comparison: &Comparison,
    row: usize,
    sides: Sides,
    values: &Values<'_>,
) -> Sides {
    let narrowed = |of: Of, naive: Interval| {
        if naive.as_point().is_some() {
            return naive;
        }
        let certain = Ranged::half_up(comparison, of, row, values).certain();
        certain
            .and_then(|it| it.intersection(&naive))
            .unwrap_or(naive)
    };
    (narrowed(Of::Left, sides.0), narrowed(Of::Right, sides.1))
}

/// How far apart the sides of a comparison are, if that is certain: left less right, with what occurs on
/// both sides taken as one.
pub(super) fn apart_as_one(
    comparison: &Comparison,
    row: usize,
    values: &Values<'_>,
) -> Option<Interval> {
    Ranged::half_up(comparison, Of::Difference, row, values).certain()
}

/// Of what a range is asked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Left,
    Right,
    /// Left less right.
    Difference,
}

struct Ranged<'c, 'v, 'n> {
    comparison: &'c Comparison,
    of: Of,
    row: usize,
    values: &'v Values<'n>,
    rule: PrintingRule,
}

impl<'c, 'v, 'n> Ranged<'c, 'v, 'n> {
    fn half_up(comparison: &'c Comparison, of: Of, row: usize, values: &'v Values<'n>) -> Self {
        Ranged {
            comparison,
            of,
            row,
            values,
            rule: PrintingRule::HalfUp,
        }
    }

    /// The range between the corners, and whether it is certain to reach no further; inside, nothing
    /// if a corner cannot be computed. Nothing at all if nothing is repeated, or very much.
    fn range(&self) -> Option<Option<(Interval, bool)>> {
        let repeated = self.repeated();
        if repeated.is_empty() || repeated.len() > MOST_REPEATED {
            return None;
        }
        let signs: Vec<Option<bool>> = repeated.iter().map(|it| self.rises(*it)).collect();
        let ends = |high: bool| {
            let rising = |sign: &Option<bool>| sign.unwrap_or(true) == high;
            signs.iter().map(rising).collect::<Vec<bool>>()
        };
        let low = self.at_corner(&repeated, &ends(false));
        let high = self.at_corner(&repeated, &ends(true));
        let (Some(low), Some(high)) = (low, high) else {
            return Some(None);
        };
        Some(Some((reach(&low, &high), !signs.contains(&None))))
    }

    /// The range, if it is certain to reach no further.
    fn certain(&self) -> Option<Interval> {
        let (range, is_certain) = self.range()??;
        is_certain.then_some(range)
    }

    /// The terms whose range is asked.
    fn terms(&self) -> Vec<&'c Term> {
        let (left, right) = (&self.comparison.left, &self.comparison.right);
        match self.of {
            Of::Left => vec![left],
            Of::Right => vec![right],
            Of::Difference => vec![left, right],
        }
    }

    /// What occurs more than once and has more than one value.
    fn repeated(&self) -> Vec<Repeated<'c>> {
        let (mut leaves, mut aggregates): (Vec<&Leaf>, Vec<&Arc<Aggregate>>) = Default::default();
        for side in self.terms() {
            side.each(&mut |it| leaves.push(it), &mut |it| aggregates.push(it));
        }
        let mut figures: Vec<FigureId> = Vec::new();
        for leaf in leaves {
            figures.extend(leaf.at(self.row));
        }
        figures.sort_unstable();
        let mut found = Vec::new();
        for same in figures.chunk_by(|a, b| a == b) {
            let figure = same[0];
            let again = same.len() > 1 || aggregates.iter().any(|it| self.takes(it, figure));
            let values = self.values.interval(figure, self.rule);
            if again && values.is_ok_and(|it| it.as_point().is_none()) {
                found.push(Repeated::Figure(figure));
            }
        }
        for (place, aggregate) in aggregates.iter().enumerate() {
            let is_same = |other: &&&Arc<Aggregate>| Arc::ptr_eq(other, aggregate);
            let earlier = aggregates[..place].iter().filter(is_same).count();
            if earlier == 1 && self.spread(aggregate).is_some() {
                found.push(Repeated::Aggregate(aggregate));
            }
        }
        found
    }

    /// The values of a fixed aggregate, if it has more than one.
    fn spread(&self, aggregate: &Arc<Aggregate>) -> Option<Interval> {
        let term = Term::Aggregate(Arc::clone(aggregate));
        let value = self.values.evaluator(self.rule).value(&term, self.row).ok();
        value.filter(|it| it.as_point().is_none() && aggregate.is_fixed())
    }

    /// Whether an aggregate may take the figure.
    fn takes(&self, aggregate: &Aggregate, figure: FigureId) -> bool {
        aggregate.may_use(figure)
            && self
                .row_with(aggregate, figure)
                .is_none_or(|it| it.is_some())
    }

    /// The one row of an aggregate that takes the figure: `None` if that cannot be told, `Some(None)`
    /// if there is none.
    fn row_with(&self, aggregate: &Aggregate, figure: FigureId) -> Option<Option<usize>> {
        let numbers = self.values.numbers();
        let (mut rows, mut unclear): (Vec<usize>, bool) = (Vec::new(), false);
        aggregate.of.each(
            &mut |leaf| match leaf.rows_of(figure, numbers) {
                LeafRows::None => {}
                LeafRows::One(row) => rows.push(row),
                LeafRows::Some(some) => rows.extend(some),
                LeafRows::All => unclear = true,
            },
            &mut |_| {},
        );
        let mut asked = false;
        if let Some(when) = &aggregate.when {
            when.each(&mut |_| {}, &mut |it| {
                let mut leaf = |leaf: &Leaf| {
                    asked |= leaf.rows_of(figure, numbers) != LeafRows::None;
                };
                it.left.each(&mut leaf, &mut |_| {});
                it.right.each(&mut leaf, &mut |_| {});
            });
        }
        if unclear || asked {
            return None;
        }
        rows.sort_unstable();
        rows.dedup();
        let taken = aggregate.rows_at(self.row);
        rows.retain(|&row| {
            u32::try_from(row).is_ok_and(|row| taken.binary_search(&row).is_ok())
                && aggregate
                    .when
                    .as_ref()
                    .is_none_or(|when| self.values.meets(when, row) != Ok(false))
        });
        match rows.as_slice() {
            [] => Some(None),
            [row] => Some(Some(*row)),
            _ => None,
        }
    }

    /// Whether it rises, or falls, with what is repeated all the way; nothing if that is not certain.
    fn rises(&self, repeated: Repeated<'_>) -> Option<bool> {
        let slope = |term: &Term| self.slope(term, self.row, repeated);
        let slope = match self.of {
            Of::Left => slope(&self.comparison.left)?,
            Of::Right => slope(&self.comparison.right)?,
            Of::Difference => {
                let left = slope(&self.comparison.left)?;
                left.sub(&slope(&self.comparison.right)?).ok()?
            }
        };
        let zero = Interval::point(Ratio::ZERO);
        if !slope.may_be_below(&zero) {
            Some(true)
        } else if !zero.may_be_below(&slope) {
            Some(false)
        } else {
            None
        }
    }

    /// How much a term rises with the figure, at all values that figures can have.
    fn slope(&self, term: &Term, row: usize, by: Repeated<'_>) -> Option<Interval> {
        let whole = |value: i128| Some(Interval::point(Ratio::whole(value)));
        match (term, by) {
            (Term::Number(_) | Term::Within(_) | Term::NotLoaded(_), _) => whole(0),
            (Term::Figure(leaf), Repeated::Figure(figure)) => {
                whole(i128::from(leaf.at(row).ok()? == figure))
            }
            (Term::Figure(_), Repeated::Aggregate(_)) => whole(0),
            (Term::Aggregate(own), Repeated::Aggregate(other)) => {
                whole(i128::from(Arc::ptr_eq(own, other)))
            }
            (Term::Aggregate(own), Repeated::Figure(figure)) => {
                if !own.may_use(figure) {
                    return whole(0);
                }
                let Some(taken) = self.row_with(own, figure)? else {
                    return whole(0);
                };
                let slope = self.slope(&own.of, taken, by)?;
                match own.how {
                    How::Sum => Some(slope),
                    How::Mean if let Some(count) = self.counted(own) => {
                        slope.mul(&Interval::point(Ratio::new(1, count).ok()?)).ok()
                    }
                    // it rises by a part of what the figure does
                    How::Max | How::Min | How::Mean | How::Median => {
                        Some(hull(&slope, &Interval::point(Ratio::ZERO)))
                    }
                    How::Count => None,
                }
            }
            (Term::Both(operation, both), _) => self.slope_of_both(*operation, both, row, by),
        }
    }

    /// Of how many figures an aggregate is, if that is certain.
    fn counted(&self, aggregate: &Aggregate) -> Option<i128> {
        let mut count = 0;
        for (row, is_certain) in self.values.rows_of(aggregate, self.row) {
            let value = self.values.evaluator(self.rule).value(&aggregate.of, row);
            match value {
                _ if !is_certain => return None,
                Ok(_) => count += 1,
                Err(Undecided::Missing(_)) => {}
                Err(_) => return None,
            }
        }
        Some(count)
    }

    fn slope_of_both(
        &self,
        operation: Operation,
        both: &(Term, Term),
        row: usize,
        by: Repeated<'_>,
    ) -> Option<Interval> {
        let slopes = (self.slope(&both.0, row, by)?, self.slope(&both.1, row, by)?);
        let value = |term: &Term| self.values.evaluator(self.rule).value(term, row).ok();
        match operation {
            Operation::Add | Operation::AddPresent => slopes.0.add(&slopes.1).ok(),
            Operation::Subtract => slopes.0.sub(&slopes.1).ok(),
            Operation::Multiply => {
                let (left, right) = (value(&both.0)?, value(&both.1)?);
                let one = slopes.0.mul(&right).ok()?;
                one.add(&slopes.1.mul(&left).ok()?).ok()
            }
            Operation::Divide => self.slope_of_quotient((&both.0, &both.1), slopes, row, by),
            Operation::Percent => {
                let slope = self.slope_of_quotient((&both.0, &both.1), slopes, row, by)?;
                slope.mul(&HUNDRED).ok()
            }
            Operation::Change => {
                let turned = (slopes.1, slopes.0);
                let slope = self.slope_of_quotient((&both.1, &both.0), turned, row, by)?;
                slope.mul(&HUNDRED).ok()
            }
            Operation::Distance => {
                let rise = slopes.0.sub(&slopes.1).ok()?;
                let apart = value(&both.0)?.sub(&value(&both.1)?).ok()?;
                let zero = Interval::point(Ratio::ZERO);
                if !apart.may_be_below(&zero) {
                    Some(rise)
                } else if !zero.may_be_below(&apart) {
                    Some(rise.neg())
                } else {
                    Some(hull(&rise, &rise.neg()))
                }
            }
            // it rises in steps, where it rises
            Operation::RoundedTo => (slopes.0.as_point() == Some(Ratio::ZERO)).then_some(slopes.0),
        }
    }

    /// (n·x + N) ÷ (d·x + D) rises by (n·D − d·N) ÷ (d·x + D)²: where both lines are straight, what is
    /// left of them without x is taken, so that x has no room against itself.
    fn slope_of_quotient(
        &self,
        (above, below): (&Term, &Term),
        slopes: (Interval, Interval),
        row: usize,
        by: Repeated<'_>,
    ) -> Option<Interval> {
        let straight = slopes.0.as_point().is_some() && slopes.1.as_point().is_some();
        let zero = Interval::point(Ratio::ZERO);
        let without = straight.then(|| self.with(self.values, by, zero));
        let rest = |term: &Term| {
            let values = without.as_ref().unwrap_or(self.values);
            values.evaluator(self.rule).value(term, row).ok()
        };
        let line = self.values.evaluator(self.rule).value(below, row).ok()?;
        let rising = slopes.0.mul(&rest(below)?).ok()?;
        let rise = rising.sub(&slopes.1.mul(&rest(above)?).ok()?).ok()?;
        rise.div(&line).ok()?.div(&line).ok()
    }

    fn with(&self, values: &Values<'n>, repeated: Repeated<'_>, taken: Interval) -> Values<'n> {
        match repeated {
            Repeated::Figure(figure) => values.with_values(figure, taken),
            Repeated::Aggregate(aggregate) => values.with_aggregate(aggregate, taken),
        }
    }

    /// The ends of the range with everything that is repeated at one of its ends, the `high` one
    /// or the other. One that does not belong to it opens both.
    fn at_corner(&self, repeated: &[Repeated<'_>], high: &[bool]) -> Option<[Bound; 2]> {
        let mut values = self.values.with_nothing();
        let mut open = false;
        for (it, high) in repeated.iter().zip(high) {
            let all = match it {
                Repeated::Figure(figure) => self.values.interval(*figure, self.rule).ok()?,
                Repeated::Aggregate(aggregate) => self.spread(aggregate)?,
            };
            let end = if *high { all.upper() } else { all.lower() };
            let at = match end {
                Bound::Closed(at) => at,
                Bound::Open(at) => {
                    open = true;
                    at
                }
                Bound::Unbounded => return None,
            };
            values = self.with(&values, *it, Interval::point(at));
        }
        let mut evaluator = values.evaluator(self.rule);
        let (left, right) = evaluator.sides(self.comparison, self.row).ok()?;
        let apart = match self.of {
            Of::Left => left,
            Of::Right => right,
            Of::Difference => left.sub(&right).ok()?,
        };
        let end = |bound: Bound| match bound {
            Bound::Closed(at) if open => Bound::Open(at),
            other => other,
        };
        Some([end(apart.lower()), end(apart.upper())])
    }

    /// Whether a difference of the sides lets the comparison hold.
    fn may_hold(&self, apart: &Interval) -> Result<bool, Undecided> {
        let zero = Interval::point(Ratio::ZERO);
        let zero = match self.comparison.within {
            Some(room) => widened(&zero, room)?,
            None => zero,
        };
        Ok(may_compare(apart, self.comparison.operator, &zero))
    }
}

/// From the lowest end to the highest.
fn reach(one: &[Bound; 2], other: &[Bound; 2]) -> Interval {
    let from = |bound| Interval::between(bound, Bound::Unbounded).unwrap_or(Interval::ALL);
    let to = |bound| Interval::between(Bound::Unbounded, bound).unwrap_or(Interval::ALL);
    let lower = from(one[0]).smaller(&from(other[0])).lower();
    let upper = to(one[1]).larger(&to(other[1])).upper();
    let closed = |bound: Bound| match bound {
        Bound::Open(at) => Bound::Closed(at),
        other => other,
    };
    // it does not depend on what is repeated: a single value, open ends or not
    Interval::between(lower, upper)
        .or_else(|| Interval::between(closed(lower), closed(upper)))
        .unwrap_or(Interval::ALL)
}
