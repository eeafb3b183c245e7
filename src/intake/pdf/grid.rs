//! Tables whose columns are separated by rules.

use super::column::{Run, column_at, edges_inside, runs_of};
use super::glyph::Tenths;
use super::line::{Line, Word, join};
use super::row::{LineFacts, rows_of};
use super::rule::{NEAR, Rule, Rules};
use super::table::{Cell, Row, Table};
use super::value::{is_mark, is_value};

/// Cells of a grid at most; a finer one is a drawing.
const MOST_CELLS: usize = 60_000;

/// Rules that cross, with the places where they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Grid {
    /// The edges of its columns, from the left.
    pub across: Vec<Tenths>,
    /// The edges of its rows, from the top.
    pub down: Vec<Tenths>,
    level: Vec<Rule>,
    upright: Vec<Rule>,
}

impl Grid {
    /// Whether the word stands inside it.
    pub fn holds(&self, word: &Word) -> bool {
        let (x, y) = ((word.left + word.right) / 2, word.base - word.size * 3 / 10);
        let inside = |edges: &[Tenths], at: Tenths| {
            edges.first().is_some_and(|first| *first - NEAR / 2 <= at)
                && edges.last().is_some_and(|last| at <= *last + NEAR / 2)
        };
        inside(&self.across, x) && inside(&self.down, y)
    }

    /// Whether the other grid begins right below and has the same columns.
    fn continues_in(&self, other: &Grid) -> bool {
        let (Some(end), Some(start)) = (self.down.last(), other.down.first()) else {
            return false;
        };
        let has = |edges: &[Tenths], at: &Tenths| {
            edges.iter().any(|edge| (edge - at).abs() <= NEAR * 3 / 2)
        };
        let outer = |edges: &[Tenths]| edges.first().copied().zip(edges.last().copied());
        let same_width =
            outer(&self.across)
                .zip(outer(&other.across))
                .is_some_and(|(own, other)| {
                    (own.0 - other.0).abs() <= NEAR * 2 && (own.1 - other.1).abs() <= NEAR * 2
                });
        (0..=60).contains(&(start - end))
            && same_width
            && (self.across.iter().all(|at| has(&other.across, at))
                || other.across.iter().all(|at| has(&self.across, at)))
    }

    /// Takes the grid below into this one.
    fn take(&mut self, other: Grid) {
        if other.across.len() > self.across.len() {
            self.across = other.across;
        }
        // the strip between them belongs to neither
        if let Some(end) = self.down.pop() {
            let start = other.down.first().copied().unwrap_or(end);
            for rule in self
                .level
                .iter_mut()
                .filter(|rule| (rule.at - end).abs() <= NEAR)
            {
                rule.at = start;
            }
            for rule in self
                .upright
                .iter_mut()
                .filter(|rule| (rule.to - end).abs() <= NEAR * 2)
            {
                rule.to = start;
            }
        }
        self.down.extend(other.down);
        self.level.extend(other.level);
        self.upright.extend(other.upright);
    }

    /// Whether nothing separates the cell from the one to its right.
    fn open_right(&self, row: usize, column: usize) -> bool {
        let (x, y) = (
            self.across[column + 1],
            (self.down[row] + self.down[row + 1]) / 2,
        );
        !self
            .upright
            .iter()
            .any(|rule| (rule.at - x).abs() <= NEAR && rule.covers(y))
    }

    /// Whether nothing separates the cell from the one below.
    fn open_below(&self, row: usize, column: usize) -> bool {
        let (x, y) = (
            (self.across[column] + self.across[column + 1]) / 2,
            self.down[row + 1],
        );
        !self
            .level
            .iter()
            .any(|rule| (rule.at - y).abs() <= NEAR && rule.covers(x))
    }
}

/// The grids of a page: rules that cross one another and make at least two columns.
pub(super) fn grids_of(rules: &Rules) -> Vec<Grid> {
    let count = rules.level.len() + rules.upright.len();
    let mut group: Vec<usize> = (0..count).collect();
    for (l, level) in rules.level.iter().enumerate() {
        for (u, upright) in rules.upright.iter().enumerate() {
            if level.covers(upright.at) && upright.covers(level.at) {
                unite(&mut group, l, rules.level.len() + u);
            }
        }
    }
    let roots: Vec<usize> = (0..count).map(|index| root(&mut group, index)).collect();
    let mut kinds = roots.clone();
    kinds.sort_unstable();
    kinds.dedup();
    let mut grids: Vec<Grid> = kinds
        .into_iter()
        .filter_map(|kind| {
            let pick = |rules: &[Rule], shift: usize| -> Vec<Rule> {
                rules
                    .iter()
                    .enumerate()
                    .filter(|(index, _)| roots[index + shift] == kind)
                    .map(|(_, rule)| *rule)
                    .collect()
            };
            grid_of(
                pick(&rules.level, 0),
                pick(&rules.upright, rules.level.len()),
            )
        })
        .collect();
    grids.sort_by_key(|grid| (grid.down.first().copied(), grid.across.first().copied()));
    let mut out: Vec<Grid> = Vec::new();
    for grid in grids {
        match out.iter_mut().rev().find(|above| above.continues_in(&grid)) {
            Some(above) => above.take(grid),
            None => out.push(grid),
        }
    }
    out
}

fn root(group: &mut [usize], mut index: usize) -> usize {
    while group[index] != index {
        group[index] = group[group[index]];
        index = group[index];
    }
    index
}

fn unite(group: &mut [usize], one: usize, other: usize) {
    let (one, other) = (root(group, one), root(group, other));
    group[one.max(other)] = one.min(other);
}

fn grid_of(level: Vec<Rule>, upright: Vec<Rule>) -> Option<Grid> {
    let edges = |rules: &[Rule], cross: &[Rule]| {
        let mut at: Vec<Tenths> = rules.iter().map(|rule| rule.at).collect();
        // a table without outer rules ends where its rules end
        let (from, to) = (
            cross.iter().map(|rule| rule.from).min()?,
            cross.iter().map(|rule| rule.to).max()?,
        );
        at.extend([from, to]);
        at.sort_unstable();
        let mut edges: Vec<Tenths> = Vec::new();
        for at in at {
            if edges.last().is_none_or(|last| at - last > NEAR * 3 / 2) {
                edges.push(at);
            }
        }
        Some(edges)
    };
    if level.len() < 2 || upright.is_empty() {
        return None;
    }
    let (across, down) = (edges(&upright, &level)?, edges(&level, &upright)?);
    let cells = across.len().checked_mul(down.len())?;
    (across.len() > 2 && down.len() > 1 && cells <= MOST_CELLS).then_some(Grid {
        across,
        down,
        level,
        upright,
    })
}

/// A cell of the grid before its rows are known: where it begins, how far it extends, and its
/// words line by line.
struct GridCell {
    row: usize,
    column: usize,
    rows: usize,
    columns: usize,
    lines: Vec<(Tenths, Vec<Word>)>,
}

/// The table in the grid, if what stands in it is one.
pub(super) fn table_in(grid: &Grid, lines: &[Line], page: usize) -> Option<Table> {
    let words: Vec<Vec<&Word>> = lines
        .iter()
        .map(|line| line.words.iter().filter(|word| grid.holds(word)).collect())
        .filter(|words: &Vec<&Word>| !words.is_empty())
        .collect();
    let grid = &divided(&without_short_rules(grid, &words), &words);
    if grid.down.len() < 2 {
        return None;
    }
    let mut boxes = boxes_of(grid);
    for word in words.iter().flatten() {
        place(grid, &mut boxes, word);
    }
    let boxes: Vec<GridCell> = boxes
        .into_iter()
        .flat_map(|cell| apart(grid, cell))
        .collect();
    let columns = grid.across.len() - 1;
    let mut rows = Vec::new();
    for row in 0..grid.down.len() - 1 {
        let band: Vec<&GridCell> = boxes.iter().filter(|cell| cell.row == row).collect();
        rows.extend(rows_of_band(&band, columns, page));
    }
    let mut table = Table {
        edges: grid.across.clone(),
        headings: 0,
        rows,
        page,
        top: *grid.down.first()?,
        bottom: *grid.down.last()?,
        is_ruled: true,
    };
    table.trim();
    table.find_headings();
    Some(table)
}

/// The grid without level edges that less than half of its width has, where it has many more
/// lines than rows: in it rules separate columns and parts, not rows.
fn without_short_rules(grid: &Grid, lines: &[Vec<&Word>]) -> Grid {
    if lines.len() < (grid.down.len() - 1) * 4 {
        return grid.clone();
    }
    let (left, right) = match (grid.across.first(), grid.across.last()) {
        (Some(left), Some(right)) => (*left, *right),
        _ => return grid.clone(),
    };
    let is_long = |at: &Tenths| {
        let covered: Tenths = grid
            .level
            .iter()
            .filter(|rule| (rule.at - *at).abs() <= NEAR)
            .map(|rule| (rule.to.min(right) - rule.from.max(left)).max(0))
            .sum();
        covered * 2 >= right - left
    };
    Grid {
        down: grid.down.iter().copied().filter(is_long).collect(),
        ..grid.clone()
    }
}

/// The grid with columns divided further where its lines hold several figures each and no rule
/// stands between them.
fn divided(grid: &Grid, lines: &[Vec<&Word>]) -> Grid {
    let mut across = grid.across.clone();
    for pair in grid.across.windows(2) {
        let inside: Vec<Vec<&Word>> = lines
            .iter()
            .map(|words| {
                let own =
                    |word: &&&Word| (pair[0]..pair[1]).contains(&((word.left + word.right) / 2));
                words.iter().filter(own).copied().collect()
            })
            .filter(|words: &Vec<&Word>| !words.is_empty())
            .collect();
        across.extend(edges_inside(&inside));
    }
    across.sort_unstable();
    Grid {
        across,
        ..grid.clone()
    }
}

/// A cell without rules between several columns, each of its runs in its own column: most likely
/// the rules are only drawn in the headings. A heading over several columns stays whole.
fn apart(grid: &Grid, cell: GridCell) -> Vec<GridCell> {
    if cell.columns == 1 || cell.lines.is_empty() {
        return vec![cell];
    }
    let (left, right) = (
        grid.across[cell.column],
        grid.across[cell.column + cell.columns],
    );
    let edges = &grid.across[cell.column + 1..cell.column + cell.columns];
    let runs: Vec<(Tenths, Vec<Run>)> = cell
        .lines
        .iter()
        .map(|(base, words)| {
            let line = Line {
                base: *base,
                size: words.first().map_or(0, |word| word.size),
                words: words.clone(),
            };
            (
                *base,
                runs_of(&line)
                    .iter()
                    .flat_map(|run| run.cut_at(edges))
                    .collect(),
            )
        })
        .collect();
    let all = || runs.iter().flat_map(|(_, runs)| runs);
    let crosses = all().any(|run| {
        edges
            .iter()
            .any(|edge| run.left < *edge - 10 && *edge + 10 < run.right)
    });
    let alone = runs.iter().all(|(_, runs)| runs.len() < 2);
    let centred = all()
        .all(|run| ((run.left + run.right) / 2 - (left + right) / 2).abs() * 8 <= right - left);
    if crosses || alone && (centred || !all().any(Run::is_value)) {
        return vec![cell];
    }
    let mut cells: Vec<GridCell> = Vec::new();
    for (base, runs) in runs {
        for run in runs {
            let column = column_at(&grid.across, (run.left + run.right) / 2);
            let own = match cells.iter_mut().position(|own| own.column == column) {
                Some(index) => &mut cells[index],
                None => {
                    cells.push(GridCell {
                        row: cell.row,
                        column,
                        rows: cell.rows,
                        columns: 1,
                        lines: Vec::new(),
                    });
                    let last = cells.len() - 1;
                    &mut cells[last]
                }
            };
            match own.lines.last_mut() {
                Some((last, words)) if *last == base => words.extend(run.words),
                _ => own.lines.push((base, run.words)),
            }
        }
    }
    cells
}

/// The cells of the grid: neighbours without a rule between are one.
fn boxes_of(grid: &Grid) -> Vec<GridCell> {
    let (rows, columns) = (grid.down.len() - 1, grid.across.len() - 1);
    let mut group: Vec<usize> = (0..rows * columns).collect();
    for row in 0..rows {
        for column in 0..columns {
            let own = row * columns + column;
            if column + 1 < columns && grid.open_right(row, column) {
                unite(&mut group, own, own + 1);
            }
            if row + 1 < rows && grid.open_below(row, column) {
                unite(&mut group, own, own + columns);
            }
        }
    }
    let mut boxes: Vec<GridCell> = Vec::new();
    let mut of_root = vec![usize::MAX; rows * columns];
    for own in 0..rows * columns {
        let root = root(&mut group, own);
        let (row, column) = (own / columns, own % columns);
        if of_root[root] == usize::MAX {
            of_root[root] = boxes.len();
            boxes.push(GridCell {
                row,
                column,
                rows: 1,
                columns: 1,
                lines: Vec::new(),
            });
        }
        let cell = &mut boxes[of_root[root]];
        cell.column = cell.column.min(column);
        cell.rows = cell.rows.max(row - cell.row + 1);
        cell.columns = cell.columns.max(column - cell.column + 1);
    }
    boxes
}

fn place(grid: &Grid, boxes: &mut [GridCell], word: &Word) {
    let column = column_at(&grid.across, (word.left + word.right) / 2);
    let row = column_at(&grid.down, word.base - word.size * 3 / 10);
    let Some(cell) = boxes.iter_mut().find(|cell| {
        (cell.row..cell.row + cell.rows).contains(&row)
            && (cell.column..cell.column + cell.columns).contains(&column)
    }) else {
        return;
    };
    match cell.lines.last_mut() {
        Some((base, words)) if (*base - word.base).abs() * 10 <= word.size * 3 => {
            words.push(word.clone());
        }
        _ => cell.lines.push((word.base, vec![word.clone()])),
    }
}

/// The rows between two level rules: one with wrapped cells, or several without rules between.
fn rows_of_band(band: &[&GridCell], columns: usize, page: usize) -> Vec<Row> {
    let mut bases: Vec<Tenths> = band
        .iter()
        .filter(|cell| cell.rows == 1)
        .flat_map(|cell| cell.lines.iter().map(|(base, _)| *base))
        .collect();
    bases.sort_unstable();
    let size = band
        .iter()
        .flat_map(|cell| cell.lines.iter().flat_map(|(_, words)| words))
        .map(|word| word.size)
        .max()
        .unwrap_or(100);
    bases.dedup_by(|base, before| (*base - *before) * 10 <= size * 3);
    let starts = if is_several_rows(band, &bases, size) {
        let facts: Vec<LineFacts> = bases.iter().map(|base| facts(band, *base, size)).collect();
        let rows = rows_of(&facts);
        let mut starts = Vec::new();
        for (index, base) in bases.iter().enumerate() {
            if index == 0 || rows[index] != rows[index - 1] {
                starts.push(*base);
            }
        }
        starts
    } else {
        vec![Tenths::MIN]
    };
    let mut rows: Vec<Row> = starts
        .iter()
        .map(|start| Row {
            cells: vec![Cell::empty(); columns],
            page,
            base: *start,
            end: *start,
        })
        .collect();
    for cell in band {
        for (base, words) in &cell.lines {
            let index = if cell.rows > 1 {
                0
            } else {
                starts
                    .partition_point(|start| *start <= *base + size * 3 / 10)
                    .saturating_sub(1)
            };
            let row = &mut rows[index];
            let own = &mut row.cells[cell.column];
            let (left, right) = (
                words.iter().map(|word| word.left).min().unwrap_or(0),
                words.iter().map(|word| word.right).max().unwrap_or(0),
            );
            own.append(&join(words), left, right);
            if row.base == Tenths::MIN {
                (row.base, row.end) = (*base, *base);
            }
            row.base = row.base.min(*base);
            row.end = row.end.max(*base);
        }
        if let Some(row) = rows.first_mut() {
            let span = |count: usize| u32::try_from(count).unwrap_or(1);
            row.cells[cell.column].span = (span(cell.rows), span(cell.columns));
        }
    }
    rows
}

/// The words of the band on the line, by column.
fn on_line<'b>(
    band: &'b [&GridCell],
    base: Tenths,
    size: Tenths,
) -> impl Iterator<Item = (usize, &'b Vec<Word>)> {
    band.iter()
        .filter(|cell| cell.rows == 1)
        .flat_map(move |cell| {
            cell.lines
                .iter()
                .filter(move |(own, _)| (*own - base).abs() * 10 <= size * 3)
                .map(move |(_, words)| (cell.column, words))
        })
}

fn facts(band: &[&GridCell], base: Tenths, size: Tenths) -> LineFacts {
    let mut facts = LineFacts {
        base,
        size,
        only_marks: true,
        ..LineFacts::default()
    };
    for (column, words) in on_line(band, base, size) {
        let text = join(words);
        facts.only_marks &= words.iter().all(|word| is_mark(&word.text));
        if column == 0 {
            facts.label = text;
        } else if is_value(&text) {
            facts.values += 1;
        } else {
            facts.texts += 1;
        }
    }
    facts
}

/// Whether the lines between two level rules are rows of their own: figures stand on more than
/// one line in most columns that have any.
fn is_several_rows(band: &[&GridCell], bases: &[Tenths], size: Tenths) -> bool {
    let mut columns: Vec<(usize, usize)> = Vec::new();
    let mut full = 0_usize;
    for base in bases {
        let facts = facts(band, *base, size);
        full += usize::from(!facts.label.is_empty() && facts.values > 0);
        for (column, words) in on_line(band, *base, size) {
            if column == 0 || !is_value(&join(words)) {
                continue;
            }
            match columns.iter_mut().find(|(own, _)| *own == column) {
                Some((_, lines)) => *lines += 1,
                None => columns.push((column, 1)),
            }
        }
    }
    let several = columns.iter().filter(|(_, lines)| *lines > 1).count();
    if columns.len() < 2 {
        return several == 1 && full > 1;
    }
    several > 1 && several * 2 > columns.len() && full > 1
}
