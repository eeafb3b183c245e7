//! `infer` on tables that strangers published, as printed: what is right about them was worked out by
//! hand or by brute force.

use serde_json::Value;

use super::folder::run;

/// SKR, agreement on women's health 2020, kronor by region.
const WOMEN_2020: &str = "\
region,belopp
Stockholm,214 702 294
Uppsala,34 470 901
Södermanland,26 991 615
Östergötland,42 277 170
Jönköping,33 048 574
Kronoberg,18 307 898
Kalmar,22 409 740
Gotland,5 426 716
Blekinge,14 625 728
Skåne,124 762 913
Halland,30 165 908
Västra Götaland,156 604 765
Värmland,25 781 414
Örebro,27 683 773
Västmanland,25 089 622
Dalarna,26 304 311
Gävleborg,26 245 326
Västernorrland,22 481 458
Jämtland,11 932 566
Västerbotten,24 743 863
Norrbotten,22 943 445
Totalt,937 000 000
";

/// The same 2023, two columns; one figure is printed without a space.
const WOMEN_2023: &str = "\
region,medel,landsbygd
Stockholm,333 075 571,3 748 861
Uppsala,54 675 792,2 059 894
Södermanland,41 337 643,2 043 087
Östergötland,64 478 403,2 621 282
Jönköping,50 424 536,10 195 134
Kronoberg,27 914 898,1 852 321
Kalmar,33 864 497,4 106 506
Gotland,8 359 423,7 415 605
Blekinge,21 712 878,5 681 962
Skåne,193 119 375,17 725 192
Halland,46 829 549,5 740 830
Västra Götaland,240 152 145,18 858 243
Värmland,38 806 323,7 506 870
Örebro,42 045981,3 383 405
Västmanland,38 346 171,827 465
Dalarna,39 406 559,7 795 709
Gävleborg,39 281 920,15 109 868
Västernorrland,33 255 378,12 384 465
Jämtland,18 106 001,7 448 671
Västerbotten,37 738 282,5 866 407
Norrbotten,34 068 675,7 628 223
Totalt,1 437 000 000,150 000 000
";

/// Numbers by county 2017, no allocation.
const COUNTIES_2017: &str = "\
lan,lanstal
Stockholms län,8 781
Uppsala län,1 306
Södermanlands län,542
Östergötlands län,1 315
Jönköpings län,940
Kronobergs län,419
Kalmar län,510
Gotlands län,277
Blekinge län,201
Skåne län,3 811
Hallands län,1 034
Västra Götalands län,5 210
Värmlands län,787
Örebro län,763
Västmanlands län,634
Dalarnas län,844
Gävleborgs län,413
Västernorrlands län,532
Jämtlands län,365
Västerbottens län,987
Norrbottens län,929
TOT,30 600
";

/// Party support 2022: 5 803 200 + s × 24 300 (in government 16 350) + m × 324 704.
const PARTIES_2022: &str = "\
parti,belopp
Socialdemokraterna,41 198 404
Sverigedemokraterna,28 358 156
Moderaterna,29 644 280
Vänsterpartiet,15 153 408
Centerpartiet,16 127 520
Kristdemokraterna,13 257 338
Miljöpartiet,11 435 864
Liberalerna,12 234 176
Totalt,167 409 146
";

/// What is said of a column of a table: the JSON, and the notes.
fn infer(table: &str, arguments: &[&str]) -> (Value, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.csv");
    std::fs::write(&path, table).unwrap();
    let path = path.to_str().unwrap();
    let all = [&["infer", path], arguments, &["--format", "json"]].concat();
    let said = run(&all);
    assert_eq!(said.status, Some(0), "{}", said.stderr);
    (serde_json::from_str(&said.stdout).unwrap(), said.stderr)
}

fn exceptions(value: &Value) -> Vec<(String, i64)> {
    let key = &value["keys"][0];
    let exceptions = key["exceptions"].as_array().unwrap().iter();
    exceptions
        .map(|it| {
            (
                it["row"].as_str().unwrap().to_owned(),
                it["difference"].as_i64().unwrap(),
            )
        })
        .collect()
}

fn is_key(value: &Value, total: u64, exact: u64, differing: &[(&str, i64)]) {
    assert_eq!(value["verdict"], "key", "{}", value["reason"]);
    let key = &value["keys"][0];
    assert_eq!(
        (&key["total"], &key["exact"]),
        (&total.into(), &exact.into())
    );
    assert_eq!(key["rounding"], "half-up");
    let differing: Vec<(String, i64)> = differing
        .iter()
        .map(|(row, by)| ((*row).to_owned(), *by))
        .collect();
    assert_eq!(exceptions(value), differing);
}

#[test]
fn women_2020_the_total_row_is_the_appropriation() {
    let (value, _) = infer(WOMEN_2020, &["--column", "belopp"]);
    is_key(
        &value,
        10_230_185,
        19,
        &[("Skåne", 1), ("Västernorrland", 1)],
    );
    assert_eq!(value["appropriation"]["kronor"], 937_000_000);
    assert_eq!(value["appropriation"]["basis"], "total-row");
    assert_eq!(value["left_out"][0]["row"], "Totalt");
}

#[test]
fn without_its_row_of_totals_its_own_sum_is_the_appropriation() {
    let (table, _) = WOMEN_2020.split_once("Totalt").unwrap();
    let (value, _) = infer(table, &["--column", "belopp"]);
    is_key(
        &value,
        10_230_185,
        19,
        &[("Skåne", 1), ("Västernorrland", 1)],
    );
    assert_eq!(value["appropriation"]["basis"], "own-sum");
    assert_eq!(value["left_out"].as_array().unwrap().len(), 0);
}

/// A total that nothing names is known by what it is.
#[test]
fn a_row_that_is_the_sum_of_the_others_is_no_recipient() {
    let table = WOMEN_2020.replace("Totalt", "Regionerna");
    let (value, _) = infer(
        &table,
        &["--column", "belopp", "--appropriation", "937 000 000"],
    );
    is_key(
        &value,
        10_230_185,
        19,
        &[("Skåne", 1), ("Västernorrland", 1)],
    );
    assert_eq!(value["left_out"][0]["why"], "total-by-sum");
}

#[test]
fn women_2023_a_figure_without_its_space_is_read_and_said() {
    let (value, notes) = infer(WOMEN_2023, &["--column", "medel"]);
    is_key(&value, 10_514_719, 20, &[("Stockholm", -1)]);
    assert!(
        notes.contains("\"42 045981\" is read as one number"),
        "{notes}"
    );
    let (value, _) = infer(WOMEN_2023, &["--column", "landsbygd"]);
    is_key(&value, 4_935_619, 19, &[("Jönköping", -1), ("Skåne", -1)]);
}

#[test]
fn women_2023_other_appropriations_have_no_key() {
    for wrong in ["1 610 000 000", "1 587 000 000"] {
        let (value, _) = infer(WOMEN_2023, &["--column", "medel", "--appropriation", wrong]);
        assert_ne!(
            value["verdict"], "key",
            "{wrong}: {}",
            value["keys"][0]["total"]
        );
    }
}

#[test]
fn counties_2017_have_no_key() {
    let (value, _) = infer(COUNTIES_2017, &["--column", "lanstal"]);
    assert_eq!(value["verdict"], "none", "{}", value["reason"]);
}

/// A base amount, two amounts a seat and a third: no single key, and that is said.
#[test]
fn parties_2022_have_no_single_key() {
    let (value, _) = infer(PARTIES_2022, &["--column", "belopp"]);
    assert_ne!(value["verdict"], "key", "{}", value["reason"]);
    let (value, _) = infer(PARTIES_2022, &["--column", "belopp", "--base", "unknown"]);
    assert_ne!(value["verdict"], "key", "{}", value["reason"]);
}

/// 24 300,50 kr a unit, as many as printed: to the öre, below zero, in thousands.
#[test]
fn a_price_in_ore_repayments_and_thousands() {
    let units = [7_u64, 19, 4, 23, 11, 31, 2, 44, 13, 9, 58, 37];
    let table = |amount: &dyn Fn(u64) -> String| {
        let rows = units.iter().enumerate();
        let rows = rows.map(|(row, n)| format!("Kommun {row},\"{}\"\n", amount(*n)));
        rows.fold("namn,kr\n".to_owned(), |table, row| table + &row)
    };
    let sum: u64 = units.iter().sum();
    let in_ore = |n: u64| format!("{},{:02}", n * 2_430_053 / 100, n * 2_430_053 % 100);
    let (value, _) = infer(&table(&in_ore), &["--column", "kr"]);
    assert_eq!(
        (&value["verdict"], &value["keys"][0]["total"]),
        (&"key".into(), &sum.into())
    );
    assert_eq!(value["keys"][0]["each"], "2430053/100");

    let repaid = |n: u64| format!("-{}", n * 24_301);
    let (value, _) = infer(&table(&repaid), &["--column", "kr"]);
    assert_eq!(
        (&value["verdict"], &value["keys"][0]["total"]),
        (&"key".into(), &sum.into())
    );

    // 258 units of 1 000 000 kr / 258, in thousands
    let thousands = |n: u64| ((2 * n * 100_000_000 + 258_000) / 516_000).to_string();
    let given = ["--column", "kr", "--appropriation", "100 000 000"];
    let (value, _) = infer(&table(&thousands), &given);
    assert_eq!(
        (&value["verdict"], &value["keys"][0]["total"]),
        (&"key".into(), &sum.into())
    );
}

#[test]
fn limits_are_said_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.csv");
    std::fs::write(&path, WOMEN_2020).unwrap();
    let path = path.to_str().unwrap();
    for (option, words) in [
        (
            "--exceptions",
            "more exceptions than amounts (found 18446744073709551615, expected at most 21)",
        ),
        ("--largest-total", "expected at most 1 000 000 000 000"),
    ] {
        let said = run(&[
            "infer",
            path,
            "--column",
            "belopp",
            option,
            "18446744073709551615",
        ]);
        assert_eq!(said.status, Some(2), "{}", said.stdout);
        assert!(said.stderr.contains(words), "{}", said.stderr);
    }
}

/// A row to skip that is not there, of a file and of a decision.
#[test]
fn a_row_to_skip_that_is_not_there_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("amounts.csv");
    std::fs::write(&path, "place,kr\nAle,100\nBo,200\n").expect("a file");
    let file = path.to_str().unwrap();
    run(&["infer", file, "--column", "kr", "--skip-row", "Zork"]).is_refused(&["Zork"]);
    let of_decision = [
        "infer",
        "dalarna-2020",
        "--column",
        "kommuner.ers_per_kommun",
        "--skip-row",
        "Zork",
    ];
    run(&of_decision).is_refused(&["Zork"]);
}

/// Öre are amounts, and what is said of them says so.
#[test]
fn ore_without_an_appropriation_are_their_own_sum() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("amounts.csv");
    std::fs::write(&path, "place,kr\nAle,\"1,5\"\nBo,\"2,25\"\n").expect("a file");
    let said = run(&["infer", path.to_str().unwrap(), "--column", "kr"]);
    assert_eq!(said.status, Some(0), "{}", said.stderr);
    let all = format!("{}{}", said.stdout, said.stderr);
    assert!(
        all.contains("to the öre") && all.contains("3,75 kr"),
        "{all}"
    );
}
