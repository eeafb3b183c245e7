//! Worlds of recipients, and procedures put together at random from the closed list of steps.

use proptest::prelude::*;
use statsbidrag::allocation::{
    Adjustment, Allocation, AllocationKey, Bounds, Denomination, Groups, Leftover, Pot, PriceTerm,
    Procedure, Settling, Step, TieOrder, TieRule,
};
use statsbidrag::exact::{Kronor, Ratio, Rounding};

/// One recipient, with everything that any step may ask about it.
#[derive(Clone, Debug)]
pub struct Recipient {
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

/// How the key of the first step is given.
#[derive(Clone, Copy, Debug)]
pub enum Keyed {
    Whole,
    /// Only a part of it is listed: so much weight is others'.
    WithOthers(u32),
    /// In thousandths, as percentages are printed.
    Decimals,
}

#[derive(Clone, Copy, Debug)]
pub enum First {
    Key(Keyed),
    Mixed(Option<Rounding>),
    Base(i64),
    Within,
    Several(i64, Option<Rounding>),
    Price(i64, i64),
    Nested(Settling, Settling),
}

#[derive(Clone, Copy, Debug)]
pub enum Middle {
    Round(Rounding, i64),
    Pots(i64, i64, Option<Rounding>),
    Limit,
    Rest,
    RestToCaps,
}

#[derive(Clone, Copy, Debug)]
pub enum Last {
    Round(Rounding, i64),
    Balance(Rounding),
    Adjust(Rounding, i64),
    LargestRemainder,
    /// In units of so many öre, within groups or not.
    Remainder(TieRule, i64, bool),
    Leftover(Rounding, Leftover, i64),
}

#[derive(Clone, Debug)]
pub struct World {
    recipients: Vec<Recipient>,
    pub money: i64,
    first: First,
    middle: Vec<Middle>,
    pub last: Last,
}

fn roundings() -> impl Strategy<Value = Rounding> {
    prop::sample::select(Rounding::ALL.to_vec())
}

const RULES: [TieRule; 5] = [
    TieRule::LowestCode,
    TieRule::Largest,
    TieRule::FirstInList,
    TieRule::Stated,
    TieRule::Lot,
];

const LEFTOVERS: [Leftover; 4] = [
    Leftover::LargestShare,
    Leftover::LargestAlone,
    Leftover::FirstInList,
    Leftover::Kept,
];

/// A unit of so many öre.
fn unit(ore: i64) -> Denomination {
    Denomination::of(Ratio::new(ore.into(), 100).unwrap()).unwrap()
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

pub fn worlds() -> impl Strategy<Value = World> {
    // fewer kronor than recipients, shares that tie at round sums, anything
    let money = prop_oneof![
        0..12_i64,
        (1..50_i64).prop_map(|it| it * 1_000_000),
        0..100_000_i64
    ];
    // one in five is paid back
    let money = (money, 0..5_u8).prop_map(|(money, way)| if way == 0 { -money } else { money });
    let keyed = prop_oneof![
        3 => Just(Keyed::Whole), 1 => any::<u32>().prop_map(Keyed::WithOthers),
        1 => Just(Keyed::Decimals)
    ];
    let first = prop_oneof![
        keyed.prop_map(First::Key),
        prop::option::of(roundings()).prop_map(First::Mixed),
        (0..300_i64).prop_map(First::Base),
        Just(First::Within),
        (0..10_000_i64, prop::option::of(roundings()))
            .prop_map(|(money, how)| First::Several(money, how)),
        (0..900_i64, 0..77_i64).prop_map(|(base, price)| First::Price(base, price)),
        (settlings(), settlings()).prop_map(|(groups, own)| First::Nested(groups, own)),
    ];
    let middle = prop_oneof![
        (roundings(), prop::sample::select(vec![1, 100, 100, 1_000]))
            .prop_map(|(how, unit)| Middle::Round(how, unit)),
        (0..5_000_i64, 0..5_000_i64, prop::option::of(roundings()))
            .prop_map(|(one, two, how)| Middle::Pots(one, two, how)),
        Just(Middle::Limit),
        Just(Middle::Rest),
        Just(Middle::RestToCaps),
    ];
    let last = prop_oneof![
        (
            roundings(),
            prop::sample::select(vec![1, 100, 100, 100_000])
        )
            .prop_map(|(how, unit)| Last::Round(how, unit)),
        roundings().prop_map(Last::Balance),
        (roundings(), 0..3_i64).prop_map(|(how, by)| Last::Adjust(how, by)),
        Just(Last::LargestRemainder),
        (
            prop::sample::select(RULES.to_vec()),
            prop::sample::select(vec![1, 100, 1_000]),
            prop::bool::weighted(0.2)
        )
            .prop_map(|(rule, unit, grouped)| Last::Remainder(rule, unit, grouped)),
        (
            roundings(),
            prop::sample::select(LEFTOVERS.to_vec()),
            prop::sample::select(vec![1, 100, 100])
        )
            .prop_map(|(how, to, unit)| Last::Leftover(how, to, unit)),
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
            // what is paid by price is not divided, and never paid back
            money: match first {
                First::Price(..) => money.abs(),
                _ => money,
            },
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

    /// Money with the sign of the appropriation: all of a repayment is paid back.
    fn money_of(&self, money: i64) -> Ratio {
        Ratio::from(if self.money < 0 { -money } else { money })
    }

    fn keyed(&self, how: Keyed) -> Option<AllocationKey> {
        let weights = self.each(|it| it.weight);
        let key = match how {
            Keyed::Whole => AllocationKey::new(weights),
            Keyed::WithOthers(others) => {
                let known = weights
                    .iter()
                    .try_fold(0_u64, |sum, it| sum.checked_add(*it))?;
                AllocationKey::of_total(weights, known.checked_add(others.into())?)
            }
            Keyed::Decimals => {
                let decimals = weights
                    .iter()
                    .map(|&it| Ratio::new(it.into(), 1_000).unwrap());
                AllocationKey::of_decimals(&decimals.collect::<Vec<_>>(), None)
            }
        };
        key.ok()
    }

    fn first(&self) -> Option<Step> {
        let key = self.key()?;
        let appropriation = Ratio::from(self.money);
        Some(match self.first {
            First::Key(how) => Step::Apportion {
                appropriation,
                key: self.keyed(how)?,
            },
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
                    parts: vec![(appropriation, key), (self.money_of(money), other)],
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
            Middle::Round(rounding, ore) => Step::Round {
                rounding,
                unit: unit(ore),
            },
            Middle::Pots(one, two, round_parts) => {
                let pot = |name: &str, money: i64, eligible| Pot {
                    name: name.to_owned(),
                    money: self.money_of(money),
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
        let round = |rounding, ore| Step::Round {
            rounding,
            unit: unit(ore),
        };
        let ranks = self.each(|it| it.rank);
        match self.last {
            Last::Round(rounding, unit) => vec![round(rounding, unit)],
            Last::Balance(rounding) => {
                vec![
                    round(rounding, 100),
                    Step::balance(self.money.into(), ranks),
                ]
            }
            Last::Adjust(rounding, by) => {
                // to the first by rank, wherever it stands in the list
                let recipient = ranks.iter().position(|&rank| rank == 0).unwrap();
                let by = Kronor(if self.money < 0 { -by } else { by });
                let adjustments = vec![Adjustment { recipient, by }];
                vec![round(rounding, 100), Step::Adjust { adjustments }]
            }
            Last::Remainder(rule, ore, grouped) => vec![Step::LargestRemainder {
                order: TieOrder { rule, ranks },
                unit: unit(ore),
                groups: grouped.then(|| self.each(|it| usize::from(it.first_pot))),
            }],
            Last::Leftover(rounding, to, ore) => vec![
                round(rounding, ore),
                Step::Balance {
                    total: self.money.into(),
                    order: TieOrder::by_code(ranks),
                    to,
                    unit: unit(ore),
                },
            ],
            Last::LargestRemainder => vec![Step::largest_remainder(ranks)],
        }
    }

    /// The steps, if there is a key for them.
    pub fn procedure(&self) -> Option<Procedure> {
        let mut steps = vec![self.first()?];
        steps.extend(self.middle.iter().map(|&step| self.middle(step)));
        steps.extend(self.last());
        Some(Procedure::new(steps))
    }

    /// The result, if this world allows one.
    pub fn run(&self) -> Option<Allocation> {
        self.procedure()?.run().ok()
    }

    pub fn backwards(&self) -> World {
        let mut world = self.clone();
        world.recipients.reverse();
        world
    }

    /// All weights five times as large, if they have room.
    pub fn scaled(&self) -> Option<World> {
        let mut world = self.clone();
        for recipient in &mut world.recipients {
            recipient.weight = recipient.weight.checked_mul(5)?;
            recipient.other_weight *= 5;
        }
        if let First::Key(Keyed::WithOthers(others)) = &mut world.first {
            *others = others.checked_mul(5)?;
        }
        Some(world)
    }
}
