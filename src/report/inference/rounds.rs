//! A column taken apart into two rounds, as text and as JSON.

use std::fmt::{self, Write};

use serde_json::{Value, json};

use super::base::base_json;
use super::{chance_json, decimals, fraction, grouped, interval_json, label};
use crate::inference::{Round, RoundCell, Rounds, RoundsInference};

/// The rounds for people; `labels` are the names of the rows.
pub fn rounds_text(found: &RoundsInference, labels: &[String]) -> String {
    let mut text = String::new();
    // writing to a string cannot fail
    let _ = writeln!(text, "{}: {}", found.verdict, found.reason);
    if let Some(rounds) = &found.rounds {
        if let Some(base) = &found.base {
            let _ = writeln!(text, "base amount: {}", base.reason);
        }
        let _ = write_rounds(&mut text, rounds, labels);
    }
    text
}

fn write_rounds(text: &mut String, rounds: &Rounds, labels: &[String]) -> fmt::Result {
    let of = |round| (rounds.exact(round), rounds.count(round));
    let (exact, amounts) = of(Round::First);
    let total = grouped(rounds.total);
    writeln!(
        text,
        "\nfirst round: {} to each of {}, the rest by a key with the total {total}, {}",
        rounds.base, rounds.recipients, rounds.rounding
    )?;
    for (recipients, total) in &rounds.otherwise {
        let total = grouped(*total);
        writeln!(
            text,
            "  if only the {recipients} with an amount have the base amount, the total is about {total} and all else the same"
        )?;
    }
    writeln!(text, "  {exact} of {amounts} amounts exact")?;
    exceptions(text, rounds, Round::First, labels)?;
    let (exact, amounts) = of(Round::Second);
    writeln!(
        text,
        "\nsecond round: {} more to {amounts}, what they had times a factor from {} to {}",
        rounds.left,
        decimals(rounds.factor.lower),
        decimals(rounds.factor.upper)
    )?;
    writeln!(text, "  (by the sums {})", decimals(rounds.by_sums))?;
    writeln!(text, "  {exact} of {amounts} amounts exact")?;
    exceptions(text, rounds, Round::Second, labels)?;
    for (cell, it) in rounds.cells.iter().enumerate() {
        if it.round == Round::Second {
            let mark = if it.either {
                "  (or the first round only)"
            } else {
                ""
            };
            let (name, weight) = (label(labels, cell), grouped(it.weight));
            writeln!(
                text,
                "  {name:<30}{weight:>12} of the key, {} first{mark}",
                it.first
            )?;
        }
    }
    Ok(())
}

fn exceptions(text: &mut String, rounds: &Rounds, round: Round, labels: &[String]) -> fmt::Result {
    for (cell, it) in rounds.cells.iter().enumerate() {
        if it.round == round && it.difference != 0 {
            let name = label(labels, cell);
            writeln!(text, "  {name:<30}{:>+12} kr", it.difference)?;
        }
    }
    Ok(())
}

/// The rounds for programs.
pub fn rounds_json(found: &RoundsInference, labels: &[String]) -> Value {
    json!({
        "schema": "statsbidrag/infer/1",
        "kind": "rounds",
        "verdict": found.verdict.to_string(),
        "reason": found.reason.to_string(),
        "base": found.base.as_ref().map(|base| base_json(base, labels)),
        "rounds": found.rounds.as_ref().map(|it| rounds(it, labels)),
    })
}

fn rounds(rounds: &Rounds, labels: &[String]) -> Value {
    let otherwise =
        |(recipients, total): &(usize, u64)| json!({ "recipients": recipients, "total": total });
    json!({
        "base": rounds.base.0,
        "recipients": rounds.recipients,
        "total": rounds.total,
        "rounding": rounds.rounding.to_string(),
        "chance": chance_json(rounds.key.chance),
        "otherwise": rounds.otherwise.iter().map(otherwise).collect::<Vec<_>>(),
        "left": rounds.left.0,
        "factor": interval_json(Some(rounds.factor.lower), Some(rounds.factor.upper)),
        "factor_by_sums": fraction(rounds.by_sums),
        "first": { "cells": rounds.count(Round::First), "exact": rounds.exact(Round::First) },
        "second": { "cells": rounds.count(Round::Second), "exact": rounds.exact(Round::Second) },
        "cells": rounds.cells.iter().enumerate().map(|it| cell(it, labels)).collect::<Vec<_>>(),
    })
}

fn cell((position, it): (usize, &RoundCell), labels: &[String]) -> Value {
    let round = match it.round {
        Round::Neither => 0,
        Round::First => 1,
        Round::Second => 2,
    };
    json!({
        "row": label(labels, position),
        "round": round,
        "weight": it.weight,
        "first": it.first.0,
        "difference": it.difference,
        "either": it.either,
    })
}
