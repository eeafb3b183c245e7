//! Which of several appropriations the amounts support.

use std::fmt::Write;

use super::key::{InferredRows, keys_text};
use crate::inference::{InferenceVerdict, Supported};
use crate::lang::{InWords, Lang, say};

/// Whether one is supported and no other.
pub(in crate::report) fn is_settled(ranked: &[Supported]) -> bool {
    let is_key = |it: &Supported| it.inference.verdict == InferenceVerdict::Key;
    ranked.first().is_some_and(is_key) && !ranked.iter().skip(1).any(is_key)
}

/// The appropriations for people, the best supported first.
pub fn appropriations_text(ranked: &[Supported], labels: &[String], lang: Lang) -> String {
    let mut text = String::new();
    let Some(first) = ranked.first() else {
        return text;
    };
    let heading = if is_settled(ranked) {
        let appropriation = lang.number(&first.appropriation.to_string());
        say!(
            lang,
            "the amounts support {appropriation} and no other",
            "beloppen stöder {appropriation} och inget annat"
        )
    } else {
        say!(
            lang,
            "the amounts do not single out one of these appropriations",
            "beloppen pekar inte ut något av dessa anslag"
        )
    };
    // writing to a string cannot fail
    let _ = writeln!(text, "{heading}\n");
    for it in ranked {
        let verdict = it.inference.verdict.in_words(lang);
        let reason = it.inference.reason.in_words(lang);
        let appropriation = lang.number(&it.appropriation.to_string());
        let _ = writeln!(text, "{appropriation}\n  {verdict}: {reason}");
    }
    if is_settled(ranked) {
        text.push_str(&keys_text(
            &first.inference,
            InferredRows::whole(labels),
            lang,
        ));
    }
    text
}
