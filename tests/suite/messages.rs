//! Broken input: each sample with the words its message must contain. Everything wrong in a file is
//! reported at once, with exit status 2, and nothing panics.

use assert_cmd::Command;
use tempfile::TempDir;

use crate::support::{copy_of, edit};

/// What the program says of a folder, after checking that it exits with 2 and prints no result.
fn complaints(folder: &TempDir) -> String {
    let output = Command::cargo_bin("statsbidrag")
        .expect("the program")
        .env("LC_ALL", "C")
        .args(["audit", folder.path().to_str().expect("a path")])
        .output()
        .expect("a run");
    let stderr = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(output.stdout.is_empty(), "no result beside errors");
    assert!(!stderr.contains("panicked"), "{stderr}");
    stderr
}

fn assert_words(stderr: &str, words: &[&str]) {
    for word in words {
        assert!(stderr.contains(word), "{word:?} is missing in:\n{stderr}");
    }
}

/// A broken copy of the account of 2023: one edit, and the words of the message.
fn sample(file: &str, from: &str, to: &str, words: &[&str]) {
    let folder = copy_of("aldreomsorg-2023");
    edit(&folder, file, from, to);
    assert_words(&complaints(&folder), words);
}

#[test]
fn a_missing_file() {
    let folder = copy_of("aldreomsorg-2023");
    std::fs::remove_file(folder.path().join("bilaga2.csv")).unwrap();
    let words = [
        "bilaga2.csv: the file is missing",
        "expected Tabell 1. Prestationer och",
        "add it or remove its entry",
    ];
    assert_words(&complaints(&folder), &words);
}

#[test]
fn a_folder_without_a_manifest() {
    let folder = tempfile::tempdir().unwrap();
    assert_words(
        &complaints(&folder),
        &["decision.toml: the file is missing", "the manifest"],
    );
}

#[test]
fn a_row_with_a_cell_too_few() {
    sample(
        "bilaga2.csv",
        "4278,1784,Arvika,667,95,697,113,12%,14%,1%,9 609 128",
        "4278,1784,Arvika,667,95,697,113,12%,14%,9 609 128",
        &[
            "bilaga2.csv:2: the row has a cell too few",
            "found 10 cells, expected 11",
        ],
    );
}

#[test]
fn a_name_that_is_no_municipality() {
    sample(
        "bilaga2.csv",
        "4278,1784,Arvika,",
        "4278,1784,Arvkia,",
        &[
            "bilaga2.csv:2:row",
            "found \"Arvkia\"",
            "did you mean \"Arvika\"?",
            "aliases.csv",
        ],
    );
}

#[test]
fn a_code_that_is_no_municipality() {
    sample(
        "bilaga2.csv",
        "4278,1784,Arvika,",
        "4278,1799,Arvika,",
        &[
            "bilaga2.csv:2:code",
            "found \"1799\"",
            "did you mean 1784 Arvika?",
        ],
    );
}

#[test]
fn a_column_that_is_not_known_and_one_that_is_not_there() {
    sample(
        "claims.csv",
        "id,line,printed,unit,meaning",
        "id,line,printed,enhet,meaning",
        &[
            "claims.csv:1:enhet",
            "found enhet, expected one of id, line, printed, unit, meaning",
            "claims.csv:1:unit",
            "found no such column",
        ],
    );
    sample(
        "aliases.csv",
        "table,printed,code,basis",
        "table,printed,code,code",
        &[
            "aliases.csv:1:code",
            "found code twice",
            "aliases.csv:1:basis",
        ],
    );
}

#[test]
fn an_acknowledged_finding_without_a_reason() {
    sample(
        "known.toml",
        "[[known]]\nfinding = \"tabell5-summa-oanvant\"",
        "[[known]]\nfinding = \"a\"\n\n[[known]]\nfinding = \"tabell5-summa-oanvant\"",
        &[
            "known.toml: finding \"a\" has no reason",
            "found neither reason nor reason-sv, expected one",
            "write why the document differs",
        ],
    );
}

#[test]
fn a_number_that_is_none() {
    sample(
        "bilaga2.csv",
        "12%,14%,1%,9 609 128",
        "12%,14%,1%,9 6O9 128",
        &[
            "bilaga2.csv:2:belopp",
            "not a number",
            "found \"9 6O9 128\"",
            "expected a number in kr",
        ],
    );
}

#[test]
fn digits_that_are_grouped_wrongly() {
    sample(
        "bilaga2.csv",
        "12%,14%,1%,9 609 128",
        "12%,14%,1%,9 6091 28",
        &["bilaga2.csv:2:belopp", "digits are grouped by three"],
    );
}

#[test]
fn a_duplicated_municipality() {
    sample(
        "bilaga2.csv",
        "4280,0560,Boxholm,",
        "4280,1784,Arvika,",
        &[
            "bilaga2.csv:3: 1784 Arvika stands twice",
            "found it at line 2 already",
        ],
    );
}

#[test]
fn all_errors_of_a_file_come_together() {
    let folder = copy_of("aldreomsorg-2023");
    edit(
        &folder,
        "bilaga2.csv",
        "4278,1784,Arvika,667",
        "4278,1784,Arvkia,6x7",
    );
    edit(
        &folder,
        "bilaga2.csv",
        "4280,0560,Boxholm,105",
        "x,0560,Boxholm,105",
    );
    edit(&folder, "bilaga1.csv", ",1440,Ale,", ",1440,Ela,");
    let stderr = complaints(&folder);
    let words = [
        "bilaga2.csv:2:row",
        "bilaga2.csv:2:tillsvidare_2022",
        "bilaga2.csv:3:line",
        "bilaga1.csv:2:row",
        "4 errors",
    ];
    assert_words(&stderr, &words);
}

#[test]
fn a_header_that_does_not_fit() {
    sample(
        "bilaga2.csv",
        "differens,belopp",
        "differens,belop",
        &[
            "bilaga2.csv:1:belop",
            "did you mean \"belopp\"?",
            "declared in tables.toml",
        ],
    );
}

#[test]
fn a_total_that_overflows() {
    let folder = copy_of("aldreomsorg-2023");
    let huge = "79228162514264337593543950335 kronor";
    let printed = format!("printed = \"{huge}\"");
    edit(
        &folder,
        "decision.toml",
        "printed = \"1 998 500 000 kronor\"",
        &printed,
    );
    let quote = format!("har fördelat {huge} som");
    let quoted = "har fördelat 1 998 500 000 kronor som";
    edit(&folder, "decision.toml", quoted, &quote);
    let words = [
        "timanstallda",
        "cannot be computed",
        "outside the supported range",
    ];
    assert_words(&complaints(&folder), &words);
}

#[test]
fn a_key_of_zeros() {
    let folder = copy_of("aldreomsorg-2023");
    let path = folder.path().join("nyckel.csv");
    let zeros: Vec<String> = std::fs::read_to_string(&path)
        .unwrap()
        .lines()
        .enumerate()
        .map(|(index, line)| match line.rsplit_once(',') {
            Some((rest, _)) if index > 0 => format!("{rest},0"),
            _ => line.to_owned(),
        })
        .collect();
    std::fs::write(&path, zeros.join("\n")).unwrap();
    let words = [
        "decision.toml:",
        "timanstallda",
        "the allocation key is all zeros",
        "290 weights",
    ];
    assert_words(&complaints(&folder), &words);
}

/// Ale is taken out of the key: its grant by another table of recipients has no weight for it.
#[test]
fn a_recipient_without_a_weight() {
    let folder = copy_of("aldreomsorg-2023");
    let path = folder.path().join("decision.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    let lyftet = text.find("id = \"lyftet\"").unwrap();
    let (before, after) = text.split_at(lyftet);
    let after = after.replacen("recipients = \"nyckel\"", "recipients = \"bilaga1\"", 1);
    std::fs::write(&path, format!("{before}{after}")).unwrap();
    edit(&folder, "nyckel.csv", "-,1440,Ale,1526\n", "");
    let words = [
        "nyckel.csv:personer: no weight for 1440",
        "found \"no row\"",
        "add the row",
    ];
    assert_words(&complaints(&folder), &words);
}

#[test]
fn a_named_claim_that_is_not_there() {
    sample(
        "decision.toml",
        "claims = \"bilaga1.lyftet_rekvirerat\"",
        "claims = \"bilaga1.spec_anvant\"",
        &[
            // the printed row of the first of them, and of the last
            "bilaga1.csv:162:spec_anvant: 0140 has no claim",
            "bilaga1.csv:188:spec_anvant: 2482 has no claim",
            "leave the recipient out",
        ],
    );
}

/// A blank line is passed over, and the lines after it keep their numbers.
#[test]
fn lines_are_counted_as_an_editor_counts_them() {
    let folder = copy_of("dalarna-2020");
    let path = folder.path().join("claims.csv");
    let text = std::fs::read_to_string(&path).unwrap();
    let broken = format!(
        "{}\nnew,7,12O kronor,kr,the letter O\n",
        text.replacen('\n', "\n\n", 1)
    );
    let line = broken
        .lines()
        .position(|line| line.starts_with("new,"))
        .unwrap()
        + 1;
    std::fs::write(&path, broken).unwrap();
    let place = format!("claims.csv:{line}:printed");
    assert_words(&complaints(&folder), &[&place, "found \"12O kronor\""]);
}

#[test]
fn a_condition_on_a_column_that_is_not_there() {
    let folder = copy_of("aldreomsorg-2023");
    let path = folder.path().join("decision.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    let broken = text.replacen("part = \"tim_2023\"", "part = \"tim_2024\"", 1);
    std::fs::write(&path, broken).unwrap();
    let words = [
        "decision.toml:",
        "no such column",
        "found \"tim_2024\"",
        "did you mean \"tim_2022\"?",
    ];
    assert_words(&complaints(&folder), &words);
}

#[test]
fn a_parameter_that_is_not_there_and_one_of_the_wrong_unit() {
    sample(
        "decision.toml",
        "bound = \"god-niva\"\n\n[[grants.conditions]]\nid = \"villkor-2\"",
        "bound = \"god-nivo\"\n\n[[grants.conditions]]\nid = \"villkor-2\"",
        &["no such parameter", "did you mean \"god-niva\"?"],
    );
    sample(
        "decision.toml",
        "bound = \"god-niva\"\n\n[[grants.conditions]]\nid = \"villkor-2\"",
        "bound = \"forbattring-lag\"\n\n[[grants.conditions]]\nid = \"villkor-2\"",
        &[
            "parameter \"forbattring-lag\"",
            "found percentage points, expected a percentage",
        ],
    );
}

#[test]
fn a_manifest_that_is_not_toml() {
    sample(
        "decision.toml",
        "id = \"aldreomsorg-2023\"",
        "id = aldreomsorg-2023\"",
        &["decision.toml:", "cannot be understood"],
    );
}

#[test]
fn a_relation_points_at_the_character() {
    sample(
        "checks.txt",
        "sum(bilaga2.belopp) = bilaga2[00].belopp",
        "sum(bilaga2.bleopp) = bilaga2[00].belopp",
        &[
            "checks.txt:",
            "no such column of bilaga2",
            "did you mean \"belopp\"?",
            "            ^",
        ],
    );
    sample(
        "checks.txt",
        "sum(bilaga2.belopp) = bilaga2[00].belopp",
        "sum(bilaga2.belopp) == bilaga2[00].belopp",
        &["checks.txt:", "not understood", "^"],
    );
    sample(
        "checks.txt",
        "sum(bilaga2.belopp) = bilaga2[00].belopp",
        "sum(bilaga2.belopp) = bilaga2[00].andel_2022",
        &["the sides differ in unit", "found kr and percent"],
    );
}

/// A sum of 20 000 terms, many negations, many parentheses: errors, no overflow of the stack, and
/// a picture that fits a screen.
#[test]
fn relations_that_are_too_long_or_too_deep() {
    let (open, close) = ("(".repeat(20_000), ")".repeat(20_000));
    for (relation, words) in [
        (
            format!("{} = 20000", ["1"; 20_000].join("+")),
            "the relation is too long",
        ),
        (
            format!(
                "each row of bilaga2 where {}belopp > 0: belopp > 0",
                "not ".repeat(900)
            ),
            "the relation is too long",
        ),
        (format!("{open}1{close} = 1"), "the relation is too long"),
        (
            format!("{}1{} = 1", "(".repeat(200), ")".repeat(200)),
            "stand more than 60 deep in each other",
        ),
        (
            format!("{}1 = 1", "-".repeat(200)),
            "stand more than 60 deep in each other",
        ),
        (
            format!(
                "each row of bilaga2 where {}belopp > 0: belopp > 0",
                "not ".repeat(200)
            ),
            "stand more than 60 deep in each other",
        ),
    ] {
        let folder = copy_of("aldreomsorg-2023");
        let path = folder.path().join("checks-extra.txt");
        std::fs::write(path, format!("check extra sum\n  \"x\"\n  {relation}\n")).unwrap();
        let stderr = complaints(&folder);
        assert_words(&stderr, &["checks-extra.txt:3:", words]);
        assert!(
            stderr.lines().all(|line| line.chars().count() < 200),
            "{stderr}"
        );
    }
}

#[test]
fn a_token_that_is_elsewhere() {
    sample(
        "figures.csv",
        "4278,34,9 609 128,cell,bilaga2/1784/belopp",
        "4279,34,9 609 128,cell,bilaga2/1784/belopp",
        &[
            "figures.csv:",
            "\"9 609 128\" is not where its figure is",
            "expected line 4278",
        ],
    );
    sample(
        "figures.csv",
        "4278,34,9 609 128,cell,bilaga2/1784/belopp",
        "4278,34,9 609 128,cell,bilaga2/1785/belopp",
        &["no such figure", "found \"cell bilaga2/1785/belopp\""],
    );
}

#[test]
fn a_cell_that_two_tokens_claim_and_one_that_none_does() {
    sample(
        "figures.csv",
        "4278,34,9 609 128,cell,bilaga2/1784/belopp",
        "4278,34,9 609 128,cell,bilaga2/1784/differens",
        &[
            "bilaga2/1784/belopp is not listed once (found 0 tokens, expected 1)",
            "bilaga2/1784/differens is not listed once (found 2 tokens, expected 1)",
        ],
    );
}

#[test]
fn a_decision_that_is_not_there() {
    let output = Command::cargo_bin("statsbidrag")
        .unwrap()
        .args(["audit", "aldreomsorg-2024"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_words(
        &stderr,
        &["no such decision", "did you mean \"aldreomsorg-2023\"?"],
    );
}
