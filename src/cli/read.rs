//! `statsbidrag read`: shows every table of a file, with where it stands and what is doubtful.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::language::{both, language};
use super::{Failure, Outcome, output, patience};
use crate::decision::{
    Decision, Draft, DraftError, DraftNote, Drafted, Recipe, draft, draft_of_any, embedded_places,
    fingerprint,
};
use crate::intake::{Document, ReadOptions};
use crate::lang::{Errors, Lang};
use crate::report::{documents_csv, documents_text, read_json};
use crate::tables::{Folder, Places, read_bytes};

/// Which files, and how to show what is in them.
#[derive(Args)]
pub(super) struct ReadArguments {
    #[arg(
        required = true,
        value_name = "FILE",
        help = both(
            "Files of any format: PDF, XLSX, ODS, HTML, Markdown, CSV or text",
            "Filer i vilket format som helst: PDF, XLSX, ODS, HTML, Markdown, CSV eller text",
        )
    )]
    files: Vec<PathBuf>,
    #[arg(
        long,
        help = both(
            "Read hidden rows, columns and sheets, too",
            "Läs även dolda rader, kolumner och blad",
        )
    )]
    hidden: bool,
    #[arg(
        long,
        value_enum,
        default_value_t = Format::Text,
        help = both(
            "How to print the result: text, csv or json [default: text]",
            "Hur resultatet skrivs: text, csv eller json [annars text]",
        )
    )]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Csv,
    Json,
}

pub(super) fn run(arguments: &ReadArguments) -> Result<Outcome, Failure> {
    let options = ReadOptions {
        hidden: arguments.hidden,
        ..ReadOptions::default()
    };
    let mut documents = Vec::new();
    let mut errors = Vec::new();
    for path in &arguments.files {
        match document(path, &options) {
            Ok(document) => documents.push(document),
            Err(Failure(mut found)) => errors.append(&mut found),
        }
    }
    let lang = language();
    if !documents.is_empty() {
        match arguments.format {
            Format::Text => output::result(&documents_text(&documents, lang)),
            Format::Csv => output::data(&documents_csv(&documents, lang)),
            Format::Json => output::result(&read_json(&documents, lang).text()),
        }
    }
    if errors.is_empty() {
        Ok(Outcome::Clean)
    } else {
        Err(Failure(errors))
    }
}

/// The document in a file on disk.
pub(super) fn document(path: &Path, options: &ReadOptions) -> Result<Document, Failure> {
    fingerprinted(path, options).map(|(document, _)| document)
}

/// The document in a file on disk, and the file's fingerprint.
pub(super) fn fingerprinted(
    path: &Path,
    options: &ReadOptions,
) -> Result<(Document, String), Failure> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let bytes = read_bytes(path, options.limits.bytes)?;
    let sha256 = fingerprint(&bytes);
    Ok((patience::read(&name, bytes, options)?, sha256))
}

/// A file as a decision of its own, with the document it was read from and what was noticed.
pub(super) fn decision(path: &Path) -> Result<(Decision, ReadFile), Failure> {
    decision_by(path, draft)
}

/// The same of a file that may hold running text alone.
pub(super) fn decision_of_any(path: &Path) -> Result<(Decision, ReadFile), Failure> {
    decision_by(path, draft_of_any)
}

type Drafting =
    fn(&str, &[Drafted<'_>], Option<&Recipe>, &Places, Lang) -> Result<Draft, Errors<DraftError>>;

fn decision_by(path: &Path, draft: Drafting) -> Result<(Decision, ReadFile), Failure> {
    let (document, sha256) = fingerprinted(path, &ReadOptions::default())?;
    let drafted = Drafted {
        document: &document,
        sha256: &sha256,
        hidden: false,
    };
    let places = embedded_places()?;
    let draft = draft(&document.name, &[drafted], None, &places, language())?;
    let files: Vec<(&str, &str)> = draft
        .files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let decision = Decision::load(
        Folder::from_texts(&document.name, &files).drafted(),
        &places,
    )?;
    let notes = draft.notes;
    let read = ReadFile {
        document,
        sha256,
        notes,
    };
    Ok((decision, read))
}

/// What was read from a file that is audited.
pub(super) struct ReadFile {
    /// The document.
    pub document: Document,
    /// The file's fingerprint.
    pub sha256: String,
    /// What was noticed of its tables.
    pub notes: Vec<DraftNote>,
}
