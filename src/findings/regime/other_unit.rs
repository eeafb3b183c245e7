//! A column of amounts in another unit than it is declared in: kronor in a column of millions.

use super::{Answer, Habit, Regime, judged};
use crate::checks::{FigureRef, Figures};
use crate::exact::{Interval, Ratio};
use crate::findings::case::JudgedCheck;
use crate::statements::{How, Leaf, Statement, Term};
use crate::tables::Dimension;

/// How many times too large or small the amounts of a column are.
const FACTORS: [i128; 3] = [1_000, 1_000_000, 1_000_000_000];

/// Billions of kronor.
const LARGEST_UNIT: Ratio = Ratio::whole(1_000_000_000);

/// Columns of more rows than this are taken to be as they are.
const MOST_ROWS: usize = 100_000;

/// A column whose amounts are all so many times too large, or too small.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherUnit {
    /// The column, `tabell1.belopp`.
    pub column: String,
    /// How many times.
    pub factor: i128,
    /// Whether they are too large.
    pub is_larger: bool,
}

/// One side of an equality that is a column's, and the other.
struct Sides {
    table: usize,
    column: usize,
    own: Interval,
    other: Interval,
}

/// The column of a single statement, if that holds with all its amounts in another unit, and the
/// amounts are so large that they are hardly in the declared one. Of one cell it is the column's if that is
/// a total and the rows add up to it as they are, or if no amount of the column can be believed: by itself
/// it would be a slip in that cell.
pub(in crate::findings) fn single_column(
    statement: Statement<'_>,
    sides: Option<(Interval, Interval)>,
    figures: &Figures<'_>,
) -> Option<OtherUnit> {
    let (left, right) = sides?;
    let comparison = statement.comparison()?;
    if !statement.is_equality() {
        return None;
    }
    let sides = [
        (&comparison.left, left, right),
        (&comparison.right, right, left),
    ];
    sides.into_iter().find_map(|(term, own, other)| {
        let (figure, is_one) = match term {
            Term::Aggregate(aggregate) => {
                let place = aggregate
                    .plain_column()
                    .filter(|_| aggregate.how == How::Sum)?;
                (figures.figure(place.at(0)), false)
            }
            _ => (figures.figure(term.figure(statement.at())?), true),
        };
        let sides = Sides::of(figure, (own, other), figures)?;
        // few amounts are so many times too large: only then the column is looked through
        let factor = sides.factor(true, figures)?;
        let is_of_column =
            !is_one || is_beyond_belief(figure, figures) || is_sum_of_its_column(figure, figures);
        let is_meant = is_of_column && sides.all_at_least(factor, figures);
        is_meant.then(|| sides.named(factor, true, figures))
    })
}

/// Whether a cell is the total of a column whose other rows add up to it.
fn is_sum_of_its_column(figure: FigureRef, figures: &Figures<'_>) -> bool {
    let FigureRef::Cell { table, row, column } = figure else {
        return false;
    };
    let table = figures.table(table);
    if !table.rows[row].is_total || table.rows.len() > MOST_ROWS {
        return false;
    }
    let amounts = table
        .body()
        .filter_map(|row| table.cell(row, column).number());
    let sum = amounts
        .into_iter()
        .try_fold((0, Ratio::ZERO), |(count, sum), it| {
            Some((count + 1, sum.add(it.value()).ok()?))
        });
    let total = table.cell(row, column).number().map(|it| it.value());
    sum.is_some_and(|(count, sum)| count > 1 && total == Some(sum))
}

/// More kronor than any grant is of: a thousand billions.
const BEYOND_BELIEF: Ratio = Ratio::whole(1_000_000_000_000);

/// Whether a column of two amounts or more has none that can be in its unit.
fn is_beyond_belief(figure: FigureRef, figures: &Figures<'_>) -> bool {
    let FigureRef::Cell { table, column, .. } = figure else {
        return false;
    };
    if figures.table(table).rows.len() > MOST_ROWS {
        return false;
    }
    let smallest = figures.smallest(table, column);
    smallest.count > 1 && smallest.amount >= Some(BEYOND_BELIEF)
}

/// The rule that one of the two columns of a check on each row is in another unit.
pub(super) fn of_rows(of: &JudgedCheck<'_, '_>) -> Option<Regime> {
    let comparison = of.template.comparison()?;
    let failing = of.judgement.failing.iter().find(|it| it.sides.is_some())?;
    let (left, right) = failing.sides?;
    let row = failing.row?;
    let sides = [
        (&comparison.left, left, right),
        (&comparison.right, right, left),
    ];
    let found = sides.into_iter().filter_map(|(term, own, other)| {
        let Term::Figure(Leaf::Own(place)) = term else {
            return None;
        };
        let sides = Sides::of(of.figures.figure(place.at(row)), (own, other), of.figures)?;
        let larger = sides
            .factor(true, of.figures)
            .filter(|it| sides.all_at_least(*it, of.figures));
        match larger {
            Some(factor) => Some((sides.named(factor, true, of.figures), term)),
            None => Some((
                sides.named(sides.factor(false, of.figures)?, false, of.figures),
                term,
            )),
        }
    });
    // amounts that are too large for their unit say more than some that are small
    let (unit, term) = found.min_by_key(|(unit, _)| !unit.is_larger)?;
    let is_left = std::ptr::eq(term, &comparison.left);
    let (factor, is_larger) = (unit.factor, unit.is_larger);
    judged(Habit::OtherUnit(unit), of, |row| {
        let (left, right) = of.case(row).sides?;
        let (own, other) = if is_left {
            (left, right)
        } else {
            (right, left)
        };
        Some(Answer {
            fits: scaled(&own, factor, is_larger)?.meets(&other),
            given: None,
        })
    })
    .filter(Regime::is_likely)
}

impl Sides {
    fn of(
        figure: FigureRef,
        (own, other): (Interval, Interval),
        figures: &Figures<'_>,
    ) -> Option<Sides> {
        let FigureRef::Cell { table, column, .. } = figure else {
            return None;
        };
        let is_money = figures.unit(figure).dimension() == Dimension::Money;
        is_money.then_some(Sides {
            table,
            column,
            own,
            other,
        })
    }

    /// The factor between two units that brings the two together.
    fn factor(&self, is_larger: bool, figures: &Figures<'_>) -> Option<i128> {
        let unit = figures.table(self.table).columns[self.column].unit.factor();
        let is_unit = |factor: &&i128| {
            let factor = Ratio::whole(**factor);
            match is_larger {
                // there is no unit below a krona that is a thousandth of another
                true => unit >= factor,
                false => unit.mul(factor).is_ok_and(|it| it <= LARGEST_UNIT),
            }
        };
        let factors = FACTORS.iter().filter(is_unit);
        factors.copied().find(|factor| {
            let own = scaled(&self.own, *factor, is_larger);
            own.is_some_and(|own| own.meets(&self.other))
        })
    }

    /// Whether no amount of the column is below so many units of it.
    fn all_at_least(&self, factor: i128, figures: &Figures<'_>) -> bool {
        let table = figures.table(self.table);
        let unit = table.columns[self.column].unit;
        let least = unit.factor().mul(Ratio::whole(factor));
        let smallest = figures.smallest(self.table, self.column).amount;
        table.rows.len() <= MOST_ROWS
            && least.is_ok_and(|least| smallest.is_none_or(|it| it >= least))
    }

    fn named(&self, factor: i128, is_larger: bool, figures: &Figures<'_>) -> OtherUnit {
        let (table, column) = (self.table, self.column);
        let [table, _, column] = figures.place(FigureRef::Cell {
            table,
            row: 0,
            column,
        });
        OtherUnit {
            column: format!("{table}.{column}"),
            factor,
            is_larger,
        }
    }
}

fn scaled(own: &Interval, factor: i128, is_larger: bool) -> Option<Interval> {
    let factor = Interval::point(Ratio::whole(factor));
    match is_larger {
        true => own.div(&factor).ok(),
        false => own.mul(&factor).ok(),
    }
}
