//! How well the relations of a document would show an error, counted by hand.

use statsbidrag::audit::{Reaudit, audit};
use statsbidrag::decision::corpus;

use crate::support::{audit_of, decision};

const FILES: [(&str, &str); 4] = [
    (
        "tables.toml",
        "[t]\ntitle = \"T\"\nlines = \"1-9\"\nrows = \"label\"\ntotals = [\"summa\"]\n\
         [t.columns]\nantal = { title = \"Antal\", unit = \"count\" }\n\
         andra = { title = \"Andra\", unit = \"count\" }\n",
    ),
    (
        "t.csv",
        "line,key,row,antal,andra\n1,a,A,1,2\n2,b,B,3,-\n3,summa,Summa,4,6\n",
    ),
    (
        "claims.csv",
        "id,line,printed,unit,meaning\nalla,5,4,count,All.\nandel,6,25 %,percent,A's share.\n\
         annat,7,9,count,Something else.\n",
    ),
    (
        "checks.txt",
        "check summa sum\n\"The sum.\"\nsum(t.antal) = t[summa].antal\n\
         check repris repeat\n\"Said twice.\"\nclaim[alla] = t[summa].antal\n\
         check andel share\n\"The share.\"\npercent(t[a].antal of t[summa].antal) = claim[andel]\n\
         check hela precision\n\"Whole numbers.\"\n\
         figures of t.andra with totals where not andra is missing are printed to 1\n",
    ),
];

/// The sum stands on 1, 3 and 4, the repetition on the 4 of the table and that of the text, the
/// share on 1, 4 and 25 %. Every one of the five is in another set of these, but only the sum and the
/// repetition are exact, so that 25 % could not be restored. The other column's two figures are whole
/// numbers, which says nothing of their values, the 9 of the text stands in nothing, and a dash is no
/// figure.
#[test]
fn figures_are_counted_by_the_relations_they_stand_in() {
    let coverage = audit_of(&FILES).coverage;
    assert_eq!((coverage.cells, coverage.claims), (5, 3));
    assert_eq!((coverage.checked, coverage.unchecked), (5, 3));
    assert_eq!(coverage.reproduced, 0);
    assert_eq!((coverage.detectable, coverage.localisable), (5, 5));
    assert_eq!(coverage.correctable, 4);
    assert_eq!(
        coverage.unchecked_figures,
        ["t/A/andra", "t/Summa/andra", "claim/annat/printed"]
    );
    assert_eq!(coverage.parameters, 0);
}

/// Without the share, 1 and 3 stand in the same sum and nothing else: an error in either looks alike.
#[test]
fn figures_that_stand_in_the_same_relations_are_not_told_apart() {
    let mut files = FILES;
    let (two, _) = files[3].1.split_once("check andel").expect("three checks");
    files[3].1 = two;
    let coverage = audit_of(&files).coverage;
    assert_eq!((coverage.checked, coverage.unchecked), (4, 4));
    assert_eq!((coverage.localisable, coverage.correctable), (2, 2));
}

/// The audit lists the figures that nothing would catch an error in; the sensitivity run counts the
/// same ones, though it can make a slip in fewer.
#[test]
fn unchecked_figures_are_the_same_wherever_they_are_counted() {
    let mut all = 0;
    for decision in corpus().expect("the corpus") {
        let coverage = audit(&decision).expect("an audit").coverage;
        let reaudit = Reaudit::new(&decision).expect("an audit");
        let figures = reaudit.figures().into_iter();
        let unchecked: Vec<String> = figures
            .filter(|&it| !reaudit.is_checked(it))
            .map(|it| reaudit.place(it))
            .map(|it| format!("{}/{}/{}", it.table, it.row, it.column))
            .collect();
        assert_eq!(unchecked, coverage.unchecked_figures);
        assert_eq!(unchecked.len(), coverage.unchecked);
        all += unchecked.len();
    }
    let counted = include_str!("../../docs/testing.md").lines();
    let counted = counted.skip_while(|line| !line.starts_with("| decision | table | figures |"));
    let counted = counted.take_while(|line| line.starts_with("| "));
    let counted = counted.filter_map(|line| {
        let cell = line.strip_prefix("| ")?.split(" | ").nth(3)?;
        cell.parse::<usize>().ok()
    });
    assert_eq!(all, counted.sum::<usize>(), "the table of the docs");
}

/// As many as stand under `[parameters.…]`; those under `[inferred.…]` are not printed.
#[test]
fn printed_parameters_are_counted() {
    for (id, printed) in [
        ("aldreomsorg-2023", 12),
        ("dalarna-2020", 1),
        ("god-nara-vard-2020", 10),
        ("jamtland-harjedalen-2019", 2),
        ("kompetens-2020", 2),
    ] {
        let audit = audit(&decision(id)).expect("an audit");
        assert_eq!(audit.coverage.parameters, printed, "{id}");
    }
}
