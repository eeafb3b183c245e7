//! The finding of a violated relation: of one instance, or of many together.

use super::case::{Case, JudgedCheck};
use super::cause::rounding;
use super::explain::{explain, rounded_twice};
use super::localisation::Localisation;
use super::{Cause, Finding, Severity, Status};
use crate::checks::{Check, FigureRef, Kind, Relation};
use crate::exact::{Interval, PrintingRule};
use crate::lang::Lang;
use crate::tables::grouped_in_threes;

/// One finding for one statement.
pub(super) fn single(
    case: &Case<'_, '_>,
    fits: Option<PrintingRule>,
    found: &Localisation,
) -> Finding {
    let (of, check) = (case.of, case.of.check);
    let mut used = case.listed();
    if used.is_empty() {
        // names: the cell is the row's first
        let place = check.row_table().zip(case.row());
        let column = match check.relation {
            Relation::GroupedInThrees { column, .. } => column,
            _ => 0,
        };
        used.extend(place.map(|(table, row)| FigureRef::Cell { table, row, column }));
    }
    let (published, expected, difference) = stated(case);
    let mut candidates: Vec<_> = found.candidates.iter().map(|(_, it)| it.clone()).collect();
    let suspect = found.change.is_some().then(|| candidates.remove(0));
    let cause = match fits.and_then(rounding::of_rule) {
        // what is rounded twice looks rounded up, and says more
        Some(rule) => rounded_twice(case).unwrap_or(rule),
        None => explain(case, found),
    };
    let message = message(case, (&published, &expected), fits);
    Finding {
        id: finding_id(case),
        severity: severity(check, fits),
        status: Status::New,
        kind: check.kind,
        relation: of.relation_text(),
        published,
        expected,
        difference,
        cells: used.into_iter().map(|figure| of.cell(figure)).collect(),
        suspect,
        rivals: candidates,
        cause,
        certificate: case.arithmetic(),
        group: found.common.clone(),
        message,
        reason: None,
    }
}

/// One finding for a statement that many rows contradict.
pub(super) fn together(
    of: &JudgedCheck<'_, '_>,
    violated: &[(Case<'_, '_>, Option<PrintingRule>)],
) -> Finding {
    let (check, tried) = (of.check, of.count());
    let used: Vec<FigureRef> = violated
        .iter()
        .flat_map(|(case, _)| case.listed())
        .collect();
    let fits = violated
        .iter()
        .map(|(_, fits)| *fits)
        .reduce(|a, b| if a == b { a } else { None });
    let fits = fits.flatten();
    let count = violated.len();
    let suffix = fits
        .map(|rule| format!("; all of them hold with {rule}"))
        .unwrap_or_default();
    Finding {
        id: check.id.clone(),
        severity: severity(check, fits),
        status: Status::New,
        kind: check.kind,
        relation: of.relation_text(),
        published: Some(format!("{count} of {tried} rows differ")),
        expected: Some("none".to_owned()),
        difference: None,
        cells: used.into_iter().map(|figure| of.cell(figure)).collect(),
        suspect: None,
        rivals: Vec::new(),
        cause: fits
            .and_then(rounding::of_rule)
            .unwrap_or_else(Cause::unknown),
        certificate: violated.first().and_then(|(case, _)| case.arithmetic()),
        group: None,
        message: format!(
            "{} {count} of {tried} rows differ{suffix}.",
            check.text.in_lang(Lang::En)
        ),
        reason: None,
    }
}

fn finding_id(case: &Case<'_, '_>) -> String {
    let (check, figures) = (case.of.check, case.of.figures);
    match check.row_table().zip(case.row()) {
        Some((table, row)) => format!("{}/{}", check.id, figures.table(table).rows[row].key),
        None => check.id.clone(),
    }
}

fn severity(check: &Check, fits: Option<PrintingRule>) -> Severity {
    match (check.kind, fits) {
        _ if check.declared => Severity::Incomplete,
        // the digits are what they are, whatever their groups
        _ if matches!(check.relation, Relation::GroupedInThrees { .. }) => Severity::Wording,
        (Kind::Definition, _) => Severity::Definition,
        (_, Some(PrintingRule::Generous)) => Severity::Wording,
        (_, Some(_)) => Severity::Rounding,
        (_, None) => Severity::Error,
    }
}

/// What is published, what the rest gives, and the difference.
fn stated(case: &Case<'_, '_>) -> (Option<String>, Option<String>, Option<String>) {
    let figures = case.of.figures;
    if let (Relation::GroupedInThrees { table, column, .. }, Some(row)) =
        (&case.of.check.relation, case.row())
    {
        let printed = figures.table(*table).cell(row, *column).printed;
        let expected = grouped_in_threes(printed);
        return (Some(printed.to_owned()), Some(expected), None);
    }
    let Some((left, right)) = case.sides else {
        let published = match case.of.check.relation {
            Relation::PrintedTo { .. } => case.statement.only_figure(),
            _ => None,
        };
        let published = published.map(|it| figures.printed(figures.figure(it)).to_owned());
        return (published, None, None);
    };
    let left_figure = case.side_figure(true);
    let right_figure = case.side_figure(false);
    // the published figure is the side that is printed; of two printed ones, the right
    let (figure, own, other, other_figure) = match (left_figure, right_figure) {
        (_, Some(figure)) => (Some(figure), right, left, left_figure),
        (Some(figure), None) => (Some(figure), left, right, None),
        (None, None) => (None, right, left, None),
    };
    let published = figure.map_or_else(|| own.to_string(), |it| figures.printed(it).to_owned());
    let expected =
        other_figure.map_or_else(|| other.to_string(), |it| figures.printed(it).to_owned());
    let value = |interval: &Interval, figure: Option<FigureRef>| {
        interval
            .as_point()
            .or_else(|| Some(case.of.number(figure?)?.value()))
    };
    let difference = value(&own, figure)
        .zip(value(&other, other_figure))
        .and_then(|(own, other)| own.sub(other).ok())
        .map(|it| {
            if it.is_whole() {
                it.to_string()
            } else {
                it.to_decimal_string(2)
            }
        });
    (Some(published), Some(expected), difference)
}

/// One sentence: the statement, where, and how the figures differ.
fn message(
    case: &Case<'_, '_>,
    (published, expected): (&Option<String>, &Option<String>),
    fits: Option<PrintingRule>,
) -> String {
    let (check, figures) = (case.of.check, case.of.figures);
    let place = check
        .row_table()
        .zip(case.row())
        .map(|(table, row)| {
            let table = figures.table(table);
            format!("{}, {}: ", table.id, table.rows[row].label)
        })
        .unwrap_or_default();
    let differs = match (published, expected) {
        (Some(published), Some(expected)) if case.statement.is_equality() => {
            format!(" Printed is {published}; the other figures give {expected}.")
        }
        (Some(published), Some(expected)) => {
            format!(" Printed is {published}; compared with {expected}.")
        }
        (Some(published), None) => format!(" Printed is {published}."),
        (None, _) => String::new(),
    };
    let rounding = fits
        .filter(|&rule| rule != PrintingRule::Generous)
        .map(|rule| format!(" It holds with {rule}."))
        .unwrap_or_default();
    format!("{place}{}{differs}{rounding}", check.text.in_lang(Lang::En))
}
