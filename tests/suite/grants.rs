//! Grants as case officers compute them: `docs/grants.md` example by example, cases from outside, and
//! what broken steps are answered.

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use statsbidrag::decision::{Decision, embedded_places};
use statsbidrag::tables::Folder;
use tempfile::TempDir;

use crate::every_step::entries;

fn guide() -> String {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    std::fs::read_to_string(docs.join("grants.md")).expect("the guide")
}

/// The fenced blocks of a text: what stands after the fence, and the block.
fn blocks(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in text.lines() {
        match (line.strip_prefix("```"), open.as_mut()) {
            (Some(_), Some(_)) => found.extend(open.take()),
            (Some(name), None) => open = Some((name.to_owned(), String::new())),
            (None, Some((_, block))) => {
                block.push_str(line);
                block.push('\n');
            }
            (None, None) => {}
        }
    }
    found
}

pub fn run(arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::cargo_bin("statsbidrag")
        .expect("the program")
        .args(arguments)
        .output()
        .expect("a run");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

pub const COMMON: &str = "id = \"exempel\"\nauthority = \"A\"\ntitle = { sv = \"T\", en = \"T\" }\n\
    source = { document = \"t.txt\", sha256 = \"0000000000000000000000000000000000000000000000000000000000000000\" }\n";

/// A folder of a table `t` of labels, the amounts as parameters, and steps.
pub fn folder(parameters: &str, columns: &str, rows: &str, rest: &str, steps: &str) -> TempDir {
    let to = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: String| {
        std::fs::write(to.path().join(name), text).expect("a file");
    };
    let grant = format!(
        "{rest}\n[[grants]]\nid = \"g\"\ntitle = \"g\"\nrecipients = \"t\"\n\
         [[grants.conditions]]\nid = \"alla\"\ntitle = \"x\"\nlines = \"1\"\ntable = \"t\"\ntest = \"listed\"\n\
         [[grants.readings]]\nid = \"r\"\ntitle = \"x\"\nbasis = \"x\"\nsteps = [{steps}]\n"
    );
    write(
        "decision.toml",
        format!("{COMMON}[inferred]\n{parameters}\n{grant}"),
    );
    let tables =
        format!("[t]\ntitle = \"t\"\nrows = \"label\"\nderived = \"x\"\n[t.columns]\n{columns}\n");
    write("tables.toml", tables);
    // nothing is printed, so no row has a line
    let (header, rows) = rows.split_once('\n').expect("a header");
    let rows: String = rows.lines().map(|row| format!("-,{row}\n")).collect();
    write("t.csv", format!("line,{header}\n{rows}"));
    to
}

pub fn path(folder: &TempDir) -> &str {
    folder.path().to_str().expect("a path")
}

#[test]
fn every_example_of_the_guide_gives_what_it_shows() {
    let guide = guide();
    let common = blocks(&guide)
        .into_iter()
        .find(|(name, _)| name == "toml common")
        .expect("the lines in common")
        .1;
    let mut examples = 0;
    for section in guide.split("\n### ").skip(1) {
        let title = section.lines().next().unwrap_or_default();
        let to = tempfile::tempdir().expect("a folder");
        let mut shown = String::new();
        for (name, block) in blocks(section) {
            let write = |file: PathBuf, text: &str| std::fs::write(file, text).expect("a file");
            match name.split_once(' ') {
                Some(("toml", "decision")) => {
                    write(
                        to.path().join("decision.toml"),
                        &format!("{common}\n{block}"),
                    );
                }
                Some(("toml", "tables")) => write(to.path().join("tables.toml"), &block),
                Some(("csv", table)) => write(to.path().join(format!("{table}.csv")), &block),
                Some(("text", "allocate")) => shown = block,
                _ => {}
            }
        }
        let (status, stdout, stderr) = run(&["allocate", path(&to)]);
        assert_eq!(
            stdout,
            format!("grant,code,name,kronor\n{shown}"),
            "{title}: {stderr}"
        );
        assert!(matches!(status, Some(0 | 1)), "{title}: {stderr}");
        assert!(stderr.contains("certificate g: "), "{title}: {stderr}");
        // and each can be explained, to the same krona
        let last = shown.lines().last().expect("a row");
        let fields: Vec<&str> = last.split(',').collect();
        let (status, stdout, _) = run(&["explain", path(&to), "g", fields[1]]);
        assert_eq!(status, Some(0), "{title}");
        let said: String = stdout.lines().last().unwrap_or_default().replace(' ', "");
        assert!(
            said.ends_with(&format!(":{}kr", fields[3])),
            "{title}: {stdout}"
        );
        examples += 1;
    }
    assert_eq!(examples, 18);
}

/// The closed list of steps, as it is written in a manifest, is in the source; a step that is added there
/// needs its example.
#[test]
fn every_step_has_an_example_in_the_guide() {
    let steps = entries("enum StepSpec");
    assert_eq!(steps.len(), 16, "{steps:?}");
    let guide = guide();
    let examples = blocks(&guide);
    for step in steps {
        let used = |(name, block): &(String, String)| {
            name == "toml decision" && block.contains(&format!("{{ {step} = "))
        };
        assert!(
            examples.iter().any(used),
            "docs/grants.md has no example of {step}"
        );
    }
}

const KEY: &str = "{ apportion = { appropriation = \"a\", key = \"t.w\" } }";

fn amounts(to: &TempDir) -> Vec<String> {
    let (_, stdout, stderr) = run(&["allocate", path(to)]);
    assert!(!stdout.is_empty(), "{stderr}");
    let kronor = |line: &str| line.rsplit(',').next().unwrap_or_default().to_owned();
    stdout.lines().skip(1).map(kronor).collect()
}

pub fn by_key(money: &str, unit: &str, rows: &str, steps: &str) -> TempDir {
    let parameters = format!("a = {{ value = \"{money}\", unit = \"kr\", basis = \"x\" }}");
    let columns = format!("w = {{ title = \"w\", unit = \"{unit}\" }}");
    folder(
        &parameters,
        &columns,
        &format!("key,row,w\n{rows}"),
        "",
        &format!("{KEY}, {steps}"),
    )
}

/// M18: a tie is said, with who was level and how it was settled.
#[test]
fn a_tie_is_said() {
    let to = by_key(
        "5",
        "count",
        "a,A,1\nb,B,1\n",
        "{ largest-remainder = \"lowest-code\" }",
    );
    let (status, _, stderr) = run(&["allocate", path(&to)]);
    assert_eq!(status, Some(0));
    assert!(
        stderr.contains(
            "tie g, step 2: A, B were level, and 1 of them came first, settled by lowest code: A"
        ),
        "{stderr}"
    );
}

/// M19: the mirror, and the certificate counts those who pay.
#[test]
fn a_repayment_is_certified_as_one() {
    let to = by_key(
        "-5",
        "count",
        "a,A,1\nb,B,1\n",
        "{ largest-remainder = \"lowest-code\" }",
    );
    assert_eq!(amounts(&to), ["-3", "-2"]);
    let (_, _, stderr) = run(&["allocate", path(&to)]);
    assert!(stderr.contains("-5 kr from 2 of 2 recipients"), "{stderr}");
}

/// M20: 225, 354 and 419 thousand of a million leave 2 000 kr.
#[test]
fn what_is_left_over_is_stated_by_words_and_status() {
    let steps = "{ round-to = { rounding = \"truncate\", kronor = 1000 } }";
    let to = by_key("1 000 000", "count", "a,A,7\nb,B,11\nc,C,13\n", steps);
    let (status, _, stderr) = run(&["allocate", path(&to)]);
    assert_eq!(status, Some(1));
    assert!(
        stderr.contains("998 000 kr of 1 000 000 kr, 2 000 kr less"),
        "{stderr}"
    );
    let kept = format!("{steps}, {{ balance = {{ total = \"a\", to = \"kept\" }} }}");
    let to = by_key("1 000 000", "count", "a,A,7\nb,B,11\nc,C,13\n", &kept);
    let (status, _, stderr) = run(&["allocate", path(&to)]);
    assert_eq!(status, Some(1));
    assert!(stderr.contains("2 000 kr less, which is kept"), "{stderr}");
}

/// A name that a browser or Excel would run: as printed for programs, with an apostrophe for Excel.
#[test]
fn markup_and_formulas_in_names_stay_text() {
    let names = "a,<script>alert(1)</script>,1\nb,=cmd|'/c calc'!A1,1\nc,@SUM(1+1),1\nd,-2+3,1\n";
    let steps = "{ largest-remainder = \"lowest-code\" }";
    let to = by_key("8", "count", names, steps);
    let (status, plain, _) = run(&["allocate", path(&to)]);
    assert_eq!(status, Some(0));
    assert_eq!(
        plain,
        "grant,code,name,kronor\ng,a,<script>alert(1)</script>,2\ng,b,=cmd|'/c calc'!A1,2\n\
         g,c,@SUM(1+1),2\ng,d,-2+3,2\n"
    );
    let (_, excel, _) = run(&["allocate", path(&to), "--excel"]);
    assert_eq!(
        excel,
        "\u{feff}grant;code;name;kronor\r\ng;a;<script>alert(1)</script>;2\r\n\
         g;b;'=cmd|'/c calc'!A1;2\r\ng;c;'@SUM(1+1);2\r\ng;d;'-2+3;2\r\n"
    );
}

/// 1 000 000 by 7 : 11 : 13 is 225 806,4516…, 354 838,7096… and 419 354,8387… kr: in öre cut off
/// 45 + 70 + 83 = 198, and the two öre that are left go to 0,96 and 0,87.
#[test]
fn amounts_in_ore_keep_the_sum_in_every_format() {
    let steps = "{ largest-remainder = { unit = \"0,01\", order = \"lowest-code\" } }";
    let to = by_key("1 000 000", "count", "a,A,7\nb,=B,11\nc,C,13\n", steps);
    assert_eq!(amounts(&to), ["225806.45", "354838.71", "419354.84"]);
    let (status, excel, _) = run(&["allocate", path(&to), "--excel"]);
    assert_eq!(status, Some(0));
    let expected = "\u{feff}grant;code;name;kronor\r\ng;a;A;225806,45\r\ng;b;'=B;354838,71\r\ng;c;C;419354,84\r\n";
    assert_eq!(excel, expected);
    let (_, json, _) = run(&["allocate", path(&to), "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["schema"], "statsbidrag/allocate/1");
    assert_eq!(json["grants"][0]["given"], 1_000_000);
    assert_eq!(json["grants"][0]["amounts"][1]["kronor"], "354838.71");
}

/// M21: floors 10, 40 and 19 of 100 by 50 : 30 : 20; 60 left by 50 : 20 would be 42,9 and 17,1, so
/// the third stands at its floor too.
#[test]
fn floors_of_ones_own() {
    let parameters = "a = { value = \"100\", unit = \"kr\", basis = \"x\" }";
    let columns = "w = { title = \"w\", unit = \"count\" }\nf = { title = \"f\", unit = \"kr\" }";
    let steps = "{ apportion-within = { appropriation = \"a\", key = \"t.w\", floor = \"t.f\" } }, { largest-remainder = \"lowest-code\" }";
    let rows = "key,row,w,f\na,A,50,10\nb,B,30,40\nc,C,20,19\n";
    assert_eq!(
        amounts(&folder(parameters, columns, rows, "", steps)),
        ["41", "40", "19"]
    );
    let rows = "key,row,w,f\na,A,50,30\nb,B,30,60\nc,C,20,19\n";
    let (status, _, stderr) = run(&[
        "allocate",
        path(&folder(parameters, columns, rows, "", steps)),
    ]);
    assert_eq!(status, Some(2));
    assert!(stderr.contains("9 kr too much"), "{stderr}");
}

/// Party support 2022: 5 803 200 + seats × 24 300 (in government 16 350) + m × 324 704, where m is
/// five sixths of the seats of 2018 and one sixth of those of 2022, rounded half up. All eight amounts
/// and all eight counts, as printed in the decision of the Riksdag's administration.
#[test]
fn party_support_of_2022_by_a_folder_without_code() {
    let parties = [
        ("S", 107, 100, 'o', 101, 41_198_404),
        ("SD", 73, 62, 'o', 64, 28_358_156),
        ("M", 68, 70, 'r', 70, 29_644_280),
        ("V", 24, 28, 'o', 27, 15_153_408),
        ("C", 24, 31, 'o', 30, 16_127_520),
        ("KD", 19, 22, 'r', 22, 13_257_338),
        ("MP", 18, 16, 'o', 16, 11_435_864),
        ("L", 16, 20, 'r', 19, 12_234_176),
    ];
    let mut rows = "key,row,nu,forra,klass,antal\n".to_owned();
    for (party, now, before, class, count, _) in parties {
        rows += &format!("{party},{party},{now},{before},{class},{count}\n");
    }
    let parameters = "grund = { value = \"5 803 200\", unit = \"kr\", basis = \"x\" }\n\
        o = { value = \"24 300\", unit = \"kr\", basis = \"x\" }\n\
        r = { value = \"16 350\", unit = \"kr\", basis = \"x\" }\n\
        mandatbidrag = { value = \"324 704\", unit = \"kr\", basis = \"x\" }";
    let columns = "nu = { title = \"x\", unit = \"count\" }\nforra = { title = \"x\", unit = \"count\" }\n\
        klass = { title = \"x\", unit = \"text\" }\nantal = { title = \"x\", unit = \"count\" }";
    let keys = "[keys.m]\nmean = [{ part = \"5/6\", of = \"t.forra\" }, { part = \"1/6\", of = \"t.nu\" }]\n\
        round = \"half-up\"\n";
    let steps = "{ price = [{ price = \"grund\" }, { class = \"t.klass\", prices = { o = \"o\", r = \"r\" }, count = \"t.nu\" }, { price = \"mandatbidrag\", count = \"m\" }] }, { round = \"half-up\" }";
    let to = folder(parameters, columns, &rows, keys, steps);
    let expected: Vec<String> = parties.iter().map(|it| it.5.to_string()).collect();
    assert_eq!(amounts(&to), expected);
    assert_eq!(parties.iter().map(|it| it.5).sum::<i64>(), 167_409_146);
    // the counts by themselves: each term of the explanation multiplies by them
    for (party, _, _, _, count, _) in parties {
        let (_, stdout, _) = run(&["explain", path(&to), "g", party]);
        assert!(
            stdout.contains(&format!("324 704 kr × {count} = ")),
            "{party}: {stdout}"
        );
    }
}

/// A published choice among equals is no deviation: 5 kr on two equals printed 2 and 3.
#[test]
fn a_published_choice_among_equals_is_no_deviation() {
    let audit = |order: &str| {
        let files = [
            ("decision.toml", format!("{COMMON}[inferred]\na = {{ value = \"5\", unit = \"kr\", basis = \"x\" }}\n\
                [[grants]]\nid = \"g\"\ntitle = \"g\"\nrecipients = \"t\"\npublished = [\"t.kr\"]\n\
                [[grants.readings]]\nid = \"r\"\ntitle = \"x\"\nbasis = \"x\"\n\
                steps = [{KEY}, {{ largest-remainder = {order} }}]\n")),
            ("tables.toml", "[t]\ntitle = \"t\"\nrows = \"label\"\nlines = \"1-9\"\n[t.columns]\nw = { title = \"w\", unit = \"count\" }\nkr = { title = \"kr\", unit = \"kr\" }\n".to_owned()),
            ("t.csv", "line,key,row,w,kr\n1,a,A,1,2\n2,b,B,1,3\n".to_owned()),
        ];
        let files: Vec<(&str, &str)> = files
            .iter()
            .map(|(name, text)| (*name, text.as_str()))
            .collect();
        let places = embedded_places().expect("the places");
        let decision =
            Decision::load(Folder::from_texts("exempel", &files), &places).expect("a decision");
        statsbidrag::audit::audit(&decision).expect("an audit")
    };
    let open = audit("\"lowest-code\"");
    assert_eq!(open.reproductions[0].exact, 2);
    assert!(open.findings.is_empty());
    assert_eq!(open.reproductions[0].ties.len(), 1);
    // an order that the decision states is a rule like any other
    assert_eq!(
        audit("{ stated = [\"a\", \"b\"] }").reproductions[0].exact,
        0
    );
    assert_eq!(
        audit("{ stated = [\"b\", \"a\"] }").reproductions[0].exact,
        2
    );
}

#[test]
fn not_listed_is_not_unreported() {
    let (status, stdout, _) = run(&["explain", "aldreomsorg-2023", "timanstallda", "Falu kommun"]);
    assert_eq!(status, Some(0));
    assert!(
        stdout.contains("God nivå (lines 848-858): not listed"),
        "{stdout}"
    );
    assert!(!stdout.contains("were not reported"), "{stdout}");
}

/// Broken steps, each with the words its message must contain.
#[test]
fn broken_steps_say_what_is_wrong() {
    let parameters = "a = { value = \"100\", unit = \"kr\", basis = \"x\" }\np = { value = \"95\", unit = \"percent\", basis = \"x\" }\nh = { value = \"0,5\", unit = \"index\", basis = \"x\" }";
    let columns = "w = { title = \"w\", unit = \"count\" }\nk = { title = \"k\", unit = \"text\" }\nf = { title = \"f\", unit = \"kr\" }";
    let rows = "key,row,w,k,f\na,A,1,x,33\nb,B,1,y,\n";
    let largest = |of: &str| format!("{KEY}, {{ largest-remainder = {of} }}");
    for (keys, steps, words) in [
        ("", largest("{ unit = 0, order = \"lowest-code\" }"), vec!["the unit is no amount", "found 0", "positive whole number of öre"]),
        ("", largest("{ unit = \"0,001\", order = \"lowest-code\" }"), vec!["the unit is no amount", "0,001"]),
        ("", largest("\"highest-code\""), vec!["expected a rule for ties", "lowest-code"]),
        ("", largest("{ stated = [\"a\", \"q\"] }"), vec!["no such recipient", "found \"q\""]),
        ("", largest("{ stated = [\"a\", \"a\"] }"), vec!["an order names a recipient twice (found a, expected each recipient once)"]),
        ("", largest("{ unit = 1000, order = \"lowest-code\" }"), vec!["100 kr is no whole number of 1 000 kr and cannot be shared in such units"]),
        ("", largest("{ order = \"lowest-code\", within = \"county\" }"), vec!["have no county", "four digits"]),
        ("", format!("{KEY}, {{ round = \"half-up\" }}, {{ balance = {{ total = \"a\" }} }}"), vec!["rule for ties of \"balance\"", "lowest-code"]),
        ("", "{ apportion-within = { appropriation = \"a\", key = \"t.w\", floor = { of = \"t.f\", times = \"p\" } } }".to_owned(), vec!["the bound of a is not in whole kronor", "round = \"up\""]),
        ("", "{ apportion-within = { appropriation = \"a\", key = \"t.w\", floor = 7 } }".to_owned(), vec!["expected a parameter, a column"]),
        ("", "{ price = [{ count = \"t.w\" }] }".to_owned(), vec!["the price of a term is missing", "class = a column"]),
        ("", "{ price = [{ class = \"t.k\", prices = { x = \"a\" } }] }".to_owned(), vec!["no price for b", "found \"y\"", "one of x"]),
        ("", "{ price = [{ price = \"a\", count = \"t.f\" }] }".to_owned(), vec!["no count for b", "expected a number"]),
        ("[keys.m]\nmean = [{ part = \"h\", of = \"t.w\" }]\n", "{ apportion = { appropriation = \"a\", key = \"m\" } }".to_owned(), vec!["parts of key \"m\" do not make one whole", "found 0,5"]),
        ("[keys.m]\nmean = [{ part = \"5/0\", of = \"t.w\" }]\n", "{ apportion = { appropriation = \"a\", key = \"m\" } }".to_owned(), vec!["a part of a mean is no fraction", "found 5/0"]),
        ("[keys.m]\nsum = [\"m\"]\n", "{ apportion = { appropriation = \"a\", key = \"m\" } }".to_owned(), vec!["computed from itself"]),
        ("[keys.m]\n", "{ apportion = { appropriation = \"a\", key = \"m\" } }".to_owned(), vec!["in several ways or none"]),
        ("", "{ apportion = { appropriation = \"a\", key = \"vikt\" } }".to_owned(), vec!["no such key", "table.column"]),
        ("", "{ apportion = { appropriation = \"a\", key = \"t.w\", total = 1 } }".to_owned(), vec!["the weights sum to 2, more than the stated total of 1"]),
        ("", "{ apportion-nested = { appropriation = \"a\", groups = \"t.w\", of = \"t.k\", settle_groups = \"half-up\", key = \"t.w\", settle = \"half-up\" } }".to_owned(), vec!["t.csv"]),
    ] {
        let to = folder(parameters, columns, rows, keys, &steps);
        let (status, stdout, stderr) = run(&["allocate", path(&to)]);
        assert_eq!(status, Some(2), "{steps}: {stdout} {stderr}");
        assert!(stdout.is_empty() && !stderr.contains("panicked"), "{stderr}");
        for word in words {
            assert!(stderr.contains(word), "{word:?} is missing for {steps} in:\n{stderr}");
        }
    }
}

/// A tie that a drawn order does not settle stops the allocation and names the order.
#[test]
fn a_tie_that_no_order_settles_is_an_error() {
    let rows = "a,A,1\nb,B,1\nc,C,1\n";
    let to = by_key(
        "100",
        "count",
        rows,
        "{ largest-remainder = { lot = [\"c\"] } }",
    );
    assert_eq!(amounts(&to), ["33", "33", "34"]);
    let to = by_key(
        "101",
        "count",
        rows,
        "{ largest-remainder = { lot = [\"c\"] } }",
    );
    let (status, _, stderr) = run(&["allocate", path(&to)]);
    assert_eq!(status, Some(2));
    assert!(
        stderr.contains("are level for a krona, and lot does not say"),
        "{stderr}"
    );
}

#[test]
fn percentages_that_do_not_make_a_hundred_are_said() {
    let steps = "{ largest-remainder = \"lowest-code\" }";
    let to = by_key("1 000", "percent", "a,A,\"33,3\"\nb,B,\"66,6\"\n", steps);
    let (_, _, stderr) = run(&["allocate", path(&to)]);
    assert!(stderr.contains("make 99,9, not 100"), "{stderr}");
}

#[test]
fn a_misspelt_command_is_no_decision() {
    let (status, stdout, stderr) = run(&["explian", "aldreomsorg-2023", "timanstallda", "Falun"]);
    assert_eq!(status, Some(2));
    assert!(stdout.is_empty());
    assert!(
        stderr.contains("did you mean the command \"explain\"?"),
        "{stderr}"
    );
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
    let (_, _, stderr) = run(&["dalarna-2021"]);
    assert!(
        stderr.contains("did you mean \"dalarna-2020\"?"),
        "{stderr}"
    );
}

#[test]
fn a_place_on_one_page() {
    for name in ["Falun", "falun", "Falu kommun", "2080"] {
        let (status, stdout, stderr) = run(&["place", name]);
        assert_eq!(status, Some(0), "{stderr}");
        assert!(stdout.starts_with("Falun (2080)\n"), "{stdout}");
        for part in [
            "aldreomsorg-2023: Minska andelen",
            "dalarna-2020",
            "kompetens-2020",
            "the same",
        ] {
            assert!(stdout.contains(part), "{part}: {stdout}");
        }
    }
    let (_, stdout, _) = run(&["place", "Sörmland"]);
    assert!(stdout.starts_with("Södermanlands län (04)\n"), "{stdout}");
    assert!(stdout.contains("god-nara-vard-2020: "), "{stdout}");
    let (status, _, stderr) = run(&["place", "Fahlun"]);
    assert_eq!(status, Some(2));
    assert!(stderr.contains("did you mean \"Falun\"?"), "{stderr}");
}
