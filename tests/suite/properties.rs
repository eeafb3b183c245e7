//! What must hold for every input.

use proptest::prelude::*;
use statsbidrag::allocation::{
    AllocationKey, Bounds, ByRemainder, Denomination, ExactAmounts, Pot, Procedure, Promise, Step,
    TieOrder, certify, largest_remainder,
};
use statsbidrag::exact::{Kronor, PrintedNumber, PrintingRule, Ratio, Rounding};

/// Keys that are easy to break on: equal weights, zeros, one giant, small numbers.
fn keys() -> impl Strategy<Value = Vec<u64>> {
    let weight = prop_oneof![
        Just(0),
        1..10_u64,
        Just(1_000_000),
        Just(u64::MAX >> 1),
        any::<u32>().prop_map(u64::from)
    ];
    prop::collection::vec(weight, 1..40).prop_filter("a key needs a weight", |weights| {
        weights.iter().any(|&weight| weight > 0)
    })
}

/// Appropriations: fewer kronor than recipients, round millions, anything.
fn appropriations() -> impl Strategy<Value = i64> {
    prop_oneof![
        0..20_i64,
        (1..5000_i64).prop_map(|millions| millions * 1_000_000),
        0..10_i64.pow(13)
    ]
}

fn rounded(appropriation: i64, weights: &[u64], rounding: Rounding) -> Vec<Kronor> {
    let key = AllocationKey::new(weights.to_vec()).unwrap();
    let steps = vec![
        Step::Apportion {
            appropriation: appropriation.into(),
            key,
        },
        Step::Round {
            rounding,
            unit: Denomination::KRONA,
        },
    ];
    Procedure::new(steps)
        .run()
        .and_then(|it| it.amounts())
        .unwrap()
}

proptest! {
    /// The exact parts add up to the appropriation.
    #[test]
    fn exact_parts_sum_to_the_whole(weights in keys(), appropriation in appropriations()) {
        let key = AllocationKey::new(weights).unwrap();
        let parts = key.apportion(appropriation.into()).unwrap();
        prop_assert_eq!(parts.sum().unwrap(), Ratio::from(appropriation));
    }

    /// Rounding once moves the sum by at most half a krona a recipient.
    #[test]
    fn rounding_moves_the_sum_by_half_a_krona_each(weights in keys(), appropriation in appropriations()) {
        let total = Kronor::total(rounded(appropriation, &weights, Rounding::HalfUp)).unwrap();
        let moved = 2 * (total.0 - appropriation).unsigned_abs();
        prop_assert!(moved <= weights.len() as u64);
    }

    /// The order of the recipients does not matter.
    #[test]
    fn permuting_recipients_permutes_amounts(weights in keys(), appropriation in appropriations()) {
        let mut backwards = rounded(appropriation, &weights.iter().rev().copied().collect::<Vec<_>>(), Rounding::HalfUp);
        backwards.reverse();
        prop_assert_eq!(backwards, rounded(appropriation, &weights, Rounding::HalfUp));
    }

    /// Scaling all weights changes nothing; more weight never gives less; no weight gives nothing.
    #[test]
    fn amounts_follow_the_weights(weights in prop::collection::vec(0..1_000_000_u64, 2..30), appropriation in appropriations(), factor in 2..1000_u64) {
        prop_assume!(weights.iter().any(|&weight| weight > 0));
        let amounts = rounded(appropriation, &weights, Rounding::HalfUp);
        let scaled: Vec<u64> = weights.iter().map(|weight| weight * factor).collect();
        prop_assert_eq!(&rounded(appropriation, &scaled, Rounding::HalfUp), &amounts);
        for (a, &weight_a) in amounts.iter().zip(&weights) {
            prop_assert!(weight_a > 0 || *a == Kronor::ZERO);
            for (b, &weight_b) in amounts.iter().zip(&weights) {
                prop_assert!(weight_a < weight_b || a >= b);
            }
        }
    }

    /// A pot is shared completely, by the eligible only, and nobody has less than by the plain key.
    #[test]
    fn redistribution_lowers_nobody(weights in keys(), appropriation in 1..10_i64.pow(11), seed in any::<u64>()) {
        let key = AllocationKey::new(weights.iter().map(|weight| weight >> 40 | weight & 0xFFFF).collect());
        prop_assume!(key.is_ok());
        let entitlements = key.unwrap().apportion(appropriation.into()).unwrap();
        let eligible: Vec<bool> = (0..weights.len()).map(|bit| seed >> (bit % 64) & 1 == 1).collect();
        let pot = Pot { name: "villkor".into(), money: appropriation.into(), eligible: eligible.clone() };
        match pot.redistribute(&entitlements) {
            Err(_) => {
                let has = |index: usize| eligible[index] && !entitlements.get(index).unwrap().is_zero();
                prop_assert!(!(0..weights.len()).any(has));
            }
            Ok(shared) => {
                prop_assert_eq!(shared.sum().unwrap(), Ratio::from(appropriation));
                for (index, &eligible) in eligible.iter().enumerate() {
                    let (before, after) = (entitlements.get(index).unwrap(), shared.get(index).unwrap());
                    let fair = if eligible { after >= before } else { after.is_zero() };
                    prop_assert!(fair, "{} from {} to {}", index, before, after);
                }
            }
        }
    }

    /// Sums over a common denominator are the sums of the fractions.
    #[test]
    fn adding_amounts_adds_fractions(a in prop::collection::vec(0..1000_u64, 3), b in prop::collection::vec(0..1000_u64, 3), money in 1..1_000_000_i64) {
        let (Ok(left), Ok(right)) = (AllocationKey::new(a), AllocationKey::new(b)) else { return Ok(()) };
        let (left, right) = (left.apportion(money.into()).unwrap(), right.apportion(money.into()).unwrap());
        let both: ExactAmounts = left.plus(&right).unwrap();
        for index in 0..3 {
            let sum = left.get(index).unwrap().add(right.get(index).unwrap()).unwrap();
            prop_assert_eq!(both.get(index).unwrap(), sum);
        }
    }

    /// Printing a value and reading it back gives an interval that contains it, under the rule it was
    /// printed by.
    #[test]
    fn a_printed_value_lies_in_its_interval(numerator in -1_000_000..1_000_000_i128, denominator in 1..10_000_i128, decimals in 0..4_u32) {
        let value = Ratio::new(numerator, denominator).unwrap();
        let scale = Ratio::whole(10_i128.pow(decimals));
        let rules = [
            (PrintingRule::HalfUp, Rounding::HalfUp),
            (PrintingRule::HalfEven, Rounding::HalfEven),
            (PrintingRule::Truncated, Rounding::Truncate),
        ];
        for (rule, rounding) in rules {
            let mantissa = value.mul(scale).unwrap().round(rounding);
            let decimal = rust_decimal::Decimal::from_i128_with_scale(mantissa, decimals);
            let printed = PrintedNumber::decimal(decimal, 1, false, None).unwrap();
            let interval = printed.interval(rule).unwrap();
            prop_assert!(interval.contains(value), "{} printed {} is {}", value, decimal, interval);
        }
    }

    /// Interval arithmetic contains every result of values in the intervals.
    #[test]
    fn intervals_contain_what_their_values_give(a in -50..50_i128, b in -50..50_i128, x in -50..50_i128, y in -50..50_i128) {
        let printed = |value: i128| PrintedNumber::decimal(rust_decimal::Decimal::from_i128_with_scale(value, 1), 1, false, None).unwrap();
        let (left, right) = (printed(a).interval(PrintingRule::HalfUp).unwrap(), printed(b).interval(PrintingRule::HalfUp).unwrap());
        // values somewhere inside: offsets of up to 49/1000 around tenths
        let inside = |value: i128, offset: i128| Ratio::new(value * 100 + offset, 1000).unwrap();
        let (v, w) = (inside(a, x.clamp(-49, 49)), inside(b, y.clamp(-49, 49)));
        prop_assume!(left.contains(v) && right.contains(w));
        prop_assert!(left.add(&right).unwrap().contains(v.add(w).unwrap()));
        prop_assert!(left.sub(&right).unwrap().contains(v.sub(w).unwrap()));
        prop_assert!(left.mul(&right).unwrap().contains(v.mul(w).unwrap()));
        if let Ok(quotient) = left.div(&right) {
            prop_assert!(quotient.contains(v.div(w).unwrap()));
        }
    }

    /// Largest remainder: the sum is exact, each amount within a krona of its share, the certificate
    /// accepts it, and no krona can be moved without the certificate noticing.
    #[test]
    fn largest_remainder_keeps_its_promises(weights in keys(), appropriation in appropriations(), from in any::<prop::sample::Index>(), to in any::<prop::sample::Index>()) {
        let key = AllocationKey::new(weights.clone()).unwrap();
        let exact = key.apportion(appropriation.into()).unwrap();
        let ranks: Vec<usize> = (0..weights.len()).rev().collect();
        let mut amounts = largest_remainder(&exact, &ranks).unwrap().amounts;
        let order = TieOrder::by_code(ranks);
        let promise = Promise {
            total: Some(appropriation.into()),
            exact: Some((&exact, Ratio::ONE)),
            weights: None,
            largest_remainder: Some(ByRemainder { exact: &exact, unit: Denomination::KRONA, order: Some(&order), groups: None }),
            ..Promise::default()
        };
        prop_assert_eq!(certify(&promise, &amounts), Ok(()));
        let (from, to) = (from.index(weights.len()), to.index(weights.len()));
        amounts[from] = amounts[from].sub(Kronor(1)).unwrap();
        prop_assert!(certify(&promise, &amounts).is_err());
        amounts[to] = amounts[to].add(Kronor(1)).unwrap();
        prop_assert_eq!(certify(&promise, &amounts).is_ok(), from == to);
    }

    /// With ranks that belong to the recipients, their order in the list does not matter.
    #[test]
    fn ties_do_not_depend_on_the_list(weights in keys(), appropriation in appropriations()) {
        let shared = |weights: &[u64], ranks: &[usize]| {
            let key = AllocationKey::new(weights.to_vec()).unwrap();
            largest_remainder(&key.apportion(appropriation.into()).unwrap(), ranks).unwrap().amounts
        };
        let ranks: Vec<usize> = (0..weights.len()).collect();
        let backwards: Vec<u64> = weights.iter().rev().copied().collect();
        let ranks_backwards: Vec<usize> = ranks.iter().rev().copied().collect();
        let mut reversed = shared(&backwards, &ranks_backwards);
        reversed.reverse();
        prop_assert_eq!(reversed, shared(&weights, &ranks));
    }

    /// Floors and caps: nobody outside them, the sum is the total or everybody is at the cap, and
    /// those strictly between share in proportion.
    #[test]
    fn bounds_are_kept(weights in prop::collection::vec(0..1000_u64, 1..20), floor in 0..50_i64, room in 0..500_i64, extra in 0..20_000_i64) {
        let recipients = weights.len();
        let count = i64::try_from(recipients).unwrap();
        let (cap, total) = (floor + room, floor * count + extra);
        let bounds = Bounds { lower: vec![Kronor(floor); recipients], upper: vec![Some(Kronor(cap)); recipients] };
        let shared = bounds.share(Kronor(total), &weights).unwrap();
        let amounts: Vec<Ratio> = (0..recipients).map(|it| shared.get(it).unwrap()).collect();
        for &amount in &amounts {
            prop_assert!(Ratio::from(floor) <= amount && amount <= Ratio::from(cap));
        }
        let sum = shared.sum().unwrap();
        let full = |it: usize| weights[it] == 0 || amounts[it] == Ratio::from(cap);
        prop_assert!(sum == Ratio::from(total) || (sum < Ratio::from(total) && (0..recipients).all(full)));
        let between: Vec<usize> = (0..recipients).filter(|&it| Ratio::from(floor) < amounts[it] && amounts[it] < Ratio::from(cap)).collect();
        for pair in between.windows(2) {
            let cross = |a: usize, b: usize| amounts[a].mul(Ratio::whole(weights[b].into())).unwrap();
            prop_assert_eq!(cross(pair[0], pair[1]), cross(pair[1], pair[0]));
        }
    }

    /// Floors that cannot be met are an error that says by how much.
    #[test]
    fn floors_that_cannot_be_met(recipients in 1..20_usize, short in 1..100_i64) {
        let count = i64::try_from(recipients).unwrap();
        let error = Bounds::floor(Kronor(100), recipients).share(Kronor(100 * count - short), &vec![1; recipients]).unwrap_err();
        let words = format!("{short} kr too much");
        prop_assert!(error.to_string().contains(&words), "{}", error);
    }

    /// Rounds to the caps take nothing back and leave nothing that somebody could take.
    #[test]
    fn rounds_end_when_nobody_can_take_more(had in prop::collection::vec(1..200_i64, 2..12), left in 0..2_000_i64, seed in any::<u16>(), room in 0..300_i64) {
        let recipients = had.len();
        let asked: Vec<bool> = (0..recipients).map(|bit| seed >> (bit % 16) & 1 == 1).collect();
        let caps: Vec<Option<Kronor>> = had.iter().map(|had| Some(Kronor(had + room))).collect();
        let total: i64 = had.iter().sum::<i64>() + left;
        let key = AllocationKey::new(had.iter().map(|had| had.unsigned_abs()).collect()).unwrap();
        let out: i64 = had.iter().sum();
        let allocation = Procedure::new(vec![
            Step::Apportion { appropriation: out.into(), key },
            Step::ShareRest { appropriation: total.into(), asked: asked.clone(), caps: Some(caps) },
        ]).run().unwrap();
        let after = &allocation.steps()[1].after;
        let mut given = Ratio::ZERO;
        for recipient in 0..recipients {
            let (before, now) = (Ratio::from(had[recipient]), after.get(recipient).unwrap());
            prop_assert!(now >= before && (asked[recipient] || now == before));
            prop_assert!(now <= Ratio::from(had[recipient] + room));
            given = given.add(now.sub(before).unwrap()).unwrap();
        }
        let could = room * i64::try_from(asked.iter().filter(|asked| **asked).count()).unwrap();
        prop_assert_eq!(given, Ratio::from(left.min(could)));
    }
}
