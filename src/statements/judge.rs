//! Verdicts: what came of each statement of a template.

use std::sync::Arc;

use super::evaluate::{Sides, may_hold};
use super::likelihood::probability;
use super::repeated::{apart_as_one, each_as_one, with_repeated};
use super::{Comparison, FigureId, Operator, Says, Statement, Template, Trust, Undecided, Values};
use crate::exact::{Interval, PrintingRule, Quantity, Ratio};

/// What came of one statement.
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

/// A statement with what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The row.
    pub row: Option<usize>,
    /// What came of it.
    pub verdict: Verdict,
    /// The values of its two sides under half-up, if it has two and both can be computed; of a statement
    /// that does not hold with what occurs in a side more than once taken as one figure.
    pub sides: Option<(Interval, Interval)>,
    /// Left less right with what occurs on both sides taken as one figure, where a statement is violated
    /// and the values of its sides do not show it.
    pub apart: Option<Interval>,
}

/// What came of a template: the rows it covers, and the statements that do not hold. All others do.
#[derive(Clone, Debug)]
pub struct JudgedTemplate {
    /// The rows it covers.
    pub covered: Covered,
    /// The statements that do not hold, in the order of their rows.
    pub failing: Vec<Judged>,
}

/// The rows that a template covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Covered {
    /// It says something once.
    Once,
    /// These rows, ascending.
    Rows(Arc<[u32]>),
}

impl Covered {
    /// How many statements there are.
    pub fn count(&self) -> usize {
        match self {
            Covered::Once => 1,
            Covered::Rows(rows) => rows.len(),
        }
    }

    /// The rows of the statements.
    pub fn rows(&self) -> impl Iterator<Item = Option<usize>> + '_ {
        let (once, rows): (bool, &[u32]) = match self {
            Covered::Once => (true, &[]),
            Covered::Rows(rows) => (false, rows),
        };
        let rows = rows.iter().map(|&row| usize::try_from(row).ok());
        once.then_some(None).into_iter().chain(rows)
    }

    /// Whether there is a statement of this row.
    pub fn has(&self, row: Option<usize>) -> bool {
        match (self, row) {
            (Covered::Once, None) => true,
            (Covered::Rows(rows), Some(row)) => u32::try_from(row).is_ok_and(|it| {
                // where no row is left out, each stands at its own place
                rows.get(row) == Some(&it) || rows.binary_search(&it).is_ok()
            }),
            _ => false,
        }
    }
}

impl JudgedTemplate {
    /// What came of the statement of a row, if it does not hold.
    pub fn failing(&self, row: Option<usize>) -> Option<&Judged> {
        let found = self.failing.binary_search_by_key(&row, |it| it.row);
        found.ok().and_then(|at| self.failing.get(at))
    }

    /// What came of every statement, in the order of the rows.
    pub fn verdicts(&self) -> impl Iterator<Item = (Option<usize>, &Verdict)> + '_ {
        let mut failing = self.failing.iter().peekable();
        self.covered.rows().map(move |row| {
            let verdict = failing.next_if(|it| it.row == row).map(|it| &it.verdict);
            (row, verdict.unwrap_or(&Verdict::Holds))
        })
    }

    /// How many statements hold.
    pub fn holding(&self) -> usize {
        self.covered.count() - self.failing.len()
    }
}

/// Judges every statement of a template.
pub fn judge(template: &Template, values: &Values<'_>) -> JudgedTemplate {
    let Some(rows) = &template.rows else {
        let judged = judge_row(template.at(None), values);
        return JudgedTemplate {
            covered: Covered::Once,
            failing: judged
                .into_iter()
                .filter(|it| it.verdict != Verdict::Holds)
                .collect(),
        };
    };
    let mut covered = Vec::new();
    let mut failing = Vec::new();
    for &row in rows.iter() {
        let Some(judged) = judge_row(template.at(usize::try_from(row).ok()), values) else {
            continue;
        };
        if template.when.is_some() {
            covered.push(row);
        }
        if judged.verdict != Verdict::Holds {
            failing.push(judged);
        }
    }
    let rows = match template.when {
        Some(_) => covered.into(),
        None => Arc::clone(rows),
    };
    JudgedTemplate {
        covered: Covered::Rows(rows),
        failing,
    }
}

/// Judges the statement of a row; nothing if the row is left out.
pub fn judge_row(statement: Statement<'_>, values: &Values<'_>) -> Option<Judged> {
    let row = statement.row;
    let judged = |verdict, sides| {
        Some(Judged {
            row,
            verdict,
            sides,
            apart: None,
        })
    };
    if let Some(when) = &statement.template.when {
        match values.meets(when, statement.at()) {
            Ok(true) => {}
            Ok(false) => return None,
            Err(reason) => return judged(Verdict::Undecided(reason), None),
        }
    }
    match &statement.template.says {
        Says::Compare(comparison) => {
            let (verdict, sides) = compared(comparison, statement, values);
            let is_decided = !matches!(verdict, Verdict::Undecided(_));
            if statement.template.in_points && is_decided {
                return judged(Verdict::Violated { fits: None }, sides);
            }
            let (sides, apart) = shown(comparison, statement.at(), (&verdict, sides), values);
            Some(Judged {
                row,
                verdict,
                sides,
                apart,
            })
        }
        Says::LastDigit(leaf, quantum) => {
            let verdict = match leaf.at(statement.at()) {
                Err(reason) => Verdict::Undecided(reason),
                Ok(figure) => match values.number(figure) {
                    Some(number) if number.quantum() == *quantum => Verdict::Holds,
                    Some(_) => Verdict::Violated { fits: None },
                    None => Verdict::Undecided(Undecided::Missing(figure)),
                },
            };
            judged(verdict, None)
        }
        Says::Letters(_, holds) | Says::Known(_, holds) => {
            let verdict = if holds.get(statement.at()) == Some(&true) {
                Verdict::Holds
            } else {
                Verdict::Violated { fits: None }
            };
            judged(verdict, None)
        }
    }
}

/// Below this probability, one in a hundred, a difference by rounding is unlikely.
pub(super) const UNLIKELY: Ratio = Ratio::one_in(100);

fn compared(
    comparison: &Comparison,
    statement: Statement<'_>,
    values: &Values<'_>,
) -> (Verdict, Option<Sides>) {
    let at = statement.at();
    let mut evaluator = values.evaluator(PrintingRule::HalfUp);
    let sides = match evaluator.sides(comparison, at) {
        Ok(sides) => sides,
        Err(reason) => return (Verdict::Undecided(reason), None),
    };
    let verdict = as_printed(comparison, statement, &sides, values).unwrap_or_else(|| {
        let mut rules = PrintingRule::ALTERNATIVES.into_iter();
        Verdict::Violated {
            fits: rules.find(|&rule| values.holds_under(statement, rule) == Some(true)),
        }
    });
    (verdict, Some(sides))
}

/// The verdict on sides with these values; nothing if they differ.
fn as_printed(
    comparison: &Comparison,
    statement: Statement<'_>,
    sides: &Sides,
    values: &Values<'_>,
) -> Option<Verdict> {
    let at = statement.at();
    match can_hold(comparison, at, sides, values, PrintingRule::HalfUp) {
        Ok(true) => match probability(comparison, at, sides, values, PrintingRule::HalfUp) {
            Some(probability) if probability < UNLIKELY => Some(Verdict::Unlikely { probability }),
            _ => Some(Verdict::Holds),
        },
        // a figure with öre says that whole kronor beside it were rounded
        Ok(false) if holds_without_ore(comparison, at, values) && has_ore(statement, values) => {
            Some(Verdict::Holds)
        }
        Ok(false) => None,
        Err(reason) => Some(Verdict::Undecided(reason)),
    }
}

/// The values of the sides on which the verdict rests, and how far apart they are where they do not show
/// it themselves.
fn shown(
    comparison: &Comparison,
    row: usize,
    (verdict, sides): (&Verdict, Option<Sides>),
    values: &Values<'_>,
) -> (Option<Sides>, Option<Interval>) {
    let Some(naive) = sides.filter(|_| *verdict != Verdict::Holds) else {
        return (sides, None);
    };
    let sides = each_as_one(comparison, row, naive, values);
    let is_hidden = matches!(verdict, Verdict::Violated { .. })
        && comparison.operator != Operator::SomePercentOf
        && may_hold(comparison, &sides) == Ok(true);
    let apart = if is_hidden {
        apart_as_one(comparison, row, values)
    } else {
        None
    };
    (Some(sides), apart)
}

/// Whether a statement rests on an amount that is printed with öre.
fn has_ore(statement: Statement<'_>, values: &Values<'_>) -> bool {
    let has_ore = |figure: &FigureId| {
        let number = values.number(*figure);
        number.is_some_and(|it| {
            it.quantity() == Quantity::Money && it.quantum() < Ratio::ONE && it.hedge().is_none()
        })
    };
    let is_trusted = |figure: &FigureId| values.numbers().trust(*figure) == Trust::Rule;
    let mut figures = values.figures(statement).into_iter();
    figures.any(|it| has_ore(&it) && !is_trusted(&it))
}

/// Whether a comparison can hold if whole kronor were rounded from öre.
fn holds_without_ore(comparison: &Comparison, row: usize, values: &Values<'_>) -> bool {
    let rule = PrintingRule::WithoutOre;
    let sides = values.evaluator(rule).sides(comparison, row);
    sides.is_ok_and(|sides| can_hold(comparison, row, &sides, values, rule) == Ok(true))
}

/// Whether a comparison of sides with these values can hold, a figure that occurs twice being one.
fn can_hold(
    comparison: &Comparison,
    row: usize,
    sides: &Sides,
    values: &Values<'_>,
    rule: PrintingRule,
) -> Result<bool, Undecided> {
    Ok(may_hold(comparison, sides)? && with_repeated(comparison, row, sides, values, rule)?)
}

impl Values<'_> {
    /// Whether a statement would be judged to hold, without looking for what explains that it does not;
    /// nothing if its row is left out.
    pub fn holds(&self, statement: Statement<'_>) -> Option<bool> {
        let Some(comparison) = statement.comparison() else {
            return judge_row(statement, self).map(|it| it.verdict == Verdict::Holds);
        };
        if let Some(when) = &statement.template.when {
            match self.meets(when, statement.at()) {
                Ok(true) => {}
                Ok(false) => return None,
                Err(_) => return Some(false),
            }
        }
        let mut evaluator = self.evaluator(PrintingRule::HalfUp);
        let sides = evaluator.sides(comparison, statement.at());
        let verdict = sides.map(|sides| as_printed(comparison, statement, &sides, self));
        Some(!statement.template.in_points && verdict == Ok(Some(Verdict::Holds)))
    }

    /// Whether a comparison can hold under a printing rule; nothing if that cannot be decided. That öre
    /// were rounded away is believed of sums only, and not of the amounts of an allocation.
    pub fn holds_under(&self, statement: Statement<'_>, rule: PrintingRule) -> Option<bool> {
        let (comparison, row) = (statement.comparison()?, statement.at());
        let sides = self.evaluator(rule).sides(comparison, row).ok()?;
        if rule == PrintingRule::WithoutOre {
            if statement.template.to_the_krona {
                return Some(false);
            }
            let probability = probability(comparison, row, &sides, self, rule)?;
            return Some(probability >= UNLIKELY);
        }
        can_hold(comparison, row, &sides, self, rule).ok()
    }
}
