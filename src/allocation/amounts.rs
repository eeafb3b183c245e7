//! Exact amounts of all recipients over one common denominator.

use num_integer::Integer;

use super::RecipientList;
use super::narrow::Narrow;
use super::{AllocationError, AllocationKey, Denomination};
use crate::exact::{ArithmeticError, Kronor, Ratio, Rounding, floor};

/// An exact amount of kronor for each recipient, as numerators over one common denominator.
///
/// One denominator for all makes sums sums of integers and keeps a division out of every step.
///
/// Amounts by key share the weights of the key and take no memory of their own; whole amounts take 8
/// bytes a recipient, fractions 16.
#[derive(Clone, Debug)]
pub struct ExactAmounts {
    numerators: Numerators,
    denominator: i128,
}

/// How the numerators are kept.
#[derive(Clone, Debug)]
enum Numerators {
    /// Each is a weight times one factor below 2⁶³, such as the appropriation: at most 127 bits.
    ByKey(AllocationKey, u64),
    /// Whole amounts, over 1.
    Whole(Vec<Kronor>),
    /// Anything else.
    Each(Vec<i128>),
}

impl ExactAmounts {
    /// Whole amounts.
    pub fn whole(amounts: &[Kronor]) -> ExactAmounts {
        ExactAmounts::from(amounts.to_vec())
    }

    /// Any amounts, over their least common denominator. *Errors*: one that leaves 128 bits.
    pub fn of_ratios(amounts: &[Ratio]) -> Result<ExactAmounts, AllocationError> {
        let denominator = amounts.iter().try_fold(1_i128, |common, amount| {
            let own = amount.denominator();
            product(common / common.gcd(&own), own)
        })?;
        let numerator =
            |amount: &Ratio| product(amount.numerator(), denominator / amount.denominator());
        let numerators = amounts.iter().map(numerator).collect::<Result<_, _>>()?;
        Ok(ExactAmounts::over(numerators, denominator))
    }

    /// `total` split in proportion to the weights of a key.
    pub(super) fn by_key(
        key: &AllocationKey,
        total: Ratio,
    ) -> Result<ExactAmounts, AllocationError> {
        let Ok(factor @ 0..) = i64::try_from(total.numerator()) else {
            let weights = key.weights().iter().map(|&weight| i128::from(weight));
            return ExactAmounts::proportional(weights, key.total(), total);
        };
        Ok(ExactAmounts {
            numerators: Numerators::ByKey(key.clone(), factor.unsigned_abs()),
            denominator: product(key.total(), total.denominator())?,
        })
    }

    /// `total` split in proportion to `parts`, whose sum is `sum` > 0.
    pub(super) fn proportional(
        parts: impl Iterator<Item = i128>,
        sum: i128,
        total: Ratio,
    ) -> Result<ExactAmounts, AllocationError> {
        let denominator = product(sum, total.denominator())?;
        let numerators = parts
            .map(|part| product(part, total.numerator()))
            .collect::<Result<_, _>>()?;
        Ok(ExactAmounts::over(numerators, denominator))
    }

    /// These numerators over this denominator, which must be positive.
    pub(super) fn over(numerators: Vec<i128>, denominator: i128) -> ExactAmounts {
        ExactAmounts {
            numerators: Numerators::Each(numerators),
            denominator,
        }
    }

    /// The key and the factor of its weights, if the amounts are kept like that.
    pub(super) fn key(&self) -> Option<(&AllocationKey, u64)> {
        match &self.numerators {
            Numerators::ByKey(key, factor) => Some((key, *factor)),
            Numerators::Whole(_) | Numerators::Each(_) => None,
        }
    }

    /// The number of recipients.
    pub fn len(&self) -> usize {
        match &self.numerators {
            Numerators::ByKey(key, _) => key.weights().len(),
            Numerators::Whole(amounts) => amounts.len(),
            Numerators::Each(numerators) => numerators.len(),
        }
    }

    /// Whether there are no recipients.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The numerators over [`denominator`](ExactAmounts::denominator), in list order.
    pub fn numerators(&self) -> impl ExactSizeIterator<Item = i128> + '_ {
        (0..self.len()).map(|recipient| self.numerator(recipient))
    }

    /// One recipient's numerator.
    #[inline]
    pub fn numerator(&self, recipient: usize) -> i128 {
        match &self.numerators {
            Numerators::ByKey(key, factor) => {
                let product = u128::from(key.weights()[recipient]) * u128::from(*factor);
                // the factor is below 2^63, so the sign stays
                product.cast_signed()
            }
            Numerators::Whole(amounts) => amounts[recipient].0.into(),
            Numerators::Each(numerators) => numerators[recipient],
        }
    }

    /// The common denominator.
    pub fn denominator(&self) -> i128 {
        self.denominator
    }

    /// One recipient's exact amount.
    pub fn get(&self, recipient: usize) -> Result<Ratio, ArithmeticError> {
        Ratio::new(self.numerator(recipient), self.denominator)
    }

    /// The exact sum.
    pub fn sum(&self) -> Result<Ratio, ArithmeticError> {
        Ratio::new(sum(self.numerators())?, self.denominator)
    }

    /// Recipient by recipient, the sum of the two.
    pub fn plus(&self, other: &ExactAmounts) -> Result<ExactAmounts, AllocationError> {
        if self.len() != other.len() {
            let (found, expected) = (other.len(), self.len());
            return Err(AllocationError::Length {
                what: RecipientList::Amounts,
                found,
                expected,
            });
        }
        let common = self.denominator.gcd(&other.denominator);
        let left = other.denominator / common;
        let right = self.denominator / common;
        let denominator = product(self.denominator, left)?;
        let numerators = self
            .numerators()
            .zip(other.numerators())
            .map(|(a, b)| {
                let (a, b) = (product(a, left)?, product(b, right)?);
                a.checked_add(b)
                    .ok_or_else(|| ArithmeticError::overflow("sum", a, b))
            })
            .collect::<Result<_, _>>()?;
        Ok(ExactAmounts::over(numerators, denominator))
    }

    /// Each amount rounded by itself to whole kronor.
    pub fn rounded(&self, rounding: Rounding) -> ExactAmounts {
        if let Some(narrow) = Narrow::of(self) {
            return narrow.rounded(rounding).into();
        }
        let round = |numerator| rounding.divide(numerator, self.denominator);
        ExactAmounts::over(self.numerators().map(round).collect(), 1)
    }

    /// Each amount rounded by itself to a whole number of units.
    pub fn rounded_to(
        &self,
        unit: Denomination,
        rounding: Rounding,
    ) -> Result<ExactAmounts, AllocationError> {
        if unit == Denomination::KRONA {
            return Ok(self.rounded(rounding));
        }
        self.in_units(unit)?.rounded(rounding).of_units(unit)
    }

    /// How many units each amount is.
    pub(super) fn in_units(&self, unit: Denomination) -> Result<ExactAmounts, AllocationError> {
        if unit == Denomination::KRONA {
            return Ok(self.clone());
        }
        let (kronor, per) = unit.parts();
        let denominator = product(self.denominator, kronor)?;
        let numerators = self.numerators().map(|it| product(it, per));
        let numerators = numerators.collect::<Result<_, _>>()?;
        Ok(ExactAmounts::over(numerators, denominator))
    }

    /// The kronor of amounts that are numbers of units.
    pub(super) fn of_units(&self, unit: Denomination) -> Result<ExactAmounts, AllocationError> {
        if unit == Denomination::KRONA {
            return Ok(self.clone());
        }
        let (kronor, per) = unit.parts();
        let denominator = product(self.denominator, per)?;
        let numerators = self.numerators().map(|it| product(it, kronor));
        let numerators = numerators.collect::<Result<_, _>>()?;
        Ok(ExactAmounts::over(numerators, denominator))
    }

    /// The same amounts with the other sign.
    pub(super) fn negated(&self) -> Result<ExactAmounts, ArithmeticError> {
        let opposite = |numerator: i128| {
            let opposite = numerator.checked_neg();
            opposite.ok_or_else(|| ArithmeticError::overflow("difference", 0, numerator))
        };
        let numerators = self.numerators().map(opposite).collect::<Result<_, _>>()?;
        Ok(ExactAmounts::over(numerators, self.denominator))
    }

    /// The amounts of some recipients, in the order given.
    pub(super) fn only(&self, recipients: &[usize]) -> ExactAmounts {
        let numerators = recipients.iter().map(|&it| self.numerator(it)).collect();
        ExactAmounts::over(numerators, self.denominator)
    }

    /// Whether every amount is a whole number of units.
    pub fn are_whole(&self, unit: Denomination) -> bool {
        let (kronor, per) = unit.parts();
        let whole = |numerator: i128| {
            let width = self.denominator.checked_mul(kronor);
            let steps = numerator.checked_mul(per);
            width.zip(steps).is_some_and(|(width, it)| it % width == 0)
        };
        self.numerators().all(whole)
    }

    /// The amounts in whole kronor. *Errors*: the first amount that is not whole.
    pub fn to_kronor(&self) -> Result<Vec<Kronor>, AllocationError> {
        if let Numerators::Whole(amounts) = &self.numerators {
            return Ok(amounts.clone());
        }
        let whole = |numerator| {
            let (whole, remainder) = floor(numerator, self.denominator);
            if remainder != 0 {
                let amount = Ratio::new(numerator, self.denominator)?.to_kronor_string();
                return Err(AllocationError::NotWhole { amount });
            }
            Ok(Kronor::from_whole(whole)?)
        };
        self.numerators().map(whole).collect()
    }
}

impl From<Vec<Kronor>> for ExactAmounts {
    /// Whole amounts.
    fn from(amounts: Vec<Kronor>) -> ExactAmounts {
        ExactAmounts {
            numerators: Numerators::Whole(amounts),
            denominator: 1,
        }
    }
}

/// The same numerators over the same denominator, however they are kept.
impl PartialEq for ExactAmounts {
    fn eq(&self, other: &ExactAmounts) -> bool {
        self.denominator == other.denominator && self.numerators().eq(other.numerators())
    }
}

impl Eq for ExactAmounts {}

/// A checked sum.
pub(super) fn sum(parts: impl IntoIterator<Item = i128>) -> Result<i128, ArithmeticError> {
    parts.into_iter().try_fold(0_i128, |sum, part| {
        sum.checked_add(part)
            .ok_or_else(|| ArithmeticError::overflow("sum", sum, part))
    })
}

/// A checked difference.
pub(super) fn less(from: i128, taken: i128) -> Result<i128, ArithmeticError> {
    from.checked_sub(taken)
        .ok_or_else(|| ArithmeticError::overflow("difference", from, taken))
}

/// A checked product.
pub(super) fn product(left: i128, right: i128) -> Result<i128, ArithmeticError> {
    left.checked_mul(right)
        .ok_or_else(|| ArithmeticError::overflow("product", left, right))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::allocation::AllocationKey;

    #[test]
    fn parts_over_different_denominators_add_up_exactly() {
        let thirds = AllocationKey::new(vec![1, 2])
            .unwrap()
            .apportion(Ratio::ONE)
            .unwrap();
        let fifths = AllocationKey::new(vec![1, 4])
            .unwrap()
            .apportion(Ratio::ONE)
            .unwrap();
        let both = thirds.plus(&fifths).unwrap();
        assert_eq!(both.get(0).unwrap(), Ratio::new(8, 15).unwrap());
        assert_eq!(both.sum().unwrap(), Ratio::whole(2));
    }

    #[test]
    fn amounts_are_equal_however_they_are_kept() {
        let whole = ExactAmounts::whole(&[Kronor(1), Kronor(2)]);
        assert_eq!(whole, ExactAmounts::over(vec![1, 2], 1));
        assert_ne!(whole, ExactAmounts::over(vec![1, 3], 1));
        assert_ne!(whole, ExactAmounts::over(vec![1, 2], 2));
    }

    #[test]
    fn a_list_knows_whether_it_is_empty() {
        assert!(ExactAmounts::whole(&[]).is_empty());
        assert!(!ExactAmounts::whole(&[Kronor(0)]).is_empty());
    }

    #[test]
    fn lists_of_different_length_do_not_add() {
        let one = ExactAmounts::whole(&[Kronor(1)]);
        let two = ExactAmounts::whole(&[Kronor(1), Kronor(2)]);
        let error = one.plus(&two).unwrap_err();
        assert_eq!(
            error.to_string(),
            "a list of amounts has 2 entries, expected one for each of 1 recipients"
        );
    }

    #[test]
    fn a_fraction_of_a_krona_is_no_amount() {
        let thirds = AllocationKey::new(vec![1, 2])
            .unwrap()
            .apportion(Ratio::ONE)
            .unwrap();
        let error = thirds.to_kronor().unwrap_err().to_string();
        assert_eq!(
            error,
            "1/3 kr is not in whole kronor; add a step that rounds (round, round-to or \
             largest-remainder) before amounts are adjusted, balanced or paid"
        );
    }

    #[test]
    fn the_supported_range_is_tested_at_its_edge() {
        let key = AllocationKey::new(vec![u64::MAX, 1]).unwrap();
        assert!(key.apportion(Ratio::whole(i128::from(u32::MAX))).is_ok());
        assert!(key.apportion(Ratio::whole(i128::MAX / 2)).is_err());
    }
}
