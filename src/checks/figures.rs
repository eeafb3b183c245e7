//! Every figure of a decision under one roof: cells, claims and parameters; and those of the other
//! decisions that its checks name.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use super::UndeclaredTotal;

use crate::decision::{Claim, Decision, Parameter};
use crate::exact::{PrintedNumber, Ratio};
use crate::statements::{FigureColumn, FigureId, PrintedFigures, PrintedNumbers, Trust, decimal};
use crate::tables::{SourceLines, Table, Unit};

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

/// The figures of a decision, each with its place in one flat table of printed numbers.
#[derive(Clone, Debug)]
pub struct Figures<'a> {
    /// The decision.
    pub decision: &'a Decision,
    index: Arc<Index<'a>>,
    numbers: Arc<PrintedNumbers>,
}

/// The figures of the decision, then those of the others.
#[derive(Debug, Default)]
struct Index<'a> {
    members: Vec<Member<'a>>,
    tables: Vec<&'a Table>,
    /// The place of each table's first figure.
    table_starts: Vec<usize>,
    /// What is looked up in each table, found when it is first asked for.
    lookups: Vec<Lookups<'a>>,
    claims_start: usize,
    parameters_start: usize,
    /// The tables' names in relations: `bilaga3`, `god-nara-vard-2020:bilaga3`.
    table_names: Vec<String>,
    claims: Vec<&'a Claim>,
    /// `claim`, `god-nara-vard-2020:claim`.
    claim_names: Vec<String>,
    parameters: Vec<&'a Parameter>,
    /// `parameter`, `god-nara-vard-2020:parameter`.
    parameter_names: Vec<String>,
}

/// Rows of a table by what they are.
#[derive(Debug, Default)]
struct Lookups<'a> {
    by_label: OnceLock<FxHashMap<&'a str, Vec<usize>>>,
    totals: OnceLock<Vec<usize>>,
    undeclared: OnceLock<Vec<UndeclaredTotal>>,
    smallest: OnceLock<Vec<SmallestAmount>>,
}

/// The smallest amount of a column, without its sign and zero aside, and how many amounts there are.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct SmallestAmount {
    /// The amount; none in a column of zeros and words.
    pub amount: Option<Ratio>,
    /// How many there are.
    pub count: usize,
}

impl SmallestAmount {
    fn of_column(table: &Table, column: usize) -> SmallestAmount {
        let numbers = (0..table.rows.len()).filter_map(|row| table.cell(row, column).number());
        let amounts = numbers.map(|it| it.value().abs());
        amounts
            .filter(|it| !it.is_zero())
            .fold(SmallestAmount::default(), |so_far, it| SmallestAmount {
                amount: Some(so_far.amount.map_or(it, |least| least.min(it))),
                count: so_far.count + 1,
            })
    }
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
        self.lookups
            .resize_with(self.tables.len(), Lookups::default);
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

impl Index<'_> {
    /// Gives every figure its place: the cells of all tables, row by row, then the claims, then the
    /// parameters.
    fn numbered(&mut self) -> PrintedNumbers {
        let cells = self.tables.iter();
        let cells: usize = cells.map(|it| it.rows.len() * it.columns.len()).sum();
        let figures = cells + self.claims.len() + self.parameters.len();
        let mut numbers = PrintedNumbers::with_room_for(figures);
        let own = self.members.first().cloned();
        let (own_tables, own_claims) = own.map_or((0, 0), |own| (own.tables.end, own.claims.end));
        for (position, table) in self.tables.iter().enumerate() {
            if position == own_tables {
                numbers.from_here(Trust::Foreign);
            }
            let start = numbers.len();
            self.table_starts.push(start);
            for row in 0..table.rows.len() {
                for cell in table.cells(row) {
                    match cell.is_withheld() {
                        true => numbers.push_withheld(),
                        false => numbers.push(cell.number()),
                    };
                }
            }
            numbers.end_grid(start, table.columns.len());
        }
        self.claims_start = numbers.len();
        numbers.from_here(Trust::Printed);
        for (position, claim) in self.claims.iter().enumerate() {
            if position == own_claims {
                numbers.from_here(Trust::Foreign);
            }
            numbers.push(claim.number);
        }
        self.parameters_start = numbers.len();
        numbers.from_here(Trust::Rule);
        for parameter in &self.parameters {
            numbers.push(Some(parameter.number));
        }
        numbers
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
        let numbers = index.numbered();
        Figures {
            decision,
            index: Arc::new(index),
            numbers: Arc::new(numbers),
        }
    }

    /// The printed numbers of all figures.
    pub fn numbers(&self) -> &PrintedNumbers {
        &self.numbers
    }

    /// The printed numbers of all figures, to keep.
    pub(crate) fn shared_numbers(&self) -> Arc<PrintedNumbers> {
        Arc::clone(&self.numbers)
    }

    /// The place of a figure among the printed numbers.
    pub fn id(&self, figure: FigureRef) -> FigureId {
        FigureId::new(match figure {
            FigureRef::Cell { table, row, column } => {
                let width = self.index.tables[table].columns.len();
                self.index.table_starts[table] + width * row + column
            }
            FigureRef::Claim(claim) => self.index.claims_start + claim,
            FigureRef::Parameter(parameter) => self.index.parameters_start + parameter,
        })
    }

    /// The figure at a place among the printed numbers.
    pub fn figure(&self, id: FigureId) -> FigureRef {
        let position = id.position();
        if position >= self.index.parameters_start {
            return FigureRef::Parameter(position - self.index.parameters_start);
        }
        if position >= self.index.claims_start {
            return FigureRef::Claim(position - self.index.claims_start);
        }
        // an empty table begins where the next one does
        let after = self
            .index
            .table_starts
            .partition_point(|it| *it <= position);
        let table = after.saturating_sub(1);
        let offset = position - self.index.table_starts[table];
        let width = self.index.tables[table].columns.len().max(1);
        FigureRef::Cell {
            table,
            row: offset / width,
            column: offset % width,
        }
    }

    /// A column of a table among the printed numbers.
    pub fn column(&self, table: usize, column: usize) -> FigureColumn {
        FigureColumn {
            first: self.index.table_starts[table] + column,
            step: self.index.tables[table].columns.len(),
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

    /// The rows of a table with this label, ascending.
    pub(crate) fn rows_labelled(&self, table: usize, label: &str) -> &[usize] {
        let lookup = &self.index.lookups[table].by_label;
        let by_label = lookup.get_or_init(|| {
            let mut rows: FxHashMap<&'a str, Vec<usize>> = FxHashMap::default();
            for (position, row) in self.index.tables[table].rows.iter().enumerate() {
                rows.entry(&row.label).or_default().push(position);
            }
            rows
        });
        by_label.get(label).map_or(&[], Vec::as_slice)
    }

    /// The rows of a table that are totals, ascending.
    pub(crate) fn total_rows(&self, table: usize) -> &[usize] {
        self.index.lookups[table].totals.get_or_init(|| {
            let rows = self.index.tables[table].rows.iter().enumerate();
            let totals = rows.filter(|(_, row)| row.is_total);
            totals.map(|(position, _)| position).collect()
        })
    }

    /// The rows of a table that look like totals and are not declared, found once.
    pub(crate) fn undeclared(&self, table: usize) -> &[UndeclaredTotal] {
        let lookup = &self.index.lookups[table].undeclared;
        lookup.get_or_init(|| self.undeclared_totals(table))
    }

    /// The smallest amount of a column.
    pub(crate) fn smallest(&self, table: usize, column: usize) -> SmallestAmount {
        let lookup = &self.index.lookups[table].smallest;
        let of_columns = lookup.get_or_init(|| {
            let table = self.table(table);
            let columns = 0..table.columns.len();
            columns
                .map(|it| SmallestAmount::of_column(table, it))
                .collect()
        });
        of_columns.get(column).copied().unwrap_or_default()
    }

    /// How many tables there are, with those of other decisions.
    pub(crate) fn table_count(&self) -> usize {
        self.index.tables.len()
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
        self.numbers.number(self.id(figure))
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
    pub fn unit(&self, figure: FigureRef) -> Unit {
        match figure {
            FigureRef::Cell { table, column, .. } => self.index.tables[table].columns[column].unit,
            FigureRef::Claim(claim) => self.index.claims[claim].unit,
            FigureRef::Parameter(parameter) => self.index.parameters[parameter].unit,
        }
    }

    /// The unit in which a figure is written: that of its column; words beside a number of the text
    /// make it one of base units, such as kronor.
    pub(crate) fn printed_unit(&self, figure: FigureRef) -> Unit {
        match (figure, self.unit(figure)) {
            (FigureRef::Cell { .. }, unit) => unit,
            (_, Unit::Tkr | Unit::Mkr | Unit::Mdkr | Unit::Ore) => Unit::Kr,
            (_, Unit::Permille) => Unit::Percent,
            (_, unit) => unit,
        }
    }

    /// Whether a figure is printed without a word for its unit.
    pub(crate) fn prints_no_unit(&self, figure: FigureRef) -> bool {
        !self.printed(figure).chars().any(char::is_alphabetic)
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

impl PrintedFigures for Figures<'_> {
    fn scale(&self, figure: FigureId) -> Option<(Ratio, &'static str)> {
        let figure = self.figure(figure);
        let unit = self.printed_unit(figure);
        let factor = unit.factor();
        (factor != Ratio::ONE).then(|| match unit {
            Unit::Ore => (factor, "öre"),
            Unit::Permille => (factor, "‰"),
            unit => (factor, unit.name()),
        })
    }

    /// A cell as printed, without marks of footnotes; a number of the text as digits, unless words
    /// shape it or it is rounded.
    fn printed(&self, figure: FigureId) -> String {
        let number = self.numbers.number(figure);
        let figure = self.figure(figure);
        match (figure, number) {
            (FigureRef::Claim(_) | FigureRef::Parameter(_), Some(number)) if number.is_exact() => {
                decimal(number.value())
            }
            _ => {
                let printed = Figures::printed(self, figure).trim();
                printed.trim_end_matches('*').trim_end().to_owned()
            }
        }
    }
}
