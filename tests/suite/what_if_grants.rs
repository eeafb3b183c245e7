//! A grant under other values: known differences, bounds that hold for random figures and are reached,
//! and the step function at every bound. The oracle reads the fixtures itself and computes with
//! fractions of any size; it shares no code with what it judges.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use assert_cmd::Command;
use num_bigint::BigInt;
use statsbidrag::decision::{Decision, Instead, Parameter};
use statsbidrag::exact::Ratio;
use statsbidrag::tables::read_figure;
use statsbidrag::what_if::{Question, WhatIf, sweep, what_if};

use crate::support::{copy_of, decision, edit};

fn with(decision: &Decision, id: &str, value: &str) -> (String, Parameter) {
    let parameter = decision.parameters[id].clone();
    let number = read_figure(value, parameter.unit).expect("a value");
    (
        id.to_owned(),
        Parameter {
            number,
            ..parameter
        },
    )
}

fn asked(decision: &Decision, sets: &[(&str, &str)]) -> WhatIf {
    let question = Question {
        grant: "timanstallda".to_owned(),
        instead: Instead {
            parameters: sets
                .iter()
                .map(|(id, value)| with(decision, id, value))
                .collect(),
            key: None,
        },
        ..Question::default()
    };
    what_if(decision, &question).expect("an answer")
}

fn position(answer: &WhatIf, code: &str) -> usize {
    answer
        .recipients
        .iter()
        .position(|it| it == code)
        .expect("a recipient")
}

const ARVIKA: &str = "1784";

#[test]
fn the_hourly_grant_at_eighteen_percent() {
    let answer = asked(&decision("aldreomsorg-2023"), &[("god-niva", "18")]);
    let differences = answer.differences().unwrap();
    let by = |code: &str| differences[position(&answer, code)];
    assert_eq!(by("2280"), Ratio::whole(8_382_421), "Härnösand");
    assert_eq!(by("1452"), Ratio::whole(3_705_866), "Tranemo");
    assert_eq!(differences.iter().filter(|it| it.is_negative()).count(), 70);
    assert_eq!(answer.given().unwrap(), Ratio::whole(1_998_500_003));
    assert_eq!(answer.missed().unwrap(), Some(Ratio::whole(3)));
    let bounded = answer.bounded.as_ref().expect("bounds");
    assert_eq!(bounded.unprinted.len(), 191);
    assert_eq!(
        bounded.at_most,
        Some((146, "timanstallda-rapporterat".to_owned()))
    );
    assert!(bounded.are_reached);
    let arvika = bounded.intervals.as_ref().unwrap()[position(&answer, ARVIKA)];
    assert_eq!(arvika.lowest, Ratio::whole(2_756_906));
    assert_eq!(arvika.highest, Ratio::whole(9_434_760));
    assert!(
        answer.not_carried.is_empty(),
        "the entitlements are the same"
    );
}

#[test]
fn without_the_declaration_the_bounds_are_wider() {
    let folder = copy_of("aldreomsorg-2023");
    let declared =
        "[[grants.unprinted]]\ntable = \"bilaga2\"\nreported = \"timanstallda-rapporterat\"\n";
    edit(&folder, "decision.toml", declared, "");
    let run = Command::cargo_bin("statsbidrag")
        .unwrap()
        .args(["what-if", folder.path().to_str().unwrap(), "timanstallda"])
        .args(["--set", "god-niva=18", "--format", "json"])
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(1), "the sum differs by 3 kr");
    let json: serde_json::Value = serde_json::from_slice(&run.stdout).expect("JSON");
    assert_eq!(json["schema"], "statsbidrag/what-if/1");
    assert_eq!(json["recipients"][0]["difference"], 8_382_421);
    assert_eq!(json["missed"], 3);
    let rows = json["recipients"].as_array().unwrap();
    let arvika = rows.iter().find(|it| it["code"] == ARVIKA).unwrap();
    assert_eq!(arvika["lowest"], 2_644_043);
    assert_eq!(arvika["highest"], 9_434_760);
    assert_eq!(json["unprinted"]["at_most"], serde_json::Value::Null);
}

/// A stricter bound lets nobody in: the figures that are not printed cannot matter.
#[test]
fn nobody_new_can_meet_a_stricter_bound() {
    let answer = asked(&decision("aldreomsorg-2023"), &[("god-niva", "16")]);
    assert!(answer.bounded.is_none());
}

/// With another appropriation the two kronor that were stated for Halmstad and Stockholm are for other
/// amounts: named, not made.
#[test]
fn stated_kronor_do_not_carry_over_to_other_amounts() {
    let answer = asked(
        &decision("aldreomsorg-2023"),
        &[("anslag-timanstallda", "2 000 000 000")],
    );
    let left_out: BTreeSet<&str> = answer
        .not_carried
        .iter()
        .map(|it| answer.recipients[it.recipient].as_str())
        .collect();
    assert_eq!(left_out, BTreeSet::from(["0180", "1380"]));
}

#[test]
fn one_reading_against_another() {
    let decision = decision("aldreomsorg-2023");
    let question = Question {
        grant: "timanstallda".to_owned(),
        reading: Some("hela-kronor-i-potterna".to_owned()),
        against: Some("balanserade-nyckelbelopp".to_owned()),
        ..Question::default()
    };
    let answer = what_if(&decision, &question).unwrap();
    let differences = answer.differences().unwrap();
    let moved: Vec<usize> = (0..290).filter(|&it| !differences[it].is_zero()).collect();
    // Karlskrona meets the first condition only, whose pot is 2/3 kr larger as an exact third
    assert_eq!(moved, [position(&answer, "1080")]);
    assert_eq!(differences[moved[0]], Ratio::whole(-1));
}

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

fn half_up(numerator: &BigInt, denominator: &BigInt) -> BigInt {
    (numerator * 2 + denominator) / (denominator * 2)
}

/// The hourly grant computed a second time.
struct Oracle {
    entitlements: BTreeMap<String, BigInt>,
    /// Hourly and all employed, before and now.
    staff: BTreeMap<String, [(BigInt, BigInt); 2]>,
}

impl Oracle {
    fn new() -> Oracle {
        let money = BigInt::from(1_998_500_000_u64);
        let key: BTreeMap<String, BigInt> = rows("nyckel.csv")
            .iter()
            .map(|row| (row[1].clone(), big(&row[3])))
            .collect();
        let persons: BigInt = key.values().sum();
        let entitled = |(code, weight): (&String, &BigInt)| {
            let less = i32::from(code == "1380" || code == "0180");
            (code.clone(), half_up(&(&money * weight), &persons) - less)
        };
        let staff = rows("bilaga2.csv").into_iter().filter(|row| row[1] != "00");
        let counts = |row: Vec<String>| {
            let of = |hourly: usize, permanent: usize| {
                (big(&row[hourly]), big(&row[hourly]) + big(&row[permanent]))
            };
            (row[1].clone(), [of(4, 3), of(6, 5)])
        };
        Oracle {
            entitlements: key.iter().map(entitled).collect(),
            staff: staff.map(counts).collect(),
        }
    }

    /// What everybody has where condition 1 is a share of at most `god.0 / god.1`, and these join each
    /// pot; `None` if a pot has nobody.
    fn amounts(
        &self,
        god: (&BigInt, &BigInt),
        joining: [&BTreeSet<String>; 2],
    ) -> Option<BTreeMap<String, BigInt>> {
        let (mut first, mut second) = (joining[0].clone(), joining[1].clone());
        for (code, [before, now]) in &self.staff {
            if &now.0 * god.1 <= god.0 * &now.1 {
                first.insert(code.clone());
            }
            let level = &now.0 * 100 <= &now.1 * 17;
            let points = if level { 3 } else { 5 };
            // before − now ≥ points / 100
            let fall = (&before.0 * &now.1 - &now.0 * &before.1) * 100;
            if fall >= &before.1 * &now.1 * points {
                second.insert(code.clone());
            }
        }
        let money = BigInt::from(1_998_500_000_u64);
        let third: BigInt = &money / 3;
        let pots = [(&first, third.clone()), (&second, money - third)];
        let sum = |codes: &BTreeSet<String>| -> BigInt {
            codes.iter().map(|code| &self.entitlements[code]).sum()
        };
        let sums = pots.each_ref().map(|(codes, _)| sum(codes));
        if sums.iter().any(|it| *it == BigInt::from(0)) {
            return None;
        }
        let amount = |code: &String| {
            let own = &self.entitlements[code];
            let part = |pot: usize| match pots[pot].0.contains(code) {
                true => own * &pots[pot].1 * &sums[1 - pot],
                false => BigInt::from(0),
            };
            half_up(&(part(0) + part(1)), &(&sums[0] * &sums[1]))
        };
        let all = self.entitlements.keys();
        Some(all.map(|code| (code.clone(), amount(code))).collect())
    }
}

/// All 99 bounds, each exactly, and what lies below and between them.
#[test]
fn the_oracle_agrees_at_all_99_bounds() {
    let oracle = Oracle::new();
    let swept = sweep(
        &decision("aldreomsorg-2023"),
        "timanstallda",
        None,
        "god-niva",
    )
    .unwrap();
    assert_eq!(swept.breakpoints().len(), 99);
    assert_eq!(swept.outcomes.len(), 100);
    let nobody = BTreeSet::new();
    for (position, outcome) in swept.outcomes.iter().enumerate() {
        let Some((bound, belongs)) = outcome.from else {
            let nothing = outcome.amounts.as_ref().unwrap_err().to_string();
            assert!(nothing.contains("nobody is eligible"), "{nothing}");
            continue;
        };
        assert!(belongs, "at most a bound includes it");
        let share = (
            BigInt::from(bound.numerator()),
            BigInt::from(bound.denominator() * 100),
        );
        let expected = oracle
            .amounts((&share.0, &share.1), [&nobody, &nobody])
            .unwrap();
        let amounts = outcome.amounts.as_ref().unwrap();
        for (code, amount) in swept.recipients.iter().zip(amounts) {
            assert_eq!(
                expected[code],
                BigInt::from(amount.numerator()),
                "{code} from {bound}"
            );
        }
        // and it is another outcome than the one before
        let before = &swept.outcomes[position - 1].amounts;
        assert!(!before.as_ref().is_ok_and(|it| it == amounts), "{bound}");
    }
    let stands = &swept.outcomes[swept.stands().expect("as it stands")];
    assert_eq!(
        stands
            .amounts
            .as_ref()
            .unwrap()
            .iter()
            .filter(|it| !it.is_zero())
            .count(),
        99
    );
}

/// A generator of lots, seeded.
struct Lots(u64);

impl Lots {
    fn below(&mut self, below: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }
}

/// Random figures for the municipalities that annex 2 does not list: whatever they are, as long as
/// they did not qualify as decided, nobody is outside its bounds; and the bounds are reached.
#[test]
fn random_figures_never_leave_the_bounds_and_reach_them() {
    let (oracle, decision) = (Oracle::new(), decision("aldreomsorg-2023"));
    for sets in [
        [("god-niva", "18"), ("gransniva", "17")],
        [("god-niva", "25"), ("gransniva", "17")],
    ] {
        let answer = asked(&decision, &sets);
        let bounded = answer.bounded.as_ref().unwrap();
        let intervals = bounded.intervals.as_ref().unwrap();
        let god: u64 = sets[0].1.parse().unwrap();
        let unlisted: Vec<String> = bounded
            .unprinted
            .iter()
            .map(|&it| answer.recipients[it].clone())
            .collect();
        let mut lots = Lots(god);
        let mut completions: Vec<BTreeSet<String>> = Vec::new();
        for round in 0..60 {
            // at most 146 have reported; those with a share above 17 % and no great fall did not
            // qualify, and join where their share is at most the new bound
            let mut order = unlisted.clone();
            for at in (1..order.len()).rev() {
                order.swap(at, usize::try_from(lots.below(at as u64 + 1)).unwrap());
            }
            let reporting = usize::try_from(lots.below(147)).unwrap();
            let joins = |lots: &mut Lots| {
                let employed = 100 + lots.below(10_000);
                let hourly = lots.below(employed + 1);
                let before = lots.below(employed + 1);
                let is_good = hourly * 100 <= employed * 17;
                let points = if is_good { 3 } else { 5 };
                let fell = before >= hourly && (before - hourly) * 100 >= employed * points;
                // who qualified as decided is listed
                !is_good && !fell && hourly * 100 <= employed * god
            };
            let _ = round;
            completions.push(
                order
                    .into_iter()
                    .take(reporting)
                    .filter(|_| joins(&mut lots))
                    .collect(),
            );
        }
        // the ends: nobody joins, the 146 largest do, and each one alone
        let mut largest = unlisted.clone();
        largest.sort_by_key(|code| std::cmp::Reverse(oracle.entitlements[code].clone()));
        completions.push(BTreeSet::new());
        completions.push(largest.into_iter().take(146).collect());
        completions.extend(unlisted.iter().map(|code| BTreeSet::from([code.clone()])));
        let mut seen: BTreeMap<&String, (BigInt, BigInt)> = BTreeMap::new();
        let nobody = BTreeSet::new();
        let share = (BigInt::from(god), BigInt::from(100));
        for completion in &completions {
            let amounts = oracle
                .amounts((&share.0, &share.1), [completion, &nobody])
                .unwrap();
            for (code, interval) in answer.recipients.iter().zip(intervals) {
                let amount = amounts[code].clone();
                let (low, high) = (interval.lowest.numerator(), interval.highest.numerator());
                assert!(
                    BigInt::from(low) <= amount && amount <= BigInt::from(high),
                    "{code}: {amount} in {low}..{high}"
                );
                let seen = seen.entry(code).or_insert((amount.clone(), amount.clone()));
                seen.0 = seen.0.clone().min(amount.clone());
                seen.1 = seen.1.clone().max(amount);
            }
        }
        assert!(bounded.are_reached);
        for (code, interval) in answer.recipients.iter().zip(intervals) {
            assert_eq!(
                seen[code].0,
                BigInt::from(interval.lowest.numerator()),
                "{code}"
            );
            assert_eq!(
                seen[code].1,
                BigInt::from(interval.highest.numerator()),
                "{code}"
            );
        }
    }
}

#[test]
fn what_is_asked_wrongly_is_said() {
    let run = |arguments: &[&str]| {
        let output = Command::cargo_bin("statsbidrag")
            .unwrap()
            .arg("what-if")
            .args(arguments)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8(output.stderr).unwrap()
    };
    let hourly = ["aldreomsorg-2023", "timanstallda"];
    for (arguments, words) in [
        (vec!["--set", "god-nivå=18"], "did you mean \"god-niva\"?"),
        (
            vec!["--set", "god-niva=många"],
            "god-niva cannot be \"många\"",
        ),
        (vec!["--set", "god-niva"], "expected god-niva=18"),
        (
            vec!["--set", "god-niva=1"],
            "nobody is eligible for a pot of 666 166 666 kr",
        ),
        (
            vec!["--sweep", "anslag-timanstallda"],
            "no such threshold of its conditions",
        ),
        (vec!["--reading", "halv"], "no such reading"),
        (vec!["--key", "nyckel.person"], "did you mean \"personer\"?"),
        (
            vec!["--set", "god-bemanning=1"],
            "no such parameter of the grant's steps and conditions (found \"god-bemanning\", expected \
             one of anslag-timanstallda",
        ),
        (vec![], "nothing is asked"),
    ] {
        let said = run(&[&hourly[..], &arguments].concat());
        assert!(said.contains(words), "{arguments:?}: {said}");
    }
    for (lang, words) in [
        (
            "en",
            "no such threshold of its conditions (found \"god-niva\", and there are none)",
        ),
        (
            "sv",
            "det finns ingen sådan gräns i villkoren (hittade ”god-niva”, och det finns inga)",
        ),
    ] {
        let asked = [
            "aldreomsorg-2023",
            "god-vard",
            "--sweep",
            "god-niva",
            "--lang",
            lang,
        ];
        let said = run(&asked);
        assert!(said.contains(words), "{said}");
    }
    let said = run(&[
        "aldreomsorg-2023",
        "timanställda",
        "--set",
        "god-niva=18",
        "--lang",
        "sv",
    ]);
    assert!(
        said.contains("det finns inget sådant bidrag (hittade ”timanställda”"),
        "{said}"
    );
    // several appropriations at once: which of them is not said
    let parameters = "x = { value = \"5\", unit = \"kr\", basis = \"x\" }\ny = { value = \"7\", unit = \"kr\", basis = \"x\" }\n";
    let rows = "key,row,w\na,A,1\nb,B,1\n";
    let steps = "{ apportion-several = { parts = [{ appropriation = \"x\", key = \"t.w\" }, { appropriation = \"y\", key = \"t.w\" }] } }, { round = \"half-up\" }";
    let columns = "w = { title = \"w\", unit = \"count\" }";
    let to = crate::grants::folder(parameters, columns, rows, "", steps);
    let asked = [crate::grants::path(&to), "g", "--appropriation", "9"];
    let said = run(&asked);
    assert!(
        said.contains("do not divide one single appropriation that is a parameter"),
        "{said}"
    );
    assert!(
        said.contains("name it with --set PARAMETER=VALUE"),
        "{said}"
    );
}

#[test]
fn the_step_function_is_a_table_to_look_up() {
    let output = Command::cargo_bin("statsbidrag")
        .unwrap()
        .args([
            "what-if",
            "aldreomsorg-2023",
            "timanstallda",
            "--sweep",
            "god-niva",
            "--format",
            "json",
        ])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(json["breakpoints"], 99);
    assert_eq!(json["outcomes"].as_array().unwrap().len(), 100);
    assert!(
        json["outcomes"][0]["problem"]
            .as_str()
            .unwrap()
            .contains("nobody is eligible")
    );
    let stands = usize::try_from(json["stands"].as_u64().unwrap()).unwrap();
    assert_eq!(json["outcomes"][stands]["given"], 1_998_500_000_i64);
}
