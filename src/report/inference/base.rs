//! A base amount found together with its key.

use std::fmt::Write;

use super::key::{InferredRows, keys_text, verdict_text};
use super::{decimals, grouped};
use crate::inference::{BaseInference, InferenceVerdict};
use crate::lang::{Lang, say};

/// Other base amounts shown in text.
const SHOWN: usize = 5;

/// The base amount and the key for people; `labels` are the names of the rows.
pub fn base_text(found: &BaseInference, labels: &[String], lang: Lang) -> String {
    let mut text = String::new();
    // writing to a string cannot fail
    let _ = writeln!(text, "{}", verdict_text(found.verdict, &found.reason, lang));
    if let Some((lower, upper)) = found.a_head {
        let (lower, upper) = (decimals(lower, lang), decimals(upper, lang));
        let said = say!(
            lang,
            "a head {lower} to {upper} kr, whatever the base amount is",
            "per enhet {lower} till {upper}\u{a0}kr, vad minibeloppet än är"
        );
        let _ = writeln!(text, "\n{said}");
    }
    let shown = match found.verdict {
        InferenceVerdict::Key => 1,
        InferenceVerdict::Ambiguous | InferenceVerdict::None => SHOWN,
    };
    for it in found.bases.iter().take(shown) {
        let (base, total) = (lang.number(&it.base.to_string()), grouped(it.total, lang));
        let (exact, amounts) = (lang.count(it.exact), lang.count(it.amounts));
        let said = say!(
            lang,
            "base {base}, total {total}: {exact} of {amounts} different amounts exact",
            "minibelopp {base}, nyckelsumma {total}: {exact} av {amounts} olika belopp på kronan"
        );
        let _ = writeln!(text, "{said}");
    }
    if let Some(inference) = found
        .inference
        .as_ref()
        .filter(|_| found.verdict == InferenceVerdict::Key)
    {
        text.push_str(&keys_text(inference, InferredRows::whole(labels), lang));
    }
    text
}
