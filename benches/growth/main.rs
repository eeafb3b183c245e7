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

/// The sizes a case is measured at.
fn sizes(growing: Growing) -> [usize; 3] {
    match growing {
        Growing::Rows => [10_000, 100_000, 1_000_000],
        Growing::LongSum => [1_000, 10_000, 100_000],
        Growing::Contradictions | Growing::Triangle => [250, 1_000, 4_000],
        Growing::LongLabels => [100, 400, 1_600],
        _ => [1_000, 4_000, 16_000],
    }
}

/// How many findings, or errors, there are at a size.
fn expected(growing: Growing, size: usize) -> usize {
    match growing {
        Growing::Rows => size / 1_000,
        Growing::WrongShares => size / 100,
        Growing::Claims => size / 10,
        // a + 1 000 = b, and so for each pair
        Growing::Contradictions => size - usize::from(size >= 1_000),
        Growing::Triangle => size - 2 * usize::from(size >= 2_000),
        Growing::Breaks => (size - 1) / 2,
        Growing::HalfWrong | Growing::HalfWrongChosen => size / 2,
        Growing::UnknownNames => size,
        // every share, and the total
        Growing::WrongPart => size + 1,
        Growing::WrongTotal
        | Growing::RoundedShares
        | Growing::LongSum
        | Growing::Missing
        | Growing::Chosen
        | Growing::OtherUnit
        | Growing::LongLabels => 1,
    }
}

fn growth(criterion: &mut Criterion) {
    let places = embedded_places().expect("the places");
    for (name, growing) in folders::ALL {
        let mut group = criterion.benchmark_group(format!("growth, {name}"));
        group.sample_size(10);
        for size in sizes(growing) {
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
                    Ok(audit) => assert_eq!(audit.findings.len(), expected(growing, size)),
                    Err(errors) => assert_eq!(errors.iter().count(), expected(growing, size)),
                });
            });
        }
        group.finish();
    }
}

criterion_group!(benches, growth);
criterion_main!(benches);
