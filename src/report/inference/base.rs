//! A base amount found together with its key, as text and as JSON.

use std::fmt::Write;

use serde_json::{Value, json};

use super::key::{InferredRows, inference_json, keys_text};
use super::{decimals, grouped, interval_json};
use crate::inference::{BaseCandidate, BaseInference, InferenceVerdict};

/// Other base amounts shown in text.
const SHOWN: usize = 5;

/// The base amount and the key for people; `labels` are the names of the rows.
pub fn base_text(found: &BaseInference, labels: &[String]) -> String {
    let mut text = String::new();
    // writing to a string cannot fail
    let _ = writeln!(text, "{}: {}", found.verdict, found.reason);
    if let Some((lower, upper)) = found.a_head {
        let (lower, upper) = (decimals(lower), decimals(upper));
        let _ = writeln!(
            text,
            "\na head {lower} to {upper} kr, whatever the base amount is"
        );
    }
    let shown = match found.verdict {
        InferenceVerdict::Key => 1,
        InferenceVerdict::Ambiguous | InferenceVerdict::None => SHOWN,
    };
    for it in found.bases.iter().take(shown) {
        let (base, total) = (it.base, grouped(it.total));
        let (exact, amounts) = (it.exact, it.amounts);
        let _ = writeln!(
            text,
            "base {base}, total {total}: {exact} of {amounts} different amounts exact"
        );
    }
    if let Some(inference) = found
        .inference
        .as_ref()
        .filter(|_| found.verdict == InferenceVerdict::Key)
    {
        text.push_str(&keys_text(inference, InferredRows::whole(labels)));
    }
    text
}

/// The base amount and the key for programs.
pub fn base_json(found: &BaseInference, labels: &[String]) -> Value {
    let keys = match &found.inference {
        Some(inference) => inference_json(inference, InferredRows::whole(labels))["keys"].clone(),
        None => json!([]),
    };
    json!({
        "schema": "statsbidrag/infer/1",
        "kind": "base",
        "verdict": found.verdict.to_string(),
        "reason": found.reason.to_string(),
        "a_head": found.a_head.map(|(lower, upper)| interval_json(Some(lower), Some(upper))),
        "bases": found.bases.iter().map(base).collect::<Vec<_>>(),
        "weighed": found.weighed,
        "keys": keys,
    })
}

fn base(it: &BaseCandidate) -> Value {
    json!({
        "base": it.base.0,
        "total": it.total,
        "amounts": it.amounts,
        "exact": it.exact,
    })
}
