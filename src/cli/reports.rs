//! The formats of a report, and the files they are written to.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::language::{both, language};
use super::{Failure, folder, output};
use crate::decision::{Decision, fingerprint};
use crate::lang::{Lang, say};
#[cfg(feature = "xlsx")]
use crate::report::paper_xlsx;
use crate::report::{ExcelField, Paper, digits, excel_csv, paper_csv, paper_html, paper_markdown};
use crate::tables::read_bytes;

/// A format of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// For a terminal.
    Text,
    /// For programs, by the contract.
    Json,
    /// A table for programs and spreadsheets.
    Csv,
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

/// The formats of an audit.
pub(super) const OF_AUDIT: &[Format] = &[
    Format::Text,
    Format::Json,
    Format::Html,
    Format::Sarif,
    Format::Junit,
    Format::Md,
    #[cfg(feature = "xlsx")]
    Format::Xlsx,
];

/// The formats of an answer with tables.
pub(super) const OF_ANSWER: &[Format] = &[
    Format::Text,
    Format::Json,
    Format::Csv,
    Format::Html,
    Format::Md,
    #[cfg(feature = "xlsx")]
    Format::Xlsx,
];

/// The endings of the formats.
const ENDINGS: &[(&str, Format)] = &[
    #[cfg(feature = "xlsx")]
    ("xlsx", Format::Xlsx),
    ("txt", Format::Text),
    ("json", Format::Json),
    ("csv", Format::Csv),
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
    /// Its name in the arguments.
    fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Json => "json",
            Format::Csv => "csv",
            Format::Html => "html",
            Format::Sarif => "sarif",
            Format::Junit => "junit",
            Format::Md => "md",
            #[cfg(feature = "xlsx")]
            Format::Xlsx => "xlsx",
        }
    }

    /// The format that a file's ending says. *Errors*: none of those `allowed` does.
    fn of(path: &Path, allowed: &[Format]) -> Result<Format, Failure> {
        let ending = path
            .extension()
            .and_then(|it| it.to_str())
            .unwrap_or_default();
        let ending = ending.to_ascii_lowercase();
        let known = || ENDINGS.iter().filter(|(_, it)| allowed.contains(it));
        let found = known().find(|(known, _)| *known == ending);
        found.map(|(_, format)| *format).ok_or_else(|| {
            let all: Vec<String> = known().map(|(it, _)| format!(".{it}")).collect();
            let (path, all) = (path.display(), all.join(", "));
            Failure(vec![say!(
                language(),
                "-o {path}: the ending says the format (expected one of {all})",
                "-o {path}: ändelsen anger formatet (väntade någon av {all})"
            )])
        })
    }
}

/// Reads the name of one of these formats.
pub(super) fn among(allowed: &'static [Format]) -> impl TypedValueParser<Value = Format> {
    let names = allowed.iter().map(|it| it.name());
    PossibleValuesParser::new(names).map(|name: String| {
        let named = allowed.iter().find(|it| it.name() == name);
        named.copied().unwrap_or(Format::Text)
    })
}

/// How an answer is shown.
#[derive(Args)]
pub(super) struct AnswerArguments {
    #[arg(
        long,
        value_parser = among(OF_ANSWER),
        help = both(
            "The format that is printed: text, json, csv, html or md; workbooks only with -o [default: text, or nothing with -o]",
            "Formatet som skrivs ut: text, json, csv, html eller md; arbetsböcker bara med -o [annars text, eller inget med -o]",
        )
    )]
    format: Option<Format>,
    #[arg(
        short,
        long,
        value_name = "FILE",
        help = both(
            "Write the answer to a file, whose ending says the format (txt, json, csv, html, md, xlsx); may be given several times",
            "Skriv svaret till en fil, vars ändelse anger formatet (txt, json, csv, html, md, xlsx); kan anges flera gånger",
        )
    )]
    output: Vec<PathBuf>,
}

impl AnswerArguments {
    /// What is to be written; CSV is printed if it is asked for `excel` and nothing else is said.
    pub fn wanted(&self, excel: bool) -> Result<Wanted, Failure> {
        let is_csv = excel && self.output.is_empty();
        let format = if is_csv {
            Some(Format::Csv)
        } else {
            self.format
        };
        Wanted::new(format, &self.output, OF_ANSWER)
    }
}

/// What is asked to be written: a format for standard output, and files.
pub(super) struct Wanted {
    printed: Option<Format>,
    files: Vec<(PathBuf, Format)>,
}

impl Wanted {
    /// Reads what is asked, of these formats; text is printed if nothing is. *Errors*: every file whose
    /// format is not among them, or that is named twice.
    pub fn new(
        format: Option<Format>,
        files: &[PathBuf],
        allowed: &[Format],
    ) -> Result<Wanted, Failure> {
        let mut errors = Vec::new();
        let mut wanted: Vec<(PathBuf, Format)> = Vec::new();
        for path in files {
            match Format::of(path, allowed) {
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

    /// Whether this format goes to standard output.
    pub fn prints(&self, format: Format) -> bool {
        self.printed == Some(format)
    }

    /// Whether a format is wanted anywhere.
    pub fn has(&self, format: Format) -> bool {
        self.printed == Some(format) || self.files.iter().any(|(_, it)| *it == format)
    }

    /// Whether any format is made from the model of reports.
    pub fn needs_report(&self) -> bool {
        let files = self.files.iter().map(|(_, format)| *format);
        let mut all = files.chain(self.printed);
        all.any(|it| !matches!(it, Format::Text | Format::Json))
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
                Format::Text | Format::Json | Format::Md => {
                    output::result(&String::from_utf8_lossy(&bytes));
                }
                #[cfg(feature = "xlsx")]
                Format::Xlsx => {
                    return Err(Failure(vec![say!(
                        language(),
                        "a workbook is not printed (expected -o FILE.xlsx)",
                        "en arbetsbok skrivs inte ut (väntade -o FIL.xlsx)"
                    )]));
                }
                Format::Html | Format::Sarif | Format::Junit | Format::Csv => {
                    output::data(&String::from_utf8_lossy(&bytes));
                }
            }
        }
        Ok(())
    }

    /// Writes and prints an answer: its text and its JSON as they are, everything else from its paper.
    /// `rows` are the table of its CSV, where that is another than the paper's.
    pub fn deliver_answer(&self, answer: &AnswerForms<'_>) -> Result<(), Failure> {
        self.deliver(|format| {
            Ok(match format {
                Format::Text => answer.text.clone().into_bytes(),
                Format::Json => answer.json.clone().into_bytes(),
                Format::Html => paper_html(answer.paper).into_bytes(),
                Format::Md => paper_markdown(answer.paper).into_bytes(),
                #[cfg(feature = "xlsx")]
                Format::Xlsx => paper_xlsx(answer.paper).map_err(|it| does_not_fit(&it))?,
                Format::Csv | Format::Sarif | Format::Junit => {
                    let rows = match &answer.rows {
                        Some(rows) => Some(rows.clone()),
                        None => paper_csv(answer.paper),
                    };
                    let rows = rows.ok_or_else(|| no_table(answer.paper.lang))?;
                    csv_bytes(&rows, answer.excel)?
                }
            })
        })
    }
}

/// An answer in every form.
pub(super) struct AnswerForms<'r> {
    /// As it is printed for people.
    pub text: String,
    /// By the contract.
    pub json: String,
    /// What the other formats are made from.
    pub paper: &'r Paper<'r>,
    /// The rows of its CSV, if not those of the paper's tables.
    pub rows: Option<Vec<Vec<ExcelField>>>,
    /// Whether its CSV is for a Swedish Excel.
    pub excel: bool,
}

fn no_table(lang: Lang) -> Failure {
    Failure(vec![say!(
        lang,
        "this answer has no table, which CSV is (expected another format, such as json or md)",
        "det här svaret har ingen tabell, vilket CSV är (väntade ett annat format, som json eller md)"
    )])
}

/// A workbook that cannot be made.
#[cfg(feature = "xlsx")]
pub(super) fn does_not_fit(error: &dyn std::fmt::Display) -> Failure {
    Failure(vec![say!(
        language(),
        "the tables do not fit into a workbook ({error}); choose another format",
        "tabellerna ryms inte i en arbetsbok ({error}); välj ett annat format"
    )])
}

/// A table as plain CSV, or as a Swedish Excel wants it.
fn csv_bytes(table: &[Vec<ExcelField>], excel: bool) -> Result<Vec<u8>, Failure> {
    if excel {
        return Ok(excel_csv(table).into_bytes());
    }
    let mut rows = csv::Writer::from_writer(Vec::new());
    let written = table.iter().try_for_each(|row| {
        let fields = row.iter().map(|field| match field {
            ExcelField::Text(text) => text.clone(),
            ExcelField::Amount(amount) => digits(*amount),
            ExcelField::Empty => String::new(),
        });
        rows.write_record(fields)
    });
    let bytes = written.map(|()| rows.into_inner().unwrap_or_default());
    bytes.map_err(|error| {
        Failure(vec![say!(
            language(),
            "the result cannot be written as CSV: {error}",
            "resultatet kan inte skrivas som CSV: {error}"
        )])
    })
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

/// The command as it was typed, without absolute paths and without where the answer goes.
pub(super) fn asked() -> Vec<String> {
    let typed = std::env::args_os()
        .skip(1)
        .filter_map(|it| it.into_string().ok());
    let (mut options, mut is_value) = (Vec::new(), false);
    for argument in typed {
        let is_flag = |flag: &str| argument == flag;
        let own = ["-o", "--output", "--format", "--lang", "--patience"];
        let starts = own
            .iter()
            .any(|flag| argument.starts_with(&format!("{flag}=")));
        match (is_value, own.into_iter().any(is_flag)) {
            (true, _) => is_value = false,
            (false, true) => is_value = true,
            (false, false) if starts || argument.starts_with("-o") => {}
            (false, false) => options.push(shown(&argument)),
        }
    }
    options
}
