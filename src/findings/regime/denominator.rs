//! A column of shares of another total than the check says.

use super::{Answer, Denominator, Habit, Regime, judged};
use crate::checks::{FigureRef, Figures};
use crate::exact::{Interval, PrintingRule, Ratio, Rounding};
use crate::findings::FindingCell;
use crate::findings::case::{Case, JudgedCheck};
use crate::findings::cause::denominator::percent;
use crate::statements::{Operation, Term};

/// Another denominator for all rows.
enum Whole {
    /// Another column of the same row.
    Column(usize),
    /// One cell: a total of the column.
    Cell(FigureRef),
}

/// The one other column, or total of the column, that the rows are shares of. Two that fit explain
/// nothing.
pub(super) fn of_another(of: &JudgedCheck<'_, '_>) -> Option<Regime> {
    let (part, whole) = percent(of.template)?;
    let figures = of.figures;
    let comparison = of.template.comparison()?;
    let stated = match (&comparison.left, &comparison.right) {
        (Term::Both(Operation::Percent, _), stated)
        | (stated, Term::Both(Operation::Percent, _)) => stated,
        _ => return None,
    };
    let mut rows = of.judgement.covered.rows().flatten();
    let first = rows.find_map(|row| whole.figure(row))?;
    let first = figures.figure(first);
    let mut likely = wholes(first, figures)
        .into_iter()
        .filter_map(|other| {
            let named = other.named(first, figures);
            judged(Habit::OtherDenominator { of: named }, of, |row| {
                row?;
                let case = of.case(row);
                let own = case.figure_of(whole)?;
                answer(&case, part, other.beside(own), case.figure_of(stated)?)
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
    let totals = figures.total_rows(table).iter();
    let totals = totals.map(|&row| Whole::Cell(cell(row, column)));
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

    fn named(&self, own: FigureRef, figures: &Figures<'_>) -> Denominator {
        match self {
            Whole::Column(_) => {
                let [table, _, column] = figures.place(self.beside(own));
                Denominator::Column {
                    table: table.to_owned(),
                    column: column.to_owned(),
                }
            }
            Whole::Cell(cell) => Denominator::Cell(FindingCell::of(*cell, figures)),
        }
    }
}

/// Whether the printed share is that of another figure, and what that share is.
fn answer(case: &Case<'_, '_>, part: &Term, of: FigureRef, share: FigureRef) -> Option<Answer> {
    let interval = |figure| case.of.number(figure)?.interval(PrintingRule::HalfUp).ok();
    let part = case.value(part)?;
    let hundred = Interval::point(Ratio::whole(100));
    let percent = part.mul(&hundred).ok()?.div(&interval(of)?).ok()?;
    let printed = case.of.number(share)?;
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
