//! The findings of one check.

use super::case::JudgedCheck;
use super::column_findings::by_regime;
use super::localisation::Localisation;
use super::localised::Localised;
use super::regime::regime;
use super::violation::{single, together};
use super::{Besides, Disagreement, Finding, Severity};
use crate::exact::{PrintingRule, Ratio};
use crate::statements::{Judged, Verdict};

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
            single(&of.judged(judged), fits, found)
        })
        .chain(unlikely)
        .collect()
}

/// A difference that rounding can explain, but seldom does.
fn unlikely(
    of: &JudgedCheck<'_, '_>,
    judged: &Judged,
    probability: Ratio,
    found: &Localisation,
) -> Finding {
    let mut finding = single(&of.judged(judged), None, found);
    if let Disagreement::Statement { besides, .. } = &mut finding.says {
        *besides = Some(Besides::Unlikely { probability });
    }
    Finding {
        severity: Severity::Rounding,
        ..finding
    }
}
