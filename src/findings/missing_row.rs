//! A sum that is short of its printed total because one place of the official list has no row.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::case::Case;
use super::{Cause, Finding, Severity, WrittenValue};
use crate::checks::Figures;
use crate::decision::embedded_places;
use crate::exact::{Interval, Ratio};
use crate::statements::{Aggregate, AggregateRows, How, Statement, Term};
use crate::tables::{Dimension, PlaceKind, Places, RowKind};

/// Fewer rows than this name no list that one could be missing from.
const FEWEST_ROWS: usize = 3;

/// From so many counties on the list is that of the whole country.
const MOST_COUNTIES: usize = 15;

/// How many times the largest or below the smallest amount the missing one may be.
const PLAUSIBLE: i128 = 4;

/// A place without a row, and what it would have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MissingRow {
    code: String,
    name: String,
    /// The amount, where it is money: a count of persons that is not printed is not found out.
    amount: Option<Ratio>,
}

/// The one place that is missing among the rows of a sum, if its row can be what the total has more.
pub(super) fn missing_row(
    statement: Statement<'_>,
    sides: Option<(Interval, Interval)>,
    figures: &Figures<'_>,
) -> Option<MissingRow> {
    let (left, right) = sides?;
    let comparison = statement.comparison()?;
    let (aggregate, sum, total) = match (&comparison.left, &comparison.right) {
        (Term::Aggregate(it), Term::Figure(_)) => (it, left, right),
        (Term::Figure(_), Term::Aggregate(it)) => (it, right, left),
        _ => return None,
    };
    let lacking = total.as_point()?.sub(sum.as_point()?).ok()?;
    if !statement.is_equality() || lacking <= Ratio::ZERO {
        return None;
    }
    let (code, name) = unlisted(aggregate, figures)?;
    is_plausible(aggregate, lacking, figures).then_some(())?;
    let column = aggregate.plain_column()?;
    let unit = figures.unit(figures.figure(column.at(0)));
    let is_money = unit.dimension() == Dimension::Money;
    Some(MissingRow {
        code,
        name,
        amount: is_money.then(|| lacking.div(unit.factor()).ok()).flatten(),
    })
}

/// The only place of the counties at hand that no row has.
fn unlisted(aggregate: &Aggregate, figures: &Figures<'_>) -> Option<(String, String)> {
    let AggregateRows::Fixed(rows) = &aggregate.rows else {
        return None;
    };
    let is_of_all = aggregate.how == How::Sum && aggregate.when.is_none();
    if !is_of_all || rows.len() < FEWEST_ROWS || aggregate.list >= figures.table_count() {
        return None;
    }
    let table = figures.table(aggregate.list);
    let kind = match table.kind {
        RowKind::Municipality => PlaceKind::Municipality,
        RowKind::Region => PlaceKind::Region,
        RowKind::Label => return None,
    };
    let codes: BTreeSet<&str> = table
        .body()
        .map(|row| table.rows[row].key.as_str())
        .collect();
    let counties: BTreeSet<&str> = codes.iter().filter_map(|code| code.get(..2)).collect();
    let is_of_country = kind == PlaceKind::Region || counties.len() >= MOST_COUNTIES;
    static PLACES: OnceLock<Option<Places>> = OnceLock::new();
    let places = PLACES.get_or_init(|| embedded_places().ok()).as_ref()?;
    let mut missing = places.of_kind(kind).filter(|place| {
        let is_near = is_of_country || counties.contains(place.county.as_str());
        is_near && !codes.contains(place.code.as_str())
    });
    let only = missing.next()?;
    missing
        .next()
        .is_none()
        .then(|| (only.code.clone(), only.name.clone()))
}

/// Whether an amount is of the size of those in the column.
fn is_plausible(aggregate: &Aggregate, amount: Ratio, figures: &Figures<'_>) -> bool {
    let Some(column) = aggregate.plain_column() else {
        return false;
    };
    let rows = aggregate.rows_at(0).iter();
    let values = rows.filter_map(|&row| {
        let row = usize::try_from(row).ok()?;
        Some(figures.numbers().number(column.at(row))?.value())
    });
    let positive: Vec<Ratio> = values.filter(|it| *it > Ratio::ZERO).collect();
    let (Some(&least), Some(&most)) = (positive.iter().min(), positive.iter().max()) else {
        return false;
    };
    let times = Ratio::whole(PLAUSIBLE);
    let low = least.div(times).is_ok_and(|low| amount >= low);
    low && most.mul(times).is_ok_and(|high| amount <= high)
}

/// The finding of such a sum: no figure is accused.
pub(super) fn told(finding: Finding, missing: MissingRow) -> Finding {
    Finding {
        severity: Severity::Incomplete,
        suspect: None,
        rivals: Vec::new(),
        group: None,
        cause: Cause::MissingRow {
            code: missing.code,
            name: missing.name,
            amount: missing.amount.map(WrittenValue::exact),
        },
        ..finding
    }
}

impl MissingRow {
    /// Whether a statement lacks a row.
    pub(super) fn explains(case: &Case<'_, '_>) -> Option<MissingRow> {
        missing_row(case.statement, case.sides, case.of.figures)
    }
}
