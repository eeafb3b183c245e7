//! The allocation key: whole weights, one a recipient.

use super::{AllocationError, ExactAmounts};
use crate::exact::Ratio;

/// An allocation key (*fördelningsnyckel*): a whole weight for each recipient, in list order.
///
/// *Units*: whatever is counted, mostly persons. *Range*: each weight up to 2⁶³ − 1; their total
/// may be larger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllocationKey {
    weights: Vec<u64>,
    total: i128,
}

impl AllocationKey {
    /// A key of these weights. *Errors*: all weights zero, or none given.
    pub fn new(weights: Vec<u64>) -> Result<AllocationKey, AllocationError> {
        // 2^64 weights below 2^64 still fit in 128 bits
        let total = weights.iter().map(|&weight| i128::from(weight)).sum();
        if total == 0 {
            return Err(AllocationError::KeyOfZeros {
                recipients: weights.len(),
            });
        }
        Ok(AllocationKey { weights, total })
    }

    /// A key of which only some weights are known: `total` is the sum of all, these and others.
    ///
    /// *Errors*: a total of zero, or below the sum of the weights.
    pub fn of_total(weights: Vec<u64>, total: u64) -> Result<AllocationKey, AllocationError> {
        let known: i128 = weights.iter().map(|&weight| i128::from(weight)).sum();
        let total = i128::from(total);
        if total == 0 {
            return Err(AllocationError::KeyOfZeros {
                recipients: weights.len(),
            });
        }
        if total < known {
            let (known, total) = (
                Ratio::whole(known).to_string(),
                Ratio::whole(total).to_string(),
            );
            return Err(AllocationError::KeyTotal { known, total });
        }
        Ok(AllocationKey { weights, total })
    }

    /// The weights, in list order.
    pub fn weights(&self) -> &[u64] {
        &self.weights
    }

    /// The sum of the weights.
    pub fn total(&self) -> i128 {
        self.total
    }

    /// Each recipient's exact part of `appropriation`: appropriation × weight / total.
    pub fn apportion(&self, appropriation: Ratio) -> Result<ExactAmounts, AllocationError> {
        let weights = self
            .weights
            .iter()
            .map(|&weight| i128::from(weight))
            .collect();
        ExactAmounts::proportional(weights, self.total, appropriation)
    }
}
