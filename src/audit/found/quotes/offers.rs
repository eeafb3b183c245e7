//! What a table gives that a text could repeat: cells, sums of columns, shares, the number of rows.

use super::paragraphs::TextFigure;
use crate::discovery::Quoted;
use crate::exact::{PrintedNumber, Ratio};
use crate::tables::{Dimension, RowKind, Table, Unit, is_total_label};

/// Of fewer rows a column's sum is not looked for.
const FEWEST_ADDED: usize = 3;

/// One figure that a table gives.
#[derive(Clone, Copy, Debug)]
pub(super) struct Offer<'t> {
    pub table: &'t Table,
    pub kind: Kind,
    pub figure: Quoted,
    pub unit: Unit,
}

/// How a table gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// It is printed.
    Cell { row: usize, column: usize },
    /// How many percent a cell is of the total of its column.
    Share {
        row: usize,
        column: usize,
        total: usize,
    },
    /// A column added up.
    Sum { column: usize },
    /// The rows counted.
    Count,
}

impl Kind {
    /// The column it is about.
    pub fn column(self) -> Option<usize> {
        match self {
            Kind::Cell { column, .. } | Kind::Share { column, .. } | Kind::Sum { column } => {
                Some(column)
            }
            Kind::Count => None,
        }
    }

    /// The row it is about.
    pub fn row(self) -> Option<usize> {
        match self {
            Kind::Cell { row, .. } | Kind::Share { row, .. } => Some(row),
            Kind::Sum { .. } | Kind::Count => None,
        }
    }
}

/// A printed figure as it is held against others.
pub(super) fn quoted(number: &PrintedNumber) -> Quoted {
    Quoted {
        value: number.value(),
        quantum: number.quantum(),
    }
}

/// All that a table gives.
pub(super) fn offers(table: &Table) -> Vec<Offer<'_>> {
    let columns = 0..table.columns.len();
    let mut found: Vec<Offer> = columns
        .flat_map(|column| of_column(table, column))
        .collect();
    let count = i128::try_from(table.body().count()).unwrap_or(0);
    found.push(Offer {
        table,
        kind: Kind::Count,
        figure: Quoted {
            value: Ratio::whole(count),
            quantum: Ratio::ONE,
        },
        unit: match table.kind {
            RowKind::Municipality => Unit::Municipalities,
            RowKind::Region => Unit::Regions,
            _ => Unit::Count,
        },
    });
    found
}

fn of_column(table: &Table, column: usize) -> Vec<Offer<'_>> {
    let unit = table.columns[column].unit;
    if matches!(unit, Unit::Text | Unit::Year) {
        return Vec::new();
    }
    let mut found: Vec<Offer> = (0..table.rows.len())
        .filter_map(|row| cell(table, row, column))
        .collect();
    if !adds_up(unit) {
        return found;
    }
    match total(table, column) {
        Some(total) => {
            let shares = (0..table.rows.len()).filter_map(|row| share(table, row, column, total));
            found.extend(shares);
        }
        None => {
            let sum = sum(table, column);
            found.extend(sum.map(|figure| Offer {
                table,
                kind: Kind::Sum { column },
                figure,
                unit,
            }));
        }
    }
    found
}

fn cell(table: &Table, row: usize, column: usize) -> Option<Offer<'_>> {
    let number = table.cell(row, column).number()?;
    let is_plain = number.hedge().is_none() && !number.value().is_zero();
    is_plain.then(|| Offer {
        table,
        kind: Kind::Cell { row, column },
        figure: quoted(&number),
        unit: table.columns[column].unit,
    })
}

fn adds_up(unit: Unit) -> bool {
    matches!(
        unit.dimension(),
        Dimension::Money | Dimension::Things | Dimension::FullTime
    )
}

/// The one total of a column, if it is the last row.
fn total(table: &Table, column: usize) -> Option<usize> {
    let is_total = |row: &usize| {
        let row = &table.rows[*row];
        row.is_total || is_total_label(&row.label)
    };
    let last = table.rows.len().checked_sub(1)?;
    let has_figure = table.cell(last, column).number().is_some();
    ((0..=last).filter(is_total).eq([last]) && has_figure).then_some(last)
}

fn share(table: &Table, row: usize, column: usize, total: usize) -> Option<Offer<'_>> {
    let part = table.cell(row, column).number()?.value();
    let whole = table.cell(total, column).number()?.value();
    let percent = part.mul(Ratio::whole(100)).ok()?.div(whole).ok()?;
    (row != total && !percent.is_zero()).then_some(Offer {
        table,
        kind: Kind::Share { row, column, total },
        figure: Quoted {
            value: percent,
            quantum: Ratio::ZERO,
        },
        unit: Unit::Percent,
    })
}

/// The sum of a column that has no total and keeps nothing back.
fn sum(table: &Table, column: usize) -> Option<Quoted> {
    let has_total = |row: usize| {
        let row = &table.rows[row];
        row.is_total || is_total_label(&row.label)
    };
    if (0..table.rows.len()).any(has_total) {
        return None;
    }
    let (mut value, mut quantum, mut added) = (Ratio::ZERO, Ratio::ZERO, 0);
    for row in table.body() {
        let cell = table.cell(row, column);
        if cell.is_withheld() {
            return None;
        }
        if let Some(number) = cell.number() {
            value = value.add(number.value()).ok()?;
            quantum = quantum.max(number.quantum());
            added += 1;
        }
    }
    (added >= FEWEST_ADDED && !value.is_zero()).then_some(Quoted { value, quantum })
}

impl<'t> Offer<'t> {
    /// The cell so many rows below and columns to the right, of the same unit.
    pub fn neighbour(&self, [down, right]: [usize; 2]) -> Option<Offer<'t>> {
        let table = self.table;
        match self.kind {
            Kind::Cell { row, column } => {
                let (row, column) = (row + down, column + right);
                let is_there = row < table.rows.len() && column < table.columns.len();
                let next = is_there.then(|| cell(table, row, column))??;
                (next.unit.dimension() == self.unit.dimension()).then_some(next)
            }
            Kind::Share { row, column, total } if right == 0 && row + down < total => {
                share(table, row + down, column, total)
            }
            Kind::Share { .. } | Kind::Sum { .. } | Kind::Count => None,
        }
    }

    /// The words for it in English and in Swedish.
    pub fn in_words(&self, figure: &TextFigure) -> [String; 2] {
        let words = |text: &str| text.replace(['"', '\n', '\r'], "'");
        let title = |column: usize| words(&self.table.columns[column].title);
        let label = |row: usize| words(&self.table.rows[row].label);
        match self.kind {
            Kind::Cell { row, column } => {
                let (label, title) = (label(row), title(column));
                match self.extreme(row, column, figure) {
                    Some("max") => [
                        format!("the highest {title}, that of {label}"),
                        format!("högsta {title}, för {label}"),
                    ],
                    Some(_) => [
                        format!("the lowest {title}, that of {label}"),
                        format!("lägsta {title}, för {label}"),
                    ],
                    None => [
                        format!("{title} of {label}"),
                        format!("{title} för {label}"),
                    ],
                }
            }
            Kind::Share { row, column, .. } => {
                let (label, title) = (label(row), title(column));
                [
                    format!("the share of {label} in all {title}"),
                    format!("andelen för {label} av hela {title}"),
                ]
            }
            Kind::Sum { column } => {
                let title = title(column);
                [format!("the sum of {title}"), format!("summan av {title}")]
            }
            Kind::Count => ["the number of rows", "antalet rader"].map(str::to_owned),
        }
    }

    /// It in the language of checks.
    pub fn in_checks(&self, figure: &TextFigure) -> String {
        let table = &self.table.id;
        let column = |at: usize| &self.table.columns[at].id;
        let key = |at: usize| &self.table.rows[at].key;
        match self.kind {
            Kind::Cell { row, column: at } => match self.extreme(row, at, figure) {
                Some(extreme) => format!("{extreme}({table}.{})", column(at)),
                None => format!("{table}[{}].{}", key(row), column(at)),
            },
            Kind::Share {
                row,
                column: at,
                total,
            } => {
                let (part, whole, column) = (key(row), key(total), column(at));
                format!("percent({table}[{part}].{column} of {table}[{whole}].{column})")
            }
            Kind::Sum { column: at } => format!("sum({table}.{})", column(at)),
            Kind::Count => format!("count({table})"),
        }
    }

    /// `max` or `min` where the sentence has a word for it and the cell is the one highest or lowest.
    fn extreme(&self, row: usize, column: usize, figure: &TextFigure) -> Option<&'static str> {
        let value = |row: usize| Some(self.table.cell(row, column).number()?.value());
        let own = value(row)?;
        let others = || {
            let rows = self.table.body().filter(|it| *it != row);
            rows.filter_map(value)
        };
        let is_of_all = !self.table.rows[row].is_total && others().next().is_some();
        let (highest, lowest) = figure.says_extreme();
        if is_of_all && highest && others().all(|it| it < own) {
            return Some("max");
        }
        (is_of_all && lowest && others().all(|it| it > own)).then_some("min")
    }
}
