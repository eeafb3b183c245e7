//! `statsbidrag list`: what the corpus holds.

use std::fmt::Write;

use super::language::{both, language};
use super::{Failure, Outcome, output};
use crate::decision::{Decision, Role, corpus};
use crate::tables::Table;

pub(super) fn run() -> Result<Outcome, Failure> {
    let decisions = corpus()?;
    let headings = headings();
    // a heading that is longer than its column makes the column wider
    let widths: Vec<usize> = [26, 7, 7, 7, 11, 9, 13, 7]
        .into_iter()
        .zip(&headings)
        .map(|(least, heading)| least.max(1 + heading.chars().count()))
        .collect();
    let mut text = line(&widths, &headings);
    for decision in &decisions {
        text += &line(&widths, &counts(decision));
    }
    output::result(&text);
    Ok(Outcome::Clean)
}

fn headings() -> [String; 8] {
    [
        both("decision", "beslut"),
        both("tables", "tabeller"),
        both("cells", "celler"),
        both("claims", "uppgifter i texten"),
        both("parameters", "parametrar"),
        both("context", "sammanhang"),
        both("unaccounted", "ej placerade"),
        both("grants", "bidrag"),
    ]
}

/// What one decision holds, in the order of the headings.
fn counts(decision: &Decision) -> [String; 8] {
    let tables = decision.tables.values();
    let cells: usize = tables.clone().map(Table::printed_figures).sum();
    let printed = tables.filter(|table| table.is_printed()).count();
    let count = |it| language().count(it);
    let is_context = |role: &Role| matches!(role, Role::Context(_));
    let context = decision.tokens.iter().filter(|it| is_context(&it.role));
    [
        decision.manifest.id.clone(),
        count(printed),
        count(cells),
        count(decision.claims.len()),
        count(printed_parameters(decision)),
        count(context.count()),
        count(decision.unaccounted_digits()),
        count(decision.grants.len()),
    ]
}

/// The first to the left of its column, the others to the right.
fn line(widths: &[usize], words: &[String]) -> String {
    let mut line = String::new();
    for (column, (width, word)) in widths.iter().zip(words).enumerate() {
        // writing to a string cannot fail
        let _ = match column {
            0 => write!(line, "{word:<width$}"),
            _ => write!(line, "{word:>width$}"),
        };
    }
    line.push('\n');
    line
}

/// The parameters that stand in the source text; an inferred one does not.
fn printed_parameters(decision: &Decision) -> usize {
    let parameters = decision.parameters.values();
    parameters
        .filter(|parameter| parameter.lines.is_some())
        .count()
}
