//! Every key of up to five recipients with weights 0 to 6, every appropriation from 0 to 30 kr, every
//! rule. Keys are in ascending order: that the order of recipients does not matter is a property.

use num_bigint::BigInt;
use statsbidrag::allocation::{
    AllocationKey, Bounds, Denomination, Procedure, Step, largest_remainder,
};
use statsbidrag::exact::{Kronor, Ratio, Rounding};

use super::Fraction;

/// Ascending weights 0..=6 for `recipients`, not all zero.
fn keys(recipients: usize) -> Vec<Vec<u64>> {
    let mut all: Vec<Vec<u64>> = vec![Vec::new()];
    for _ in 0..recipients {
        all = all
            .into_iter()
            .flat_map(|key| {
                let least = key.last().copied().unwrap_or(0);
                (least..=6).map(move |weight| [key.as_slice(), &[weight]].concat())
            })
            .collect();
    }
    all.retain(|key| key.iter().any(|&weight| weight > 0));
    all
}

fn share(money: i64, weight: u64, total: u64) -> Fraction {
    Fraction::new(BigInt::from(money) * weight, total)
}

/// The slow way: floors, then one krona at a time to the largest remainder left, the first of equals.
fn by_largest_remainder(money: i64, key: &[u64]) -> Vec<BigInt> {
    let total: u64 = key.iter().sum();
    let shares: Vec<Fraction> = key
        .iter()
        .map(|&weight| share(money, weight, total))
        .collect();
    let mut amounts: Vec<BigInt> = shares.iter().map(Fraction::floor).collect();
    let mut waiting: Vec<usize> = (0..key.len()).collect();
    while amounts.iter().sum::<BigInt>() < BigInt::from(money) {
        let mut best = 0;
        for place in 1..waiting.len() {
            let (candidate, leader) = (&shares[waiting[place]], &shares[waiting[best]]);
            if candidate
                .minus_floor()
                .compare(&leader.minus_floor())
                .is_gt()
            {
                best = place;
            }
        }
        amounts[waiting.remove(best)] += 1;
    }
    amounts
}

#[test]
fn half_up_and_largest_remainder_agree_everywhere() {
    let mut worlds = 0;
    for key in (1..=5).flat_map(keys) {
        let total: u64 = key.iter().sum();
        let ranks: Vec<usize> = (0..key.len()).collect();
        for money in 0..=30_i64 {
            worlds += 1;
            let exact = AllocationKey::new(key.clone())
                .unwrap()
                .apportion(Ratio::from(money))
                .unwrap();
            let rounded = exact.rounded(Rounding::HalfUp).to_kronor().unwrap();
            let apportioned = largest_remainder(&exact, &ranks).unwrap().amounts;
            let slow = by_largest_remainder(money, &key);
            for (recipient, &weight) in key.iter().enumerate() {
                let half_up = share(money, weight, total).half_up();
                assert_eq!(
                    half_up,
                    BigInt::from(rounded[recipient].0),
                    "{money} by {key:?}"
                );
                assert_eq!(
                    slow[recipient],
                    BigInt::from(apportioned[recipient].0),
                    "{money} by {key:?}"
                );
            }
        }
    }
    // (7 + 28 + 84 + 210 + 462 keys − 5 of zeros) × 31 appropriations
    assert_eq!(worlds, 786 * 31);
}

/// The slow way: each recipient is at its floor, at its cap, or between; try all 3^n guesses and keep
/// the one that is consistent.
fn within_bounds(money: i64, key: &[u64], floor: i64, cap: i64) -> Option<Vec<Fraction>> {
    let guesses = 3_usize.pow(u32::try_from(key.len()).unwrap());
    (0..guesses).find_map(|guess| {
        let state = |recipient: usize| guess / 3_usize.pow(u32::try_from(recipient).unwrap()) % 3;
        let fixed: i64 = (0..key.len()).map(|it| [floor, cap, 0][state(it)]).sum();
        let free: u64 = (0..key.len())
            .filter(|&it| state(it) == 2)
            .map(|it| key[it])
            .sum();
        if free == 0 {
            return None;
        }
        let level = Fraction::new(money - fixed, free);
        let amounts: Vec<Fraction> = (0..key.len())
            .map(|it| match state(it) {
                0 => Fraction::new(floor, 1),
                1 => Fraction::new(cap, 1),
                _ => Fraction(&level.0 * key[it], level.1.clone()),
            })
            .collect();
        let consistent = (0..key.len()).all(|it| {
            let (low, high) = (Fraction::new(floor, 1), Fraction::new(cap, 1));
            let by_key = Fraction(&level.0 * key[it], level.1.clone());
            match state(it) {
                0 => by_key.at_most(&low) || key[it] == 0,
                1 => high.at_most(&by_key) && key[it] > 0,
                _ => key[it] > 0 && low.at_most(&by_key) && by_key.at_most(&high),
            }
        });
        consistent.then_some(amounts)
    })
}

#[test]
fn floors_and_caps_agree_everywhere() {
    let mut compared = 0;
    for key in (1..=4).flat_map(keys) {
        let recipients = i64::try_from(key.len()).unwrap();
        for (floor, cap) in [(0, 99), (2, 99), (0, 7), (2, 7), (3, 5)] {
            for money in floor * recipients..=30 {
                let Some(slow) = within_bounds(money, &key, floor, cap) else {
                    continue;
                };
                let bounds = Bounds {
                    lower: vec![Kronor(floor); key.len()],
                    upper: vec![Some(Kronor(cap)); key.len()],
                };
                let shared = bounds.share(Kronor(money), &key).unwrap();
                for (recipient, slow) in slow.iter().enumerate() {
                    let fast = shared.get(recipient).unwrap();
                    let fast = Fraction::new(fast.numerator(), fast.denominator());
                    assert!(
                        fast.compare(slow).is_eq(),
                        "{money} by {key:?} in {floor}..{cap}"
                    );
                }
                compared += 1;
            }
        }
    }
    assert!(compared > 20_000, "{compared}");
}

/// Claims and a second round, without caps: what is left, in proportion to what the askers have.
#[test]
fn second_rounds_agree_everywhere() {
    for key in keys(3) {
        let total: u64 = key.iter().sum();
        for money in 1..=30_i64 {
            let asked = [false, true, true];
            let steps = vec![
                Step::Apportion {
                    appropriation: Ratio::from(money),
                    key: AllocationKey::new(key.clone()).unwrap(),
                },
                Step::Round {
                    rounding: Rounding::Down,
                    unit: Denomination::KRONA,
                },
                Step::ShareRest {
                    appropriation: Ratio::from(money),
                    asked: asked.to_vec(),
                    caps: None,
                },
            ];
            let had: Vec<BigInt> = key
                .iter()
                .map(|&weight| share(money, weight, total).floor())
                .collect();
            let askers: BigInt = &had[1] + &had[2];
            let Ok(allocation) = Procedure::new(steps).run() else {
                assert_eq!(askers, BigInt::from(0), "only a round for nobody fails");
                continue;
            };
            let left = BigInt::from(money) - had.iter().sum::<BigInt>();
            for recipient in 0..3 {
                let slow = if asked[recipient] {
                    Fraction::new(&had[recipient] * (&askers + &left), askers.clone())
                } else {
                    Fraction::new(had[recipient].clone(), 1)
                };
                let fast = allocation.steps()[2].after.get(recipient).unwrap();
                let fast = Fraction::new(fast.numerator(), fast.denominator());
                assert!(fast.compare(&slow).is_eq(), "{money} by {key:?}");
            }
        }
    }
}
