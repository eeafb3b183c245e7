//! `statsbidrag list`: what the corpus holds.

use std::fmt::Write;

use super::{Failure, Outcome, output};
use crate::decision::{Decision, Role, corpus};
use crate::tables::Table;

pub(super) fn run() -> Result<Outcome, Failure> {
    let decisions = corpus()?;
    let mut text = String::new();
    // writing to a string cannot fail
    let _ = writeln!(
        text,
        "{:<26}{:>7}{:>7}{:>7}{:>11}{:>9}{:>13}{:>7}",
        "decision", "tables", "cells", "claims", "parameters", "context", "unaccounted", "grants"
    );
    for decision in &decisions {
        let cells: usize = decision.tables.values().map(Table::printed_figures).sum();
        let printed = decision
            .tables
            .values()
            .filter(|table| table.is_printed())
            .count();
        let context = decision
            .tokens
            .iter()
            .filter(|it| matches!(it.role, Role::Context(_)));
        let _ = writeln!(
            text,
            "{:<26}{:>7}{:>7}{:>7}{:>11}{:>9}{:>13}{:>7}",
            decision.manifest.id,
            printed,
            cells,
            decision.claims.len(),
            printed_parameters(decision),
            context.count(),
            decision.unaccounted_digits(),
            decision.grants.len()
        );
    }
    output::result(&text);
    Ok(Outcome::Clean)
}

/// The parameters that stand in the source text; an inferred one does not.
fn printed_parameters(decision: &Decision) -> usize {
    let parameters = decision.parameters.values();
    parameters
        .filter(|parameter| parameter.lines.is_some())
        .count()
}
