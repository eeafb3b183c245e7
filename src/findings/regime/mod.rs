//! The rule by which a column as a whole was printed.
//!
//! Where many rows differ from what the check says and all of them, with all others, follow another
//! rule (their [`Habit`]), the column was made by that rule: that is one finding, and only rows that
//! break the column's own rule are findings of their own.
//!
//! Only rows in which the two rules differ tell which it was. A column made by the one fits the other
//! in n such rows with a chance of about 1 in 2ⁿ; if that is more than one in eight, nothing is said.

mod adjusted;
mod coarser;
mod denominator;
mod habit;
mod other_unit;
mod unprinted;

pub use habit::{Denominator, Evidence, Habit, Way};
pub use other_unit::OtherUnit;
pub(super) use other_unit::single_column;

use super::case::{Case, JudgedCheck};
use super::cause::rounding;
use crate::checks::{CheckKind, FigureRef};
use crate::exact::{PrintedNumber, PrintingRule, Ratio};
use crate::statements::{Judged, Verdict};

/// Rows that must differ from the check before a column is said to have another rule.
const FEWEST: usize = 3;

/// One exception is allowed per this many rows.
const ROWS_FOR_ONE_SLIP: usize = 8;

/// The largest chance at which a column is said to have a rule: one in this many.
const ONE_IN: u128 = 8;

/// More rows than this are as telling as this many.
const MOST_TELLING: usize = 60;

/// A column's own rule.
pub(super) struct Regime {
    /// The rule.
    pub habit: Habit,
    /// Rows that differ from the check and follow the rule.
    pub explained: Vec<Option<usize>>,
    /// Rows in which the check and the rule differ, and that follow one of them.
    pub telling: usize,
    /// Rows that break the rule, though some of them are as the check says.
    pub breaking: Vec<Breaking>,
    rows: usize,
}

/// A row that breaks the rule of its column.
pub(super) struct Breaking {
    /// The row.
    pub row: Option<usize>,
    /// What is printed and what the rule gives, where the rule gives one value.
    pub given: Option<(PrintedNumber, Ratio)>,
}

/// What a rule says of one row.
struct Answer {
    fits: bool,
    given: Option<(PrintedNumber, Ratio)>,
}

/// The rule of the column that a check on each row tests, if it is not the check's own.
pub(super) fn regime(of: &JudgedCheck<'_, '_>) -> Option<Regime> {
    let comparison = of.template.comparison()?;
    let of_a_column = matches!(
        of.check.kind,
        CheckKind::Percent | CheckKind::Share | CheckKind::Repeat
    ) || comparison.are_results() != [false, false]
        || of.judgement.failing.iter().any(may_be_of_a_rule);
    let differs = of.judgement.failing.iter().any(|it| !agrees(&it.verdict));
    if !differs || !of.is_equality() || of.check.row_table().is_none() {
        return None;
    }
    if let Some(unit) = other_unit::of_rows(of) {
        return Some(unit);
    }
    if !of_a_column {
        return None;
    }
    let rounded = [
        PrintingRule::HalfEven,
        PrintingRule::Truncated,
        PrintingRule::RoundedUp,
        PrintingRule::WithoutOre,
    ];
    let rounded = rounded.into_iter().filter_map(|rule| {
        judged(Habit::Rounded(rule), of, |row| {
            let fits = of.values.holds_under(of.template.at(row), rule)?;
            Some(Answer { fits, given: None })
        })
    });
    let twice = [10, 100].into_iter().filter_map(|times| {
        judged(Habit::Twice { times }, of, |row| {
            let (_, printed, exact) = computed(&of.case(row))?;
            let value = rounding::twice_to(exact, &printed, times)?;
            Some(Answer {
                fits: value == printed.value(),
                given: Some((printed, value)),
            })
        })
    });
    let usual = rounded.chain(twice).filter(Regime::is_likely);
    let usual = usual.chain(
        coarser::rounded_to_more(of)
            .into_iter()
            .filter(Regime::is_likely),
    );
    let others = denominator::of_another(of).or_else(|| unprinted::of_no_printed_whole(of));
    let adjusted = adjusted::forced(of);
    let all = usual.chain(others).chain(adjusted);
    // of rules that explain as well, the most usual
    all.min_by_key(|it| it.breaking.len())
}

/// Whether a row is as the check says: what only an unlikely rounding explains may be another rule's.
fn agrees(verdict: &Verdict) -> bool {
    !matches!(verdict, Verdict::Violated { .. } | Verdict::Unlikely { .. })
}

/// Whether a sum says by itself that its column may have a rule: it is unlikely, or has lost öre.
fn may_be_of_a_rule(judged: &Judged) -> bool {
    let without_ore = Some(PrintingRule::WithoutOre);
    match judged.verdict {
        Verdict::Unlikely { .. } => true,
        Verdict::Violated { fits } => fits == without_ore,
        Verdict::Holds | Verdict::Undecided(_) => false,
    }
}

/// How the rows of a column follow a rule; nothing if more break it than may.
fn judged(
    habit: Habit,
    of: &JudgedCheck<'_, '_>,
    answer: impl Fn(Option<usize>) -> Option<Answer>,
) -> Option<Regime> {
    let undecided = |verdict: &Verdict| matches!(verdict, Verdict::Undecided(_));
    let failing = of.judgement.failing.iter();
    let open = failing.filter(|it| undecided(&it.verdict)).count();
    let mut regime = Regime {
        habit,
        explained: Vec::new(),
        telling: 0,
        breaking: Vec::new(),
        rows: of.count() - open,
    };
    for (row, verdict) in of.judgement.verdicts() {
        if undecided(verdict) {
            continue;
        }
        let agrees = agrees(verdict);
        // a rule that cannot be asked explains nothing
        let answer = answer(row).unwrap_or(Answer {
            fits: agrees,
            given: None,
        });
        regime.telling += usize::from(answer.fits != agrees);
        if !answer.fits {
            regime.breaking.push(Breaking {
                row,
                given: answer.given,
            });
            if regime.breaking.len() > regime.rows / ROWS_FOR_ONE_SLIP {
                return None;
            }
        } else if !agrees {
            regime.explained.push(row);
        }
    }
    Some(regime)
}

impl Regime {
    /// Whether enough rows tell.
    fn is_likely(&self) -> bool {
        self.explained.len() >= FEWEST
            && self.ways().saturating_mul(ONE_IN) <= 1 << self.telling.min(MOST_TELLING)
    }

    /// Of the 2ⁿ ways in which n telling rows can follow one rule or the other, those in which as
    /// many or more follow this one.
    fn ways(&self) -> u128 {
        let telling = self.telling.min(MOST_TELLING);
        let others = self.telling - self.explained.len();
        let mut ways = 0_u128;
        let mut choices = 1_u128;
        for chosen in 0..=others.min(telling) {
            ways = ways.saturating_add(choices);
            let (left, next) = (telling - chosen, chosen + 1);
            choices = choices.saturating_mul(u128::try_from(left).unwrap_or(0))
                / u128::try_from(next).unwrap_or(1);
        }
        ways
    }

    /// How strong the evidence is.
    pub fn evidence(&self) -> Evidence {
        let telling = self.telling;
        let chance = match &self.habit {
            Habit::Adjusted { chance, .. } => *chance,
            _ => (1_u128 << telling.min(MOST_TELLING)) / self.ways().max(1),
        };
        Evidence {
            explained: self.explained.len(),
            telling,
            chance,
        }
    }
}

/// The printed figure of a row, its number, and the exact value that the others give.
fn computed(case: &Case<'_, '_>) -> Option<(FigureRef, PrintedNumber, Ratio)> {
    case.row()?;
    let (left, right) = case.sides?;
    let results = case.statement.comparison()?.are_results();
    let rounded = |is_left: bool| {
        let figure = case.side_figure(is_left)?;
        let mut number = case.of.number(figure)?;
        if results[usize::from(!is_left)] {
            number = number.as_result();
        }
        let rounded = !number.is_exact() && number.hedge().is_none();
        rounded.then_some((figure, number))
    };
    let (stated, other) = match (rounded(false), rounded(true)) {
        (Some(stated), _) => (stated, left),
        (None, Some(stated)) => (stated, right),
        (None, None) => return None,
    };
    Some((stated.0, stated.1, other.as_point()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(explained: usize, telling: usize) -> Regime {
        Regime {
            habit: Habit::Twice { times: 10 },
            explained: vec![None; explained],
            telling,
            breaking: Vec::new(),
            rows: 100,
        }
    }

    /// 3 of 3: 1/8. 3 of 4: (1 + 4)/16. 5 of 6: (1 + 6)/64. 2 of 2 are too few.
    #[test]
    fn the_chance_counts_the_ways_in_which_so_many_rows_fit() {
        assert!(of(3, 3).is_likely());
        assert!(!of(3, 4).is_likely());
        assert!(of(5, 6).is_likely());
        assert!(!of(2, 2).is_likely());
        assert_eq!(of(5, 6).ways(), 7);
        assert_eq!(of(5, 6).evidence().chance, 9);
    }
}
