//! The procedures of a grant's closed space, ranked by how many published amounts each gives.

use super::reproduction::{published_amounts, published_cells};
use crate::allocation::Procedure;
use crate::checks::{FigureRef, Figures};
use crate::decision::{Decision, Grant, PublishedColumn};
use crate::inference::{RankedProcedure, procedure_space, rank_procedures};

/// The procedures that were tried on one published column, best first.
#[derive(Clone, Debug)]
pub struct ProcedureRanking {
    /// The grant.
    pub grant: String,
    /// The column, as `table.column`.
    pub column: String,
    /// The recipient of each published amount, as the table prints it.
    pub labels: Vec<String>,
    /// Everything that was tried.
    pub candidates: Vec<Procedure>,
    /// For each candidate, the reading of the decision that it is.
    pub readings: Vec<Option<String>>,
    /// Those that could be computed, best first.
    pub ranked: Vec<RankedProcedure>,
}

/// Runs the [closed space](procedure_space) that a grant's readings span, against a column in which
/// its amounts are published. `progress` is told how many procedures have been tried, of how many.
pub fn rank_grant(
    decision: &Decision,
    grant: &Grant,
    column: &PublishedColumn,
    progress: &mut dyn FnMut(u64, u64),
) -> ProcedureRanking {
    let figures = Figures::among(decision, &[]);
    let cells = published_cells(grant, column, &figures);
    let published = published_amounts(&cells, &figures);
    let readings: Vec<&Procedure> = grant.readings.iter().map(|it| &it.procedure).collect();
    let candidates = procedure_space(&readings, &grant.ranks_by_code());
    let ranked = rank_procedures(&candidates, &published, progress);
    let label = |&(figure, recipient): &(FigureRef, usize)| match figure {
        FigureRef::Cell { table, row, .. } => figures.table(table).rows[row].label.clone(),
        _ => grant.recipients[recipient].clone(),
    };
    let is_of = |candidate: &Procedure| {
        let reading = grant.readings.iter().find(|it| it.procedure == *candidate);
        reading.map(|reading| reading.id.clone())
    };
    ProcedureRanking {
        grant: grant.id.clone(),
        column: format!("{}.{}", column.table, column.column),
        labels: cells.iter().map(label).collect(),
        readings: candidates.iter().map(is_of).collect(),
        candidates,
        ranked,
    }
}
