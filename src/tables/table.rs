//! A table in memory.

use std::fmt;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::{Cell, ColumnReader, Marks, NumberStyle, RowKind, Unit};

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
    /// The rows, in printed order.
    pub rows: Vec<Row>,
    /// What its marks mean.
    pub marks: Marks,
    by_key: FxHashMap<String, usize>,
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
    /// One cell a column.
    pub cells: Vec<Cell>,
}

/// The line or lines of the source text something stands on, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
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
    /// A table of these rows, whose keys must differ.
    pub fn new(
        id: String,
        title: String,
        kind: RowKind,
        columns: Vec<Column>,
        rows: Vec<Row>,
    ) -> Table {
        let by_key = rows
            .iter()
            .enumerate()
            .map(|(index, row)| (row.key.clone(), index))
            .collect();
        Table {
            id,
            title,
            kind,
            columns,
            rows,
            marks: Marks::default(),
            by_key,
        }
    }

    /// The position of the row with this key.
    pub fn row_index(&self, key: &str) -> Option<usize> {
        self.by_key.get(key).copied()
    }

    /// The position of the column with this name.
    pub fn column_index(&self, id: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.id == id)
    }

    /// Reads cells of a column as those that are printed are read; `None` if there is no such column.
    pub fn reader(&self, column: usize) -> Option<ColumnReader> {
        let Column { unit, style, .. } = self.columns.get(column)?;
        Some(ColumnReader::new(*unit, Some(*style)).with_marks(&self.marks))
    }

    /// The cell at a row and column position.
    pub fn cell(&self, row: usize, column: usize) -> &Cell {
        &self.rows[row].cells[column]
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
        let printed = self.rows.iter().filter(|row| row.lines.is_some());
        printed
            .flat_map(|row| &row.cells)
            .filter(|cell| cell.number().is_some())
            .count()
    }
}
