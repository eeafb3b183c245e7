//! Which cells of a document may have been exchanged: columns of a row, rows of a column.

use std::collections::BTreeMap;

use super::FindingCell;
use crate::checks::{FigureRef, Figures};
use crate::solve::{CauseKind, Differ, Exchange};
use crate::statements::FigureId;

/// Rows or columns with more candidates than this are not searched for exchanges.
const MOST: usize = 8;

/// Every exchange of two cells of a row (or of two pairs of them: men and women for private and
/// municipal), and of two cells of a column, among these figures.
pub(super) fn exchanges(
    among: &[FigureId],
    figures: &Figures<'_>,
    differ: &Differ<'_>,
) -> Vec<Exchange> {
    let mut rows: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    let mut columns: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (position, figure) in among.iter().enumerate() {
        if let FigureRef::Cell { table, row, column } = figures.figure(*figure) {
            rows.entry((table, row)).or_default().push(position);
            columns.entry((table, column)).or_default().push(position);
        }
    }
    let mut found = Vec::new();
    for (cells, kind) in rows
        .into_values()
        .map(|cells| (cells, CauseKind::SwappedColumns))
        .chain(columns.into_values().map(|it| (it, CauseKind::SwappedRows)))
    {
        if (2..=MOST).contains(&cells.len()) {
            let pairs = pairs(&cells, among, figures, differ);
            let named = |(a, b): (usize, usize)| (among[a], among[b]);
            let found_here = of_pairs(&pairs, kind, named);
            found.extend(found_here);
        }
    }
    found
}

/// Pairs of cells of one unit that print different figures.
fn pairs(
    cells: &[usize],
    among: &[FigureId],
    figures: &Figures<'_>,
    differ: &Differ<'_>,
) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (at, &a) in cells.iter().enumerate() {
        for &b in &cells[at + 1..] {
            let unit = |it: usize| figures.unit(figures.figure(among[it]));
            if unit(a) == unit(b) && differ(among[a], among[b]) {
                pairs.push((a.min(b), a.max(b)));
            }
        }
    }
    pairs
}

/// Each pair, and each two pairs with no cell in common.
fn of_pairs(
    pairs: &[(usize, usize)],
    kind: CauseKind,
    named: impl Fn((usize, usize)) -> (FigureId, FigureId),
) -> Vec<Exchange> {
    let mut found = Vec::new();
    for (at, &first) in pairs.iter().enumerate() {
        found.push(vec![first]);
        for &second in &pairs[at + 1..] {
            let cells = [first.0, first.1];
            if !cells.contains(&second.0) && !cells.contains(&second.1) {
                found.push(vec![first, second]);
            }
        }
    }
    let among = found.len();
    found
        .into_iter()
        .map(|pairs| Exchange {
            pairs: pairs.into_iter().map(&named).collect(),
            kind,
            among,
        })
        .collect()
}

/// The cells that are exchanged, in the order of the document.
pub(super) fn cells(exchanged: &[FigureRef], figures: &Figures<'_>) -> Vec<FindingCell> {
    let mut exchanged = exchanged.to_vec();
    exchanged.sort_unstable();
    let cells = exchanged.into_iter();
    cells.map(|it| FindingCell::of(it, figures)).collect()
}
