//! A key as text and as JSON.

use std::fmt::Write;

use serde_json::{Value, json};

use super::{chance_json, grouped, label};
use crate::inference::{Exception, Inference, IntegerKey};

/// Exceptions shown of each key in text.
const SHOWN: usize = 20;

/// The inference for people; `labels` are the names of the rows.
pub fn inference_text(inference: &Inference, labels: &[String]) -> String {
    let verdict = format!("{}: {}\n", inference.verdict, inference.reason);
    verdict + &keys_text(inference, labels)
}

/// The keys without the verdict.
pub(super) fn keys_text(inference: &Inference, labels: &[String]) -> String {
    let mut text = String::new();
    for key in &inference.keys {
        // writing to a string cannot fail
        let _ = writeln!(
            text,
            "\ntotal {}, {}: {} of {} cells exact; {} totals of this size would fit by chance",
            grouped(key.total),
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
                grouped(key.weights[*cell])
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
        "kind": "key",
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
        "chance": chance_json(key.chance),
        "weights": key.weights.iter().enumerate().map(weight).collect::<Vec<_>>(),
    })
}
