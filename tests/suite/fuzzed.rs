//! What went wrong under fuzzing, each in its smallest form.

use std::path::Path;

use statsbidrag::allocation::{
    AllocationKey, ByRemainder, Denomination, Procedure, Promise, Refutation, Step, TieOrder,
    certify, largest_remainder,
};
use statsbidrag::checks::{Figures, parse_checks};
use statsbidrag::decision::{Decision, embedded_places};
use statsbidrag::exact::{Kronor, Ratio, Rounding};
use statsbidrag::lang::Lang;
use statsbidrag::tables::{AmountSource, Folder, Place, read_amounts};

use crate::support::{copy_of, decision, edit};

fn refusals(folder: &Path) -> Vec<String> {
    let folder = Folder::from_disk(folder).expect("the folder");
    let places = embedded_places().expect("the places");
    match Decision::load(folder, &places) {
        Ok(_) => Vec::new(),
        Err(errors) => errors.iter().map(ToString::to_string).collect(),
    }
}

/// 3 000 kr by 1 : 1 is 1 500 each, 2 000 in whole thousands: half a thousand from its exact share,
/// as the step says, and no broken promise.
#[test]
fn amounts_in_whole_thousands_were_refuted_for_being_a_krona_off() {
    let procedure = Procedure::new(vec![
        Step::Apportion {
            appropriation: Ratio::whole(3_000),
            key: AllocationKey::new(vec![1, 1]).unwrap(),
        },
        Step::Round {
            rounding: Rounding::HalfUp,
            unit: Denomination::kronor(1_000).unwrap(),
        },
    ]);
    let allocation = procedure.run().unwrap();
    assert_eq!(
        allocation.amounts().unwrap(),
        [Kronor(2_000), Kronor(2_000)]
    );
    assert_eq!(allocation.certificate(), Ok(()));
}

#[test]
fn a_parameter_that_is_printed_and_inferred_lost_the_print() {
    let folder = copy_of("dalarna-2020");
    let path = folder.path().join("decision.toml");
    let manifest = std::fs::read_to_string(&path).unwrap();
    let again = "\n[inferred.belopp-att-fordela]\nvalue = \"1\"\nunit = \"kr\"\nbasis = \"none\"\n";
    std::fs::write(&path, manifest + again).unwrap();
    let said = refusals(folder.path());
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(
        said[0].contains("parameter \"belopp-att-fordela\" is defined twice"),
        "{}",
        said[0]
    );
}

#[test]
fn the_second_of_two_columns_with_one_name_was_lost() {
    let folder = copy_of("dalarna-2020");
    let file = "kommuner.csv";
    let table = std::fs::read_to_string(folder.path().join(file)).unwrap();
    let header = table.lines().next().unwrap().to_owned();
    edit(&folder, file, &header, &format!("{header},befolkning"));
    let said = refusals(folder.path());
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains("found befolkning twice"), "{}", said[0]);
}

#[test]
fn the_second_of_two_headings_of_amounts_was_lost() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("belopp.csv");
    std::fs::write(&path, "namn,belopp,belopp\nAle,1,2\n").unwrap();
    let source = AmountSource {
        path: &path,
        column: "belopp",
        label: Some("namn"),
        skip: &[],
    };
    let said = read_amounts(&source).unwrap_err();
    assert!(
        said[0].to_string().contains("found belopp twice"),
        "{}",
        said[0]
    );
}

/// 0 kr by 0 : 1 is nothing for both. Minus a krona and a krona sum to 0 and pass nobody by, and are
/// no largest remainder.
#[test]
fn a_krona_below_nothing_was_certified_as_largest_remainder() {
    let key = AllocationKey::new(vec![0, 1]).unwrap();
    let exact = key.apportion(Ratio::ZERO).unwrap();
    let order = TieOrder::by_code(vec![1, 0]);
    let promise = Promise {
        total: Some(Ratio::ZERO),
        largest_remainder: Some(ByRemainder {
            exact: &exact,
            unit: Denomination::KRONA,
            order: Some(&order),
            groups: None,
        }),
        ..Promise::default()
    };
    assert_eq!(certify(&promise, &[Kronor(0), Kronor(0)]), Ok(()));
    let refuted = certify(&promise, &[Kronor(-1), Kronor(1)]).unwrap_err().0;
    let off = |it: &Refutation| matches!(it, Refutation::OffQuota { .. });
    assert!(refuted.iter().any(off), "{refuted:?}");
}

#[test]
fn a_comment_within_a_relation_was_shown_as_part_of_it() {
    let decision = decision("dalarna-2020");
    let figures = Figures::new(&decision);
    let text = "check a count \"A # in quotes stays.\"\n  count(kommuner) # all of them\n  = 15";
    let checks = parse_checks(text, &Place::file("checks.txt"), &figures).unwrap();
    assert_eq!(checks[0].relation_text(), "count(kommuner) = 15");
    assert_eq!(checks[0].text.in_lang(Lang::En), "A # in quotes stays.");
}

/// −100 kr by 1 : 3 is −25 and −75: the heavier pays back more.
#[test]
fn money_to_be_paid_back_was_refuted_for_its_order() {
    let apportion = Step::Apportion {
        appropriation: Ratio::whole(-100),
        key: AllocationKey::new(vec![1, 3]).unwrap(),
    };
    let allocation = Procedure::new(vec![apportion]).run().unwrap();
    assert_eq!(allocation.amounts().unwrap(), [Kronor(-25), Kronor(-75)]);
    assert_eq!(allocation.certificate(), Ok(()));
}

/// (2⁶³ − 1) / 3 kr by 2⁶⁴ − 1 : 1 000 000 : 2⁶⁴ − 1 : 20 995: the parts are exact in 128 bits, and so
/// is the proof that their roundings are within a krona of them.
#[test]
fn large_amounts_were_refuted_for_a_product_that_overflowed() {
    let weights = vec![u64::MAX, 1_000_000, u64::MAX, 20_995];
    let procedure = Procedure::new(vec![
        Step::Apportion {
            appropriation: Ratio::new(i64::MAX.into(), 3).unwrap(),
            key: AllocationKey::new(weights).unwrap(),
        },
        Step::Round {
            rounding: Rounding::HalfUp,
            unit: Denomination::KRONA,
        },
    ]);
    assert_eq!(procedure.run().unwrap().certificate(), Ok(()));
}

/// −2⁶³ / 3 kr by 2⁶³ − 2 : 1 : 2⁶³ − 2 : 2 is exact in 128 bits; its sum is not whole, and that is what
/// has to be said.
#[test]
fn largest_remainder_stopped_at_a_product_that_overflowed() {
    let half = u64::MAX / 2 - 1;
    let key = AllocationKey::new(vec![half, 1, half, 2]).unwrap();
    let third = Ratio::new(i64::MIN.into(), 3).unwrap();
    let exact = key.apportion(third).unwrap();
    let refused = largest_remainder(&exact, &[0, 1, 2, 3])
        .unwrap_err()
        .to_string();
    assert!(refused.contains("whole"), "{refused}");
}
