//! Checks: relations between published figures, evaluated exactly, over intervals.
//!
//! A decision's `checks.txt` is a list of checks in a small language that an auditor can read and
//! add to (the guide is `docs/checks.md`):
//!
//! ```text
//! check bilaga1-rad sum
//!   "The five grants of a row add up to its total."
//!   each row of bilaga1 with totals:
//!     timanstallda + sjukskoterskor + spec_rekvirerat + god_rekvirerat + lyftet_rekvirerat = totalt
//! ```
//!
//! `=` means *equal at the precision printed*: each figure stands for the interval of values that
//! print like it, and a relation holds if some values in the intervals satisfy it under half-up. If
//! they only do so under another usual rounding, the verdict names that rounding; if under none, the
//! relation is violated. A relation on a figure that is missing cannot be decided. Hedge words
//! (*drygt*, *nästan*, *cirka*) belong to the printed claim and shape its interval.
//!
//! Interval arithmetic takes every figure for independent, so it can only be too generous: a
//! violation is never claimed where some reading of the print satisfies the relation.

mod aggregate;
mod check;
mod compare;
mod cursor;
mod error;
mod evaluate;
mod figures;
mod kind;
mod likelihood;
mod memory;
mod parse;
mod parse_condition;
mod parse_expression;
mod relation;
mod resolve;
mod rows;
mod undecided;
mod used;
mod verdict;

pub use check::Check;
pub use error::{Expected, Named, Problem, RelationError};
pub use figures::{FigureRef, Figures, figure_of};
pub use kind::Kind;
pub use parse::parse_checks;
pub use relation::{Aggregate, Comparison, Condition, Expression, Operator, Relation};
pub use undecided::Undecided;
pub use used::Use;
pub use verdict::{Instance, Verdict, evaluated, holds_under, rows_where, run, run_instance};
