//! The weight of a slip.

use super::CauseKind;

/// The chance of a slip, in whole parts of 10¹².
///
/// Whole parts keep the arithmetic exact: the product of three weights and the sum of many such
/// products stay below 2¹²⁷. The rarest slip, an arbitrary figure of eleven digits or more, weighs
/// one part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Weight(pub u128);

impl Weight {
    /// Certainty.
    pub const ONE: Weight = Weight(1_000_000_000_000);

    /// The chance of one result of a kind of slip that could have had so many results.
    pub fn of(kind: CauseKind, results: usize) -> Weight {
        let results = u128::try_from(results.max(1)).unwrap_or(u128::MAX);
        let parts = Weight::ONE.0 / 100 * u128::from(kind.share());
        Weight((parts / results).max(1))
    }

    /// The chance that any figure of so many digits, or fewer, takes the place of another.
    pub fn arbitrary(digits: usize) -> Weight {
        let sizes = 10_u128.saturating_pow(u32::try_from(digits).unwrap_or(u32::MAX));
        let parts = Weight::ONE.0 / 100 * u128::from(CauseKind::Unknown.share());
        Weight((parts / sizes).max(1))
    }

    /// The chance of a result that so many slips of the same chance lead to.
    pub fn times(self, ways: usize) -> Weight {
        Weight(self.0 * u128::try_from(ways).unwrap_or(1))
    }
}
