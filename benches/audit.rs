//! How fast decisions are loaded, audited, and relations evaluated. Every iteration asserts its
//! result.

// a bench may stop
#![allow(clippy::expect_used, missing_docs)]

use std::fmt::Write;
use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use statsbidrag::audit::audit;
use statsbidrag::checks::{Figures, ground, parse_checks};
use statsbidrag::decision::{Decision, corpus, embedded_places};
use statsbidrag::statements::{Values, judge};
use statsbidrag::tables::{Folder, Place};

fn load(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("load");
    group.bench_function("the corpus", |bencher| {
        bencher.iter(|| assert_eq!(corpus().expect("the corpus").len(), 5));
    });
    group.finish();
}

/// Reading a table, by its rows.
fn tables(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("load a table, rows");
    group.sample_size(10);
    for rows in [1_000, 10_000, 100_000, 1_000_000] {
        let folder = decision(rows).folder;
        let places = embedded_places().expect("places");
        group.throughput(Throughput::Elements(rows as u64));
        group.bench_function(BenchmarkId::from_parameter(rows), |it| {
            it.iter(|| {
                let decision = Decision::load(folder.clone(), &places).expect("a decision");
                assert_eq!(decision.tables["rader"].rows.len(), rows);
            });
        });
    }
    group.finish();
}

fn audits(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("audit");
    group.sample_size(10);
    let decisions = corpus().expect("the corpus");
    for decision in &decisions {
        group.bench_function(BenchmarkId::from_parameter(&decision.manifest.id), |it| {
            it.iter(|| assert!(audit(black_box(decision)).expect("an audit").is_clean()));
        });
    }
    group.bench_function(BenchmarkId::from_parameter("all"), |it| {
        it.iter(|| {
            for decision in black_box(&decisions) {
                assert!(audit(decision).expect("an audit").is_clean());
            }
        });
    });
    group.finish();
}

/// A table of three columns, of which the first two sum to the third in every row.
fn decision(rows: usize) -> Decision {
    let mut table = "line,key,row,a,b,summa\n".to_owned();
    for row in 1..=rows {
        let (a, b) = (row * 7 % 1_000, row * 13 % 1_000);
        writeln!(table, "{row},r{row},R{row},{a},{b},{}", a + b).expect("a line");
    }
    let files = [
        (
            "decision.toml",
            "id = \"rader\"\nauthority = \"A\"\n[title]\nsv = \"T\"\nen = \"T\"\n\
             [source]\ndocument = \"t.txt\"\nsha256 = \"0\"\n",
        ),
        (
            "tables.toml",
            "[rader]\ntitle = \"Rader\"\nlines = \"1-1000000\"\nrows = \"label\"\n\
             [rader.columns]\na = { title = \"A\", unit = \"count\" }\n\
             b = { title = \"B\", unit = \"count\" }\n\
             summa = { title = \"Summa\", unit = \"count\" }\n",
        ),
        ("checks.txt", ""),
        ("rader.csv", table.as_str()),
    ];
    let places = embedded_places().expect("the places");
    Decision::load(Folder::from_texts("rader", &files), &places).expect("the decision")
}

fn relations(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("relation");
    group.sample_size(10);
    for rows in [290, 1_000_000] {
        let decision = decision(rows);
        let figures = Figures::new(&decision);
        let text = "check rad sum\n  \"Each row adds up.\"\n  each row of rader: a + b = summa\n";
        let place = Place::file("checks.txt");
        let checks = parse_checks(text, &place, &figures).expect("the relation");
        group.throughput(Throughput::Elements(rows.try_into().expect("a count")));
        group.bench_function(BenchmarkId::new("a + b = c, rows", rows), |it| {
            it.iter(|| {
                let template = &ground(black_box(&checks), &figures)[0];
                let judgement = judge(template, &Values::as_printed(figures.numbers()));
                assert_eq!(judgement.holding(), rows);
                judgement
            });
        });
    }
    group.finish();
}

criterion_group!(benches, load, tables, audits, relations);
criterion_main!(benches);
