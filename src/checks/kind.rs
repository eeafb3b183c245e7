//! Kinds of statements.

use std::fmt;

/// Kinds of statements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // the names say it
pub enum CheckKind {
    Sum,
    Share,
    Percent,
    Difference,
    Repeat,
    Count,
    Unit,
    Precision,
    Name,
    Reference,
    Eligibility,
    Allocation,
    Definition,
    Bound,
    Extreme,
}

impl CheckKind {
    /// Every kind.
    pub const ALL: [CheckKind; 15] = [
        CheckKind::Sum,
        CheckKind::Share,
        CheckKind::Percent,
        CheckKind::Difference,
        CheckKind::Repeat,
        CheckKind::Count,
        CheckKind::Unit,
        CheckKind::Precision,
        CheckKind::Name,
        CheckKind::Reference,
        CheckKind::Eligibility,
        CheckKind::Allocation,
        CheckKind::Definition,
        CheckKind::Bound,
        CheckKind::Extreme,
    ];

    /// The kind's name, as in `checks.txt` and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            CheckKind::Sum => "sum",
            CheckKind::Share => "share",
            CheckKind::Percent => "percent",
            CheckKind::Difference => "difference",
            CheckKind::Repeat => "repeat",
            CheckKind::Count => "count",
            CheckKind::Unit => "unit",
            CheckKind::Precision => "precision",
            CheckKind::Name => "name",
            CheckKind::Reference => "reference",
            CheckKind::Eligibility => "eligibility",
            CheckKind::Allocation => "allocation",
            CheckKind::Definition => "definition",
            CheckKind::Bound => "bound",
            CheckKind::Extreme => "extreme",
        }
    }
}

impl fmt::Display for CheckKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
