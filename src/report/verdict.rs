//! The verdict of a report in one sentence.

use super::model::Counts;
use crate::lang::{Lang, say};

/// What the audit came to.
pub(super) fn verdict(counts: &Counts, lang: Lang) -> String {
    let checks = grouped(counts.checks.evaluated);
    let (n, new, gone) = (counts.findings, counts.new, counts.vanished);
    match (n, counts.is_clean()) {
        (0, _) => say!(
            lang,
            "The figures agree with each other and with the rules: of {checks} checks, none gives a \
             finding.",
            "Uppgifterna stämmer med varandra och med reglerna: ingen av {checks} kontroller ger en \
             iakttagelse."
        ),
        (_, true) => say!(
            lang,
            "The figures differ in {n} places, all of them known before; nothing is new in {checks} \
             checks.",
            "Uppgifterna skiljer sig på {n} ställen, alla kända sedan tidigare; inget är nytt bland \
             {checks} kontroller."
        ),
        (_, false) => say!(
            lang,
            "The figures differ in {n} places; {new} of them are new, and {gone} that were known are \
             gone, in {checks} checks.",
            "Uppgifterna skiljer sig på {n} ställen; {new} av dem är nya och {gone} som var kända finns \
             inte kvar, bland {checks} kontroller."
        ),
    }
}

/// A count with spaces between thousands.
pub(super) fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            out.push('\u{a0}');
        }
        out.push(digit);
    }
    out
}

/// How many findings are new, and how many acknowledged ones are gone.
pub(super) fn new_and_vanished(counts: &Counts, lang: Lang) -> String {
    let (new, vanished) = (counts.new, counts.vanished);
    say!(
        lang,
        "{new} new, {vanished} vanished",
        "{new} nya, {vanished} försvunna"
    )
}
