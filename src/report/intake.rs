//! A document as it was read: as text for people and as CSV.

use std::fmt::Write as _;

use crate::decision::{DraftNote, DraftNoteKind};
use crate::intake::{Choice, ChoiceRelation, Document, Sheet, SheetPlace};
use crate::lang::{InWords, Lang, say};

/// How many rows of a table are shown before an audit.
const SHOWN: usize = 12;

/// Of a sum of more parts only the first two and the last are shown.
const MOST_PARTS: usize = 8;

/// The widest that a column is shown as text, in letters.
const WIDEST: usize = 40;

/// The tables of documents for a reader: where each stands, its cells, what is doubtful.
pub fn documents_text(documents: &[Document], lang: Lang) -> String {
    let shown = documents
        .iter()
        .map(|it| document_text(it, &[], usize::MAX, lang));
    shown.collect::<Vec<_>>().join("\n")
}

/// What was read from a file that is audited: the beginning and the end of each table beside the lines
/// or cells it was read from, what is doubtful, and what was noticed.
pub fn reading_text(document: &Document, notes: &[DraftNote], lang: Lang) -> String {
    let mut text = document_text(document, notes, SHOWN, lang);
    for note in notes {
        let _ = writeln!(text, "  ! {}", note.in_words(lang));
    }
    text.push('\n');
    text
}

/// A document in a few lines: its size, what is hidden, what is doubtful, and what was noticed of the
/// tables that were drafted from it.
pub fn document_notes(document: &Document, notes: &[DraftNote], lang: Lang) -> String {
    let mut text = format!("{}\n", read_summary(document, notes, lang));
    for notice in &document.notices {
        let _ = writeln!(text, "  {}", notice.in_words(lang));
    }
    for sheet in &document.sheets {
        for doubt in &sheet.doubts {
            let _ = writeln!(text, "  ? {}", doubt_line(sheet, doubt, lang));
        }
    }
    for note in notes.iter().filter(|it| it.file == document.name) {
        let _ = writeln!(text, "  {}", note.in_words(lang));
    }
    text
}

/// One sentence of what was read: `trial.csv: 1 table, 8 × 6, read as CSV; no cell doubtful`. Of the
/// `notes` it counts the cells among figures that are none.
pub fn read_summary(document: &Document, notes: &[DraftNote], lang: Lang) -> String {
    let (name, format) = (&document.name, document.format.name());
    let sizes: Vec<String> = document.sheets.iter().map(size).collect();
    let sizes = sizes.join(", ");
    let doubtful: usize = document.sheets.iter().map(|it| it.doubts.len()).sum();
    let doubts = match doubtful {
        0 => say!(lang.unmarked(), "no cell doubtful", "inga tveksamma celler"),
        1 => say!(lang.unmarked(), "1 cell doubtful", "1 tveksam cell"),
        n => say!(
            lang.unmarked(),
            "{n} cells doubtful",
            "{n} tveksamma celler"
        ),
    };
    let is_none =
        |it: &&DraftNote| it.file == *name && matches!(it.kind, DraftNoteKind::NotAFigure { .. });
    let doubts = match notes.iter().filter(is_none).count() {
        0 => doubts,
        1 => say!(
            lang.unmarked(),
            "{doubts}, 1 that cannot be read as a figure",
            "{doubts}, 1 som inte kan läsas som ett tal"
        ),
        n => say!(
            lang.unmarked(),
            "{doubts}, {n} that cannot be read as figures",
            "{doubts}, {n} som inte kan läsas som tal"
        ),
    };
    match document.sheets.len() {
        0 => {
            let lines = document.text.len();
            say!(
                lang,
                "{name}: no table, {lines} lines of text, read as {format}",
                "{name}: ingen tabell, {lines} textrader, läst som {format}"
            )
        }
        1 => say!(
            lang,
            "{name}: 1 table, {sizes}, read as {format}; {doubts}",
            "{name}: 1 tabell, {sizes}, läst som {format}; {doubts}"
        ),
        n => say!(
            lang,
            "{name}: {n} tables, {sizes}, read as {format}; {doubts}",
            "{name}: {n} tabeller, {sizes}, läst som {format}; {doubts}"
        ),
    }
}

fn size(sheet: &Sheet) -> String {
    let width = sheet.rows.first().map_or(0, Vec::len);
    format!("{} × {width}", sheet.body().len())
}

fn document_text(document: &Document, notes: &[DraftNote], most: usize, lang: Lang) -> String {
    let mut text = format!("{}\n", read_summary(document, notes, lang));
    for notice in &document.notices {
        let _ = writeln!(text, "  {}", notice.in_words(lang));
    }
    for (number, sheet) in (1..).zip(&document.sheets) {
        text.push('\n');
        text.push_str(&sheet_text(number, sheet, most, lang));
    }
    text
}

fn sheet_text(number: usize, sheet: &Sheet, most: usize, lang: Lang) -> String {
    let place = sheet.place.in_words(lang.unmarked());
    let title = match sheet.title.as_str() {
        "" => String::new(),
        title => format!(": {title}"),
    };
    let mut text = say!(
        lang,
        "table {number}, {place}{title}",
        "tabell {number}, {place}{title}"
    );
    text.push('\n');
    let widths = widths(sheet);
    // of a long table the headings, the first rows and the last
    let tail = sheet.rows.len().saturating_sub(3);
    let head = sheet.header_rows.saturating_add(most.saturating_sub(3));
    let is_long = sheet.rows.len() > sheet.header_rows.saturating_add(most);
    for (position, row) in sheet.rows.iter().enumerate() {
        if is_long && position >= head && position < tail {
            if position == head {
                let left_out = tail - head;
                let words = say!(
                    lang,
                    "… {left_out} rows more; `statsbidrag read` shows them all",
                    "… {left_out} rader till; `statsbidrag read` visar alla"
                );
                let _ = writeln!(text, "          {words}");
            }
            continue;
        }
        let begins = row
            .first()
            .map_or(String::new(), |cell| short_place(&cell.place));
        let cells: Vec<String> = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| padded(&cell.printed, *width))
            .collect();
        let _ = writeln!(text, "  {begins:>6}  {}", cells.join("  ").trim_end());
        if position + 1 == sheet.header_rows {
            let rule: usize = widths.iter().sum::<usize>() + 2 * widths.len().saturating_sub(1);
            let _ = writeln!(text, "          {}", "─".repeat(rule));
        }
    }
    for doubt in &sheet.doubts {
        let _ = writeln!(text, "  ? {}", doubt_line(sheet, doubt, lang));
    }
    for choice in &sheet.choices {
        let _ = writeln!(text, "  = {}", choice_words(sheet, choice, lang));
    }
    text
}

pub(super) fn doubt_line(sheet: &Sheet, doubt: &crate::intake::Doubt, lang: Lang) -> String {
    let cell = sheet
        .rows
        .get(doubt.row)
        .and_then(|row| row.get(doubt.column));
    let printed = cell.map_or("", |cell| &cell.printed);
    let place = cell.map_or(String::new(), |cell| cell.place.in_words(lang.unmarked()));
    let reason = doubt.reason.in_words(lang.unmarked());
    say!(
        lang,
        "{place}, \"{printed}\": {reason}",
        "{place}, ”{printed}”: {reason}"
    )
}

pub(super) fn choice_words(sheet: &Sheet, choice: &Choice, lang: Lang) -> String {
    let printed = |row: usize, column: usize| {
        let cell = sheet.rows.get(row).and_then(|cells| cells.get(column));
        cell.map_or("", |cell| &cell.printed).to_owned()
    };
    let mut parts: Vec<String> = choice.parts.iter().map(|it| printed(it.0, it.1)).collect();
    if parts.len() > MOST_PARTS {
        parts.splice(2..parts.len() - 1, ["…".to_owned()]);
    }
    let target = printed(choice.target.0, choice.target.1);
    let row = choice.row + 1;
    let formula = match (choice.relation, &parts[..]) {
        (ChoiceRelation::Share, [part, whole]) => format!("{part} ÷ {whole} = {target}"),
        (ChoiceRelation::Rest, [part, whole]) => format!("({whole} − {part}) ÷ {whole} = {target}"),
        _ => format!("{} = {target}", parts.join(" + ")),
    };
    say!(
        lang,
        "row {row} was read so that {formula}; this relation was used for reading and is no evidence",
        "rad {row} lästes så att {formula}; sambandet användes vid läsningen och är inget belägg"
    )
}

fn widths(sheet: &Sheet) -> Vec<usize> {
    let width = sheet.rows.first().map_or(0, Vec::len);
    let longest = |column: usize| {
        let cells = sheet.rows.iter().filter_map(|row| row.get(column));
        let longest = cells.map(|cell| cell.printed.chars().count()).max();
        longest.unwrap_or(0).min(WIDEST)
    };
    (0..width).map(longest).collect()
}

/// A cell in its column: figures to the right, words to the left, cut where they are too long.
fn padded(printed: &str, width: usize) -> String {
    let length = printed.chars().count();
    if length > width {
        let cut: String = printed.chars().take(width.saturating_sub(1)).collect();
        return format!("{cut}…");
    }
    let space = " ".repeat(width - length);
    let is_figure =
        printed.starts_with(|char: char| char.is_ascii_digit() || "-−–<+(".contains(char));
    if is_figure {
        format!("{space}{printed}")
    } else {
        format!("{printed}{space}")
    }
}

/// Where a row begins, as short as can be: `C7`, `12`, `4:12`.
fn short_place(place: &SheetPlace) -> String {
    match place {
        SheetPlace::Page { page, line } => format!("{page}:{line}"),
        SheetPlace::Cell { row, column, .. } => SheetPlace::cell_name(*row, *column),
        SheetPlace::Line { line, .. } => line.to_string(),
    }
}

/// Tables as CSV: `#table`, `#header`, a line for each row that begins with an empty field, then
/// `#doubtful` and `#chosen`, rows and cells counted from 1 below the headings.
pub fn documents_csv(documents: &[Document], lang: Lang) -> String {
    let mut text = String::new();
    let sheets = documents.iter().flat_map(|document| &document.sheets);
    for (number, sheet) in (1_usize..).zip(sheets) {
        csv_line(&mut text, ["#table", &number.to_string(), &sheet.title]);
        let headings = sheet.headings();
        let header = ["#header"].into_iter();
        csv_line(&mut text, header.chain(headings.iter().map(String::as_str)));
        for row in sheet.body() {
            let cells = row.iter().map(|cell| cell.printed.as_str());
            csv_line(&mut text, [""].into_iter().chain(cells));
        }
        for doubt in &sheet.doubts {
            let Some(row) = doubt.row.checked_sub(sheet.header_rows) else {
                continue;
            };
            let (row, column) = ((row + 1).to_string(), (doubt.column + 1).to_string());
            let reason = doubt.reason.in_words(lang);
            csv_line(&mut text, ["#doubtful", &row, &column, &reason]);
        }
        for choice in &sheet.choices {
            let row = choice.row.saturating_sub(sheet.header_rows) + 1;
            let words = choice_words(sheet, choice, lang);
            csv_line(&mut text, ["#chosen", &row.to_string(), &words]);
        }
    }
    text
}

fn csv_line<'f>(text: &mut String, fields: impl IntoIterator<Item = &'f str>) {
    for (position, field) in fields.into_iter().enumerate() {
        if position > 0 {
            text.push(',');
        }
        let is_quoted =
            field.contains([',', '"', '\n', '\r']) || (position > 0 && field.starts_with('#'));
        if is_quoted {
            let _ = write!(text, "\"{}\"", field.replace('"', "\"\""));
        } else {
            text.push_str(field);
        }
    }
    text.push('\n');
}
