//! What covers each printed figure: a procedure, a relation, or nothing.

use std::collections::BTreeMap;

use crate::checks::FigureRef;
use crate::decision::Decision;

/// What covers one figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CellState {
    /// There is no figure: words, a mark, or a table that is not printed.
    #[default]
    NoFigure,
    /// A procedure gives it or is tested against it.
    Reproduced,
    /// It stands in at least one relation about values.
    Checked,
    /// Nothing would notice an error in it.
    Unchecked,
}

/// What covers each cell and claim of a decision: a byte a figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CellStates {
    /// A state a cell, row after row, for each table.
    tables: Vec<(usize, Vec<CellState>)>,
    names: BTreeMap<String, usize>,
    claims: Vec<CellState>,
}

impl CellState {
    /// The state of a figure. What is both reproduced and checked counts as reproduced.
    pub(super) fn of(is_reproduced: bool, is_checked: bool) -> CellState {
        match (is_reproduced, is_checked) {
            (true, _) => CellState::Reproduced,
            (false, true) => CellState::Checked,
            (false, false) => CellState::Unchecked,
        }
    }
}

impl CellStates {
    /// No figure anywhere yet.
    pub(super) fn of(decision: &Decision) -> CellStates {
        let tables = decision.tables.values().map(|table| {
            let (rows, columns) = (table.rows.len(), table.columns.len());
            (columns, vec![CellState::NoFigure; rows * columns])
        });
        CellStates {
            tables: tables.collect(),
            names: decision.tables.keys().cloned().zip(0..).collect(),
            claims: vec![CellState::NoFigure; decision.claims.len()],
        }
    }

    pub(super) fn set(&mut self, figure: FigureRef, state: CellState) {
        let place = match figure {
            FigureRef::Cell { table, row, column } => {
                let found = self.tables.get_mut(table);
                found.and_then(|(width, cells)| cells.get_mut(row * *width + column))
            }
            FigureRef::Claim(claim) => self.claims.get_mut(claim),
            FigureRef::Parameter(_) => None,
        };
        if let Some(place) = place {
            *place = state;
        }
    }

    /// The state of a cell.
    pub fn cell(&self, table: &str, row: usize, column: usize) -> CellState {
        let found = self.names.get(table).and_then(|&it| self.tables.get(it));
        let state = found.and_then(|(width, cells)| cells.get(row * width + column));
        state.copied().unwrap_or_default()
    }

    /// The state of a claim, by its position.
    pub fn claim(&self, position: usize) -> CellState {
        self.claims.get(position).copied().unwrap_or_default()
    }

    /// How many figures have this state.
    pub fn count(&self, state: CellState) -> usize {
        let cells = self.tables.iter().flat_map(|(_, cells)| cells);
        cells.chain(&self.claims).filter(|it| **it == state).count()
    }
}
