//! How the oracle makes amounts whole: rounding by the book, largest remainder by sorting everybody,
//! what is left over krona by krona.

use std::cmp::Ordering;

use num_bigint::BigInt;
use statsbidrag::allocation::{Denomination, Leftover, Settling, TieOrder, TieRule};
use statsbidrag::exact::Rounding;

use super::steps::{Nothing, of_ratio};
use super::{Fraction, sum};

/// Who was level, in the order of the rule, and how many of them were served.
pub type Level = (Vec<usize>, usize);

fn unit_of(unit: Denomination) -> Fraction {
    of_ratio(unit.in_kronor())
}

/// One amount, rounded to whole units.
pub fn rounded(amount: &Fraction, how: Rounding, unit: Denomination) -> Fraction {
    rounded_to(amount, how, &unit_of(unit))
}

/// A number, rounded to a whole number of steps.
pub fn rounded_to(amount: &Fraction, how: Rounding, step: &Fraction) -> Fraction {
    let units = amount.over(step);
    let below = units.floor();
    let rest = units.minus_floor();
    let to_half = rest.compare(&Fraction::new(1, 2));
    let is_odd = &below % BigInt::from(2) != BigInt::from(0);
    let goes_up = match (how, to_half) {
        (Rounding::Down, _) => false,
        (Rounding::Up, _) => !rest.is_zero(),
        (Rounding::Truncate, _) => !rest.is_zero() && amount.is_negative(),
        (_, Ordering::Greater) => true,
        (_, Ordering::Less) => false,
        // away from zero, towards zero, to the even one
        (Rounding::HalfUp, Ordering::Equal) => !amount.is_negative(),
        (Rounding::HalfDown, Ordering::Equal) => amount.is_negative(),
        (Rounding::HalfEven, Ordering::Equal) => is_odd,
    };
    Fraction::whole(below + i32::from(goes_up)).times(step)
}

/// Each recipient's place among equals.
fn places(order: &TieOrder, amounts: &[Fraction]) -> Vec<usize> {
    if order.rule != TieRule::Largest {
        return order.ranks.clone();
    }
    let size = |it: &Fraction| {
        if it.is_negative() {
            it.negated()
        } else {
            it.clone()
        }
    };
    let comes_before = |a: usize, b: usize| {
        let larger = size(&amounts[a]).compare(&size(&amounts[b]));
        larger.is_gt() || larger.is_eq() && order.ranks[a] < order.ranks[b]
    };
    let place = |it: usize| {
        let others = 0..amounts.len();
        others.filter(|&other| comes_before(other, it)).count()
    };
    (0..amounts.len()).map(place).collect()
}

/// Whole units, and those that are missing to the largest remainders of each group.
pub fn by_remainder(
    exact: &[Fraction],
    order: &TieOrder,
    unit: Denomination,
    groups: Option<&[usize]>,
) -> Result<(Vec<Fraction>, Vec<Level>), Nothing> {
    let places = places(order, exact);
    let one_group = vec![0; exact.len()];
    let groups = groups.unwrap_or(&one_group);
    let (mut amounts, mut ties) = (exact.to_vec(), Vec::new());
    for group in 0..=groups.iter().copied().max().unwrap_or(0) {
        let members: Vec<usize> = (0..exact.len()).filter(|&it| groups[it] == group).collect();
        let units: Vec<Fraction> = members
            .iter()
            .map(|&it| exact[it].over(&unit_of(unit)))
            .collect();
        let own: Vec<usize> = members.iter().map(|&it| places[it]).collect();
        let (whole, tie) = of_group(&units, &own)?;
        for (&member, whole) in members.iter().zip(whole) {
            amounts[member] = Fraction::whole(whole).times(&unit_of(unit));
        }
        let named = |(between, served): Level| {
            let between = between.into_iter().map(|it| members[it]).collect();
            (between, served)
        };
        ties.extend(tie.map(named));
    }
    Ok((amounts, ties))
}

fn of_group(units: &[Fraction], places: &[usize]) -> Result<(Vec<BigInt>, Option<Level>), Nothing> {
    let mut whole: Vec<BigInt> = units.iter().map(Fraction::floor).collect();
    let rests: Vec<Fraction> = units.iter().map(Fraction::minus_floor).collect();
    let missing = sum(&rests);
    if !missing.is_whole() {
        return Err(Nothing);
    }
    let missing = usize::try_from(missing.floor()).unwrap();
    let mut line: Vec<usize> = (0..units.len()).collect();
    line.sort_by(|&a, &b| rests[b].compare(&rests[a]).then(places[a].cmp(&places[b])));
    line[..missing].iter().for_each(|&it| whole[it] += 1);
    Ok((whole, level(&line, missing, |it| rests[it].clone())))
}

/// Those of a line who are level with the last served, if one of them is not served.
fn level(line: &[usize], served: usize, size: impl Fn(usize) -> Fraction) -> Option<Level> {
    let last = size(*line.get(served.checked_sub(1)?)?);
    let between: Vec<usize> = line
        .iter()
        .copied()
        .filter(|&it| size(it) == last)
        .collect();
    let is_served = |it: &&usize| line[..served].contains(*it);
    let served = between.iter().filter(is_served).count();
    (served < between.len()).then_some((between, served))
}

/// What is left of a total, unit by unit to those whom the rule names.
pub fn balanced(
    before: &[Fraction],
    total: &Fraction,
    order: &TieOrder,
    to: Leftover,
    unit: Denomination,
) -> Result<(Vec<Fraction>, Vec<Level>), Nothing> {
    if to == Leftover::Kept {
        return Ok((before.to_vec(), Vec::new()));
    }
    let unit = unit_of(unit);
    let missing = total.minus(&sum(before)).over(&unit);
    if !missing.is_whole() || before.iter().any(|it| !it.over(&unit).is_whole()) {
        return Err(Nothing);
    }
    let places = places(order, before);
    let mut line: Vec<usize> = (0..before.len()).collect();
    if to != Leftover::FirstInList {
        line.sort_by(|&a, &b| {
            before[b]
                .compare(&before[a])
                .then(places[a].cmp(&places[b]))
        });
    }
    let step = if missing.is_negative() {
        unit.negated()
    } else {
        unit.clone()
    };
    let steps = missing.times(&unit).over(&step).floor();
    let steps = usize::try_from(steps).unwrap();
    let mut amounts = before.to_vec();
    let served = if to == Leftover::LargestAlone {
        let all = Fraction::whole(BigInt::from(steps)).times(&step);
        line[..steps.min(1)]
            .iter()
            .for_each(|&it| amounts[it] = before[it].plus(&all));
        steps.min(1)
    } else if steps > before.len() {
        return Err(Nothing);
    } else {
        line[..steps]
            .iter()
            .for_each(|&it| amounts[it] = before[it].plus(&step));
        steps
    };
    let is_ruled = to != Leftover::FirstInList;
    let tie = level(&line, served, |it| before[it].clone()).filter(|_| is_ruled);
    Ok((amounts, tie.into_iter().collect()))
}

/// As a settling says.
pub fn settled(
    exact: &[Fraction],
    settling: Settling,
    order: &TieOrder,
    unit: Denomination,
) -> Result<(Vec<Fraction>, Vec<Level>), Nothing> {
    match settling {
        Settling::Each(how) => {
            let each = exact.iter().map(|it| rounded(it, how, unit));
            Ok((each.collect(), Vec::new()))
        }
        Settling::LargestRemainder => by_remainder(exact, order, unit, None),
    }
}
