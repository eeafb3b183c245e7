//! The findings by common cause: arithmetic, printed and expected, the source, words for a letter.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::super::entry::{Topic, kind_name};
use super::super::letter::letter;
use super::super::model::{Excerpt, FigurePlace, ReportedDecision, ReportedFinding};
use super::super::said;
use super::super::words;
use super::anchors;
use crate::findings::{FindingCell, Severity, Status, Suspect};
use crate::lang::{Lang, say};

/// So many figures of a finding are listed a line each, with links; more are listed column by column.
pub(super) const LINKED: usize = 12;

/// The findings of a decision.
pub(super) fn section(reported: &ReportedDecision<'_>, number: usize, lang: Lang) -> Markup {
    let heading = format!("d{number}-findings");
    html! {
        section aria-labelledby=(heading) {
            h3 id=(heading) { (say!(lang, "Findings", "Iakttagelser")) }
            @if reported.findings.is_empty() {
                p { (say!(lang, "None.", "Inga.")) }
            }
            @for group in grouped(&reported.findings) {
                @if let Some(common) = group.first().and_then(|(_, it)| said::group(it.finding, lang)) {
                    (common_cause(reported, &group, &common, number, lang))
                } @else {
                    @for (position, it) in group { (article(reported, it, (number, position), lang)) }
                }
            }
        }
    }
}

type Numbered<'f, 'a> = (usize, &'f ReportedFinding<'a>);

/// The findings in order; those of one group together where the first of them stands.
fn grouped<'f, 'a>(findings: &'f [ReportedFinding<'a>]) -> Vec<Vec<Numbered<'f, 'a>>> {
    let mut groups: Vec<Vec<Numbered<'f, 'a>>> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for (position, it) in findings.iter().enumerate() {
        let key = said::group(it.finding, Lang::En);
        match key.as_ref().and_then(|key| known.get(key)) {
            Some(&group) => groups[group].push((position, it)),
            None => {
                if let Some(key) = key {
                    known.insert(key, groups.len());
                }
                groups.push(vec![(position, it)]);
            }
        }
    }
    groups
}

fn common_cause(
    reported: &ReportedDecision<'_>,
    group: &[Numbered<'_, '_>],
    common: &str,
    number: usize,
    lang: Lang,
) -> Markup {
    let n = group.len();
    html! {
        div.group {
            p.common {
                strong { (say!(
                    lang,
                    "{n} findings with one common cause:",
                    "{n} iakttagelser med en gemensam orsak:"
                )) }
                " " (common)
            }
            @for (position, it) in group { (article(reported, it, (number, *position), lang)) }
        }
    }
}

fn article(
    reported: &ReportedDecision<'_>,
    it: &ReportedFinding<'_>,
    (number, position): (usize, usize),
    lang: Lang,
) -> Markup {
    let finding = it.finding;
    let id = anchors::finding(number, position);
    let class = severity_class(finding.severity, finding.status);
    html! {
        article class=(format!("finding {class}")) id=(id) {
            h4 { (finding.id) }
            p.badges {
                span.badge { (said::severity(finding.severity, lang)) }
                " " span.status { (said::status(finding.status, lang)) }
                " " a href=(format!("#{}", Topic::Kind(finding.kind).anchor())) { (kind_name(finding.kind, lang)) }
            }
            p.message { (words::message(finding, lang)) }
            (printed_and_expected(it, lang))
            @if let Some(certificate) = words::certificate(finding, lang) {
                p.arithmetic { (certificate) }
            }
            (likely(it, number, lang))
            @if let Some(cause) = said::cause(finding, lang) {
                p { strong { (say!(lang, "Cause:", "Orsak:")) } " "
                    a href=(format!("#{}", Topic::Cause(finding.cause.kind()).anchor())) { (cause) } }
            }
            @for excerpt in &it.excerpts { (source(excerpt, lang)) }
            (figures(reported, it, number, lang))
            @if let Some(reason) = said::reason(finding, lang) {
                p.reason { strong { (say!(lang, "Note:", "Anteckning:")) } " " (reason) }
            }
            details.letter {
                summary { (say!(lang, "Words for a letter", "Text till ett brev")) }
                blockquote { (letter(reported, it, lang).join(" ")) }
                // shown by the script, without which it would do nothing
                button.copy type="button" hidden data-done=(say!(lang, "Copied", "Kopierat")) {
                    (say!(lang, "Copy", "Kopiera"))
                }
            }
        }
    }
}

fn severity_class(severity: Severity, status: Status) -> &'static str {
    match (status, severity) {
        (Status::New | Status::Vanished, _) => "is-new",
        (_, Severity::Error) => "is-error",
        _ => "is-minor",
    }
}

/// Printed → expected, and the difference.
fn printed_and_expected(it: &ReportedFinding<'_>, lang: Lang) -> Markup {
    let finding = it.finding;
    html! {
        @if let (Some(published), Some(expected)) = (words::published(finding, lang), words::expected(finding, lang)) {
            p.change {
                span.label { (say!(lang, "printed", "angivet")) } " "
                strong.printed { (published) }
                " → " span.label { (say!(lang, "expected", "väntat")) } " "
                strong.expected { (expected) }
                @if let Some(difference) = words::difference(finding, lang) {
                    " " span.label { (say!(lang, "difference", "skillnad")) } " " (difference)
                }
            }
        }
    }
}

/// So many figures that may be the one are shown at once; the others can be unfolded.
const LIKELIEST: usize = 3;

/// The figure that is likely the one that differs, or those of which one is.
fn likely(it: &ReportedFinding<'_>, number: usize, lang: Lang) -> Markup {
    let finding = it.finding;
    let (first, others) = finding.rivals.split_at(finding.rivals.len().min(LIKELIEST));
    let n = others.len();
    let most = others.iter().map(|rival| rival.confidence).max();
    let most = most.map_or_else(String::new, |it| lang.number(&it.to_decimal_string(2)));
    html! {
        @if let Some(suspect) = &finding.suspect {
            p { strong { (say!(lang, "Likely:", "Troligen:")) } " " (suspected(it, suspect, number, lang)) }
        } @else if !finding.rivals.is_empty() {
            p { strong { (say!(lang, "One of these:", "En av dessa:")) } }
            ul.figures { @for rival in first { li { (suspected(it, rival, number, lang)) } } }
            @if n > 0 {
                details.figures-of {
                    summary { (say!(
                        lang,
                        "{n} others are less likely, each at most {most}",
                        "{n} andra är mindre troliga, var och en högst {most}"
                    )) }
                    ul.figures { @for rival in others { li { (suspected(it, rival, number, lang)) } } }
                }
            }
        }
    }
}

fn suspected(it: &ReportedFinding<'_>, suspect: &Suspect, number: usize, lang: Lang) -> Markup {
    let position = it
        .finding
        .cells
        .iter()
        .position(|cell| *cell == suspect.cell);
    let is_shown = |place: &&FigurePlace| it.places.len() <= LINKED || it.flagged.contains(place);
    let place = position.and_then(|at| it.places.get(at)).filter(is_shown);
    html! { (figure(&suspect.cell, place, number, lang)) ": " (words::mended(suspect, lang)) }
}

/// A figure with its place, as a link to the cell where the page has it.
fn figure(cell: &FindingCell, place: Option<&FigurePlace>, number: usize, lang: Lang) -> Markup {
    let at = said::place(cell, lang.unmarked());
    let link = place.and_then(|it| anchors::figure(number, it));
    let name = name(cell, lang);
    html! {
        @if let Some(link) = link {
            a href=(format!("#{link}")) { (name) }
        } @else {
            (name)
        }
        @if let Some(at) = at { " (" (at) ")" }
        " " q { (cell.printed) }
    }
}

fn name(cell: &FindingCell, lang: Lang) -> String {
    let (table, row, column) = (&cell.table, &cell.row, &cell.column);
    match table.as_str() {
        "claim" => say!(lang.unmarked(), "the text, {row}", "texten, {row}"),
        "parameter" => say!(lang.unmarked(), "parameter {row}", "parametern {row}"),
        _ => format!("{table}, {row}: {column}"),
    }
}

/// All figures of the finding; nothing is left out.
fn figures(
    reported: &ReportedDecision<'_>,
    it: &ReportedFinding<'_>,
    number: usize,
    lang: Lang,
) -> Markup {
    let cells = &it.finding.cells;
    let n = cells.len();
    let heading = match n {
        0 => return html! {},
        1 => say!(lang, "The figure", "Uppgiften"),
        _ => say!(lang, "The {n} figures", "De {n} uppgifterna"),
    };
    html! {
        details.figures-of {
            summary { (heading) }
            @if n <= LINKED {
                ul.figures {
                    @for (cell, place) in cells.iter().zip(&it.places) {
                        li { (figure(cell, Some(place), number, lang)) }
                    }
                }
            } @else {
                ul.figures {
                    @for (cell, place) in cells.iter().zip(&it.places) {
                        @if it.flagged.contains(place) {
                            li { (figure(cell, Some(place), number, lang)) }
                        }
                    }
                }
                @for (column, listed) in by_column(reported, it, lang) {
                    p.many { strong { (column) } " " (listed) }
                }
            }
        }
    }
}

/// The figures of each column in one line: `Ale 12; Alingsås 34`, or that they are all there are.
fn by_column(
    reported: &ReportedDecision<'_>,
    it: &ReportedFinding<'_>,
    lang: Lang,
) -> Vec<(String, String)> {
    let mut columns: Vec<((&str, &str), Vec<Placed<'_>>)> = Vec::new();
    for (cell, place) in it.finding.cells.iter().zip(&it.places) {
        let own = (cell.table.as_str(), cell.column.as_str());
        match columns.iter_mut().find(|(name, _)| *name == own) {
            Some((_, all)) => all.push((cell, place)),
            None => columns.push((own, vec![(cell, place)])),
        }
    }
    let shown = columns.into_iter().map(|((table, column), listed)| {
        let heading = match column {
            "" => format!("{table}:"),
            _ => format!("{table}.{column}:"),
        };
        let n = listed.len();
        if n > LINKED && is_whole_column(reported, (table, column), &listed) {
            let all = say!(
                lang,
                "all {n} figures of the column that are not totals",
                "alla {n} uppgifter i kolumnen som inte är summor"
            );
            return (heading, all);
        }
        let each = listed
            .iter()
            .map(|(it, _)| format!("{} {}", it.row, it.printed));
        (heading, each.collect::<Vec<_>>().join("; "))
    });
    shown.collect()
}

/// A figure with its place.
type Placed<'f> = (&'f FindingCell, &'f FigurePlace);

/// Whether these are all figures of a column but those of its totals.
fn is_whole_column(
    reported: &ReportedDecision<'_>,
    (table, column): (&str, &str),
    listed: &[Placed<'_>],
) -> bool {
    let Some(table) = reported.decision.tables.get(table) else {
        return false;
    };
    let Some(position) = table.column_index(column) else {
        return false;
    };
    let mut rows: Vec<usize> = Vec::new();
    for (_, place) in listed {
        match place {
            FigurePlace::Cell { row, .. } => rows.push(*row),
            _ => return false,
        }
    }
    rows.sort_unstable();
    let has_figure = |row: &usize| table.cell(*row, position).number().is_some();
    rows.into_iter().eq(table.body().filter(has_figure))
}

/// Lines of the source with the figure marked.
fn source(excerpt: &Excerpt, lang: Lang) -> Markup {
    let at = excerpt.place.as_ref();
    let at = at.map(|it| super::tables::place(it, lang));
    let label = say!(lang, "The source", "Källan");
    html! {
        figure.source {
            figcaption { (label) @if let Some(at) = at { ", " (at) } }
            div.lines lang="sv" {
                @for line in &excerpt.lines {
                    div {
                        span.line { @if let Some(number) = line.number { (number) } }
                        span {
                            @for (text, is_marked) in &line.parts {
                                @if *is_marked { mark { (text) } } @else { (text) }
                            }
                        }
                    }
                }
            }
        }
    }
}
