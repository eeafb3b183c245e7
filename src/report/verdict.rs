//! The verdict of a report in one sentence.

use super::model::Counts;
use crate::lang::{Lang, say};

/// What the audit came to.
pub(super) fn verdict(counts: &Counts, lang: Lang) -> String {
    let all = counts.all_checks();
    let checks = grouped(all.evaluated);
    let unchecked = grouped(counts.figures[2]);
    if counts.findings == 0 && all.evaluated == all.undecided {
        return say!(
            lang,
            "Nothing could be checked: no relation among these figures is known, found or decided. That \
             says nothing of whether they are right.",
            "Inget kunde kontrolleras: inget samband mellan uppgifterna är känt, inget hittades och inget kunde avgöras. Det säger inget om ifall de är riktiga."
        );
    }
    let places = match counts.findings {
        1 => say!(lang.unmarked(), "one place", "ett ställe"),
        n => say!(lang.unmarked(), "{n} places", "{n} ställen"),
    };
    match (counts.findings, counts.is_clean()) {
        (0, _) => say!(
            lang,
            "Where the figures can be checked they agree: of {checks} checks, none gives a finding. \
             {unchecked} figures are in no relation.",
            "Där uppgifterna kan kontrolleras stämmer de: ingen av {checks} kontroller ger en iakttagelse. \
             {unchecked} uppgifter ingår inte i något samband."
        ),
        (_, true) => say!(
            lang,
            "The figures differ in {places}, all of it known before; nothing is new in {checks} checks.",
            "Uppgifterna skiljer sig åt på {places}, allt känt sedan tidigare; inget är nytt bland {checks} \
             kontroller."
        ),
        (_, false) => {
            let status = new_and_vanished(counts, lang.unmarked());
            say!(
                lang,
                "The figures differ in {places} ({status}), in {checks} checks.",
                "Uppgifterna skiljer sig åt på {places} ({status}), bland {checks} kontroller."
            )
        }
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
    match new {
        1 => say!(
            lang,
            "{new} new, {vanished} vanished",
            "{new} ny, {vanished} försvunna"
        ),
        _ => say!(
            lang,
            "{new} new, {vanished} vanished",
            "{new} nya, {vanished} försvunna"
        ),
    }
}
