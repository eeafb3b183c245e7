//! How fast a key is found again. Every iteration asserts its result.

// a bench may stop
#![allow(clippy::expect_used, missing_docs)]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use statsbidrag::exact::{Kronor, Rounding};
use statsbidrag::inference::{InferenceVerdict, KeyQuestion, infer_key};

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
                assert_eq!(inference.verdict, InferenceVerdict::None);
            });
        },
    );
    group.finish();
}

criterion_group!(benches, inference);
criterion_main!(benches);
