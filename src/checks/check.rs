//! A check: a relation with its name and meaning.

use super::evaluate::Evaluator;
use super::relation::{Comparison, Expression, Operator, Relation};
use super::verdict::noted;
use super::{FigureRef, Figures, Kind, Use};
use crate::exact::Interval;
use crate::lang::Wording;

/// A relation with its name and meaning.
#[derive(Clone, Debug)]
pub struct Check {
    /// Its name, unique in the decision.
    pub id: String,
    /// What kind of statement it is.
    pub kind: Kind,
    /// Whether violations in many rows are one finding.
    pub together: bool,
    /// What it says, in a sentence.
    pub text: Wording,
    /// The relation.
    pub relation: Relation,
}

impl Check {
    /// The comparison that an instance makes.
    pub fn comparison(&self, row: Option<usize>) -> Option<&Comparison> {
        match &self.relation {
            Relation::Single(comparison) | Relation::EachRow { comparison, .. } => Some(comparison),
            // the pairs stand in the order of the rows
            Relation::InOrder { pairs, .. } => pairs
                .binary_search_by_key(&row?, |(later, _)| *later)
                .ok()
                .map(|at| &pairs[at].1),
            Relation::UniqueNames { .. }
            | Relation::PrintedTo { .. }
            | Relation::UnitIs { .. }
            | Relation::RefersTo { .. } => None,
        }
    }

    /// The table whose rows are checked one by one.
    pub fn row_table(&self) -> Option<usize> {
        match &self.relation {
            Relation::EachRow { table, .. }
            | Relation::InOrder { table, .. }
            | Relation::UniqueNames { table }
            | Relation::PrintedTo { table, .. } => Some(*table),
            Relation::Single(_) | Relation::UnitIs { .. } | Relation::RefersTo { .. } => None,
        }
    }

    /// The relation, readable.
    pub fn relation_text(&self) -> String {
        match &self.relation {
            Relation::Single(comparison) | Relation::EachRow { comparison, .. } => {
                comparison.text.clone()
            }
            Relation::InOrder { pairs, .. } => pairs.first().map_or(String::new(), |(_, first)| {
                format!("{}, and so on", first.text)
            }),
            Relation::UniqueNames { .. } => "names are unique".to_owned(),
            Relation::PrintedTo { text, .. } => text.clone(),
            Relation::UnitIs { unit, .. } => format!("the unit is {unit}"),
            Relation::RefersTo { name, .. } => format!("refers to {name}"),
        }
    }

    /// The two sides of an instance under half-up, if both can be computed.
    pub fn sides(&self, row: Option<usize>, figures: &Figures<'_>) -> Option<(Interval, Interval)> {
        let comparison = self.comparison(row)?;
        let mut evaluator = Evaluator::new(figures);
        evaluator.sides(comparison, row.unwrap_or(0)).ok()
    }

    /// The single figure that a side of an instance is, if it is one.
    pub fn side_figure(
        &self,
        left: bool,
        row: Option<usize>,
        figures: &Figures<'_>,
    ) -> Option<FigureRef> {
        let comparison = self.comparison(row)?;
        let side = if left {
            &comparison.left
        } else {
            &comparison.right
        };
        if !matches!(
            side,
            Expression::Figure(_) | Expression::Column { .. } | Expression::SameRow { .. }
        ) {
            return None;
        }
        let mut evaluator = Evaluator::noting(figures);
        // a figure that is missing is still the side's
        let _ = evaluator.value(side, row.unwrap_or(0));
        Use::distinct(&evaluator.used?).first().copied()
    }

    /// The figure that an instance is about, if it compares nothing.
    pub fn only_figure(&self, row: Option<usize>) -> Option<FigureRef> {
        match self.relation {
            Relation::UnitIs { figure, .. } | Relation::RefersTo { figure, .. } => Some(figure),
            Relation::PrintedTo { table, column, .. } => Some(FigureRef::Cell {
                table,
                row: row?,
                column,
            }),
            _ => None,
        }
    }

    /// The figures an instance rests on, each once, the left side first.
    pub fn figures(&self, row: Option<usize>, figures: &Figures<'_>) -> Vec<FigureRef> {
        if let Some(figure) = self.only_figure(row) {
            return vec![figure];
        }
        let Some(comparison) = self.comparison(row) else {
            return Vec::new();
        };
        let (_, used) = noted(comparison, row.unwrap_or(0), figures);
        Use::distinct(&used)
    }

    /// Whether it says something of the values of its figures, not only of how many digits are printed.
    pub fn is_about_values(&self) -> bool {
        !matches!(self.relation, Relation::PrintedTo { .. })
    }

    /// Whether some rows are left out by a condition on their figures.
    pub fn has_condition(&self) -> bool {
        self.comparison(None)
            .is_some_and(|it| it.left.has_condition() || it.right.has_condition())
    }

    /// Whether the comparison is an equality, with no room on either side.
    pub fn is_equality(&self) -> bool {
        let (Relation::Single(comparison) | Relation::EachRow { comparison, .. }) = &self.relation
        else {
            return false;
        };
        comparison.operator == Operator::Equal && comparison.within.is_none()
    }
}
