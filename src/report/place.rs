//! Everything that decisions give one place, on one page.

use std::fmt::Write;

use super::explain::{Recipient, explain};
use crate::decision::Decision;
use crate::lang::{InWords, Lang, say};
use crate::tables::{SettledPlace, Unit};

/// Every grant of every decision for a place, step by step, each with what is published; and the
/// amounts that are printed for it where no rule is known.
pub fn place_text(decisions: &[Decision], place: &SettledPlace, lang: Lang) -> String {
    let mut out = String::new();
    let (name, code) = (&place.name, &place.code);
    // writing to a string cannot fail
    let _ = writeln!(out, "{name} ({code})\n");
    let mut without = Vec::new();
    for decision in decisions {
        let title = &decision.manifest.title.sv;
        let id = &decision.manifest.id;
        let mut is_in = false;
        for grant in &decision.grants {
            let position = grant.recipients.iter().position(|it| it == code);
            let Some(position) = position else { continue };
            let heading = format!("── {id}: {} ──", grant.title);
            let _ = writeln!(out, "{heading}");
            let recipient = Recipient { position, name };
            match explain(decision, grant, &recipient, lang) {
                Ok(text) => {
                    let _ = writeln!(out, "{text}");
                }
                Err(reason) => {
                    let reason = reason.in_words(lang.unmarked());
                    let line = say!(
                        lang,
                        "cannot be computed: {reason}",
                        "kan inte beräknas: {reason}"
                    );
                    let _ = writeln!(out, "{line}\n");
                }
            }
            is_in = true;
        }
        if decision.grants.is_empty() {
            is_in = printed(&mut out, decision, place, lang);
        }
        if !is_in {
            without.push(format!("{id} ({title})"));
        }
    }
    if !without.is_empty() {
        let names = without.join("; ");
        let line = say!(
            lang,
            "nothing for {name} in {names}",
            "inget för {name} i {names}"
        );
        let _ = writeln!(out, "{line}");
    }
    out
}

/// The amounts of a decision whose rule is not known.
fn printed(out: &mut String, decision: &Decision, place: &SettledPlace, lang: Lang) -> bool {
    let mut found = false;
    for table in decision.tables.values() {
        let Some(row) = table.row_index(&place.code) else {
            continue;
        };
        let amounts = table.columns.iter().enumerate();
        let amounts = amounts.filter(|(_, it)| matches!(it.unit, Unit::Kr | Unit::Tkr | Unit::Mkr));
        for (position, column) in amounts {
            if !found {
                let (id, title) = (&decision.manifest.id, &decision.manifest.title.sv);
                let _ = writeln!(out, "── {id}: {title} ──");
            }
            found = true;
            let (table_id, id) = (&table.id, &column.id);
            let printed = table.cell(row, position).printed;
            // a cell that says its unit needs no second one
            let cell = match printed.contains(char::is_alphabetic) {
                true => printed.to_owned(),
                false => format!("{printed}{}", lang.number(&format!(" {}", column.unit))),
            };
            let lines = table.rows[row].lines;
            let line = lines.map_or_else(String::new, |lines| {
                say!(lang.unmarked(), " (line {lines})", " (rad {lines})")
            });
            let line = say!(
                lang,
                "printed in {table_id}.{id}{line}: {cell}; no rule is known that gives it",
                "angivet i {table_id}.{id}{line}: {cell}; ingen känd regel ger beloppet"
            );
            let _ = writeln!(out, "{line}");
        }
    }
    if found {
        let _ = writeln!(out);
    }
    found
}
