//! The JSON contract `statsbidrag/audit/1`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::JsonAmount;
use super::finding::FindingJson;
use super::read::DocumentJson;
use crate::audit::{CheckResult, Coverage, DecisionAudit, Reproduction, Tally};
use crate::decision::Decision;
use crate::lang::{InWords, Lang};
use crate::report::model::{Counts, Report, fingerprints};

/// The audits of several decisions.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AuditJson {
    schema: AuditSchema,
    decisions: Vec<DecisionJson>,
    summary: Summary,
    /// How it was made, so that it can be made again.
    #[serde(skip_serializing_if = "Option::is_none")]
    run: Option<RunJson>,
}

/// How a report was made: by which version, in which language, of what.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct RunJson {
    version: &'static str,
    language: &'static str,
    /// The command and what it was asked of, without absolute paths.
    options: Vec<String>,
    inputs: Vec<InputJson>,
}

/// What was read for a decision.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct InputJson {
    decision: String,
    /// The SHA-256 of the lines `SHA-256  NAME` of the files.
    fingerprint: String,
    files: Vec<FileJson>,
}

/// A file with its fingerprint.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct FileJson {
    name: String,
    sha256: String,
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
    /// What came of the checks that were found and that nobody wrote.
    #[serde(skip_serializing_if = "Option::is_none")]
    discovered: Option<Checks>,
    /// Instances of checks that could not be decided, of each check the first thousand.
    undecided: Vec<UndecidedJson>,
    /// Checks that no row meets.
    without_rows: Vec<String>,
    /// What whoever made the folder should know.
    notes: Vec<String>,
    findings: Vec<FindingJson>,
    /// What was read from the file, where a file and no folder was audited.
    #[serde(skip_serializing_if = "Option::is_none")]
    reading: Option<DocumentJson>,
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

/// An instance of a check that could not be decided.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct UndecidedJson {
    check: String,
    /// The label of its row, if it is one of several.
    row: Option<String>,
    reason: String,
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
    let counts = Counts::of_all(audits);
    AuditJson {
        schema: AuditSchema::One,
        decisions: audits
            .iter()
            .map(|it| DecisionJson::new(it, lang))
            .collect(),
        summary: Summary {
            decisions: counts.decisions,
            checks: counts.checks.evaluated,
            findings: counts.findings,
            new: counts.new,
            vanished: counts.vanished,
        },
        run: None,
    }
}

impl AuditJson {
    /// Adds how it was made: what was asked, in which language, and the fingerprints of what was read.
    pub fn with_run(mut self, options: &[String], decisions: &[Decision], lang: Lang) -> AuditJson {
        let input = |decision: &Decision| {
            let (files, fingerprint) = fingerprints(decision);
            let files = files.into_iter();
            InputJson {
                decision: decision.manifest.id.clone(),
                fingerprint,
                files: files
                    .map(|(name, sha256)| FileJson { name, sha256 })
                    .collect(),
            }
        };
        self.run = Some(RunJson {
            version: Report::version(),
            language: match lang {
                Lang::Sv => "sv",
                Lang::En | Lang::Marked => "en",
            },
            options: options.to_vec(),
            inputs: decisions.iter().map(input).collect(),
        });
        self
    }

    /// Adds what was read from the file that was audited under this id.
    pub(super) fn add_reading(&mut self, id: &str, reading: DocumentJson) {
        if let Some(own) = self.decisions.iter_mut().find(|it| it.id == id) {
            own.reading = Some(reading);
        }
    }
}

impl DecisionJson {
    fn new(audit: &DecisionAudit, lang: Lang) -> DecisionJson {
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
            checks: Checks::from(audit.tally()),
            discovered: audit.discovered().map(Checks::from),
            undecided: audit
                .checks
                .iter()
                .flat_map(|check| undecided(check, lang))
                .collect(),
            without_rows: audit.without_rows().map(|it| it.id.clone()).collect(),
            notes: audit.notes.iter().map(|it| it.in_words(lang)).collect(),
            findings: audit
                .findings
                .iter()
                .map(|it| FindingJson::new(it, lang))
                .collect(),
            reading: None,
        }
    }
}

impl From<Tally> for Checks {
    fn from(tally: Tally) -> Checks {
        Checks {
            evaluated: tally.evaluated,
            hold: tally.hold,
            unlikely: tally.unlikely,
            violated: tally.violated,
            undecided: tally.undecided,
        }
    }
}

fn undecided(check: &CheckResult, lang: Lang) -> impl Iterator<Item = UndecidedJson> {
    check.undecided.iter().map(move |it| UndecidedJson {
        check: check.id.clone(),
        row: it.row.clone(),
        reason: it.why.in_words(lang),
    })
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
            procedure: reproduction.procedure.in_words(lang),
            cells: reproduction.cells,
            exact: reproduction.exact,
            residuals: residuals
                .map(|(difference, count)| (difference.plain_digits(), *count))
                .collect(),
            readings: readings.collect(),
            appropriation: reproduction.appropriation.map(JsonAmount::from),
            given: reproduction.given.map(JsonAmount::from),
            difference: reproduction.missed().map(JsonAmount::from),
            ties: ties.collect(),
        }
    }
}
