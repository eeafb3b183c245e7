//! The names of places on the page, so that links meet their targets.

use super::super::model::FigurePlace;

/// Of a finding, by its position.
pub(super) fn finding(decision: usize, position: usize) -> String {
    format!("f{decision}-{position}")
}

/// Of a cell.
pub(super) fn cell(decision: usize, table: &str, row: usize, column: usize) -> String {
    format!("c{decision}-{table}-{row}-{column}")
}

/// Of a claim.
pub(super) fn claim(decision: usize, position: usize) -> String {
    format!("k{decision}-{position}")
}

/// Of a figure, if it is shown on the page.
pub(super) fn figure(decision: usize, place: &FigurePlace) -> Option<String> {
    match place {
        FigurePlace::Cell { table, row, column } => Some(cell(decision, table, *row, *column)),
        FigurePlace::Claim(position) => Some(claim(decision, *position)),
        FigurePlace::Parameter(_) | FigurePlace::Elsewhere => None,
    }
}
