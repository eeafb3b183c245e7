//! Checks that need no declaration: totals that say they are, digits that a column prints.
//!
//! A row that says *Totalt* may cover more than the rows above it. It becomes a check only where
//! something shows that it covers just these: in some column it is their sum, or the rows are all the
//! places there are. Otherwise a difference is noted and nobody is accused.

use std::fmt::Write as _;

use super::comment;
use super::note::{DraftNote, DraftNoteKind};
use super::table::{DraftRow, DraftTable};
use crate::exact::{PrintedNumber, Ratio};
use crate::lang::{Lang, say};
use crate::tables::{Missing, RowKind, Unit, Value};

/// How many figures a column has, at least, for a last digit left out to be worth a check.
const PRECISE: usize = 20;

/// The checks of tables, and what is noted instead.
pub(super) fn of(tables: &[DraftTable], lang: Lang) -> (String, Vec<DraftNote>) {
    let mut text = comment(&say!(
        lang,
        "What must hold between the figures. The whole language: docs/checks.md.\n\
         Drafted: rows that say they sum up others, and digits that whole columns print.",
        "Vad som ska gälla mellan uppgifterna. Hela språket: docs/checks.md.\n\
         Utkast: rader som säger sig summera andra, och siffror som hela kolumner anger."
    ));
    let mut notes = Vec::new();
    for table in tables {
        totals(table, &mut text, &mut notes);
        digits(table, &mut text);
    }
    (text, notes)
}

/// A total in one column.
struct Total {
    column: usize,
    sum: Ratio,
    holds: bool,
}

fn totals(table: &DraftTable, text: &mut String, notes: &mut Vec<DraftNote>) {
    let positions = table.totals();
    // one total, below all that it can sum up
    let [position] = positions[..] else { return };
    if position + 1 != table.rows.len() || position < 2 {
        return;
    }
    let (body, total) = (&table.rows[..position], &table.rows[position]);
    if body.iter().any(|row| is_part_of_another(&row.label)) {
        return;
    }
    let found: Vec<Total> = (0..table.columns.len())
        .filter_map(|column| column_total(table, body, column))
        .collect();
    let count = |holds: bool| found.iter().filter(|it| it.holds == holds).count();
    let is_used = |it: &Total| table.used_for_reading.contains(&(position, it.column));
    let is_shown = found
        .iter()
        .any(|it| it.holds && !it.sum.is_zero() && !is_used(it));
    // more than a slip or two is another rule: figures that were changed so that nobody can be known
    let are_slips = count(false) <= count(true) && count(false) <= 1 + found.len() / 25;
    let is_complete = match table.kind {
        RowKind::Municipality => body.len() == 290,
        RowKind::Region => body.len() == 21,
        RowKind::Label => false,
    };
    for it in found {
        let column = &table.columns[it.column];
        if is_used(&it) {
            notes.push(DraftNote {
                file: table.file.clone(),
                table: table.name.clone(),
                kind: DraftNoteKind::UsedForReading {
                    label: total.label.clone(),
                    column: column.title.clone(),
                },
            });
        } else if (is_shown && (it.holds || are_slips)) || is_complete {
            let (name, id, title) = (&table.name, &column.name, sentence(&column.title));
            let _ = write!(
                text,
                "\ncheck {name}-summa-{id} sum\n  \"{title} adds up to the printed total.\"\n  sv \"{title} summerar till den angivna summan.\"\n  sum({name}.{id}) = {name}[{}].{id}\n",
                total.key,
            );
        } else if !it.holds {
            let cell = &total.cells[it.column];
            notes.push(DraftNote {
                file: table.file.clone(),
                table: table.name.clone(),
                kind: DraftNoteKind::TotalDiffers {
                    label: total.label.clone(),
                    column: column.title.clone(),
                    place: cell.place.clone(),
                    printed: cell.printed.clone(),
                    sum: in_unit(it.sum, column.unit),
                },
            });
        }
    }
}

/// A sum in base units as a column of the unit would print it.
fn in_unit(sum: Ratio, unit: Unit) -> String {
    let scaled = sum.div(unit.factor());
    scaled.map_or_else(|_| sum.to_string(), |it| it.to_string())
}

/// *Varav* and the like: a row that is part of another is not added to it.
fn is_part_of_another(label: &str) -> bool {
    let lower = label.to_lowercase();
    ["varav", "därav", "– varav", "- varav"]
        .iter()
        .any(|it| lower.starts_with(it))
}

/// The sum of a column and whether its total is that sum, if both are figures that add up.
fn column_total(table: &DraftTable, body: &[DraftRow], column: usize) -> Option<Total> {
    let unit = table.columns[column].unit;
    let adds_up = !matches!(
        unit,
        Unit::Percent | Unit::Permille | Unit::Points | Unit::Index | Unit::Year | Unit::Text
    );
    let values = table.values(column);
    let numbers = values.into_iter().map(|value| match value {
        Value::Number(number) => Some(number),
        Value::Missing(_) | Value::Text => None,
    });
    let numbers: Vec<Option<PrintedNumber>> = numbers.collect();
    // a figure that is withheld is part of the total
    let is_withheld = |row: &DraftRow| {
        let printed = row
            .cells
            .get(column)
            .map_or("", |cell| cell.printed.as_str());
        Missing::from_printed(printed) == Some(Missing::Withheld)
            || table.marks.contains(printed.trim())
    };
    if !adds_up || body.iter().any(is_withheld) {
        return None;
    }
    let printed = numbers.get(body.len()).copied().flatten()?;
    let (mut sum, mut parts) = (Ratio::ZERO, 0_i128);
    for part in numbers.iter().take(body.len()).flatten() {
        sum = sum.add(part.value()).ok()?;
        parts += 1;
    }
    if parts < 2 {
        return None;
    }
    // each part is off by half a unit of its last digit at most, and so is the total
    let slack = printed.quantum().mul(Ratio::new(parts + 1, 2).ok()?).ok()?;
    let slack = if unit.is_counted() && unit.factor() == Ratio::ONE {
        Ratio::ZERO
    } else {
        slack
    };
    let difference = sum.sub(printed.value()).ok()?;
    let distance = if difference < Ratio::ZERO {
        Ratio::ZERO.sub(difference).ok()?
    } else {
        difference
    };
    Some(Total {
        column,
        sum,
        holds: distance <= slack,
    })
}

/// Columns of many measured figures, all of them with the same decimals. Where one has fewer, that is a
/// habit with an exception, and nobody is told that it is wrong: `5` among `4,8` may be right.
fn digits(table: &DraftTable, text: &mut String) {
    for (position, column) in table.columns.iter().enumerate() {
        if column.unit == Unit::Text || column.unit.is_counted() {
            continue;
        }
        let rows = table.rows.iter().zip(table.values(position));
        let numbers = rows
            .filter(|(row, _)| !row.is_total)
            .map(|(_, value)| value);
        let quanta: Vec<Ratio> = numbers
            .filter_map(|value| match value {
                Value::Number(number) => Some(number.quantum()),
                Value::Missing(_) | Value::Text => None,
            })
            .collect();
        let Some(&first) = quanta.first() else {
            continue;
        };
        let is_same = quanta.iter().all(|it| *it == first);
        if !is_same || quanta.len() < PRECISE || column.unit.factor() != Ratio::ONE {
            continue;
        }
        let Some(most) = first.denominator().checked_ilog10().filter(|it| *it > 0) else {
            continue;
        };
        let unit = first.to_decimal_string(most);
        let (name, id, title) = (&table.name, &column.name, sentence(&column.title));
        let _ = write!(
            text,
            "\ncheck {name}-siffror-{id} precision\n  \"{title} is printed with as many decimals in every row.\"\n  sv \"{title} anges med lika många decimaler på varje rad.\"\n  figures of {name}.{id} are printed to {unit}\n",
        );
    }
}

/// A heading as the beginning of a sentence between quotation marks.
fn sentence(title: &str) -> String {
    title.replace(['"', '\n'], "'")
}
