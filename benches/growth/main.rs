//! How the cost of an audit grows with a document in which much is wrong. Every iteration asserts its
//! result; the ratio of two sizes in one run should be that of the sizes, and little more.

// a bench may stop
#![allow(clippy::expect_used, missing_docs)]

mod folders;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use folders::Growing;
use statsbidrag::audit::audit;
use statsbidrag::decision::{Decision, embedded_places};
use statsbidrag::tables::Folder;

/// The sizes that each case is measured at, and how many findings, or errors, there are at a size.
const CASES: [(&str, Growing, [usize; 3], fn(usize) -> usize); 10] = [
    ("rows", Growing::Rows, [10_000, 100_000, 1_000_000], |n| {
        n / 1_000
    }),
    (
        "a wrong total of shares",
        Growing::WrongTotal,
        [1_000, 4_000, 16_000],
        |_| 1,
    ),
    (
        "wrong shares",
        Growing::WrongShares,
        [1_000, 4_000, 16_000],
        |n| n / 100,
    ),
    (
        "a wrong total",
        Growing::LongSum,
        [1_000, 10_000, 100_000],
        |_| 1,
    ),
    (
        "contradictions",
        Growing::Contradictions,
        [250, 1_000, 4_000],
        |n| n - 1,
    ),
    (
        "contradictions of three",
        Growing::Triangle,
        [250, 1_000, 4_000],
        |n| n,
    ),
    (
        "breaks of an order",
        Growing::Breaks,
        [1_000, 4_000, 16_000],
        |n| n / 2,
    ),
    ("claims", Growing::Claims, [1_000, 4_000, 16_000], |n| {
        n / 10
    }),
    (
        "unknown names",
        Growing::UnknownNames,
        [1_000, 4_000, 16_000],
        |n| n,
    ),
    ("long labels", Growing::LongLabels, [100, 400, 1_600], |_| 1),
];

fn growth(criterion: &mut Criterion) {
    let places = embedded_places().expect("the places");
    for (name, growing, sizes, expected) in CASES {
        let mut group = criterion.benchmark_group(format!("growth, {name}"));
        group.sample_size(10);
        for size in sizes {
            let files = growing.files(size);
            let texts: Vec<(&str, &str)> = files
                .iter()
                .map(|(it, text)| (*it, text.as_str()))
                .collect();
            let folder = Folder::from_texts("vaxer", &texts);
            let decision = Decision::load(folder, &places).expect("the decision");
            group.throughput(Throughput::Elements(size as u64));
            group.bench_function(BenchmarkId::from_parameter(size), |it| {
                it.iter(|| match audit(black_box(&decision)) {
                    Ok(audit) => assert_eq!(audit.findings.len(), expected(size)),
                    Err(errors) => assert_eq!(errors.iter().count(), expected(size)),
                });
            });
        }
        group.finish();
    }
}

criterion_group!(benches, growth);
criterion_main!(benches);
