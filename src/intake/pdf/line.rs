//! Lines of words: the letters of a page, put together by where they stand.

use super::glyph::{Area, Drawn, Glyph, Tenths};
use crate::intake::raised::{is_raised_digit, raised};

/// Letters without a space between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// The letters; a raised digit after a figure is a superscript.
    pub text: String,
    /// Left edge.
    pub left: Tenths,
    /// Right edge.
    pub right: Tenths,
    /// The line it stands on.
    pub base: Tenths,
    /// The size of its letters.
    pub size: Tenths,
    /// How it is joined to the word before.
    pub joint: Joint,
}

/// How a word is joined to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// By exactly one space of the font: they were written in one go.
    Glued,
    /// By a gap that tells nothing but its width.
    Loose,
    /// Not at all: the page writes spaces between words, but none here.
    Apart,
}

/// Words that stand on one line, from left to right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// What it stands on.
    pub base: Tenths,
    /// The size of most of its letters.
    pub size: Tenths,
    /// Its words, at least one.
    pub words: Vec<Word>,
}

/// The lines and rules of a page, upright.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Page {
    /// Its lines, from the top.
    pub lines: Vec<Line>,
    /// Its thin lines.
    pub rules: Vec<Area>,
    /// Its coloured areas.
    pub fills: Vec<Area>,
}

impl Line {
    /// The left edge of its first word.
    pub fn left(&self) -> Tenths {
        self.words.first().map_or(0, |word| word.left)
    }

    /// Its letters, with one space between words.
    pub fn text(&self) -> String {
        join(&self.words)
    }
}

/// The words with one space between them.
pub(super) fn join<'w>(words: impl IntoIterator<Item = &'w Word>) -> String {
    let words: Vec<&str> = words.into_iter().map(|word| word.text.as_str()).collect();
    words.join(" ")
}

/// Puts the letters of a page together to lines. Letters that are written another way than most
/// come last, as lines of their own, each in its own direction.
pub(super) fn lines_of(drawn: &Drawn) -> (Page, Vec<Line>) {
    let mut count = [0_usize; 4];
    for glyph in &drawn.glyphs {
        count[usize::from(glyph.turn & 3)] += 1;
    }
    let most = (0..4_u8)
        .max_by_key(|turn| (count[usize::from(*turn)], u8::MAX - turn))
        .unwrap_or(0);
    let mut aside = Vec::new();
    let mut lines = Vec::new();
    for turn in 0..4 {
        let glyphs: Vec<Glyph> = drawn
            .glyphs
            .iter()
            .filter(|glyph| glyph.turn == turn && is_inside(drawn, glyph))
            .copied()
            .collect();
        let found = lines_one_way(glyphs);
        if turn == most {
            lines = found;
            settle_joints(&mut lines);
        } else {
            aside.extend(found);
        }
    }
    let turned = |areas: &[Area]| areas.iter().map(|area| turn_area(*area, most)).collect();
    let page = Page {
        lines,
        rules: turned(&drawn.rules),
        fills: turned(&drawn.fills),
    };
    (page, aside)
}

/// On a page that does not write spaces their absence tells nothing.
fn settle_joints(lines: &mut [Line]) {
    let joints = || {
        lines
            .iter()
            .flat_map(|line| line.words.iter().skip(1).map(|word| word.joint))
    };
    let written = joints().filter(|joint| *joint != Joint::Apart).count();
    if written * 10 < joints().count() * 3 {
        for word in lines.iter_mut().flat_map(|line| &mut line.words) {
            if word.joint == Joint::Apart {
                word.joint = Joint::Loose;
            }
        }
    }
}

/// Whether any of the letter is on the page: what is beside it is not printed.
fn is_inside(drawn: &Drawn, glyph: &Glyph) -> bool {
    let (x, y) = match glyph.turn {
        0 => (glyph.left, glyph.base),
        1 => (-glyph.base, glyph.left),
        2 => (-glyph.left, -glyph.base),
        _ => (glyph.base, -glyph.left),
    };
    (-20..=drawn.width + 20).contains(&x) && (-20..=drawn.height + 20).contains(&y)
}

/// The area as it stands when the page is turned so that its letters are upright.
fn turn_area(area: Area, turn: u8) -> Area {
    let Area {
        left,
        top,
        right,
        bottom,
    } = area;
    let (left, top, right, bottom) = match turn {
        0 => (left, top, right, bottom),
        1 => (top, -right, bottom, -left),
        2 => (-right, -bottom, -left, -top),
        _ => (-bottom, left, -top, right),
    };
    Area {
        left,
        top,
        right,
        bottom,
    }
}

/// A letter of a line, and whether it is raised or lowered against it.
#[derive(Clone, Copy)]
struct Placed {
    glyph: Glyph,
    raised: bool,
}

fn lines_one_way(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    glyphs.sort_by_key(|glyph| (glyph.base, glyph.left));
    let mut groups: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs {
        let joins = groups
            .last()
            .and_then(|group| group.last())
            .is_some_and(|last| {
                let size = last.size.min(glyph.size);
                glyph.base - last.base <= (size * 12 / 100).max(2)
            });
        match groups.last_mut() {
            Some(group) if joins => group.push(glyph),
            _ => groups.push(vec![glyph]),
        }
    }
    let mut lines: Vec<Vec<Placed>> = groups
        .into_iter()
        .map(|group| {
            group
                .into_iter()
                .map(|glyph| Placed {
                    glyph,
                    raised: false,
                })
                .collect()
        })
        .collect();
    attach_marks(&mut lines);
    let mut lines: Vec<Line> = lines.into_iter().filter_map(words_of).collect();
    lines.sort_by_key(|line| (line.base, line.left()));
    lines
}

/// The size of most letters of a line.
fn usual_size(line: &[Placed]) -> Tenths {
    let mut sizes: Vec<Tenths> = line
        .iter()
        .filter(|placed| !placed.glyph.letter.is_whitespace() && !placed.raised)
        .map(|placed| placed.glyph.size)
        .collect();
    sizes.sort_unstable();
    sizes.get(sizes.len() / 2).copied().unwrap_or(0)
}

/// Moves raised and lowered letters to the line whose letters they follow or precede.
fn attach_marks(lines: &mut Vec<Vec<Placed>>) {
    let sizes: Vec<Tenths> = lines.iter().map(|line| usual_size(line)).collect();
    for index in 0..lines.len() {
        let mut runs = runs_of(std::mem::take(&mut lines[index]));
        for run in &mut runs {
            if let Some(host) = host_of(run, index, lines, &sizes) {
                for placed in run.iter_mut() {
                    placed.raised = true;
                }
                lines[host].append(run);
            }
        }
        lines[index] = runs.into_iter().flatten().collect();
    }
    lines.retain(|line| !line.is_empty());
}

/// The letters of a line from left to right, cut at each gap of half a letter.
fn runs_of(mut line: Vec<Placed>) -> Vec<Vec<Placed>> {
    line.sort_by_key(|placed| placed.glyph.left);
    let mut runs: Vec<Vec<Placed>> = Vec::new();
    for placed in line {
        let joins = runs.last().and_then(|run| run.last()).is_some_and(|last| {
            placed.glyph.left - last.glyph.right <= placed.glyph.size / 2
                && placed.glyph.size == last.glyph.size
        });
        match runs.last_mut() {
            Some(run) if joins => run.push(placed),
            _ => runs.push(vec![placed]),
        }
    }
    runs
}

/// The line that a small run is raised or lowered against.
fn host_of(run: &[Placed], index: usize, lines: &[Vec<Placed>], sizes: &[Tenths]) -> Option<usize> {
    let printed = |placed: &&Placed| !placed.glyph.letter.is_whitespace();
    let (first, last) = (run.iter().find(printed)?, run.iter().rev().find(printed)?);
    let size = first.glyph.size;
    let near = |other: &usize| {
        let far = lines[*other]
            .first()
            .map(|placed| (placed.glyph.base - first.glyph.base).abs());
        far.is_some_and(|far| far <= sizes[*other])
    };
    let before = (0..index).rev().take(3);
    let after = index + 1..(index + 4).min(lines.len());
    before.chain(after).filter(near).find(|other| {
        let host = sizes[*other];
        let Some(base) = lines[*other].iter().find(|placed| !placed.raised) else {
            return false;
        };
        // above zero if the run stands higher
        let rise = base.glyph.base - first.glyph.base;
        let smaller = size * 100 <= host * 86;
        let shifted =
            (rise > 0 && rise * 100 <= host * 70) || (rise < 0 && -rise * 100 <= host * 35);
        smaller
            && shifted
            && lines[*other].iter().any(|placed| {
                let letter = placed.glyph;
                !letter.letter.is_whitespace()
                    && !placed.raised
                    && ((first.glyph.left - letter.right).abs() * 100 <= host * 30
                        || (letter.left - last.glyph.right).abs() * 100 <= host * 30)
            })
    })
}

/// The words of a line: letters between spaces and gaps.
fn words_of(mut line: Vec<Placed>) -> Option<Line> {
    let size = usual_size(&line);
    line.sort_by_key(|placed| placed.glyph.left);
    let base = line.iter().find(|placed| !placed.raised)?.glyph.base;
    let mut words: Vec<Word> = Vec::new();
    let mut last: Option<Placed> = None;
    let mut space: Option<Tenths> = None;
    for placed in line {
        let glyph = placed.glyph;
        if glyph.letter.is_whitespace() || glyph.letter.is_control() {
            space = Some(glyph.right - glyph.left);
            continue;
        }
        if is_repeated(last, placed) {
            continue;
        }
        let gap = last.map_or(0, |last| glyph.left - last.glyph.right);
        let breaks =
            last.is_none_or(|last| space.is_some_and(|_| gap >= 0) || is_gap(last, placed, gap));
        if breaks {
            words.push(Word {
                text: String::new(),
                left: glyph.left,
                right: glyph.right,
                base,
                size: glyph.size,
                joint: match space {
                    Some(space) if (gap - space).abs() <= (space / 8).max(2) => Joint::Glued,
                    Some(_) => Joint::Loose,
                    None => Joint::Apart,
                },
            });
        }
        if let Some(word) = words.last_mut() {
            word.text.push(letter_in(&word.text, placed));
            word.right = word.right.max(glyph.right);
            word.size = word.size.max(glyph.size);
        }
        space = None;
        last = Some(placed);
    }
    (!words.is_empty()).then_some(Line { base, size, words })
}

/// Whether the letter is the one before drawn again to look bold.
fn is_repeated(last: Option<Placed>, placed: Placed) -> bool {
    last.is_some_and(|last| {
        last.glyph.letter == placed.glyph.letter
            && last.glyph.size == placed.glyph.size
            && (placed.glyph.left - last.glyph.left) * 4 < last.glyph.right - last.glyph.left
    })
}

/// Whether a gap without a space in the file separates two words.
fn is_gap(last: Placed, placed: Placed, gap: Tenths) -> bool {
    let size = last.glyph.size.min(placed.glyph.size);
    let figures = last.glyph.letter.is_ascii_digit() && placed.glyph.letter.is_ascii_digit();
    gap * 100 > size * if figures { 11 } else { 17 }
}

/// The letter as it is shown: a raised digit that follows a figure must not look like one of its
/// digits.
fn letter_in(word: &str, placed: Placed) -> char {
    let follows = word
        .chars()
        .next_back()
        .is_some_and(|last| last.is_ascii_digit() || is_raised_digit(last) || "%),".contains(last));
    let figure = word.chars().any(|letter| letter.is_ascii_digit());
    if !(placed.raised && follows && figure) {
        return placed.glyph.letter;
    }
    raised(placed.glyph.letter)
}
