//! Statements, and the templates they are made from.

use std::sync::Arc;

use super::{Condition, FigureId, Leaf, Operator, Term};
use crate::exact::Ratio;

/// Two values and how they compare.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The left side.
    pub left: Term,
    /// How the sides compare.
    pub operator: Operator,
    /// The right side.
    pub right: Term,
    /// How far apart equal values may be; nothing means not at all.
    pub within: Option<Ratio>,
    /// Whether the sides measure different things (percent and percentage points), so that nothing makes
    /// them equal.
    pub units_differ: bool,
    /// As written.
    pub text: Arc<str>,
}

impl Comparison {
    /// Whether the figures of the left and of the right side are results of a computation: the other
    /// side is a product, a quotient or a percentage, and they are only added up.
    pub fn are_results(&self) -> [bool; 2] {
        let (left, right) = (self.left.is_computed(), self.right.is_computed());
        [!left && right, left && !right]
    }
}

/// What a check says, of each of its rows.
#[derive(Clone, Debug)]
pub struct Template {
    /// The check's position.
    pub check: usize,
    /// What is said.
    pub says: Says,
    /// The rows it is said of; nothing if it is said once.
    pub rows: Option<Arc<[u32]>>,
    /// Which of them.
    pub when: Option<Condition>,
    /// Whether kronor are meant to the last one: the amounts of an allocation.
    pub to_the_krona: bool,
    /// Whether a relative change is printed in percentage points, in which it cannot be.
    pub in_points: bool,
}

/// What is said of a row.
#[derive(Clone, Debug)]
pub enum Says {
    /// Two values compare.
    Compare(Comparison),
    /// The last printed digit of a figure counts this.
    LastDigit(Leaf, Ratio),
    /// What the letters of a figure say (its unit, a name), known when the statement was made: whether it
    /// holds in each row.
    Letters(Leaf, Arc<[bool]>),
    /// What no number bears on (a name, a unit, a reference), known when the statement was made: of
    /// which figure, if of one, and whether it holds in each row.
    Known(Option<FigureId>, Arc<[bool]>),
}

/// What a template says of one row, or of the whole.
#[derive(Clone, Copy, Debug)]
pub struct Statement<'t> {
    /// What is said.
    pub template: &'t Template,
    /// The row.
    pub row: Option<usize>,
}

impl Template {
    /// The statement of a row.
    pub fn at(&self, row: Option<usize>) -> Statement<'_> {
        Statement {
            template: self,
            row,
        }
    }

    /// The comparison, if it is one.
    pub fn comparison(&self) -> Option<&Comparison> {
        match &self.says {
            Says::Compare(comparison) => Some(comparison),
            Says::LastDigit(..) | Says::Letters(..) | Says::Known(..) => None,
        }
    }
}

impl<'t> Statement<'t> {
    /// The check's position.
    pub fn check(self) -> usize {
        self.template.check
    }

    /// The row that figures are looked up in: the first where there is none.
    pub fn at(self) -> usize {
        self.row.unwrap_or(0)
    }

    /// The comparison, if it is one.
    pub fn comparison(self) -> Option<&'t Comparison> {
        self.template.comparison()
    }

    /// The single figure that a side is, if it is one.
    pub fn side_figure(self, left: bool) -> Option<FigureId> {
        let comparison = self.comparison()?;
        let side = if left {
            &comparison.left
        } else {
            &comparison.right
        };
        side.figure(self.at())
    }

    /// The figure it is about, if it compares nothing.
    pub fn only_figure(self) -> Option<FigureId> {
        match &self.template.says {
            Says::Known(figure, _) => *figure,
            Says::LastDigit(leaf, _) | Says::Letters(leaf, _) => leaf.at(self.at()).ok(),
            Says::Compare(_) => None,
        }
    }

    /// Whether it says something of the values of its figures, not only of how many digits are
    /// printed, or of letters.
    pub fn is_about_values(self) -> bool {
        !matches!(self.template.says, Says::LastDigit(..) | Says::Letters(..))
    }

    /// Whether it is an equality, with no room on either side.
    pub fn is_equality(self) -> bool {
        let comparison = self.comparison();
        comparison.is_some_and(|it| it.operator == Operator::Equal && it.within.is_none())
    }
}
