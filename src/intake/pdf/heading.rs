//! Headings of a table without rules between its columns: the lines above its first figures.

use super::block::{Kind, RunLine};
use super::glyph::Tenths;
use super::rule::Rules;
use super::table::{Cell, Row};

/// Words of a heading over one or several columns.
#[derive(Clone, Debug)]
struct Piece {
    columns: (usize, usize),
    lines: (usize, usize),
    base: Tenths,
    size: Tenths,
    cell: Cell,
}

impl Piece {
    fn is_wide(&self) -> bool {
        self.columns.1 > self.columns.0
    }

    fn overlaps(&self, other: &Piece) -> bool {
        self.columns.0 <= other.columns.1 && other.columns.0 <= self.columns.1
    }
}

/// The rows of headings among the lines before the first line with figures, and how many lines
/// between them and the figures name a section instead.
pub(super) fn headings_over(
    before: &[RunLine],
    edges: &[Tenths],
    first: &RunLine,
    rules: &Rules,
    page: usize,
) -> (usize, Vec<Row>) {
    let (lines, sections) = heading_lines(before, edges, first, rules);
    let mut pieces: Vec<Piece> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        for run in line
            .runs
            .iter()
            .flat_map(|run| run.cut_at(&edges[1..edges.len() - 1]))
        {
            pieces.push(Piece {
                columns: columns_of(run.left, run.right, line, edges, rules),
                lines: (index, index),
                base: line.base,
                size: line.size,
                cell: Cell::new(run.text(), run.left, run.right),
            });
        }
    }
    let pieces = stack(pieces, rules);
    let levels = levels_of(&pieces);
    let depth = levels.iter().max().map_or(0, |most| most + 1);
    let mut rows: Vec<Row> = (0..depth)
        .map(|_| Row {
            cells: vec![Cell::empty(); edges.len() - 1],
            page,
            base: lines.first().map_or(0, |line| line.base),
            end: lines.last().map_or(0, |line| line.base),
        })
        .collect();
    for (piece, level) in pieces.into_iter().zip(levels) {
        let cell = &mut rows[level].cells[piece.columns.0];
        cell.append(&piece.cell.text, piece.cell.left, piece.cell.right);
        let span = u32::try_from(piece.columns.1 - piece.columns.0 + 1).unwrap_or(1);
        cell.span.1 = cell.span.1.max(span);
    }
    (sections, rows)
}

/// The lines that can be headings, from the top, and how many lines below them name a section.
fn heading_lines<'l>(
    before: &'l [RunLine],
    edges: &[Tenths],
    first: &RunLine,
    rules: &Rules,
) -> (Vec<&'l RunLine>, usize) {
    let (left, right) = (edges[0], edges[edges.len() - 1]);
    let mut lines: Vec<&RunLine> = Vec::new();
    let mut below = first;
    for line in before.iter().rev().take(8) {
        let size = line.size.max(below.size);
        let ruled = rules.level.iter().any(|rule| {
            rule.at > line.base && rule.at < below.base && rule.from < right && rule.to > left
        });
        let far = below.base - line.base > if ruled { size * 3 } else { size * 22 / 10 };
        let outside = line
            .runs
            .iter()
            .any(|run| run.left < left - 150 || run.right > right + 150);
        let is_single = line.runs.len() == 1;
        let names_all = is_single
            && line.runs[0].left < edges[1] - 10
            && line.runs[0].left <= left + 40
            && line.runs[0].right > edges[2.min(edges.len() - 1)] - 20;
        if far || outside || names_all || matches!(line.kind, Kind::Prose | Kind::Title) {
            break;
        }
        lines.push(line);
        below = line;
    }
    lines.reverse();
    let mut sections = 0;
    // labels alone right above the first figures name a section, not a column
    while let Some((last, above)) = lines.split_last() {
        let only_label = last.runs.iter().all(|run| run.right <= edges[1] + 10);
        let names_section = above.last().is_some_and(|above_last| {
            let others = above
                .iter()
                .any(|line| line.runs.iter().any(|run| run.left >= edges[1] - 10));
            let starts = last.runs[0]
                .text()
                .chars()
                .next()
                .is_some_and(char::is_uppercase);
            let ruled = rules.level.iter().any(|rule| {
                rule.at > above_last.base
                    && rule.at < last.base - last.size / 2
                    && rule.from <= last.left() + 15
                    && rule.to > edges[1]
            });
            let labelled = above
                .iter()
                .any(|line| line.runs.len() > 1 && line.runs[0].right <= edges[1] + 10);
            others && (ruled || starts && labelled)
        });
        if !(only_label && names_section) {
            break;
        }
        lines.pop();
        sections += 1;
    }
    (lines, sections)
}

/// The columns that the words of a heading stand over.
fn columns_of(
    left: Tenths,
    right: Tenths,
    line: &RunLine,
    edges: &[Tenths],
    rules: &Rules,
) -> (usize, usize) {
    let last = edges.len() - 2;
    let width = edges[last + 1] - edges[0];
    let under = rules.level.iter().find(|rule| {
        rule.at > line.base
            && rule.at - line.base <= line.size
            && rule.from <= left + 15
            && rule.to >= right - 15
            && (rule.to - rule.from) * 100 <= width * 95
            && !line.runs.iter().any(|run| {
                (run.right < left || run.left > right)
                    && run.left >= rule.from - 15
                    && run.right <= rule.to + 15
            })
    });
    let (from, to) = under.map_or((left, right), |rule| (rule.from, rule.to));
    let mut columns: Option<(usize, usize)> = None;
    let mut best = (0, 0);
    for column in 0..=last {
        let start = if column == 0 {
            Tenths::MIN / 2
        } else {
            edges[column]
        };
        let end = if column == last {
            Tenths::MAX / 2
        } else {
            edges[column + 1]
        };
        let overlap = (to.min(end) - from.max(start)).max(0);
        let own = edges[column + 1] - edges[column];
        if overlap > best.0 {
            best = (overlap, column);
        }
        if overlap * 100 > own * 40 || overlap * 2 > to - from {
            columns = Some(columns.map_or((column, column), |(first, _)| (first, column)));
        }
    }
    columns.unwrap_or((best.1, best.1))
}

/// Joins pieces that are the lines of one heading.
fn stack(pieces: Vec<Piece>, rules: &Rules) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for piece in pieces {
        let above = out.iter_mut().rev().find(|above| above.overlaps(&piece));
        let joins = above.as_ref().is_some_and(|above| {
            let size = above.size.max(piece.size);
            let tight = piece.base - above.base <= size * 16 / 10;
            let middle = |piece: &Piece| (piece.cell.left + piece.cell.right) / 2;
            let ruled = rules.level.iter().any(|rule| {
                rule.at > above.base
                    && rule.at < piece.base - piece.size / 2
                    && rule.from <= piece.cell.left + 15
                    && rule.to >= piece.cell.right - 15
            });
            let same = above.columns == piece.columns
                || above.is_wide() == piece.is_wide()
                    && (middle(above) - middle(&piece)).abs() <= size * 2;
            let narrow = !above.is_wide() && !piece.is_wide() && above.columns == piece.columns;
            tight && !ruled && (narrow || same) && above.lines.1 < piece.lines.0
        });
        match above {
            Some(above) if joins => {
                above
                    .cell
                    .append(&piece.cell.text, piece.cell.left, piece.cell.right);
                above.columns.0 = above.columns.0.min(piece.columns.0);
                above.columns.1 = above.columns.1.max(piece.columns.1);
                above.lines.1 = piece.lines.1;
                above.base = piece.base;
            }
            _ => out.push(piece),
        }
    }
    out
}

/// The level of each piece, 0 at the top: headings with others below them stand on the level of
/// their line, all others on the lowest.
fn levels_of(pieces: &[Piece]) -> Vec<usize> {
    let is_leaf = |index: usize| {
        let piece = &pieces[index];
        !pieces
            .iter()
            .any(|below| below.lines.0 > piece.lines.1 && below.overlaps(piece))
    };
    let mut lines: Vec<usize> = (0..pieces.len())
        .filter(|index| !is_leaf(*index) || pieces[*index].is_wide())
        .map(|index| pieces[index].lines.0)
        .collect();
    lines.sort_unstable();
    lines.dedup();
    let leaves = (0..pieces.len()).any(|index| is_leaf(index) && !pieces[index].is_wide());
    let lowest = if leaves {
        lines.len()
    } else {
        lines.len().saturating_sub(1)
    };
    (0..pieces.len())
        .map(|index| {
            if is_leaf(index) && !pieces[index].is_wide() {
                lowest
            } else {
                lines
                    .iter()
                    .position(|line| *line == pieces[index].lines.0)
                    .unwrap_or(0)
            }
        })
        .collect()
}
