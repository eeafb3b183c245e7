//! Base amounts that nobody stated, and two rounds in one column, from the amounts alone.

use std::collections::BTreeMap;

use statsbidrag::exact::Kronor;
use statsbidrag::inference::{
    BaseInference, InferenceVerdict, KeyQuestion, Round, RoundsInference, RoundsQuestion,
    infer_base, infer_rounds,
};

use crate::support::decision;
use crate::synthetic_keys::Dice;

/// A column of whole numbers of a table of the account of 2023, by SCB code.
fn column(table: &str, column: &str) -> Vec<(String, i64)> {
    let decision = decision("aldreomsorg-2023");
    let table = &decision.tables[table];
    let column = table.column_index(column).expect("the column");
    let number = |row: usize| {
        let number = table.cell(row, column).number().expect("a number");
        let whole = i64::try_from(number.value().numerator()).expect("kronor");
        (table.rows[row].key.clone(), whole)
    };
    table.body().map(number).collect()
}

fn kronor(column: &[(String, i64)]) -> Vec<Kronor> {
    column.iter().map(|(_, amount)| Kronor(*amount)).collect()
}

fn base(amounts: &[Kronor], appropriation: i64, recipients: usize) -> BaseInference {
    let question = KeyQuestion {
        recipients: Some(recipients),
        ..KeyQuestion::new(amounts, Kronor(appropriation))
    };
    infer_base(&question).expect("an answer")
}

/// The 63 of the first round, below the gap between 244 869 and 444 621 kr. README of the decision:
/// 100 000 kr each and a key with the sum 569 266. A second program that shares no code with this one
/// found 481 base amounts with which all but one come out, 100 000 kr the only whole thousand of them.
#[test]
fn the_first_round_of_specialist_assistant_nurses_shows_its_base_amount() {
    let column = column("bilaga1", "spec_rekvirerat");
    let first: Vec<Kronor> = kronor(&column)
        .into_iter()
        .filter(|it| it.0 > 0 && it.0 < 300_000)
        .collect();
    assert_eq!(first.len(), 63);
    let found = base(&first, 45_600_000, 290);
    assert_eq!(
        found.verdict,
        InferenceVerdict::Key,
        "{} {:?}",
        found.reason,
        found.bases
    );
    let best = &found.bases[0];
    assert_eq!((best.base, best.total), (Kronor(100_000), 569_266));
    let key = &found.inference.as_ref().expect("a key").keys[0];
    assert_eq!((key.total, key.cells, key.exact), (569_266, 63, 62));
}

fn rounds(base: Option<i64>, recipients: Option<usize>) -> RoundsInference {
    let amounts = kronor(&column("bilaga1", "spec_rekvirerat"));
    let question = RoundsQuestion {
        amounts: &amounts,
        appropriation: Kronor(45_600_000),
        base: base.map(Kronor),
        recipients,
    };
    infer_rounds(&question, &mut |_, _| {}).expect("an answer")
}

/// The key and the 59 of the second round are in the decision's folder, where they were derived by
/// other means; the two stated kronor, of Dorotea and Övertorneå, show as the two cells that differ.
#[test]
fn specialist_assistant_nurses_are_taken_apart_in_one_go() {
    let column_of_amounts = column("bilaga1", "spec_rekvirerat");
    let persons: BTreeMap<String, i64> = column("nyckel_specialist", "personer")
        .into_iter()
        .collect();
    let asked: BTreeMap<String, i64> = column("andra_omgangen", "forsta_omgangen")
        .into_iter()
        .collect();
    for (base, recipients) in [
        (Some(100_000), Some(290)),
        (Some(100_000), None),
        (None, Some(290)),
        (None, None),
    ] {
        let found = rounds(base, recipients);
        assert_eq!(found.verdict, InferenceVerdict::Key, "{}", found.reason);
        let rounds = found.rounds.expect("rounds");
        assert_eq!((rounds.base, rounds.total), (Kronor(100_000), 569_266));
        assert_eq!(
            (rounds.exact(Round::First), rounds.count(Round::First)),
            (62, 63)
        );
        assert_eq!(
            (rounds.exact(Round::Second), rounds.count(Round::Second)),
            (58, 59)
        );
        assert_eq!(rounds.count(Round::Neither), 168);
        for ((code, amount), cell) in column_of_amounts.iter().zip(&rounds.cells) {
            assert_eq!(
                cell.round == Round::Second,
                asked.contains_key(code),
                "{code}"
            );
            assert_eq!(cell.round == Round::Neither, *amount == 0, "{code}");
            if *amount > 0 {
                assert_eq!(persons[code], i64::try_from(cell.weight).unwrap(), "{code}");
            }
        }
        let differs: Vec<&str> = column_of_amounts
            .iter()
            .zip(&rounds.cells)
            .filter(|(_, cell)| cell.difference != 0)
            .map(|((code, _), _)| code.as_str())
            .collect();
        assert_eq!(differs, ["2425", "2518"], "Dorotea and Övertorneå");
        // who counts as a recipient changes the total only
        let others = usize::from(recipients.is_none());
        assert_eq!(rounds.otherwise.len(), others);
    }
}

/// Without a second round there is nothing to take apart, and the words say what there is.
#[test]
fn one_round_is_not_taken_for_two() {
    let amounts = kronor(&column("bilaga1", "god_rekvirerat"));
    let question = RoundsQuestion {
        amounts: &amounts,
        appropriation: Kronor(3_998_500_000),
        base: Some(Kronor::ZERO),
        recipients: None,
    };
    let found = infer_rounds(&question, &mut |_, _| {}).unwrap();
    assert_ne!(
        found.verdict,
        InferenceVerdict::Key,
        "{:?}",
        found.rounds.map(|it| it.factor)
    );
}

struct Grant {
    base: u64,
    total: u64,
    appropriation: u64,
    weights: Vec<u64>,
    amounts: Vec<Kronor>,
}

/// A base amount and a key, rounded half up.
fn grant(dice: &mut Dice, base: u64) -> Grant {
    let recipients = dice.between(40, 200);
    let largest = dice.between(300, 20_000);
    let weights: Vec<u64> = (0..recipients).map(|_| dice.between(1, largest)).collect();
    let total: u64 = weights.iter().sum();
    let by_key = total * dice.between(30, 3_000) + dice.between(0, total);
    by_head(base, weights, by_key)
}

fn by_head(base: u64, weights: Vec<u64>, by_key: u64) -> Grant {
    let total: u64 = weights.iter().sum();
    let recipients = weights.len() as u64;
    let part = |n: &u64| (2 * n * by_key + total) / (2 * total);
    let amounts = weights
        .iter()
        .map(|n| Kronor(i64::try_from(base + part(n)).unwrap()))
        .collect();
    Grant {
        base,
        total,
        appropriation: by_key + base * recipients,
        weights,
        amounts,
    }
}

/// Base amounts as people choose them: the right one or a list of candidates, never a wrong one.
#[test]
fn round_base_amounts_are_found() {
    let mut dice = Dice(41);
    let (mut asked, mut found) = (0, 0);
    for number in 0..120 {
        let base = dice.between(1, 9) * 10_u64.pow(u32::try_from(dice.between(4, 6)).unwrap());
        let grant = grant(&mut dice, base);
        let recipients = grant.weights.len();
        let inference = base_of(&grant, recipients);
        asked += 1;
        if inference.verdict == InferenceVerdict::Key {
            let best = &inference.bases[0];
            let wanted = (i64::try_from(grant.base).unwrap(), grant.total);
            assert_eq!((best.base.0, best.total), wanted, "{number}");
            assert_eq!(inference.inference.unwrap().keys[0].weights, grant.weights);
            found += 1;
        }
    }
    assert!(found * 10 > asked * 9, "{found} of {asked}");
}

/// Base amounts that nobody would choose are not invented.
#[test]
fn a_base_amount_that_is_not_round_is_not_taken_for_a_round_one() {
    let mut dice = Dice(43);
    let mut among = 0;
    for number in 0..60 {
        let base = dice.between(1_000, 90_000) * 10 + dice.between(1, 9);
        let grant = grant(&mut dice, base);
        let inference = base_of(&grant, grant.weights.len());
        let is_right = |it: &statsbidrag::inference::BaseCandidate| {
            it.base.0 == i64::try_from(grant.base).unwrap()
        };
        if inference.verdict == InferenceVerdict::Key {
            assert!(
                is_right(&inference.bases[0]),
                "{number}: {}",
                inference.reason
            );
        }
        among += usize::from(inference.bases.iter().any(is_right));
    }
    assert!(among > 40, "{among} of 60 are among the candidates");
}

fn base_of(grant: &Grant, recipients: usize) -> BaseInference {
    base(
        &grant.amounts,
        i64::try_from(grant.appropriation).unwrap(),
        recipients,
    )
}

/// A grant in two rounds: of three the first claims nothing, the second what it is entitled to, and the
/// last asks for more.
fn in_two_rounds(grant: &Grant) -> Vec<Kronor> {
    let first: Vec<i64> = grant.amounts.iter().map(|amount| amount.0).collect();
    let sum = |wanted: Round| -> i64 {
        let of = (0..first.len()).filter(|at| round_of(*at) == wanted);
        of.map(|at| first[at]).sum()
    };
    let appropriation = i64::try_from(grant.appropriation).unwrap();
    let second = sum(Round::Second);
    let money = i128::from(appropriation - sum(Round::First));
    let scaled = |kronor: i64| {
        let exact = i128::from(kronor) * money;
        i64::try_from((2 * exact + i128::from(second)) / (2 * i128::from(second))).unwrap()
    };
    let amount = |(at, kronor): (usize, &i64)| match round_of(at) {
        Round::Neither => Kronor::ZERO,
        Round::First => Kronor(*kronor),
        Round::Second => Kronor(scaled(*kronor)),
    };
    first.iter().enumerate().map(amount).collect()
}

fn round_of(at: usize) -> Round {
    match at % 8 {
        0..4 => Round::Neither,
        4..7 => Round::First,
        _ => Round::Second,
    }
}

/// How many of the tables are taken apart; those that are, rightly.
fn taken_apart(tables: usize, seed: u64, base_in_heads: u64) -> usize {
    let mut dice = Dice(seed);
    let mut found = 0;
    for number in 0..tables {
        let recipients = dice.between(80, 300);
        let weights: Vec<u64> = (0..recipients).map(|_| dice.between(100, 4_000)).collect();
        let total: u64 = weights.iter().sum();
        let a_head = dice.between(30, 60);
        let base = base_in_heads * a_head / 10_000 * 10_000;
        let grant = by_head(base, weights, total * a_head + dice.between(0, total));
        let amounts = in_two_rounds(&grant);
        let question = RoundsQuestion {
            amounts: &amounts,
            appropriation: Kronor(i64::try_from(grant.appropriation).unwrap()),
            base: Some(Kronor(i64::try_from(base).unwrap())),
            recipients: None,
        };
        let inference = infer_rounds(&question, &mut |_, _| {}).unwrap();
        if inference.verdict != InferenceVerdict::Key {
            continue;
        }
        found += 1;
        let rounds = inference.rounds.unwrap();
        assert_eq!(rounds.total, grant.total, "{number}");
        for (at, cell) in rounds.cells.iter().enumerate() {
            let round = round_of(at);
            assert!(
                cell.either || cell.round == round,
                "{number}: {at} {cell:?}"
            );
            if !cell.either && round != Round::Neither {
                assert_eq!(cell.weight, grant.weights[at], "{number}: {at}");
            }
        }
    }
    found
}

/// As in the account of 2023: a base amount of some thousand heads' worth, and a second round that
/// multiplies what it is added to, so that the rounds lie apart.
#[test]
fn two_rounds_that_lie_apart_are_taken_apart() {
    let found = taken_apart(25, 47, 6_000);
    assert!(found >= 20, "{found} of 25");
}

/// Without a base amount the rounds overlap, and the smallest amounts are of both: they may go
/// unfound, but what is found is right.
#[test]
fn two_rounds_that_overlap_are_not_taken_apart_wrongly() {
    taken_apart(3, 59, 0);
}

#[test]
fn words_where_nothing_can_be_told() {
    let amounts = |list: &[i64]| list.iter().copied().map(Kronor).collect::<Vec<_>>();
    let few = base(&amounts(&[110, 120, 130]), 1_000, 3);
    assert!(
        few.reason.to_string().starts_with("too few recipients: 3"),
        "{}",
        few.reason
    );
    let tens: Vec<i64> = (1..40).map(|it| 1_000 + 70 * it * it).collect();
    let rounded = base(&amounts(&tens), 10_000_000, 39);
    assert!(
        rounded
            .reason
            .to_string()
            .contains("whole multiples of 10 kr"),
        "{}",
        rounded.reason
    );
    let mut dice = Dice(53);
    let arbitrary: Vec<Kronor> = (0..80)
        .map(|_| Kronor(i64::try_from(dice.between(100_000, 900_000)).unwrap()))
        .collect();
    let nothing = base(&arbitrary, 60_000_000, 80);
    assert_eq!(
        nothing.verdict,
        InferenceVerdict::None,
        "{}",
        nothing.reason
    );
    assert!(
        nothing.reason.to_string().contains("no whole multiples"),
        "{}",
        nothing.reason
    );
    let far = base(&amounts(&[1, 2, 3, 4, 5, 6, 600_000_007]), 1_000_000_000, 7);
    assert!(
        far.reason
            .to_string()
            .starts_with("not searched: the amounts lie up to 600 000 006 kr apart"),
        "{}",
        far.reason
    );
}

/// Of thousands of amounts some are sieved by, and all are held against what comes of it.
#[test]
fn a_base_amount_of_many_recipients_is_found() {
    let mut dice = Dice(61);
    let weights: Vec<u64> = (0..3_000).map(|_| dice.between(1, 20_000)).collect();
    let total: u64 = weights.iter().sum();
    let grant = by_head(1_000_000, weights, 1_371 * total + 55);
    let found = base_of(&grant, 3_000);
    assert_eq!(
        found.verdict,
        InferenceVerdict::Key,
        "{} {:?} {:?}",
        found.reason,
        &found.bases[..3],
        found.inference.map(|it| it.keys[0].total)
    );
    let best = &found.bases[0];
    assert_eq!((best.base, best.total), (Kronor(1_000_000), grant.total));
    assert_eq!(best.exact, best.amounts);
}
