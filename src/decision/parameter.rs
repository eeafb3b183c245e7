//! A parameter of a rule, with its place in the source text.

use crate::exact::{PercentagePoints, PrintedNumber, Ratio, Share};
use crate::lang::Wording;
use crate::tables::{SourceLines, Unit};

/// A number that a rule uses, as printed (*parameter*): an appropriation, a threshold, a fraction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name in procedures and relations.
    pub id: String,
    /// The figure as printed.
    pub printed: String,
    /// What the print means.
    pub number: PrintedNumber,
    /// What it measures.
    pub unit: Unit,
    /// Where it stands in the source text; `None` if it is inferred from the figures.
    pub lines: Option<SourceLines>,
    /// The words around it, at most two lines; what shows it, if it is inferred.
    pub quote: String,
    /// What it is, in a sentence.
    pub meaning: String,
    /// What shows it, if it is inferred.
    pub basis: Option<Wording>,
}

impl Parameter {
    /// The money, in kronor, if the parameter is money.
    pub fn money(&self) -> Option<Ratio> {
        self.unit
            .is_comparable_with(Unit::Kr)
            .then(|| self.number.value())
    }

    /// The share, if the parameter is a percentage.
    pub fn share(&self) -> Option<Share> {
        matches!(self.unit, Unit::Percent | Unit::Permille)
            .then(|| Share::from_percent(self.number.value()).ok())?
    }

    /// The percentage points, if that is its unit.
    pub fn points(&self) -> Option<PercentagePoints> {
        (self.unit == Unit::Points).then(|| PercentagePoints(self.number.value()))
    }

    /// The fraction, if it is one (*en tredjedel*) or a percentage.
    pub fn fraction(&self) -> Option<Ratio> {
        match self.unit {
            Unit::Index => Some(self.number.value()),
            Unit::Percent | Unit::Permille => self.share().map(Share::fraction),
            _ => None,
        }
    }
}
