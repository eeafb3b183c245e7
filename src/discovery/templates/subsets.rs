//! Sums of any of the lines, found by meeting in the middle.

use super::priced;
use crate::discovery::addition::judge_sum;
use crate::discovery::bits::Bits;
use crate::discovery::book::Book;
use crate::discovery::candidate::Candidate;
use crate::discovery::view::View;

/// The most lines whose subsets are all tried.
const MOST_LINES: usize = 24;
/// The most subsets of one target that are looked at in a second record.
const MOST_HITS: usize = 20_000;

/// Every line as the sum of three or more of the `active` lines nearest to it.
pub(in crate::discovery) fn subset_sums(
    view: &View,
    active: &[usize],
    book: &Book,
) -> Vec<Candidate> {
    let mut found = Vec::new();
    for target in 0..view.len() {
        if book.is_total(target) {
            continue;
        }
        let mut lines: Vec<usize> = active.iter().copied().filter(|it| *it != target).collect();
        lines.sort_by_key(|line| (line.abs_diff(target), *line));
        lines.truncate(MOST_LINES);
        lines.sort_unstable();
        let sample = &view.samples(target).three;
        if lines.len() < 4 || sample.is_empty() {
            continue;
        }
        let chosen_of = lines.len();
        retain_small(view, target, &mut lines, sample);
        for parts in subsets(view, target, &lines, sample) {
            let size = parts.len();
            let cost = choices(chosen_of, size).plus(Bits::whole(2));
            let says = view.lines[target].says.total;
            found.push(priced(judge_sum(view, target, parts), view, cost, says));
        }
    }
    found
}

/// Leaves only lines that can be a part: where nothing is negative, no part is larger than the sum.
fn retain_small(view: &View, target: usize, lines: &mut Vec<usize>, sample: &[usize]) {
    for record in sample {
        let at = |line: &usize| view.at(*line, *record);
        let wanted = view.at(target, *record);
        let unit = lines.iter().map(|line| at(line).unit).max().unwrap_or(1);
        let largest = wanted.value + unit.max(wanted.unit) * 2;
        if lines.iter().all(|line| at(line).value >= 0) {
            lines.retain(|line| at(line).value <= largest);
        }
    }
}

/// The logarithm of the number of ways to choose.
fn choices(from: usize, size: usize) -> Bits {
    let mut ways = 1_u128;
    for k in 0..size.min(from) {
        ways = ways * (from - k) as u128 / (k + 1) as u128;
    }
    Bits::log2(ways)
}

/// The sums of all subsets of up to twelve lines in one record, ordered: no more than 12 · 10¹⁶.
fn half_sums(view: &View, lines: &[usize], record: usize) -> Vec<(i64, u32)> {
    let mut sums = vec![(0_i64, 0_u32)];
    for (bit, line) in lines.iter().enumerate() {
        let value = view.at(*line, record).value;
        // a line of nothing would double every subset
        if value != 0 {
            sums = merged(&sums, value, 1 << bit);
        }
    }
    sums
}

/// Ordered sums without and with one more line, ordered.
fn merged(sums: &[(i64, u32)], value: i64, bit: u32) -> Vec<(i64, u32)> {
    let mut all = Vec::with_capacity(2 * sums.len());
    let mut with = sums
        .iter()
        .map(|(sum, set)| (sum + value, set | bit))
        .peekable();
    for without in sums {
        while let Some(next) = with.next_if(|next| next < without) {
            all.push(next);
        }
        all.push(*without);
    }
    all.extend(with);
    all
}

fn subsets(view: &View, target: usize, lines: &[usize], sample: &[usize]) -> Vec<Vec<usize>> {
    let Some(first) = sample.first() else {
        return Vec::new();
    };
    let (left, right) = lines.split_at(lines.len() / 2);
    let (low, high) = (
        half_sums(view, left, *first),
        half_sums(view, right, *first),
    );
    let entry = view.at(target, *first);
    let unit = lines
        .iter()
        .map(|line| view.at(*line, *first).unit)
        .max()
        .unwrap_or(1);
    let slack = unit.max(entry.unit) * 2;
    let wanted = entry.value;
    let mut found = Vec::new();
    let mut hits = 0;
    let mut end = high.len();
    for (sum, set) in &low {
        while end > 0 && high[end - 1].0 + sum > wanted + slack {
            end -= 1;
        }
        for (other, more) in high[..end].iter().rev() {
            if other + sum < wanted - slack {
                break;
            }
            hits += 1;
            if hits > MOST_HITS {
                return Vec::new();
            }
            if set.count_ones() + more.count_ones() <= 2 {
                continue;
            }
            let parts = chosen(left, *set).chain(chosen(right, *more));
            let parts: Vec<usize> = parts.collect();
            if sample[1..]
                .iter()
                .all(|record| agrees(view, target, &parts, *record))
            {
                found.push(parts);
            }
        }
    }
    found
}

fn chosen(lines: &[usize], set: u32) -> impl Iterator<Item = usize> {
    lines
        .iter()
        .enumerate()
        .filter(move |(bit, _)| set >> bit & 1 == 1)
        .map(|(_, line)| *line)
}

fn agrees(view: &View, target: usize, parts: &[usize], record: usize) -> bool {
    let wanted = view.at(target, record);
    let sum: i128 = parts
        .iter()
        .map(|part| i128::from(view.at(*part, record).value))
        .sum();
    let unit = parts
        .iter()
        .map(|part| view.at(*part, record).unit)
        .max()
        .unwrap_or(1);
    (sum - i128::from(wanted.value)).abs() <= i128::from(unit.max(wanted.unit)) * 2
}
