//! An answer as Markdown.

use std::fmt::Write;

use super::super::markdown::text;
use super::super::model::Report;
use super::what_if::outcomes;
use super::{Block, Paper, PaperTable};
use crate::lang::Lang;

/// The answer as Markdown.
pub fn paper_markdown(paper: &Paper<'_>) -> String {
    let lang = paper.lang;
    let mut out = String::new();
    // writing to a string cannot fail
    let _ = writeln!(out, "# {}\n", text(&paper.title));
    for section in &paper.sections {
        let _ = writeln!(out, "## {}\n", text(&section.heading));
        for block in &section.blocks {
            let _ = match block {
                Block::Sentences(sentences) => writeln!(out, "{}\n", text(sentences)),
                Block::Lines(lines) => indented(&mut out, lines),
                Block::Table(table) => table_of(&mut out, table, lang),
                Block::Sweep(_, sweep) => table_of(&mut out, &outcomes(sweep, lang), lang),
            };
        }
    }
    let asked = paper.options.join(" ");
    let _ = writeln!(out, "---\n\n{}, {}", text(Report::version()), text(&asked));
    for (name, fingerprint) in &paper.inputs {
        let _ = writeln!(out, "\n{} {fingerprint}", text(name));
    }
    out
}

/// Lines as a block of code, in which nothing is markup.
fn indented(out: &mut String, lines: &str) -> std::fmt::Result {
    for line in lines.lines() {
        writeln!(out, "    {line}")?;
    }
    writeln!(out)
}

fn table_of(out: &mut String, table: &PaperTable, lang: Lang) -> std::fmt::Result {
    let heads: Vec<String> = table.columns.iter().map(|it| text(it)).collect();
    writeln!(out, "| {} |", heads.join(" | "))?;
    let rules = table.columns.iter().enumerate().map(|(column, _)| {
        let mut cells = table.rows.iter().filter_map(|row| row.get(column));
        match cells.any(super::PaperCell::is_number) {
            true => "---:",
            false => "---",
        }
    });
    writeln!(out, "| {} |", rules.collect::<Vec<_>>().join(" | "))?;
    for row in &table.rows {
        let cells: Vec<String> = row.iter().map(|it| text(&it.shown(lang))).collect();
        writeln!(out, "| {} |", cells.join(" | "))?;
    }
    writeln!(out)
}
