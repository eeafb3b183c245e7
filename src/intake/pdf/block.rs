//! Tables without rules between their columns: blocks of lines with figures.

use super::column::{Run, column_at, edges_of, runs_of};
use super::glyph::Tenths;
use super::heading::headings_over;
use super::line::Line;
use super::row::{LineFacts, rows_of};
use super::rule::Rules;
use super::table::{Cell, Row, Table};
use super::value::{continues_figure, is_figure, is_mark, is_value};
use crate::intake::DoubtReason;

/// What a line is, seen by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// At least two runs, a figure among them.
    Data,
    /// Words.
    Text,
    /// Running text.
    Prose,
    /// The name of a table, or a source or note below one.
    Title,
}

/// A line with its runs.
#[derive(Clone, Debug)]
pub(super) struct RunLine {
    /// What it stands on.
    pub base: Tenths,
    /// The size of its letters.
    pub size: Tenths,
    /// Its runs.
    pub runs: Vec<Run>,
    /// What it is.
    pub kind: Kind,
}

impl RunLine {
    pub fn new(line: &Line) -> RunLine {
        let runs = runs_of(line);
        RunLine {
            base: line.base,
            size: line.size,
            kind: kind_of(&runs, line.size),
            runs,
        }
    }

    /// The left edge of its first run.
    pub fn left(&self) -> Tenths {
        self.runs.iter().map(|run| run.left).min().unwrap_or(0)
    }

    fn right(&self) -> Tenths {
        self.runs.iter().map(|run| run.right).max().unwrap_or(0)
    }
}

fn kind_of(runs: &[Run], size: Tenths) -> Kind {
    let words: Vec<_> = runs.iter().flat_map(|run| &run.words).collect();
    let values = runs.iter().filter(|run| run.is_value()).count();
    let text_words = runs
        .iter()
        .filter(|run| !run.is_value())
        .map(|run| run.words.len())
        .sum::<usize>();
    let widest = runs
        .windows(2)
        .map(|pair| pair[1].left - pair[0].right)
        .max()
        .unwrap_or(0);
    let later = runs.iter().skip(1).filter(|run| run.is_value()).count();
    let near =
        |run: &&Run| run.words.len() <= 4 && run.words.iter().any(|word| is_figure(&word.text));
    if runs.len() > 2 && runs.iter().skip(1).all(|run| near(&run)) && widest > size {
        return Kind::Data;
    }
    if later > 0 && (widest > size || values * 2 >= runs.len()) {
        return Kind::Data;
    }
    let longest = runs.iter().map(|run| run.words.len()).max().unwrap_or(0);
    if text_words >= 8 && longest >= 6 && widest <= size * 3 && words.len() >= 8 {
        return Kind::Prose;
    }
    Kind::Text
}

/// The tables among the lines that stand in no grid.
pub(super) fn tables_in(lines: &[Line], rules: &Rules, page: usize) -> Vec<Table> {
    let mut lines: Vec<RunLine> = lines.iter().map(RunLine::new).collect();
    find_titles(&mut lines, rules);
    let mut tables = Vec::new();
    let mut taken = 0;
    for block in blocks_of(&lines) {
        let before = &lines[taken..block.0];
        let (used, found) = table_of(&lines, block, before, rules, page);
        taken = used;
        tables.extend(found);
    }
    tables
}

/// The first and last lines with figures of each block.
fn blocks_of(lines: &[RunLine]) -> Vec<(usize, usize)> {
    let mut blocks: Vec<(usize, usize)> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if line.kind != Kind::Data {
            continue;
        }
        match blocks.last_mut() {
            Some((_, last)) if continues(lines, *last, index) => *last = index,
            _ => blocks.push((index, index)),
        }
    }
    blocks
}

/// Whether the line with figures belongs to the same table as the one before it.
fn continues(lines: &[RunLine], last: usize, next: usize) -> bool {
    let (one, other) = (&lines[last], &lines[next]);
    let between = &lines[last + 1..next];
    let far = one.size.max(other.size);
    let steps = lines[last..=next]
        .windows(2)
        .all(|pair| pair[1].base - pair[0].base <= far * 7 / 2);
    let apart = one.right() < other.left() || other.right() < one.left();
    steps
        && !apart
        && between.len() <= 4
        && between
            .iter()
            .all(|line| line.kind == Kind::Text && line.runs.iter().all(|run| run.words.len() < 14))
}

/// Marks titles, and the lines that a title goes on over.
pub(super) fn find_titles(lines: &mut [RunLine], rules: &Rules) {
    let mut above: Option<(Tenths, Tenths, Tenths)> = None;
    for line in lines {
        let left = line.left();
        let goes_on = above.is_some_and(|(base, from, size)| {
            let ruled = rules.level.iter().any(|rule| {
                rule.at > base && rule.at < line.base && rule.from < line.right() && rule.to > left
            });
            line.runs.len() == 1
                && line.base - base <= line.size * 15 / 10
                && (line.size - size).abs() * 10 <= size
                && left >= from - 20
                && !ruled
        });
        if is_title(line) || goes_on && line.kind != Kind::Data && !line.runs[0].is_value() {
            above = Some((
                line.base,
                above.filter(|_| goes_on).map_or(left, |above| above.1),
                line.size,
            ));
            line.kind = Kind::Title;
        } else {
            above = None;
        }
    }
}

/// Whether the line is a source or a note rather than a name.
pub(super) fn is_note(line: &RunLine) -> bool {
    line.runs
        .first()
        .and_then(|run| run.words.first())
        .is_some_and(|word| {
            let word = word.text.to_lowercase();
            [
                "källa:",
                "source:",
                "not:",
                "note:",
                "anm.",
                "anm:",
                "kommentar:",
            ]
            .contains(&word.as_str())
        })
}

/// Whether the line names a table.
pub(super) fn is_title(line: &RunLine) -> bool {
    let words: Vec<&str> = line
        .runs
        .iter()
        .flat_map(|run| run.words.iter().map(|word| word.text.as_str()))
        .take(2)
        .collect();
    let names = [
        "tabell",
        "table",
        "bilaga",
        "appendix",
        "annex",
        "diagram",
        "figur",
        "figure",
        "källa:",
        "source:",
        "not:",
        "note:",
        "anm.",
        "anm:",
        "kommentar:",
    ];
    words.first().is_some_and(|first| {
        let first = first.to_lowercase();
        names.contains(&first.as_str())
    }) && line.runs.len() <= 2
}

/// Puts the table of a block together. Also tells which line comes after what it used.
fn table_of(
    lines: &[RunLine],
    (first, last): (usize, usize),
    before: &[RunLine],
    rules: &Rules,
    page: usize,
) -> (usize, Option<Table>) {
    let data: Vec<Vec<Run>> = lines[first..=last]
        .iter()
        .filter(|line| line.kind == Kind::Data)
        .map(|line| line.runs.clone())
        .collect();
    if data.len() < 2 {
        return (last + 1, None);
    }
    let edges = edges_of(&data);
    if edges.len() < 3 {
        return (last + 1, None);
    }
    let end = last_line(lines, last, &edges);
    let columns = Columns::new(edges, &data);
    // lines of years and of words over figures are headings too
    let full = table_from(&columns, &lines[first..=end], &[], rules, page);
    let start = first + lines_of_headings(&full, &lines[first..=end]);
    let start = if start > last { first } else { start };
    // what names a section right above the figures belongs to them
    let before = &lines[first - before.len()..start];
    let (sections, over) = headings_over(before, &columns.edges, &lines[start], rules, page);
    let table = table_from(&columns, &lines[start - sections..=end], &over, rules, page);
    let is_table =
        table.share_of_figures() >= 50 && table.rows.len() > table.headings && !table.is_scale();
    (end + 1, is_table.then_some(table))
}

/// How many of the lines make the first rows that hold headings.
fn lines_of_headings(table: &Table, lines: &[RunLine]) -> usize {
    let Some(last) = table
        .headings
        .checked_sub(1)
        .and_then(|row| table.rows.get(row))
    else {
        return 0;
    };
    lines
        .iter()
        .take_while(|line| line.base <= last.end)
        .count()
}

/// Puts a table together from its lines and the rows of headings above them.
fn table_from(
    columns: &Columns,
    body: &[RunLine],
    over: &[Row],
    rules: &Rules,
    page: usize,
) -> Table {
    let placed: Vec<Vec<Cell>> = body.iter().map(|line| columns.place(line)).collect();
    let facts: Vec<LineFacts> = (0..body.len())
        .map(|index| facts_of(body, &placed, index, &columns.edges, rules))
        .collect();
    let row_of = rows_of(&facts);
    let mut rows: Vec<Row> = over.to_vec();
    for (index, cells) in placed.into_iter().enumerate() {
        let line = &body[index];
        if rows.len() == over.len() + row_of[index] {
            rows.push(Row {
                cells,
                page,
                base: line.base,
                end: line.base,
            });
        } else if let Some(row) = rows.last_mut() {
            row.end = line.base;
            for (own, more) in row.cells.iter_mut().zip(cells) {
                if !more.text.is_empty() {
                    own.append(&more.text, more.left, more.right);
                }
            }
        }
    }
    let mut table = Table {
        top: rows.first().map_or(0, |row| row.base),
        bottom: rows.last().map_or(0, |row| row.end),
        edges: columns.edges.clone(),
        headings: 0,
        rows,
        page,
        is_ruled: false,
    };
    if over.is_empty() {
        table.find_headings();
    } else {
        table.headings = over.len();
    }
    table.trim();
    table
}

/// The last line that still belongs to the table: labels and cells that go on below it.
fn last_line(lines: &[RunLine], last: usize, edges: &[Tenths]) -> usize {
    let mut end = last;
    while let Some(line) = lines.get(end + 1) {
        let close = line.base - lines[end].base <= line.size * 13 / 10;
        let fits = line.kind == Kind::Text
            && line.runs.iter().all(|run| {
                let column = column_at(edges, (run.left + run.right) / 2);
                run.left >= edges[column] - 20 && run.right <= edges[column + 1] + 20
            });
        let marks = line
            .runs
            .iter()
            .flat_map(|run| &run.words)
            .all(|word| is_mark(&word.text));
        let goes_on = marks
            || line.runs.first().is_some_and(|run| {
                let text = run.text();
                let first = text.chars().next();
                first.is_some_and(|first| first.is_lowercase() || first == '(')
            });
        if !(close && fits && goes_on) {
            break;
        }
        end += 1;
    }
    end
}

/// The columns of a block, and how their figures are aligned.
struct Columns {
    edges: Vec<Tenths>,
    /// Where most of its figures end, of each column, if they do.
    right: Vec<Option<Tenths>>,
    /// Where most of its cells begin.
    left: Vec<Option<Tenths>>,
}

impl Columns {
    fn new(edges: Vec<Tenths>, rows: &[Vec<Run>]) -> Columns {
        let mut lefts = vec![Vec::new(); edges.len() - 1];
        let mut rights = lefts.clone();
        for row in rows {
            // words of one run that fall into one column are one cell
            for run in row {
                let mut own: Vec<(usize, Tenths, Tenths)> = Vec::new();
                for word in &run.words {
                    let column = column_at(&edges, (word.left + word.right) / 2);
                    match own.last_mut() {
                        Some(last) if last.0 == column => last.2 = word.right,
                        _ => own.push((column, word.left, word.right)),
                    }
                }
                for (column, left, right) in own {
                    lefts[column].push(left);
                    rights[column].push(right);
                }
            }
        }
        Columns {
            right: rights.into_iter().map(usual).collect(),
            left: lefts.into_iter().map(usual).collect(),
            edges,
        }
    }

    /// The cells of a line.
    fn place(&self, line: &RunLine) -> Vec<Cell> {
        let mut cells = vec![Cell::empty(); self.edges.len() - 1];
        for run in &line.runs {
            for (part, doubt) in self.parts(run) {
                let column = self.column_of(&part);
                let cell = &mut cells[column];
                let was_empty = cell.text.is_empty();
                cell.append(&part.text(), part.left, part.right);
                if doubt
                    || (!was_empty && part.is_value() && column > 0 && self.strays(&part, column))
                {
                    cell.doubt = Some(DoubtReason::BetweenColumns);
                }
            }
        }
        cells
    }

    /// The run cut where columns meet inside it, each part with whether the cut is doubtful.
    fn parts(&self, run: &Run) -> Vec<(Run, bool)> {
        let mut parts: Vec<(Vec<_>, bool)> = Vec::new();
        let mut column = usize::MAX;
        for word in &run.words {
            let own = column_at(&self.edges, (word.left + word.right) / 2);
            match parts.last_mut() {
                Some((words, _)) if own == column || !self.cuts(words, word, own) => {
                    words.push(word.clone());
                }
                _ => parts.push((vec![word.clone()], false)),
            }
            column = own;
        }
        parts
            .into_iter()
            .map(|(words, doubt)| {
                let left = words
                    .first()
                    .map_or(0, |word: &super::line::Word| word.left);
                let right = words.last().map_or(0, |word| word.right);
                (Run { words, left, right }, doubt)
            })
            .collect()
    }

    /// Whether the run is cut between its words so far and the next, which stands in another
    /// column: where a figure ends as its column does, or where the words cannot be one cell.
    fn cuts(&self, words: &[super::line::Word], next: &super::line::Word, column: usize) -> bool {
        let Some(last) = words.last() else {
            return false;
        };
        let before = column_at(&self.edges, (last.left + last.right) / 2);
        let near =
            |edge: Option<Tenths>, at: Tenths| edge.is_some_and(|edge| (edge - at).abs() <= 6);
        let values = is_value(&last.text) && is_value(&next.text);
        if values {
            return near(self.right[before], last.right)
                || !continues_figure(&last.text, &next.text)
                    && !["%", "kr", "‰"].contains(&next.text.as_str());
        }
        // words right after a figure that ends where its column does
        let ends = is_value(&last.text) && near(self.right[before], last.right);
        ends || is_value(&next.text)
            && (near(self.right[column], next.right) || near(self.left[column], next.left))
    }

    /// The column of a part of a line.
    fn column_of(&self, part: &Run) -> usize {
        let middle = column_at(&self.edges, (part.left + part.right) / 2);
        let (first, last) = (
            column_at(&self.edges, part.left),
            column_at(&self.edges, part.right),
        );
        if first == last || part.words.is_empty() {
            return middle;
        }
        if part.is_value() {
            let aligned = |column: &usize| {
                self.right[*column].is_some_and(|edge| (edge - part.right).abs() <= 8)
            };
            return (first..=last).rev().find(aligned).unwrap_or(middle);
        }
        let aligned =
            |column: &usize| self.left[*column].is_some_and(|edge| (edge - part.left).abs() <= 8);
        (first..=last).find(aligned).unwrap_or(first)
    }

    /// Whether the part is aligned neither to the left nor to the right as its column is.
    fn strays(&self, part: &Run, column: usize) -> bool {
        let far = |edge: Option<Tenths>, at: Tenths| edge.is_none_or(|edge| (edge - at).abs() > 8);
        far(self.right[column], part.right) && far(self.left[column], part.left)
    }
}

/// The place shared by at least six in ten, within half a point.
fn usual(mut places: Vec<Tenths>) -> Option<Tenths> {
    places.sort_unstable();
    let all = places.len();
    let mut best = (0, 0);
    let mut from = 0;
    for to in 0..all {
        while places[to] - places[from] > 10 {
            from += 1;
        }
        if to + 1 - from > best.0 {
            best = (to + 1 - from, places[(from + to) / 2]);
        }
    }
    (best.0 * 10 >= all * 6 && best.0 > 1).then_some(best.1)
}

fn facts_of(
    body: &[RunLine],
    placed: &[Vec<Cell>],
    index: usize,
    edges: &[Tenths],
    rules: &Rules,
) -> LineFacts {
    let (line, cells) = (&body[index], &placed[index]);
    let ruled = index > 0 && is_ruled_between(rules, body[index - 1].base, line, edges);
    LineFacts {
        base: line.base,
        size: line.size,
        label: cells[0].text.clone(),
        values: cells[1..]
            .iter()
            .filter(|cell| is_value(&cell.text))
            .count(),
        texts: cells[1..]
            .iter()
            .filter(|cell| !cell.text.is_empty() && !is_value(&cell.text))
            .count(),
        only_marks: line
            .runs
            .iter()
            .flat_map(|run| &run.words)
            .all(|word| is_mark(&word.text)),
        ruled,
    }
}

/// Whether a level rule runs over most of the table between two lines.
fn is_ruled_between(rules: &Rules, above: Tenths, line: &RunLine, edges: &[Tenths]) -> bool {
    let (left, right) = (edges[0], edges[edges.len() - 1]);
    let width = right - left;
    let mut covered = 0;
    for rule in &rules.level {
        if rule.at > above - 5 && rule.at < line.base - line.size * 3 / 10 {
            covered += (rule.to.min(right) - rule.from.max(left)).max(0);
        }
    }
    covered * 10 >= width * 6
}
