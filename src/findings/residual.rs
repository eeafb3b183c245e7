//! Findings from amounts that a procedure does not reproduce.

use std::collections::BTreeMap;

use super::{
    Cause, Disagreement, Finding, FindingCell, FindingRelation, Severity, Side, Status,
    WrittenValue,
};
use crate::checks::{FigureRef, Figures, Kind};
use crate::decision::{Grant, PublishedColumn};
use crate::exact::Kronor;

/// One finding for each size of difference between published and computed amounts.
///
/// A krona either way is a *rounding* finding: somebody balanced the sum. More is an error.
pub fn residual_findings(
    grant: &Grant,
    column: &PublishedColumn,
    residuals: &[(FigureRef, Kronor, Kronor)],
    figures: &Figures<'_>,
) -> Vec<Finding> {
    let mut by_size: BTreeMap<Kronor, Vec<(FigureRef, Kronor)>> = BTreeMap::new();
    for &(figure, difference, computed) in residuals {
        by_size
            .entry(difference)
            .or_default()
            .push((figure, computed));
    }
    let one = |(difference, cells): (Kronor, Vec<(FigureRef, Kronor)>)| {
        finding(grant, column, difference, &cells, figures)
    };
    by_size.into_iter().map(one).collect()
}

fn finding(
    grant: &Grant,
    column: &PublishedColumn,
    difference: Kronor,
    cells: &[(FigureRef, Kronor)],
    figures: &Figures<'_>,
) -> Finding {
    let computed = cells.iter().map(|(_, computed)| *computed).collect();
    let printed: Vec<String> = cells
        .iter()
        .map(|(figure, _)| figures.printed(*figure).to_owned())
        .collect();
    let names = cells.iter().map(|(figure, _)| figures.place(*figure)[1]);
    let (severity, cause) = nature(difference);
    Finding {
        id: format!(
            "{}/{}.{}/{:+}",
            grant.id, column.table, column.column, difference.0
        ),
        severity,
        status: Status::New,
        kind: Kind::Allocation,
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
        difference: Some(WrittenValue::difference(difference.into())),
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

/// A krona either way balances the sum; more is an error.
fn nature(difference: Kronor) -> (Severity, Cause) {
    if difference.0.abs() <= 1 {
        (Severity::Rounding, Cause::BalancedKrona)
    } else {
        (Severity::Error, Cause::Unknown)
    }
}
