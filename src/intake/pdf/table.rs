//! A table while it is being put together: rows of cells with their places.

use super::glyph::Tenths;
use super::value::{is_blank, is_figure, is_value, is_year};
use crate::intake::DoubtReason;
use crate::intake::line_end::append_line;

/// A cell of a table that is being read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cell {
    /// Its letters.
    pub text: String,
    /// The left edge of its letters.
    pub left: Tenths,
    /// The right edge of its letters.
    pub right: Tenths,
    /// Over how many rows and columns it extends, at least one of each.
    pub span: (u32, u32),
    /// Why it may not be what is printed.
    pub doubt: Option<DoubtReason>,
}

/// A row of a table that is being read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// One cell for each column.
    pub cells: Vec<Cell>,
    /// The page, from 0.
    pub page: usize,
    /// The line its first letters stand on.
    pub base: Tenths,
    /// The line its last letters stand on.
    pub end: Tenths,
}

/// A table that is being read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Table {
    /// The edges of its columns: the letters of column `k` stand between `k` and `k + 1`.
    pub edges: Vec<Tenths>,
    /// How many of its first rows are headings.
    pub headings: usize,
    /// Its rows, headings first.
    pub rows: Vec<Row>,
    /// The page it begins on, from 0.
    pub page: usize,
    /// Its upper edge.
    pub top: Tenths,
    /// Its lower edge on its last page.
    pub bottom: Tenths,
    /// Whether rules separate its columns and rows.
    pub is_ruled: bool,
}

impl Cell {
    /// A cell of one row and column.
    pub fn new(text: String, left: Tenths, right: Tenths) -> Cell {
        Cell {
            text,
            left,
            right,
            span: (1, 1),
            doubt: None,
        }
    }

    /// A cell in which nothing is printed.
    pub fn empty() -> Cell {
        Cell::new(String::new(), 0, 0)
    }

    /// Appends what stands on a further line of the cell.
    pub fn append(&mut self, text: &str, left: Tenths, right: Tenths) {
        if self.text.is_empty() {
            (self.left, self.right) = (left, right);
        } else {
            self.left = self.left.min(left);
            self.right = self.right.max(right);
        }
        append_line(&mut self.text, text);
    }
}

/// Whether a figure that is no year stands among the words.
fn holds_figure(text: &str) -> bool {
    text.split(' ')
        .any(|word| is_figure(word) && !is_year(word))
}

/// The figure that a cell begins with, in thousandths.
fn leading_figure(text: &str) -> Option<i64> {
    let word = text.split(' ').next()?;
    let (number, sign) = match word.strip_prefix(['-', '−', '–']) {
        Some(number) => (number, -1),
        None => (word, 1),
    };
    let number = number.trim_end_matches('%').replace(',', ".");
    let (whole, decimals) = number.split_once('.').unwrap_or((&number, ""));
    let decimals = format!("{:0<3}", decimals.get(..3).unwrap_or(decimals));
    let whole: i64 = whole.parse().ok()?;
    let part: i64 = decimals.parse().ok()?;
    whole
        .checked_mul(1_000)?
        .checked_add(part)?
        .checked_mul(sign)
}

impl Table {
    /// How many columns it has.
    pub fn width(&self) -> usize {
        self.edges.len().saturating_sub(1)
    }

    /// Sets how many of the first rows are headings: those that hold text, or years, above
    /// figures.
    pub fn find_headings(&mut self) {
        let width = self.width();
        let most = self.rows.len().saturating_sub(1).min(8);
        self.headings = (0..most)
            .take_while(|row| self.is_heading(*row, width))
            .count();
    }

    fn is_heading(&self, row: usize, width: usize) -> bool {
        let cells = &self.rows[row].cells;
        let below = |column: usize| self.below(row, column);
        let (mut text, mut values, mut years) = (0, 0, 0);
        for (column, cell) in cells.iter().enumerate().take(width).skip(1) {
            if cell.text.is_empty() {
                continue;
            }
            if is_year(&cell.text) && below(column).0 * 2 < below(column).1 {
                years += 1;
            } else if is_value(&cell.text) {
                values += usize::from(!is_blank(&cell.text));
            } else if !holds_figure(&cell.text) {
                text += 1;
            }
        }
        if text + values + years == 0 {
            // a label alone above the first heading or row: a heading only if a heading follows
            return row + 1 < self.rows.len().min(6)
                && cells.first().is_some_and(|cell| cell.span.1 > 1)
                && self.is_heading(row + 1, width);
        }
        let figures_below = (1..width).any(|column| below(column).2 > 0);
        if years > 0 && values == 0 {
            return true;
        }
        text > values && figures_below && (values == 0 || text >= values * 2)
    }

    /// Of the cells of the column below the row: how many are years, how many are anything, and
    /// how many are figures.
    fn below(&self, row: usize, column: usize) -> (usize, usize, usize) {
        let (mut years, mut all, mut figures) = (0, 0, 0);
        for cells in self.rows.iter().skip(row + 1).map(|row| &row.cells) {
            let Some(cell) = cells.get(column).filter(|cell| !cell.text.is_empty()) else {
                continue;
            };
            all += 1;
            years += usize::from(is_year(&cell.text));
            figures += usize::from(is_value(&cell.text));
        }
        (years, all, figures)
    }

    /// The share of cells beside the labels that are figures or blanks, in hundredths.
    pub fn share_of_figures(&self) -> usize {
        let (mut all, mut values) = (0_usize, 0_usize);
        for row in self.rows.iter().skip(self.headings) {
            for cell in row
                .cells
                .iter()
                .skip(1)
                .filter(|cell| !cell.text.is_empty())
            {
                all += 1;
                values += usize::from(is_value(&cell.text));
            }
        }
        values * 100 / all.max(1)
    }

    /// Whether it is the scale of a chart rather than a table: most of it is empty, or the
    /// figures at the beginning of every column rise or fall by equal steps.
    pub fn is_scale(&self) -> bool {
        let body = &self.rows[self.headings..];
        let filled = body
            .iter()
            .flat_map(|row| &row.cells)
            .filter(|cell| !cell.text.is_empty())
            .count();
        if filled * 100 < body.len() * self.width() * 35 {
            return true;
        }
        let steps = |column: usize| {
            let figures: Vec<i64> = body
                .iter()
                .filter_map(|row| leading_figure(&row.cells[column].text))
                .collect();
            let step = figures
                .get(1)
                .zip(figures.first())
                .map_or(0, |(two, one)| two - one);
            step != 0
                && figures.len() > 3
                && figures.len() * 3 >= body.len() * 2
                && figures.windows(2).all(|pair| pair[1] - pair[0] == step)
        };
        (0..self.width()).all(steps)
    }

    /// Removes rows and columns in which nothing is printed.
    pub fn trim(&mut self) {
        let headings = self.rows[..self.headings]
            .iter()
            .filter(|row| row.cells.iter().any(|cell| !cell.text.is_empty()))
            .count();
        self.rows
            .retain(|row| row.cells.iter().any(|cell| !cell.text.is_empty()));
        self.headings = headings;
        for column in (0..self.width()).rev() {
            let is_empty = self.rows.iter().all(|row| {
                row.cells
                    .get(column)
                    .is_none_or(|cell| cell.text.is_empty())
            });
            if is_empty && self.width() > 1 {
                for row in &mut self.rows {
                    if column < row.cells.len() {
                        row.cells.remove(column);
                    }
                    for cell in row.cells.iter_mut().take(column) {
                        cell.span.1 = cell.span.1.max(1);
                    }
                }
                self.edges.remove(if column == 0 { 0 } else { column + 1 });
            }
        }
    }
}
