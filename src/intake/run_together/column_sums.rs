//! Relations between rows: a last row that is the sum of those above it, column by column.

use rustc_hash::FxHashMap;

use super::line::is_total;
use super::readings::{Figure, short_readings_of};
use super::{ChoiceRelation, Decided, OpenRow};

/// Combinations of half of the rows that are listed, at most.
const MOST_HALF: usize = 400_000;

/// Keeps the readings with which every column adds up to the last row, if there is such a row.
pub(super) fn decide(rows: &mut [OpenRow], columns: usize) {
    let Some((total, parts)) = rows.split_last_mut() else {
        return;
    };
    let cut = total.is_cut || parts.iter().any(|row| row.is_cut);
    if !is_total(&total.line.label) || parts.is_empty() || cut {
        return;
    }
    let number = parts.len();
    // each column by itself, where the total is the most or the least that its rows can make
    loop {
        let open = |rows: &[OpenRow]| rows.iter().map(|row| row.readings.len()).sum::<usize>();
        let before = open(parts) + total.readings.len();
        for column in 0..columns {
            at_the_edge(parts, total, column, number);
        }
        if open(parts) + total.readings.len() == before {
            break;
        }
    }
    if together(parts, total, columns) {
        return;
    }
    // a total may print fewer cells than there are columns
    let short = short_readings_of(&total.line, columns);
    if !short.is_empty() {
        let full = std::mem::replace(&mut total.readings, short);
        if !together(parts, total, columns) && !full.is_empty() {
            total.readings = full;
        }
    }
}

fn figure(row: &OpenRow, reading: usize, column: usize) -> Figure {
    row.readings[reading].figure(column).unwrap_or(0)
}

fn is_share(row: &OpenRow, column: usize) -> bool {
    row.readings.iter().any(|reading| reading.is_share(column))
}

/// The total of a column, below so many rows.
fn total_of(rows: usize, column: usize) -> Decided {
    Decided {
        relation: ChoiceRelation::Sum,
        parts: (0..rows).map(|row| (row, column)).collect(),
        target: (rows, column),
    }
}

/// If a reading of the total is the largest sum that the column can have, every row has its
/// largest figure there; likewise for the smallest.
fn at_the_edge(parts: &mut [OpenRow], total: &mut OpenRow, column: usize, number: usize) {
    if parts
        .iter()
        .chain([&*total])
        .any(|row| is_share(row, column))
    {
        return;
    }
    let extreme = |row: &OpenRow, largest: bool| {
        let figures = (0..row.readings.len()).map(|reading| figure(row, reading, column));
        if largest {
            figures.max()
        } else {
            figures.min()
        }
        .unwrap_or(0)
    };
    let sum = |largest: bool| -> Option<Figure> {
        parts
            .iter()
            .try_fold(0_i128, |sum, row| sum.checked_add(extreme(row, largest)))
    };
    let (Some(least), Some(most)) = (sum(false), sum(true)) else {
        return;
    };
    if least == most {
        return;
    }
    let totals: Vec<usize> = (0..total.readings.len())
        .filter(|reading| {
            let own = total.readings[*reading].figure(column);
            own.is_some_and(|own| (least..=most).contains(&own))
        })
        .collect();
    let figures: Vec<Figure> = totals
        .iter()
        .map(|reading| figure(total, *reading, column))
        .collect();
    let Some(first) = figures.first() else {
        return;
    };
    if figures.iter().any(|figure| figure != first) || *first != most && *first != least {
        return;
    }
    let largest = *first == most;
    for row in parts.iter_mut() {
        let best = extreme(row, largest);
        let kept: Vec<bool> = (0..row.readings.len())
            .map(|reading| figure(row, reading, column) == best)
            .collect();
        retain(row, &kept, number, &[column]);
    }
    let kept: Vec<bool> = (0..total.readings.len())
        .map(|reading| totals.contains(&reading))
        .collect();
    retain(total, &kept, number, &[column]);
}

/// Keeps some of the readings; the totals of the columns decided it.
fn retain(row: &mut OpenRow, kept: &[bool], number: usize, columns: &[usize]) {
    if kept.iter().all(|kept| *kept) {
        return;
    }
    let mut index = 0;
    row.readings.retain(|_| {
        index += 1;
        kept[index - 1]
    });
    for column in columns {
        let decided = total_of(number, *column);
        if !row.decided.contains(&decided) {
            row.decided.push(decided);
        }
    }
}

/// All columns at once: combinations of the first half of the rows that are still open, met with
/// those of the second half.
/// Tells whether they add up.
fn together(parts: &mut [OpenRow], total: &mut OpenRow, columns: usize) -> bool {
    let number = parts.len();
    let summed: Vec<usize> = (0..columns)
        .filter(|column| {
            !parts
                .iter()
                .chain([&*total])
                .any(|row| is_share(row, *column))
        })
        .collect();
    // what the total does not print is not asked
    let printed = |reading: usize| -> Vec<usize> {
        let prints = |column: &usize| total.readings[reading].figure(*column).is_some();
        summed.iter().copied().filter(prints).collect()
    };
    let mut sets: Vec<Vec<usize>> = (0..total.readings.len()).map(printed).collect();
    let of_reading = sets.clone();
    sets.sort_unstable();
    sets.dedup();
    let mut used_total = vec![false; total.readings.len()];
    let mut used: Vec<Vec<bool>> = parts
        .iter()
        .map(|row| vec![false; row.readings.len()])
        .collect();
    let mut added_up: Vec<usize> = Vec::new();
    for set in sets.into_iter().filter(|set| !set.is_empty()) {
        let readings: Vec<usize> = (0..total.readings.len())
            .filter(|reading| of_reading[*reading] == set)
            .collect();
        match meet(parts, total, &readings, &set, &mut used, &mut used_total) {
            Some(true) => added_up.extend(set),
            Some(false) => {}
            None => return false,
        }
    }
    if added_up.is_empty() {
        return false;
    }
    added_up.sort_unstable();
    added_up.dedup();
    for (row, used) in parts.iter_mut().zip(&used) {
        retain(row, used, number, &added_up);
        row.relations += 1;
    }
    retain(total, &used_total, number, &added_up);
    total.relations += 1;
    true
}

/// Marks the readings with which the columns of `summed` add up to one of the readings of the
/// total; tells whether any do, or nothing if there are too many combinations to list.
fn meet(
    parts: &[OpenRow],
    total: &OpenRow,
    totals: &[usize],
    summed: &[usize],
    used: &mut [Vec<bool>],
    used_total: &mut [bool],
) -> Option<bool> {
    let open: Vec<usize> = (0..parts.len())
        .filter(|row| parts[*row].readings.len() > 1)
        .collect();
    let vector = |row: &OpenRow, reading: usize| -> Vec<Figure> {
        summed
            .iter()
            .map(|column| figure(row, reading, *column))
            .collect()
    };
    let mut fixed = vec![0_i128; summed.len()];
    for row in parts.iter().filter(|row| row.readings.len() == 1) {
        add(&mut fixed, &vector(row, 0));
    }
    // halves of about equal work
    let (mut first, mut second) = (Vec::new(), Vec::new());
    let (mut one, mut other) = (1_usize, 1_usize);
    for row in open {
        let readings = parts[row].readings.len();
        if one <= other {
            first.push(row);
            one = one.saturating_mul(readings);
        } else {
            second.push(row);
            other = other.saturating_mul(readings);
        }
    }
    if one.max(other).saturating_mul(totals.len().min(64)) > MOST_HALF * 4
        || one.max(other) > MOST_HALF
    {
        return None;
    }
    let list = |rows: &[usize]| -> Vec<(Vec<Figure>, Vec<usize>)> {
        let mut all = vec![(vec![0_i128; summed.len()], Vec::new())];
        for row in rows {
            let row = &parts[*row];
            let mut next = Vec::with_capacity(all.len() * row.readings.len());
            for (sum, chosen) in &all {
                for reading in 0..row.readings.len() {
                    let mut sum = sum.clone();
                    add(&mut sum, &vector(row, reading));
                    let mut chosen: Vec<usize> = chosen.clone();
                    chosen.push(reading);
                    next.push((sum, chosen));
                }
            }
            all = next;
        }
        all
    };
    let (left, right) = (list(&first), list(&second));
    let mut by_sum: FxHashMap<&[Figure], Vec<usize>> = FxHashMap::default();
    for (index, (sum, _)) in left.iter().enumerate() {
        by_sum.entry(sum).or_default().push(index);
    }
    let mut found = false;
    for reading in totals {
        let goal = vector(total, *reading);
        for (sum, chosen) in &right {
            let rest: Vec<Figure> = goal
                .iter()
                .zip(sum)
                .zip(&fixed)
                .map(|((goal, sum), fixed)| goal - sum - fixed)
                .collect();
            for index in by_sum.get(rest.as_slice()).into_iter().flatten() {
                found = true;
                used_total[*reading] = true;
                let first = first.iter().zip(&left[*index].1);
                for (row, reading) in first.chain(second.iter().zip(chosen)) {
                    used[*row][*reading] = true;
                }
            }
        }
    }
    if found {
        for (row, used) in parts.iter().zip(used) {
            if row.readings.len() == 1 {
                used[0] = true;
            }
        }
    }
    Some(found)
}

fn add(sum: &mut [Figure], more: &[Figure]) {
    for (own, more) in sum.iter_mut().zip(more) {
        *own = own.saturating_add(*more);
    }
}
