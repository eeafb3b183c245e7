//! How long a question takes: one other value, and all values of a threshold, beside the audit of the
//! decision. Every iteration asserts its result.

// a bench may stop
#![allow(clippy::expect_used, missing_docs)]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use statsbidrag::audit::audit;
use statsbidrag::decision::{Decision, Instead, corpus};
use statsbidrag::exact::Ratio;
use statsbidrag::tables::read_figure;
use statsbidrag::what_if::{Question, sweep, what_if};

fn question(decision: &Decision) -> Question {
    let mut parameter = decision.parameters["god-niva"].clone();
    parameter.number = read_figure("18", parameter.unit).expect("a value");
    Question {
        grant: "timanstallda".to_owned(),
        instead: Instead {
            parameters: vec![("god-niva".to_owned(), parameter)],
            key: None,
        },
        ..Question::default()
    }
}

fn questions(criterion: &mut Criterion) {
    let decisions = corpus().expect("the corpus");
    let decision = decisions
        .iter()
        .find(|it| it.manifest.id == "aldreomsorg-2023")
        .expect("the decision");
    let mut group = criterion.benchmark_group("what if");
    group.sample_size(10);
    let asked = question(decision);
    group.bench_function("one value, 290 recipients, with bounds", |it| {
        it.iter(|| {
            let answer = what_if(black_box(decision), &asked).expect("an answer");
            assert_eq!(answer.given(), Ok(Ratio::whole(1_998_500_003)));
        });
    });
    group.bench_function("every value of a threshold", |it| {
        it.iter(|| {
            let swept = sweep(black_box(decision), "timanstallda", None, "god-niva");
            assert_eq!(swept.expect("a sweep").outcomes.len(), 100);
        });
    });
    group.bench_function("the audit of the decision", |it| {
        it.iter(|| assert!(audit(black_box(decision)).expect("an audit").is_clean()));
    });
    group.finish();
}

criterion_group!(benches, questions);
criterion_main!(benches);
