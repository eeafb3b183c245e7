//! A sum that all rows share is solved as if each row had written it out.
//!
//! Small documents of 25 to 30 rows, in each of which shares of a column and its total are printed, with
//! one or two slips. They are written in two ways: with one sum that the rows share, as checks are
//! grounded, and with every figure of the sum named in every row. The second way nothing is shared and
//! every relation is asked. Both must judge and explain alike, to the last value and posterior.

use std::sync::Arc;

use proptest::prelude::*;
use proptest::test_runner::RngAlgorithm;
use rust_decimal::Decimal;
use statsbidrag::exact::{PrintedNumber, Ratio};
use statsbidrag::solve::{
    CauseKind, Component, Differ, Exchange, Problem, RowChoice, Surroundings, solve,
};
use statsbidrag::statements::{
    Aggregate, AggregateRows, Comparison, FigureColumn, FigureId, How, Index, JudgedTemplate, Leaf,
    Occurrence, Operation, Operator, PrintedNumbers, Rows, Says, Statement, Template, Term, Values,
    Verdict, judge,
};

/// What each row says of its amount, the sum and its share.
#[derive(Clone, Copy, Debug)]
enum Shape {
    /// The amount's share in percent.
    Share,
    /// The share in percent of all others.
    Others,
    /// The amount's part of what is printed as the total, by the sum: a × T ÷ S.
    Allotted,
    /// The sum less the amount.
    Rest,
}

#[derive(Clone, Debug)]
struct Document {
    shape: Shape,
    amounts: Vec<i64>,
    /// Decimals of the shares.
    decimals: u32,
    /// What an amount counts: kronor, or thousands of them.
    scale: i64,
    /// Figures printed otherwise: which, and by how much in units of the last digit.
    slips: Vec<(usize, i64)>,
}

/// Row, share, row, share, …, total.
struct Printed {
    numbers: PrintedNumbers,
    rows: usize,
}

const AMOUNT: FigureColumn = FigureColumn { first: 0, step: 2 };
const SHARE: FigureColumn = FigureColumn { first: 1, step: 2 };

impl Document {
    fn printed(&self) -> Printed {
        let rows = self.amounts.len();
        let sum: i64 = self.amounts.iter().sum();
        let mut mantissas = Vec::new();
        let tens = 10_i64.pow(self.decimals);
        for amount in &self.amounts {
            let part = match self.shape {
                Shape::Share => (amount * 200 * tens + sum) / (2 * sum),
                Shape::Others => ((sum - amount) * 200 * tens + sum) / (2 * sum),
                Shape::Allotted => amount * tens,
                Shape::Rest => sum - amount,
            };
            mantissas.extend([*amount, part]);
        }
        mantissas.push(sum);
        for (place, by) in &self.slips {
            let place = place % mantissas.len();
            mantissas[place] = (mantissas[place] + by).max(0);
        }
        let mut numbers = PrintedNumbers::default();
        for (place, mantissa) in mantissas.iter().enumerate() {
            let is_share = place % 2 == 1;
            let number = match (is_share, self.shape) {
                (true, Shape::Share | Shape::Others) => {
                    let value = Decimal::new(*mantissa, self.decimals);
                    PrintedNumber::decimal(value, 1, false, None)
                }
                (true, Shape::Allotted) => {
                    let value = Decimal::new(*mantissa, self.decimals);
                    PrintedNumber::decimal(value, self.scale, false, None)
                }
                _ => PrintedNumber::decimal(Decimal::from(*mantissa), self.scale, true, None),
            };
            if place == 2 * rows {
                numbers.end_grid(0, 2);
            }
            numbers.push(Some(number.unwrap()));
        }
        Printed { numbers, rows }
    }
}

impl Printed {
    fn total(&self) -> FigureId {
        FigureId::new(2 * self.rows)
    }

    /// One template for all rows, and one for the total, with one sum.
    fn shared(&self, shape: Shape) -> Vec<Template> {
        let all: Arc<[u32]> = (0..u32::try_from(self.rows).unwrap()).collect();
        let sum = Aggregate::new(
            How::Sum,
            Term::Figure(Leaf::Own(AMOUNT)),
            AggregateRows::Fixed(Arc::clone(&all)),
            None,
            (0, "sum".into()),
            &self.numbers,
        );
        let sum = Term::Aggregate(Arc::new(sum));
        let of = |column| Term::Figure(Leaf::Own(column));
        let row = says(0, (of(AMOUNT), of(SHARE)), &sum, self.total(), shape);
        let total = equal(1, sum, Term::one(self.total()));
        vec![
            Template {
                rows: Some(all),
                ..row
            },
            total,
        ]
    }

    /// A template for each row, in which every amount is named.
    fn written_out(&self, shape: Shape) -> Vec<Template> {
        let sum = || Term::sum_of((0..self.rows).map(|row| AMOUNT.at(row)));
        let row = |row: usize| {
            let of = (Term::one(AMOUNT.at(row)), Term::one(SHARE.at(row)));
            says(row, of, &sum(), self.total(), shape)
        };
        let rows = (0..self.rows).map(row);
        rows.chain([equal(self.rows, sum(), Term::one(self.total()))])
            .collect()
    }
}

fn says(
    check: usize,
    (amount, share): (Term, Term),
    sum: &Term,
    total: FigureId,
    shape: Shape,
) -> Template {
    let both = |operation, left, right| Term::both(operation, left, right);
    let left = match shape {
        Shape::Share => Term::percent(amount, sum.clone()),
        Shape::Others => {
            let others = both(Operation::Subtract, sum.clone(), amount);
            Term::percent(others, sum.clone())
        }
        Shape::Allotted => {
            let product = both(Operation::Multiply, amount, Term::one(total));
            both(Operation::Divide, product, sum.clone())
        }
        Shape::Rest => both(Operation::Subtract, sum.clone(), amount),
    };
    equal(check, left, share)
}

fn equal(check: usize, left: Term, right: Term) -> Template {
    Template {
        check,
        says: Says::Compare(Comparison {
            left,
            operator: Operator::Equal,
            right,
            within: None,
            text: "".into(),
            units_differ: false,
        }),
        rows: None,
        when: None,
        in_points: false,
        to_the_krona: false,
    }
}

struct Around<'a> {
    templates: &'a [Template],
    judgements: &'a [JudgedTemplate],
    index: Index<'a>,
}

impl<'a> Surroundings<'a> for Around<'a> {
    fn places(&self, figure: FigureId) -> Vec<Occurrence> {
        self.index.places(figure)
    }

    fn holding(&self, place: &Occurrence) -> Vec<Statement<'a>> {
        let (template, judgement) = (
            &self.templates[place.template],
            &self.judgements[place.template],
        );
        let is_meant = |row: &Option<usize>| match (&place.rows, row) {
            (Rows::All, _) => true,
            (Rows::Some(rows), Some(row)) => rows.contains(row),
            (Rows::Some(_), None) => false,
        };
        let holding = judgement
            .verdicts()
            .filter(|(_, it)| **it == Verdict::Holds);
        let rows = holding.map(|(row, _)| row).filter(is_meant);
        rows.map(|row| template.at(row)).collect()
    }

    fn copied_from(&self, _: FigureId, _: &mut dyn Iterator<Item = FigureId>) -> Option<usize> {
        None
    }

    fn row_choices(&self, _: &[Statement<'a>]) -> (Vec<RowChoice>, Vec<usize>) {
        (Vec::new(), Vec::new())
    }

    fn exchanges(&self, figures: &[FigureId], differ: &Differ<'_>) -> Vec<Exchange> {
        // amounts of neighbouring rows, the first few
        let rows: Vec<usize> = figures.iter().map(|it| it.position()).collect();
        let pairs = (0..20).step_by(2).map(|at| (at, at + 2));
        let known = pairs.filter(|(a, b)| rows.contains(a) && rows.contains(b));
        let figures = known.map(|(a, b)| (FigureId::new(a), FigureId::new(b)));
        let differing = figures.filter(|(a, b)| differ(*a, *b));
        let exchange = |pair| Exchange {
            pairs: vec![pair],
            kind: CauseKind::SwappedRows,
            among: 10,
        };
        differing.map(exchange).collect()
    }
}

/// The failing statements with their verdicts, and the components.
fn explained(
    numbers: &PrintedNumbers,
    templates: &[Template],
    one_by_one: bool,
) -> (Vec<Verdict>, Vec<Component>) {
    let values = Values::as_printed(numbers);
    let judgements: Vec<JudgedTemplate> = templates.iter().map(|it| judge(it, &values)).collect();
    let around = Around {
        templates,
        judgements: &judgements,
        index: Index::new(templates, &values),
    };
    let mut all: Vec<(usize, Option<usize>, Verdict)> = Vec::new();
    for (place, judgement) in judgements.iter().enumerate() {
        let verdicts = judgement.verdicts();
        all.extend(verdicts.map(|(row, verdict)| (place, row, verdict.clone())));
    }
    let violated: Vec<Statement<'_>> = all
        .iter()
        .filter(|(.., verdict)| matches!(verdict, Verdict::Violated { .. }))
        .map(|(place, row, _)| templates[*place].at(*row))
        .collect();
    let components = solve(&Problem {
        values: &values,
        violated: &violated,
        around: &around,
        one_by_one,
    });
    (
        all.into_iter().map(|(.., verdict)| verdict).collect(),
        components,
    )
}

fn documents() -> impl Strategy<Value = Document> {
    let shape = prop_oneof![
        4 => Just(Shape::Share),
        2 => Just(Shape::Others),
        1 => Just(Shape::Allotted),
        1 => Just(Shape::Rest),
    ];
    let amounts = prop::collection::vec(100_i64..1_000, 25..30);
    let slip = (0_usize..61, prop_oneof![-9_i64..10, -900_i64..900]);
    // the total is the last figure: 60 of 30 rows, fewer wrap around
    let slips = prop::collection::vec(slip, 1..3);
    (
        shape,
        amounts,
        3_u32..6,
        prop_oneof![4 => Just(1_i64), 1 => Just(1_000)],
        slips,
    )
        .prop_map(|(shape, amounts, decimals, scale, slips)| Document {
            shape,
            amounts,
            decimals,
            // of more than 24 rounded figures that stand twice each is taken for two
            scale: if matches!(shape, Shape::Others) {
                1
            } else {
                scale
            },
            slips,
        })
}

#[test]
fn a_sum_that_rows_share_is_solved_as_if_each_had_written_it_out() {
    let mut explanations = 0;
    let mut runner = proptest::test_runner::TestRunner::new_with_rng(
        ProptestConfig {
            cases: 150,
            failure_persistence: None,
            ..ProptestConfig::default()
        },
        proptest::test_runner::TestRng::deterministic_rng(RngAlgorithm::ChaCha),
    );
    let counted = std::cell::Cell::new(0);
    let result = runner.run(&documents(), |document| {
        let printed = document.printed();
        let (shared, written) = (
            printed.shared(document.shape),
            printed.written_out(document.shape),
        );
        for one_by_one in [false, true] {
            let shared = explained(&printed.numbers, &shared, one_by_one);
            let written = explained(&printed.numbers, &written, one_by_one);
            prop_assert_eq!(&shared.0, &written.0);
            prop_assert_eq!(&shared.1, &written.1);
            let named = shared.1.iter().filter(|it| !it.hypotheses.is_empty());
            counted.set(counted.get() + named.count());
        }
        Ok(())
    });
    result.unwrap_or_else(|failure| panic!("{failure}"));
    explanations += counted.get();
    assert!(
        explanations > 150,
        "{explanations} components were explained"
    );
}

/// 4 000 shares in millionths of a percent and their total, which is printed 90 too high: 8 001 figures
/// stand in 4 001 relations. Every amount is held by its own share and by all others.
#[test]
fn the_total_of_many_shares_is_named_alone() {
    let amounts: Vec<i64> = (0..4_000).map(|row| 10_000 + row * 37 % 8_999).collect();
    let document = Document {
        shape: Shape::Share,
        decimals: 6,
        scale: 1,
        slips: vec![(8_000, 90)],
        amounts,
    };
    let printed = document.printed();
    let templates = printed.shared(document.shape);
    let (_, components) = explained(&printed.numbers, &templates, false);
    let [component] = &components[..] else {
        panic!("{} components", components.len());
    };
    let [hypothesis] = &component.hypotheses[..] else {
        panic!("{} hypotheses", component.hypotheses.len());
    };
    let [change] = &hypothesis.changes[..] else {
        panic!("{} changes", hypothesis.changes.len());
    };
    let sum: i64 = document.amounts.iter().sum();
    assert_eq!(change.figure, printed.total());
    assert_eq!(change.number.value(), Ratio::whole(sum.into()));
    assert_eq!(hypothesis.posterior, Ratio::ONE);
}
