//! Evaluating terms, conditions and comparisons over intervals.

use std::sync::Arc;

use super::aggregate::{Aggregate, How};
use super::compare::{HUNDRED, may_compare, may_fail, some_percent_of, widened};
use super::total::Total;
use super::used::Notes;
use super::values::RuleFor;
use super::{
    Comparison, Condition, FigureId, Leaf, Operation, Operator, Statement, Template, Term,
    Undecided, Use, Values,
};
use crate::exact::{Interval, PrintingRule, Ratio};

/// Evaluates under one printing rule, and can note the figures that are used.
pub(super) struct Evaluator<'v, 'n, N> {
    pub values: &'v Values<'n>,
    pub rule: PrintingRule,
    /// Whether figures are results of a computation, which were rounded for print.
    pub results: bool,
    pub notes: N,
}

/// The values of the two sides of a comparison.
pub(super) type Sides = (Interval, Interval);

impl<'n> Values<'n> {
    pub(super) fn evaluator(&self, rule: PrintingRule) -> Evaluator<'_, 'n, ()> {
        self.evaluator_for((rule, false))
    }

    fn evaluator_for(&self, (rule, results): RuleFor) -> Evaluator<'_, 'n, ()> {
        Evaluator {
            values: self,
            rule,
            results,
            notes: (),
        }
    }

    pub(super) fn noting(&self) -> Evaluator<'_, 'n, Vec<Use>> {
        Evaluator {
            values: self,
            rule: PrintingRule::HalfUp,
            results: false,
            notes: Vec::new(),
        }
    }

    /// The values a term can have under half-up, if it can be computed.
    pub fn value(&self, term: &Term, row: usize) -> Option<Interval> {
        let mut evaluator = self.evaluator(PrintingRule::HalfUp);
        evaluator.value(term, row).ok()
    }

    /// The values of the two sides of a statement under half-up, if both can be computed.
    pub fn sides(&self, statement: Statement<'_>) -> Option<(Interval, Interval)> {
        let mut evaluator = self.evaluator(PrintingRule::HalfUp);
        let comparison = statement.comparison()?;
        evaluator.sides(comparison, statement.at()).ok()
    }

    /// The rows of an aggregate that meet its condition, or may, and whether it is certain.
    pub fn rows_of(&self, aggregate: &Aggregate, at_hand: usize) -> Vec<(usize, bool)> {
        let mut evaluator = self.evaluator(PrintingRule::HalfUp);
        let rows = evaluator.aggregated(aggregate, at_hand).into_iter();
        rows.map(|(row, open)| (row, open.is_none())).collect()
    }

    /// Whether no row meets the condition of an aggregate, or may.
    pub fn is_of_no_rows(&self, aggregate: &Aggregate, at_hand: usize) -> bool {
        let mut evaluator = self.evaluator(PrintingRule::HalfUp);
        let rows = aggregate.rows_at(at_hand);
        match &aggregate.when {
            None => rows.is_empty(),
            Some(when) => {
                (rows.iter()).all(|&row| matches!(evaluator.is_met(when, index(row)), Ok(false)))
            }
        }
    }

    /// Whether a row meets a condition; the reason where that is open.
    pub fn meets(&self, condition: &Condition, row: usize) -> Result<bool, Undecided> {
        self.evaluator(PrintingRule::HalfUp).is_met(condition, row)
    }

    /// What a statement was computed from, the left side first.
    pub fn used(&self, statement: Statement<'_>) -> Vec<Use> {
        if let Some(figure) = statement.only_figure() {
            return vec![Use::One(figure)];
        }
        let Some(comparison) = statement.comparison() else {
            return Vec::new();
        };
        let mut evaluator = self.noting();
        // an undecided side has still used the figures before the missing one
        let _ = evaluator.value(&comparison.left, statement.at());
        let _ = evaluator.value(&comparison.right, statement.at());
        evaluator.notes
    }

    /// The figures a statement rests on, each once, the left side first.
    pub fn figures(&self, statement: Statement<'_>) -> Vec<FigureId> {
        Use::distinct(&self.used(statement))
    }
}

impl<N: Notes> Evaluator<'_, '_, N> {
    /// The values the two sides can have. What is compared with a product or a quotient was computed
    /// and rounded for print, whatever its unit.
    pub fn sides(&mut self, comparison: &Comparison, row: usize) -> Result<Sides, Undecided> {
        let [left, right] = comparison.are_results();
        Ok((
            self.side(&comparison.left, left, row)?,
            self.side(&comparison.right, right, row)?,
        ))
    }

    fn side(&mut self, term: &Term, results: bool, row: usize) -> Result<Interval, Undecided> {
        self.results = results;
        let value = self.value(term, row);
        self.results = false;
        value
    }

    /// The values a term can have.
    pub fn value(&mut self, term: &Term, row: usize) -> Result<Interval, Undecided> {
        match term {
            Term::Number(value) => Ok(Interval::point(*value)),
            Term::Within(values) => Ok(**values),
            Term::Figure(leaf) => self.figure(leaf, row),
            Term::Both(Operation::AddPresent, both) => {
                let left = self.or_nothing(&both.0, row)?;
                Ok(left.add(&self.or_nothing(&both.1, row)?)?)
            }
            Term::Both(operation, both) => {
                let left = self.value(&both.0, row)?;
                let right = self.value(&both.1, row)?;
                put_together(*operation, &left, &right)
            }
            Term::Aggregate(aggregate) if aggregate.is_fixed() => self.shared(aggregate),
            // that of a group differs from row to row
            Term::Aggregate(aggregate) => self.computed(aggregate, row),
            Term::NotLoaded(name) => Err(Undecided::NotLoaded(Arc::clone(name))),
        }
    }

    /// A value that adds nothing if it is a figure with a mark for a missing one.
    fn or_nothing(&mut self, term: &Term, row: usize) -> Result<Interval, Undecided> {
        let mark = self.notes.mark();
        match (term, self.value(term, row)) {
            (Term::Figure(_), Err(Undecided::Missing(_))) => {
                self.notes.back_to(mark);
                Ok(Interval::point(Ratio::ZERO))
            }
            (_, value) => value,
        }
    }

    fn figure(&mut self, leaf: &Leaf, row: usize) -> Result<Interval, Undecided> {
        let figure = leaf.at(row)?;
        self.notes.one(figure);
        if self.results {
            return self.values.result_interval(figure, self.rule);
        }
        self.values.interval(figure, self.rule)
    }

    /// An aggregate that is the same for every row.
    fn shared(&mut self, aggregate: &Arc<Aggregate>) -> Result<Interval, Undecided> {
        let values = self.values;
        if let Some(taken) = values.taken_for(aggregate) {
            return Ok(taken);
        }
        if N::NOTES {
            let figures = values.used_by(aggregate);
            self.notes.each(figures);
        }
        let rule = (self.rule, self.results);
        let computed = |values: &Values<'_>| values.evaluator_for(rule).computed(aggregate, 0);
        let printed = || computed(&Values::as_printed(values.numbers()));
        let changed = values.changed().filter(|&it| aggregate.may_use(it));
        let changed: Vec<FigureId> = changed.collect();
        if changed.is_empty() {
            return aggregate.remembered(rule, printed);
        }
        values.anew(aggregate, rule, || {
            let shifted = match aggregate.remembered(rule, printed) {
                Ok(known) => values.shifted(aggregate, &changed, &known, rule)?,
                Err(_) => None,
            };
            match shifted {
                Some(value) => Ok(value),
                None => computed(values),
            }
        })
    }

    /// An aggregate; `at_hand` is the row that a group depends on.
    pub fn computed(
        &mut self,
        aggregate: &Aggregate,
        at_hand: usize,
    ) -> Result<Interval, Undecided> {
        if matches!(aggregate.how, How::Mean | How::Median) {
            return self.middle(aggregate, at_hand);
        }
        if aggregate.when.is_none() && aggregate.how != How::Count {
            let rows = aggregate.rows_at(at_hand);
            return self.folded(aggregate, rows.iter().map(|&row| (index(row), None)));
        }
        let rows = self.aggregated(aggregate, at_hand);
        // that another rounding would reconcile it is only said if it is certain
        if self.rule != PrintingRule::HalfUp
            && let Some(open) = rows.iter().find_map(|(_, open)| open.clone())
        {
            return Err(open);
        }
        if aggregate.how != How::Count {
            return self.folded(aggregate, rows.into_iter());
        }
        let whole = |count: usize| Ratio::whole(i128::try_from(count).unwrap_or(i128::MAX));
        let certain = rows.iter().filter(|(_, open)| open.is_none()).count();
        let least = Interval::point(whole(certain));
        Ok(hull(&least, &Interval::point(whole(rows.len()))))
    }

    /// The rows that an aggregate takes; with the reason, if it is open whether it does.
    pub fn aggregated(
        &mut self,
        aggregate: &Aggregate,
        at_hand: usize,
    ) -> Vec<(usize, Option<Undecided>)> {
        let rows = aggregate.rows_at(at_hand).iter().map(|&row| index(row));
        let Some(when) = &aggregate.when else {
            return rows.map(|row| (row, None)).collect();
        };
        let mut taken = Vec::new();
        for row in rows {
            match self.is_met(when, row) {
                Ok(true) => taken.push((row, None)),
                Ok(false) => {}
                Err(reason) => taken.push((row, Some(reason))),
            }
        }
        taken
    }

    /// The sum or the extreme of rows. One with a mark for a missing figure adds nothing; one whose
    /// figure is withheld leaves it undecided; one that may
    /// be taken or not makes the result an interval.
    fn folded(
        &mut self,
        aggregate: &Aggregate,
        rows: impl Iterator<Item = (usize, Option<Undecided>)>,
    ) -> Result<Interval, Undecided> {
        let mut total: Option<Interval> = None;
        let mut open: Vec<(Interval, Undecided)> = Vec::new();
        for (row, reason) in rows {
            let mark = self.notes.mark();
            let value = match self.value(&aggregate.of, row) {
                Err(Undecided::Missing(_)) => {
                    self.notes.back_to(mark);
                    continue;
                }
                value => value?,
            };
            match (reason, total) {
                (Some(reason), _) => open.push((value, reason)),
                (None, None) => total = Some(value),
                (None, Some(so_far)) => total = Some(folded_in(aggregate.how, &so_far, &value)?),
            }
        }
        if aggregate.how == How::Sum {
            let mut sum = total.unwrap_or(Interval::point(Ratio::ZERO));
            for (value, _) in open {
                sum = sum.add(&hull(&value, &Interval::point(Ratio::ZERO)))?;
            }
            return Ok(sum);
        }
        let Some(mut best) = total else {
            let first = open.into_iter().next().map(|(_, reason)| reason);
            return Err(first.unwrap_or(Undecided::NoRows {
                list: aggregate.list,
            }));
        };
        for (value, _) in open {
            best = hull(&best, &folded_in(aggregate.how, &best, &value)?);
        }
        Ok(best)
    }

    /// The mean or the median of rows. One with a mark for a missing figure is left out; one that may be
    /// taken or not leaves it undecided.
    fn middle(&mut self, aggregate: &Aggregate, at_hand: usize) -> Result<Interval, Undecided> {
        let mut figures = Vec::new();
        for (row, open) in self.aggregated(aggregate, at_hand) {
            let mark = self.notes.mark();
            match self.value(&aggregate.of, row) {
                Err(Undecided::Missing(_)) => self.notes.back_to(mark),
                value => figures.push(value?),
            }
            if let Some(reason) = open {
                return Err(reason);
            }
        }
        let none = Undecided::NoRows {
            list: aggregate.list,
        };
        let over = |sum: &Interval, count: usize| {
            let count = Ratio::whole(i128::try_from(count).unwrap_or(i128::MAX));
            sum.div(&Interval::point(count)).map_err(Undecided::from)
        };
        let count = figures.len();
        if count == 0 {
            return Err(none);
        }
        if aggregate.how == How::Mean {
            let mut sum = Interval::point(Ratio::ZERO);
            for value in &figures {
                sum = sum.add(value)?;
            }
            return over(&sum, count);
        }
        let middle = |place| Interval::at_place(&figures, place);
        let (Some(low), Some(high)) = (middle((count - 1) / 2), middle(count / 2)) else {
            return Err(none);
        };
        over(&low.add(&high)?, 2)
    }

    /// Whether a row meets a condition. What is certain decides, whatever else is open.
    pub fn is_met(&mut self, condition: &Condition, row: usize) -> Result<bool, Undecided> {
        match condition {
            Condition::All(parts) => {
                Condition::joined(parts.iter().map(|it| self.is_met(it, row)), false)
            }
            Condition::Any(parts) => {
                Condition::joined(parts.iter().map(|it| self.is_met(it, row)), true)
            }
            Condition::Not(part) => Ok(!self.is_met(part, row)?),
            Condition::Known(met) => Ok(met.get(row) == Some(&true)),
            Condition::IsRow(only) => Ok(*only == row),
            Condition::IsMissing(leaf) => {
                let figure = leaf.at(row);
                Ok(figure.is_ok_and(|figure| self.values.number(figure).is_none()))
            }
            Condition::Compare(comparison) => self.is_certain(comparison, row),
        }
    }

    /// A comparison in a condition: true or false for the figures as printed. A missing figure meets
    /// nothing; rounded figures that could go either way do not decide.
    fn is_certain(&mut self, comparison: &Comparison, row: usize) -> Result<bool, Undecided> {
        let sides = (
            self.value(&comparison.left, row),
            self.value(&comparison.right, row),
        );
        if comparison.units_differ {
            return Ok(comparison.operator == Operator::NotEqual);
        }
        let same = comparison
            .left
            .figure(row)
            .zip(comparison.right.figure(row));
        if sides.0.is_ok() && same.is_some_and(|(left, right)| left == right) {
            let itself = Interval::point(Ratio::ZERO);
            return Ok(may_compare(&itself, comparison.operator, &itself));
        }
        let (left, right) = match sides {
            (Err(Undecided::Missing(_) | Undecided::NoSameRow { .. }), _)
            | (_, Err(Undecided::Missing(_) | Undecided::NoSameRow { .. })) => return Ok(false),
            (left, right) => (left?, right?),
        };
        let (possible, avoidable) = match comparison.within {
            Some(room) => {
                let apart = left.sub(&right)?;
                let (low, high) = (Interval::point(room.neg()), Interval::point(room));
                let possible = widened(&right, room)?.meets(&left);
                (
                    possible,
                    apart.may_be_below(&low) || high.may_be_below(&apart),
                )
            }
            None => (
                may_compare(&left, comparison.operator, &right),
                may_fail(&left, comparison.operator, &right),
            ),
        };
        match (possible, avoidable) {
            (true, true) => Err(Undecided::Condition(Arc::clone(&comparison.text))),
            (possible, _) => Ok(possible),
        }
    }
}

impl Values<'_> {
    /// The figures an aggregate that is the same for every row was computed from, as printed.
    pub(super) fn used_by(&self, aggregate: &Aggregate) -> Arc<[FigureId]> {
        aggregate.used(|| {
            let printed = Values::as_printed(self.numbers());
            let mut recorder = printed.noting();
            // what could not be computed has still used figures
            let _ = recorder.computed(aggregate, 0);
            Use::distinct(&recorder.notes)
        })
    }

    /// The figures an aggregate was computed from for a row at hand, each once.
    pub(super) fn used_by_group(&self, aggregate: &Aggregate, row: usize) -> Vec<FigureId> {
        let mut recorder = self.noting();
        // what could not be computed has still used figures
        let _ = recorder.computed(aggregate, row);
        Use::distinct(&recorder.notes)
    }

    /// Whether an aggregate of a template takes other rows than for the figures as printed, now that
    /// `figure` is taken otherwise.
    pub(crate) fn chooses_otherwise(&self, template: &Template, figure: FigureId) -> bool {
        let Some(comparison) = template.comparison() else {
            return false;
        };
        let mut changed = false;
        for side in [&comparison.left, &comparison.right] {
            side.each(&mut |_| {}, &mut |aggregate| {
                if aggregate.when.is_some() && aggregate.may_use(figure) {
                    let printed = Values::as_printed(self.numbers());
                    let rows = 0..template.rows.as_ref().map_or(1, |rows| rows.len());
                    let rows = if aggregate.is_fixed() { 0..1 } else { rows };
                    changed |= rows.into_iter().any(|row| {
                        self.used_by_group(aggregate, row) != printed.used_by_group(aggregate, row)
                    });
                }
            });
        }
        changed
    }

    /// A sum down a column, shifted by the change of a few figures.
    fn shifted(
        &self,
        aggregate: &Aggregate,
        figures: &[FigureId],
        known: &Interval,
        rule: RuleFor,
    ) -> Result<Option<Interval>, Undecided> {
        let (How::Sum, Some(column)) = (aggregate.how, aggregate.plain_column()) else {
            return Ok(None);
        };
        let asks = |&figure: &FigureId| aggregate.condition_asks(figure, self.numbers());
        if figures.iter().any(asks) {
            return Ok(None);
        }
        let printed = Values::as_printed(self.numbers());
        let interval = |values: &Values<'_>, figure| match rule {
            (rule, true) => values.result_interval(figure, rule),
            (rule, false) => values.interval(figure, rule),
        };
        let takes = |row: usize| {
            let rows = aggregate.rows_at(0);
            if !u32::try_from(row).is_ok_and(|row| rows.binary_search(&row).is_ok()) {
                return Ok(false);
            }
            let when = aggregate.when.as_ref();
            when.map_or(Ok(true), |it| printed.evaluator_for(rule).is_met(it, row))
        };
        // what each adds as printed, and now
        let mut changes = Vec::new();
        for &figure in figures {
            let Some((changed, row)) = self.numbers().column_of(figure) else {
                return Ok(None);
            };
            if changed != column {
                continue;
            }
            match takes(row) {
                Ok(true) => {}
                Ok(false) => continue,
                Err(_) => return Ok(None),
            }
            let before = match interval(&printed, figure) {
                Err(Undecided::Missing(_)) => None,
                Err(_) => return Ok(None),
                Ok(before) => Some(before),
            };
            let Ok(now) = interval(self, figure) else {
                return Ok(None);
            };
            changes.push((before, now));
        }
        let points = changes.iter().map(|(before, _)| match before {
            None => Some(Ratio::ZERO),
            Some(before) => before.as_point(),
        });
        if let Some(points) = points.collect::<Option<Vec<Ratio>>>() {
            let mut total = *known;
            for (before, (_, now)) in points.into_iter().zip(&changes) {
                total = total.add(&Interval::point(before.neg()))?.add(now)?;
            }
            return Ok(Some(total));
        }
        if rule != (PrintingRule::HalfUp, false) || aggregate.when.is_some() {
            return Ok(None);
        }
        let mut total = *aggregate.total(|| printed.total_of(aggregate));
        for (before, now) in &changes {
            before.iter().for_each(|it| total.remove(it));
            total.add(now);
        }
        Ok(Some(total.interval()))
    }

    /// The sum of an aggregate's figures, in a form from which each can be taken away again.
    fn total_of(&self, aggregate: &Aggregate) -> Total {
        let mut total = Total::default();
        let mut evaluator = self.evaluator(PrintingRule::HalfUp);
        for &row in aggregate.rows_at(0) {
            if let Ok(value) = evaluator.value(&aggregate.of, index(row)) {
                total.add(&value);
            }
        }
        total
    }
}

fn index(row: u32) -> usize {
    usize::try_from(row).unwrap_or(usize::MAX)
}

/// Two values put together.
fn put_together(
    operation: Operation,
    left: &Interval,
    right: &Interval,
) -> Result<Interval, Undecided> {
    Ok(match operation {
        Operation::Add | Operation::AddPresent => left.add(right)?,
        Operation::Subtract => left.sub(right)?,
        Operation::Multiply => left.mul(right)?,
        Operation::Divide => left.div(right)?,
        Operation::Percent => left.mul(&HUNDRED)?.div(right)?,
        Operation::Change if left.may_be_below(&Interval::point(Ratio::ZERO)) => {
            return Err(Undecided::NegativeBase);
        }
        Operation::Change => right.mul(&HUNDRED)?.div(left)?.sub(&HUNDRED)?,
        Operation::Distance => left.sub(right)?.abs(),
        Operation::RoundedTo => {
            let step = right.as_point().unwrap_or(Ratio::ONE);
            left.rounded_to(step)?
        }
    })
}

fn folded_in(how: How, so_far: &Interval, value: &Interval) -> Result<Interval, Undecided> {
    Ok(match how {
        How::Sum | How::Count | How::Mean | How::Median => value.add(so_far)?,
        How::Max => value.larger(so_far),
        How::Min => value.smaller(so_far),
    })
}

/// The smallest interval around two.
pub(super) fn hull(one: &Interval, other: &Interval) -> Interval {
    Interval::between(one.smaller(other).lower(), one.larger(other).upper())
        .unwrap_or(Interval::ALL)
}

/// Whether a comparison of sides with these values can hold.
pub(super) fn may_hold(comparison: &Comparison, (left, right): &Sides) -> Result<bool, Undecided> {
    if comparison.units_differ {
        return Ok(comparison.operator == Operator::NotEqual);
    }
    if comparison.operator == Operator::SomePercentOf {
        return some_percent_of(left, right);
    }
    let right = match comparison.within {
        Some(room) => &widened(right, room)?,
        None => right,
    };
    Ok(may_compare(left, comparison.operator, right))
}
