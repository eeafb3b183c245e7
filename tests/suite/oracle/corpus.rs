//! The hourly-staff grant of the corpus, computed a second time; the oracle reads the fixtures itself.

use std::collections::BTreeMap;
use std::path::Path;

use num_bigint::BigInt;

use super::Fraction;
use crate::support::decision;

fn rows(file: &str) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures/aldreomsorg-2023")
        .join(file);
    let text = std::fs::read_to_string(path).unwrap();
    let split = |line: &str| line.split(',').map(str::to_owned).collect();
    text.lines().skip(1).map(split).collect()
}

fn big(text: &str) -> BigInt {
    text.replace(' ', "").parse().unwrap()
}

#[test]
fn the_oracle_agrees_on_the_whole_corpus_grant() {
    let appropriation = BigInt::from(1_998_500_000_u64);
    let key: BTreeMap<String, BigInt> = rows("nyckel.csv")
        .iter()
        .map(|row| (row[1].clone(), big(&row[3])))
        .collect();
    let persons: BigInt = key.values().sum();
    let mut entitlement: BTreeMap<&str, BigInt> = key
        .iter()
        .map(|(code, weight)| {
            (
                code.as_str(),
                Fraction(&appropriation * weight, persons.clone()).half_up(),
            )
        })
        .collect();
    *entitlement.get_mut("1380").unwrap() -= 1;
    *entitlement.get_mut("0180").unwrap() -= 1;

    let (mut first, mut second) = (Vec::new(), Vec::new());
    for row in rows("bilaga2.csv").iter().filter(|row| row[1] != "00") {
        let count = |column: usize| big(&row[column]);
        let before = Fraction(count(4), count(3) + count(4));
        let now = Fraction(count(6), count(5) + count(6));
        let bound = Fraction(17.into(), 100.into());
        if now.at_most(&bound) {
            first.push(row[1].clone());
        }
        let points = if now.at_most(&bound) { 3 } else { 5 };
        if now
            .plus(&Fraction(points.into(), 100.into()))
            .at_most(&before)
        {
            second.push(row[1].clone());
        }
    }
    let sum = |codes: &[String]| {
        codes
            .iter()
            .map(|code| &entitlement[code.as_str()])
            .sum::<BigInt>()
    };
    let (first_sum, second_sum) = (sum(&first), sum(&second));

    let decision = decision("aldreomsorg-2023");
    let grant = decision.grant("timanstallda").unwrap();
    let amounts = grant.readings[0]
        .procedure
        .run()
        .unwrap()
        .amounts()
        .unwrap();
    for (code, amount) in grant.recipients.iter().zip(amounts) {
        let own = &entitlement[code.as_str()];
        let mut part = Fraction(0.into(), 1.into());
        if first.contains(code) {
            // a third of the money in whole kronor, rounded down; the rest in the other pot
            part = part.plus(&Fraction(own * (&appropriation / 3), first_sum.clone()));
        }
        if second.contains(code) {
            let rest = &appropriation - &appropriation / 3;
            part = part.plus(&Fraction(own * rest, second_sum.clone()));
        }
        assert_eq!(part.half_up(), BigInt::from(amount.0), "{code}");
    }
}
