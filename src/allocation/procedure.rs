//! The procedure: ordered steps, each recorded.

use std::cmp::Ordering;
use std::sync::Arc;

use super::Misplaced;
use super::certificate::{Ties, certify_steps};
use super::step::Detail;
use super::{
    AllocationError, Denomination, ExactAmounts, RecipientList, Refutations, Step, Tie, TieOrder,
    TieRule,
};
use crate::exact::{Kronor, Ratio};

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
    /// Whether money is paid back, and every step done in the mirror.
    is_repayment: bool,
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

    /// What its amounts are whole numbers of: kronor, if no step says otherwise.
    pub fn settles_in(&self) -> Denomination {
        let unit = self.steps.iter().rev().find_map(|step| step.unit());
        unit.unwrap_or(Denomination::KRONA)
    }

    /// The same procedure with the ties of a run of it settled for those that come first in
    /// `served`, such as those that a published table gives the krona. `None` if the decision itself
    /// states who comes first.
    pub fn with_ties_for(&self, served: &[Ordering], run: &Allocation) -> Option<Procedure> {
        let mut steps = self.steps.clone();
        let mut is_changed = false;
        for (position, tie) in run.ties() {
            if matches!(tie.rule, TieRule::Stated | TieRule::Lot) {
                continue;
            }
            let mut step = steps.get(position - 1)?.as_ref().clone();
            let order = step.order_mut()?;
            let mut between = tie.between.clone();
            between.sort_by_key(|&it| served.get(it));
            // the others keep their order, behind those who were level
            let mut ranks: Vec<usize> = order.ranks.iter().map(|it| it + between.len()).collect();
            for (rank, recipient) in between.into_iter().enumerate() {
                ranks[recipient] = rank;
            }
            *order = TieOrder {
                rule: TieRule::Stated,
                ranks,
            };
            steps[position - 1] = Arc::new(step);
            is_changed = true;
        }
        is_changed.then_some(Procedure { steps })
    }

    /// Does every step and keeps what each left.
    ///
    /// *Repayments*: of an appropriation below zero every step is done in the mirror, so that what is
    /// paid back is to the krona what would have been paid, with the other sign. Base amounts, bounds
    /// and claims are sizes, without a sign.
    ///
    /// *Errors*: a procedure that does not begin by apportioning or does it twice, a key of zeros, a
    /// pot for nobody, bounds that cannot be met, an adjustment below zero, overflow.
    pub fn run(&self) -> Result<Allocation, AllocationError> {
        let mut done: Vec<DoneStep> = Vec::with_capacity(self.steps.len());
        let money = self.steps.first().and_then(|step| step.appropriation());
        let is_repayment = money.is_some_and(|money| money.is_negative());
        for (position, step) in (1..).zip(&self.steps) {
            let misplaced = |problem| AllocationError::Order {
                position,
                step: step.name(),
                problem,
            };
            let (after, detail) = match (step.apportions(), done.last()) {
                (true, None) if is_repayment => step.do_mirrored(None)?,
                (false, Some(before)) if is_repayment => step.do_mirrored(Some(&before.after))?,
                (true, None) => step.create()?,
                (false, Some(before)) => step.apply(&before.after)?,
                (true, Some(_)) => {
                    let problem = Misplaced::NotFirst;
                    return Err(misplaced(problem));
                }
                (false, None) => {
                    let problem = Misplaced::NoAmounts;
                    return Err(misplaced(problem));
                }
            };
            done.push(DoneStep {
                step: Arc::clone(step),
                after,
                detail,
            });
        }
        Ok(Allocation {
            steps: done,
            is_repayment,
        })
    }
}

impl Allocation {
    /// Steps as they were recorded, perhaps by another program: whether it is so is for
    /// [`certificate`](Allocation::certificate) to say.
    ///
    /// *Errors*: a list that has not one entry for each recipient.
    pub fn recorded(steps: Vec<DoneStep>) -> Result<Allocation, AllocationError> {
        let expected = steps.first().map_or(0, |first| first.after.len());
        for done in &steps {
            let lists = done.step.lists().into_iter();
            for (what, found) in lists.chain([(RecipientList::Amounts, done.after.len())]) {
                if found != expected {
                    return Err(AllocationError::Length {
                        what,
                        found,
                        expected,
                    });
                }
            }
        }
        let money = steps.first().and_then(|done| done.step.appropriation());
        Ok(Allocation {
            steps,
            is_repayment: money.is_some_and(|money| money.is_negative()),
        })
    }

    /// The steps that were done, in order.
    pub fn steps(&self) -> &[DoneStep] {
        &self.steps
    }

    /// Whether money is paid back.
    pub fn is_repayment(&self) -> bool {
        self.is_repayment
    }

    /// How many recipients there are.
    pub fn recipients(&self) -> usize {
        self.steps.last().map_or(0, |last| last.after.len())
    }

    /// The resulting amounts in whole kronor, in list order.
    ///
    /// *Errors*: an amount that is not whole, because no step rounded it.
    pub fn amounts(&self) -> Result<Vec<Kronor>, AllocationError> {
        self.steps
            .last()
            .map_or_else(|| Ok(Vec::new()), |last| last.after.to_kronor())
    }

    /// The resulting amounts, which may be in öre.
    ///
    /// *Errors*: an amount that is not a whole number of öre, because no step rounded it.
    pub fn settled(&self) -> Result<ExactAmounts, AllocationError> {
        let Some(last) = self.steps.last() else {
            return Ok(ExactAmounts::whole(&[]));
        };
        if !last.after.are_whole(Denomination::ORE) {
            // the words are those of whole kronor
            last.after.to_kronor()?;
        }
        Ok(last.after.clone())
    }

    /// The money that was to be divided: what there was for a second round and those before it, else
    /// the appropriation of the first step, or of the last that makes a sum come out. `None` if prices
    /// alone decide what is given.
    pub fn appropriation(&self) -> Option<Ratio> {
        let of_all_rounds = |done: &DoneStep| match done.step.as_ref() {
            Step::ShareRest { appropriation, .. } => Some(*appropriation),
            _ => None,
        };
        if let Some(money) = self.steps.iter().rev().find_map(of_all_rounds) {
            return Some(money);
        }
        let stated = |done: &DoneStep| match done.step.as_ref() {
            Step::Balance { total, .. } => Some(*total),
            step => step.appropriation(),
        };
        let first = self.steps.first()?;
        stated(first).or_else(|| self.steps.iter().rev().find_map(stated))
    }

    /// What is given less what was to be divided: zero if all of it is given and no more.
    ///
    /// *Errors*: a sum outside the supported range.
    pub fn difference(&self) -> Result<Option<Ratio>, AllocationError> {
        let (Some(money), Some(last)) = (self.appropriation(), self.steps.last()) else {
            return Ok(None);
        };
        Ok(Some(last.after.sum()?.sub(money)?))
    }

    /// The ties that decided a krona, with the position of their step from 1.
    pub fn ties(&self) -> impl Iterator<Item = (usize, &Tie)> {
        let steps = (1..).zip(&self.steps);
        steps.flat_map(|(position, done)| done.detail.ties().iter().map(move |tie| (position, tie)))
    }

    /// Proves that the amounts keep what the steps promise.
    ///
    /// *Errors*: all that refutes them, or why they cannot be checked.
    pub fn certificate(&self) -> Result<(), Refutations> {
        let amounts = self.settled()?;
        certify_steps(&self.steps, &amounts, self.is_repayment, Ties::AsRuled)
    }

    /// Checks any amounts, such as published ones, against what the steps promise: money for the
    /// eligible only, nobody below a floor or beyond a claim, each amount the exact one rounded as
    /// stated, kronor left over where the rule puts them, and by largest remainder a sum that is
    /// exact. One krona more or less for anybody is refuted wherever the last step rounds, adjusts or
    /// balances. *Errors*: as for [`certificate`](Allocation::certificate).
    ///
    /// Among recipients that are level, any choice keeps the promise: which of them has the krona is
    /// no deviation, unless the decision itself states the order or lots were drawn.
    pub fn certify(&self, amounts: &[Kronor]) -> Result<(), Refutations> {
        self.certify_exact(&ExactAmounts::whole(amounts))
    }

    /// Checks amounts that may be in öre; see [`certify`](Allocation::certify).
    pub fn certify_exact(&self, amounts: &ExactAmounts) -> Result<(), Refutations> {
        certify_steps(&self.steps, amounts, self.is_repayment, Ties::Open)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::allocation::{Adjustment, AllocationKey, TieRule};
    use crate::exact::Rounding;

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
                unit: Denomination::KRONA,
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
            unit: Denomination::KRONA,
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
        let steps = vec![apportion(100, &[1, 1, 1]), Step::largest_remainder(ranks)];
        let allocation = Procedure::new(steps).run().unwrap();
        assert_eq!(allocation.certificate(), Ok(()));
        let tie = Tie {
            between: vec![0, 1, 2],
            served: 1,
            rule: TieRule::LowestCode,
        };
        assert_eq!(allocation.ties().collect::<Vec<_>>(), [(2, &tie)]);
    }

    #[test]
    fn a_key_of_zeros_is_refused() {
        let message = AllocationKey::new(vec![0, 0]).unwrap_err().to_string();
        assert!(message.contains("2 weights that sum to 0"), "{message}");
    }
}
