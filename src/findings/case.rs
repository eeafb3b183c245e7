//! A check with what came of it, and one of its statements.

use std::cell::Cell;

use super::FindingCell;
use crate::checks::{Check, FigureRef, Figures};
use crate::exact::{Interval, PrintedNumber};
use crate::statements::{
    Arithmetic, FigureId, Judged, JudgedTemplate, Statement, Template, Term, Use, Values,
};
use crate::tables::Unit;

/// The most figures that the findings of one check list; then the figures of an aggregate are listed
/// by the first and the last.
const MOST_LISTED: usize = 20_000;

/// A check with what came of it.
#[derive(Debug)]
pub struct JudgedCheck<'c, 'a> {
    /// The check.
    pub check: &'c Check,
    /// What it says.
    pub template: &'c Template,
    /// What came of it.
    pub judgement: &'c JudgedTemplate,
    /// The figures of the document.
    pub figures: &'c Figures<'a>,
    /// What they are taken to be.
    pub values: &'c Values<'c>,
    room: Cell<usize>,
}

/// One statement of a check, with the values of its sides.
#[derive(Clone, Copy, Debug)]
pub(super) struct Case<'c, 'a> {
    pub of: &'c JudgedCheck<'c, 'a>,
    pub statement: Statement<'c>,
    pub sides: Option<(Interval, Interval)>,
    /// Left less right, where the sides do not show that they differ.
    pub apart: Option<Interval>,
}

impl<'c, 'a> JudgedCheck<'c, 'a> {
    /// A check with what came of it.
    pub fn new(
        (check, template, judgement): (&'c Check, &'c Template, &'c JudgedTemplate),
        figures: &'c Figures<'a>,
        values: &'c Values<'c>,
    ) -> JudgedCheck<'c, 'a> {
        JudgedCheck {
            check,
            template,
            judgement,
            figures,
            values,
            room: Cell::new(MOST_LISTED),
        }
    }

    /// The statement of a row, its sides evaluated where they are not known.
    pub(super) fn case(&'c self, row: Option<usize>) -> Case<'c, 'a> {
        match self.judgement.failing(row) {
            Some(judged) => self.judged(judged),
            None => {
                let statement = self.template.at(row);
                Case {
                    of: self,
                    statement,
                    sides: self.values.sides(statement),
                    apart: None,
                }
            }
        }
    }

    /// A statement that was judged.
    pub(super) fn judged(&'c self, judged: &Judged) -> Case<'c, 'a> {
        Case {
            of: self,
            statement: self.template.at(judged.row),
            sides: judged.sides,
            apart: judged.apart,
        }
    }

    /// How many statements there are.
    pub(super) fn count(&self) -> usize {
        self.judgement.covered.count()
    }

    /// The relation, readable.
    pub(super) fn relation_text(&self) -> String {
        let comparison = self.template.comparison();
        comparison.map_or_else(
            || self.check.relation_text(),
            |comparison| comparison.text.as_ref().to_owned(),
        )
    }

    /// Whether it is an equality, with no room on either side.
    pub(super) fn is_equality(&self) -> bool {
        self.template.at(None).is_equality()
    }

    /// The number a figure is taken to be.
    pub(super) fn number(&self, figure: FigureRef) -> Option<PrintedNumber> {
        self.values.number(self.figures.id(figure))
    }

    /// The place of a figure.
    pub(super) fn cell(&self, figure: FigureRef) -> FindingCell {
        FindingCell::of(figure, self.figures)
    }
}

impl<'c> Case<'c, '_> {
    /// The row.
    pub fn row(&self) -> Option<usize> {
        self.statement.row
    }

    /// The single figure that a term is in this row.
    pub fn figure_of(&self, term: &Term) -> Option<FigureRef> {
        let figure = term.figure(self.statement.at())?;
        Some(self.of.figures.figure(figure))
    }

    /// The single figure that a side is, if it is one.
    pub fn side_figure(&self, left: bool) -> Option<FigureRef> {
        let figure = self.statement.side_figure(left)?;
        Some(self.of.figures.figure(figure))
    }

    /// The values a term can have in this row.
    pub fn value(&self, term: &Term) -> Option<Interval> {
        self.of.values.value(term, self.statement.at())
    }

    /// The figures it rests on, each once, the left side first.
    pub fn rests_on(&self) -> Vec<FigureRef> {
        self.named(&self.of.values.used(self.statement))
    }

    /// The figures to list: those of an aggregate by its ends, when very many are listed already.
    pub fn listed(&self) -> Vec<FigureRef> {
        let mut used = self.of.values.used(self.statement);
        let room = self.of.room.get();
        let count: usize = used.iter().map(|it| it.figures().len()).sum();
        if count > room {
            for it in &mut used {
                let shortened: Option<Use> = match it.figures() {
                    [first, _, .., last] => Some(Use::Each([*first, *last].into())),
                    _ => None,
                };
                *it = shortened.unwrap_or_else(|| it.clone());
            }
        }
        self.of.room.set(room.saturating_sub(count));
        self.named(&used)
    }

    fn named(&self, used: &[Use]) -> Vec<FigureRef> {
        let named = |it: FigureId| self.of.figures.figure(it);
        Use::distinct(used).into_iter().map(named).collect()
    }

    /// The published side and the other, each with the figure it is, if it is one: what is published
    /// is the side that is printed, and of two printed ones the right.
    pub fn sides_in_order(
        &self,
        left: Interval,
        right: Interval,
    ) -> [(Option<FigureRef>, Interval); 2] {
        match (self.side_figure(true), self.side_figure(false)) {
            (Some(figure), None) => [(Some(figure), left), (None, right)],
            (left_figure, right_figure) => [(right_figure, right), (left_figure, left)],
        }
    }

    /// What the published side is more than the other, where the sides do not show it: a figure stands
    /// on both, and is one.
    pub fn more_than_given(&self) -> Option<Interval> {
        let is_left = self.side_figure(true).is_some() && self.side_figure(false).is_none();
        self.apart
            .map(|apart| if is_left { apart } else { apart.neg() })
    }

    /// The unit of what is published.
    pub fn published_unit(&self) -> Unit {
        let figure = self.side_figure(false).or_else(|| self.side_figure(true));
        figure.map_or(Unit::Count, |it| self.of.figures.printed_unit(it))
    }

    /// The line of arithmetic that cannot be true.
    pub fn arithmetic(&self) -> Option<Arithmetic> {
        let (values, figures) = (self.of.values, self.of.figures);
        let sides = self
            .sides
            .as_ref()
            .map(|sides| (sides, self.apart.as_ref()));
        self.statement.arithmetic(sides, values, figures)
    }
}
