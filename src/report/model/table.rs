//! A table as printed, with what covers each cell and which findings flag it.

use std::collections::BTreeMap;

use crate::audit::{CellState, CellStates, DecisionAudit};
use crate::decision::Decision;
use crate::tables::Table;

/// Tables with more rows than this are shown by the rows that have something to see.
const MOST_ROWS: usize = 2_000;

/// How many rows are shown at the beginning of such a table.
const FIRST_ROWS: usize = 20;

/// A table of a report.
#[derive(Debug)]
pub struct ReportedTable<'a> {
    /// The table.
    pub table: &'a Table,
    states: &'a CellStates,
    /// The findings that flag each cell, by row and column.
    flags: BTreeMap<(usize, usize), Vec<usize>>,
}

/// A stretch of a table's rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShownRows {
    /// A row that is shown.
    Row(usize),
    /// Rows with nothing flagged that are folded: the first and the last.
    Folded(usize, usize),
}

/// The tables in the order they stand in the document; those that are not printed come last.
pub(super) fn of_decision<'a>(
    decision: &'a Decision,
    audit: &'a DecisionAudit,
) -> Vec<ReportedTable<'a>> {
    let reported = |table| ReportedTable {
        table,
        states: &audit.states,
        flags: BTreeMap::new(),
    };
    let mut tables: Vec<ReportedTable<'a>> = decision.tables.values().map(reported).collect();
    let first_line = |it: &ReportedTable<'_>| {
        let lines = it.table.rows.iter().filter_map(|row| row.lines);
        lines.map(|lines| lines.first).min().unwrap_or(u32::MAX)
    };
    tables.sort_by_cached_key(|it| (first_line(it), it.table.id.clone()));
    tables
}

impl ReportedTable<'_> {
    pub(super) fn flag(&mut self, cell: (usize, usize), finding: usize) {
        let flags = self.flags.entry(cell).or_default();
        if !flags.contains(&finding) {
            flags.push(finding);
        }
    }

    /// What covers a cell.
    pub fn state(&self, row: usize, column: usize) -> CellState {
        self.states.cell(&self.table.id, row, column)
    }

    /// The positions of the findings that flag a cell.
    pub fn flags(&self, row: usize, column: usize) -> &[usize] {
        self.flags.get(&(row, column)).map_or(&[], Vec::as_slice)
    }

    /// How many cells are flagged.
    pub fn flagged(&self) -> usize {
        self.flags.len()
    }

    /// The rows to show: all, or in a very large table those with something to see.
    pub fn shown(&self) -> Vec<ShownRows> {
        let rows = self.table.rows.len();
        if rows <= MOST_ROWS {
            return (0..rows).map(ShownRows::Row).collect();
        }
        let mut is_shown = vec![false; rows];
        is_shown
            .iter_mut()
            .take(FIRST_ROWS)
            .for_each(|it| *it = true);
        for &(row, _) in self.flags.keys() {
            let beside = row.saturating_sub(1)..=(row + 1).min(rows - 1);
            beside.for_each(|it| is_shown[it] = true);
        }
        for (row, printed) in self.table.rows.iter().enumerate() {
            is_shown[row] |= printed.is_total;
        }
        let mut shown = Vec::new();
        let mut folded: Option<usize> = None;
        for (row, is_shown) in is_shown.into_iter().enumerate() {
            if !is_shown {
                folded = folded.or(Some(row));
                continue;
            }
            if let Some(first) = folded.take() {
                shown.push(ShownRows::Folded(first, row - 1));
            }
            shown.push(ShownRows::Row(row));
        }
        shown.extend(folded.map(|first| ShownRows::Folded(first, rows - 1)));
        shown
    }
}
