//! Checks that nobody wrote: what an audit says of a file that nobody described.

use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

/// A folder of shared files; where it is not at hand, that is said.
pub(super) fn shared(folder: &str) -> Option<std::path::PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared")
        .join(folder);
    if !path.is_dir() {
        println!("SKIPPED: {} is not at hand", path.display());
        return None;
    }
    Some(path)
}

pub(super) fn run(arguments: &[&str], folder: &Path) -> (i32, String, String) {
    let output = Command::cargo_bin("statsbidrag")
        .expect("the program")
        .current_dir(folder)
        .args(arguments)
        .timeout(std::time::Duration::from_secs(60))
        .output()
        .expect("a run");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (
        output.status.code().expect("a status"),
        text(output.stdout),
        text(output.stderr),
    )
}

pub(super) fn folder_with(name: &str, text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join(name), text).expect("a file");
    folder
}

/// The audit of a file with this text.
pub(super) fn audit(name: &str, text: &str) -> Value {
    let folder = folder_with(name, text);
    let (_, out, err) = run(&["audit", name, "--format", "json"], folder.path());
    let json: Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{out}{err}"));
    json["decisions"][0].clone()
}

/// Severity, published and expected of each finding.
pub(super) fn findings(audit: &Value) -> Vec<[String; 3]> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let of = |it: &Value| {
        let [a, b, c] = ["severity", "published", "expected"].map(|key| text(&it[key]));
        [a, b, c]
    };
    audit["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .map(of)
        .collect()
}

const PLACES: &str = "Ort;Flickor;Pojkar;Barn
Norrby;1203;1380;2583
Söderby;2711;2941;5652
Västerby;954;1126;2080
Österby;3017;2865;5882
Mellanby;4466;4702;9168
Storby;5120;5307;10427
";

/// 3 017 + 2 865 = 5 882. With 3 817 the row does not add up, and 3 017 is one digit away; nothing else
/// says which of the three it is, so all three are named.
#[test]
fn a_slip_breaks_the_law_of_the_other_rows() {
    assert_eq!(findings(&audit("orter.csv", PLACES)), [[""; 3]; 0]);
    let slip = PLACES.replace("3017", "3817");
    let found = audit("orter.csv", &slip);
    let of = found["findings"].as_array().expect("findings");
    assert_eq!(of.len(), 1, "{found:#}");
    assert_eq!(of[0]["severity"], "error");
    assert_eq!(of[0]["kind"], "sum");
    let id = of[0]["id"].as_str().expect("an id");
    assert!(
        id.contains("sum-barn/"),
        "made of operator, heading and row: {id}"
    );
    let likely = [&of[0]["suspect"], &of[0]["rivals"][0], &of[0]["rivals"][1]];
    let values: Vec<&str> = likely
        .iter()
        .filter_map(|it| it["mended"].as_str())
        .collect();
    assert!(values.contains(&"3 017"), "{:#}", of[0]);
    assert_eq!(found["checks"]["evaluated"], 0, "nobody wrote a check");
    assert_eq!(found["discovered"]["evaluated"], 6);
    assert_eq!(found["discovered"]["violated"], 1);
}

/// With a total row, row and column both give 3 017.
#[test]
fn where_row_and_column_meet_the_cell_is_named() {
    // 1 203 + 2 711 + 954 + 3 017 + 4 466 + 5 120 = 17 471; 18 321; 35 792
    let whole = format!("{PLACES}Summa;17471;18321;35792\n");
    assert_eq!(findings(&audit("orter.csv", &whole)), [[""; 3]; 0]);
    let found = audit("orter.csv", &whole.replace("3017", "3817"));
    let of = found["findings"].as_array().expect("findings");
    assert!(!of.is_empty());
    for it in of {
        assert_eq!(it["suspect"]["printed"], "3817", "{it:#}");
        assert_eq!(it["suspect"]["mended"], "3 017");
        assert_eq!(it["cause"]["kind"], "digit-substitution");
    }
}

#[test]
fn what_is_written_gives_the_same_findings() {
    let slip = format!("{PLACES}Summa;17471;18321;35792\n").replace("3017", "3817");
    let folder = folder_with("orter.csv", &slip);
    let at = folder.path();
    let (status, out, err) = run(&["discover", "orter.csv", "--write", "funnet"], at);
    assert_eq!(status, 0, "{err}");
    assert!(out.contains("checks-found.txt"), "{out}");
    let checks = std::fs::read_to_string(at.join("funnet/checks-found.txt")).expect("checks");
    assert!(
        checks.contains("of 7 rows; by chance once in 2^"),
        "{checks}"
    );
    let (status, ..) = run(&["new", "nytt", "--from", "orter.csv"], at);
    assert_eq!(status, 0);
    let of = |path: &str| {
        let (status, out, err) = run(&["audit", path, "--format", "json"], at);
        assert_eq!(status, 1, "{err}");
        let json: Value = serde_json::from_str(&out).expect("JSON");
        let of = json["decisions"][0].clone();
        let ids = of["findings"].as_array().expect("findings").iter();
        let ids: Vec<String> = ids.map(|it| it["id"].to_string()).collect();
        (findings(&of), ids, of["discovered"].clone())
    };
    let in_memory = of("orter.csv");
    assert_eq!(in_memory, of("./funnet"));
    assert_eq!(in_memory, of("./nytt"));
    assert!(!in_memory.0.is_empty());
}

#[test]
fn nothing_is_looked_for_where_nobody_asks() {
    let slip = PLACES.replace("3017", "3817");
    let folder = folder_with("orter.csv", &slip);
    let arguments = ["audit", "orter.csv", "--no-discover", "--format", "json"];
    let (status, out, _) = run(&arguments, folder.path());
    let json: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(status, 0);
    assert_eq!(json["decisions"][0]["discovered"], Value::Null);
    let (_, out, _) = run(
        &["audit", "dalarna-2020", "--format", "json"],
        folder.path(),
    );
    let json: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(
        json["decisions"][0]["discovered"],
        Value::Null,
        "it has written checks"
    );
    let arguments = ["audit", "dalarna-2020", "--discover", "--format", "json"];
    let (_, with, _) = run(&arguments, folder.path());
    let with: Value = serde_json::from_str(&with).expect("JSON");
    let [without, with] = [&json, &with].map(|it| &it["decisions"][0]);
    assert_eq!(
        with["checks"], without["checks"],
        "what is found is counted apart"
    );
}

/// Some rows alone hold: a habit, and nobody is accused of breaking it.
#[test]
fn a_habit_is_no_finding() {
    let mut text = "Ort;A;B;C\n".to_owned();
    for row in 0..30_i64 {
        let (a, b) = (1000 + row * row * 37 % 977, 2000 + row * row * 53 % 911);
        let c = if row % 3 == 0 {
            a + b + 100 + row * 7
        } else {
            a + b
        };
        text.push_str(&format!("Ort{row}by;{a};{b};{c}\n"));
    }
    assert_eq!(findings(&audit("orter.csv", &text)), [[""; 3]; 0]);
}

/// 520 + 781 = 1 301, printed 1 303, is an error of its row; the nine rows add up to 8 003 and the
/// text says that there are nine.
const PROGRAMMES: &str = "# Program

Nu kan de totalt nio programmen starta.

| Programmen | EU-medel, mnkr | Nationellt, mnkr | Totalt, mnkr |
| --- | --- | --- | --- |
| Alfa | 1 823 | 2 734 | 4 557 |
| Beta | 1 320 | 1 990 | 3 310 |
| Gamma | 1 255 | 1 257 | 2 512 |
| Delta | 595 | 893 | 1 488 |
| Epsilon | 316 | 474 | 790 |
| Zeta | 478 | 717 | 1 195 |
| Eta | 558 | 846 | 1 404 |
| Theta | 520 | 781 | 1 303 |
| Jota | 1 138 | 1 706 | 2 844 |
| **Totalt** | **8 021** | **11 405** | **19 426** |
";

#[test]
fn a_list_that_the_text_counts_is_whole() {
    let found = findings(&audit("program.md", PROGRAMMES));
    let errors: Vec<&str> = found
        .iter()
        .filter(|it| it[0] == "error")
        .map(|it| it[1].as_str())
        .collect();
    for printed in ["8 021", "19 426", "1 303"] {
        assert!(errors.contains(&printed), "{printed}: {found:?}");
    }
    // without the count the total may cover more than is listed
    let uncounted = findings(&audit("program.md", &PROGRAMMES.replace("nio ", "")));
    let errors: Vec<&str> = uncounted
        .iter()
        .filter(|it| it[0] == "error")
        .map(|it| it[1].as_str())
        .collect();
    assert_eq!(errors, ["1 303"], "{uncounted:?}");
}

/// 31,5 ÷ 14,6 is 2,158; even 31,55 ÷ 14,55 is no more than 2,168.
#[test]
fn a_sentence_that_contradicts_itself() {
    let page = |percent: &str| {
        format!(
            "# Anslag\n\nAnslagen växer från 14,6 miljarder kronor 2023 till 31,5 miljarder kronor 2028, \
             vilket är en ökning med {percent} procent.\n\n| Ort | Antal |\n| --- | --- |\n| Norrby | 12 |\n| Söderby | 45 |\n"
        )
    };
    assert_eq!(findings(&audit("sida.md", &page("116"))), [[""; 3]; 0]);
    let found = findings(&audit("sida.md", &page("123")));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0][0], "error");
}

#[test]
fn digits_that_are_grouped_in_another_way_are_said() {
    let mut text = "| Region | Kronor |\n| --- | --- |\n".to_owned();
    for (name, amount) in [
        ("Alfa", "34 984 723"),
        ("Beta", "23 958 720"),
        ("Gamma", "58 167 040"),
        ("Delta", "231 170 585"),
        ("Epsilon", "617 098 208"),
        ("Zeta", "544 99 160"),
        ("Eta", "55 824 911"),
        ("Theta", "21 153 716"),
        ("Jota", "36 314 358"),
        ("Kappa", "45 995 021"),
        ("Lambda", "45 188 093"),
        ("My", "16 423 051"),
        ("Ny", "277 768 194"),
        ("Xi", "12 345 678"),
        ("Omikron", "31 119 758"),
        ("Pi", "31 119 759"),
        ("Rho", "31 119 751"),
        ("Sigma", "31 119 752"),
        ("Tau", "31 119 753"),
        ("Ypsilon", "31 119 754"),
        ("Fi", "31 119 755"),
    ] {
        text.push_str(&format!("| {name} | {amount} |\n"));
    }
    let found = findings(&audit("regioner.md", &text));
    assert!(
        found.contains(&["wording", "544 99 160", "54 499 160"].map(str::to_owned)),
        "{found:?}"
    );
    assert!(found.iter().all(|it| it[0] != "error"), "{found:?}");
}

/// The government's pages with a truth judged by hand: every error is named, and nobody else.
#[test]
fn pages_of_the_government() {
    let Some(folder) = shared("regering") else {
        return;
    };
    let truth = std::fs::read_to_string(folder.join("truth.json")).expect("the truth");
    let truth: Value = serde_json::from_str(&truth).expect("JSON");
    let mut wanted = 0;
    for page in truth.as_array().expect("pages") {
        let file = format!("{}.md", page["file"].as_str().expect("a name"));
        let (_, out, err) = run(&["audit", &file, "--format", "json"], &folder);
        let json: Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{file}: {err}"));
        let lines_of = |it: &Value, key: &str| -> Vec<u64> {
            let lines = it[key].as_array().expect("lines").iter();
            lines
                .filter_map(|it| it.as_u64().or(it["line"].as_u64()))
                .collect()
        };
        let said: Vec<(String, Vec<u64>)> = json["decisions"][0]["findings"]
            .as_array()
            .expect("findings")
            .iter()
            .map(|it| {
                (
                    it["severity"].as_str().expect("a severity").to_owned(),
                    lines_of(it, "cells"),
                )
            })
            .collect();
        let wrong = page["inconsistencies"].as_array().expect("a list").iter();
        let wrong: Vec<Vec<u64>> = wrong
            .filter(|it| it["class"] == "error")
            .map(|it| lines_of(it, "lines"))
            .collect();
        for lines in &wrong {
            wanted += 1;
            let is_said = said
                .iter()
                .any(|(severity, at)| severity == "error" && at.contains(&lines[0]));
            assert!(is_said, "{file}: line {}", lines[0]);
        }
        for (severity, at) in &said {
            let is_true = wrong.iter().flatten().any(|line| at.contains(line));
            assert!(severity != "error" || is_true, "{file}: accused at {at:?}");
        }
    }
    assert!(wanted >= 5, "{wanted} errors are wanted");
}

#[path = "../../examples/texts.rs"]
mod texts;

/// Figures that are drawn as the table's are and have nothing to do with them repeat nothing; of those that
/// do repeat a row most are told.
#[test]
fn figures_of_a_text_are_no_repetitions_by_chance() {
    let by_chance = texts::count(150, 5, false);
    assert_eq!(
        (by_chance.unread, by_chance.repetitions),
        (0, 0),
        "{by_chance:?}"
    );
    let repeated = texts::count(40, 5, true);
    assert!(
        repeated.repetitions * 10 >= repeated.figures * 8,
        "{repeated:?}"
    );
}

const GRANTS: &str = "# Så fördelas bidraget

Totalt fördelas 2 606 417 kronor. Högst bidrag får Söderby, 987 654 kronor.

Norrby får 412 345 kronor 2026, 431 207 kronor 2027 och 455 019 kronor 2028.

| Kommun (kronor) | 2026 | 2027 | 2028 |
| --- | --- | --- | --- |
| Norrby | 412 345 | 431 207 | 455 019 |
| Söderby | 987 654 | 912 340 | 876 501 |
| Västerby | 301 218 | 322 119 | 340 077 |
| Österby | 905 200 | 911 345 | 930 468 |
";

/// 412 345 + 987 654 + 301 218 + 905 200 = 2 606 417 is printed in the text alone; 987 654 is the highest of
/// its column, and the sentence says so.
#[test]
fn figures_of_a_text_that_a_table_gives_are_checked() {
    let folder = folder_with("bidrag.md", GRANTS);
    let (status, _, err) = run(
        &["discover", "bidrag.md", "--write", "funnet"],
        folder.path(),
    );
    assert_eq!(status, 0, "{err}");
    let checks = std::fs::read_to_string(folder.path().join("funnet/checks-found.txt"));
    let checks = checks.expect("checks");
    for wanted in ["\n  sum(", "\n  max(", "[norrby].kolumn_2026 = claim["] {
        assert!(checks.contains(wanted), "{wanted}: {checks}");
    }
    let found = audit("bidrag.md", GRANTS);
    assert_eq!(findings(&found), [[""; 3]; 0]);
    assert_eq!(found["discovered"]["evaluated"], 5);
    assert_eq!(found["coverage"]["claims"], 5);
}

/// 431 207 in the text and 431 702 in the table, between two figures that agree: one of them may be meant
/// otherwise, and neither is called an error.
#[test]
fn one_figure_of_several_in_a_row_differs() {
    let slip = GRANTS.replace("| 431 207 |", "| 431 702 |");
    let found = findings(&audit("bidrag.md", &slip));
    assert_eq!(found, [["incomplete", "431 207", "431 702"]], "{found:?}");
}

/// Rows of counts, then one of another kind: the mean of all of them, named between the figures. 4 711 +
/// 5 120 + 3 902 = 13 733 is not to be 4 633.
const NAMED_MEAN: &str = "Ort;Pris;Nord;Mitt;Syd;Totalt
Ale;23;4785;6474;9284;20543
Boden;40;8228;4680;1449;14357
Falun;51;2454;6691;8285;17430
Gävle;51;6838;9508;2270;18616
Habo;55;814;4150;7287;12251
Kil;29;3583;6980;3214;13777
Lund;36;2873;7888;2675;13436
Malung;47;629;687;4031;5347
Nora;60;3317;3327;5339;11983
Orust;43;3858;9434;3955;17247
Piteå;22;3825;6878;5495;16198
Rättvik;38;6517;7397;3319;17233
;genomsnitt;4711;5120;3902;4633
";

/// Rows of counts, then the means of all that took part, printed finer: who missed a test is not in its mean,
/// so that they do not add up.
const FINER_MEANS: &str = "Grupp;Prov 1;Prov 2;Prov 3;Totalt
Ale;44;19;53;116
Boden;49;88;86;223
Falun;11;87;54;152
Gävle;19;50;56;125
Habo;50;72;51;173
Kil;34;72;71;177
Lund;33;18;43;94
Malung;13;56;62;131
Nora;13;81;64;158
Orust;57;59;85;201
Piteå;12;68;16;96
Rättvik;34;90;36;160
Samtliga grupper;38,0385;25,7308;22,0962;79,4172
";

/// Amounts to a tenth with zeros behind: 624,2 − 9,7 = 614,5 beside 614,4 is what rounding does.
const PADDED: &str = "Post;A;B;C;D;E;F;G;H
Resultat före skatt;255,00000;463,10000;817,20000;624,20000;899,60000;641,20000;471,00000;818,30000
Skatt;-17,00000;-43,60000;-36,20000;-9,70000;-50,30000;-15,30000;-27,30000;-40,80000
Resultat efter skatt;238,00000;419,50000;781,00000;614,40000;849,30000;625,90000;443,70000;777,50000
Kvot ett;6,29425;6,46134;2,50954;6,50131;3,20250;3,50542;8,31172;1,20612
Kvot två;7,14172;4,87852;6,42796;8,95324;7,29088;1,93667;1,74693;6,37140
Kvot tre;3,83931;3,92628;7,23977;3,66959;6,29562;1,65135;5,28508;8,91318
Kvot fyra;3,78446;8,73984;6,72790;5,48145;8,62926;3,24754;7,79698;3,92178
";

/// What was granted is what was decided in the end, except in Umeå, where it was what was applied for:
/// 320,24 ÷ 18,83 = 17,0069, printed as 17,01.
const TWINS: &str = "Ort;Nu;Sökt;Sökt kvot;Beviljat;Slutligt;Slutlig kvot
Ale;55,90;95,55;1,70930;91,09;91,09;1,62952
Boden;29,75;33,33;1,12034;27,30;27,30;0,91765
Falun;37,30;68,81;1,84477;62,20;62,20;1,66756
Gävle;56,19;51,23;0,91173;49,59;49,59;0,88254
Habo;44,13;83,91;1,90143;76,90;76,90;1,74258
Kil;17,81;86,35;4,84840;82,22;82,22;4,61651
Lund;44,77;74,02;1,65334;65,81;65,81;1,46996
Malung;38,00;94,39;2,48395;88,42;88,42;2,32684
Nora;36,69;91,12;2,48351;83,05;83,05;2,26356
Orust;39,07;102,86;2,63271;98,38;98,38;2,51804
Piteå;29,63;68,67;2,31758;67,56;67,56;2,28012
Rättvik;53,85;73,72;1,36899;64,80;64,80;1,20334
Sala;35,53;54,56;1,53560;46,69;46,69;1,31410
Tibro;37,42;61,87;1,65339;57,92;57,92;1,54784
Umeå;18,83;320,24;17,00690;153,27;320,24;17,01000
Vara;44,21;52,29;1,18276;48,49;48,49;1,09681
";

/// What looks like a broken law and is none; and in each table a figure that does break it, which is said.
#[test]
fn records_of_another_kind_are_not_accused_and_slips_are() {
    let cases = [
        (NAMED_MEAN, "3825;6878;5495;16198", "3825;6878;5495;16918"),
        (FINER_MEANS, "57;59;85;201", "57;59;85;207"),
        (PADDED, "419,50000;781,00000", "419,50000;718,00000"),
        (TWINS, "37,42;61,87;1,65339", "37,42;61,87;1,85339"),
    ];
    for (table, from, to) in cases {
        let said = findings(&audit("tabell.csv", table));
        let errors = said.iter().filter(|it| it[0] != "rounding");
        assert_eq!(errors.count(), 0, "{table}: {said:?}");
        assert!(table.contains(from), "{from}");
        let said = findings(&audit("tabell.csv", &table.replace(from, to)));
        assert!(said.iter().any(|it| it[0] == "error"), "{to}: {said:?}");
    }
}

/// Two tables of one page: 3 071 girls of Österby for 3 017 break the second, and nothing the first. The
/// findings of an audit stand at the table that they are about.
#[test]
fn discover_as_json_has_the_findings_of_each_table() {
    let rows = |slip: bool| {
        let lines = PLACES.lines().enumerate().map(|(at, line)| {
            let line = if slip {
                line.replace("3017", "3071")
            } else {
                line.to_owned()
            };
            let rule = if at == 0 {
                "\n| --- | --- | --- | --- |"
            } else {
                ""
            };
            format!("| {} |{rule}\n", line.replace(';', " | "))
        });
        lines.collect::<String>()
    };
    let page = format!(
        "# Barn\n\n## I fjol\n\n{}\n## I år\n\n{}",
        rows(false),
        rows(true)
    );
    let folder = folder_with("barn.md", &page);
    let (status, out, _) = run(&["discover", "barn.md", "--format", "json"], folder.path());
    assert_eq!(status, 0);
    let json: Value = serde_json::from_str(&out).expect("one document");
    let tables = json["tables"].as_array().expect("tables");
    assert_eq!(tables.len(), 2);
    assert_eq!(tables[0]["findings"], serde_json::json!([]));
    let finding = &tables[1]["findings"][0];
    assert_eq!(finding["severity"], "error");
    // the fourth row of the table that begins in line 17
    let of_osterby = |it: &Value| it["row"].as_str().is_some_and(|it| it.contains("sterby"));
    assert!(
        finding["cells"]
            .as_array()
            .expect("cells")
            .iter()
            .all(of_osterby),
        "{finding}"
    );
    assert!(
        tables
            .iter()
            .all(|it| it["unaudited"] == serde_json::json!([]))
    );
}

/// What discovery says of a price is handed on: the command that it names gives the factor, 7,25 kr.
#[test]
fn discover_names_the_command_that_measures_a_factor() {
    let table = "Kommun;Personer;Belopp i kronor\nAle;1203;8722\nBoden;2711;19655\nFalun;954;6917\n\
                 Gävle;3017;21873\nHabo;4466;32379\nKil;5120;37120\n";
    let folder = folder_with("pris.csv", table);
    let (_, out, _) = run(&["--lang", "en", "discover", "pris.csv"], folder.path());
    let (_, command) = out.split_once("differ: statsbidrag ").expect("a command");
    let command = command.lines().next().expect("a line");
    let words: Vec<&str> = command.split('"').collect();
    assert_eq!(words[0].trim(), "infer");
    assert_eq!(
        (words[2].trim(), words[4].trim()),
        ("--column", "--factor-of")
    );
    let arguments = [
        "infer",
        words[1],
        words[2].trim(),
        words[3],
        words[4].trim(),
        words[5],
    ];
    let (status, out, err) = run(&[&["--lang", "en"], &arguments[..]].concat(), folder.path());
    assert_eq!(status, 0, "{out}{err}");
    assert!(
        out.contains("6 of 6 cells exact") && out.contains("29/4"),
        "{out}"
    );
    // two tables, and no one can say which a heading is of
    let rows = "| Kommun | Personer | Kronor |\n| --- | --- | --- |\n| Ale | 1203 | 8722 |\n| Boden | 2711 | 19655 |\n\
                | Falun | 954 | 6917 |\n| Gävle | 3017 | 21873 |\n| Habo | 4466 | 32379 |\n| Kil | 5120 | 37120 |\n";
    let folder = folder_with("pris.md", &format!("# A\n\n{rows}\n# B\n\n{rows}"));
    let (_, out, _) = run(&["--lang", "en", "discover", "pris.md"], folder.path());
    assert!(
        out.contains("× \"Personer\"") && !out.contains("statsbidrag infer"),
        "{out}"
    );
}

#[path = "../../examples/slips.rs"]
mod slips;

/// Of slips in cells that a row and a column determine, and of those that one relation does; in no table is
/// anything accused without a slip.
#[test]
fn slips_in_files_that_nobody_described_are_caught() {
    for (kind, caught, located) in [
        (slips::Kind::BothTotals, 38, 36),
        (slips::Kind::Totals, 36, 0),
        (slips::Kind::Price, 36, 0),
    ] {
        let counts = slips::count(kind, 40, 5);
        println!("{kind:?}: {counts:?}");
        assert_eq!(
            (counts.slips, counts.unread, counts.accused),
            (40, 0, 0),
            "{kind:?}: {counts:?}"
        );
        assert!(
            counts.caught >= caught && counts.located >= located,
            "{kind:?}: {counts:?}"
        );
    }
}

/// 118, 97, 79, 53, 40, 26 and 11 of 132 are 89,4, 73,5, 59,8, 40,2, 30,3, 19,7 and 8,3 percent.
#[test]
fn a_share_of_a_whole_that_is_printed_nowhere_is_named() {
    let text = "Svar;Antal;Andel, procent\nA;118;89,4\nB;97;73,5\nC;79;59,8\nD;53;40,2\nE;40;30,3\nF;26;19,7\nG;11;8,3\n";
    assert_eq!(findings(&audit("svar.csv", text)), [[""; 3]; 0]);
    let found = audit("svar.csv", &text.replace("30,3", "33,3"));
    let of = found["findings"].as_array().expect("findings");
    assert_eq!(of.len(), 1, "{of:#?}");
    assert_eq!(of[0]["severity"], "error");
    assert_eq!(of[0]["kind"], "percent");
    assert_eq!(of[0]["published"], "33,3");
    // 40 of 132 are 10 ÷ 33
    assert_eq!(of[0]["expected"], "≈30,3030");
    let message = of[0]["message"].as_str().expect("a message");
    assert!(
        message.contains("in percent of 132: 6 of 7 rows"),
        "{message}"
    );
}
