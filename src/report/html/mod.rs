//! The report as one HTML page: no network, no framework, nothing that is cut off.
//!
//! Text of a document is text: every piece of it is escaped where it is put in. The content security
//! policy forbids every request, and allows the one style and the one script of the page by their
//! fingerprints.

mod anchors;
mod findings;
mod grants;
mod page;
mod places;
mod policy;
mod reading;
mod relations;
mod sweeps;
mod tables;

use maud::{Markup, html};

use super::entry::{Topic, entry, topics_of};
use super::model::{Counts, Report, ReportedDecision};
use super::said;
use super::verdict::{grouped, new_and_vanished};
use crate::findings::Severity;
use crate::lang::{Lang, say};
pub(super) use page::{Page, page};
pub(super) use sweeps::sweep_article;

/// The report as a page.
pub fn audit_html(report: &Report<'_>) -> String {
    let lang = report.lang;
    let counts = report.counts();
    let title = match report.decisions.as_slice() {
        [one] => one.title(),
        all => {
            let n = all.len();
            say!(lang, "{n} decisions audited", "{n} beslut granskade")
        }
    };
    let body = html! {
        (verdict_section(&counts, lang))
        (contents(report))
        @for (number, decision) in report.decisions.iter().enumerate() {
            (decision_section(decision, number, lang))
        }
        (places::section(report))
        (words_used(report))
        (method(report))
    };
    page(&Page {
        title: &title,
        lang,
        body: &body,
    })
}

/// The verdict in one sentence, and four numbers.
fn verdict_section(counts: &Counts, lang: Lang) -> Markup {
    let (checks, hold) = (counts.checks.evaluated, counts.checks.hold);
    let [reproduced, checked, unchecked] = counts.figures;
    let numbers = [
        (
            checks,
            say!(lang, "checks made", "kontroller"),
            match counts.discovered.evaluated {
                0 => say!(lang, "{hold} hold", "{hold} stämmer"),
                found => say!(
                    lang,
                    "{hold} hold; {found} more in relations that were found",
                    "{hold} stämmer; {found} till i samband som hittades"
                ),
            },
        ),
        (
            reproduced,
            say!(lang, "figures reproduced", "återskapade uppgifter"),
            say!(
                lang,
                "a rule gives them to the krona, or is tested on them",
                "en regel ger dem på kronan eller prövas mot dem"
            ),
        ),
        (
            checked,
            say!(
                lang,
                "other figures checked",
                "andra kontrollerade uppgifter"
            ),
            say!(
                lang,
                "{unchecked} are in no relation",
                "{unchecked} ingår inte i något samband"
            ),
        ),
        (
            counts.findings,
            say!(lang, "findings", "iakttagelser"),
            new_and_vanished(counts, lang),
        ),
    ];
    html! {
        section aria-labelledby="verdict" {
            h2 id="verdict" { (say!(lang, "The verdict", "Resultatet")) }
            p.verdict { (super::verdict::verdict(counts, lang)) }
            dl.numbers {
                @for (number, what, more) in numbers {
                    div {
                        dt { (what) }
                        dd { strong { (grouped(number)) } span { (more) } }
                    }
                }
            }
        }
    }
}

/// The table of contents.
fn contents(report: &Report<'_>) -> Markup {
    let lang = report.lang;
    html! {
        nav aria-labelledby="contents" {
            h2 id="contents" { (say!(lang, "Contents", "Innehåll")) }
            ul {
                @for (number, decision) in report.decisions.iter().enumerate() {
                    li {
                        a href=(format!("#d{number}")) lang="sv" { (decision.title()) }
                        ul.inline {
                            @for (id, name) in parts(decision, lang) {
                                li { a href=(format!("#d{number}-{id}")) { (name) } }
                            }
                        }
                    }
                }
                @if report.decisions.iter().any(|it| !it.decision.grants.is_empty()) {
                    li { a href="#places" { (say!(lang, "One place", "En ort")) } }
                }
                @if !topics_of(report).is_empty() {
                    li { a href="#words" { (say!(lang, "What the words mean", "Vad orden betyder")) } }
                }
                li { a href="#method" { (say!(lang, "Method and limits", "Metod och gränser")) } }
            }
        }
    }
}

/// The parts of a decision's section that there is something to show in.
fn parts(decision: &ReportedDecision<'_>, lang: Lang) -> Vec<(&'static str, String)> {
    let n = decision.findings.len();
    let tables = decision
        .tables
        .iter()
        .filter(|it| it.table.is_printed())
        .count();
    let all = [
        (
            !decision.audit.reproductions.is_empty(),
            "grants",
            say!(lang, "Grants", "Bidrag"),
        ),
        (
            decision.read.is_some(),
            "reading",
            say!(lang, "What was read", "Vad som lästes"),
        ),
        (
            true,
            "findings",
            say!(lang, "Findings ({n})", "Iakttagelser ({n})"),
        ),
        (
            tables > 0,
            "tables",
            say!(lang, "Tables ({tables})", "Tabeller ({tables})"),
        ),
        (
            !decision.decision.claims.is_empty(),
            "claims",
            say!(lang, "Running text", "Löpande text"),
        ),
        (
            decision.found.is_some() || decision.found_checks().next().is_some(),
            "relations",
            say!(lang, "Relations found", "Hittade samband"),
        ),
        (
            !decision.sweeps.is_empty(),
            "sweeps",
            say!(lang, "What if", "Tänk om"),
        ),
    ];
    let shown = all.into_iter().filter(|(is_shown, ..)| *is_shown);
    shown.map(|(_, id, name)| (id, name)).collect()
}

fn decision_section(reported: &ReportedDecision<'_>, number: usize, lang: Lang) -> Markup {
    let heading = format!("d{number}");
    html! {
        section.decision aria-labelledby=(heading) {
            h2 id=(heading) lang="sv" { (reported.title()) }
            (facts(reported, lang))
            (reading::section(reported, number, lang))
            (grants::section(reported, number, lang))
            (findings::section(reported, number, lang))
            (tables::section(reported, number, lang))
            (tables::claims(reported, number, lang))
            (relations::section(reported, number, lang))
            (sweeps::section(reported, number, lang))
        }
    }
}

/// What the document is, and the fingerprints of what was read.
fn facts(reported: &ReportedDecision<'_>, lang: Lang) -> Markup {
    let manifest = &reported.decision.manifest;
    let counts = reported.counts();
    let severities = [
        Severity::Error,
        Severity::Incomplete,
        Severity::Definition,
        Severity::Rounding,
        Severity::Wording,
    ];
    let of = severities.map(|it| (reported.of_severity(it), said::severity(it, lang)));
    let of = of.into_iter().filter(|(count, _)| *count > 0);
    let of: Vec<String> = of.map(|(count, name)| format!("{count} {name}")).collect();
    let tally = counts.checks;
    let (hold, violated) = (grouped(tally.hold), tally.violated);
    let (unlikely, undecided) = (tally.unlikely, tally.undecided);
    html! {
        dl.facts {
            @if let Some(authority) = reported.authority() {
                dt { (say!(lang, "Authority", "Myndighet")) }
                dd lang="sv" { (authority) }
            }
            @if let Some(reference) = &manifest.reference {
                dt { (say!(lang, "Reference number", "Diarienummer")) }
                dd { (reference) }
            }
            @if let Some(date) = &manifest.date {
                dt { (say!(lang, "Date", "Datum")) }
                dd { (date) }
            }
            dt { (say!(lang, "Document", "Dokument")) }
            dd { (reported.audit.document) " " code { (reported.audit.sha256) } }
            dt { (say!(lang, "Checks", "Kontroller")) }
            dd { (say!(
                lang,
                "{hold} hold, {unlikely} hold by an unlikely rounding, {violated} differ, {undecided} \
                 could not be decided",
                "{hold} stämmer, {unlikely} stämmer bara med en osannolik avrundning, {violated} skiljer \
                 sig, {undecided} gick inte att avgöra"
            )) }
            @if counts.discovered.evaluated > 0 {
                @let (all, hold) = (grouped(counts.discovered.evaluated), grouped(counts.discovered.hold));
                dt { (say!(lang, "In relations that were found", "I samband som hittades")) }
                dd { (say!(lang, "{all} checks, {hold} hold", "{all} kontroller, {hold} stämmer")) }
            }
            dt { (say!(lang, "Findings", "Iakttagelser")) }
            dd {
                (counts.findings)
                @if !of.is_empty() { ": " (of.join(", ")) }
                "; " (new_and_vanished(&counts, lang))
            }
            dt { (say!(lang, "Fingerprint of all that was read", "Fingeravtryck av allt som lästes")) }
            dd {
                code { (reported.fingerprint) }
                details {
                    summary { (say!(lang, "File by file", "Fil för fil")) }
                    ul.files {
                        @for (name, sha256) in &reported.inputs {
                            li { (name) " " code { (sha256) } }
                        }
                    }
                }
            }
        }
    }
}

/// The kinds and causes that occur, each with its entry.
fn words_used(report: &Report<'_>) -> Markup {
    let lang = report.lang;
    let topics: Vec<Topic> = topics_of(report);
    if topics.is_empty() {
        return html! {};
    }
    html! {
        section aria-labelledby="words" {
            h2 id="words" { (say!(lang, "What the words mean", "Vad orden betyder")) }
            @for topic in topics {
                @let entry = entry(topic, lang);
                article.entry id=(topic.anchor()) {
                    h3 { (entry.title) }
                    dl {
                        dt { (say!(lang, "What it means", "Vad det betyder")) } dd { (entry.means) }
                        dt { (say!(lang, "How it is shown", "Hur det visas")) } dd { (entry.shown) }
                        dt { (say!(lang, "What to ask", "Vad man kan fråga")) } dd { (entry.ask) }
                    }
                }
            }
        }
    }
}

/// By what a page was made, what was asked, and what was read.
pub(super) fn facts_of_run(options: &[String], inputs: &[(String, String)], lang: Lang) -> Markup {
    html! {
        dl.facts {
            dt { (say!(lang, "Made by", "Framställd av")) } dd { (Report::version()) }
            dt { (say!(lang, "Asked for", "Begärt")) }
            dd { code { "statsbidrag " (options.join(" ")) } }
            @for (name, fingerprint) in inputs {
                dt { (say!(lang, "Fingerprint of {name}", "Fingeravtryck av {name}")) }
                dd { code { (fingerprint) } }
            }
        }
    }
}

/// How the figures were tested, and what the report cannot say.
fn method(report: &Report<'_>) -> Markup {
    let lang = report.lang;
    let limits = [
        say!(
            lang,
            "A printed number stands for every value that is printed so: 40 % is anything from 39,5 up \
             to 40,5. A relation is said to differ only if no such values satisfy it.",
            "Ett tryckt tal står för varje värde som trycks så: 40 % är allt från 39,5 upp till 40,5. Ett samband sägs inte gälla bara om inga sådana värden uppfyller det."
        ),
        say!(
            lang,
            "All arithmetic is exact, with fractions; kronor are rounded only where the rule says so.",
            "Alla beräkningar är exakta, med bråk; kronor avrundas bara där regeln säger det."
        ),
        say!(
            lang,
            "That figures differ does not say which of them is right. A likely figure is the one whose \
             change explains most with the simplest slip; the confidence is given.",
            "Att uppgifter skiljer sig säger inte vilken som är riktig. En trolig uppgift är den vars ändring förklarar mest med det enklaste misstaget; hur säkert det är anges."
        ),
        say!(
            lang,
            "The authority may know what is not printed: later corrections, repayments, records that are \
             not in the table. A finding is a question, not a judgement.",
            "Myndigheten kan veta sådant som inte är tryckt: senare rättelser, återbetalningar, uppgifter \
             utanför tabellen. En iakttagelse är en fråga, inte en dom."
        ),
        say!(
            lang,
            "A figure that is in no relation and that no rule gives is marked as not checked: an error in \
             it would not be noticed.",
            "En uppgift som inte ingår i något samband och som ingen regel ger är märkt som okontrollerad: ett fel \
             i den skulle inte märkas."
        ),
    ];
    html! {
        section aria-labelledby="method" {
            h2 id="method" { (say!(lang, "Method and limits", "Metod och gränser")) }
            ul { @for limit in limits { li { (limit) } } }
            (facts_of_run(&report.options, &[], lang))
            p { (say!(
                lang,
                "The same input gives the same report, to the byte. To make it again and see what differs: \
                 statsbidrag verify with the report in JSON.",
                "Samma indata ger samma rapport, byte för byte. För att göra om den och se vad som skiljer sig: statsbidrag verify med rapporten i JSON."
            )) }
        }
    }
}
