//! The procedure: ordered steps, each recorded.

use std::sync::Arc;

use super::certificate::certify_steps;
use super::step::Detail;
use super::{AllocationError, ExactAmounts, Refutations, Step};
use crate::exact::Kronor;

/// How a grant is distributed: steps in the order a case officer would do them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Procedure {
    steps: Vec<Arc<Step>>,
}

/// A step that was done, with the amounts after it.
#[derive(Clone, Debug)]
pub struct DoneStep {
    /// The step, shared with the procedure.
    pub step: Arc<Step>,
    /// Each recipient's exact amount after it.
    pub after: ExactAmounts,
    /// What it left beside the amounts.
    pub detail: Detail,
}

/// The result of a procedure: every step with the amounts after it.
#[derive(Clone, Debug)]
pub struct Allocation {
    steps: Vec<DoneStep>,
}

impl Procedure {
    /// A procedure of these steps.
    pub fn new(steps: Vec<Step>) -> Procedure {
        let steps = steps.into_iter().map(Arc::new).collect();
        Procedure { steps }
    }

    /// The steps, in order.
    pub fn steps(&self) -> impl ExactSizeIterator<Item = &Step> {
        self.steps.iter().map(Arc::as_ref)
    }

    /// Does every step and keeps what each left.
    ///
    /// *Errors*: a procedure that does not begin by apportioning or does it twice, a key of zeros, a
    /// pot for nobody, bounds that cannot be met, an adjustment below zero, overflow.
    pub fn run(&self) -> Result<Allocation, AllocationError> {
        let mut done: Vec<DoneStep> = Vec::with_capacity(self.steps.len());
        for (position, step) in (1..).zip(&self.steps) {
            let misplaced = |problem| AllocationError::Order {
                position,
                step: step.name(),
                problem,
            };
            let (after, detail) = match (step.apportions(), done.last()) {
                (true, None) => (step.create()?, Detail::None),
                (false, Some(before)) => step.apply(&before.after)?,
                (true, Some(_)) => {
                    let problem =
                        "would throw away the amounts before it; it must be the first step";
                    return Err(misplaced(problem));
                }
                (false, None) => {
                    let problem = "has no amounts to work on; the first step must apportion";
                    return Err(misplaced(problem));
                }
            };
            done.push(DoneStep {
                step: Arc::clone(step),
                after,
                detail,
            });
        }
        Ok(Allocation { steps: done })
    }
}

impl Allocation {
    /// The steps that were done, in order.
    pub fn steps(&self) -> &[DoneStep] {
        &self.steps
    }

    /// The resulting amounts in whole kronor, in list order.
    ///
    /// *Errors*: an amount that is not whole, because no step rounded it.
    pub fn amounts(&self) -> Result<Vec<Kronor>, AllocationError> {
        self.steps
            .last()
            .map_or_else(|| Ok(Vec::new()), |last| last.after.to_kronor())
    }

    /// Proves that the amounts keep what the steps promise.
    ///
    /// *Errors*: all that refutes them, or why they cannot be checked.
    pub fn certificate(&self) -> Result<(), Refutations> {
        self.certify(&self.amounts()?)
    }

    /// Checks any amounts, such as published ones, against what the steps promise: money for the
    /// eligible only, nobody below a floor or beyond a claim, each amount the exact one rounded as
    /// stated, kronor left over where the rule puts them, and by largest remainder a sum that is
    /// exact. One krona more or less for anybody is refuted wherever the last step rounds, adjusts or
    /// balances. *Errors*: as for [`certificate`](Allocation::certificate).
    pub fn certify(&self, amounts: &[Kronor]) -> Result<(), Refutations> {
        certify_steps(&self.steps, amounts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::allocation::{Adjustment, AllocationKey};
    use crate::exact::{Ratio, Rounding};

    fn apportion(kronor: i128, weights: &[u64]) -> Step {
        Step::Apportion {
            appropriation: Ratio::whole(kronor),
            key: AllocationKey::new(weights.to_vec()).unwrap(),
        }
    }

    /// 100 kr by 1 : 1 : 1 is 33,33… each; the missing krona is stated to go to the second.
    #[test]
    fn stated_adjustments_balance_the_sum() {
        let procedure = Procedure::new(vec![
            apportion(100, &[1, 1, 1]),
            Step::Round {
                rounding: Rounding::HalfUp,
                unit: Kronor(1),
            },
            Step::Adjust {
                adjustments: vec![Adjustment {
                    recipient: 1,
                    by: Kronor(1),
                }],
            },
        ]);
        let amounts = procedure.run().unwrap().amounts().unwrap();
        assert_eq!(amounts, [Kronor(33), Kronor(34), Kronor(33)]);
    }

    #[test]
    fn a_procedure_begins_by_apportioning() {
        let rounding_first = Procedure::new(vec![Step::Round {
            rounding: Rounding::HalfUp,
            unit: Kronor(1),
        }]);
        let message = rounding_first.run().unwrap_err().to_string();
        assert!(
            message.contains("the first step must apportion"),
            "{message}"
        );
        let twice = Procedure::new(vec![apportion(1, &[1]), apportion(1, &[1])]);
        let message = twice.run().unwrap_err().to_string();
        assert!(message.starts_with("step 2 (apportion)"), "{message}");
    }

    #[test]
    fn a_procedure_proves_itself() {
        let ranks = (0..3).collect();
        let steps = vec![apportion(100, &[1, 1, 1]), Step::LargestRemainder { ranks }];
        let allocation = Procedure::new(steps).run().unwrap();
        assert_eq!(allocation.certificate(), Ok(()));
        assert_eq!(allocation.steps()[1].detail, Detail::Tied(vec![0, 1, 2]));
    }

    #[test]
    fn a_key_of_zeros_is_refused() {
        let message = AllocationKey::new(vec![0, 0]).unwrap_err().to_string();
        assert!(message.contains("2 weights that sum to 0"), "{message}");
    }
}
