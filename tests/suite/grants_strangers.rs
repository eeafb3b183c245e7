//! Folders as somebody makes them who has not read the source: amounts in öre and thousands, cells that
//! are empty or in fractions, names that lead nowhere. What is wrong is said all at once, with its place,
//! in both languages.

use statsbidrag::audit::{DecisionAudit, audit};
use statsbidrag::decision::{Decision, embedded_places};
use statsbidrag::findings::Severity;
use statsbidrag::lang::Lang;
use statsbidrag::report::words;
use statsbidrag::tables::Folder;

use super::grants::{COMMON, by_key, folder, path, run};

/// 1 000 000 kr (or what else) by 7 : 11 : 13, with the amounts as they are published.
fn published(unit: &str, amounts: [&str; 3], steps: &str) -> DecisionAudit {
    let rows = ["a,A,7", "b,B,11", "c,C,13"].iter().zip(amounts);
    let rows = rows
        .zip(1..)
        .map(|((row, amount), line)| format!("{line},{row},\"{amount}\"\n"));
    let rows: String = rows.collect();
    let manifest = format!(
        "{COMMON}[inferred]\na = {{ value = \"1 000 000\", unit = \"kr\", basis = \"x\" }}\n\
         [[grants]]\nid = \"g\"\ntitle = \"Stödet\"\nrecipients = \"t\"\npublished = [\"t.kr\"]\n\
         [[grants.readings]]\nid = \"r\"\ntitle = \"x\"\nbasis = \"x\"\n\
         steps = [{{ apportion = {{ appropriation = \"a\", key = \"t.w\" }} }}, {steps}]\n"
    );
    let tables = format!(
        "[t]\ntitle = \"t\"\nrows = \"label\"\nlines = \"1-9\"\n[t.columns]\n\
         w = {{ title = \"w\", unit = \"count\" }}\nkr = {{ title = \"kr\", unit = \"{unit}\" }}\n"
    );
    let files = [
        ("decision.toml", manifest.as_str()),
        ("tables.toml", &tables),
        ("t.csv", &format!("line,key,row,w,kr\n{rows}")),
    ];
    let places = embedded_places().expect("the places");
    let folder = Folder::from_texts("exempel", &files);
    audit(&Decision::load(folder, &places).expect("a decision")).expect("an audit")
}

const ORE: &str = "{ largest-remainder = { unit = \"öre\", order = \"lowest-code\" } }";
const THOUSANDS: &str = "{ largest-remainder = { unit = 1000, order = \"lowest-code\" } }";

/// 225 806,4516…, 354 838,7096… and 419 354,8387…: the two öre left over go to 0,96 and 0,87.
#[test]
fn amounts_published_in_ore_and_thousands_are_compared_exactly() {
    for (unit, amounts, steps) in [
        ("kr", ["225 806,45", "354 838,71", "419 354,84"], ORE),
        ("ore", ["22 580 645", "35 483 871", "41 935 484"], ORE),
        ("kr", ["226 000", "355 000", "419 000"], THOUSANDS),
        ("tkr", ["226", "355", "419"], THOUSANDS),
        ("mkr", ["0,226", "0,355", "0,419"], THOUSANDS),
    ] {
        let audit = published(unit, amounts, steps);
        assert_eq!(audit.reproductions[0].exact, 3, "{unit} {amounts:?}");
        assert!(audit.findings.is_empty());
    }
}

/// One öre, or one thousand, more than computed is rounding and says so; two are an error.
#[test]
fn a_unit_that_was_moved_is_named_as_what_it_is() {
    for (unit, amounts, steps, severity, id, says, detail) in [
        (
            "kr",
            ["225 806,45", "354 838,71", "419 354,85"],
            ORE,
            Severity::Rounding,
            "g/t.kr/+0.01",
            "0,01\u{a0}kr högre",
            Some("0,01\u{a0}kr har flyttats"),
        ),
        (
            "kr",
            ["225 806,45", "354 838,71", "419 354,86"],
            ORE,
            Severity::Error,
            "g/t.kr/+0.02",
            "0,02\u{a0}kr högre",
            None,
        ),
        (
            "tkr",
            ["226", "354", "419"],
            THOUSANDS,
            Severity::Rounding,
            "g/t.kr/-1000",
            "1\u{a0}000\u{a0}kr lägre",
            Some("1\u{a0}000\u{a0}kr har flyttats"),
        ),
        (
            "tkr",
            ["226", "357", "419"],
            THOUSANDS,
            Severity::Error,
            "g/t.kr/+2000",
            "2\u{a0}000\u{a0}kr högre",
            None,
        ),
    ] {
        let audit = published(unit, amounts, steps);
        let [finding] = audit.findings.as_slice() else {
            panic!("one finding: {amounts:?}");
        };
        assert_eq!((finding.severity, finding.id.as_str()), (severity, id));
        let said = words::message(finding, Lang::Sv);
        assert!(said.contains(says), "{said}");
        let cause = words::detail(&finding.cause, Lang::Sv);
        assert!(detail.is_none_or(|it| cause.contains(it)), "{cause}");
    }
}

/// A thousand kronor among thousands of öre: a krona is rounding only where amounts are in kronor.
#[test]
fn a_krona_is_no_rounding_of_amounts_in_ore() {
    let audit = published("kr", ["225 807,45", "354 838,71", "419 354,84"], ORE);
    assert_eq!(audit.findings[0].severity, Severity::Error);
}

const PARAMETERS: &str = "a = { value = \"1 000\", unit = \"kr\", basis = \"x\" }\nb = { value = \"500\", unit = \"kr\", basis = \"x\" }\nlo = { value = \"95\", unit = \"percent\", basis = \"x\" }\nhi = { value = \"80\", unit = \"percent\", basis = \"x\" }";
const COLUMNS: &str = "w = { title = \"w\", unit = \"count\" }\nk = { title = \"k\", unit = \"text\" }\nf = { title = \"f\", unit = \"kr\" }";
const KEY: &str = "{ apportion = { appropriation = \"a\", key = \"t.w\" } }";
const ROUND: &str = "{ round = \"half-up\" }";

#[test]
fn everything_wrong_is_said_at_once_in_both_languages() {
    let claims = format!("{KEY}, {{ limit = {{ claims = \"t.f\" }} }}, {ROUND}");
    let plain = format!("{KEY}, {ROUND}");
    let within = |bounds: &str| {
        format!(
            "{{ apportion-within = {{ appropriation = \"a\", key = \"t.w\", {bounds} }} }}, {ROUND}"
        )
    };
    let crossed = within(
        "floor = { of = \"t.f\", times = \"lo\", round = \"up\" }, cap = { of = \"t.f\", times = \"hi\", round = \"down\" }",
    );
    let unrounded = within("floor = { of = \"t.f\", times = \"lo\" }");
    let classes =
        format!("{{ price = [{{ class = \"t.k\", prices = {{ x = \"b\" }} }}] }}, {ROUND}");
    let several = "{ apportion-several = { parts = [{ appropriation = \"q\", key = \"t.w\" }, { appropriation = \"b\", key = \"t.q\" }] } }".to_owned();
    let nested = "{ apportion-nested = { appropriation = \"a\", groups = \"t.w\", of = \"t.k\", settle_groups = \"largest-remainder\", key = \"t.w\", settle = \"largest-remainder\" } }".to_owned();
    for (rows, steps, en, sv) in [
        (
            "a,A,,x,1\nb,B,..,x,1\nc,C,-2,x,1\n",
            &plain,
            [
                "t.csv:2:w: not a weight (found \"\" for a A",
                "t.csv:3:w: not a weight (found \"..\"",
                "t.csv:4:w: not a weight (found \"-2\"",
            ],
            [
                "t.csv:2:w: ingen vikt (hittade ””",
                "t.csv:4:w: ingen vikt (hittade ”-2”",
                "3 fel",
            ],
        ),
        (
            "a,A,1,x,\"123,50\"\nb,B,1,x,-5\nc,C,1,x,\n",
            &claims,
            [
                "t.csv:2:f: no claim for a (found \"123,50\", expected whole kronor",
                "t.csv:3:f: no claim for b (found \"-5\"",
                "2 errors",
            ],
            [
                "t.csv:2:f: rekvirerat belopp saknas för a (hittade ”123,50”, väntade hela kronor",
                "t.csv:3:f",
                "rätta cellen",
            ],
        ),
        (
            "a,A,1,x,300\nb,B,1,x,700\n",
            &crossed,
            [
                "the cap of a is below its floor (found a cap of 240 kr and a floor of 285 kr",
                "the cap of b",
                "decision.toml:",
            ],
            [
                "taket för a är under det lägsta beloppet (hittade taket 240 kr och det lägsta beloppet 285 kr",
                "taket för b",
                "decision.toml:",
            ],
        ),
        (
            "a,A,1,x,301\nb,B,1,x,303\n",
            &unrounded,
            [
                "the bound of a is not in whole kronor (found 285,95 kr",
                "the bound of b is not in whole kronor (found 287,85 kr",
                "round = \"up\"",
            ],
            [
                "gränsen för a är inte i hela kronor (hittade 285,95 kr",
                "gränsen för b",
                "round = \"up\"",
            ],
        ),
        (
            "a,A,1,X,1\nb,B,1,z,1\n",
            &classes,
            [
                "t.csv:2:k: no price for a (found \"X\", expected one of x)",
                "t.csv:3:k: no price for b (found \"z\"",
                "add the price of the class",
            ],
            [
                "t.csv:2:k: pris saknas för a (hittade ”X”",
                "t.csv:3:k: pris saknas för b",
                "lägg till klassens pris",
            ],
        ),
        (
            "a,A,1,x,1\nb,B,1,,1\nc,C,1,,1\n",
            &classes,
            [
                "t.csv:3:k: no class for b (found \"nothing\"",
                "t.csv:4:k: no class for c",
                "correct the cell",
            ],
            [
                "t.csv:3:k: klass saknas för b (hittade ”ingenting”",
                "t.csv:4:k",
                "rätta cellen",
            ],
        ),
        (
            "a,A,1,x,1\n",
            &several,
            [
                "no such parameter (found \"q\"",
                "no such column (found \"q\"",
                "2 errors",
            ],
            [
                "parametern finns inte (hittade ”q”",
                "kolumnen finns inte (hittade ”q”",
                "2 fel",
            ],
        ),
        (
            "a,A,1,x,1\nb,B,1,y,1\n",
            &nested,
            [
                "t.csv:w: no weight for x (found \"no row\"",
                "no weight for y",
                "add the row",
            ],
            [
                "t.csv:w: vikt saknas för x (hittade ”ingen rad”",
                "vikt saknas för y",
                "lägg till raden",
            ],
        ),
    ] {
        let to = folder(
            PARAMETERS,
            COLUMNS,
            &format!("key,row,w,k,f\n{rows}"),
            "",
            steps,
        );
        for (lang, expected) in [("en", en), ("sv", sv)] {
            let (status, stdout, stderr) = run(&["--lang", lang, "allocate", path(&to)]);
            assert_eq!((status, stdout.as_str()), (Some(2), ""), "{stderr}");
            for words in expected {
                assert!(stderr.contains(words), "{words:?} is missing in:\n{stderr}");
            }
        }
    }
}

/// An empty cell of last year's amount may be meant, or forgotten: it is said who has no bound by it.
#[test]
fn who_has_no_bound_of_ones_own_is_said() {
    let steps = "{ apportion-within = { appropriation = \"a\", key = \"t.w\", floor = { of = \"t.f\", times = \"lo\", round = \"up\" } } }, { largest-remainder = \"lowest-code\" }";
    let rows = "key,row,w,k,f\na,A,1,x,300\nb,B,3,x,\n";
    let (status, _, stderr) = run(&[
        "allocate",
        path(&folder(PARAMETERS, COLUMNS, rows, "", steps)),
    ]);
    assert_eq!(status, Some(0));
    assert!(
        stderr.contains("no figure in t.f, and so no bound by it, for 1: b"),
        "{stderr}"
    );
}

/// 500 kr in a first round and the rest of 1 000 kr in a second: nothing is missing of 1 000.
#[test]
fn the_money_of_two_rounds_is_that_of_the_second() {
    let steps = "{ apportion = { appropriation = \"b\", key = \"t.w\" } }, { share-rest = { appropriation = \"a\", condition = \"alla\" } }, { round = \"half-up\" }";
    let rows = "key,row,w,k,f\na,A,1,x,1\nb,B,3,x,1\n";
    let (status, stdout, stderr) = run(&[
        "allocate",
        path(&folder(PARAMETERS, COLUMNS, rows, "", steps)),
    ]);
    assert_eq!(status, Some(0), "{stderr}");
    assert!(stdout.ends_with("g,a,A,250\ng,b,B,750\n"), "{stdout}");
    assert!(
        stderr.contains("certificate g: 1 000 kr to 2 of 2"),
        "{stderr}"
    );
}

#[test]
fn who_is_level_is_named() {
    let to = by_key(
        "101",
        "count",
        "a,A,1\nb,B,1\nc,C,1\n",
        "{ largest-remainder = { lot = [\"c\"] } }",
    );
    let (status, _, stderr) = run(&["allocate", path(&to)]);
    assert_eq!(status, Some(2));
    assert!(stderr.contains("a, b are level for a krona"), "{stderr}");
}

#[test]
fn a_recipient_may_be_named_by_its_label_and_a_place_that_is_none_is_said() {
    let to = by_key(
        "100",
        "count",
        "a,Partiet,1\nb,Samlingen,3\n",
        "{ round = \"half-up\" }",
    );
    for name in ["b", "samlingen", "Samlingen "] {
        let (status, stdout, _) = run(&["explain", path(&to), "g", name]);
        assert_eq!(status, Some(0), "{name}");
        assert!(stdout.contains("75 kr"), "{stdout}");
    }
    let (status, _, stderr) = run(&["explain", "aldreomsorg-2023", "timanstallda", "Skåne"]);
    assert_eq!(status, Some(2));
    assert!(
        stderr.contains("Skåne län (12) is no recipient of timanstallda"),
        "{stderr}"
    );
    for name in ["Skåne", "12", "Region Skåne", "skåne län"] {
        let (status, stdout, _) = run(&["explain", "aldreomsorg-2023", "lakarkompetens", name]);
        assert_eq!(status, Some(0), "{name}");
        assert!(stdout.starts_with("Skåne län (12)"), "{stdout}");
    }
}

/// Who meets the condition gets 1 000 kr a unit, beside 500 kr for everybody; a second round; and what is
/// paid back. Answers turn at 10 and 18 percent.
#[test]
fn every_step_that_asks_conditions_can_be_swept() {
    let rows = "key,row,w,tim,fast\na,A,1,10,90\nb,B,3,18,82\n";
    let columns = "w = { title = \"w\", unit = \"count\" }\ntim = { title = \"tim\", unit = \"persons\" }\nfast = { title = \"fast\", unit = \"persons\" }";
    let sweep = |money: &str, steps: &str| {
        let parameters = format!(
            "a = {{ value = \"{money}\", unit = \"kr\", basis = \"x\" }}\nb = {{ value = \"500\", unit = \"kr\", basis = \"x\" }}\n\
             grans = {{ value = \"17\", unit = \"percent\", basis = \"x\" }}"
        );
        let steps = format!("{steps}, {ROUND}");
        let to = folder(&parameters, columns, rows, "", &steps);
        let file = to.path().join("decision.toml");
        let text = std::fs::read_to_string(&file).expect("the manifest");
        let god = "[[grants.conditions]]\nid = \"god\"\ntitle = \"x\"\nlines = \"1\"\ntable = \"t\"\n\
            test = { share-at-most = { now = { part = \"tim\", of = [\"tim\", \"fast\"] }, bound = \"grans\" } }\n[[grants.readings]]";
        std::fs::write(&file, text.replace("[[grants.readings]]", god)).expect("a file");
        let (status, stdout, stderr) = run(&[
            "what-if",
            path(&to),
            "g",
            "--sweep",
            "grans",
            "--format",
            "csv",
        ]);
        let kronor = |line: &str| line.split(',').nth(4).unwrap_or_default().to_owned();
        let amounts: Vec<String> = stdout.lines().skip(1).map(kronor).collect();
        (status, amounts.join(" "), stderr)
    };
    let prices =
        "{ price = [{ price = \"a\", count = \"t.w\", condition = \"god\" }, { price = \"b\" }] }";
    let (status, amounts, _) = sweep("1 000", prices);
    assert_eq!(
        (status, amounts.as_str()),
        (Some(0), "500 500 1500 500 1500 3500")
    );
    // 125 and 375 first; the rest of 500 to a alone, then by 1 : 3; at first nobody is there to share it
    let rest = "{ apportion = { appropriation = \"b\", key = \"t.w\" } }, { share-rest = { appropriation = \"a\", condition = \"god\" } }";
    let (status, amounts, _) = sweep("1 000", rest);
    assert_eq!((status, amounts.as_str()), (Some(0), " 625 375 250 750"));
    let pot = "{ apportion = { appropriation = \"a\", key = \"t.w\" } }, { share-pots = [{ of = \"a\", condition = \"god\" }] }";
    let (status, amounts, _) = sweep("-1 000", pot);
    assert_eq!((status, amounts.as_str()), (Some(0), " -1000 0 -250 -750"));
    let both = "{ apportion = { appropriation = \"a\", key = \"t.w\" } }, { share-pots = [{ of = \"a\", fraction = \"grans\", condition = \"god\" }] }";
    let (status, _, stderr) = sweep("1 000", both);
    assert_eq!(status, Some(2));
    assert!(
        stderr.contains("grans is a threshold and a figure that the steps compute with"),
        "{stderr}"
    );
}
