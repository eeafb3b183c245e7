//! Every table as printed, each cell in one of four states, and the claims of the running text.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::super::model::{FigurePlace, ReportedDecision, ReportedTable, ShownRows};
use super::super::said;
use super::super::verdict::grouped;
use super::anchors;
use crate::audit::CellState;
use crate::lang::{InWords, Lang, say};

/// The cells and claims that some finding lists: they can be linked to.
pub(super) fn listed<'r>(reported: &'r ReportedDecision<'_>) -> BTreeSet<&'r FigurePlace> {
    let findings = reported.findings.iter();
    findings
        .flat_map(|it| {
            let few = it.places.len() <= super::findings::LINKED;
            let listed = if few { it.places.as_slice() } else { &[] };
            listed.iter().chain(&it.flagged)
        })
        .collect()
}

/// The tables of a decision.
pub(super) fn section(reported: &ReportedDecision<'_>, number: usize, lang: Lang) -> Markup {
    if reported.tables.is_empty() {
        return html! {};
    }
    let heading = format!("d{number}-tables");
    let listed = listed(reported);
    html! {
        section aria-labelledby=(heading) {
            h3 id=(heading) { (say!(lang, "Tables as printed", "Tabellerna som de är tryckta")) }
            (legend(lang))
            @for table in reported.tables.iter().filter(|it| it.table.is_printed()) {
                (table_of(table, number, &listed, lang))
            }
            @let derived: Vec<&str> = reported
                .tables
                .iter()
                .filter(|it| !it.table.is_printed())
                .map(|it| it.table.id.as_str())
                .collect();
            @if !derived.is_empty() {
                @let names = derived.join(", ");
                p { (say!(
                    lang,
                    "Not printed, but derived from what is, and so not shown here: {names}.",
                    "Inte tryckta, men härledda ur det som är tryckt, och därför inte visade här: {names}."
                )) }
            }
        }
    }
}

/// What the signs mean.
fn legend(lang: Lang) -> Markup {
    let states = [
        (
            "r",
            say!(
                lang,
                "reproduced: a rule gives it, or is tested on it",
                "återskapad: en regel ger den eller prövas mot den"
            ),
        ),
        (
            "c",
            say!(
                lang,
                "checked: it stands in a relation with other figures",
                "kontrollerad: den ingår i ett samband med andra uppgifter"
            ),
        ),
        (
            "u",
            say!(
                lang,
                "not checked: an error in it would not be noticed",
                "okontrollerad: ett fel i den skulle inte märkas"
            ),
        ),
        (
            "f",
            say!(
                lang,
                "flagged: a finding is about it, and it links there",
                "flaggad: en iakttagelse gäller den, och den länkar dit"
            ),
        ),
    ];
    html! {
        ul.legend {
            @for (class, words) in states {
                li { span class=(format!("sign {class}")) aria-hidden="true" {} " " (words) }
            }
        }
    }
}

fn table_of(
    reported: &ReportedTable<'_>,
    number: usize,
    listed: &BTreeSet<&FigurePlace>,
    lang: Lang,
) -> Markup {
    let table = reported.table;
    let (rows, columns) = (grouped(table.rows.len()), table.columns.len());
    let flagged = reported.flagged();
    let size = match table.rows.len() {
        1 => say!(lang.unmarked(), "1 row", "1 rad"),
        _ => say!(lang.unmarked(), "{rows} rows", "{rows} rader"),
    };
    let flags = match flagged {
        0 => String::new(),
        1 => say!(lang.unmarked(), ", 1 flagged", ", 1 flaggad"),
        n => say!(lang.unmarked(), ", {n} flagged", ", {n} flaggade"),
    };
    let summary = say!(lang, "{size}{flags}", "{size}{flags}");
    let name = say!(lang, "Table {}", "Tabell {}", table.id);
    html! {
        details.table open[flagged > 0 && table.rows.len() <= 30] {
            summary {
                span.name { (table.id) }
                " " span lang="sv" { (table.title) }
                " " span.size { (summary) }
            }
            div.scroll tabindex="0" role="region" aria-label=(name) {
                table.data {
                    thead {
                        tr {
                            th scope="col" { (say!(lang, "Row", "Rad")) }
                            @for column in &table.columns {
                                th scope="col" lang="sv" { (column.title) }
                            }
                        }
                    }
                    tbody {
                        @for shown in reported.shown() {
                            @match shown {
                                ShownRows::Row(row) => (row_of(reported, row, number, listed)),
                                ShownRows::Folded(first, last) => tr.folded {
                                    td.x colspan=(columns + 1) { (folded(first, last, lang)) }
                                },
                            }
                        }
                    }
                }
            }
        }
    }
}

fn folded(first: usize, last: usize, lang: Lang) -> String {
    let (rows, first, last) = (grouped(last - first + 1), first + 1, last + 1);
    say!(
        lang,
        "{rows} rows in which nothing is flagged are folded here (rows {first} to {last}); the table of the \
         decision has all of them",
        "{rows} rader där inget är flaggat är hopvikta här (rad {first} till {last}); beslutets tabell har \
         alla"
    )
}

fn row_of(
    reported: &ReportedTable<'_>,
    row: usize,
    number: usize,
    listed: &BTreeSet<&FigurePlace>,
) -> Markup {
    let table = reported.table;
    let printed = &table.rows[row];
    html! {
        tr data-k=(printed.key) {
            th { (printed.label) }
            @for (column, cell) in table.cells(row).enumerate() {
                @let place = FigurePlace::Cell { table: table.id.clone(), row, column };
                @let id = listed.contains(&place).then(|| anchors::cell(number, &table.id, row, column));
                (cell_of(cell.printed, class(reported.state(row, column)), reported.flags(row, column), id, number))
            }
        }
    }
}

/// A cell with its state, or with links to its findings.
fn cell_of(
    printed: &str,
    class: Option<&'static str>,
    flags: &[usize],
    id: Option<String>,
    number: usize,
) -> Markup {
    html! {
        @if let [first, more @ ..] = flags {
            td.f id=[id] {
                a href=(format!("#{}", anchors::finding(number, *first))) { (printed) }
                @for (nth, flag) in (2..).zip(more) {
                    " " a.more href=(format!("#{}", anchors::finding(number, *flag))) { (nth) }
                }
            }
        } @else {
            td class=[class] id=[id] { (printed) }
        }
    }
}

/// The class of a cell; what most cells are needs none, which keeps the page small.
fn class(state: CellState) -> Option<&'static str> {
    match state {
        CellState::Reproduced => Some("r"),
        CellState::Checked => None,
        CellState::Unchecked => Some("u"),
        CellState::NoFigure => Some("x"),
    }
}

/// The claims of the running text.
pub(super) fn claims(reported: &ReportedDecision<'_>, number: usize, lang: Lang) -> Markup {
    let claims = &reported.decision.claims;
    if claims.is_empty() {
        return html! {};
    }
    let heading = format!("d{number}-claims");
    let listed = listed(reported);
    let n = claims.len();
    let flagged = reported.claim_flags.len();
    let summary = say!(
        lang,
        "{n} figures, {flagged} flagged",
        "{n} uppgifter, {flagged} flaggade"
    );
    let name = say!(
        lang,
        "Figures of the running text",
        "Uppgifter i den löpande texten"
    );
    html! {
        section aria-labelledby=(heading) {
            h3 id=(heading) { (name) }
            details.table {
                summary { span.size { (summary) } }
                div.scroll tabindex="0" role="region" aria-label=(name) {
                    table.data.claims {
                        thead { tr {
                            th scope="col" { (say!(lang, "Line", "Rad")) }
                            th scope="col" { (say!(lang, "Printed", "Angivet")) }
                            th scope="col" { (say!(lang, "State", "Status")) }
                            th scope="col" { (say!(lang, "What it says", "Vad den säger")) }
                        } }
                        tbody {
                            @for (position, claim) in claims.iter().enumerate() {
                                @let id = listed.contains(&FigurePlace::Claim(position))
                                    .then(|| anchors::claim(number, position));
                                @let flags = reported.claim_flags.get(&position);
                                @let state = reported.audit.states.claim(position);
                                tr {
                                    th { (claim.lines) }
                                    (cell_of(
                                        &claim.printed,
                                        class(state),
                                        flags.map_or(&[], Vec::as_slice),
                                        id,
                                        number,
                                    ))
                                    td.x { @if flags.is_some() {
                                        (say!(lang, "flagged", "flaggad"))
                                    } @else {
                                        (said::state(state, lang))
                                    } }
                                    td.x { (claim.meaning) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A place in words, for those who have the file open.
pub(super) fn place(place: &crate::intake::SheetPlace, lang: Lang) -> String {
    place.in_words(lang)
}
