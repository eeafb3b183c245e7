//! The words for a letter to the authority about a finding.

use super::model::{ReportedDecision, ReportedFinding};
use super::said;
use super::words;
use crate::findings::FindingCell;
use crate::lang::{Lang, say};

/// A letter about one finding, sentence by sentence: the document, the figure and where it stands, the
/// arithmetic, and the question.
pub fn letter(
    reported: &ReportedDecision<'_>,
    finding: &ReportedFinding<'_>,
    lang: Lang,
) -> Vec<String> {
    let mut sentences = vec![document(reported, lang)];
    let mut seen: Vec<&FindingCell> = Vec::new();
    for cell in in_question(finding) {
        if !seen.contains(&cell) {
            seen.push(cell);
            sentences.push(figure(reported, cell, lang));
        }
    }
    let finding = finding.finding;
    if let Some(certificate) = words::certificate(finding, lang) {
        sentences.push(say!(
            lang,
            "The figures printed do not agree: {certificate}.",
            "De angivna uppgifterna går inte ihop: {certificate}."
        ));
    } else {
        sentences.push(words::message(finding, lang));
    }
    if let (Some(published), Some(expected)) = (
        words::published(finding, lang),
        words::expected(finding, lang),
    ) {
        sentences.push(say!(
            lang,
            "Printed is {published}; the other figures give {expected}.",
            "Angivet är {published}; de andra uppgifterna ger {expected}."
        ));
    }
    sentences.push(say!(
        lang,
        "The authority may know what is not printed. Is the figure meant as it stands, and if so, what \
         explains the difference?",
        "Myndigheten kan ha underlag som inte framgår av dokumentet. Stämmer uppgiften som den står, och vad förklarar i så fall skillnaden?"
    ));
    sentences
}

/// The figures that the letter names: the likely one, else the first of those in question.
fn in_question<'f>(finding: &ReportedFinding<'f>) -> Vec<&'f FindingCell> {
    let it = finding.finding;
    if let Some(suspect) = &it.suspect {
        return vec![&suspect.cell];
    }
    let listed = it.cells.iter().zip(&finding.places);
    let flagged = listed.filter(|(_, place)| finding.flagged.contains(place));
    flagged.map(|(cell, _)| cell).collect()
}

fn document(reported: &ReportedDecision<'_>, lang: Lang) -> String {
    let manifest = &reported.decision.manifest;
    let title = reported.title();
    let mut details = Vec::new();
    details.extend(manifest.reference.clone());
    details.extend(manifest.date.clone());
    if details.is_empty() {
        details.push(reported.audit.document.clone());
    }
    let details = details.join(", ");
    let Some(authority) = reported.authority() else {
        return say!(
            lang,
            "This is about the document \"{title}\" ({details}).",
            "Detta gäller dokumentet ”{title}” ({details})."
        );
    };
    say!(
        lang,
        "This is about the document \"{title}\" of {authority} ({details}).",
        "Detta gäller dokumentet ”{title}” från {authority} ({details})."
    )
}

/// Where the figure stands, in the document's own words.
fn figure(reported: &ReportedDecision<'_>, cell: &FindingCell, lang: Lang) -> String {
    let at = said::place(cell, lang.unmarked());
    let at = at.map_or_else(String::new, |it| format!(" ({it})"));
    let printed = &cell.printed;
    let tables = &reported.decision.tables;
    let Some(table) = tables.get(&cell.table) else {
        return say!(
            lang,
            "The text says \"{printed}\"{at}.",
            "I texten står ”{printed}”{at}."
        );
    };
    let column = table.columns.iter().find(|it| it.id == cell.column);
    let column = column.map_or(cell.column.as_str(), |it| it.title.as_str());
    let (title, row) = (&table.title, &cell.row);
    say!(
        lang,
        "In the table \"{title}\", row \"{row}\", column \"{column}\"{at}, is printed: {printed}.",
        "I tabellen ”{title}”, raden ”{row}”, kolumnen ”{column}”{at}, står: {printed}."
    )
}
