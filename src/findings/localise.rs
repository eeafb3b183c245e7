//! Which figure is wrong: error localisation in the sense of Fellegi and Holt, one figure at a time.

use std::collections::HashMap;

use super::cause::weight;
use super::{Cause, CauseKind, FindingCell, Suspect, likely_causes};
use crate::checks::{Check, FigureRef, Figures, Verdict, run_instance};
use crate::exact::{PrintedNumber, Ratio, Rounding};

/// For each figure, the instances of checks it stands in.
#[derive(Clone, Debug, Default)]
pub struct Bearings {
    by_figure: HashMap<FigureRef, Vec<(usize, Option<usize>)>>,
}

/// The outcome: candidates with their confidence, the most likely first, and its cause.
#[derive(Clone, Debug)]
pub struct Localisation {
    /// The candidates.
    pub candidates: Vec<Suspect>,
    /// The most likely candidate, if it stands out.
    pub suspect: Option<FigureRef>,
    /// How it may have come about.
    pub cause: Cause,
}

impl Localisation {
    /// No candidate.
    pub fn none() -> Localisation {
        Localisation {
            candidates: Vec::new(),
            suspect: None,
            cause: Cause::unknown(),
        }
    }
}

/// Below this confidence a finding says "one of these".
const STANDS_OUT: Ratio = Ratio::whole(9);
const OUT_OF: Ratio = Ratio::whole(10);

/// With more figures than this in a relation that is not exact, only solved values are tried.
const CROWD: usize = 24;

impl Bearings {
    /// Notes that an instance (a check's position and a row) rests on these figures.
    pub fn note(&mut self, instance: (usize, Option<usize>), figures: &[FigureRef]) {
        for &figure in figures {
            self.by_figure.entry(figure).or_default().push(instance);
        }
    }

    /// The instances a figure stands in.
    pub fn of(&self, figure: FigureRef) -> &[(usize, Option<usize>)] {
        self.by_figure.get(&figure).map_or(&[], Vec::as_slice)
    }
}

/// One way to mend a relation: a figure, the value it should have, and how likely the slip is.
struct Mend {
    figure: FigureRef,
    number: PrintedNumber,
    cause: Cause,
    weight: Ratio,
}

/// Asks of every figure in a violated instance whether another value of it mends the instance and
/// keeps all others that it stands in; weighs the answers by the slip from that value to the print.
pub fn localise(
    checks: &[Check],
    instance: (usize, Option<usize>),
    figures: &Figures<'_>,
    bearings: &Bearings,
) -> Localisation {
    let (check, row) = (&checks[instance.0], instance.1);
    let used = check.figures(row, figures);
    let crowded = used.len() > CROWD;
    let mut mends: Vec<Mend> = used
        .into_iter()
        .filter_map(|figure| best_mend(checks, instance, figure, crowded, figures, bearings))
        .collect();
    mends.sort_by(|a, b| b.weight.cmp(&a.weight).then(a.figure.cmp(&b.figure)));
    let total = mends
        .iter()
        .try_fold(Ratio::ZERO, |sum, mend| sum.add(mend.weight))
        .unwrap_or(Ratio::ONE);
    let candidates: Vec<Suspect> = mends
        .iter()
        .map(|mend| Suspect {
            cell: FindingCell::of(mend.figure, figures),
            confidence: mend.weight.div(total).unwrap_or(Ratio::ZERO),
            mended: written_like(&mend.number),
        })
        .collect();
    let stands_out = candidates.first().is_some_and(|first| {
        first
            .confidence
            .mul(OUT_OF)
            .is_ok_and(|confidence| confidence >= STANDS_OUT)
    });
    let mut mends = mends.into_iter();
    match mends.next() {
        Some(best) if stands_out => Localisation {
            candidates,
            suspect: Some(best.figure),
            cause: best.cause,
        },
        _ => Localisation {
            candidates,
            suspect: None,
            cause: Cause::unknown(),
        },
    }
}

fn best_mend(
    checks: &[Check],
    instance: (usize, Option<usize>),
    figure: FigureRef,
    crowded: bool,
    figures: &Figures<'_>,
    bearings: &Bearings,
) -> Option<Mend> {
    let printed = figures.number(figure)?;
    if printed.quantum().is_zero() || printed.hedge().is_some() {
        return None;
    }
    let unit = printed.value().div(printed.quantum()).ok()?.numerator();
    let solved = solve(&checks[instance.0], instance.1, figure, figures);
    let neighbours = match solved {
        // one value only can mend an exact relation
        Some((_, true)) => Vec::new(),
        // so many figures, each with so much room: one of them cannot be told from the others
        _ if crowded => Vec::new(),
        _ => keystroke_neighbours(unit),
    };
    let tried = solved.map(|(value, _)| value).into_iter().chain(neighbours);
    let mut best: Option<Mend> = None;
    for candidate in tried {
        let Ok(value) = Ratio::whole(candidate).mul(printed.quantum()) else {
            continue;
        };
        if candidate == unit || (value.is_negative() && !printed.value().is_negative()) {
            continue;
        }
        let number = printed.with_value(value);
        let (cause, weight) = cause_of(figure, candidate, unit, &number, figures);
        if best.as_ref().is_some_and(|best| best.weight >= weight) {
            continue;
        }
        let changed = figures.with(figure, number);
        let mends = |&(check, row): &(usize, Option<usize>)| {
            run_instance(&checks[check], row, &changed) == Verdict::Holds
        };
        if mends(&instance) && bearings.of(figure).iter().all(mends) {
            best = Some(Mend {
                figure,
                number,
                cause,
                weight,
            });
        }
    }
    best
}

/// The likeliest slip from `right` to `printed`, or a copy of a neighbouring cell.
fn cause_of(
    figure: FigureRef,
    right: i128,
    printed: i128,
    number: &PrintedNumber,
    figures: &Figures<'_>,
) -> (Cause, Ratio) {
    let mut causes = likely_causes(right, printed);
    if let Some(source) = copied_from(figure, number, figures) {
        let detail = format!("the same figure stands in {source}");
        causes.push((
            Cause {
                kind: CauseKind::CopiedCell,
                detail,
            },
            weight(CauseKind::CopiedCell, 8),
        ));
    }
    causes
        .into_iter()
        .max_by(|(_, a), (_, b)| a.cmp(b))
        .unwrap_or_else(|| (Cause::unknown(), Ratio::ZERO))
}

/// A row with the same label, or a neighbouring row, in whose cell of the same column the same
/// figure is printed.
fn copied_from(
    figure: FigureRef,
    mended: &PrintedNumber,
    figures: &Figures<'_>,
) -> Option<FindingCell> {
    let FigureRef::Cell { table, row, column } = figure else {
        return None;
    };
    let printed = figures.number(figure)?;
    if printed.value() == mended.value() || printed.value().is_zero() {
        return None;
    }
    let rows = &figures.table(table).rows;
    let same_label =
        (0..rows.len()).find(|&other| other != row && rows[other].label == rows[row].label);
    let neighbours = [row.checked_sub(1), Some(row + 1)].into_iter().flatten();
    same_label
        .into_iter()
        .chain(neighbours.filter(|&other| other < rows.len()))
        .map(|row| FigureRef::Cell { table, row, column })
        .find(|&other| {
            figures
                .number(other)
                .is_some_and(|it| it.value() == printed.value())
        })
        .map(|other| FindingCell::of(other, figures))
}

/// The value of `figure`, in units of its last digit, that makes the two sides of an equality equal,
/// found by the secant method; and whether it is the only one.
fn solve(
    check: &Check,
    row: Option<usize>,
    figure: FigureRef,
    figures: &Figures<'_>,
) -> Option<(i128, bool)> {
    if !check.is_equality() {
        return None;
    }
    let printed = figures.number(figure)?;
    let quantum = printed.quantum();
    let gap = |value: Ratio| {
        let changed = figures.with(figure, printed.with_value(value));
        let (left, right) = check.sides(row, &changed)?;
        let exact = left.as_point().is_some() && right.as_point().is_some();
        Some((middle(&left)?.sub(middle(&right)?).ok()?, exact))
    };
    let mut before = printed.value();
    let (mut gap_before, mut exact) = gap(before)?;
    let mut now = before.add(quantum).ok()?;
    for _ in 0..12 {
        let (gap_now, exact_now) = gap(now)?;
        exact &= exact_now;
        if gap_now.is_zero() {
            break;
        }
        let slope = gap_now
            .sub(gap_before)
            .ok()?
            .div(now.sub(before).ok()?)
            .ok()?;
        if slope.is_zero() {
            return None;
        }
        let next = now.sub(gap_now.div(slope).ok()?).ok()?;
        // stay on printable values: fractions would grow without end
        let steps = next.div(quantum).ok()?.round(Rounding::HalfUp);
        let next = Ratio::whole(steps).mul(quantum).ok()?;
        if next == now || next == before {
            now = next;
            break;
        }
        (before, gap_before, now) = (now, gap_now, next);
    }
    Some((now.div(quantum).ok()?.numerator(), exact))
}

fn middle(interval: &crate::exact::Interval) -> Option<Ratio> {
    use crate::exact::Bound::{Closed, Open};
    match (interval.lower(), interval.upper()) {
        (Closed(low) | Open(low), Closed(high) | Open(high)) => {
            low.add(high).ok()?.div(Ratio::whole(2)).ok()
        }
        _ => None,
    }
}

/// All values from which one keystroke, or another unit, leads to `printed`.
fn keystroke_neighbours(printed: i128) -> Vec<i128> {
    let text = printed.unsigned_abs().to_string().into_bytes();
    let mut values = std::collections::BTreeSet::new();
    let mut keep = |digits: &[u8]| {
        let value = std::str::from_utf8(digits)
            .ok()
            .and_then(|text| text.parse::<i128>().ok());
        values.extend(value.map(|value| if printed < 0 { -value } else { value }));
    };
    for place in 0..text.len() {
        for digit in b'0'..=b'9' {
            let mut other = text.clone();
            other[place] = digit;
            keep(&other);
        }
        let mut shorter = text.clone();
        shorter.remove(place);
        keep(&shorter);
        if place + 1 < text.len() {
            let mut exchanged = text.clone();
            exchanged.swap(place, place + 1);
            keep(&exchanged);
        }
    }
    for place in 0..=text.len() {
        for digit in b'0'..=b'9' {
            let mut longer = text.clone();
            longer.insert(place, digit);
            keep(&longer);
        }
    }
    for factor in [10, 100, 1_000, 1_000_000] {
        values.extend(printed.checked_mul(factor));
        values.extend((printed % factor == 0).then_some(printed / factor));
    }
    values.remove(&printed);
    values.into_iter().collect()
}

/// A value written with as many decimals as the figure it replaces.
fn written_like(number: &PrintedNumber) -> String {
    let mut decimals = 0;
    let mut quantum = number.quantum();
    while quantum < Ratio::ONE && decimals < 12 {
        decimals += 1;
        quantum = quantum.mul(Ratio::whole(10)).unwrap_or(Ratio::ONE);
    }
    number.value().to_decimal_string(decimals)
}
