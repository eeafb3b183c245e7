//! Every figure of a decision under one roof: cells, claims and parameters; and those of the other
//! decisions that its checks name.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use super::Expression;
use super::memory::{Memory, Remembered};
use crate::decision::{Claim, Decision, Parameter};
use crate::exact::{PrintedNumber, PrintingRule};
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
    index: Rc<Index<'a>>,
    replaced: Option<(FigureRef, PrintedNumber)>,
    /// What aggregates are for the figures as printed, shared by all *what if*s.
    memory: Rc<RefCell<Memory>>,
}

/// The figures of the decision, then those of the others.
#[derive(Debug, Default)]
struct Index<'a> {
    members: Vec<Member<'a>>,
    tables: Vec<&'a Table>,
    /// The tables' names in relations: `bilaga3`, `god-nara-vard-2020:bilaga3`.
    table_names: Vec<String>,
    claims: Vec<&'a Claim>,
    /// `claim`, `god-nara-vard-2020:claim`.
    claim_names: Vec<String>,
    parameters: Vec<&'a Parameter>,
    /// `parameter`, `god-nara-vard-2020:parameter`.
    parameter_names: Vec<String>,
}

/// One decision and where its figures are in the index.
#[derive(Clone, Debug)]
struct Member<'a> {
    decision: &'a Decision,
    tables: Range<usize>,
    claims: Range<usize>,
    parameters: Range<usize>,
}

impl<'a> Index<'a> {
    /// Adds a decision; `prefix` stands before the names of its figures.
    fn hold(&mut self, decision: &'a Decision, prefix: &str) {
        let (tables, claims) = (self.tables.len(), self.claims.len());
        let parameters = self.parameters.len();
        self.tables.extend(decision.tables.values());
        let ids = decision.tables.keys();
        self.table_names
            .extend(ids.map(|id| format!("{prefix}{id}")));
        self.claims.extend(&decision.claims);
        self.claim_names
            .resize(self.claims.len(), format!("{prefix}claim"));
        self.parameters.extend(decision.parameters.values());
        self.parameter_names
            .resize(self.parameters.len(), format!("{prefix}parameter"));
        self.members.push(Member {
            decision,
            tables: tables..self.tables.len(),
            claims: claims..self.claims.len(),
            parameters: parameters..self.parameters.len(),
        });
    }
}

impl<'a> Figures<'a> {
    /// The figures of `decision` as printed; those of no other decision are known.
    pub fn new(decision: &'a Decision) -> Figures<'a> {
        Figures::among(decision, &[])
    }

    /// The figures of `decision` as printed, and those of others that its checks may name
    /// (`god-nara-vard-2020:bilaga3[20].medel`).
    pub fn among(decision: &'a Decision, others: &[&'a Decision]) -> Figures<'a> {
        let mut index = Index::default();
        index.hold(decision, "");
        for other in others {
            index.hold(other, &format!("{}:", other.manifest.id));
        }
        Figures {
            decision,
            index: Rc::new(index),
            replaced: None,
            memory: Rc::default(),
        }
    }

    /// The decision with this name among those that are known.
    pub(super) fn member(&self, decision: &str) -> Option<usize> {
        let members = &self.index.members;
        members
            .iter()
            .position(|member| member.decision.manifest.id == decision)
    }

    /// The decision at a member's position; the audited one is the first.
    pub(super) fn member_decision(&self, member: usize) -> &'a Decision {
        self.index.members[member].decision
    }

    /// The figure that is replaced.
    pub(super) fn replaced(&self) -> Option<FigureRef> {
        self.replaced.map(|(figure, _)| figure)
    }

    /// The number a figure has in print, whatever it is replaced by.
    pub(super) fn printed_number(&self, figure: FigureRef) -> Option<PrintedNumber> {
        match figure {
            FigureRef::Cell { table, row, column } => {
                self.index.tables[table].cell(row, column).number()
            }
            FigureRef::Claim(claim) => self.index.claims[claim].number,
            FigureRef::Parameter(parameter) => Some(self.index.parameters[parameter].number),
        }
    }

    /// What is remembered of an aggregate.
    pub(super) fn recall(&self, rule: PrintingRule, text: &Arc<str>) -> Option<Rc<Remembered>> {
        self.memory.borrow().get(&(rule, Arc::clone(text))).cloned()
    }

    /// Remembers an aggregate of the figures as printed.
    pub(super) fn remember(
        &self,
        rule: PrintingRule,
        text: &Arc<str>,
        value: Remembered,
    ) -> Rc<Remembered> {
        let value = Rc::new(value);
        let mut memory = self.memory.borrow_mut();
        memory.insert((rule, Arc::clone(text)), Rc::clone(&value));
        value
    }

    /// The same figures with `figure` replaced by `number`.
    pub fn with(&self, figure: FigureRef, number: PrintedNumber) -> Figures<'a> {
        Figures {
            replaced: Some((figure, number)),
            ..self.clone()
        }
    }

    /// The position of a table of the decision.
    pub fn table_position(&self, id: &str) -> Option<usize> {
        self.table_of(0, id)
    }

    /// The position of a table of a member.
    pub(super) fn table_of(&self, member: usize, id: &str) -> Option<usize> {
        let mut range = self.index.members[member].tables.clone();
        range.find(|&position| self.index.tables[position].id == id)
    }

    /// The table at a position.
    pub fn table(&self, position: usize) -> &'a Table {
        self.index.tables[position]
    }

    /// The name of a table in relations.
    pub(super) fn table_name(&self, position: usize) -> &str {
        &self.index.table_names[position]
    }

    /// The names of all tables of the decision.
    pub fn table_names(&self) -> impl Iterator<Item = &'a str> + Clone + '_ {
        let tables = &self.index.tables[self.index.members[0].tables.clone()];
        tables.iter().map(|table| table.id.as_str())
    }

    /// The claim with this name in a member.
    pub(super) fn claim_of(&self, member: usize, id: &str) -> Option<FigureRef> {
        let mut range = self.index.members[member].claims.clone();
        range
            .find(|&position| self.index.claims[position].id == id)
            .map(FigureRef::Claim)
    }

    /// The parameter with this name in a member.
    pub(super) fn parameter_of(&self, member: usize, id: &str) -> Option<FigureRef> {
        let mut range = self.index.members[member].parameters.clone();
        range
            .find(|&position| self.index.parameters[position].id == id)
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
            FigureRef::Cell { table, row, column } => {
                self.index.tables[table].cell(row, column).printed
            }
            FigureRef::Claim(claim) => &self.index.claims[claim].printed,
            FigureRef::Parameter(parameter) => &self.index.parameters[parameter].printed,
        }
    }

    /// The lines of the source text a figure stands on; a derived figure has none.
    pub fn lines(&self, figure: FigureRef) -> Option<SourceLines> {
        match figure {
            FigureRef::Cell { table, row, column } => {
                let table = self.index.tables[table];
                let line = table.cell(row, column).line.map(SourceLines::single);
                line.or(table.rows[row].lines)
            }
            FigureRef::Claim(claim) => Some(self.index.claims[claim].lines),
            FigureRef::Parameter(parameter) => self.index.parameters[parameter].lines,
        }
    }

    /// Table, row and column of a figure in words; claims and parameters stand in a "table" of that
    /// name. The table of another decision has that decision's name before it.
    pub fn place(&self, figure: FigureRef) -> [&str; 3] {
        match figure {
            FigureRef::Cell { table, row, column } => {
                let name = &self.index.table_names[table];
                let table = self.index.tables[table];
                [name, &table.rows[row].label, &table.columns[column].id]
            }
            FigureRef::Claim(claim) => {
                let name = &self.index.claim_names[claim];
                [name, &self.index.claims[claim].id, "printed"]
            }
            FigureRef::Parameter(parameter) => {
                let name = &self.index.parameter_names[parameter];
                [name, &self.index.parameters[parameter].id, "printed"]
            }
        }
    }

    /// Whether a figure is the audited decision's own, not one of another decision.
    pub fn is_own(&self, figure: FigureRef) -> bool {
        let own = &self.index.members[0];
        match figure {
            FigureRef::Cell { table, .. } => own.tables.contains(&table),
            FigureRef::Claim(claim) => own.claims.contains(&claim),
            FigureRef::Parameter(parameter) => own.parameters.contains(&parameter),
        }
    }

    /// The unit of a figure.
    pub fn unit(&self, figure: FigureRef) -> crate::tables::Unit {
        match figure {
            FigureRef::Cell { table, column, .. } => self.index.tables[table].columns[column].unit,
            FigureRef::Claim(claim) => self.index.claims[claim].unit,
            FigureRef::Parameter(parameter) => self.index.parameters[parameter].unit,
        }
    }

    /// The claims of the decision.
    pub fn claims(&self) -> &'a [Claim] {
        &self.decision.claims
    }

    /// The parameters of the decision, in order of name.
    pub fn parameters(&self) -> &[&'a Parameter] {
        &self.index.parameters[self.index.members[0].parameters.clone()]
    }
}

/// The figure that an expression of a single figure names, in a row.
pub fn figure_of(expression: &Expression, row: usize, figures: &Figures<'_>) -> Option<FigureRef> {
    match expression {
        Expression::Figure(figure) => Some(*figure),
        Expression::Column { table, column } => Some(FigureRef::Cell {
            table: *table,
            row,
            column: *column,
        }),
        Expression::SameRow {
            from,
            table,
            column,
        } => Some(FigureRef::Cell {
            table: *table,
            row: figures
                .table(*table)
                .row_index(&figures.table(*from).rows[row].key)?,
            column: *column,
        }),
        _ => None,
    }
}
