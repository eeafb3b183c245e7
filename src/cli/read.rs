//! `statsbidrag read`: shows every table of a file, with where it stands and what is doubtful.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::language::{both, language};
use super::{Failure, Outcome, output};
use crate::intake::{Document, ReadOptions, read_document};
use crate::lang::Errors;
use crate::report::{documents_csv, documents_json, documents_text};
use crate::tables::{TableError, read_bytes};

/// Which files, and how to show what is in them.
#[derive(Args)]
pub(super) struct ReadArguments {
    #[arg(
        required = true,
        value_name = "FILE",
        help = both(
            "Files of any format: XLSX, ODS, HTML, Markdown, CSV or text",
            "Filer i vilket format som helst: XLSX, ODS, HTML, Markdown, CSV eller text",
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
            Format::Csv => output::result(&documents_csv(&documents, lang)),
            Format::Json => output::result(&format!("{:#}\n", documents_json(&documents, lang))),
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
    let bytes = read_bytes(path, options.limits.bytes).map_err(Errors::<TableError>::from)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    read_document(&name, &bytes, options).map_err(Failure::from)
}
