//! Key inference on synthetic tables by the thousand: the right total where it can be told, and
//! never a wrong one. Seeded; the generator shares no code with the core.

use statsbidrag::exact::Kronor;
use statsbidrag::inference::{
    Inference, InferenceReason, InferenceVerdict, KeyQuestion, infer_key,
};

/// SplitMix64.
pub struct Dice(pub u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From `low` up to and with `high`.
    pub fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.next() % (high - low + 1)
    }

    /// As often small as large: an order of magnitude first.
    fn magnitude(&mut self, low: u32, high: u32) -> u64 {
        let order = u32::try_from(self.between(low.into(), high.into())).unwrap();
        self.between(1 << order, (2 << order) - 1)
    }
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[derive(Clone, Debug)]
struct Synthetic {
    weights: Vec<u64>,
    total: u64,
    appropriation: u64,
    base: u64,
    rule: u64,
    damaged: usize,
    amounts: Vec<Kronor>,
}

/// The parts rounded by one of five rules, written out once more.
fn parts(weights: &[u64], total: u64, appropriation: u64, rule: u64) -> Vec<u64> {
    let exact = |n: &u64| {
        let product = u128::from(*n) * u128::from(appropriation);
        let part = u64::try_from(product / u128::from(total)).unwrap();
        (part, u64::try_from(product % u128::from(total)).unwrap())
    };
    let mut parts: Vec<u64> = weights.iter().map(|n| exact(n).0).collect();
    if rule == 4 {
        let mut order: Vec<usize> = (0..weights.len()).collect();
        order.sort_by_key(|at| std::cmp::Reverse(exact(&weights[*at]).1));
        let left = appropriation - parts.iter().sum::<u64>();
        for at in order.into_iter().take(usize::try_from(left).unwrap()) {
            parts[at] += 1;
        }
        return parts;
    }
    for (part, weight) in parts.iter_mut().zip(weights) {
        let rest = exact(weight).1;
        let up = match rule {
            0 => 2 * rest >= total,
            1 => 2 * rest > total || (2 * rest == total && *part % 2 == 1),
            2 => false,
            _ => rest > 0,
        };
        *part += u64::from(up);
    }
    parts
}

fn synthetic(dice: &mut Dice) -> Synthetic {
    let recipients = dice.between(8, 120);
    let largest = dice.magnitude(4, 18);
    let mut weights: Vec<u64> = (0..recipients)
        .map(|_| 1 + dice.between(0, largest) * dice.between(0, 1_000) / 1_000)
        .collect();
    // some tables list only part of the recipients
    let unlisted = if dice.between(0, 2) == 0 {
        dice.between(1, largest * 9)
    } else {
        0
    };
    let sum = weights.iter().sum::<u64>() + unlisted;
    let common = weights.iter().fold(sum, |common, n| gcd(common, *n));
    weights.iter_mut().for_each(|n| *n /= common);
    let total = sum / common;
    let appropriation = total * dice.magnitude(3, 14) + dice.between(0, total);
    let rule = if unlisted == 0 {
        dice.between(0, 4)
    } else {
        dice.between(0, 3)
    };
    let base = if dice.between(0, 3) == 0 {
        dice.between(1, 100_000)
    } else {
        0
    };
    let mut amounts: Vec<u64> = parts(&weights, total, appropriation, rule)
        .into_iter()
        .map(|part| part + base)
        .collect();
    let damaged = dice.between(0, 2).min(recipients / 20);
    for _ in 0..damaged {
        let cell = usize::try_from(dice.between(0, recipients - 1)).unwrap();
        amounts[cell] += dice.between(1, 5_000);
    }
    Synthetic {
        total,
        base,
        rule,
        damaged: usize::try_from(damaged).unwrap(),
        appropriation: appropriation + base * recipients,
        amounts: amounts
            .into_iter()
            .map(|it| Kronor(i64::try_from(it).unwrap()))
            .collect(),
        weights,
    }
}

fn infer(table: &Synthetic) -> Inference {
    let appropriation = Kronor(i64::try_from(table.appropriation).unwrap());
    let question = KeyQuestion {
        base: Kronor(i64::try_from(table.base).unwrap()),
        largest_total: 2 * table.total.max(1_000_000),
        ..KeyQuestion::new(&table.amounts, appropriation)
    };
    infer_key(&question).expect("an answer")
}

/// Whether the table tells its total, by a rule of its own: at least 16 kr a unit, and so many
/// different amounts that are not damaged that among 10⁸ times as many totals as there are up to the
/// right one none would fit by chance, counting 8 kr a unit for rules that leave two values.
fn is_identifiable(table: &Synthetic) -> bool {
    let recipients = table.amounts.len() as u64;
    let by_key = table.appropriation - table.base * recipients;
    let price = by_key / table.total;
    let mut different = table.weights.clone();
    different.sort_unstable();
    different.dedup();
    let amounts = u32::try_from(different.len() - table.damaged.min(different.len())).unwrap();
    let wanted = u128::from(table.total) * 100_000_000;
    let reached = u128::from(price / 2).saturating_pow(amounts.saturating_sub(2));
    price >= 16 && reached > wanted
}

#[test]
fn the_right_total_is_found_and_never_a_false_one() {
    let mut dice = Dice(20_230_407);
    let (mut identifiable, mut found) = (0, 0);
    let mut wrong = Vec::new();
    for number in 0..3_000 {
        let table = synthetic(&mut dice);
        let inference = infer(&table);
        let totals: Vec<u64> = inference.keys.iter().map(|key| key.total).collect();
        let is_key = inference.verdict == InferenceVerdict::Key;
        let says = || {
            format!(
                "{number}: {} {totals:?} not {}",
                inference.reason, table.total
            )
        };
        if is_key && totals != [table.total] {
            wrong.push(says());
        }
        if inference.verdict == InferenceVerdict::Ambiguous && !totals.contains(&table.total) {
            wrong.push(says());
        }
        if is_identifiable(&table) {
            identifiable += 1;
            found += usize::from(is_key);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(identifiable > 2_500, "{identifiable}");
    assert!(found * 100 > identifiable * 99, "{found} of {identifiable}");
}

/// Weights behind a key are found one by one, not only their total.
#[test]
fn the_weights_and_the_rule_are_those_the_amounts_were_made_of() {
    let mut dice = Dice(11);
    let mut compared = 0;
    for _ in 0..500 {
        let table = synthetic(&mut dice);
        let inference = infer(&table);
        if inference.verdict != InferenceVerdict::Key || table.damaged > 0 {
            continue;
        }
        compared += 1;
        assert_eq!(inference.keys[0].weights, table.weights);
        assert_eq!(inference.keys[0].exact, inference.keys[0].cells);
        let rules = [
            "half-up",
            "half-even",
            "truncate",
            "up",
            "largest-remainder",
        ];
        let rule = rules[usize::try_from(table.rule).unwrap()];
        let named = inference.keys[0].rounding.to_string();
        // where two rules give the same amounts the more usual is named
        assert!(named == rule || named == "half-up", "{named}, not {rule}");
    }
    assert!(compared > 200, "{compared}");
}

#[test]
fn arbitrary_amounts_have_no_key() {
    let mut dice = Dice(99);
    for number in 0..200 {
        let recipients = dice.between(3, 300);
        let amounts: Vec<Kronor> = (0..recipients)
            .map(|_| Kronor(i64::try_from(dice.magnitude(10, 24)).unwrap()))
            .collect();
        let sum: i64 = amounts.iter().map(|amount| amount.0).sum();
        let extra = i64::try_from(dice.between(0, 1) * dice.between(0, 1_000_000)).unwrap();
        let question = KeyQuestion {
            largest_total: 10_000_000,
            ..KeyQuestion::new(&amounts, Kronor(sum + extra))
        };
        let inference = infer_key(&question).unwrap();
        assert_eq!(
            inference.verdict,
            InferenceVerdict::None,
            "{number}: {inference:?}"
        );
    }
}

/// Two classes with an amount a head each are not one key, even where a total fits both.
#[test]
fn two_classes_are_not_taken_for_a_key() {
    let mut dice = Dice(5);
    let mut told = 0;
    for number in 0..60 {
        let (one, other) = (
            dice.between(2_000_000, 9_000_000),
            dice.between(2_000_000, 9_000_000),
        );
        let amounts: Vec<Kronor> = (0..120)
            .map(|row| {
                let a_head = if row % 2 == 0 { one } else { other };
                let amount = (dice.between(1, 300) * a_head + 500) / 1_000;
                Kronor(i64::try_from(amount).unwrap())
            })
            .collect();
        let sum: i64 = amounts.iter().map(|amount| amount.0).sum();
        let question = KeyQuestion {
            largest_total: 20_000_000,
            ..KeyQuestion::new(&amounts, Kronor(sum))
        };
        let inference = infer_key(&question).unwrap();
        assert_ne!(
            inference.verdict,
            InferenceVerdict::Key,
            "{number}: {inference:?}"
        );
        told += usize::from(inference.reason == InferenceReason::SeveralClasses);
    }
    assert!(told > 0, "some are told to be of several classes");
}

/// What is made of remainders of a multiplication, each with one krona, where `appropriation` is made
/// of the amounts and the modulus.
fn of_remainders(terms: &[u64], factor: u64, modulus: u64, is_whole: bool) -> Inference {
    let amounts: Vec<Kronor> = terms
        .iter()
        .map(|term| Kronor(i64::try_from(1 + term * factor % modulus).unwrap()))
        .collect();
    let appropriation = if is_whole {
        amounts.iter().map(|amount| amount.0).sum()
    } else {
        i64::try_from(modulus * terms.len() as u64).unwrap()
    };
    let question = KeyQuestion {
        largest_total: 20_000_000,
        ..KeyQuestion::new(&amounts, Kronor(appropriation))
    };
    infer_key(&question).unwrap()
}

#[test]
fn squares_times_7919_modulo_9_999_991_are_not_taken_for_a_key() {
    for rows in [60, 100, 290] {
        let squares: Vec<u64> = (1..=rows).map(|row| row * row).collect();
        for is_whole in [true, false] {
            let inference = of_remainders(&squares, 7_919, 9_999_991, is_whole);
            assert_ne!(
                inference.verdict,
                InferenceVerdict::Key,
                "{rows} {}",
                inference.reason
            );
        }
    }
}

/// Amounts built of two numbers in another way than by a key. A total that makes the remainder of one
/// term small makes all small, so that it fits them all, and the chance of that is not what the bound
/// says. Most are refused for how their fractions lie; a few pass, and the guide says so.
#[test]
fn remainders_of_a_multiplication_are_seldom_taken_for_a_key() {
    let mut dice = Dice(61);
    let (mut refused, mut told) = (0, Vec::new());
    for number in 0..120 {
        let rows = dice.between(60, 300);
        let modulus = dice.magnitude(20, 24) | 1;
        // not so small that the first remainders are the terms themselves, which have a key
        let factor = dice.between(modulus / 8, modulus / 2);
        let terms: Vec<u64> = (1..=rows)
            .map(|row| if number % 4 < 2 { row * row } else { row })
            .collect();
        let inference = of_remainders(&terms, factor, modulus, number % 2 == 0);
        refused += usize::from(inference.reason == InferenceReason::BuiltOtherwise);
        if inference.verdict == InferenceVerdict::Key {
            let key = &inference.keys[0];
            told.push(format!(
                "{number}: {rows} rows, {factor} mod {modulus}: {} {}",
                key.total, key.chance
            ));
        }
    }
    assert!(told.len() <= 4, "{}", told.join("\n"));
    assert!(refused >= 15, "{refused}");
}

/// A base amount that is in the amounts and not in the question.
#[test]
fn an_unstated_base_amount_gives_no_key() {
    let mut dice = Dice(17);
    for number in 0..60 {
        let (base, a_head) = (
            dice.between(20_000, 200_000),
            dice.between(20_000, 9_000_000),
        );
        let amounts: Vec<Kronor> = (0..120)
            .map(|_| (dice.between(1, 3_000) * a_head + 500) / 1_000 + base)
            .map(|amount| Kronor(i64::try_from(amount).unwrap()))
            .collect();
        let sum: i64 = amounts.iter().map(|amount| amount.0).sum();
        let question = KeyQuestion {
            largest_total: 20_000_000,
            ..KeyQuestion::new(&amounts, Kronor(sum))
        };
        let inference = infer_key(&question).unwrap();
        assert_ne!(
            inference.verdict,
            InferenceVerdict::Key,
            "{number}: {inference:?}"
        );
    }
}

/// The amounts of a key on another appropriation: seldom called a key, namely where a total N' happens
/// to have A'/N' = A/N to within what the largest amount shows; the weights are then still right.
#[test]
fn a_wrong_appropriation_seldom_gives_a_key_and_never_wrong_weights() {
    let mut dice = Dice(31);
    let (mut asked, mut keys) = (0, 0);
    for _ in 0..200 {
        let mut table = synthetic(&mut dice);
        let largest = table
            .amounts
            .iter()
            .map(|amount| amount.0 - i64::try_from(table.base).unwrap())
            .max()
            .unwrap();
        let tells = u64::try_from(largest).unwrap() > 20 * table.total;
        table.appropriation += table.appropriation / dice.between(50, 500);
        if !is_identifiable(&table) || !tells || table.weights.len() < 20 || table.damaged > 0 {
            continue;
        }
        asked += 1;
        let inference = infer(&table);
        if inference.verdict == InferenceVerdict::Key {
            keys += 1;
            assert_eq!(inference.keys[0].weights, table.weights);
        }
    }
    assert!(asked > 30, "{asked}");
    assert!(keys * 10 < asked, "{keys} of {asked}");
}

/// Rounded to thousands, 600 000 persons leave a few kronor a head: nothing can be told.
#[test]
fn amounts_in_thousands_hide_a_fine_key_and_show_a_coarse_one() {
    let mut dice = Dice(3);
    let mut rounded = |largest: u64| {
        let weights: Vec<u64> = (0..290).map(|_| dice.between(1, largest)).collect();
        let total: u64 = weights.iter().sum();
        let amounts: Vec<Kronor> = parts(&weights, total, 3_998_501, 0)
            .into_iter()
            .map(|thousands| Kronor(i64::try_from(thousands * 1_000).unwrap()))
            .collect();
        let appropriation = Kronor(3_998_501_000);
        (
            total,
            infer_key(&KeyQuestion::new(&amounts, appropriation)).unwrap(),
        )
    };
    let (_, fine) = rounded(20_000);
    assert_eq!(fine.verdict, InferenceVerdict::None);
    assert!(
        fine.reason
            .to_string()
            .contains("whole multiples of 1 000 kr"),
        "{}",
        fine.reason
    );
    let (total, coarse) = rounded(300);
    assert_eq!(
        (coarse.verdict, coarse.keys[0].total),
        (InferenceVerdict::Key, total)
    );
}

#[test]
fn too_few_amounts_tell_nothing() {
    let infer = |amounts: &[i64], appropriation| {
        let amounts: Vec<Kronor> = amounts.iter().copied().map(Kronor).collect();
        infer_key(&KeyQuestion::new(&amounts, Kronor(appropriation))).unwrap()
    };
    for inference in [
        infer(&[], 100),
        infer(&[40, 60], 100),
        infer(&[50, 50, 0], 100),
    ] {
        assert_eq!(inference.verdict, InferenceVerdict::None);
        assert!(
            inference
                .reason
                .to_string()
                .starts_with("too few recipients")
        );
    }
}
