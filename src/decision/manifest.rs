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
    /// Keys that are computed from columns.
    #[serde(default)]
    pub(super) keys: BTreeMap<String, KeySpec>,
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
    /// The same in Swedish.
    #[serde(default, rename = "basis-sv")]
    pub basis_sv: Option<String>,
}

/// A key that is computed from columns, such as a weighted mean; see `grant/keys.rs`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KeySpec {
    /// What it is, in a sentence.
    #[serde(default)]
    #[allow(dead_code, reason = "a sentence for who reads the file")]
    pub title: String,
    /// Weighted: the parts sum to one.
    #[serde(default)]
    pub mean: Vec<MeanPartSpec>,
    /// Columns or other keys that are added.
    #[serde(default)]
    pub sum: Vec<Name>,
    /// Columns or other keys that are multiplied.
    #[serde(default)]
    pub product: Vec<Name>,
    /// How each weight is rounded; it stays a fraction if nothing is said.
    pub round: Option<Rounding>,
    /// To how many decimals.
    #[serde(default)]
    pub decimals: u32,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MeanPartSpec {
    /// A parameter, or a fraction as written: `5/6`.
    pub part: Name,
    pub of: Name,
}

/// What is known of recipients whose figures are not printed.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UnprintedSpec {
    /// The table that does not list them.
    pub table: Name,
    /// A claim or a parameter: how many recipients have reported figures, those in the table included.
    pub reported: Name,
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
    #[serde(default)]
    pub unprinted: Vec<UnprintedSpec>,
    pub readings: Vec<ReadingSpec>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ConditionSpec {
    pub id: Name,
    pub title: String,
    /// The same in Swedish.
    #[serde(default, rename = "title-sv")]
    pub title_sv: Option<String>,
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
    /// The same in Swedish.
    #[serde(default, rename = "title-sv")]
    pub title_sv: Option<String>,
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
        /// The sum of the whole key, where only some weights are listed, or percentages are of 100.
        total: Option<u64>,
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
        floor: Option<Spanned<BoundSpec>>,
        cap: Option<Spanned<BoundSpec>>,
    },
    /// Several appropriations at once, each by its own key.
    ApportionSeveral {
        parts: Vec<SeveralPartSpec>,
        round_parts: Option<Rounding>,
    },
    /// Shares of shares: groups first, then their members.
    ApportionNested(NestedSpec),
    /// A base amount and so much for each of what is counted; no appropriation is divided.
    Price(Vec<PriceTermSpec>),
    /// To whole kronor.
    Round(Rounding),
    /// To whole units of this many kronor.
    RoundTo {
        rounding: Rounding,
        kronor: Spanned<toml::Value>,
    },
    /// With the rule for ties, or with it as `order`, a unit, and the groups whose sums are kept.
    LargestRemainder(Spanned<RemainderSpec>),
    Adjust(Vec<AdjustmentSpec>),
    /// To the sum named; one krona each for the largest amounts if nothing else is said.
    Balance {
        total: Name,
        ties: Option<Spanned<Ties>>,
        #[serde(default)]
        to: LeftoverSpec,
        unit: Option<Spanned<toml::Value>>,
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

/// How ties are resolved, see [`TieRule`](crate::allocation::TieRule).
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Ties {
    /// The recipient whose code comes first.
    LowestCode,
    /// The largest amount; among equal ones the lowest code.
    Largest,
    /// The order of the table.
    FirstInList,
    /// The codes in the order that the decision states.
    Stated(Vec<String>),
    /// The codes in the order in which lots were drawn.
    Lot(Vec<String>),
}

/// `"lowest-code"`, or `{ unit = 1000, order = "lowest-code" }`.
#[derive(Clone, Debug, Deserialize)]
#[serde(
    untagged,
    expecting = "expected a rule for ties (\"lowest-code\", \"largest\", \"first-in-list\", \
                 { stated = [codes] }, { lot = [codes] }), or { unit = 1000, order = a rule for \
                 ties, within = groups }"
)]
pub(super) enum RemainderSpec {
    Rule(Ties),
    Full(FullRemainderSpec),
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FullRemainderSpec {
    pub order: Ties,
    pub unit: Option<toml::Value>,
    /// `county`, or a column with the name of each recipient's group.
    pub within: Option<String>,
}

/// A bound of everybody's, of each one's own, or a part of a column.
#[derive(Clone, Debug, Deserialize)]
#[serde(
    untagged,
    expecting = "expected a parameter, a column (table.column), or { of = column, times = \
                 parameter, round = a rounding }"
)]
pub(super) enum BoundSpec {
    Name(String),
    Part(PartOfSpec),
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PartOfSpec {
    /// The column, such as last year's amounts.
    pub of: String,
    /// A percentage or fraction of it.
    pub times: String,
    /// How it becomes whole kronor.
    pub round: Option<Rounding>,
}

/// Who has what is left over, see [`Leftover`](crate::allocation::Leftover).
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum LeftoverSpec {
    #[default]
    LargestShare,
    LargestAlone,
    FirstInList,
    Kept,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SeveralPartSpec {
    pub appropriation: Name,
    pub key: Name,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NestedSpec {
    pub appropriation: Name,
    /// The key of the groups: a column of a table with a row for each group.
    pub groups: Name,
    /// `county`, or a column with the name of each recipient's group.
    pub of: Name,
    /// How the groups' amounts are made whole.
    pub settle_groups: SettlingSpec,
    /// The key within each group.
    pub key: Name,
    /// How the recipients' amounts are made whole.
    pub settle: SettlingSpec,
    pub ties: Option<Spanned<Ties>>,
    pub unit: Option<Spanned<toml::Value>>,
}

/// `largest-remainder`, or a rounding of each by itself.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum SettlingSpec {
    LargestRemainder,
    HalfUp,
    HalfEven,
    HalfDown,
    Up,
    Down,
    Truncate,
}

/// A term of an amount by price.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PriceTermSpec {
    /// The price, if it is the same for all.
    pub price: Option<Name>,
    /// The price of each class, and the column with the class.
    pub prices: Option<BTreeMap<String, Name>>,
    pub class: Option<Name>,
    /// What is counted; one of it if nothing is named.
    pub count: Option<Name>,
    /// Who has a part of the term; all if nothing is named.
    pub condition: Option<Name>,
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
