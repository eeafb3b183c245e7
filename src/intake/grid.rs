//! From rows of cells to tables: where one begins and ends, its title, its headings, its notes.
//!
//! Delimited text and spreadsheets have rows of cells and nothing that says which of them are a
//! table. A person sees it by blank rows, by lone lines above and below, and by the first row with
//! figures; so does this.

use std::collections::BTreeMap;

use super::document::counts_columns;
use super::figure_like::{Looks, looks};
use super::{Doubt, DoubtReason, PrintedCell, Sheet};

/// The most heading rows that a table is taken to have.
const MOST_HEADINGS: usize = 6;

/// Rows of cells as they stand in a file.
pub(super) struct Grid {
    /// The rows, blank ones included.
    pub rows: Vec<GridRow>,
    /// Whether a row has the cells that its line had delimiters for, rather than those of the grid.
    pub is_ragged: bool,
}

/// A row of cells as it stands in a file.
pub(super) struct GridRow {
    /// Its cells.
    pub cells: Vec<PrintedCell>,
    /// What is doubtful in it, by cell.
    pub doubts: Vec<(usize, DoubtReason)>,
    /// The whole line, where the row is one.
    pub whole: Option<String>,
}

/// What a row looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Blank,
    /// One cell with words, the leftmost.
    Lone,
    /// Several cells, no figure.
    Words,
    /// A figure.
    Data,
}

/// A table while its rows are gathered.
struct Building {
    titles: Vec<String>,
    headings: usize,
    rows: Vec<GridRow>,
}

/// The tables in a grid.
pub(super) fn tables(grid: Grid) -> Vec<Sheet> {
    let is_ragged = grid.is_ragged;
    let usual = if is_ragged {
        usual_width(&grid.rows)
    } else {
        0
    };
    let mut done: Vec<Building> = Vec::new();
    let mut pending: Vec<GridRow> = Vec::new();
    for mut block in blocks(grid.rows) {
        if is_ragged {
            one_cell_lines(&mut block, usual);
        }
        // headings may stand by themselves, above the blank row before the figures
        let is_waiting = pending.iter().any(|row| kind(row) == Kind::Words);
        if is_waiting && block.first().is_some_and(|row| kind(row) != Kind::Data) {
            place(std::mem::take(&mut pending), &mut done, is_ragged);
        }
        if block.iter().all(|row| kind(row) != Kind::Data) {
            pending.append(&mut block);
            continue;
        }
        let mut rows = std::mem::take(&mut pending);
        rows.append(&mut block);
        let beside = if is_ragged {
            vec![rows]
        } else {
            side_by_side(rows)
        };
        for part in beside.into_iter().flat_map(parts) {
            place(part, &mut done, is_ragged);
        }
    }
    if pending.iter().any(|row| kind(row) == Kind::Words) {
        place(pending, &mut done, is_ragged);
    }
    let mut sheets = Vec::new();
    for building in done {
        sheets.extend(finish(building, is_ragged));
    }
    sheets
}

/// The most usual number of cells of a row that has several.
fn usual_width(rows: &[GridRow]) -> usize {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for row in rows.iter().filter(|row| filled(row) > 0) {
        *counts.entry(row.cells.len()).or_default() += 1;
    }
    counts.remove(&1);
    let usual = counts.into_iter().max_by_key(|(_, rows)| *rows);
    usual.map_or(1, |(width, _)| width)
}

fn filled(row: &GridRow) -> usize {
    row.cells.iter().filter(|cell| !cell.is_blank()).count()
}

/// Rows between blank rows.
fn blocks(rows: Vec<GridRow>) -> Vec<Vec<GridRow>> {
    let mut blocks = vec![Vec::new()];
    for row in rows {
        if filled(&row) > 0 {
            if let Some(last) = blocks.last_mut() {
                last.push(row);
            }
        } else if blocks.last().is_some_and(|last| !last.is_empty()) {
            blocks.push(Vec::new());
        }
    }
    blocks.retain(|block| !block.is_empty());
    blocks
}

/// Lines of prose above and below a table may hold its delimiter: they are one cell all the same.
fn one_cell_lines(block: &mut [GridRow], usual: usize) {
    let is_wide = |row: &GridRow| row.cells.len() >= usual;
    let has_figures = block.iter().any(|row| kind(row) == Kind::Data);
    let (first, last) = if has_figures && !block.iter().any(is_wide) {
        // a smaller table of its own
        (0, block.len())
    } else {
        let first = block.iter().position(is_wide).unwrap_or(block.len());
        let last = block.iter().rposition(is_wide).map_or(0, |last| last + 1);
        (first, last)
    };
    for (position, row) in block.iter_mut().enumerate() {
        let outside = position < first || position >= last;
        if outside && row.cells.len() < usual && filled(row) > 1 && kind(row) == Kind::Words {
            let place = row.cells[0].place.clone();
            let whole = row.whole.take().unwrap_or_default();
            row.cells = vec![PrintedCell::new(&whole, place)];
        }
    }
}

fn kind(row: &GridRow) -> Kind {
    let mut seen = row.cells.iter().filter(|cell| !cell.is_blank());
    let Some(first) = seen.next() else {
        return Kind::Blank;
    };
    let is_data = |cell: &PrintedCell| looks(&cell.printed) == Looks::Figure;
    let rest = seen.count();
    if row.cells.iter().any(is_data) {
        return Kind::Data;
    }
    if rest == 0 && looks(&first.printed) == Looks::Words {
        Kind::Lone
    } else {
        Kind::Words
    }
}

/// Tables that stand beside each other, with an empty column between and names of rows of their own.
fn side_by_side(rows: Vec<GridRow>) -> Vec<Vec<GridRow>> {
    let Some((first, last)) = extent(&rows) else {
        return vec![rows];
    };
    let mut is_filled = vec![false; last + 1];
    for row in &rows {
        for (column, cell) in row
            .cells
            .iter()
            .enumerate()
            .filter(|(_, it)| !it.is_blank())
        {
            let span = usize::try_from(cell.span.columns).unwrap_or(1);
            let end = (column + span.max(1)).min(last + 1);
            // a title over all of it joins nothing
            if span <= 1 || kind(row) != Kind::Lone {
                is_filled[column..end].fill(true);
            } else {
                is_filled[column] = true;
            }
        }
    }
    let mut cuts = Vec::new();
    for column in first + 2..last {
        let begins = is_filled[column] && !is_filled[column - 1];
        let since = cuts.last().copied().unwrap_or(first);
        if begins && column - since > 2 && names_rows(&rows, column) {
            cuts.push(column);
        }
    }
    if cuts.is_empty() {
        return vec![rows];
    }
    let starts = [first].into_iter().chain(cuts.iter().copied());
    let ends = cuts.iter().copied().chain([last + 1]);
    let between = |(start, end): (usize, usize)| {
        let rows = rows.iter().map(|row| within(row, start, end));
        rows.filter(|row| filled(row) > 0).collect()
    };
    starts.zip(ends).map(between).collect()
}

/// Whether a column has words where the one after it has figures: it names rows.
fn names_rows(rows: &[GridRow], column: usize) -> bool {
    let looks_at = |row: &GridRow, column: usize| {
        row.cells
            .get(column)
            .map_or(Looks::Blank, |cell| looks(&cell.printed))
    };
    let is_named = |row: &&GridRow| {
        looks_at(row, column) == Looks::Words && looks_at(row, column + 1) == Looks::Figure
    };
    let has_figure = |row: &&GridRow| looks_at(row, column) == Looks::Figure;
    let named = rows.iter().filter(is_named).count();
    named > 0 && named > rows.iter().filter(has_figure).count()
}

/// A row of which only some columns are left.
fn within(row: &GridRow, start: usize, end: usize) -> GridRow {
    let kept = |column: &usize| (start..end).contains(column);
    let cell = |(column, cell): (usize, &PrintedCell)| match kept(&column) {
        true => cell.clone(),
        false => PrintedCell::new("", cell.place.clone()),
    };
    let doubts = row
        .doubts
        .iter()
        .filter(|(column, _)| kept(column))
        .cloned();
    GridRow {
        cells: row.cells.iter().enumerate().map(cell).collect(),
        doubts: doubts.collect(),
        whole: row.whole.clone(),
    }
}

/// A block cut where a title and headings begin a new table without a blank row before.
fn parts(rows: Vec<GridRow>) -> Vec<Vec<GridRow>> {
    let kinds: Vec<Kind> = rows.iter().map(kind).collect();
    let begins = |position: usize| {
        let follows = kinds.get(position + 1..).unwrap_or_default();
        let headings = follows.iter().take_while(|it| **it == Kind::Words).count();
        kinds[position] == Kind::Lone
            && headings > 0
            && kinds[..position].contains(&Kind::Data)
            && rows[position].cells.iter().any(|it| is_title(&it.printed))
    };
    let cuts: Vec<usize> = (1..rows.len()).filter(|it| begins(*it)).collect();
    let mut parts = Vec::new();
    let mut rest = rows;
    for cut in cuts.into_iter().rev() {
        parts.push(rest.split_off(cut));
    }
    parts.push(rest);
    parts.reverse();
    parts
}

pub(super) fn is_title(printed: &str) -> bool {
    let lower = printed.to_lowercase();
    ["tabell", "bilaga", "diagram", "table", "annex"]
        .iter()
        .any(|word| lower.starts_with(word))
}

/// Puts a part where it belongs: a table of its own, or more rows of the one before.
fn place(part: Vec<GridRow>, done: &mut Vec<Building>, is_ragged: bool) {
    let start = extent(&part).map_or(0, |(start, _)| start);
    let is_title = |row: &&GridRow| {
        kind(row) == Kind::Lone && row.cells.get(start).is_some_and(|cell| !cell.is_blank())
    };
    let lone = part.iter().take_while(is_title).count();
    let headings = heading_rows(&part[lone..]);
    if headings == 0
        && let Some(before) = done.last_mut()
        && continues(before, &part[lone..], is_ragged)
    {
        before.rows.extend(part);
        return;
    }
    let mut rows = part.into_iter();
    let mut titles: Vec<String> = Vec::new();
    for row in rows.by_ref().take(lone) {
        let line = row.cells.iter().find(|cell| !cell.is_blank());
        let line = line.map_or(String::new(), |cell| cell.printed.clone());
        if is_note(&line) && !done.is_empty() {
            titles.clear();
        } else {
            titles.push(line);
        }
    }
    done.push(Building {
        titles,
        headings,
        rows: rows.collect(),
    });
}

/// Whether rows without headings are more rows of the table before.
fn continues(before: &Building, rows: &[GridRow], is_ragged: bool) -> bool {
    let Some(extent) = extent(&before.rows) else {
        return false;
    };
    if is_ragged {
        let width = usual_width(rows);
        return width == usual_width(&before.rows);
    }
    self::extent(rows).is_some_and(|it| extent.0 <= it.0 && it.1 <= extent.1)
}

/// The first and the last column in which anything is printed.
fn extent(rows: &[GridRow]) -> Option<(usize, usize)> {
    let first = |row: &GridRow| row.cells.iter().position(|it| !it.is_blank());
    let last = |row: &GridRow| {
        let position = row.cells.iter().rposition(|it| !it.is_blank())?;
        let span = usize::try_from(row.cells[position].span.columns).ok()?;
        Some(position + span - 1)
    };
    let start = rows.iter().filter_map(first).min()?;
    Some((start, rows.iter().filter_map(last).max()?))
}

/// How many of the first rows are headings.
pub(super) fn heading_rows(rows: &[GridRow]) -> usize {
    let Some(data) = rows.iter().position(|row| kind(row) == Kind::Data) else {
        // words only: the first row names the columns if others follow
        return usize::from(rows.len() > 1 && kind(&rows[0]) == Kind::Words);
    };
    let mut headings = 0;
    while headings < data.min(MOST_HEADINGS) {
        let row = &rows[headings];
        if kind(row) != Kind::Words && !spans(row) {
            break;
        }
        let above = headings.checked_sub(1).map(|it| &rows[it]);
        if !is_heading(row, above) {
            break;
        }
        headings += 1;
    }
    if headings == data && rows.get(data).is_some_and(|row| counts_columns(&row.cells)) {
        headings += 1;
    }
    headings
}

/// Whether a lone cell extends over several columns, or stands right of the first: a heading.
fn spans(row: &GridRow) -> bool {
    let lone = row.cells.iter().position(|cell| !cell.is_blank());
    lone.is_some_and(|position| position > 0 || row.cells[position].span.columns > 1)
}

/// Whether a row without figures is a heading below the row `above`.
fn is_heading(row: &GridRow, above: Option<&GridRow>) -> bool {
    let label = |row: &GridRow| row.cells.first().is_none_or(PrintedCell::is_blank);
    let years: Vec<&str> = row
        .cells
        .iter()
        .skip(1)
        .map(|cell| cell.printed.as_str())
        .filter(|printed| looks(printed) == Looks::Year)
        .collect();
    let rising = years.windows(2).all(|pair| pair[0] < pair[1]);
    let falling = years.windows(2).all(|pair| pair[0] > pair[1]);
    let repeated = years.len() > 2 && !rising && !falling;
    let Some(above) = above else {
        return years.len() < 2 || rising || falling || repeated;
    };
    let gaps = above.cells.iter().skip(1).any(PrintedCell::is_blank);
    let units = row.cells.iter().all(|cell| is_unit(&cell.printed));
    label(row) || label(above) || (gaps && years.is_empty()) || units
}

/// Whether a heading cell names a unit only: `(kr)`, `antal`, `procent`.
fn is_unit(printed: &str) -> bool {
    let lower = printed.to_lowercase();
    let bare = lower.trim_matches(['(', ')', '[', ']', ' ']);
    bare.is_empty()
        || bare.len() < printed.trim().len()
        || [
            "kr", "tkr", "mkr", "mnkr", "%", "procent", "antal", "kronor",
        ]
        .contains(&bare)
}

/// Whether a lone line below a table is a note and not a row of it.
pub(super) fn is_note(line: &str) -> bool {
    let lower = line.trim().to_lowercase();
    let begins = [
        "*",
        "anm",
        "not:",
        "not ",
        "noter",
        "källa",
        "kommentar",
        "obs",
        "†",
        "source",
        "note",
    ];
    let numbered = lower.trim_start_matches(|char: char| char.is_ascii_digit());
    let is_numbered = numbered.len() < lower.len() && numbered.starts_with(')');
    let sentence = lower.chars().count() > 40 && lower.ends_with('.');
    begins.iter().any(|it| lower.starts_with(it)) || is_numbered || sentence
}

/// A table whose rows, title and headings are known.
pub(super) fn sheet_of(title: String, headings: usize, rows: Vec<GridRow>) -> Option<Sheet> {
    let mut titles = if title.is_empty() {
        Vec::new()
    } else {
        vec![title]
    };
    let is_filled = |row: &GridRow| filled(row) > 0;
    let (mut rows, mut headings) = (rows, headings);
    // a first row of one cell above headings, over all columns, is a title
    let is_title = rows.len() > 2 && kind(&rows[0]) == Kind::Lone && !rows[0].cells[0].is_blank();
    if is_title && titles.is_empty() && (headings > 1 || heading_rows(&rows[1..]) > 0) {
        titles.push(rows.remove(0).cells.swap_remove(0).printed);
        headings = headings.saturating_sub(1).max(heading_rows(&rows));
    }
    let headings = rows
        .iter()
        .take(headings)
        .filter(|it| is_filled(it))
        .count();
    let rows = rows.into_iter().filter(is_filled).collect();
    let building = Building {
        titles,
        headings,
        rows,
    };
    shown(building, false)
}

/// The table as it is shown: notes and columns without anything taken off, all rows as wide.
fn finish(mut building: Building, is_ragged: bool) -> Option<Sheet> {
    while building.rows.len() > building.headings
        && building.rows.last().is_some_and(|row| {
            kind(row) == Kind::Lone
                && row
                    .cells
                    .iter()
                    .all(|it| it.is_blank() || is_note(&it.printed))
        })
    {
        building.rows.pop();
    }
    shown(building, is_ragged)
}

/// The table with all rows as wide, from the first to the last column in which anything is printed.
fn shown(building: Building, is_ragged: bool) -> Option<Sheet> {
    let (first, last) = extent(&building.rows)?;
    // a figure by itself is no table
    if first == last && building.rows.len() == 1 {
        return None;
    }
    let width = last + 1 - first;
    let usual = usual_width(&building.rows);
    let mut doubts = Vec::new();
    let mut rows = Vec::new();
    for (position, row) in building.rows.into_iter().enumerate() {
        let found = row.cells.len();
        if is_ragged && filled(&row) > 1 && position >= building.headings {
            field_count(&row, position, usual, width, &mut doubts);
        }
        for (column, reason) in row.doubts {
            if let Some(column) = column.checked_sub(first).filter(|it| *it < width) {
                doubts.push(Doubt {
                    row: position,
                    column,
                    reason,
                });
            }
        }
        let mut cells = row.cells;
        let blank = cells
            .last()
            .map(|last| PrintedCell::new("", last.place.clone()))?;
        cells.truncate(last + 1);
        cells.drain(..first.min(found).min(cells.len()));
        cells.resize(width, blank);
        rows.push(cells);
    }
    let place = rows.first()?.first()?.place.clone();
    Some(Sheet {
        title: building.titles.join(" · "),
        place,
        header_rows: building.headings,
        rows,
        doubts,
        choices: Vec::new(),
    })
}

/// Marks a row that has another number of fields than the others: which of its delimiters are too
/// many or missing is not known.
fn field_count(
    row: &GridRow,
    position: usize,
    usual: usize,
    width: usize,
    doubts: &mut Vec<Doubt>,
) {
    let last = row.cells.iter().rposition(|cell| !cell.is_blank());
    let used = last.map_or(0, |last| last + 1);
    let found = row.cells.len();
    if found == usual || (found > usual && used <= usual) {
        return;
    }
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    doubts.extend((1..width).map(|column| Doubt {
        row: position,
        column,
        reason: DoubtReason::FieldCount {
            found: number(found),
            expected: number(usual),
        },
    }));
}
