//! Tables printed side by side: one block of lines, two tables or more.

use super::glyph::Tenths;
use super::table::Table;
use super::value::is_value;

/// The table, or the tables that stand side by side in it.
pub(super) fn apart(table: Table) -> Vec<Table> {
    let Some(starts) = starts_of(&table) else {
        return vec![table];
    };
    let width = table.width();
    let ends = starts.iter().skip(1).copied().chain([width]);
    starts
        .iter()
        .zip(ends)
        .map(|(start, end)| {
            let mut part = Table {
                edges: table.edges[*start..=end].to_vec(),
                rows: table
                    .rows
                    .iter()
                    .map(|row| {
                        let mut row = row.clone();
                        row.cells = row.cells[*start..end].to_vec();
                        row
                    })
                    .collect(),
                ..table.clone()
            };
            part.trim();
            let kept = part.headings;
            part.find_headings();
            part.headings = part
                .headings
                .max(kept.min(part.rows.len().saturating_sub(1)));
            part
        })
        .collect()
}

/// The first column of each table, if there are several: the same headings at equal steps, or columns
/// of labels that are named alike or have a wide gap before each.
fn starts_of(table: &Table) -> Option<Vec<usize>> {
    let width = table.width();
    let body = &table.rows[table.headings..];
    if width < 4 || body.len() < 2 {
        return None;
    }
    let heading = |column: usize| -> Vec<&str> {
        table.rows[..table.headings]
            .iter()
            .map(|row| row.cells[column].text.as_str())
            .filter(|text| !text.is_empty())
            .collect()
    };
    let is_text = |column: usize| {
        let cells = || {
            body.iter()
                .map(|row| &row.cells[column].text)
                .filter(|text| !text.is_empty())
        };
        let all = cells().count();
        all > 0 && cells().filter(|text| !is_value(text)).count() * 2 > all
    };
    for step in (2..=width / 2).filter(|step| width.is_multiple_of(*step)) {
        let starts: Vec<usize> = (0..width).step_by(step).collect();
        let alike = (0..width).all(|column| heading(column) == heading(column % step));
        if alike && !heading(0).is_empty() && !heading(step - 1).is_empty() {
            return Some(starts);
        }
    }
    let starts: Vec<usize> = (0..width).filter(|column| is_text(*column)).collect();
    let ends = starts.iter().skip(1).copied().chain([width]);
    let several = starts.len() > 1 && starts[0] == 0;
    // each table has a column beside its labels
    if !several || starts.iter().zip(ends).any(|(start, end)| end - start < 2) {
        return None;
    }
    let named = |column: usize| heading(column).last().copied();
    let headed = named(0).is_some() && starts.iter().all(|start| named(*start) == named(0));
    (headed || table.headings == 0 && is_wide(table, &starts)).then_some(starts)
}

/// Whether the gap before each table is wider than any other.
fn is_wide(table: &Table, starts: &[usize]) -> bool {
    let gap = |column: usize| -> Tenths {
        table.rows[table.headings..]
            .iter()
            .filter(|row| {
                !row.cells[column].text.is_empty() && !row.cells[column - 1].text.is_empty()
            })
            .map(|row| row.cells[column].left - row.cells[column - 1].right)
            .min()
            .unwrap_or(0)
    };
    let inside = (1..table.width())
        .filter(|column| !starts.contains(column))
        .map(gap)
        .max()
        .unwrap_or(0);
    starts
        .iter()
        .skip(1)
        .all(|start| gap(*start) * 2 > inside * 3)
}
