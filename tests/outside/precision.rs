//! A printed figure that was computed has been rounded (section 1): a test for each line.

use serde_json::Value;

use crate::folder::Folder;

fn rows_of(unit: &str, cells: &[&str], total: &str) -> Folder {
    column_of(&format!("title = \"x\", unit = \"{unit}\""), cells, total)
}

/// A column `x` with this declaration, its cells and their total.
fn column_of(declared: &str, cells: &[&str], total: &str) -> Folder {
    let keys = ["a", "b", "c", "d", "e", "f", "g", "h"];
    let mut folder = Folder::default().column("x", declared);
    for (key, cell) in keys.iter().zip(cells) {
        folder = folder.rows(&[(key, &[cell])]);
    }
    folder
        .rows(&[("s", &[total])])
        .check("sum", "sum(t.x) = t[s].x")
}

/// M01: 23,84, 23,36 and 20 in whole kronor.
#[test]
fn a_percentage_of_an_amount_is_whole_kronor() {
    Folder::new(&[("m", "kr"), ("p", "kr")])
        .rows(&[
            ("a", &["298", "24"]),
            ("b", &["292", "23"]),
            ("c", &["250", "20"]),
        ])
        .check("allocation", "each row of t: 8 / 100 * m = p")
        .holds();
}

/// The same where 25 is printed for 23,84: more than rounding.
#[test]
fn a_percentage_of_an_amount_that_misses_by_a_krona_is_an_error() {
    let finding = Folder::new(&[("m", "kr"), ("p", "kr")])
        .rows(&[("a", &["298", "25"])])
        .check("allocation", "each row of t: 8 / 100 * m = p")
        .only_finding("error");
    assert_eq!(finding["suspect"]["mended"], "24");
}

/// M02.
#[test]
fn ore_and_whole_kronor_are_one_amount() {
    Folder::new(&[("a", "kr"), ("b", "kr")])
        .rows(&[("a", &["1 234,56", "1 235"]), ("b", &["2 455,40", "2 455"])])
        .check("repeat", "each row of t: a = b")
        .holds();
    Folder::new(&[("a", "kr"), ("b", "kr")])
        .rows(&[("a", &["1 234,56", "1 234"])])
        .check("repeat", "each row of t: a = b")
        .only_finding("error");
}

/// M03: by one öre, which happens to 40 of 100 such tables.
#[test]
fn ore_that_were_rounded_add_up_by_chance() {
    rows_of("kr", &["10,33", "10,33", "10,33", "10,33"], "41,33").holds();
    // by four öre, in no table
    rows_of("kr", &["10,33", "10,33", "10,33", "10,33"], "41,36").only_finding("error");
}

/// 333,33 and 285,71 kronor per inhabitant.
#[test]
fn a_price_per_head_is_printed_in_whole_kronor() {
    Folder::new(&[("m", "kr"), ("n", "persons"), ("p", "kr")])
        .rows(&[
            ("a", &["1 000 000", "3 000", "333"]),
            ("b", &["2 000 000", "7 000", "286"]),
        ])
        .check("share", "each row of t: m / n = p")
        .holds();
}

/// The 14 municipalities of Norrbotten: 50 845 ÷ 14 = 3 631,79.
#[test]
fn a_mean_is_printed_in_whole_kronor() {
    let cells = [
        "4 632", "4 746", "4 458", "2 445", "4 681", "3 838", "4 045", "2 703", "3 711", "3 046",
        "3 378", "4 552", "1 710", "2 900",
    ];
    let mut folder = Folder::new(&[("x", "kr")]);
    for (at, cell) in cells.iter().enumerate() {
        folder = folder.rows(&[(format!("k{at}").as_str(), &[cell])]);
    }
    folder
        .rows(&[("s", &["3 632"])])
        .check("definition", "sum(t.x) / 14 = t[s].x")
        .holds();
}

/// 97 750 for 97 800, each printed to three significant digits.
#[test]
fn figures_of_three_digits_add_up_to_one_of_three_digits() {
    let cells = ["18 000", "52 200", "6 100", "4 400", "2 750", "14 300"];
    column_of(
        "title = \"x\", unit = \"kr\", precision = \"3 digits\"",
        &cells,
        "97 800",
    )
    .holds();
    // 185 kronor are all that rounding can leave
    column_of(
        "title = \"x\", unit = \"kr\", precision = \"3 digits\"",
        &cells,
        "98 000",
    )
    .only_finding("error");
    // undeclared the difference is an error
    rows_of("kr", &cells, "97 800").only_finding("error");
}

/// Tax rates of a statute: 19,06 + 10,03 = 29,09.
#[test]
fn a_column_can_be_declared_exact() {
    let folder = |precision: &str, total: &str| {
        let declared = |name: &str| format!("title = \"{name}\", unit = \"percent\"{precision}");
        Folder::default()
            .column("k", &declared("k"))
            .column("r", &declared("r"))
            .column("s", &declared("s"))
            .rows(&[("a", &["19,06", "10,03", total])])
            .check("sum", "each row of t: k + r = s")
    };
    let exact = ", precision = \"exact\"";
    folder("", "29,08").holds();
    folder(exact, "29,08").only_finding("error");
    folder(exact, "29,09").holds();
}

/// M12: two fives too many, once in 625 tables upwards and once downwards.
#[test]
fn counts_rounded_to_fives() {
    let cells = ["5", "5", "5", "5"];
    let to_five = "title = \"x\", unit = \"persons\", precision = \"5\"";
    let finding = column_of(to_five, &cells, "30").only_finding("rounding");
    let message = finding["message"].as_str().unwrap();
    assert!(message.contains("0,320 %"), "{message}");
    column_of(to_five, &cells, "25").holds();
    column_of(to_five, &cells, "35").only_finding("error");
    let finding = rows_of("persons", &cells, "30").only_finding("error");
    let message = finding["message"].as_str().unwrap();
    assert!(message.contains("All figures end in 0 or 5"), "{message}");
    // five fives can be ten apart; and amounts are often round
    for (unit, total) in [("persons", "35"), ("kr", "30")] {
        let finding = rows_of(unit, &cells, total).only_finding("error");
        let message = finding["message"].as_str().unwrap();
        assert!(!message.contains("All figures"), "{message}");
    }
}

/// The total can be exact where its parts are not: 8 persons, printed as 5 and 5.
#[test]
fn totals_have_a_precision_of_their_own() {
    let declared =
        "title = \"x\", unit = \"persons\", precision = \"5\", precision-of-totals = \"exact\"";
    column_of(declared, &["5", "5"], "8").holds();
    column_of(declared, &["5", "5"], "15").only_finding("error");
}

/// 21 408 317 + 44 190 652 = 65 598 969, printed 65 598 970; 65 598 970 + 37 205 811 = 102 804 781,
/// printed 102 804 780.
#[test]
fn whole_kronor_that_miss_by_one_are_possible_if_ore_were_rounded() {
    let found = Folder::new(&[
        ("a", "kr"),
        ("b", "kr"),
        ("c", "kr"),
        ("d", "kr"),
        ("e", "kr"),
    ])
    .rows(&[(
        "a",
        &[
            "21 408 317",
            "44 190 652",
            "65 598 970",
            "37 205 811",
            "102 804 780",
        ],
    )])
    .check("sum", "each row of t: a + b = c")
    .check("sum", "each row of t: c + d = e")
    .findings();
    assert_eq!(found.len(), 2, "{found:#?}");
    for finding in found {
        assert_eq!(finding["severity"], "rounding");
        assert_eq!(finding["suspect"], Value::Null);
        assert_eq!(finding["rivals"].as_array().unwrap().len(), 0);
        assert_eq!(finding["cause"]["detail"], "possible if öre were rounded");
    }
}

/// Two kronor are more than two parts and their total can miss.
#[test]
fn whole_kronor_that_miss_by_more_than_rounding_are_an_error() {
    rows_of("kr", &["100", "200"], "302").only_finding("error");
    rows_of("kr", &["100", "200"], "301").only_finding("rounding");
    // one part is the total
    rows_of("kr", &["100"], "101").only_finding("error");
}

/// Persons, places and municipalities are counted one by one.
#[test]
fn counts_are_exact() {
    for unit in ["persons", "places", "municipalities", "regions", "count"] {
        rows_of(unit, &["10", "20", "30", "40"], "101").only_finding("error");
    }
}

/// An appropriation is divided to the krona.
#[test]
fn amounts_of_an_allocation_against_their_appropriation_are_exact() {
    Folder::new(&[("x", "kr")])
        .parameter("anslag", "500 000 000 kronor", "kr")
        .rows(&[("a", &["100 000 000"]), ("b", &["399 999 999"])])
        .check("sum", "sum(t.x) = parameter[anslag]")
        .only_finding("error");
}

/// M09: row and column both say that `b` of R17 is 60.
#[test]
fn an_unlikely_sum_tells_which_cell_is_wrong() {
    let mut folder = Folder::new(&[("a", "tkr"), ("b", "tkr"), ("c", "tkr")]);
    for row in 10..40 {
        let b = if row == 17 { "70" } else { "60" };
        folder = folder.rows(&[(format!("r{row}").as_str(), &["20", b, "80"])]);
    }
    let found = folder
        .rows(&[("s", &["600", "1 800", "2 400"])])
        .check("sum", "each row of t: a + b = c")
        .check("sum", "sum(t.b) = t[s].b")
        .check("sum", "sum(t.a) = t[s].a")
        .check("sum", "sum(t.c) = t[s].c")
        .findings();
    assert_eq!(found.len(), 2, "{found:#?}");
    for finding in found {
        assert_eq!(finding["suspect"]["row"], "Row r17", "{finding:#}");
        assert_eq!(finding["suspect"]["column"], "b");
    }
}

/// 3 tkr and 1 tkr: between 40,0 and 85,7 % are unused, however it is written.
#[test]
fn a_figure_that_occurs_twice_is_one_figure() {
    for relation in [
        "each row of t: percent(rek - anv of rek) = andel",
        "each row of t: 100 - percent(anv of rek) = andel",
    ] {
        for (andel, holds) in [
            ("30 %", false),
            ("39 %", false),
            ("40 %", true),
            ("85 %", true),
            ("87 %", false),
        ] {
            let folder = Folder::new(&[("rek", "tkr"), ("anv", "tkr"), ("andel", "percent")])
                .rows(&[("a", &["3", "1", andel])])
                .check("percent", relation);
            let verdicts = folder.verdicts();
            assert_eq!(
                verdicts,
                (u64::from(holds), u64::from(!holds), 0),
                "{andel}"
            );
            if andel == "30 %" {
                folder.only_finding("error");
            }
        }
    }
}

/// What is said to be given is the range that the verdict rests on, in every place where it is said, and
/// whichever side the figure that occurs twice stands on. Of 2 500 to 3 499 kr, 500 to 1 499 were used:
/// (2 500 − 1 499) ÷ 2 500 is 40,04 %, (3 499 − 500) ÷ 3 499 is 85,710 %; 2 500 ÷ (2 500 + 1 499) is
/// 62,516 % and 3 499 ÷ (3 499 + 500) 87,497 %.
#[test]
fn what_the_other_figures_give_is_what_the_verdict_rests_on() {
    let percent = "≈85,7102";
    for (relation, stated, low, high) in [
        (
            "percent(rek - anv of rek) = andel",
            "30 %",
            "[40,04;",
            percent,
        ),
        (
            "andel = percent(rek - anv of rek)",
            "30 %",
            "[40,04;",
            percent,
        ),
        (
            "100 - percent(anv of rek) = andel",
            "30 %",
            "[40,04;",
            percent,
        ),
        (
            "percent(rek of rek + anv) = andel",
            "55 %",
            "[≈62,5156;",
            "≈87,4969",
        ),
        (
            "andel = 100 * rek / (rek + anv)",
            "55 %",
            "[≈62,5156;",
            "≈87,4969",
        ),
        (
            "100 * anv / (rek + anv) = andel",
            "40 %",
            "[≈12,5031;",
            "≈37,4844",
        ),
    ] {
        let found = Folder::new(&[("rek", "tkr"), ("anv", "tkr"), ("andel", "percent")])
            .rows(&[("a", &["3", "1", stated])])
            .check("percent", &format!("each row of t: {relation}"))
            .only_finding("error");
        let expected = found["expected"].as_str().unwrap();
        assert!(
            expected.starts_with(low) && expected.contains(high),
            "{relation}: {expected}"
        );
        let message = found["message"].as_str().unwrap();
        assert!(message.contains(&format!("give {expected}")), "{message}");
        let certificate = found["certificate"].as_str().unwrap();
        // there with two decimals
        let low = low.trim_matches(['[', '≈', ';']);
        let low: String = low.chars().take(4).collect();
        assert!(certificate.contains(&low), "{certificate}");
    }
}

/// Each of three figures as a share of their mean: 2 tkr of 2, 3 and 4 are 300 × 1 500 ÷ (1 500 + 7 998) =
/// 47,378 % to 300 × 2 499 ÷ (2 499 + 6 000) = 88,210 % of it.
#[test]
fn a_figure_against_a_mean_that_it_is_part_of_is_one_figure() {
    for (stated, holds) in [
        ("47 %", true),
        ("30 %", false),
        ("88 %", true),
        ("95 %", false),
    ] {
        let folder = Folder::new(&[("x", "tkr"), ("andel", "percent")])
            .rows(&[
                ("a", &["2", stated]),
                ("b", &["3", "100 %"]),
                ("c", &["4", "130 %"]),
            ])
            .check("percent", "each row of t: percent(x of mean(t.x)) = andel");
        if holds {
            assert_eq!(folder.verdicts(), (3, 0, 0), "{stated}");
            continue;
        }
        let found = folder.only_finding("error");
        let expected = found["expected"].as_str().unwrap();
        assert!(
            expected.contains("47,378") && expected.contains("88,210"),
            "{expected}"
        );
    }
}

/// Where it stands on both sides, what each side may be by itself does not show that they differ: 3 tkr is
/// not 1 tkr and 30 % of it, as 0,695 × 2 500 − 1 499 = 238,5 kr is the least that is too much, and
/// 0,705 × 3 499 − 500 = 1 966,795 kr the most.
#[test]
fn a_figure_on_both_sides_is_one_figure() {
    for (relation, ends) in [
        (
            "rek = anv + rek * andel / 100",
            ["0,2385", "1,9668", "less"],
        ),
        (
            "anv + rek * andel / 100 = rek",
            ["0,2385", "1,9668", "less"],
        ),
        (
            "rek - anv = rek * andel / 100",
            ["238,5", "966,795", "more"],
        ),
    ] {
        let found = Folder::new(&[("rek", "tkr"), ("anv", "tkr"), ("andel", "percent")])
            .rows(&[("a", &["3", "1", "30 %"])])
            .check("sum", &format!("each row of t: {relation}"))
            .only_finding("error");
        let expected = found["expected"].as_str().unwrap();
        assert!(
            ends.iter().all(|it| expected.contains(it)),
            "{relation}: {found:#}"
        );
        let shown = found["certificate"].as_str().unwrap();
        assert!(shown.contains("238,5") && shown.ends_with("≠ 0"), "{shown}");
    }
}

/// A grant's amounts add up to the appropriation to the krona; those of a table that says no more may
/// have lost öre.
#[test]
fn an_allocation_that_misses_by_a_krona_is_an_error() {
    let folder = |kind: &str, relation: &str, total: &str| {
        Folder::new(&[("x", "kr")])
            .rows(&[
                ("a", &["21 408 317"]),
                ("b", &["44 190 652"]),
                ("c", &["7 205 811"]),
                ("s", &[total]),
            ])
            .parameter("anslag", total, "kr")
            .check(kind, relation)
    };
    let sum = "sum(t.x) = t[s].x";
    folder("sum", sum, "72 804 781").only_finding("rounding");
    folder("allocation", sum, "72 804 781").only_finding("error");
    folder("allocation", sum, "72 804 780").holds();
    let of_appropriation = "sum(t.x) = parameter[anslag]";
    folder("allocation", of_appropriation, "72 804 781").only_finding("error");
    folder("allocation", of_appropriation, "72 804 779").only_finding("error");
}

/// Parts that are declared to be rounded have room, also in an allocation: 33 + 33 + 33 tens are 990 or
/// as much as 1 004,9 kronor; 8 % of 298 kr are 23,84 kr, printed 24.
#[test]
fn an_allocation_of_rounded_parts_has_their_room() {
    let rounded = |total: &str| {
        Folder::default()
            .column(
                "x",
                "title = \"x\", unit = \"kr\", precision = \"10\", precision-of-totals = \"exact\"",
            )
            .rows(&[
                ("a", &["330"]),
                ("b", &["330"]),
                ("c", &["330"]),
                ("s", &[total]),
            ])
            .check("allocation", "sum(t.x) = t[s].x")
    };
    rounded("995").holds();
    rounded("1 006").only_finding("error");
    Folder::new(&[("m", "kr"), ("p", "kr")])
        .rows(&[("a", &["298", "24"])])
        .check("allocation", "each row of t: 8 / 100 * m = p")
        .holds();
}

/// A cell that is printed finer than is declared says that the declaration is wrong, or the cell.
#[test]
fn a_declared_precision_that_a_cell_contradicts_is_refused() {
    for (precision, unit, fits, finer, multiple) in [
        ("5", "persons", "15", "12", "multiple of 5"),
        ("100", "kr", "2 700", "2 750", "multiple of 100"),
        ("0,01", "index", "10,33", "10,333", "multiple of 0,01"),
        ("0,5", "tkr", "12,5", "12,4", "multiple of 0,5"),
        ("3 digits", "kr", "97 800", "97 812", "multiple of 100"),
        ("2 digits", "mkr", "1,2", "1,25", "multiple of 0,1"),
        ("cut off to 100", "kr", "300", "350", "multiple of 100"),
    ] {
        let column = format!("title = \"x\", unit = \"{unit}\", precision = \"{precision}\"");
        let folder = |cell: &str| {
            Folder::default()
                .column("x", &column)
                .rows(&[("a", &[cell]), ("b", &["0"]), ("s", &[cell])])
                .check("sum", "sum(t.x) = t[s].x")
        };
        folder(fits).holds();
        folder(finer).is_refused(&["t.csv:2:x", "t.csv:4:x", finer, multiple, "precision"]);
    }
    // of the total only, and what says nothing of multiples
    let of_total = "title = \"x\", unit = \"kr\", precision-of-totals = \"100\"";
    let folder = |declared: &str, total: &str| {
        Folder::default()
            .column("x", declared)
            .rows(&[("a", &["120"]), ("b", &["201"]), ("s", &[total])])
            .check("sum", "sum(t.x) = t[s].x")
    };
    folder(of_total, "300").holds();
    folder(of_total, "321").is_refused(&["t.csv:4:x", "321", "multiple of 100"]);
    folder("title = \"x\", unit = \"kr\", precision = \"exact\"", "321").holds();
}

/// What is no precision is refused, in words.
#[test]
fn a_precision_that_is_none_is_refused() {
    column_of(
        "title = \"x\", unit = \"kr\", precision = \"about 5\"",
        &["5"],
        "5",
    )
    .is_refused(&["about 5", "3 digits", "cut off"]);
}
