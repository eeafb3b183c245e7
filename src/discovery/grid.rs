//! A table of printed cells as figures, words and signs, with what kind of line each is.

use crate::exact::Rounding;

use super::labels::names_codes;
use super::number_format::{Figure, NumberFormat, Printed};

/// A cell of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Cell {
    /// Nothing is printed.
    #[default]
    Empty,
    /// A heading, a year, a code: no figure that could be reckoned with.
    Words,
    /// A figure that is not told.
    Unknown,
    /// A figure.
    Number(Number),
}

/// A figure in the table's smallest unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// The figure, in units of the last decimal that occurs in the table.
    pub value: i64,
    /// The unit it is printed to, in the same units: a power of ten.
    pub unit: i64,
}

/// A table that is understood as far as its kinds of cells.
#[derive(Clone, Debug, Default)]
pub(super) struct Grid {
    /// Rows of equal width.
    pub cells: Vec<Vec<Cell>>,
    /// How many columns.
    pub width: usize,
    /// How many decimals the smallest unit has.
    pub decimals: u32,
    /// The words at the left of each row.
    pub row_labels: Vec<String>,
    /// The words above each column.
    pub column_labels: Vec<String>,
    /// Whether most figures of each column have a percent sign.
    pub are_percent: Vec<bool>,
}

/// Values above this are left out, so that every product below fits 128 bits.
const LARGEST: i64 = 10_i64.pow(16);
/// Decimals beyond these are nobody's print.
const MOST_DECIMALS: u32 = 9;
/// A line tells its unit of rounding with so many figures that are not zero.
const FIGURES_FOR_A_UNIT: usize = 4;

impl Grid {
    /// Reads rows of printed cells.
    pub(super) fn read<S: AsRef<str>>(rows: &[Vec<S>]) -> Grid {
        let format = NumberFormat::of(rows.iter().flatten().map(AsRef::as_ref));
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        let mut printed: Vec<Vec<Printed>> = rows
            .iter()
            .map(|row| {
                let cells = row.iter().map(|cell| format.read(cell.as_ref()));
                let mut cells: Vec<Printed> = cells.collect();
                cells.resize(width, Printed::Empty);
                cells
            })
            .collect();
        let column_labels = column_labels(rows, &printed, width);
        set_aside_years(&mut printed, width);
        set_aside_codes(&mut printed, width, &column_labels);
        let row_labels = row_labels(rows, &printed);
        let (cells, decimals) = with_units(&printed, width);
        let are_percent = (0..width).map(|column| is_percent(&printed, column));
        Grid {
            cells,
            width,
            decimals,
            row_labels,
            column_labels,
            are_percent: are_percent.collect(),
        }
    }
}

/// Whether most figures of a column have a percent sign.
fn is_percent(printed: &[Vec<Printed>], column: usize) -> bool {
    let figures = || printed.iter().filter_map(|row| figure(*row.get(column)?));
    let signed = figures().filter(|it| it.is_percent).count();
    signed * 2 > figures().count()
}

fn figure(printed: Printed) -> Option<Figure> {
    match printed {
        Printed::Figure(figure) => Some(figure),
        _ => None,
    }
}

/// The words above the first figure of each column, and those above its neighbours at the left for
/// a heading that spans several columns.
fn column_labels<S: AsRef<str>>(
    rows: &[Vec<S>],
    printed: &[Vec<Printed>],
    width: usize,
) -> Vec<String> {
    let is_data = |row: &[Printed]| {
        let figures = row
            .iter()
            .filter(|it| figure(**it).is_some_and(|it| !is_year(it)));
        let words = row.iter().filter(|it| **it == Printed::Words);
        figures.count() * 2 >= words.count().max(1)
    };
    let first = printed.iter().position(|row| is_data(row)).unwrap_or(0);
    (0..width)
        .map(|column| {
            let mut label = String::new();
            for row in rows.iter().take(first) {
                let words = row.get(column).map_or("", |it| it.as_ref().trim());
                if !words.is_empty() && words.len() < 80 {
                    label.push_str(if label.is_empty() { "" } else { " " });
                    label.push_str(words);
                }
            }
            label
        })
        .collect()
}

/// The words before the first figure of each row.
fn row_labels<S: AsRef<str>>(rows: &[Vec<S>], printed: &[Vec<Printed>]) -> Vec<String> {
    let label = |(row, cells): (&Vec<S>, &Vec<Printed>)| {
        let first = cells.iter().position(|it| figure(*it).is_some());
        let words = row.iter().take(first.unwrap_or(0).max(1));
        let words: Vec<&str> = words
            .map(|it| it.as_ref().trim())
            .filter(|it| !it.is_empty())
            .collect();
        words.join(" ")
    };
    rows.iter().zip(printed).map(label).collect()
}

/// Whether a figure can be a year.
fn is_year(figure: Figure) -> bool {
    if !figure.is_bare {
        return false;
    }
    let Some(one) = 10_i64.checked_pow(figure.decimals) else {
        return false;
    };
    figure.mantissa % one == 0 && (1850..=2100).contains(&(figure.mantissa / one))
}

/// Rows and columns of years are headings.
fn set_aside_years(printed: &mut [Vec<Printed>], width: usize) {
    let mut first_data = true;
    let rows = printed.len();
    for row in 0..rows {
        let Some(cells) = printed.get_mut(row) else {
            continue;
        };
        let figures: Vec<Figure> = cells.iter().filter_map(|it| figure(*it)).collect();
        let years = !figures.is_empty() && figures.iter().all(|it| is_year(*it));
        if years && (figures.len() > 2 || first_data) {
            for cell in cells.iter_mut().filter(|it| figure(**it).is_some()) {
                *cell = Printed::Words;
            }
        } else if !figures.is_empty() {
            first_data = false;
        }
    }
    for column in 0..width {
        let cells = || printed.iter().filter_map(|row| figure(*row.get(column)?));
        let count = cells().count();
        let years = cells().filter(|it| is_year(*it)).count();
        if count > 2 && years == count {
            set_aside(printed, column);
        }
    }
}

/// Columns of codes, of numbers of order and of dates as serial numbers are labels.
fn set_aside_codes(printed: &mut [Vec<Printed>], width: usize, labels: &[String]) {
    for column in 0..width {
        let figures: Vec<Figure> = printed
            .iter()
            .filter_map(|row| figure(*row.get(column)?))
            .collect();
        if figures.is_empty() {
            continue;
        }
        let zeros_in_front =
            figures.iter().filter(|it| it.is_code).count() * 10 >= figures.len() * 2;
        let one = |figure: &Figure| 10_i64.checked_pow(figure.decimals).unwrap_or(1);
        let whole = figures
            .iter()
            .all(|it| it.is_bare && it.mantissa % one(it) == 0);
        let values: Vec<i64> = figures.iter().map(|it| it.mantissa / one(it)).collect();
        let steps = |test: fn(i64) -> bool| {
            values
                .windows(2)
                .all(|pair| test(pair[1].saturating_sub(pair[0])))
        };
        let order = whole && values.len() >= 4 && (steps(|it| it == 1));
        let named = whole && labels.get(column).is_some_and(|it| names_codes(it));
        let text_after = printed.iter().filter(|row| {
            figure(row[column]).is_some() && row.get(column + 1) == Some(&Printed::Words)
        });
        let listed = whole
            && values.len() >= 8
            && steps(|it| it > 0)
            && text_after.count() * 10 >= figures.len() * 9;
        let dates = whole
            && values.len() >= 4
            && values.iter().all(|it| (35_000..=47_500).contains(it))
            && values
                .iter()
                .max()
                .zip(values.iter().min())
                .is_some_and(|(a, b)| a - b < 3_000)
            && labels
                .get(column)
                .is_some_and(|it| it.to_lowercase().contains("dat"));
        if zeros_in_front || order || named || listed || dates {
            set_aside(printed, column);
        }
    }
}

fn set_aside(printed: &mut [Vec<Printed>], column: usize) {
    for row in printed {
        if let Some(cell) = row.get_mut(column)
            && figure(*cell).is_some()
        {
            *cell = Printed::Words;
        }
    }
}

/// Ten to this is the last digit of a figure that says something.
fn last_digit(figure: Figure) -> i32 {
    let mut zeros = 0;
    let mut rest = figure.mantissa;
    while rest != 0 && rest % 10 == 0 {
        rest /= 10;
        zeros += 1;
    }
    zeros - i32::try_from(figure.decimals).unwrap_or(0)
}

/// What a line says of the unit its figures are printed to, as powers of ten.
#[derive(Clone, Copy, Default)]
struct LineUnit {
    /// The finest last digit that is not zero.
    finest: Option<i32>,
    /// Whether there are figures enough to tell that zeros at the end are only format.
    is_told: bool,
}

impl LineUnit {
    fn of(figures: impl Iterator<Item = Figure>) -> LineUnit {
        let mut told: Vec<(i64, i32)> = figures
            .filter(|it| it.mantissa != 0)
            .map(|it| (it.mantissa, last_digit(it)))
            .collect();
        let count = told.len();
        let finest = told.iter().map(|(_, last)| *last).min();
        told.sort_unstable();
        told.dedup();
        // a column of hundreds is not rounded to hundreds
        let is_unit = told.len() >= FIGURES_FOR_A_UNIT;
        LineUnit {
            finest: finest.map(|it| if is_unit { it } else { it.min(0) }),
            is_told: count >= FIGURES_FOR_A_UNIT,
        }
    }

    /// What a figure of the line is printed to, going by its own digits.
    fn own(self, row: LineUnit, figure: Figure) -> i32 {
        let printed = -i32::try_from(figure.decimals).unwrap_or(0);
        match (self.finest, row.finest) {
            (Some(column), _) if self.is_told => printed.max(column),
            (_, Some(row_unit)) if row.is_told => printed.max(row_unit.min(0)),
            (column, row_unit) => {
                let finest = column.into_iter().chain(row_unit).min().unwrap_or(0);
                printed.max(finest.min(0))
            }
        }
    }
}

/// The figures with the unit that each is printed to: the finer of its own last digit and the
/// coarser of its column's and its row's unit.
fn with_units(printed: &[Vec<Printed>], width: usize) -> (Vec<Vec<Cell>>, u32) {
    let of_row = |row: &Vec<Printed>| LineUnit::of(row.iter().filter_map(|it| figure(*it)));
    let rows: Vec<LineUnit> = printed.iter().map(of_row).collect();
    let columns: Vec<LineUnit> = (0..width)
        .map(|column| LineUnit::of(printed.iter().filter_map(|row| figure(*row.get(column)?))))
        .collect();
    let unit = |row: usize, column: usize, figure: Figure| {
        let (row, column) = (rows[row], columns[column]);
        let own = column.own(row, figure);
        let finest = |line: LineUnit| line.finest.unwrap_or(0);
        own.min(finest(row).max(finest(column)))
    };
    let mut finest = 0;
    let mut largest = 1;
    for (r, row) in printed.iter().enumerate() {
        for (c, cell) in row.iter().enumerate() {
            if let Some(figure) = figure(*cell) {
                finest = finest.min(unit(r, c, figure));
                let one = 10_i64.checked_pow(figure.decimals).unwrap_or(i64::MAX);
                largest = (figure.mantissa.abs() / one).max(largest);
            }
        }
    }
    let room = (LARGEST / largest).checked_ilog10().unwrap_or(0);
    let decimals = finest.unsigned_abs().min(MOST_DECIMALS).min(room);
    let cells = printed
        .iter()
        .enumerate()
        .map(|(r, row)| {
            let cell = |(c, cell): (usize, &Printed)| match *cell {
                Printed::Empty => Cell::Empty,
                Printed::Words => Cell::Words,
                Printed::Unknown => Cell::Unknown,
                Printed::Figure(figure) => scaled(figure, decimals, unit(r, c, figure)),
            };
            row.iter().enumerate().map(cell).collect()
        })
        .collect();
    (cells, decimals)
}

/// A figure in units of the table's last decimal; one that does not fit is not told.
fn scaled(figure: Figure, decimals: u32, unit: i32) -> Cell {
    let number = || {
        let value = if figure.decimals <= decimals {
            figure
                .mantissa
                .checked_mul(10_i64.checked_pow(decimals - figure.decimals)?)?
        } else {
            // the digits beyond are zeros, or more than anybody prints
            let step = i128::from(10_i64.checked_pow(figure.decimals - decimals)?);
            i64::try_from(Rounding::HalfUp.divide(figure.mantissa.into(), step)).ok()?
        };
        let power = i32::try_from(decimals)
            .ok()?
            .checked_add(unit)?
            .clamp(0, 15);
        let unit = 10_i64.checked_pow(u32::try_from(power).ok()?)?;
        (value.abs() < LARGEST).then_some(Number { value, unit })
    };
    number().map_or(Cell::Unknown, Cell::Number)
}
