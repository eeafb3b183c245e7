//! A column of shares of a whole that is printed nowhere.
//!
//! Each row leaves the whole a range: of 59,8 % and 79 it is from 79 ÷ 0,5985 to 79 ÷ 0,5975. Where the
//! ranges of nearly all rows have a value in common, the shares are of that.

use super::{Answer, Habit, ONE_IN, ROWS_FOR_ONE_SLIP, Regime, judged};
use crate::exact::{Bound, Interval, PrintingRule, Quantity, Ratio, Rounding};
use crate::findings::case::{Case, JudgedCheck};
use crate::findings::cause::denominator::percent;
use crate::statements::{Operation, Term};

/// How much narrower than the first the range of the whole must become: one in this many, for each row
/// that tells, is what chance does.
const MOST_ROWS: usize = 20_000;

/// The whole that nearly all rows are shares of, if it is one and not the check's.
pub(super) fn of_no_printed_whole(of: &JudgedCheck<'_, '_>) -> Option<Regime> {
    let (part, whole) = percent(of.template)?;
    // a whole of each row's own is no whole of the column
    let is_one = match whole {
        Term::Aggregate(aggregate) => aggregate.is_fixed(),
        Term::Figure(_) => of.check.row_table().is_some() && is_the_same_for_all(of, whole),
        _ => false,
    };
    if !is_one || of.count() > MOST_ROWS {
        return None;
    }
    let comparison = of.template.comparison()?;
    let stated = match (&comparison.left, &comparison.right) {
        (Term::Both(Operation::Percent, _), stated)
        | (stated, Term::Both(Operation::Percent, _)) => stated,
        _ => return None,
    };
    let rows = of.judgement.covered.rows();
    let ranges: Vec<Interval> = rows
        .filter_map(|row| range(&of.case(row), part, stated))
        .collect();
    let found = common(&ranges)?;
    let first = of.judgement.covered.rows().next()?;
    let counted = counted(&of.case(first), part);
    let habit = Habit::UnprintedWhole {
        whole: if counted {
            whole_numbers(found)?
        } else {
            found
        },
    };
    let regime = judged(habit, of, |row| {
        let range = range(&of.case(row), part, stated)?;
        Some(Answer {
            fits: range.meets(&found),
            given: None,
        })
    })?;
    // the whole was chosen so that two rows fit: only the others tell
    let free = regime.explained.len().checked_sub(2)?;
    let is_told = free >= 1 && 1_u128 << (2 * free).min(60) >= ONE_IN / 2;
    (is_told && regime.is_likely()).then_some(regime)
}

fn is_the_same_for_all(of: &JudgedCheck<'_, '_>, whole: &Term) -> bool {
    let mut figures = of.judgement.covered.rows().map(|row| {
        let row = row.unwrap_or(0);
        whole.figure(row)
    });
    let first = figures.next().flatten();
    first.is_some() && figures.all(|it| it == first)
}

/// The wholes of which a row's part is its printed share.
fn range(case: &Case<'_, '_>, part: &Term, stated: &Term) -> Option<Interval> {
    let figure = case.figure_of(stated)?;
    let share = case.of.number(figure)?;
    let zero = Interval::point(Ratio::ZERO);
    let share = share.interval(PrintingRule::HalfUp).ok()?;
    let part = case.value(part)?;
    if !zero.may_be_below(&share) || share.may_be_at_most(&zero) || part.may_be_at_most(&zero) {
        return None;
    }
    let hundred = Interval::point(Ratio::whole(100));
    part.mul(&hundred).ok()?.div(&share).ok()
}

/// Whether the parts are counted, so that their whole is a whole number.
fn counted(case: &Case<'_, '_>, part: &Term) -> bool {
    let figure = case.figure_of(part);
    let number = figure.and_then(|it| case.of.number(it));
    number.is_some_and(|it| it.quantity() != Quantity::Measured && it.is_exact())
}

fn whole_numbers(range: Interval) -> Option<Interval> {
    let lowest = match range.lower() {
        Bound::Closed(at) => Ratio::whole(at.round(Rounding::Up)),
        Bound::Open(at) => Ratio::whole(at.round(Rounding::Down).checked_add(1)?),
        Bound::Unbounded => return None,
    };
    let highest = match range.upper() {
        Bound::Closed(at) => Ratio::whole(at.round(Rounding::Down)),
        Bound::Open(at) => Ratio::whole(at.round(Rounding::Up).checked_sub(1)?),
        Bound::Unbounded => return None,
    };
    Interval::between(Bound::Closed(lowest), Bound::Closed(highest))
}

/// What nearly all of the ranges have in common.
fn common(ranges: &[Interval]) -> Option<Interval> {
    let ends = |bound: Bound| match bound {
        Bound::Closed(at) | Bound::Open(at) => Some(at),
        Bound::Unbounded => None,
    };
    // the lower end that most ranges reach over
    let mut edges: Vec<(Ratio, i8)> = Vec::with_capacity(2 * ranges.len());
    for range in ranges {
        edges.push((ends(range.lower())?, 1));
        edges.push((ends(range.upper())?, -1));
    }
    // where one ends and another begins they have at most a point in common
    edges.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.cmp(&b.1)));
    let (mut open, mut most, mut at) = (0_usize, 0_usize, None);
    for (edge, step) in edges {
        if step < 0 {
            open = open.saturating_sub(1);
            continue;
        }
        open += 1;
        if open > most {
            (most, at) = (open, Some(edge));
        }
    }
    let (at, fewest) = (at?, ranges.len() - ranges.len() / ROWS_FOR_ONE_SLIP);
    if most < fewest {
        return None;
    }
    let touching = ranges.iter().filter(|it| {
        let (low, high) = (ends(it.lower()), ends(it.upper()));
        low.is_some_and(|low| low <= at) && high.is_some_and(|high| high > at)
    });
    let mut found: Option<Interval> = None;
    for range in touching {
        found = match found {
            None => Some(*range),
            Some(found) => Some(found.intersection(range)?),
        };
    }
    found
}
