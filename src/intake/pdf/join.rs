//! Tables that go on over pages: joined, without the headings printed again.

use super::glyph::Tenths;
use super::table::{Cell, Row, Table};
use super::value::{continues_figure, is_figure, is_value};

/// Joins each table with the ones it continues on. `titled` tells whether something that names a
/// table stands right above one.
pub(super) fn join_pages(tables: Vec<Table>, titled: impl Fn(&Table) -> bool) -> Vec<Table> {
    let last_of_page: Vec<(usize, Tenths)> = tables
        .iter()
        .map(|table| (table.page, table.bottom))
        .collect();
    let mut out: Vec<Table> = Vec::new();
    let mut last_page: Vec<usize> = Vec::new();
    for (index, table) in tables.into_iter().enumerate() {
        let is_first = index == 0 || last_of_page[index - 1].0 < table.page;
        let continues = out
            .last()
            .zip(last_page.last())
            .is_some_and(|(before, page)| {
                is_first
                    && page + 1 == table.page
                    && (!titled(&table) || repeats(before, &table) > 0)
            });
        let page = table.page;
        match out.last_mut() {
            Some(before) if continues => match columns_in(before, &table) {
                Some(columns) => {
                    append(before, table, &columns);
                    if let Some(last) = last_page.last_mut() {
                        *last = page;
                    }
                }
                None => {
                    out.push(table);
                    last_page.push(page);
                }
            },
            _ => {
                out.push(table);
                last_page.push(page);
            }
        }
    }
    out
}

fn texts(row: &Row) -> Vec<&str> {
    row.cells
        .iter()
        .map(|cell| cell.text.as_str())
        .filter(|text| !text.is_empty())
        .collect()
}

/// How many of the first rows of the later table are the headings of the earlier one again.
fn repeats(before: &Table, table: &Table) -> usize {
    let headings = &before.rows[..before.headings];
    let same = headings
        .iter()
        .zip(&table.rows)
        .take_while(|(one, other)| texts(one) == texts(other))
        .count();
    if same == before.headings {
        return same;
    }
    // the same words, cut into rows in another way
    let words = |rows: &[Row]| {
        let mut words: Vec<String> = rows
            .iter()
            .flat_map(|row| {
                texts(row)
                    .join(" ")
                    .split(' ')
                    .map(str::to_owned)
                    .collect::<Vec<_>>()
            })
            .collect();
        words.sort_unstable();
        words
    };
    (1..=table.rows.len().min(before.headings + 3))
        .find(|count| words(&table.rows[..*count]) == words(headings))
        .unwrap_or(0)
}

/// The column of the earlier table in which each column of the later one stands, if all do, in
/// order.
fn columns_in(before: &Table, table: &Table) -> Option<Vec<usize>> {
    if repeats(before, table) == 0 && table.headings > 0 {
        return None;
    }
    if before.width() == table.width() && repeats(before, table) > 0 {
        return Some((0..table.width()).collect());
    }
    let extent = |table: &Table, column: usize| {
        let cells = || {
            table.rows[table.headings..]
                .iter()
                .filter_map(move |row| row.cells.get(column))
                .filter(|cell| !cell.text.is_empty())
        };
        let left = cells().map(|cell| cell.left).min()?;
        Some((left, cells().map(|cell| cell.right).max()?))
    };
    let mut columns = Vec::new();
    let mut next = 0;
    for column in 0..table.width() {
        let (left, right) = extent(table, column)?;
        let found = (next..before.width()).find(|own| {
            let (from, to) =
                extent(before, *own).unwrap_or((before.edges[*own], before.edges[*own + 1]));
            let shared = right.min(to) - left.max(from);
            shared * 2 >= (right - left).min(to - from)
        })?;
        columns.push(found);
        next = found + 1;
    }
    let all = before.width();
    (columns.len() * 3 >= all * 2 && columns.len() > 1).then_some(columns)
}

fn append(before: &mut Table, table: Table, columns: &[usize]) {
    let again = repeats(before, &table);
    let skip = if again > 0 { again } else { table.headings };
    let width = before.width();
    for (index, row) in table.rows.into_iter().skip(skip).enumerate() {
        let mut cells = vec![Cell::empty(); width];
        for (cell, column) in row.cells.into_iter().zip(columns) {
            cells[*column] = cell;
        }
        let broken = index == 0
            && before.rows.len() > before.headings
            && before
                .rows
                .last()
                .is_some_and(|last| is_rest(&last.cells, &cells));
        match before.rows.last_mut() {
            Some(last) if broken => {
                for (own, more) in last.cells.iter_mut().zip(cells) {
                    if !more.text.is_empty() {
                        own.append(&more.text, more.left, more.right);
                    }
                }
            }
            _ => before.rows.push(Row { cells, ..row }),
        }
    }
    before.bottom = table.bottom;
}

/// Whether the cells are what the end of the page cut off from the row before: no label, and only
/// what continues a figure or a text.
fn is_rest(row: &[Cell], rest: &[Cell]) -> bool {
    let own: Vec<(&Cell, &Cell)> = row
        .iter()
        .zip(rest)
        .filter(|(_, rest)| !rest.text.is_empty())
        .collect();
    let filled = row.iter().filter(|cell| !cell.text.is_empty()).count();
    rest.first().is_some_and(|label| label.text.is_empty())
        && !own.is_empty()
        && own.len() * 2 <= filled
        && own.iter().all(|(before, rest)| {
            let last = before.text.rsplit(' ').next().unwrap_or_default();
            let first = rest.text.split(' ').next().unwrap_or_default();
            if is_figure(last) && is_figure(first) {
                continues_figure(last, first)
            } else {
                !(before.text.is_empty() || is_value(&before.text) && is_value(&rest.text))
                    || rest.text.chars().all(|letter| "*†‡()".contains(letter))
            }
        })
}
