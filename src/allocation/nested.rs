//! Shares of shares: counties first, then the municipalities of each.
//!
//! Each group has its part of the appropriation by its own weight, in whole units, and shares that
//! part among its members by theirs. The two need not be the same key, and even if they are, rounding
//! twice is not rounding once.

use super::RecipientList;
use super::largest_remainder::{in_units, members_of};
use super::{AllocationError, AllocationKey, Denomination, ExactAmounts, Tie, TieOrder, TieRule};
use crate::exact::{Ratio, Rounding};

/// How amounts become whole numbers of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settling {
    /// Each by itself: the sum may miss.
    Each(Rounding),
    /// By largest remainder: the sum is kept.
    LargestRemainder,
}

/// Groups of recipients with a weight each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Groups {
    /// What each group is called: a county's code, in the order of codes.
    pub names: Vec<String>,
    /// The key by which the groups share.
    pub key: AllocationKey,
    /// The group of each recipient, as a position in the names.
    pub of: Vec<usize>,
    /// How the groups' amounts are made whole; among equal remainders the first name comes first.
    pub settling: Settling,
}

/// What each group has, and what each recipient of it.
pub(super) struct Nested {
    pub groups: ExactAmounts,
    pub amounts: ExactAmounts,
    pub ties: Vec<Tie>,
}

/// Shares an appropriation among groups, and each group's part among its members.
pub(super) fn apportion_nested(
    appropriation: Ratio,
    groups: &Groups,
    weights: &AllocationKey,
    (settling, order, unit): (Settling, &TieOrder, Denomination),
) -> Result<Nested, AllocationError> {
    if groups.of.len() != weights.weights().len()
        || groups.key.weights().len() != groups.names.len()
    {
        return Err(AllocationError::Length {
            what: RecipientList::Groups,
            found: groups.of.len(),
            expected: weights.weights().len(),
        });
    }
    let shares = groups.key.apportion(appropriation)?;
    let by_name = TieOrder {
        rule: TieRule::LowestCode,
        ranks: (0..groups.names.len()).collect(),
    };
    let (of_groups, _) = settle(&shares, groups.settling, &by_name, unit)?;
    let ranks = order.ranks_among(&weights.apportion(Ratio::ONE)?)?;
    let mut amounts = vec![Ratio::ZERO; groups.of.len()];
    let mut ties = Vec::new();
    for (group, members) in members_of(&groups.of, groups.names.len())
        .into_iter()
        .enumerate()
    {
        let own = members.iter().map(|&it| weights.weights()[it]).collect();
        let money = of_groups.get(group)?;
        if members.is_empty() && !money.is_zero() {
            let (group, money) = (groups.names[group].clone(), money.to_kronor_string());
            return Err(AllocationError::EmptyGroup { group, money });
        }
        if members.is_empty() {
            continue;
        }
        let own = AllocationKey::new(own)?.apportion(money)?;
        let order = TieOrder {
            rule: order.rule,
            ranks: members.iter().map(|&it| ranks[it]).collect(),
        };
        let (shared, own_ties) = settle(&own, settling, &order, unit)?;
        for mut tie in own_ties {
            tie.between.iter_mut().for_each(|it| *it = members[*it]);
            ties.push(tie);
        }
        for (place, &member) in members.iter().enumerate() {
            amounts[member] = shared.get(place)?;
        }
    }
    Ok(Nested {
        groups: of_groups,
        amounts: whole_units(&amounts, unit)?,
        ties,
    })
}

fn settle(
    exact: &ExactAmounts,
    settling: Settling,
    order: &TieOrder,
    unit: Denomination,
) -> Result<(ExactAmounts, Vec<Tie>), AllocationError> {
    match settling {
        Settling::Each(rounding) => Ok((exact.rounded_to(unit, rounding)?, Vec::new())),
        Settling::LargestRemainder => in_units(exact, order, unit, None),
    }
}

/// Whole numbers of units over the unit's own denominator.
fn whole_units(amounts: &[Ratio], unit: Denomination) -> Result<ExactAmounts, AllocationError> {
    let denominator = unit.in_kronor().denominator();
    let scaled = |amount: &Ratio| Ok(amount.mul(Ratio::whole(denominator))?.numerator());
    let numerators = amounts.iter().map(scaled);
    let numerators = numerators.collect::<Result<_, AllocationError>>()?;
    Ok(ExactAmounts::over(numerators, denominator))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 100 kr by 1 : 2 to two counties is 33,33 and 66,67: 33 and 67. The first has two equal
    /// municipalities, 17 and 16 (a tie); the second 67 by 1 : 1 : 4: 11,17, 11,17, 44,67: 11, 11, 45.
    #[test]
    fn counties_then_their_municipalities() {
        let groups = Groups {
            names: vec!["01".to_owned(), "03".to_owned()],
            key: AllocationKey::new(vec![1, 2]).unwrap(),
            of: vec![0, 1, 0, 1, 1],
            settling: Settling::LargestRemainder,
        };
        let key = AllocationKey::new(vec![5, 1, 5, 1, 4]).unwrap();
        let order = TieOrder::by_code(vec![0, 2, 1, 3, 4]);
        let how = (Settling::LargestRemainder, &order, Denomination::KRONA);
        let nested = apportion_nested(Ratio::whole(100), &groups, &key, how).unwrap();
        let kronor: Vec<i64> = nested
            .amounts
            .to_kronor()
            .unwrap()
            .iter()
            .map(|it| it.0)
            .collect();
        assert_eq!(kronor, [17, 11, 16, 11, 45]);
        assert_eq!(nested.groups.get(1).unwrap(), Ratio::whole(67));
        assert_eq!(nested.ties.len(), 1);
        assert_eq!(
            (nested.ties[0].between.as_slice(), nested.ties[0].served),
            ([0, 2].as_slice(), 1)
        );
    }
}
