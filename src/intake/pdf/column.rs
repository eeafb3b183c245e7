//! Columns: where no row has letters.
//!
//! A *run* is what stands together in a line: words written in one go, or with no more than a
//! space between. A *river* is a stretch that no run of any row crosses, one row in many excepted
//! (a total may be wider than its column). Inside a column that holds several figures a second
//! look is taken word by word.

use super::glyph::Tenths;
use super::line::{Joint, Line, Word, join};
use super::value::{continues_figure, is_figure, is_one_figure, is_value};

/// Words of a line that stand together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// Its words, at least one.
    pub words: Vec<Word>,
    /// Left edge.
    pub left: Tenths,
    /// Right edge.
    pub right: Tenths,
}

impl Run {
    fn new(words: Vec<Word>) -> Run {
        Run {
            left: words.iter().map(|word| word.left).min().unwrap_or(0),
            right: words.iter().map(|word| word.right).max().unwrap_or(0),
            words,
        }
    }

    /// The run cut where an edge falls between two words that were not written in one go.
    pub fn cut_at(&self, edges: &[Tenths]) -> Vec<Run> {
        let mut parts: Vec<Vec<Word>> = Vec::new();
        for word in &self.words {
            let joins = parts
                .last()
                .and_then(|part| part.last())
                .is_some_and(|last| {
                    let between = edges
                        .iter()
                        .any(|edge| last.right - 2 <= *edge && *edge <= word.left + 2);
                    let figures = is_figure(&last.text)
                        && is_figure(&word.text)
                        && !continues_figure(&last.text, &word.text);
                    !between || word.joint == Joint::Glued && !figures
                });
            match parts.last_mut() {
                Some(part) if joins => part.push(word.clone()),
                _ => parts.push(vec![word.clone()]),
            }
        }
        parts.into_iter().map(Run::new).collect()
    }

    /// Its letters.
    pub fn text(&self) -> String {
        join(&self.words)
    }

    /// Whether it is figures and blanks only.
    pub fn is_value(&self) -> bool {
        is_value(&self.text())
    }
}

/// Whether the word is a row of dots that leads the eye.
fn is_leader(word: &str) -> bool {
    let dots = word
        .chars()
        .filter(|letter| ".·…_-=—".contains(*letter))
        .count();
    dots > 3 && dots == word.chars().count()
}

/// The runs of a line.
pub(super) fn runs_of(line: &Line) -> Vec<Run> {
    let mut runs: Vec<Vec<Word>> = Vec::new();
    for word in &line.words {
        let mut word = word.clone();
        if is_leader(&word.text) {
            continue;
        }
        // dots that touch the label before them
        let kept = word.text.trim_end_matches(['.', '·', '…']);
        if word.text.len() - kept.len() > 3 && !kept.is_empty() {
            let letters = i32::try_from(kept.chars().count()).unwrap_or(1);
            word.right = word.left + word.size * letters / 2;
            word.text = kept.to_owned();
        }
        let joins = runs.last().and_then(|run| run.last()).is_some_and(|last| {
            let gap = word.left - last.right;
            let size = last.size.min(word.size);
            let two_figures = is_figure(&last.text)
                && is_figure(&word.text)
                && !continues_figure(&last.text, &word.text);
            match word.joint {
                Joint::Glued => !two_figures,
                Joint::Loose => gap * 100 < size * 40 && !two_figures,
                Joint::Apart => gap * 100 < size * 20 && !two_figures,
            }
        });
        match runs.last_mut() {
            Some(run) if joins => run.push(word),
            _ => runs.push(vec![word]),
        }
    }
    runs.into_iter().map(Run::new).collect()
}

/// The column, or row, in which the place lies.
pub(super) fn column_at(edges: &[Tenths], x: Tenths) -> usize {
    edges
        .partition_point(|edge| *edge <= x)
        .saturating_sub(1)
        .min(edges.len().saturating_sub(2))
}

/// The edges of the columns that the rows share, outermost first and last.
pub(super) fn edges_of(rows: &[Vec<Run>]) -> Vec<Tenths> {
    let edges = rivers(rows);
    second_look(rows, edges)
}

/// How many rows may cross a river.
fn tolerated(rows: usize) -> usize {
    match rows {
        0..=5 => 0,
        6..=24 => 1,
        _ => (rows / 40).max(2),
    }
}

/// How many rows have letters at each place from `from`.
fn coverage(spans: &[Vec<(Tenths, Tenths)>], from: Tenths, to: Tenths) -> Vec<u32> {
    let length = usize::try_from(to - from + 1).unwrap_or(0);
    let mut change = vec![0_i32; length + 1];
    let at = |x: Tenths| usize::try_from(x - from).unwrap_or(0).min(length);
    for row in spans {
        let mut row = row.clone();
        row.sort_unstable();
        let mut reached = Tenths::MIN;
        for (left, right) in row {
            let left = left.max(reached);
            if right > left {
                change[at(left)] += 1;
                change[at(right)] -= 1;
                reached = right;
            }
        }
    }
    let mut own = 0_i32;
    change[..length]
        .iter()
        .map(|step| {
            own += step;
            u32::try_from(own).unwrap_or(0)
        })
        .collect()
}

/// Stretches of the coverage that at most `most` rows cross, inside the first and last letters.
fn gaps(cover: &[u32], most: usize) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut start: Option<usize> = None;
    for (x, count) in cover.iter().enumerate() {
        let free = usize::try_from(*count).unwrap_or(usize::MAX) <= most;
        match (free, start) {
            (true, None) => start = Some(x),
            (false, Some(from)) => {
                if from > 0 {
                    out.push((from, x));
                }
                start = None;
            }
            _ => {}
        }
    }
    out
}

fn bounds(rows: &[Vec<Run>]) -> (Tenths, Tenths) {
    let runs = || rows.iter().flatten();
    (
        runs().map(|run| run.left).min().unwrap_or(0),
        runs().map(|run| run.right).max().unwrap_or(0),
    )
}

fn rivers(rows: &[Vec<Run>]) -> Vec<Tenths> {
    let (from, to) = bounds(rows);
    let spans: Vec<Vec<(Tenths, Tenths)>> = rows
        .iter()
        .map(|row| row.iter().map(|run| (run.left, run.right)).collect())
        .collect();
    let cover = coverage(&spans, from, to);
    let most = tolerated(rows.len());
    let mut edges = vec![from];
    for (start, end) in gaps(&cover, most) {
        let place = |x: usize| from + i32::try_from(x).unwrap_or(0);
        let (left, right) = (place(start), place(end));
        // a column that only a few rows fill stands alone in the river
        let mut lone: Vec<(Tenths, Tenths)> = rows
            .iter()
            .flatten()
            .filter(|run| run.left > left && run.right < right)
            .map(|run| (run.left, run.right))
            .collect();
        lone.sort_unstable();
        let mut columns: Vec<(Tenths, Tenths)> = Vec::new();
        for (from, to) in lone {
            match columns.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                _ => columns.push((from, to)),
            }
        }
        let mut before = left;
        for (from, to) in columns {
            edges.push(clearest(&cover, (before, from), edges[0]));
            before = to;
        }
        edges.push(clearest(&cover, (before, right), edges[0]));
    }
    edges.push(to);
    edges.dedup();
    edges
}

/// The middle of the least covered stretch between two places.
fn clearest(cover: &[u32], (left, right): (Tenths, Tenths), from: Tenths) -> Tenths {
    let at = |x: Tenths| usize::try_from(x - from).unwrap_or(0).min(cover.len());
    let part = &cover[at(left)..at(right).max(at(left))];
    let Some(least) = part.iter().min() else {
        return (left + right) / 2;
    };
    let (mut best, mut start) = ((0, 0), None);
    for (x, count) in part.iter().chain([&u32::MAX]).enumerate() {
        match (count == least, start) {
            (true, None) => start = Some(x),
            (false, Some(from)) => {
                if x - from > best.1 - best.0 {
                    best = (from, x);
                }
                start = None;
            }
            _ => {}
        }
    }
    left + i32::try_from((best.0 + best.1) / 2).unwrap_or(0)
}

/// Splits columns in which most rows hold several figures, word by word.
fn second_look(rows: &[Vec<Run>], edges: Vec<Tenths>) -> Vec<Tenths> {
    let mut out = edges.clone();
    for pair in edges.windows(2) {
        let inside: Vec<Vec<&Word>> = rows
            .iter()
            .map(|row| {
                row.iter()
                    .flat_map(|run| &run.words)
                    .filter(|word| (pair[0]..pair[1]).contains(&((word.left + word.right) / 2)))
                    .collect()
            })
            .filter(|row: &Vec<&Word>| !row.is_empty())
            .collect();
        out.extend(edges_inside(&inside));
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// The places that divide a column further, seen word by word in the lines that stand in it.
pub(super) fn edges_inside(rows: &[Vec<&Word>]) -> Vec<Tenths> {
    let rows: Vec<Vec<&Word>> = rows
        .iter()
        .filter(|row| row.iter().any(|word| is_figure(&word.text)))
        .cloned()
        .collect();
    let rows = rows.as_slice();
    let several = rows
        .iter()
        .filter(|row| row.len() > 1 && is_mixed(row))
        .count();
    if several * 2 < rows.len() || several < 2 {
        return Vec::new();
    }
    let spans: Vec<Vec<(Tenths, Tenths)>> = rows
        .iter()
        .map(|row| row.iter().map(|word| (word.left, word.right)).collect())
        .collect();
    let from = spans.iter().flatten().map(|span| span.0).min().unwrap_or(0);
    let to = spans.iter().flatten().map(|span| span.1).max().unwrap_or(0);
    let cover = coverage(&spans, from, to);
    gaps(&cover, tolerated(rows.len()) / 2)
        .into_iter()
        .filter(|(start, end)| end - start >= 5)
        .map(|(start, end)| from + i32::try_from((start + end) / 2).unwrap_or(0))
        .filter(|middle| divides(rows, *middle))
        .collect()
}

/// Whether the words cannot be one cell: more than one figure, or a label and a figure.
fn is_mixed(words: &[&Word]) -> bool {
    let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    let values = texts.iter().filter(|text| is_figure(text)).count();
    values > 0 && !(is_value(&texts.join(" ")) && is_one_figure(&texts))
}

/// Whether the place separates cells: in most rows with words on both sides, what stands beside it
/// cannot be one figure or one phrase.
fn divides(rows: &[Vec<&Word>], place: Tenths) -> bool {
    let (mut apart, mut together) = (0_usize, 0_usize);
    for row in rows {
        let left = row.iter().rev().find(|word| word.right <= place + 2);
        let right = row.iter().find(|word| word.left >= place - 2);
        let (Some(left), Some(right)) = (left, right) else {
            continue;
        };
        let both_figures = is_figure(&left.text) && is_figure(&right.text);
        let separate = if both_figures {
            !continues_figure(&left.text, &right.text)
        } else {
            is_value(&left.text)
                && is_value(&right.text)
                && !["%", "kr", "‰"].contains(&right.text.as_str())
                || !is_value(&left.text) && is_value(&right.text) && right.joint != Joint::Glued
        };
        if separate {
            apart += 1;
        } else {
            together += 1;
        }
    }
    apart > 1 && apart > together
}
