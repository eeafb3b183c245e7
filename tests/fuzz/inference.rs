//! Amounts of any kind, with the arithmetic of the key that is claimed as judge.

use statsbidrag::exact::{Kronor, Rounding};
use statsbidrag::inference::{InferenceVerdict, KeyQuestion, RoundingRule, infer_key};

use crate::damage::Choices;

/// Totals that are tried.
const LARGEST: u64 = 50_000;

/// Amounts made of a key, some of them wrong, or any; the question with limits at their edges. A key that
/// is claimed accounts for every amount: it gives it, or says by how many kronor it does not.
pub fn keys(bytes: &[u8]) {
    let mut choices = Choices(bytes);
    let recipients = 1 + choices.below(24);
    let by_key = !choices.byte().is_multiple_of(3);
    let appropriation = kronor(&mut choices);
    let weights: Vec<i64> = (0..recipients)
        .map(|_| i64::try_from(choices.below(1 + LARGEST_WEIGHT)).unwrap())
        .collect();
    let total: i64 = weights.iter().sum();
    let mut amounts: Vec<Kronor> = weights
        .iter()
        .map(|&weight| {
            let part = i128::from(weight) * i128::from(appropriation.0);
            match by_key && total > 0 {
                true => Kronor(i64::try_from(part / i128::from(total)).unwrap_or(0)),
                false => kronor(&mut choices),
            }
        })
        .collect();
    for _ in 0..choices.byte() % 4 {
        let at = choices.below(amounts.len());
        amounts[at] = kronor(&mut choices);
    }
    let count = |choices: &mut Choices<'_>| match choices.byte() % 4 {
        0 => None,
        1 => Some(usize::MAX),
        _ => Some(choices.below(40)),
    };
    let question = KeyQuestion {
        recipients: count(&mut choices),
        exceptions: count(&mut choices),
        per_krona: if choices.byte().is_multiple_of(4) {
            100
        } else {
            1
        },
        is_own_sum: choices.byte().is_multiple_of(5),
        largest_total: LARGEST,
        ..KeyQuestion::new(&amounts, appropriation)
    };
    let Ok(found) = infer_key(&question) else {
        return;
    };
    assert_eq!(
        found.keys.is_empty(),
        found.verdict == InferenceVerdict::None,
        "{found:?}"
    );
    for key in &found.keys {
        assert_eq!(key.weights.len(), amounts.len());
        assert_eq!(key.exact + key.exceptions.len(), key.cells, "{key:?}");
        assert!(key.total <= LARGEST);
        let is_plain = question.per_krona == 1 && !question.is_own_sum;
        if key.rounding != RoundingRule::Each(Rounding::HalfUp) || !is_plain {
            continue;
        }
        for (at, (amount, weight)) in amounts.iter().zip(&key.weights).enumerate() {
            let part = i128::from(*weight) * i128::from(appropriation.0);
            let given = Rounding::HalfUp.divide(part, i128::from(key.total));
            let said = key.exceptions.iter().find(|it| it.cell == at);
            let difference = said.map_or(0, |it| i128::from(it.difference));
            if amount.0 != 0 {
                assert_eq!(i128::from(amount.0), given + difference, "{at}: {key:?}");
            }
        }
    }
}

const LARGEST_WEIGHT: usize = 900;

/// Kronor that are hard: none, below zero, few, round, all there are.
fn kronor(choices: &mut Choices<'_>) -> Kronor {
    let any = i64::try_from(choices.below(1 << 16)).unwrap();
    Kronor(match choices.byte() % 16 {
        0 => 0,
        1 => any % 5,
        2 => i64::MAX,
        3 => -any,
        4 => i64::MIN,
        5 | 6 => any * 1_000_000,
        _ => any * any + any,
    })
}
