//! Verdicts: what came of each instance of a check.

use rustc_hash::FxHashMap;

use super::evaluate::{Evaluator, may_hold};
use super::likelihood::probability;
use super::relation::{Comparison, Condition, Expression, Relation};
use super::{Check, FigureRef, Figures, Undecided, Use};
use crate::exact::{Interval, PrintingRule, Ratio};

/// What came of one instance of a check: one row, or the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Some values behind the print satisfy it under half-up.
    Holds,
    /// Some do, but only by roundings that would all have gone the same way.
    Unlikely {
        /// How likely honest rounding is to leave so large a difference.
        probability: Ratio,
    },
    /// None do.
    Violated {
        /// The other printing rule under which it would hold, if there is one.
        fits: Option<PrintingRule>,
    },
    /// It cannot be decided.
    Undecided(Undecided),
}

/// One instance of a check, with its verdict.
#[derive(Clone, Debug)]
pub struct Instance {
    /// The row, for a check on each row: its position in the table.
    pub row: Option<usize>,
    /// The verdict.
    pub verdict: Verdict,
    /// What it was computed from, the left side first.
    pub used: Vec<Use>,
}

/// Runs a check: a verdict for each instance.
pub fn run(check: &Check, figures: &Figures<'_>) -> Vec<Instance> {
    match &check.relation {
        Relation::Single(comparison) => vec![instance(comparison, None, figures)],
        Relation::EachRow {
            table,
            with_totals,
            filter,
            comparison,
        } => match Evaluator::new(figures).rows(*table, *with_totals, filter.as_ref()) {
            Ok(rows) => rows
                .into_iter()
                .map(|row| instance(comparison, Some(row), figures))
                .collect(),
            Err(reason) => vec![Instance {
                verdict: Verdict::Undecided(reason),
                ..instance(comparison, None, figures)
            }],
        },
        Relation::InOrder { pairs, .. } => pairs
            .iter()
            .map(|(row, comparison)| instance(comparison, Some(*row), figures))
            .collect(),
        Relation::UniqueNames { table } => unique_names(*table, figures),
        Relation::PrintedTo {
            table,
            with_totals,
            filter,
            column,
            quantum,
            ..
        } => match Evaluator::new(figures).rows(*table, *with_totals, filter.as_ref()) {
            Ok(rows) => printed_to(*quantum, (*table, *column), rows, figures),
            Err(reason) => vec![Instance {
                row: None,
                verdict: Verdict::Undecided(reason),
                used: Vec::new(),
            }],
        },
        Relation::UnitIs { figure, unit } => yes_or_no(*figure, figures.unit(*figure) == *unit),
        Relation::RefersTo { figure, exists, .. } => yes_or_no(*figure, *exists),
    }
}

/// A relation that no rounding bears on.
fn yes_or_no(figure: FigureRef, holds: bool) -> Vec<Instance> {
    let verdict = if holds {
        Verdict::Holds
    } else {
        Verdict::Violated { fits: None }
    };
    vec![Instance {
        row: None,
        verdict,
        used: vec![Use::One(figure)],
    }]
}

/// One comparison: its verdict and what it rests on, from one evaluation.
fn instance(comparison: &Comparison, row: Option<usize>, figures: &Figures<'_>) -> Instance {
    let at = row.unwrap_or(0);
    let (sides, used) = noted(comparison, at, figures);
    Instance {
        row,
        verdict: verdict(comparison, at, sides, figures),
        used,
    }
}

/// The values of the two sides, and the figures they were computed from.
pub(super) fn noted(
    comparison: &Comparison,
    row: usize,
    figures: &Figures<'_>,
) -> (Result<(Interval, Interval), Undecided>, Vec<Use>) {
    let mut evaluator = Evaluator::noting(figures);
    // an undecided side has still used the figures before the missing one
    let left = evaluator.value(&comparison.left, row);
    let right = evaluator.value(&comparison.right, row);
    let sides = left.and_then(|left| Ok((left, right?)));
    (sides, evaluator.used.unwrap_or_default())
}

/// The verdict of one instance with the figures as given, for asking *what if*.
pub fn run_instance(check: &Check, row: Option<usize>, figures: &Figures<'_>) -> Verdict {
    match check.comparison(row) {
        Some(comparison) => {
            let at = row.unwrap_or(0);
            let sides = Evaluator::new(figures).sides(comparison, at);
            verdict(comparison, at, sides, figures)
        }
        None => run(check, figures)
            .into_iter()
            .find(|instance| instance.row == row)
            .map_or(Verdict::Holds, |instance| instance.verdict),
    }
}

/// Below this probability, one in a hundred, a difference by rounding is unlikely.
const UNLIKELY: Ratio = Ratio::one_in(100);

/// The verdict on a comparison whose sides have these values under half-up.
fn verdict(
    comparison: &Comparison,
    row: usize,
    sides: Result<(Interval, Interval), Undecided>,
    figures: &Figures<'_>,
) -> Verdict {
    let holds_under = |rule| {
        let mut evaluator = Evaluator::new(figures);
        evaluator.rule = rule;
        evaluator.holds(comparison, row)
    };
    let holds = sides.and_then(|sides| Ok((may_hold(comparison, &sides.0, &sides.1)?, sides)));
    match holds {
        Ok((true, sides)) => match probability(comparison, row, sides, figures) {
            Some(probability) if probability < UNLIKELY => Verdict::Unlikely { probability },
            _ => Verdict::Holds,
        },
        Ok((false, _)) => {
            let fits = PrintingRule::ALTERNATIVES
                .into_iter()
                .find(|&rule| holds_under(rule).is_ok_and(|holds| holds));
            Verdict::Violated { fits }
        }
        Err(reason) => Verdict::Undecided(reason),
    }
}

/// Whether an instance can hold under a printing rule; nothing if that cannot be decided.
pub fn holds_under(
    check: &Check,
    row: Option<usize>,
    rule: PrintingRule,
    figures: &Figures<'_>,
) -> Option<bool> {
    let mut evaluator = Evaluator::new(figures);
    evaluator.rule = rule;
    evaluator
        .holds(check.comparison(row)?, row.unwrap_or(0))
        .ok()
}

/// The values an expression can have under half-up, if it can be computed.
pub fn evaluated(expression: &Expression, row: usize, figures: &Figures<'_>) -> Option<Interval> {
    let mut evaluator = Evaluator::new(figures);
    evaluator.value(expression, row).ok()
}

/// The rows of a table, totals left out, that meet a condition for the figures as printed.
pub fn rows_where(
    table: usize,
    filter: Option<&Condition>,
    figures: &Figures<'_>,
) -> Option<Vec<usize>> {
    let mut evaluator = Evaluator::new(figures);
    evaluator.rows(table, false, filter).ok()
}

/// One instance a row: violated by the second and later rows with the same label.
fn unique_names(table: usize, figures: &Figures<'_>) -> Vec<Instance> {
    let mut first: FxHashMap<&str, usize> = FxHashMap::default();
    let rows = figures
        .table(table)
        .rows
        .iter()
        .enumerate()
        .filter(|(_, row)| !row.is_total);
    rows.map(|(position, row)| {
        let earlier = *first
            .entry(row.label.trim_end_matches('*').trim())
            .or_insert(position);
        let verdict = if earlier == position {
            Verdict::Holds
        } else {
            Verdict::Violated { fits: None }
        };
        Instance {
            row: Some(position),
            verdict,
            used: Vec::new(),
        }
    })
    .collect()
}

/// One instance a row: violated where the last printed digit of the column's figure counts something
/// else.
fn printed_to(
    quantum: Ratio,
    (table, column): (usize, usize),
    rows: Vec<usize>,
    figures: &Figures<'_>,
) -> Vec<Instance> {
    let instances = rows.into_iter().map(|row| {
        let figure = FigureRef::Cell { table, row, column };
        let verdict = match figures.number(figure) {
            Some(number) if number.quantum() == quantum => Verdict::Holds,
            Some(_) => Verdict::Violated { fits: None },
            None => Verdict::Undecided(Undecided::missing(figure, figures)),
        };
        Instance {
            row: Some(row),
            verdict,
            used: vec![Use::One(figure)],
        }
    });
    instances.collect()
}
