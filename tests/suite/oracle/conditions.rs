//! Conditions a second time: every rule on all small figures, and every test of a manifest on tables by
//! lot, with figures that are not reported and recipients that are not listed.

use std::fmt::Write as _;

use statsbidrag::allocation::{Answer, EligibilityRule};
use statsbidrag::decision::{Decision, embedded_places};
use statsbidrag::exact::{PercentagePoints, Ratio, Share};
use statsbidrag::tables::Folder;

use super::Fraction;
use super::steps::of_ratio;
use crate::support::Lot;

/// Whether a rule is met, matched without a rest.
fn is_met(rule: &EligibilityRule, before: &Fraction, now: &Fraction) -> bool {
    let fell_by = |by: &Fraction| now.plus(by).at_most(before);
    let share = |share: Share| of_ratio(share.fraction());
    match *rule {
        EligibilityRule::ShareAtMost { bound } => now.at_most(&share(bound)),
        EligibilityRule::ShareBelow { bound } => !share(bound).at_most(now),
        EligibilityRule::ShareAtLeast { bound } => share(bound).at_most(now),
        EligibilityRule::ShareFell {
            level,
            at_or_below,
            above,
        } => {
            let points = if now.at_most(&share(level)) {
                at_or_below
            } else {
                above
            };
            fell_by(&of_ratio(points.0).over(&Fraction::whole(100)))
        }
        EligibilityRule::ShareRose { by } => {
            let by = of_ratio(by.0).over(&Fraction::whole(100));
            before.plus(&by).at_most(now)
        }
        EligibilityRule::FellByPercent { by } => {
            let by = of_ratio(by).over(&Fraction::whole(100)).times(before);
            !before.is_zero() && fell_by(&by)
        }
        EligibilityRule::Increased => !now.at_most(before),
        EligibilityRule::IncreasedBy { by } => before.plus(&of_ratio(by)).at_most(now),
        EligibilityRule::AtLeast { bound } => of_ratio(bound).at_most(now),
    }
}

#[test]
fn every_rule_agrees_on_all_small_figures() {
    let figures: Vec<Ratio> = (1..=6)
        .flat_map(|of| (0..=of).map(move |part| Ratio::new(part, of).unwrap()))
        .collect();
    let percents: Vec<Ratio> = [0, 1, 10, 17, 20, 25, 50, 100].map(Ratio::whole).to_vec();
    let mut rules = vec![EligibilityRule::Increased];
    for &percent in &percents {
        let bound = Share::from_fraction(percent.div(Ratio::whole(100)).unwrap());
        let points = PercentagePoints(percent);
        rules.extend([
            EligibilityRule::ShareAtMost { bound },
            EligibilityRule::ShareBelow { bound },
            EligibilityRule::ShareAtLeast { bound },
            EligibilityRule::ShareRose { by: points },
            EligibilityRule::FellByPercent { by: percent },
            EligibilityRule::IncreasedBy {
                by: bound.fraction(),
            },
            EligibilityRule::AtLeast {
                bound: bound.fraction(),
            },
            EligibilityRule::ShareFell {
                level: Share::from_fraction(Ratio::new(1, 4).unwrap()),
                at_or_below: points,
                above: PercentagePoints(Ratio::whole(20)),
            },
        ]);
    }
    let mut met = 0;
    for rule in &rules {
        for &before in &figures {
            for &now in &figures {
                let answer = rule.judge(Some(before), Some(now)).unwrap().answer;
                let slow = is_met(rule, &of_ratio(before), &of_ratio(now));
                let expected = if slow { Answer::Met } else { Answer::NotMet };
                assert_eq!(answer, expected, "{rule:?} from {before} to {now}");
                met += u32::from(slow);
            }
            let unreported = rule.judge(Some(before), None).unwrap().answer;
            assert_eq!(unreported, Answer::NotReported);
        }
    }
    assert!(met > 1_000, "{met}");
}

/// A count as printed, or a mark for no figure.
fn printed(count: Option<u64>) -> String {
    count.map_or("..".to_owned(), |count| count.to_string())
}

/// The tests of a manifest, each on a measure of counts, and what they ask.
const TESTS: [(&str, &str); 6] = [
    (
        "at-most",
        "{ share-at-most = { now = NOW, bound = \"p\" } }",
    ),
    (
        "fell",
        "{ share-fell = { before = BEFORE, now = NOW, level = \"p\", at_or_below = \"q\", above = \"r\" } }",
    ),
    (
        "increased",
        "{ increased = { before = BEFORE, now = NOW } }",
    ),
    (
        "increased-by",
        "{ increased-by = { before = BEFORE, now = NOW, by = \"h\" } }",
    ),
    ("at-least", "{ at-least = { now = NOW, bound = \"h\" } }"),
    ("listed", "\"listed\""),
];

fn rule(test: &str) -> Option<EligibilityRule> {
    let share = |percent| Share::from_fraction(Ratio::new(percent, 100).unwrap());
    let points = |percent| PercentagePoints(Ratio::whole(percent));
    let tenth = Ratio::new(1, 10).unwrap();
    Some(match test {
        "at-most" => EligibilityRule::ShareAtMost { bound: share(40) },
        "fell" => EligibilityRule::ShareFell {
            level: share(40),
            at_or_below: points(10),
            above: points(25),
        },
        "increased" => EligibilityRule::Increased,
        "increased-by" => EligibilityRule::IncreasedBy { by: tenth },
        "at-least" => EligibilityRule::AtLeast { bound: tenth },
        _ => return None,
    })
}

/// The slow answer for a row of counts before and now, part and rest; no row is not listed.
fn answer(test: &str, row: Option<&[Option<u64>; 4]>) -> Answer {
    let Some(row) = row else {
        // the test itself is whether there is a row
        return if test == "listed" {
            Answer::NotMet
        } else {
            Answer::NotListed
        };
    };
    let Some(rule) = rule(test) else {
        return Answer::Met;
    };
    let share = |part: usize| -> Option<Option<Fraction>> {
        let (part, rest) = (row[part]?, row[part + 1]?);
        Some((part + rest > 0).then(|| Fraction::new(part, part + rest)))
    };
    let needs_before = matches!(test, "fell" | "increased" | "increased-by");
    let before = if needs_before {
        share(0)
    } else {
        Some(Some(Fraction::whole(0)))
    };
    match (before, share(2)) {
        (Some(Some(before)), Some(Some(now))) if is_met(&rule, &before, &now) => Answer::Met,
        (Some(_), Some(_)) => Answer::NotMet,
        _ => Answer::NotReported,
    }
}

#[test]
fn every_test_of_a_manifest_agrees_on_tables_by_lot() {
    let mut lot = Lot(0x51_1CE5);
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..60 {
        let rows: Vec<Option<[Option<u64>; 4]>> = (0..8)
            .map(|_| {
                let is_listed = lot.below(6) > 0;
                let row = [0; 4].map(|_| (lot.below(8) > 0).then(|| lot.below(5)));
                is_listed.then_some(row)
            })
            .collect();
        let (mut recipients, mut reported) = (
            "line,key,row\n".to_owned(),
            "line,key,row,a,b,c,d\n".to_owned(),
        );
        for (position, row) in rows.iter().enumerate() {
            writeln!(recipients, "-,r{position},R{position}").unwrap();
            if let Some(row) = row {
                let cells = row.map(printed).join(",");
                writeln!(reported, "-,r{position},R{position},{cells}").unwrap();
            }
        }
        let mut conditions = String::new();
        let before = "{ part = \"a\", of = [\"a\", \"b\"] }";
        let now = "{ part = \"c\", of = [\"c\", \"d\"] }";
        let all = TESTS.map(|(id, test)| (id, test.replace("BEFORE", before).replace("NOW", now)));
        let both = ["any-of", "all-of"]
            .map(|id| (id, format!("{{ {id} = [\"at-most\", \"increased\"] }}")));
        for (id, test) in all.iter().chain(&both) {
            write!(
                conditions,
                "[[grants.conditions]]\nid = \"{id}\"\ntitle = \"x\"\nlines = \"1\"\ntable = \"u\"\ntest = {test}\n"
            )
            .unwrap();
        }
        let decision = decision(&conditions, &recipients, &reported);
        let grant = &decision.grants[0];
        for condition in &grant.conditions {
            for (position, row) in rows.iter().enumerate() {
                let own = |test: &str| answer(test, row.as_ref());
                let [one, other] = ["at-most", "increased"].map(own);
                let has = |answer: Answer| one == answer || other == answer;
                let expected = match condition.id.as_str() {
                    // one that is met is enough; what is not known may be
                    "any-of" if has(Answer::Met) => Answer::Met,
                    "all-of" if has(Answer::NotMet) => Answer::NotMet,
                    "any-of" | "all-of" if has(Answer::NotListed) => Answer::NotListed,
                    "any-of" | "all-of" if has(Answer::NotReported) => Answer::NotReported,
                    "any-of" => Answer::NotMet,
                    "all-of" => Answer::Met,
                    test => own(test),
                };
                let found = condition.judgements[position].answer;
                assert_eq!(found, expected, "{} of {row:?}", condition.id);
                seen.insert(format!("{} {found:?}", condition.id));
            }
        }
    }
    // each of the tests on figures gives all four answers, and so do both and either
    assert_eq!(seen.len(), 4 * 7 + 2, "{seen:?}");
}

fn decision(conditions: &str, recipients: &str, reported: &str) -> Decision {
    let manifest = format!(
        "{}[inferred]\np = {{ value = \"40\", unit = \"percent\", basis = \"x\" }}\n\
         q = {{ value = \"10\", unit = \"points\", basis = \"x\" }}\n\
         r = {{ value = \"25\", unit = \"points\", basis = \"x\" }}\n\
         h = {{ value = \"0,1\", unit = \"index\", basis = \"x\" }}\n\
         [[grants]]\nid = \"g\"\ntitle = \"g\"\nrecipients = \"t\"\n{conditions}\
         [[grants.readings]]\nid = \"r\"\ntitle = \"x\"\nbasis = \"x\"\nsteps = []\n",
        crate::grants::COMMON
    );
    let table = |id: &str, columns: &str| {
        format!(
            "[{id}]\ntitle = \"{id}\"\nrows = \"label\"\nderived = \"x\"\n[{id}.columns]\n{columns}"
        )
    };
    let counts = ["a", "b", "c", "d"]
        .map(|it| format!("{it} = {{ title = \"{it}\", unit = \"persons\" }}\n"));
    let tables = table("t", "") + &table("u", &counts.concat());
    let files = [
        ("decision.toml", manifest.as_str()),
        ("tables.toml", &tables),
        ("t.csv", recipients),
        ("u.csv", reported),
    ];
    let places = embedded_places().expect("the places");
    Decision::load(Folder::from_texts("exempel", &files), &places).expect("a decision")
}
