//! The cells of one sheet of a workbook.

use super::super::csv::in_one_line;
use super::super::sparse::{SparseCell, SparseSheet};
use super::super::xml::{Piece, Tag, Xml};
use super::super::{Counted, DoubtReason, IntakeProblem, Limits, Origin, SheetPlace};
use super::workbook::{ListedSheet, Workbook, rich_text, unescaped};

/// The last row and the last column that a sheet can have.
const LAST: (u32, u32) = (1_048_576, 16_384);

/// Reads the cells of a sheet.
pub(super) fn read(
    text: &str,
    listed: &ListedSheet,
    workbook: &Workbook,
    limits: &Limits,
    sheet: &mut SparseSheet,
) -> Result<(), IntakeProblem> {
    let mut xml = Xml::new(text, &listed.part, limits.depth);
    let (mut row, mut column) = (0_u32, 0_u32);
    let mut cells = 0_u64;
    while let Some(piece) = xml.next()? {
        let Piece::Open(tag) = piece else { continue };
        match tag.name() {
            "col" => hide_columns(&tag, sheet)?,
            "row" => {
                row = named(&tag, "r")
                    .unwrap_or(row.saturating_add(1))
                    .min(LAST.0);
                column = 0;
                let is_flat = tag.attribute("ht").is_some_and(|it| it.trim() == "0");
                if tag.is_set("hidden") || is_flat {
                    sheet.hide_row(row);
                }
            }
            "c" => {
                let place = tag.attribute("r").and_then(|it| cell_place(&it));
                (row, column) = place.unwrap_or((row.max(1), column.saturating_add(1)));
                cells += 1;
                if cells > limits.cells {
                    return Err(IntakeProblem::TooMuch {
                        of: Counted::Cells,
                        found: cells,
                        limit: limits.cells,
                    });
                }
                if let Some(cell) = cell(&tag, &mut xml, workbook)? {
                    sheet.put(row, column, cell);
                }
            }
            "mergeCell" => {
                let area = tag.attribute("ref").unwrap_or_default();
                let (from, to) = area.split_once(':').unwrap_or((&area, &area));
                if let (Some(from), Some(to)) = (cell_place(from), cell_place(to)) {
                    sheet.merge(from, to);
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn named(tag: &Tag<'_>, name: &str) -> Option<u32> {
    tag.number(name).and_then(|it| u32::try_from(it).ok())
}

fn hide_columns(tag: &Tag<'_>, sheet: &mut SparseSheet) -> Result<(), IntakeProblem> {
    let is_narrow = tag
        .attribute("width")
        .is_some_and(|it| it.trim().parse() == Ok(0));
    if !tag.is_set("hidden") && !is_narrow {
        return Ok(());
    }
    match (named(tag, "min"), named(tag, "max")) {
        (Some(first), Some(last)) => sheet.hide_columns(first, last),
        _ => Ok(()),
    }
}

/// The row and the column of `$C$7`, within what a sheet can have.
fn cell_place(name: &str) -> Option<(u32, u32)> {
    let place = SheetPlace::named_cell(&name.trim().replace('$', ""))?;
    (place.0 <= LAST.0 && place.1 <= LAST.1).then_some(place)
}

/// What is shown in a cell; `None` if nothing is.
fn cell(
    tag: &Tag<'_>,
    xml: &mut Xml<'_>,
    workbook: &Workbook,
) -> Result<Option<SparseCell>, IntakeProblem> {
    let kind = tag.attribute("t").unwrap_or_default();
    let style = tag.number("s").and_then(|it| usize::try_from(it).ok());
    let (mut value, mut inline, mut has_formula) = (None, None, false);
    while let Some(piece) = xml.next()? {
        match piece {
            Piece::Open(inner) => match inner.name() {
                "v" => value = Some(xml.text_within(&[])?),
                "is" => inline = Some(rich_text(xml, "is")?),
                "f" => {
                    has_formula = true;
                    xml.text_within(&[])?;
                }
                _ => {}
            },
            Piece::Close(end) if end.name() == "c" => break,
            Piece::Close(_) | Piece::Text(_) => {}
        }
    }
    let value = value.unwrap_or_default();
    let (printed, doubt, origin) = match (kind.as_str(), inline) {
        (_, Some(text)) => (text, None, Origin::Printed),
        ("s", None) => {
            let position = value.trim().parse::<usize>().ok();
            let string = position.and_then(|it| workbook.strings.get(it));
            match string {
                Some(string) => (string.clone(), None, Origin::Printed),
                None if value.is_empty() => return Ok(None),
                None => (
                    String::new(),
                    Some(DoubtReason::UnreadableLetters),
                    Origin::Printed,
                ),
            }
        }
        ("str" | "inlineStr", None) => (unescaped(&value), None, Origin::Printed),
        ("b", None) => {
            let is_true = value.trim() == "1" || value.trim() == "true";
            let shown = if is_true { "SANT" } else { "FALSKT" };
            (shown.to_owned(), None, Origin::Rebuilt)
        }
        ("e", None) => (value, None, Origin::Printed),
        ("d", None) => (value, None, Origin::Rebuilt),
        (_, None) if value.trim().is_empty() => {
            if !has_formula {
                return Ok(None);
            }
            (
                String::new(),
                Some(DoubtReason::FormulaWithoutValue),
                Origin::Printed,
            )
        }
        (_, None) => {
            let (shown, doubt) = workbook.number(&value, style.unwrap_or_default());
            (shown, doubt, Origin::Rebuilt)
        }
    };
    let printed = match origin {
        Origin::Printed => workbook
            .styles
            .show_words(printed, style.unwrap_or_default()),
        _ => printed,
    };
    Ok(Some(SparseCell {
        printed: in_one_line(&printed).trim().to_owned(),
        origin,
        doubt,
    }))
}
