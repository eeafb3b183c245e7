//! Lines that are another line times one unknown factor, or two lines times one factor each: shares of a
//! whole that is not printed, prices, amounts by a key or by two.

mod region;

use region::Region;

use super::{distance_cost, priced};
use crate::discovery::bits::Bits;
use crate::discovery::book::Book;
use crate::discovery::candidate::{Candidate, Operator, Outcome, Verdict};
use crate::discovery::density::DENSITY_ONE;
use crate::discovery::view::{Entry, View};
use crate::exact::Ratio;

/// Up to this many lines every pair is tried; of more, those this near. With two factors fewer.
const EVERY_PAIR: usize = 60;
const NEAR: usize = 16;
const NEAR_OF_TWO: usize = 10;
/// So many records must agree where one factor is open, and where two are.
const FEWEST: [usize; 2] = [4, 6];

/// A record that differs by so many halves of the target's unit says neither.
const NEAR_UNITS: i128 = 7;
/// Targets of so many units, half of them at least, can tell lines that are proportional from lines that only
/// grow together.
const FINE: i64 = 500;

/// Every line as another times one factor.
pub(in crate::discovery) fn proportions(view: &View, book: &Book) -> Vec<Candidate> {
    let mut found = Vec::new();
    for target in 0..view.len() {
        for part in near(
            view,
            target,
            if view.len() <= EVERY_PAIR {
                EVERY_PAIR
            } else {
                NEAR
            },
        ) {
            if part != target && !adds_up(book, &[target, part]) {
                found.extend(fitted(view, Operator::Proportional, target, vec![part]));
            }
        }
    }
    found
}

/// Every line that nothing explains yet as two others, each times a factor of its own.
pub(in crate::discovery) fn mixtures(view: &View, book: &Book) -> Vec<Candidate> {
    let mut found = Vec::new();
    for target in 0..view.len() {
        if book.accepted.iter().any(|it| it.target == target) {
            continue;
        }
        let lines = near(view, target, NEAR_OF_TWO);
        for a in lines.clone().filter(|it| *it != target) {
            for b in lines.clone().filter(|it| *it != target && *it > a) {
                if !adds_up(book, &[target, a, b]) && !is_known(book, &[target, a, b]) {
                    found.extend(fitted(view, Operator::Mixture, target, vec![a, b]));
                }
            }
        }
    }
    found
}

fn near(view: &View, target: usize, reach: usize) -> std::ops::Range<usize> {
    target.saturating_sub(reach)..(target + reach + 1).min(view.len())
}

/// Whether a sum relates just these lines already.
fn adds_up(book: &Book, lines: &[usize]) -> bool {
    let mut lines = lines.to_vec();
    lines.sort_unstable();
    book.accepted.iter().any(|it| it.lines() == lines)
}

/// Whether two of these lines are known to be related: then the third adds nothing.
fn is_known(book: &Book, lines: &[usize]) -> bool {
    book.accepted.iter().any(|it| {
        let own = it.lines();
        own.len() == 2 && own.iter().all(|line| lines.contains(line))
    })
}

/// The candidate with the factors that most records agree on, if half of a sample do.
fn fitted(view: &View, operator: Operator, target: usize, parts: Vec<usize>) -> Option<Candidate> {
    let sample = &view.samples(target).eight;
    let count = parts.len();
    let mut best: Option<Region> = None;
    for first in starts(sample, count) {
        let Some(start) = Region::of(view, target, &parts, &first) else {
            continue;
        };
        let agreeing = sample
            .iter()
            .filter(|it| start.meets(view, target, &parts, **it));
        // those it is made of agree by themselves
        if agreeing.count() * 4 < sample.len() * 3 || sample.len() < FEWEST[count - 1] {
            continue;
        }
        let region = start.narrowed(view, target, &parts);
        if best.as_ref().is_none_or(|it| it.agreeing < region.agreeing) {
            best = Some(region);
        }
    }
    let region = best.filter(|it| it.agreeing >= FEWEST[count - 1])?;
    let factors = region.factors()?;
    if is_one(view, target, &parts, &factors) {
        return None;
    }
    let mut candidate = Candidate::new(operator, target, parts);
    candidate.is_loose = true;
    candidate.factors = factors;
    judged(view, candidate, &region)
}

/// Records to begin with: each of the first half alone, or each pair of the first four.
fn starts(sample: &[usize], count: usize) -> Vec<Vec<usize>> {
    if count == 1 {
        let first = sample.iter().take(sample.len() / 2 + 1);
        return first.map(|it| vec![*it]).collect();
    }
    let some = &sample[..sample.len().min(4)];
    let pairs = some.iter().enumerate();
    pairs
        .flat_map(|(at, a)| some[at + 1..].iter().map(|b| vec![*a, *b]))
        .collect()
}

/// A line that is another to its last digit is no discovery.
fn is_one(view: &View, target: usize, parts: &[usize], factors: &[[Ratio; 2]]) -> bool {
    let [[low, high]] = factors[..] else {
        return false;
    };
    let is_same = low <= Ratio::ONE && Ratio::ONE <= high;
    let finer = |record: usize| view.at(target, record).unit > view.at(parts[0], record).unit;
    is_same && !(0..view.records.len()).any(finer)
}

fn judged(view: &View, mut candidate: Candidate, region: &Region) -> Option<Candidate> {
    let (target, parts) = (candidate.target, candidate.parts.clone());
    let mut verdicts: Vec<Verdict> = (0..view.records.len())
        .map(|record| verdict(view, target, &parts, region, record))
        .collect();
    let mut gains: Vec<Bits> = verdicts.iter().map(|it| it.exact).collect();
    gains.sort_unstable_by(|a, b| b.cmp(a));
    // as many records as there are factors agree by themselves, and any could have been those
    let own: Bits = gains.iter().take(parts.len()).copied().sum();
    let choice = Bits::of_count(view.records.len()).times(parts.len());
    let near: Bits = parts.iter().map(|it| distance_cost(target, *it)).sum();
    let near = near.min(Bits::of_count(view.len()).times(parts.len()));
    let cost = own.plus(choice).plus(near).plus(Bits::whole(3));
    candidate = priced(candidate.judge(view, &mut verdicts), view, cost, false);
    candidate.is_habit = misses_the_large(view, &candidate) || is_short(view, &candidate);
    Some(candidate)
}

fn verdict(view: &View, target: usize, parts: &[usize], region: &Region, record: usize) -> Verdict {
    let entry = view.at(target, record);
    let all: Vec<Entry> = parts.iter().map(|it| view.at(*it, record)).collect();
    if !entry.is_number() || all.iter().any(|it| !it.is_number()) {
        return Verdict::SILENT;
    }
    if !region.holds(view, target, parts, record, 1) {
        // the factor may have been applied to figures with more digits than are printed
        return match region.holds(view, target, parts, record, NEAR_UNITS) {
            true => Verdict::SILENT,
            false => Verdict::against(Outcome::Differs),
        };
    }
    if entry.value == 0 || all.iter().all(|it| it.value == 0) {
        return Verdict::TRIVIAL;
    }
    let gain = view.gain(target, record, entry.unit.into(), DENSITY_ONE);
    Verdict::same(Outcome::Holds, gain)
}

/// Whether half of the targets that agree have too few digits.
fn is_short(view: &View, candidate: &Candidate) -> bool {
    let outcomes = candidate.outcomes.iter().enumerate();
    let holding = outcomes.filter(|(_, it)| **it == Outcome::Holds);
    let is_fine = holding.map(|(record, _)| {
        let entry = view.at(candidate.target, record);
        entry.value.abs() / entry.unit.max(1) >= FINE
    });
    let is_fine: Vec<bool> = is_fine.collect();
    is_fine.iter().filter(|it| **it).count() * 2 < is_fine.len()
}

/// Whether the records that differ are those with much to differ by: then the lines are alike and not
/// proportional, and the small ones agree because they are small.
fn misses_the_large(view: &View, candidate: &Candidate) -> bool {
    let size = |record: usize| view.at(candidate.target, record).value.abs();
    let spoken = |test: fn(&Outcome) -> bool| {
        let outcomes = candidate.outcomes.iter().enumerate();
        outcomes
            .filter(move |(_, it)| test(it))
            .map(|(record, _)| record)
    };
    let mut holding: Vec<i64> = spoken(|it| *it == Outcome::Holds).map(size).collect();
    holding.sort_unstable();
    let middle = holding.get(holding.len() / 2).copied().unwrap_or(0);
    let large = holding.iter().filter(|it| **it >= middle).count();
    let missed = spoken(|it| *it == Outcome::Differs).filter(|it| size(*it) >= middle);
    missed.count() * 4 > large
}
