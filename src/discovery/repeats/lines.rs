//! Columns and rows of several tables, each figure with what names its record.

use rustc_hash::FxHashMap;

use super::name::{LineName, folded};
use super::{Group, Sheet};
use crate::discovery::grid::{Cell, Grid};
use crate::discovery::view::{Axis, last_digit};

/// A column or a row of one of the tables.
#[derive(Clone, Debug)]
pub(super) struct Line<'t> {
    pub table: usize,
    pub axis: Axis,
    /// Its position in the table.
    pub at: usize,
    pub name: LineName,
    /// Its figures, in the order of what names them.
    pub figures: Vec<Keyed>,
    /// Highest less lowest of them.
    pub range: i128,
    /// Where its figures are not printed and come of groups of rows, those groups.
    pub groups: &'t [Group],
    /// What each group adds up.
    pub parts: Vec<Vec<i128>>,
}

/// A figure with the number of what names its record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Keyed {
    pub key: usize,
    /// The row of a figure in a column, the column of one in a row, the group of a sum.
    pub record: usize,
    /// In units of the last decimal that occurs in any of the tables.
    pub value: i128,
    /// The unit it is printed to, in the same units.
    pub unit: i128,
    /// How often the line has this figure.
    pub same: usize,
    /// Twice what it may miss because all that it adds up is rounded.
    pub slack: i128,
}

/// A line of fewer figures repeats nothing.
const FEWEST: usize = 2;

/// All lines with figures in records that have a name of their own; of each table its columns first. Of a table
/// that is given in groups only the columns are, summed up by them.
pub(super) fn lines<'t>(sheets: &[Sheet<'t>]) -> Vec<Line<'t>> {
    let grids: Vec<Grid> = sheets.iter().map(|it| Grid::read(it.rows)).collect();
    let decimals = grids.iter().map(|it| it.decimals).max().unwrap_or(0);
    let mut keys = Keys::default();
    let mut lines = Vec::new();
    for (table, (sheet, grid)) in sheets.iter().zip(&grids).enumerate() {
        let one = 10_i128.pow(decimals - grid.decimals);
        let of = OneTable {
            table,
            sheet,
            grid,
            one,
        };
        if sheet.groups.is_empty() {
            lines.extend(of.printed(&mut keys));
        } else {
            lines.extend(of.summed(&mut keys));
        }
    }
    lines
}

/// A table on its way to lines.
struct OneTable<'t, 's> {
    table: usize,
    sheet: &'s Sheet<'t>,
    grid: &'s Grid,
    /// Its smallest unit in that of all tables.
    one: i128,
}

impl<'t> OneTable<'t, '_> {
    fn cell(&self, row: usize, column: usize) -> Cell {
        let row = self.grid.cells.get(row);
        row.and_then(|it| it.get(column))
            .copied()
            .unwrap_or_default()
    }

    fn label(labels: &[String], at: usize) -> &str {
        labels.get(at).map_or("", String::as_str)
    }

    fn printed(&self, keys: &mut Keys) -> Vec<Line<'t>> {
        let grid = self.grid;
        let row_names = match self.sheet.keys {
            Some(names) => names.to_vec(),
            None => grid.row_labels.clone(),
        };
        let of_rows = keys.of_names(&row_names);
        let of_columns = keys.of_names(&grid.column_labels);
        let columns = (0..grid.width).map(|at| (Axis::Columns, at, &grid.column_labels));
        let rows = (0..grid.cells.len()).map(|at| (Axis::Rows, at, &grid.row_labels));
        let line = |(axis, at, labels): (Axis, usize, &Vec<String>)| {
            let records = match axis {
                Axis::Columns => &of_rows,
                Axis::Rows => &of_columns,
            };
            let figures = records.iter().enumerate().filter_map(|(record, key)| {
                let cell = match axis {
                    Axis::Columns => self.cell(record, at),
                    Axis::Rows => self.cell(at, record),
                };
                let Cell::Number(number) = cell else {
                    return None;
                };
                let [value, unit] = [number.value, number.unit].map(|it| i128::from(it) * self.one);
                Some(Keyed::new((*key)?, record, value, unit))
            });
            let name = LineName::of(OneTable::label(labels, at), self.sheet.title);
            Line::of((self.table, axis, at), name, figures.collect())
        };
        columns.chain(rows).filter_map(line).collect()
    }

    /// The columns summed up by groups: nothing where a figure of the group is not told.
    fn summed(&self, keys: &mut Keys) -> Vec<Line<'t>> {
        let groups = self.sheet.groups;
        let whole = self.one * 10_i128.pow(self.grid.decimals);
        let names: Vec<String> = groups.iter().map(|it| it.key.clone()).collect();
        let names = keys.of_names(&names);
        let line = |at: usize| {
            let parts: Vec<Vec<i128>> = (groups.iter())
                .map(|group| self.parts(group, at).unwrap_or_default())
                .collect();
            let figures = parts.iter().zip(&names).enumerate();
            let figures = figures.filter(|(_, (parts, _))| !parts.is_empty());
            let figures =
                figures.filter_map(|(record, (parts, key))| {
                    let unit = groups.get(record)?.rows.iter().filter_map(|row| {
                        match self.cell(*row, at) {
                            Cell::Number(number) => Some(i128::from(number.unit) * self.one),
                            _ => None,
                        }
                    });
                    let unit = unit.min()?;
                    let sum = Keyed::new((*key)?, record, parts.iter().sum(), unit);
                    // what is counted in whole ones is exact
                    let is_rounded = unit != whole && parts.len() > 1;
                    let count = i128::try_from(parts.len()).unwrap_or(i128::MAX);
                    Some(Keyed {
                        slack: if is_rounded {
                            count.saturating_mul(unit)
                        } else {
                            0
                        },
                        ..sum
                    })
                });
            let name = LineName::of(
                OneTable::label(&self.grid.column_labels, at),
                self.sheet.title,
            );
            let line = Line::of((self.table, Axis::Columns, at), name, figures.collect())?;
            Some(Line {
                groups,
                parts,
                ..line
            })
        };
        (0..self.grid.width).filter_map(line).collect()
    }

    /// The figures that a group has in a column.
    fn parts(&self, group: &Group, column: usize) -> Option<Vec<i128>> {
        let mut parts = Vec::with_capacity(group.rows.len());
        for row in &group.rows {
            match self.cell(*row, column) {
                Cell::Number(number) => parts.push(i128::from(number.value) * self.one),
                Cell::Empty => {}
                Cell::Words | Cell::Unknown => return None,
            }
        }
        Some(parts)
    }
}

impl Keyed {
    fn new(key: usize, record: usize, value: i128, unit: i128) -> Keyed {
        Keyed {
            key,
            record,
            value,
            unit,
            same: 1,
            slack: 0,
        }
    }
}

impl<'t> Line<'t> {
    fn of(
        (table, axis, at): (usize, Axis, usize),
        name: LineName,
        mut figures: Vec<Keyed>,
    ) -> Option<Line<'t>> {
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
            groups: &[],
            parts: Vec::new(),
        })
    }

    /// Row and column of one of its figures; of a sum those of all that it adds up.
    pub(super) fn places(&self, figure: &Keyed) -> Vec<[usize; 2]> {
        let group = self.groups.get(figure.record);
        match (self.axis, group) {
            (_, Some(group)) => group.rows.iter().map(|row| [*row, self.at]).collect(),
            (Axis::Columns, None) => vec![[figure.record, self.at]],
            (Axis::Rows, None) => vec![[self.at, figure.record]],
        }
    }

    /// What a figure of it adds up; nothing if it is printed.
    pub(super) fn parts_of(&self, figure: &Keyed) -> &[i128] {
        self.parts.get(figure.record).map_or(&[], Vec::as_slice)
    }

    /// Figures of two lines whose records have one name.
    pub(super) fn joined<'l>(
        &'l self,
        other: &'l Line<'t>,
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
