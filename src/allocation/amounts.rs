//! Exact amounts of all recipients over one common denominator.

use num_integer::Integer;

use super::AllocationError;
use crate::exact::{ArithmeticError, Kronor, Ratio, Rounding};

/// An exact amount of kronor for each recipient, as numerators over one common denominator.
///
/// One denominator for all makes sums sums of integers and keeps a division out of every step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExactAmounts {
    numerators: Vec<i128>,
    denominator: i128,
}

impl ExactAmounts {
    /// Whole amounts.
    pub fn whole(amounts: &[Kronor]) -> ExactAmounts {
        let numerators = amounts.iter().map(|amount| i128::from(amount.0)).collect();
        ExactAmounts {
            numerators,
            denominator: 1,
        }
    }

    /// `total` split in proportion to `parts`, whose sum is `sum` > 0.
    pub(super) fn proportional(
        parts: Vec<i128>,
        sum: i128,
        total: Ratio,
    ) -> Result<ExactAmounts, AllocationError> {
        let denominator = product(sum, total.denominator())?;
        let numerators = parts
            .into_iter()
            .map(|part| product(part, total.numerator()))
            .collect::<Result<_, _>>()?;
        Ok(ExactAmounts {
            numerators,
            denominator,
        })
    }

    /// These numerators over this denominator, which must be positive.
    pub(super) fn over(numerators: Vec<i128>, denominator: i128) -> ExactAmounts {
        ExactAmounts {
            numerators,
            denominator,
        }
    }

    /// The number of recipients.
    pub fn len(&self) -> usize {
        self.numerators.len()
    }

    /// Whether there are no recipients.
    pub fn is_empty(&self) -> bool {
        self.numerators.is_empty()
    }

    /// The numerators over [`denominator`](ExactAmounts::denominator).
    pub fn numerators(&self) -> &[i128] {
        &self.numerators
    }

    /// The common denominator.
    pub fn denominator(&self) -> i128 {
        self.denominator
    }

    /// One recipient's exact amount.
    pub fn get(&self, recipient: usize) -> Result<Ratio, ArithmeticError> {
        Ratio::new(self.numerators[recipient], self.denominator)
    }

    /// The exact sum.
    pub fn sum(&self) -> Result<Ratio, ArithmeticError> {
        Ratio::new(sum(&self.numerators)?, self.denominator)
    }

    /// Recipient by recipient, the sum of the two.
    pub fn plus(&self, other: &ExactAmounts) -> Result<ExactAmounts, AllocationError> {
        if self.len() != other.len() {
            let (found, expected) = (other.len(), self.len());
            return Err(AllocationError::Length {
                what: "a list of amounts",
                found,
                expected,
            });
        }
        let common = self.denominator.gcd(&other.denominator);
        let left = other.denominator / common;
        let right = self.denominator / common;
        let denominator = product(self.denominator, left)?;
        let numerators = self
            .numerators
            .iter()
            .zip(&other.numerators)
            .map(|(&a, &b)| {
                let (a, b) = (product(a, left)?, product(b, right)?);
                a.checked_add(b)
                    .ok_or_else(|| ArithmeticError::overflow("sum", a, b))
            })
            .collect::<Result<_, _>>()?;
        Ok(ExactAmounts {
            numerators,
            denominator,
        })
    }

    /// Each amount rounded by itself to whole kronor.
    pub fn rounded(&self, rounding: Rounding) -> ExactAmounts {
        let round = |&numerator: &i128| rounding.divide(numerator, self.denominator);
        ExactAmounts {
            numerators: self.numerators.iter().map(round).collect(),
            denominator: 1,
        }
    }

    /// Each amount rounded by itself to a whole number of units.
    pub fn rounded_to(
        &self,
        unit: Kronor,
        rounding: Rounding,
    ) -> Result<ExactAmounts, AllocationError> {
        let denominator = product(self.denominator, unit.0.into())?;
        if denominator <= 0 {
            let dividend = "an amount".to_owned();
            return Err(ArithmeticError::DivisionByZero { dividend }.into());
        }
        let round =
            |&numerator: &i128| product(rounding.divide(numerator, denominator), unit.0.into());
        let numerators = self
            .numerators
            .iter()
            .map(round)
            .collect::<Result<_, _>>()?;
        Ok(ExactAmounts {
            numerators,
            denominator: 1,
        })
    }

    /// The amounts in whole kronor. *Errors*: the first amount that is not whole.
    pub fn to_kronor(&self) -> Result<Vec<Kronor>, AllocationError> {
        let whole = |&numerator: &i128| {
            if numerator % self.denominator != 0 {
                let amount = Ratio::new(numerator, self.denominator)?.to_string();
                return Err(AllocationError::NotWhole { amount });
            }
            Ok(Kronor::from_whole(numerator / self.denominator)?)
        };
        self.numerators.iter().map(whole).collect()
    }
}

/// A checked sum.
pub(super) fn sum(parts: &[i128]) -> Result<i128, ArithmeticError> {
    parts.iter().try_fold(0_i128, |sum, &part| {
        sum.checked_add(part)
            .ok_or_else(|| ArithmeticError::overflow("sum", sum, part))
    })
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
            "the procedure ends without rounding: 1/3 kr is not whole"
        );
    }

    #[test]
    fn the_supported_range_is_tested_at_its_edge() {
        let key = AllocationKey::new(vec![u64::MAX, 1]).unwrap();
        assert!(key.apportion(Ratio::whole(i128::from(u32::MAX))).is_ok());
        assert!(key.apportion(Ratio::whole(i128::MAX / 2)).is_err());
    }
}
