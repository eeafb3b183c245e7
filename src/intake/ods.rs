//! OpenDocument spreadsheets (ODS): the letters that the program which wrote them showed.
//!
//! A cell holds what was printed (`text:p`) beside the stored value, so nothing is rebuilt. What makes
//! the format hard is repetition: one element can stand for 10¹⁰ cells, so that cells are counted
//! before they are made, and a repeated cell without letters is none.

use std::collections::BTreeSet;

use super::package::Package;
use super::raised::push_raised;
use super::sparse::{SparseCell, SparseSheet};
use super::xml::{Piece, Tag, Xml};
use super::{
    Counted, Document, DocumentFormat, DoubtReason, IntakeProblem, Limits, Notice, Origin,
    ReadOptions, ReadingProgress,
};

/// The most rows and columns of a sheet.
const LAST: (u64, u64) = (1_048_576, 16_384);

/// Reads a spreadsheet in its archive.
pub(super) fn read(
    name: &str,
    package: &mut Package<'_>,
    options: &ReadOptions,
    progress: &ReadingProgress,
) -> Result<Document, IntakeProblem> {
    let manifest = package.text("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(IntakeProblem::Password);
    }
    let content = package.needed("content.xml")?;
    read_content(name, &content, options, progress)
}

/// Reads the XML of a spreadsheet, as an archive holds it or as a file of its own (FODS).
pub(super) fn read_content(
    name: &str,
    content: &str,
    options: &ReadOptions,
    progress: &ReadingProgress,
) -> Result<Document, IntakeProblem> {
    let mut reader = Reader {
        xml: Xml::new(content, "content.xml", options.limits.depth),
        styles: Styles::default(),
        limits: &options.limits,
        cells: 0,
    };
    let mut document = Document {
        name: name.to_owned(),
        format: DocumentFormat::Ods,
        text: Vec::new(),
        sheets: Vec::new(),
        notices: Vec::new(),
    };
    progress.expect(content.matches("<table:table ").count() + 1);
    let mut left = options.limits.cells;
    let mut sheets = 0;
    let mut style = String::new();
    while let Some(piece) = reader.xml.next()? {
        let Piece::Open(tag) = piece else { continue };
        match tag.name() {
            "style" => style = tag.attribute("name").unwrap_or_default(),
            "table-properties" if tag.attribute("display").as_deref() == Some("false") => {
                reader.styles.hidden.insert(style.clone());
            }
            "text-properties" => {
                let position = tag.attribute("text-position").unwrap_or_default();
                if position.starts_with("super") {
                    reader.styles.raised.insert(style.clone());
                }
            }
            // what another document says is a copy of it
            "table"
                if tag
                    .attribute("name")
                    .is_some_and(|it| it.starts_with("'file:")) =>
            {
                reader.xml.text_within(&[])?;
            }
            "table" => {
                progress.step();
                sheets += 1;
                if sheets > options.limits.sheets {
                    return Err(IntakeProblem::TooMuch {
                        of: Counted::Sheets,
                        found: sheets,
                        limit: options.limits.sheets,
                    });
                }
                let sheet_name = tag.attribute("name").unwrap_or_default();
                let table_style = tag.attribute("style-name").unwrap_or_default();
                let is_hidden = reader.styles.hidden.contains(&table_style);
                if is_hidden {
                    document.notices.push(Notice::HiddenSheet {
                        sheet: sheet_name.clone(),
                        read: options.hidden,
                    });
                }
                if is_hidden && !options.hidden {
                    reader.xml.text_within(&[])?;
                    continue;
                }
                let sheet = reader.table(&sheet_name)?;
                sheet.put_into(
                    &mut document,
                    options.hidden,
                    &mut left,
                    options.limits.cells,
                )?;
            }
            _ => {}
        }
    }
    Ok(document)
}

/// Styles that matter to what is read.
#[derive(Default)]
struct Styles {
    hidden: BTreeSet<String>,
    raised: BTreeSet<String>,
}

struct Reader<'x> {
    xml: Xml<'x>,
    styles: Styles,
    limits: &'x Limits,
    /// The cells with letters so far.
    cells: u64,
}

impl Reader<'_> {
    /// The table that was opened last, to its end.
    fn table(&mut self, name: &str) -> Result<SparseSheet, IntakeProblem> {
        let mut sheet = SparseSheet::new(name);
        let (mut row, mut column) = (1_u64, 1_u64);
        // a table within a cell is no part of this one
        let mut inner = 0_u32;
        while let Some(piece) = self.xml.next()? {
            match piece {
                Piece::Open(tag) => match tag.name() {
                    "table" => inner += 1,
                    "table-column" if inner == 0 => {
                        let count = repeated(&tag, "number-columns-repeated");
                        if is_hidden(&tag) {
                            let end = column.saturating_add(count).saturating_sub(1);
                            sheet.hide_columns(index(column), index(end.min(LAST.1)))?;
                        }
                        column = column.saturating_add(count);
                    }
                    "table-row" if inner == 0 => {
                        let count = repeated(&tag, "number-rows-repeated");
                        let is_hidden = is_hidden(&tag);
                        self.row(row, count, is_hidden, &mut sheet)?;
                        row = row.saturating_add(count);
                    }
                    "shapes" | "forms" => {
                        self.xml.text_within(&[])?;
                    }
                    _ => {}
                },
                Piece::Close(tag) if tag.name() == "table" => {
                    if inner == 0 {
                        break;
                    }
                    inner -= 1;
                }
                Piece::Close(_) | Piece::Text(_) => {}
            }
        }
        Ok(sheet)
    }

    /// A row that stands for `count` rows from `first` on, to its end.
    fn row(
        &mut self,
        first: u64,
        count: u64,
        is_hidden: bool,
        sheet: &mut SparseSheet,
    ) -> Result<(), IntakeProblem> {
        let mut column = 1_u64;
        let mut has_cells = false;
        while let Some(piece) = self.xml.next()? {
            match piece {
                Piece::Open(tag) if matches!(tag.name(), "table-cell" | "covered-table-cell") => {
                    let times = repeated(&tag, "number-columns-repeated");
                    let is_covered = tag.name() == "covered-table-cell";
                    let spans = (
                        tag.number("number-rows-spanned")
                            .unwrap_or(1)
                            .clamp(1, LAST.0),
                        tag.number("number-columns-spanned")
                            .unwrap_or(1)
                            .clamp(1, LAST.1),
                    );
                    let cell = self.cell(&tag)?.filter(|_| !is_covered);
                    if let Some(cell) = cell {
                        has_cells = true;
                        self.count(times.saturating_mul(count))?;
                        for (row, column) in area((first, count), (column, times)) {
                            sheet.put(row, column, cell.clone());
                            if spans != (1, 1) {
                                let to = (
                                    row.saturating_add(index(spans.0 - 1)),
                                    column.saturating_add(index(spans.1 - 1)),
                                );
                                sheet.merge((row, column), to);
                            }
                        }
                    }
                    column = column.saturating_add(times);
                }
                Piece::Close(tag) if tag.name() == "table-row" => break,
                _ => {}
            }
        }
        if is_hidden && has_cells {
            for row in first..first.saturating_add(count).min(LAST.0 + 1) {
                sheet.hide_row(index(row));
            }
        } else if is_hidden && count <= LAST.0 {
            // hidden rows without cells keep those around them together
            for row in first..first.saturating_add(count.min(1_000)) {
                sheet.hide_row(index(row));
            }
        }
        Ok(())
    }

    fn count(&mut self, cells: u64) -> Result<(), IntakeProblem> {
        self.cells = self.cells.saturating_add(cells);
        if self.cells > self.limits.cells {
            return Err(IntakeProblem::TooMuch {
                of: Counted::Cells,
                found: self.cells,
                limit: self.limits.cells,
            });
        }
        Ok(())
    }

    /// What is shown in the cell that was opened last; `None` if nothing is.
    fn cell(&mut self, tag: &Tag<'_>) -> Result<Option<SparseCell>, IntakeProblem> {
        let end = tag.name().to_owned();
        let mut paragraphs: Vec<String> = Vec::new();
        while let Some(piece) = self.xml.next()? {
            match piece {
                Piece::Open(inner) => match inner.name() {
                    "p" | "h" => paragraphs.push(self.paragraph()?),
                    // comments and pictures are not what the cell shows
                    "annotation" | "frame" | "shapes" | "custom-shape" | "table" => {
                        self.xml.text_within(&[])?;
                    }
                    _ => {}
                },
                Piece::Close(closed) if closed.name() == end => break,
                Piece::Close(_) | Piece::Text(_) => {}
            }
        }
        let printed = paragraphs.join(" ").trim().to_owned();
        if !printed.is_empty() {
            return Ok(Some(SparseCell {
                printed,
                origin: Origin::Printed,
                doubt: None,
            }));
        }
        // paragraphs may be left out by other programs; an empty one is a cell that shows nothing
        if !paragraphs.is_empty() {
            return Ok(None);
        }
        if let Some(words) = tag.attribute("string-value") {
            return Ok(Some(SparseCell {
                printed: words.trim().to_owned(),
                origin: Origin::Printed,
                doubt: None,
            }));
        }
        let stored = ["value", "date-value", "time-value", "boolean-value"];
        let stored = stored.iter().find_map(|name| tag.attribute(name));
        let doubt = match &stored {
            Some(_) => DoubtReason::UnknownNumberFormat {
                code: tag.attribute("style-name").unwrap_or_default(),
            },
            None if tag.attribute("formula").is_some() => DoubtReason::FormulaWithoutValue,
            None => return Ok(None),
        };
        Ok(Some(SparseCell {
            printed: stored.unwrap_or_default().replace('.', ","),
            origin: Origin::Rebuilt,
            doubt: Some(doubt),
        }))
    }

    /// The letters of a paragraph, with spaces and tabs that are elements of their own.
    fn paragraph(&mut self) -> Result<String, IntakeProblem> {
        let mut text = String::new();
        let mut raised: Vec<bool> = Vec::new();
        while let Some(piece) = self.xml.next()? {
            match piece {
                Piece::Open(tag) => match tag.name() {
                    "s" => {
                        let count = tag.number("c").unwrap_or(1).min(1_000);
                        text.extend((0..count).map(|_| ' '));
                        raised.push(false);
                    }
                    "tab" | "line-break" => {
                        text.push(' ');
                        raised.push(false);
                    }
                    "annotation" | "note-body" => {
                        self.xml.text_within(&[])?;
                    }
                    _ => {
                        let style = tag.attribute("style-name").unwrap_or_default();
                        raised.push(self.styles.raised.contains(&style));
                    }
                },
                Piece::Text(letters) => {
                    // line breaks of the XML itself are spaces
                    let letters = letters.replace(['\n', '\r'], " ");
                    if raised.contains(&true) {
                        push_raised(&mut text, &letters);
                    } else {
                        text.push_str(&letters);
                    }
                }
                Piece::Close(_) => {
                    if raised.pop().is_none() {
                        break;
                    }
                }
            }
        }
        Ok(text)
    }
}

fn repeated(tag: &Tag<'_>, name: &str) -> u64 {
    tag.number(name).unwrap_or(1).max(1)
}

/// Whether a row or column is not shown.
fn is_hidden(tag: &Tag<'_>) -> bool {
    matches!(
        tag.attribute("visibility").as_deref(),
        Some("collapse" | "filter")
    )
}

fn index(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The places of a repeated cell, within what a sheet can have.
fn area(rows: (u64, u64), columns: (u64, u64)) -> impl Iterator<Item = (u32, u32)> {
    let end = |(first, count): (u64, u64), last: u64| first.saturating_add(count).min(last + 1);
    let (rows, columns) = (rows.0..end(rows, LAST.0), columns.0..end(columns, LAST.1));
    rows.flat_map(move |row| {
        columns
            .clone()
            .map(move |column| (index(row), index(column)))
    })
}
