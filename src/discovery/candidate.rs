//! A relation that may hold, and what its records say of it.

use rustc_hash::FxHashSet;

use super::bits::Bits;
use super::density::{DENSITY_ONE, rounding_density, rounding_reach};
use super::view::{Entry, View, last_digit};
use crate::exact::Ratio;

/// How the parts give the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operator {
    /// The parts added up.
    Sum,
    /// The parts added up and divided by their number.
    Mean,
    /// The first part divided by the second, times a power of ten.
    Ratio,
    /// The second part less the first, divided by the first, times a power of ten.
    Change,
    /// The first part divided by the sum of both, times a power of ten.
    Share,
    /// The part times a factor that is printed nowhere.
    Proportional,
    /// Two parts, each times a factor that is printed nowhere, added up.
    Mixture,
}

/// What a record says of a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The record has no figure for the target, or none for the parts.
    Silent,
    /// Agrees, and would whatever the figures were.
    Trivial,
    /// Agrees.
    Holds,
    /// Differs by something that the rounding of the figures explains.
    Rounded,
    /// Differs.
    Differs,
    /// Another kind of line: its target lies among its parts, as a mean does.
    Apart,
}

/// A candidate with its judgement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub operator: Operator,
    pub target: usize,
    pub parts: Vec<usize>,
    /// The power of ten of a ratio, a change or a share; else 1.
    pub scale: i64,
    pub outcomes: Vec<Outcome>,
    pub score: Bits,
    pub holds: usize,
    pub of: usize,
    /// Records that neither agree nor are silent, those apart among them.
    pub breaks: usize,
    /// Whether what the label of the target says is in the score.
    pub labelled: bool,
    /// Whether its lines stand apart: one of very many shapes.
    pub is_loose: bool,
    /// Whether differences within rounding are agreement.
    pub is_rounded: bool,
    /// The records that differ by no more than rounding could explain.
    pub near: Vec<bool>,
    /// The least and the largest that each unknown factor can be.
    pub factors: Vec<[Ratio; 2]>,
    /// Whether it is no more than a habit, however sure.
    pub is_habit: bool,
}

impl Candidate {
    /// A candidate that no record was asked about yet.
    pub(super) fn new(operator: Operator, target: usize, parts: Vec<usize>) -> Candidate {
        Candidate {
            operator,
            target,
            parts,
            scale: 1,
            outcomes: Vec::new(),
            score: Bits::ZERO,
            holds: 0,
            of: 0,
            breaks: 0,
            labelled: false,
            is_loose: false,
            is_rounded: false,
            near: Vec::new(),
            factors: Vec::new(),
            is_habit: false,
        }
    }

    /// Whether at least this many percent of the records that speak agree.
    pub(super) fn covers(&self, percent: usize) -> bool {
        self.holds * 100 >= self.of * percent && self.holds * 4 >= self.holds + self.breaks
    }

    /// Whether each part has a say in at least a quarter of the records that agree.
    pub(super) fn every_part_counts(&self, view: &View) -> bool {
        let agreeing = || {
            let outcomes = self.outcomes.iter().enumerate();
            outcomes.filter(|(_, it)| matches!(it, Outcome::Holds | Outcome::Rounded))
        };
        self.parts.iter().all(|part| {
            let says = agreeing().filter(|(record, _)| view.at(*part, *record).value != 0);
            says.count() * 4 >= self.holds
        })
    }

    /// Whether no part is lost in the rounding of the others: euros beside millions of kronor would fit
    /// any sum.
    pub(super) fn no_part_is_lost(&self, view: &View) -> bool {
        if self.operator != Operator::Sum || !self.is_rounded {
            return true;
        }
        let agrees = |record: &usize| {
            let outcome = self.outcomes.get(*record);
            matches!(outcome, Some(Outcome::Holds | Outcome::Rounded))
        };
        let records = (0..view.records.len()).filter(agrees);
        let units = records.map(|record| {
            let of_parts = self.parts.iter().map(|part| view.at(*part, record).unit);
            let coarsest = of_parts.chain([view.at(self.target, record).unit]).max();
            (record, coarsest.unwrap_or(1))
        });
        let units: Vec<(usize, i64)> = units.collect();
        self.parts.iter().all(|part| {
            let is_lost = |(record, unit): &(usize, i64)| {
                let value = view.at(*part, *record).value;
                value != 0 && value.saturating_abs().saturating_mul(2) < *unit
            };
            let counts = |(record, _): &(usize, i64)| view.at(*part, *record).value != 0;
            !units.iter().any(is_lost) || units.iter().any(|it| counts(it) && !is_lost(it))
        })
    }

    /// The lines it is about, sorted.
    pub(super) fn lines(&self) -> Vec<usize> {
        let mut lines = self.parts.clone();
        lines.push(self.target);
        lines.sort_unstable();
        lines.dedup();
        lines
    }

    /// Fills in the judgement from one verdict a record.
    pub(super) fn judge(mut self, view: &View, verdicts: &mut [Verdict]) -> Candidate {
        set_kinds_apart(view, verdicts);
        for (verdict, says) in verdicts.iter_mut().zip(&view.says) {
            if verdict.outcome == Outcome::Differs && (says.mean || says.share) {
                verdict.outcome = Outcome::Apart;
            }
        }
        set_finer_apart(view, &self, verdicts);
        set_slips_beside(view, self.target, verdicts);
        let total = |rounded: bool| {
            let mut seen = Seen::default();
            let gains = verdicts.iter().enumerate().map(|(record, verdict)| {
                let gain = verdict.gain(rounded);
                if gain > Bits::ZERO && !seen.is_new(view, &self, record) {
                    return Bits::ZERO;
                }
                gain
            });
            gains.sum::<Bits>()
        };
        let exact = total(false);
        let rounded = total(true).minus(Bits::whole(1));
        self.is_rounded = rounded > exact;
        let is_near = |it: &Verdict| it.outcome == Outcome::Rounded;
        self.near = verdicts.iter().map(is_near).collect();
        self.score = exact.max(rounded);
        self.outcomes = verdicts
            .iter()
            .map(|verdict| match verdict.outcome {
                Outcome::Rounded if !self.is_rounded => Outcome::Differs,
                outcome => outcome,
            })
            .collect();
        self.excuse_untried_parts(view);
        self.count();
        self
    }

    /// Counts the records by what they say.
    pub(super) fn count(&mut self) {
        let count =
            |test: fn(Outcome) -> bool| self.outcomes.iter().filter(|it| test(**it)).count();
        let holds = count(|it| matches!(it, Outcome::Holds | Outcome::Rounded));
        let differs = count(|it| it == Outcome::Differs);
        let apart = count(|it| it == Outcome::Apart);
        (self.holds, self.of, self.breaks) = (holds, holds + differs, differs + apart);
    }

    /// Takes records that differ for another kind of record.
    pub(super) fn set_apart(&mut self, is_apart: impl Fn(usize) -> bool) {
        for (record, outcome) in self.outcomes.iter_mut().enumerate() {
            if *outcome == Outcome::Differs && is_apart(record) {
                *outcome = Outcome::Apart;
            }
        }
        self.count();
    }
}

impl Candidate {
    /// Where a part has a say that was nothing in every record that agrees, nothing is known of it: the
    /// record says neither.
    fn excuse_untried_parts(&mut self, view: &View) {
        if self.operator != Operator::Sum || !self.outcomes.contains(&Outcome::Differs) {
            return;
        }
        let agrees = |it: &Outcome| matches!(it, Outcome::Holds | Outcome::Rounded);
        let is_tried = |part: &usize| {
            let records = self.outcomes.iter().enumerate();
            records
                .filter(|(_, it)| agrees(it))
                .any(|(record, _)| view.at(*part, record).value != 0)
        };
        let untried: Vec<usize> = self
            .parts
            .iter()
            .copied()
            .filter(|it| !is_tried(it))
            .collect();
        for (record, outcome) in self.outcomes.iter_mut().enumerate() {
            let is_excused = untried.iter().any(|part| view.at(*part, record).value != 0);
            if *outcome == Outcome::Differs && is_excused {
                *outcome = Outcome::Silent;
            }
        }
    }
}

/// Records of one kind (*change in percent*, say) that all differ where those of another kind agree
/// are apart.
fn set_kinds_apart(view: &View, verdicts: &mut [Verdict]) {
    let mut counts = vec![(0_usize, 0_usize); view.records.len() + 1];
    for (kind, verdict) in view.kinds.iter().zip(verdicts.iter()) {
        match verdict.outcome {
            Outcome::Holds | Outcome::Rounded => counts[*kind].0 += 1,
            Outcome::Differs => counts[*kind].1 += 1,
            _ => {}
        }
    }
    for (kind, verdict) in view.kinds.iter().zip(verdicts) {
        if verdict.outcome == Outcome::Differs && counts[*kind].0 == 0 && counts[*kind].1 > 1 {
            verdict.outcome = Outcome::Apart;
        }
    }
}

/// A record that differs, and is printed finer than all that agree both in its target and in a part, is of
/// another kind: the means of a table of counts.
fn set_finer_apart(view: &View, candidate: &Candidate, verdicts: &mut [Verdict]) {
    // a whole number is no finer than that, whatever zeros stand behind it
    let shown = |entry: Entry| match entry.value % view.one {
        0 => entry.unit.max(view.one),
        _ => entry.unit,
    };
    let finest = |line: usize, verdicts: &[Verdict]| {
        let records = verdicts.iter().enumerate();
        let agreeing = records
            .filter(|(_, it)| matches!(it.outcome, Outcome::Holds | Outcome::Rounded))
            .map(|(record, _)| view.at(line, record));
        let figures = agreeing.filter(|it| it.is_number() && it.value != 0);
        figures.map(shown).min()
    };
    let is_finer = |line: usize, record: usize, usual: Option<i64>| {
        let entry = view.at(line, record);
        entry.is_number() && entry.value != 0 && usual.is_some_and(|usual| shown(entry) < usual)
    };
    let usual = finest(candidate.target, verdicts);
    let finer: Vec<usize> = (verdicts.iter().enumerate())
        .filter(|(record, it)| {
            it.outcome == Outcome::Differs && is_finer(candidate.target, *record, usual)
        })
        .map(|(record, _)| record)
        .collect();
    for part in &candidate.parts {
        if finer.is_empty() {
            return;
        }
        let usual = finest(*part, verdicts);
        for record in finer.iter().filter(|it| is_finer(*part, **it, usual)) {
            verdicts[*record].outcome = Outcome::Apart;
        }
    }
}

/// A record that is apart and is printed as those that agree, with no words that set it apart, is one
/// that differs, as long as there are no more of them than slips: 900 and 100 with a total of 800.
fn set_slips_beside(view: &View, target: usize, verdicts: &mut [Verdict]) {
    let count = |test: fn(Outcome) -> bool| verdicts.iter().filter(|it| test(it.outcome)).count();
    let agree = count(|it| matches!(it, Outcome::Holds | Outcome::Rounded));
    let apart = count(|it| it == Outcome::Apart);
    let differ = count(|it| it == Outcome::Differs);
    if apart == 0 || !are_slips(apart + differ, agree + apart + differ) {
        return;
    }
    let agreeing = (0..verdicts.len())
        .filter(|at| matches!(verdicts[*at].outcome, Outcome::Holds | Outcome::Rounded));
    let units: Vec<i64> = agreeing.map(|at| view.at(target, at).unit).collect();
    for (record, verdict) in verdicts.iter_mut().enumerate() {
        let says = view.says[record];
        let is_alike = !says.mean && !says.share && units.contains(&view.at(target, record).unit);
        if verdict.outcome == Outcome::Apart && is_alike {
            verdict.outcome = Outcome::Differs;
        }
    }
}

/// Whether so many exceptions fit slips of one figure in a hundred.
pub(super) fn are_slips(exceptions: usize, of: usize) -> bool {
    exceptions == 0 || (exceptions <= 1 + of / 25 && exceptions * 3 <= of)
}

/// What one record says, with its evidence under both readings.
#[derive(Clone, Copy, Debug)]
pub(super) struct Verdict {
    pub outcome: Outcome,
    /// The evidence if figures are exact.
    pub exact: Bits,
    /// The evidence if they are rounded.
    pub rounded: Bits,
}

impl Verdict {
    pub(super) const SILENT: Verdict = Verdict {
        outcome: Outcome::Silent,
        exact: Bits::ZERO,
        rounded: Bits::ZERO,
    };
    pub(super) const TRIVIAL: Verdict = Verdict {
        outcome: Outcome::Trivial,
        ..Verdict::SILENT
    };

    pub(super) fn against(outcome: Outcome) -> Verdict {
        Verdict {
            outcome,
            exact: View::loss(),
            rounded: View::loss(),
        }
    }

    pub(super) fn same(outcome: Outcome, gain: Bits) -> Verdict {
        Verdict {
            outcome,
            exact: gain,
            rounded: gain,
        }
    }

    fn gain(self, rounded: bool) -> Bits {
        if rounded { self.rounded } else { self.exact }
    }
}

/// Records that have counted: the same figures once more, or the same figures times a factor, are
/// not evidence once more.
#[derive(Default)]
struct Seen {
    known: FxHashSet<Vec<i64>>,
    counted: Vec<usize>,
}

/// Records are held one against the other up to this many, and parts up to this many.
const COMPARED_RECORDS: usize = 48;
const COMPARED_PARTS: usize = 40;

impl Seen {
    fn is_new(&mut self, view: &View, candidate: &Candidate, record: usize) -> bool {
        let lines = candidate.lines();
        let values: Vec<i64> = lines
            .iter()
            .map(|line| view.at(*line, record).value)
            .collect();
        if !self.known.insert(values) {
            return false;
        }
        if matches!(candidate.operator, Operator::Sum | Operator::Mean)
            && lines.len() <= COMPARED_PARTS
        {
            let proportional = |other: &usize| {
                is_proportional(view, candidate, *other, record)
                    || is_proportional(view, candidate, record, *other)
            };
            if self.counted.iter().any(proportional) {
                return false;
            }
            if self.counted.len() < COMPARED_RECORDS {
                self.counted.push(record);
            }
        }
        true
    }
}

/// Whether the figures of `other` are those of `key` times one factor, rounded.
fn is_proportional(view: &View, candidate: &Candidate, key: usize, other: usize) -> bool {
    let whole = (
        i128::from(view.at(candidate.target, key).value),
        i128::from(view.at(candidate.target, other).value),
    );
    if whole.0 == 0 || whole.1 == 0 {
        return false;
    }
    candidate.parts.iter().all(|part| {
        let (of_key, of_other) = (view.at(*part, key), view.at(*part, other));
        let apart = i128::from(of_key.value) * whole.1 - i128::from(of_other.value) * whole.0;
        apart.abs() * 2 <= whole.0.abs() * i128::from(of_other.unit.max(1)) * 3
            && (of_key.value == 0) == (of_other.value == 0)
    })
}

/// Judges a sum: every record's residual against the rounding of its figures.
pub(super) fn judge_sum(view: &View, target: usize, parts: Vec<usize>) -> Candidate {
    let candidate = Candidate::new(Operator::Sum, target, parts);
    let mut verdicts: Vec<Verdict> = (0..view.records.len())
        .map(|record| sum_verdict(view, &candidate, record))
        .collect();
    candidate.judge(view, &mut verdicts)
}

/// What the parts of a record come to.
#[derive(Default)]
struct Added {
    sum: i128,
    figures: usize,
    nonzero: usize,
    unknown: bool,
    low: i64,
    high: i64,
    unit: i64,
    of_unit: usize,
    /// How many of them are nothing, most likely exactly.
    zeros: usize,
    largest: Option<usize>,
}

impl Added {
    /// Whether one part is the sum and the others cancel out.
    fn is_one(&self, sum: i64) -> bool {
        self.low < 0 && self.high > 0 && (self.low == sum || self.high == sum)
    }
}

fn add_up(view: &View, candidate: &Candidate, record: usize) -> Added {
    let mut added = Added::default();
    for part in &candidate.parts {
        let entry = view.at(*part, record);
        added.unknown |= entry.is_unknown;
        if !entry.is_number() {
            continue;
        }
        added.sum += i128::from(entry.value);
        if added.figures == 0 {
            (added.low, added.high) = (entry.value, entry.value);
        }
        let larger = |it: usize| view.at(it, record).value.abs() < entry.value.abs();
        if added.largest.is_none_or(larger) {
            added.largest = Some(*part);
        }
        added.low = added.low.min(entry.value);
        added.high = added.high.max(entry.value);
        added.figures += 1;
        added.nonzero += usize::from(entry.value != 0);
        if entry.unit > added.unit {
            (added.unit, added.of_unit, added.zeros) = (entry.unit, 0, 0);
        }
        added.of_unit += usize::from(entry.unit == added.unit);
        added.zeros += usize::from(entry.unit == added.unit && entry.value == 0);
    }
    added
}

fn sum_verdict(view: &View, candidate: &Candidate, record: usize) -> Verdict {
    let target = view.at(candidate.target, record);
    if !target.is_number() {
        return Verdict::SILENT;
    }
    let mut added = add_up(view, candidate, record);
    if added.figures == 0 {
        return Verdict::SILENT;
    }
    if target.unit > added.unit {
        (added.unit, added.of_unit, added.zeros) = (target.unit, 0, 0);
    }
    added.of_unit += usize::from(target.unit == added.unit);
    let width = i128::from(added.unit);
    let residual = (added.sum - i128::from(target.value)).abs();
    let half_units = u64::try_from(residual * 2 / width).unwrap_or(u64::MAX);
    if residual == 0 || half_units <= rounding_reach(added.of_unit) {
        let trivial = target.value == 0 || added.nonzero < 2 || added.is_one(target.value);
        if trivial {
            return if residual == 0 {
                Verdict::TRIVIAL
            } else {
                Verdict::SILENT
            };
        }
        // any of the figures is what the others leave room for; the one that varies most tells most
        let density = rounding_density(added.of_unit - added.zeros, half_units)
            .max(rounding_density(added.of_unit, half_units) / 2);
        let line = |density, width| {
            let largest = added.largest.unwrap_or(candidate.target);
            let gain = |line| view.gain(line, record, width, density);
            gain(candidate.target).max(gain(largest))
        };
        let rounded = line(density, width);
        if residual == 0 {
            let exact = line(DENSITY_ONE, target.unit.into());
            return Verdict {
                outcome: Outcome::Holds,
                exact,
                rounded,
            };
        }
        return Verdict {
            outcome: Outcome::Rounded,
            exact: View::loss(),
            rounded,
        };
    }
    if added.unknown || is_rounding_behind_zeros(view, candidate, record, residual) {
        return Verdict::SILENT;
    }
    let among = added.figures > 1 && (added.low..=added.high).contains(&target.value);
    let one_sign = added.low >= 0 || added.high <= 0;
    if (among && one_sign && added.nonzero > 0) || added.nonzero == 0 {
        return Verdict::against(Outcome::Apart);
    }
    Verdict::against(Outcome::Differs)
}

/// Whether all figures of a record have zeros behind the same decimal, and rounding to that explains the
/// residual: 73,30000 − 13,20000 beside 60,00000 among figures with five decimals.
fn is_rounding_behind_zeros(
    view: &View,
    candidate: &Candidate,
    record: usize,
    residual: i128,
) -> bool {
    let lines = || candidate.parts.iter().chain([&candidate.target]);
    let most = i128::from(view.one) * i128::try_from(candidate.parts.len()).unwrap_or(0);
    if residual >= most {
        return false;
    }
    let entries = lines().map(|line| view.at(*line, record));
    let figures: Vec<Entry> = entries
        .filter(|it| it.is_number() && it.value != 0)
        .collect();
    let digits = figures.iter().map(|it| last_digit(it.value));
    let shown = digits.min().unwrap_or(1);
    let is_padded = figures.iter().all(|it| it.unit < shown);
    let half_units = u64::try_from(residual * 2 / i128::from(shown)).unwrap_or(u64::MAX);
    figures.len() > 2
        && is_padded
        && shown < view.one
        && half_units <= rounding_reach(figures.len())
}

/// Judges a mean of the parts that have figures.
pub(super) fn judge_mean(view: &View, target: usize, parts: Vec<usize>) -> Candidate {
    let candidate = Candidate::new(Operator::Mean, target, parts);
    let mut verdicts: Vec<Verdict> = (0..view.records.len())
        .map(|record| mean_verdict(view, &candidate, record))
        .collect();
    candidate.judge(view, &mut verdicts)
}

fn mean_verdict(view: &View, candidate: &Candidate, record: usize) -> Verdict {
    let target = view.at(candidate.target, record);
    let added = add_up(view, candidate, record);
    if !target.is_number() || added.figures < 2 {
        return Verdict::SILENT;
    }
    let count = i128::try_from(added.figures).unwrap_or(i128::MAX);
    let residual = (added.sum - i128::from(target.value) * count).abs();
    // half the target's unit, and what the parts' rounding comes to in three of four tables
    let slack = i128::from(target.unit) * count + i128::from(added.unit) * (count.isqrt() * 2 / 3);
    if residual * 2 <= slack.max(count) {
        if added.low == added.high || target.value == 0 {
            return Verdict::TRIVIAL;
        }
        // a mean lies among its parts: only their spread can speak against chance
        let spread = (i128::from(added.high) - i128::from(added.low)) / count.isqrt();
        let values = 1 + spread / i128::from(target.unit.max(1));
        let width = i128::from(target.unit);
        let gain = view.gain_at_most(candidate.target, record, width, DENSITY_ONE, values);
        return Verdict::same(Outcome::Holds, gain);
    }
    if added.unknown {
        return Verdict::SILENT;
    }
    if (added.low..=added.high).contains(&target.value) {
        Verdict::against(Outcome::Differs)
    } else {
        Verdict::against(Outcome::Apart)
    }
}
