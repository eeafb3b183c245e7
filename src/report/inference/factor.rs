//! A common factor as text and as JSON.

use std::fmt::Write;

use serde_json::{Value, json};

use super::{decimals, interval_json, label};
use crate::inference::CommonFactor;

/// Exceptions shown in text.
const SHOWN: usize = 20;
/// One factor for two pairs is no news: any two amounts nearly share one.
const NONE: &str = "none: no two amounts are what is known times the same factor";

/// The factor for people; `labels` are the names of the pairs.
pub fn factor_text(factor: Option<&CommonFactor>, labels: &[String]) -> String {
    let mut text = String::new();
    let Some(factor) = factor else {
        return format!("{NONE} ({} rows in both columns)\n", labels.len());
    };
    // writing to a string cannot fail
    let _ = writeln!(
        text,
        "factor: {} to {}; {} of {} cells exact",
        decimals(factor.lower),
        decimals(factor.upper),
        factor.exact,
        factor.cells
    );
    let _ = writeln!(
        text,
        "exactly: at least {}, below {}",
        factor.lower, factor.upper
    );
    for (cell, difference) in factor.exceptions.iter().take(SHOWN) {
        let _ = writeln!(text, "  {:<30}{difference:>+12} kr", label(labels, *cell));
    }
    let more = factor.exceptions.len().saturating_sub(SHOWN);
    if more > 0 {
        let _ = writeln!(text, "  and {more} more");
    }
    text
}

/// The factor for programs.
pub fn factor_json(factor: Option<&CommonFactor>, labels: &[String]) -> Value {
    let exception = |(cell, difference): &(usize, i64)| json!({ "row": label(labels, *cell), "difference": difference });
    json!({
        "schema": "statsbidrag/infer/1",
        "kind": "factor",
        "factor": factor.map(|it| interval_json(Some(it.lower), Some(it.upper))),
        "cells": factor.map_or(0, |it| it.cells),
        "exact": factor.map_or(0, |it| it.exact),
        "exceptions": factor.map_or(Vec::new(), |it| it.exceptions.iter().map(exception).collect()),
    })
}
