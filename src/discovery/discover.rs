//! From rows of printed cells to relations.

use super::bits::Bits;
use super::candidate::{Candidate, Operator, Outcome};
use super::grid::Grid;
use super::relation::{Class, Instance, Relation};
use super::search::search;
use super::view::{Axis, View};

/// What a law must have: found by chance in one table of 2¹³, of lines that stand apart one of 2²⁰.
const LAW: Bits = Bits::whole(13);
const LOOSE_LAW: Bits = Bits::whole(20);

/// The relations of a table, those of its columns first, the surest first.
pub fn discover<S: AsRef<str>>(rows: &[Vec<S>]) -> Vec<Relation> {
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
    relations
}

/// Whether so many exceptions fit slips of one figure in a hundred.
fn are_slips(exceptions: usize, of: usize) -> bool {
    exceptions == 0 || (exceptions <= 1 + of / 25 && exceptions * 3 <= of)
}

fn class(candidate: &Candidate) -> Class {
    let exceptions = candidate.of - candidate.holds;
    let is_sum = candidate.operator == Operator::Sum;
    // one record proves nothing of lines that stand apart
    let is_seen_once = candidate.is_loose && candidate.holds < 2;
    let floor = if is_sum && !candidate.is_loose { LAW } else { LOOSE_LAW };
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
    let spoken = candidate.outcomes.iter().enumerate().filter(|(_, outcome)| {
        !matches!(outcome, Outcome::Silent | Outcome::Apart)
    });
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
        parts: candidate.parts.iter().map(|part| view.lines[*part].at).collect(),
        scale: candidate.scale,
        holds: candidate.holds,
        of: candidate.of,
        bits: candidate.score,
        instances: instances.collect(),
    }
}
