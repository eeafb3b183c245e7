//! Largest remainder (*största restens metod*): whole kronor that add up.

use std::cmp::Reverse;

use super::RecipientList;
use super::amounts::sum;
use super::narrow::Narrow;
use super::ties::TieOrder;
use super::{AllocationError, Denomination, ExactAmounts, Tie};
use crate::exact::{Kronor, floor};

/// Whole amounts that add up, and who was level at the cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Apportioned {
    /// The amounts.
    pub amounts: Vec<Kronor>,
    /// The recipients with the remainder at which the missing kronor ran out, if some of them got a
    /// krona and some did not: the rule for ties decided between them.
    pub tied: Vec<usize>,
}

/// Rounds every amount down and gives the missing kronor, one each, to the largest remainders.
///
/// *Ties*: among equal remainders the recipient with the lower `rank` comes first; the caller ranks
/// by something that belongs to the recipient, such as its code, so that the order of the list does
/// not matter.
///
/// # The Alabama paradox
///
/// A recipient can get *less* when there is more to share: its remainder may be overtaken. That is a
/// property of the method, not an error. With weights 6 : 6 : 2, 10 kr give 4, 4, 2 and 11 kr give
/// 5, 5, 1. With real figures: by the population of Dalarna's municipalities in December 2019 (11 093
/// of 287 966 in Säter), 15 711 512 kr give Säter 605 238 kr, and one krona more to share 605 237 kr.
///
/// ```
/// use statsbidrag::allocation::{AllocationKey, largest_remainder};
/// use statsbidrag::exact::{Kronor, Ratio};
/// let key = AllocationKey::new(vec![6, 6, 2])?;
/// let ranks = [0, 1, 2];
/// let ten = largest_remainder(&key.apportion(Ratio::whole(10))?, &ranks)?;
/// let eleven = largest_remainder(&key.apportion(Ratio::whole(11))?, &ranks)?;
/// assert_eq!(ten.amounts, [Kronor(4), Kronor(4), Kronor(2)]);
/// assert_eq!(eleven.amounts, [Kronor(5), Kronor(5), Kronor(1)]);
/// # Ok::<(), statsbidrag::allocation::AllocationError>(())
/// ```
///
/// # Repayments
///
/// Money to be paid back has a negative sum, and the method is mirrored: whoever comes first pays the
/// krona that is left. −5 kr of two equals are −3 and −2, as 5 kr are 3 and 2.
///
/// *Errors*: exact amounts whose sum is not whole; a list of ranks of another length; overflow.
pub fn largest_remainder(
    exact: &ExactAmounts,
    ranks: &[usize],
) -> Result<Apportioned, AllocationError> {
    if ranks.len() != exact.len() {
        let (found, expected) = (ranks.len(), exact.len());
        return Err(AllocationError::Length {
            what: RecipientList::Ranks,
            found,
            expected,
        });
    }
    if let Some(apportioned) = Narrow::of(exact).and_then(|it| it.largest_remainder(ranks)) {
        return Ok(apportioned);
    }
    if is_repayment(exact) {
        let mut mirrored = plainly(&exact.negated()?, ranks)?;
        for amount in &mut mirrored.amounts {
            *amount = Kronor::ZERO.sub(*amount)?;
        }
        return Ok(mirrored);
    }
    plainly(exact, ranks)
}

/// Whether the sum is negative, by whole kronor: the sum of the numerators may leave the range.
fn is_repayment(exact: &ExactAmounts) -> bool {
    let denominator = exact.denominator();
    let sums = exact
        .numerators()
        .try_fold((0_i128, 0_i128), |(whole, rest), it| {
            let (quotient, remainder) = floor(it, denominator);
            Some((whole.checked_add(quotient)?, rest.checked_add(remainder)?))
        });
    sums.is_some_and(|(whole, rest)| whole < 0 && rest / denominator < -whole)
}

/// Whole units that add up, within each group if there are groups, and the ties that were settled.
///
/// *Errors*: as for [`largest_remainder`]; a tie that a stated order does not settle; an amount to
/// share that is no whole number of units.
pub(super) fn in_units(
    exact: &ExactAmounts,
    order: &TieOrder,
    unit: Denomination,
    groups: Option<&[usize]>,
) -> Result<(ExactAmounts, Vec<Tie>), AllocationError> {
    let ranks = order.ranks_among(exact)?;
    let units = exact.in_units(unit)?;
    let Some(groups) = groups else {
        let shared = largest_remainder(&units, &ranks);
        let shared = shared.map_err(|error| name_unit(error, &units, unit))?;
        let tie = settled(&units, &shared, order, &ranks)?;
        let amounts = ExactAmounts::from(shared.amounts).of_units(unit)?;
        return Ok((amounts, tie.into_iter().collect()));
    };
    if groups.len() != exact.len() {
        let (found, expected) = (groups.len(), exact.len());
        return Err(AllocationError::Length {
            what: RecipientList::Groups,
            found,
            expected,
        });
    }
    let mut amounts = vec![Kronor::ZERO; exact.len()];
    let mut ties = Vec::new();
    let count = groups.iter().max().map_or(0, |last| last + 1);
    for members in members_of(groups, count) {
        let own = units.only(&members);
        let own_ranks: Vec<usize> = members.iter().map(|&it| ranks[it]).collect();
        let shared = largest_remainder(&own, &own_ranks);
        let shared = shared.map_err(|error| name_unit(error, &own, unit))?;
        if let Some(mut tie) = settled(&own, &shared, order, &own_ranks)? {
            tie.between.iter_mut().for_each(|it| *it = members[*it]);
            ties.push(tie);
        }
        for (&member, &amount) in members.iter().zip(&shared.amounts) {
            amounts[member] = amount;
        }
    }
    Ok((ExactAmounts::from(amounts).of_units(unit)?, ties))
}

/// The recipients of each group, in list order, by the group's number.
pub(super) fn members_of(groups: &[usize], count: usize) -> Vec<Vec<usize>> {
    let mut members = vec![Vec::new(); count];
    for (recipient, &group) in groups.iter().enumerate() {
        members[group].push(recipient);
    }
    members
}

/// What cannot be shared in whole units is not a procedure that was never rounded.
fn name_unit(error: AllocationError, units: &ExactAmounts, unit: Denomination) -> AllocationError {
    match error {
        AllocationError::NotWhole { amount } => {
            let kronor = units.sum().and_then(|sum| sum.mul(unit.in_kronor()));
            let amount = kronor.map_or(amount, |kronor| kronor.to_kronor_string());
            AllocationError::NotWholeUnits { amount, unit }
        }
        error => error,
    }
}

/// The tie at the cut, if there was one: those of it above their exact amount got the unit.
fn settled(
    exact: &ExactAmounts,
    shared: &Apportioned,
    order: &TieOrder,
    ranks: &[usize],
) -> Result<Option<Tie>, AllocationError> {
    // of money to be paid back the unit makes an amount smaller
    let is_repayment = is_repayment(exact);
    let has_unit = |it: &&usize| {
        let (below, _) = floor(exact.numerator(**it), exact.denominator());
        (i128::from(shared.amounts[**it].0) > below) != is_repayment
    };
    let served = shared.tied.iter().filter(has_unit).count();
    order.settled(shared.tied.clone(), served, ranks)
}

/// The method as it is described, with 128-bit numbers: it covers everything, and says what is wrong
/// where nothing can be computed. [`Narrow`] gives the same amounts where 64 bits are enough.
pub(super) fn plainly(
    exact: &ExactAmounts,
    ranks: &[usize],
) -> Result<Apportioned, AllocationError> {
    let denominator = exact.denominator();
    let (mut whole, remainders): (Vec<i128>, Vec<i128>) = exact
        .numerators()
        .map(|numerator| floor(numerator, denominator))
        .unzip();
    // the remainders together, and never the whole kronor times the denominator, which can overflow
    let missing = sum(remainders.iter().copied())?;
    if missing % denominator != 0 {
        let amount = exact.sum()?.to_kronor_string();
        return Err(AllocationError::NotWhole { amount });
    }
    // fewer kronor are missing than there are recipients, since each remainder is less than one
    let missing = usize::try_from(missing / denominator).unwrap_or_default();
    let mut order: Vec<usize> = (0..exact.len()).collect();
    let place = |&it: &usize| (Reverse(remainders[it]), ranks[it], it);
    if missing > 0 {
        order.select_nth_unstable_by_key(missing - 1, place);
    }
    let (served, passed) = order.split_at(missing);
    for &recipient in served {
        whole[recipient] += 1;
    }
    let tied = tied_at_the_cut(served, passed, ranks, |it| remainders[it]);
    let amounts = whole
        .into_iter()
        .map(|it| Ok(Kronor::from_whole(it)?))
        .collect::<Result<_, AllocationError>>()?;
    Ok(Apportioned { amounts, tied })
}

/// Those level with the last one served, by rank, if somebody level with it was passed over.
fn tied_at_the_cut<R: Ord>(
    served: &[usize],
    passed: &[usize],
    ranks: &[usize],
    remainder: impl Fn(usize) -> R,
) -> Vec<usize> {
    let Some(last) = served.iter().map(|&it| remainder(it)).min() else {
        return Vec::new();
    };
    let level = |it: &&usize| remainder(**it) == last;
    if !passed.iter().any(|it| level(&it)) {
        return Vec::new();
    }
    let everybody = served.iter().chain(passed);
    let mut tied: Vec<usize> = everybody.filter(level).copied().collect();
    tied.sort_unstable_by_key(|&it| (ranks[it], it));
    tied
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::allocation::AllocationKey;
    use crate::exact::Ratio;

    fn shares(money: i128, weights: &[u64], ranks: &[usize]) -> Apportioned {
        let key = AllocationKey::new(weights.to_vec()).unwrap();
        largest_remainder(&key.apportion(Ratio::whole(money)).unwrap(), ranks).unwrap()
    }

    /// 100 by 1 : 1 : 1: floors 33, one krona missing, three level: the lowest rank gets it.
    #[test]
    fn ties_go_by_rank_not_by_place() {
        let first = shares(100, &[1, 1, 1], &[0, 1, 2]);
        assert_eq!(first.amounts, [34, 33, 33].map(Kronor));
        assert_eq!(first.tied, [0, 1, 2]);
        let last = shares(100, &[1, 1, 1], &[2, 1, 0]);
        assert_eq!(last.amounts, [33, 33, 34].map(Kronor));
    }

    /// 7 by 3 : 5 : 6 is 1,5, 2,5 and 3 exactly: two level remainders, one krona.
    #[test]
    fn only_those_level_at_the_cut_are_tied() {
        let shared = shares(7, &[3, 5, 6], &[0, 1, 2]);
        assert_eq!(shared.amounts, [2, 2, 3].map(Kronor));
        assert_eq!(shared.tied, [0, 1]);
        assert!(shares(10, &[6, 3, 1], &[0, 1, 2]).tied.is_empty());
    }

    /// -5 by 1 : 1 is -2,5 each, and by 3 : 5 : 6 -7 is the mirror of 7.
    #[test]
    fn a_repayment_mirrors_the_grant() {
        assert_eq!(shares(-5, &[1, 1], &[0, 1]).amounts, [-3, -2].map(Kronor));
        let mirrored = shares(-7, &[3, 5, 6], &[0, 1, 2]);
        assert_eq!(mirrored.amounts, [-2, -2, -3].map(Kronor));
        assert_eq!(mirrored.tied, [0, 1]);
    }

    /// 1 000 000 by 7 : 11 : 13 is 225 806,45, 354 838,71 and 419 354,84: of the two thousands that
    /// are left after 225, 354 and 419, the first two remainders in thousands (806 and 839) get them.
    #[test]
    fn whole_thousands_and_whole_ore_that_add_up() {
        let key = AllocationKey::new(vec![7, 11, 13]).unwrap();
        let exact = key.apportion(Ratio::whole(1_000_000)).unwrap();
        let order = TieOrder::by_code(vec![0, 1, 2]);
        let by = |unit| in_units(&exact, &order, unit, None).unwrap().0;
        let thousands = by(Denomination::kronor(1_000).unwrap());
        let expected = [226_000, 355_000, 419_000].map(Kronor);
        assert_eq!(thousands.to_kronor().unwrap(), expected);
        let ore: Vec<Ratio> = (0..3)
            .map(|it| by(Denomination::ORE).get(it).unwrap())
            .collect();
        let expected = [22_580_645, 35_483_871, 41_935_484].map(|it| Ratio::new(it, 100).unwrap());
        assert_eq!(ore, expected);
    }

    #[test]
    fn fewer_kronor_than_recipients() {
        assert_eq!(
            shares(2, &[1, 1, 1, 1], &[3, 0, 2, 1]).amounts,
            [0, 1, 0, 1].map(Kronor)
        );
        assert_eq!(shares(0, &[1, 2], &[0, 1]).amounts, [0, 0].map(Kronor));
    }
}
