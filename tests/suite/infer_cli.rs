//! `statsbidrag infer` as a user asks it: every kind of question, as text and as JSON.

use assert_cmd::Command;
use serde_json::Value;

fn run(arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::cargo_bin("statsbidrag")
        .expect("the program")
        .env("LC_ALL", "C")
        .arg("infer")
        .args(arguments)
        .output()
        .expect("it runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

fn text(arguments: &[&str]) -> String {
    let (status, stdout, stderr) = run(arguments);
    assert_eq!(status, Some(0), "{stderr}");
    stdout
}

fn json(arguments: &[&str]) -> Value {
    let printed = text(&[arguments, &["--format", "json"]].concat());
    let value: Value = serde_json::from_str(&printed).expect("JSON");
    assert_eq!(value["schema"], "statsbidrag/infer/1");
    value
}

/// The arguments must be refused with these words.
fn refused(arguments: &[&str], words: &str) {
    let (status, _, stderr) = run(arguments);
    assert_eq!(status, Some(2), "{arguments:?}");
    assert!(stderr.contains(words), "{stderr}");
}

#[test]
fn procedures_of_a_grant() {
    let asked = [
        "aldreomsorg-2023",
        "god-vard",
        "--procedures",
        "--show",
        "2",
    ];
    let printed = text(&asked);
    assert!(
        printed.starts_with("god-vard in bilaga1.god_rekvirerat: 11 of 11 procedures"),
        "{printed}"
    );
    assert!(
        printed.contains("283            2  by key; half-up\n"),
        "{printed}"
    );
    assert!(printed.contains("is the reading halvt-uppat"), "{printed}");
    let value = json(&asked);
    assert_eq!(value["kind"], "procedures");
    assert_eq!(value["procedures"].as_array().unwrap().len(), 2);
    let first = &value["procedures"][0];
    assert_eq!(
        (&first["exact"], &first["cells"]),
        (&283.into(), &290.into())
    );
    assert_eq!(first["readings"][0], "halvt-uppat");
    assert_eq!(first["exceptions"].as_array().unwrap().len(), 7);

    let other = [
        "aldreomsorg-2023",
        "sjukskoterskor:bilaga1.sjukskoterskor",
        "--procedures",
    ];
    assert_eq!(json(&other)["procedures"][0]["exact"], 290);
    refused(
        &["aldreomsorg-2023", "god-vaard", "--procedures"],
        "did you mean \"god-vard\"?",
    );
    refused(
        &["aldreomsorg-2023", "god-vard:bilaga1.x", "--procedures"],
        "god-vard:bilaga1.god_rekvirerat",
    );
}

#[test]
fn a_base_amount_and_two_rounds() {
    let column = [
        "aldreomsorg-2023",
        "bilaga1.spec_rekvirerat",
        "--appropriation",
        "45,6 miljoner",
    ];
    let rounds = [&column[..], &["--two-rounds", "--base", "100 000"]].concat();
    let value = json(&rounds);
    assert_eq!(
        (&value["kind"], &value["verdict"]),
        (&"rounds".into(), &"key".into())
    );
    let rounds_found = &value["rounds"];
    assert_eq!(rounds_found["total"], 569_266);
    assert_eq!(rounds_found["second"]["cells"], 59);
    assert_eq!(rounds_found["otherwise"][0]["recipients"], 122);
    let alvesta = &rounds_found["cells"][2];
    assert_eq!(
        (&alvesta["row"], &alvesta["round"]),
        (&"Alvesta".into(), &2.into())
    );
    assert_eq!(
        (&alvesta["weight"], &alvesta["first"]),
        (&1_285.into(), &137_471.into())
    );
    let printed = text(&rounds);
    assert!(
        printed.contains("the rest by a key with the total 569 266, half-up"),
        "{printed}"
    );
    let twice = [&rounds[..], &["--appropriation", "1"]].concat();
    refused(&twice, "--two-rounds takes one --appropriation");

    // both rounds at once have no one spacing
    let unknown = [&column[..], &["--base", "unknown"]].concat();
    assert_ne!(json(&unknown)["verdict"], "key");
}

/// Annex 5's text has *miljarder* where the table has millions.
#[test]
fn the_appropriation_that_the_amounts_support() {
    let asked = [
        "aldreomsorg-2023",
        "bilaga5.rekvirerat",
        "--appropriation",
        "298 500 000",
        "--appropriation",
        "289 500 000",
    ];
    assert!(text(&asked).starts_with("the amounts support 298 500 000 kr and no other"));
    let value = json(&asked);
    assert_eq!(value["supported"], 298_500_000);
    assert_eq!(value["appropriations"][0]["keys"][0]["total"], 597_553);
}

/// 30 and 51 of 20 and 34: 1,475 ≤ f < 1,525 and 1,4853 ≤ f < 1,5147.
#[test]
fn a_factor_between_two_columns() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.csv");
    std::fs::write(&path, "namn,kr,grund\nAle,30,20\nBerg,51,34\nCity,-,7\n").unwrap();
    let path = path.to_str().unwrap();
    let asked = [path, "kr", "--factor-of", "grund"];
    assert!(text(&asked).contains("exactly: at least 101/68, below 103/68"));
    let value = json(&asked);
    assert_eq!(value["factor"]["lower"], "101/68");
    assert_eq!((&value["exact"], &value["cells"]), (&2.into(), &2.into()));
    refused(
        &[path, "kr", "--factor-of", "grud"],
        "did you mean \"grund\"?",
    );
}

/// README of the decision: at least t nurses per place with 13/324 < t ≤ 4/97, a rise by at least t
/// with 32/3 237 < t ≤ 37/3 570.
#[test]
fn bounds_of_a_measure() {
    let level = "bilaga3.ssk_2023/bilaga3.bostader_2023";
    let change = format!("{level} - bilaga3.ssk_2022/bilaga3.bostader_2022");
    let asked = ["aldreomsorg-2023", "--threshold", level, "--count", "199"];
    let value = json(&asked);
    assert_eq!(value["bound"]["lower"], "13/324");
    assert_eq!(value["bound"]["upper"], "4/97");
    assert!(text(&asked).contains("199 of 230 reach a bound t"));
    let value = json(&["aldreomsorg-2023", "--threshold", &change, "--count", "59"]);
    assert_eq!(value["bound"]["lower"], "32/3237");
    assert_eq!(value["bound"]["upper"], "37/3570");

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.csv");
    let rows = "namn,kr,andel\nAle,10,3\nBerg,0,9\nCity,7,5\nDala,0,4\n";
    std::fs::write(&path, rows).unwrap();
    let path = path.to_str().unwrap();
    // paid are 3 and 5, not paid 4 and 9: without the row of 4, or of 5, at most some t between
    let asked = [
        path,
        "kr",
        "--label",
        "namn",
        "--threshold",
        "andel",
        "--at-most",
    ];
    let value = json(&asked);
    assert_eq!(
        (&value["verdict"], &value["reached_by"]),
        (&"none".into(), &"at-most".into())
    );
    assert_eq!(value["contradicting"].as_array().unwrap().len(), 1);
    assert!(text(&asked).contains("no bound separates them"));
    refused(&[path, "--threshold", "andel"], "--count");
    refused(
        &[path, "kr", "--threshold", "andel/a/b"],
        "expected COLUMN, PART/WHOLE",
    );
}
