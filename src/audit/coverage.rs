//! Coverage: what share of a document's figures is reproduced or checked, and how well an error in
//! one would be noticed.

use rustc_hash::FxHashSet;

use super::cell_states::{CellState, CellStates};
use super::reproduction::published_cells;
use super::standings::{Standing, Standings};
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
        let standings = Standings::new(document);
        let standing = |figure: FigureRef| standings.of(figures.id(figure));
        let notices = notices(
            figures.numbers().len(),
            printed_figures(figures).map(standing),
        );
        let context = decision
            .tokens
            .iter()
            .filter(|it| matches!(it.role, Role::Context(_)));
        let mut coverage = Coverage {
            figures: decision.tokens.len(),
            context: context.count(),
            unaccounted: decision.unaccounted_digits(),
            cells: notices.len() - figures.claims().len(),
            claims: figures.claims().len(),
            parameters: figures
                .parameters()
                .iter()
                .filter(|it| it.lines.is_some())
                .count(),
            ..Coverage::default()
        };
        let mut states = CellStates::of(decision);
        for (figure, &notice) in printed_figures(figures).zip(&notices) {
            let is_reproduced = reproduced.contains(&figure);
            let is_checked = notice != Notice::None;
            states.set(figure, CellState::of(is_reproduced, is_checked));
            if is_reproduced {
                coverage.reproduced += 1;
            }
            if !is_checked {
                if !is_reproduced {
                    coverage.unchecked += 1;
                    coverage
                        .unchecked_figures
                        .push(figures.place(figure).join("/"));
                }
                continue;
            }
            coverage.checked += 1;
            coverage.detectable += 1;
            if notice == Notice::Alone {
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

/// How far an error in a figure would be noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Notice {
    /// It stands in no statement about values.
    None,
    /// It would be noticed; another figure stands in the same statements.
    Shared,
    /// It would be noticed and traced: no other figure stands in the same statements.
    Alone,
}

/// How far an error in each of some figures would be noticed, in their order.
///
/// Standings are told apart by their digests, sixteen bytes a figure. Two figures that stand in
/// different statements have one digest with a chance of one in 2⁶⁴; they would then not count as
/// localisable, though they are.
fn notices(most: usize, standings: impl Iterator<Item = Option<Standing>>) -> Vec<Notice> {
    let mut notices = Vec::with_capacity(most);
    let mut standing = Vec::with_capacity(most);
    for (figure, it) in standings.enumerate() {
        standing.extend(it.map(|it| (it.digest(), figure)));
        notices.push(Notice::None);
    }
    standing.sort_unstable();
    for alike in standing.chunk_by(|one, other| one.0 == other.0) {
        let notice = match alike.len() {
            1 => Notice::Alone,
            _ => Notice::Shared,
        };
        for &(_, figure) in alike {
            notices[figure] = notice;
        }
    }
    notices
}

/// Every cell with a number of the printed tables, and every claim.
pub(super) fn printed_figures(figures: &Figures<'_>) -> impl Iterator<Item = FigureRef> {
    let tables = 0..figures.table_names().count();
    let cells = tables.flat_map(move |table| {
        let rows = figures.table(table).rows.iter().enumerate();
        let printed = rows.filter(|(_, row)| row.lines.is_some());
        printed.flat_map(move |(row, _)| {
            let columns = 0..figures.table(table).columns.len();
            columns.map(move |column| FigureRef::Cell { table, row, column })
        })
    });
    let cells = cells.filter(move |it| figures.number(*it).is_some());
    cells.chain((0..figures.claims().len()).map(FigureRef::Claim))
}
