//! Procedures put together at random from the closed list of steps: what holds for all of them.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use statsbidrag::allocation::{
    Allocation, AllocationError, Detail, DoneStep, ExactAmounts, Leftover, Step, Tie,
};
use statsbidrag::exact::{Kronor, Ratio};

use crate::oracle::Fraction;
use crate::oracle::steps::{Left, of_ratio, run};
use crate::worlds::{Last, World, worlds};

fn list(of: &ExactAmounts) -> Vec<Ratio> {
    (0..of.len()).map(|it| of.get(it).unwrap()).collect()
}

fn fractions(of: &ExactAmounts) -> Vec<Fraction> {
    list(of).into_iter().map(of_ratio).collect()
}

/// Whether a step left what the oracle says.
fn is_same(done: &DoneStep, slow: &Left) -> bool {
    let named = |tie: &Tie| (tie.between.clone(), tie.served);
    let ties: Vec<_> = done.detail.ties().iter().map(named).collect();
    let beside = match &done.detail {
        Detail::None | Detail::Ties(_) => true,
        Detail::Parts(parts) => parts.iter().map(fractions).eq(slow.parts.iter().cloned()),
        Detail::Groups { amounts, .. } => fractions(amounts) == slow.groups,
        Detail::Rest { left, factor } => slow.rest == Some((of_ratio(*left), of_ratio(*factor))),
    };
    fractions(&done.after) == slow.after && ties == slow.ties && beside
}

/// What the oracle says of a world, or that it says nothing can be given, as the procedure does.
fn agree(world: &World, allocation: Option<&Allocation>) -> Result<(), TestCaseError> {
    let Some(procedure) = world.procedure() else {
        return Ok(());
    };
    let slow = run(procedure.steps());
    let Some(allocation) = allocation else {
        // more than 128 bits is a reason of the core's own
        let refused = procedure.run().unwrap_err();
        let is_possible = slow.is_ok() && !matches!(refused, AllocationError::Arithmetic(_));
        prop_assert!(
            !is_possible,
            "the oracle gives what is refused: {}",
            refused
        );
        return Ok(());
    };
    prop_assert!(slow.is_ok(), "the oracle refuses what is given");
    for (done, slow) in allocation.steps().iter().zip(slow.unwrap()) {
        let name = done.step.name();
        prop_assert!(is_same(done, &slow), "{}: {:?}\n{:?}", name, done, slow);
    }
    Ok(())
}

/// What must hold of a result.
fn hold(world: &World, allocation: &Allocation) -> Result<(), TestCaseError> {
    prop_assert_eq!(allocation.certificate(), Ok(()));
    let settled = allocation.settled().unwrap();
    let amounts = list(&settled);
    for recipient in 0..amounts.len() {
        // a krona, an öre, ten thousand kronor
        for by in [
            Ratio::ONE,
            Ratio::new(1, 100).unwrap(),
            Ratio::whole(10_000),
        ] {
            for by in [by, by.neg()] {
                let mut tampered = amounts.clone();
                tampered[recipient] = tampered[recipient].add(by).unwrap();
                let tampered = ExactAmounts::of_ratios(&tampered).unwrap();
                let refuted = allocation.certify_exact(&tampered);
                prop_assert!(refuted.is_err(), "{} by {} passes", recipient, by);
            }
        }
    }
    let goes_by_list = matches!(world.last, Last::Leftover(_, Leftover::FirstInList, _));
    if !goes_by_list {
        let backwards = world.backwards().run().unwrap().settled().unwrap();
        let mut backwards = list(&backwards);
        backwards.reverse();
        prop_assert_eq!(&backwards, &amounts, "the order of recipients matters");
    }
    if let Some(scaled) = world.scaled().and_then(|it| it.run()) {
        let scaled = list(&scaled.settled().unwrap());
        prop_assert_eq!(&scaled, &amounts, "the scale of weights matters");
    }
    if matches!(world.last, Last::Balance(_)) {
        prop_assert_eq!(settled.sum().unwrap(), Ratio::from(world.money));
    }
    Ok(())
}

/// The record with one step put in the place of another.
fn with_step(allocation: &Allocation, index: usize, done: DoneStep) -> Allocation {
    let mut steps = allocation.steps().to_vec();
    steps[index] = done;
    Allocation::recorded(steps).unwrap()
}

/// Each number of a list once a krona higher and once a krona lower.
fn moved(amounts: &ExactAmounts) -> impl Iterator<Item = ExactAmounts> {
    let ways = (0..amounts.len()).flat_map(|it| [(it, 1), (it, -1)]);
    ways.map(|(recipient, by)| {
        let mut krona = vec![Kronor::ZERO; amounts.len()];
        krona[recipient] = Kronor(by);
        amounts.plus(&ExactAmounts::whole(&krona)).unwrap()
    })
}

/// Ties in which one more or one less was served, or the next in the list stands for somebody.
fn tied(ties: &[Tie]) -> impl Iterator<Item = Vec<Tie>> {
    let with = |index: usize, tie: Tie| {
        let mut ties = ties.to_vec();
        ties[index] = tie;
        ties
    };
    (0..ties.len()).flat_map(move |index| {
        let tie = &ties[index];
        let served = [tie.served + 1, tie.served - 1].map(|served| Tie {
            served,
            ..tie.clone()
        });
        let others = (0..tie.between.len()).map(|place| {
            let mut other = tie.clone();
            other.between[place] += 1;
            other
        });
        let all: Vec<Tie> = others.chain(served).collect();
        all.into_iter().map(move |tie| with(index, tie))
    })
}

/// All records of a step in which one number is another: an amount after it, or what stands beside.
fn tampered(done: &DoneStep) -> Vec<DoneStep> {
    let with = |after: ExactAmounts, detail: Detail| DoneStep {
        step: done.step.clone(),
        after,
        detail,
    };
    let beside = |detail: Detail| with(done.after.clone(), detail);
    let mut records: Vec<DoneStep> = moved(&done.after)
        .map(|after| with(after, done.detail.clone()))
        .collect();
    match &done.detail {
        Detail::None => {}
        Detail::Ties(ties) => records.extend(tied(ties).map(|ties| beside(Detail::Ties(ties)))),
        Detail::Parts(parts) => {
            for (index, part) in parts.iter().enumerate() {
                records.extend(moved(part).map(|part| {
                    let mut parts = parts.clone();
                    parts[index] = part;
                    beside(Detail::Parts(parts))
                }));
            }
        }
        Detail::Groups { amounts, ties } => {
            let ties = ties.clone();
            records.extend(tied(&ties).map(|ties| {
                let amounts = amounts.clone();
                beside(Detail::Groups { amounts, ties })
            }));
            records.extend(moved(amounts).map(|amounts| {
                let ties = ties.clone();
                beside(Detail::Groups { amounts, ties })
            }));
        }
        Detail::Rest { left, factor } => {
            for by in [Ratio::ONE, Ratio::ONE.neg()] {
                let (left, factor) = (*left, *factor);
                let other = left.add(by).unwrap();
                records.push(beside(Detail::Rest {
                    left: other,
                    factor,
                }));
                let factor = factor.add(by).unwrap();
                records.push(beside(Detail::Rest { left, factor }));
            }
        }
    }
    records
}

/// Every result passes its own certificate, no result with a krona more or less for anybody does, and
/// neither the order of recipients nor the scale of the weights matters. The oracle gives the same, step
/// by step, and refuses what is refused.
#[test]
fn every_procedure_proves_itself_and_nothing_else() {
    let (worlds_run, worlds_tried) = (Cell::new(0_u32), Cell::new(0_u32));
    let config = Config {
        cases: 3_000,
        ..Config::with_source_file(file!())
    };
    TestRunner::new(config)
        .run(&worlds(), |world| {
            worlds_tried.set(worlds_tried.get() + 1);
            let allocation = world.run();
            agree(&world, allocation.as_ref())?;
            let Some(allocation) = allocation else {
                return Ok(());
            };
            worlds_run.set(worlds_run.get() + 1);
            hold(&world, &allocation)
        })
        .unwrap();
    // a world that allows no result (a pot for nobody, floors that cannot be met) proves nothing
    let (run, tried) = (worlds_run.get(), worlds_tried.get());
    assert!(
        run * 4 > tried,
        "only {run} of {tried} worlds gave a result"
    );
}

/// No number of a record can be another: not an amount after any step, not a part of a pot, not what a
/// group has, what was left for a second round, or who was level and how many of them were served. Every step of the closed list is among them, as a
/// first, a middle and a last one where it can be.
#[test]
fn no_number_of_a_record_can_be_changed() {
    let tampered_with: RefCell<BTreeMap<&'static str, usize>> = RefCell::default();
    let config = Config {
        cases: 1_000,
        ..Config::with_source_file(file!())
    };
    TestRunner::new(config)
        .run(&worlds(), |world| {
            let Some(allocation) = world.run() else {
                return Ok(());
            };
            for (index, done) in allocation.steps().iter().enumerate() {
                let name = done.step.name();
                for record in tampered(done) {
                    let record = with_step(&allocation, index, record);
                    prop_assert!(record.certificate().is_err(), "{}: {:?}", name, record);
                    *tampered_with.borrow_mut().entry(name).or_default() += 1;
                }
            }
            Ok(())
        })
        .unwrap();
    let tampered_with = tampered_with.into_inner();
    let names: Vec<&str> = tampered_with.keys().copied().collect();
    let mut all = crate::every_step::STEPS.map(|step| step.0);
    all.sort_unstable();
    assert_eq!(names, all);
    assert!(
        tampered_with.values().all(|it| *it > 50),
        "{tampered_with:?}"
    );
}

/// A record whose lists do not belong together is none.
#[test]
fn lists_of_a_record_belong_together() {
    let key = statsbidrag::allocation::AllocationKey::new(vec![1, 2]).unwrap();
    let step = Step::Apportion {
        appropriation: Ratio::whole(3),
        key,
    };
    let done = DoneStep {
        step: std::sync::Arc::new(step),
        after: ExactAmounts::whole(&[Kronor(3)]),
        detail: Detail::None,
    };
    let refused = Allocation::recorded(vec![done]).unwrap_err();
    let words = "a list of weights has 2 entries, expected one for each of 1 recipients";
    assert_eq!(refused.to_string(), words);
}
