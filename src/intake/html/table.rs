//! One table of a page as a grid of cells.

use super::super::figure_like::{Looks, looks};
use super::super::grid::{GridRow, heading_rows, sheet_of};
use super::super::{CellSpan, PrintedCell, Sheet, SheetPlace};
use super::letters::{is_hidden, text_of};
use super::tree::Tree;

/// The widest a cell can be, as browsers have it.
const WIDEST: usize = 1_000;

/// A table as it was read.
pub(super) struct ReadTable {
    /// Its cells, if it is a table of anything.
    pub sheet: Option<Sheet>,
    /// Its caption.
    pub caption: String,
    /// Whether it only lays out what stands in it.
    pub is_layout: bool,
    /// Its rows as text, with the line of each.
    pub lines: Vec<(u32, String)>,
    /// Tables within its cells.
    pub inner: Vec<usize>,
    /// How many cells it has.
    pub cells: u64,
    /// How many rows and cells are hidden.
    pub hidden: usize,
}

/// Reads one table.
pub(super) struct TableReader<'t> {
    tree: &'t Tree,
    with_hidden: bool,
    hidden: usize,
    inner: Vec<usize>,
}

/// A row of the source: its cells, whether it is in the head, where it begins.
struct SourceRow {
    cells: Vec<usize>,
    in_head: bool,
    line: u32,
}

impl<'t> TableReader<'t> {
    /// A reader of the tables of a page.
    pub fn new(tree: &'t Tree, with_hidden: bool) -> TableReader<'t> {
        TableReader {
            tree,
            with_hidden,
            hidden: 0,
            inner: Vec::new(),
        }
    }

    /// Reads a table of at most `most` cells; `None` if it has more.
    pub fn read(&mut self, table: usize, most: u64) -> Option<ReadTable> {
        let (rows, caption) = self.rows(table);
        let (grid, headings) = self.grid(&rows, most)?;
        let cells = grid.iter().map(|row| row.cells.len()).sum::<usize>();
        for row in &rows {
            for &cell in &row.cells {
                find_tables(self.tree, cell, &mut self.inner);
            }
        }
        let has_headings = rows
            .iter()
            .flat_map(|row| &row.cells)
            .any(|cell| self.tree.name(*cell) == "th");
        let is_layout = self.is_layout(table, &grid, has_headings || !caption.is_empty());
        let lines = rows
            .iter()
            .zip(&grid)
            .map(|(row, cells)| (row.line, text(cells)));
        let lines = lines.filter(|(_, text)| !text.trim().is_empty()).collect();
        let sheet = (!is_layout)
            .then(|| sheet_of(caption.clone(), headings, grid))
            .flatten();
        Some(ReadTable {
            sheet,
            caption,
            is_layout,
            lines,
            inner: std::mem::take(&mut self.inner),
            cells: u64::try_from(cells).unwrap_or(u64::MAX),
            hidden: self.hidden,
        })
    }

    /// The rows as they are shown: head, bodies, foot; and the caption.
    fn rows(&mut self, table: usize) -> (Vec<SourceRow>, String) {
        let (mut head, mut body, mut foot) = (Vec::new(), Vec::new(), Vec::new());
        let mut caption = String::new();
        for &part in self.tree.children(table) {
            match self.tree.name(part) {
                "caption" => text_of(self.tree, part, &mut caption),
                "thead" => self.section(part, true, &mut head),
                "tbody" => self.section(part, false, &mut body),
                "tfoot" => self.section(part, false, &mut foot),
                "tr" => self.row(part, false, &mut body),
                _ => {}
            }
        }
        head.append(&mut body);
        head.append(&mut foot);
        (head, caption.trim().to_owned())
    }

    fn section(&mut self, section: usize, in_head: bool, rows: &mut Vec<SourceRow>) {
        if !self.shows(section) {
            return;
        }
        for &row in self.tree.children(section) {
            if self.tree.name(row) == "tr" {
                self.row(row, in_head, rows);
            }
        }
    }

    fn row(&mut self, row: usize, in_head: bool, rows: &mut Vec<SourceRow>) {
        if !self.shows(row) {
            return;
        }
        let tree = self.tree;
        let mut cells = Vec::new();
        for &cell in tree.children(row) {
            if matches!(tree.name(cell), "td" | "th") && self.shows(cell) {
                cells.push(cell);
            }
        }
        let line = tree.line(row);
        rows.push(SourceRow {
            cells,
            in_head,
            line,
        });
    }

    fn shows(&mut self, node: usize) -> bool {
        let is_hidden = is_hidden(self.tree, node);
        self.hidden += usize::from(is_hidden);
        !is_hidden || self.with_hidden
    }

    /// The cells in their places, those that extend over several with blank ones beside them, and how
    /// many rows are headings.
    fn grid(&self, rows: &[SourceRow], most: u64) -> Option<(Vec<GridRow>, usize)> {
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        let mut grid: Vec<GridRow> = Vec::new();
        // how many more rows each column is covered for
        let mut covered: Vec<usize> = Vec::new();
        let (mut headings, mut is_head) = (0, true);
        let mut count = 0;
        for (position, row) in rows.iter().enumerate() {
            let mut cells: Vec<PrintedCell> = Vec::new();
            let place = SheetPlace::Line {
                line: row.line,
                column: 1,
            };
            let blank = PrintedCell::new("", place);
            for &node in &row.cells {
                while covered.get(cells.len()).is_some_and(|left| *left > 0) {
                    cells.push(blank.clone());
                }
                let (cell, span) = self.cell(node, rows.len() - position);
                let (down, wide) = span;
                for column in 0..wide {
                    let at = cells.len();
                    covered.resize(covered.len().max(at + 1), 0);
                    covered[at] = covered[at].max(down);
                    cells.push(if column == 0 {
                        cell.clone()
                    } else {
                        blank.clone()
                    });
                }
                count += wide;
                if count > most {
                    return None;
                }
            }
            while covered.get(cells.len()).is_some_and(|left| *left > 0) {
                cells.push(blank.clone());
            }
            count += cells.len();
            if count > most {
                return None;
            }
            for left in &mut covered {
                *left = left.saturating_sub(1);
            }
            let is_th = |cell: &usize| self.tree.name(*cell) == "th";
            let first = row.cells.first();
            let of_th = row.cells.iter().skip(1).all(is_th)
                && row.cells.len() > 1
                && first.is_some_and(|it| is_th(it) || cells[0].is_blank());
            is_head &= row.in_head || of_th || (row.cells.is_empty() && headings > 0);
            headings += usize::from(is_head);
            grid.push(GridRow {
                cells,
                doubts: Vec::new(),
                whole: None,
            });
        }
        let width = grid.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        if width.checked_mul(grid.len())? > most {
            return None;
        }
        let headings = self.headings(&mut grid, headings);
        Some((grid, headings))
    }

    /// A cell and over how many rows, of those that are left, and columns it extends.
    fn cell(&self, node: usize, left: usize) -> (PrintedCell, (usize, usize)) {
        let mut text = String::new();
        for &child in self.tree.children(node) {
            text_of(self.tree, child, &mut text);
        }
        let number = |name: &str| {
            let value = self.tree.attribute(node, name)?;
            value.trim().parse::<usize>().ok()
        };
        let down = match number("rowspan") {
            Some(0) => left,
            Some(rows) => rows.min(left),
            None => 1,
        };
        let wide = number("colspan").unwrap_or(1).clamp(1, WIDEST);
        let place = SheetPlace::Line {
            line: self.tree.line(node),
            column: 1,
        };
        let mut cell = PrintedCell::new(&text, place);
        let size = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
        cell.span = CellSpan {
            rows: size(down.max(1)),
            columns: size(wide),
        };
        (cell, (down.max(1), wide))
    }

    /// Where the page does not say which rows are headings, or says it of rows with figures, they are
    /// found as in any other grid.
    fn headings(&self, grid: &mut [GridRow], said: usize) -> usize {
        let is_figure = |row: &GridRow| {
            row.cells
                .iter()
                .any(|cell| looks(&cell.printed) == Looks::Figure)
        };
        if said > 0 && said < grid.len() && !grid[said - 1..said].iter().any(is_figure) {
            return said;
        }
        heading_rows(grid)
    }

    /// Whether a table only lays out the page.
    fn is_layout(&self, table: usize, grid: &[GridRow], is_named: bool) -> bool {
        let role = self.tree.attribute(table, "role").unwrap_or_default();
        if matches!(role, "presentation" | "none") {
            return true;
        }
        let filled = |row: &GridRow| row.cells.iter().filter(|it| !it.is_blank()).count();
        let wide = grid.iter().filter(|row| filled(row) > 1).count();
        let has_figure = grid
            .iter()
            .flat_map(|row| &row.cells)
            .any(|cell| matches!(looks(&cell.printed), Looks::Figure | Looks::Year));
        let holds_tables = !self.inner.is_empty();
        match (has_figure, is_named) {
            (_, false) if holds_tables => true,
            (_, true) => wide == 0,
            (true, false) => wide == 0 || grid.len() < 2,
            (false, false) => true,
        }
    }
}

/// The tables that stand in a cell, not those within them.
fn find_tables(tree: &Tree, node: usize, found: &mut Vec<usize>) {
    for &child in tree.children(node) {
        if tree.name(child) == "table" {
            found.push(child);
        } else {
            find_tables(tree, child, found);
        }
    }
}

/// A row as text.
fn text(row: &GridRow) -> String {
    let cells = row.cells.iter().filter(|cell| !cell.is_blank());
    cells
        .map(|cell| cell.printed.as_str())
        .collect::<Vec<_>>()
        .join("\t")
}
