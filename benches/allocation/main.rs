//! How fast money is allocated, beside what the processor allows. Every iteration asserts its
//! result; ratios within a group are what `docs/performance.md` states.

// a bench may stop
#![allow(clippy::expect_used, missing_docs)]

mod bounds;
mod references;

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use references::{decimals, multiply_and_divide, multiply_by_reciprocal, sort_everybody, sum_only};
use statsbidrag::allocation::{AllocationKey, Denomination, Procedure, Step, largest_remainder};
use statsbidrag::decision::{Decision, corpus};
use statsbidrag::exact::{Kronor, Ratio, Rounding};

/// What the decision on care of the elderly of 2023 distributes, in kronor.
const MONEY: u64 = 3_998_500_000;

/// The part of 597 553 persons that 290 municipalities have, from the corpus.
fn persons(decisions: &[Decision]) -> Vec<u64> {
    let table = &decisions[0].tables["nyckel"];
    let column = table.column_index("personer").expect("the key's column");
    let weight = |row| {
        let number = table.cell(row, column).number().expect("a weight");
        u64::try_from(number.value().numerator()).expect("a whole weight")
    };
    table.body().map(weight).collect()
}

/// As many weights, each drawn from those of the corpus and made different by up to 6 %: the same
/// spread, few ties.
fn weights(persons: &[u64], recipients: usize) -> Vec<u64> {
    if recipients <= persons.len() {
        return persons[..recipients].to_vec();
    }
    let mut state = 1_u64;
    let mut draw = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("31 bits") % below
    };
    let mut weight = || {
        let persons = persons[draw(persons.len())] * 16;
        persons + u64::try_from(draw(1 + recipients.min(1_000))).expect("a number") % persons
    };
    (0..recipients).map(|_| weight()).collect()
}

/// The sum of amounts that are known to fit.
fn sum(amounts: &[Kronor]) -> i64 {
    amounts.iter().map(|amount| amount.0).sum()
}

fn by_key(criterion: &mut Criterion) {
    let persons = persons(&corpus().expect("the corpus"));
    for recipients in [21, 290, 10_000, 1_000_000, 10_000_000] {
        let weights = weights(&persons, recipients);
        one_size(criterion, &weights);
    }
}

fn one_size(criterion: &mut Criterion, weights: &[u64]) {
    let recipients = weights.len();
    let total = sum_only(weights);
    let money = i64::try_from(MONEY).expect("kronor");
    let ranks: Vec<usize> = (0..recipients).collect();
    let key = AllocationKey::new(weights.to_vec()).expect("a key");
    let appropriation = Ratio::whole(MONEY.into());
    let steps = vec![
        Step::Apportion {
            appropriation,
            key: key.clone(),
        },
        Step::largest_remainder(ranks.clone()),
    ];
    let procedure = Procedure::new(steps);
    let expected = sort_everybody(weights, MONEY, total);
    let (whole, rest) = multiply_and_divide(weights, MONEY, total);
    let missing = rest / u128::from(total);
    assert_eq!(whole + missing, MONEY.into());

    let mut group =
        criterion.benchmark_group(format!("largest remainder, {recipients} recipients"));
    group.throughput(Throughput::Elements(
        recipients.try_into().expect("a count"),
    ));
    group.warm_up_time(Duration::from_millis(500));
    group.measurement_time(Duration::from_secs(2));
    if recipients > 10_000 {
        group.sample_size(20);
    }
    group.bench_function("sum only", |it| {
        it.iter(|| assert_eq!(sum_only(black_box(weights)), total));
    });
    group.bench_function("multiply and divide", |it| {
        it.iter(|| {
            let sums = multiply_and_divide(black_box(weights), MONEY, black_box(total));
            assert_eq!(sums, (whole, rest));
        });
    });
    group.bench_function("multiply by the reciprocal", |it| {
        it.iter(|| {
            let sums = multiply_by_reciprocal(black_box(weights), MONEY, black_box(total));
            assert_eq!(sums, (whole, rest));
        });
    });
    // what the memory of the result costs, whoever fills it
    group.bench_function("write a fresh list", |it| {
        it.iter(|| {
            let list: Vec<u64> = black_box(weights).iter().map(|weight| weight ^ 1).collect();
            assert_eq!(
                list.last(),
                weights.last().map(|weight| weight ^ 1).as_ref()
            );
            list
        });
    });
    group.bench_function("largest remainder", |it| {
        it.iter(|| {
            let exact = black_box(&key).apportion(appropriation).expect("shares");
            let shared = largest_remainder(&exact, &ranks).expect("amounts");
            assert_eq!(sum(&shared.amounts), money);
        });
    });
    let exact = key.apportion(appropriation).expect("shares");
    let shared = largest_remainder(&exact, &ranks).expect("amounts");
    // the books sort ties by the list, as the ranks do
    assert_eq!(shared.amounts, expected);
    group.bench_function("key and largest remainder", |it| {
        it.iter(|| {
            let key = AllocationKey::new(black_box(weights).to_vec()).expect("a key");
            let exact = key.apportion(appropriation).expect("shares");
            let shared = largest_remainder(&exact, &ranks).expect("amounts");
            assert_eq!(sum(&shared.amounts), money);
        });
    });
    group.bench_function("steps recorded", |it| {
        it.iter(|| {
            let allocation = black_box(&procedure).run().expect("a run");
            let after = &allocation.steps()[1].after;
            assert_eq!(after.sum(), Ok(appropriation));
            allocation
        });
    });
    if recipients <= 1_000_000 {
        group.bench_function("sort everybody", |it| {
            it.iter(|| {
                let amounts = sort_everybody(black_box(weights), MONEY, black_box(total));
                assert_eq!(sum(&amounts), money);
            });
        });
    }
    // a million recipients take seconds
    if recipients <= 10_000 {
        group.bench_function("decimals", |it| {
            it.iter(|| {
                let amounts = decimals(black_box(weights), MONEY);
                assert_eq!(sum(&amounts), money);
            });
        });
    }
    group.finish();
}

/// The steps of the decision on care of the elderly of 2023, key included.
fn published(criterion: &mut Criterion) {
    let decisions = corpus().expect("the corpus");
    let weights = persons(&decisions);
    let mut group = criterion.benchmark_group("published, 290 recipients");
    group.bench_function(BenchmarkId::from_parameter("key and half-up"), |it| {
        it.iter(|| {
            let key = AllocationKey::new(black_box(weights.clone())).expect("a key");
            let procedure = Procedure::new(vec![
                Step::Apportion {
                    appropriation: Ratio::whole(MONEY.into()),
                    key,
                },
                Step::Round {
                    rounding: Rounding::HalfUp,
                    unit: Denomination::KRONA,
                },
            ]);
            let amounts = procedure.run().and_then(|it| it.amounts());
            assert_eq!(sum(&amounts.expect("amounts")), 3_998_500_007);
        });
    });
    let grant = decisions[0].grant("timanstallda").expect("the grant");
    group.bench_function(
        BenchmarkId::from_parameter("conditions, pots and redistribution"),
        |it| {
            it.iter(|| {
                let procedure = &black_box(grant).readings[0].procedure;
                let amounts = procedure.run().and_then(|it| it.amounts());
                let amounts = amounts.expect("amounts");
                assert_eq!(amounts.iter().filter(|amount| amount.0 > 0).count(), 99);
            });
        },
    );
    group.finish();
}

criterion_group!(benches, by_key, published, bounds::bounds);
criterion_main!(benches);
