//! `decision.toml` as written. Names are resolved when the decision is [loaded](super::Decision).

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use crate::exact::Rounding;
use crate::tables::{SourceLines, Unit};

/// A reference by name, with its place in the file for error messages.
pub(super) type Name = Spanned<String>;

/// The manifest of a decision.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The decision's name, also its folder's: `aldreomsorg-2023`.
    pub id: String,
    /// The document's title.
    pub title: Title,
    /// Who decided or published it.
    pub authority: String,
    /// The authority's reference number (*diarienummer*), if printed.
    #[serde(default)]
    pub reference: Option<String>,
    /// The date of the decision or publication, if printed.
    #[serde(default)]
    pub date: Option<String>,
    /// The source text.
    pub source: Source,
    #[serde(default)]
    pub(super) parameters: BTreeMap<String, ParameterSpec>,
    #[serde(default)]
    pub(super) grants: Vec<GrantSpec>,
}

/// A title in two languages.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Title {
    /// In Swedish, as printed.
    pub sv: String,
    /// In English.
    pub en: String,
}

/// The text a decision was transcribed from.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The file name of the source text.
    pub document: String,
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
    /// How many digits it has: each belongs to one token of `figures.csv`.
    #[serde(default)]
    pub digits: usize,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ParameterSpec {
    pub printed: Name,
    pub unit: Unit,
    pub line: SourceLines,
    pub quote: String,
    pub meaning: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GrantSpec {
    pub id: Name,
    pub title: String,
    /// The table whose rows are the recipients.
    pub recipients: Name,
    /// Where the amounts are published: `table.column`.
    #[serde(default)]
    pub published: Vec<Name>,
    #[serde(default)]
    pub conditions: Vec<ConditionSpec>,
    pub readings: Vec<ReadingSpec>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ConditionSpec {
    pub id: Name,
    pub title: String,
    pub lines: SourceLines,
    /// The table with the reported figures.
    pub table: Name,
    pub test: TestSpec,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum TestSpec {
    ShareAtMost {
        now: ShareSpec,
        bound: Name,
    },
    ShareFell {
        before: ShareSpec,
        now: ShareSpec,
        level: Name,
        at_or_below: Name,
        above: Name,
    },
}

/// A share of reported counts: `part` of the sum of `of`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ShareSpec {
    pub part: Name,
    pub of: Vec<Name>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReadingSpec {
    pub id: Name,
    pub title: String,
    /// What in the text or the figures supports it.
    pub basis: String,
    pub steps: Vec<StepSpec>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum StepSpec {
    Apportion { appropriation: Name, key: Name },
    Round(Rounding),
    Adjust(Vec<AdjustmentSpec>),
    SharePots(Vec<PotSpec>),
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AdjustmentSpec {
    pub code: Name,
    pub kr: i64,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PotSpec {
    pub fraction: Name,
    pub of: Name,
    pub condition: Name,
}
