//! The amount a unit at which most amounts come out, where what was distributed is not known.
//!
//! The sum of rounded amounts is not what was distributed: it may be half a krona a recipient off, and
//! held to it an amount can differ by a krona that is in order. So the price is sought by itself: an
//! amount a for n units comes out at every price in [(a − ½)/n; (a + ½)/n), and the price that lies in
//! most of these intervals is taken, among neighbours the one with the fewest decimals.

use super::evidence::Evidence;
use super::key::{IntegerKey, to_i128};
use super::{Exception, InferenceError, RoundingRule};
use crate::exact::{Kronor, Ratio, Rounding};

/// A price is given with no more decimals than this, in kronor.
const MOST_DECIMALS: u32 = 12;

/// The key told at the price at which more of the amounts come out than at the one it has; as it is, if
/// there is none, or if the amounts were not rounded one by one.
pub(super) fn at_the_best_price(
    key: IntegerKey,
    evidence: &Evidence,
) -> Result<IntegerKey, InferenceError> {
    let RoundingRule::Each(rounding) = key.rounding else {
        return Ok(key);
    };
    if key.exceptions.is_empty() {
        return Ok(key);
    }
    let Some(price) = best_price(&key.weights, evidence, rounding)? else {
        return Ok(key);
    };
    let told = told_at(&key, evidence, price, rounding)?;
    Ok(if told.exact > key.exact { told } else { key })
}

/// A price of the first of the intervals where most prices meet, in what amounts are rounded to.
fn best_price(
    weights: &[u64],
    evidence: &Evidence,
    rounding: Rounding,
) -> Result<Option<Ratio>, InferenceError> {
    let (below, above) = match rounding {
        Rounding::HalfUp | Rounding::HalfEven | Rounding::HalfDown => {
            (Ratio::one_in(2), Ratio::one_in(2))
        }
        Rounding::Truncate | Rounding::Down => (Ratio::ZERO, Ratio::ONE),
        Rounding::Up => (Ratio::ONE, Ratio::ZERO),
    };
    let mut ends: Vec<(Ratio, bool)> = Vec::with_capacity(2 * weights.len());
    for (amount, weight) in counted(weights, evidence) {
        let (amount, weight) = (amount?, Ratio::whole(i128::from(weight)));
        ends.push((amount.sub(below)?.div(weight)?, true));
        ends.push((amount.add(above)?.div(weight)?, false));
    }
    // at one place intervals end before others begin
    ends.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.cmp(&b.1)));
    let (mut open, mut most, mut found) = (0_usize, 0, None);
    for pair in ends.windows(2) {
        let (from, begins) = pair[0];
        open = if begins {
            open + 1
        } else {
            open.saturating_sub(1)
        };
        if open > most {
            (most, found) = (open, Some((from, pair[1].0)));
        }
    }
    found.map_or(Ok(None), |(from, to)| shortest(from, to, rounding))
}

/// The number between two others that has the fewest decimals.
fn shortest(from: Ratio, to: Ratio, rounding: Rounding) -> Result<Option<Ratio>, InferenceError> {
    for decimals in 0..=MOST_DECIMALS {
        let scale = Ratio::whole(10_i128.pow(decimals));
        let (scaled, end) = (from.mul(scale)?, to.mul(scale)?);
        // rounding up, the lower end itself does not come out, and the upper one does
        let (least, fits) = match rounding {
            Rounding::Up => {
                let least = Ratio::whole(scaled.round(Rounding::Down)).add(Ratio::ONE)?;
                (least, least <= end)
            }
            _ => {
                let least = Ratio::whole(scaled.round(Rounding::Up));
                (least, least < end)
            }
        };
        if fits {
            return Ok(Some(least.div(scale)?));
        }
    }
    Ok(None)
}

/// The key as it is at a price.
fn told_at(
    key: &IntegerKey,
    evidence: &Evidence,
    price: Ratio,
    rounding: Rounding,
) -> Result<IntegerKey, InferenceError> {
    let unit = Ratio::whole(to_i128(evidence.unit)?);
    let mut exceptions = Vec::new();
    let mut farthest = Ratio::ZERO;
    for (cell, above) in evidence.above_base.iter().enumerate() {
        let Some(above) = above else { continue };
        let part = price.mul(Ratio::whole(i128::from(key.weights[cell])))?;
        let computed = Ratio::whole(part.round(rounding)).mul(unit)?;
        let difference = Ratio::whole(*above).sub(computed)?;
        if difference.is_zero() {
            let distance = Ratio::whole(*above).sub(part.mul(unit)?)?.abs();
            farthest = farthest.max(distance);
        } else {
            let difference = Kronor::from_whole(difference.numerator())?.0;
            exceptions.push(Exception { cell, difference });
        }
    }
    let per_krona = Ratio::whole(i128::from(evidence.per_krona));
    Ok(IntegerKey {
        exact: key.cells - exceptions.len(),
        exceptions,
        each: price.mul(unit)?.div(per_krona)?,
        farthest: farthest.div(per_krona)?,
        ..key.clone()
    })
}

/// The amounts that units stand behind, in what they are rounded to, with the units.
fn counted(
    weights: &[u64],
    evidence: &Evidence,
) -> impl Iterator<Item = (Result<Ratio, InferenceError>, u64)> {
    let unit = evidence.unit;
    let all = evidence.above_base.iter().zip(weights);
    let counted = all.filter(|(above, weight)| above.is_some_and(|it| it > 0) && **weight > 0);
    counted.map(move |(above, weight)| {
        let amount =
            to_i128(unit).and_then(|unit| Ok(Ratio::new(above.unwrap_or_default(), unit)?));
        (amount, *weight)
    })
}
