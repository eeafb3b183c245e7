//! One run of the audit as every report shows it: what was asked, what was read, what came of it.
//!
//! Every format is made from a [`Report`], so that their counts agree.

mod excerpt;
mod finding;
mod place;
mod place_answer;
mod table;

use std::collections::BTreeMap;

use crate::audit::{CellState, DecisionAudit, Tally};
use crate::decision::{Decision, fingerprint};
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
    pub documents: BTreeMap<String, &'a Document>,
}

/// One decision of a report.
#[derive(Debug)]
pub struct ReportedDecision<'a> {
    /// The decision.
    pub decision: &'a Decision,
    /// Its audit.
    pub audit: &'a DecisionAudit,
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
    /// Checks by verdict.
    pub checks: Tally,
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
        sources: &Sources<'_>,
        lang: Lang,
    ) -> Report<'a> {
        let audited = audited.into_iter();
        let decisions = audited.map(|(decision, audit)| {
            let text = sources.texts.get(&audit.document).map(String::as_str);
            let document = sources.documents.get(&audit.id).copied();
            ReportedDecision::new(decision, audit, text, document)
        });
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
        self.decisions
            .iter()
            .map(ReportedDecision::counts)
            .fold(Counts::default(), Counts::plus)
    }
}

impl<'a> ReportedDecision<'a> {
    fn new(
        decision: &'a Decision,
        audit: &'a DecisionAudit,
        text: Option<&str>,
        document: Option<&Document>,
    ) -> ReportedDecision<'a> {
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
        let count = |state| self.audit.states.count(state);
        Counts {
            decisions: 1,
            checks: self.audit.tally(),
            findings: self.audit.findings.len(),
            new: self.audit.count(Status::New),
            vanished: self.audit.count(Status::Vanished),
            figures: [
                count(CellState::Reproduced),
                count(CellState::Checked),
                count(CellState::Unchecked),
            ],
        }
    }

    /// The findings of one severity.
    pub fn of_severity(&self, severity: Severity) -> usize {
        let findings = self.audit.findings.iter();
        findings.filter(|it| it.severity == severity).count()
    }
}

impl Counts {
    fn plus(self, other: Counts) -> Counts {
        let (a, b) = (self.checks, other.checks);
        let [one, two, three] = self.figures;
        Counts {
            decisions: self.decisions + other.decisions,
            checks: Tally {
                evaluated: a.evaluated + b.evaluated,
                hold: a.hold + b.hold,
                unlikely: a.unlikely + b.unlikely,
                violated: a.violated + b.violated,
                undecided: a.undecided + b.undecided,
            },
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
