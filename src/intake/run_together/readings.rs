//! The readings of a row: where its tokens may be cut into cells.

use super::OpenRow;
use super::line::RowLine;

/// Readings of a row that are listed, at most; a row with more stays undecided.
const MOST_READINGS: usize = 20_000;

/// A figure in millionths.
pub(super) type Figure = i128;

/// How many millionths are one.
const ONE_DECIMALS: u32 = 6;

/// A way to cut the tokens of a row into cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// Of each column, the tokens from and to, equal if nothing is printed there.
    pub cells: Vec<(usize, usize)>,
}

impl Reading {
    /// What is printed in the column.
    pub fn text(&self, row: &RowLine, column: usize) -> String {
        let (from, to) = self.cells[column];
        let tokens: Vec<&str> = row.tokens[from..to].iter().map(|token| token.text.as_str()).collect();
        tokens.join(" ")
    }

    /// The figure in the column; nothing if none is printed.
    pub fn figure(&self, row: &RowLine, column: usize) -> Option<Figure> {
        let (from, to) = self.cells[column];
        let tokens = &row.tokens[from..to];
        let (first, last) = (tokens.first()?, tokens.last()?);
        if first.is_blank {
            return None;
        }
        let digits: String = tokens.iter().map(|token| token.digits.as_str()).collect();
        let figure: Figure = digits.parse().ok()?;
        let scale = Figure::from(10).checked_pow(ONE_DECIMALS.checked_sub(last.decimals)?)?;
        let figure = figure.checked_mul(scale)?;
        Some(if first.is_negative { -figure } else { figure })
    }

    /// Whether the column holds a percentage.
    pub fn is_share(&self, row: &RowLine, column: usize) -> bool {
        let (from, to) = self.cells[column];
        row.tokens[from..to].last().is_some_and(|token| token.is_share)
    }

    /// Whether the column holds a figure that is no percentage.
    pub fn is_number(&self, row: &RowLine, column: usize) -> bool {
        let (from, to) = self.cells[column];
        row.tokens[from..to].last().is_some_and(|token| !token.is_share && !token.is_blank)
    }
}

/// How far a cell that begins at the token may reach.
fn reach(row: &RowLine, from: usize) -> usize {
    let tokens = &row.tokens;
    let mut to = from + 1;
    if tokens[from].opens {
        while to < tokens.len() && tokens[to].continues && tokens[to - 1].goes_on {
            to += 1;
        }
    }
    to
}

/// All readings with so many cells.
pub(super) fn readings_of(row: &RowLine, columns: usize) -> Vec<Reading> {
    let tokens = row.tokens.len();
    if columns > tokens {
        return Vec::new();
    }
    // fewest cells that the tokens from each place on can make
    let mut fewest = vec![0_usize; tokens + 1];
    for from in (0..tokens).rev() {
        fewest[from] = 1 + (from + 1..=reach(row, from)).map(|to| fewest[to]).min().unwrap_or(0);
    }
    let mut out = Vec::new();
    let mut cells = Vec::new();
    extend(row, columns, &fewest, 0, &mut cells, &mut out);
    if out.len() > MOST_READINGS {
        out.truncate(2);
    }
    out
}

fn extend(
    row: &RowLine,
    columns: usize,
    fewest: &[usize],
    from: usize,
    cells: &mut Vec<(usize, usize)>,
    out: &mut Vec<Reading>,
) {
    let left = columns - cells.len();
    if from == row.tokens.len() {
        if left == 0 {
            out.push(Reading {
                cells: cells.clone(),
            });
        }
        return;
    }
    if left == 0 || fewest[from] > left || row.tokens.len() - from < left || out.len() > MOST_READINGS {
        return;
    }
    for to in (from + 1..=reach(row, from)).rev() {
        cells.push((from, to));
        extend(row, columns, fewest, to, cells, out);
        cells.pop();
    }
}

/// All readings with fewer cells than there are columns: each cell may stand in any column, in
/// order.
pub(super) fn short_readings_of(row: &RowLine, columns: usize) -> Vec<Reading> {
    let mut out = Vec::new();
    for count in 1..columns.min(row.tokens.len() + 1) {
        for reading in readings_of(row, count) {
            place(&reading.cells, columns, &mut Vec::new(), &mut out);
            if out.len() > MOST_READINGS {
                return Vec::new();
            }
        }
    }
    out
}

fn place(
    cells: &[(usize, usize)],
    columns: usize,
    placed: &mut Vec<(usize, usize)>,
    out: &mut Vec<Reading>,
) {
    let left = columns - placed.len();
    if left == 0 || out.len() > MOST_READINGS {
        if cells.is_empty() {
            out.push(Reading {
                cells: placed.clone(),
            });
        }
        return;
    }
    if let Some((first, rest)) = cells.split_first() {
        placed.push(*first);
        place(rest, columns, placed, out);
        placed.pop();
    }
    if cells.len() < left {
        let at = cells.first().map_or(0, |cell| cell.0);
        placed.push((at, at));
        place(cells, columns, placed, out);
        placed.pop();
    }
}

/// Drops readings that put a percentage where other rows have none, or the other way round.
pub(super) fn same_kinds(rows: &mut [OpenRow], columns: usize) {
    let mut shares = vec![(0_usize, 0_usize); columns];
    for row in rows.iter().filter(|row| row.readings.len() == 1) {
        for (column, count) in shares.iter_mut().enumerate() {
            count.0 += usize::from(row.readings[0].is_share(&row.line, column));
            count.1 += usize::from(row.readings[0].is_number(&row.line, column));
        }
    }
    for row in rows {
        let line = &row.line;
        row.readings.retain(|reading| {
            (0..columns).all(|column| {
                let (share, number) = shares[column];
                !(reading.is_share(line, column) && number > 2 && number > share * 4
                    || reading.is_number(line, column) && share > 2 && share > number * 4)
            })
        });
        row.first = row.readings.len();
    }
}
