//! The findings of one check.

use super::case::{Case, JudgedCheck};
use super::column_findings::by_regime;
use super::localisation::Localisation;
use super::localised::Localised;
use super::missing_item::{self, missing_item};
use super::missing_row::{self, MissingRow};
use super::regime::{OtherUnit, regime, single_column};
use super::violation::{single, together};
use super::{Besides, Cause, CommonCause, Disagreement, Finding, Habit, Severity};
use super::{round_figures, undeclared};
use crate::exact::{PrintingRule, Ratio};
use crate::statements::{Judged, Verdict};
use crate::tables::Unit;

/// The findings of one check: one for each violated statement, or one for all if the check says so.
pub fn check_findings(of: &JudgedCheck<'_, '_>, localised: &Localised) -> Vec<Finding> {
    let position = of.template.check;
    let failing = &of.judgement.failing;
    let violated: Vec<(&Judged, Option<PrintingRule>)> = failing
        .iter()
        .filter_map(|judged| match judged.verdict {
            Verdict::Violated { fits } => Some((judged, fits)),
            Verdict::Holds | Verdict::Unlikely { .. } | Verdict::Undecided(_) => None,
        })
        .collect();
    if of.check.together && !violated.is_empty() {
        let cases: Vec<_> = violated
            .iter()
            .map(|(judged, fits)| (of.judged(judged), *fits))
            .collect();
        return vec![together(of, &cases)];
    }
    if let Some(regime) = regime(of) {
        return by_regime(of, &regime, |row| localised.of((position, row)));
    }
    let unlikely = failing.iter().filter_map(|judged| match judged.verdict {
        Verdict::Unlikely { probability } => {
            let found = localised.of((position, judged.row));
            Some(unlikely(of, judged, probability, found))
        }
        _ => None,
    });
    violated
        .into_iter()
        .map(|(judged, fits)| {
            let found = localised.of((position, judged.row));
            let case = of.judged(judged);
            let finding = single(&case, fits, found);
            if of.template.in_points {
                return of_another_unit(finding);
            }
            match undeclared::holds_without(case.statement, of.values, of.figures) {
                Some(rows) => undeclared::told(finding, &case, &rows),
                None => match single_column(case.statement, case.sides, of.figures) {
                    Some(unit) => of_a_column(finding, &unit),
                    None => match MissingRow::explains(&case).filter(|_| fits.is_none()) {
                        Some(missing) => missing_row::told(finding, missing),
                        None => match missing_item(&case, found).filter(|_| fits.is_none()) {
                            Some(amount) => missing_item::told(finding, amount),
                            None => hinted(finding, &case, fits),
                        },
                    },
                },
            }
        })
        .chain(unlikely)
        .collect()
}

/// A relative change that is printed in percentage points, whatever its value.
fn of_another_unit(finding: Finding) -> Finding {
    Finding {
        suspect: None,
        rivals: Vec::new(),
        group: None,
        cause: Cause::OtherUnit {
            printed: Unit::Points,
            meant: Unit::Percent,
        },
        ..finding
    }
}

/// The finding with the hint that its figures may have been rounded.
fn hinted(finding: Finding, case: &Case<'_, '_>, fits: Option<PrintingRule>) -> Finding {
    let Some(grain) = round_figures::may_be_rounded_to(case).filter(|_| fits.is_none()) else {
        return finding;
    };
    saying_besides(finding, Besides::RoundFigures { multiples: grain })
}

/// The finding of a statement with something said besides.
fn saying_besides(mut finding: Finding, said: Besides) -> Finding {
    if let Disagreement::Statement { besides, .. } = &mut finding.says {
        *besides = Some(said);
    }
    finding
}

/// A difference that a column in another unit explains: no figure is accused by itself.
fn of_a_column(finding: Finding, unit: &OtherUnit) -> Finding {
    Finding {
        suspect: None,
        rivals: Vec::new(),
        group: Some(CommonCause::Column(unit.column.clone())),
        cause: Cause::Column(Habit::OtherUnit(unit.clone())),
        ..finding
    }
}

/// A difference that rounding can explain, but seldom does.
fn unlikely(
    of: &JudgedCheck<'_, '_>,
    judged: &Judged,
    probability: Ratio,
    found: &Localisation,
) -> Finding {
    let statement = of.template.at(judged.row);
    // what is wrong elsewhere, too, is a figure and no rule
    let rule = match found.candidates.is_empty() {
        true => of.values.likelier_rule(statement),
        false => None,
    };
    let finding = single(&of.judged(judged), rule, found);
    let finding = saying_besides(finding, Besides::Unlikely { probability });
    Finding {
        severity: Severity::Rounding,
        ..finding
    }
}
