//! Findings from amounts that a procedure does not reproduce.

use std::collections::BTreeMap;

use super::{Cause, CauseKind, Finding, FindingCell, Severity, Status};
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
    let joined = |texts: Vec<String>| Some(texts.join(", "));
    let computed = cells.iter().map(|(_, computed)| plain(*computed)).collect();
    let printed: Vec<String> = cells
        .iter()
        .map(|(figure, _)| figures.printed(*figure).to_owned())
        .collect();
    let names: Vec<&str> = cells
        .iter()
        .map(|(figure, _)| figures.place(*figure)[1])
        .collect();
    let (severity, cause) = nature(difference);
    let direction = if difference.0 < 0 { "below" } else { "above" };
    let amount = Kronor(difference.0.abs());
    Finding {
        id: format!(
            "{}/{}.{}/{:+}",
            grant.id, column.table, column.column, difference.0
        ),
        severity,
        status: Status::New,
        kind: Kind::Allocation,
        relation: format!(
            "{}.{} = {}",
            column.table, column.column, grant.readings[0].title
        ),
        published: joined(printed),
        expected: joined(computed),
        difference: Some(plain(difference)),
        cells: cells
            .iter()
            .map(|(figure, _)| FindingCell::of(*figure, figures))
            .collect(),
        suspect: None,
        rivals: Vec::new(),
        cause,
        certificate: None,
        group: None,
        message: format!(
            "{}: the published amount is {amount} {direction} what the procedure gives for {}.",
            grant.title,
            names.join(", ")
        ),
        reason: None,
    }
}

/// A krona either way balances the sum; more is an error.
fn nature(difference: Kronor) -> (Severity, Cause) {
    if difference.0.abs() <= 1 {
        let detail = "a krona moved so that the sum comes out";
        (Severity::Rounding, Cause::new(CauseKind::Rounding, detail))
    } else {
        (Severity::Error, Cause::unknown())
    }
}

/// An amount without its unit.
fn plain(amount: Kronor) -> String {
    amount.to_string().trim_end_matches(" kr").to_owned()
}
