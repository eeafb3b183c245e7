//! What was read from a file that is audited: its tables, what is doubtful, and what was noticed.

use maud::{Markup, html};

use super::super::intake::{choice_words, doubt_line, read_summary};
use super::super::model::ReportedDecision;
use crate::lang::{InWords, Lang, say};

/// What was read; nothing of a decision that is a folder.
pub(super) fn section(reported: &ReportedDecision<'_>, number: usize, lang: Lang) -> Markup {
    let Some(read) = reported.read else {
        return html! {};
    };
    let document = read.document;
    let heading = format!("d{number}-reading");
    let tables = document.sheets.iter().map(|sheet| {
        let at = sheet.place.in_words(lang);
        match sheet.title.as_str() {
            "" => at,
            title => format!("{title} ({at})"),
        }
    });
    let doubts = document.sheets.iter().flat_map(|sheet| {
        let doubts = sheet.doubts.iter();
        doubts.map(move |it| doubt_line(sheet, it, lang))
    });
    let choices = document.sheets.iter().flat_map(|sheet| {
        let choices = sheet.choices.iter();
        choices.map(move |it| choice_words(sheet, it, lang))
    });
    let notices = document.notices.iter().map(|it| it.in_words(lang));
    let notes = read.notes.iter().map(|it| it.in_words(lang));
    let (doubts, choices): (Vec<String>, Vec<String>) = (doubts.collect(), choices.collect());
    let (n, chosen) = (doubts.len(), choices.len());
    html! {
        section aria-labelledby=(heading) {
            h3 id=(heading) { (say!(lang, "What was read", "Vad som lästes")) }
            p { (read_summary(document, read.notes, lang)) }
            ul { @for table in tables { li { (table) } } }
            @for notice in notices { p { (notice) } }
            @if n > 0 {
                details open {
                    summary { (say!(lang, "Doubtful cells ({n})", "Tveksamma celler ({n})")) }
                    ul { @for doubt in &doubts { li { (doubt) } } }
                }
            }
            @if chosen > 0 {
                details {
                    summary { (say!(
                        lang,
                        "Rows that a sum decided how to read ({chosen})",
                        "Rader där en summa avgjorde hur de ska läsas ({chosen})"
                    )) }
                    ul { @for choice in &choices { li { (choice) } } }
                }
            }
            @if !read.notes.is_empty() {
                @let n = read.notes.len();
                details {
                    summary { (say!(lang, "Noticed ({n})", "Att lägga märke till ({n})")) }
                    ul { @for note in notes { li { (note) } } }
                }
            }
        }
    }
}
