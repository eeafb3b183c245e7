//! The audit: a decision, or all, run through its procedures and checks. What every front end uses.

mod asked;
mod coverage;
mod judged;
mod ranking;
mod reaudit;
mod reproduction;
mod sensitivity;
mod slip;

pub use coverage::Coverage;
pub use ranking::{ProcedureRanking, rank_grant};
pub use reaudit::Reaudit;
pub use reproduction::{ReadingScore, Reproduction};
pub use sensitivity::Answer;
pub use slip::{Slip, slips};

use crate::checks::{Check, Figures, Instance, RelationError, Verdict};
use crate::decision::{Decision, DecisionError, embedded_decision, embedded_names};
use crate::findings::{
    Bearings, Finding, Localised, Status, acknowledge, in_order, violation_findings,
};
use crate::lang::Errors;
use crate::tables::both;
use judged::{Judged, check_files, judged};

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
    /// How many published amounts each procedure gives.
    pub reproductions: Vec<Reproduction>,
    /// What came of each check.
    pub checks: Vec<CheckResult>,
    /// The findings, new ones first, then the gravest.
    pub findings: Vec<Finding>,
}

/// What came of one check.
#[derive(Clone, Debug)]
pub struct CheckResult {
    /// The check's name.
    pub id: String,
    /// What it says.
    pub text: String,
    /// Its instances, by verdict.
    pub tally: Tally,
    /// Why instances could not be decided, with their rows.
    pub undecided: Vec<String>,
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
    /// All checks together.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        self.checks.iter().for_each(|check| tally.add(check.tally));
        tally
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
    let Judged { checks, instances } = judged(decision, &others)?;
    let figures = Figures::among(decision, &others);

    let mut bearings = Bearings::default();
    for (position, of_check) in instances.iter().enumerate() {
        let of_values = of_check
            .iter()
            .filter(|_| checks[position].is_about_values());
        for instance in of_values {
            bearings.note((position, instance.row), &instance.used);
        }
    }
    // to localise takes the longest, and needs neither
    let aside = || {
        let figures = Figures::among(decision, &others);
        let coverage = Coverage::of(decision, &figures, (&checks, &instances), &bearings);
        (reproduction::reproduce(decision, &figures), coverage)
    };
    let here = || Localised::new(&checks, &instances, &figures, &bearings);
    let ((reproduced, coverage), localised) = both(aside, here);
    let (reproductions, mut findings) = reproduced.map_err(AuditError::from)?;
    let mut results = Vec::with_capacity(checks.len());
    for (position, (check, of_check)) in checks.iter().zip(&instances).enumerate() {
        findings.extend(violation_findings(
            &checks, position, of_check, &figures, &localised,
        ));
        results.push(result(check, of_check, &figures));
    }
    let findings = in_order(acknowledge(findings, &decision.known));
    Ok(DecisionAudit {
        id: decision.manifest.id.clone(),
        title: decision.manifest.title.sv.clone(),
        document: decision.manifest.source.document.clone(),
        sha256: decision.manifest.source.sha256.clone(),
        coverage,
        reproductions,
        checks: results,
        findings,
    })
}

fn result(check: &Check, instances: &[Instance], figures: &Figures<'_>) -> CheckResult {
    let mut tally = Tally {
        evaluated: instances.len(),
        ..Tally::default()
    };
    let mut undecided = Vec::new();
    for instance in instances {
        match &instance.verdict {
            Verdict::Holds => tally.hold += 1,
            Verdict::Unlikely { .. } => tally.unlikely += 1,
            Verdict::Violated { .. } => tally.violated += 1,
            Verdict::Undecided(reason) => {
                tally.undecided += 1;
                let row = check
                    .row_table()
                    .zip(instance.row)
                    .map_or(String::new(), |(table, row)| {
                        format!("{}: ", figures.table(table).rows[row].label)
                    });
                undecided.push(format!("{row}{reason}"));
            }
        }
    }
    CheckResult {
        id: check.id.clone(),
        text: check.text.clone(),
        tally,
        undecided,
    }
}
