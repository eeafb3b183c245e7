//! Totals of tables that list as many rows as the text says there are.
//!
//! A total that does not add up proves nothing: its table may leave something out. Where the running
//! text counts what the table lists, *de nio programmen*, and as many stand there, nothing is left out.

use super::wording::WordedCheck;
use crate::tables::{Table, Unit, is_total_label, names_foreign_money, running_numbers};

/// Of fewer rows the count is no evidence: *två* and *tre* are said of many things.
const FEWEST: usize = 5;
/// As many letters of a noun as tell it from others.
const STEM: usize = 6;
/// So many lines before the first row are its heading.
const HEADING: usize = 3;

/// One check for each column whose total stands below all that it can sum up.
pub(super) fn totals(table: &Table, text: &[&str]) -> Vec<WordedCheck> {
    let Some((total, body)) = table.rows.split_last() else {
        return Vec::new();
    };
    let is_plain = body.len() >= FEWEST && body.iter().all(|row| !row.is_total);
    if !is_plain || !(total.is_total || is_total_label(&total.label)) {
        return Vec::new();
    }
    let Some(counted) = counted(table, body.len(), text) else {
        return Vec::new();
    };
    let adds_up = |unit: Unit| {
        !matches!(
            unit,
            Unit::Percent | Unit::Permille | Unit::Points | Unit::Year | Unit::Text
        )
    };
    let position = table.rows.len() - 1;
    let columns = table.columns.iter().enumerate();
    let figures = columns.filter(|(column, it)| {
        let is_money = it.unit != Unit::Index || names_foreign_money(&it.title);
        let cells = |row: usize| table.cell(row, *column);
        let is_whole = (0..position).all(|row| !cells(row).is_withheld());
        adds_up(it.unit) && is_money && is_whole && cells(position).number().is_some()
    });
    let (name, key, count) = (&table.id, &total.key, body.len());
    figures
        .map(|(_, column)| {
            let (id, title) = (&column.id, column.title.replace(['"', '\n', '\r'], "'"));
            WordedCheck::plain(
                format!("{name}-sum-{key}-{id}"),
                "sum",
                format!("{title}: the rows add up to the total. The text counts {counted}, and {count} rows are listed."),
                format!("{title}: raderna summerar till summan. Texten räknar {counted}, och {count} rader står där."),
                format!("sum({name}.{id}) = {name}[{key}].{id}"),
            )
        })
        .collect()
}

/// The words by which the text counts as many of what the heading names.
fn counted(table: &Table, rows: usize, text: &[&str]) -> Option<String> {
    let first = table
        .rows
        .iter()
        .filter_map(|row| row.lines)
        .map(|lines| lines.first)
        .min()?;
    let last = table
        .rows
        .iter()
        .filter_map(|row| row.lines)
        .map(|lines| lines.last)
        .max()?;
    let (first, last) = (usize::try_from(first).ok()?, usize::try_from(last).ok()?);
    let above = first.saturating_sub(1);
    let heading = text
        .get(above.saturating_sub(HEADING)..above)?
        .join(" ")
        .to_lowercase();
    let heading = heading.replace(['-', '\u{ad}'], "");
    let of_rows = i128::try_from(rows).ok()?;
    let outside = text.iter().enumerate().filter(|(at, line)| {
        (*at + 1 < first || *at + 1 > last) && !line.trim_start().starts_with('|')
    });
    for (_, line) in outside {
        for number in running_numbers(line) {
            let is_count = number.number.is_ok_and(|it| {
                it.value().is_whole() && it.value().numerator() == of_rows && it.hedge().is_none()
            });
            let noun = line[number.span.end..]
                .split_whitespace()
                .next()
                .unwrap_or_default();
            let noun: String = noun.chars().filter(|it| it.is_alphabetic()).collect();
            let stem: String = noun.to_lowercase().chars().take(STEM).collect();
            if is_count && stem.chars().count() == STEM && heading.contains(&stem) {
                return Some(format!("{} {noun}", &line[number.span]));
            }
        }
    }
    None
}
