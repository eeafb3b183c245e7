//! Ratios, changes and shares of two lines.

use std::ops::Range;

use super::ordered::{Ordered, OrderedRecords};
use super::{KNOWN_SHAPE, distance_cost, priced};
use crate::discovery::bits::Bits;
use crate::discovery::book::Book;
use crate::discovery::candidate::{Candidate, Operator, Outcome, Verdict};
use crate::discovery::density::DENSITY_ONE;
use crate::discovery::view::{Entry, View};

/// The powers of ten that a ratio is shown as.
const SCALES: [i64; 4] = [1, 100, 1_000, 100_000];
const OPERATORS: [Operator; 3] = [Operator::Ratio, Operator::Change, Operator::Share];
/// Up to this many lines every pair is tried; of more, those this near.
const EVERY_PAIR: usize = 120;
const NEAR: usize = 16;

/// Every line as a ratio, a change or a share of two others.
pub(in crate::discovery) fn ratios(view: &View, book: &Book) -> Vec<Candidate> {
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
        for (operator, scale, a, b) in
            operands_that_may_hold(view, target, first..last, sample, &ordered)
        {
            // a share of a sum that is printed is a ratio to it
            if operator == Operator::Share && book.adds_up(a, b) {
                continue;
            }
            found.push(candidate(view, book, operator, [target, a, b], scale));
        }
    }
    one_way(view, found)
}

/// Of a ratio and its inversions the one whose target is computed: it agrees to its own last digit
/// most often without the rounding of the others, or stands after them.
fn one_way(view: &View, mut found: Vec<Candidate>) -> Vec<Candidate> {
    found.retain(|it| it.score > Bits::ZERO);
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

fn candidate(
    view: &View,
    book: &Book,
    operator: Operator,
    lines: [usize; 3],
    scale: i64,
) -> Candidate {
    let [target, a, b] = lines;
    let near = distance_cost(target, a).plus(distance_cost(target, b));
    let mut cost = near
        .min(Bits::of_count(view.len()).times(2))
        .plus(Bits::tenths(36));
    let known = |it: &Candidate| {
        it.operator == operator
            && it.scale == scale
            && it.parts.len() == 2
            && it.parts[0] + target == a + it.target
    };
    if book.accepted.iter().any(known) {
        cost = cost.minus(KNOWN_SHAPE.min(cost));
    }
    let mut candidate = Candidate::new(operator, target, vec![a, b]);
    candidate.scale = scale;
    let mut verdicts: Vec<Verdict> = (0..view.records.len())
        .map(|record| verdict(view, &candidate, record))
        .collect();
    priced(candidate.judge(view, &mut verdicts), view, cost, false)
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
        Operator::Ratio => (scale * x, y, scale * ux + size * uy),
        Operator::Change => (scale * (y - x), x, scale * (ux + uy) + size * ux),
        _ => (scale * x, x + y, scale * ux + size * (ux + uy)),
    };
    let shared = match operator {
        Operator::Ratio => x == y || y.abs() == scale,
        Operator::Change => x == y || y == 0 || x.abs() == scale,
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
        let entry = view.at(target, *record);
        for a in lines.clone().filter(|a| *a != target) {
            let part = view.at(a, *record);
            if part.value == 0 {
                continue;
            }
            for operator in OPERATORS {
                for scale in scales(operator) {
                    let (wanted, reach) =
                        second_operand(view, operator, *scale, entry, part, ordered);
                    let near = ordered.near(wanted, reach);
                    let other = near.filter(|b| {
                        *b != target
                            && *b != a
                            && lines.contains(b)
                            && may_hold(view, operator, *scale, [target, a, *b], sample)
                    });
                    operands.extend(other.map(|b| (operator, *scale, a, b)));
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

/// The second operand that the target and the first let one expect, and how far rounding can move
/// it.
fn second_operand(
    view: &View,
    operator: Operator,
    scale: i64,
    target: Entry,
    first: Entry,
    ordered: &Ordered,
) -> (i128, i128) {
    let scale = i128::from(scale) * i128::from(view.one);
    let (t, a) = (i128::from(target.value), i128::from(first.value));
    let (own, unit) = (i128::from(target.unit), ordered.unit);
    match operator {
        Operator::Change => {
            let reach = divided(own * a.abs() + 2 * unit * t.abs(), scale) + 2 * unit + 1;
            (a + divided(a * t, scale), reach)
        }
        operator => {
            let quotient = divided(scale * a, t);
            let parts = 2 * unit * (1 + divided(scale, t.abs()));
            let reach = divided(own * quotient.abs(), t.abs()) + parts + 1;
            let shared = if operator == Operator::Share { a } else { 0 };
            (quotient - shared, reach)
        }
    }
}

/// The whole part of a quotient; most fit into 64 bits, which is much faster.
fn divided(numerator: i128, denominator: i128) -> i128 {
    match (i64::try_from(numerator), i64::try_from(denominator)) {
        (Ok(numerator), Ok(denominator)) if denominator > 0 => (numerator / denominator).into(),
        _ => numerator / denominator,
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

fn verdict(view: &View, candidate: &Candidate, record: usize) -> Verdict {
    let target = view.at(candidate.target, record);
    let [a, b] = candidate.parts[..] else {
        return Verdict::SILENT;
    };
    let (a, b) = (view.at(a, record), view.at(b, record));
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
    let rounded = view.gain(candidate.target, record, wide, DENSITY_ONE);
    if residual > own {
        return Verdict {
            outcome: Outcome::Rounded,
            exact: View::loss(),
            rounded,
        };
    }
    let exact = view.gain(candidate.target, record, target.unit.into(), DENSITY_ONE);
    Verdict {
        outcome: Outcome::Holds,
        exact,
        rounded,
    }
}
