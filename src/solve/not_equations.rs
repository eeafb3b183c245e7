//! Statements that are no equation for a figure, which are judged anew for every value it may have.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Problem;
use super::compile::Compiler;
use crate::exact::{PrintedNumber, Ratio};
use crate::statements::{FigureId, Occurrence, Rows, Statement, Values, Verdict, judge_row};

/// How many statements may be judged anew for one problem, and as many again for each violated one.
const MOST_JUDGED: usize = 1_000_000;
const MOST_JUDGED_EACH: usize = 100;

/// For each figure, the statements that hold and are no equation for it.
pub(super) struct NotEquations<'t> {
    by_figure: FxHashMap<usize, RefCell<OfFigure<'t>>>,
    answers: RefCell<FxHashMap<(usize, Ratio), bool>>,
    left: Cell<usize>,
}

/// The statements that are no equation for one figure.
#[derive(Default)]
struct OfFigure<'t> {
    lists: Vec<AllBut<'t>>,
    /// One that a value broke: what one value breaks the next will break too.
    broken: Option<Statement<'t>>,
}

/// Statements that are shared with other figures, but for those of some rows.
struct AllBut<'t> {
    statements: Rc<[Statement<'t>]>,
    rows: FxHashSet<Option<usize>>,
}

impl<'t> NotEquations<'t> {
    /// Adds the relations that hold and that a candidate stands in; returns the statements that are no
    /// equation for it.
    pub fn add_holding(
        compiler: &mut Compiler<'_, '_>,
        problem: &Problem<'_, 't>,
    ) -> NotEquations<'t> {
        let mut adding = Adding {
            problem,
            whole: FxHashMap::default(),
            known: FxHashMap::default(),
            by_figure: FxHashMap::default(),
        };
        for position in compiler.system.all_candidates() {
            let figure = compiler.system.figures[position].id;
            for place in problem.around.places(figure) {
                adding.add(compiler, (position, figure), &place);
            }
        }
        let by_figure = adding.by_figure.into_iter();
        let for_each = MOST_JUDGED_EACH.saturating_mul(problem.violated.len());
        NotEquations {
            by_figure: by_figure.map(|(it, of)| (it, of.into())).collect(),
            answers: RefCell::default(),
            left: Cell::new(MOST_JUDGED.saturating_add(for_each)),
        }
    }

    /// Whether they all hold with another number in the place of the figure; nothing if too many were
    /// judged.
    pub fn hold_with(
        &self,
        figure: FigureId,
        position: usize,
        number: &PrintedNumber,
        values: &Values<'_>,
    ) -> Option<bool> {
        let Some(own) = self.by_figure.get(&position) else {
            return Some(true);
        };
        let key = (position, number.value());
        if let Some(answer) = self.answers.borrow().get(&key) {
            return Some(*answer);
        }
        let mut own = own.borrow_mut();
        let changed = values.with(figure, *number);
        let fails = |statement: Statement<'t>| {
            self.left.set(self.left.get().checked_sub(1)?);
            let judged = judge_row(statement, &changed);
            Some(judged.is_some_and(|it| it.verdict != Verdict::Holds))
        };
        let mut all_hold = match own.broken {
            Some(broken) => !fails(broken)?,
            None => true,
        };
        let mut broken = None;
        for list in own.lists.iter().filter(|_| all_hold) {
            let asked = list.statements.iter();
            for &statement in asked.filter(|it| !list.rows.contains(&it.row)) {
                if fails(statement)? {
                    broken = Some(statement);
                    break;
                }
            }
            if broken.is_some() {
                all_hold = false;
                break;
            }
        }
        own.broken = broken.or(own.broken);
        self.answers.borrow_mut().insert(key, all_hold);
        Some(all_hold)
    }
}

/// The statements of a template that hold, each as a relation where it can be written as one.
struct Whole<'t> {
    /// Those that are no relation.
    others: Rc<[Statement<'t>]>,
    equations: Rc<[Statement<'t>]>,
    /// The place of each relation among the equations.
    places: FxHashMap<usize, usize>,
    /// The long sums that stand in all of the relations, and in some.
    sums_of_all: FxHashSet<usize>,
    sums_of_some: FxHashSet<usize>,
}

/// Puts the statements around the candidates into a system.
struct Adding<'a, 'p, 't> {
    problem: &'a Problem<'p, 't>,
    whole: FxHashMap<usize, Whole<'t>>,
    known: FxHashMap<(usize, Option<usize>), Option<usize>>,
    by_figure: FxHashMap<usize, OfFigure<'t>>,
}

impl<'t> Adding<'_, '_, 't> {
    fn add(
        &mut self,
        compiler: &mut Compiler<'_, '_>,
        (position, figure): (usize, FigureId),
        place: &Occurrence,
    ) {
        let found: Vec<AllBut<'t>> = match place.rows {
            Rows::Some(_) => {
                let found = self.of_rows(compiler, (position, figure), place);
                found.into_iter().collect()
            }
            Rows::All => self.of_all(compiler, (position, figure), place),
        };
        if !found.is_empty() {
            self.by_figure
                .entry(position)
                .or_default()
                .lists
                .extend(found);
        }
    }

    /// The relation of a statement that holds, added to the system.
    fn relation(
        &mut self,
        compiler: &mut Compiler<'_, '_>,
        statement: Statement<'t>,
    ) -> Option<usize> {
        let known = self.known.entry((statement.check(), statement.row));
        *known.or_insert_with(|| {
            let relation = compiler.relation(statement)?;
            // what seems to hold only if a figure were two is no equation to keep
            (!relation.violated).then(|| compiler.system.add(relation))
        })
    }

    fn of_rows(
        &mut self,
        compiler: &mut Compiler<'_, '_>,
        (position, figure): (usize, FigureId),
        place: &Occurrence,
    ) -> Option<AllBut<'t>> {
        let mut found = Vec::new();
        for statement in self.problem.around.holding(place) {
            let relation = self.relation(compiler, statement);
            let written = relation.is_some_and(|it| compiler.system.stands_in(position, it));
            if !written || self.chooses(statement, figure) {
                found.push(statement);
            }
        }
        all(found.into())
    }

    /// Those of a template that a figure stands in whatever the row: made once, and shared.
    fn of_all(
        &mut self,
        compiler: &mut Compiler<'_, '_>,
        (position, figure): (usize, FigureId),
        place: &Occurrence,
    ) -> Vec<AllBut<'t>> {
        if !self.whole.contains_key(&place.template) {
            let whole = self.whole(compiler, place);
            self.whole.insert(place.template, whole);
        }
        let whole = &self.whole[&place.template];
        let (others, equations) = (Rc::clone(&whole.others), Rc::clone(&whole.equations));
        let first = equations.first().or(others.first());
        if first.is_some_and(|it| self.chooses(*it, figure)) {
            return all(others).into_iter().chain(all(equations)).collect();
        }
        let system = &compiler.system;
        let sums = system.sums_of(position);
        let in_all = sums.iter().any(|it| whole.sums_of_all.contains(it));
        let in_some = sums.iter().any(|it| whole.sums_of_some.contains(it));
        let mut not_in: Vec<Statement<'t>> = Vec::new();
        let mut rows = FxHashSet::default();
        if in_all || in_some {
            // it stands in the others through the sum
            let touched = |it: &usize| whole.places.contains_key(it);
            let asked: Vec<usize> = match in_all {
                true => system.touched_by(position).filter(touched).collect(),
                false => whole.places.keys().copied().collect(),
            };
            let mut places: Vec<usize> = asked
                .into_iter()
                .filter(|it| !system.stands_in(position, *it))
                .map(|it| whole.places[&it])
                .collect();
            places.sort_unstable();
            places.dedup();
            not_in.extend(places.into_iter().map(|it| equations[it]));
            return all(others).into_iter().chain(all(not_in.into())).collect();
        }
        for relation in system.touched_by(position) {
            if let Some(&at) = whole.places.get(&relation)
                && system.stands_in(position, relation)
            {
                rows.insert(equations[at].row);
            }
        }
        let rest = (rows.len() < equations.len()).then_some(AllBut {
            statements: equations,
            rows,
        });
        all(others).into_iter().chain(rest).collect()
    }

    fn whole(&mut self, compiler: &mut Compiler<'_, '_>, place: &Occurrence) -> Whole<'t> {
        let (mut others, mut equations) = (Vec::new(), Vec::new());
        let mut places = FxHashMap::default();
        let mut in_sum: FxHashMap<usize, usize> = FxHashMap::default();
        for statement in self.problem.around.holding(place) {
            let Some(relation) = self.relation(compiler, statement) else {
                others.push(statement);
                continue;
            };
            places.insert(relation, equations.len());
            equations.push(statement);
            let long = compiler.system.relations[relation]
                .sum
                .long_sums()
                .into_iter();
            let sums: FxHashSet<usize> = long.map(|(sum, _)| sum.number).collect();
            for sum in sums {
                *in_sum.entry(sum).or_default() += 1;
            }
        }
        let (of_all, of_some): (Vec<_>, Vec<_>) = in_sum
            .into_iter()
            .partition(|(_, count)| *count == equations.len());
        let named = |it: Vec<(usize, usize)>| it.into_iter().map(|(sum, _)| sum).collect();
        Whole {
            others: others.into(),
            equations: equations.into(),
            places,
            sums_of_all: named(of_all),
            sums_of_some: named(of_some),
        }
    }

    /// Whether a condition within a statement asks the figure: with another value it may be about other
    /// rows.
    fn chooses(&self, statement: Statement<'t>, figure: FigureId) -> bool {
        let numbers = self.problem.values.numbers();
        let comparison = statement.comparison();
        comparison.is_some_and(|it| {
            it.left.conditions_ask(figure, numbers) || it.right.conditions_ask(figure, numbers)
        })
    }
}

/// All of these statements, if there are any.
fn all(statements: Rc<[Statement<'_>]>) -> Option<AllBut<'_>> {
    (!statements.is_empty()).then(|| AllBut {
        statements,
        rows: FxHashSet::default(),
    })
}
