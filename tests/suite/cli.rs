//! The program as a user runs it.

use assert_cmd::Command;
use serde_json::Value;

use crate::support::{copy_of, edit};

fn run(arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::cargo_bin("statsbidrag")
        .expect("the program")
        .env("LC_ALL", "C")
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

#[test]
fn without_arguments_the_corpus_is_audited_and_nothing_is_new() {
    let (status, stdout, stderr) = run(&[]);
    assert_eq!(status, Some(0), "{stderr}");
    assert!(
        stdout.contains("timanstallda    bilaga2.belopp"),
        "{stdout}"
    );
    assert!(stdout.contains(" 0 new, 0 vanished"), "{stdout}");
    assert!(
        !stdout.contains('\u{1b}'),
        "no colour where there is no terminal"
    );
    assert!(stderr.is_empty(), "{stderr}");
}

#[test]
fn the_exit_status_is_one_for_a_new_finding() {
    let folder = copy_of("aldreomsorg-2023");
    edit(
        &folder,
        "bilaga2.csv",
        ",12%,14%,1%,9 609 128",
        ",12%,14%,1%,9 609 182",
    );
    let (status, stdout, _) = run(&["audit", folder.path().to_str().unwrap()]);
    assert_eq!(status, Some(1));
    assert!(stdout.contains("(new)"), "{stdout}");
}

#[test]
fn the_json_keeps_the_contract() {
    let (status, stdout, _) = run(&["audit", "aldreomsorg-2023", "--format", "json"]);
    assert_eq!(status, Some(0));
    let audit: Value = serde_json::from_str(&stdout).expect("JSON");
    assert_eq!(audit["schema"], "statsbidrag/audit/1");
    let decision = &audit["decisions"][0];
    for pointer in [
        "/id",
        "/title",
        "/source/document",
        "/source/sha256",
        "/coverage/figures",
        "/coverage/cells",
        "/coverage/claims",
        "/coverage/parameters",
        "/coverage/context",
        "/coverage/unaccounted",
        "/coverage/reproduced",
        "/coverage/checked",
        "/coverage/unchecked",
        "/coverage/detectable",
        "/coverage/localisable",
        "/coverage/correctable",
        "/checks/evaluated",
        "/checks/hold",
        "/checks/violated",
        "/checks/undecided",
    ] {
        assert!(
            decision.pointer(pointer).is_some_and(|it| !it.is_null()),
            "{pointer}"
        );
    }
    assert_eq!(decision["coverage"]["unaccounted"], 0);
    let reproduction = &decision["reproductions"][0];
    assert_eq!(reproduction["grant"], "timanstallda");
    assert_eq!(reproduction["table"], "bilaga2");
    assert_eq!(reproduction["cells"], 99);
    assert_eq!(reproduction["exact"], 99);
    let care = &decision["reproductions"][2];
    assert_eq!(
        (&care["grant"], &care["exact"]),
        (&"god-vard".into(), &283.into())
    );
    assert_eq!(care["residuals"]["-1"], 7);
    let findings = decision["findings"].as_array().expect("findings");
    for finding in findings {
        for field in [
            "id",
            "severity",
            "status",
            "kind",
            "relation",
            "published",
            "expected",
            "difference",
            "cells",
            "suspect",
            "rivals",
            "cause",
            "message",
        ] {
            assert!(finding.get(field).is_some(), "{field} of {finding}");
        }
        for cell in finding["cells"].as_array().expect("cells") {
            assert!(cell["line"].is_u64(), "every figure names its line: {cell}");
        }
    }
    assert_eq!(audit["summary"]["decisions"], 1);
    assert_eq!(audit["summary"]["findings"], findings.len());
}

#[test]
fn explain_leads_to_the_published_kronor() {
    let (status, stdout, _) = run(&["explain", "aldreomsorg-2023", "timanstallda", "Arvika"]);
    assert_eq!(status, Some(0));
    for words in [
        "villkor-1 God nivå (lines 848-858): met",
        "13,95 % is at most 17,00 %",
        "1 998 500 000 kr × 2 080 / 597 553",
        "anslag-timanstallda = 1 998 500 000 kronor (line 830",
        "pott-villkor-1 = En tredjedel (line 842",
        "Arvika: 9 609 128 kr",
        "published in bilaga2.belopp (line 4278): 9 609 128, the same",
    ] {
        assert!(stdout.contains(words), "{words:?} is missing in:\n{stdout}");
    }
    let (by_code, same, _) = run(&["explain", "aldreomsorg-2023", "timanstallda", "1784"]);
    assert_eq!((by_code, same), (Some(0), stdout));
}

#[test]
fn a_recipient_that_is_not_there_gets_a_suggestion() {
    let (status, _, stderr) = run(&["explain", "aldreomsorg-2023", "timanstallda", "Arvikka"]);
    assert_eq!(status, Some(2));
    assert!(stderr.contains("did you mean \"Arvika\"?"), "{stderr}");
    let (status, _, stderr) = run(&["explain", "aldreomsorg-2023", "timanstalda", "Arvika"]);
    assert_eq!(status, Some(2));
    assert!(
        stderr.contains("did you mean \"timanstallda\"?"),
        "{stderr}"
    );
}

#[test]
fn list_accounts_for_every_number() {
    let (status, stdout, _) = run(&["list"]);
    assert_eq!(status, Some(0));
    let row = stdout
        .lines()
        .find(|line| line.starts_with("aldreomsorg-2023"))
        .expect("a row");
    let cells: Vec<&str> = row.split_whitespace().collect();
    assert_eq!(cells[6], "0", "unaccounted: {row}");
    assert_eq!(stdout.lines().count(), 6);
}

#[test]
fn allocate_writes_the_amounts_and_their_certificate() {
    let (status, stdout, stderr) =
        run(&["allocate", "aldreomsorg-2023", "--grant", "timanstallda"]);
    assert_eq!(status, Some(0), "{stderr}");
    assert_eq!(stdout.lines().count(), 291);
    assert!(stdout.starts_with("grant,code,name,kronor\n"), "{stdout}");
    assert!(stdout.contains("timanstallda,1784,Arvika,9609128\n"));
    assert!(
        stderr.contains("certificate timanstallda: 1 998 500 000 kr to 99 of 290 recipients"),
        "{stderr}"
    );
    let (status, _, stderr) = run(&["allocate", "jamtland-harjedalen-2019"]);
    assert_eq!(status, Some(2));
    assert!(stderr.contains("nothing to allocate"), "{stderr}");
}

/// A folder without amounts: three municipalities share 1 000 kr by inhabitants 1 : 2 : 4 with a
/// floor of 200 kr: 200, and 800 by 2 : 4 is 266,67 and 533,33; the krona left goes to .67.
#[test]
fn allocate_works_on_a_folder_that_has_no_amounts_yet() {
    let folder = tempfile::tempdir().unwrap();
    let write = |file: &str, text: &str| std::fs::write(folder.path().join(file), text).unwrap();
    write(
        "decision.toml",
        r#"
id = "exempel"
authority = "Exempelmyndigheten"
title = { sv = "Exempel", en = "Example" }
source = { document = "exempel.txt", sha256 = "0000000000000000000000000000000000000000000000000000000000000000" }

[parameters.anslag]
printed = "1 000 kronor"
unit = "kr"
line = 1
quote = "1 000 kronor"
meaning = "the money"

[parameters.golv]
printed = "200 kronor"
unit = "kr"
line = 2
quote = "lägst 200 kronor"
meaning = "the floor"

[[grants]]
id = "bidrag"
title = "Bidrag"
recipients = "folkmangd"

[[grants.readings]]
id = "golv"
title = "by inhabitants, nobody below the floor"
basis = "the example"
steps = [
    { apportion-within = { appropriation = "anslag", key = "folkmangd.antal", floor = "golv" } },
    { largest-remainder = "lowest-code" },
]
"#,
    );
    write(
        "tables.toml",
        "[folkmangd]\ntitle = \"Folkmängd\"\nlines = \"3-6\"\nrows = \"municipality\"\n\n\
         [folkmangd.columns]\nantal = { title = \"Antal\", unit = \"persons\" }\n",
    );
    write(
        "folkmangd.csv",
        "line,code,row,antal\n4,2031,Rättvik,100\n5,2062,Mora,200\n6,2080,Falun,400\n",
    );
    let (status, stdout, stderr) = run(&["allocate", folder.path().to_str().unwrap()]);
    assert_eq!(status, Some(0), "{stderr}");
    assert_eq!(
        stdout,
        "grant,code,name,kronor\nbidrag,2031,Rättvik,200\nbidrag,2062,Mora,267\nbidrag,2080,Falun,533\n"
    );
    assert!(
        stderr.contains("certificate bidrag: 1 000 kr to 3 of 3"),
        "{stderr}"
    );
}

#[test]
fn infer_keeps_its_json_contract() {
    let arguments = ["--appropriation", "3 998 500 000", "--format", "json"];
    let of_decision = ["infer", "aldreomsorg-2023", "bilaga1.god_rekvirerat"];
    let (status, stdout, stderr) = run(&[&of_decision[..], &arguments].concat());
    assert_eq!(status, Some(0), "{stderr}");
    let inference: Value = serde_json::from_str(&stdout).expect("JSON");
    assert_eq!(inference["schema"], "statsbidrag/infer/1");
    assert_eq!(inference["verdict"], "key");
    let key = &inference["keys"][0];
    assert_eq!(key["total"], 597_553);
    assert_eq!(key["rounding"], "half-up");
    assert_eq!((&key["cells"], &key["exact"]), (&290.into(), &283.into()));
    assert_eq!(key["exceptions"].as_array().unwrap().len(), 7);
    assert_eq!(key["exceptions"][0]["difference"], -1);
    assert_eq!(
        key["chance"].as_f64(),
        Some(1e-300),
        "a bound from above, as a JSON number"
    );

    // the same from the file itself
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/fixtures/aldreomsorg-2023/bilaga1.csv"
    );
    let of_file = [
        "infer",
        file,
        "--column",
        "god_rekvirerat",
        "--label",
        "row",
        "--skip-row",
        "(summa)",
    ];
    let (status, again, stderr) = run(&[&of_file[..], &arguments].concat());
    assert_eq!(status, Some(0), "{stderr}");
    assert_eq!(again, stdout);
}

#[test]
fn infer_says_what_it_left_out_and_what_it_cannot_tell() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.csv");
    std::fs::write(&path, "namn,kr\nAle,40\nBerg,60\nCity,-\n").unwrap();
    let path = path.to_str().unwrap();
    let (status, stdout, stderr) =
        run(&["infer", path, "--column", "kr", "--appropriation", "100"]);
    assert_eq!(status, Some(0));
    assert!(stdout.starts_with("none: too few recipients"), "{stdout}");
    assert_eq!(stderr, "note: 1 row without a number is left out\n");

    let broken = [
        (
            vec!["--column", "krr", "--appropriation", "100"],
            "did you mean \"kr\"?",
        ),
        (
            vec!["--column", "kr", "--appropriation", "100", "--base", "50"],
            "nothing is left to distribute",
        ),
    ];
    for (arguments, words) in broken {
        let (status, _, stderr) = run(&[&["infer", path][..], &arguments].concat());
        assert_eq!(status, Some(2), "{arguments:?}");
        assert!(stderr.contains(words), "{stderr}");
    }
    let (status, _, stderr) = run(&[
        "infer",
        "dalarna-2020",
        "kommuner.ers",
        "--appropriation",
        "1",
    ]);
    assert_eq!(status, Some(2));
    assert!(stderr.contains("no such column (found \"ers\""), "{stderr}");
}

#[test]
fn every_shell_gets_a_script_and_every_command_a_manual_page() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let (status, script, _) = run(&["completions", shell]);
        assert_eq!(status, Some(0));
        for word in ["what-if", "fail-on", "completions"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    let (status, _, told) = run(&["completions", "tcsh"]);
    assert_eq!(status, Some(2));
    assert!(told.contains("bash") && told.contains("zsh"), "{told}");

    let (status, page, _) = run(&["man"]);
    assert_eq!(status, Some(0));
    let headings = |page: &str| -> Vec<String> {
        let headings = page.lines().filter_map(|it| it.strip_prefix(".SH "));
        headings.map(str::to_owned).collect()
    };
    assert!(page.contains(".TH statsbidrag 1"), "{page}");
    assert!(page.contains("statsbidrag\\-what\\-if(1)"), "{page}");
    let (_, swedish, _) = run(&["man", "--lang", "sv"]);
    let (english, swedish) = (headings(&page), headings(&swedish));
    assert_eq!(english.len(), swedish.len());
    for (english, swedish) in english.iter().zip(&swedish) {
        let same = english == swedish;
        assert_eq!(same, english == "VERSION", "{english} {swedish}");
    }
    let commands = page.lines().filter(|it| it.starts_with("statsbidrag\\-"));
    let names: Vec<String> = commands
        .filter_map(|it| it.strip_prefix("statsbidrag\\-")?.strip_suffix("(1)"))
        .map(|it| it.replace('\\', ""))
        .collect();
    assert!(names.len() > 12, "{names:?}");
    for name in names.iter().filter(|it| *it != "help") {
        let (status, page, told) = run(&["man", name]);
        assert_eq!(status, Some(0), "{told}");
        assert!(page.contains(".SH SYNOPSIS"), "{name}");
    }
    let (status, _, told) = run(&["man", "adit"]);
    assert_eq!(status, Some(2));
    assert!(told.contains("did you mean \"audit\"?"), "{told}");
}

/// What a program that watches says next, up to a line with this.
fn until(lines: &mut impl Iterator<Item = std::io::Result<String>>, end: &str) -> String {
    let mut said = String::new();
    for line in lines {
        let line = line.expect("UTF-8");
        said += &line;
        said.push('\n');
        if line.contains(end) {
            return said;
        }
    }
    panic!("ended before {end}: {said}");
}

#[test]
fn a_watched_file_is_audited_again_when_it_changes_and_not_for_what_is_written_beside_it() {
    use std::io::{BufRead, BufReader};
    use std::process::Stdio;

    let folder = tempfile::tempdir().expect("a folder");
    let table = folder.path().join("tabell.csv");
    let rows = |third: u32| {
        let rows = (0..12_u32).map(|at| {
            let (a, b) = (1_000 + 317 * at, 5_000 + 211 * at * at);
            let sum = if at == 3 { third } else { a + b };
            format!("Rad {at};{a};{b};{sum}\n")
        });
        "Namn;Ett;Två;Summa\n".to_owned() + &rows.collect::<String>()
    };
    std::fs::write(&table, rows(8_580)).expect("a file");
    let mut program = std::process::Command::new(assert_cmd::cargo::cargo_bin!("statsbidrag"))
        .env("LC_ALL", "C")
        .args(["audit", "--watch"])
        .arg(&table)
        .arg("-o")
        .arg(folder.path().join("report.txt"))
        .stderr(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program");
    let report = || std::fs::read_to_string(folder.path().join("report.txt")).expect("a report");
    let mut told = BufReader::new(program.stderr.take().expect("a stream")).lines();
    until(&mut told, "waiting for a change");
    assert!(report().contains("1 finding"), "{}", report());
    std::fs::write(&table, rows(8_850) + "Rad 12;1;2;3\n").expect("a file");
    until(&mut told, "waiting for a change");
    assert!(report().contains("0 findings"), "{}", report());
    std::fs::remove_file(&table).expect("a file");
    let said = until(&mut told, "waiting for a change");
    assert!(said.contains("error"), "{said}");
    program.kill().expect("a program that still runs");
    let _ = program.wait();

    let (status, _, told) = run(&["audit", "--watch", "dalarna-2020"]);
    assert_eq!(status, Some(2));
    assert!(told.contains("nothing here can change"), "{told}");
}
