//! Procedures put together at random from the closed list of steps: what holds for all of them.

use std::cell::Cell;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use statsbidrag::allocation::{
    Adjustment, Allocation, AllocationKey, Bounds, Denomination, Groups, Leftover, Pot, PriceTerm,
    Procedure, Settling, Step, TieOrder, TieRule,
};
use statsbidrag::exact::{Kronor, Ratio, Rounding};

/// One recipient, with everything that any step may ask about it.
#[derive(Clone, Debug)]
struct Recipient {
    weight: u64,
    other_weight: u64,
    floor: i64,
    room: Option<i64>,
    first_pot: bool,
    second_pot: bool,
    claim: Option<i64>,
    asked: bool,
    rank: usize,
}

#[derive(Clone, Copy, Debug)]
enum First {
    Key,
    Mixed(Option<Rounding>),
    Base(i64),
    Within,
    Several(i64, Option<Rounding>),
    Price(i64, i64),
    Nested(Settling, Settling),
}

#[derive(Clone, Copy, Debug)]
enum Middle {
    Round(Rounding, i64),
    Pots(i64, i64, Option<Rounding>),
    Limit,
    Rest,
    RestToCaps,
}

#[derive(Clone, Copy, Debug)]
enum Last {
    Round(Rounding, i64),
    Balance(Rounding),
    Adjust(Rounding, i64),
    LargestRemainder,
    Remainder(TieRule, i64),
    Leftover(Rounding, Leftover),
}

#[derive(Clone, Debug)]
struct World {
    recipients: Vec<Recipient>,
    money: i64,
    first: First,
    middle: Vec<Middle>,
    last: Last,
}

fn roundings() -> impl Strategy<Value = Rounding> {
    prop::sample::select(Rounding::ALL.to_vec())
}

fn settlings() -> impl Strategy<Value = Settling> {
    prop_oneof![
        Just(Settling::LargestRemainder),
        roundings().prop_map(Settling::Each),
    ]
}

fn recipients() -> impl Strategy<Value = Vec<Recipient>> {
    // equal weights, zeros, one giant among small numbers, anything up to the edge of the range
    let weight = prop_oneof![
        3 => Just(0_u64), 6 => 1..8_u64, 3 => Just(1_000), 3 => 1..1_000_000_u64,
        1 => Just(u64::MAX >> 1)
    ];
    let one = (
        (weight, 0..9_u64),
        (0..40_i64, prop::option::of(0..2_000_i64)),
        (any::<bool>(), any::<bool>(), any::<bool>()),
        prop::option::of(0..5_000_i64),
    );
    prop::collection::vec(one, 1..12)
        .prop_flat_map(|parts| {
            (
                Just((0..parts.len()).collect::<Vec<_>>()).prop_shuffle(),
                Just(parts),
            )
        })
        .prop_map(|(ranks, parts)| {
            let recipient = |(rank, one)| {
                let ((weight, other_weight), (floor, room), answers, claim) = one;
                let (first_pot, second_pot, asked) = answers;
                Recipient {
                    weight,
                    other_weight,
                    floor,
                    room,
                    first_pot,
                    second_pot,
                    claim,
                    asked,
                    rank,
                }
            };
            ranks.into_iter().zip(parts).map(recipient).collect()
        })
}

fn worlds() -> impl Strategy<Value = World> {
    // fewer kronor than recipients, shares that tie at round sums, anything
    let money = prop_oneof![
        0..12_i64,
        (1..50_i64).prop_map(|it| it * 1_000_000),
        0..100_000_i64
    ];
    let first = prop_oneof![
        Just(First::Key),
        prop::option::of(roundings()).prop_map(First::Mixed),
        (0..300_i64).prop_map(First::Base),
        Just(First::Within),
        (0..10_000_i64, prop::option::of(roundings()))
            .prop_map(|(money, how)| First::Several(money, how)),
        (0..900_i64, 0..77_i64).prop_map(|(base, price)| First::Price(base, price)),
        (settlings(), settlings()).prop_map(|(groups, own)| First::Nested(groups, own)),
    ];
    let middle = prop_oneof![
        (roundings(), prop::sample::select(vec![1, 1, 10]))
            .prop_map(|(how, unit)| Middle::Round(how, unit)),
        (0..5_000_i64, 0..5_000_i64, prop::option::of(roundings()))
            .prop_map(|(one, two, how)| Middle::Pots(one, two, how)),
        Just(Middle::Limit),
        Just(Middle::Rest),
        Just(Middle::RestToCaps),
    ];
    let last = prop_oneof![
        (roundings(), prop::sample::select(vec![1, 1, 1_000]))
            .prop_map(|(how, unit)| Last::Round(how, unit)),
        roundings().prop_map(Last::Balance),
        (roundings(), 0..3_i64).prop_map(|(how, by)| Last::Adjust(how, by)),
        Just(Last::LargestRemainder),
        (
            prop::sample::select(vec![TieRule::LowestCode, TieRule::Largest, TieRule::Lot]),
            prop::sample::select(vec![1, 10])
        )
            .prop_map(|(rule, unit)| Last::Remainder(rule, unit)),
        (
            roundings(),
            prop::sample::select(vec![Leftover::LargestAlone, Leftover::Kept])
        )
            .prop_map(|(how, to)| Last::Leftover(how, to)),
    ];
    (
        recipients(),
        money,
        first,
        prop::collection::vec(middle, 0..3),
        last,
    )
        .prop_map(|(recipients, money, first, middle, last)| World {
            recipients,
            money,
            first,
            middle,
            last,
        })
}

impl World {
    fn each<T>(&self, of: impl Fn(&Recipient) -> T) -> Vec<T> {
        self.recipients.iter().map(of).collect()
    }

    fn key(&self) -> Option<AllocationKey> {
        AllocationKey::new(self.each(|it| it.weight)).ok()
    }

    fn first(&self) -> Option<Step> {
        let key = self.key()?;
        let appropriation = Ratio::from(self.money);
        Some(match self.first {
            First::Key => Step::Apportion { appropriation, key },
            First::Mixed(round_parts) => {
                let other = AllocationKey::new(self.each(|it| it.other_weight)).ok()?;
                let part = |thirds| Ratio::new(thirds, 3).unwrap();
                Step::ApportionMixed {
                    appropriation,
                    keys: vec![(part(1), key), (part(2), other)],
                    round_parts,
                }
            }
            First::Base(base) => Step::ApportionAboveBase {
                appropriation,
                base: Kronor(base),
                recipients: self.recipients.len(),
                key,
            },
            First::Several(money, round_parts) => {
                let other = AllocationKey::new(self.each(|it| it.other_weight)).ok()?;
                Step::ApportionSeveral {
                    parts: vec![(appropriation, key), (money.into(), other)],
                    round_parts,
                }
            }
            First::Price(base, price) => {
                let term = |name: &str, prices, counts| PriceTerm {
                    name: name.to_owned(),
                    prices,
                    eligible: (name == "each").then(|| self.each(|it| it.second_pot)),
                    counts,
                };
                let half = Ratio::new(price.into(), 2).unwrap();
                let by_class = self.each(|it| if it.first_pot { half } else { Ratio::ONE });
                Step::Price {
                    terms: vec![
                        term(
                            "base",
                            self.each(|_| base.into()),
                            self.each(|_| Ratio::ONE),
                        ),
                        term("each", by_class, self.each(|it| it.floor.into())),
                    ],
                }
            }
            First::Nested(groups, settling) => Step::ApportionNested {
                appropriation,
                groups: Groups {
                    names: vec!["a".to_owned(), "b".to_owned()],
                    key: AllocationKey::new(vec![2, 1]).unwrap(),
                    of: self.each(|it| usize::from(it.first_pot)),
                    settling: groups,
                },
                key,
                settling,
                order: TieOrder::by_code(self.each(|it| it.rank)),
                unit: Denomination::KRONA,
            },
            First::Within => Step::ApportionWithin {
                appropriation: Kronor(self.money),
                key,
                bounds: Bounds {
                    lower: self.each(|it| Kronor(it.floor)),
                    upper: self.each(|it| it.room.map(|room| Kronor(it.floor + room))),
                },
            },
        })
    }

    fn middle(&self, step: Middle) -> Step {
        match step {
            Middle::Round(rounding, unit) => Step::Round {
                rounding,
                unit: Denomination::kronor(unit).unwrap(),
            },
            Middle::Pots(one, two, round_parts) => {
                let pot = |name: &str, money: i64, eligible| Pot {
                    name: name.to_owned(),
                    money: money.into(),
                    eligible,
                };
                let pots = vec![
                    pot("one", one, self.each(|it| it.first_pot)),
                    pot("two", two, self.each(|it| it.second_pot)),
                ];
                Step::SharePots { pots, round_parts }
            }
            Middle::Limit => Step::Limit {
                claims: self.each(|it| it.claim.map(Kronor)),
            },
            Middle::Rest | Middle::RestToCaps => Step::ShareRest {
                appropriation: self.money.into(),
                asked: self.each(|it| it.asked),
                caps: matches!(step, Middle::RestToCaps)
                    .then(|| self.each(|it| it.claim.map(Kronor))),
            },
        }
    }

    fn last(&self) -> Vec<Step> {
        let round = |rounding, unit| Step::Round {
            rounding,
            unit: Denomination::kronor(unit).unwrap(),
        };
        let ranks = self.each(|it| it.rank);
        match self.last {
            Last::Round(rounding, unit) => vec![round(rounding, unit)],
            Last::Balance(rounding) => {
                vec![round(rounding, 1), Step::balance(self.money.into(), ranks)]
            }
            Last::Adjust(rounding, by) => {
                // to the first by rank, wherever it stands in the list
                let recipient = ranks.iter().position(|&rank| rank == 0).unwrap();
                let adjustments = vec![Adjustment {
                    recipient,
                    by: Kronor(by),
                }];
                vec![round(rounding, 1), Step::Adjust { adjustments }]
            }
            Last::Remainder(rule, unit) => vec![Step::LargestRemainder {
                order: TieOrder { rule, ranks },
                unit: Denomination::kronor(unit).unwrap(),
                groups: None,
            }],
            Last::Leftover(rounding, to) => vec![
                round(rounding, 1),
                Step::Balance {
                    total: self.money.into(),
                    order: TieOrder::by_code(ranks),
                    to,
                    unit: Denomination::KRONA,
                },
            ],
            Last::LargestRemainder => vec![Step::largest_remainder(ranks)],
        }
    }

    /// The result, if this world allows one.
    fn run(&self) -> Option<Allocation> {
        let mut steps = vec![self.first()?];
        steps.extend(self.middle.iter().map(|&step| self.middle(step)));
        steps.extend(self.last());
        Procedure::new(steps).run().ok()
    }

    fn backwards(&self) -> World {
        let mut world = self.clone();
        world.recipients.reverse();
        world
    }

    /// All weights five times as large, if they have room.
    fn scaled(&self) -> Option<World> {
        let mut world = self.clone();
        for recipient in &mut world.recipients {
            recipient.weight = recipient.weight.checked_mul(5)?;
            recipient.other_weight *= 5;
        }
        Some(world)
    }
}

/// What must hold of a result.
fn hold(world: &World, allocation: &Allocation) -> Result<(), TestCaseError> {
    let amounts = allocation.amounts().unwrap();
    prop_assert_eq!(allocation.certificate(), Ok(()));
    for recipient in 0..amounts.len() {
        for by in [-1, 1] {
            let mut tampered = amounts.clone();
            tampered[recipient].0 += by;
            let refuted = allocation.certify(&tampered);
            prop_assert!(refuted.is_err(), "{} by {} passes", recipient, by);
        }
    }
    let mut backwards = world.backwards().run().unwrap().amounts().unwrap();
    backwards.reverse();
    prop_assert_eq!(&backwards, &amounts, "the order of recipients matters");
    if let Some(scaled) = world.scaled().and_then(|it| it.run()) {
        prop_assert_eq!(
            &scaled.amounts().unwrap(),
            &amounts,
            "the scale of weights matters"
        );
    }
    if matches!(world.last, Last::Balance(_)) {
        prop_assert_eq!(Kronor::total(amounts).unwrap(), Kronor(world.money));
    }
    Ok(())
}

/// Every result passes its own certificate, no result with a krona more or less for anybody does, and
/// neither the order of recipients nor the scale of the weights matters.
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
            let Some(allocation) = world.run() else {
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
