//! The verdict of a report in one sentence.

use super::model::Counts;
use super::said::{CHECKS, FIGURES};
use crate::lang::{Lang, say};

/// What the audit came to.
pub(super) fn verdict(counts: &Counts, lang: Lang) -> String {
    let all = counts.all_checks();
    let counted = |count: usize, [english, swedish]: [[&str; 2]; 2]| {
        format!("{} {}", grouped(count), lang.noun(count, english, swedish))
    };
    let checks = counted(all.evaluated, CHECKS);
    let unchecked = counted(counts.figures[2], FIGURES);
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
            "Where the figures can be checked they agree: of {checks}, none gives a finding. \
             In no relation: {unchecked}.",
            "Där uppgifterna kan kontrolleras stämmer de: av {checks} ger ingen en iakttagelse. \
             Utan samband: {unchecked}."
        ),
        (_, true) => say!(
            lang,
            "The figures differ in {places}, all of it known before; nothing is new in {checks}.",
            "Uppgifterna skiljer sig åt på {places}, allt känt sedan tidigare; inget är nytt bland {checks}."
        ),
        (_, false) => {
            let status = new_and_vanished(counts, lang.unmarked());
            say!(
                lang,
                "The figures differ in {places} ({status}), in {checks}.",
                "Uppgifterna skiljer sig åt på {places} ({status}), bland {checks}."
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
