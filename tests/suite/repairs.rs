//! What is offered mends: every value that a finding offers, applied and audited again, removes that
//! finding, over planted slips of every kind in tables of several shapes.

// what was tried is printed
#![allow(clippy::print_stdout)]

use std::fmt::Write;

use statsbidrag::exact::Ratio;
use statsbidrag::findings::{Finding, FindingCell};

use crate::support::{Lot, audit_of};

/// A table in memory: its columns with their units, its rows of cells, and its checks.
struct Shape {
    name: &'static str,
    columns: &'static [(&'static str, &'static str)],
    checks: &'static str,
    rows: fn(&mut Lot) -> Vec<Vec<u64>>,
}

const SHAPES: [Shape; 4] = [
    Shape {
        name: "margins",
        columns: &[("a", "kr"), ("b", "kr"), ("c", "kr"), ("alla", "kr")],
        checks: "check rad sum\n\"R.\"\neach row of t with totals: a + b + c = alla\n\
                 check a sum\n\"A.\"\nsum(t.a) = t[s].a\ncheck b sum\n\"B.\"\nsum(t.b) = t[s].b\n\
                 check c sum\n\"C.\"\nsum(t.c) = t[s].c\ncheck d sum\n\"D.\"\nsum(t.alla) = t[s].alla\n",
        rows: |lot| {
            let mut rows: Vec<Vec<u64>> = (0..4)
                .map(|_| (0..3).map(|_| 1_000 + lot.below(900_000)).collect())
                .collect();
            rows.push(
                (0..3)
                    .map(|at| rows.iter().map(|row| row[at]).sum())
                    .collect(),
            );
            rows.iter_mut().for_each(|row| row.push(row.iter().sum()));
            rows
        },
    },
    Shape {
        name: "one sum",
        columns: &[("a", "tkr")],
        checks: "check a sum\n\"A.\"\nsum(t.a) = t[s].a\n",
        rows: |lot| {
            let kronor: Vec<u64> = (0..6).map(|_| 100_000 + lot.below(90_000_000)).collect();
            let all = kronor.iter().sum::<u64>();
            let rounded = |it: u64| vec![(it + 500) / 1_000];
            kronor.into_iter().chain([all]).map(rounded).collect()
        },
    },
    Shape {
        name: "shares",
        columns: &[("n", "persons"), ("p", "percent")],
        checks: "check n sum\n\"N.\"\nsum(t.n) = t[s].n\n\
                 check p share\n\"P.\"\neach row of t: percent(n of t[s].n) = p\n",
        rows: |lot| {
            let counts: Vec<u64> = (0..6).map(|_| 100 + lot.below(9_000)).collect();
            let all: u64 = counts.iter().sum();
            let share = |it: &u64| vec![*it, (200 * it + all) / (2 * all)];
            counts.iter().map(share).chain([vec![all, 100]]).collect()
        },
    },
    Shape {
        name: "prices",
        columns: &[("n", "count"), ("pris", "kr"), ("p", "kr")],
        checks: "check p allocation\n\"P.\"\neach row of t: n * pris = p\ncheck s sum\n\"S.\"\nsum(t.p) = t[s].p\n",
        rows: |lot| {
            let mut rows: Vec<Vec<u64>> = (0..5)
                .map(|_| vec![2 + lot.below(90), 100 + lot.below(4_000)])
                .collect();
            rows.iter_mut().for_each(|row| row.push(row[0] * row[1]));
            let all = rows.iter().map(|row| row[2]).sum();
            rows.push(vec![0, 0, all]);
            rows
        },
    },
];

impl Shape {
    fn findings(&self, cells: &[Vec<String>]) -> Vec<Finding> {
        let mut tables =
            "[t]\ntitle = \"T\"\nlines = \"1-9\"\nrows = \"label\"\ntotals = [\"s\"]\n[t.columns]\n"
                .to_owned();
        let mut csv = "line,key,row".to_owned();
        for (name, unit) in self.columns {
            writeln!(
                tables,
                "{name} = {{ title = \"{name}\", unit = \"{unit}\" }}"
            )
            .unwrap();
            write!(csv, ",{name}").unwrap();
        }
        for (at, row) in cells.iter().enumerate() {
            let key = key(at, cells.len());
            let row: Vec<String> = row.iter().map(|it| format!("\"{it}\"")).collect();
            write!(csv, "\n{},{key},{key},{}", at + 1, row.join(",")).unwrap();
        }
        csv.push('\n');
        let files = [
            ("tables.toml", tables.as_str()),
            ("t.csv", &csv),
            ("checks.txt", self.checks),
        ];
        audit_of(&files).findings
    }

    /// The table with a value in the place of a cell.
    fn with(&self, cells: &[Vec<String>], cell: &FindingCell, value: String) -> Vec<Vec<String>> {
        let mut cells = cells.to_vec();
        let count = cells.len();
        let row = (0..count)
            .find(|&at| key(at, count) == cell.row)
            .expect("its row");
        let columns = self.columns.iter();
        let column = columns.map(|it| it.0).position(|it| it == cell.column);
        cells[row][column.expect("its column")] = value;
        cells
    }
}

fn key(at: usize, count: usize) -> String {
    if at + 1 == count {
        "s".to_owned()
    } else {
        format!("r{at}")
    }
}

/// One slip: a digit, two digits exchanged, one more, one less, the sign, a factor, anything.
fn slip(right: u64, lot: &mut Lot) -> String {
    let mut digits = right.to_string().into_bytes();
    let place = usize::try_from(lot.below(digits.len() as u64)).unwrap();
    let digit = b'0' + u8::try_from(lot.below(10)).unwrap();
    match lot.below(8) {
        0..=2 => digits[place] = digit,
        3 if place > 0 => digits.swap(place, place - 1),
        4 => digits.insert(place, digit),
        5 if digits.len() > 1 => {
            digits.remove(place);
        }
        6 => digits.push(b'0'),
        _ => digits = (1 + lot.below(10 * right + 10)).to_string().into_bytes(),
    }
    String::from_utf8(digits).unwrap()
}

/// An error of any cause in a table: a slip in one figure, another figure in its place, figures exchanged, a
/// total without one of its parts or with one twice.
fn planted(cells: &mut [Vec<String>], lot: &mut Lot) {
    let at = |limit: usize, lot: &mut Lot| usize::try_from(lot.below(limit as u64)).unwrap();
    let (rows, columns) = (cells.len(), cells[0].len());
    let (row, column) = (at(rows, lot), at(columns, lot));
    let figure = |cells: &[Vec<String>], row: usize| -> u64 { cells[row][column].parse().unwrap() };
    let own = figure(cells, row);
    let (total, part) = (figure(cells, rows - 1), figure(cells, at(rows - 1, lot)));
    match lot.below(13) {
        0 => cells[row][column].insert(0, '-'),
        1 => cells[row][column].push_str("000"),
        2 => cells[row][column] = cells[(row + 1) % rows][column].clone(),
        3 => cells[row][column] = cells[row][(column + 1) % columns].clone(),
        4 => {
            let other = (row + 1) % (rows - 1);
            let row = row % (rows - 1);
            let figure = cells[row][column].clone();
            cells[row][column] = std::mem::replace(&mut cells[other][column], figure);
        }
        5 => cells[row].swap(column, (column + 1) % columns),
        6 => cells[rows - 1][column] = total.saturating_sub(part).to_string(),
        7 => cells[rows - 1][column] = (total + part).to_string(),
        _ => cells[row][column] = slip(own, lot),
    }
}

/// 900 planted errors of every cause; of each finding the three likeliest values. What is offered as one or
/// the other is never surer, together, than certain.
#[test]
fn every_value_that_is_offered_mends_its_finding() {
    let mut lot = Lot(20_251_127);
    let (mut offered, mut failed) = (0, Vec::new());
    for number in 0..900 {
        let shape = &SHAPES[number % SHAPES.len()];
        let rows = (shape.rows)(&mut lot);
        let mut cells: Vec<Vec<String>> = rows
            .iter()
            .map(|row| row.iter().map(u64::to_string).collect())
            .collect();
        planted(&mut cells, &mut lot);
        for finding in shape.findings(&cells) {
            let all = finding.suspect.iter().chain(&finding.rivals);
            let sure = all.filter(|it| it.confidence == Ratio::ONE && it.together.is_empty());
            assert!(sure.count() <= 1, "{finding:#?}");
            let suspects = finding.suspect.iter().chain(&finding.rivals).take(3);
            for suspect in suspects {
                let mut mended = shape.with(&cells, &suspect.cell, suspect.value.text());
                for (cell, value) in &suspect.together {
                    mended = shape.with(&mended, cell, value.text());
                }
                offered += 1;
                let still = shape.findings(&mended);
                if still.iter().any(|it| it.id == finding.id) {
                    let together = suspect.together.len();
                    failed.push(format!(
                        "{}: {} offers {} for {} ({together} together): {cells:?}",
                        shape.name,
                        finding.id,
                        suspect.value.text(),
                        suspect.cell,
                    ));
                }
            }
        }
    }
    println!("{offered} values offered");
    assert!(offered > 500, "{offered}");
    assert!(
        failed.is_empty(),
        "{} of {offered}: {}",
        failed.len(),
        failed.join("\n")
    );
}
