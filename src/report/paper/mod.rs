//! An answer as sections of sentences and tables: the model of every format but text and JSON.
//!
//! What a question comes to (a *what if*, a place, an inference) is put down once as a [`Paper`]; HTML,
//! Markdown, workbooks and CSV only write it down.

mod csv;
mod html;
#[cfg(feature = "cli")]
mod infer;
mod markdown;
mod place;
mod what_if;
#[cfg(feature = "xlsx")]
mod xlsx;

use super::model::fingerprints;
use crate::decision::Decision;
use crate::exact::Ratio;
use crate::lang::Lang;
use crate::what_if::Sweep;

pub use csv::paper_csv;
pub use html::paper_html;
#[cfg(feature = "cli")]
pub(crate) use infer::{infer_paper, key_table};
pub use markdown::paper_markdown;
pub use place::place_paper;
pub use what_if::{sweep_paper, what_if_paper};
#[cfg(feature = "xlsx")]
pub use xlsx::paper_xlsx;

/// An answer with everything that is said of it.
#[derive(Debug)]
pub struct Paper<'a> {
    /// The language it is told in.
    pub lang: Lang,
    /// What it is about.
    pub title: String,
    /// What was asked, without absolute paths.
    pub options: Vec<String>,
    /// What was read, by name, each with its fingerprint.
    pub inputs: Vec<(String, String)>,
    /// Its sections, in order.
    pub sections: Vec<Section<'a>>,
}

/// A section of an answer.
#[derive(Debug)]
pub struct Section<'a> {
    /// Its heading.
    pub heading: String,
    /// What stands in it, in order.
    pub blocks: Vec<Block<'a>>,
}

/// A piece of a section.
#[derive(Debug)]
pub enum Block<'a> {
    /// A sentence or a few.
    Sentences(String),
    /// Lines whose spaces matter.
    Lines(String),
    /// A table.
    Table(PaperTable),
    /// Every outcome of a threshold: a slider where there is one, else a table.
    Sweep(&'a Decision, &'a Sweep),
}

/// A table of an answer.
#[derive(Clone, Debug)]
pub struct PaperTable {
    /// What it holds.
    pub name: String,
    /// Its headings.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<PaperCell>>,
}

/// A cell of such a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaperCell {
    /// Words, or a figure as it is printed.
    Text(String),
    /// An amount or a count of ours.
    Number(Ratio),
    /// A difference, with its sign.
    Difference(Ratio),
    /// Nothing.
    Empty,
}

impl<'a> Paper<'a> {
    /// A paper without sections.
    pub fn new(title: String, options: &[String], lang: Lang) -> Paper<'a> {
        Paper {
            lang,
            title,
            options: options.to_vec(),
            inputs: Vec::new(),
            sections: Vec::new(),
        }
    }

    /// Adds a decision to what was read.
    fn read(&mut self, decision: &Decision) {
        let (_, fingerprint) = fingerprints(decision);
        self.inputs
            .push((decision.manifest.id.clone(), fingerprint));
    }

    /// Adds a section.
    fn add(&mut self, heading: String, blocks: Vec<Block<'a>>) {
        self.sections.push(Section { heading, blocks });
    }

    /// Its tables, each with the heading of its section.
    pub fn tables(&self) -> Vec<(&str, PaperTable)> {
        let blocks = self.sections.iter().flat_map(|section| {
            let heading = section.heading.as_str();
            section.blocks.iter().map(move |it| (heading, it))
        });
        let lang = self.lang;
        let tables = blocks.filter_map(|(heading, block)| match block {
            Block::Table(table) => Some((heading, table.clone())),
            Block::Sweep(_, sweep) => Some((heading, what_if::outcomes(sweep, lang))),
            Block::Sentences(_) | Block::Lines(_) => None,
        });
        tables.collect()
    }
}

impl PaperCell {
    /// The cell as a reader sees it.
    fn shown(&self, lang: Lang) -> String {
        match self {
            PaperCell::Text(text) => text.clone(),
            PaperCell::Number(number) => super::money::number(*number, lang),
            PaperCell::Difference(number) => super::money::difference(*number, lang),
            PaperCell::Empty => String::new(),
        }
    }

    /// Whether it holds a figure of ours.
    fn is_number(&self) -> bool {
        matches!(self, PaperCell::Number(_) | PaperCell::Difference(_))
    }
}
