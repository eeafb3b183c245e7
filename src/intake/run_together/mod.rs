//! Text in which one space separates thousands and columns alike.
//!
//! `Ale 7 912 311 521 824` is two figures or three or four. All readings of a row are listed, and
//! relations decide: a column that is the sum of others in every row, a last row that is the sum of
//! the rows above it. A reading is *chosen* only if it is the only one that fits; what decided it is
//! kept, since a relation used for reading is never evidence of anything. If several fit, or none,
//! the cells that differ are doubtful.

mod column_sums;
mod line;
mod readings;
mod row_sums;

use self::line::{RowLine, is_title, is_total};
use self::readings::{Reading, readings_of, shares_of};
use super::{
    CellSpan, Choice, Doubt, DoubtReason, Origin, PrintedCell, Sheet, SheetPlace, TextLine,
};

/// Rows that a table has, at least.
const LEAST_ROWS: usize = 3;
/// Columns of a table, at most.
const MOST_COLUMNS: usize = 24;

/// A row with the readings that are still possible.
#[derive(Clone, Debug)]
struct OpenRow {
    line: RowLine,
    readings: Vec<Reading>,
    /// How many there were before any relation was asked.
    first: usize,
    /// What decided, if something did.
    choice: Option<(Vec<(usize, usize)>, (usize, usize))>,
}

/// The tables in lines of text.
pub(in crate::intake) fn tables_of(lines: &[TextLine]) -> Vec<Sheet> {
    let mut sheets = Vec::new();
    let mut start = 0;
    for (index, line) in lines.iter().enumerate() {
        if is_title(&line.text) && index > start {
            sheets.extend(table_of(&lines[start..index]));
            start = index;
        }
    }
    sheets.extend(table_of(&lines[start..]));
    sheets
}

/// The table between two titles.
fn table_of(lines: &[TextLine]) -> Option<Sheet> {
    let title = lines.first().filter(|line| is_title(&line.text));
    let rows = line::rows_of(lines);
    if rows.len() < LEAST_ROWS {
        return None;
    }
    let mut best: Option<(usize, Vec<OpenRow>)> = None;
    let mut rivals = 0;
    for columns in 2..=MOST_COLUMNS {
        let Some(open) = open_rows(&rows, columns) else {
            continue;
        };
        let decided = decide(open, columns);
        let score = score(&decided);
        let own = best.as_ref().map(|(_, rows)| self::score(rows));
        match own {
            Some(known) if known > score => {}
            Some(known) if known == score => rivals += 1,
            _ => {
                best = Some((columns, decided));
                rivals = 0;
            }
        }
    }
    let (columns, rows) = best?;
    Some(sheet_of(
        title.map_or("", |title| title.text.as_str()),
        &rows,
        columns,
        rivals > 0,
    ))
}

/// The rows with all their readings of so many columns, if most have one.
fn open_rows(rows: &[RowLine], columns: usize) -> Option<Vec<OpenRow>> {
    let mut open: Vec<OpenRow> = Vec::new();
    let shares = shares_of(rows, columns);
    for row in rows {
        let readings = readings_of(row, columns, shares);
        open.push(OpenRow {
            line: row.clone(),
            first: readings.len(),
            readings,
            choice: None,
        });
    }
    let full = open.iter().filter(|row| !row.readings.is_empty()).count();
    let whole = rows
        .iter()
        .filter(|row| !is_total(&row.label) && row.tokens.len() > 1)
        .count();
    let enough = full >= LEAST_ROWS && full * 10 >= whole * 9;
    if !enough {
        return None;
    }
    // a total may print fewer cells than there are columns
    for row in &mut open {
        if row.readings.is_empty() && is_total(&row.line.label) {
            row.readings = readings::short_readings_of(&row.line, columns);
            row.first = row.readings.len();
        }
    }
    open.retain(|row| !row.readings.is_empty());
    Some(open)
}

/// Asks the relations, strongest first.
fn decide(mut rows: Vec<OpenRow>, columns: usize) -> Vec<OpenRow> {
    row_sums::decide(&mut rows, columns);
    column_sums::decide(&mut rows, columns);
    rows
}

/// How well the rows were read with a number of columns: rows with one reading, each counted with
/// the others if a relation holds in it, then rows.
fn score(rows: &[OpenRow]) -> (usize, usize, usize) {
    let related = rows.iter().filter(|row| row.choice.is_some()).count();
    let single = rows.iter().filter(|row| row.readings.len() == 1).count();
    (related, single, rows.len())
}

fn sheet_of(title: &str, rows: &[OpenRow], columns: usize, rivals: bool) -> Sheet {
    let mut sheet = Sheet {
        title: title.to_owned(),
        place: rows.first().map_or(
            SheetPlace::Line { line: 1, column: 1 },
            |row| row.line.place.clone(),
        ),
        header_rows: 0,
        rows: Vec::new(),
        doubts: Vec::new(),
        choices: Vec::new(),
    };
    for (number, row) in rows.iter().enumerate() {
        let kept = &row.readings[0];
        let open = row.readings.len() > 1;
        let chosen = row.first > 1 && !open;
        let mut cells = vec![row.line.label.clone()];
        cells.extend((0..columns).map(|column| kept.text(&row.line, column)));
        for column in 0..columns {
            let differs = row
                .readings
                .iter()
                .any(|other| other.text(&row.line, column) != cells[column + 1]);
            if differs || rivals && !cells[column + 1].is_empty() {
                sheet.doubts.push(Doubt {
                    row: number,
                    column: column + 1,
                    reason: DoubtReason::AmbiguousSpaces,
                });
            }
        }
        if let (true, Some((parts, target))) = (chosen, &row.choice) {
            let shifted = |(row, column): (usize, usize)| (row, column + 1);
            sheet.choices.push(Choice {
                row: number,
                parts: parts.iter().copied().map(shifted).collect(),
                target: shifted(*target),
            });
        }
        let origin = if chosen { Origin::Chosen } else { Origin::Printed };
        sheet.rows.push(
            cells
                .into_iter()
                .enumerate()
                .map(|(column, printed)| PrintedCell {
                    printed,
                    place: row.line.place.clone(),
                    span: CellSpan::default(),
                    origin: if column == 0 { Origin::Printed } else { origin },
                })
                .collect(),
        );
    }
    sheet
}
