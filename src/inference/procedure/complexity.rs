//! How simple a procedure is.

use crate::allocation::{Procedure, Step};
use crate::exact::Rounding;

/// How much a procedure states beyond "apportion, and round half up at the end": the fewer the simpler.
///
/// Each step counts one. So does each thing that somebody must have chosen and could have chosen
/// otherwise: a rounding mode other than half-up, largest remainder instead of rounding, parts rounded
/// before they are added, and each recipient that a stated adjustment or a claim names.
///
/// ```
/// use statsbidrag::allocation::{AllocationKey, Denomination, Procedure, Step};
/// use statsbidrag::exact::{Ratio, Rounding};
/// use statsbidrag::inference::complexity;
/// let key = AllocationKey::new(vec![1, 2])?;
/// let apportion = Step::Apportion { appropriation: Ratio::whole(100), key };
/// let round = |rounding| Step::Round { rounding, unit: Denomination::KRONA };
/// let plain = Procedure::new(vec![apportion.clone(), round(Rounding::HalfUp)]);
/// let truncated = Procedure::new(vec![apportion, round(Rounding::Truncate)]);
/// assert_eq!((complexity(&plain), complexity(&truncated)), (2, 3));
/// # Ok::<(), statsbidrag::allocation::AllocationError>(())
/// ```
pub fn complexity(procedure: &Procedure) -> usize {
    procedure.steps().map(of_step).sum()
}

fn of_step(step: &Step) -> usize {
    let chosen = match step {
        Step::Round { rounding, .. } => of_mode(*rounding),
        Step::LargestRemainder { .. } => 1,
        Step::Adjust { adjustments } => adjustments.len(),
        Step::Limit { claims } => claims.iter().flatten().count(),
        Step::SharePots { round_parts, .. }
        | Step::ApportionMixed { round_parts, .. }
        | Step::ApportionSeveral { round_parts, .. } => {
            round_parts.map_or(0, |mode| 1 + of_mode(mode))
        }
        _ => 0,
    };
    1 + chosen
}

fn of_mode(rounding: Rounding) -> usize {
    usize::from(rounding != Rounding::HalfUp)
}
