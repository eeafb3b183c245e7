//! A column of shares of another total than the check says.

use super::{Answer, Habit, Regime, judged};
use crate::checks::{Check, Expression, FigureRef, Figures, Instance, evaluated, figure_of};
use crate::exact::{Interval, PrintingRule, Ratio, Rounding};
use crate::findings::FindingCell;
use crate::findings::cause::denominator::percent;

/// Another denominator for all rows.
enum Whole {
    /// Another column of the same row.
    Column(usize),
    /// One cell: a total of the column.
    Cell(FigureRef),
}

/// The one other column, or total of the column, that the rows are shares of. Two that fit explain
/// nothing.
pub(super) fn of_another(
    check: &Check,
    instances: &[Instance],
    figures: &Figures<'_>,
) -> Option<Regime> {
    let (part, whole) = percent(check)?;
    let comparison = check.comparison(None)?;
    let stated = match (&comparison.left, &comparison.right) {
        (Expression::Percent(..), stated) | (stated, Expression::Percent(..)) => stated,
        _ => return None,
    };
    let first = instances
        .iter()
        .find_map(|it| figure_of(whole, it.row?, figures))?;
    let mut likely = wholes(first, figures)
        .into_iter()
        .filter_map(|other| {
            let of = other.name(first, figures);
            judged(Habit::OtherDenominator { of }, instances, |row| {
                let row = row?;
                let own = figure_of(whole, row, figures)?;
                let of = other.beside(own);
                answer(part, of, figure_of(stated, row, figures)?, row, figures)
            })
        })
        .filter(Regime::is_likely);
    let only = likely.next()?;
    likely.next().is_none().then_some(only)
}

/// Other columns of the same unit, and the totals of the column.
fn wholes(own: FigureRef, figures: &Figures<'_>) -> Vec<Whole> {
    let FigureRef::Cell { table, row, column } = own else {
        return Vec::new();
    };
    let printed = figures.table(table);
    let cell = |row, column| FigureRef::Cell { table, row, column };
    let same_unit = |column: &usize| {
        *column != own_column(own) && figures.unit(cell(row, *column)) == figures.unit(own)
    };
    let columns = (0..printed.columns.len())
        .filter(same_unit)
        .map(Whole::Column);
    let totals = (0..printed.rows.len()).filter(|&row| printed.rows[row].is_total);
    let totals = totals.map(|row| Whole::Cell(cell(row, column)));
    columns.chain(totals).collect()
}

fn own_column(figure: FigureRef) -> usize {
    match figure {
        FigureRef::Cell { column, .. } => column,
        FigureRef::Claim(_) | FigureRef::Parameter(_) => usize::MAX,
    }
}

impl Whole {
    /// The figure that stands for the check's own in its row.
    fn beside(&self, own: FigureRef) -> FigureRef {
        match (self, own) {
            (Whole::Column(column), FigureRef::Cell { table, row, .. }) => FigureRef::Cell {
                table,
                row,
                column: *column,
            },
            (Whole::Column(_), other) => other,
            (Whole::Cell(cell), _) => *cell,
        }
    }

    fn name(&self, own: FigureRef, figures: &Figures<'_>) -> String {
        match self {
            Whole::Column(_) => {
                let [table, _, column] = figures.place(self.beside(own));
                format!("{table}.{column}")
            }
            Whole::Cell(cell) => FindingCell::of(*cell, figures).to_string(),
        }
    }
}

/// Whether the printed share is that of another figure, and what that share is.
fn answer(
    part: &Expression,
    of: FigureRef,
    share: FigureRef,
    row: usize,
    figures: &Figures<'_>,
) -> Option<Answer> {
    let interval = |figure| figures.number(figure)?.interval(PrintingRule::HalfUp).ok();
    let part = evaluated(part, row, figures)?;
    let hundred = Interval::point(Ratio::whole(100));
    let percent = part.mul(&hundred).ok()?.div(&interval(of)?).ok()?;
    let printed = figures.number(share)?;
    let given = percent.as_point().and_then(|exact| {
        let units = exact.div(printed.quantum()).ok()?.round(Rounding::HalfUp);
        let value = Ratio::whole(units).mul(printed.quantum()).ok()?;
        Some((printed, value))
    });
    Some(Answer {
        fits: percent.meets(&interval(share)?),
        given,
    })
}
