//! What a table is taken to be before anybody has looked at it.

use super::names::Names;
use super::recipe::{RecipeColumn, RecipeReading, RecipeTable};
use crate::discovery::NumberFormat;
use crate::intake::{Outline, RowRole, Sheet};
use crate::lang::{InWords, Lang};
use crate::tables::{
    PlaceKind, Places, RowKind, Unit, Value, looks_like_figure, names_foreign_money, read_column,
};

/// The entry of a table in a recipe.
pub(super) fn entry(
    file: &str,
    number: usize,
    sheet: &Sheet,
    places: &Places,
    (taken, lang): (&mut Names, Lang),
) -> RecipeTable {
    let outline = Outline::of(sheet, places);
    let rows = row_kind(&outline);
    let from_one = |column: Option<usize>| column.map_or(0, |it| it + 1);
    let at = |row: usize| sheet.header_rows + row + 1;
    let is_section = |row: &usize| outline.rows[*row].role == RowRole::Section;
    // a section among places is a heading of its own, and no place
    let sections = (0..outline.rows.len()).filter(is_section).map(at);
    let skip_rows = if rows == RowKind::Label {
        Vec::new()
    } else {
        sections.collect()
    };
    let cells = sheet.rows.iter().flatten();
    let format = NumberFormat::of(cells.map(|cell| cell.printed.as_str()));
    let mut columns: Vec<RecipeColumn> = Vec::new();
    let mut names = Names::default();
    for (column, found) in outline.columns.iter().enumerate() {
        if Some(column) == outline.label || Some(column) == outline.code {
            continue;
        }
        let heading = match found.heading.as_str() {
            "" => format!("kolumn {}", column + 1),
            heading => heading.to_owned(),
        };
        columns.push(RecipeColumn {
            column: column + 1,
            name: names.of_words(&heading, "kolumn"),
            title: heading,
            unit: match as_written(sheet, column, found.unit, format) {
                Unit::Count if names_foreign_money(&found.heading) => Unit::Index,
                unit => unit,
            },
            skip: false,
        });
    }
    let title = sheet.title.clone();
    let short = title.split(['.', ':', '(', ',']).next().unwrap_or_default();
    let name = if short.is_empty() { "tabell" } else { short };
    RecipeTable {
        file: file.to_owned(),
        table: number,
        place: sheet.place.in_words(Lang::En),
        name: taken.of_words(name, "tabell"),
        title: if title.is_empty() {
            format!("{file}, {}", sheet.place.in_words(lang.unmarked()))
        } else {
            title
        },
        // a table of words holds nothing to check
        skip: columns.iter().all(|it| it.unit == Unit::Text),
        headings: sheet.header_rows,
        rows,
        label: from_one(outline.label),
        code: from_one(outline.code),
        totals: outline.totals().map(at).collect(),
        skip_rows,
        join: Vec::new(),
        split: Vec::new(),
        choose: Vec::new(),
        read_by: sheet.choices.iter().map(RecipeReading::of).collect(),
        columns,
    }
}

/// The unit of a column, seen beside the other columns: where figures elsewhere have decimal points,
/// `1,234` is a whole number, and figures with decimal points are no words.
fn as_written(sheet: &Sheet, column: usize, unit: Unit, format: NumberFormat) -> Unit {
    if format.decimal != '.' || !matches!(unit, Unit::Text | Unit::Index) {
        return unit;
    }
    let cells = sheet.body().iter().filter_map(|row| row.get(column));
    let printed: Vec<&str> = cells.map(|cell| cell.printed.as_str()).collect();
    let figures = printed.iter().filter(|it| looks_like_figure(it)).count();
    let is_read = |unit: Unit| {
        let reading = read_column(printed.iter().copied(), Some(unit));
        let is_number = |it: &&Result<Value, _>| matches!(it, Ok(Value::Number(_)));
        let numbers = reading.cells.iter().filter(is_number).count();
        figures > 0 && numbers * 10 >= figures * 9 && figures * 2 >= filled(&printed)
    };
    let has_point = printed
        .iter()
        .any(|it| it.contains('.') && looks_like_figure(it));
    if !has_point && is_read(Unit::Count) {
        return Unit::Count;
    }
    if unit == Unit::Text && is_read(Unit::Index) {
        return Unit::Index;
    }
    unit
}

fn filled(printed: &[&str]) -> usize {
    printed.iter().filter(|it| !it.trim().is_empty()).count()
}

/// Rows are places if each names one of the kind, once, and at most one sums up the others.
fn row_kind(outline: &Outline) -> RowKind {
    let kind = match outline.places {
        Some(PlaceKind::Municipality) => RowKind::Municipality,
        Some(PlaceKind::Region) => RowKind::Region,
        _ => return RowKind::Label,
    };
    let width = if kind == RowKind::Municipality { 4 } else { 2 };
    let body = outline.rows.iter().filter(|row| row.role == RowRole::Body);
    let mut codes: Vec<&str> = Vec::new();
    for row in body {
        match &row.code {
            Some(code) if code.len() == width && !codes.contains(&code.as_str()) => {
                codes.push(code)
            }
            _ => return RowKind::Label,
        }
    }
    if outline.totals().count() > 1 {
        return RowKind::Label;
    }
    kind
}
