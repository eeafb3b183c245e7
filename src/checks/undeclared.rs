//! Rows that look like totals, though nobody declared them: by their label, or because they are the
//! sum of the rows above them.

use super::{FigureRef, Figures};
use crate::exact::Ratio;
use crate::tables::{Dimension, Table, is_total_label};

/// A row that looks like a total and is not declared as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UndeclaredTotal {
    /// The table's position.
    pub table: usize,
    /// The row's position.
    pub row: usize,
    /// What makes it look so.
    pub why: LooksLikeTotal,
}

/// What makes a row look like a total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LooksLikeTotal {
    /// Its label says so.
    Label,
    /// Its figures are the sums of this many rows above it.
    SumOfRowsAbove(usize),
}

/// In larger tables only the labels are looked at.
const MOST_ROWS: usize = 20_000;

/// One column in which a row is the sum of others by chance is not rare below this.
const TELLING: Ratio = Ratio::whole(100);

impl Figures<'_> {
    /// The rows of a table that look like totals and are not declared, ascending.
    pub fn undeclared_totals(&self, table: usize) -> Vec<UndeclaredTotal> {
        let of = self.table(table);
        let sums = if of.rows.len() <= MOST_ROWS {
            sums_of_rows_above(of)
        } else {
            Vec::new()
        };
        let mut found = Vec::new();
        for (row, printed) in of.rows.iter().enumerate() {
            if printed.is_total || printed.lines.is_none() {
                continue;
            }
            let sum = sums.iter().find(|(at, _)| *at == row);
            let why = match sum {
                _ if may_be_total_label(&printed.label) && is_total_label(&printed.label) => {
                    LooksLikeTotal::Label
                }
                Some((_, rows)) => LooksLikeTotal::SumOfRowsAbove(*rows),
                None => continue,
            };
            found.push(UndeclaredTotal { table, row, why });
        }
        found
    }

    /// The figures of a row.
    pub(crate) fn figures_of_row(
        &self,
        table: usize,
        row: usize,
    ) -> impl Iterator<Item = FigureRef> {
        let columns = 0..self.table(table).columns.len();
        columns.map(move |column| FigureRef::Cell { table, row, column })
    }
}

/// Whether a label begins as one of a total: spares reading the labels of a million rows twice.
fn may_be_total_label(label: &str) -> bool {
    const BEGINNINGS: [&str; 12] = [
        "sum", "tot", "del", "slu", "sub", "rik", "sve", "sam", "s:a", "til", "hel", "all",
    ];
    let start = label.trim_start_matches(|it: char| !it.is_alphanumeric());
    let begins = |it: &&str| {
        let first = start.get(..it.len());
        first.is_some_and(|first| first.eq_ignore_ascii_case(it))
    };
    BEGINNINGS.iter().any(begins)
}

/// The rows whose amounts and counts are all sums of those above them, since the last such row, with
/// how many those are.
fn sums_of_rows_above(table: &Table) -> Vec<(usize, usize)> {
    let adds_up = |column: &usize| {
        let dimension = table.columns[*column].unit.dimension();
        matches!(dimension, Dimension::Money | Dimension::Things)
    };
    let columns: Vec<usize> = (0..table.columns.len()).filter(adds_up).collect();
    let mut sums = vec![Ratio::ZERO; columns.len()];
    let (mut above, mut found) = (0_usize, Vec::new());
    for (row, printed) in table.rows.iter().enumerate() {
        let values: Vec<Option<Ratio>> = columns
            .iter()
            .map(|&column| table.cell(row, column).number().map(|it| it.value()))
            .collect();
        let is_sum = above >= 2 && {
            let pairs = || values.iter().zip(&sums);
            let same = pairs().all(|(value, sum)| value.is_none_or(|value| value == *sum));
            let telling = pairs().filter(|(value, _)| value.is_some_and(|it| !it.is_zero()));
            let (count, large) = telling.fold((0, false), |(count, large), (value, _)| {
                (
                    count + 1,
                    large || value.is_some_and(|it| it.abs() >= TELLING),
                )
            });
            same && (large || count >= 2)
        };
        if is_sum || printed.is_total {
            if is_sum && !printed.is_total {
                found.push((row, above));
            }
            sums.fill(Ratio::ZERO);
            above = 0;
            continue;
        }
        above += 1;
        for (sum, value) in sums.iter_mut().zip(&values) {
            let added = value.and_then(|value| sum.add(value).ok());
            *sum = added.unwrap_or(*sum);
        }
    }
    found
}
