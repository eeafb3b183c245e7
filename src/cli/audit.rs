//! `statsbidrag audit`: audits the corpus, named decisions or folders.

use std::collections::BTreeMap;
use std::mem::forget;
use std::path::{Path, PathBuf};

use clap::{Args, Command, FromArgMatches, ValueEnum};
use serde_json::Value;

use super::language::{both, language};
use super::read::{self, ReadFile};
#[cfg(feature = "xlsx")]
use super::reports::does_not_fit;
use super::reports::{Format, OF_AUDIT, Wanted, among, shown, source_texts};
use super::{Failure, Outcome, load, many, near_command, watch};
use crate::audit::{DecisionAudit, FoundChecks, audit_among, has_checks, with_found_checks};
use crate::decision::{Decision, corpus, embedded_folder};
use crate::findings::{Finding, Severity, Status};
use crate::lang::{InWords, Lang, say};
#[cfg(feature = "xlsx")]
use crate::report::audit_xlsx;
use crate::report::{
    AuditJson, ReadDocument, Report, Sources, audit_html, audit_json, audit_junit, audit_markdown,
    audit_sarif, audit_text, document, reading_json, reading_text, unchecked_text,
};
use crate::tables::side_by_side;

/// What to audit and how to show it.
#[derive(Args)]
pub(super) struct AuditArguments {
    #[arg(
        help = both(
            "Names of embedded decisions, paths of decision folders, of documents (PDF, XLSX, ODS, HTML, Markdown, CSV, text) or of one folder of documents; all embedded decisions if none is given",
            "Namn på inbyggda beslut, sökvägar till beslutsmappar, till dokument (PDF, XLSX, ODS, HTML, Markdown, CSV, text) eller till en mapp med dokument; annars alla inbyggda beslut",
        )
    )]
    decisions: Vec<String>,
    #[arg(
        long,
        value_parser = among(OF_AUDIT),
        help = both(
            "The format that is printed: text, json, html, sarif, junit or md, of a folder of documents text or jsonl; workbooks only with -o [default: text, or nothing with -o]",
            "Formatet som skrivs ut: text, json, html, sarif, junit eller md, för en mapp med dokument text eller jsonl; arbetsböcker bara med -o [annars text, eller inget med -o]",
        )
    )]
    format: Option<Format>,
    #[arg(
        short,
        long,
        value_name = "FILE",
        help = both(
            "Write a report to a file, whose ending says the format; may be given several times",
            "Skriv en rapport till en fil, vars ändelse anger formatet; kan anges flera gånger",
        )
    )]
    output: Vec<PathBuf>,
    #[arg(
        long,
        value_name = "FOLDER",
        help = both(
            "The folder of the source texts: findings are then shown in their lines",
            "Mappen med källtexterna: iakttagelserna visas då i sina rader",
        )
    )]
    sources: Option<PathBuf>,
    #[arg(
        long = "fail-on",
        value_enum,
        default_value_t = FailOn::Wording,
        help = both(
            "From which findings on the exit status is 1: error, definition, rounding, wording, undecided (any finding, and any check that could not be decided) or never [default: wording, which is any finding]",
            "Från vilka iakttagelser slutstatus är 1: error, definition, rounding, wording, undecided (varje iakttagelse, och varje kontroll som inte kunde avgöras) eller never [annars wording, det vill säga varje iakttagelse]",
        )
    )]
    pub(super) fail_on: FailOn,
    #[arg(
        long,
        help = both(
            "List the figures that are in no relation and that no procedure gives (JSON always has them)",
            "Lista de uppgifter som inte ingår i något samband och som inget beräkningssätt ger (JSON har dem alltid)",
        )
    )]
    unchecked: bool,
    #[arg(
        long,
        help = both(
            "Look for relations that nobody wrote also where there are written checks; they are counted apart",
            "Leta efter samband som ingen har skrivit även där det finns skrivna kontroller; de räknas för sig",
        )
    )]
    discover: bool,
    #[arg(
        long,
        conflicts_with = "discover",
        help = both(
            "Look for no relations that nobody wrote, as is done of files and of folders without checks",
            "Leta inte efter samband som ingen har skrivit, vilket annars görs för filer och mappar utan kontroller",
        )
    )]
    pub(super) no_discover: bool,
    #[arg(
        long,
        value_name = "FILE",
        help = both(
            "Of a folder of documents: keep what came of each in this file, and take from it what is known; delete the file to begin anew",
            "För en mapp med dokument: spara det som kom fram om varje dokument i den här filen, och hämta därifrån det som är känt; ta bort filen för att börja om",
        )
    )]
    pub(super) state: Option<PathBuf>,
    #[arg(
        long,
        help = both(
            "Audit again whenever a file changes, until Ctrl-C",
            "Granska på nytt när en fil ändras, tills Ctrl-C trycks",
        )
    )]
    watch: bool,
}

impl AuditArguments {
    /// The paths among what is audited, and that of the sources.
    pub(super) fn watched(&self) -> Vec<&Path> {
        let names = self.decisions.iter();
        let names = names.filter(|it| embedded_folder(it).is_none());
        names
            .map(Path::new)
            .chain(self.sources.as_deref())
            .collect()
    }

    /// The files that the audit writes.
    pub(super) fn written(&self) -> impl Iterator<Item = &Path> {
        let reports = self.output.iter().map(PathBuf::as_path);
        reports.chain(self.state.as_deref())
    }

    /// Whether relations that nobody wrote are looked for in a decision.
    fn discovers(&self, decision: &Decision, is_document: bool) -> bool {
        !self.no_discover && (self.discover || is_document || !has_checks(decision))
    }
}

/// From which findings on an audit fails: those that are new or have vanished and are as grave, or
/// graver.
#[derive(Clone, Copy, ValueEnum)]
pub(super) enum FailOn {
    Error,
    Definition,
    Rounding,
    Wording,
    Undecided,
    Never,
}

impl FailOn {
    fn passes(self, audit: &DecisionAudit) -> bool {
        let least = match self {
            FailOn::Error => Severity::Error,
            FailOn::Definition => Severity::Definition,
            FailOn::Rounding => Severity::Rounding,
            FailOn::Wording => return audit.is_clean(),
            FailOn::Undecided => return audit.is_clean() && audit.tally().undecided == 0,
            FailOn::Never => return true,
        };
        let fails = |it: &Finding| it.status != Status::Acknowledged && it.severity <= least;
        !audit.findings.iter().any(fails)
    }

    /// The same of a document, from the rank of its gravest finding: all of them are new.
    pub(super) fn passes_rank(self, gravest: Option<usize>, undecided: usize) -> bool {
        let least = match self {
            FailOn::Error => 0,
            FailOn::Definition => 1,
            FailOn::Rounding => 2,
            FailOn::Wording | FailOn::Undecided => usize::MAX,
            FailOn::Never => return true,
        };
        let is_decided = !matches!(self, FailOn::Undecided) || undecided == 0;
        is_decided && gravest.is_none_or(|it| it > least)
    }
}

/// Audits once, or with `--watch` again and again.
pub(super) fn run(arguments: &AuditArguments) -> Result<Outcome, Failure> {
    match arguments.watch {
        true => watch::run(arguments),
        false => once(arguments),
    }
}

/// Audits and shows what came of it.
pub(super) fn once(arguments: &AuditArguments) -> Result<Outcome, Failure> {
    let wanted = Wanted::new(arguments.format, &arguments.output, OF_AUDIT)?;
    if let [name] = &arguments.decisions[..]
        && let Some(below) = many::documents(name, arguments.state.as_deref())
    {
        return many::run(arguments, Path::new(name), &below, &wanted);
    }
    let Audited {
        decisions,
        read,
        found,
        audits,
    } = audited(arguments)?;
    let texts = match &arguments.sources {
        Some(folder) => source_texts(folder, &decisions)?,
        None => BTreeMap::new(),
    };
    let shown = Shown {
        arguments,
        decisions: &decisions,
        audits: &audits,
        read: &read,
        found: &found,
        texts,
    };
    shown.deliver(&wanted)?;
    let clean = audits.iter().all(|it| arguments.fail_on.passes(it));
    if !arguments.watch {
        // the program ends here: to take all of it down first would be time for nothing
        forget((decisions, audits, read, found));
    }
    Ok(if clean {
        Outcome::Clean
    } else {
        Outcome::Findings
    })
}

/// Everything asked for, read and audited.
struct Audited {
    decisions: Vec<Decision>,
    /// Those that are documents.
    read: Vec<ReadFile>,
    /// What was found in them and nobody wrote, by the name of the decision.
    found: BTreeMap<String, FoundChecks>,
    audits: Vec<DecisionAudit>,
}

/// Reads and audits what is asked for; all embedded decisions if nothing is.
fn audited(arguments: &AuditArguments) -> Result<Audited, Failure> {
    let names = &arguments.decisions;
    let (decisions, read): (Vec<Decision>, Vec<ReadFile>) = if names.is_empty() {
        (corpus()?, Vec::new())
    } else {
        load_all(names)?
    };
    let (decisions, found) = with_found(arguments, decisions, &read)?;
    let mut audits: Vec<DecisionAudit> = Vec::new();
    let mut errors = doubles(&decisions);
    if !errors.is_empty() {
        return Err(Failure(errors));
    }
    let at_hand: Vec<&Decision> = decisions.iter().collect();
    let size = |decision: &Decision| decision.folder.size();
    let audited = side_by_side(&decisions, size, |decision| audit_among(decision, &at_hand));
    for audit in audited {
        match audit {
            Ok(audit) => audits.push(of_file(audit, &read)),
            Err(found) => errors.extend(found.iter().map(|error| error.in_words(language()))),
        }
    }
    if !errors.is_empty() {
        return Err(Failure(errors));
    }
    Ok(Audited {
        decisions,
        read,
        found,
        audits,
    })
}

/// The audit of a decision that was made from a file names the file, not the text that was drafted.
fn of_file(mut audit: DecisionAudit, read: &[ReadFile]) -> DecisionAudit {
    if let Some(file) = read.iter().find(|it| it.document.name == audit.id) {
        audit.document = file.document.name.clone();
        audit.sha256 = file.sha256.clone();
    }
    audit
}

/// The decisions with what is found in their tables, where it is looked for.
fn with_found(
    arguments: &AuditArguments,
    decisions: Vec<Decision>,
    read: &[ReadFile],
) -> Result<(Vec<Decision>, BTreeMap<String, FoundChecks>), Failure> {
    let is_document = |decision: &Decision| {
        let id = &decision.manifest.id;
        read.iter().any(|file| file.document.name == *id)
    };
    let mut errors = Vec::new();
    let mut complete = Vec::with_capacity(decisions.len());
    let mut all_found = BTreeMap::new();
    for decision in decisions {
        if !arguments.discovers(&decision, is_document(&decision)) {
            complete.push(decision);
            continue;
        }
        match with_found_checks(decision) {
            Ok((decision, found)) => {
                all_found.insert(decision.manifest.id.clone(), found);
                complete.push(decision);
            }
            Err(found) => errors.extend(found.iter().map(|error| error.in_words(language()))),
        }
    }
    if errors.is_empty() {
        Ok((complete, all_found))
    } else {
        Err(Failure(errors))
    }
}

/// Folders whose decisions have one id: which of them a finding, or a check of another decision, is
/// about could not be told.
fn doubles(decisions: &[Decision]) -> Vec<String> {
    let mut seen: BTreeMap<&str, &Decision> = BTreeMap::new();
    let mut errors = Vec::new();
    for decision in decisions {
        let id = decision.manifest.id.as_str();
        let Some(first) = seen.insert(id, decision) else {
            continue;
        };
        let (first, second) = (&first.folder.name, &decision.folder.name);
        errors.push(say!(
            language(),
            "{second}: the decision \"{id}\" is there twice (found it in {first}, too, expected another id); \
             give one of them another id in decision.toml, or leave it out",
            "{second}: beslutet ”{id}” finns två gånger (hittade det även i {first}, väntade ett annat id); \
             ge ett av dem ett annat id i decision.toml, eller utelämna det"
        ));
    }
    errors
}

/// What a run came to, for every format.
struct Shown<'r> {
    arguments: &'r AuditArguments,
    decisions: &'r [Decision],
    audits: &'r [DecisionAudit],
    read: &'r [ReadFile],
    found: &'r BTreeMap<String, FoundChecks>,
    texts: BTreeMap<String, String>,
}

impl Shown<'_> {
    fn deliver(self, wanted: &Wanted) -> Result<(), Failure> {
        let lang = language();
        let documents = self.read.iter();
        let documents = documents.map(|it| {
            let (document, notes) = (&it.document, it.notes.as_slice());
            (document.name.clone(), ReadDocument { document, notes })
        });
        let found = self.found.iter().map(|(id, it)| (id.clone(), it));
        let sources = Sources {
            texts: self.texts,
            documents: documents.collect(),
            found: found.collect(),
        };
        let options = options(self.arguments);
        let audited = self.decisions.iter().zip(self.audits);
        let asked = options.clone();
        let report = wanted.needs_report().then(|| {
            let report = Report::new(audited, options, &sources, lang);
            match wanted.has(Format::Html) {
                true => report.with_sweeps(),
                false => report,
            }
        });
        let made = |make: fn(&Report<'_>) -> String| report.as_ref().map(make).unwrap_or_default();
        wanted.deliver(|format| {
            Ok(match format {
                #[cfg(feature = "xlsx")]
                Format::Xlsx => return workbook(report.as_ref()),
                Format::Text => {
                    let mut text = String::new();
                    // what was read comes first: nothing is said of figures that nobody has seen
                    for file in self.read {
                        text.push_str(&reading_text(&file.document, &file.notes, lang));
                    }
                    text.push_str(&audit_text(self.audits, lang));
                    if self.arguments.unchecked {
                        text.push_str(&unchecked_text(self.audits, lang));
                    }
                    text
                }
                Format::Json => document(&json_of(
                    self.decisions,
                    self.audits,
                    self.read,
                    &asked,
                    lang,
                )),
                Format::Jsonl => return Err(only_of_many()),
                Format::Html => made(audit_html),
                Format::Sarif => made(audit_sarif),
                Format::Junit => made(audit_junit),
                // no table: it is not among the formats of an audit
                Format::Csv => String::new(),
                Format::Md => made(audit_markdown),
            }
            .into_bytes())
        })
    }
}

/// JSON lines are the result of many documents.
fn only_of_many() -> Failure {
    Failure(vec![say!(
        language(),
        "JSON lines are for a folder of documents (expected --format json here)",
        "JSON-rader är för en mapp med dokument (väntade --format json här)"
    )])
}

/// The report as a workbook.
#[cfg(feature = "xlsx")]
fn workbook(report: Option<&Report<'_>>) -> Result<Vec<u8>, Failure> {
    let made = report.map(audit_xlsx).transpose();
    made.map(Option::unwrap_or_default)
        .map_err(|error| does_not_fit(&error))
}

/// The audit by the contract, with what was asked and read.
fn json_of(
    decisions: &[Decision],
    audits: &[DecisionAudit],
    read: &[ReadFile],
    options: &[String],
    lang: Lang,
) -> AuditJson {
    let mut json = audit_json(audits, lang);
    for file in read {
        reading_json(&mut json, &file.document, &file.notes, lang);
    }
    json.with_run(options, decisions, lang)
}

/// The JSON of an audit that is made again with the options of a report; of what is at `names` now, if
/// any are given. `None`: they are no options of an audit.
pub(super) fn again(
    options: &[String],
    names: &[String],
    lang: Lang,
) -> Option<Result<Value, Failure>> {
    let command = AuditArguments::augment_args(Command::new("audit"));
    let matches = command.try_get_matches_from(options).ok()?;
    let mut arguments = AuditArguments::from_arg_matches(&matches).ok()?;
    if !names.is_empty() {
        arguments.decisions = names.to_vec();
    }
    let made = audited(&arguments).and_then(|it| {
        let json = json_of(&it.decisions, &it.audits, &it.read, options, lang);
        serde_json::to_value(&json).map_err(|error| Failure(vec![error.to_string()]))
    });
    Some(made)
}

/// The command with what it was asked of: all that the result depends on.
fn options(arguments: &AuditArguments) -> Vec<String> {
    let mut options = vec!["audit".to_owned()];
    let flags = [
        ("--discover", arguments.discover),
        ("--no-discover", arguments.no_discover),
    ];
    let set = flags.into_iter().filter(|(_, is_set)| *is_set);
    options.extend(set.map(|(flag, _)| flag.to_owned()));
    options.extend(arguments.decisions.iter().map(|it| shown(it)));
    options
}

/// Every decision asked for, those that are documents with what was read; or the errors of all that
/// cannot be read.
fn load_all(names: &[String]) -> Result<(Vec<Decision>, Vec<ReadFile>), Failure> {
    let (mut decisions, mut read) = (Vec::new(), Vec::new());
    let mut errors = Vec::new();
    for name in names {
        let path = Path::new(name);
        let is_document = embedded_folder(name).is_none() && path.exists() && !path.is_dir();
        let loaded = if is_document {
            read::decision(path).map(|(decision, file)| {
                read.push(file);
                decision
            })
        } else {
            load(name)
        };
        match loaded {
            Ok(decision) => decisions.push(decision),
            // what follows a misspelt command are its arguments, not decisions
            Err(Failure(found)) if !path.exists() && near_command(name).is_some() => {
                return Err(Failure(found));
            }
            Err(Failure(mut found)) => errors.append(&mut found),
        }
    }
    if errors.is_empty() {
        Ok((decisions, read))
    } else {
        Err(Failure(errors))
    }
}
