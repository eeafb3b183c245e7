//! Section 3: never read part of what is printed. Values from the list, worked out by hand.

use statsbidrag::exact::{Hedge, Ratio};
use statsbidrag::tables::{
    Unit, Value, looks_like_figure, read_column, read_figure, running_numbers,
};

use crate::folder::{Folder, run};

const SUM: &str = "sum(t.x) = t[s].x";

fn whole(printed: &str, unit: Unit) -> Option<i128> {
    let number = read_figure(printed, unit).ok()?;
    number
        .value()
        .is_whole()
        .then(|| number.value().numerator())
}

/// A column `x` of three rows and their total.
fn column(unit: &str, cells: [&str; 4]) -> Folder {
    let [a, b, c, s] = cells;
    Folder::new(&[("x", unit)])
        .rows(&[("a", &[a]), ("b", &[b]), ("c", &[c]), ("s", &[s])])
        .check("sum", SUM)
}

#[test]
fn points_group_thousands_where_the_whole_column_is_so() {
    column("kr", ["48.851", "6.503", "0", "55.354"]).holds();
    column("kr", ["48,851", "6,503", "0", "55,354"]).holds();
    column("kr", ["48'851", "6’503", "0", "55'354"]).holds();
    column("persons", ["1.048.851", "6.503", "7", "1.055.361"]).holds();
    // every kind of space
    column("kr", ["48\u{a0}851", "6\u{202f}503", "0", "55\u{2009}354"]).holds();
    column("kr", ["48\u{2007}851", "6 503", "0", "55354"]).holds();
}

#[test]
fn points_and_commas_in_one_column_are_refused() {
    column("kr", ["48,851", "6.503", "0", "55,354"]).is_refused(&[
        "t.csv:2:x",
        "written otherwise than",
        "one way of grouping digits",
    ]);
    column("kr", ["48 851", "6.503", "0", "55 354"]).is_refused(&["6.503"]);
    column("kr", ["48851", "6.503", "0", "55354"]).is_refused(&["6.503"]);
    column("kr", ["48'851", "6.503", "0", "55354"]).is_refused(&["6.503"]);
}

/// 1,234 Mkr may be 1 234 000 kr or 1 234 million: the column says which, by its other cells or its
/// declaration.
#[test]
fn three_digits_in_millions_are_refused_unless_the_column_tells() {
    column("mkr", ["1,234", "2,345", "3,456", "7,035"])
        .is_refused(&["thousands or decimals", "figures ="]);
    column("mkr", ["1,234", "2,345", "0,421", "4,000"]).holds(); // 0,421 has no thousands
    column("mkr", ["1.234", "2.345", "12,5", "3.591,5"]).holds(); // 12,5 has decimals
    let declared = |example: &str, total| {
        Folder::default()
            .column(
                "x",
                &format!("title = \"x\", unit = \"mkr\", figures = \"{example}\""),
            )
            .rows(&[("a", &["1,234"]), ("b", &["2,345"]), ("s", &[total])])
            .check("sum", SUM)
    };
    declared("1 234,5", "3,579").holds();
    declared("1,234.5", "3,579").holds();
    declared("1.234,5", "3,579").holds();
    declared("1.234.5", "3,579").is_refused(&["an example such as 1 234,5"]);
}

/// English figures, the whole column being so: 1,234.5 and 12,345,678.
#[test]
fn english_figures() {
    column("kr", ["12,345,678", "1,234.50", "0.50", "12,346,913.00"]).holds();
    column("percent", ["1.2%", "(1.2%)", "0.5%", "0.5%"]).holds();
}

#[test]
fn a_figure_whose_groups_lack_a_space_is_read_by_infer_and_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("belopp.csv");
    let rows: String = (1..30)
        .map(|n| format!("R{n},{} 045{}\n", n + 1, 900 + n))
        .collect();
    std::fs::write(&path, format!("namn,kr\n{rows}")).unwrap();
    let arguments = [
        "infer",
        path.to_str().unwrap(),
        "--column",
        "kr",
        "--appropriation",
        "900 000 000",
    ];
    let said = run(&arguments);
    assert!(
        said.stderr.contains("\"2 045901\" is read as one number"),
        "{}",
        said.stderr
    );
    column("kr", ["42 045981", "1", "2", "42 045984"]).is_refused(&["grouped by three"]);
}

#[test]
fn signs_before_and_after() {
    for minus in ["40-", "(40)", "-40", "−40", "–40", "- 40", "− 40", "40–"] {
        assert_eq!(whole(minus, Unit::Kr), Some(-40), "{minus}");
        column("kr", ["100", minus, "20", "80"]).holds();
    }
    assert_eq!(whole("+40", Unit::Kr), Some(40));
    assert_eq!(whole("40:-", Unit::Kr), Some(40));
    assert_eq!(whole("1 000-", Unit::Kr), Some(-1000));
    assert!(read_figure("(-40)", Unit::Kr).is_err());
    assert!(read_figure("40 -", Unit::Kr).is_err());
    assert!(read_figure("-40-", Unit::Kr).is_err());
}

#[test]
fn decimals_of_a_count_are_refused() {
    column("persons", ["1,5", "29.165", "0", "30,665"])
        .is_refused(&["1,5", "counted in whole numbers"]);
    column("municipalities", ["1.5", "2", "3", "6.5"]).is_refused(&["1.5"]);
    column("full-time-equivalents", ["1,5", "29,25", "3", "33,75"]).holds();
    column("persons", ["1,5 årsarbetare", "1", "1", "3"])
        .is_refused(&["årsarbetare", "another unit"]);
}

#[test]
fn scale_words_in_all_their_spellings() {
    for printed in [
        "84 milj.",
        "84 milj",
        "84 milj. kr",
        "84 mn kr",
        "84 mn",
        "84 MSEK",
        "84 000 TSEK",
        "84 000 kkr",
        "84 000 ksek",
        "84 000 tkr",
        "84 mio",
        "84 mio kr",
        "84 Mkr",
        "84 mkr.",
        "84 mnkr",
        "84 miljoner kronor",
        "84 000 tusentals kronor",
        "84 000 tusental kronor",
        "84 000 tusen kronor",
        "84 miljoner",
        "0,084 md kr",
        "0,084 mdkr",
        "0,084 mdr",
        "0,084 miljarder kronor",
        "0,000084 biljoner kronor",
    ] {
        assert_eq!(whole(printed, Unit::Kr), Some(84_000_000), "{printed}");
    }
    Folder::new(&[("x", "kr")])
        .rows(&[("a", &["84 000 000"])])
        .claim("b", "84 milj.", "kr")
        .parameter("c", "84 MSEK", "kr")
        .check("repeat", "t[a].x = claim[b]")
        .check("repeat", "t[a].x = parameter[c]")
        .holds();
}

#[test]
fn promille_is_a_tenth_of_percent() {
    let read = read_figure("5 promille", Unit::Percent).unwrap();
    assert_eq!(read.value(), Ratio::new(1, 2).unwrap());
    Folder::new(&[("n", "kr"), ("p", "permille")])
        .rows(&[("a", &["1 000", "5"])])
        .check("percent", "each row of t: percent(5 of n) = p")
        .holds();
}

#[test]
fn a_unit_that_is_not_the_columns_is_refused() {
    for printed in [
        "200 euro",
        "16 miljarder dollar",
        "7 %",
        "12 veckor",
        "12 kommuner",
        "3 procentenheter",
        "5 st",
    ] {
        assert!(read_figure(printed, Unit::Kr).is_err(), "{printed}");
        column("kr", [printed, "1", "2", "3"]).is_refused(&["another unit than kr"]);
    }
    Folder::new(&[("x", "kr")])
        .claim("b", "16 miljarder dollar", "kr")
        .is_refused(&["claims.csv:2:printed", "another unit than kr"]);
    Folder::new(&[("x", "kr")])
        .parameter("c", "200 euro", "kr")
        .is_refused(&["another unit than kr"]);
}

#[test]
fn kronor_in_a_column_of_thousands_are_kronor() {
    assert_eq!(whole("5 000 kr", Unit::Tkr), Some(5_000));
    assert_eq!(whole("5 000", Unit::Tkr), Some(5_000_000));
    column("tkr", ["5 000 kr", "7", "1", "13"]).holds();
}

#[test]
fn all_of_so_many_are_so_many() {
    assert_eq!(
        whole("samtliga 290 kommuner", Unit::Municipalities),
        Some(290)
    );
    assert_eq!(whole("alla 15", Unit::Count), Some(15));
    assert_eq!(whole("samtliga tjugoen regioner", Unit::Regions), Some(21));
    assert!(read_figure("samtliga kommuner", Unit::Municipalities).is_err());
    assert_eq!(whole("samtliga kommuner", Unit::Percent), Some(100));
}

#[test]
fn fractions_are_read_by_a_grammar() {
    for (printed, percent) in [
        ("nio av tio", 90),
        ("fyra av fem", 80),
        ("en tiondel", 10),
        ("tre femtedelar", 60),
        ("sju av tio kommuner", 70),
        ("3 av 4", 75),
        ("en fjärdedel", 25),
        ("var femte", 20),
        ("dubbelt", 200),
        ("tre av tjugo", 15),
        ("elva tjugondelar", 55),
    ] {
        assert_eq!(whole(printed, Unit::Percent), Some(percent), "{printed}");
        // a share is no number of kronor
        assert!(read_figure(printed, Unit::Kr).is_err(), "{printed}");
    }
    assert!(read_figure("nio av tio kommuner", Unit::Municipalities).is_err());
}

#[test]
fn numbers_in_words_are_read_by_a_grammar() {
    assert_eq!(whole("en halv miljon kronor", Unit::Kr), Some(500_000));
    assert_eq!(whole("en och en halv miljon", Unit::Kr), Some(1_500_000));
    assert_eq!(whole("tre hundra", Unit::Count), Some(300));
    assert_eq!(whole("tjugofem", Unit::Count), Some(25));
    assert_eq!(whole("hundratjugo tusen", Unit::Count), Some(120_000));
    assert_eq!(whole("tvåhundratrettiofem", Unit::Count), Some(235));
    let about = read_figure("ett hundratal", Unit::Count).unwrap();
    assert_eq!(
        (about.value(), about.hedge()),
        (Ratio::whole(100), Some(Hedge::About))
    );
}

#[test]
fn at_least_so_many_and_words_that_name_no_number() {
    let at_least = read_figure("5 eller fler", Unit::Count).unwrap();
    assert_eq!(
        (at_least.value(), at_least.hedge()),
        (Ratio::whole(5), Some(Hedge::AtLeast))
    );
    for vague in [
        "ett par miljoner",
        "ett fåtal",
        "några",
        "flera hundra",
        "hundratals",
        "ett antal",
    ] {
        let error = read_figure(vague, Unit::Kr).unwrap_err().to_string();
        assert!(error.contains("does not say how many"), "{vague}: {error}");
    }
}

/// `--appropriation`: as in tables, read or refused.
#[test]
fn amounts_on_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("belopp.csv");
    std::fs::write(&path, "a,kr\nA,\"48.000\"\nB,\"6.000\"\nC,\"496.000\"\n").unwrap();
    let path = path.to_str().unwrap();
    let infer = |amount: &str| run(&["infer", path, "--column", "kr", "--appropriation", amount]);
    let plain = infer("550 000");
    assert_eq!(plain.status, Some(0), "{}", plain.stderr);
    for same in [
        "550.000",
        "550,000",
        "550000",
        "550 tkr",
        "0,55 miljoner",
        "550 tusen kronor",
    ] {
        let said = infer(same);
        assert_eq!(
            (said.status, said.stdout),
            (Some(0), plain.stdout.clone()),
            "{same}"
        );
    }
    infer("5 %").is_refused(&["another unit than kr"]);
    infer("5 zork").is_refused(&["zork"]);
    infer("cirka 550 000").is_refused(&["about or at most"]);
    infer("550.00.000").is_refused(&["grouped by three"]);
}

/// M08: 57 % of 2 000 is 1 140.
#[test]
fn a_percentage_in_a_relation_is_a_part() {
    let folder = || Folder::new(&[("n", "kr"), ("p", "kr"), ("q", "percent")]);
    let rows: &[(&str, &[&str])] = &[("a", &["2 000", "1 140", "57 %"])];
    let check = |relation: &str| folder().rows(rows).check("allocation", relation);
    check("each row of t: n * 57 % = p").holds();
    check("each row of t: 57 % × n = p").holds();
    check("each row of t: p / 57 % = n").holds();
    check("each row of t: n * (50 % + 7 %) = p").holds();
    check("each row of t: 57 % = q").holds();
    check("each row of t: 100 % - 43 % = q").holds();
    check("each row of t: percent(p of n) = 57 %").holds();
    check("each row of t: p + 57 % = n").is_refused(&["differ in unit"]);
}

#[test]
fn more_decimals_than_can_be_kept_are_refused() {
    let printed = format!("0,{}", "1".repeat(30));
    let error = read_figure(&printed, Unit::Index).unwrap_err().to_string();
    assert!(error.contains("30 decimals"), "{error}");
    assert!(read_figure(&format!("0,{}", "1".repeat(28)), Unit::Index).is_ok());
    assert!(read_figure(&"9".repeat(40), Unit::Kr).is_err());
}

/// Nothing before or after a number is ignored: footnotes are marks, all else is said.
#[test]
fn what_stands_beside_a_number_is_known_or_refused() {
    for printed in [
        "1 754*",
        "1 754 **",
        "1 754 1)",
        "1 754¹",
        "1 754 a)",
        "n=1754",
        "totalt 1 754",
        "1 754 st",
    ] {
        assert_eq!(whole(printed, Unit::Persons), Some(1754), "{printed}");
    }
    for printed in [
        "1 754 zork",
        "zork 1 754",
        "1 7541)",
        "1754)",
        "#1754",
        "1 754 !",
        "1 754 = 3",
        "1 754?",
    ] {
        assert!(read_figure(printed, Unit::Persons).is_err(), "{printed}");
    }
}

/// The three ways in for other rooms: a column, a cell, a running text.
#[test]
fn columns_cells_and_texts() {
    let cells = ["12 %", "3,5 %", "..", "Ale"];
    let read = read_column(cells.into_iter(), None);
    assert_eq!(read.unit, Unit::Percent);
    assert!(matches!(read.cells[1], Ok(Value::Number(_))));
    assert!(matches!(read.cells[2], Ok(Value::Missing(_))));
    assert!(read.cells[3].is_err());
    assert_eq!(
        read_column(["1 234", "7"].into_iter(), None).unit,
        Unit::Count
    );
    assert_eq!(
        read_column(["0,234", "7"].into_iter(), None).unit,
        Unit::Index
    );
    for figure in [
        "1",
        "12 345",
        "3,5 %",
        "<5",
        "(40)",
        "84 milj. kr",
        "−7",
        "12*",
    ] {
        assert!(looks_like_figure(figure), "{figure}");
    }
    for words in [
        "",
        "-",
        "..",
        "Ale",
        "2023-12-31",
        "12 kap. 3 §",
        "Tabell 5",
        "3 zork",
    ] {
        assert!(!looks_like_figure(words), "{words}");
    }
    let text = "Under 2023 fick nio av tio kommuner, totalt 262, drygt 1,7 miljarder kronor (20–40 procent). \
                Se SFS 2001:453 och beslut den 2023-12-31. Ett hundratal fick 12 euro, en kommun inget.";
    let found: Vec<(&str, Option<Unit>)> = running_numbers(text)
        .into_iter()
        .map(|it| (&text[it.span], it.unit))
        .collect();
    let expected = [
        ("Under 2023", None),
        ("nio av tio kommuner", None),
        ("totalt 262", None),
        ("drygt 1,7 miljarder kronor", Some(Unit::Kr)),
        ("20", None),
        ("40 procent", Some(Unit::Percent)),
        ("Ett hundratal", None),
    ];
    assert_eq!(found, expected);
}

/// M13: `..` is not nothing. A sum over it is not known, nor a share of it; the other rows are.
#[test]
fn a_figure_that_is_kept_back_is_not_nothing() {
    for mark in ["..", "x", "X", "…"] {
        let rows: &[(&str, &[&str])] = &[
            ("a", &["10"]),
            ("b", &["20"]),
            ("c", &[mark]),
            ("s", &["33"]),
        ];
        let folder = || Folder::new(&[("x", "persons")]).rows(rows);
        assert_eq!(folder().check("sum", SUM).verdicts(), (0, 0, 1), "{mark}");
        assert_eq!(
            folder().check("extreme", "max(t.x) = 20").verdicts(),
            (0, 0, 1),
            "{mark}"
        );
        // two rows are above 5, and the third may be
        let count = |relation: &str| folder().check("count", relation).verdicts();
        assert_eq!(count("count(t where x > 5) = 2"), (1, 0, 0), "{mark}");
        assert_eq!(count("count(t where x > 5) = 3"), (1, 0, 0), "{mark}");
        assert_eq!(count("count(t where x > 5) = 1"), (0, 1, 0), "{mark}");
        assert_eq!(count("count(t where x > 5) = 4"), (0, 1, 0), "{mark}");
        assert_eq!(
            folder().check("bound", "each row of t: x < 15").verdicts(),
            (1, 1, 1),
            "{mark}"
        );
        folder()
            .check("sum", "sum(t.x where not x is missing) = 30")
            .holds();
        let said = folder().check("sum", SUM).audit();
        assert!(
            !said.stdout.contains("\"3\""),
            "what is withheld is not recovered: {}",
            said.stdout
        );
    }
    // a mark that stands for nothing adds nothing
    let rows: &[(&str, &[&str])] = &[("a", &["10"]), ("b", &["-"]), ("c", &["."]), ("s", &["10"])];
    Folder::new(&[("x", "persons")])
        .rows(rows)
        .check("sum", SUM)
        .holds();
}

#[test]
fn a_mark_may_be_declared() {
    let rows: &[(&str, &[&str])] = &[
        ("a", &["10"]),
        ("b", &["20"]),
        ("c", &["uppg. saknas"]),
        ("s", &["30"]),
    ];
    let undeclared = Folder::new(&[("x", "persons")])
        .rows(rows)
        .check("sum", SUM);
    undeclared.is_refused(&["t.csv:4:x"]);
    Folder::new(&[("x", "persons")])
        .declared("marks = { \"uppg. saknas\" = \"none\" }")
        .rows(rows)
        .check("sum", SUM)
        .holds();
    Folder::new(&[("x", "persons")])
        .declared("marks = { \"uppg. saknas\" = \"zero\" }")
        .rows(rows)
        .check("sum", "t[c].x = 0")
        .holds();
}

/// *En dryg tredjedel* is a third with its side, *ett knappt hundratal* a hundred: 35 % and 97 fit, 32 % and
/// 103 do not. Alone the words say nothing.
#[test]
fn a_hedge_between_the_article_and_the_number() {
    let folder = |printed: &str, unit: &str, value: &str| {
        Folder::new(&[("x", unit)])
            .rows(&[("a", &[value])])
            .claim("k", printed, unit)
            .check("repeat", "t[a].x = claim[k]")
    };
    for (printed, unit, value, holds) in [
        ("en dryg tredjedel", "percent", "35 %", true),
        ("en dryg tredjedel", "percent", "32 %", false),
        ("en knapp tredjedel", "percent", "32 %", true),
        ("en knapp tredjedel", "percent", "35 %", false),
        ("ett knappt hundratal", "count", "97", true),
        ("ett knappt hundratal", "count", "103", false),
        ("ett drygt tiotal", "count", "11", true),
        ("en dryg miljon kronor", "kr", "1 030 000", true),
        ("en dryg miljon kronor", "kr", "970 000", false),
    ] {
        let (hold, violated, _) = folder(printed, unit, value).verdicts();
        assert_eq!(
            (hold == 1, violated == 1),
            (holds, !holds),
            "{printed} {value}"
        );
    }
    folder("en dryg", "count", "1").is_refused(&["en dryg"]);
    folder("cirka en dryg tredjedel", "percent", "35 %").is_refused(&["tredjedel"]);
}
