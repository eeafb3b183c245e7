//! Statements that are no equation for a figure, which are asked of every value it may have.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::Problem;
use super::compile::Compiler;
use crate::exact::{PrintedNumber, Ratio};
use crate::statements::{FigureId, Statement, Values, Verdict, judge_row};

/// For each figure, the statements that hold and are no equation for it.
pub(super) struct Unwritten<'t> {
    by_figure: FxHashMap<usize, RefCell<Vec<Statement<'t>>>>,
    answers: RefCell<FxHashMap<(usize, Ratio), bool>>,
}

impl<'t> Unwritten<'t> {
    /// Adds the relations that hold and that a candidate stands in; returns those that are no equation
    /// for it.
    pub fn add_holding(
        compiler: &mut Compiler<'_, '_>,
        problem: &Problem<'_, 't>,
    ) -> Unwritten<'t> {
        let mut by_figure: FxHashMap<usize, RefCell<Vec<Statement<'t>>>> = FxHashMap::default();
        let mut known: FxHashMap<(usize, Option<usize>), Option<usize>> = FxHashMap::default();
        for position in compiler.system.all_candidates() {
            let figure = compiler.system.figures[position].id;
            for statement in problem.around.holding(figure) {
                let instance = (statement.check(), statement.row);
                let relation = *known.entry(instance).or_insert_with(|| {
                    let relation = compiler.relation(statement)?;
                    // what seems to hold only if a figure were two is no equation to keep
                    (!relation.violated).then(|| compiler.system.add(relation))
                });
                let written = relation.is_some_and(|it| compiler.system.stands_in(position, it));
                let chooses = statement
                    .comparison()
                    .is_some_and(|it| it.left.has_condition() || it.right.has_condition());
                if !written || chooses {
                    let statements = by_figure.entry(position).or_default();
                    statements.get_mut().push(statement);
                }
            }
        }
        Unwritten {
            by_figure,
            answers: RefCell::default(),
        }
    }

    /// Whether they all hold with another number in the place of the figure.
    pub fn holds_with(
        &self,
        figure: FigureId,
        position: usize,
        number: &PrintedNumber,
        values: &Values<'_>,
    ) -> bool {
        let Some(statements) = self.by_figure.get(&position) else {
            return true;
        };
        let asked = (position, number.value());
        if let Some(answer) = self.answers.borrow().get(&asked) {
            return *answer;
        }
        let changed = values.with(figure, *number);
        let mut statements = statements.borrow_mut();
        let fails = statements.iter().position(|&statement| {
            judge_row(statement, &changed).is_some_and(|it| it.verdict != Verdict::Holds)
        });
        // what one value breaks the next will break too: it is asked first
        if let Some(at) = fails {
            statements.swap(0, at);
        }
        self.answers.borrow_mut().insert(asked, fails.is_none());
        fails.is_none()
    }
}
