//! Records that differ by a slip of the pen: one key more, less or wrong gives what the factors say.
//!
//! Factors are chosen by people, who make exceptions: a price that was agreed otherwise, a month that was
//! budgeted by itself. Only what a slip explains is held against a record.

use super::region::Region;
use crate::discovery::one_key::one_key_away;
use crate::discovery::view::View;
use crate::exact::{Ratio, Rounding};

/// Whether a slip in one of a record's figures explains that it differs.
pub(super) fn is_slip(
    view: &View,
    target: usize,
    parts: &[usize],
    region: &Region,
    record: usize,
) -> bool {
    let lines = std::iter::once(target).chain(parts.iter().copied());
    lines.into_iter().enumerate().any(|(at, line)| {
        let entry = view.at(line, record);
        let right = match at.checked_sub(1) {
            None => right_target(view, target, parts, region, record),
            Some(part) => right_part(view, target, parts, region, (record, part)),
        };
        let unit = i128::from(entry.unit.max(1));
        let within = right.and_then(|[low, high]| {
            let steps = |it: Ratio| it.div(Ratio::whole(unit)).ok();
            Some([
                steps(low)?.round(Rounding::Up),
                steps(high)?.round(Rounding::Down),
            ])
        });
        let printed = i128::from(entry.value) / unit;
        within.is_some_and(|within| one_key_away(printed, within))
    })
}

/// Between what the target should stand.
fn right_target(
    view: &View,
    target: usize,
    parts: &[usize],
    region: &Region,
    record: usize,
) -> Option<[Ratio; 2]> {
    let half = Ratio::new(view.at(target, record).unit.into(), 2).ok()?;
    let values = region.points()?.into_iter().map(|factors| {
        let terms = parts.iter().zip(factors);
        let mut terms = terms.map(|(part, factor)| factor.mul(value(view, *part, record)));
        terms.try_fold(Ratio::ZERO, |sum, term| sum.add(term?)).ok()
    });
    let values: Vec<Ratio> = values.collect::<Option<_>>()?;
    let [low, high] = [values.iter().min()?, values.iter().max()?];
    Some([low.sub(half).ok()?, high.add(half).ok()?])
}

/// Between what a part should stand if all else is right.
fn right_part(
    view: &View,
    target: usize,
    parts: &[usize],
    region: &Region,
    (record, part): (usize, usize),
) -> Option<[Ratio; 2]> {
    let half = Ratio::new(view.at(target, record).unit.into(), 2).ok()?;
    let own = value(view, target, record);
    let mut values: Vec<Ratio> = Vec::new();
    for factors in region.points()? {
        let mut rest = own;
        for (at, line) in parts.iter().enumerate().filter(|(at, _)| *at != part) {
            let term = factors.get(at)?.mul(value(view, *line, record)).ok()?;
            rest = rest.sub(term).ok()?;
        }
        for end in [rest.sub(half).ok()?, rest.add(half).ok()?] {
            values.push(end.div(*factors.get(part)?).ok()?);
        }
    }
    Some([*values.iter().min()?, *values.iter().max()?])
}

fn value(view: &View, line: usize, record: usize) -> Ratio {
    Ratio::whole(view.at(line, record).value.into())
}
