//! Relations with their names resolved.

use std::sync::Arc;

use super::FigureRef;
use crate::exact::{Interval, Ratio};
use crate::statements::Operator;
use crate::tables::{PlaceKind, Unit};

/// What a check says.
#[derive(Clone, Debug)]
pub enum Relation {
    /// One comparison.
    Single(Comparison),
    /// A comparison for every row of a table that meets the filter.
    EachRow {
        /// The table.
        table: usize,
        /// Whether total rows take part.
        with_totals: bool,
        /// Which rows.
        filter: Option<Condition>,
        /// What holds in each.
        comparison: Comparison,
    },
    /// The rows of a table stand in the order of a column: each is compared with the one before it.
    InOrder {
        /// The table.
        table: usize,
        /// Its column.
        column: usize,
        /// Whether the figures descend.
        descend: bool,
        /// Which rows.
        filter: Option<Condition>,
    },
    /// The labels of a table's rows differ from each other.
    UniqueNames {
        /// The table.
        table: usize,
    },
    /// The figures of a column are printed to the same digit.
    PrintedTo {
        /// The table.
        table: usize,
        /// Whether total rows take part.
        with_totals: bool,
        /// Which rows.
        filter: Option<Condition>,
        /// The column.
        column: usize,
        /// What the last printed digit counts, in the column's unit: 1/100 for two decimals.
        quantum: Ratio,
        /// As written.
        text: String,
    },
    /// The digits of the figures of a column are grouped in threes.
    GroupedInThrees {
        /// The table.
        table: usize,
        /// Whether total rows take part.
        with_totals: bool,
        /// Which rows.
        filter: Option<Condition>,
        /// The column.
        column: usize,
        /// As written.
        text: String,
    },
    /// A figure is printed in a unit.
    UnitIs {
        /// The figure.
        figure: FigureRef,
        /// The unit it should be printed in.
        unit: Unit,
    },
    /// The figures of a column are printed in a unit: what stands beside them, or else the unit that is
    /// declared for the column.
    ColumnUnitIs {
        /// The table.
        table: usize,
        /// The column.
        column: usize,
        /// Whether total rows take part.
        with_totals: bool,
        /// Which rows.
        filter: Option<Condition>,
        /// The unit they should be printed in.
        unit: Unit,
        /// As written.
        text: String,
    },
    /// Names are names of places: each is that of a municipality or region, and of the one whose code
    /// the row has.
    ArePlaces {
        /// The names.
        names: Names,
        /// As written.
        text: String,
    },
    /// Names are among other names.
    AreNamesOf {
        /// The names.
        names: Names,
        /// Those that they are among.
        others: Names,
        /// As written.
        text: String,
    },
    /// All places of the official register have a row in a table.
    AllPresent {
        /// The table.
        table: usize,
        /// Which kind of places.
        kind: PlaceKind,
        /// The code of the county they are of; nothing for all of the country.
        county: Option<String>,
        /// As written.
        text: String,
    },
    /// Something is printed otherwise than it was read. That is recorded, and always a finding.
    ReadAs {
        /// What.
        place: PrintedPlace,
        /// What is printed.
        printed: String,
        /// What it was read as.
        read: String,
        /// As written.
        text: String,
    },
    /// A reference in the text leads to a table.
    RefersTo {
        /// The reference.
        figure: FigureRef,
        /// The name of the table referred to.
        name: String,
        /// Whether there is such a table.
        exists: bool,
    },
}

/// Where names stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// The labels of a table's rows.
    Labels {
        /// The table.
        table: usize,
    },
    /// A column of words.
    Column {
        /// The table.
        table: usize,
        /// The column.
        column: usize,
    },
    /// A list in the running text, with commas and *och*.
    Claim(FigureRef),
}

impl Names {
    /// The table whose rows have the names.
    pub fn table(self) -> Option<usize> {
        match self {
            Names::Labels { table } | Names::Column { table, .. } => Some(table),
            Names::Claim(_) => None,
        }
    }
}

/// What can be printed otherwise than it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrintedPlace {
    /// A cell or a claim.
    Figure(FigureRef),
    /// The label of a row.
    Label {
        /// The table.
        table: usize,
        /// The row.
        row: usize,
    },
}

/// Two expressions and how they compare.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The left side.
    pub left: Expression,
    /// How the sides compare.
    pub operator: Operator,
    /// The right side.
    pub right: Expression,
    /// How far apart equal values may be; nothing means not at all.
    pub within: Option<Ratio>,
    /// Where one side is a percentage by its nature and the other is printed in percentage points: the two
    /// units. Nothing makes such sides equal.
    pub units_differ: Option<(Unit, Unit)>,
    /// As written.
    pub text: String,
}

/// A value computed from figures.
#[derive(Clone, Debug)]
pub enum Expression {
    /// An exact number.
    Number(Ratio),
    /// A figure of the document.
    Figure(FigureRef),
    /// A column of the row at hand.
    Column {
        /// The table of the row.
        table: usize,
        /// The column.
        column: usize,
    },
    /// A column of the row with the same key in another table.
    SameRow {
        /// The table whose row is at hand.
        from: usize,
        /// The other table.
        table: usize,
        /// Its column.
        column: usize,
    },
    /// The sum.
    Add(Box<Expression>, Box<Expression>),
    /// The sum, to which a missing figure adds nothing.
    AddPresent(Box<Expression>, Box<Expression>),
    /// The difference.
    Subtract(Box<Expression>, Box<Expression>),
    /// The product.
    Multiply(Box<Expression>, Box<Expression>),
    /// The quotient.
    Divide(Box<Expression>, Box<Expression>),
    /// How many percent the first is of the second.
    Percent(Box<Expression>, Box<Expression>),
    /// By how many percent the second is more than the first.
    Change(Box<Expression>, Box<Expression>),
    /// How far the first is from the second.
    Distance(Box<Expression>, Box<Expression>),
    /// A value rounded half up to whole steps.
    Rounded(Box<Expression>, Ratio),
    /// A value that is only known to lie between two: a fitted factor.
    Factor(Interval),
    /// A sum, mean, median, maximum or minimum down the rows of a table, totals left out.
    Aggregate {
        /// Which.
        aggregate: Aggregate,
        /// The table.
        table: usize,
        /// What of each row: a column, or an expression of its columns.
        of: Box<Expression>,
        /// Only these rows, ascending; nothing for all but totals.
        listed: Option<Arc<[usize]>>,
        /// The table of regions whose row is at hand: only the municipalities of that county.
        county: Option<usize>,
        /// Which rows.
        filter: Option<Condition>,
        /// As written: the same words in the same decision have the same value.
        text: Arc<str>,
    },
    /// The number of rows that meet the filter, totals left out.
    Count {
        /// The table.
        table: usize,
        /// The table of regions whose row is at hand: only the municipalities of that county.
        county: Option<usize>,
        /// Which rows.
        filter: Option<Condition>,
        /// As written.
        text: Arc<str>,
    },
    /// A figure of another decision that is not known.
    NotLoaded {
        /// That decision.
        decision: String,
    },
}

/// What is computed down a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregate {
    /// The sum.
    Sum,
    /// The largest.
    Max,
    /// The smallest.
    Min,
    /// The mean.
    Mean,
    /// The median.
    Median,
}

/// A condition on a row.
#[derive(Clone, Debug)]
pub enum Condition {
    /// Every part is true.
    All(Vec<Condition>),
    /// Some part is true.
    Any(Vec<Condition>),
    /// The part is false.
    Not(Box<Condition>),
    /// The row's key has a row in another table.
    Listed {
        /// The table of the row.
        from: usize,
        /// The other table.
        table: usize,
    },
    /// The row's recipient meets a condition of a grant.
    Meets {
        /// The table of the row.
        from: usize,
        /// The keys of those who meet it.
        keys: rustc_hash::FxHashSet<String>,
    },
    /// The row has this key.
    KeyIs {
        /// The table of the row.
        from: usize,
        /// The key.
        key: String,
    },
    /// The row stands between these two, both included.
    KeyFrom {
        /// The table of the row.
        from: usize,
        /// The position of the first row.
        first: usize,
        /// The position of the last.
        last: usize,
    },
    /// The cell is printed with exactly these characters.
    IsPrinted {
        /// The table of the row.
        table: usize,
        /// The column.
        column: usize,
        /// The characters.
        printed: String,
    },
    /// The cell holds a mark for a missing figure.
    IsMissing {
        /// The table of the row.
        table: usize,
        /// The column.
        column: usize,
    },
    /// A comparison, true when it holds for the figures as printed.
    Compare(Box<Comparison>),
}
