//! Columns of percentages that make 100 together.

use super::priced;
use crate::discovery::bits::Bits;
use crate::discovery::book::Book;
use crate::discovery::candidate::{Candidate, Operator, Outcome, Verdict};
use crate::discovery::density::{DENSITY_ONE, rounding_density, rounding_reach};
use crate::discovery::view::{Axis, Entry, View};

/// So many columns side by side make the whole, at most.
const MOST: usize = 12;
const HUNDRED: i128 = 100;
/// What the kind costs.
const SHAPE: Bits = Bits::whole(2);

/// The columns of percentages, side by side, that make 100 in each row: the last is what the others leave.
pub(in crate::discovery) fn rests_of_hundred(view: &View, book: &Book) -> Vec<Candidate> {
    let mut found = Vec::new();
    if view.axis != Axis::Columns {
        return found;
    }
    let is_free = |line: &usize| {
        let is_known = |it: &Candidate| it.operator == Operator::Sum && it.lines().contains(line);
        view.lines[*line].is_percent && !book.accepted.iter().any(is_known)
    };
    let lines: Vec<usize> = (0..view.len()).filter(is_free).collect();
    let choice = Bits::of_count(lines.len()).plus(Bits::of_count(MOST));
    for (at, target) in lines.iter().enumerate() {
        for from in at.saturating_sub(MOST - 1)..at {
            let parts = lines[from..at].to_vec();
            // side by side, nothing between them
            if target - parts[0] != parts.len() {
                continue;
            }
            let mut candidate = Candidate::new(Operator::RestOfHundred, *target, parts);
            candidate.is_loose = true;
            let records = 0..view.records.len();
            let mut verdicts: Vec<Verdict> =
                records.map(|it| verdict(view, &candidate, it)).collect();
            let judged = candidate.judge(view, &mut verdicts);
            found.push(priced(judged, view, SHAPE.plus(choice), false));
        }
    }
    found
}

fn verdict(view: &View, candidate: &Candidate, record: usize) -> Verdict {
    let lines = || candidate.parts.iter().chain([&candidate.target]).copied();
    let figures: Vec<Entry> = lines().map(|it| view.at(it, record)).collect();
    let is_silent = figures.iter().any(|it| !it.is_number() || it.value < 0);
    let unit = figures.iter().map(|it| it.unit).max().unwrap_or(0);
    if is_silent || unit <= 0 {
        return Verdict::SILENT;
    }
    let sum: i128 = figures.iter().map(|it| i128::from(it.value)).sum();
    let residual = (sum - HUNDRED * i128::from(view.one)).abs();
    let rounded = figures.iter().filter(|it| it.unit == unit && it.value != 0);
    let rounded = rounded.count();
    let half_units = u64::try_from(residual * 2 / i128::from(unit)).unwrap_or(u64::MAX);
    if half_units > rounding_reach(rounded) {
        return Verdict::against(Outcome::Differs);
    }
    // 100 and nothing are the whole whatever they are shares of
    if rounded < 2 {
        return Verdict::TRIVIAL;
    }
    let most = |density: u64| {
        let gains = lines().map(|it| view.gain(it, record, unit.into(), density));
        gains.max().unwrap_or(Bits::ZERO)
    };
    let density = rounding_density(rounded, half_units);
    if residual == 0 {
        return Verdict {
            outcome: Outcome::Holds,
            exact: most(DENSITY_ONE),
            rounded: most(density),
        };
    }
    Verdict {
        outcome: Outcome::Rounded,
        exact: View::loss(),
        rounded: most(density),
    }
}
