//! Findings: from violated relations to the cell most likely to be wrong, and its cause.
//!
//! A [`Finding`] is a place where a document disagrees with itself or with its own rules. It states
//! what is printed, what the other figures give, the difference, every figure involved with its line,
//! and as a *certificate* the line of arithmetic that cannot be true. The [solver](crate::solve) finds the smallest
//! sets of figures that would explain all violated relations together; the more likely the slip of
//! the pen from a value to the printed one ([`Cause`]), the more likely the set. When none stands out
//! the finding says so. Findings with one cause carry the same *group*.
//! All of it is data; its sentences are made by [`words`](crate::report::words), in each language.
//!
//! They are compared with `known.toml`: new, acknowledged, or vanished.

mod acknowledge;
mod case;
mod cause;
mod check_findings;
mod column_findings;
mod exchanges;
mod explain;
mod finding;
mod group;
mod localisation;
mod localised;
mod missing_item;
mod missing_row;
mod regime;
mod residual;
mod round_figures;
mod row_choices;
mod shifted;
mod side;
mod undeclared;
mod violation;
mod written_value;

pub(crate) use acknowledge::acknowledge;
pub(crate) use case::JudgedCheck;
pub use cause::{Cause, CauseKind, Keystroke, likely_causes};
pub(crate) use check_findings::check_findings;
pub use finding::{
    Besides, CommonCause, Disagreement, Finding, FindingCell, FindingRelation, InCommon, Remark,
    RowPlace, Severity, Status, Suspect,
};
pub use group::in_order;
pub(crate) use localised::{JudgedDocument, Localised};
pub use regime::{Denominator, Evidence, Habit, OtherUnit, Way};
pub(crate) use residual::residual_findings;
pub use side::Side;
pub use written_value::WrittenValue;
