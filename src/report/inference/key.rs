//! A key as text.

use std::fmt::Write;

use super::{grouped, label, more};
use crate::inference::{Exception, Inference, InferenceReason, InferenceVerdict};
use crate::lang::{InWords, Lang, say};
use crate::report::json::KronorJson;

/// Exceptions shown of each key in text.
const SHOWN: usize = 20;

/// The rows that a key was inferred from, as they are printed.
#[derive(Clone, Copy, Debug)]
pub struct InferredRows<'a> {
    /// Their names.
    pub labels: &'a [String],
    /// How many of what the amounts were counted in make a krona.
    pub per_krona: u32,
    /// Whether the amounts are printed with the other sign.
    pub mirrored: bool,
}

impl<'a> InferredRows<'a> {
    /// Rows with whole kronor.
    pub fn whole(labels: &'a [String]) -> InferredRows<'a> {
        InferredRows {
            labels,
            per_krona: 1,
            mirrored: false,
        }
    }

    /// A difference as printed, in öre where there are any.
    fn difference(&self, difference: i64) -> (i64, u32) {
        let signed = match self.mirrored {
            true => difference.saturating_neg(),
            false => difference,
        };
        (signed, self.per_krona)
    }

    fn difference_text(&self, difference: i64) -> String {
        match self.difference(difference) {
            (kronor, 1) => format!("{kronor:+}"),
            (parts, per_krona) => {
                let sign = if parts < 0 { '-' } else { '+' };
                let (parts, per_krona) = (parts.unsigned_abs(), u64::from(per_krona));
                format!("{sign}{},{:02}", parts / per_krona, parts % per_krona)
            }
        }
    }

    pub(in crate::report) fn difference_json(&self, difference: i64) -> KronorJson {
        let (parts, per_krona) = self.difference(difference);
        KronorJson::of(parts, per_krona)
    }
}

/// The inference for people.
pub fn inference_text(inference: &Inference, rows: InferredRows<'_>, lang: Lang) -> String {
    let verdict = verdict_text(inference.verdict, &inference.reason, lang);
    format!("{verdict}\n{}", keys_text(inference, rows, lang))
}

/// A verdict and what it rests on.
pub(super) fn verdict_text(
    verdict: InferenceVerdict,
    reason: &InferenceReason,
    lang: Lang,
) -> String {
    let (verdict, reason) = (verdict.in_words(lang), reason.in_words(lang));
    format!("{verdict}: {reason}")
}

/// The keys without the verdict.
pub(super) fn keys_text(inference: &Inference, rows: InferredRows<'_>, lang: Lang) -> String {
    let mut text = String::new();
    for key in &inference.keys {
        // writing to a string cannot fail
        let (total, rounding) = (
            grouped(key.total, lang),
            key.rounding.in_words(lang.unmarked()),
        );
        let (exact, cells) = (lang.count(key.exact), lang.count(key.cells));
        let chance = key.chance;
        let said = say!(
            lang,
            "total {total}, {rounding}: {exact} of {cells} cells exact; {chance} totals of this size \
             would fit by chance",
            "nyckelsumma {total}, {rounding}: {exact} av {cells} celler på kronan; {chance} så stora \
             nyckelsummor skulle stämma av en slump"
        );
        let _ = writeln!(text, "\n{said}");
        for Exception { cell, difference } in key.exceptions.iter().take(SHOWN) {
            let weight = grouped(key.weights[*cell], lang);
            let of_key = say!(lang, "({weight} of the key)", "({weight} av nyckeln)");
            let name = label(rows.labels, *cell);
            let (difference, kr) = (rows.difference_text(*difference), lang.number(" kr"));
            let _ = writeln!(text, "  {name:<30}{difference:>12}{kr}   {of_key}");
        }
        let left = key.exceptions.len().saturating_sub(SHOWN);
        if left > 0 {
            let _ = writeln!(text, "  {}", more(left, lang));
        }
    }
    text
}
