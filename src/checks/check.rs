//! A check: a relation with its name and meaning.

use super::relation::{Condition, Expression, Names, PrintedPlace, Relation};
use super::{CheckKind, FigureRef};
use crate::lang::Wording;

/// A relation with its name and meaning.
#[derive(Clone, Debug)]
pub struct Check {
    /// Its name, unique in the decision.
    pub id: String,
    /// What kind of statement it is.
    pub kind: CheckKind,
    /// Whether violations in many rows are one finding.
    pub together: bool,
    /// Whether only a label says so: one side may cover more than the other.
    pub declared: bool,
    /// What it says, in a sentence.
    pub text: Wording,
    /// The relation.
    pub relation: Relation,
}

impl Check {
    /// The table whose rows are checked one by one.
    pub fn row_table(&self) -> Option<usize> {
        match &self.relation {
            Relation::EachRow { table, .. }
            | Relation::InOrder { table, .. }
            | Relation::UniqueNames { table }
            | Relation::PrintedTo { table, .. }
            | Relation::GroupedInThrees { table, .. }
            | Relation::ColumnUnitIs { table, .. }
            | Relation::ReadAs {
                place: PrintedPlace::Label { table, .. },
                ..
            } => Some(*table),
            Relation::ArePlaces { names, .. } | Relation::AreNamesOf { names, .. } => names.table(),
            Relation::Single(_)
            | Relation::UnitIs { .. }
            | Relation::AllPresent { .. }
            | Relation::ReadAs { .. }
            | Relation::RefersTo { .. } => None,
        }
    }

    /// The relation, readable, if it compares nothing; what it compares is as written.
    pub fn relation_text(&self) -> String {
        match &self.relation {
            Relation::Single(comparison) | Relation::EachRow { comparison, .. } => {
                comparison.text.clone()
            }
            Relation::InOrder { .. } => "the rows are in order".to_owned(),
            Relation::UniqueNames { .. } => "names are unique".to_owned(),
            Relation::PrintedTo { text, .. }
            | Relation::GroupedInThrees { text, .. }
            | Relation::ColumnUnitIs { text, .. }
            | Relation::ArePlaces { text, .. }
            | Relation::AreNamesOf { text, .. }
            | Relation::AllPresent { text, .. }
            | Relation::ReadAs { text, .. } => text.clone(),
            Relation::UnitIs { unit, .. } => format!("the unit is {unit}"),
            Relation::RefersTo { name, .. } => format!("refers to {name}"),
        }
    }

    /// Whether it says something of the values of its figures, not only of how many digits are
    /// printed, or of letters.
    pub fn is_about_values(&self) -> bool {
        match &self.relation {
            Relation::PrintedTo { .. }
            | Relation::GroupedInThrees { .. }
            | Relation::ColumnUnitIs { .. }
            | Relation::AllPresent { .. } => false,
            Relation::ArePlaces { names, .. } | Relation::AreNamesOf { names, .. } => {
                matches!(names, Names::Claim(_))
            }
            Relation::ReadAs { place, .. } => {
                matches!(place, PrintedPlace::Figure(FigureRef::Claim(_)))
            }
            _ => true,
        }
    }

    /// Whether what is printed there was looked at when the check was grounded: letters that a
    /// condition asks, or a figure by which the rows of an order are chosen.
    pub(crate) fn is_grounded_on(&self, figure: FigureRef) -> bool {
        if self.asks_letters_of(figure) {
            return true;
        }
        let FigureRef::Cell { table, column, .. } = figure else {
            return matches!(
                &self.relation,
                Relation::InOrder {
                    filter: Some(_),
                    ..
                }
            );
        };
        let mut found = matches!(
            &self.relation,
            Relation::InOrder { filter: Some(_), table: of, .. } if *of == table
        );
        self.each_condition(&mut |condition| {
            if let Condition::IsPrinted {
                table: asked,
                column: of,
                ..
            } = condition
            {
                found |= (*asked, *of) == (table, column);
            }
        });
        found
    }

    /// Whether the relation itself is about the letters of a figure.
    fn asks_letters_of(&self, figure: FigureRef) -> bool {
        let is_in = |of: usize, in_column: usize| matches!(figure, FigureRef::Cell { table, column, .. } if (table, column) == (of, in_column));
        let among = |names: &Names| match names {
            Names::Labels { .. } => false,
            Names::Column { table, column } => is_in(*table, *column),
            Names::Claim(claim) => *claim == figure,
        };
        match &self.relation {
            Relation::ColumnUnitIs { table, column, .. } => is_in(*table, *column),
            Relation::ArePlaces { names, .. } => among(names),
            Relation::AreNamesOf { names, others, .. } => among(names) || among(others),
            Relation::ReadAs { place, .. } => *place == PrintedPlace::Figure(figure),
            _ => false,
        }
    }

    /// Whether a condition of a grant is asked.
    pub(crate) fn asks_grants(&self) -> bool {
        let mut found = false;
        self.each_condition(&mut |it| found |= matches!(it, Condition::Meets { .. }));
        found
    }

    fn each_condition(&self, visit: &mut dyn FnMut(&Condition)) {
        match &self.relation {
            Relation::Single(comparison) => {
                in_expression(&comparison.left, visit);
                in_expression(&comparison.right, visit);
            }
            Relation::EachRow {
                filter, comparison, ..
            } => {
                filter.iter().for_each(|it| in_condition(it, visit));
                in_expression(&comparison.left, visit);
                in_expression(&comparison.right, visit);
            }
            Relation::PrintedTo { filter, .. }
            | Relation::GroupedInThrees { filter, .. }
            | Relation::ColumnUnitIs { filter, .. }
            | Relation::InOrder { filter, .. } => {
                filter.iter().for_each(|it| in_condition(it, visit));
            }
            Relation::UniqueNames { .. }
            | Relation::UnitIs { .. }
            | Relation::ArePlaces { .. }
            | Relation::AreNamesOf { .. }
            | Relation::AllPresent { .. }
            | Relation::ReadAs { .. }
            | Relation::RefersTo { .. } => {}
        }
    }
}

fn in_expression(expression: &Expression, visit: &mut dyn FnMut(&Condition)) {
    match expression {
        Expression::Number(_)
        | Expression::Factor(_)
        | Expression::NotLoaded { .. }
        | Expression::Figure(_)
        | Expression::Column { .. }
        | Expression::SameRow { .. } => {}
        Expression::Add(a, b)
        | Expression::AddPresent(a, b)
        | Expression::Subtract(a, b)
        | Expression::Multiply(a, b)
        | Expression::Divide(a, b)
        | Expression::Percent(a, b)
        | Expression::Change(a, b)
        | Expression::Distance(a, b) => {
            in_expression(a, visit);
            in_expression(b, visit);
        }
        Expression::Rounded(of, _) => in_expression(of, visit),
        Expression::Aggregate { of, filter, .. } => {
            in_expression(of, visit);
            filter.iter().for_each(|it| in_condition(it, visit));
        }
        Expression::Count { filter, .. } => {
            filter.iter().for_each(|it| in_condition(it, visit));
        }
    }
}

fn in_condition(condition: &Condition, visit: &mut dyn FnMut(&Condition)) {
    visit(condition);
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            parts.iter().for_each(|it| in_condition(it, visit));
        }
        Condition::Not(part) => in_condition(part, visit),
        Condition::Compare(comparison) => {
            in_expression(&comparison.left, visit);
            in_expression(&comparison.right, visit);
        }
        Condition::Listed { .. }
        | Condition::Meets { .. }
        | Condition::KeyIs { .. }
        | Condition::KeyFrom { .. }
        | Condition::IsPrinted { .. }
        | Condition::IsMissing { .. } => {}
    }
}
