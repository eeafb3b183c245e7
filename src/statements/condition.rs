//! Conditions on a row, which figures may leave open.

use std::sync::Arc;

use super::{Comparison, Leaf, Undecided};

/// A condition on the row at hand.
#[derive(Clone, Debug)]
pub enum Condition {
    /// Every part is true.
    All(Vec<Condition>),
    /// Some part is true.
    Any(Vec<Condition>),
    /// The part is false.
    Not(Box<Condition>),
    /// What was known of each row when the statement was made: names, keys, letters.
    Known(Arc<[bool]>),
    /// It is this row.
    IsRow(usize),
    /// The figure is missing.
    IsMissing(Leaf),
    /// A comparison, true when it holds for the figures as printed.
    Compare(Arc<Comparison>),
}

impl Condition {
    /// Calls `visit` with each comparison, and each leaf that is asked whether it is missing.
    pub(super) fn each<'c>(
        &'c self,
        missing: &mut dyn FnMut(&'c Leaf),
        comparison: &mut dyn FnMut(&'c Comparison),
    ) {
        match self {
            Condition::All(parts) | Condition::Any(parts) => {
                parts.iter().for_each(|it| it.each(missing, comparison));
            }
            Condition::Not(part) => part.each(missing, comparison),
            Condition::Known(_) | Condition::IsRow(_) => {}
            Condition::IsMissing(leaf) => missing(leaf),
            Condition::Compare(it) => comparison(it),
        }
    }

    /// Puts the answers of parts together: one that is certain may decide whatever another is.
    pub(super) fn joined(
        answers: impl Iterator<Item = Result<bool, Undecided>>,
        deciding: bool,
    ) -> Result<bool, Undecided> {
        let mut open = None;
        for answer in answers {
            match answer {
                Ok(answer) if answer == deciding => return Ok(deciding),
                Ok(_) => {}
                Err(reason) => open = open.or(Some(reason)),
            }
        }
        open.map_or(Ok(!deciding), Err)
    }
}
