//! The edits of a recipe, made to the rows of a table.

use std::collections::BTreeMap;

use super::DraftError;
use super::recipe::RecipeTable;
use crate::intake::{PrintedCell, Sheet};
use crate::lang::phrase;

/// A row while the edits are made.
pub(super) type Edited = (usize, Vec<PrintedCell>);

/// The rows below the headings with the recipe's edits made, each with its number.
pub(super) fn edited(sheet: &Sheet, entry: &RecipeTable) -> Vec<Edited> {
    let mut rows: BTreeMap<usize, Vec<PrintedCell>> =
        (1..).zip(sheet.rows.iter().cloned()).collect();
    for choice in &entry.choose {
        set(&mut rows, choice.row, choice.column, &choice.printed);
    }
    for split in &entry.split {
        for (offset, printed) in split.printed.iter().enumerate() {
            set(&mut rows, split.row, split.column + offset, printed);
        }
    }
    for group in &entry.join {
        let Some((first, others)) = group.split_first() else {
            continue;
        };
        for other in others {
            let pieces = rows.remove(other).unwrap_or_default();
            let Some(target) = rows.get_mut(first) else {
                continue;
            };
            for (cell, piece) in target.iter_mut().zip(pieces) {
                let joined = format!("{} {}", cell.printed, piece.printed);
                cell.printed = joined.trim().to_owned();
            }
        }
    }
    let is_kept = |number: &usize| *number > entry.headings && !entry.skip_rows.contains(number);
    rows.into_iter()
        .filter(|(number, _)| is_kept(number))
        .collect()
}

fn set(rows: &mut BTreeMap<usize, Vec<PrintedCell>>, row: usize, column: usize, printed: &str) {
    let cell = rows
        .get_mut(&row)
        .and_then(|cells| cells.get_mut(column.checked_sub(1)?));
    if let Some(cell) = cell {
        printed.clone_into(&mut cell.printed);
    }
}

/// Entries that name rows or columns which the table does not have.
pub(super) fn misfits(entry: &RecipeTable, height: usize, width: usize) -> Vec<DraftError> {
    let mut errors = Vec::new();
    let mut check = |key: &'static str, found: usize, most: usize, what: &str, least: usize| {
        if found < least || found > most {
            let is_row = what == "row";
            errors.push(DraftError::BadEntry {
                table: entry.name.clone(),
                entry: key,
                found: match is_row {
                    true => phrase!("row {found}", "rad {found}"),
                    false => phrase!("column {found}", "kolumn {found}"),
                },
                expected: match is_row {
                    true => phrase!("rows {least} to {most}", "raderna {least} till {most}"),
                    false => phrase!(
                        "columns {least} to {most}",
                        "kolumnerna {least} till {most}"
                    ),
                },
            });
        }
    };
    check("headings", entry.headings, height, "row", 0);
    check("label", entry.label, width, "column", 0);
    check("code", entry.code, width, "column", 0);
    for row in &entry.totals {
        check("totals", *row, height, "row", 1);
    }
    for row in &entry.skip_rows {
        check("skip_rows", *row, height, "row", 1);
    }
    for row in entry.join.iter().flatten() {
        check("join", *row, height, "row", 1);
    }
    for split in &entry.split {
        check("split", split.row, height, "row", 1);
        check("split", split.column, width, "column", 1);
        check(
            "split",
            split.column + split.printed.len().max(1) - 1,
            width,
            "column",
            1,
        );
    }
    for choice in &entry.choose {
        check("choose", choice.row, height, "row", 1);
        check("choose", choice.column, width, "column", 1);
    }
    for column in &entry.columns {
        check("columns", column.column, width, "column", 1);
    }
    let is_name = |name: &str| {
        name.starts_with(|char: char| char.is_ascii_alphabetic())
            && name
                .chars()
                .all(|char| char.is_ascii_alphanumeric() || "_-".contains(char))
    };
    let names = entry
        .columns
        .iter()
        .map(|column| &column.name)
        .chain([&entry.name]);
    for name in names.filter(|name| !is_name(name)) {
        errors.push(DraftError::BadEntry {
            table: entry.name.clone(),
            entry: "name",
            found: phrase!("\"{name}\"", "”{name}”"),
            expected: phrase!(
                "a letter a–z, then letters, digits, _ or -",
                "en bokstav a–z, sedan bokstäver, siffror, _ eller -"
            ),
        });
    }
    errors
}
