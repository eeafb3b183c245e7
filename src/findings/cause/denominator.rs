//! A share that was taken of another printed total than the one it is said to be of.

use super::Cause;
use crate::checks::{FigureRef, Figures};
use crate::exact::{Interval, PrintingRule, Ratio};
use crate::findings::case::Case;
use crate::statements::{Operation, Template, Term};

/// The cause, if the printed percentage is that of the same part of another figure of the same
/// table: another column of the row, or the total or another row of the column.
pub(in crate::findings) fn cause(case: &Case<'_, '_>, share: FigureRef) -> Option<Cause> {
    let figures = case.of.figures;
    let (part, whole) = percent(case.of.template)?;
    let own = case.figure_of(whole)?;
    let part = case.value(part)?;
    let printed = case.of.number(share)?.interval(PrintingRule::HalfUp).ok()?;
    let hundred = Interval::point(Ratio::whole(100));
    let fits = |total: &FigureRef| {
        let total = case
            .of
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
    Some(Cause::ShareOf {
        total: case.of.cell(total),
    })
}

/// The percentage that one side of a check is.
pub(in crate::findings) fn percent(template: &Template) -> Option<(&Term, &Term)> {
    let comparison = template.comparison()?;
    [&comparison.left, &comparison.right]
        .into_iter()
        .find_map(|side| match side {
            Term::Both(Operation::Percent, both) => Some((&both.0, &both.1)),
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
    let totals = figures.total_rows(table).iter();
    let totals = totals.map(|&row| FigureRef::Cell { table, row, column });
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
