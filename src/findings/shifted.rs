//! Figures that stand one step off: in the next column of their row, or the next row of their column.

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::FindingCell;
use super::localised::{JudgedDocument, StatementRef};
use crate::checks::FigureRef;
use crate::exact::{PrintedNumber, Ratio};
use crate::statements::{FigureId, Occurrence, Rows, Statement, Values};
use crate::tables::{Missing, Value};

/// At most so many figures are moved together.
const LONGEST_RUN: usize = 6;

/// As many figures may be used by the statements that are judged anew before the search is given up.
const EFFORT: usize = 3_000_000;

/// A shift mends at least so many violated statements: that of the place it leaves and that of the one
/// it comes to.
const FEWEST_MENDED: usize = 2;

/// Figures beside an empty cell that belong one step nearer to it, the outermost first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shift {
    /// The cells whose figures are moved, and last the empty one.
    cells: Vec<FigureRef>,
    /// The violated statements that it mends.
    pub mended: Vec<StatementRef>,
}

/// The shifts that mend what is violated where they touch it, leave all that holds holding, and are the
/// only ones that do. None if that takes too long to find out.
pub(super) fn shifts(document: JudgedDocument<'_, '_>, wrong: &[Statement<'_>]) -> Vec<Shift> {
    if wrong.len() < FEWEST_MENDED {
        return Vec::new();
    }
    let search = Search {
        document,
        violated: wrong.iter().map(|it| (it.check(), it.row)).collect(),
        places: RefCell::default(),
    };
    let mut left = EFFORT;
    let mut found: Vec<Shift> = Vec::new();
    let mut seen: FxHashSet<FigureId> = FxHashSet::default();
    for statement in wrong {
        let figures = document.values.figures(*statement);
        let Some(rest) = left.checked_sub(figures.len()) else {
            return Vec::new();
        };
        left = rest;
        for figure in figures {
            if !seen.insert(figure) {
                continue;
            }
            for run in search.runs_from(document.figures.figure(figure)) {
                match search.tried(run, &mut left) {
                    Some(shift) => found.extend(shift),
                    None => return Vec::new(),
                }
            }
        }
    }
    unrivalled(found)
}

/// Those whose statements no other shift mends.
fn unrivalled(mut found: Vec<Shift>) -> Vec<Shift> {
    let mut times: FxHashMap<StatementRef, usize> = FxHashMap::default();
    for statement in found.iter().flat_map(|it| &it.mended) {
        *times.entry(*statement).or_default() += 1;
    }
    found.retain(|it| it.mended.iter().all(|it| times.get(it) == Some(&1)));
    found
}

struct Search<'s, 'a> {
    document: JudgedDocument<'s, 'a>,
    violated: FxHashSet<StatementRef>,
    /// Where cells stand, each looked up once.
    places: RefCell<FxHashMap<FigureRef, Rc<[Occurrence]>>>,
}

impl<'s> Search<'s, '_> {
    /// The runs that could be moved into an empty cell beside this one, the empty cell last: each begins
    /// some cells behind it.
    fn runs_from(&self, figure: FigureRef) -> Vec<Vec<FigureRef>> {
        let FigureRef::Cell { table, row, column } = figure else {
            return Vec::new();
        };
        let mut runs = Vec::new();
        for (rows, forward) in [(false, true), (false, false), (true, true), (true, false)] {
            let step = |row: usize, column: usize, forward: bool| match (rows, forward) {
                (false, true) => Some((row, column + 1)),
                (false, false) => Some((row, column.checked_sub(1)?)),
                (true, true) => Some((row + 1, column)),
                (true, false) => Some((row.checked_sub(1)?, column)),
            };
            let cell = |(row, column)| FigureRef::Cell { table, row, column };
            let Some(empty) = step(row, column, forward).map(cell) else {
                continue;
            };
            if !self.is_of_a_kind(figure, empty) || !self.is_empty(empty) {
                continue;
            }
            let mut run = vec![figure, empty];
            let mut at = (row, column);
            while run.len() <= LONGEST_RUN + 1 {
                runs.push(run.clone());
                let Some(before) = step(at.0, at.1, !forward) else {
                    break;
                };
                at = before;
                if !self.is_of_a_kind(figure, cell(before)) || self.number(cell(before)).is_none() {
                    break;
                }
                run.insert(0, cell(before));
            }
        }
        runs
    }

    /// Whether both are cells of the body, and count the same.
    fn is_of_a_kind(&self, one: FigureRef, other: FigureRef) -> bool {
        let figures = self.document.figures;
        let of_body = |figure: FigureRef| {
            let FigureRef::Cell { table, row, column } = figure else {
                return None;
            };
            let table = figures.table(table);
            let is_body = table.rows.get(row).is_some_and(|it| !it.is_total);
            is_body.then(|| table.columns.get(column).map(|it| it.unit))?
        };
        of_body(one).is_some() && of_body(one) == of_body(other)
    }

    /// Whether nothing stands in a cell, or a mark for nothing.
    fn is_empty(&self, figure: FigureRef) -> bool {
        let FigureRef::Cell { table, row, column } = figure else {
            return false;
        };
        match self.document.figures.table(table).cell(row, column).value {
            Value::Missing(Missing::Dash | Missing::Dot | Missing::Empty) => true,
            Value::Number(number) => number.value().is_zero(),
            Value::Missing(Missing::Note | Missing::Withheld) | Value::Text => false,
        }
    }

    fn number(&self, figure: FigureRef) -> Option<PrintedNumber> {
        self.document
            .values
            .number(self.document.figures.id(figure))
    }

    /// What a run says if it is moved: inside, nothing if that does not mend what it touches. Nothing at
    /// all when the effort is spent.
    fn tried(&self, cells: Vec<FigureRef>, left: &mut usize) -> Option<Option<Shift>> {
        let document = self.document;
        let Some(values) = self.moved(&cells) else {
            return Some(None);
        };
        let mut places: Vec<Rc<[Occurrence]>> = Vec::with_capacity(cells.len());
        places.extend(cells.iter().map(|it| self.places(*it)));
        let places = || places.iter().flat_map(|it| it.iter());
        let mut mended: Vec<StatementRef> = places()
            .flat_map(|it| document.violated_at(it, &self.violated))
            .collect();
        mended.sort_unstable();
        mended.dedup();
        if mended.len() < FEWEST_MENDED {
            return Some(None);
        }
        let mut all_hold = |statements: Vec<StatementRef>| {
            for (check, row) in statements {
                let statement = document.templates[check].at(row);
                *left = left.checked_sub(document.values.figures(statement).len())?;
                if values.holds(statement) == Some(false) {
                    return Some(false);
                }
            }
            Some(true)
        };
        // what is violated is asked first: few shifts mend it
        if !all_hold(mended.clone())? {
            return Some(None);
        }
        for place in places() {
            if !all_hold(document.holding_at(place))? {
                return Some(None);
            }
        }
        Some(Some(Shift { cells, mended }))
    }

    /// The figures with each one step on, and nothing left behind.
    fn moved(&self, cells: &[FigureRef]) -> Option<Values<'s>> {
        let id = |cell: FigureRef| self.document.figures.id(cell);
        let first = self.number(*cells.first()?)?;
        let nothing = first.with_value(Ratio::ZERO);
        let mut values = self.document.values.with(id(cells[0]), nothing);
        for pair in cells.windows(2) {
            values = values.with(id(pair[1]), self.number(pair[0])?);
        }
        Some(values)
    }

    /// Where a cell stands, or an empty one would.
    fn places(&self, cell: FigureRef) -> Rc<[Occurrence]> {
        if let Some(known) = self.places.borrow().get(&cell) {
            return Rc::clone(known);
        }
        let document = self.document;
        let mut places = document.index.places(document.figures.id(cell));
        if let FigureRef::Cell { table, column, .. } = cell
            && self.number(cell).is_none()
        {
            // what is added up down the column takes it, too
            let mut body = document.figures.table(table).body();
            let fellow = body.find_map(|row| {
                let fellow = FigureRef::Cell { table, row, column };
                self.number(fellow).map(|_| document.figures.id(fellow))
            });
            let of_all = fellow
                .map(|it| document.index.places(it))
                .unwrap_or_default();
            places.extend(of_all.into_iter().filter(|it| it.rows == Rows::All));
        }
        let places: Rc<[Occurrence]> = places.into();
        self.places.borrow_mut().insert(cell, Rc::clone(&places));
        places
    }
}

impl Shift {
    /// The cells whose figures are moved, and the one that is empty.
    pub(super) fn told(
        &self,
        document: JudgedDocument<'_, '_>,
    ) -> Option<(Vec<FindingCell>, FindingCell)> {
        let mut cells = self.cells.iter();
        let cell = |it: &FigureRef| FindingCell::of(*it, document.figures);
        let empty = cells.next_back().map(cell)?;
        Some((cells.map(cell).collect(), empty))
    }
}
