//! A view for one place: every grant with every step, and the rows of all tables, looked up.

use maud::{Markup, PreEscaped, html};
use serde_json::{Value, json};

use super::super::model::{GrantOfPlace, Report, grants_of, recipient_name};
use super::super::money::{difference, digits};
use super::super::said;
use crate::lang::{InWords, Lang, say};

/// The section with its list of places and the data that the script looks up in.
pub(super) fn section(report: &Report<'_>) -> Markup {
    let lang = report.lang;
    let mut names: Vec<(String, String)> = Vec::new();
    let mut grants = Vec::new();
    for (position, reported) in report.decisions.iter().enumerate() {
        for grant in grants_of(reported.decision, lang) {
            for code in &grant.grant.recipients {
                let name = recipient_name(reported.decision, grant.grant, code);
                names.push((code.clone(), name));
            }
            grants.push(of_grant(position, &grant, lang));
        }
    }
    names.sort();
    names.dedup_by(|a, b| a.0 == b.0);
    if names.is_empty() {
        return html! {};
    }
    names.sort_by(|a, b| a.1.cmp(&b.1).then_with(|| a.0.cmp(&b.0)));
    let data = json!({ "grants": grants, "words": words(lang) });
    html! {
        section aria-labelledby="places" {
            h2 id="places" { (say!(lang, "One place", "En ort")) }
            p { (say!(
                lang,
                "Everything that the decisions give one recipient, step by step, with what is published, and \
                 the rows of all tables that are about it.",
                "Allt som besluten ger en mottagare, steg för steg, med det som är publicerat, och de rader i \
                 alla tabeller som gäller den."
            )) }
            noscript { p { (say!(
                lang,
                "This view looks up in the page with a script. Without scripts: statsbidrag place NAME.",
                "Den här vyn slår upp i sidan med ett skript. Utan skript: statsbidrag place NAMN."
            )) } }
            p {
                label for="place" { (say!(lang, "Recipient", "Mottagare")) } " "
                select id="place" {
                    option value="" { "–" }
                    @for (code, name) in &names {
                        option value=(code) { (name) " (" (code) ")" }
                    }
                }
            }
            div id="place-view" aria-live="polite" {}
            (data_block("place-data", &data))
        }
    }
}

/// Data for the script. It is no script itself, and no text in it can end it.
pub(super) fn data_block(id: &str, data: &Value) -> Markup {
    let text = data.to_string().replace('<', "\\u003c");
    html! { script type="application/json" id=(id) { (PreEscaped(text)) } }
}

fn words(lang: Lang) -> Value {
    json!({
        "computed": say!(lang, "after the step, kr", "efter steget, kr"),
        "step": say!(lang, "Step", "Steg"),
        "published": say!(lang, "published", "publicerat"),
        "same": say!(lang, "the same as computed", "samma som beräknat"),
        "differs": say!(lang, "differs from what is computed by", "skiljer sig från det beräknade med"),
        "rows": say!(lang, "Rows of the tables", "Rader i tabellerna"),
        "unlisted": said::not_listed(lang),
        "kr": "kr",
    })
}

/// A grant: its recipients, its steps, what is published; a list a step, in the order of recipients.
fn of_grant(decision: usize, grant: &GrantOfPlace<'_>, lang: Lang) -> Value {
    let steps = grant.steps.iter().map(|step| {
        let amounts = step.amounts.iter().map(|it| {
            let is_zero = it.is_zero();
            if is_zero { String::new() } else { digits(*it) }
        });
        json!([step.title, amounts.collect::<Vec<_>>().join(";")])
    });
    let conditions = grant.conditions.iter().map(|it| {
        let answers = it.judgements.iter().map(|it| it.answer.in_words(lang));
        let mut kinds: Vec<String> = Vec::new();
        let mut which = String::new();
        for answer in answers {
            let at = kinds.iter().position(|it| *it == answer);
            let at = at.unwrap_or_else(|| {
                kinds.push(answer);
                kinds.len() - 1
            });
            which.push_str(&at.to_string());
        }
        json!([it.title.in_lang(lang), kinds, which])
    });
    let published = grant.published.iter().map(|(name, cells)| {
        let cells = cells.iter().map(|cell| match cell {
            None => String::new(),
            Some(cell) => match cell.residual {
                Some(by) if by.is_zero() => "=".to_owned(),
                Some(by) => format!("{}|{}", cell.printed, difference(by, lang)),
                None => format!("{}|", cell.printed),
            },
        });
        json!([name, cells.collect::<Vec<_>>()])
    });
    json!({
        "decision": decision,
        "title": grant.grant.title,
        "codes": grant.grant.recipients.join(";"),
        "conditions": conditions.collect::<Vec<_>>(),
        "steps": steps.collect::<Vec<_>>(),
        "published": published.collect::<Vec<_>>(),
    })
}
