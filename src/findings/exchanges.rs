//! Which cells of a document may have been exchanged: columns of a row, rows of a column.

use std::collections::BTreeMap;

use super::localise::{Exchange, System};
use super::{CauseKind, FindingCell};
use crate::checks::{FigureRef, Figures};

/// Rows or columns with more candidates than this are not searched for exchanges.
const MOST: usize = 8;

/// Every exchange of two cells of a row (or of two pairs of them: men and women for private and
/// municipal), and of two cells of a column, among the figures of a system.
pub(super) fn exchanges(
    system: &System,
    refs: &[FigureRef],
    figures: &Figures<'_>,
) -> Vec<Exchange> {
    let mut rows: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    let mut columns: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (position, figure) in refs.iter().enumerate() {
        if let FigureRef::Cell { table, row, column } = *figure {
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
            let pairs = pairs(system, &cells, refs, figures);
            found.extend(of_pairs(&pairs, kind));
        }
    }
    found
}

/// Pairs of cells of one unit that print different figures.
fn pairs(
    system: &System,
    cells: &[usize],
    refs: &[FigureRef],
    figures: &Figures<'_>,
) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (at, &a) in cells.iter().enumerate() {
        for &b in &cells[at + 1..] {
            let same_unit = figures.unit(refs[a]) == figures.unit(refs[b]);
            let in_question = system.is_in_question(a) || system.is_in_question(b);
            if same_unit && in_question && system.prints_differently(a, b) {
                pairs.push((a.min(b), a.max(b)));
            }
        }
    }
    pairs
}

/// Each pair, and each two pairs with no cell in common.
fn of_pairs(pairs: &[(usize, usize)], kind: CauseKind) -> Vec<Exchange> {
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
        .map(|pairs| Exchange { pairs, kind, among })
        .collect()
}

/// The cells that are exchanged, in words.
pub(super) fn name(cells: &[FigureRef], figures: &Figures<'_>) -> String {
    let mut cells = cells.to_vec();
    cells.sort_unstable();
    let cells: Vec<String> = cells
        .iter()
        .map(|&figure| FindingCell::of(figure, figures).to_string())
        .collect();
    format!("exchanged with each other: {}", cells.join(", "))
}
