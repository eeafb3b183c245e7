//! Edges of the allocation that changed code was not noticed at: each was worked out by hand.

use statsbidrag::allocation::{
    AllocationError, AllocationKey, Bounds, Denomination, Leftover, PriceTerm, Procedure, Step,
    TieOrder, TieRule,
};
use statsbidrag::exact::{Kronor, Ratio};

/// 1 and 2 of 3 are the whole key, of 5 they are not; of 2 they cannot be.
#[test]
fn a_key_is_whole_when_nothing_is_left_of_its_total() {
    let of = |total| AllocationKey::of_total(vec![1, 2], total);
    assert!(of(3).unwrap().is_whole());
    assert!(!of(5).unwrap().is_whole());
    assert!(matches!(of(2), Err(AllocationError::KeyTotal { .. })));
    assert!(AllocationKey::new(vec![1, 2]).unwrap().is_whole());
}

/// Four equal shares of 5 kr; the third is drawn first and gets the krona. Of 6 kr the second krona is
/// between the other three, whom the order does not name.
#[test]
fn an_order_that_names_too_few_says_who_is_left() {
    let run = |money: i128| {
        let steps = vec![
            Step::Apportion {
                appropriation: Ratio::whole(money),
                key: AllocationKey::new(vec![1; 4]).unwrap(),
            },
            Step::LargestRemainder {
                order: TieOrder {
                    rule: TieRule::Lot,
                    ranks: vec![1, 1, 0, 1],
                },
                unit: Denomination::KRONA,
                groups: None,
            },
        ];
        Procedure::new(steps).run()
    };
    let amounts = run(5).unwrap().amounts().unwrap();
    assert_eq!(amounts, [1, 1, 2, 1].map(Kronor));
    let Err(AllocationError::TieNotSettled { recipients, .. }) = run(6) else {
        panic!("nobody is second");
    };
    assert_eq!(recipients.positions, [0, 1, 3]);
    assert_eq!(recipients.to_string(), "1, 2, 4");
}

/// 985 kr above −4 kr each by 1 : 1 : 1 : 3 000 are −3⅔ three times and 996. Together the floors leave
/// one krona, which the first of the three gets. Where the sum of the three is kept by itself, −11 kr,
/// they pay back: of 3⅔ each the two kronor that are left are paid by the first two.
#[test]
fn a_unit_beyond_the_floor_is_told_from_one_that_is_paid_back() {
    let run = |groups: Option<Vec<usize>>| {
        let steps = vec![
            Step::ApportionAboveBase {
                appropriation: Ratio::whole(985),
                base: Kronor(-4),
                recipients: 4,
                key: AllocationKey::new(vec![1, 1, 1, 3_000]).unwrap(),
            },
            Step::LargestRemainder {
                order: TieOrder::by_code((0..4).collect()),
                unit: Denomination::KRONA,
                groups,
            },
        ];
        let allocation = Procedure::new(steps).run().unwrap();
        allocation.certificate().unwrap();
        let ties = allocation.steps()[1].detail.ties().to_vec();
        assert_eq!(ties.len(), 1);
        assert_eq!(ties[0].between, [0, 1, 2]);
        (allocation.amounts().unwrap(), ties[0].served)
    };
    let (amounts, served) = run(None);
    assert_eq!(amounts, [-3, -4, -4, 996].map(Kronor));
    assert_eq!(served, 1);
    let (amounts, served) = run(Some(vec![0, 0, 0, 1]));
    assert_eq!(amounts, [-4, -4, -3, 996].map(Kronor));
    assert_eq!(served, 2);
}

/// Three floors of 40 are 120 kr, 20 more than 100; exactly 120 are enough.
#[test]
fn floors_above_the_money_say_by_how_much() {
    let floors = Bounds::floor(Kronor(40), 3);
    let error = floors.share(Kronor(100), &[1, 1, 1]).unwrap_err();
    let expected = AllocationError::FloorsTooHigh {
        floors: Kronor(120),
        total: Kronor(100),
        by: Kronor(20),
    };
    assert_eq!(error, expected);
    let shared = floors.share(Kronor(120), &[1, 2, 3]).unwrap();
    assert_eq!(shared.to_kronor().unwrap(), [40; 3].map(Kronor));
}

/// Nothing for nobody is balanced; a krona for nobody is not.
#[test]
fn nothing_is_left_over_for_nobody() {
    let run = |total: i64| {
        let steps = vec![
            Step::Price {
                terms: vec![PriceTerm {
                    name: "a".to_owned(),
                    prices: Vec::new(),
                    eligible: None,
                    counts: Vec::new(),
                }],
            },
            Step::Balance {
                total: total.into(),
                order: TieOrder::by_code(Vec::new()),
                to: Leftover::LargestShare,
                unit: Denomination::KRONA,
            },
        ];
        Procedure::new(steps).run().map(|run| run.recipients())
    };
    assert_eq!(run(0), Ok(0));
    assert!(matches!(run(1), Err(AllocationError::Unbalanced { .. })));
}
