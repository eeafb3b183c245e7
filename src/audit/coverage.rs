//! Coverage: what share of a document's figures is reproduced or checked, and how well an error in
//! one would be noticed.

use rustc_hash::FxHashSet;

use super::cell_states::{CellState, CellStates};
use super::reproduction::published_cells;
use super::standings::Standings;
use crate::checks::{FigureRef, Figures};
use crate::decision::{Decision, Role};
use crate::findings::JudgedDocument;

/// Counts over the figures of a decision. *Figures* here are cells with a number and claims.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Numbers in the source text.
    pub figures: usize,
    /// Numbers in the source text that are neither cell, claim nor parameter.
    pub context: usize,
    /// Digits of the source text that belong to no number of the list.
    pub unaccounted: usize,
    /// Cells with a number in printed tables.
    pub cells: usize,
    /// Claims of the running text.
    pub claims: usize,
    /// Parameters of rules that are printed.
    pub parameters: usize,
    /// Figures given exactly by a procedure or tested against it.
    pub reproduced: usize,
    /// Figures in at least one relation that says something of their value.
    pub checked: usize,
    /// Figures in neither.
    pub unchecked: usize,
    /// Figures in at least one relation: an error in one can be noticed.
    pub detectable: usize,
    /// Figures whose set of relations no other figure has: an error can be traced to it.
    pub localisable: usize,
    /// Localisable figures with an exact relation: their value can be restored.
    pub correctable: usize,
    /// The figures in neither a procedure nor a relation, as `table/row/column`.
    pub unchecked_figures: Vec<String>,
}

impl Coverage {
    /// Counts the coverage of a decision by its procedures and checks, and says of each figure what
    /// covers it.
    pub(super) fn of(
        decision: &Decision,
        document: JudgedDocument<'_, '_>,
    ) -> (Coverage, CellStates) {
        let figures = document.figures;
        let reproduced = published(decision, figures);
        let all = printed_figures(figures);
        let standings = Standings::new(document);
        let standing = |figure: FigureRef| standings.of(figures.id(figure));
        let digest = |&it: &FigureRef| standing(it).map(|it| it.digest());
        let digests: Vec<Option<u128>> = all.iter().map(digest).collect();
        let mut sorted: Vec<u128> = digests.iter().copied().flatten().collect();
        sorted.sort_unstable();
        let is_alone = |digest: u128| {
            let first = sorted.partition_point(|it| *it < digest);
            sorted.get(first + 1) != Some(&digest)
        };
        let context = decision
            .tokens
            .iter()
            .filter(|it| matches!(it.role, Role::Context(_)));
        let mut coverage = Coverage {
            figures: decision.tokens.len(),
            context: context.count(),
            unaccounted: decision.unaccounted_digits(),
            cells: all
                .iter()
                .filter(|it| matches!(it, FigureRef::Cell { .. }))
                .count(),
            claims: figures.claims().len(),
            parameters: figures
                .parameters()
                .iter()
                .filter(|it| it.lines.is_some())
                .count(),
            ..Coverage::default()
        };
        let mut states = CellStates::of(decision);
        for (&figure, digest) in all.iter().zip(&digests) {
            let is_reproduced = reproduced.contains(&figure);
            states.set(figure, CellState::of(is_reproduced, digest.is_some()));
            if is_reproduced {
                coverage.reproduced += 1;
            }
            let Some(digest) = digest else {
                if !is_reproduced {
                    coverage.unchecked += 1;
                    coverage
                        .unchecked_figures
                        .push(figures.place(figure).join("/"));
                }
                continue;
            };
            coverage.checked += 1;
            coverage.detectable += 1;
            if is_alone(*digest) {
                coverage.localisable += 1;
                if standing(figure).is_some_and(|it| standings.has_exact(&it)) {
                    coverage.correctable += 1;
                }
            }
        }
        (coverage, states)
    }
}

/// The figures that a procedure gives, or is tested against.
pub(super) fn published(decision: &Decision, figures: &Figures<'_>) -> FxHashSet<FigureRef> {
    let columns = decision
        .grants
        .iter()
        .flat_map(|grant| grant.published.iter().map(move |column| (grant, column)));
    let cells = columns.flat_map(|(grant, column)| published_cells(grant, column, figures));
    cells.map(|(figure, _)| figure).collect()
}

/// Every cell with a number of the printed tables, and every claim.
pub(super) fn printed_figures(figures: &Figures<'_>) -> Vec<FigureRef> {
    let mut all = Vec::new();
    for (table, id) in figures.table_names().enumerate() {
        debug_assert_eq!(figures.table_position(id), Some(table));
        for (row, printed) in figures.table(table).rows.iter().enumerate() {
            if printed.lines.is_none() {
                continue;
            }
            for column in 0..figures.table(table).columns.len() {
                let figure = FigureRef::Cell { table, row, column };
                all.extend(figures.number(figure).map(|_| figure));
            }
        }
    }
    all.extend((0..figures.claims().len()).map(FigureRef::Claim));
    all
}
