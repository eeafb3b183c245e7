//! The allocation key: whole weights, one a recipient.

use std::sync::Arc;

use super::{AllocationError, ExactAmounts};
use crate::exact::Ratio;

/// An allocation key (*fördelningsnyckel*): a whole weight for each recipient, in list order.
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
