//! What the published figures are known to be, counted by hand from the documents. Nothing here is
//! taken from the program's own output: a check that silently skipped rows would fail here.

use libtest_mimic::Failed;
use statsbidrag::audit::audit;
use statsbidrag::decision::corpus;

/// How many cells of a published column a procedure reproduces.
pub struct Expected {
    /// The decision, grant and table.
    pub of: (&'static str, &'static str, &'static str),
    /// Published amounts.
    pub cells: usize,
    /// Of which exact.
    pub exact: usize,
    /// The others: published less computed, and how many.
    pub residuals: &'static [(i128, usize)],
}

const fn expected(
    of: (&'static str, &'static str, &'static str),
    cells: usize,
    exact: usize,
    residuals: &'static [(i128, usize)],
) -> Expected {
    Expected {
        of,
        cells,
        exact,
        residuals,
    }
}

/// Computed with exact fractions by an independent program from the source texts alone.
const REPRODUCTIONS: &[Expected] = &[
    expected(("aldreomsorg-2023", "timanstallda", "bilaga2"), 99, 99, &[]),
    // the same column in annex 1, with the 191 that got nothing
    expected(
        ("aldreomsorg-2023", "timanstallda", "bilaga1"),
        290,
        290,
        &[],
    ),
    expected(
        ("aldreomsorg-2023", "god-vard", "bilaga1"),
        290,
        283,
        &[(-1, 7)],
    ),
    expected(
        ("aldreomsorg-2023", "sjukskoterskor", "bilaga3"),
        232,
        232,
        &[],
    ),
    expected(
        ("aldreomsorg-2023", "sjukskoterskor", "bilaga1"),
        290,
        290,
        &[],
    ),
    expected(("aldreomsorg-2023", "lyftet", "bilaga1"), 290, 290, &[]),
    expected(("aldreomsorg-2023", "specialist", "bilaga1"), 122, 122, &[]),
    expected(
        ("aldreomsorg-2023", "lakarkompetens", "bilaga5"),
        21,
        21,
        &[],
    ),
    expected(("god-nara-vard-2020", "nara-vard", "bilaga2"), 21, 21, &[]),
    expected(
        (
            "god-nara-vard-2020",
            "generell-resursforstarkning",
            "bilaga2",
        ),
        21,
        21,
        &[],
    ),
    expected(
        ("god-nara-vard-2020", "vardens-medarbetare", "bilaga2"),
        21,
        21,
        &[],
    ),
    expected(("god-nara-vard-2020", "e-halsa", "bilaga2"), 21, 21, &[]),
    expected(
        (
            "god-nara-vard-2020",
            "sjukskoterskor-vidareutbildning",
            "bilaga2",
        ),
        21,
        21,
        &[],
    ),
    expected(
        ("god-nara-vard-2020", "karriartjanster", "bilaga2"),
        21,
        21,
        &[],
    ),
    expected(
        ("god-nara-vard-2020", "barnhalsovard", "bilaga2"),
        21,
        19,
        &[(-1, 1), (1, 1)],
    ),
    expected(("god-nara-vard-2020", "kommunerna", "bilaga3"), 21, 21, &[]),
    expected(("dalarna-2020", "kommunerna", "kommuner"), 15, 15, &[]),
];

/// The expectation for a grant's column in a table.
pub fn reproduction(decision: &str, grant: &str, table: &str) -> Option<&'static Expected> {
    REPRODUCTIONS
        .iter()
        .find(|expected| expected.of == (decision, grant, table))
}

/// Every expected reproduction is there, and the tables have the rows that are printed.
pub fn pinned() -> Result<(), Failed> {
    let mut problems = Vec::new();
    let decisions = corpus().map_err(|errors| format!("{errors:#?}"))?;
    for expected in REPRODUCTIONS {
        let (decision, grant, table) = expected.of;
        let found = decisions
            .iter()
            .find(|it| it.manifest.id == decision)
            .map(audit)
            .and_then(Result::ok)
            .is_some_and(|audit| {
                audit
                    .reproductions
                    .iter()
                    .any(|it| it.grant == grant && it.table == table)
            });
        if !found {
            problems.push(format!("{decision}: {grant} is not reproduced in {table}"));
        }
    }
    for (decision, table, rows) in ROWS {
        let found = decisions
            .iter()
            .find(|it| it.manifest.id == *decision)
            .and_then(|it| it.tables.get(*table))
            .map(|table| table.body().count());
        if found != Some(*rows) {
            problems.push(format!(
                "{decision}: {table} has {found:?} rows, expected {rows}"
            ));
        }
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems.join("\n").into())
    }
}

/// Rows of the printed tables, totals left out, counted in the source texts.
const ROWS: &[(&str, &str, usize)] = &[
    ("aldreomsorg-2023", "bilaga1", 290),
    ("aldreomsorg-2023", "bilaga2", 99),
    ("aldreomsorg-2023", "bilaga3", 232),
    ("aldreomsorg-2023", "bilaga5", 21),
    ("aldreomsorg-2023", "nyckel", 290),
    ("aldreomsorg-2023", "tabell1", 6),
    ("aldreomsorg-2023", "tabell2", 6),
    ("aldreomsorg-2023", "tabell3", 1),
    ("god-nara-vard-2020", "bilaga2", 21),
    ("god-nara-vard-2020", "bilaga3", 21),
    ("god-nara-vard-2020", "bilaga4", 21),
    ("dalarna-2020", "kommuner", 15),
    ("kompetens-2020", "bilaga", 290),
];
