//! Keys behind amounts that strangers published: sums of rounded parts, parts of a key's total.

use statsbidrag::exact::{Kronor, Ratio, Rounding};
use statsbidrag::inference::{InferenceVerdict, KeyQuestion, RoundingRule, infer_key};

fn amounts(list: &[i64]) -> Vec<Kronor> {
    list.iter().copied().map(Kronor).collect()
}

/// Twelve counties, each the sum of its municipalities' amounts of 100 000 000 kr, rounded one by one.
const TWELVE: [i64; 12] = [
    8_448_183, 4_313_786, 4_488_751, 3_856_665, 4_787_800, 14_052_487, 8_742_407, 7_087_882,
    10_260_779, 13_102_851, 9_455_539, 11_402_877,
];

#[test]
fn twelve_counties_of_rounded_municipalities() {
    let amounts = amounts(&TWELVE);
    for appropriation in [100_000_000, 100_000_007] {
        let found = infer_key(&KeyQuestion::new(&amounts, Kronor(appropriation))).unwrap();
        assert_eq!(found.verdict, InferenceVerdict::Key, "{found:?}");
        let key = &found.keys[0];
        assert_eq!(key.total, 497_243);
        assert!(matches!(key.rounding, RoundingRule::SumOfParts { .. }));
        assert_eq!((key.cells, key.exact), (12, 12));
        if appropriation == 100_000_000 {
            assert_eq!(key.farthest.to_decimal_string(2), "1,89");
        }
    }
}

/// Books for schools, 21 counties, 382 127 135 kr in all.
const BOOKS: [i64; 21] = [
    6_138_819, 11_251_341, 2_080_966, 10_443_668, 13_944_564, 4_493_359, 16_107_914, 9_132_748,
    8_256_123, 8_893_943, 52_830_451, 76_062_365, 11_200_894, 14_147_716, 10_899_355, 10_917_333,
    9_165_368, 10_318_579, 65_932_752, 12_064_170, 17_844_707,
];

#[test]
fn books_for_schools_by_county() {
    let amounts = amounts(&BOOKS);
    assert_eq!(BOOKS.iter().sum::<i64>(), 382_127_135);
    let found = infer_key(&KeyQuestion::new(&amounts, Kronor(382_127_135))).unwrap();
    assert_eq!(found.verdict, InferenceVerdict::Key, "{found:?}");
    let key = &found.keys[0];
    assert_eq!(key.total, 5_037_330);
    assert_eq!(key.each.to_decimal_string(3), "75,859");
    assert_eq!(key.farthest.to_decimal_string(2), "1,85");
    assert_eq!((key.cells, key.exact), (21, 21));
}

/// 290 amounts, all exact at N = 7 055 950, however many exceptions are allowed.
#[test]
fn no_part_of_a_total_is_a_key() {
    let mut state = 7_u64;
    let mut weights: Vec<u64> = (0..290)
        .map(|_| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            100 + (state >> 33) % 48_000
        })
        .collect();
    let sum: u64 = weights.iter().sum();
    weights[0] += 7_055_950 - sum;
    let amounts: Vec<Kronor> = weights
        .iter()
        .map(|n| {
            let part = (2 * u128::from(*n) * 3_998_500_000 + 7_055_950) / (2 * 7_055_950);
            Kronor(i64::try_from(part).unwrap())
        })
        .collect();
    for exceptions in [100, 240] {
        let question = KeyQuestion {
            exceptions: Some(exceptions),
            ..KeyQuestion::new(&amounts, Kronor(3_998_500_000))
        };
        let found = infer_key(&question).unwrap();
        assert_eq!(
            found.verdict,
            InferenceVerdict::Key,
            "{exceptions}: {}",
            found.reason
        );
        assert_eq!((found.keys[0].total, found.keys[0].exact), (7_055_950, 290));
    }
}

/// What `n` units are at a price in öre, rounded half-up to kronor.
fn at_price(ore: u64, weights: &[u64]) -> Vec<Kronor> {
    let amount = |n: &u64| Kronor(i64::try_from((n * ore + 50) / 100).unwrap());
    weights.iter().map(amount).collect()
}

/// Amounts of a price a unit, nobody saying what was distributed: the sum of rounded amounts is half a
/// krona a recipient off, and an amount that differs by a krona from a share of that sum is in order.
#[test]
fn a_price_a_unit_leaves_no_exception() {
    let mut state = 11_u64;
    let mut next = |below: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    for ore in [123_450, 8_536, 137_500, 99_999, 20_075] {
        let weights: Vec<u64> = (0..60).map(|_| 50 + next(9_000)).collect();
        let amounts = at_price(ore, &weights);
        let sum = Kronor::total(amounts.iter().copied()).unwrap();
        let question = KeyQuestion {
            is_own_sum: true,
            ..KeyQuestion::new(&amounts, sum)
        };
        let found = infer_key(&question).unwrap();
        assert_eq!(found.verdict, InferenceVerdict::Key, "{ore}: {found:?}");
        let key = &found.keys[0];
        assert_eq!(key.exact, 60, "{ore}: {:?}", key.exceptions);
        assert_eq!(key.weights, weights, "{ore}");
        if key.rounding == RoundingRule::Each(Rounding::HalfUp) {
            let at_each = |n: &u64| key.each.mul(Ratio::whole(i128::from(*n))).unwrap();
            let again = weights.iter().map(|n| at_each(n).round(Rounding::HalfUp));
            let printed = amounts.iter().map(|it| i128::from(it.0));
            assert!(again.eq(printed), "{ore}: {}", key.each);
        }
    }
}

/// One amount in sixty that no price explains stays an exception, and it alone.
#[test]
fn a_wrong_amount_stays_an_exception_at_every_price() {
    let weights: Vec<u64> = (0..60).map(|n| 97 + 131 * n + n * n % 89).collect();
    let mut amounts = at_price(123_450, &weights);
    amounts[17].0 += 3;
    let sum = Kronor::total(amounts.iter().copied()).unwrap();
    let question = KeyQuestion {
        is_own_sum: true,
        ..KeyQuestion::new(&amounts, sum)
    };
    let found = infer_key(&question).unwrap();
    let key = &found.keys[0];
    assert_eq!(key.weights, weights);
    let exceptions: Vec<(usize, i64)> = key
        .exceptions
        .iter()
        .map(|it| (it.cell, it.difference))
        .collect();
    assert_eq!(exceptions, [(17, 3)]);
    assert_eq!(key.each.to_decimal_string(1), "1 234,5");
}
