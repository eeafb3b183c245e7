//! A bound as text and as JSON.

use std::fmt::Write;

use serde_json::{Value, json};

use super::{decimals, interval_json, label};
use crate::exact::Ratio;
use crate::inference::{Contradiction, ThresholdBounds};

/// Rows that contradict, shown in text.
const SHOWN: usize = 20;

/// What a bound was sought for.
#[derive(Clone, Copy, Debug)]
pub struct Sought<'a> {
    /// Whether measures are to be at most the bound; the bounds found are then those of the negative.
    pub at_most: bool,
    /// How many reach it.
    pub reaching: usize,
    /// The names of the rows.
    pub labels: &'a [String],
    /// Their measures.
    pub measures: &'a [Ratio],
}

/// The bound that a count gives, for people.
pub fn bound_by_count_text(bound: Option<&ThresholdBounds>, sought: &Sought<'_>) -> String {
    let (count, reported) = (sought.reaching, sought.measures.len());
    match bound {
        Some(bound) => format!(
            "{count} of {reported} reach a bound t, {}\n",
            sought.words(bound)
        ),
        None if count > reported => {
            format!("none: {count} cannot reach a bound, only {reported} rows have the measure\n")
        }
        None => format!(
            "none: no bound is reached by {count} of {reported}, since equal measures stand on both sides of the count\n"
        ),
    }
}

/// The bound that a count gives, for programs.
pub fn bound_by_count_json(bound: Option<&ThresholdBounds>, sought: &Sought<'_>) -> Value {
    sought.json(bound, &[])
}

/// The bound that those with an amount reach, for people; `rows` are as they were asked about.
pub fn bound_by_membership_text(
    bound: &Result<ThresholdBounds, Contradiction>,
    rows: &[(Ratio, bool)],
    sought: &Sought<'_>,
) -> String {
    let (chosen, all) = (sought.reaching, rows.len());
    let of = format!("{chosen} of {all} with the measure have an amount");
    let contradiction = match bound {
        Ok(bound) => return format!("{of}: they reach a bound t, {}\n", sought.words(bound)),
        Err(contradiction) => contradiction,
    };
    let against = contradiction.rows.len();
    let mut text = format!("none: {of}, and no bound separates them from the others\n");
    // writing to a string cannot fail
    let _ = writeln!(
        text,
        "without {against} rows that contradict it: {}",
        sought.words(&contradiction.otherwise)
    );
    for row in contradiction.rows.iter().take(SHOWN) {
        let words = if rows[*row].1 { "paid" } else { "not paid" };
        let (name, measure) = (label(sought.labels, *row), decimals(sought.measures[*row]));
        let _ = writeln!(text, "  {name:<30}{measure:>14}  {words}");
    }
    if against > SHOWN {
        let _ = writeln!(text, "  and {} more", against - SHOWN);
    }
    text
}

/// The bound that those with an amount reach, for programs.
pub fn bound_by_membership_json(
    bound: &Result<ThresholdBounds, Contradiction>,
    sought: &Sought<'_>,
) -> Value {
    match bound {
        Ok(bound) => sought.json(Some(bound), &[]),
        Err(it) => sought.json(Some(&it.otherwise), &it.rows),
    }
}

impl Sought<'_> {
    /// The ends as those of the measure: the lower and the upper.
    fn ends(&self, bound: &ThresholdBounds) -> (Option<Ratio>, Option<Ratio>) {
        let negative = |end: Option<Ratio>| end.map(Ratio::neg);
        if self.at_most {
            (negative(bound.upper), negative(bound.lower))
        } else {
            (bound.lower, bound.upper)
        }
    }

    fn words(&self, bound: &ThresholdBounds) -> String {
        let (lower, upper) = self.ends(bound);
        let side = |value: Ratio| format!("{} (exactly {value})", decimals(value));
        // the end that is a bound itself is the one that somebody reached
        let (from, to) = if self.at_most {
            ("≤", "<")
        } else {
            ("<", "≤")
        };
        match (lower.map(side), upper.map(side)) {
            (Some(lower), Some(upper)) => format!("{lower} {from} t {to} {upper}"),
            (Some(lower), None) => format!("{lower} {from} t"),
            (None, Some(upper)) => format!("t {to} {upper}"),
            (None, None) => "any t".to_owned(),
        }
    }

    fn json(&self, bound: Option<&ThresholdBounds>, contradicting: &[usize]) -> Value {
        let interval = |bound: &ThresholdBounds| {
            let (lower, upper) = self.ends(bound);
            interval_json(lower, upper)
        };
        let verdict = match bound {
            Some(_) if contradicting.is_empty() => "bound",
            _ => "none",
        };
        let names = contradicting.iter().map(|row| label(self.labels, *row));
        json!({
            "schema": "statsbidrag/infer/1",
            "kind": "threshold",
            "verdict": verdict,
            "reached_by": if self.at_most { "at-most" } else { "at-least" },
            "count": self.reaching,
            "cells": self.measures.len(),
            "bound": bound.map(interval),
            "contradicting": names.collect::<Vec<_>>(),
        })
    }
}
