//! Figures that, printed otherwise, would choose other rows: a group, a limit, a year in a `where`.

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::localised::{JudgedDocument, StatementRef};
use crate::checks::FigureRef;
use crate::exact::{PrintedNumber, Ratio, Rounding};
use crate::solve::{Misreading, RowChoice};
use crate::statements::{
    Aggregate, FigureId, Occurrence, RowCondition, Rows, Statement, Trust, Values,
};

/// As many figures may be used by the statements that are judged anew before the search is given up.
const EFFORT: usize = 3_000_000;

/// The figures in conditions that, printed otherwise, mend violated statements and break none, each with
/// its likeliest reading; and the violated statements, by position, of which not all were tried.
pub(super) fn row_choices(
    document: JudgedDocument<'_, '_>,
    violated: &[Statement<'_>],
) -> (Vec<RowChoice>, Vec<usize>) {
    let places = violated.iter().map(|it| (it.check(), it.row)).zip(0..);
    let mut search = Search {
        document,
        places: places.collect(),
        violated: violated.iter().map(|it| (it.check(), it.row)).collect(),
        left: EFFORT,
        tried: FxHashSet::default(),
        columns: FxHashMap::default(),
    };
    let mut found: Vec<RowChoice> = Vec::new();
    let mut known: FxHashSet<(FigureId, Ratio)> = FxHashSet::default();
    let mut untried = Vec::new();
    for (position, statement) in violated.iter().enumerate() {
        match search.of(*statement) {
            Some(choices) => {
                let is_new = |it: &RowChoice| known.insert((it.figure, it.reading.number.value()));
                found.extend(choices.into_iter().filter(is_new));
            }
            None => untried.push(position),
        }
    }
    (found, untried)
}

/// So many readings that would do show that it is not known which one was meant.
const ENOUGH: usize = 2;

struct Search<'s, 'a> {
    document: JudgedDocument<'s, 'a>,
    /// The positions of the violated statements.
    places: FxHashMap<StatementRef, usize>,
    violated: FxHashSet<StatementRef>,
    left: usize,
    /// The aggregates whose rows were tried: another choice of them mends all statements they stand in, or
    /// none.
    tried: FxHashSet<*const Aggregate>,
    /// What stands in each column.
    columns: FxHashMap<(usize, usize), Rc<FxHashSet<Ratio>>>,
}

impl<'s> Search<'s, '_> {
    /// The choices that mend a statement; nothing if it takes too long to find them.
    fn of(&mut self, statement: Statement<'_>) -> Option<Vec<RowChoice>> {
        let aggregates = statement.choosing_aggregates();
        if aggregates.is_empty() && statement.own_condition().is_none() {
            return Some(Vec::new());
        }
        let found = self.of_conditions(statement, &aggregates);
        if found.is_none() {
            // what another statement was not tried for, this one is not either
            self.left = 0;
        }
        found
    }

    fn of_conditions(
        &mut self,
        statement: Statement<'_>,
        aggregates: &[&Aggregate],
    ) -> Option<Vec<RowChoice>> {
        self.left = self.left.checked_sub(1)?;
        let mut found = Vec::new();
        let sides = self.document.values.sides(statement);
        for &aggregate in aggregates {
            if aggregate.is_fixed() && !self.tried.insert(std::ptr::from_ref(aggregate)) {
                continue;
            }
            for figure in self.printed(aggregate.common_choosers()) {
                found.extend(self.by_figure(statement, None, figure)?);
            }
            for condition in aggregate.row_conditions(statement.at()) {
                self.left = self.left.checked_sub(1)?;
                if condition.may_mend(statement, sides.as_ref(), self.document.values) {
                    found.extend(self.of_condition(statement, condition)?);
                }
            }
        }
        if let Some(condition) = statement.own_condition() {
            found.extend(self.of_condition(statement, condition)?);
        }
        Some(found)
    }

    fn of_condition(
        &mut self,
        statement: Statement<'_>,
        condition: RowCondition<'_>,
    ) -> Option<Vec<RowChoice>> {
        let mut found = Vec::new();
        for figure in self.printed(condition.figures()) {
            found.extend(self.by_figure(statement, Some(condition), figure)?);
        }
        Some(found)
    }

    /// Those that are printed in the document: a rule is not in doubt, nor another document.
    fn printed(&self, mut figures: Vec<FigureId>) -> Vec<FigureId> {
        let numbers = self.document.values.numbers();
        figures.retain(|it| numbers.trust(*it) == Trust::Printed);
        figures
    }

    /// The likeliest other reading of a figure that mends a statement, by turning a condition on a row or
    /// that on any: outside nothing if it takes too long to find out, inside if there is none.
    fn by_figure(
        &mut self,
        statement: Statement<'_>,
        condition: Option<RowCondition<'_>>,
        figure: FigureId,
    ) -> Option<Option<RowChoice>> {
        let printed = self.document.values;
        let Some(number) = printed.number(figure) else {
            return Some(None);
        };
        let turns = |values: &Values<'_>| {
            condition
                .is_none_or(|it| values.meets(it.when, it.row) != printed.meets(it.when, it.row))
        };
        // a group or a year that other rows have, too, is likelier than one that none has
        let beside = self.beside(figure);
        let (known, others): (Vec<_>, Vec<_>) = Misreading::all(&number)
            .into_iter()
            .partition(|it| beside.contains(&it.number.value()));
        for readings in [known, others] {
            let mut found: Vec<(Misreading, Vec<usize>)> = Vec::new();
            for reading in readings {
                let values = printed.with(figure, reading.number);
                if !turns(&values) {
                    continue;
                }
                let mended = self.mended(statement, figure, &values)?;
                found.extend(mended.map(|it| (reading, it)));
                if found.len() == ENOUGH {
                    break;
                }
            }
            let Some(most) = found.iter().map(|(_, mended)| mended.len()).max() else {
                continue;
            };
            found.retain(|(_, mended)| mended.len() == most);
            let is_only = found.len() == 1;
            let Some((reading, mended)) = found.into_iter().next() else {
                continue;
            };
            let reading = if is_only {
                reading
            } else {
                reading.of_several()
            };
            let leaves_out = condition.is_some_and(|it| it.of.is_none());
            let reading = match leaves_out {
                true => reading.by_chance(self.digits(statement)),
                false => reading,
            };
            return Some(Some(RowChoice {
                figure,
                reading,
                mended,
            }));
        }
        Some(None)
    }

    /// What the other rows have in the column of a figure.
    fn beside(&mut self, figure: FigureId) -> Rc<FxHashSet<Ratio>> {
        let figures = self.document.figures;
        let FigureRef::Cell { table, column, .. } = figures.figure(figure) else {
            return Rc::default();
        };
        let found = self.columns.entry((table, column)).or_insert_with(|| {
            let rows = figures.table(table).body();
            let cells = rows.map(|row| FigureRef::Cell { table, row, column });
            let numbers = cells.filter_map(|it| figures.numbers().number(figures.id(it)));
            Rc::new(numbers.map(|it| it.value()).collect())
        });
        Rc::clone(found)
    }

    /// The violated statements that hold, or are no longer said, with a figure taken otherwise, if the
    /// given one is among them, no other one changes and all else holds.
    fn mended(
        &mut self,
        statement: Statement<'_>,
        figure: FigureId,
        values: &Values<'s>,
    ) -> Option<Option<Vec<usize>>> {
        let document = self.document;
        if !self.is_mended(statement, values)? {
            return Some(None);
        }
        let mut mended = Vec::new();
        let asked = document.index.asked_by(figure);
        for place in document.index.places(figure).into_iter().chain(asked) {
            let violated = document.violated_at(&place, &self.violated);
            let mut holding = document.holding_at(&place);
            holding.extend(self.left_out(&place));
            for (check, row) in holding {
                let statement = document.templates[check].at(row);
                if !self.is_mended(statement, values)? {
                    return Some(None);
                }
            }
            for it in violated {
                let statement = document.templates[it.0].at(it.1);
                if self.is_mended(statement, values)? {
                    mended.extend(self.places.get(&it));
                } else if values.sides(statement) != document.values.sides(statement) {
                    return Some(None);
                }
            }
        }
        mended.sort_unstable();
        mended.dedup();
        Some(Some(mended))
    }

    /// The statements of rows that are left out as printed.
    fn left_out(&self, place: &Occurrence) -> Vec<StatementRef> {
        let covered = &self.document.judgements[place.template].covered;
        let Rows::Some(rows) = &place.rows else {
            return Vec::new();
        };
        let rows = rows.iter().map(|row| Some(*row));
        let left_out = rows.filter(|row| !covered.has(*row));
        left_out.map(|row| (place.template, row)).collect()
    }

    /// Whether a statement holds, or is not said; nothing if too much was asked.
    fn is_mended(&mut self, statement: Statement<'_>, values: &Values<'s>) -> Option<bool> {
        let used = self.document.values.figures(statement).len();
        self.left = self.left.checked_sub(used.max(1))?;
        Some(values.holds(statement) != Some(false))
    }

    /// The digits of the figure that a statement gives, or would have; of the longest if it gives none.
    fn digits(&self, statement: Statement<'_>) -> usize {
        let values = self.document.values;
        let number = |figure: FigureId| values.number(figure);
        let sides = values.sides(statement);
        let given = [true, false].into_iter().find_map(|left| {
            let number = number(statement.side_figure(left)?)?;
            let (other_right, other_left) = sides?;
            let other = if left { other_left } else { other_right };
            let other = other.as_point().unwrap_or(number.value());
            Some(digits(&number).max(digits(&number.with_value(other))))
        });
        given.unwrap_or_else(|| {
            let figures = values.figures(statement).into_iter();
            let longest = figures
                .filter_map(|it| number(it).as_ref().map(digits))
                .max();
            longest.unwrap_or(1)
        })
    }
}

/// How many digits a number is printed with.
fn digits(number: &PrintedNumber) -> usize {
    let units = number.value().div(number.quantum()).ok();
    let units = units.map_or(0, |it| it.round(Rounding::Down).unsigned_abs());
    std::iter::successors(Some(units), |it| Some(it / 10).filter(|it| *it > 0)).count()
}
