//! Columns and rows of several tables, each figure with what names its record.

use rustc_hash::FxHashMap;

use super::Sheet;
use super::name::{LineName, folded};
use crate::discovery::grid::{Cell, Grid};
use crate::discovery::view::{Axis, last_digit};

/// A column or a row of one of the tables.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub table: usize,
    pub axis: Axis,
    /// Its position in the table.
    pub at: usize,
    pub name: LineName,
    /// Its figures, in the order of what names them.
    pub figures: Vec<Keyed>,
    /// Highest less lowest of them.
    pub range: i128,
}

/// A figure with the number of what names its record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Keyed {
    pub key: usize,
    /// The row of a figure in a column, the column of one in a row.
    pub record: usize,
    /// In units of the last decimal that occurs in any of the tables.
    pub value: i128,
    /// The unit it is printed to, in the same units.
    pub unit: i128,
    /// How often the line has this figure.
    pub same: usize,
}

/// A line of fewer figures repeats nothing.
const FEWEST: usize = 2;

/// All lines with figures in records that have a name of their own; of each table its columns first.
pub(super) fn lines(sheets: &[Sheet]) -> Vec<Line> {
    let grids: Vec<Grid> = sheets.iter().map(|it| Grid::read(it.rows)).collect();
    let decimals = grids.iter().map(|it| it.decimals).max().unwrap_or(0);
    let mut keys = Keys::default();
    let mut lines = Vec::new();
    for (table, (sheet, grid)) in sheets.iter().zip(&grids).enumerate() {
        let one = 10_i128.pow(decimals - grid.decimals);
        let row_names = match sheet.keys {
            Some(names) => names.to_vec(),
            None => grid.row_labels.clone(),
        };
        let of_rows = keys.of_names(&row_names);
        let of_columns = keys.of_names(&grid.column_labels);
        let columns = (0..grid.width).map(|at| (Axis::Columns, at, &grid.column_labels));
        let rows = (0..grid.cells.len()).map(|at| (Axis::Rows, at, &grid.row_labels));
        for (axis, at, labels) in columns.chain(rows) {
            let records = match axis {
                Axis::Columns => &of_rows,
                Axis::Rows => &of_columns,
            };
            let figures = records.iter().enumerate().filter_map(|(record, key)| {
                let cell = match axis {
                    Axis::Columns => grid.cells.get(record)?.get(at)?,
                    Axis::Rows => grid.cells.get(at)?.get(record)?,
                };
                let Cell::Number(number) = cell else {
                    return None;
                };
                Some(Keyed {
                    key: (*key)?,
                    record,
                    value: i128::from(number.value) * one,
                    unit: i128::from(number.unit) * one,
                    same: 1,
                })
            });
            let label = labels.get(at).map_or("", String::as_str);
            let name = LineName::of(label, sheet.title);
            lines.extend(Line::of((table, axis, at), name, figures.collect()));
        }
    }
    lines
}

impl Line {
    fn of(
        (table, axis, at): (usize, Axis, usize),
        name: LineName,
        mut figures: Vec<Keyed>,
    ) -> Option<Line> {
        if figures.len() < FEWEST {
            return None;
        }
        figures.sort_unstable_by_key(|it| it.key);
        let mut counts: FxHashMap<i128, usize> = FxHashMap::default();
        for it in &figures {
            *counts.entry(it.value).or_default() += 1;
        }
        for it in &mut figures {
            it.same = counts.get(&it.value).copied().unwrap_or(1);
        }
        let values = || figures.iter().map(|it| it.value);
        let range = values().max()? - values().min()?;
        Some(Line {
            table,
            axis,
            at,
            name,
            figures,
            range,
        })
    }

    /// Row and column of one of its figures.
    pub(super) fn place(&self, figure: &Keyed) -> [usize; 2] {
        match self.axis {
            Axis::Columns => [figure.record, self.at],
            Axis::Rows => [self.at, figure.record],
        }
    }

    /// Figures of two lines whose records have one name.
    pub(super) fn joined<'l>(
        &'l self,
        other: &'l Line,
    ) -> impl Iterator<Item = (&'l Keyed, &'l Keyed)> {
        let mut rest = other.figures.iter().peekable();
        self.figures.iter().filter_map(move |own| {
            while rest.next_if(|it| it.key < own.key).is_some() {}
            rest.peek()
                .filter(|it| it.key == own.key)
                .map(|theirs| (own, *theirs))
        })
    }

    /// One over the chance that a figure of the line is another in steps of this size, in 1024ths: its size over
    /// three powers of ten, no more than the spread of the line, and than the other figures with its value allow.
    pub(super) fn surprise(&self, figure: &Keyed, scale: i128, step: i128) -> i128 {
        let size = 2 * 1024 + figure.value.abs() * scale * 69 / (10 * step) * 1024;
        let count = self.figures.len();
        if count <= 2 {
            return size;
        }
        let spread = 2 * 1024 + self.range * scale * 2 / step * 1024;
        let mut surprise = size.min(spread);
        if let (Ok(others @ 1..), Ok(all)) =
            (i128::try_from(figure.same - 1), i128::try_from(count - 1))
        {
            surprise = surprise.min(all * 1024 / others);
        }
        surprise
    }
}

/// What the last digit that is not zero stands for.
pub(super) fn last_worth(value: i128) -> i128 {
    i64::try_from(value).map_or(1, |it| i128::from(last_digit(it)))
}

/// Names of records with a number each, the same in all tables.
#[derive(Default)]
struct Keys {
    known: FxHashMap<String, usize>,
}

impl Keys {
    /// The number of each name; none where it names nothing, or another record of the table as well.
    fn of_names(&mut self, names: &[String]) -> Vec<Option<usize>> {
        let folded: Vec<String> = names.iter().map(|it| folded(it)).collect();
        let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
        for name in &folded {
            *counts.entry(name).or_default() += 1;
        }
        let number = |name: &String| {
            let is_own = !name.is_empty() && counts.get(name.as_str()) == Some(&1);
            is_own.then(|| {
                let next = self.known.len();
                *self.known.entry(name.clone()).or_insert(next)
            })
        };
        folded.iter().map(number).collect()
    }
}
