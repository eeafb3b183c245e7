//! The steps of `docs/grants.md` on small worlds, the slow way: shares of shares, floors and caps of
//! one's own, whole units, prices, several appropriations, and repayments.

use num_bigint::BigInt;
use statsbidrag::allocation::{
    AllocationKey, Bounds, Denomination, Groups, PriceTerm, Procedure, Settling, Step, TieOrder,
};
use statsbidrag::exact::{Kronor, Ratio};

use super::Fraction;

/// Floors, then one unit at a time to the largest remainder left, the first of equals.
fn by_remainder(shares: &[Fraction], units: i64) -> Vec<BigInt> {
    let mut amounts: Vec<BigInt> = shares.iter().map(Fraction::floor).collect();
    let mut waiting: Vec<usize> = (0..shares.len()).collect();
    while amounts.iter().sum::<BigInt>() < BigInt::from(units) {
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

fn shares(money: i64, weights: &[u64]) -> Vec<Fraction> {
    let total: u64 = weights.iter().sum();
    let share = |weight: &u64| Fraction::new(BigInt::from(money) * weight, total);
    weights.iter().map(share).collect()
}

fn kronor(steps: Vec<Step>) -> Option<Vec<BigInt>> {
    let run = Procedure::new(steps).run().ok()?;
    assert_eq!(run.certificate(), Ok(()));
    let settled = run.settled().unwrap();
    let ore = |it: usize| {
        let amount = settled.get(it).unwrap().mul(Ratio::whole(100)).unwrap();
        BigInt::from(amount.numerator())
    };
    Some((0..settled.len()).map(ore).collect())
}

fn hundred(amounts: Vec<BigInt>) -> Vec<BigInt> {
    amounts.into_iter().map(|it| it * 100).collect()
}

fn key(weights: &[u64]) -> AllocationKey {
    AllocationKey::new(weights.to_vec()).unwrap()
}

/// Weights 0 to 3 for three recipients, not all zero.
fn worlds() -> impl Iterator<Item = [u64; 3]> {
    (1..64_u64).map(|it| [it % 4, it / 4 % 4, it / 16])
}

#[test]
fn units_and_repayments_agree_everywhere() {
    for weights in worlds() {
        for money in 1..=24_i64 {
            let apportion = |kronor: i64| Step::Apportion {
                appropriation: kronor.into(),
                key: key(&weights),
            };
            let plain = Step::largest_remainder(vec![0, 1, 2]);
            let slow = hundred(by_remainder(&shares(money, &weights), money));
            assert_eq!(kronor(vec![apportion(money), plain.clone()]).unwrap(), slow);
            // what is paid back is what would have been paid
            let back: Vec<BigInt> = slow.iter().map(|it| -it).collect();
            assert_eq!(kronor(vec![apportion(-money), plain]).unwrap(), back);
            for (unit, ore) in [
                (Denomination::ORE, 1),
                (Denomination::kronor(1_000).unwrap(), 100_000),
            ] {
                let step = Step::LargestRemainder {
                    order: TieOrder::by_code(vec![0, 1, 2]),
                    unit,
                    groups: None,
                };
                // as many units as there are kronor in the thousands, hundreds of öre in öre
                let (money, units) = if ore == 1 {
                    (money, 100 * money)
                } else {
                    (1_000 * money, money)
                };
                let slow = by_remainder(&shares(units, &weights), units);
                let slow: Vec<BigInt> = slow.into_iter().map(|it| it * ore).collect();
                assert_eq!(
                    kronor(vec![apportion(money), step]).unwrap(),
                    slow,
                    "{money} by {weights:?}"
                );
            }
        }
    }
}

#[test]
fn shares_of_shares_agree_everywhere() {
    for weights in worlds() {
        for (of, groups) in [
            ([0, 0, 1], [1, 2]),
            ([0, 1, 0], [3, 1]),
            ([1, 1, 0], [1, 1]),
        ] {
            for money in 1..=24_i64 {
                let step = Step::ApportionNested {
                    appropriation: money.into(),
                    groups: Groups {
                        names: vec!["a".to_owned(), "b".to_owned()],
                        key: key(&groups),
                        of: of.to_vec(),
                        settling: Settling::LargestRemainder,
                    },
                    key: key(&weights),
                    settling: Settling::LargestRemainder,
                    order: TieOrder::by_code(vec![0, 1, 2]),
                    unit: Denomination::KRONA,
                };
                let of_groups = by_remainder(&shares(money, &groups), money);
                let mut slow = vec![BigInt::from(0); 3];
                let mut possible = true;
                for (group, amount) in of_groups.iter().enumerate() {
                    let members: Vec<usize> = (0..3).filter(|&it| of[it] == group).collect();
                    let own: Vec<u64> = members.iter().map(|&it| weights[it]).collect();
                    possible &= own.iter().sum::<u64>() > 0;
                    if !possible {
                        break;
                    }
                    let amount = i64::try_from(amount).unwrap();
                    for (&member, amount) in members
                        .iter()
                        .zip(by_remainder(&shares(amount, &own), amount))
                    {
                        slow[member] = amount;
                    }
                }
                assert_eq!(
                    kronor(vec![step]),
                    possible.then(|| hundred(slow)),
                    "{money} {weights:?}"
                );
            }
        }
    }
}

/// Each at its own floor, at its own cap or between: every guess, and the consistent one.
#[test]
fn floors_and_caps_of_ones_own_agree_everywhere() {
    let mut compared = 0;
    for weights in worlds().filter(|it| !it.contains(&0)) {
        for (floors, caps) in [
            ([0, 4, 2], [9, 9, 3]),
            ([5, 0, 1], [6, 20, 20]),
            ([2, 2, 2], [2, 7, 30]),
        ] {
            for money in floors.iter().sum::<i64>()..=caps.iter().sum::<i64>() {
                let guess = (0..27_usize).find_map(|guess| {
                    let state = [guess % 3, guess / 3 % 3, guess / 9];
                    let fixed: i64 = (0..3).map(|it| [floors[it], caps[it], 0][state[it]]).sum();
                    let free: u64 = (0..3)
                        .filter(|&it| state[it] == 2)
                        .map(|it| weights[it])
                        .sum();
                    if free == 0 && fixed != money {
                        return None;
                    }
                    let level = |it: usize| match free {
                        // between the levels at which the last leaves its floor and reaches its cap
                        0 => None,
                        free => Some(Fraction::new(
                            BigInt::from(money - fixed) * weights[it],
                            free,
                        )),
                    };
                    let amounts: Vec<Fraction> = (0..3)
                        .map(|it| match state[it] {
                            0 => Fraction::new(floors[it], 1),
                            1 => Fraction::new(caps[it], 1),
                            _ => level(it).unwrap(),
                        })
                        .collect();
                    let holds = (0..3).all(|it| {
                        let Some(by_key) = level(it) else { return true };
                        let (low, high) =
                            (Fraction::new(floors[it], 1), Fraction::new(caps[it], 1));
                        match state[it] {
                            0 => by_key.at_most(&low),
                            1 => high.at_most(&by_key),
                            _ => low.at_most(&by_key) && by_key.at_most(&high),
                        }
                    });
                    (holds && free > 0).then_some(amounts)
                });
                let Some(slow) = guess else { continue };
                let bounds = Bounds {
                    lower: floors.map(Kronor).to_vec(),
                    upper: caps.map(|it| Some(Kronor(it))).to_vec(),
                };
                let shared = bounds.share(Kronor(money), &weights).unwrap();
                for (it, slow) in slow.iter().enumerate() {
                    let fast = shared.get(it).unwrap();
                    let fast = Fraction::new(fast.numerator(), fast.denominator());
                    assert!(
                        fast.compare(slow).is_eq(),
                        "{money} by {weights:?} in {floors:?} to {caps:?}"
                    );
                }
                compared += 1;
            }
        }
    }
    assert!(compared > 500, "{compared}");
}

#[test]
fn prices_and_several_appropriations_agree_everywhere() {
    for weights in worlds() {
        for money in 1..=12_i64 {
            let round = Step::Round {
                rounding: statsbidrag::exact::Rounding::HalfUp,
                unit: Denomination::KRONA,
            };
            let several = Step::ApportionSeveral {
                parts: vec![(money.into(), key(&weights)), (7.into(), key(&[1, 1, 1]))],
                round_parts: None,
            };
            let third = Fraction::new(7, 3);
            let both = shares(money, &weights);
            let slow = both.iter().map(|it| it.plus(&third).half_up()).collect();
            assert_eq!(kronor(vec![several, round.clone()]).unwrap(), hundred(slow));
            let counts: Vec<Ratio> = weights.iter().map(|&it| Ratio::whole(it.into())).collect();
            let price = Step::Price {
                terms: vec![
                    PriceTerm {
                        name: "a".to_owned(),
                        prices: vec![money.into(); 3],
                        eligible: None,
                        counts: vec![Ratio::ONE; 3],
                    },
                    PriceTerm {
                        name: "b".to_owned(),
                        prices: vec![Ratio::new(5, 4).unwrap(); 3],
                        eligible: Some(vec![true, false, true]),
                        counts,
                    },
                ],
            };
            let slow = weights.iter().enumerate().map(|(at, &it)| {
                // the second has no part of the second term
                let paid = if at == 1 {
                    0
                } else {
                    i64::try_from(it).unwrap()
                };
                Fraction::new(4 * money + 5 * paid, 4).half_up()
            });
            assert_eq!(kronor(vec![price, round]).unwrap(), hundred(slow.collect()));
        }
    }
}
