//! The rule by which a column as a whole was printed.
//!
//! Where many rows of a share or percent differ from half-up and all of them, with all others, fit
//! another rounding, the column was printed by that rounding: that is one finding, and only rows that
//! break the column's own rule are findings of their own.

use crate::checks::{Check, Figures, Instance, Kind, Verdict, holds_under};
use crate::exact::PrintingRule;

/// Rows that must differ from half-up before a column is said to have another rule. A column printed
/// half-up fits another rule in one row that tells them apart with chance one in two, so in three
/// rows with one in eight; that all rows of the column fit is required beside.
const FEWEST: usize = 3;

/// Of so many rows one may break the rule.
const ROWS_FOR_ONE_SLIP: usize = 20;

/// A column's own rule.
pub(super) struct Regime {
    /// The rule.
    pub rule: PrintingRule,
    /// Rows that are explained by it.
    pub explained: usize,
    /// Rows that break it, though some of them fit half-up.
    pub breaking: Vec<Option<usize>>,
}

/// The rule of the column that a check on each row tests, if it is not half-up.
pub(super) fn regime(
    check: &Check,
    instances: &[Instance],
    figures: &Figures<'_>,
) -> Option<Regime> {
    let is_share = matches!(check.kind, Kind::Percent | Kind::Share);
    let violated = |it: &&Instance| matches!(it.verdict, Verdict::Violated { .. });
    if !is_share || !check.is_equality() || instances.iter().filter(violated).count() < FEWEST {
        return None;
    }
    let rules = [
        PrintingRule::HalfEven,
        PrintingRule::Truncated,
        PrintingRule::RoundedUp,
    ];
    rules.into_iter().find_map(|rule| {
        let breaking: Vec<Option<usize>> = instances
            .iter()
            .filter(|it| holds_under(check, it.row, rule, figures) == Some(false))
            .map(|it| it.row)
            .collect();
        let explained = instances
            .iter()
            .filter(violated)
            .filter(|it| !breaking.contains(&it.row))
            .count();
        let fits = breaking.len() <= instances.len() / ROWS_FOR_ONE_SLIP;
        (fits && explained >= FEWEST).then_some(Regime {
            rule,
            explained,
            breaking,
        })
    })
}
