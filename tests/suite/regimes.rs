//! Columns made by a rule of their own: said once, and only the cells that break it are flagged.
//!
//! Each table is made by hand, once as its rule gives it and once with one cell that breaks it.

use statsbidrag::findings::{CauseKind, Finding, Severity};
use statsbidrag::lang::Lang;
use statsbidrag::report::words;

use crate::support::{audit_of, message};

/// Findings of a table `t` under one check of kind percent or repeat, named `kolumn`.
fn findings(columns: &str, csv: &str, totals: &str, check: &str) -> Vec<Finding> {
    let tables = format!(
        "[t]\ntitle = \"T\"\nlines = \"1-99\"\nrows = \"label\"\n{totals}[t.columns]\n{columns}"
    );
    let audit = audit_of(&[
        ("tables.toml", &tables),
        ("t.csv", csv),
        ("checks.txt", check),
    ]);
    audit.findings
}

/// Shares of a thousand in whole percents: rows of (part, printed percent).
fn shares(rows: &[(u32, &str)]) -> Vec<Finding> {
    let mut csv = "line,key,row,del,hela,andel\n".to_owned();
    for (at, (part, percent)) in rows.iter().enumerate() {
        csv.push_str(&format!("{},r{at},R{at},{part},1 000,{percent}\n", at + 1));
    }
    findings(
        "del = { title = \"Del\", unit = \"count\" }\n\
         hela = { title = \"Hela\", unit = \"count\" }\n\
         andel = { title = \"Andel\", unit = \"percent\" }\n",
        &csv,
        "",
        "check kolumn percent\n\"The share of the whole.\"\n\
         each row of t: percent(del of hela) = andel\n",
    )
}

/// Ten rows, eight of which end in 5 to 9 tenths of a percent and are printed without them.
const CUT_OFF: [(u32, &str); 10] = [
    (126, "12"),
    (238, "23"),
    (347, "34"),
    (159, "15"),
    (266, "26"),
    (478, "47"),
    (587, "58"),
    (695, "69"),
    (412, "41"),
    (503, "50"),
];

#[test]
fn a_column_that_is_cut_off_is_one_finding() {
    let found = shares(&CUT_OFF);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].id, "kolumn");
    assert_eq!(found[0].severity, Severity::Rounding);
    assert_eq!(found[0].cause.kind(), CauseKind::Truncation);
    // 2⁸
    let evidence = "8 of 8 rows that tell, by chance one time in 256";
    assert!(
        message(&found[0]).contains(evidence),
        "{}",
        message(&found[0])
    );
}

/// 26,6 % is printed 27 where the column is cut off: 1 + 8 of the 256 ways fit as well.
#[test]
fn a_cell_that_is_rounded_in_a_column_that_is_cut_off_is_flagged() {
    let mut rows = CUT_OFF;
    rows[4].1 = "27";
    let found = shares(&rows);
    let ids: Vec<&str> = found.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["kolumn", "kolumn/r4"]);
    let evidence = "7 of 8 rows that tell, by chance one time in 28";
    assert!(
        message(&found[0]).contains(evidence),
        "{}",
        message(&found[0])
    );
    assert!(message(&found[1]).contains("this row does not"));
}

/// 12,5, 22,5, 34,5 and 46,5 go to the even neighbour; 13,5 goes to 14 by either rule.
#[test]
fn a_column_that_is_rounded_to_even_is_one_finding() {
    let rows = [
        (125, "12"),
        (225, "22"),
        (345, "34"),
        (465, "46"),
        (135, "14"),
    ];
    let found = shares(&rows);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].cause.kind(), CauseKind::Rounding);
    let evidence = "4 of 4 rows that tell, by chance one time in 16";
    assert!(
        message(&found[0]).contains(evidence),
        "{}",
        message(&found[0])
    );
}

/// Two rows that are cut off, one in four columns has them by chance.
#[test]
fn two_rows_are_no_rule_of_a_column() {
    let rows = [
        (126, "12"),
        (238, "23"),
        (412, "41"),
        (503, "50"),
        (301, "30"),
    ];
    let found = shares(&rows);
    let ids: Vec<&str> = found.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["kolumn/r0", "kolumn/r1"]);
}

/// Three of four rows that tell are cut off: 1 + 4 of 16 ways, more than one in eight.
#[test]
fn three_of_four_rows_are_no_rule_of_a_column() {
    let mut rows = CUT_OFF;
    for (part, percent) in &mut rows[4..] {
        (*part, *percent) = (301, "30");
    }
    rows[3].1 = "16";
    let found = shares(&rows);
    let ids: Vec<&str> = found.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["kolumn/r0", "kolumn/r1", "kolumn/r2"]);
}

/// What was granted of what was applied for is said; printed is what was granted of the budget.
fn granted(last: &str) -> Vec<Finding> {
    let csv = format!(
        "line,key,row,sokt,budget,beviljat,andel\n\
         1,a,A,200,400,100,25\n2,b,B,300,500,150,30\n3,c,C,250,1 000,200,20\n\
         4,d,D,400,800,100,13\n5,e,E,500,600,300,50\n6,f,F,640,1 600,320,20\n\
         7,g,G,700,1 400,350,25\n8,h,H,100,300,60,{last}\n"
    );
    findings(
        "sokt = { title = \"Sökt\", unit = \"kr\" }\n\
         budget = { title = \"Budget\", unit = \"kr\" }\n\
         beviljat = { title = \"Beviljat\", unit = \"kr\" }\n\
         andel = { title = \"Andel\", unit = \"percent\" }\n",
        &csv,
        "",
        "check kolumn percent\n\"What was granted of what was applied for.\"\n\
         each row of t: percent(beviljat of sokt) = andel\n",
    )
}

#[test]
fn a_column_of_shares_of_another_column_names_it() {
    let found = granted("20");
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].severity, Severity::Definition);
    assert_eq!(found[0].cause.kind(), CauseKind::OtherDenominator);
    assert!(found[0].cause.to_string().contains("shares of t.budget"));
    assert!(message(&found[0]).contains("8 of 8 rows that tell"));
}

/// 60 of 300 are 20 %, and 60 of 100 are 60 %; 21 is neither.
#[test]
fn a_cell_that_is_no_share_of_either_column_is_flagged() {
    let found = granted("21");
    let ids: Vec<&str> = found.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["kolumn/h", "kolumn"]);
    assert_eq!(found[0].severity, Severity::Error);
    assert_eq!(words::expected(&found[0], Lang::En).as_deref(), Some("20"));
    assert_eq!(words::difference(&found[0], Lang::En).as_deref(), Some("1"));
    assert_eq!(found[0].cause.kind(), CauseKind::DigitSubstitution);
    assert!(message(&found[1]).contains("7 of 7 rows that tell"));
}

/// Kronor and the same in millions with one decimal; 2 449 000 → 2,45 → 2,5.
fn millions(last: &str) -> Vec<Finding> {
    let csv = format!(
        "line,key,row,kronor,miljoner\n\
         1,a,A,2 449 000,\"2,5\"\n2,b,B,1 346 000,\"1,4\"\n3,c,C,5 748 000,\"5,8\"\n\
         4,d,D,3 245 000,\"3,3\"\n5,e,E,8 047 000,\"8,1\"\n6,f,F,7 120 000,\"7,1\"\n\
         7,g,G,4 460 000,\"4,5\"\n8,h,H,6 800 000,\"{last}\"\n"
    );
    findings(
        "kronor = { title = \"Kronor\", unit = \"kr\" }\n\
         miljoner = { title = \"Miljoner\", unit = \"mkr\" }\n",
        &csv,
        "",
        "check kolumn repeat\n\"The amounts in millions.\"\neach row of t: kronor = miljoner\n",
    )
}

#[test]
fn a_column_that_is_rounded_twice_is_one_finding() {
    let found = millions("6,8");
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].severity, Severity::Rounding);
    assert_eq!(found[0].cause.kind(), CauseKind::RoundedTwice);
    let evidence = "5 of 5 rows that tell, by chance one time in 32";
    assert!(
        message(&found[0]).contains(evidence),
        "{}",
        message(&found[0])
    );
}

#[test]
fn a_wrong_cell_of_a_column_that_is_rounded_twice_is_flagged() {
    let found = millions("6,2");
    let ids: Vec<&str> = found.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["kolumn/h", "kolumn"]);
    assert_eq!(found[0].cause.kind(), CauseKind::DigitSubstitution);
    assert_eq!(found[1].cause.kind(), CauseKind::RoundedTwice);
}

/// Eight parts of 1 000. Rounded one by one they are 41, 14, 10, 12, 11, 6, 3 and 2, which is 99.
/// Rounding took most, 0,4, from the second.
fn of_a_hundred(percents: [&str; 8]) -> Vec<Finding> {
    let parts = [413, 144, 100, 121, 113, 57, 32, 20];
    let mut csv = "line,key,row,antal,andel\n".to_owned();
    for (at, (part, percent)) in parts.iter().zip(percents).enumerate() {
        csv.push_str(&format!("{},r{at},R{at},{part},{percent}\n", at + 1));
    }
    csv.push_str("9,summa,Summa,1 000,100\n");
    findings(
        "antal = { title = \"Antal\", unit = \"count\" }\n\
         andel = { title = \"Andel\", unit = \"percent\" }\n",
        &csv,
        "totals = [\"summa\"]\n",
        "check kolumn percent\n\"The share of the total.\"\n\
         each row of t: percent(antal of t[summa].antal) = andel\n",
    )
}

#[test]
fn a_column_made_to_add_up_by_largest_remainders_is_one_finding() {
    let found = of_a_hundred(["41", "15", "10", "12", "11", "6", "3", "2"]);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].id, "kolumn");
    assert_eq!(found[0].severity, Severity::Rounding);
    let message = message(&found[0]);
    assert!(message.contains("add up to 100, a unit each on the largest remainders"));
    // one of eight cells, up or down
    assert!(
        message.contains("1 of 1 row that tells, by chance one time in 16"),
        "{message}"
    );
}

#[test]
fn a_column_made_to_add_up_on_its_largest_figure_is_one_finding() {
    let found = of_a_hundred(["42", "14", "10", "12", "11", "6", "3", "2"]);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].id, "kolumn");
    assert!(message(&found[0]).contains("the difference on the largest figure"));
}

/// The column adds up, but neither the largest figure nor the largest remainder is changed.
#[test]
fn a_cell_that_only_happens_to_make_a_column_add_up_is_flagged() {
    let found = of_a_hundred(["41", "14", "10", "12", "12", "6", "3", "2"]);
    let ids: Vec<&str> = found.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["kolumn/r4"]);
}

/// Beside the changed cell, 6 is printed 9.
#[test]
fn a_wrong_cell_of_a_column_made_to_add_up_is_flagged() {
    let found = of_a_hundred(["41", "15", "10", "12", "11", "9", "3", "2"]);
    let ids: Vec<&str> = found.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["kolumn/r5", "kolumn"]);
    assert_eq!(words::expected(&found[0], Lang::En).as_deref(), Some("6"));
    assert_eq!(found[0].cause.kind(), CauseKind::DigitSubstitution);
}
