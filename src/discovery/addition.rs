//! What a record says of a sum or a mean of its parts.

use super::candidate::{Candidate, Operator, Outcome, Verdict};
use super::density::{DENSITY_ONE, rounding_density, rounding_reach};
use super::view::{Entry, View, last_digit};

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
    /// Whether one of them is the target itself.
    has_target: bool,
}

impl Added {
    /// Whether one part is the sum and the others cancel out.
    fn is_one(&self) -> bool {
        self.low < 0 && self.high > 0 && self.has_target
    }
}

fn add_up(view: &View, candidate: &Candidate, record: usize) -> Added {
    let mut added = Added::default();
    let target = view.at(candidate.target, record).value;
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
        added.has_target |= entry.value == target;
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
        let trivial = target.value == 0 || added.nonzero < 2 || added.is_one();
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
        let largest = added.largest.unwrap_or(candidate.target);
        let line = |density, width| {
            let gain = |line| view.gain(line, record, width, density);
            gain(candidate.target).max(gain(largest))
        };
        let rounded = line(density, width);
        if residual == 0 {
            let of_largest = match view.at(largest, record).unit == target.unit {
                true => view.own_gain(largest, record),
                false => view.gain(largest, record, target.unit.into(), DENSITY_ONE),
            };
            let exact = view.own_gain(candidate.target, record).max(of_largest);
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

/// Twice what a sum of so many figures may be away from their mean times their number: half the target's
/// unit each, and what the parts' rounding comes to in three of four tables.
pub(super) fn mean_slack(target_unit: i64, part_unit: i64, count: i128) -> i128 {
    let of_parts = i128::from(part_unit) * (count.isqrt() * 2 / 3);
    (i128::from(target_unit) * count + of_parts).max(count)
}

/// How many values the mean of so many figures between these can have: it lies among its parts, and only
/// their spread can speak against chance.
pub(super) fn mean_values((low, high): (i64, i64), count: i128, unit: i128) -> i128 {
    let spread = (i128::from(high) - i128::from(low)) / count.isqrt();
    1 + spread / unit.max(1)
}

fn mean_verdict(view: &View, candidate: &Candidate, record: usize) -> Verdict {
    let target = view.at(candidate.target, record);
    let added = add_up(view, candidate, record);
    if !target.is_number() || added.figures < 2 {
        return Verdict::SILENT;
    }
    let count = i128::try_from(added.figures).unwrap_or(i128::MAX);
    let residual = (added.sum - i128::from(target.value) * count).abs();
    if residual * 2 <= mean_slack(target.unit, added.unit, count) {
        if added.low == added.high || target.value == 0 {
            return Verdict::TRIVIAL;
        }
        let width = i128::from(target.unit);
        let values = mean_values((added.low, added.high), count, width);
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
