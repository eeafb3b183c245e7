//! Findings from amounts that a procedure does not reproduce.

use std::collections::BTreeMap;

use super::{
    Cause, Disagreement, Finding, FindingCell, FindingRelation, Severity, Side, Status,
    WrittenValue,
};
use crate::allocation::Denomination;
use crate::checks::{CheckKind, FigureRef, Figures};
use crate::decision::{Grant, PublishedColumn};
use crate::exact::Ratio;

/// One finding for each size of difference between published and computed amounts.
///
/// A krona either way, or whatever the procedure settles amounts in, is a *rounding* finding: somebody
/// balanced the sum. More is an error.
pub fn residual_findings(
    grant: &Grant,
    column: &PublishedColumn,
    residuals: &[(FigureRef, Ratio, Ratio)],
    figures: &Figures<'_>,
) -> Vec<Finding> {
    let mut by_size: BTreeMap<Ratio, Vec<(FigureRef, Ratio)>> = BTreeMap::new();
    for &(figure, difference, computed) in residuals {
        by_size
            .entry(difference)
            .or_default()
            .push((figure, computed));
    }
    let one = |(difference, cells): (Ratio, Vec<(FigureRef, Ratio)>)| {
        finding(grant, column, difference, &cells, figures)
    };
    by_size.into_iter().map(one).collect()
}

fn finding(
    grant: &Grant,
    column: &PublishedColumn,
    difference: Ratio,
    cells: &[(FigureRef, Ratio)],
    figures: &Figures<'_>,
) -> Finding {
    let computed = cells.iter().map(|(_, computed)| *computed).collect();
    let printed: Vec<String> = cells
        .iter()
        .map(|(figure, _)| figures.printed(*figure).to_owned())
        .collect();
    let names = cells.iter().map(|(figure, _)| figures.place(*figure)[1]);
    let unit = grant.readings[0].procedure.settles_in();
    let (severity, cause) = nature(difference, unit);
    let sign = if difference.is_negative() { "" } else { "+" };
    Finding {
        id: format!(
            "{}/{}.{}/{sign}{}",
            grant.id,
            column.table,
            column.column,
            difference.plain_digits()
        ),
        severity,
        status: Status::New,
        kind: CheckKind::Allocation,
        says: Disagreement::Amounts {
            grant: grant.title.clone(),
            difference,
            recipients: names.map(str::to_owned).collect(),
        },
        relation: FindingRelation::Procedure {
            column: format!("{}.{}", column.table, column.column),
            title: grant.readings[0].title.clone(),
        },
        published: Some(Side::AllPrinted(printed)),
        expected: Some(Side::Amounts(computed)),
        difference: Some(WrittenValue::exact(difference)),
        cells: cells
            .iter()
            .map(|(figure, _)| FindingCell::of(*figure, figures))
            .collect(),
        suspect: None,
        rivals: Vec::new(),
        cause,
        certificate: None,
        group: None,
        reason: None,
    }
}

/// A unit either way balances the sum; more is an error.
fn nature(difference: Ratio, unit: Denomination) -> (Severity, Cause) {
    if difference.abs() <= unit.in_kronor() {
        (Severity::Rounding, Cause::BalancedUnit(unit))
    } else {
        (Severity::Error, Cause::Unknown)
    }
}
