//! A sheet of a spreadsheet as it is stored: cells here and there, some of them hidden or merged.

use crate::lang::phrase;
use std::collections::{BTreeMap, BTreeSet};

use super::grid::{Grid, GridRow, tables};
use super::{
    CellSpan, Counted, Document, DoubtReason, IntakeProblem, Notice, Origin, PrintedCell,
    SheetPlace, TextLine,
};

/// A sheet by rows and columns, both from 1.
pub(super) struct SparseSheet {
    name: String,
    rows: BTreeMap<u32, BTreeMap<u32, SparseCell>>,
    spans: BTreeMap<(u32, u32), (u32, u32)>,
    hidden_rows: BTreeSet<u32>,
    hidden_columns: BTreeSet<u32>,
    /// How many columns were named as hidden, each time counted.
    named_columns: u32,
}

/// Cells after this many empty rows, or columns, are no part of what a person reads as a table.
const FAR: (u32, u32) = (10_000, 1_000);

/// The columns a sheet can have.
const COLUMNS: u32 = 16_384;

/// What a cell shows.
#[derive(Clone)]
pub(super) struct SparseCell {
    /// The letters.
    pub printed: String,
    /// How they were come by.
    pub origin: Origin,
    /// What is doubtful in it.
    pub doubt: Option<DoubtReason>,
}

impl SparseSheet {
    /// A sheet without cells.
    pub fn new(name: &str) -> SparseSheet {
        SparseSheet {
            name: name.to_owned(),
            rows: BTreeMap::new(),
            spans: BTreeMap::new(),
            hidden_rows: BTreeSet::new(),
            hidden_columns: BTreeSet::new(),
            named_columns: 0,
        }
    }

    /// Puts a cell in its place; nothing printed is no cell.
    pub fn put(&mut self, row: u32, column: u32, cell: SparseCell) {
        if !cell.printed.is_empty() || cell.doubt.is_some() {
            self.rows.entry(row).or_default().insert(column, cell);
        }
    }

    /// A row that is not shown.
    pub fn hide_row(&mut self, row: u32) {
        self.hidden_rows.insert(row);
    }

    /// Columns that are not shown. *Errors*: far more of them than a sheet can have.
    pub fn hide_columns(&mut self, first: u32, last: u32) -> Result<(), IntakeProblem> {
        let (first, last) = (first.max(1), last.min(COLUMNS));
        let count = last.saturating_sub(first).saturating_add(1);
        self.named_columns = self.named_columns.saturating_add(count);
        if self.named_columns > 64 * COLUMNS {
            let reason = phrase!(
                "columns are described again and again",
                "kolumner beskrivs om och om igen"
            );
            return Err(IntakeProblem::damaged(&self.name, reason));
        }
        self.hidden_columns.extend(first..=last);
        Ok(())
    }

    /// Makes one cell of an area, given by its first and last corner.
    pub fn merge(&mut self, from: (u32, u32), to: (u32, u32)) {
        self.spans.insert(from, to);
    }

    /// Adds the sheet's tables, its text and what is hidden to a document. `left` is how many cells
    /// the tables of the document may still have.
    pub fn put_into(
        mut self,
        document: &mut Document,
        with_hidden: bool,
        left: &mut u64,
        limit: u64,
    ) -> Result<(), IntakeProblem> {
        self.say_hidden(document, with_hidden);
        if with_hidden {
            self.hidden_rows.clear();
            self.hidden_columns.clear();
        } else {
            self.drop_hidden();
        }
        let Some(first) = self.rows.values().filter_map(|row| row.keys().next()).min() else {
            return Ok(());
        };
        let first = *first;
        let mut rows: Vec<GridRow> = Vec::new();
        let mut before = 0;
        for block in self.blocks() {
            let top = block.first().copied().unwrap_or(1);
            let bottom = block.last().copied().unwrap_or(top);
            let is_far = before > 0 && top - before > FAR.0;
            before = bottom;
            let begins = block
                .iter()
                .filter_map(|row| self.rows.get(row)?.keys().next())
                .min();
            let begins = begins.copied().unwrap_or(first);
            if is_far || begins - first > FAR.1 {
                let place = self.place(top, begins);
                document.notices.push(Notice::FarCell { place });
                continue;
            }
            let last = block.iter().map(|row| self.last_column(*row)).max();
            let width = u64::from(last.unwrap_or(first).saturating_sub(first)) + 1;
            let height = u64::try_from(block.len()).unwrap_or(u64::MAX);
            let cells = width.saturating_mul(height);
            *left = left.checked_sub(cells).ok_or(IntakeProblem::TooMuch {
                of: Counted::Cells,
                found: cells.saturating_add(limit - *left),
                limit,
            })?;
            for row in block {
                rows.push(self.grid_row(row, first, last.unwrap_or(first)));
            }
            rows.push(GridRow {
                cells: Vec::new(),
                doubts: Vec::new(),
                whole: None,
            });
        }
        let grid = Grid {
            rows,
            is_ragged: false,
        };
        let sheets = tables(grid);
        self.text(&sheets, document);
        document.sheets.extend(sheets);
        Ok(())
    }

    fn say_hidden(&self, document: &mut Document, read: bool) {
        let rows: Vec<u32> = self
            .hidden_rows
            .iter()
            .copied()
            .filter(|row| self.rows.contains_key(row))
            .collect();
        if !rows.is_empty() {
            document.notices.push(Notice::HiddenRows {
                sheet: self.name.clone(),
                rows: ranges(&rows, |row| row.to_string()),
                read,
            });
        }
        let has_cells = |column: &u32| self.rows.values().any(|row| row.contains_key(column));
        let columns = self.hidden_columns.iter().copied();
        let columns: Vec<u32> = columns.filter(has_cells).collect();
        if !columns.is_empty() {
            document.notices.push(Notice::HiddenColumns {
                sheet: self.name.clone(),
                columns: ranges(&columns, SheetPlace::column_letters),
                read,
            });
        }
    }

    /// Takes hidden cells off. A merged cell is still shown in what is left of its area.
    fn drop_hidden(&mut self) {
        let mut moved = Vec::new();
        for (from, to) in &self.spans {
            let is_hidden =
                self.hidden_rows.contains(&from.0) || self.hidden_columns.contains(&from.1);
            let row = (from.0..=to.0).find(|row| !self.hidden_rows.contains(row));
            let column = (from.1..=to.1).find(|column| !self.hidden_columns.contains(column));
            if let (true, Some(row), Some(column)) = (is_hidden, row, column) {
                moved.push((*from, (row, column), *to));
            }
        }
        for (from, place, to) in moved {
            let cell = self
                .rows
                .get_mut(&from.0)
                .and_then(|row| row.remove(&from.1));
            if let Some(cell) = cell {
                self.rows.entry(place.0).or_default().insert(place.1, cell);
            }
            self.spans.remove(&from);
            self.spans.insert(place, to);
        }
        self.rows.retain(|row, _| !self.hidden_rows.contains(row));
        for row in self.rows.values_mut() {
            row.retain(|column, _| !self.hidden_columns.contains(column));
        }
        self.rows.retain(|_, row| !row.is_empty());
        // what a merged cell extends over is what of it is shown
        let hidden = &self.hidden_columns;
        let rows = &self.hidden_rows;
        for (from, to) in &mut self.spans {
            to.1 = shown_end(from.1, to.1, hidden);
            to.0 = shown_end(from.0, to.0, rows);
        }
    }

    /// Runs of rows without a blank one between.
    fn blocks(&self) -> Vec<Vec<u32>> {
        let mut blocks: Vec<Vec<u32>> = Vec::new();
        let mut before = None;
        for row in self.rows.keys() {
            let follows = before.is_some_and(|before: u32| {
                (before + 1..*row).all(|between| self.hidden_rows.contains(&between))
            });
            match blocks.last_mut().filter(|_| follows) {
                Some(block) => block.push(*row),
                None => blocks.push(vec![*row]),
            }
            before = Some(*row);
        }
        blocks
    }

    fn place(&self, row: u32, column: u32) -> SheetPlace {
        SheetPlace::Cell {
            sheet: self.name.clone(),
            row,
            column,
        }
    }

    fn last_column(&self, row: u32) -> u32 {
        let cells = self.rows.get(&row);
        let last = cells.and_then(|cells| cells.keys().next_back()).copied();
        let last = last.unwrap_or(1);
        self.spans
            .get(&(row, last))
            .map_or(last, |to| to.1.max(last))
    }

    fn grid_row(&self, row: u32, first: u32, last: u32) -> GridRow {
        let (mut cells, mut doubts) = (Vec::new(), Vec::new());
        let stored = self.rows.get(&row);
        for column in first..=last {
            if self.hidden_columns.contains(&column) {
                continue;
            }
            let place = self.place(row, column);
            let mut cell = PrintedCell::new("", place);
            if let Some(found) = stored.and_then(|it| it.get(&column)) {
                cell.printed.clone_from(&found.printed);
                cell.origin = found.origin;
                cell.span = self.span(row, column);
                doubts.extend(found.doubt.clone().map(|doubt| (cells.len(), doubt)));
            }
            cells.push(cell);
        }
        GridRow {
            cells,
            doubts,
            whole: None,
        }
    }

    fn span(&self, row: u32, column: u32) -> CellSpan {
        let Some(to) = self.spans.get(&(row, column)) else {
            return CellSpan::default();
        };
        CellSpan {
            rows: to.0.saturating_sub(row) + 1,
            columns: to.1.saturating_sub(column) + 1,
        }
    }

    /// The sheet's text: a line for a row of a table, and for each cell outside of them.
    fn text(&self, sheets: &[super::Sheet], document: &mut Document) {
        let in_tables: BTreeSet<&SheetPlace> = sheets
            .iter()
            .flat_map(|sheet| sheet.rows.iter().flatten())
            .filter(|cell| !cell.is_blank())
            .map(|cell| &cell.place)
            .collect();
        for (row, cells) in &self.rows {
            let mut line: Option<TextLine> = None;
            for (column, cell) in cells {
                let place = self.place(*row, *column);
                match &mut line {
                    Some(line) if in_tables.contains(&place) => {
                        line.text.push('\t');
                        line.text.push_str(&cell.printed);
                    }
                    _ => {
                        document.text.extend(line.take());
                        line = Some(TextLine {
                            place,
                            text: cell.printed.clone(),
                        });
                    }
                }
            }
            document.text.extend(line);
        }
    }
}

/// The last of a run that is shown, counted as if what is hidden were not there.
fn shown_end(from: u32, to: u32, hidden: &BTreeSet<u32>) -> u32 {
    let without = hidden.range(from..=to.max(from)).count();
    to.saturating_sub(u32::try_from(without).unwrap_or(0))
        .max(from)
}

/// Numbers as `8, 12–14`.
fn ranges(numbers: &[u32], name: impl Fn(u32) -> String) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for &number in numbers {
        match runs.last_mut() {
            Some(run) if run.1 + 1 == number => run.1 = number,
            _ => runs.push((number, number)),
        }
    }
    let run = |&(first, last): &(u32, u32)| {
        if first == last {
            name(first)
        } else {
            format!("{}–{}", name(first), name(last))
        }
    };
    runs.iter().map(run).collect::<Vec<_>>().join(", ")
}
