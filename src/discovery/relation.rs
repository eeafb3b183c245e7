//! What is found: relations of a table, with their support.

use super::bits::Bits;
use super::candidate::Operator;
use super::view::Axis;

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
    /// The power of ten of a ratio; the number that a constant is, in the table's smallest unit.
    pub scale: i64,
    /// In how many records it holds.
    pub holds: usize,
    /// Of how many.
    pub of: usize,
    /// The evidence, after the cost of having looked for it.
    pub bits: Bits,
    /// Record by record.
    pub instances: Vec<Instance>,
}
