//! Statements: what is said of printed figures, whether it can be true, and how likely.
//!
//! A [`Statement`] compares two [`Term`]s over figures that are known by their place in one flat table
//! of [`PrintedNumbers`]; nothing here knows a document. What a check says of n rows is one
//! [`Template`] and n rows: the statement of a row is made when it is looked at, so that a million rows
//! cost their figures and a verdict each. A sum that n rows share is one [`Aggregate`], computed once.
//!
//! [`Values`] evaluates: for the figures as printed, or with some of them otherwise (*what if?*).
//! [`judge`] gives every row its [`Verdict`], [`Index`] knows where a figure stands, and
//! [`Statement::arithmetic`] writes down what cannot be true.
//!
//! `=` means *equal at the precision printed*: each figure stands for the interval of values that
//! print like it, and a statement holds if some values in the intervals satisfy it under half-up. A
//! figure that occurs twice is one figure ([`repeated`](self)): where intervals that are taken for
//! independent would be too generous, its own range decides, or nothing does.

mod aggregate;
mod arithmetic;
mod choosing;
mod compare;
mod condition;
mod empty_sum;
mod evaluate;
mod index;
mod judge;
mod likelihood;
mod numbers;
mod repeated;
mod statement;
mod term;
mod total;
mod undecided;
mod used;
mod values;

pub use aggregate::{Aggregate, AggregateRows, How};
pub(crate) use arithmetic::decimal;
pub use arithmetic::{Arithmetic, Function, PrintedFigures, Symbol};
pub use choosing::RowCondition;
pub use compare::Operator;
pub use condition::Condition;
pub use index::{Index, Occurrence, Rows};
pub use judge::{Covered, Judged, JudgedTemplate, Verdict, judge, judge_row};
pub(crate) use likelihood::RoundedParts;
pub use numbers::{FigureColumn, FigureId, PrintedNumbers, Trust};
pub use statement::{Comparison, Says, Statement, Template};
pub use term::{Join, Leaf, Operation, Term};
pub(crate) use total::Total;
pub use undecided::Undecided;
pub use used::Use;
pub use values::Values;
