//! Ratios, changes, decreases and shares of two lines.

use std::ops::Range;

use num_traits::{PrimInt, Signed};
use rustc_hash::FxHashMap;

use super::alike::Alike;
use super::ordered::{Ordered, OrderedRecords};
use super::{KNOWN_SHAPE, distance_cost, priced};
use crate::discovery::bits::Bits;
use crate::discovery::book::Book;
use crate::discovery::candidate::{Candidate, Operator, Outcome, Verdict};
use crate::discovery::density::DENSITY_ONE;
use crate::discovery::view::{Entry, View};

/// The powers of ten that a ratio is shown as.
const SCALES: [i64; 4] = [1, 100, 1_000, 100_000];
const OPERATORS: [Operator; 4] = [
    Operator::Ratio,
    Operator::Change,
    Operator::Decrease,
    Operator::Share,
];
/// Up to this many lines every pair is tried; of more, those this near.
const EVERY_PAIR: usize = 120;
const NEAR: usize = 16;

/// Every line as a ratio, a change, a decrease or a share of two others that may be likely, not priced yet: the
/// same whatever was accepted before.
pub(in crate::discovery) fn unpriced_ratios(view: &View) -> Vec<Candidate> {
    let count = view.len();
    let mut found = Vec::new();
    let ordered = OrderedRecords::of(view, |it| &it.eight);
    for target in 0..count {
        let sample = &view.samples(target).eight;
        if sample.is_empty() {
            continue;
        }
        let (first, last) = if count <= EVERY_PAIR {
            (0, count)
        } else {
            (target.saturating_sub(NEAR), (target + NEAR).min(count))
        };
        let most = most_evidence(view, target);
        for (operator, scale, a, b) in
            operands_that_may_hold(view, target, first..last, sample, &ordered)
        {
            let mut candidate = Candidate::new(operator, target, vec![a, b]);
            candidate.scale = scale;
            found.extend(judged(view, candidate, most));
        }
    }
    found
}

/// The ratios at their price beside what was accepted.
pub(in crate::discovery) fn ratios(
    view: &View,
    unpriced: &[Candidate],
    book: &Book,
) -> Vec<Candidate> {
    // a share of a sum, or a part of a rest, that is printed is a ratio of it
    let is_ratio = |it: &&Candidate| match it.operator {
        Operator::Share => book.adds_up(it.parts[0], it.parts[1]),
        Operator::Decrease => book.prints_rest(it.parts[0], it.parts[1]),
        _ => false,
    };
    let found = unpriced.iter().filter(|it| !is_ratio(it));
    let costs = found.map(|it| (it, cost(view, book, it)));
    // what is less likely than not is not kept at all
    let likely = costs.filter(|(it, cost)| it.score > cost.plus(Bits::of_count(view.len())));
    let priced = likely.map(|(it, cost)| priced(it.clone(), view, cost, false));
    told_once(view, one_way(view, priced.collect()))
}

/// More than a line can gain, however well it fits.
fn most_evidence(view: &View, target: usize) -> Bits {
    let of_records = 0..view.records.len();
    let gains = of_records.map(|record| view.own_gain(target, record).max(Bits::ZERO));
    gains.sum()
}

/// Of a ratio and its inversions the one whose target is computed: it agrees to its own last digit
/// most often without the rounding of the others, or stands after them.
fn one_way(view: &View, mut found: Vec<Candidate>) -> Vec<Candidate> {
    let rank = |it: &Candidate| {
        let exact = it
            .outcomes
            .iter()
            .filter(|it| **it == Outcome::Holds)
            .count();
        let units = view
            .line(it.target)
            .iter()
            .filter(|it| it.is_number())
            .map(|it| it.unit);
        let first = it.parts.iter().any(|part| *part > it.target);
        let surest = std::cmp::Reverse(it.score);
        (
            it.lines(),
            std::cmp::Reverse(exact),
            first,
            units.min(),
            surest,
        )
    };
    found.sort_by_cached_key(rank);
    let mut kept: Vec<Candidate> = Vec::new();
    for candidate in found {
        let inverse = kept.last().is_some_and(|last| {
            last.target != candidate.target && last.lines() == candidate.lines()
        });
        if !inverse {
            kept.push(candidate);
        }
    }
    kept
}

/// Of ratios between lines with the same figures those that stand closest, and are the same way round: of two
/// columns of prices that are the same, one is the total by the quantity beside it.
fn told_once(view: &View, mut found: Vec<Candidate>) -> Vec<Candidate> {
    if found.len() < 2 {
        return found;
    }
    let alike = Alike::of(view);
    let span = |it: &Candidate| {
        let lines = it.lines();
        let ends = lines.first().zip(lines.last());
        ends.map_or(0, |(first, last)| last - first)
    };
    let mut closest: FxHashMap<Vec<usize>, (usize, usize)> = FxHashMap::default();
    for candidate in &found {
        let own = (span(candidate), candidate.target);
        let known = closest.entry(alike.all(&candidate.lines())).or_insert(own);
        if own.0 < known.0 {
            *known = own;
        }
    }
    found.retain(|it| {
        let known = closest.get(&alike.all(&it.lines()));
        known.is_none_or(|(closest, target)| {
            let is_same = alike.first(it.target) == alike.first(*target);
            it.target == *target || (is_same && span(it) <= *closest)
        })
    });
    found
}

fn cost(view: &View, book: &Book, candidate: &Candidate) -> Bits {
    let target = candidate.target;
    let cost = shape_cost(view, candidate);
    let known = |it: &Candidate| {
        it.operator == candidate.operator
            && it.scale == candidate.scale
            && it.parts.len() == 2
            && it.parts[0] + target == candidate.parts[0] + it.target
    };
    match book.accepted.iter().any(known) {
        true => cost.minus(KNOWN_SHAPE.min(cost)),
        false => cost,
    }
}

fn shape_cost(view: &View, candidate: &Candidate) -> Bits {
    let parts = candidate.parts.iter();
    let near: Bits = parts.map(|it| distance_cost(candidate.target, *it)).sum();
    near.min(Bits::of_count(view.len()).times(2))
        .plus(Bits::tenths(39))
}

/// The candidate, unless the records that differ leave less evidence of the `most` there is than its price.
fn judged(view: &View, candidate: Candidate, most: Bits) -> Option<Candidate> {
    let cost = shape_cost(view, &candidate);
    let least_cost = cost
        .minus(KNOWN_SHAPE.min(cost))
        .plus(Bits::of_count(view.len()));
    let mut left = most.minus(least_cost);
    let mut verdicts = Vec::with_capacity(view.records.len());
    for record in 0..view.records.len() {
        let verdict = of_lines(view, &candidate, record);
        let own = view.own_gain(candidate.target, record).max(Bits::ZERO);
        left = left.minus(own).plus(verdict.exact.max(verdict.rounded));
        if left <= Bits::ZERO {
            return None;
        }
        verdicts.push(verdict);
    }
    let judged = candidate.judge(view, &mut verdicts);
    (judged.score > least_cost && !is_change_of_unit(view, &judged)).then_some(judged)
}

/// Whether it only says that a line is another in other units: divided by one power of ten everywhere.
fn is_change_of_unit(view: &View, candidate: &Candidate) -> bool {
    let (Operator::Ratio, [_, divisor]) = (candidate.operator, &candidate.parts[..]) else {
        return false;
    };
    let outcomes = candidate.outcomes.iter().enumerate();
    let agreeing = outcomes.filter(|(_, it)| matches!(it, Outcome::Holds | Outcome::Rounded));
    let mut divisors = agreeing.map(|(record, _)| view.at(*divisor, record).value);
    let first = divisors.next().unwrap_or(0);
    is_power_of_ten(first.into(), view.one) && divisors.all(|it| it == first)
}

/// A quotient and how far the rounding of its operands can move it.
pub(in crate::discovery) struct Quotient {
    pub numerator: i128,
    pub denominator: i128,
    /// Twice the reach of the operands' rounding, times the denominator.
    reach: i128,
    /// Whether it comes to nothing, or to an operand, whatever the figures are.
    is_trivial: bool,
}

/// What two parts come to; nothing if that is no number.
pub(in crate::discovery) fn quotient(
    view: &View,
    operator: Operator,
    scale: i64,
    target: i64,
    a: Entry,
    b: Entry,
) -> Option<Quotient> {
    let scale = i128::from(scale) * i128::from(view.one);
    let (x, y) = (i128::from(a.value), i128::from(b.value));
    let (ux, uy) = (i128::from(a.unit), i128::from(b.unit));
    let size = i128::from(target).abs();
    let (numerator, denominator, reach) = match operator {
        Operator::Ratio | Operator::ShareOfTotal => (scale * x, y, scale * ux + size * uy),
        Operator::Change => (scale * (y - x), x, scale * (ux + uy) + size * ux),
        Operator::Decrease => (scale * (x - y), x, scale * (ux + uy) + size * ux),
        _ => (scale * x, x + y, scale * ux + size * (ux + uy)),
    };
    let shared = match operator {
        Operator::Ratio | Operator::ShareOfTotal => x == y || y.abs() == scale,
        Operator::Change | Operator::Decrease => x == y || y == 0 || x.abs() == scale,
        _ => y == 0 || x == y,
    };
    (denominator != 0).then(|| Quotient {
        numerator: if denominator < 0 {
            -numerator
        } else {
            numerator
        },
        denominator: denominator.abs(),
        reach,
        is_trivial: numerator == 0 || target == 0 || shared,
    })
}

/// Whether a figure in units of a table is 1, 10, 100 …
fn is_power_of_ten(value: i128, one: i64) -> bool {
    let one = i128::from(one);
    let mut power = one;
    while power < value {
        power *= 10;
    }
    value == power
}

type Operands = (Operator, i64, usize, usize);

/// The operands that at least half of the sample agrees with: of more than half of the records, one
/// at least is among them.
fn operands_that_may_hold(
    view: &View,
    target: usize,
    lines: Range<usize>,
    sample: &[usize],
    ordered: &OrderedRecords,
) -> Vec<Operands> {
    let mut operands: Vec<Operands> = Vec::new();
    for record in &sample[..sample.len() / 2 + 1] {
        let Some(ordered) = ordered.record(*record) else {
            continue;
        };
        let parts = lines.clone().filter(|line| *line != target);
        let parts: Vec<(usize, i64)> = parts
            .map(|line| (line, view.at(line, *record).value))
            .filter(|(_, value)| *value != 0)
            .collect();
        for operator in OPERATORS {
            for scale in scales(operator) {
                let known = Known::of(view, *scale, view.at(target, *record), ordered, &parts);
                let small = known.small();
                for (a, value) in &parts {
                    let second = match &small {
                        Some(small) => small.second(operator, *value).map(wide),
                        None => known.second(operator, i128::from(*value)),
                    };
                    let Some((wanted, reach)) = second else {
                        continue;
                    };
                    let near = ordered.near(wanted, reach);
                    let other = near.filter(|b| {
                        *b != target
                            && b != a
                            && lines.contains(b)
                            && may_hold(view, operator, *scale, [target, *a, *b], sample)
                    });
                    operands.extend(other.map(|b| (operator, *scale, *a, b)));
                }
            }
        }
    }
    operands.sort_unstable();
    operands.dedup();
    operands
}

fn scales(operator: Operator) -> &'static [i64] {
    if operator == Operator::Ratio {
        &SCALES
    } else {
        &SCALES[..2]
    }
}

fn wide((wanted, reach): (i64, i64)) -> (i128, i128) {
    (wanted.into(), reach.into())
}

/// What is known of the second operand in a record before the first is.
struct Known<T> {
    /// The power of ten in the units of the table.
    scale: T,
    /// The target's unit.
    own: T,
    target: T,
    /// The coarsest unit of the record.
    unit: T,
    /// The lowest and the highest of the lines that are looked at.
    ends: [T; 2],
    /// How much of the second operand the rounding of the operands can be.
    parts: T,
}

impl Known<i128> {
    fn of(
        view: &View,
        scale: i64,
        target: Entry,
        ordered: &Ordered,
        parts: &[(usize, i64)],
    ) -> Known<i128> {
        let scale = i128::from(scale) * i128::from(view.one);
        let values = || parts.iter().map(|(_, value)| *value).chain([0]);
        let ends = [values().min(), values().max()].map(|it| it.unwrap_or(0).into());
        let value = i128::from(target.value);
        Known {
            scale,
            own: target.unit.into(),
            target: value,
            unit: ordered.unit,
            ends,
            parts: 2 * ordered.unit * (1 + scale / value.abs().max(1)) + 1,
        }
    }

    /// The same in 64 bits, which is much faster, if all that is computed from it fits.
    fn small(&self) -> Option<Known<i64>> {
        let sizes = self.ends.iter().chain([&self.target, &self.unit]);
        let fits = sizes.map(|it| it.abs()).all(|it| it < 1 << 29)
            && self.own <= self.target.abs()
            && self.scale < 1 << 30;
        let narrow = |value: i128| i64::try_from(value).ok();
        if !fits {
            return None;
        }
        Some(Known {
            scale: narrow(self.scale)?,
            own: narrow(self.own)?,
            target: narrow(self.target)?,
            unit: narrow(self.unit)?,
            ends: [narrow(self.ends[0])?, narrow(self.ends[1])?],
            parts: narrow(self.parts)?,
        })
    }
}

impl<T: PrimInt + Signed> Known<T> {
    /// The second operand that the target and the first let one expect, and how far rounding can move it;
    /// nothing where that is beyond all lines that are looked at.
    fn second(&self, operator: Operator, first: T) -> Option<(T, T)> {
        let (t, a) = (self.target, first);
        let one = T::one();
        let two = one + one;
        let (wanted, reach) = if matches!(operator, Operator::Change | Operator::Decrease) {
            let moved = (self.own * a.abs() + two * self.unit * t.abs()) / self.scale;
            let changed = a * t / self.scale;
            let second = match operator {
                Operator::Change => a + changed,
                _ => a - changed,
            };
            (second, moved + two * self.unit + one)
        } else {
            let quotient = self.scale * a / t;
            let reach = self.own * quotient.abs() / t.abs() + self.parts;
            let shared = if operator == Operator::Share {
                a
            } else {
                T::zero()
            };
            (quotient - shared, reach)
        };
        (wanted + reach >= self.ends[0] && wanted - reach <= self.ends[1])
            .then_some((wanted, reach))
    }
}

fn may_hold(
    view: &View,
    operator: Operator,
    scale: i64,
    [target, a, b]: [usize; 3],
    sample: &[usize],
) -> bool {
    let mut breaks = 0;
    for record in sample {
        let (t, a, b) = (
            view.at(target, *record),
            view.at(a, *record),
            view.at(b, *record),
        );
        let agrees = a.is_number()
            && b.is_number()
            && quotient(view, operator, scale, t.value, a, b).is_some_and(|it| {
                let residual = (i128::from(t.value) * it.denominator - it.numerator).abs();
                residual * 2 <= i128::from(t.unit) * it.denominator + it.reach && !it.is_trivial
            });
        if !agrees {
            breaks += 1;
            if breaks * 2 > sample.len() {
                return false;
            }
        }
    }
    true
}

fn of_lines(view: &View, candidate: &Candidate, record: usize) -> Verdict {
    match candidate.parts[..] {
        [a, b] => verdict(
            view,
            candidate,
            record,
            [a, b].map(|it| view.at(it, record)),
        ),
        _ => Verdict::SILENT,
    }
}

/// What a record says of its target as a ratio, a change or a share of these two figures.
pub(super) fn verdict(
    view: &View,
    candidate: &Candidate,
    record: usize,
    [a, b]: [Entry; 2],
) -> Verdict {
    let target = view.at(candidate.target, record);
    if !(target.is_number() && a.is_number() && b.is_number()) {
        return Verdict::SILENT;
    }
    let Some(it) = quotient(
        view,
        candidate.operator,
        candidate.scale,
        target.value,
        a,
        b,
    ) else {
        return Verdict::SILENT;
    };
    let residual = (i128::from(target.value) * it.denominator - it.numerator).abs() * 2;
    let own = i128::from(target.unit) * it.denominator;
    if residual > own + it.reach {
        return Verdict::against(Outcome::Differs);
    }
    if it.is_trivial {
        return Verdict::TRIVIAL;
    }
    let wide = i128::from(target.unit) + it.reach / it.denominator;
    // what is wider than half of the line, or a sixth of the figure, lets anything agree
    let size = i128::from(target.value).abs();
    let is_vague = wide * 2 > view.lines[candidate.target].range || wide * 6 > size;
    let rounded = match is_vague {
        true => Bits::ZERO,
        false => view.gain(candidate.target, record, wide, DENSITY_ONE),
    };
    if residual > own && is_vague {
        return Verdict::SILENT;
    }
    if residual > own {
        return Verdict {
            outcome: Outcome::Rounded,
            exact: View::loss(),
            rounded,
        };
    }
    let exact = view.own_gain(candidate.target, record);
    Verdict {
        outcome: Outcome::Holds,
        exact,
        rounded,
    }
}
