//! An answer as one HTML page, in the frame of the report's.

use maud::{Markup, html};

use super::super::html::{Page, facts_of_run, page, sweep_article};
use super::{Block, Paper, PaperTable};
use crate::lang::{Lang, say};

/// The answer as a page.
pub fn paper_html(paper: &Paper<'_>) -> String {
    let lang = paper.lang;
    let body = html! {
        @for (number, section) in paper.sections.iter().enumerate() {
            @let heading = format!("s{number}");
            section aria-labelledby=(heading) {
                h2 id=(heading) { (section.heading) }
                @for (position, block) in section.blocks.iter().enumerate() {
                    (block_of(block, &format!("{heading}-{position}"), lang))
                }
            }
        }
        section aria-labelledby="made" {
            h2 id="made" { (say!(lang, "How it was made", "Hur det har gjorts")) }
            (facts_of_run(&paper.options, &paper.inputs, lang))
        }
    };
    page(&Page {
        title: &paper.title,
        lang,
        body: &body,
    })
}

fn block_of(block: &Block<'_>, id: &str, lang: Lang) -> Markup {
    html! {
        @match block {
            Block::Sentences(text) => p { (text) },
            Block::Lines(text) => pre.said tabindex="0" { (text) },
            Block::Table(table) => (table_of(table, lang)),
            Block::Sweep(decision, sweep) => (sweep_article(decision, sweep, id, lang)),
        }
    }
}

fn table_of(table: &PaperTable, lang: Lang) -> Markup {
    let is_number = |column: usize| {
        let mut cells = table.rows.iter().filter_map(|row| row.get(column));
        cells.any(super::PaperCell::is_number)
    };
    let numeric: Vec<bool> = (0..table.columns.len()).map(is_number).collect();
    html! {
        div.scroll tabindex="0" role="region" aria-label=(table.name) {
            table {
                thead { tr {
                    @for (column, heading) in table.columns.iter().enumerate() {
                        th.n[numeric[column]] scope="col" { (heading) }
                    }
                } }
                tbody {
                    @for row in &table.rows {
                        tr {
                            @for (column, cell) in row.iter().enumerate() {
                                @if column == 0 {
                                    th scope="row" { (cell.shown(lang)) }
                                } @else {
                                    td.n[numeric.get(column) == Some(&true)] { (cell.shown(lang)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
