//! Every figure of a decision under one roof: cells, claims and parameters.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::decision::{Claim, Decision, Parameter};
use crate::exact::{Interval, PrintedNumber, PrintingRule};
use crate::tables::{SourceLines, Table};

/// Which figure of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FigureRef {
    /// A cell of a table.
    Cell {
        /// The table's position among the tables in order of name.
        table: usize,
        /// The row's position.
        row: usize,
        /// The column's position.
        column: usize,
    },
    /// A claim, by its position.
    Claim(usize),
    /// A parameter, by its position in order of name.
    Parameter(usize),
}

/// The figures of a decision, with one of them replaced if asked (*what if it were another?*).
#[derive(Clone, Debug)]
pub struct Figures<'a> {
    /// The decision.
    pub decision: &'a Decision,
    tables: Vec<&'a Table>,
    parameters: Vec<&'a Parameter>,
    replaced: Option<(FigureRef, PrintedNumber)>,
    /// What aggregates are for the figures as printed, shared by all *what if*s.
    memory: Rc<RefCell<Memory>>,
}

/// Aggregates as written, under a printing rule.
type Memory = HashMap<(PrintingRule, Rc<str>), Remembered>;

/// The value of an aggregate for the figures as printed, and what it depends on.
#[derive(Clone, Debug)]
pub(super) struct Remembered {
    pub value: Interval,
    pub tables: Vec<usize>,
    pub others: Vec<FigureRef>,
}

impl<'a> Figures<'a> {
    /// The figures of `decision` as printed.
    pub fn new(decision: &'a Decision) -> Figures<'a> {
        Figures {
            decision,
            tables: decision.tables.values().collect(),
            parameters: decision.parameters.values().collect(),
            replaced: None,
            memory: Rc::default(),
        }
    }

    /// The figure that is replaced.
    pub(super) fn replaced(&self) -> Option<FigureRef> {
        self.replaced.map(|(figure, _)| figure)
    }

    /// The number a figure has in print, whatever it is replaced by.
    pub(super) fn printed_number(&self, figure: FigureRef) -> Option<PrintedNumber> {
        match figure {
            FigureRef::Cell { table, row, column } => self.tables[table].cell(row, column).number(),
            FigureRef::Claim(claim) => self.decision.claims[claim].number,
            FigureRef::Parameter(parameter) => Some(self.parameters[parameter].number),
        }
    }

    /// What is remembered of an aggregate.
    pub(super) fn recall(&self, rule: PrintingRule, text: &Rc<str>) -> Option<Remembered> {
        self.memory.borrow().get(&(rule, Rc::clone(text))).cloned()
    }

    /// Remembers an aggregate of the figures as printed.
    pub(super) fn remember(&self, rule: PrintingRule, text: &Rc<str>, value: Remembered) {
        self.memory
            .borrow_mut()
            .insert((rule, Rc::clone(text)), value);
    }

    /// The same figures with `figure` replaced by `number`.
    pub fn with(&self, figure: FigureRef, number: PrintedNumber) -> Figures<'a> {
        Figures {
            replaced: Some((figure, number)),
            ..self.clone()
        }
    }

    /// The position of a table.
    pub fn table_position(&self, id: &str) -> Option<usize> {
        self.tables.iter().position(|table| table.id == id)
    }

    /// The table at a position.
    pub fn table(&self, position: usize) -> &'a Table {
        self.tables[position]
    }

    /// The names of all tables.
    pub fn table_names(&self) -> impl Iterator<Item = &'a str> + Clone + '_ {
        self.tables.iter().map(|table| table.id.as_str())
    }

    /// The claim with this name.
    pub fn claim(&self, id: &str) -> Option<FigureRef> {
        self.decision
            .claims
            .iter()
            .position(|claim| claim.id == id)
            .map(FigureRef::Claim)
    }

    /// The parameter with this name.
    pub fn parameter(&self, id: &str) -> Option<FigureRef> {
        self.parameters
            .iter()
            .position(|it| it.id == id)
            .map(FigureRef::Parameter)
    }

    /// The number a figure is, if it is one.
    pub fn number(&self, figure: FigureRef) -> Option<PrintedNumber> {
        if let Some((replaced, number)) = self.replaced
            && replaced == figure
        {
            return Some(number);
        }
        self.printed_number(figure)
    }

    /// The figure as printed.
    pub fn printed(&self, figure: FigureRef) -> &'a str {
        match figure {
            FigureRef::Cell { table, row, column } => &self.tables[table].cell(row, column).printed,
            FigureRef::Claim(claim) => &self.decision.claims[claim].printed,
            FigureRef::Parameter(parameter) => &self.parameters[parameter].printed,
        }
    }

    /// The lines of the source text a figure stands on; a derived figure has none.
    pub fn lines(&self, figure: FigureRef) -> Option<SourceLines> {
        match figure {
            FigureRef::Cell { table, row, column } => {
                let row = &self.tables[table].rows[row];
                row.cells[column]
                    .line
                    .map(SourceLines::single)
                    .or(row.lines)
            }
            FigureRef::Claim(claim) => Some(self.decision.claims[claim].lines),
            FigureRef::Parameter(parameter) => self.parameters[parameter].lines,
        }
    }

    /// Table, row and column of a figure in words; claims and parameters stand in a "table" of that
    /// name.
    pub fn place(&self, figure: FigureRef) -> [&'a str; 3] {
        match figure {
            FigureRef::Cell { table, row, column } => {
                let table = self.tables[table];
                [&table.id, &table.rows[row].label, &table.columns[column].id]
            }
            FigureRef::Claim(claim) => ["claim", &self.decision.claims[claim].id, "printed"],
            FigureRef::Parameter(parameter) => {
                ["parameter", &self.parameters[parameter].id, "printed"]
            }
        }
    }

    /// The unit of a figure.
    pub fn unit(&self, figure: FigureRef) -> crate::tables::Unit {
        match figure {
            FigureRef::Cell { table, column, .. } => self.tables[table].columns[column].unit,
            FigureRef::Claim(claim) => self.decision.claims[claim].unit,
            FigureRef::Parameter(parameter) => self.parameters[parameter].unit,
        }
    }

    /// The claims of the decision.
    pub fn claims(&self) -> &'a [Claim] {
        &self.decision.claims
    }

    /// The parameters of the decision, in order of name.
    pub fn parameters(&self) -> &[&'a Parameter] {
        &self.parameters
    }
}
