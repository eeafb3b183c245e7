//! The readings of a row: where its tokens may be cut into cells.

use std::collections::{BTreeMap, BTreeSet};

use super::line::RowLine;

/// Readings of a row that are listed, at most; a row with more stays undecided.
const MOST_READINGS: usize = 600;

/// A figure in millionths.
pub(super) type Figure = i128;

/// How many millionths are one.
const ONE_DECIMALS: u32 = 6;

/// A way to cut the tokens of a row into cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// Of each column, the tokens from and to, equal if nothing is printed there.
    pub cells: Vec<(usize, usize)>,
    /// The figure in each column; nothing if none is printed.
    figures: Vec<Option<Figure>>,
    /// A bit for each column that holds a percentage.
    shares: u32,
}

impl Reading {
    fn new(row: &RowLine, cells: Vec<(usize, usize)>) -> Reading {
        let mut shares = 0;
        for (column, (from, to)) in cells.iter().enumerate() {
            let last = row.tokens[*from..*to].last();
            shares |= u32::from(last.is_some_and(|token| token.is_share)) << column;
        }
        Reading {
            figures: cells
                .iter()
                .map(|(from, to)| figure(row, *from, *to))
                .collect(),
            shares,
            cells,
        }
    }

    /// What is printed in the column.
    pub fn text(&self, row: &RowLine, column: usize) -> String {
        let (from, to) = self.cells[column];
        let tokens: Vec<&str> = row.tokens[from..to]
            .iter()
            .map(|token| token.text.as_str())
            .collect();
        tokens.join(" ")
    }

    /// The figure in the column; nothing if none is printed.
    pub fn figure(&self, column: usize) -> Option<Figure> {
        self.figures[column]
    }

    /// Whether the column holds a percentage.
    pub fn is_share(&self, column: usize) -> bool {
        self.shares >> column & 1 == 1
    }
}

/// The figure that the tokens make together.
fn figure(row: &RowLine, from: usize, to: usize) -> Option<Figure> {
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

/// A bit for each column of percentages; nothing is known if absent.
pub(super) type Shares = Option<u32>;

/// The columns of percentages, from the rows that have most of them: the only ones that fit all
/// but a few of these rows.
pub(super) fn shares_of(rows: &[RowLine], columns: usize) -> Shares {
    let count = |row: &RowLine| row.tokens.iter().filter(|token| token.is_share).count();
    let most = rows.iter().map(count).max().unwrap_or(0);
    let mut votes: BTreeMap<u32, usize> = BTreeMap::new();
    let mut asked = 0;
    for row in rows.iter().filter(|row| count(row) == most) {
        let mut known = BTreeMap::new();
        let possible = possible_shares(row, columns, 0, 0, &mut known);
        asked += usize::from(!possible.is_empty());
        for shares in possible {
            *votes.entry(shares).or_default() += 1;
        }
    }
    let best = votes.values().max().copied()?;
    let mut winners = votes.iter().filter(|(_, votes)| **votes == best);
    let (winner, _) = winners.next()?;
    (winners.next().is_none() && best * 10 >= asked * 9).then_some(*winner)
}

/// Which columns can be percentages if the tokens from `from` on make the columns from `column` on.
fn possible_shares(
    row: &RowLine,
    columns: usize,
    from: usize,
    column: usize,
    known: &mut BTreeMap<(usize, usize), BTreeSet<u32>>,
) -> BTreeSet<u32> {
    if from == row.tokens.len() || column == columns {
        let fits = from == row.tokens.len() && column == columns;
        return if fits {
            BTreeSet::from([0])
        } else {
            BTreeSet::new()
        };
    }
    if let Some(all) = known.get(&(from, column)) {
        return all.clone();
    }
    let mut all = BTreeSet::new();
    let to = if begins(row, from) {
        reach(row, from)
    } else {
        from
    };
    for to in from + 1..=to {
        let own = u32::from(row.tokens[to - 1].is_share) << column;
        for rest in possible_shares(row, columns, to, column + 1, known) {
            all.insert(own | rest);
        }
    }
    known.insert((from, column), all.clone());
    all
}

/// Whether a figure may begin with the token: `061` is the rest of one.
fn begins(row: &RowLine, at: usize) -> bool {
    let token = &row.tokens[at];
    !(token.continues && token.decimals == 0 && token.digits.starts_with('0'))
}

/// All readings with so many cells; the plainest one alone if there are too many to list.
pub(super) fn readings_of(row: &RowLine, columns: usize, shares: Shares) -> Vec<Reading> {
    let tokens = row.tokens.len();
    if columns > tokens {
        return Vec::new();
    }
    // fewest cells that the tokens from each place on can make
    let mut fewest = vec![0_usize; tokens + 1];
    for from in (0..tokens).rev() {
        fewest[from] = 1
            + (from + 1..=reach(row, from))
                .map(|to| fewest[to])
                .min()
                .unwrap_or(0);
    }
    let mut out = Vec::new();
    let mut cells = Vec::new();
    let search = Search {
        row,
        columns,
        fewest,
        shares,
    };
    search.extend(0, &mut cells, &mut out);
    out
}

/// The search for the readings of a row.
struct Search<'r> {
    row: &'r RowLine,
    columns: usize,
    fewest: Vec<usize>,
    shares: Shares,
}

impl Search<'_> {
    fn extend(&self, from: usize, cells: &mut Vec<(usize, usize)>, out: &mut Vec<Reading>) {
        let tokens = &self.row.tokens;
        let left = self.columns - cells.len();
        if from == tokens.len() {
            if left == 0 {
                out.push(Reading::new(self.row, cells.clone()));
            }
            return;
        }
        let hopeless = left == 0
            || !begins(self.row, from)
            || self.fewest[from] > left
            || tokens.len() - from < left;
        if hopeless || out.len() > MOST_READINGS {
            return;
        }
        for to in (from + 1..=reach(self.row, from)).rev() {
            let last = &tokens[to - 1];
            let fits = self.shares.is_none_or(|shares| {
                last.is_blank || last.is_share == (shares >> cells.len() & 1 == 1)
            });
            if fits {
                cells.push((from, to));
                self.extend(to, cells, out);
                cells.pop();
            }
        }
    }
}

/// Whether there were more readings than are listed.
pub(super) fn is_cut_off(readings: &[Reading]) -> bool {
    readings.len() > MOST_READINGS
}

/// All readings with fewer cells than there are columns: each cell may stand in any column, in
/// order.
pub(super) fn short_readings_of(row: &RowLine, columns: usize) -> Vec<Reading> {
    let mut out = Vec::new();
    for count in 1..columns.min(row.tokens.len() + 1) {
        for reading in readings_of(row, count, None) {
            place(row, &reading.cells, columns, &mut Vec::new(), &mut out);
            if out.len() > MOST_READINGS {
                return Vec::new();
            }
        }
    }
    out
}

fn place(
    row: &RowLine,
    cells: &[(usize, usize)],
    columns: usize,
    placed: &mut Vec<(usize, usize)>,
    out: &mut Vec<Reading>,
) {
    let left = columns - placed.len();
    if left == 0 || out.len() > MOST_READINGS {
        if cells.is_empty() {
            out.push(Reading::new(row, placed.clone()));
        }
        return;
    }
    if let Some((first, rest)) = cells.split_first() {
        placed.push(*first);
        place(row, rest, columns, placed, out);
        placed.pop();
    }
    if cells.len() < left {
        let at = cells.first().map_or(0, |cell| cell.0);
        placed.push((at, at));
        place(row, cells, columns, placed, out);
        placed.pop();
    }
}
