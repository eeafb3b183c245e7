//! PDF: letters and lines where they stand become tables.
//!
//! Letters become words and lines; rules that cross make grids; what stands in no grid is cut into
//! blocks of lines with figures, whose columns are the stretches that no row has letters in. Lines
//! become rows by rules where there are any, else by their distance. Tables that go on over pages
//! are joined, and headings that are repeated dropped. The work is counted before it is done.

mod block;
mod column;
mod glyph;
mod grid;
mod heading;
mod join;
mod line;
mod odd;
mod row;
mod rule;
mod side;
mod table;
mod unfold;
mod value;
mod work;
mod zone;

use crate::lang::{Phrase, phrase};
use hayro_interpret::InterpreterCache;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use self::block::{Kind, RunLine};
use self::line::Line;
use self::rule::Rules;
use self::table::Table;
use super::{
    CellSpan, Counted, Document, DocumentFormat, Doubt, DoubtReason, IntakeProblem, Notice, Origin,
    PrintedCell, ReadOptions, ReadingProgress, Sheet, SheetPlace, TextLine,
};

/// Letters without a name, at most one in this many.
const NAMELESS: u64 = 100;

/// What is read of a page.
struct PageRead {
    lines: Vec<Line>,
    aside: Vec<Line>,
    tables: Vec<Table>,
}

/// Reads the tables and the text of a PDF.
pub(super) fn read(
    name: &str,
    bytes: &[u8],
    options: &ReadOptions,
    progress: &ReadingProgress,
) -> Result<Document, IntakeProblem> {
    unfold::check_bytes(bytes, &options.limits)?;
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| problem(error, bytes))?;
    check_counts(&pdf, options)?;
    unfold::check_streams(&pdf, &options.limits)?;
    let mut counter = work::Counter::new(&options.limits);
    // each page is counted, then drawn
    progress.expect(pdf.pages().len().saturating_mul(2));
    for page in pdf.pages().iter() {
        counter.page(page)?;
        progress.step();
    }
    let cache = InterpreterCache::new();
    let mut pages = Vec::new();
    let mut letters = Letters::default();
    for (number, page) in pdf.pages().iter().enumerate() {
        let drawn = glyph::draw(page, &cache);
        letters.count(number, &drawn);
        pages.push(read_page(&drawn, number));
        progress.step();
    }
    let ends = bytes[bytes.len().saturating_sub(2_048)..]
        .windows(5)
        .any(|end| end == b"%%EOF");
    letters.check().map_err(|problem| match problem {
        // fonts stand after the pages
        IntakeProblem::NamelessLetters { .. } | IntakeProblem::NothingInIt if !ends => {
            IntakeProblem::damaged(
                "PDF",
                phrase!(
                    "its end with the fonts is missing",
                    "slutet med typsnitten saknas"
                ),
            )
        }
        other => other,
    })?;
    let mut document = document_of(name, pages, options)?;
    if !ends {
        let last = document.text.last();
        let part = last.map_or_else(|| Phrase::same("PDF"), |line| Phrase::from(&line.place));
        document.notices.push(Notice::CutOff { part });
    }
    Ok(document)
}

fn no_pages() -> IntakeProblem {
    let reason = phrase!("no pages were found in it", "inga sidor hittades i den");
    IntakeProblem::damaged("PDF", reason)
}

fn problem(error: LoadPdfError, bytes: &[u8]) -> IntakeProblem {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => IntakeProblem::Password,
        LoadPdfError::Decryption(_) => IntakeProblem::Encryption,
        LoadPdfError::Invalid if !bytes.starts_with(b"%PDF") => IntakeProblem::Unrecognised {
            begins: String::from_utf8_lossy(&bytes[..bytes.len().min(12)])
                .chars()
                .filter(|letter| !letter.is_control())
                .collect(),
        },
        LoadPdfError::Invalid => no_pages(),
    }
}

fn check_counts(pdf: &Pdf, options: &ReadOptions) -> Result<(), IntakeProblem> {
    let counts = [
        (Counted::Pages, pdf.pages().len(), options.limits.pages),
        (Counted::Objects, pdf.len(), options.limits.objects),
    ];
    for (of, found, limit) in counts {
        let found = u64::try_from(found).unwrap_or(u64::MAX);
        if found > limit {
            return Err(IntakeProblem::TooMuch { of, found, limit });
        }
    }
    if pdf.pages().is_empty() {
        return Err(no_pages());
    }
    Ok(())
}

/// What letters the pages have.
#[derive(Default)]
struct Letters {
    all: u64,
    nameless: u64,
    pictures: u64,
    first_picture: Option<u64>,
    lettered: u64,
}

impl Letters {
    fn count(&mut self, page: usize, drawn: &glyph::Drawn) {
        let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        let seen = drawn
            .glyphs
            .iter()
            .filter(|glyph| !glyph.letter.is_whitespace());
        let nameless = drawn
            .glyphs
            .iter()
            .filter(|glyph| glyph.letter == '\u{fffd}')
            .count();
        let all = number(seen.count());
        self.all += all;
        self.nameless += number(nameless);
        let page_size = i64::from(drawn.width) * i64::from(drawn.height);
        let covered = drawn.pictures.iter().any(|area| {
            let size = i64::from(area.right - area.left) * i64::from(area.bottom - area.top);
            size * 2 > page_size
        });
        // a page number or a stamp does not make a picture a text
        if covered && all < 60 || all == 0 && (drawn.hidden > 0 || !drawn.pictures.is_empty()) {
            self.pictures += 1;
            self.first_picture.get_or_insert(number(page) + 1);
        } else if all > 0 {
            self.lettered += 1;
        }
    }

    fn check(&self) -> Result<(), IntakeProblem> {
        if self.nameless * NAMELESS > self.all {
            return Err(IntakeProblem::NamelessLetters {
                nameless: self.nameless,
                letters: self.all,
            });
        }
        match self.first_picture {
            Some(page) if self.pictures > self.lettered => Err(IntakeProblem::Pictures {
                page,
                pages: self.pictures,
            }),
            _ if self.all == 0 => Err(IntakeProblem::NothingInIt),
            _ => Ok(()),
        }
    }
}

fn read_page(drawn: &glyph::Drawn, number: usize) -> PageRead {
    let (page, aside) = line::lines_of(drawn);
    let rules = rule::rules_of(&page.rules);
    let mut streams = zone::streams_of(page.lines.clone());
    let mut tables = Vec::new();
    for grid in grid::grids_of(&rules) {
        let table = streams
            .first()
            .and_then(|lines| grid::table_in(&grid, lines, number));
        if let Some(table) = table.filter(|table| table.rows.len() > 1 && table.width() > 1) {
            for lines in &mut streams {
                for line in lines.iter_mut() {
                    line.words.retain(|word| !grid.holds(word));
                }
                lines.retain(|line| !line.words.is_empty());
            }
            tables.push(table);
        }
    }
    for lines in &streams {
        tables.extend(block::tables_in(lines, &rules, number));
    }
    tables.sort_by_key(|table| (table.top, table.edges.first().copied()));
    PageRead {
        tables: tables.into_iter().flat_map(side::apart).collect(),
        lines: page.lines,
        aside,
    }
}

fn document_of(
    name: &str,
    pages: Vec<PageRead>,
    options: &ReadOptions,
) -> Result<Document, IntakeProblem> {
    let mut text = Vec::new();
    let mut lines: Vec<Vec<Line>> = Vec::new();
    let mut tables = Vec::new();
    for (number, page) in (1_u32..).zip(pages) {
        for (line, letters) in (1_u32..).zip(page.lines.iter().chain(&page.aside)) {
            text.push(TextLine {
                place: SheetPlace::Page { page: number, line },
                text: letters.text(),
            });
        }
        lines.push(page.lines);
        tables.extend(page.tables);
    }
    let titles: Vec<Vec<(i32, String)>> = lines.iter().map(|lines| titles_of(lines)).collect();
    let tables = join::join_pages(tables, |table| {
        titles[table.page]
            .iter()
            .any(|(base, _)| *base < table.top && table.top - base < 600)
    });
    check_cells(&tables, options)?;
    let mut before: Option<(usize, i32)> = None;
    let mut sheets = Vec::new();
    for mut table in tables {
        odd::mark(&mut table);
        let title = titles[table.page]
            .iter()
            .rev()
            .find(|(base, _)| *base <= table.top)
            .filter(|(base, _)| {
                table.top - base < 2_000
                    && before.is_none_or(|(page, bottom)| page != table.page || *base > bottom)
            });
        before = Some((table.page, table.bottom));
        sheets.push(sheet_of(
            &table,
            title.map_or("", |(_, title)| title),
            &lines,
        ));
    }
    if sheets.is_empty() {
        // no columns to be seen: perhaps each line was written in one go
        sheets = super::run_together::tables_of(&text);
    }
    Ok(Document {
        name: name.to_owned(),
        format: DocumentFormat::Pdf,
        text,
        sheets,
        notices: Vec::new(),
    })
}

fn check_cells(tables: &[Table], options: &ReadOptions) -> Result<(), IntakeProblem> {
    let cells: usize = tables
        .iter()
        .map(|table| table.rows.len() * table.width())
        .sum();
    let counts = [
        (Counted::Sheets, tables.len(), options.limits.sheets),
        (Counted::Cells, cells, options.limits.cells),
    ];
    for (of, found, limit) in counts {
        let found = u64::try_from(found).unwrap_or(u64::MAX);
        if found > limit {
            return Err(IntakeProblem::TooMuch { of, found, limit });
        }
    }
    Ok(())
}

/// The names of tables on a page, each with where its last line stands.
fn titles_of(lines: &[Line]) -> Vec<(i32, String)> {
    let mut titles: Vec<(i32, String)> = Vec::new();
    let mut runs: Vec<RunLine> = lines.iter().map(RunLine::new).collect();
    block::find_titles(&mut runs, &Rules::default());
    let mut open = false;
    for (line, run) in lines.iter().zip(&runs) {
        let is_title = run.kind == Kind::Title && block::is_title(run) && !block::is_note(run);
        if is_title {
            titles.push((line.base, line.text()));
            open = true;
        } else if let (true, Kind::Title, Some(last)) = (open, run.kind, titles.last_mut()) {
            last.0 = line.base;
            last.1.push(' ');
            last.1.push_str(&line.text());
        } else {
            open = false;
        }
    }
    titles
}

fn sheet_of(table: &Table, title: &str, lines: &[Vec<Line>]) -> Sheet {
    let place = |page: usize, base: i32| SheetPlace::Page {
        page: u32::try_from(page).unwrap_or(u32::MAX).saturating_add(1),
        line: u32::try_from(
            lines[page]
                .iter()
                .position(|line| line.base >= base - 2)
                .unwrap_or(lines[page].len().saturating_sub(1)),
        )
        .unwrap_or(u32::MAX)
        .saturating_add(1),
    };
    let mut doubts = Vec::new();
    let mut rows = Vec::new();
    for (row, cells) in table.rows.iter().enumerate() {
        let mut printed = Vec::new();
        for (column, cell) in cells.cells.iter().enumerate() {
            let nameless = cell
                .text
                .contains('\u{fffd}')
                .then_some(DoubtReason::UnreadableLetters);
            if let Some(reason) = cell.doubt.clone().or(nameless) {
                doubts.push(Doubt {
                    row,
                    column,
                    reason,
                });
            }
            printed.push(PrintedCell {
                printed: cell.text.clone(),
                place: place(cells.page, cells.base),
                span: CellSpan {
                    rows: cell.span.0.max(1),
                    columns: cell.span.1.max(1),
                },
                origin: Origin::Printed,
            });
        }
        rows.push(printed);
    }
    Sheet {
        title: title.to_owned(),
        place: place(table.page, table.top),
        header_rows: table.headings,
        rows,
        doubts,
        choices: Vec::new(),
    }
}
