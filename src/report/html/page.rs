//! The frame of every page: head, policy, style, script, skip link.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::super::model::Report;
use super::super::said;
use super::policy::policy;
use crate::audit::CellState;
use crate::lang::{Lang, say};

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// What a page is made of.
pub(in crate::report) struct Page<'p> {
    /// Its title.
    pub title: &'p str,
    /// Its language.
    pub lang: Lang,
    /// What stands in it.
    pub body: &'p Markup,
}

/// A whole page.
pub(in crate::report) fn page(page: &Page<'_>) -> String {
    let lang = page.lang;
    let style = format!("{STYLE}{}", signs(lang));
    let policy = policy(&style, SCRIPT);
    let code = match lang {
        Lang::Sv => "sv",
        Lang::En | Lang::Marked => "en",
    };
    let markup = html! {
        (DOCTYPE)
        html lang=(code) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="generator" content=(Report::version());
                title { (page.title) " – statsbidrag" }
                style { (PreEscaped(&style)) }
            }
            body {
                a.skip href="#main" { (say!(lang, "To the report", "Till rapporten")) }
                header {
                    p.brand { "statsbidrag" }
                    h1 { (page.title) }
                }
                main id="main" { (page.body) }
                footer { p { (Report::version()) } }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    markup.into_string()
}

/// The sign of each state of a cell, with its words for those who listen.
fn signs(lang: Lang) -> String {
    let states = [
        ("r", "=", said::state(CellState::Reproduced, lang)),
        ("c", "✓", said::state(CellState::Checked, lang)),
        ("u", "○", said::state(CellState::Unchecked, lang)),
        ("f", "▲", say!(lang, "flagged", "flaggad")),
    ];
    let rule = |(class, sign, words): (&str, &str, String)| {
        // the words are the program's own, without quotation marks
        let content = format!("content:\"{sign}\";content:\"{sign}\" / \"{words}\"");
        let cells = match class {
            "c" => "td:not([class])".to_owned(),
            class => format!("td.{class}"),
        };
        format!(".sign.{class}::before,.data {cells}::before{{{content}}}\n")
    };
    states.map(rule).concat()
}
