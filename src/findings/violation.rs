//! The finding of a violated relation: of one instance, or of many together.

use super::cause::rounding;
use super::certificate::certificate;
use super::explain::{explain, rounded_twice};
use super::localise::Localisation;
use super::{Cause, Finding, FindingCell, Severity, Status};
use crate::checks::{Check, FigureRef, Figures, Instance, Kind, Relation};
use crate::exact::{Interval, PrintingRule};
use crate::lang::Lang;

/// One finding for one instance.
pub(super) fn single(
    check: &Check,
    instance: &Instance,
    fits: Option<PrintingRule>,
    found: &Localisation,
    figures: &Figures<'_>,
) -> Finding {
    let row = instance.row;
    let mut used = check.figures(row, figures);
    if used.is_empty() {
        // names: the cell is the row's first
        used.extend(
            check
                .row_table()
                .zip(row)
                .map(|(table, row)| FigureRef::Cell {
                    table,
                    row,
                    column: 0,
                }),
        );
    }
    let sides = check.sides(row, figures);
    let (published, expected, difference) = stated(check, row, sides, figures);
    let mut candidates: Vec<_> = found.candidates.iter().map(|(_, it)| it.clone()).collect();
    let suspect = found.change.is_some().then(|| candidates.remove(0));
    let cause = match fits.and_then(rounding::of_rule) {
        // what is rounded twice looks rounded up, and says more
        Some(rule) => rounded_twice(check, row, figures).unwrap_or(rule),
        None => explain(check, row, found, figures),
    };
    let message = message(check, row, (&published, &expected), fits, figures);
    Finding {
        id: finding_id(check, row, figures),
        severity: severity(check, fits),
        status: Status::New,
        kind: check.kind,
        relation: check.relation_text(),
        published,
        expected,
        difference,
        cells: used
            .into_iter()
            .map(|figure| FindingCell::of(figure, figures))
            .collect(),
        suspect,
        rivals: candidates,
        cause,
        certificate: certificate(check, row, figures),
        group: found.common.clone(),
        message,
        reason: None,
    }
}

/// One finding for a statement that many rows contradict.
pub(super) fn together(
    check: &Check,
    violated: &[(&Instance, Option<PrintingRule>)],
    tried: usize,
    figures: &Figures<'_>,
) -> Finding {
    let used: Vec<FigureRef> = violated
        .iter()
        .flat_map(|(instance, _)| check.figures(instance.row, figures))
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
        relation: check.relation_text(),
        published: Some(format!("{count} of {tried} rows differ")),
        expected: Some("none".to_owned()),
        difference: None,
        cells: used
            .into_iter()
            .map(|figure| FindingCell::of(figure, figures))
            .collect(),
        suspect: None,
        rivals: Vec::new(),
        cause: fits
            .and_then(rounding::of_rule)
            .unwrap_or_else(Cause::unknown),
        certificate: violated
            .first()
            .and_then(|(instance, _)| certificate(check, instance.row, figures)),
        group: None,
        message: format!(
            "{} {count} of {tried} rows differ{suffix}.",
            check.text.in_lang(Lang::En)
        ),
        reason: None,
    }
}

fn finding_id(check: &Check, row: Option<usize>, figures: &Figures<'_>) -> String {
    match check.row_table().zip(row) {
        Some((table, row)) => format!("{}/{}", check.id, figures.table(table).rows[row].key),
        None => check.id.clone(),
    }
}

fn severity(check: &Check, fits: Option<PrintingRule>) -> Severity {
    match (check.kind, fits) {
        (Kind::Definition, _) => Severity::Definition,
        (_, Some(PrintingRule::Generous)) => Severity::Wording,
        (_, Some(_)) => Severity::Rounding,
        (_, None) => Severity::Error,
    }
}

/// What is published, what the rest gives, and the difference.
fn stated(
    check: &Check,
    row: Option<usize>,
    sides: Option<(Interval, Interval)>,
    figures: &Figures<'_>,
) -> (Option<String>, Option<String>, Option<String>) {
    let Some((left, right)) = sides else {
        let published = match check.relation {
            Relation::PrintedTo { .. } => check.only_figure(row),
            _ => None,
        };
        return (
            published.map(|it| figures.printed(it).to_owned()),
            None,
            None,
        );
    };
    let left_figure = check.side_figure(true, row, figures);
    let right_figure = check.side_figure(false, row, figures);
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
            .or_else(|| Some(figures.number(figure?)?.value()))
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
    check: &Check,
    row: Option<usize>,
    (published, expected): (&Option<String>, &Option<String>),
    fits: Option<PrintingRule>,
    figures: &Figures<'_>,
) -> String {
    let place = check
        .row_table()
        .zip(row)
        .map(|(table, row)| {
            let table = figures.table(table);
            format!("{}, {}: ", table.id, table.rows[row].label)
        })
        .unwrap_or_default();
    let differs = match (published, expected) {
        (Some(published), Some(expected)) if check.is_equality() => {
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
