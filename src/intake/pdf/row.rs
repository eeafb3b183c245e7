//! Which lines of a table belong to one row.

use super::glyph::Tenths;

/// What is known of a line of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct LineFacts {
    /// What it stands on.
    pub base: Tenths,
    /// The size of its letters.
    pub size: Tenths,
    /// What stands in the column of labels.
    pub label: String,
    /// How many cells beside the label are figures or blanks.
    pub values: usize,
    /// How many cells beside the label are text.
    pub texts: usize,
    /// Whether all it has are marks that refer to notes.
    pub only_marks: bool,
    /// Whether a rule stands between it and the line before.
    pub ruled: bool,
}

impl LineFacts {
    fn has_label(&self) -> bool {
        !self.label.is_empty()
    }

    fn is_full(&self) -> bool {
        self.has_label() && self.values > 0
    }

    fn is_label_only(&self) -> bool {
        self.has_label() && self.values + self.texts == 0
    }
}

/// How a line stands to the row before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joins {
    /// It begins a row.
    New,
    /// It continues the row before.
    Before,
    /// It begins a row that the next line continues.
    After,
}

/// The row of each line, from 0.
pub(super) fn rows_of(lines: &[LineFacts]) -> Vec<usize> {
    let leading = usual_leading(lines);
    let by_rules = is_ruled(lines);
    let mut rows = Vec::with_capacity(lines.len());
    let (mut row, mut pending) = (0_usize, false);
    for (index, line) in lines.iter().enumerate() {
        if index == 0 {
            pending = joins(lines, 0, leading) == Joins::After;
            rows.push(0);
            continue;
        }
        let joins = if by_rules {
            if line.ruled {
                Joins::New
            } else {
                Joins::Before
            }
        } else if line.ruled && !pending {
            match joins(lines, index, leading) {
                Joins::After => Joins::After,
                _ => Joins::New,
            }
        } else {
            joins(lines, index, leading)
        };
        if !(joins == Joins::Before || pending && !line.ruled) {
            row += 1;
        }
        pending = !by_rules && (joins == Joins::After || pending && line.is_label_only());
        rows.push(row);
    }
    rows
}

/// Whether rules separate the rows: nearly every pair of full lines has one between.
fn is_ruled(lines: &[LineFacts]) -> bool {
    let full: Vec<usize> = (0..lines.len())
        .filter(|index| lines[*index].is_full())
        .collect();
    let ruled = full
        .windows(2)
        .filter(|pair| lines[pair[0] + 1..=pair[1]].iter().any(|line| line.ruled))
        .count();
    full.len() > 2 && ruled * 10 >= (full.len() - 1) * 9
}

/// The usual distance between two lines of figures that follow one another.
fn usual_leading(lines: &[LineFacts]) -> Option<Tenths> {
    let mut gaps: Vec<Tenths> = lines
        .windows(2)
        .filter(|pair| pair.iter().all(LineFacts::is_full))
        .map(|pair| pair[1].base - pair[0].base)
        .collect();
    gaps.sort_unstable();
    gaps.get(gaps.len() / 2).copied()
}

fn joins(lines: &[LineFacts], index: usize, leading: Option<Tenths>) -> Joins {
    let line = &lines[index];
    let before = index.checked_sub(1).map(|before| &lines[before]);
    let after = lines.get(index + 1);
    let up = before.map_or(Tenths::MAX, |before| line.base - before.base);
    let down = after.map_or(Tenths::MAX, |after| after.base - line.base);
    let is_tight = |gap: Tenths| match leading {
        Some(leading) => gap < leading.saturating_mul(93) / 100,
        None => gap < line.size.saturating_mul(125) / 100,
    };
    if line.only_marks && before.is_some() {
        return Joins::Before;
    }
    if line.is_full() {
        // a row that has its figures already is not this one
        let is_near = |other: &LineFacts| line.base - other.base < line.size * 8 / 10;
        let mut above = lines[..index].iter().rev();
        let is_another = above.find(|it| it.is_full()).is_some_and(|it| {
            let gap = line.base - it.base;
            !is_near(it) && leading.is_some_and(|leading| gap * 10 < leading.saturating_mul(13))
        });
        let overlaps = before.is_some_and(is_near) && !is_another;
        return if overlaps { Joins::Before } else { Joins::New };
    }
    if line.has_label() && line.values + line.texts > 0 || line.is_label_only() {
        return label_joins(line, before, after, is_tight(up), is_tight(down));
    }
    if line.values > 0 {
        let continues = before.is_some_and(|before| before.is_label_only())
            || is_tight(up) && up.saturating_mul(100) < leading.unwrap_or(up).saturating_mul(80);
        return if continues && before.is_some() {
            Joins::Before
        } else {
            Joins::New
        };
    }
    if before.is_some() {
        Joins::Before
    } else {
        Joins::New
    }
}

/// Where a line without figures belongs.
fn label_joins(
    line: &LineFacts,
    before: Option<&LineFacts>,
    after: Option<&LineFacts>,
    tight_up: bool,
    tight_down: bool,
) -> Joins {
    let goes_on = |label: &str| {
        label
            .chars()
            .next()
            .is_some_and(|first| first.is_lowercase() || first == '(')
    };
    let open = |label: &str| label.ends_with('-') || label.ends_with(',') || label.ends_with('/');
    let full_before = before.is_some_and(|before| before.values > 0 || before.is_label_only());
    match (
        tight_up && full_before,
        tight_down && after.is_some_and(|after| after.values > 0),
    ) {
        (true, false) => return Joins::Before,
        (false, true) => return Joins::After,
        _ => {}
    }
    if before.is_some_and(|before| goes_on(&line.label) || open(&before.label)) {
        return Joins::Before;
    }
    let continued = after.is_some_and(|after| {
        after.values > 0 && (!after.has_label() || goes_on(&after.label) || open(&line.label))
    });
    if continued {
        return Joins::After;
    }
    if tight_up && full_before {
        Joins::Before
    } else {
        Joins::New
    }
}
