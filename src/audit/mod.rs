//! The audit: a decision, or all, run through its procedures and checks. What every front end uses.

mod cell_states;
mod coverage;
mod found;
mod judge_checks;
mod note;
mod ranking;
mod reaudit;
mod reproduction;
mod sensitivity;
mod slip;
mod standings;

pub use cell_states::{CellState, CellStates};
pub use coverage::Coverage;
pub use found::{FOUND_CHECKS, FoundCheck, FoundChecks, has_checks, with_found_checks};
pub use note::AuditNote;
pub use ranking::{ProcedureRanking, rank_grant};
pub use reaudit::Reaudit;
pub use reproduction::{ReadingScore, Reproduction};
pub use sensitivity::SlipAnswer;
pub use slip::{Slip, slips};

use std::fmt;

use crate::checks::{Check, Figures, RelationError};
use crate::decision::{Decision, DecisionError, embedded_decision, embedded_names};
use crate::findings::{
    Finding, JudgedCheck, JudgedDocument, Localised, Status, acknowledge, check_findings, in_order,
};
use crate::lang::{Errors, InWords, Lang, Phrase, Wording};
use crate::statements::{Index, JudgedTemplate, Values, Verdict};
use crate::tables::both;
use judge_checks::{JudgedChecks, check_files, judge_checks};

/// The audit of one decision.
#[derive(Clone, Debug)]
pub struct DecisionAudit {
    /// The decision's name.
    pub id: String,
    /// Its title in Swedish.
    pub title: String,
    /// The source text.
    pub document: String,
    /// Its SHA-256.
    pub sha256: String,
    /// How much of the document is reproduced or checked.
    pub coverage: Coverage,
    /// What covers each figure.
    pub states: CellStates,
    /// How many published amounts each procedure gives.
    pub reproductions: Vec<Reproduction>,
    /// What came of each check.
    pub checks: Vec<CheckResult>,
    /// The findings, new ones first, then the gravest.
    pub findings: Vec<Finding>,
    /// What else is to be said.
    pub notes: Vec<AuditNote>,
}

/// What came of one check.
#[derive(Clone, Debug)]
pub struct CheckResult {
    /// The check's name.
    pub id: String,
    /// What it says.
    pub text: Wording,
    /// Whether it was found and nobody wrote it.
    pub is_found: bool,
    /// Its instances, by verdict.
    pub tally: Tally,
    /// Its instances that could not be decided, the first [`UNDECIDED_LISTED`] of them.
    pub undecided: Vec<UndecidedInstance>,
}

impl CheckResult {
    /// Whether a finding of this id is one of the check's: its own id, or that and a row's.
    pub fn has_finding(&self, id: &str) -> bool {
        let rest = id.strip_prefix(self.id.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

/// Of each check so many undecided instances are listed with their reasons; all are counted.
pub const UNDECIDED_LISTED: usize = 1_000;

/// An instance of a check that could not be decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UndecidedInstance {
    /// The label of its row, if it is one of several.
    pub row: Option<String>,
    /// Why.
    pub why: Phrase,
}

impl InWords for UndecidedInstance {
    fn in_words(&self, lang: Lang) -> String {
        let why = self.why.in_words(lang);
        match &self.row {
            Some(row) => format!("{row}: {why}"),
            None => why,
        }
    }
}

impl fmt::Display for UndecidedInstance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(Lang::En))
    }
}

/// Instances of checks by verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All of them.
    pub evaluated: usize,
    /// Those that hold.
    pub hold: usize,
    /// Those that hold only by an unlikely rounding.
    pub unlikely: usize,
    /// Those that are violated.
    pub violated: usize,
    /// Those that could not be decided.
    pub undecided: usize,
}

/// Why an audit could not be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AuditError {
    /// The decision folder.
    #[error(transparent)]
    Decision(#[from] DecisionError),
    /// The checks.
    #[error(transparent)]
    Relation(#[from] RelationError),
}

impl InWords for AuditError {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            AuditError::Decision(error) => error.in_words(lang),
            // the room of checks makes its own words
            AuditError::Relation(error) => error.to_string(),
        }
    }
}

impl From<Errors<DecisionError>> for Errors<AuditError> {
    fn from(errors: Errors<DecisionError>) -> Errors<AuditError> {
        errors.map(AuditError::from)
    }
}

impl Tally {
    fn add(&mut self, other: Tally) {
        self.evaluated += other.evaluated;
        self.hold += other.hold;
        self.unlikely += other.unlikely;
        self.violated += other.violated;
        self.undecided += other.undecided;
    }
}

impl DecisionAudit {
    /// All written checks together.
    pub fn tally(&self) -> Tally {
        self.tally_of(false)
    }

    /// All checks together that were found and that nobody wrote; nothing if there are none.
    pub fn discovered(&self) -> Option<Tally> {
        let is_any = self.checks.iter().any(|check| check.is_found);
        is_any.then(|| self.tally_of(true))
    }

    fn tally_of(&self, found: bool) -> Tally {
        let mut tally = Tally::default();
        let checks = self.checks.iter().filter(|it| it.is_found == found);
        checks.for_each(|check| tally.add(check.tally));
        tally
    }

    /// The checks that no row meets: they say nothing of the document.
    pub fn without_rows(&self) -> impl Iterator<Item = &CheckResult> {
        self.checks.iter().filter(|it| it.tally.evaluated == 0)
    }

    /// The number of findings with this status.
    pub fn count(&self, status: Status) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.status == status)
            .count()
    }

    /// Whether nothing is new and nothing has vanished.
    pub fn is_clean(&self) -> bool {
        self.count(Status::New) == 0 && self.count(Status::Vanished) == 0
    }
}

/// The other decisions that the checks of this one name: those at hand, else the embedded ones.
fn named_by<'a>(decision: &'a Decision, at_hand: &[&'a Decision]) -> Vec<&'a Decision> {
    let named = |id: &str| {
        let prefix = format!("{id}:");
        id != decision.manifest.id && check_files(decision).any(|(_, text)| text.contains(&prefix))
    };
    let mut others: Vec<&Decision> = at_hand
        .iter()
        .copied()
        .filter(|other| named(&other.manifest.id))
        .collect();
    for id in embedded_names().filter(|id| named(id)) {
        if !others.iter().any(|other| other.manifest.id == id) {
            others.extend(embedded_decision(id));
        }
    }
    others
}

/// Audits one decision. Figures of other decisions that its checks name are those of the embedded
/// corpus; a check that names a decision which is not there is undecided. *Errors*: what cannot be
/// read or computed; a finding is not an error.
pub fn audit(decision: &Decision) -> Result<DecisionAudit, Errors<AuditError>> {
    audit_among(decision, &[])
}

/// Audits one decision; figures of other decisions that its checks name are those of `at_hand`, else
/// of the embedded corpus. *Errors*: as for [`audit`].
pub fn audit_among(
    decision: &Decision,
    at_hand: &[&Decision],
) -> Result<DecisionAudit, Errors<AuditError>> {
    let others = named_by(decision, at_hand);
    let figures = Figures::among(decision, &others);
    let JudgedChecks {
        checks,
        templates,
        judgements,
        found,
    } = judge_checks(&figures)?;
    let values = Values::as_printed(figures.numbers());
    let index = Index::new(&templates, &values);
    let document = JudgedDocument {
        checks: &checks,
        templates: &templates,
        judgements: &judgements,
        figures: &figures,
        values: &values,
        index: &index,
    };
    // to solve takes the longest, and needs neither
    let aside = || {
        let values = Values::as_printed(figures.numbers());
        let aside = JudgedDocument {
            values: &values,
            checks: &checks,
            templates: &templates,
            judgements: &judgements,
            figures: &figures,
            index: &index,
        };
        let coverage = Coverage::of(decision, aside);
        (reproduction::reproduce(decision, &figures), coverage)
    };
    let ((reproduced, (coverage, states)), localised) = both(aside, || Localised::new(document));
    let (reproductions, mut findings) = reproduced.map_err(AuditError::from)?;
    let mut results = Vec::with_capacity(checks.len());
    for position in 0..checks.len() {
        findings.extend(told(document, position, &localised));
        let is_found = found.contains(&position);
        results.push(CheckResult {
            is_found,
            ..result(&checks[position], &judgements[position], &figures)
        });
    }
    let findings = in_order(acknowledge(findings, &decision.known));
    Ok(DecisionAudit {
        id: decision.manifest.id.clone(),
        title: decision.manifest.title.sv.clone(),
        document: decision.manifest.source.document.clone(),
        sha256: decision.manifest.source.sha256.clone(),
        coverage,
        states,
        reproductions,
        checks: results,
        findings,
        notes: note::notes(decision, document),
    })
}

/// The findings of one check.
fn told(document: JudgedDocument<'_, '_>, position: usize, localised: &Localised) -> Vec<Finding> {
    let of = (
        &document.checks[position],
        &document.templates[position],
        &document.judgements[position],
    );
    let judged = JudgedCheck::new(of, document.figures, document.values);
    check_findings(&judged, localised)
}

fn result(check: &Check, judgement: &JudgedTemplate, figures: &Figures<'_>) -> CheckResult {
    let mut tally = Tally {
        evaluated: judgement.covered.count(),
        hold: judgement.holding(),
        ..Tally::default()
    };
    let mut undecided = Vec::new();
    for judged in &judgement.failing {
        match &judged.verdict {
            Verdict::Holds => tally.hold += 1,
            Verdict::Unlikely { .. } => tally.unlikely += 1,
            Verdict::Violated { .. } => tally.violated += 1,
            Verdict::Undecided(reason) => {
                tally.undecided += 1;
                if undecided.len() == UNDECIDED_LISTED {
                    continue;
                }
                let row = check.row_table().zip(judged.row);
                undecided.push(UndecidedInstance {
                    row: row.map(|(table, row)| figures.table(table).rows[row].label.clone()),
                    why: Phrase::of(|lang| figures.why(reason, lang)),
                });
            }
        }
    }
    CheckResult {
        id: check.id.clone(),
        text: check.text.clone(),
        is_found: false,
        tally,
        undecided,
    }
}
