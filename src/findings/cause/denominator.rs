//! A share that was taken of another printed total than the one it is said to be of.

use super::{Cause, CauseKind};
use crate::checks::{Check, Expression, FigureRef, Figures, evaluated, figure_of};
use crate::exact::{Interval, PrintingRule, Ratio};
use crate::findings::FindingCell;

/// The cause, if the printed percentage is that of the same part of another figure of the same
/// table: another column of the row, or the total or another row of the column.
pub(in crate::findings) fn cause(
    check: &Check,
    row: Option<usize>,
    share: FigureRef,
    figures: &Figures<'_>,
) -> Option<Cause> {
    let row = row.unwrap_or(0);
    let (part, whole) = percent(check)?;
    let own = figure_of(whole, row, figures)?;
    let part = evaluated(part, row, figures)?;
    let printed = figures.number(share)?.interval(PrintingRule::HalfUp).ok()?;
    let hundred = Interval::point(Ratio::whole(100));
    let fits = |total: &FigureRef| {
        let total = figures
            .number(*total)
            .and_then(|number| number.interval(PrintingRule::HalfUp).ok())?;
        let percent = part.mul(&hundred).ok()?.div(&total).ok()?;
        percent.meets(&printed).then_some(())
    };
    let mut fitting = others(own, figures)
        .into_iter()
        .filter(|total| fits(total).is_some());
    // two other totals that fit explain nothing
    let total = fitting.next()?;
    if fitting.next().is_some() {
        return None;
    }
    let total = FindingCell::of(total, figures);
    Some(Cause::new(
        CauseKind::OtherDenominator,
        format!("it is the share of {total}"),
    ))
}

/// The percentage that one side of a check is.
pub(in crate::findings) fn percent(check: &Check) -> Option<(&Expression, &Expression)> {
    let comparison = check.comparison(None)?;
    [&comparison.left, &comparison.right]
        .into_iter()
        .find_map(|side| match side {
            Expression::Percent(part, whole) => Some((part.as_ref(), whole.as_ref())),
            _ => None,
        })
}

/// Other figures of the same unit: in the same row, and the totals of the column.
fn others(own: FigureRef, figures: &Figures<'_>) -> Vec<FigureRef> {
    let FigureRef::Cell { table, row, column } = own else {
        return Vec::new();
    };
    let printed = figures.table(table);
    let columns = (0..printed.columns.len()).map(|column| FigureRef::Cell { table, row, column });
    let totals = (0..printed.rows.len())
        .filter(|&row| printed.rows[row].is_total)
        .map(|row| FigureRef::Cell { table, row, column });
    columns
        .chain(totals)
        .filter(|&other| other != own && figures.unit(other) == figures.unit(own))
        .filter(|&other| {
            figures
                .number(other)
                .is_some_and(|it| !it.value().is_zero())
        })
        .collect()
}
