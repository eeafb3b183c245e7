//! Figures that are taken to be otherwise than printed: what is said of them is what would be said if they
//! were printed so, though sums are shifted and not added anew.

use statsbidrag::checks::{FigureRef, Figures, ground, parse_checks};
use statsbidrag::decision::Decision;
use statsbidrag::statements::{Statement, Values, judge_row};
use statsbidrag::tables::Place;

use crate::support::{Lot, decision_of};

const ROWS: usize = 8;

const TABLES: &str = "[t]\ntitle = \"t\"\nlines = \"1-99\"\nrows = \"label\"\ntotals = [\"s\"]\n[t.columns]\n\
    x = { title = \"x\", unit = \"tkr\" }\ny = { title = \"y\", unit = \"kr\" }\n\
    c = { title = \"c\", unit = \"count\" }\np = { title = \"p\", unit = \"percent\" }\n";

/// Sums of rounded and of exact figures, of all rows and of some, which a count, a rounded figure or one
/// of the figures themselves decides; by themselves, and as results that were rounded for print.
const CHECKS: &str = "check a sum\n\"A.\"\nsum(t.x) = t[s].x\n\
    check b sum\n\"B.\"\nsum(t.y) = t[s].y\n\
    check c sum\n\"C.\"\nsum(t.x where c ≥ 5) = t[s].x\n\
    check d sum\n\"D.\"\nsum(t.y where x > 50) = t[s].y\n\
    check e sum\n\"E.\"\nsum(t.x where x > 50) = t[s].x\n\
    check f percent\n\"F.\"\npercent(sum(t.x where c ≥ 5) of t[s].x) = t[s].p\n\
    check g percent\n\"G.\"\npercent(sum(t.y) of t[s].y) = t[s].p\n\
    check h percent\n\"H.\"\npercent(sum(t.y where not x is missing) of t[s].y) = t[s].p\n\
    check i share\n\"I.\"\neach row of t where not x is missing: percent(x of sum(t.x)) = p\n";

type Cells = Vec<[Option<u64>; 4]>;

fn decision(cells: &Cells) -> Decision {
    let mut csv = "line,key,row,x,y,c,p\n".to_owned();
    for (at, row) in cells.iter().enumerate() {
        let key = if at == ROWS {
            "s".to_owned()
        } else {
            format!("k{at}")
        };
        let row = row.map(|it| it.map_or("-".to_owned(), |it| it.to_string()));
        csv += &format!("9,{key},R{at},{}\n", row.join(","));
    }
    decision_of(&[
        ("tables.toml", TABLES),
        ("t.csv", &csv),
        ("claims.csv", "id,line,printed,unit,meaning\n"),
        ("checks.txt", CHECKS),
    ])
}

/// Figures whose sums are right, or nearly.
fn drawn(lot: &mut Lot) -> Cells {
    let mut cells: Cells = (0..ROWS)
        .map(|_| {
            let x = (lot.below(6) > 0).then(|| 45 + lot.below(12));
            [
                x,
                Some(lot.below(200_000)),
                Some(3 + lot.below(4)),
                Some(lot.below(30)),
            ]
        })
        .collect();
    let sum = |column: usize| cells.iter().filter_map(|it| it[column]).sum::<u64>();
    let total = [sum(0) + lot.below(3), sum(1), sum(2), 60 + lot.below(41)];
    cells.push(total.map(Some));
    cells
}

#[test]
fn figures_taken_otherwise_are_judged_as_if_they_were_printed_so() {
    let mut lot = Lot(0x5eed);
    let (mut compared, mut differing) = (0, 0);
    for _ in 0..400 {
        let before = drawn(&mut lot);
        let mut after = before.clone();
        let mut changed = Vec::new();
        for _ in 0..1 + lot.below(4) {
            let row = usize::try_from(lot.below(9)).expect("a row");
            let column = usize::try_from(lot.below(3)).expect("a column");
            after[row][column] = Some(match column {
                0 => 45 + lot.below(12),
                1 => lot.below(200_000),
                _ => 3 + lot.below(4),
            });
            changed.push((row, column));
        }
        let (before, after) = (decision(&before), decision(&after));
        let (before, after) = (Figures::new(&before), Figures::new(&after));
        let place = Place::file("checks.txt");
        let checks = parse_checks(CHECKS, &place, &before).expect("checks");
        let (templates, printed) = (ground(&checks, &before), ground(&checks, &after));
        let as_printed = Values::as_printed(after.numbers());
        let mut otherwise = Values::as_printed(before.numbers());
        for (row, column) in changed {
            let table = before.table_position("t").expect("the table");
            let cell = before.id(FigureRef::Cell { table, row, column });
            let number = after.numbers().number(cell).expect("a number");
            otherwise = otherwise.with(cell, number);
        }
        for (template, printed) in templates.iter().zip(&printed) {
            let rows: Vec<Option<usize>> = match &template.rows {
                None => vec![None],
                Some(rows) => (rows.iter())
                    .map(|row| Some(usize::try_from(*row).expect("a row")))
                    .collect(),
            };
            for row in rows {
                let verdict = |statement: Statement<'_>, values| {
                    judge_row(statement, values).map(|it| it.verdict)
                };
                let expected = verdict(printed.at(row), &as_printed);
                let found = verdict(template.at(row), &otherwise);
                assert_eq!(found, expected, "{:?} {row:?}", checks[template.check].id);
                let unchanged = Values::as_printed(before.numbers());
                differing += usize::from(verdict(template.at(row), &unchanged) != expected);
                compared += 1;
            }
        }
    }
    assert!(
        compared > 5_000 && differing > 500,
        "{differing} of {compared}"
    );
}
