//! Findings: from violated relations to the cell most likely to be wrong, and its cause.
//!
//! A [`Finding`] is a place where a document disagrees with itself or with its own rules. It states
//! what is printed, what the other figures give, the difference, and every figure involved with its
//! line. [`localise`] asks of each figure in a violated relation: is there one other value for it
//! that mends this relation and keeps every other relation it stands in? The figures for which there
//! is are the candidates; the more likely the slip of the pen from that value to the printed one
//! ([`Cause`]), the more likely the candidate. When none stands out the finding says so.
//!
//! [`acknowledge`] compares findings with `known.toml`: new, acknowledged, or vanished.

mod acknowledge;
mod cause;
mod finding;
mod localise;
mod residual;
mod violation;

pub use acknowledge::acknowledge;
pub use cause::{Cause, CauseKind, likely_causes};
pub use finding::{Finding, FindingCell, Severity, Status, Suspect};
pub use localise::{Bearings, Localisation, localise};
pub use residual::residual_findings;
pub use violation::violation_findings;
