//! What is found: relations of a table, with their support.

use super::bits::Bits;
use super::candidate::Operator;
use super::view::Axis;
use crate::exact::Ratio;
use crate::lang::{InWords, Lang, say};

/// How sure a relation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// It holds but for slips: what breaks it is a finding.
    Law,
    /// The label says so, and the records are too few to prove it.
    Declared,
    /// It holds often: worth knowing, never a finding.
    Habit,
}

/// One record of a relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instance {
    /// Row and column of the target, from 0; none where no cell is the target.
    pub target: Option<[usize; 2]>,
    /// Rows and columns of the parts, in their order.
    pub parts: Vec<[usize; 2]>,
    /// Whether it holds.
    pub holds: bool,
    /// Whether it differs by no more than the rounding of its figures could explain.
    pub is_near: bool,
}

/// A relation between lines of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// How the parts give the target.
    pub operator: Operator,
    /// How sure it is.
    pub class: Class,
    /// Whether columns or rows are related.
    pub axis: Axis,
    /// The column or row of the target, from 0.
    pub target: usize,
    /// Those of the parts.
    pub parts: Vec<usize>,
    /// The power of ten of a ratio, a change or a share; else 1.
    pub scale: i64,
    /// The least and the largest that each unknown factor can be, for lines that are others times a factor.
    pub factors: Vec<[Ratio; 2]>,
    /// The row that has the total of the part, from 0, of a share of that.
    pub total: Option<usize>,
    /// Of what number the part is the target in percent, where a factor says so and it can be no other.
    pub whole: Option<i64>,
    /// In how many records it holds.
    pub holds: usize,
    /// Of how many.
    pub of: usize,
    /// Whether differences within the rounding of the figures are taken for agreement.
    pub is_rounded: bool,
    /// The evidence, after the cost of having looked for it.
    pub bits: Bits,
    /// Record by record.
    pub instances: Vec<Instance>,
}

impl Operator {
    /// Its name in the JSON contract.
    pub fn name(self) -> &'static str {
        match self {
            Operator::Sum => "sum",
            Operator::Mean => "mean",
            Operator::Ratio => "ratio",
            Operator::Change => "change",
            Operator::Decrease => "decrease",
            Operator::Share => "share",
            Operator::ShareOfTotal => "share-of-total",
            Operator::RestOfHundred => "rest-of-hundred",
            Operator::Proportional => "proportional",
            Operator::Mixture => "mixture",
        }
    }
}

impl Class {
    /// Its name in the JSON contract.
    pub fn name(self) -> &'static str {
        match self {
            Class::Law => "law",
            Class::Declared => "declared",
            Class::Habit => "habit",
        }
    }
}

impl InWords for Class {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            Class::Law => say!(lang, "law", "lag"),
            Class::Declared => say!(lang, "declared", "angivet"),
            Class::Habit => say!(lang, "habit", "vana"),
        }
    }
}

impl InWords for Relation {
    /// How many of how many hold, and what chance would do.
    fn in_words(&self, lang: Lang) -> String {
        support(self.axis, (self.holds, self.of), self.bits, lang)
    }
}

/// How many of how many hold, and what chance would do.
pub(super) fn support(axis: Axis, (holds, of): (usize, usize), bits: Bits, lang: Lang) -> String {
    let bits = bits.floor();
    match axis {
        Axis::Columns => say!(
            lang,
            "{holds} of {of} rows; by chance once in 2^{bits}",
            "{holds} av {of} rader; av en slump en gång på 2^{bits}"
        ),
        Axis::Rows => say!(
            lang,
            "{holds} of {of} columns; by chance once in 2^{bits}",
            "{holds} av {of} kolumner; av en slump en gång på 2^{bits}"
        ),
    }
}
