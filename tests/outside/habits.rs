//! Habits of a column, said once (section 2): a test for each line.

use crate::folder::Folder;

/// M10: 1 of 40 is 2,5 %, printed `3,0 %`.
#[test]
fn whole_percentages_with_a_false_decimal() {
    let finding = Folder::new(&[("n", "count"), ("d", "count"), ("p", "percent")])
        .rows(&[
            ("a", &["1", "40", "3,0 %"]),
            ("b", &["95", "1000", "10,0 %"]),
            ("c", &["4", "40", "10,0 %"]),
            ("d", &["7", "120", "6,0 %"]),
            ("e", &["11", "130", "8,0 %"]),
            ("f", &["5", "77", "6,0 %"]),
            ("g", &["33", "91", "36,0 %"]),
            ("h", &["12", "95", "13,0 %"]),
        ])
        .check("percent", "each row of t: percent(n of d) = p")
        .only_finding("rounding");
    let message = finding["message"].as_str().unwrap();
    assert!(message.contains("false decimal"), "{message}");
}

/// M11: thirds and sixths of one, cut off; half up a difference of two in the last digit is rare.
#[test]
fn parts_that_were_cut_off() {
    let finding = Folder::new(&[("x", "index")])
        .rows(&[
            ("a", &["0,3333"]),
            ("b", &["0,3333"]),
            ("c", &["0,1666"]),
            ("d", &["0,1666"]),
            ("s", &["1,0000"]),
        ])
        .check("sum", "sum(t.x) = t[s].x")
        .only_finding("rounding");
    assert_eq!(finding["cause"]["kind"], "truncation");
}

/// Declared as cut off there is nothing to say.
#[test]
fn parts_that_are_declared_to_be_cut_off() {
    Folder::default()
        .column(
            "x",
            "title = \"x\", unit = \"index\", precision = \"cut off\"",
        )
        .rows(&[
            ("a", &["0,3333"]),
            ("b", &["0,3333"]),
            ("c", &["0,1666"]),
            ("d", &["0,1666"]),
            ("s", &["1,0000"]),
        ])
        .check("sum", "sum(t.x) = t[s].x")
        .holds();
}

/// M15: 79, 53, 40 and 26 of 132 are 59,8, 40,2, 30,3 and 19,7 %.
#[test]
fn shares_of_a_whole_that_is_not_in_the_table() {
    let finding = Folder::new(&[("n", "persons"), ("p", "percent")])
        .rows(&[
            ("a", &["79", "59,8 %"]),
            ("b", &["53", "40,2 %"]),
            ("c", &["40", "30,3 %"]),
            ("d", &["26", "19,7 %"]),
        ])
        .check("share", "each row of t: percent(n of sum(t.n)) = p")
        .only_finding("definition");
    let message = finding["message"].as_str().unwrap();
    assert!(
        message.contains("shares of 132, which is not in the table"),
        "{message}"
    );
}

/// The heading says mkr, the cells are kronor, the text says 300 miljoner.
#[test]
fn a_column_of_millions_that_holds_kronor() {
    let finding = Folder::new(&[("x", "mkr")])
        .claim("alla", "300 miljoner kronor", "kr")
        .rows(&[("a", &["100 000 000"]), ("b", &["200 000 000"])])
        .check("sum", "sum(t.x) = claim[alla]")
        .only_finding("error");
    assert_eq!(finding["cause"]["kind"], "unit");
    let detail = finding["cause"]["detail"].as_str().unwrap();
    assert!(
        detail.contains("t.x") && detail.contains("1 000 000"),
        "{detail}"
    );
    assert!(finding["suspect"].is_null());
}

/// The same by the total that the column prints: the rows add up to it, so it is no slip in the total.
#[test]
fn a_total_of_a_column_in_another_unit_is_the_columns() {
    let folder = |unit: &str, total: &str| {
        Folder::new(&[("x", unit)])
            .claim("alla", "300 miljoner kronor", "kr")
            .rows(&[
                ("a", &["100 000 000"]),
                ("b", &["200 000 000"]),
                ("s", &[total]),
            ])
            .check("repeat", "t[s].x = claim[alla]")
    };
    let finding = folder("mkr", "300 000 000").only_finding("error");
    assert_eq!(finding["cause"]["kind"], "unit", "{finding:#}");
    let detail = finding["cause"]["detail"].as_str().unwrap();
    assert!(
        detail.contains("t.x") && detail.contains("1 000 000"),
        "{detail}"
    );
    assert!(finding["suspect"].is_null());
    assert_eq!(finding["rivals"].as_array().unwrap().len(), 0);
    // a total that the rows do not make is a figure by itself
    let finding = folder("tkr", "300 000 001").only_finding("error");
    assert!(
        !finding["cause"]["detail"]
            .as_str()
            .unwrap_or("")
            .contains("the column"),
        "{finding:#}"
    );
}

/// So is one of its cells, where no amount of the column can be in millions: 10^14 kronor.
#[test]
fn a_cell_of_a_column_that_cannot_be_believed_is_the_columns() {
    let finding = Folder::new(&[("x", "mkr")])
        .claim("a", "100 miljoner kronor", "kr")
        .rows(&[("a", &["100 000 000"]), ("b", &["200 000 000"])])
        .check("repeat", "t[a].x = claim[a]")
        .only_finding("error");
    let detail = finding["cause"]["detail"].as_str().unwrap();
    assert!(
        detail.contains("t.x") && detail.contains("1 000 000"),
        "{finding:#}"
    );
}

/// A text that says millions where thousands are meant is not the column's fault: its rows are small.
#[test]
fn a_text_in_another_unit_is_not_the_columns() {
    let finding = Folder::new(&[("x", "tkr")])
        .claim("alla", "300 kronor", "kr")
        .rows(&[("a", &["100"]), ("b", &["200"]), ("s", &["300"])])
        .check("repeat", "t[s].x = claim[alla]")
        .only_finding("error");
    let detail = finding["cause"]["detail"].as_str().unwrap_or("");
    assert!(!detail.contains("column"), "{finding:#}");
}

/// Every row says that the second column is in thousands.
#[test]
fn a_column_of_kronor_that_holds_thousands() {
    let finding = Folder::new(&[("a", "kr"), ("b", "kr")])
        .rows(&[
            ("a", &["125 000", "125"]),
            ("b", &["3 411 000", "3 411"]),
            ("c", &["78 000", "78"]),
            ("d", &["900 000", "900"]),
        ])
        .check("repeat", "each row of t: a = b")
        .only_finding("error");
    assert_eq!(finding["cause"]["kind"], "unit");
    assert!(finding["cause"]["detail"].as_str().unwrap().contains("t.b"));
}

/// 7,5 % of each amount, rounded to fives.
#[test]
fn a_column_rounded_to_fives() {
    let finding = Folder::new(&[("m", "kr"), ("p", "kr")])
        .rows(&[
            ("a", &["1 000", "75"]),
            ("b", &["1 100", "85"]),
            ("c", &["1 210", "90"]),
            ("d", &["1 333", "100"]),
            ("e", &["1 480", "110"]),
            ("f", &["1 610", "120"]),
        ])
        .check("allocation", "each row of t: 75 / 1000 * m = p")
        .only_finding("rounding");
    assert!(
        finding["message"]
            .as_str()
            .unwrap()
            .contains("rounding to 5"),
        "{finding:#}"
    );
}

/// Amounts with öre, each rounded to whole kronor: many rows miss by one, which is said once.
#[test]
fn a_table_that_lost_its_ore_is_one_finding() {
    let rows = [
        ("a", ["100", "200", "301"]),
        ("b", ["410", "220", "630"]),
        ("c", ["133", "267", "399"]),
        ("d", ["500", "125", "626"]),
        ("e", ["271", "828", "1 099"]),
        ("f", ["314", "159", "474"]),
    ];
    let mut folder = Folder::new(&[("x", "kr"), ("y", "kr"), ("z", "kr")]);
    for (key, cells) in &rows {
        folder = folder.rows(&[(key, cells)]);
    }
    let finding = folder
        .check("sum", "each row of t: x + y = z")
        .only_finding("rounding");
    let message = finding["message"].as_str().unwrap();
    assert!(message.contains("4 of 6 rows differ"), "{message}");
}
