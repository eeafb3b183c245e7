//! How fast: allocation of 290 recipients, loading, and the audit. Every iteration asserts its
//! result.

// a bench may stop
#![allow(clippy::expect_used, missing_docs)]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use statsbidrag::allocation::{AllocationKey, Procedure, Step};
use statsbidrag::audit::audit;
use statsbidrag::decision::{Decision, corpus};
use statsbidrag::exact::{Kronor, Ratio, Rounding};
use statsbidrag::inference::{KeyQuestion, Verdict, infer_key};

/// The part of 597 553 persons that 290 municipalities have, from the corpus.
fn weights(decisions: &[Decision]) -> Vec<u64> {
    let table = &decisions[0].tables["nyckel"];
    let column = table.column_index("personer").expect("the key's column");
    let weight = |row| {
        let number = table.cell(row, column).number().expect("a weight");
        u64::try_from(number.value().numerator()).expect("a whole weight")
    };
    table.body().map(weight).collect()
}

fn allocation(criterion: &mut Criterion) {
    let decisions = corpus().expect("the corpus");
    let weights = weights(&decisions);
    let mut group = criterion.benchmark_group("allocation of 290");
    group.bench_function("sum only", |bencher| {
        bencher.iter(|| {
            let sum: u64 = black_box(&weights).iter().sum();
            assert_eq!(sum, 597_553);
        });
    });
    group.bench_function("key, half-up", |bencher| {
        bencher.iter(|| {
            let key = AllocationKey::new(black_box(weights.clone())).expect("a key");
            let procedure = Procedure::new(vec![
                Step::Apportion {
                    appropriation: Ratio::whole(3_998_500_000),
                    key,
                },
                Step::Round {
                    rounding: Rounding::HalfUp,
                    unit: Kronor(1),
                },
            ]);
            let amounts = procedure
                .run()
                .and_then(|it| it.amounts())
                .expect("amounts");
            assert_eq!(Kronor::total(amounts), Ok(Kronor(3_998_500_007)));
        });
    });
    let grant = decisions[0].grant("timanstallda").expect("the grant");
    group.bench_function("conditions, pots and redistribution", |bencher| {
        bencher.iter(|| {
            let procedure = &black_box(grant).readings[0].procedure;
            let amounts = procedure
                .run()
                .and_then(|it| it.amounts())
                .expect("amounts");
            assert_eq!(amounts.iter().filter(|amount| amount.0 > 0).count(), 99);
        });
    });
    group.finish();
}

fn whole(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("whole");
    group.bench_function("load the corpus", |bencher| {
        bencher.iter(|| assert_eq!(corpus().expect("the corpus").len(), 5));
    });
    let decisions = corpus().expect("the corpus");
    for decision in &decisions {
        group.bench_function(format!("audit {}", decision.manifest.id), |bencher| {
            bencher.iter(|| assert!(audit(black_box(decision)).expect("an audit").is_clean()));
        });
    }
    group.finish();
}

/// Amounts of weights 1, 3, 5, … of their sum, half-up.
fn amounts(recipients: i64, appropriation: i64) -> Vec<Kronor> {
    let total = i128::from(recipients * recipients);
    let part = |row: i64| {
        let product = i128::from(2 * row + 1) * i128::from(appropriation);
        Kronor::from_whole(Rounding::HalfUp.divide(product, total)).expect("kronor")
    };
    (0..recipients).map(part).collect()
}

fn inference(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("infer");
    group.sample_size(10);
    for (recipients, appropriation) in [(21, 100_000_000), (290, 4_000_000_000), (31_622, 1 << 50)]
    {
        let amounts = amounts(recipients, appropriation);
        let total = u64::try_from(recipients * recipients).expect("a total");
        group.bench_function(
            format!("key of {recipients} recipients, total {total}"),
            |bencher| {
                bencher.iter(|| {
                    let question = KeyQuestion::new(black_box(&amounts), Kronor(appropriation));
                    let inference = infer_key(&question).expect("an answer");
                    assert_eq!(inference.keys[0].total, total);
                });
            },
        );
    }
    let mut state = 1_u64;
    let mut noise = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        Kronor(i64::try_from(state >> 40).expect("24 bits") + 1)
    };
    let noise: Vec<Kronor> = (0..289).map(|_| noise()).collect();
    group.bench_function(
        "no key behind 289 amounts, totals to a thousand million",
        |bencher| {
            bencher.iter(|| {
                let question = KeyQuestion::new(black_box(&noise), Kronor(3_998_500_000));
                let inference = infer_key(&question).expect("an answer");
                assert_eq!(inference.verdict, Verdict::None);
            });
        },
    );
    group.finish();
}

criterion_group!(benches, allocation, whole, inference);
criterion_main!(benches);
