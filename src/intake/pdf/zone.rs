//! Running text set in columns, taken apart from what stands beside it.

use super::glyph::Tenths;
use super::line::{Joint, Line, Word};
use super::value::{is_figure, is_value_word};

/// Lines of running text that begin at the same place, at least.
const LEAST_LINES: usize = 5;
/// Words of a run of running text, at least.
const LEAST_WORDS: usize = 5;

/// A column of running text.
#[derive(Clone, Copy, Debug)]
struct Zone {
    left: Tenths,
    right: Tenths,
    /// A little above its first line.
    top: Tenths,
    /// A little below its last line.
    bottom: Tenths,
    /// What its first and its last line stand on.
    lines: (Tenths, Tenths),
}

impl Zone {
    fn is_beside(&self, word: &Word) -> bool {
        word.left < self.left - 20 || self.right + 20 < word.right
    }

    /// Whether words of the line can belong to it. A row of a table right above or below the running
    /// text, with figures in the zone and beside it, is no part of it.
    fn reaches(&self, line: &Line) -> bool {
        if (self.lines.0..=self.lines.1).contains(&line.base) {
            return true;
        }
        let figures = || line.words.iter().filter(|word| is_figure(&word.text));
        let is_row = figures().any(|word| self.is_beside(word))
            && figures().any(|word| !self.is_beside(word));
        (self.top..=self.bottom).contains(&line.base) && !is_row
    }
}

/// The lines of the page, and apart from them those of each column of running text beside which
/// something else stands.
pub(super) fn streams_of(lines: Vec<Line>) -> Vec<Vec<Line>> {
    let zones = zones_of(&lines);
    let mut streams: Vec<Vec<Line>> = vec![Vec::new(); zones.len() + 1];
    for line in lines {
        let mut rest: Vec<Word> = Vec::new();
        let mut own: Vec<Vec<Word>> = vec![Vec::new(); zones.len()];
        for word in &line.words {
            let zone = zones
                .iter()
                .position(|zone| zone.reaches(&line) && !zone.is_beside(word));
            match zone {
                Some(zone) => own[zone].push(word.clone()),
                None => rest.push(word.clone()),
            }
        }
        for (stream, words) in streams.iter_mut().zip([rest].into_iter().chain(own)) {
            if !words.is_empty() {
                stream.push(Line {
                    words,
                    ..line.clone()
                });
            }
        }
    }
    streams
}

/// A run of running text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct ProseRun {
    left: Tenths,
    base: Tenths,
    right: Tenths,
    size: Tenths,
    /// Whether it begins in the middle of a sentence.
    goes_on: bool,
}

fn zones_of(lines: &[Line]) -> Vec<Zone> {
    let mut runs: Vec<ProseRun> = Vec::new();
    for line in lines {
        for run in prose_runs(line) {
            let text = run.iter().filter(|word| !is_value_word(&word.text)).count();
            let (Some(first), Some(last)) = (run.first(), run.last()) else {
                continue;
            };
            if text >= LEAST_WORDS && text * 10 >= run.len() * 6 && !is_label(line, last) {
                runs.push(ProseRun {
                    left: first.left,
                    base: line.base,
                    right: last.right,
                    size: line.size,
                    goes_on: first
                        .text
                        .chars()
                        .next()
                        .is_some_and(|letter| !letter.is_uppercase()),
                });
            }
        }
    }
    runs.sort_unstable();
    let mut zones = Vec::new();
    let mut index = 0;
    while index < runs.len() {
        let left = runs[index].left;
        let mut group: Vec<ProseRun> = runs[index..]
            .iter()
            .take_while(|run| run.left - left <= 15)
            .copied()
            .collect();
        index += group.len();
        group.sort_unstable_by_key(|run| run.base);
        // runs far from one another are columns of their own
        let mut part: Vec<ProseRun> = Vec::new();
        for run in group.into_iter().map(Some).chain([None]) {
            let joins = run.is_some_and(|run| {
                part.last()
                    .is_none_or(|last| run.base - last.base <= run.size * 6)
            });
            if !joins {
                zones.extend(zone_of(&std::mem::take(&mut part), lines));
            }
            part.extend(run);
        }
    }
    zones
}

/// Whether what ends with the word names a row: nothing but figures stands right of it, two at least.
fn is_label(line: &Line, last: &Word) -> bool {
    let right = || line.words.iter().filter(|word| word.left > last.right);
    right().count() > 1 && right().all(|word| is_value_word(&word.text))
}

/// The runs of a line, with the stretched spaces of running text inside them.
fn prose_runs(line: &Line) -> Vec<Vec<Word>> {
    let mut runs: Vec<Vec<Word>> = Vec::new();
    for word in &line.words {
        let joins = runs.last().and_then(|run| run.last()).is_some_and(|last| {
            let gap = word.left - last.right;
            word.joint != Joint::Apart && gap * 100 < word.size.min(last.size) * 90
        });
        match runs.last_mut() {
            Some(run) if joins => run.push(word.clone()),
            _ => runs.push(vec![word.clone()]),
        }
    }
    runs
}

/// The zone of the runs, if they are running text and something else stands beside them: most
/// lines reach the right edge, and many begin in the middle of a sentence, as labels do not.
fn zone_of(runs: &[ProseRun], lines: &[Line]) -> Option<Zone> {
    let size = runs.iter().map(|run| run.size).max()?;
    let (first, last) = (
        runs.iter().map(|run| run.base).min()?,
        runs.iter().map(|run| run.base).max()?,
    );
    let zone = Zone {
        left: runs.iter().map(|run| run.left).min()?,
        right: runs.iter().map(|run| run.right).max()?,
        top: first - size * 2,
        bottom: last + size * 2,
        lines: (first, last),
    };
    let full = runs
        .iter()
        .filter(|run| (zone.right - run.right) * 100 <= (zone.right - zone.left) * 15)
        .count();
    let going_on = runs.iter().filter(|run| run.goes_on).count();
    let beside = lines
        .iter()
        .filter(|line| (zone.top..=zone.bottom).contains(&line.base))
        .filter(|line| {
            line.words
                .iter()
                .any(|word| word.right < zone.left - 20 || word.left > zone.right + 20)
        })
        .count();
    (runs.len() >= LEAST_LINES
        && full * 2 >= runs.len()
        && going_on * 10 >= runs.len() * 4
        && beside > 1)
        .then_some(zone)
}
