//! Causes: the slips by which one figure becomes another.
//!
//! Each cause is a pure question about printed figures, a file each, and claims only what it
//! reproduces exactly. What none of them explains is [`CauseKind::Unknown`].

pub(super) mod addend;
pub(super) mod copied;
pub(super) mod denominator;
mod digits;
pub(super) mod rounding;
pub(super) mod unit;

pub use crate::solve::CauseKind;
pub use digits::likely_causes;

use std::fmt;

/// How a wrong figure may have come about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// The kind.
    pub kind: CauseKind,
    /// What exactly: which digits, which cell.
    pub detail: String,
}

impl Cause {
    /// A cause with what exactly.
    pub fn new(kind: CauseKind, detail: impl Into<String>) -> Cause {
        let detail = detail.into();
        Cause { kind, detail }
    }

    /// No cause that reproduces the figure.
    pub fn unknown() -> Cause {
        Cause::new(CauseKind::Unknown, "")
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.name())?;
        if !self.detail.is_empty() {
            write!(f, ": {}", self.detail)?;
        }
        Ok(())
    }
}
