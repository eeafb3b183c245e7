//! An inference as text and as JSON (`statsbidrag/infer/1`).

use std::fmt::Write;

use serde_json::{Number, Value, json};

use crate::exact::Ratio;
use crate::inference::{Chance, Exception, Inference, IntegerKey};

/// Exceptions shown of each key in text.
const SHOWN: usize = 20;
/// The smallest power of ten that every reader of JSON can hold as a number.
const SMALLEST_EXPONENT: i64 = -300;

/// The inference for people; `labels` are the names of the rows.
pub fn inference_text(inference: &Inference, labels: &[String]) -> String {
    let mut text = String::new();
    // writing to a string cannot fail
    let _ = writeln!(text, "{}: {}", inference.verdict, inference.reason);
    for key in &inference.keys {
        let _ = writeln!(
            text,
            "\ntotal {}, {}: {} of {} cells exact; {} totals of this size would fit by chance",
            Ratio::whole(i128::from(key.total)),
            key.rounding,
            key.exact,
            key.cells,
            key.chance
        );
        for Exception { cell, difference } in key.exceptions.iter().take(SHOWN) {
            let _ = writeln!(
                text,
                "  {:<30}{difference:>+12} kr   ({} of the key)",
                label(labels, *cell),
                Ratio::whole(i128::from(key.weights[*cell]))
            );
        }
        let more = key.exceptions.len().saturating_sub(SHOWN);
        if more > 0 {
            let _ = writeln!(text, "  and {more} more");
        }
    }
    text
}

/// The inference for programs; `labels` are the names of the rows.
pub fn inference_json(inference: &Inference, labels: &[String]) -> Value {
    json!({
        "schema": "statsbidrag/infer/1",
        "verdict": inference.verdict.to_string(),
        "reason": inference.reason.to_string(),
        "keys": inference.keys.iter().map(|it| key(it, labels)).collect::<Vec<_>>(),
    })
}

fn key(key: &IntegerKey, labels: &[String]) -> Value {
    let exception =
        |it: &Exception| json!({ "row": label(labels, it.cell), "difference": it.difference });
    let weight =
        |(cell, weight): (usize, &u64)| json!({ "row": label(labels, cell), "weight": weight });
    json!({
        "total": key.total,
        "rounding": key.rounding.to_string(),
        "cells": key.cells,
        "exact": key.exact,
        "exceptions": key.exceptions.iter().map(exception).collect::<Vec<_>>(),
        "chance": chance(key.chance),
        "weights": key.weights.iter().enumerate().map(weight).collect::<Vec<_>>(),
    })
}

/// The bound as a JSON number, never below the smallest: it stays a bound from above.
fn chance(chance: Chance) -> Value {
    let exponent = chance.exponent.clamp(SMALLEST_EXPONENT, -SMALLEST_EXPONENT);
    format!("1e{exponent}")
        .parse::<Number>()
        .map_or(Value::Null, Value::Number)
}

fn label(labels: &[String], cell: usize) -> &str {
    labels.get(cell).map_or("", String::as_str)
}
