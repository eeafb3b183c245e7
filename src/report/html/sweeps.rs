//! What if: the step function of each threshold, as a slider that only looks values up.

use maud::{Markup, html};
use serde_json::{Value, json};

use super::super::model::{ReportedDecision, recipient_name};
use super::super::money::{digits, kronor, number as amount};
use super::super::what_if::{range, sweep_note};
use super::places::data_block;
use crate::decision::Decision;
use crate::exact::Ratio;
use crate::lang::{InWords, Lang, say};
use crate::what_if::Sweep;

/// The thresholds of a decision.
pub(super) fn section(reported: &ReportedDecision<'_>, number: usize, lang: Lang) -> Markup {
    if reported.sweeps.is_empty() {
        return html! {};
    }
    let heading = format!("d{number}-sweeps");
    html! {
        section aria-labelledby=(heading) {
            h3 id=(heading) { (say!(lang, "What if a threshold were another", "Tänk om en gräns vore en annan")) }
            p { (say!(
                lang,
                "Every value at which anything changes was computed beforehand; the slider looks the amounts up.",
                "Varje värde där något ändras är beräknat i förväg; reglaget slår upp beloppen."
            )) }
            @for (position, sweep) in reported.sweeps.iter().enumerate() {
                (sweep_article(reported.decision, sweep, &format!("s{number}-{position}"), lang))
            }
        }
    }
}

/// A threshold with its slider.
pub(in crate::report) fn sweep_article(
    decision: &Decision,
    sweep: &Sweep,
    id: &str,
    lang: Lang,
) -> Markup {
    let (grant, parameter) = (&sweep.grant, &sweep.parameter);
    let stands = sweep.stands().unwrap_or(0);
    let last = sweep.outcomes.len().saturating_sub(1);
    let decided = sweep.stands_at.to_string();
    let unit = sweep.unit;
    let (count, turns) = (sweep.outcomes.len(), sweep.breakpoints().len());
    let meaning = decision.parameters.get(parameter);
    let meaning = meaning.map(|it| it.meaning.as_str());
    html! {
        article.sweep data-sweep=(id) {
            h4 { (grant) ": " (parameter) }
            @if let Some(meaning) = meaning { p { (meaning) } }
            p { (say!(
                lang,
                "Decided is {decided} {unit}. {turns} values change something, with {count} outcomes.",
                "Beslutat är {decided} {unit}. {turns} värden ändrar något, med {count} utfall."
            )) }
            @if let Some(note) = sweep_note(sweep, lang) {
                p { (note) }
            }
            p.slider {
                label for=(id) { (say!(lang, "Outcome", "Utfall")) } " "
                input id=(id) type="range" min="0" max=(last) value=(stands) data-stands=(stands);
            }
            (outcomes(sweep, stands, lang))
            div.outcome id=(format!("{id}-view")) aria-live="polite" {}
            (data_block(&format!("{id}-data"), &data(decision, sweep, lang)))
        }
    }
}

/// Every outcome in a row: the values, what is given, to how many.
fn outcomes(sweep: &Sweep, stands: usize, lang: Lang) -> Markup {
    let name = say!(lang, "All outcomes", "Alla utfall");
    html! {
        details {
            summary { (name) }
            div.scroll tabindex="0" role="region" aria-label=(name) {
                table {
                    thead { tr {
                        th scope="col" { (say!(lang, "Values", "Värden")) }
                        th scope="col" { (say!(lang, "Given, kr", "Fördelat, kr")) }
                        th scope="col" { (say!(lang, "Recipients", "Mottagare")) }
                    } }
                    tbody {
                        @for (position, outcome) in sweep.outcomes.iter().enumerate() {
                            tr {
                                th scope="row" {
                                    (range(outcome, "; "))
                                    @if position == stands { " " (say!(lang, "(decided)", "(beslutat)")) }
                                }
                                @match &outcome.amounts {
                                    Ok(amounts) => {
                                        td.n { (given(amounts, lang)) }
                                        td.n { (paid(amounts)) }
                                    },
                                    Err(reason) => td colspan="2" { (reason.in_words(lang)) },
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn given(amounts: &[Ratio], lang: Lang) -> String {
    crate::what_if::sum(amounts).map_or_else(|_| String::new(), |it| amount(it, lang))
}

fn paid(amounts: &[Ratio]) -> usize {
    amounts.iter().filter(|it| !it.is_zero()).count()
}

/// What the slider looks up: recipients, and for each outcome its values, sum and amounts.
fn data(decision: &Decision, sweep: &Sweep, lang: Lang) -> Value {
    let grant = decision.grant(&sweep.grant);
    let computed = || {
        sweep
            .outcomes
            .iter()
            .filter_map(|it| it.amounts.as_ref().ok())
    };
    // who never has anything is not looked up
    let shown: Vec<usize> = (0..sweep.recipients.len())
        .filter(|&at| computed().any(|it| !it[at].is_zero()))
        .collect();
    let names = shown.iter().map(|&at| {
        let code = &sweep.recipients[at];
        let name = grant.map(|it| recipient_name(decision, it, code));
        name.unwrap_or_else(|| code.clone())
    });
    let mut last: Vec<String> = Vec::new();
    let outcomes = sweep.outcomes.iter().map(|outcome| match &outcome.amounts {
        Ok(amounts) => {
            let each: Vec<String> = shown.iter().map(|&at| digits(amounts[at])).collect();
            let now = each.iter().enumerate();
            // what is as in the outcome before is not written again
            let fresh = now.map(|(at, it)| match last.get(at) {
                Some(before) if before == it => "",
                _ => it.as_str(),
            });
            let fresh = fresh.collect::<Vec<_>>().join(";");
            last = each;
            let (given, n) = (
                crate::what_if::sum(amounts).map_or_else(|_| String::new(), |it| kronor(it, lang)),
                paid(amounts),
            );
            let line = say!(
                lang,
                "{given} to {n} recipients",
                "{given} till {n} mottagare"
            );
            json!([range(outcome, "; "), line, fresh])
        }
        Err(reason) => json!([range(outcome, "; "), reason.in_words(lang), null]),
    });
    json!({
        "names": names.collect::<Vec<_>>(),
        "unit": sweep.unit.name(),
        "outcomes": outcomes.collect::<Vec<_>>(),
        "words": {
            "recipient": say!(lang, "Recipient", "Mottagare"),
            "amount": say!(lang, "Amount, kr", "Belopp, kr"),
            "decided": say!(lang, "Decided, kr", "Beslutat, kr"),
            "is_decided": say!(lang, "as decided", "som beslutat"),
        },
    })
}
