//! Relations within a row: a column that is the sum of others, a share of one in another.

use super::readings::{Figure, Reading};
use super::{ChoiceRelation, Decided, OpenRow};

/// Columns up to which every choice of parts is tried.
const EVERY_SUBSET: usize = 12;
/// Rows in which a sum must be told from chance: at least two parts that are not zero.
const LEAST_TELLING: usize = 3;

/// Readings times sums that are tried for a row, at most.
const MOST_TRIALS: usize = 400_000;

/// A column that is the sum of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct RowSum {
    target: usize,
    /// A bit for each part.
    parts: u32,
}

impl RowSum {
    /// Whether it holds, and whether that tells anything.
    fn holds(self, figures: &[Option<Figure>]) -> Option<bool> {
        let target = figures[self.target]?;
        let (mut sum, mut filled) = (0_i128, 0);
        for (column, figure) in figures.iter().enumerate() {
            if self.parts >> column & 1 == 1 {
                sum = sum.checked_add(figure.unwrap_or(0))?;
                filled += usize::from(figure.is_some_and(|figure| figure != 0));
            }
        }
        (sum == target).then_some(filled > 1)
    }
}

fn figures(reading: &Reading, columns: usize) -> Vec<Option<Figure>> {
    (0..columns)
        .map(|column| reading.figure(column).filter(|_| !reading.is_share(column)))
        .collect()
}

/// Keeps the readings that fit the sums that hold in nearly all rows, then those that fit the
/// shares.
pub(super) fn decide(rows: &mut [OpenRow], columns: usize) {
    let values: Vec<Vec<Vec<Option<Figure>>>> = rows
        .iter()
        .map(|row| {
            let told = row.readings.iter().filter(|_| !row.is_cut);
            told.map(|reading| figures(reading, columns)).collect()
        })
        .collect();
    let sums = sums_of(&values, columns);
    for (number, row) in rows.iter_mut().enumerate().filter(|(_, row)| !row.is_cut) {
        let mut kept: Vec<usize> = (0..row.readings.len()).collect();
        for sum in &sums {
            let fitting: Vec<usize> = kept
                .iter()
                .copied()
                .filter(|reading| sum.holds(&values[number][*reading]).is_some())
                .collect();
            if fitting.is_empty() {
                continue;
            }
            let parts = (0..columns).filter(|column| sum.parts >> column & 1 == 1);
            // several sums of a row count as one
            row.relations += usize::from(row.decided.is_empty());
            row.decided.push(Decided {
                relation: ChoiceRelation::Sum,
                parts: parts.map(|column| (number, column)).collect(),
                target: (number, sum.target),
            });
            kept = fitting;
        }
        keep(row, &kept);
    }
    shares(rows, columns);
}

fn keep(row: &mut OpenRow, kept: &[usize]) {
    let mut index = 0;
    row.readings.retain(|_| {
        index += 1;
        kept.contains(&(index - 1))
    });
}

/// The sums that hold in nearly all rows, under some reading of each.
fn sums_of(values: &[Vec<Vec<Option<Figure>>>], columns: usize) -> Vec<RowSum> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by_key(|row| (values[*row].len(), *row));
    let misses = values.len() / 20 + 1;
    let mut candidates: Vec<(RowSum, usize, usize)> = candidates(columns)
        .into_iter()
        .map(|sum| (sum, 0, 0))
        .collect();
    for (seen, row) in order.into_iter().enumerate() {
        let readings = &values[row];
        // a row with many readings tells little while there are many sums
        if readings.len().saturating_mul(candidates.len()) > MOST_TRIALS || readings.is_empty() {
            continue;
        }
        let allowed = misses.min(seen / 4 + 1);
        candidates.retain_mut(|(sum, missed, telling)| {
            let holds: Vec<bool> = readings
                .iter()
                .filter_map(|figures| sum.holds(figures))
                .collect();
            if holds.is_empty() {
                *missed += 1;
            } else if holds.iter().any(|tells| *tells) {
                *telling += 1;
            }
            *missed <= allowed
        });
        if candidates.is_empty() {
            break;
        }
    }
    candidates.retain(|(_, missed, telling)| {
        *telling >= LEAST_TELLING && *telling * 3 >= values.len() && *missed <= misses
    });
    candidates.sort_by_key(|(sum, missed, telling)| {
        (
            *missed,
            usize::MAX - telling,
            sum.parts.count_ones(),
            sum.target,
        )
    });
    // a sum with one more part that is always zero says nothing more
    let mut out: Vec<RowSum> = Vec::new();
    for (sum, ..) in candidates {
        let repeats = out
            .iter()
            .any(|known| known.target == sum.target && (known.parts & sum.parts == known.parts));
        if !repeats && out.len() < 4 {
            out.push(sum);
        }
    }
    out
}

fn candidates(columns: usize) -> Vec<RowSum> {
    let mut out = Vec::new();
    for target in 0..columns {
        if columns <= EVERY_SUBSET {
            let all = (1_u32 << columns) - 1;
            for parts in 1..=all {
                if parts >> target & 1 == 0 && parts.count_ones() > 1 {
                    out.push(RowSum { target, parts });
                }
            }
        } else {
            for from in 0..columns {
                for to in from + 2..=columns {
                    if (from..to).contains(&target) {
                        continue;
                    }
                    let parts = (from..to).fold(0, |parts, column| parts | 1 << column);
                    out.push(RowSum { target, parts });
                }
            }
        }
    }
    out
}

/// A percentage that is the share of one column in another, or what is left of it.
#[derive(Clone, Copy, Debug)]
struct Share {
    column: usize,
    part: usize,
    whole: usize,
    is_rest: bool,
}

impl Share {
    fn decided(self, row: usize) -> Decided {
        Decided {
            relation: match self.is_rest {
                false => ChoiceRelation::Share,
                true => ChoiceRelation::Rest,
            },
            parts: vec![(row, self.part), (row, self.whole)],
            target: (row, self.column),
        }
    }

    /// Whether the percentage is that of the figures, to its last digit; nothing if a figure is
    /// missing.
    fn holds(self, row: &OpenRow, reading: &Reading) -> Option<bool> {
        let line = &row.line;
        if !reading.is_share(self.column) {
            return None;
        }
        let share = reading.figure(self.column)?;
        let (part, whole) = (reading.figure(self.part)?, reading.figure(self.whole)?);
        let (from, to) = reading.cells[self.column];
        let last = line.tokens[from..to].last()?;
        if whole == 0 {
            return None;
        }
        let part = if self.is_rest {
            whole.checked_sub(part)?
        } else {
            part
        };
        let unit = Figure::from(10).checked_pow(6_u32.checked_sub(last.decimals)?)?;
        let exact = part.checked_mul(100_000_000)?.checked_div(whole)?;
        Some((exact - share).abs() <= unit)
    }
}

fn shares(rows: &mut [OpenRow], columns: usize) {
    let mut found: Vec<Share> = Vec::new();
    let is_share = |column: usize| {
        rows.iter()
            .any(|row| row.readings.len() == 1 && row.readings[0].is_share(column))
    };
    let percentages: Vec<usize> = (0..columns).filter(|column| is_share(*column)).collect();
    for column in percentages {
        for part in 0..columns {
            for whole in 0..columns {
                for is_rest in [false, true] {
                    let share = Share {
                        column,
                        part,
                        whole,
                        is_rest,
                    };
                    if part != whole && part != column && whole != column && is_rule(share, rows) {
                        found.push(share);
                    }
                }
            }
        }
    }
    let told = rows.iter_mut().enumerate().filter(|(_, row)| !row.is_cut);
    for (number, row) in told {
        let mut holds_any = false;
        for share in &found {
            let kept: Vec<usize> = (0..row.readings.len())
                .filter(|index| share.holds(row, &row.readings[*index]) != Some(false))
                .collect();
            let holds = |reading| share.holds(row, reading) == Some(true);
            holds_any |= row.readings.iter().any(holds);
            if !kept.is_empty() {
                if row.readings.iter().any(holds) {
                    row.decided.push(share.decided(number));
                }
                keep(row, &kept);
            }
        }
        // a figure cut in two has the shares of both its parts: they count as one
        row.relations += usize::from(holds_any);
    }
}

/// Whether the share holds in nearly all rows that have the three figures.
fn is_rule(share: Share, rows: &[OpenRow]) -> bool {
    let (mut held, mut asked) = (0_usize, 0_usize);
    for row in rows.iter().filter(|row| row.readings.len() == 1) {
        match share.holds(row, &row.readings[0]) {
            Some(true) => {
                held += 1;
                asked += 1;
            }
            Some(false) => asked += 1,
            None => {}
        }
    }
    held > 5 && held * 20 >= asked * 19
}
