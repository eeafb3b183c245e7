//! Each cause of the closed list, planted once in a consistent table: the audit names the cell, what it
//! should be, and the cause.

use statsbidrag::findings::{CauseKind, Finding};

use crate::support::audit_of;

/// Applicants by sex in four years, with every margin: 123 456 + 234 517 = 357 973 and so on.
const TABLE: [[&str; 3]; 5] = [
    ["123 456", "234 517", "357 973"],
    ["345 678", "456 789", "802 467"],
    ["567 891", "178 912", "746 803"],
    ["289 134", "391 245", "680 379"],
    ["1 326 159", "1 261 463", "2 587 622"],
];
const REGIONS: [&str; 5] = ["Norr", "Söder", "Öster", "Väster", "Summa"];
const YEARS: [&str; 5] = ["2020", "2021", "2022", "2023", "Summa"];
const COLUMNS: [&str; 3] = ["kvinnor", "man", "totalt"];

/// The findings of the table with some cells changed.
fn findings(labels: [&str; 5], changes: &[(usize, usize, &str)]) -> Vec<Finding> {
    let mut table = TABLE;
    for (row, column, printed) in changes {
        table[*row][*column] = printed;
    }
    let mut csv = "line,key,row,kvinnor,man,totalt\n".to_owned();
    for (at, (label, [women, men, all])) in labels.iter().zip(table).enumerate() {
        let key = label.to_lowercase().replace('ö', "o").replace('ä', "a");
        csv.push_str(&format!("{},{key},{label},{women},{men},{all}\n", at + 1));
    }
    let audit = audit_of(&[
        (
            "tables.toml",
            "[t]\ntitle = \"T\"\nlines = \"1-5\"\nrows = \"label\"\ntotals = [\"summa\"]\n\
             [t.columns]\nkvinnor = { title = \"K\", unit = \"kr\" }\n\
             man = { title = \"M\", unit = \"kr\" }\ntotalt = { title = \"T\", unit = \"kr\" }\n",
        ),
        ("t.csv", &csv),
        (
            "checks.txt",
            "check rad sum\n\"Women and men.\"\neach row of t with totals: kvinnor + man = totalt\n\
             check kvinnor sum\n\"The column.\"\nsum(t.kvinnor) = t[summa].kvinnor\n\
             check man sum\n\"The column.\"\nsum(t.man) = t[summa].man\n\
             check totalt sum\n\"The column.\"\nsum(t.totalt) = t[summa].totalt\n",
        ),
    ]);
    audit.findings
}

/// One cell is changed; every finding names it, and at least one its cause.
fn assert_named(labels: [&str; 5], at: (usize, usize), printed: &str, kind: CauseKind) -> Finding {
    let (row, column) = at;
    let found = findings(labels, &[(row, column, printed)]);
    assert!(!found.is_empty());
    for finding in &found {
        let suspect = finding.suspect.as_ref();
        let suspect = suspect.unwrap_or_else(|| panic!("{}: no suspect", finding.id));
        assert_eq!(suspect.cell.row, labels[row], "{}", finding.id);
        assert_eq!(suspect.cell.column, COLUMNS[column], "{}", finding.id);
        assert_eq!(suspect.value.text(), TABLE[row][column], "{}", finding.id);
    }
    let caused = found.into_iter().find(|it| it.cause.kind() == kind);
    caused.unwrap_or_else(|| panic!("{kind:?} is not named"))
}

#[test]
fn the_table_without_an_error_has_no_finding() {
    assert!(findings(REGIONS, &[]).is_empty());
}

#[test]
fn slips_of_the_pen_are_told_apart() {
    for (printed, kind) in [
        ("178 212", CauseKind::DigitSubstitution),
        ("187 912", CauseKind::Transposition),
        ("17 912", CauseKind::MissingDigit),
        ("1 788 912", CauseKind::ExtraDigit),
        ("-178 912", CauseKind::Sign),
        ("178 912 000", CauseKind::Unit),
    ] {
        assert_named(REGIONS, (2, 1), printed, kind);
    }
}

/// 456 789 stands in the row above too: copied, or that of the year before.
#[test]
fn the_figure_of_the_row_above_is_copied_and_that_of_another_year_is_stale() {
    let copied = assert_named(REGIONS, (2, 1), "456 789", CauseKind::CopiedCell);
    assert!(
        copied.cause.to_string().contains("Söder"),
        "{}",
        copied.cause
    );
    let stale = assert_named(YEARS, (2, 1), "456 789", CauseKind::StaleFigure);
    assert!(stale.cause.to_string().contains("2021"), "{}", stale.cause);
}

/// The figure of the column beside: 567 891 for 178 912.
#[test]
fn the_figure_of_the_column_beside_is_copied() {
    assert_named(REGIONS, (2, 1), "567 891", CauseKind::CopiedCell);
}

/// 1 261 463 without 456 789 is 804 674, with 391 245 twice 1 652 708.
#[test]
fn an_addend_left_out_or_counted_twice_is_named() {
    let missing = assert_named(REGIONS, (4, 1), "804 674", CauseKind::MissingAddend);
    assert!(
        missing.cause.to_string().contains("Söder"),
        "{}",
        missing.cause
    );
    let double = assert_named(REGIONS, (4, 1), "1 652 708", CauseKind::DoubleAddend);
    assert!(
        double.cause.to_string().contains("Väster"),
        "{}",
        double.cause
    );
}

#[test]
fn two_columns_of_a_row_are_exchanged() {
    let found = findings(REGIONS, &[(2, 0, TABLE[2][1]), (2, 1, TABLE[2][0])]);
    let ids: Vec<&str> = found.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["kvinnor", "man"]);
    for finding in &found {
        assert_eq!(
            finding.cause.kind(),
            CauseKind::SwappedColumns,
            "{}",
            finding.id
        );
        assert!(finding.cause.to_string().contains("Öster: kvinnor"));
        assert!(finding.cause.to_string().contains("Öster: man"));
        assert!(finding.group.is_some() && finding.group == found[0].group);
    }
}

#[test]
fn two_rows_of_a_column_are_exchanged() {
    let found = findings(REGIONS, &[(1, 1, TABLE[2][1]), (2, 1, TABLE[1][1])]);
    let ids: Vec<&str> = found.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["rad/oster", "rad/soder"]);
    for finding in &found {
        assert_eq!(
            finding.cause.kind(),
            CauseKind::SwappedRows,
            "{}",
            finding.id
        );
        assert!(finding.cause.to_string().contains("Söder: man"));
        assert!(finding.cause.to_string().contains("Öster: man"));
    }
}

/// What was granted of what was applied for, both with their totals, so that only the share can be
/// wrong. 100 500 of 201 234 are 49,94 %; of the budget of 411 777 they are 24,41 %. 77 400 of
/// 150 766 are 51,34 %; of 260 000 they are 29,77 %.
fn granted(share: &str) -> Vec<Finding> {
    let csv = format!(
        "line,key,row,sokt,budget,beviljat,andel\n\
         1,a,A,201 234,411 777,100 500,{share}\n\
         2,b,B,150 766,260 000,77 400,51\n\
         3,summa,Summa,352 000,671 777,177 900,51\n"
    );
    let audit = audit_of(&[
        (
            "tables.toml",
            "[t]\ntitle = \"T\"\nlines = \"1-5\"\nrows = \"label\"\ntotals = [\"summa\"]\n\
             [t.columns]\nsokt = { title = \"S\", unit = \"kr\" }\n\
             budget = { title = \"B\", unit = \"kr\" }\n\
             beviljat = { title = \"B\", unit = \"kr\" }\n\
             andel = { title = \"A\", unit = \"percent\" }\n",
        ),
        ("t.csv", &csv),
        (
            "checks.txt",
            "check andel percent\n\"Granted of applied for.\"\n\
             each row of t with totals: percent(beviljat of sokt) = andel\n\
             check sokt sum\n\"The column.\"\nsum(t.sokt) = t[summa].sokt\n\
             check beviljat sum\n\"The column.\"\nsum(t.beviljat) = t[summa].beviljat\n",
        ),
    ]);
    audit.findings
}

#[test]
fn a_share_of_another_column_names_the_column() {
    assert!(granted("50").is_empty());
    let found = granted("24");
    assert_eq!(found.len(), 1, "{found:#?}");
    let suspect = found[0].suspect.as_ref().expect("a suspect");
    assert_eq!(
        (suspect.cell.row.as_str(), suspect.cell.column.as_str()),
        ("A", "andel")
    );
    assert_eq!(suspect.value.text(), "50");
    assert_eq!(found[0].cause.kind(), CauseKind::OtherDenominator);
    assert!(
        found[0].cause.to_string().contains("A: budget"),
        "{}",
        found[0].cause
    );
}

/// 49,94 % is 50 % rounded and 49 % cut off.
#[test]
fn a_share_that_is_cut_off_is_truncated() {
    let found = granted("49");
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].cause.kind(), CauseKind::Truncation);
}

/// An amount that adds up with another to their total, a figure of the text, and what is said of it.
fn said(amount: u64, printed: &str, unit: &str, check: &str) -> Finding {
    let total = amount + 7_000_000;
    let csv =
        format!("line,key,row,belopp\n1,a,A,{amount}\n2,b,B,7000000\n3,summa,Summa,{total}\n");
    let sum = "check summa sum\n\"The column.\"\nsum(t.belopp) = t[summa].belopp\n";
    let check = format!("{check}{sum}");
    let claims = format!("id,line,printed,unit,meaning\nx,9,\"{printed}\",{unit},It.\n");
    let audit = audit_of(&[
        (
            "tables.toml",
            "[t]\ntitle = \"T\"\nlines = \"1-5\"\nrows = \"label\"\ntotals = [\"summa\"]\n\
             [t.columns]\nbelopp = { title = \"B\", unit = \"kr\" }\n",
        ),
        ("t.csv", &csv),
        ("claims.csv", &claims),
        ("checks.txt", &check),
    ]);
    assert_eq!(audit.findings.len(), 1, "{:#?}", audit.findings);
    audit.findings.into_iter().next().expect("a finding")
}

const REPEATED: &str = "check c repeat\n\"The text repeats it.\"\nt[a].belopp = claim[x]\n";

/// 2 449 000 kronor are 2,4 miljoner; by way of 2,45 they become 2,5.
#[test]
fn a_figure_that_is_rounded_twice_says_so() {
    let found = said(2_449_000, "2,5 miljoner kronor", "kr", REPEATED);
    assert_eq!(
        found.cause.kind(),
        CauseKind::RoundedTwice,
        "{}",
        found.cause
    );
    assert!(
        found.cause.to_string().contains("2 450 000"),
        "{}",
        found.cause
    );
}

/// 298 500 000 kronor are 298,5 miljoner.
#[test]
fn miljarder_for_miljoner_is_a_unit() {
    let found = said(298_500_000, "298,5 miljarder kronor", "kr", REPEATED);
    assert_eq!(found.cause.kind(), CauseKind::Unit, "{}", found.cause);
}

#[test]
fn procent_for_procentenheter_is_a_unit() {
    let check = "check c unit\n\"It is a difference of shares.\"\nunit of claim[x] is points\n";
    let found = said(2_000_000, "5 procent", "percent", check);
    assert_eq!(found.cause.kind(), CauseKind::Unit, "{}", found.cause);
}

#[test]
fn a_reference_that_leads_nowhere_is_one() {
    let check = "check c reference\n\"See the table.\"\nclaim[x] refers to u\n";
    let found = said(2_000_000, "5 procent", "percent", check);
    assert_eq!(found.cause.kind(), CauseKind::Reference, "{}", found.cause);
}

#[test]
fn a_name_that_stands_twice_is_wrong() {
    let audit = audit_of(&[
        (
            "tables.toml",
            "[t]\ntitle = \"T\"\nlines = \"1-5\"\nrows = \"label\"\n\
             [t.columns]\nbelopp = { title = \"B\", unit = \"kr\" }\n",
        ),
        ("t.csv", "line,key,row,belopp\n1,a,Ale,1\n2,b,Ale,2\n"),
        (
            "checks.txt",
            "check c name\n\"No name stands twice.\"\nnames of t are unique\n",
        ),
    ]);
    assert_eq!(audit.findings.len(), 1);
    assert_eq!(audit.findings[0].id, "c/b");
    assert_eq!(audit.findings[0].cause.kind(), CauseKind::Name);
}
