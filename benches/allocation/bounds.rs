//! Floors, caps, pots and second rounds for growing lists: how the cost grows.

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput};
use statsbidrag::allocation::{AllocationKey, Bounds, Pot, Procedure, Step};
use statsbidrag::exact::{Kronor, Ratio};

/// Weights 1 to 1 000, shuffled by a step that shares no divisor with 1 000.
fn weights(recipients: usize) -> Vec<u64> {
    let weight = |it: usize| u64::try_from(it * 387 % 1_000).expect("a weight") + 1;
    (0..recipients).map(weight).collect()
}

pub fn bounds(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("bounds");
    group.sample_size(10);
    group.warm_up_time(Duration::from_millis(500));
    for recipients in [1_000, 10_000, 100_000, 1_000_000] {
        let weights = weights(recipients);
        // 1 000 kr a recipient, 2 kr (less at the edges) a unit of weight
        let count = i64::try_from(recipients).expect("a count");
        let total = Kronor(1_000 * count);
        group.throughput(Throughput::Elements(
            recipients.try_into().expect("a count"),
        ));

        let floors = Bounds::floor(Kronor(200), recipients);
        let shares = |bounds: &Bounds| {
            let shared = bounds.share(total, black_box(&weights)).expect("shares");
            assert_eq!(shared.sum(), Ok(total.into()));
        };
        group.bench_function(BenchmarkId::new("floors", recipients), |it| {
            it.iter(|| shares(&floors));
        });
        let both = Bounds {
            lower: vec![Kronor(200); recipients],
            upper: vec![Some(Kronor(1_500)); recipients],
        };
        group.bench_function(BenchmarkId::new("floors and caps", recipients), |it| {
            it.iter(|| shares(&both));
        });

        // decimal weights, and last year's amount of each give or take five percent
        let hundredth = |weight: &u64| Ratio::new((*weight).into(), 100).expect("a weight");
        let decimals: Vec<Ratio> = weights.iter().map(hundredth).collect();
        let last = |it: usize| 990 + i64::try_from(it % 21).expect("kronor");
        let own = Bounds {
            lower: (0..recipients)
                .map(|it| Kronor(last(it) * 95 / 100))
                .collect(),
            upper: (0..recipients)
                .map(|it| Some(Kronor(last(it) * 105 / 100 + 1)))
                .collect(),
        };
        group.bench_function(
            BenchmarkId::new("own floors and caps, decimal weights", recipients),
            |it| {
                it.iter(|| {
                    let key =
                        AllocationKey::of_decimals(black_box(&decimals), None).expect("a key");
                    let shared = own.share(total, key.weights()).expect("shares");
                    assert_eq!(shared.sum(), Ok(total.into()));
                });
            },
        );

        let key = AllocationKey::new(weights.clone()).expect("a key");
        let pot = Pot {
            name: "villkor".to_owned(),
            money: total.into(),
            eligible: (0..recipients).map(|it| it % 3 > 0).collect(),
        };
        let entitlements = key.apportion(total.into()).expect("entitlements");
        group.bench_function(BenchmarkId::new("redistribution", recipients), |it| {
            it.iter(|| {
                let shared = pot.redistribute(black_box(&entitlements)).expect("shares");
                assert_eq!(shared.sum(), Ok(total.into()));
            });
        });

        let rest = second_round(&weights, count);
        group.bench_function(BenchmarkId::new("rest to caps", recipients), |it| {
            it.iter(|| {
                let allocation = black_box(&rest).run().expect("a run");
                let after = &allocation.steps()[1].after;
                assert_eq!(after.sum(), Ok(total.into()));
                allocation
            });
        });
    }
    group.finish();
}

/// Everybody has a krona a unit of weight; two of three ask for more, at most 2 000 kr each.
fn second_round(weights: &[u64], count: i64) -> Procedure {
    let out: u64 = weights.iter().sum();
    let key = AllocationKey::new(weights.to_vec()).expect("a key");
    Procedure::new(vec![
        Step::Apportion {
            appropriation: Ratio::whole(out.into()),
            key,
        },
        Step::ShareRest {
            appropriation: Ratio::whole((1_000 * count).into()),
            asked: (0..weights.len()).map(|it| it % 3 > 0).collect(),
            caps: Some(vec![Some(Kronor(2_000)); weights.len()]),
        },
    ])
}
