//! One run of the audit as every report shows it: what was asked, what was read, what came of it.
//!
//! Every format is made from a [`Report`], so that their counts agree.

mod excerpt;
mod finding;
mod place;
mod place_answer;
mod table;

use std::collections::BTreeMap;

use crate::audit::{CellState, CheckResult, DecisionAudit, FoundChecks, Tally};
use crate::decision::{Decision, DraftNote, fingerprint};
use crate::findings::{Severity, Status};
use crate::intake::Document;
use crate::lang::Lang;
use crate::what_if::{Sweep, sweep};

pub use excerpt::Excerpt;
pub use finding::{FigurePlace, ReportedFinding};
pub use place::{GrantOfPlace, PublishedCell, grants_of, recipient_name};
pub use place_answer::{ComputedGrant, PlaceAnswer, PlaceGrant, PrintedAmount};
pub use table::{ReportedTable, ShownRows};

/// A run of the audit, from which all formats are made.
#[derive(Debug)]
pub struct Report<'a> {
    /// The language it is told in.
    pub lang: Lang,
    /// What was asked, without absolute paths.
    pub options: Vec<String>,
    /// The decisions, in the order they were asked for.
    pub decisions: Vec<ReportedDecision<'a>>,
}

/// What is at hand beside a decision and its audit.
#[derive(Debug, Default)]
pub struct Sources<'a> {
    /// Source texts by the name of the document, each of which has the fingerprint of its decision.
    pub texts: BTreeMap<String, String>,
    /// Documents that were read for this run, by the name of the decision made from them.
    pub documents: BTreeMap<String, ReadDocument<'a>>,
    /// What was found in decisions and nobody wrote, by the name of the decision.
    pub found: BTreeMap<String, &'a FoundChecks>,
}

/// A document that was read for a run, and what was noticed of its tables.
#[derive(Clone, Copy, Debug)]
pub struct ReadDocument<'a> {
    /// The document.
    pub document: &'a Document,
    /// What was noticed.
    pub notes: &'a [DraftNote],
}

/// One decision of a report.
#[derive(Debug)]
pub struct ReportedDecision<'a> {
    /// The decision.
    pub decision: &'a Decision,
    /// Its audit.
    pub audit: &'a DecisionAudit,
    /// The document it was made from in this run, if it is no folder of its own.
    pub read: Option<ReadDocument<'a>>,
    /// What was found in it and nobody wrote, where that was looked for.
    pub found: Option<&'a FoundChecks>,
    /// The files it was read from, each with its fingerprint, in order of name.
    pub inputs: Vec<(String, String)>,
    /// One fingerprint of all of them.
    pub fingerprint: String,
    /// Its tables as printed, in the order of the document.
    pub tables: Vec<ReportedTable<'a>>,
    /// The findings that flag each claim, by the claim's position.
    pub claim_flags: BTreeMap<usize, Vec<usize>>,
    /// Its findings, in order.
    pub findings: Vec<ReportedFinding<'a>>,
    /// The step functions of its thresholds.
    pub sweeps: Vec<Sweep>,
}

/// The numbers that a reader sees first. Every format has the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Decisions.
    pub decisions: usize,
    /// Checks that somebody wrote, by verdict.
    pub checks: Tally,
    /// Checks that were found and nobody wrote, by verdict; counted apart.
    pub discovered: Tally,
    /// Findings.
    pub findings: usize,
    /// Findings that are new.
    pub new: usize,
    /// Acknowledged findings that are gone.
    pub vanished: usize,
    /// Figures by what covers them: reproduced, checked only, neither.
    pub figures: [usize; 3],
}

impl<'a> Report<'a> {
    /// A report of these audits, each with its decision.
    pub fn new(
        audited: impl IntoIterator<Item = (&'a Decision, &'a DecisionAudit)>,
        options: Vec<String>,
        sources: &Sources<'a>,
        lang: Lang,
    ) -> Report<'a> {
        let audited = audited.into_iter();
        let decisions =
            audited.map(|(decision, audit)| ReportedDecision::new(decision, audit, sources));
        Report {
            lang,
            options,
            decisions: decisions.collect(),
        }
    }

    /// The program's name and version.
    pub fn version() -> &'static str {
        concat!("statsbidrag ", env!("CARGO_PKG_VERSION"))
    }

    /// Adds the step functions of all thresholds, which take longest to compute.
    pub fn with_sweeps(mut self) -> Report<'a> {
        for reported in &mut self.decisions {
            reported.sweeps = sweeps(reported.decision);
        }
        self
    }

    /// The counts of all decisions together.
    pub fn counts(&self) -> Counts {
        Counts::of_all(self.decisions.iter().map(|it| it.audit))
    }
}

impl<'a> ReportedDecision<'a> {
    fn new(
        decision: &'a Decision,
        audit: &'a DecisionAudit,
        sources: &Sources<'a>,
    ) -> ReportedDecision<'a> {
        let text = sources.texts.get(&audit.document).map(String::as_str);
        let read = sources.documents.get(&audit.id).copied();
        let document = read.map(|it| it.document);
        let (inputs, fingerprint) = fingerprints(decision);
        let places = finding::Places::of(decision);
        let findings: Vec<ReportedFinding<'a>> = audit
            .findings
            .iter()
            .map(|it| ReportedFinding::new(it, decision, &places, (text, document)))
            .collect();
        let mut tables = table::of_decision(decision, audit);
        let mut claim_flags: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (number, reported) in findings.iter().enumerate() {
            for place in &reported.flagged {
                match place {
                    FigurePlace::Cell { table, row, column } => {
                        let own = tables.iter_mut().find(|it| it.table.id == *table);
                        if let Some(own) = own {
                            own.flag((*row, *column), number);
                        }
                    }
                    FigurePlace::Claim(claim) => {
                        claim_flags.entry(*claim).or_default().push(number);
                    }
                    FigurePlace::Parameter(_) | FigurePlace::Elsewhere => {}
                }
            }
        }
        ReportedDecision {
            decision,
            audit,
            read,
            found: sources.found.get(&audit.id).copied(),
            fingerprint,
            inputs,
            tables,
            claim_flags,
            findings,
            sweeps: Vec::new(),
        }
    }

    /// The counts of this decision.
    pub fn counts(&self) -> Counts {
        Counts::of(self.audit)
    }

    /// What it is called: the title; of a file with other tables than one, or without a title, its name.
    pub fn title(&self) -> String {
        match self.read.map(|it| it.document) {
            Some(document) => match document.sheets.as_slice() {
                [one] if !one.title.is_empty() => one.title.clone(),
                _ => document.name.clone(),
            },
            None => self.decision.manifest.title.sv.clone(),
        }
    }

    /// Who published it; nothing where a file does not say.
    pub fn authority(&self) -> Option<&str> {
        let authority = self.decision.manifest.authority.as_str();
        (self.read.is_none() && !authority.is_empty()).then_some(authority)
    }

    /// The checks that were found and nobody wrote.
    pub fn found_checks(&self) -> impl Iterator<Item = &CheckResult> {
        self.audit.checks.iter().filter(|it| it.is_found)
    }

    /// The positions of a check's findings.
    pub fn findings_of(&self, check: &CheckResult) -> Vec<usize> {
        let findings = self.findings.iter().enumerate();
        let own = findings.filter(|(_, it)| check.has_finding(&it.finding.id));
        own.map(|(position, _)| position).collect()
    }

    /// The findings of one severity.
    pub fn of_severity(&self, severity: Severity) -> usize {
        let findings = self.audit.findings.iter();
        findings.filter(|it| it.severity == severity).count()
    }
}

impl Counts {
    /// The counts of one audit.
    pub fn of(audit: &DecisionAudit) -> Counts {
        let count = |state| audit.states.count(state);
        Counts {
            decisions: 1,
            checks: audit.tally(),
            discovered: audit.discovered().unwrap_or_default(),
            findings: audit.findings.len(),
            new: audit.count(Status::New),
            vanished: audit.count(Status::Vanished),
            figures: [
                count(CellState::Reproduced),
                count(CellState::Checked),
                count(CellState::Unchecked),
            ],
        }
    }

    /// The counts of several audits together: those of every format.
    pub fn of_all<'a>(audits: impl IntoIterator<Item = &'a DecisionAudit>) -> Counts {
        let each = audits.into_iter().map(Counts::of);
        each.fold(Counts::default(), Counts::plus)
    }

    /// All checks, found ones too.
    pub fn all_checks(&self) -> Tally {
        together(self.checks, self.discovered)
    }

    fn plus(self, other: Counts) -> Counts {
        let [one, two, three] = self.figures;
        Counts {
            decisions: self.decisions + other.decisions,
            checks: together(self.checks, other.checks),
            discovered: together(self.discovered, other.discovered),
            findings: self.findings + other.findings,
            new: self.new + other.new,
            vanished: self.vanished + other.vanished,
            figures: [
                one + other.figures[0],
                two + other.figures[1],
                three + other.figures[2],
            ],
        }
    }

    /// Whether nothing is new and nothing has vanished.
    pub fn is_clean(&self) -> bool {
        self.new == 0 && self.vanished == 0
    }
}

fn together(a: Tally, b: Tally) -> Tally {
    Tally {
        evaluated: a.evaluated + b.evaluated,
        hold: a.hold + b.hold,
        unlikely: a.unlikely + b.unlikely,
        violated: a.violated + b.violated,
        undecided: a.undecided + b.undecided,
    }
}

/// The files of a decision with their fingerprints, in order of name, and one fingerprint of all.
pub fn fingerprints(decision: &Decision) -> (Vec<(String, String)>, String) {
    let folder = &decision.folder;
    let named = folder.file_names().map(|name| {
        let text = folder.text(name, "").unwrap_or_default();
        (name.to_owned(), fingerprint(text.as_bytes()))
    });
    let files: Vec<(String, String)> = named.collect();
    let lines = files
        .iter()
        .map(|(name, sha256)| format!("{sha256}  {name}\n"));
    let together = fingerprint(lines.collect::<String>().as_bytes());
    (files, together)
}

/// The step functions of all thresholds that can be swept.
fn sweeps(decision: &Decision) -> Vec<Sweep> {
    let mut found = Vec::new();
    for grant in &decision.grants {
        let Some(reading) = grant.readings.first() else {
            continue;
        };
        let mut thresholds: Vec<&String> = Vec::new();
        let conditions = grant.conditions.iter();
        for parameter in conditions.flat_map(|it| &it.parameters) {
            if !thresholds.contains(&parameter) {
                thresholds.push(parameter);
            }
        }
        for parameter in thresholds {
            // a parameter that is no threshold of this reading has no step function
            found.extend(sweep(decision, &grant.id, Some(&reading.id), parameter).ok());
        }
    }
    found
}
