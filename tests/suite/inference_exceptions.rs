//! A wrong total is never claimed, however many exceptions are allowed: over tables made by a key, with
//! amounts that are wrong.

use statsbidrag::exact::Kronor;
use statsbidrag::inference::{Inference, InferenceVerdict, KeyQuestion, infer_key};

use crate::support::Lot;

/// Totals that are tried: more than twice the largest that is planted.
const LARGEST: u64 = 20_000_000;

/// Amounts of a key, half up to whole kronor, and its total.
struct Made {
    amounts: Vec<Kronor>,
    total: u64,
    appropriation: Kronor,
}

fn made(lot: &mut Lot, recipients: usize) -> Made {
    let weights: Vec<u64> = (0..recipients).map(|_| 300 + lot.below(100_000)).collect();
    let total: u64 = weights.iter().sum();
    let appropriation = 100_000_000 + lot.below(4_000_000_000);
    let part = |weight: &u64| {
        let twice = u128::from(*weight) * u128::from(appropriation) * 2 + u128::from(total);
        Kronor(i64::try_from(twice / (2 * u128::from(total))).unwrap())
    };
    Made {
        amounts: weights.iter().map(part).collect(),
        total,
        appropriation: Kronor(i64::try_from(appropriation).unwrap()),
    }
}

fn asked(amounts: &[Kronor], made: &Made, exceptions: usize) -> Inference {
    let question = KeyQuestion {
        exceptions: Some(exceptions),
        largest_total: LARGEST,
        ..KeyQuestion::new(amounts, made.appropriation)
    };
    infer_key(&question).unwrap()
}

/// 21 or 60 recipients, up to a third of the amounts a few kronor off or replaced by any other, and as many
/// exceptions allowed as there are amounts: what is claimed is the total, and found where no more than one
/// in eight is wrong.
#[test]
fn however_many_exceptions_are_allowed_no_wrong_total_is_claimed() {
    let mut lot = Lot(20_251_128);
    let (mut claimed, mut few, mut found) = (0, 0, 0);
    for number in 0..60 {
        let recipients = if number % 2 == 0 { 21 } else { 60 };
        let made = made(&mut lot, recipients);
        let wrong = usize::try_from(lot.below(recipients as u64 / 3)).unwrap();
        let mut amounts = made.amounts.clone();
        for _ in 0..wrong {
            let at = usize::try_from(lot.below(recipients as u64)).unwrap();
            let amount = &mut amounts[at].0;
            *amount = match lot.below(3) {
                0 => *amount + 3 + i64::try_from(lot.below(9)).unwrap(),
                1 => *amount / 10 + 1,
                _ => i64::try_from(lot.below(200_000_000)).unwrap(),
            };
        }
        for exceptions in [recipients / 8, recipients / 2, recipients] {
            let inference = asked(&amounts, &made, exceptions);
            if inference.verdict == InferenceVerdict::Key {
                claimed += 1;
                assert_eq!(
                    inference.keys[0].total, made.total,
                    "{number}: {wrong} wrong"
                );
            }
            if wrong * 8 <= recipients {
                few += 1;
                found += usize::from(inference.verdict == InferenceVerdict::Key);
            }
        }
    }
    assert!(claimed > 60, "{claimed}");
    assert!(found * 10 >= few * 9, "{found} of {few}");
}

/// Amounts by lot have no key, and allowing exceptions makes none.
#[test]
fn amounts_by_lot_have_no_key_with_exceptions_either() {
    let mut lot = Lot(77);
    for _ in 0..10 {
        let amounts: Vec<Kronor> = (0..40)
            .map(|_| Kronor(i64::try_from(100_000 + lot.below(90_000_000)).unwrap()))
            .collect();
        let sum: i64 = amounts.iter().map(|it| it.0).sum();
        for exceptions in [0, 20, 40] {
            let question = KeyQuestion {
                exceptions: Some(exceptions),
                largest_total: LARGEST,
                ..KeyQuestion::new(&amounts, Kronor(sum))
            };
            let inference = infer_key(&question).unwrap();
            assert_ne!(inference.verdict, InferenceVerdict::Key, "{exceptions}");
        }
    }
}
