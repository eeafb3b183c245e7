//! Findings of a column that was made by a rule of its own.

use rustc_hash::FxHashSet;

use super::case::{Case, JudgedCheck};
use super::cause::likely_causes;
use super::localisation::Localisation;
use super::regime::{Breaking, Habit, Regime};
use super::violation::{single, together};
use super::{Besides, CauseKind, Disagreement, Finding, InCommon, Side, WrittenValue};
use crate::exact::{PrintingRule, Ratio};
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
    let column = Finding {
        severity: regime.habit.severity(),
        cause: regime.habit.cause(),
        says: Disagreement::Rows {
            text: of.check.text.clone(),
            count: explained.len(),
            of: of.count(),
            all: Some(InCommon::Habit {
                habit: regime.habit.clone(),
                evidence: regime.evidence(),
            }),
        },
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
    let case = of.case(breaking.row);
    let mut finding = single(&case, fits, found);
    let unit = case.published_unit().factor();
    let given = breaking.given.as_ref();
    let gives = given.map(|(printed, given)| WrittenValue::like(printed, *given, unit));
    if let Disagreement::Statement { besides, .. } = &mut finding.says {
        *besides = Some(Besides::BreaksHabit {
            habit: regime.habit.clone(),
            gives,
        });
    }
    let Some((printed, given)) = breaking.given else {
        return finding;
    };
    // what is expected here is what the column's own rule gives
    let difference = printed.value().sub(given).ok();
    finding.difference = difference.map(|it| WrittenValue::like(&printed, it, unit));
    finding.expected = gives.map(Side::Written);
    (finding.suspect, finding.rivals, finding.group) = (None, Vec::new(), None);
    let units = |value: Ratio| Some(value.div(printed.quantum()).ok()?.numerator());
    let slip = units(given).zip(units(printed.value()));
    if let Some((right, print)) = slip {
        let slip = likely_causes(right, print).into_iter().next();
        finding.cause = slip
            .filter(|it| it.kind() != CauseKind::Unknown)
            .unwrap_or(finding.cause);
    }
    finding
}
