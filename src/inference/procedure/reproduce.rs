//! Candidates run and compared with what was published.

use std::cmp::{Ordering, Reverse};

use super::complexity;
use crate::allocation::{Allocation, AllocationError, Procedure, RecipientList};
use crate::exact::Ratio;

/// A published amount and whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublishedAmount {
    /// The position of the recipient in the lists of the procedure.
    pub recipient: usize,
    /// What was published, in kronor.
    pub amount: Ratio,
}

/// A published amount that a procedure does not give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellDifference {
    /// The position among the published amounts.
    pub cell: usize,
    /// Published less computed, in kronor.
    pub difference: Ratio,
    /// What the procedure gives, in kronor.
    pub computed: Ratio,
}

/// What came of running a procedure: the amounts that differ, or why nothing can be computed.
pub type Trial = Result<Vec<CellDifference>, AllocationError>;

/// A candidate in its place.
#[derive(Clone, Debug)]
pub struct RankedProcedure {
    /// The position among the candidates.
    pub candidate: usize,
    /// The cells that differ, in order.
    pub differences: Vec<CellDifference>,
    /// How many published amounts it gives exactly.
    pub exact: usize,
    /// How much it states: see [`complexity`].
    pub complexity: usize,
}

/// Runs a procedure, holds it to what its steps promise, and compares it cell by cell.
///
/// Where recipients were level, whoever of them the published amounts serve has the krona: a choice
/// among equals is no deviation, unless the decision states the order.
///
/// *Errors*: it cannot be computed, its amounts are not settled, or they break a promise of its steps.
pub fn try_procedure(procedure: &Procedure, published: &[PublishedAmount]) -> Trial {
    let allocation = procedure.run()?;
    let differences = compared(&allocation, published)?;
    if differences.is_empty() || allocation.ties().next().is_none() {
        return Ok(differences);
    }
    let mut served = vec![Ordering::Equal; allocation.recipients()];
    for it in &differences {
        // who has more than computed comes first
        served[published[it.cell].recipient] = Ratio::ZERO.cmp(&it.difference);
    }
    let chosen = procedure.with_ties_for(&served, &allocation);
    let among_equals = chosen.and_then(|it| compared(&it.run().ok()?, published).ok());
    Ok(match among_equals {
        Some(fewer) if fewer.len() < differences.len() => fewer,
        _ => differences,
    })
}

/// Holds amounts to what their steps promise, and compares them cell by cell.
fn compared(allocation: &Allocation, published: &[PublishedAmount]) -> Trial {
    let amounts = allocation.settled()?;
    allocation.certificate().map_err(AllocationError::Refuted)?;
    let mut differences = Vec::new();
    for (cell, published) in published.iter().enumerate() {
        if published.recipient >= amounts.len() {
            return Err(AllocationError::Length {
                what: RecipientList::PublishedAmounts,
                found: published.recipient + 1,
                expected: amounts.len(),
            });
        }
        let computed = amounts.get(published.recipient)?;
        let difference = published.amount.sub(computed)?;
        if !difference.is_zero() {
            differences.push(CellDifference {
                cell,
                difference,
                computed,
            });
        }
    }
    Ok(differences)
}

/// The candidates that can be computed, best first: by how many published amounts they give, then
/// the simplest, then in the order given. `progress` is told how many have been tried, of how many.
///
/// 100 kr by 1 : 1 : 1, published as 33, 34 and 33: largest remainder gives all three if the second
/// comes first among equals, rounding half up two.
///
/// ```
/// use statsbidrag::allocation::{AllocationKey, Denomination, Procedure, Step};
/// use statsbidrag::exact::{Ratio, Rounding};
/// use statsbidrag::inference::{PublishedAmount, rank_procedures};
/// let key = AllocationKey::new(vec![1, 1, 1])?;
/// let apportion = Step::Apportion { appropriation: Ratio::whole(100), key };
/// let round = Step::Round { rounding: Rounding::HalfUp, unit: Denomination::KRONA };
/// let candidates = [
///     Procedure::new(vec![apportion.clone(), round]),
///     Procedure::new(vec![apportion, Step::largest_remainder(vec![2, 0, 1])]),
/// ];
/// let amounts = [33, 34, 33].map(Ratio::whole).into_iter().enumerate();
/// let published: Vec<_> =
///     amounts.map(|(recipient, amount)| PublishedAmount { recipient, amount }).collect();
/// let ranked = rank_procedures(&candidates, &published, &mut |_, _| {});
/// assert_eq!((ranked[0].candidate, ranked[0].exact), (1, 3));
/// assert_eq!((ranked[1].candidate, ranked[1].exact), (0, 2));
/// # Ok::<(), statsbidrag::allocation::AllocationError>(())
/// ```
pub fn rank_procedures(
    candidates: &[Procedure],
    published: &[PublishedAmount],
    progress: &mut dyn FnMut(u64, u64),
) -> Vec<RankedProcedure> {
    let mut ranked = Vec::new();
    for (candidate, procedure) in candidates.iter().enumerate() {
        progress(candidate as u64, candidates.len() as u64);
        if let Ok(differences) = try_procedure(procedure, published) {
            ranked.push(RankedProcedure {
                candidate,
                exact: published.len() - differences.len(),
                complexity: complexity(procedure),
                differences,
            });
        }
    }
    ranked.sort_by_key(|it| (Reverse(it.exact), it.complexity, it.candidate));
    ranked
}
