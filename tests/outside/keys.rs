//! Keys behind amounts that strangers published: sums of rounded parts, parts of a key's total.

use statsbidrag::exact::Kronor;
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
