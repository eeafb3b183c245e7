//! The findings of one check.

use super::column::by_regime;
use super::localise::{Localisation, Localised};
use super::regime::regime;
use super::violation::{single, together};
use super::{Finding, Severity};
use crate::checks::{Check, Figures, Instance, Verdict};
use crate::exact::{PrintingRule, Ratio};

/// The findings of one check: one for each violated instance, or one for all if the check says so.
pub fn violation_findings(
    checks: &[Check],
    position: usize,
    instances: &[Instance],
    figures: &Figures<'_>,
    localised: &Localised,
) -> Vec<Finding> {
    let check = &checks[position];
    let violated: Vec<(&Instance, Option<PrintingRule>)> = instances
        .iter()
        .filter_map(|instance| match instance.verdict {
            Verdict::Violated { fits } => Some((instance, fits)),
            Verdict::Holds | Verdict::Unlikely { .. } | Verdict::Undecided(_) => None,
        })
        .collect();
    if check.together && !violated.is_empty() {
        return vec![together(check, &violated, instances.len(), figures)];
    }
    if let Some(regime) = regime(check, instances, figures) {
        return by_regime(check, &regime, instances, figures, |row| {
            localised.of((position, row))
        });
    }
    let unlikely = instances
        .iter()
        .filter_map(|instance| match instance.verdict {
            Verdict::Unlikely { probability } => {
                let found = localised.of((position, instance.row));
                Some(unlikely(check, instance, probability, found, figures))
            }
            _ => None,
        });
    violated
        .into_iter()
        .map(|(instance, fits)| {
            let found = localised.of((position, instance.row));
            single(check, instance, fits, found, figures)
        })
        .chain(unlikely)
        .collect()
}

/// A difference that rounding can explain, but seldom does.
fn unlikely(
    check: &Check,
    instance: &Instance,
    probability: Ratio,
    found: &Localisation,
    figures: &Figures<'_>,
) -> Finding {
    let finding = single(check, instance, None, found, figures);
    let percent = probability.mul(Ratio::whole(100)).unwrap_or(probability);
    let stated = if percent < Ratio::one_in(1_000) {
        "less than 0,001".to_owned()
    } else {
        percent.to_decimal_string(3)
    };
    let message = format!(
        "{} Rounding can leave such a difference, but with a probability of only {stated} %.",
        finding.message,
    );
    Finding {
        severity: Severity::Rounding,
        message,
        ..finding
    }
}
