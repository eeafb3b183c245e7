//! Who is named, and how surely (section 5): a test for each line.

use statsbidrag::decision::embedded_places;
use statsbidrag::tables::PlaceKind;

use crate::folder::Folder;

/// 2 640 + 55 + 322 + 124 + 72 + 721 = 3 934; with −322 it is 3 290, and the difference is twice 322.
#[test]
fn a_sign_that_was_lost() {
    let finding = Folder::new(&[("x", "kr")])
        .rows(&[
            ("a", &["2 640"]),
            ("b", &["55"]),
            ("c", &["322"]),
            ("d", &["124"]),
            ("e", &["72"]),
            ("f", &["721"]),
            ("s", &["3 290"]),
        ])
        .check("sum", "sum(t.x) = t[s].x")
        .only_finding("error");
    assert_eq!(finding["suspect"]["row"], "Row c", "{finding:#}");
    assert_eq!(finding["suspect"]["mended"], "-322");
    assert_eq!(finding["cause"]["kind"], "sign");
}

/// M04: 7 × 4,75 = 33,25, printed 35: what is offered mends the finding it stands under.
#[test]
fn what_is_offered_mends_by_itself() {
    let folder = |printed: &str| {
        Folder::new(&[("n", "count"), ("p", "kr")])
            .rows(&[("a", &["7", printed])])
            .check("allocation", "each row of t: n * 4,75 = p")
    };
    let finding = folder("35").only_finding("error");
    let mended = finding["suspect"]["mended"].as_str().unwrap();
    assert_eq!(finding["suspect"]["column"], "p", "{finding:#}");
    folder(mended).holds();
}

/// Seven of the eight municipalities of Uppsala county, 376 000 together, and a total: Knivsta has no row.
fn without_knivsta(unit: &str, total: &str) -> Folder {
    let tables = format!(
        "[t]\ntitle = \"T\"\nlines = \"1-99\"\nrows = \"municipality\"\n[t.columns]\n\
         x = {{ title = \"x\", unit = \"{unit}\" }}\n"
    );
    let csv = format!(
        "line,code,row,x\n1,0305,Håbo,22 000\n2,0319,Älvkarleby,9 500\n3,0331,Heby,14 000\n\
         4,0360,Tierp,21 000\n5,0380,Uppsala,240 000\n6,0381,Enköping,47 000\n\
         7,0382,Östhammar,22 500\n8,00,Totalt,{total}\n"
    );
    Folder::default()
        .with_file("tables.toml", &tables)
        .with_file("t.csv", &csv)
        .check("sum", "sum(t.x) = t[00].x")
}

/// The total has 19 000 more: they are Knivsta's.
#[test]
fn a_municipality_without_a_row() {
    let finding = without_knivsta("kr", "395 000").only_finding("incomplete");
    assert_eq!(finding["cause"]["kind"], "missing-row", "{finding:#}");
    let detail = finding["cause"]["detail"].as_str().unwrap();
    assert!(
        detail.contains("Knivsta (0330)") && detail.contains("19 000"),
        "{detail}"
    );
    assert!(finding["suspect"].is_null());
    // how many persons those are is not found out
    let finding = without_knivsta("persons", "395 000").only_finding("incomplete");
    let detail = finding["cause"]["detail"].as_str().unwrap();
    assert!(
        detail.contains("Knivsta") && !detail.contains("19 000"),
        "{detail}"
    );
}

/// A row is believed to be missing if it would have from a fourth of the smallest, 9 500 / 4 = 2 375, to
/// four times the largest, 960 000.
#[test]
fn a_row_that_would_be_unlike_the_others_is_not_missing() {
    for (total, is_missing) in [
        ("378 374", false),
        ("378 375", true),
        ("1 336 000", true),
        ("1 336 001", false),
    ] {
        let findings = without_knivsta("kr", total).findings();
        let [finding] = findings.as_slice() else {
            panic!("{total}: {} findings", findings.len());
        };
        assert_eq!(
            finding["cause"]["kind"] == "missing-row",
            is_missing,
            "{total}: {finding:#}"
        );
    }
}

/// All municipalities but Gotland, which is a county of its own: none of the counties listed has lost a
/// row, and the country has.
#[test]
fn a_county_without_a_row_in_a_list_of_the_country() {
    let places = embedded_places().expect("the places");
    let listed = places.of_kind(PlaceKind::Municipality);
    let rows: Vec<String> = listed
        .filter(|it| it.code != "0980")
        .zip(0..)
        .map(|(it, at)| format!("1,{},{},{}", it.code, it.name, 20_000 + at))
        .collect();
    assert_eq!(rows.len(), 289);
    let total = 289 * 20_000 + 288 * 289 / 2 + 21_500;
    let csv = format!(
        "line,code,row,x\n{}\n8,00,Totalt,{total}\n",
        rows.join("\n")
    );
    let tables = "[t]\ntitle = \"T\"\nlines = \"1-99\"\nrows = \"municipality\"\n[t.columns]\n\
                  x = { title = \"x\", unit = \"kr\" }\n";
    let finding = Folder::default()
        .with_file("tables.toml", tables)
        .with_file("t.csv", &csv)
        .check("sum", "sum(t.x) = t[00].x")
        .only_finding("incomplete");
    let detail = finding["cause"]["detail"].as_str().expect("a cause");
    assert!(
        detail.contains("Gotland (0980)") && detail.contains("21 500"),
        "{detail}"
    );
}

/// X 100, 200; Y 41, –; Z 300, 400; total 400, 641: 41 stands in the wrong column. One cause for both sums.
fn shifted(rows: &[(&str, &[&str])], checks: &[(&str, &str)]) -> Vec<serde_json::Value> {
    let mut folder = Folder::new(&[("x", "kr"), ("y", "kr"), ("z", "kr")]).rows(rows);
    for (kind, relation) in checks {
        folder = folder.check(kind, relation);
    }
    folder.findings()
}

const SUMS: [(&str, &str); 3] = [
    ("sum", "sum(t.x) = t[s].x"),
    ("sum", "sum(t.y) = t[s].y"),
    ("sum", "sum(t.z) = t[s].z"),
];

fn are_shifted(found: &[serde_json::Value], count: usize, cells: &[&str], empty: &str) {
    assert_eq!(found.len(), count, "{found:#?}");
    for finding in found {
        assert_eq!(finding["cause"]["kind"], "shifted-cells", "{finding:#}");
        assert_eq!(finding["group"], found[0]["group"]);
        assert!(finding["suspect"].is_null());
        let detail = finding["cause"]["detail"].as_str().unwrap();
        let (towards, moved) = detail.split_once("agrees: ").unwrap();
        assert!(towards.contains(empty), "{detail}");
        for cell in cells {
            assert!(moved.contains(cell), "{detail}");
        }
    }
}

#[test]
fn a_figure_in_the_column_beside_its_own() {
    let rows = |y: [&'static str; 3]| -> [(&'static str, Vec<&'static str>); 4] {
        [
            ("a", vec!["100", "200", "5"]),
            ("b", y.to_vec()),
            ("c", vec!["300", "400", "7"]),
            ("s", vec!["400", "641", "12"]),
        ]
    };
    let found = |y| {
        let rows = rows(y);
        let rows: Vec<(&str, &[&str])> = rows.iter().map(|(a, b)| (*a, b.as_slice())).collect();
        shifted(&rows, &SUMS)
    };
    for empty in ["–", "-", ""] {
        are_shifted(&found(["41", empty, "–"]), 2, &["Row b: x"], "Row b: y");
    }
    // the other way, and beside a column that is right
    are_shifted(&found(["–", "–", "41"]), 2, &["Row b: z"], "Row b: y");
    // in its place there is nothing to say
    assert!(found(["–", "41", "–"]).is_empty());
}

/// Two figures of a row, one step to the left of where they belong.
#[test]
fn a_row_that_is_printed_one_column_off() {
    let found = shifted(
        &[
            ("a", &["100", "200", "300"]),
            ("b", &["41", "52", "–"]),
            ("c", &["300", "400", "700"]),
            ("s", &["400", "641", "1 052"]),
        ],
        &SUMS,
    );
    are_shifted(&found, 3, &["Row b: x", "Row b: y"], "Row b: z");
}

/// A column of which two figures stand a row too high: each row says so.
#[test]
fn figures_one_row_off() {
    let found = shifted(
        &[
            ("a", &["100", "200", "300"]),
            ("b", &["41", "52", "64"]),
            ("c", &["300", "12", "341"]),
            ("d", &["70", "–", "111"]),
            ("e", &["50", "41", "91"]),
        ],
        &[("sum", "each row of t: x + y = z")],
    );
    // 41 + 23 = 64, 300 + 41 = 341 are not what is printed: 52 − 12 is no step
    assert!(
        found
            .iter()
            .all(|it| it["cause"]["kind"] != "shifted-cells"),
        "{found:#?}"
    );
    let found = shifted(
        &[
            ("a", &["100", "200", "300"]),
            ("b", &["41", "52", "41"]),
            ("c", &["300", "12", "352"]),
            ("d", &["70", "–", "82"]),
            ("e", &["50", "41", "91"]),
        ],
        &[("sum", "each row of t: x + y = z")],
    );
    // row d, with a mark for no figure, is undecided
    are_shifted(&found, 2, &["Row b: y", "Row c: y"], "Row d: y");
}

/// A step that leaves something to find, a withheld figure, a total and another unit are no shift.
#[test]
fn what_a_step_does_not_mend_is_no_shift() {
    let is_none = |found: &[serde_json::Value]| {
        assert!(!found.is_empty());
        for finding in found {
            assert_ne!(finding["cause"]["kind"], "shifted-cells", "{finding:#}");
        }
    };
    let with = |cells: &'static [&'static str], total: &'static [&'static str]| {
        shifted(
            &[
                ("a", &["100", "200", "5"]),
                ("b", cells),
                ("c", &["300", "400", "7"]),
                ("s", total),
            ],
            &SUMS,
        )
    };
    // 41 lacks in y, where 42 would have to stand
    is_none(&with(&["41", "–", "–"], &["400", "642", "12"]));
    // only the column it leaves is wrong
    is_none(&with(&["41", "–", "–"], &["400", "600", "12"]));
    // a figure stands there already
    is_none(&with(&["41", "9", "–"], &["400", "641", "12"]));
    // nothing says that a figure lacks in y
    let rows: &[(&str, &[&str])] = &[
        ("a", &["100", "200", "5"]),
        ("b", &["41", "–", "–"]),
        ("c", &["300", "400", "7"]),
        ("s", &["400", "641", "13"]),
    ];
    is_none(&shifted(rows, &[SUMS[0], SUMS[2]]));
    // it may as well belong in z, which lacks as much
    let rows: &[(&str, &[&str])] = &[
        ("a", &["100", "200", "5"]),
        ("b", &["–", "41", "–"]),
        ("c", &["300", "400", "7"]),
        ("s", &["441", "600", "53"]),
    ];
    is_none(&shifted(rows, &SUMS));
    // another relation of the row forbids it
    let found = shifted(
        &[
            ("a", &["100", "200", "5"]),
            ("b", &["41", "–", "41"]),
            ("c", &["300", "400", "7"]),
            ("s", &["400", "641", "53"]),
        ],
        &[SUMS[0], SUMS[1], ("repeat", "t[b].x = t[b].z")],
    );
    is_none(&found);
}

/// Economy in balance: 462 and 160,5 million are 622,5, and the text says 598: 24,5 were taken back, which
/// the relation does not name. No figure is accused.
#[test]
fn an_item_that_a_relation_does_not_name() {
    let folder = |first: &str, total: &str, relation: &str| {
        Folder::new(&[("x", "mkr")])
            .rows(&[
                ("a", &["17,6"]),
                ("b", &["63,1"]),
                ("c", &["12,1"]),
                ("d", &["15,9"]),
                ("e", &["51,8"]),
                ("s", &["160,5"]),
            ])
            .claim("forra", first, "kr")
            .claim("oktober", "160,5 miljoner kronor", "kr")
            .claim("alla", total, "kr")
            .check("sum", "sum(t.x) = t[s].x")
            .check("sum", relation)
    };
    for relation in [
        "claim[forra] + claim[oktober] = claim[alla]",
        "claim[alla] = claim[oktober] + claim[forra]",
        "claim[forra] + t[s].x = claim[alla]",
        "claim[forra] + sum(t.x) = claim[alla]",
    ] {
        let finding = folder("462 miljoner kronor", "598 miljoner kronor", relation)
            .only_finding("incomplete");
        assert_eq!(finding["cause"]["kind"], "missing-item", "{finding:#}");
        let detail = finding["cause"]["detail"].as_str().unwrap();
        assert!(
            detail.contains("may be incomplete") && detail.contains("24") && detail.contains("off"),
            "{detail}"
        );
        assert!(finding["suspect"].is_null());
        assert_eq!(finding["rivals"].as_array().unwrap().len(), 0);
    }
    let sum = "claim[forra] + claim[oktober] = claim[alla]";
    // one more item
    let finding =
        folder("462 miljoner kronor", "689 miljoner kronor", sum).only_finding("incomplete");
    let detail = finding["cause"]["detail"].as_str().unwrap();
    assert!(detail.contains("one more item"), "{detail}");
    // a slip of one digit is a slip: 462 + 160,5 = 622,5, printed 672,5
    let finding =
        folder("462,0 miljoner kronor", "672,5 miljoner kronor", sum).only_finding("error");
    assert_ne!(finding["cause"]["kind"], "missing-item", "{finding:#}");
    // what would be missing is larger than all that is named
    folder("462 miljoner kronor", "1 598,4 miljoner kronor", sum).only_finding("error");
    // a difference has no items
    folder(
        "462 miljoner kronor",
        "598 miljoner kronor",
        "claim[alla] - claim[forra] = claim[oktober]",
    )
    .only_finding("error");
}

/// The rows of a table are all there are: a sum of its cells is never thought to lack one.
#[test]
fn a_sum_within_a_table_lacks_no_item() {
    Folder::new(&[("x", "kr"), ("y", "kr"), ("z", "kr")])
        .rows(&[
            ("a", &["462 100", "160 512", "622 612"]),
            ("b", &["462 100", "160 512", "598 004"]),
        ])
        .check("sum", "each row of t: x + y = z")
        .only_finding("error");
    Folder::new(&[("x", "kr")])
        .rows(&[
            ("a", &["462 100"]),
            ("b", &["160 512"]),
            ("s", &["598 004"]),
        ])
        .check("sum", "t[a].x + t[b].x = t[s].x")
        .only_finding("error");
}

/// The column and the value of all that is offered, the likeliest first.
fn offered(finding: &serde_json::Value) -> Vec<(String, String)> {
    let rivals = finding["rivals"].as_array().into_iter().flatten();
    let all = std::iter::once(&finding["suspect"]).chain(rivals);
    let word = |it: &serde_json::Value| it.as_str().map(str::to_owned);
    all.filter_map(|it| Some((word(&it["column"])?, word(&it["mended"])?)))
        .collect()
}

/// A check of one row, and the finding there with each of its offers written into the row: each mends.
fn each_offer_mends(
    check: &str,
    columns: &[(&str, &str)],
    cells: &[&str],
) -> Vec<(String, String)> {
    let folder = |cells: &[&str]| {
        Folder::new(columns)
            .rows(&[("a", cells)])
            .check("share", check)
    };
    let finding = folder(cells).only_finding("error");
    let offered = offered(&finding);
    for (column, mended) in &offered {
        let at = columns.iter().position(|(name, _)| name == column);
        let mut cells = cells.to_vec();
        cells[at.expect("a column")] = mended;
        folder(&cells).holds();
    }
    offered
}

fn pairs(of: &[(String, String)]) -> Vec<(&str, &str)> {
    of.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect()
}

/// 72 % women and 24 % men. 73 and 24 % are at most 73,5 and 24,5 %, less than the whole, and so are 72 and
/// 27 %: 76 or 28 is meant.
#[test]
fn two_rounded_shares_of_the_whole() {
    let mut offered = each_offer_mends(
        "each row of t: women + men = 100",
        &[("women", "percent"), ("men", "percent")],
        &["72 %", "24 %"],
    );
    offered.sort();
    assert_eq!(pairs(&offered), [("men", "28"), ("women", "76")]);
}

/// 113 of 113 + 667 is 14,49 %, 95 of 95 + 667 is 12,47 %: 2,02 points, and 1 is printed. 113 of 810 would be 13,95 %,
/// 103 of 770 13,38 %: 1,48 and 0,91 points.
#[test]
fn a_difference_of_two_exact_shares() {
    let offered = each_offer_mends(
        "each row of t: percent(d of d + c) - percent(b of b + a) = e",
        &[
            ("a", "persons"),
            ("b", "persons"),
            ("c", "persons"),
            ("d", "persons"),
            ("e", "points"),
        ],
        &["667", "95", "667", "113", "1 %"],
    );
    let offered = pairs(&offered);
    for meant in [("e", "2"), ("c", "697"), ("d", "103")] {
        assert!(offered.contains(&meant), "{offered:?}");
    }
}
