//! A bound as text.

use std::fmt::Write;

use super::{decimals, label, more};
use crate::exact::Ratio;
use crate::inference::{Contradiction, ThresholdBounds};
use crate::lang::{Lang, say};

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
pub fn bound_by_count_text(
    bound: Option<&ThresholdBounds>,
    sought: &Sought<'_>,
    lang: Lang,
) -> String {
    let is_too_many = sought.reaching > sought.measures.len();
    let (count, reported) = (
        lang.count(sought.reaching),
        lang.count(sought.measures.len()),
    );
    let said = match bound {
        Some(bound) => {
            let bound = sought.words(bound, lang);
            say!(
                lang,
                "{count} of {reported} reach a bound t, {bound}",
                "{count} av {reported} når en gräns t, {bound}"
            )
        }
        None if is_too_many => say!(
            lang,
            "none: {count} cannot reach a bound, only {reported} rows have the measure",
            "ingen: {count} kan inte nå en gräns, bara {reported} rader har måttet"
        ),
        None => say!(
            lang,
            "none: no bound is reached by {count} of {reported}, since equal measures stand on both \
             sides of the count",
            "ingen: ingen gräns nås av {count} av {reported}, eftersom lika mått står på båda sidor \
             om antalet"
        ),
    };
    format!("{said}\n")
}

/// The bound that those with an amount reach, for people; `rows` are as they were asked about.
pub fn bound_by_membership_text(
    bound: &Result<ThresholdBounds, Contradiction>,
    rows: &[(Ratio, bool)],
    sought: &Sought<'_>,
    lang: Lang,
) -> String {
    let (chosen, all) = (lang.count(sought.reaching), lang.count(rows.len()));
    let contradiction = match bound {
        Ok(bound) => {
            let bound = sought.words(bound, lang);
            let said = say!(
                lang,
                "{chosen} of {all} with the measure have an amount: they reach a bound t, {bound}",
                "{chosen} av {all} med måttet har ett belopp: de når en gräns t, {bound}"
            );
            return format!("{said}\n");
        }
        Err(contradiction) => contradiction,
    };
    let mut text = say!(
        lang,
        "none: {chosen} of {all} with the measure have an amount, and no bound separates them from \
         the others",
        "ingen: {chosen} av {all} med måttet har ett belopp, och ingen gräns skiljer dem från de andra"
    );
    let left = contradiction.rows.len().saturating_sub(SHOWN);
    let against = lang.count(contradiction.rows.len());
    let otherwise = sought.words(&contradiction.otherwise, lang);
    let without = say!(
        lang,
        "without {against} rows that contradict it: {otherwise}",
        "utan {against} rader som säger emot den: {otherwise}"
    );
    // writing to a string cannot fail
    let _ = writeln!(text, "\n{without}");
    for row in contradiction.rows.iter().take(SHOWN) {
        let words = match rows[*row].1 {
            true => say!(lang, "paid", "har fått"),
            false => say!(lang, "not paid", "har inte fått"),
        };
        let name = label(sought.labels, *row);
        let measure = decimals(sought.measures[*row], lang);
        let _ = writeln!(text, "  {name:<30}{measure:>14}  {words}");
    }
    if left > 0 {
        let _ = writeln!(text, "  {}", more(left, lang));
    }
    text
}

impl Sought<'_> {
    /// The ends as those of the measure: the lower and the upper.
    pub(in crate::report) fn ends(
        &self,
        bound: &ThresholdBounds,
    ) -> (Option<Ratio>, Option<Ratio>) {
        let negative = |end: Option<Ratio>| end.map(Ratio::neg);
        if self.at_most {
            (negative(bound.upper), negative(bound.lower))
        } else {
            (bound.lower, bound.upper)
        }
    }

    fn words(&self, bound: &ThresholdBounds, lang: Lang) -> String {
        let (lower, upper) = self.ends(bound);
        let side = |value: Ratio| {
            let (rounded, value) = (decimals(value, lang), lang.number(&value.to_string()));
            say!(
                lang.unmarked(),
                "{rounded} (exactly {value})",
                "{rounded} (exakt {value})"
            )
        };
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
            (None, None) => say!(lang.unmarked(), "any t", "vilket t som helst"),
        }
    }
}
