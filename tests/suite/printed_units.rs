//! Findings keep to the unit of the print.

use statsbidrag::lang::Lang;
use statsbidrag::report::words;

use crate::support::{audit_of, message};

/// Two amounts in thousands of kronor, and their printed sum.
fn tables(unit: &str) -> String {
    format!(
        "[t]\ntitle = \"T\"\nlines = \"1-3\"\nrows = \"label\"\ntotals = [\"summa\"]\n\
         [t.columns]\nkr = {{ title = \"K\", unit = \"{unit}\" }}\n\
         andra = {{ title = \"A\", unit = \"kr\" }}\n"
    )
}

const ROWS: &str = "line,key,row,kr,andra\n1,a,A,4,4 000\n2,b,B,5,5 000\n3,summa,Summa,3,9 000\n";

fn checks(relation: &str) -> String {
    format!("check s sum\n\"The rows add up.\"\nsv \"Raderna stämmer.\"\n{relation}\n")
}

/// 4 tkr are 3 500 to 4 499 kr and 5 tkr are 4 500 to 5 499 kr: together 8 to 9,998 tkr, not 3.
#[test]
fn a_sum_of_thousands_is_said_in_thousands() {
    let (tables, checks) = (tables("tkr"), checks("sum(t.kr) = t[summa].kr"));
    let audit = audit_of(&[
        ("tables.toml", &tables),
        ("t.csv", ROWS),
        ("checks.txt", &checks),
    ]);
    let finding = &audit.findings[0];
    assert_eq!(
        message(finding),
        "The rows add up. Printed is 3 (tkr); the other figures give [8; 9,998]."
    );
    assert_eq!(
        words::message(finding, Lang::Sv),
        "Raderna stämmer. Angivet är 3 (tkr); de andra uppgifterna ger [8; 9,998]."
    );
    let line = words::certificate(finding, Lang::En);
    assert_eq!(line.as_deref(), Some("4 + 5 = 8 to 10,00 ≠ 3"));
}

/// 4 000 kr and 5 000 kr are 9 tkr, not 3: what is counted otherwise says so.
#[test]
fn a_sum_of_kronor_beside_thousands_says_which_is_which() {
    let (tables, checks) = (tables("tkr"), checks("sum(t.andra) = t[summa].kr"));
    let audit = audit_of(&[
        ("tables.toml", &tables),
        ("t.csv", ROWS),
        ("checks.txt", &checks),
    ]);
    let finding = &audit.findings[0];
    assert_eq!(
        message(finding),
        "The rows add up. Printed is 3 (tkr); the other figures give 9."
    );
    let line = words::certificate(finding, Lang::En);
    assert_eq!(line.as_deref(), Some("4 000 + 5 000 = 9 000 ≠ 3 tkr"));
}

/// In kronor nothing needs to be said of the unit.
#[test]
fn a_sum_of_kronor_says_no_unit() {
    let (tables, checks) = (tables("kr"), checks("sum(t.andra) = t[summa].kr"));
    let audit = audit_of(&[
        ("tables.toml", &tables),
        ("t.csv", ROWS),
        ("checks.txt", &checks),
    ]);
    assert_eq!(
        message(&audit.findings[0]),
        "The rows add up. Printed is 3; the other figures give 9 000."
    );
}
