//! `statsbidrag audit FOLDER` of documents: each audited by itself, side by side.
//!
//! A document counts once, by its bytes, under however many names it stands. With `--state FILE` what
//! came of each document is kept by its fingerprint as soon as it is known, one line of JSON a document;
//! another run takes from there what it has.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::audit::AuditArguments;
use super::language::{both, language};
use super::reports::{Format, Wanted};
use super::{Failure, Outcome, output, read};
use crate::audit::{audit_among, with_found_checks};
use crate::decision::{embedded_folder, fingerprint};
use crate::intake::ReadOptions;
use crate::lang::{Errors, InWords, say};
use crate::report::audit_json;
use crate::tables::{FilesBelow, TableError, read_bytes, side_by_side, system_words};

/// The files by which a folder is a decision.
const OF_A_DECISION: [&str; 2] = ["decision.toml", "tables.toml"];
/// The largest state that is read.
const LARGEST_STATE: u64 = 1 << 34;
/// Findings shown as text; JSON lines have them all.
const SHOWN: usize = 200;
/// The severities, the gravest first.
const SEVERITIES: [&str; 5] = ["error", "definition", "rounding", "wording", "incomplete"];

/// What came of a document.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Entry {
    sha256: String,
    tables: usize,
    /// How many relations that nobody wrote were evaluated.
    relations: usize,
    /// How many of them could not be decided.
    undecided: usize,
    /// As in `audit/1`, the surest first.
    findings: Vec<Value>,
    /// Why it was not read.
    unread: Vec<String>,
}

/// The documents of a folder that is not a decision, without the state of another run; `None` if it
/// is one, or holds nothing.
pub(super) fn documents(name: &str, state: Option<&Path>) -> Option<FilesBelow> {
    let folder = Path::new(name);
    let is_decision = || OF_A_DECISION.iter().any(|it| folder.join(it).exists());
    if embedded_folder(name).is_some() || !folder.is_dir() || is_decision() {
        return None;
    }
    let mut below = FilesBelow::of(folder);
    if let Some(state) = state.and_then(|it| it.canonicalize().ok()) {
        let is_state = |it: &PathBuf| it.canonicalize().is_ok_and(|it| it == state);
        below.files.retain(|it| !is_state(it));
    }
    (!below.files.is_empty()).then_some(below)
}

/// A document under all its names.
struct Found {
    names: Vec<String>,
    path: PathBuf,
    entry: Entry,
}

/// Audits every document of a folder.
pub(super) fn run(
    arguments: &AuditArguments,
    folder: &Path,
    below: &FilesBelow,
    wanted: &Wanted,
) -> Result<Outcome, Failure> {
    let state = State::open(arguments)?;
    let mut documents = once_each(folder, &below.files);
    let unlisted = below.unlisted.iter();
    documents.extend(unlisted.map(|it| Found::unlisted(folder, it)));
    let bar = bar(documents.len());
    let audited = side_by_side(
        &documents,
        |_| 0,
        |document| {
            let entry = match state.known(&document.entry.sha256) {
                Some(entry) => entry,
                None if !document.entry.unread.is_empty() => document.entry.clone(),
                None => {
                    let entry = audited(arguments, document);
                    state.keep(&entry);
                    entry
                }
            };
            bar.inc(1);
            entry
        },
    );
    bar.finish_and_clear();
    for (document, entry) in documents.iter_mut().zip(audited) {
        document.entry = entry;
    }
    documents.sort_by_cached_key(|it| {
        let surest = it.entry.findings.first().map(rank);
        let first = it.names.first().cloned();
        (surest.is_none(), surest, !it.entry.unread.is_empty(), first)
    });
    wanted.deliver(|format| match format {
        Format::Text => Ok(text(&documents).into_bytes()),
        Format::Jsonl => Ok(lines(&documents).into_bytes()),
        _ => Err(Failure(vec![say!(
            language(),
            "the documents of a folder are shown as text or as JSON lines (expected --format text or jsonl, \
             or -o FILE.txt or FILE.jsonl); for another report audit the document alone",
            "dokumenten i en mapp visas som text eller som JSON-rader (väntade --format text eller jsonl, \
             eller -o FIL.txt eller FIL.jsonl); för en annan rapport, granska dokumentet för sig"
        )])),
    })?;
    if let Some(lost) = state.lost() {
        output::note(&lost);
    }
    if documents.iter().all(|it| !it.entry.unread.is_empty()) {
        return Err(Failure(vec![say!(
            language(),
            "none of the documents could be read",
            "inget av dokumenten kunde läsas"
        )]));
    }
    let passes = |it: &Found| {
        let gravest = it.entry.findings.iter().map(|it| rank(it).0).min();
        arguments.fail_on.passes_rank(gravest, it.entry.undecided)
    };
    Ok(match documents.iter().all(passes) {
        true => Outcome::Clean,
        false => Outcome::Findings,
    })
}

/// The name of what lies in a folder.
fn name_in(folder: &Path, path: &Path) -> String {
    let name = path.strip_prefix(folder).unwrap_or(path);
    name.to_string_lossy().into_owned()
}

impl Found {
    /// A file that has not been audited.
    fn new(name: String, path: &Path, sha256: String, unread: Vec<String>) -> Found {
        Found {
            names: vec![name],
            path: path.to_owned(),
            entry: Entry {
                sha256,
                tables: 0,
                relations: 0,
                undecided: 0,
                findings: Vec::new(),
                unread,
            },
        }
    }

    /// A folder within the folder whose files are not known.
    fn unlisted(folder: &Path, path: &Path) -> Found {
        let why = say!(
            language(),
            "the folder cannot be listed, or lies too deep; audit it by itself",
            "mappen kan inte listas, eller ligger för djupt; granska den för sig"
        );
        let name = format!("{}/", name_in(folder, path));
        Found::new(name, path, String::new(), vec![why])
    }

    /// Whether it is a folder whose files are not known.
    fn is_folder(&self) -> bool {
        self.names.iter().any(|it| it.ends_with('/'))
    }
}

/// The documents by their fingerprints, in the order of their first names.
fn once_each(folder: &Path, files: &[PathBuf]) -> Vec<Found> {
    let options = ReadOptions::default();
    let hashed = side_by_side(
        files,
        |_| 0,
        |path| read_bytes(path, options.limits.bytes).map(|bytes| fingerprint(&bytes)),
    );
    let mut found: Vec<Found> = Vec::new();
    let mut positions: BTreeMap<String, usize> = BTreeMap::new();
    for (path, hashed) in files.iter().zip(hashed) {
        let name = name_in(folder, path);
        let (sha256, unread) = match hashed {
            Ok(sha256) => (sha256, Vec::new()),
            Err(error) => (String::new(), vec![error.in_words(language())]),
        };
        let known = positions.get(&sha256).filter(|_| unread.is_empty());
        if let Some(document) = known.and_then(|it| found.get_mut(*it)) {
            document.names.push(name);
            continue;
        }
        if unread.is_empty() {
            positions.insert(sha256.clone(), found.len());
        }
        found.push(Found::new(name, path, sha256, unread));
    }
    found
}

/// Reads and audits one document.
fn audited(arguments: &AuditArguments, document: &Found) -> Entry {
    let lang = language();
    let mut entry = document.entry.clone();
    let (decision, file) = match read::decision_of_any(&document.path) {
        Ok(read) => read,
        Err(Failure(lines)) => {
            entry.unread = lines;
            return entry;
        }
    };
    entry.tables = file.document.sheets.len();
    let complete = match arguments.no_discover {
        true => Ok(decision),
        false => with_found_checks(decision).map(|(decision, _)| decision),
    };
    let audit = complete.and_then(|decision| audit_among(&decision, &[&decision]));
    match audit {
        Err(errors) => entry.unread = errors.iter().map(|it| it.in_words(lang)).collect(),
        Ok(audit) => {
            entry.undecided = audit.tally().undecided;
            let json = serde_json::to_value(audit_json(std::slice::from_ref(&audit), lang));
            let json = json.unwrap_or_default();
            let decision = &json["decisions"][0];
            let relations = decision["discovered"]["evaluated"].as_u64().unwrap_or(0);
            entry.relations = usize::try_from(relations).unwrap_or(usize::MAX);
            entry.findings = decision["findings"].as_array().cloned().unwrap_or_default();
            entry.findings.sort_by_cached_key(rank);
        }
    }
    entry
}

/// How surely a finding says that something is wrong: its severity, then the confidence in thousandths,
/// then its name.
fn rank(finding: &Value) -> (usize, u64, String) {
    let severity = finding["severity"].as_str().unwrap_or_default();
    let place = SEVERITIES.iter().position(|it| *it == severity);
    let confidence = finding["suspect"]["confidence"].to_string();
    let thousandths = match confidence.split_once('.') {
        Some(("0", digits)) => format!("{digits:0<3}")
            .get(..3)
            .and_then(|it| it.parse().ok()),
        _ => confidence.parse::<u64>().ok().map(|it| it.min(1) * 1000),
    };
    let id = finding["id"].as_str().unwrap_or_default().to_owned();
    let doubt = 1000_u64.saturating_sub(thousandths.unwrap_or(0));
    (place.unwrap_or(SEVERITIES.len()), doubt, id)
}

/// One line of JSON a document.
fn lines(documents: &[Found]) -> String {
    let mut text = String::new();
    for document in documents {
        let entry = &document.entry;
        let line = json!({
            "schema": "statsbidrag/documents/1", "names": document.names, "sha256": entry.sha256,
            "tables": entry.tables, "relations": entry.relations, "undecided": entry.undecided,
            "findings": entry.findings, "unread": entry.unread,
        });
        // writing to a string cannot fail
        let _ = writeln!(text, "{line}");
    }
    text
}

/// The findings, the surest first, then what was not read, then how many there are.
fn text(documents: &[Found]) -> String {
    let lang = language();
    let mut findings: Vec<(&Found, &Value)> = documents
        .iter()
        .flat_map(|it| it.entry.findings.iter().map(move |finding| (it, finding)))
        .collect();
    findings.sort_by_cached_key(|(document, finding)| (rank(finding), document.names.first()));
    let mut text = String::new();
    for (document, finding) in findings.iter().take(SHOWN) {
        let (severity, message) = (finding["severity"].as_str(), finding["message"].as_str());
        let name = document.names.first().map_or("", String::as_str);
        let of_suspect = finding["suspect"]["line"].as_u64();
        let line = of_suspect.or_else(|| finding["cells"][0]["line"].as_u64());
        let line = line.map_or(String::new(), |it| format!(":{it}"));
        // writing to a string cannot fail
        let _ = writeln!(text, "{} {name}{line}", severity.unwrap_or_default());
        let _ = writeln!(text, "  {}", message.unwrap_or_default());
        if let Some(certificate) = finding["certificate"].as_str() {
            let _ = writeln!(text, "  {certificate}");
        }
    }
    if findings.len() > SHOWN {
        let more = findings.len() - SHOWN;
        let _ = writeln!(
            text,
            "{}",
            say!(
                lang,
                "and {more} more, all of them with --format jsonl",
                "och {more} till, alla med --format jsonl"
            )
        );
    }
    for document in documents.iter().filter(|it| !it.entry.unread.is_empty()) {
        let own = document
            .path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy();
        let why = document.entry.unread.iter();
        let why = why.map(|it| it.strip_prefix(&format!("{own}: ")).unwrap_or(it));
        let (name, why) = (
            document.names.join(", "),
            why.collect::<Vec<_>>().join("; "),
        );
        let unread = say!(lang, "not read: {name}: {why}", "inte läst: {name}: {why}");
        let _ = writeln!(text, "{unread}");
    }
    let _ = writeln!(text, "{}", summary(documents, findings.len()));
    text
}

fn summary(documents: &[Found], findings: usize) -> String {
    let lang = language();
    let (folders, documents): (Vec<&Found>, Vec<&Found>) =
        documents.iter().partition(|it| it.is_folder());
    let files: usize = documents.iter().map(|it| it.names.len()).sum();
    let unread = documents
        .iter()
        .chain(&folders)
        .filter(|it| !it.entry.unread.is_empty());
    let unread = lang.count(unread.count());
    let tables: usize = documents.iter().map(|it| it.entry.tables).sum();
    let relations: usize = documents.iter().map(|it| it.entry.relations).sum();
    let files = lang.counted(files, ["file", "files"], ["fil", "filer"]);
    let count = lang.counted(
        documents.len(),
        ["document", "different documents"],
        ["dokument", "olika dokument"],
    );
    let tables = lang.counted(tables, ["table", "tables"], ["tabell", "tabeller"]);
    let relations = lang.counted(relations, ["relation", "relations"], ["samband"; 2]);
    let findings = lang.counted(
        findings,
        ["finding", "findings"],
        ["iakttagelse", "iakttagelser"],
    );
    say!(
        lang,
        "{files}, {count}, {unread} not read; {tables}, {relations} that nobody wrote evaluated, {findings}",
        "{files}, {count}, {unread} inte lästa; {tables}, prövade {relations} som ingen har skrivit, {findings}"
    )
}

/// A bar on standard error, on a terminal only.
fn bar(documents: usize) -> ProgressBar {
    let length = u64::try_from(documents).unwrap_or(u64::MAX);
    let bar = ProgressBar::with_draw_target(Some(length), ProgressDrawTarget::stderr());
    // a template that cannot be read leaves the bar of the crate
    if let Ok(style) = ProgressStyle::with_template(&both(
        "auditing {bar:40} {pos} of {len}",
        "granskar {bar:40} {pos} av {len}",
    )) {
        bar.set_style(style);
    }
    bar
}

/// What is kept from run to run, by fingerprint.
struct State {
    known: BTreeMap<String, Entry>,
    file: Option<Mutex<Box<dyn std::io::Write + Send>>>,
    lost: Mutex<Option<String>>,
    /// What else a result depends on.
    options: String,
}

/// A line of the state.
#[derive(Serialize, Deserialize)]
struct Kept {
    options: String,
    entry: Entry,
}

impl State {
    /// Reads what is kept. A line that cannot be read, such as one that was cut off, is as if it were
    /// not there.
    fn open(arguments: &AuditArguments) -> Result<State, Failure> {
        let lang = language();
        let (version, found) = (env!("CARGO_PKG_VERSION"), !arguments.no_discover);
        let mut state = State {
            known: BTreeMap::new(),
            file: None,
            lost: Mutex::new(None),
            options: format!("{version} {lang:?} {found}"),
        };
        let Some(path) = &arguments.state else {
            return Ok(state);
        };
        let failed = |error: &std::io::Error| {
            let (path, error) = (path.display(), system_words(error).in_words(lang));
            Failure(vec![say!(
                lang,
                "--state {path}: cannot be used ({error}); choose another file",
                "--state {path}: kan inte användas ({error}); välj en annan fil"
            )])
        };
        let mut is_cut = false;
        if path.exists() {
            let kept = read_bytes(path, LARGEST_STATE).map_err(Errors::<TableError>::from)?;
            let kept = String::from_utf8_lossy(&kept);
            is_cut = !kept.is_empty() && !kept.ends_with('\n');
            for line in kept.lines() {
                let Ok(kept) = serde_json::from_str::<Kept>(line) else {
                    continue;
                };
                if kept.options == state.options {
                    state.known.insert(kept.entry.sha256.clone(), kept.entry);
                }
            }
        }
        let mut options = std::fs::OpenOptions::new();
        let file = options.create(true).append(true).open(path);
        let mut file = file.map_err(|error| failed(&error))?;
        if is_cut {
            file.write_all(b"\n").map_err(|error| failed(&error))?;
        }
        state.file = Some(Mutex::new(Box::new(file)));
        Ok(state)
    }

    fn known(&self, sha256: &str) -> Option<Entry> {
        self.known.get(sha256).cloned()
    }

    fn keep(&self, entry: &Entry) {
        let kept = Kept {
            options: self.options.clone(),
            entry: entry.clone(),
        };
        let (Some(file), Ok(line)) = (&self.file, serde_json::to_string(&kept)) else {
            return;
        };
        let written = file
            .lock()
            .map(|mut file| file.write_all(format!("{line}\n").as_bytes()));
        if let (Ok(Err(error)), Ok(mut lost)) = (written, self.lost.lock()) {
            *lost = Some(system_words(&error).in_words(language()));
        }
    }

    /// Why something is not kept.
    fn lost(&self) -> Option<String> {
        let lost = self.lost.lock().ok()?;
        let error = lost.as_ref()?;
        Some(say!(
            language(),
            "the state could not be written ({error}); another run begins anew",
            "läget kunde inte sparas ({error}); nästa körning börjar om"
        ))
    }
}
