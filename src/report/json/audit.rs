//! The JSON contract `statsbidrag/audit/1`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::JsonAmount;
use super::finding::FindingJson;
use crate::audit::{Coverage, DecisionAudit, Reproduction};
use crate::findings::Status;
use crate::lang::{InWords, Lang};

/// The audits of several decisions.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AuditJson {
    schema: AuditSchema,
    decisions: Vec<DecisionJson>,
    summary: Summary,
}

#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
enum AuditSchema {
    #[serde(rename = "statsbidrag/audit/1")]
    One,
}

/// The audit of one decision.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DecisionJson {
    id: String,
    title: String,
    source: Source,
    coverage: CoverageJson,
    /// Columns of published amounts against the procedures of their grants.
    reproductions: Vec<ReproductionJson>,
    checks: Checks,
    findings: Vec<FindingJson>,
    /// What was read from the file, where a file and no folder was audited.
    #[serde(skip_serializing_if = "Option::is_none")]
    reading: Option<serde_json::Value>,
}

/// The text that a decision was transcribed from.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Source {
    document: String,
    sha256: String,
}

/// How much of a document is accounted for.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct CoverageJson {
    figures: usize,
    cells: usize,
    claims: usize,
    parameters: usize,
    context: usize,
    unaccounted: usize,
    /// Of cells and claims: those that an allocation gives.
    reproduced: usize,
    /// Those in at least one relation.
    checked: usize,
    /// Those in neither.
    unchecked: usize,
    detectable: usize,
    localisable: usize,
    correctable: usize,
    /// The figures in neither, as table/row/column.
    unchecked_figures: Vec<String>,
}

/// A column of published amounts against the procedure of its grant.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct ReproductionJson {
    grant: String,
    table: String,
    column: String,
    /// The reading that is used, and what it does.
    procedure: String,
    cells: usize,
    exact: usize,
    /// How many cells differ, by published less computed.
    residuals: BTreeMap<String, usize>,
    readings: Vec<ReadingScoreJson>,
    /// What there was to divide.
    appropriation: Option<JsonAmount>,
    /// What the procedure gives.
    given: Option<JsonAmount>,
    /// Given less what there was.
    difference: Option<JsonAmount>,
    /// The recipients that were level for a krona.
    ties: Vec<TieJson>,
}

/// How many published amounts one reading of a grant's rules gives.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct ReadingScoreJson {
    reading: String,
    exact: usize,
    /// Why nothing can be computed under it.
    problem: Option<String>,
}

/// Recipients that were level for a krona, and what settled it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct TieJson {
    between: Vec<String>,
    rule: String,
}

/// How many statements hold.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Checks {
    evaluated: usize,
    hold: usize,
    /// Rounding can explain them, but with a probability below one percent.
    unlikely: usize,
    violated: usize,
    undecided: usize,
}

/// All decisions together.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Summary {
    decisions: usize,
    checks: usize,
    findings: usize,
    new: usize,
    vanished: usize,
}

/// The audits of several decisions as one document.
pub fn audit_json(audits: &[DecisionAudit], lang: Lang) -> AuditJson {
    let sum = |count: fn(&DecisionAudit) -> usize| audits.iter().map(count).sum::<usize>();
    AuditJson {
        schema: AuditSchema::One,
        decisions: audits
            .iter()
            .map(|it| DecisionJson::new(it, lang))
            .collect(),
        summary: Summary {
            decisions: audits.len(),
            checks: sum(|audit| audit.tally().evaluated),
            findings: sum(|audit| audit.findings.len()),
            new: sum(|audit| audit.count(Status::New)),
            vanished: sum(|audit| audit.count(Status::Vanished)),
        },
    }
}

impl AuditJson {
    /// Adds what was read from the file that was audited under this id.
    pub(in crate::report) fn add_reading(&mut self, id: &str, reading: serde_json::Value) {
        if let Some(own) = self.decisions.iter_mut().find(|it| it.id == id) {
            own.reading = Some(reading);
        }
    }
}

impl DecisionJson {
    fn new(audit: &DecisionAudit, lang: Lang) -> DecisionJson {
        let tally = audit.tally();
        let reproductions = audit.reproductions.iter();
        DecisionJson {
            id: audit.id.clone(),
            title: audit.title.clone(),
            source: Source {
                document: audit.document.clone(),
                sha256: audit.sha256.clone(),
            },
            coverage: CoverageJson::from(&audit.coverage),
            reproductions: reproductions
                .map(|it| ReproductionJson::new(it, lang))
                .collect(),
            checks: Checks {
                evaluated: tally.evaluated,
                hold: tally.hold,
                unlikely: tally.unlikely,
                violated: tally.violated,
                undecided: tally.undecided,
            },
            findings: audit
                .findings
                .iter()
                .map(|it| FindingJson::new(it, lang))
                .collect(),
            reading: None,
        }
    }
}

impl From<&Coverage> for CoverageJson {
    fn from(coverage: &Coverage) -> CoverageJson {
        CoverageJson {
            figures: coverage.figures,
            cells: coverage.cells,
            claims: coverage.claims,
            parameters: coverage.parameters,
            context: coverage.context,
            unaccounted: coverage.unaccounted,
            reproduced: coverage.reproduced,
            checked: coverage.checked,
            unchecked: coverage.unchecked,
            detectable: coverage.detectable,
            localisable: coverage.localisable,
            correctable: coverage.correctable,
            unchecked_figures: coverage.unchecked_figures.clone(),
        }
    }
}

impl ReproductionJson {
    fn new(reproduction: &Reproduction, lang: Lang) -> ReproductionJson {
        let residuals = reproduction.residuals.iter();
        let readings = reproduction.readings.iter().map(|it| ReadingScoreJson {
            reading: it.id.clone(),
            exact: it.exact,
            problem: it.problem.as_ref().map(|problem| problem.in_words(lang)),
        });
        let ties = reproduction.ties.iter().map(|(level, rule)| TieJson {
            between: level.clone(),
            rule: rule.in_words(lang),
        });
        ReproductionJson {
            grant: reproduction.grant.clone(),
            table: reproduction.table.clone(),
            column: reproduction.column.clone(),
            procedure: reproduction.procedure.clone(),
            cells: reproduction.cells,
            exact: reproduction.exact,
            residuals: residuals
                .map(|(difference, count)| (difference.0.to_string(), *count))
                .collect(),
            readings: readings.collect(),
            appropriation: reproduction.appropriation.map(JsonAmount::from),
            given: reproduction.given.map(JsonAmount::from),
            difference: reproduction.missed().map(JsonAmount::from),
            ties: ties.collect(),
        }
    }
}
