//! The finding of a violated relation: of one instance, or of many together.

use super::case::{Case, JudgedCheck};
use super::cause::rounding;
use super::explain::{explain, rounded_twice};
use super::localisation::Localisation;
use super::{
    Cause, Disagreement, Finding, FindingRelation, InCommon, RowPlace, Severity, Side, Status,
    WrittenValue,
};
use crate::checks::{Check, CheckKind, FigureRef, Relation};
use crate::exact::{Interval, PrintingRule};
use crate::tables::{Unit, grouped_in_threes};

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
    Finding {
        id: finding_id(case),
        severity: severity(check, fits),
        status: Status::New,
        kind: check.kind,
        says: Disagreement::Statement {
            text: check.text.clone(),
            place: row_place(case),
            is_equality: case.statement.is_equality(),
            given: expected.clone(),
            fits,
            besides: None,
        },
        relation: FindingRelation::Check(of.relation_text()),
        published,
        expected,
        difference,
        cells: used.into_iter().map(|figure| of.cell(figure)).collect(),
        suspect,
        rivals: candidates,
        cause,
        certificate: case.arithmetic(),
        group: found.common.clone(),
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
    Finding {
        id: check.id.clone(),
        severity: severity(check, fits),
        status: Status::New,
        kind: check.kind,
        says: Disagreement::Rows {
            text: check.text.clone(),
            count,
            of: tried,
            all: fits.map(InCommon::Fit),
        },
        relation: FindingRelation::Check(of.relation_text()),
        published: Some(Side::RowsDiffer { count, of: tried }),
        expected: Some(Side::NoRow),
        difference: None,
        cells: used.into_iter().map(|figure| of.cell(figure)).collect(),
        suspect: None,
        rivals: Vec::new(),
        cause: fits.and_then(rounding::of_rule).unwrap_or(Cause::Unknown),
        certificate: violated.first().and_then(|(case, _)| case.arithmetic()),
        group: None,
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
        (CheckKind::Definition, _) => Severity::Definition,
        (_, Some(PrintingRule::Generous)) => Severity::Wording,
        (_, Some(_)) => Severity::Rounding,
        (_, None) => Severity::Error,
    }
}

fn row_place(case: &Case<'_, '_>) -> Option<RowPlace> {
    let (table, row) = case.of.check.row_table().zip(case.row())?;
    let table = case.of.figures.table(table);
    Some(RowPlace {
        table: table.id.clone(),
        row: table.rows[row].label.clone(),
    })
}

/// What is published, what the rest gives, and the difference.
type Stated = (Option<Side>, Option<Side>, Option<WrittenValue>);

fn stated(case: &Case<'_, '_>) -> Stated {
    let figures = case.of.figures;
    let printed = |figure: FigureRef| Side::Printed {
        text: figures.printed(figure).to_owned(),
        unit: figures.printed_unit(figure),
    };
    if let (Relation::GroupedInThrees { table, column, .. }, Some(row)) =
        (&case.of.check.relation, case.row())
    {
        let unit = figures.table(*table).columns[*column].unit;
        let text = figures.table(*table).cell(row, *column).printed;
        let side = |text: String| Some(Side::Printed { text, unit });
        return (side(text.to_owned()), side(grouped_in_threes(text)), None);
    }
    let Some((left, right)) = case.sides else {
        if let Relation::ReadAs { printed, read, .. } = &case.of.check.relation {
            let side = Side::Printed {
                text: printed.clone(),
                unit: Unit::Text,
            };
            return (Some(side), Some(Side::Read(read.clone())), None);
        }
        let published = match case.of.check.relation {
            Relation::PrintedTo { .. } | Relation::ColumnUnitIs { .. } => {
                case.statement.only_figure()
            }
            _ => None,
        };
        let published = published.map(|it| printed(figures.figure(it)));
        return (published, None, None);
    };
    let [(figure, own), (other_figure, other)] = case.sides_in_order(left, right);
    let unit = case.published_unit();
    let in_unit = |values: Interval| {
        let values = values
            .div(&Interval::point(unit.factor()))
            .unwrap_or(values);
        Side::Values { values, unit }
    };
    let published = figure.map_or_else(|| in_unit(own), printed);
    let expected = match other_figure {
        _ if let Some(Side::Values { values, unit }) = case.more_than_given().map(in_unit) => {
            Side::Apart { values, unit }
        }
        Some(other) if figures.printed_unit(other).factor() == unit.factor() => printed(other),
        // a figure printed in another unit is given in that of the published one
        Some(other) if figures.prints_no_unit(other) => case
            .of
            .number(other)
            .map_or_else(|| printed(other), |it| in_unit(Interval::point(it.value()))),
        Some(other) => printed(other),
        None => in_unit(other),
    };
    let value = |interval: &Interval, figure: Option<FigureRef>| {
        interval
            .as_point()
            .or_else(|| Some(case.of.number(figure?)?.value()))
    };
    let difference = value(&own, figure)
        .zip(value(&other, other_figure))
        .and_then(|(own, other)| own.sub(other).ok()?.div(unit.factor()).ok())
        .map(WrittenValue::difference);
    (Some(published), Some(expected), difference)
}
