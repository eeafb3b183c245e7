//! From rows of printed cells to relations.

use rustc_hash::FxHashSet;

use super::apart::are_slips;
use super::bits::Bits;
use super::book::Book;
use super::candidate::{Candidate, Operator, Outcome};
use super::grid::Grid;
use super::nothing::NothingFound;
use super::relation::{Class, Instance, Relation};
use super::search::{search, search_by_total};
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
    let mut books = [Axis::Columns, Axis::Rows].map(|axis| {
        let view = View::of(&grid, axis);
        let book = search(&view);
        (view, book)
    });
    let [(columns, of_columns), (rows, of_rows)] = &mut books;
    search_by_total(columns, of_columns, (rows, of_rows));
    set_records_apart(&mut books);
    let mut relations = Vec::new();
    for (view, book) in &books {
        relations.extend(book.accepted.iter().map(|it| relation(view, it)));
    }
    relations.sort_by(|a, b| {
        (b.bits.cmp(&a.bits))
            .then(a.axis.cmp(&b.axis))
            .then(a.operator.cmp(&b.operator))
            .then(a.target.cmp(&b.target))
            .then(a.parts.cmp(&b.parts))
    });
    Discovered {
        nothing: relations.is_empty().then(|| NothingFound::of(&books[0].0)),
        relations,
        column_labels: grid.column_labels,
        row_labels: grid.row_labels,
    }
}

/// Of so many relations a record breaks each that it takes part in before it is one of another kind.
const BREAKS_ALL: usize = 3;

/// Records for which relations are not meant: those that break all of them, and totals where the
/// relation is a mean or a ratio.
fn set_records_apart(books: &mut [(View, Book); 2]) {
    let totals = books.each_ref().map(|(view, book)| {
        let sums = book
            .accepted
            .iter()
            .filter(|it| it.operator == Operator::Sum);
        let targets = sums.map(|it| view.lines[it.target].at);
        targets.collect::<FxHashSet<usize>>()
    });
    let [columns, rows] = totals;
    for ((view, book), totals) in books.iter_mut().zip([rows, columns]) {
        let count = |record: usize, test: fn(&Outcome) -> bool| {
            let spoken = book
                .accepted
                .iter()
                .filter(|it| it.outcomes.get(record).is_some_and(test));
            spoken.count()
        };
        let breaks_all = |record: usize| {
            let holds = count(record, |it| matches!(it, Outcome::Holds | Outcome::Rounded));
            holds == 0 && count(record, |it| *it == Outcome::Differs) >= BREAKS_ALL
        };
        let strange: Vec<bool> = (0..view.records.len()).map(breaks_all).collect();
        for candidate in &mut book.accepted {
            let is_sum = candidate.operator == Operator::Sum;
            candidate.set_apart(|record| {
                strange[record] || (!is_sum && totals.contains(&view.records[record]))
            });
            candidate.excuse_twins(view);
        }
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
    let is_proved = !candidate.is_habit && candidate.score >= floor && !is_seen_once;
    if is_proved && are_slips(exceptions, candidate.of) {
        // the whole is printed nowhere: a part that only one record has may have no column
        return match candidate.operator == Operator::RestOfHundred && exceptions > 0 {
            true => Class::Declared,
            false => Class::Law,
        };
    }
    // a label says that it is a total, and not of which lines that stand apart
    let outcomes = candidate.outcomes.iter().zip(&candidate.near);
    let is_far = |(outcome, near): (&Outcome, &bool)| *outcome == Outcome::Differs && !near;
    let is_likely =
        !candidate.is_loose || (candidate.score >= LAW && !outcomes.into_iter().any(is_far));
    let is_said = candidate.labelled && !is_seen_once && is_likely;
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
            .flat_map(|part| {
                let records = std::iter::once(record).chain(candidate.total);
                records.map(move |record| (*part, record))
            })
            .filter(|(part, record)| view.at(*part, *record).is_number())
            .map(|(part, record)| place(part, record))
            .collect(),
        holds: *outcome != Outcome::Differs,
        is_near: candidate.near.get(record).copied().unwrap_or(false),
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
        factors: candidate.factors.clone(),
        total: candidate.total.map(|it| view.records[it]),
        whole: candidate.whole,
        holds: candidate.holds,
        of: candidate.of,
        is_rounded: candidate.is_rounded,
        bits: candidate.score,
        instances: instances.collect(),
    }
}
