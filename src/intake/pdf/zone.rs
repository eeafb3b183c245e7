//! Running text set in columns, taken apart from what stands beside it.

use super::column::runs_of;
use super::glyph::Tenths;
use super::line::{Line, Word};
use super::value::is_value_word;

/// Lines of running text that begin at the same place, at least.
const LEAST_LINES: usize = 5;
/// Words of a run of running text, at least.
const LEAST_WORDS: usize = 5;

/// A column of running text.
#[derive(Clone, Copy, Debug)]
struct Zone {
    left: Tenths,
    right: Tenths,
    top: Tenths,
    bottom: Tenths,
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
            let zone = zones.iter().position(|zone| {
                (zone.top..=zone.bottom).contains(&line.base)
                    && zone.left - 20 <= word.left
                    && word.right <= zone.right + 20
            });
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

fn zones_of(lines: &[Line]) -> Vec<Zone> {
    let mut runs: Vec<(Tenths, Tenths, Tenths, Tenths, bool)> = Vec::new();
    for line in lines {
        let own = runs_of(line);
        let beside = own.len() > 1;
        for run in own {
            let text = run.words.iter().filter(|word| !is_value_word(&word.text)).count();
            if text >= LEAST_WORDS && text * 10 >= run.words.len() * 6 {
                runs.push((run.left, run.right, line.base, line.size, beside));
            }
        }
    }
    runs.sort_unstable();
    let mut zones = Vec::new();
    let mut index = 0;
    while index < runs.len() {
        let left = runs[index].0;
        let mut group: Vec<_> = runs[index..]
            .iter()
            .take_while(|run| run.0 - left <= 15)
            .copied()
            .collect();
        index += group.len();
        group.sort_unstable_by_key(|run| run.2);
        // runs far from one another are columns of their own
        let mut part: Vec<(Tenths, Tenths, Tenths, Tenths, bool)> = Vec::new();
        for run in group.into_iter().map(Some).chain([None]) {
            let joins = run.is_some_and(|run| part.last().is_none_or(|last| run.2 - last.2 <= run.3 * 6));
            if !joins {
                zones.extend(zone_of(&std::mem::take(&mut part)));
            }
            part.extend(run);
        }
    }
    zones
}

fn zone_of(runs: &[(Tenths, Tenths, Tenths, Tenths, bool)]) -> Option<Zone> {
    let beside = runs.iter().filter(|run| run.4).count();
    let size = runs.iter().map(|run| run.3).max()?;
    (runs.len() >= LEAST_LINES && beside * 2 >= runs.len()).then_some(Zone {
        left: runs.iter().map(|run| run.0).min()?,
        right: runs.iter().map(|run| run.1).max()?,
        top: runs.iter().map(|run| run.2).min()? - size * 2,
        bottom: runs.iter().map(|run| run.2).max()? + size * 2,
    })
}
