//! A grid seen along one axis: lines that may be related, and the records that show it.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::bits::Bits;
use super::density::DENSITY_ONE;
use super::grid::{Cell, Grid};
use super::labels::Expectation;
use super::samples::Samples;

/// Which lines a relation is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Axis {
    /// Columns, related within each row.
    Columns,
    /// Rows, related within each column.
    Rows,
}

/// One cell of a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub value: i64,
    /// The unit it is printed to; zero where no figure stands.
    pub unit: i64,
    /// Whether a figure is there and not told, or words are.
    pub is_unknown: bool,
}

const NOTHING: Entry = Entry {
    value: 0,
    unit: 0,
    is_unknown: false,
};

impl Entry {
    pub(super) fn is_number(self) -> bool {
        self.unit > 0
    }
}

/// A row or a column as a candidate for a relation.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Its position in the grid.
    pub at: usize,
    pub says: Expectation,
    /// Whether it is a column of percentages, by its label or their signs.
    pub is_percent: bool,
    /// Whether more than usual stands between it and the line before.
    pub begins_block: bool,
    /// What at least half of its figures are whole numbers of: a power of ten.
    pub usual_unit: i64,
    /// Highest less lowest of its figures.
    pub range: i128,
    /// How many of its cells are figures.
    pub figures: usize,
}

/// A grid seen along one axis.
#[derive(Clone, Debug)]
pub(super) struct View {
    pub axis: Axis,
    pub lines: Vec<Line>,
    /// The position of each record in the grid.
    pub records: Vec<usize>,
    entries: Vec<Entry>,
    /// How often the value of each cell occurs in its line.
    repeats: Vec<u32>,
    /// The evidence of each cell if it agrees to its own unit.
    gains: Vec<Bits>,
    /// A number for each record: the same for records with the same label and the same unit.
    pub kinds: Vec<usize>,
    /// What the words beside each record say of it.
    pub says: Vec<Expectation>,
    /// Ten to the decimals of the grid: 1 in its units.
    pub one: i64,
    /// Records of each line that differ as much as they can.
    samples: Vec<Samples>,
}

/// Records of which one in this many is expected to be a slip: 3 in 100.
const SLIP_PERCENT: u128 = 3;

impl View {
    /// The grid seen along an axis; lines and records without any figure are left out.
    pub(super) fn of(grid: &Grid, axis: Axis) -> View {
        let cell = |line: usize, record: usize| match axis {
            Axis::Columns => grid.cells[record][line],
            Axis::Rows => grid.cells[line][record],
        };
        let (all_lines, all_records) = match axis {
            Axis::Columns => (grid.width, grid.cells.len()),
            Axis::Rows => (grid.cells.len(), grid.width),
        };
        let labels = match axis {
            Axis::Columns => &grid.column_labels,
            Axis::Rows => &grid.row_labels,
        };
        let is_number = |it: Cell| matches!(it, Cell::Number(_));
        let used = |count: usize, test: &dyn Fn(usize) -> bool| -> Vec<usize> {
            (0..count).filter(|at| test(*at)).collect()
        };
        let kept = used(all_lines, &|line| {
            (0..all_records).any(|record| is_number(cell(line, record)))
        });
        let records = used(all_records, &|record| {
            kept.iter().any(|line| is_number(cell(*line, record)))
        });
        let mut view = View {
            axis,
            lines: Vec::with_capacity(kept.len()),
            entries: Vec::with_capacity(kept.len() * records.len()),
            repeats: Vec::with_capacity(kept.len() * records.len()),
            gains: Vec::new(),
            records,
            kinds: Vec::new(),
            says: Vec::new(),
            one: 10_i64.checked_pow(grid.decimals).unwrap_or(1),
            samples: Vec::new(),
        };
        let mut gaps: Vec<usize> = kept.windows(2).map(|pair| pair[1] - pair[0]).collect();
        gaps.sort_unstable();
        let usual = gaps.get(gaps.len() / 2).copied().unwrap_or(1);
        let mut before = None;
        for at in kept {
            let label = labels.get(at).map_or("", String::as_str);
            let gap = before.is_none_or(|before| at > before + usual);
            view.push(at, gap, label, |record| cell(at, record));
            let has_signs = axis == Axis::Columns && grid.are_percent.get(at) == Some(&true);
            if let Some(line) = view.lines.last_mut() {
                line.is_percent = line.says.share || has_signs;
            }
            before = Some(at);
        }
        let names = match axis {
            Axis::Columns => &grid.row_labels,
            Axis::Rows => &grid.column_labels,
        };
        let mut kinds: FxHashMap<(&str, i64), usize> = FxHashMap::default();
        for (record, at) in view.records.iter().enumerate() {
            let units = (0..view.len()).map(|line| view.at(line, record));
            let finest = units.filter(|it| it.is_number()).map(|it| it.unit).min();
            let name = names.get(*at).map_or("", String::as_str);
            view.says.push(Expectation::of(name));
            let next = kinds.len();
            let kind = *kinds.entry((name, finest.unwrap_or(0))).or_insert(next);
            view.kinds.push(kind);
        }
        view.samples = (0..view.len())
            .map(|line| Samples::of(&view, line))
            .collect();
        view.gains = view.own_gains();
        view
    }

    fn push(&mut self, at: usize, begins_block: bool, label: &str, cell: impl Fn(usize) -> Cell) {
        let mut counts: FxHashMap<i64, u32> = FxHashMap::default();
        let mut extent: Option<(i64, i64)> = None;
        let start = self.entries.len();
        for record in &self.records {
            let entry = match cell(*record) {
                Cell::Number(number) => Entry {
                    value: number.value,
                    unit: number.unit,
                    is_unknown: false,
                },
                Cell::Empty => NOTHING,
                Cell::Unknown | Cell::Words => Entry {
                    is_unknown: true,
                    ..NOTHING
                },
            };
            if entry.is_number() {
                *counts.entry(entry.value).or_default() += 1;
                let (low, high) = extent.unwrap_or((entry.value, entry.value));
                extent = Some((low.min(entry.value), high.max(entry.value)));
            }
            self.entries.push(entry);
        }
        for entry in &self.entries[start..] {
            self.repeats
                .push(counts.get(&entry.value).copied().unwrap_or(0));
        }
        let figures = self.entries[start..]
            .iter()
            .filter(|it| it.is_number())
            .count();
        let mut ends: Vec<i64> = self.entries[start..]
            .iter()
            .filter(|it| it.is_number() && it.value != 0)
            .map(|it| last_digit(it.value))
            .collect();
        ends.sort_unstable();
        let usual_unit = ends.get(ends.len() / 2).copied().unwrap_or(1);
        self.lines.push(Line {
            at,
            says: Expectation::of(label),
            is_percent: false,
            begins_block,
            usual_unit,
            range: extent.map_or(0, |(low, high)| i128::from(high) - i128::from(low)),
            figures,
        });
    }

    /// How many lines.
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// The cell of a line in a record.
    pub(super) fn at(&self, line: usize, record: usize) -> Entry {
        let position = line * self.records.len() + record;
        self.entries.get(position).copied().unwrap_or(NOTHING)
    }

    /// The records of a line to look at before all are.
    pub(super) fn samples(&self, line: usize) -> &Samples {
        &self.samples[line]
    }

    /// The entries of a line, record by record.
    pub(super) fn line(&self, line: usize) -> &[Entry] {
        let records = self.records.len();
        &self.entries[line * records..(line + 1) * records]
    }

    /// One over the chance that the cell agrees to within `width` with anything, in 1024ths: its
    /// size in steps over three powers of ten, no more than the spread of its line, and no more than
    /// the other cells of the line that have the same value allow.
    fn surprise(&self, line: usize, record: usize, width: i128) -> u128 {
        let value = i128::from(self.at(line, record).value).abs();
        // 39,00 among whole numbers could as little have been 39,01 as 39 could
        let shown = last_digit(self.at(line, record).value).min(self.lines[line].usual_unit);
        let width = width.max(i128::from(shown));
        let size = 2 * 1024 + value * 69 * 1024 / (10 * width);
        let mut surprise = size;
        let figures = self.lines[line].figures;
        if figures > 2 {
            let spread = 2 * 1024 + self.lines[line].range * 2 * 1024 / width;
            surprise = surprise.min(spread);
            let same = self.repeats[line * self.records.len() + record];
            if same > 1 {
                let others = i128::try_from(figures - 1).unwrap_or(1) * 1024;
                surprise = surprise.min(others / i128::from(same - 1));
            }
        }
        u128::try_from(surprise).unwrap_or(0)
    }

    /// The evidence of a record that agrees: how much likelier than by chance, at a density of the
    /// residual in 2²⁰ths, one record in thirty being a slip.
    pub(super) fn gain(&self, line: usize, record: usize, width: i128, density: u64) -> Bits {
        self.gain_at_most(line, record, width, density, i128::MAX)
    }

    /// The same, with at most this many values that the cell could have had.
    pub(super) fn gain_at_most(
        &self,
        line: usize,
        record: usize,
        width: i128,
        density: u64,
        values: i128,
    ) -> Bits {
        let cap = u128::try_from(values.min(1 << 60)).unwrap_or(1) * 1024;
        let surprise = self.surprise(line, record, width).min(cap.max(1024));
        let agreeing = (100 - SLIP_PERCENT) * surprise * u128::from(density);
        let slip = SLIP_PERCENT * 1024 * u128::from(DENSITY_ONE);
        Bits::log2(agreeing + slip).minus(*WHOLE)
    }

    /// The evidence of figures that are the same, one over the chance of that being so many 1024ths.
    pub(super) fn gain_of(surprise: u128) -> Bits {
        let one = u128::from(DENSITY_ONE);
        let agreeing = (100 - SLIP_PERCENT) * surprise.min(1 << 70) * one;
        Bits::log2(agreeing + SLIP_PERCENT * 1024 * one).minus(*WHOLE)
    }

    /// The evidence of every cell that agrees to its own unit; nothing where no figure is.
    fn own_gains(&self) -> Vec<Bits> {
        let lines = (0..self.len()).flat_map(|line| {
            self.line(line)
                .iter()
                .enumerate()
                .map(move |(record, it)| (line, record, it))
        });
        let gains = lines.map(|(line, record, it)| match it.is_number() {
            true => self.gain(line, record, it.unit.into(), DENSITY_ONE),
            false => Bits::ZERO,
        });
        gains.collect()
    }

    /// The evidence of a cell that agrees to its own unit: no record can be worth more to its line.
    pub(super) fn own_gain(&self, line: usize, record: usize) -> Bits {
        let position = line * self.records.len() + record;
        self.gains.get(position).copied().unwrap_or(Bits::ZERO)
    }

    /// The evidence of a record that does not agree.
    pub(super) fn loss() -> Bits {
        *LOSS
    }
}

/// The logarithm of the denominator of a record's evidence.
static WHOLE: LazyLock<Bits> = LazyLock::new(|| Bits::log2(100 * 1024 * u128::from(DENSITY_ONE)));
static LOSS: LazyLock<Bits> = LazyLock::new(|| Bits::log2(SLIP_PERCENT).minus(Bits::log2(100)));

/// The power of ten that the last digit of a figure other than zero stands for.
pub(super) fn last_digit(value: i64) -> i64 {
    let mut power = 1;
    let mut rest = value;
    while rest != 0 && rest % 10 == 0 {
        rest /= 10;
        power *= 10;
    }
    power
}
