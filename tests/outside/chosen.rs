//! Figures that only choose rows, and are wrong: a group, a limit in a `where`.

use serde_json::Value;

use crate::folder::Folder;

/// Six amounts, 1 907 243 together, in the groups 1, 2, 1, 2, 2 and 3: 469 134, 1 259 197 and 178 912.
/// `groups` are printed instead.
fn grouped(groups: [&str; 6]) -> Folder {
    let amounts = [
        "123 456", "234 517", "345 678", "456 789", "567 891", "178 912",
    ];
    let cells: Vec<[&str; 2]> = groups.into_iter().zip(amounts).map(Into::into).collect();
    let keys = ["a", "b", "c", "d", "e", "f"];
    let rows: Vec<(&str, &[&str])> = keys
        .into_iter()
        .zip(cells.iter().map(<[&str; 2]>::as_slice))
        .collect();
    Folder::new(&[("g", "count"), ("x", "kr")])
        .rows(&rows)
        .rows(&[("s", &["", "1 907 243"])])
        .claim("one", "469 134", "kr")
        .claim("two", "1 259 197", "kr")
        .claim("three", "178 912", "kr")
        .check("sum", "sum(t.x) = t[s].x")
}

/// The row and the column that are named, what should be printed, and the kind of slip.
fn named(finding: &Value) -> [&str; 4] {
    let suspect = &finding["suspect"];
    let words = [
        &suspect["row"],
        &suspect["column"],
        &suspect["mended"],
        &finding["cause"]["kind"],
    ];
    words.map(|it| it.as_str().unwrap_or("none"))
}

/// D is printed in group 3: group 2 lacks its 456 789, and group 3 has them. No amount is wrong.
#[test]
fn a_row_in_another_group() {
    let findings = grouped(["1", "2", "1", "3", "2", "3"])
        .check("sum", "sum(t.x where g = 1) = claim[one]")
        .check("sum", "sum(t.x where g = 2) = claim[two]")
        .check("sum", "sum(t.x where g = 3) = claim[three]")
        .findings();
    assert_eq!(findings.len(), 2);
    for finding in &findings {
        let expected = ["Row d", "g", "2", "digit-substitution"];
        assert_eq!(named(finding), expected, "{finding:#}");
        let confidence = finding["suspect"]["confidence"].as_f64();
        assert!(confidence > Some(0.99), "{finding:#}");
    }
}

/// Only group 3 is told: D is wrong, and whether it belongs to 1 or 2 is not known.
#[test]
fn a_row_of_which_only_the_group_it_is_not_in_is_known() {
    let finding = grouped(["1", "2", "1", "3", "2", "3"])
        .check("sum", "sum(t.x where g = 3) = claim[three]")
        .only_finding("error");
    let [row, column, _, kind] = named(&finding);
    assert_eq!(
        (row, column, kind),
        ("Row d", "g", "unknown"),
        "{finding:#}"
    );
}

/// The total of group 2 has one digit wrong, and no group explains it.
#[test]
fn a_total_of_a_group_with_a_slip_is_named_still() {
    let finding = grouped(["1", "2", "1", "2", "2", "3"])
        .claim("printed", "1 269 197", "kr")
        .check("sum", "sum(t.x where g = 1) = claim[one]")
        .check("sum", "sum(t.x where g = 2) = claim[printed]")
        .only_finding("error");
    let suspect = &finding["suspect"];
    assert_eq!(suspect["mended"], "1 259 197", "{finding:#}");
}

/// Three rows of group 2 are said and two counted: that, or any row of another group, may be wrong.
#[test]
fn a_count_names_no_row() {
    let finding = grouped(["1", "2", "1", "3", "2", "3"])
        .claim("rows", "3", "count")
        .check("count", "count(t where g = 2) = claim[rows]")
        .only_finding("error");
    assert!(finding["suspect"].is_null(), "{finding:#}");
}

/// The share decides: 3,4 for 8,4 leaves C's 345 678 out of those with five percent or more. What should
/// have been printed is not known.
#[test]
fn a_share_below_the_limit() {
    let folder = |c: &str| {
        Folder::new(&[("share", "percent"), ("x", "kr")])
            .rows(&[
                ("a", &["5,2", "123 456"]),
                ("b", &["3,1", "234 517"]),
                ("c", &[c, "345 678"]),
                ("d", &["4,9", "456 789"]),
                ("e", &["7,7", "567 891"]),
                ("s", &["", "1 728 331"]),
            ])
            .claim("large", "1 037 025", "kr")
            .check("sum", "sum(t.x) = t[s].x")
            .check("sum", "sum(t.x where share >= 5 %) = claim[large]")
    };
    folder("8,4").holds();
    let finding = folder("3,4").only_finding("error");
    let [row, column, mended, kind] = named(&finding);
    assert_eq!(
        (row, column, kind),
        ("Row c", "share", "unknown"),
        "{finding:#}"
    );
    folder(mended).holds();
}

/// A rule for group 1 that C does not follow by far: the group may be wrong, but nothing says so more than
/// that one of the amounts is.
#[test]
fn a_row_that_another_group_would_leave_out() {
    let finding = Folder::new(&[("g", "count"), ("part", "kr"), ("rest", "kr"), ("x", "kr")])
        .rows(&[
            ("a", &["1", "100 000", "23 456", "123 456"]),
            ("b", &["2", "200 000", "99", "234 517"]),
            ("c", &["1", "300 999", "5 678", "345 678"]),
        ])
        .check("sum", "each row of t where g = 1: part + rest = x")
        .only_finding("error");
    assert!(finding["suspect"].is_null(), "{finding:#}");
    let rivals = finding["rivals"].as_array().expect("rivals");
    let of_group: Vec<&Value> = rivals.iter().filter(|it| it["column"] == "g").collect();
    assert_eq!(of_group.len(), 1, "{finding:#}");
}

/// The limit is printed 4,0 for 6,0 percent: two rows too many are added, and no one of them is wrong.
#[test]
fn a_limit_that_all_rows_are_held_against() {
    let folder = |limit: &str| {
        Folder::new(&[("share", "percent"), ("x", "kr")])
            .rows(&[
                ("a", &["5,2", "123 456"]),
                ("b", &["3,1", "234 517"]),
                ("c", &["6,4", "345 678"]),
                ("d", &["4,9", "456 789"]),
                ("e", &["7,7", "567 891"]),
                ("s", &["", "1 728 331"]),
            ])
            .claim("limit", limit, "percent")
            .claim("large", "913 569", "kr")
            .check("sum", "sum(t.x) = t[s].x")
            .check("sum", "sum(t.x where share >= claim[limit]) = claim[large]")
    };
    folder("6,0").holds();
    let finding = folder("4,0").only_finding("error");
    let [row, _, mended, kind] = named(&finding);
    assert_eq!(
        (row, mended, kind),
        ("limit", "6,0", "digit-substitution"),
        "{finding:#}"
    );
}
