//! Coverage: what share of a document's figures is reproduced or checked, and how well an error in
//! one would be noticed.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use super::reproduction::published_cells;
use crate::checks::{Check, FigureRef, Figures, Instance, Use};
use crate::decision::{Decision, Role};
use crate::findings::{Bearings, Standing};

/// Counts over the figures of a decision. *Figures* here are cells with a number and claims.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Numbers in the source text.
    pub figures: usize,
    /// Numbers in the source text that are neither cell, claim nor parameter.
    pub context: usize,
    /// Digits of the source text that belong to no number of the list.
    pub unaccounted: usize,
    /// Cells with a number in printed tables.
    pub cells: usize,
    /// Claims of the running text.
    pub claims: usize,
    /// Parameters of rules that are printed.
    pub parameters: usize,
    /// Figures given exactly by a procedure or tested against it.
    pub reproduced: usize,
    /// Figures in at least one relation that says something of their value.
    pub checked: usize,
    /// Figures in neither.
    pub unchecked: usize,
    /// Figures in at least one relation: an error in one can be noticed.
    pub detectable: usize,
    /// Figures whose set of relations no other figure has: an error can be traced to it.
    pub localisable: usize,
    /// Localisable figures with an exact relation: their value can be restored.
    pub correctable: usize,
    /// The figures in neither a procedure nor a relation, as `table/row/column`.
    pub unchecked_figures: Vec<String>,
}

impl Coverage {
    /// Counts the coverage of a decision by its procedures and checks.
    pub(super) fn of(
        decision: &Decision,
        figures: &Figures<'_>,
        (checks, instances): (&[Check], &[Vec<Instance>]),
        bearings: &Bearings,
    ) -> Coverage {
        let reproduced: FxHashSet<FigureRef> = decision
            .grants
            .iter()
            .flat_map(|grant| grant.published.iter().map(move |column| (grant, column)))
            .flat_map(|(grant, column)| published_cells(grant, column, figures))
            .map(|(figure, _)| figure)
            .collect();
        let all = printed_figures(figures);
        let standings: Vec<Option<Cow<'_, Standing>>> =
            all.iter().map(|&it| bearings.standing(it)).collect();
        let mut sharing: FxHashMap<&Standing, usize> = FxHashMap::default();
        for standing in standings.iter().flatten() {
            *sharing.entry(standing.as_ref()).or_insert(0) += 1;
        }
        let context = decision
            .tokens
            .iter()
            .filter(|it| matches!(it.role, Role::Context(_)));
        let mut coverage = Coverage {
            figures: decision.tokens.len(),
            context: context.count(),
            unaccounted: decision.unaccounted_digits(),
            cells: all
                .iter()
                .filter(|it| matches!(it, FigureRef::Cell { .. }))
                .count(),
            claims: figures.claims().len(),
            parameters: figures
                .parameters()
                .iter()
                .filter(|it| it.lines.is_some())
                .count(),
            ..Coverage::default()
        };
        let exact = exact_equalities(checks, instances, figures);
        let has_exact = bearings.marked(&exact);
        for (&figure, standing) in all.iter().zip(&standings) {
            if reproduced.contains(&figure) {
                coverage.reproduced += 1;
            }
            let Some(standing) = standing else {
                if !reproduced.contains(&figure) {
                    coverage.unchecked += 1;
                    coverage
                        .unchecked_figures
                        .push(figures.place(figure).join("/"));
                }
                continue;
            };
            coverage.checked += 1;
            coverage.detectable += 1;
            if sharing.get(standing.as_ref()) == Some(&1) {
                coverage.localisable += 1;
                if has_exact(standing) {
                    coverage.correctable += 1;
                }
            }
        }
        coverage
    }
}

/// For every instance that is about values, in order: whether it is an equality of exact figures.
fn exact_equalities(
    checks: &[Check],
    instances: &[Vec<Instance>],
    figures: &Figures<'_>,
) -> Vec<bool> {
    let is_exact = |figure: &FigureRef| {
        figures
            .number(*figure)
            .is_some_and(|number| number.is_exact())
    };
    let mut aggregates: FxHashMap<*const FigureRef, bool> = FxHashMap::default();
    let mut exact = Vec::new();
    let all = checks.iter().zip(instances);
    for (check, instances) in all.filter(|(check, _)| check.is_about_values()) {
        let is_equality = check.is_equality();
        exact.extend(instances.iter().map(|instance| {
            is_equality
                && instance.used.iter().all(|used| match used {
                    Use::One(figure) => is_exact(figure),
                    Use::Each(figures) => *aggregates
                        .entry(figures.as_ptr())
                        .or_insert_with(|| figures.iter().all(is_exact)),
                })
        }));
    }
    exact
}

/// Every cell with a number of the printed tables, and every claim.
pub(super) fn printed_figures(figures: &Figures<'_>) -> Vec<FigureRef> {
    let mut all = Vec::new();
    for (table, id) in figures.table_names().enumerate() {
        debug_assert_eq!(figures.table_position(id), Some(table));
        for (row, printed) in figures.table(table).rows.iter().enumerate() {
            if printed.lines.is_none() {
                continue;
            }
            for column in 0..figures.table(table).columns.len() {
                let figure = FigureRef::Cell { table, row, column };
                all.extend(figures.number(figure).map(|_| figure));
            }
        }
    }
    all.extend((0..figures.claims().len()).map(FigureRef::Claim));
    all
}
