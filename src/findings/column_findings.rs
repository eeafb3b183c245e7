//! Findings of a column that was made by a rule of its own.

use rustc_hash::FxHashSet;

use super::case::{Case, JudgedCheck};
use super::cause::likely_causes;
use super::localisation::Localisation;
use super::regime::{Breaking, Habit, Regime};
use super::violation::{single, together};
use super::{CauseKind, Finding};
use crate::exact::{PrintedNumber, PrintingRule, Ratio};
use crate::lang::Lang;
use crate::statements::Verdict;

/// One finding for the column, and one for each row that breaks its rule.
pub(super) fn by_regime<'l>(
    of: &JudgedCheck<'_, '_>,
    regime: &Regime,
    localisation: impl Fn(Option<usize>) -> &'l Localisation,
) -> Vec<Finding> {
    let broken_rows: FxHashSet<Option<usize>> = regime.breaking.iter().map(|it| it.row).collect();
    let explained: Vec<(Case<'_, '_>, Option<PrintingRule>)> = regime
        .explained
        .iter()
        .filter(|row| !broken_rows.contains(row))
        .map(|&row| match regime.habit {
            Habit::Rounded(rule) => (of.case(row), Some(rule)),
            _ => (of.case(row), None),
        })
        .collect();
    let count = explained.len();
    let column = Finding {
        severity: regime.habit.severity(),
        cause: regime.habit.cause(),
        message: format!(
            "{} {count} of {} rows differ; the column holds with {} ({}).",
            of.check.text.in_lang(Lang::En),
            of.count(),
            regime.habit,
            regime.evidence()
        ),
        ..together(of, &explained)
    };
    let breaking = regime.breaking.iter().map(|breaking| {
        let found = localisation(breaking.row);
        broken(of, regime, breaking, found)
    });
    std::iter::once(column).chain(breaking).collect()
}

/// A row that is not made as its column is.
fn broken(
    of: &JudgedCheck<'_, '_>,
    regime: &Regime,
    breaking: &Breaking,
    found: &Localisation,
) -> Finding {
    let judged = of.judgement.failing(breaking.row);
    let fits = match judged.map(|it| &it.verdict) {
        Some(Verdict::Violated { fits }) => *fits,
        _ => Some(PrintingRule::HalfUp),
    };
    let mut finding = single(&of.case(breaking.row), fits, found);
    let habit = &regime.habit;
    let Some((printed, given)) = breaking.given else {
        let differs = format!(" The column holds with {habit}; this row does not.");
        finding.message.push_str(&differs);
        return finding;
    };
    // what is expected here is what the column's own rule gives
    let given_text = like(&printed, given);
    finding.message = format!(
        "{} The column holds with {habit}, which gives {given_text} here.",
        finding.message
    );
    finding.difference = printed.value().sub(given).ok().map(|it| like(&printed, it));
    finding.expected = Some(given_text);
    (finding.suspect, finding.rivals, finding.group) = (None, Vec::new(), None);
    let units = |value: Ratio| Some(value.div(printed.quantum()).ok()?.numerator());
    let slip = units(given).zip(units(printed.value()));
    if let Some((right, print)) = slip {
        let slip = likely_causes(right, print).into_iter().next();
        finding.cause = slip
            .filter(|it| it.kind != CauseKind::Unknown)
            .unwrap_or(finding.cause);
    }
    finding
}

/// A value with as many decimals as a printed one has.
fn like(printed: &PrintedNumber, value: Ratio) -> String {
    let decimals = (0..12).find(|&decimals| {
        let scale = Ratio::whole(10_i128.pow(decimals));
        let scaled = printed.quantum().mul(scale);
        scaled.is_ok_and(|it| it.is_whole())
    });
    value.to_decimal_string(decimals.unwrap_or(12))
}
