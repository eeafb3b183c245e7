//! A table in memory.

use std::fmt;

use serde::Deserialize;

use super::key_index::KeyIndex;
use super::storage::{CellStorage, TooLarge};
use super::{
    Cell, ColumnReader, DeclaredPrecision, Marks, NumberStyle, NumeralError, RowKind, Unit, Value,
};
use crate::exact::{Quantity, Ratio};

/// A printed table: rows in printed order, each with its key and its line in the source text.
#[derive(Clone, Debug)]
pub struct Table {
    /// The name used in relations, also the file's: `bilaga2`.
    pub id: String,
    /// The title as printed.
    pub title: String,
    /// What a row is about.
    pub kind: RowKind,
    /// The columns, in printed order.
    pub columns: Vec<Column>,
    /// The rows, in printed order; their cells are given by [`cell`](Table::cell) and
    /// [`cells`](Table::cells).
    pub rows: Vec<Row>,
    /// Keys that are declared as totals and that no row has.
    pub totals_without_rows: Vec<String>,
    /// What its marks mean.
    pub(super) marks: Marks,
    by_key: KeyIndex,
    cells: CellStorage,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The name used in relations.
    pub id: String,
    /// The heading as printed.
    pub title: String,
    /// What its figures measure.
    pub unit: Unit,
    /// How its numbers are written.
    pub style: NumberStyle,
    /// How exact its figures are declared to be, and those of its totals.
    pub precision: [Option<DeclaredPrecision>; 2],
    /// Whether it holds what a grant gives, which is meant to the krona.
    pub is_allocated: bool,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub struct Row {
    /// The SCB code, or the table's own key.
    pub key: String,
    /// The label as printed.
    pub label: String,
    /// Where it stands in the source text; a derived table has no lines.
    pub lines: Option<SourceLines>,
    /// Whether it sums up other rows.
    pub is_total: bool,
}

/// Rows on their way to become a table: each has a key of its own.
#[derive(Debug, Default)]
pub(super) struct Rows {
    rows: Vec<Row>,
    by_key: KeyIndex,
    pub(super) cells: CellStorage,
}

impl Rows {
    /// Room for this many rows of this many columns.
    pub(super) fn with_capacity(rows: usize, columns: usize) -> Rows {
        Rows {
            rows: Vec::with_capacity(rows),
            by_key: KeyIndex::with_capacity(rows),
            cells: CellStorage::with_capacity(rows.saturating_mul(columns)),
        }
    }

    /// Adds a row whose cells have been added. *Errors*: the position of the row with the same key.
    pub(super) fn push(&mut self, row: Row) -> Result<(), usize> {
        let key_at = |position: usize| self.rows[position].key.as_str();
        self.by_key.insert(&row.key, self.rows.len(), key_at)?;
        self.rows.push(row);
        Ok(())
    }
}

/// The line or lines of the source text something stands on, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Hash)]
#[serde(try_from = "LinesAsWritten")]
pub struct SourceLines {
    /// The first line.
    pub first: u32,
    /// The last line.
    pub last: u32,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum LinesAsWritten {
    One(u32),
    Text(String),
}

impl TryFrom<LinesAsWritten> for SourceLines {
    type Error = String;

    fn try_from(written: LinesAsWritten) -> Result<SourceLines, String> {
        match written {
            LinesAsWritten::One(line) => Ok(SourceLines::single(line)),
            LinesAsWritten::Text(text) => SourceLines::parse(&text)
                .ok_or_else(|| format!("found \"{text}\", expected a line or first-last")),
        }
    }
}

impl SourceLines {
    /// One line.
    pub fn single(line: u32) -> SourceLines {
        SourceLines {
            first: line,
            last: line,
        }
    }

    /// Reads `812` or `1187-1191`.
    pub fn parse(text: &str) -> Option<SourceLines> {
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
        (1 <= first && first <= last).then_some(SourceLines { first, last })
    }
}

impl fmt::Display for SourceLines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.first)?;
        if self.first != self.last {
            write!(f, "-{}", self.last)?;
        }
        Ok(())
    }
}

impl Table {
    /// A table of these rows, each of which has as many cells as there are columns.
    pub(super) fn new(
        id: String,
        title: String,
        kind: RowKind,
        columns: Vec<Column>,
        mut rows: Rows,
    ) -> Table {
        rows.cells.close();
        rows.rows.shrink_to_fit();
        Table {
            id,
            title,
            kind,
            columns,
            rows: rows.rows,
            totals_without_rows: Vec::new(),
            marks: Marks::default(),
            by_key: rows.by_key,
            cells: rows.cells,
        }
    }

    /// The position of the row with this key.
    pub fn row_index(&self, key: &str) -> Option<usize> {
        self.by_key.get(key, |position| &self.rows[position].key)
    }

    /// The positions of the rows with these keys. What stands in the order of the table is not
    /// looked up but met.
    pub(crate) fn row_indices<'k, K: AsRef<str> + 'k>(
        &self,
        keys: &'k [K],
    ) -> impl Iterator<Item = Option<usize>> + use<'_, 'k, K> {
        let mut next = 0;
        keys.iter().map(move |key| {
            let key = key.as_ref();
            let is_next = self.rows.get(next).is_some_and(|row| row.key == key);
            let found = if is_next {
                Some(next)
            } else {
                self.row_index(key)
            };
            next = found.map_or(next, |found| found + 1);
            found
        })
    }

    /// The position of the column with this name.
    pub fn column_index(&self, id: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.id == id)
    }

    /// The cell at a row and column position.
    pub fn cell(&self, row: usize, column: usize) -> Cell<'_> {
        let mut cell = self.cells.get(self.position(row, column));
        let declared = &self.columns[column];
        let precision = self.declared_precision(row, column);
        if let Value::Number(mut number) = cell.value {
            if declared.is_allocated {
                number = number.of(Quantity::Counted);
            }
            if let Some(precision) = precision {
                number = precision.of(number, declared.unit);
            }
            cell.value = Value::Number(number);
        }
        cell
    }

    /// How exact the figure of a cell is declared to be.
    fn declared_precision(&self, row: usize, column: usize) -> Option<DeclaredPrecision> {
        let [of_parts, of_totals] = self.columns[column].precision;
        match self.rows[row].is_total {
            true => of_totals.or(of_parts),
            false => of_parts,
        }
    }

    /// The cells that are printed finer than is declared: row, column, and what each should be a
    /// multiple of.
    pub(super) fn too_fine(&self) -> Vec<(usize, usize, Ratio)> {
        let declares = |column: &usize| self.columns[*column].precision != [None, None];
        let columns: Vec<usize> = (0..self.columns.len()).filter(declares).collect();
        let mut found = Vec::new();
        for row in 0..self.rows.len() {
            for &column in &columns {
                let declared = self.declared_precision(row, column);
                let number = self.cell(row, column).number();
                let unit = self.columns[column].unit;
                let grain = declared
                    .zip(number)
                    .and_then(|(declared, number)| declared.contradicted_by(number, unit));
                found.extend(grain.map(|grain| (row, column, grain)));
            }
        }
        found
    }

    /// The cells of a row, one a column.
    pub fn cells(&self, row: usize) -> impl Iterator<Item = Cell<'_>> + Clone {
        (0..self.columns.len()).map(move |column| self.cell(row, column))
    }

    /// Puts `printed` in a cell, and gives what was printed before.
    ///
    /// *Errors*: it is no figure in the column's unit; the cell is then as before.
    pub fn reprint(
        &mut self,
        row: usize,
        column: usize,
        printed: &str,
    ) -> Result<String, NumeralError> {
        let Column { unit, style, .. } = self.columns[column];
        let reader = ColumnReader::new(unit, Some(style)).with_marks(&self.marks);
        let value = reader.read(printed)?;
        let before = self.cell(row, column).printed.to_owned();
        let position = self.position(row, column);
        self.cells
            .replace(position, printed, value)
            .map_err(|TooLarge| NumeralError::TooLarge)?;
        Ok(before)
    }

    /// Says on which line of the source text the number of a cell stands.
    pub(crate) fn set_line(&mut self, row: usize, column: usize, line: u32) {
        self.cells.set_line(self.position(row, column), line);
    }

    fn position(&self, row: usize, column: usize) -> usize {
        row * self.columns.len() + column
    }

    /// The positions of the rows that are not totals.
    pub fn body(&self) -> impl Iterator<Item = usize> {
        self.rows
            .iter()
            .enumerate()
            .filter(|(_, row)| !row.is_total)
            .map(|(index, _)| index)
    }

    /// Whether the table is printed in the source text, not derived from it.
    pub fn is_printed(&self) -> bool {
        self.rows.iter().any(|row| row.lines.is_some())
    }

    /// How many printed cells hold a figure.
    pub fn printed_figures(&self) -> usize {
        let printed = (0..self.rows.len()).filter(|&row| self.rows[row].lines.is_some());
        printed
            .flat_map(|row| self.cells(row))
            .filter(|cell| cell.number().is_some())
            .count()
    }
}
