//! Kinds of statements.

use std::fmt;

/// Kinds of statements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // the names say it
pub enum Kind {
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

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 15] = [
        Kind::Sum,
        Kind::Share,
        Kind::Percent,
        Kind::Difference,
        Kind::Repeat,
        Kind::Count,
        Kind::Unit,
        Kind::Precision,
        Kind::Name,
        Kind::Reference,
        Kind::Eligibility,
        Kind::Allocation,
        Kind::Definition,
        Kind::Bound,
        Kind::Extreme,
    ];

    /// The kind's name, as in `checks.txt` and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Sum => "sum",
            Kind::Share => "share",
            Kind::Percent => "percent",
            Kind::Difference => "difference",
            Kind::Repeat => "repeat",
            Kind::Count => "count",
            Kind::Unit => "unit",
            Kind::Precision => "precision",
            Kind::Name => "name",
            Kind::Reference => "reference",
            Kind::Eligibility => "eligibility",
            Kind::Allocation => "allocation",
            Kind::Definition => "definition",
            Kind::Bound => "bound",
            Kind::Extreme => "extreme",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
