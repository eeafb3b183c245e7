//! What the page can be asked: to audit files, a folder or the corpus; what if a parameter were another.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::{Value, json};
use statsbidrag::audit::{DecisionAudit, FoundChecks, audit_among, has_checks, with_found_checks};
use statsbidrag::decision::{
    Decision, DraftNote, Drafted, Instead, corpus, draft, embedded_places, fingerprint,
};
use statsbidrag::intake::{Document, ReadOptions, read_document};
use statsbidrag::lang::{Errors, InWords, Lang};
use statsbidrag::report::{
    ReadDocument, Report, Sources, audit_html, audit_json, document, paper_html, reading_json,
    what_if_json, what_if_paper,
};
use statsbidrag::tables::{Folder, read_figure};
use statsbidrag::what_if::{Question as WhatIfQuestion, what_if};

/// A question of the page.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Question {
    /// The language of the answer: `sv` or `en`.
    lang: String,
    /// What is asked: `audit`, `corpus`, `grants` or `what-if`.
    ask: String,
    /// The name of the folder that the files are of, if they are of one.
    folder: Option<String>,
    /// The files, in the order of their bytes.
    #[serde(default)]
    files: Vec<FileOfQuestion>,
    /// The decision of a *what if*.
    #[serde(default)]
    decision: String,
    /// Its grant.
    #[serde(default)]
    grant: String,
    /// What is otherwise: parameters with their values.
    #[serde(default)]
    set: Vec<(String, String)>,
}

/// A file of a question.
#[derive(Debug, Deserialize)]
pub struct FileOfQuestion {
    name: String,
    bytes: usize,
}

type Lines = Vec<String>;

/// The answer to a question with the bytes of its files: `html` and `json`, or `errors`.
pub fn answer(question: &[u8]) -> String {
    let answered = read(question).and_then(|(question, files)| {
        let lang = match question.lang.as_str() {
            "sv" => Lang::Sv,
            _ => Lang::En,
        };
        match question.ask.as_str() {
            "audit" => audit(&question, &files, lang),
            "corpus" => {
                let decisions = corpus().map_err(|it| told(&it, lang))?;
                let all = Audited::new(decisions, Vec::new(), lang)?;
                Ok(all.shown(&["audit".to_owned()], lang))
            }
            "grants" => grants(lang),
            "what-if" => otherwise(&question, lang),
            other => Err(vec![format!("unknown question {other}")]),
        }
    });
    let answer = answered.unwrap_or_else(|errors| json!({ "errors": errors }));
    answer.to_string()
}

/// The line of JSON, and the files' bytes by name.
fn read(question: &[u8]) -> Result<(Question, Vec<(String, Vec<u8>)>), Lines> {
    let end = question.iter().position(|byte| *byte == b'\n');
    let (line, mut rest) = question.split_at(end.unwrap_or(question.len()));
    let asked: Question = serde_json::from_slice(line).map_err(|error| vec![error.to_string()])?;
    rest = rest.get(1..).unwrap_or_default();
    let mut files = Vec::new();
    for file in &asked.files {
        let Some((own, after)) = rest.split_at_checked(file.bytes) else {
            return Err(vec![format!("{}: bytes are missing", file.name)]);
        };
        files.push((file.name.clone(), own.to_vec()));
        rest = after;
    }
    Ok((asked, files))
}

fn told<E: InWords>(errors: &Errors<E>, lang: Lang) -> Lines {
    errors.iter().map(|it| it.in_words(lang)).collect()
}

/// A file that was read.
struct ReadFile {
    document: Document,
    sha256: String,
    notes: Vec<DraftNote>,
}

fn audit(question: &Question, files: &[(String, Vec<u8>)], lang: Lang) -> Result<Value, Lines> {
    let mut options = vec!["audit".to_owned()];
    if let Some(folder) = &question.folder {
        options.push(folder.clone());
        let all = Audited::new(vec![of_folder(folder, files, lang)?], Vec::new(), lang)?;
        return Ok(all.shown(&options, lang));
    }
    let (mut decisions, mut read, mut errors) = (Vec::new(), Vec::new(), Vec::new());
    for (name, bytes) in files {
        options.push(name.clone());
        match of_file(name, bytes, lang) {
            Ok((decision, file)) => {
                decisions.push(decision);
                read.push(file);
            }
            Err(mut found) => errors.append(&mut found),
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    Ok(Audited::new(decisions, read, lang)?.shown(&options, lang))
}

/// A decision folder from its files, as the program reads it from disk.
fn of_folder(name: &str, files: &[(String, Vec<u8>)], lang: Lang) -> Result<Decision, Lines> {
    let texts: BTreeMap<&str, &str> = files
        .iter()
        .filter_map(|(name, bytes)| Some((name.as_str(), std::str::from_utf8(bytes).ok()?)))
        .collect();
    let declared = texts.get("tables.toml").copied().unwrap_or_default();
    let declared: toml::Table = toml::from_str(declared).unwrap_or_default();
    let tables: BTreeSet<&str> = declared.keys().map(String::as_str).collect();
    let is_own = |name: &str| match name {
        "decision.toml" | "tables.toml" | "known.toml" | "intake.toml" | "claims.csv"
        | "figures.csv" | "aliases.csv" | "places.csv" | "text.txt" | "origins.csv"
        | "README.md" => true,
        name if name.starts_with("checks") && name.ends_with(".txt") => true,
        name => name
            .strip_suffix(".csv")
            .is_some_and(|id| tables.contains(id)),
    };
    let own: Vec<(&str, &str)> = texts.into_iter().filter(|(name, _)| is_own(name)).collect();
    let places = embedded_places().map_err(|it| told(&it, lang))?;
    let folder = Folder::from_texts(name, &own);
    Decision::load(folder, &places).map_err(|it| told(&it, lang))
}

/// A file as a decision of its own.
fn of_file(name: &str, bytes: &[u8], lang: Lang) -> Result<(Decision, ReadFile), Lines> {
    let document = read_document(name, bytes, &ReadOptions::default());
    let document = document.map_err(|it| told(&it, lang))?;
    let sha256 = fingerprint(bytes);
    let places = embedded_places().map_err(|it| told(&it, lang))?;
    let drafted = Drafted {
        document: &document,
        sha256: &sha256,
        hidden: false,
    };
    let draft = draft(&document.name, &[drafted], None, &places, lang);
    let draft = draft.map_err(|it| told(&it, lang))?;
    let files = draft.files.iter();
    let files: Vec<(&str, &str)> = files
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let folder = Folder::from_texts(&document.name, &files).drafted();
    let decision = Decision::load(folder, &places).map_err(|it| told(&it, lang))?;
    let notes = draft.notes;
    let read = ReadFile {
        document,
        sha256,
        notes,
    };
    Ok((decision, read))
}

/// Decisions with their audits.
struct Audited {
    decisions: Vec<Decision>,
    read: Vec<ReadFile>,
    found: BTreeMap<String, FoundChecks>,
    audits: Vec<DecisionAudit>,
}

impl Audited {
    fn new(decisions: Vec<Decision>, read: Vec<ReadFile>, lang: Lang) -> Result<Audited, Lines> {
        let mut all = Audited {
            decisions: Vec::new(),
            read,
            found: BTreeMap::new(),
            audits: Vec::new(),
        };
        for decision in decisions {
            let is_document = all.file(&decision.manifest.id).is_some();
            if !is_document && has_checks(&decision) {
                all.decisions.push(decision);
                continue;
            }
            let (decision, found) = with_found_checks(decision).map_err(|it| told(&it, lang))?;
            all.found.insert(decision.manifest.id.clone(), found);
            all.decisions.push(decision);
        }
        let at_hand: Vec<&Decision> = all.decisions.iter().collect();
        let audits = at_hand.iter().map(|decision| {
            let mut audit = audit_among(decision, &at_hand).map_err(|it| told(&it, lang))?;
            if let Some(file) = all.file(&audit.id) {
                audit.document = file.document.name.clone();
                audit.sha256 = file.sha256.clone();
            }
            Ok(audit)
        });
        let audits = audits.collect::<Result<Vec<DecisionAudit>, Lines>>()?;
        all.audits = audits;
        Ok(all)
    }

    fn file(&self, id: &str) -> Option<&ReadFile> {
        self.read.iter().find(|it| it.document.name == id)
    }

    /// The report as a page, and the JSON that the program writes for the same question.
    fn shown(&self, options: &[String], lang: Lang) -> Value {
        let mut json = audit_json(&self.audits, lang);
        for file in &self.read {
            reading_json(&mut json, &file.document, &file.notes, lang);
        }
        let json = json.with_run(options, &self.decisions, lang);
        let documents = self.read.iter().map(|it| {
            let read = ReadDocument {
                document: &it.document,
                notes: &it.notes,
            };
            (it.document.name.clone(), read)
        });
        let sources = Sources {
            texts: BTreeMap::new(),
            documents: documents.collect(),
            found: self.found.iter().map(|(id, it)| (id.clone(), it)).collect(),
        };
        let audited = self.decisions.iter().zip(&self.audits);
        let report = Report::new(audited, options.to_vec(), &sources, lang).with_sweeps();
        json!({ "html": audit_html(&report), "json": document(&json) })
    }
}

/// The grants of the corpus with the parameters that can be set.
fn grants(lang: Lang) -> Result<Value, Lines> {
    let decisions = corpus().map_err(|it| told(&it, lang))?;
    let of_decision = |decision: &Decision| {
        let parameters = decision.parameters.values();
        let parameters: Vec<Value> = parameters
            .map(|it| json!([it.id, it.printed, it.unit.name()]))
            .collect();
        let grants = decision.grants.iter();
        let grants: Vec<Value> = grants.map(|it| json!([it.id, it.title])).collect();
        json!({ "id": decision.manifest.id, "grants": grants, "parameters": parameters })
    };
    let all: Vec<Value> = decisions
        .iter()
        .filter(|it| !it.grants.is_empty())
        .map(of_decision)
        .collect();
    Ok(json!({ "decisions": all }))
}

/// A grant with other parameters than those decided.
fn otherwise(question: &Question, lang: Lang) -> Result<Value, Lines> {
    let decisions = corpus().map_err(|it| told(&it, lang))?;
    let id = &question.decision;
    let decision = decisions.iter().find(|it| it.manifest.id == *id);
    let decision = decision.ok_or_else(|| vec![format!("{id}?")])?;
    let mut options = vec!["what-if".to_owned(), id.clone(), question.grant.clone()];
    let (mut parameters, mut errors) = (Vec::new(), Vec::new());
    for (name, value) in &question.set {
        options.extend(["--set".to_owned(), format!("{name}={value}")]);
        let Some(own) = decision.parameters.get(name) else {
            errors.push(format!("{name}?"));
            continue;
        };
        match read_figure(value, own.unit) {
            Ok(number) => {
                let mut changed = own.clone();
                changed.printed = value.clone();
                changed.number = number;
                parameters.push((name.clone(), changed));
            }
            Err(error) => errors.push(format!("{name}: {}", error.in_words(lang))),
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let places = embedded_places().map_err(|it| told(&it, lang))?;
    let asked = WhatIfQuestion {
        grant: question.grant.clone(),
        reading: None,
        against: None,
        instead: Instead {
            parameters,
            key: None,
        },
    };
    let in_words = |error: statsbidrag::what_if::WhatIfError| vec![error.in_words(lang)];
    let answer = what_if(decision, &asked).map_err(in_words)?;
    let paper = what_if_paper(decision, &places, &answer, &options, lang).map_err(in_words)?;
    let json = what_if_json(decision, &places, &answer, lang).map_err(in_words)?;
    Ok(json!({ "html": paper_html(&paper), "json": document(&json) }))
}
