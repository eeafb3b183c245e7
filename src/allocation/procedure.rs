//! The procedure: ordered steps, each recorded.

use super::{AllocationError, AllocationKey, ExactAmounts, Pot};
use crate::exact::{Kronor, Ratio, Rounding};

/// How a grant is distributed: steps in the order a case officer would do them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Procedure {
    steps: Vec<Step>,
}

/// One step of a procedure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Entitlements by key: appropriation × weight / total. Always the first step.
    Apportion {
        /// The money to distribute, in kronor.
        appropriation: Ratio,
        /// The key.
        key: AllocationKey,
    },
    /// Round each amount by itself to whole kronor.
    Round {
        /// The rounding mode.
        rounding: Rounding,
    },
    /// Move single amounts by stated kronor, so that a sum comes out.
    Adjust {
        /// The adjustments; recipients not named keep their amount.
        adjustments: Vec<Adjustment>,
    },
    /// Redistribute: each pot is shared by those eligible for it, and a recipient's parts are added.
    SharePots {
        /// The pots.
        pots: Vec<Pot>,
    },
}

/// A stated adjustment of one recipient's amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Adjustment {
    /// The recipient's position in the list.
    pub recipient: usize,
    /// What is added, in kronor; negative to take away.
    pub by: Kronor,
}

/// A step that was done, with the amounts after it.
#[derive(Clone, Debug)]
pub struct DoneStep {
    /// The step.
    pub step: Step,
    /// Each recipient's exact amount after it.
    pub after: ExactAmounts,
    /// For a step with pots, each recipient's part of each pot, in the order of the pots.
    pub parts: Vec<ExactAmounts>,
}

/// The result of a procedure: every step with the amounts after it.
#[derive(Clone, Debug)]
pub struct Allocation {
    steps: Vec<DoneStep>,
}

impl Step {
    /// What the step does, as a verb.
    pub fn name(&self) -> &'static str {
        match self {
            Step::Apportion { .. } => "apportion",
            Step::Round { .. } => "round",
            Step::Adjust { .. } => "adjust",
            Step::SharePots { .. } => "share-pots",
        }
    }
}

impl Procedure {
    /// A procedure of these steps.
    pub fn new(steps: Vec<Step>) -> Procedure {
        Procedure { steps }
    }

    /// The steps, in order.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Does every step and keeps what each left.
    ///
    /// *Errors*: a procedure that does not begin with [`Step::Apportion`] or does it twice, a key of
    /// zeros, a pot for nobody, an adjustment below zero, overflow.
    pub fn run(&self) -> Result<Allocation, AllocationError> {
        let mut done: Vec<DoneStep> = Vec::with_capacity(self.steps.len());
        for (index, step) in self.steps.iter().enumerate() {
            let before = done.last().map(|step| &step.after);
            let (after, parts) = do_step(step, before, index + 1)?;
            done.push(DoneStep {
                step: step.clone(),
                after,
                parts,
            });
        }
        Ok(Allocation { steps: done })
    }
}

fn do_step(
    step: &Step,
    before: Option<&ExactAmounts>,
    position: usize,
) -> Result<(ExactAmounts, Vec<ExactAmounts>), AllocationError> {
    let misplaced = |problem| AllocationError::Order {
        position,
        step: step.name(),
        problem,
    };
    match (step, before) {
        (Step::Apportion { appropriation, key }, None) => {
            Ok((key.apportion(*appropriation)?, Vec::new()))
        }
        (Step::Apportion { .. }, Some(_)) => Err(misplaced(
            "would throw away the amounts before it; it must be the first step",
        )),
        (_, None) => Err(misplaced(
            "has no amounts to work on; the first step must be apportion",
        )),
        (Step::Round { rounding }, Some(before)) => Ok((before.rounded(*rounding), Vec::new())),
        (Step::Adjust { adjustments }, Some(before)) => {
            Ok((adjusted(before, adjustments)?, Vec::new()))
        }
        (Step::SharePots { pots }, Some(before)) => share_pots(before, pots),
    }
}

fn adjusted(
    before: &ExactAmounts,
    adjustments: &[Adjustment],
) -> Result<ExactAmounts, AllocationError> {
    let mut amounts = before.to_kronor()?;
    for adjustment in adjustments {
        let recipients = amounts.len();
        let Some(amount) = amounts.get_mut(adjustment.recipient) else {
            let found = adjustment.recipient + 1;
            return Err(AllocationError::Length {
                what: "a list of adjustments",
                found,
                expected: recipients,
            });
        };
        *amount = amount.add(adjustment.by)?;
        if *amount < Kronor::ZERO {
            let (by, amount) = (adjustment.by, amount.to_string());
            return Err(AllocationError::BelowZero { by, amount });
        }
    }
    Ok(ExactAmounts::whole(&amounts))
}

fn share_pots(
    before: &ExactAmounts,
    pots: &[Pot],
) -> Result<(ExactAmounts, Vec<ExactAmounts>), AllocationError> {
    let parts: Vec<ExactAmounts> = pots
        .iter()
        .map(|pot| pot.redistribute(before))
        .collect::<Result<_, _>>()?;
    let nothing = ExactAmounts::whole(&vec![Kronor::ZERO; before.len()]);
    let after = parts.iter().try_fold(nothing, |sum, part| sum.plus(part))?;
    Ok((after, parts))
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
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn a_procedure_begins_with_apportion() {
        let rounding_first = Procedure::new(vec![Step::Round {
            rounding: Rounding::HalfUp,
        }]);
        let message = rounding_first.run().unwrap_err().to_string();
        assert!(
            message.contains("the first step must be apportion"),
            "{message}"
        );
        let twice = Procedure::new(vec![apportion(1, &[1]), apportion(1, &[1])]);
        let message = twice.run().unwrap_err().to_string();
        assert!(message.starts_with("step 2 (apportion)"), "{message}");
    }

    #[test]
    fn nobody_is_adjusted_below_zero() {
        let procedure = Procedure::new(vec![
            apportion(10, &[1]),
            Step::Adjust {
                adjustments: vec![Adjustment {
                    recipient: 0,
                    by: Kronor(-11),
                }],
            },
        ]);
        let message = procedure.run().unwrap_err().to_string();
        assert_eq!(
            message,
            "an adjustment of -11 kr leaves -1 kr, expected at least 0 kr"
        );
    }

    #[test]
    fn a_key_of_zeros_is_refused() {
        let message = AllocationKey::new(vec![0, 0]).unwrap_err().to_string();
        assert!(message.contains("2 weights that sum to 0"), "{message}");
    }
}
