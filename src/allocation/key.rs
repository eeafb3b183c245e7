//! The allocation key: weights, one a recipient.

use std::sync::Arc;

use num_integer::Integer;

use super::amounts::product;
use super::{AllocationError, ExactAmounts};
use crate::exact::{ArithmeticError, Ratio};

/// An allocation key (*fördelningsnyckel*): a weight for each recipient, in list order.
///
/// Weights are whole numbers of one step: persons, or ten-thousandths of a percent. What the step is
/// matters to a reader only, since shares do not depend on it.
///
/// *Units*: whatever is counted, mostly persons. *Range*: each weight up to 2⁶³ − 1; their total
/// may be larger. A copy of a key shares its weights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllocationKey {
    weights: Arc<[u64]>,
    /// The sum of these weights, and the largest.
    known: i128,
    largest: u64,
    /// The sum of all weights, these and others.
    total: i128,
    /// How many steps a weight of one is.
    scale: u64,
}

impl AllocationKey {
    /// A key of these weights. *Errors*: all weights zero, or none given.
    pub fn new(weights: Vec<u64>) -> Result<AllocationKey, AllocationError> {
        let mut key = AllocationKey::of_weights(weights);
        key.total = key.known;
        key.of_something()
    }

    /// A key of which only some weights are known: `total` is the sum of all, these and others.
    ///
    /// *Errors*: a total of zero, or below the sum of the weights.
    pub fn of_total(weights: Vec<u64>, total: u64) -> Result<AllocationKey, AllocationError> {
        let mut key = AllocationKey::of_weights(weights);
        key.total = total.into();
        let key = key.of_something()?;
        if key.total < key.known {
            let (known, total) = (
                Ratio::whole(key.known).to_string(),
                Ratio::whole(key.total).to_string(),
            );
            return Err(AllocationError::KeyTotal { known, total });
        }
        Ok(key)
    }

    /// A key of decimal weights or percentages, each as printed: 7,1783 : 8,3728 : 84,4489.
    ///
    /// *Errors*: a weight below zero, all zero, or so fine that a common step leaves 64 bits.
    ///
    /// ```
    /// use statsbidrag::allocation::AllocationKey;
    /// use statsbidrag::exact::Ratio;
    /// let key = AllocationKey::of_decimals(&[Ratio::new(1, 2)?, Ratio::new(1, 4)?], None)?;
    /// assert_eq!(key.weights(), [2, 1]);
    /// assert_eq!(key.weight(1)?, Ratio::new(1, 4)?);
    /// # Ok::<(), statsbidrag::allocation::AllocationError>(())
    /// ```
    pub fn of_decimals(
        weights: &[Ratio],
        total: Option<Ratio>,
    ) -> Result<AllocationKey, AllocationError> {
        let scale = weights
            .iter()
            .chain(&total)
            .try_fold(1, |scale, weight| common_step(scale, weight.denominator()))?;
        let scaled = |weight: &Ratio| {
            // each denominator divides the common step
            let steps = product(weight.numerator(), scale / weight.denominator())?;
            u64::try_from(steps).map_err(|_| too_fine(*weight, scale))
        };
        let steps = weights.iter().map(scaled).collect::<Result<_, _>>()?;
        let mut key = match total.as_ref().map(scaled).transpose()? {
            Some(total) => AllocationKey::of_total(steps, total)?,
            None => AllocationKey::new(steps)?,
        };
        key.scale = u64::try_from(scale).map_err(|_| too_fine(Ratio::ONE, scale))?;
        Ok(key)
    }

    /// The weights with what is known of them, before the total is.
    fn of_weights(weights: Vec<u64>) -> AllocationKey {
        // 2^64 weights below 2^64 still fit in 128 bits
        let both = |(sum, largest): (i128, u64), &weight: &u64| {
            (sum.wrapping_add(weight.into()), largest.max(weight))
        };
        let (known, largest) = weights.iter().fold((0, 0), both);
        AllocationKey {
            weights: weights.into(),
            known,
            largest,
            total: 0,
            scale: 1,
        }
    }

    fn of_something(self) -> Result<AllocationKey, AllocationError> {
        if self.total == 0 {
            return Err(AllocationError::KeyOfZeros {
                recipients: self.weights.len(),
            });
        }
        Ok(self)
    }

    /// The weights, in list order.
    pub fn weights(&self) -> &[u64] {
        &self.weights
    }

    /// One recipient's weight as printed, in its own unit.
    pub fn weight(&self, recipient: usize) -> Result<Ratio, ArithmeticError> {
        Ratio::new(self.weights[recipient].into(), self.scale.into())
    }

    /// The sum of the weights in their own unit, with those that are not listed.
    pub fn total_weight(&self) -> Result<Ratio, ArithmeticError> {
        Ratio::new(self.total, self.scale.into())
    }

    /// Whether all weights are listed.
    pub fn is_whole(&self) -> bool {
        self.known == self.total
    }

    /// The largest weight.
    pub(super) fn largest(&self) -> u64 {
        self.largest
    }

    /// The sum of the weights that are listed.
    pub(super) fn known(&self) -> i128 {
        self.known
    }

    /// The sum of the weights, with those that are not listed.
    pub fn total(&self) -> i128 {
        self.total
    }

    /// Each recipient's exact part of `appropriation`: appropriation × weight / total.
    pub fn apportion(&self, appropriation: Ratio) -> Result<ExactAmounts, AllocationError> {
        ExactAmounts::by_key(self, appropriation)
    }
}

/// The least step count of which both are divisors.
fn common_step(scale: i128, denominator: i128) -> Result<i128, AllocationError> {
    if scale % denominator == 0 {
        return Ok(scale);
    }
    let common = scale.gcd(&denominator);
    let step = product(scale / common, denominator)?;
    if u64::try_from(step).is_err() {
        return Err(too_fine(Ratio::ONE, step));
    }
    Ok(step)
}

fn too_fine(weight: Ratio, scale: i128) -> AllocationError {
    AllocationError::WeightOutOfRange {
        weight: weight.to_exact_string(),
        scale: Ratio::whole(scale).to_string(),
    }
}
