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
    /// Values that the document does not print and its figures show.
    #[serde(default)]
    pub(super) inferred: BTreeMap<String, InferredSpec>,
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
pub(super) struct InferredSpec {
    pub value: Name,
    pub unit: Unit,
    /// What shows it.
    pub basis: String,
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

/// What a condition asks of a recipient's figures; see [`EligibilityRule`](crate::allocation::EligibilityRule).
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum TestSpec {
    ShareAtMost {
        now: MeasureSpec,
        bound: Name,
    },
    ShareFell {
        before: MeasureSpec,
        now: MeasureSpec,
        level: Name,
        at_or_below: Name,
        above: Name,
    },
    Increased {
        before: MeasureSpec,
        now: MeasureSpec,
    },
    IncreasedBy {
        before: MeasureSpec,
        now: MeasureSpec,
        by: Name,
    },
    AtLeast {
        now: MeasureSpec,
        bound: Name,
    },
    /// The recipient has a row in the table.
    Listed,
    /// Any of the conditions before it.
    AnyOf(Vec<Name>),
    /// All of the conditions before it.
    AllOf(Vec<Name>),
}

/// A measure of reported counts: `part`, or `part` per the sum of `of`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MeasureSpec {
    pub part: Name,
    #[serde(default)]
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

/// A step as written; see [`Step`](crate::allocation::Step).
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum StepSpec {
    Apportion {
        appropriation: Name,
        key: Name,
    },
    ApportionMixed {
        appropriation: Name,
        keys: Vec<KeyPartSpec>,
        round_parts: Option<Rounding>,
    },
    ApportionAboveBase(AboveBaseSpec),
    ApportionWithin {
        appropriation: Name,
        key: Name,
        floor: Option<Name>,
        cap: Option<Name>,
    },
    /// To whole kronor.
    Round(Rounding),
    /// To whole units of so many kronor.
    RoundTo {
        rounding: Rounding,
        kronor: i64,
    },
    /// With the rule for ties.
    LargestRemainder(Ties),
    Adjust(Vec<AdjustmentSpec>),
    /// To the sum named; one krona each for the largest amounts.
    Balance {
        total: Name,
        ties: Ties,
    },
    SharePots(Vec<PotSpec>),
    /// As `share-pots`, with each part rounded before they are added.
    ShareRoundedPots {
        pots: Vec<PotSpec>,
        round_parts: Rounding,
    },
    /// Claims as printed in a column, of the recipients named (all, if none is).
    Limit {
        claims: Name,
        #[serde(default)]
        of: Vec<Name>,
    },
    /// With the column of the most each may have, if there is one.
    ShareRest {
        appropriation: Name,
        condition: Name,
        caps: Option<Name>,
    },
}

/// How ties are resolved: always by something that belongs to the recipient.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Ties {
    /// The recipient whose code comes first.
    LowestCode,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AboveBaseSpec {
    pub appropriation: Name,
    pub base: Name,
    /// How many recipients have the base amount, those who are not listed too.
    pub recipients: Option<usize>,
    pub key: Name,
    /// The sum of the whole key, where only some weights are known.
    pub total: Option<u64>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KeyPartSpec {
    pub part: Name,
    pub key: Name,
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
    /// The part of the money that is in the pot; all of it if none is named.
    pub fraction: Option<Name>,
    pub of: Name,
    /// How the pot becomes whole kronor; it stays a fraction if nothing is said.
    pub round: Option<Rounding>,
    pub condition: Name,
}
