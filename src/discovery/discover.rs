//! From rows of printed cells to relations.

use super::bits::Bits;
use super::candidate::{Candidate, Operator, Outcome, are_slips};
use super::grid::Grid;
use super::nothing::NothingFound;
use super::relation::{Class, Instance, Relation};
use super::search::search;
use super::view::{Axis, View};

/// What a law must have: found by chance in one table of 2¹³, of lines that stand apart one of 2²⁰.
const LAW: Bits = Bits::whole(13);
const LOOSE_LAW: Bits = Bits::whole(20);

/// What is known of a table.
#[derive(Clone, Debug)]
pub struct Discovered {
    /// Its relations, the surest first.
    pub relations: Vec<Relation>,
    /// Why there are none.
    pub nothing: Option<NothingFound>,
    column_labels: Vec<String>,
    row_labels: Vec<String>,
}

impl Discovered {
    /// The words beside a row or above a column; nothing where there are none.
    pub fn label(&self, axis: Axis, line: usize) -> &str {
        let labels = match axis {
            Axis::Columns => &self.column_labels,
            Axis::Rows => &self.row_labels,
        };
        labels.get(line).map_or("", String::as_str)
    }
}

/// Finds the relations of a table.
///
/// ```
/// use statsbidrag::discovery::{Class, discover};
/// let rows: Vec<Vec<&str>> = [
///     "Kommun;Kvinnor;Män;Totalt", "Ale;15 203;15 880;31 083",
///     "Alingsås;20 711;20 941;41 652", "Boden;13 954;14 126;28 080",
/// ]
/// .iter()
/// .map(|row| row.split(';').collect())
/// .collect();
/// let found = discover(&rows);
/// assert_eq!(found.relations[0].class, Class::Law);
/// assert_eq!((found.relations[0].target, &found.relations[0].parts[..]), (3, &[1, 2][..]));
/// ```
pub fn discover<S: AsRef<str>>(rows: &[Vec<S>]) -> Discovered {
    let grid = Grid::read(rows);
    let mut relations = Vec::new();
    for axis in [Axis::Columns, Axis::Rows] {
        let view = View::of(&grid, axis);
        let book = search(&view);
        relations.extend(book.accepted.iter().map(|it| relation(&view, it)));
    }
    relations.sort_by(|a, b| {
        (b.bits.cmp(&a.bits))
            .then(a.axis.cmp(&b.axis))
            .then(a.operator.cmp(&b.operator))
            .then(a.target.cmp(&b.target))
            .then(a.parts.cmp(&b.parts))
    });
    Discovered {
        nothing: relations.is_empty().then(|| NothingFound::of(&grid)),
        relations,
        column_labels: grid.column_labels,
        row_labels: grid.row_labels,
    }
}

fn class(candidate: &Candidate) -> Class {
    let exceptions = candidate.of - candidate.holds;
    let is_sum = candidate.operator == Operator::Sum;
    // one record proves nothing of lines that stand apart
    let is_seen_once = candidate.is_loose && candidate.holds < 2;
    let floor = if is_sum && !candidate.is_loose {
        LAW
    } else {
        LOOSE_LAW
    };
    let is_proved = candidate.score >= floor && !is_seen_once;
    if is_proved && are_slips(exceptions, candidate.of) {
        return Class::Law;
    }
    let is_said = candidate.labelled && !is_seen_once;
    let holds_mostly = is_sum && exceptions * 4 <= candidate.of;
    if is_said && (exceptions == 0 || holds_mostly) {
        Class::Declared
    } else {
        Class::Habit
    }
}

fn relation(view: &View, candidate: &Candidate) -> Relation {
    let place = |line: usize, record: usize| match view.axis {
        Axis::Columns => [view.records[record], view.lines[line].at],
        Axis::Rows => [view.lines[line].at, view.records[record]],
    };
    let spoken = candidate
        .outcomes
        .iter()
        .enumerate()
        .filter(|(_, outcome)| !matches!(outcome, Outcome::Silent | Outcome::Apart));
    let instances = spoken.map(|(record, outcome)| Instance {
        target: Some(place(candidate.target, record)),
        parts: (candidate.parts.iter())
            .filter(|part| view.at(**part, record).is_number())
            .map(|part| place(*part, record))
            .collect(),
        holds: *outcome != Outcome::Differs,
    });
    Relation {
        operator: candidate.operator,
        class: class(candidate),
        axis: view.axis,
        target: view.lines[candidate.target].at,
        parts: candidate
            .parts
            .iter()
            .map(|part| view.lines[*part].at)
            .collect(),
        scale: candidate.scale,
        holds: candidate.holds,
        of: candidate.of,
        is_rounded: candidate.is_rounded,
        bits: candidate.score,
        instances: instances.collect(),
    }
}
