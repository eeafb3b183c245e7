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
//! [`parse_checks`] turns text into [`Check`]s, [`ground`] turns checks and the [`Figures`] of a decision
//! into [statements](crate::statements), which are evaluated without knowing the document. Hedge words
//! (*drygt*, *nästan*, *cirka*) belong to the printed claim and shape its interval.

mod check;
mod cursor;
mod error;
mod expected;
mod figures;
mod ground;
mod kind;
mod names;
mod parse;
mod parse_condition;
mod parse_expression;
mod parse_function;
mod parse_names;
mod relation;
mod resolve;
mod undeclared;
mod value_unit;
mod why;

pub use check::Check;
pub use error::{Mistake, Named, RelationError};
pub use expected::Expected;
pub use figures::{FigureRef, Figures};
pub use ground::ground;
pub use kind::CheckKind;
pub use parse::parse_checks;
pub use relation::Relation;
pub use undeclared::{LooksLikeTotal, UndeclaredTotal};
pub use value_unit::ValueUnit;
