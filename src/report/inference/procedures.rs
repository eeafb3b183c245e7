//! A ranking of procedures as text and as JSON.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use serde_json::{Value, json};

use crate::audit::ProcedureRanking;
use crate::exact::Kronor;
use crate::inference::{CellDifference, RankedProcedure, procedure_words};

/// Procedures that give the same amounts, the simplest of them first.
struct Alike<'r> {
    first: &'r RankedProcedure,
    others: usize,
    /// The readings of the decision among them.
    readings: Vec<&'r str>,
}

/// The ranking for people: `shown` lines, one for each different result.
pub fn procedures_text(ranking: &ProcedureRanking, shown: usize) -> String {
    let mut text = String::new();
    // writing to a string cannot fail
    let _ = write_text(&mut text, ranking, shown);
    text
}

fn write_text(text: &mut String, ranking: &ProcedureRanking, shown: usize) -> fmt::Result {
    let alike = alike(ranking);
    writeln!(
        text,
        "{} in {}: {} of {} procedures can be computed, with {} different results",
        ranking.grant,
        ranking.column,
        ranking.ranked.len(),
        ranking.candidates.len(),
        alike.len()
    )?;
    if ranking.labels.is_empty() {
        return writeln!(
            text,
            "no amounts are published, so none can be told from another"
        );
    }
    writeln!(
        text,
        "\n  exact of {:<5} states  procedure",
        ranking.labels.len()
    )?;
    for it in alike.iter().take(shown) {
        let words = procedure_words(&ranking.candidates[it.first.candidate]);
        writeln!(
            text,
            "  {:>8} {:>12}  {words}",
            it.first.exact, it.first.complexity
        )?;
        for reading in &it.readings {
            writeln!(text, "{:25}is the reading {reading}", "")?;
        }
        if it.others > 0 {
            let others = it.others;
            let procedures = if others == 1 {
                "procedure gives"
            } else {
                "procedures give"
            };
            writeln!(
                text,
                "{:25}{others} other {procedures} the same amounts",
                ""
            )?;
        }
        if it.first.exact > 0 && !it.first.differences.is_empty() {
            writeln!(
                text,
                "{:25}differs {}",
                "",
                differences(ranking, &it.first.differences)
            )?;
        }
    }
    let more = alike.len().saturating_sub(shown);
    if more > 0 {
        writeln!(text, "  and {more} more results")?;
    }
    Ok(())
}

/// The cells if they are few, else how many differ by how much.
fn differences(ranking: &ProcedureRanking, differences: &[CellDifference]) -> String {
    const FEW: usize = 8;
    if differences.len() <= FEW {
        let named =
            |it: &CellDifference| format!("{:+} kr {}", it.difference.0, ranking.labels[it.cell]);
        return differences.iter().map(named).collect::<Vec<_>>().join(", ");
    }
    let by_size = by_size(differences);
    if by_size.len() > FEW {
        return format!(
            "in {} cells by {} different sums",
            differences.len(),
            by_size.len()
        );
    }
    let counted = |(size, cells): (&Kronor, &usize)| format!("{:+} kr in {cells}", size.0);
    by_size.iter().map(counted).collect::<Vec<_>>().join(", ")
}

fn by_size(differences: &[CellDifference]) -> BTreeMap<Kronor, usize> {
    let mut by_size = BTreeMap::new();
    for it in differences {
        *by_size.entry(it.difference).or_insert(0) += 1;
    }
    by_size
}

/// The ranking by different results, best first.
fn alike(ranking: &ProcedureRanking) -> Vec<Alike<'_>> {
    let mut positions: BTreeMap<&[CellDifference], usize> = BTreeMap::new();
    let mut found: Vec<Alike<'_>> = Vec::new();
    for ranked in &ranking.ranked {
        let next = found.len();
        let position = *positions.entry(&ranked.differences).or_insert(next);
        if position == next {
            found.push(Alike {
                first: ranked,
                others: 0,
                readings: Vec::new(),
            });
        } else {
            found[position].others += 1;
        }
        found[position]
            .readings
            .extend(ranking.readings[ranked.candidate].as_deref());
    }
    found
}

/// The ranking for programs (`statsbidrag/infer/1`): one entry for each different result.
pub fn procedures_json(ranking: &ProcedureRanking, shown: usize) -> Value {
    let alike = alike(ranking);
    let entry = |it: &Alike<'_>| {
        let exception = |it: &CellDifference| {
            json!({
                "row": ranking.labels[it.cell],
                "difference": it.difference.0,
                "computed": it.computed.0,
            })
        };
        json!({
            "procedure": procedure_words(&ranking.candidates[it.first.candidate]),
            "exact": it.first.exact,
            "cells": ranking.labels.len(),
            "complexity": it.first.complexity,
            "readings": it.readings,
            "others_alike": it.others,
            "exceptions": it.first.differences.iter().map(exception).collect::<Vec<_>>(),
        })
    };
    json!({
        "schema": "statsbidrag/infer/1",
        "kind": "procedures",
        "grant": ranking.grant,
        "column": ranking.column,
        "tried": ranking.candidates.len(),
        "computed": ranking.ranked.len(),
        "results": alike.len(),
        "procedures": alike.iter().take(shown).map(entry).collect::<Vec<_>>(),
    })
}
