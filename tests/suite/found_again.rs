//! The checks of the corpus that somebody wrote about the figures of one table are found again in the table alone.

use std::collections::{BTreeMap, BTreeSet};

use statsbidrag::checks::{CheckKind, FigureRef, Figures, ground, parse_checks};
use statsbidrag::decision::{Decision, corpus};
use statsbidrag::discovery::{Class, discover};
use statsbidrag::statements::{Values, judge};
use statsbidrag::tables::{Place, Table};

/// Cells of a table, by row and column.
type Cells = BTreeSet<[usize; 2]>;

/// The cells of each relation and record that discovery tells of a table as it is printed, nothing declared.
fn discovered(table: &Table) -> BTreeSet<Cells> {
    let headings = table.columns.iter().map(|it| it.title.clone());
    let mut rows = vec![
        std::iter::once(String::new())
            .chain(headings)
            .collect::<Vec<_>>(),
    ];
    for (position, row) in table.rows.iter().enumerate() {
        let cells = table.cells(position).map(|it| it.printed.to_owned());
        rows.push(std::iter::once(row.label.clone()).chain(cells).collect());
    }
    let relations = discover(&rows).relations.into_iter();
    let told = relations.filter(|it| it.class != Class::Habit);
    // the headings and the labels are counted
    let own = |at: &[usize; 2]| Some([at[0].checked_sub(1)?, at[1].checked_sub(1)?]);
    let instances = told.flat_map(|it| it.instances);
    instances
        .filter_map(|it| it.parts.iter().chain(&it.target).map(own).collect())
        .collect()
}

/// The checks of sums, shares and differences about two cells or more of one printed table, each with its table
/// and the cells of each of its statements.
fn written(decision: &Decision) -> Vec<(String, usize, Vec<Cells>)> {
    let figures = Figures::new(decision);
    let values = Values::as_printed(figures.numbers());
    let mut all = Vec::new();
    for file in decision.folder.file_names() {
        if !(file.starts_with("checks") && file.ends_with(".txt")) {
            continue;
        }
        let text = decision.folder.text(file, "the checks").expect("a text");
        let checks = parse_checks(text, &Place::file(file), &figures).expect("checks");
        for (check, template) in checks.iter().zip(ground(&checks, &figures)) {
            let kinds = [
                CheckKind::Sum,
                CheckKind::Share,
                CheckKind::Percent,
                CheckKind::Difference,
            ];
            if !kinds.contains(&check.kind) || !template.at(None).is_equality() {
                continue;
            }
            let mut tables = BTreeSet::new();
            let mut statements = Vec::new();
            for (row, _) in judge(&template, &values).verdicts() {
                let of_row = values.figures(template.at(row)).into_iter();
                let cells = of_row.map(|it| match figures.figure(it) {
                    FigureRef::Cell { table, row, column } => {
                        tables.insert(Some(table));
                        [row, column]
                    }
                    _ => {
                        tables.insert(None);
                        [0, 0]
                    }
                });
                statements.push(cells.collect::<Cells>());
            }
            let of_one = match tables.into_iter().collect::<Vec<_>>()[..] {
                [Some(table)] => Some(table),
                _ => None,
            };
            if let Some(table) = of_one
                && statements.iter().all(|it| it.len() > 1)
            {
                all.push((check.id.clone(), table, statements));
            }
        }
    }
    all
}

/// Whether a relation is about these cells, or about a cell and its share of all the others in its column, which
/// is told as one factor.
fn is_told(statement: &Cells, found: &BTreeSet<Cells>) -> bool {
    let columns = |cells: &mut dyn Iterator<Item = &[usize; 2]>| -> BTreeSet<usize> {
        cells.map(|it| it[1]).collect()
    };
    let is_share = |it: &&Cells| {
        let others = columns(&mut statement.difference(it));
        it.len() == 2 && it.is_subset(statement) && others.len() == 1 && {
            others.is_subset(&columns(&mut it.iter()))
        }
    };
    found.contains(statement) || found.iter().any(|it| is_share(&it))
}

#[test]
fn written_checks_are_found_again() {
    let mut counts: BTreeMap<bool, usize> = BTreeMap::new();
    for decision in corpus().expect("the corpus") {
        let tables: Vec<&Table> = decision.tables.values().collect();
        let mut known: BTreeMap<usize, BTreeSet<Cells>> = BTreeMap::new();
        for (check, table, statements) in written(&decision) {
            let printed = tables[table];
            if !printed.is_printed() {
                continue;
            }
            let found = known.entry(table).or_insert_with(|| discovered(printed));
            let again = statements.iter().filter(|it| is_told(it, found)).count();
            let is_found = again * 10 >= statements.len() * 9;
            *counts.entry(is_found).or_default() += 1;
            if !is_found {
                let (id, of) = (&decision.manifest.id, statements.len());
                println!("{id} {check} of {}: {again} of {of}", printed.id);
            }
        }
    }
    let [lacking, found] = [false, true].map(|it| counts.get(&it).copied().unwrap_or(0));
    println!("{found} of {} are found again", found + lacking);
    assert!(found >= 78, "{found} of {}", found + lacking);
}
