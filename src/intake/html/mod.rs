//! Web pages (HTML): the tables that a reader of the page sees, and its text.

mod letters;
mod table;
mod tree;

use encoding_rs::Encoding;

use super::{
    Counted, Document, DocumentFormat, IntakeProblem, ReadOptions, SheetPlace, TextLine, encoding,
};
use letters::{is_block, is_shown, text_of};
use table::TableReader;
use tree::Tree;

/// Whether a text is a web page: it begins as one, or has a table as a page has it.
pub(super) fn is_page(text: &str) -> bool {
    let start: String = text.chars().take(4_096).collect::<String>().to_lowercase();
    let trimmed = start.trim_start_matches(|char: char| char.is_whitespace() || char == '\u{feff}');
    let begins = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<table",
        "<!--",
        "<div",
        "<meta",
    ];
    if begins.iter().any(|it| trimmed.starts_with(it)) {
        return true;
    }
    (trimmed.starts_with("<?xml") || trimmed.starts_with('<'))
        && ["<html", "<table", "<body", "<p>", "<div"]
            .iter()
            .any(|it| start.contains(it))
}

/// Reads a page.
pub(super) fn read(
    name: &str,
    bytes: &[u8],
    options: &ReadOptions,
) -> Result<Document, IntakeProblem> {
    let decoded = encoding::decode(bytes, named_encoding(bytes));
    let tree = Tree::read(&decoded.text, &options.limits)?;
    let mut page = Page {
        tree: &tree,
        options,
        document: Document {
            name: name.to_owned(),
            format: DocumentFormat::Html,
            text: Vec::new(),
            sheets: Vec::new(),
            notices: decoded.notices,
        },
        cells: 0,
        line: String::new(),
        hidden: 0,
    };
    page.walk(0)?;
    page.end_line(1);
    let mut document = page.document;
    if page.hidden > 0 {
        document.notices.push(super::Notice::HiddenElements {
            count: page.hidden,
            read: options.hidden,
        });
    }
    Ok(document)
}

/// The encoding that a page names in its first bytes.
fn named_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(4_096)]).to_lowercase();
    let after = &start[start.find("charset=").or(start.find("encoding="))?..];
    let (_, label) = after.split_once('=')?;
    let label = label.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|char: char| !char.is_ascii_alphanumeric() && char != '-' && char != '_');
    Encoding::for_label(&label.as_bytes()[..end.unwrap_or(label.len())])
}

/// A page while it is read from top to bottom.
struct Page<'t> {
    tree: &'t Tree,
    options: &'t ReadOptions,
    document: Document,
    cells: u64,
    /// The letters of the line that is not ended yet.
    line: String,
    /// How many rows and cells of tables are not shown.
    hidden: usize,
}

impl Page<'_> {
    fn walk(&mut self, node: usize) -> Result<(), IntakeProblem> {
        for &child in self.tree.children(node) {
            if self.tree.letters(child).is_some() {
                text_of(self.tree, child, &mut self.line);
                continue;
            }
            if !is_shown(self.tree, child) {
                continue;
            }
            let line = self.tree.line(child);
            match self.tree.name(child) {
                "table" => {
                    self.end_line(line);
                    self.table(child)?;
                }
                "br" | "hr" => self.end_line(line),
                "sup" => text_of(self.tree, child, &mut self.line),
                name if is_block(name) => {
                    self.end_line(line);
                    self.walk(child)?;
                    self.end_line(line);
                }
                _ => self.walk(child)?,
            }
        }
        Ok(())
    }

    fn end_line(&mut self, line: u32) {
        let text = std::mem::take(&mut self.line);
        self.add_line(line, text.trim());
    }

    fn add_line(&mut self, line: u32, text: &str) {
        if !text.is_empty() {
            self.document.text.push(TextLine {
                place: SheetPlace::Line { line, column: 1 },
                text: text.to_owned(),
            });
        }
    }

    /// A table of figures becomes a sheet; one that only lays out the page is read as text.
    fn table(&mut self, node: usize) -> Result<(), IntakeProblem> {
        let mut reader = TableReader::new(self.tree, self.options.hidden);
        let found = reader.read(node, self.options.limits.cells - self.cells);
        let Some(mut read) = found else {
            return Err(IntakeProblem::TooMuch {
                of: Counted::Cells,
                found: self.options.limits.cells.saturating_add(1),
                limit: self.options.limits.cells,
            });
        };
        self.hidden += read.hidden;
        self.cells += read.cells;
        if read.is_layout {
            return self.walk(node);
        }
        if let Some(sheet) = &mut read.sheet {
            let above = self.document.text.last().map_or("", |line| &line.text);
            if sheet.title.is_empty() && super::grid::is_title(above) {
                sheet.title = above.to_owned();
            }
            if !read.caption.is_empty() {
                self.add_line(self.tree.line(node), &read.caption);
            }
        }
        for (line, text) in &read.lines {
            self.add_line(*line, text);
        }
        self.document.sheets.extend(read.sheet);
        let found = u64::try_from(self.document.sheets.len()).unwrap_or(u64::MAX);
        let limit = self.options.limits.sheets;
        if found > limit {
            let of = Counted::Sheets;
            return Err(IntakeProblem::TooMuch { of, found, limit });
        }
        // tables within the cells of this one are tables of their own
        for inner in read.inner {
            self.table(inner)?;
        }
        Ok(())
    }
}
