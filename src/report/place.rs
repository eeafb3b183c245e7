//! Everything that decisions give one place, on one page.

use std::fmt::Write;

use super::model::{PlaceAnswer, PlaceGrant, PrintedAmount};
use crate::decision::Decision;
use crate::lang::{Lang, say};
use crate::tables::SettledPlace;

/// Every grant of every decision for a place, step by step, each with what is published; and the
/// amounts that are printed for it where no rule is known.
pub fn place_text(decisions: &[Decision], place: &SettledPlace, lang: Lang) -> String {
    let answer = PlaceAnswer::new(decisions, place, lang);
    let mut out = String::new();
    let (name, code) = (&place.name, &place.code);
    // writing to a string cannot fail
    let _ = writeln!(out, "{name} ({code})\n");
    for grant in &answer.grants {
        let _ = writeln!(out, "── {} ──", heading(grant));
        match grant {
            PlaceGrant::Computed(it) => {
                let _ = writeln!(out, "{}", it.told);
            }
            PlaceGrant::Problem(_, _, reason) => {
                let _ = writeln!(out, "{}\n", cannot(reason, lang));
            }
            PlaceGrant::Printed(_, amounts) => {
                for amount in amounts {
                    let _ = writeln!(out, "{}", printed(amount, lang));
                }
                let _ = writeln!(out);
            }
        }
    }
    if let Some(line) = nothing_in(&answer, lang) {
        let _ = writeln!(out, "{line}");
    }
    out
}

/// What a grant is headed by: its decision and its title.
pub(super) fn heading(grant: &PlaceGrant<'_>) -> String {
    let (decision, title) = match grant {
        PlaceGrant::Computed(it) => (it.decision, it.grant.title.as_str()),
        PlaceGrant::Problem(decision, grant, _) => (*decision, grant.title.as_str()),
        PlaceGrant::Printed(decision, _) => (*decision, decision.manifest.title.sv.as_str()),
    };
    format!("{}: {title}", decision.manifest.id)
}

/// Why a grant has no amount.
pub(super) fn cannot(reason: &str, lang: Lang) -> String {
    say!(
        lang,
        "cannot be computed: {reason}",
        "kan inte beräknas: {reason}"
    )
}

/// An amount that is printed and that no rule gives.
pub(super) fn printed(amount: &PrintedAmount<'_>, lang: Lang) -> String {
    let column = &amount.column;
    // a cell that says its unit needs no second one
    let cell = match amount.printed.contains(char::is_alphabetic) {
        true => amount.printed.to_owned(),
        false => {
            let unit = lang.number(&format!(" {}", amount.unit));
            format!("{}{unit}", amount.printed)
        }
    };
    let line = amount.lines.map_or_else(String::new, |lines| {
        say!(lang.unmarked(), " (line {lines})", " (rad {lines})")
    });
    say!(
        lang,
        "printed in {column}{line}: {cell}; no rule is known that gives it",
        "angivet i {column}{line}: {cell}; ingen känd regel ger beloppet"
    )
}

/// The decisions in which there is nothing for the place.
pub(super) fn nothing_in(answer: &PlaceAnswer<'_>, lang: Lang) -> Option<String> {
    let without = answer.without.iter().map(|it| {
        let (id, title) = (&it.manifest.id, &it.manifest.title.sv);
        format!("{id} ({title})")
    });
    let names = without.collect::<Vec<_>>().join("; ");
    let name = &answer.place.name;
    (!names.is_empty()).then(|| {
        say!(
            lang,
            "nothing for {name} in {names}",
            "inget för {name} i {names}"
        )
    })
}
