//! Lines that are another line times one unknown factor, or two lines times one factor each: shares of a
//! whole that is not printed, prices, amounts by a key or by two.

mod region;
mod slips;
mod whole;

use region::{Region, speaks};
use slips::is_slip;
use whole::whole;

use rustc_hash::FxHashSet;

use super::{distance_cost, near, priced, within_reach};
use crate::discovery::bits::Bits;
use crate::discovery::book::Book;
use crate::discovery::candidate::{Candidate, Operator, Outcome, Verdict};
use crate::discovery::view::{Entry, View};
use crate::exact::Ratio;

/// With two factors lines are tried that are this near.
const NEAR_OF_TWO: usize = 10;
/// So many different records must agree where one factor is open, and where two are: figures by one key in an
/// order of their own are, of four records, in the same order once in 24, and of six once in 720.
const FEWEST: [usize; 2] = [6, 8];
/// Percentages of a whole number that can be no other tell more: few factors are so.
const FEWEST_OF_A_WHOLE: usize = 4;
const FINE_OF_A_WHOLE: u64 = 100;

/// A record that differs by up to so many halves of the target's unit says neither.
const NEAR_HALVES: i128 = 7;
/// Targets of so many units, half of them at least, can tell lines with one factor, and with two, from lines
/// that only grow together.
const FINE: [u64; 2] = [500, 2_000];
/// A part whose share of the target is this many units tells something.
const TELLING: i128 = 10;
/// One large record in so many may miss, and one of all in so many may nearly agree.
const LARGE: usize = 4;
const NEARLY: usize = 10;

/// Every line as another times one factor.
pub(in crate::discovery) fn proportions(view: &View, book: &Book) -> Vec<Candidate> {
    let mut found = Vec::new();
    for target in 0..view.len() {
        for part in within_reach(view, target) {
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

/// The candidate with the factors that most records agree on, if three of four in a sample do.
fn fitted(view: &View, operator: Operator, target: usize, parts: Vec<usize>) -> Option<Candidate> {
    let sample = &view.samples(target).eight;
    let count = parts.len();
    let fewest = match operator == Operator::Proportional && view.lines[target].is_percent {
        true => FEWEST_OF_A_WHOLE,
        false => FEWEST[count - 1],
    };
    if sample.len() < fewest {
        return None;
    }
    let mut best: Option<Region> = None;
    let mut records = Vec::new();
    for first in starts(sample, count) {
        let Some(start) = Region::of(view, target, &parts, &first) else {
            continue;
        };
        // of many misses the first few are enough
        let mut misses = sample
            .iter()
            .filter(|it| !start.meets(view, target, &parts, **it));
        if misses.nth(sample.len() / 4).is_some() {
            continue;
        }
        if records.is_empty() {
            records = by_size(view, target, &parts);
        }
        let region = start.narrowed(view, target, &parts, &records);
        // where every record that can agree does, no other beginning finds more
        let is_whole = region.agreeing == records.len();
        if best.as_ref().is_none_or(|it| it.agreeing < region.agreeing) {
            best = Some(region);
        }
        if is_whole {
            break;
        }
    }
    let region = best.filter(|it| it.agreeing >= fewest)?;
    let factors = region.factors()?;
    if is_one(&factors) {
        return None;
    }
    let mut candidate = Candidate::new(operator, target, parts);
    candidate.is_loose = true;
    candidate.factors = factors;
    judged(view, candidate, &region)
}

/// The records that can say something, the largest first, which say most: the order in which they stand makes
/// no difference.
fn by_size(view: &View, target: usize, parts: &[usize]) -> Vec<usize> {
    let all = 0..view.records.len();
    let mut records: Vec<usize> = all.filter(|it| speaks(view, target, parts, *it)).collect();
    records.sort_by(|a, b| {
        let size = |record: usize| view.at(target, record).value.unsigned_abs();
        let values = |record: usize| {
            let lines = std::iter::once(&target).chain(parts);
            lines.map(move |line| view.at(*line, record).value)
        };
        (size(*b).cmp(&size(*a))).then_with(|| values(*a).cmp(values(*b)))
    });
    records
}

/// Records to begin with: each of the first half alone, or each pair of the first three.
fn starts(sample: &[usize], count: usize) -> Vec<Vec<usize>> {
    if count == 1 {
        let first = sample.iter().take(sample.len() / 2 + 1);
        return first.map(|it| vec![*it]).collect();
    }
    let some = &sample[..sample.len().min(3)];
    let pairs = some.iter().enumerate();
    pairs
        .flat_map(|(at, a)| some[at + 1..].iter().map(|b| vec![*a, *b]))
        .collect()
}

/// A line that is another as it stands is no discovery.
fn is_one(factors: &[[Ratio; 2]]) -> bool {
    let [[low, high]] = factors[..] else {
        return false;
    };
    low <= Ratio::ONE && Ratio::ONE <= high
}

/// Whether a line is mostly another as it stands, and the factor is what a few units make.
fn is_nearly_one(view: &View, candidate: &Candidate) -> bool {
    let [part] = candidate.parts[..] else {
        return false;
    };
    let value = |line: usize, record: usize| view.at(line, record).value;
    let same = holding(candidate).filter(|it| value(candidate.target, *it) == value(part, *it));
    same.count() * 2 >= candidate.holds
}

fn judged(view: &View, mut candidate: Candidate, region: &Region) -> Option<Candidate> {
    let (target, parts) = (candidate.target, candidate.parts.clone());
    let says: Vec<Says> = (0..view.records.len())
        .map(|record| says(view, target, &parts, region, record))
        .collect();
    let mut verdicts: Vec<Verdict> = says.iter().map(Says::verdict).collect();
    let mut gains: Vec<Bits> = verdicts.iter().map(|it| it.exact).collect();
    gains.sort_unstable_by(|a, b| b.cmp(a));
    // as many records as there are factors agree by themselves, and any could have been those
    let own: Bits = gains.iter().take(parts.len()).copied().sum();
    let choice = Bits::of_count(view.records.len()).times(parts.len());
    let near: Bits = parts.iter().map(|it| distance_cost(target, *it)).sum();
    let near = near.min(Bits::of_count(view.len()).times(parts.len()));
    let cost = own.plus(choice).plus(near).plus(Bits::whole(3));
    candidate = priced(candidate.judge(view, &mut verdicts), view, cost, false);
    candidate.whole = whole(view, &candidate);
    let missing = Missing::of(&says, &candidate);
    candidate.is_habit = missing.is_alike_only(view, &candidate)
        || is_short(view, &candidate)
        || !parts.iter().all(|it| is_spread(view, &candidate, *it))
        || !every_factor_counts(view, &candidate)
        || is_nearly_one(view, &candidate)
        || !(missing.differ.iter()).all(|it| is_slip(view, target, &parts, region, *it));
    Some(candidate)
}

/// What a record says of lines with factors.
enum Says {
    Nothing,
    Nought,
    Agrees(Bits),
    /// The factor may have been applied to figures with more digits than are printed.
    Nearly,
    Differs,
}

impl Says {
    fn verdict(&self) -> Verdict {
        match self {
            Says::Nothing | Says::Nearly => Verdict::SILENT,
            Says::Nought => Verdict::TRIVIAL,
            Says::Agrees(gain) => Verdict::same(Outcome::Holds, *gain),
            Says::Differs => Verdict::against(Outcome::Differs),
        }
    }
}

fn says(view: &View, target: usize, parts: &[usize], region: &Region, record: usize) -> Says {
    let entry = view.at(target, record);
    let all: Vec<Entry> = parts.iter().map(|it| view.at(*it, record)).collect();
    if !entry.is_number() || all.iter().any(|it| !it.is_number()) {
        return Says::Nothing;
    }
    if !region.holds(view, target, parts, record, 1) {
        return match region.holds(view, target, parts, record, NEAR_HALVES) {
            true => Says::Nearly,
            false => Says::Differs,
        };
    }
    if entry.value == 0 || all.iter().all(|it| it.value == 0) {
        return Says::Nought;
    }
    Says::Agrees(view.own_gain(target, record))
}

/// Records that do not agree.
struct Missing {
    nearly: Vec<usize>,
    differ: Vec<usize>,
}

impl Missing {
    fn of(says: &[Says], candidate: &Candidate) -> Missing {
        let nearly = says.iter().enumerate();
        let nearly = nearly.filter(|(_, it)| matches!(it, Says::Nearly));
        let differ = candidate.outcomes.iter().enumerate();
        let differ = differ.filter(|(_, it)| **it == Outcome::Differs);
        Missing {
            nearly: nearly.map(|(record, _)| record).collect(),
            differ: differ.map(|(record, _)| record).collect(),
        }
    }

    /// Whether the lines are alike rather than proportional: many records miss by little, or those that
    /// miss are the ones with much to miss by, and the small ones agree because they are small.
    fn is_alike_only(&self, view: &View, candidate: &Candidate) -> bool {
        let size = |record: usize| view.at(candidate.target, record).value.unsigned_abs();
        let mut holding: Vec<u64> = holding(candidate).map(size).collect();
        holding.sort_unstable();
        let middle = holding.get(holding.len() / 2).copied().unwrap_or(0);
        let large = holding.iter().filter(|it| **it >= middle).count();
        let missing = self.nearly.iter().chain(&self.differ);
        let missed = missing.filter(|it| size(**it) >= middle).count();
        self.nearly.len() * NEARLY > holding.len() || missed * LARGE > large
    }
}

fn holding(candidate: &Candidate) -> impl Iterator<Item = usize> + '_ {
    let outcomes = candidate.outcomes.iter().enumerate();
    outcomes
        .filter(|(_, it)| **it == Outcome::Holds)
        .map(|(record, _)| record)
}

/// Whether a part runs from small to large where the records agree. Numbers that go up by one on both
/// sides are as good as proportional as long as they stay where they are: 50 001, 50 002, 50 003 beside
/// 50 101, 50 102, 50 103.
fn is_spread(view: &View, candidate: &Candidate, part: usize) -> bool {
    let size = |record: usize| view.at(part, record).value.unsigned_abs();
    let mut sizes: Vec<u64> = holding(candidate).map(size).collect();
    sizes.sort_unstable();
    let last = sizes.len().saturating_sub(1);
    let at = |quarters: usize| u128::from(sizes.get(last * quarters / 4).copied().unwrap_or(0));
    at(1) * 5 <= at(3) * 4
}

/// Whether each part times its factor is at least ten units of the target in half of the records that
/// agree: what is less than that fits any line.
fn every_factor_counts(view: &View, candidate: &Candidate) -> bool {
    let counts = |part: usize, low: Ratio, record: usize| {
        let least = i128::from(view.at(candidate.target, record).unit) * TELLING;
        let value = Ratio::whole(view.at(part, record).value.unsigned_abs().into());
        low.mul(value).is_ok_and(|it| it >= Ratio::whole(least))
    };
    let parts = candidate.parts.iter().zip(&candidate.factors);
    parts.into_iter().all(|(part, [low, _])| {
        let telling = holding(candidate).filter(|it| counts(*part, *low, *it));
        telling.count() * 2 >= candidate.holds
    })
}

/// Whether half of the targets that agree have too few digits, or they are too few.
fn is_short(view: &View, candidate: &Candidate) -> bool {
    let count = candidate.parts.len();
    let (fewest, finest) = match candidate.whole {
        Some(_) => (FEWEST_OF_A_WHOLE, FINE_OF_A_WHOLE),
        None => (FEWEST[count - 1], FINE[count - 1]),
    };
    let is_fine = |record: &usize| {
        let entry = view.at(candidate.target, *record);
        entry.value.unsigned_abs() / entry.unit.unsigned_abs().max(1) >= finest
    };
    let fine: Vec<usize> = holding(candidate).filter(is_fine).collect();
    let value = |record: usize| view.at(candidate.target, record).value;
    let different: FxHashSet<i64> = holding(candidate).map(value).collect();
    fine.len() * 2 < candidate.holds || different.len() < fewest
}
