//! The printed values a figure may have had, each with the slip that leads from it to the print.

use super::digit_counts::DigitCounts;
use super::slip::{CauseKind, Weight, digits, unit};
use super::system::{System, SystemFigure};
use crate::exact::{Bound, Interval, PrintedNumber, PrintingRule, Ratio, Rounding};

/// With at most so many possible values each is weighed; of more, those a slip away.
const FEW: i128 = 64;

/// A value that a figure should perhaps have, and how it may have become the printed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mend {
    pub number: PrintedNumber,
    pub kind: CauseKind,
    pub weight: Weight,
    /// How many times likelier it is that this was meant than what is printed, which is out of line with
    /// the figures it is added up with; else once.
    pub likelier: u128,
}

/// The printed values of `figure` that stand for a value in `region`, the likeliest slip first.
/// `violated` are the relations that may show an addend left out or counted twice.
pub(super) fn mends(
    system: &System,
    figure: usize,
    region: &Interval,
    violated: &[usize],
) -> Vec<Mend> {
    let own = &system.figures[figure];
    let printed = &own.number;
    if printed.hedge().is_some() || printed.quantum().is_zero() {
        return reworded(own, region).into_iter().collect();
    }
    let Some(unit_value) = units(printed.value(), printed) else {
        return Vec::new();
    };
    let addends: Vec<(Ratio, usize)> = violated
        .iter()
        .map(|&relation| system.addends(relation, figure))
        .flat_map(|addends| {
            let count = addends.len();
            addends.into_iter().map(move |value| (value, count))
        })
        .filter(|(value, _)| !value.is_zero())
        .collect();
    let beside = DigitCounts::beside(system, figure, violated);
    let mut found: Vec<Mend> = values(own, region, unit_value, &addends)
        .into_iter()
        .filter(|&value| value != unit_value)
        .filter_map(|value| {
            let number = printed.with_value(Ratio::whole(value).mul(printed.quantum()).ok()?);
            // most values are out of the question, and asking that is cheap
            if !possible(own, &number) || !stands_for(&number, region) {
                return None;
            }
            let (kind, weight) = slip(own, value, unit_value, &number, &addends);
            Some(Mend {
                number,
                kind,
                weight: beside.weighed(weight, value, unit_value),
                likelier: beside.times_likelier(value, unit_value),
            })
        })
        .collect();
    let rescaled = unit::rescaled(printed).into_iter().map(|number| Mend {
        number,
        kind: CauseKind::Unit,
        weight: unit::weight(),
        likelier: match units(number.value(), printed) {
            Some(value) => beside.times_likelier(value, unit_value),
            None => 1,
        },
    });
    found.extend(rescaled);
    found.retain(|mend| possible(own, &mend.number) && stands_for(&mend.number, region));
    found.sort_by(|a, b| {
        let by_weight = b.weight.cmp(&a.weight);
        by_weight.then_with(|| a.number.value().cmp(&b.number.value()))
    });
    found.dedup_by(|later, earlier| later.number.value() == earlier.number.value());
    found
}

/// The values to try, in units of the last printed digit.
fn values(
    own: &SystemFigure,
    region: &Interval,
    printed: i128,
    addends: &[(Ratio, usize)],
) -> Vec<i128> {
    let whole = |bound: Bound, rounding: Rounding| match bound {
        Bound::Closed(at) | Bound::Open(at) => {
            let units = at.div(own.number.quantum()).ok()?;
            Some(units.round(rounding))
        }
        Bound::Unbounded => None,
    };
    let (low, high) = (
        whole(region.lower(), Rounding::Down),
        whole(region.upper(), Rounding::Up),
    );
    if let (Some(low), Some(high)) = (low, high)
        && high.checked_sub(low).is_some_and(|width| width <= FEW)
    {
        return (low..=high).collect();
    }
    let mut values = digits::neighbours(printed);
    for (addend, _) in addends {
        if let Some(addend) = units(*addend, &own.number) {
            values.extend(printed.checked_add(addend));
            values.extend(printed.checked_sub(addend));
        }
    }
    // one value to stand for all others: in the middle, or at the only end
    let arbitrary = match (low, high) {
        (Some(low), Some(high)) => low.checked_add(high).map(|sum| sum / 2),
        (Some(end), None) | (None, Some(end)) => Some(end),
        (None, None) => None,
    };
    values.extend(arbitrary);
    values.sort_unstable();
    values.dedup();
    values
}

/// A value in units of the last printed digit, if it is a whole number of them.
fn units(value: Ratio, like: &PrintedNumber) -> Option<i128> {
    let units = value.div(like.quantum()).ok()?;
    units.is_whole().then(|| units.numerator())
}

/// The likeliest way from `value` to the print, with the weight of all ways.
fn slip(
    own: &SystemFigure,
    value: i128,
    printed: i128,
    number: &PrintedNumber,
    addends: &[(Ratio, usize)],
) -> (CauseKind, Weight) {
    let (mut kind, mut all) = digits::likeliest(value, printed);
    let mut most = if kind == CauseKind::Unknown {
        Weight(0)
    } else {
        all
    };
    let mut consider = |other, results| {
        let weight = Weight::of(other, results);
        all = Weight(all.0 + weight.0);
        if weight > most {
            (kind, most) = (other, weight);
        }
    };
    if let Some(count) = own.copied_from {
        consider(CauseKind::CopiedCell, count);
    }
    if let Ok(lacking) = number.value().sub(own.number.value()) {
        for (addend, count) in addends {
            if *addend == lacking {
                consider(CauseKind::MissingAddend, *count);
            } else if *addend == lacking.neg() {
                consider(CauseKind::DoubleAddend, *count);
            }
        }
    }
    (kind, all)
}

fn possible(own: &SystemFigure, number: &PrintedNumber) -> bool {
    own.may_be_negative
        || !number.value().is_negative()
        || (own.may_lack_sign && number.value() == own.number.value().neg())
}

fn stands_for(number: &PrintedNumber, region: &Interval) -> bool {
    number
        .interval(PrintingRule::HalfUp)
        .is_ok_and(|interval| interval.meets(region))
}

/// A claim in words or with a hedge: another number in its place, without a slip to name.
fn reworded(own: &SystemFigure, region: &Interval) -> Option<Mend> {
    let at = match (region.lower(), region.upper()) {
        (Bound::Closed(low) | Bound::Open(low), Bound::Closed(high) | Bound::Open(high)) => {
            low.add(high).ok()?.div(Ratio::whole(2)).ok()?
        }
        (Bound::Closed(end) | Bound::Open(end), Bound::Unbounded)
        | (Bound::Unbounded, Bound::Closed(end) | Bound::Open(end)) => end,
        (Bound::Unbounded, Bound::Unbounded) => return None,
    };
    let quantum = own.number.quantum();
    let value = if quantum.is_zero() {
        at
    } else {
        let units = at.div(quantum).ok()?.round(Rounding::HalfUp);
        Ratio::whole(units).mul(quantum).ok()?
    };
    let number = own.number.with_value(value);
    (possible(own, &number) && value != own.number.value()).then_some(Mend {
        number,
        kind: CauseKind::Unknown,
        weight: Weight::of(CauseKind::Unknown, 100),
        likelier: 1,
    })
}
