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
    CellSpan, Choice, ChoiceRelation, Doubt, DoubtReason, Origin, PrintedCell, Sheet, SheetPlace,
    TextLine,
};

/// Rows that a table has, at least.
const LEAST_ROWS: usize = 3;
/// Columns of a table, at most.
const MOST_COLUMNS: usize = 24;

/// A relation that decided between readings: the parts and what follows from them, by row and column.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Decided {
    relation: ChoiceRelation,
    parts: Vec<(usize, usize)>,
    target: (usize, usize),
}

/// Readings of all rows of a table that are listed, at most.
const MOST_OF_TABLE: usize = 120_000;

/// A row with the readings that are still possible.
#[derive(Clone, Debug)]
struct OpenRow {
    line: RowLine,
    readings: Vec<Reading>,
    /// How many there were before any relation was asked.
    first: usize,
    /// What was asked of its readings, and holds.
    decided: Vec<Decided>,
    /// Whether it has more readings than are listed: then nothing decides.
    is_cut: bool,
    /// How many kinds of relations hold in it: a sum in the row, a share, a sum of rows.
    relations: usize,
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
    let mut tried: Vec<(Score, usize, Vec<OpenRow>)> = Vec::new();
    for columns in 2..=MOST_COLUMNS {
        if let Some(open) = open_rows(&rows, columns) {
            let decided = decide(open, columns);
            tried.push((Score::of(&decided), columns, decided));
        }
    }
    // of equals the one with fewest columns
    let best = tried.iter().map(|(score, ..)| *score).max()?;
    let at = tried.iter().position(|(score, ..)| *score == best)?;
    let (score, columns, decided) = tried.swap_remove(at);
    // without a relation the number of columns is only a guess where another fits as well
    let rivals = tried.iter().any(|(other, ..)| {
        *other == score || score.related * 10 < score.rows * 6 && other.rows == score.rows
    });
    let title = title.map_or("", |title| title.text.as_str());
    Some(sheet_of(title, &decided, columns, rivals))
}

/// The rows with all their readings of this many columns, if nearly all have one.
fn open_rows(rows: &[RowLine], columns: usize) -> Option<Vec<OpenRow>> {
    let shares = shares_of(rows, columns);
    let mut open: Vec<OpenRow> = Vec::new();
    let (mut full, mut whole, mut listed) = (0_usize, 0_usize, 0_usize);
    for row in rows {
        let mut readings = readings_of(row, columns, shares);
        if is_total(&row.label) {
            // a total may print fewer cells than there are columns
            if readings.is_empty() {
                readings = readings::short_readings_of(row, columns);
            }
        } else {
            whole += usize::from(row.tokens.len() > 1);
            full += usize::from(!readings.is_empty());
        }
        let is_cut = readings::is_cut_off(&readings);
        if is_cut {
            readings.truncate(2);
        }
        listed += readings.len();
        if listed > MOST_OF_TABLE {
            return None;
        }
        open.push(OpenRow {
            is_cut,
            line: row.clone(),
            first: readings.len(),
            readings,
            decided: Vec::new(),
            relations: 0,
        });
    }
    let enough = full >= LEAST_ROWS.min(whole) && full > 1 && whole - full.min(whole) <= whole / 10;
    open.retain(|row| !row.readings.is_empty());
    enough.then_some(open)
}

/// Asks the relations, strongest first.
fn decide(mut rows: Vec<OpenRow>, columns: usize) -> Vec<OpenRow> {
    row_sums::decide(&mut rows, columns);
    column_sums::decide(&mut rows, columns);
    rows
}

/// How well the rows were read with a number of columns: rows, then relations that hold
/// in them, then rows with one reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Score {
    rows: usize,
    related: usize,
    single: usize,
}

impl Score {
    fn of(rows: &[OpenRow]) -> Score {
        Score {
            rows: rows.len(),
            related: rows.iter().map(|row| row.relations).sum(),
            single: rows.iter().filter(|row| row.readings.len() == 1).count(),
        }
    }
}

fn sheet_of(title: &str, rows: &[OpenRow], columns: usize, rivals: bool) -> Sheet {
    let mut sheet = Sheet {
        title: title.to_owned(),
        place: rows
            .first()
            .map_or(SheetPlace::Line { line: 1, column: 1 }, |row| {
                row.line.place.clone()
            }),
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
        if row.line.is_joined {
            sheet.doubts.push(Doubt {
                row: number,
                column: 0,
                reason: DoubtReason::JoinedLines,
            });
        }
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
        for decided in row.decided.iter().filter(|_| chosen) {
            let shifted = |(row, column): (usize, usize)| (row, column + 1);
            sheet.choices.push(Choice {
                row: number,
                relation: decided.relation,
                parts: decided.parts.iter().copied().map(shifted).collect(),
                target: shifted(decided.target),
            });
        }
        let origin = if chosen {
            Origin::Chosen
        } else {
            Origin::Printed
        };
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
