//! Each amount in its round.

use super::super::{CommonFactor, InferenceError, common_factor};
use super::{Entitlement, Round, RoundCell};
use crate::exact::{Kronor, Ratio, Rounding};

/// The amounts in their rounds, and the factor that most of the second share.
pub(super) struct Classified {
    pub cells: Vec<RoundCell>,
    pub factor: CommonFactor,
}

/// Puts each amount in the round it fits. One that fits both is of the first below `cut` and of the
/// second from there on; one that fits neither likewise, with what it differs by.
pub(super) fn classify(
    amounts: &[Kronor],
    entitlement: &Entitlement,
    about: Ratio,
    cut: i128,
) -> Result<Classified, InferenceError> {
    let draft = draft(amounts, entitlement, about, cut)?;
    let second: Vec<usize> = (0..amounts.len())
        .filter(|cell| draft[*cell].round == Round::Second)
        .collect();
    let published: Vec<Kronor> = second.iter().map(|cell| amounts[*cell]).collect();
    let first: Vec<Kronor> = second.iter().map(|cell| draft[*cell].first).collect();
    let factor = match common_factor(&published, &first)? {
        Some(factor) => factor,
        None => CommonFactor {
            lower: about,
            upper: about,
            exact: 0,
            cells: second.len(),
            exceptions: Vec::new(),
        },
    };
    let middle = factor.lower.add(factor.upper)?.div(Ratio::whole(2))?;
    let mut cells = draft;
    for cell in second {
        cells[cell].difference = difference(amounts[cell], cells[cell].first, middle)?;
    }
    Ok(Classified { cells, factor })
}

fn draft(
    amounts: &[Kronor],
    entitlement: &Entitlement,
    about: Ratio,
    cut: i128,
) -> Result<Vec<RoundCell>, InferenceError> {
    let nothing = RoundCell {
        round: Round::Neither,
        weight: 0,
        first: Kronor::ZERO,
        difference: 0,
        either: false,
    };
    let mut cells = Vec::with_capacity(amounts.len());
    for amount in amounts {
        if amount.0 == 0 {
            cells.push(nothing);
            continue;
        }
        let alone = entitled(entitlement, amount.0.into(), 1)?;
        let before = Ratio::from(*amount).div(about)?;
        let scaled = entitled(entitlement, before.numerator(), before.denominator())?;
        let off_alone = amount.0 - alone.1.0;
        let off_scaled = difference(*amount, scaled.1, about)?;
        let (is_first, is_second) = (off_alone == 0, off_scaled.abs() <= 1);
        let above = i128::from(amount.0) >= cut;
        let goes_second = if is_first == is_second {
            above
        } else {
            is_second
        };
        let (round, (weight, first), difference) = if goes_second {
            (Round::Second, scaled, off_scaled)
        } else {
            (Round::First, alone, off_alone)
        };
        // a second round gives nobody less than the factor times the base amount and a head
        let least = difference_floor(entitlement, about)?;
        let either = is_first && is_second && i128::from(amount.0) >= least;
        cells.push(RoundCell {
            round,
            weight,
            first,
            difference,
            either,
        });
    }
    Ok(cells)
}

/// The weight nearest to `amount` / `divisor` kronor of the first round, and what it gives.
fn entitled(
    entitlement: &Entitlement,
    amount: i128,
    divisor: i128,
) -> Result<(u64, Kronor), InferenceError> {
    let out_of_range = || crate::exact::ArithmeticError::overflow("amount", amount, "kronor");
    let weight = entitlement
        .nearest_weight(amount, divisor)
        .ok_or_else(out_of_range)?;
    let first = entitlement.of(weight).ok_or_else(out_of_range)?;
    let weight = u64::try_from(weight).map_err(|_| out_of_range())?;
    Ok((weight, Kronor::from_whole(first)?))
}

fn difference(amount: Kronor, first: Kronor, factor: Ratio) -> Result<i64, InferenceError> {
    let computed = Ratio::from(first).mul(factor)?.round(Rounding::HalfUp);
    Ok(amount.sub(Kronor::from_whole(computed)?)?.0)
}

fn difference_floor(entitlement: &Entitlement, factor: Ratio) -> Result<i128, InferenceError> {
    let least = entitlement.of(1).unwrap_or(0);
    Ok(Ratio::whole(least).mul(factor)?.round(Rounding::Down))
}
