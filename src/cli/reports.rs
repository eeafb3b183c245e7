//! The formats of a report, and the files they are written to.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::language::language;
use super::{Failure, folder, output};
use crate::decision::{Decision, fingerprint};
use crate::lang::say;
use crate::tables::read_bytes;

/// A format of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For a terminal.
    Text,
    /// For programs, by the contract.
    Json,
    /// One line a document, for a folder of documents.
    Jsonl,
    /// One page for a browser.
    Html,
    /// For viewers of code hosts and editors.
    Sarif,
    /// For runners of tests.
    Junit,
    /// For a memo or a pull request.
    Md,
    /// For Excel and LibreOffice.
    #[cfg(feature = "xlsx")]
    Xlsx,
}

/// The endings of the formats.
const ENDINGS: &[(&str, Format)] = &[
    #[cfg(feature = "xlsx")]
    ("xlsx", Format::Xlsx),
    ("txt", Format::Text),
    ("json", Format::Json),
    ("jsonl", Format::Jsonl),
    ("html", Format::Html),
    ("htm", Format::Html),
    ("sarif", Format::Sarif),
    ("xml", Format::Junit),
    ("md", Format::Md),
    ("markdown", Format::Md),
];

/// The longest source text that is read.
const LONGEST: u64 = 1 << 28;

impl Format {
    /// The format that a file's ending says. *Errors*: none does.
    fn of(path: &Path) -> Result<Format, Failure> {
        let ending = path
            .extension()
            .and_then(|it| it.to_str())
            .unwrap_or_default();
        let ending = ending.to_ascii_lowercase();
        let found = ENDINGS.iter().find(|(known, _)| *known == ending);
        found.map(|(_, format)| *format).ok_or_else(|| {
            let all: Vec<String> = ENDINGS.iter().map(|(it, _)| format!(".{it}")).collect();
            let (path, all) = (path.display(), all.join(", "));
            Failure(vec![say!(
                language(),
                "-o {path}: the ending says the format (expected one of {all})",
                "-o {path}: ändelsen anger formatet (väntade någon av {all})"
            )])
        })
    }
}

/// What is asked to be written: a format for standard output, and files.
pub(super) struct Wanted {
    printed: Option<Format>,
    files: Vec<(PathBuf, Format)>,
}

impl Wanted {
    /// Reads what is asked; text is printed if nothing is. *Errors*: every file whose format is not
    /// known, or that is named twice.
    pub fn new(format: Option<Format>, files: &[PathBuf]) -> Result<Wanted, Failure> {
        let mut errors = Vec::new();
        let mut wanted: Vec<(PathBuf, Format)> = Vec::new();
        for path in files {
            match Format::of(path) {
                Ok(_) if wanted.iter().any(|(known, _)| known == path) => {
                    let path = path.display();
                    errors.push(say!(
                        language(),
                        "-o {path} is asked for twice",
                        "-o {path} anges två gånger"
                    ));
                }
                Ok(format) => wanted.push((path.clone(), format)),
                Err(Failure(mut found)) => errors.append(&mut found),
            }
        }
        if !errors.is_empty() {
            return Err(Failure(errors));
        }
        let printed = format.or(files.is_empty().then_some(Format::Text));
        let files = wanted;
        Ok(Wanted { printed, files })
    }

    /// Whether a format is wanted anywhere.
    pub fn has(&self, format: Format) -> bool {
        self.printed == Some(format) || self.files.iter().any(|(_, it)| *it == format)
    }

    /// Whether any format is made from the model of reports.
    pub fn needs_report(&self) -> bool {
        let files = self.files.iter().map(|(_, format)| *format);
        let mut all = files.chain(self.printed);
        all.any(|it| !matches!(it, Format::Text | Format::Json | Format::Jsonl))
    }

    /// Writes and prints what is wanted. `made` gives a format's bytes; the text with its emphasis.
    pub fn deliver(
        &self,
        made: impl Fn(Format) -> Result<Vec<u8>, Failure>,
    ) -> Result<(), Failure> {
        let mut known: Vec<(Format, Vec<u8>)> = Vec::new();
        for (path, format) in &self.files {
            if !known.iter().any(|(it, _)| it == format) {
                known.push((*format, made(*format)?));
            }
            let bytes = known.iter().find(|(it, _)| it == format);
            let bytes = bytes.map_or(&[][..], |(_, bytes)| bytes);
            match format {
                // emphasis is for a terminal
                Format::Text => {
                    let text = String::from_utf8_lossy(bytes);
                    folder::replace_file(path, output::plain(&text).as_bytes())?;
                }
                _ => folder::replace_file(path, bytes)?,
            }
        }
        if let Some(format) = self.printed {
            let bytes = made(format)?;
            match format {
                // lines of JSON begin with a brace: controls in them are escaped, not shown
                Format::Text | Format::Json | Format::Jsonl => {
                    output::result(&String::from_utf8_lossy(&bytes))
                }
                Format::Md => output::result(&String::from_utf8_lossy(&bytes)),
                #[cfg(feature = "xlsx")]
                Format::Xlsx => {
                    return Err(Failure(vec![say!(
                        language(),
                        "a workbook is not printed (expected -o FILE.xlsx)",
                        "en arbetsbok skrivs inte ut (väntade -o FIL.xlsx)"
                    )]));
                }
                Format::Html | Format::Sarif | Format::Junit => {
                    output::data(&String::from_utf8_lossy(&bytes))
                }
            }
        }
        Ok(())
    }
}

/// The source texts of these decisions that are in a folder; a text with another fingerprint is told
/// and not used.
pub(super) fn source_texts(
    folder: &Path,
    decisions: &[Decision],
) -> Result<BTreeMap<String, String>, Failure> {
    let lang = language();
    let mut texts = BTreeMap::new();
    for decision in decisions {
        let source = &decision.manifest.source;
        let path = folder.join(&source.document);
        if !path.is_file() {
            continue;
        }
        let bytes = read_bytes(&path, LONGEST)?;
        if fingerprint(&bytes) != source.sha256 {
            let path = path.display();
            output::note(&say!(
                lang,
                "{path} is another text than the decision was read from (its SHA-256 differs); it is not shown",
                "{path} är en annan text än den beslutet lästes från (SHA-256 skiljer sig); den visas inte"
            ));
            continue;
        }
        if let Ok(text) = String::from_utf8(bytes) {
            texts.insert(source.document.clone(), text);
        }
    }
    if texts.is_empty() {
        let folder = folder.display();
        output::note(&say!(
            lang,
            "{folder} has none of the source texts; the report shows the rows of the tables instead",
            "{folder} har ingen av källtexterna; rapporten visar tabellernas rader i stället"
        ));
    }
    Ok(texts)
}

/// An argument as a report may show it: a path from the root says whose machine it is.
pub(super) fn shown(argument: &str) -> String {
    let path = Path::new(argument);
    let name = path.file_name().and_then(|it| it.to_str());
    match name {
        Some(name) if path.is_absolute() => name.to_owned(),
        _ => argument.to_owned(),
    }
}
