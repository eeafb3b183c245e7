//! Relations that were found and nobody wrote, each with what supports it.

use maud::{Markup, html};

use super::super::model::ReportedDecision;
use super::super::said;
use super::anchors;
use crate::audit::CheckResult;
use crate::lang::{InWords, Lang, say};

/// The relations that were found; nothing where they were not looked for.
pub(super) fn section(reported: &ReportedDecision<'_>, number: usize, lang: Lang) -> Markup {
    let checks: Vec<&CheckResult> = reported.found_checks().collect();
    if checks.is_empty() && reported.found.is_none() {
        return html! {};
    }
    let heading = format!("d{number}-relations");
    let name = say!(lang, "Relations that were found", "Samband som hittades");
    html! {
        section aria-labelledby=(heading) {
            h3 id=(heading) { (name) }
            p { (say!(
                lang,
                "Nobody wrote these: they were found in the tables, because they hold far more often than \
                 chance would have it. What breaks one is a finding.",
                "Ingen har skrivit dem: de hittades i tabellerna, eftersom de gäller långt oftare än slumpen skulle ge. Det som bryter mot ett är en iakttagelse."
            )) }
            @if !checks.is_empty() { (listed(reported, &checks, (number, &name), lang)) }
            (not_found(reported, lang))
        }
    }
}

fn listed(
    reported: &ReportedDecision<'_>,
    checks: &[&CheckResult],
    (number, name): (usize, &str),
    lang: Lang,
) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(name) {
            table {
                thead { tr {
                    th scope="col" { (say!(lang, "What holds", "Vad som gäller")) }
                    th scope="col" { (say!(lang, "How often", "Hur ofta")) }
                    th scope="col" { (say!(lang, "Findings", "Iakttagelser")) }
                } }
                tbody {
                    @for check in checks {
                        tr {
                            th scope="row" { (check.text.in_words(lang)) }
                            td { (said::support(check, lang)) }
                            td {
                                @for position in reported.findings_of(check) {
                                    a href=(format!("#{}", anchors::finding(number, position))) {
                                        (reported.findings[position].finding.id)
                                    }
                                    " "
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What was found and is no law, and where nothing was found.
fn not_found(reported: &ReportedDecision<'_>, lang: Lang) -> Markup {
    let Some(found) = reported.found else {
        return html! {};
    };
    let habits = found.habits;
    html! {
        @if habits > 0 {
            p { (say!(
                lang,
                "{habits} more hold often, but not so often that a break of them would be a finding; \
                 statsbidrag discover lists them.",
                "{habits} till gäller ofta, men inte så ofta att ett brott mot dem vore en iakttagelse; \
                 statsbidrag discover listar dem."
            )) }
        }
        @if !found.nothing.is_empty() {
            ul {
                @for (table, why) in &found.nothing {
                    li { strong { (table) } ": " (why.in_words(lang)) }
                }
            }
        }
    }
}
