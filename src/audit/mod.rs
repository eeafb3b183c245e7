//! The audit: a decision, or all, run through its procedures and checks. What every front end uses.

mod coverage;
mod ranking;
mod reproduction;

pub use coverage::Coverage;
pub use ranking::{ProcedureRanking, rank_grant};
pub use reproduction::{ReadingScore, Reproduction};

use crate::checks::{Check, Figures, RelationError, Verdict, parse_checks, run};
use crate::decision::{Decision, DecisionError, embedded_decision, embedded_names};
use crate::findings::{
    Bearings, Finding, Localised, Status, acknowledge, in_order, violation_findings,
};

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

/// The checks of a decision, resolved, from `checks.txt` or several files `checks-….txt` in order
/// of name. *Errors*: everything wrong in any of them.
fn read_checks(decision: &Decision, figures: &Figures<'_>) -> Result<Vec<Check>, Vec<AuditError>> {
    let folder = &decision.folder;
    let mut checks: Vec<Check> = Vec::new();
    let mut errors = Vec::new();
    for (file, text) in check_files(decision) {
        match parse_checks(text, &folder.place(file), figures) {
            Ok(found) => checks.extend(found),
            Err(found) => errors.extend(found.into_iter().map(AuditError::from)),
        }
    }
    let mut seen = std::collections::HashSet::new();
    for check in checks
        .iter()
        .filter(|check| !seen.insert(check.id.as_str()))
    {
        let (at, id) = (folder.place("checks"), check.id.clone());
        errors.push(
            DecisionError::DefinedTwice {
                at,
                kind: "check",
                id,
            }
            .into(),
        );
    }
    if errors.is_empty() {
        Ok(checks)
    } else {
        Err(errors)
    }
}

/// The files of a decision that hold checks, with their text.
fn check_files(decision: &Decision) -> impl Iterator<Item = (&str, &str)> {
    let folder = &decision.folder;
    let is_ours = |file: &&str| file.starts_with("checks") && file.ends_with(".txt");
    folder
        .file_names()
        .filter(is_ours)
        .map(|file| (file, folder.text(file, "the checks").unwrap_or_default()))
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
pub fn audit(decision: &Decision) -> Result<DecisionAudit, Vec<AuditError>> {
    audit_among(decision, &[])
}

/// Audits one decision; figures of other decisions that its checks name are those of `at_hand`, else
/// of the embedded corpus. *Errors*: as for [`audit`].
pub fn audit_among(
    decision: &Decision,
    at_hand: &[&Decision],
) -> Result<DecisionAudit, Vec<AuditError>> {
    let figures = Figures::among(decision, &named_by(decision, at_hand));
    let checks = read_checks(decision, &figures)?;
    let (reproductions, mut findings) =
        reproduction::reproduce(decision, &figures).map_err(|error| vec![error.into()])?;

    let mut bearings = Bearings::default();
    let mut all_instances = Vec::with_capacity(checks.len());
    for (position, check) in checks.iter().enumerate() {
        let instances = run(check, &figures);
        for instance in &instances {
            bearings.note(
                (position, instance.row),
                &check.figures(instance.row, &figures),
            );
        }
        all_instances.push(instances);
    }
    let localised = Localised::new(&checks, &all_instances, &figures, &bearings);
    let mut results = Vec::with_capacity(checks.len());
    for (position, (check, instances)) in checks.iter().zip(&all_instances).enumerate() {
        findings.extend(violation_findings(
            &checks, position, instances, &figures, &localised,
        ));
        results.push(result(check, instances, &figures));
    }
    let findings = in_order(acknowledge(findings, &decision.known));

    let coverage = Coverage::of(decision, &figures, &checks, &bearings);
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

fn result(
    check: &Check,
    instances: &[crate::checks::Instance],
    figures: &Figures<'_>,
) -> CheckResult {
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
