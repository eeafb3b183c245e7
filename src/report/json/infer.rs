//! The JSON contract `statsbidrag/infer/1`.

use serde::Serialize;

use super::JsonAmount;
use crate::audit::ProcedureRanking;
use crate::exact::Ratio;
use crate::inference::{
    BaseInference, CellDifference, Chance, CommonFactor, Contradiction, Inference,
    InferenceVerdict, IntegerKey, Round, Rounds, RoundsInference, Supported, ThresholdBounds,
    procedure_words,
};
use crate::lang::{InWords, Lang};
use crate::report::inference::{Alike, InferredRows, Sought, alike, is_settled};

/// The smallest power of ten that every reader of JSON can hold as a number.
const SMALLEST_EXPONENT: i64 = -300;

/// What amounts say of how they were computed.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InferJson {
    schema: InferSchema,
    #[serde(flatten)]
    answer: AnswerJson,
    /// What was done to the column first.
    #[serde(flatten)]
    column: Option<ColumnJson>,
}

#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
enum InferSchema {
    #[serde(rename = "statsbidrag/infer/1")]
    One,
}

/// The answer, by what was asked.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum AnswerJson {
    Key(KeysJson),
    Appropriations(AppropriationsJson),
    Base(BaseJson),
    Rounds(RoundsAnswerJson),
    Factor(FactorJson),
    Threshold(ThresholdJson),
    Procedures(ProceduresJson),
}

/// What was done to a column before it was asked about.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct ColumnJson {
    /// Rows that are no recipients.
    pub left_out: Vec<LeftOutJson>,
    /// What was distributed.
    pub appropriation: DistributedJson,
}

/// A row that is no recipient.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct LeftOutJson {
    pub row: String,
    pub amount: KronorJson,
    /// `total-by-label`, `total-by-sum` or `negative`.
    pub why: &'static str,
}

/// What was distributed, and where that is from.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct DistributedJson {
    pub kronor: KronorJson,
    /// `given`, `total-row` or `own-sum`.
    pub basis: &'static str,
    pub row: Option<String>,
}

/// Kronor, with öre where there are any.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub(crate) enum KronorJson {
    Whole(i64),
    WithOre(f64),
    /// Beyond what a number of JSON holds.
    Text(String),
}

/// Whether there is a key, and which.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct KeysJson {
    verdict: VerdictName,
    reason: String,
    /// Best first.
    keys: Vec<KeyJson>,
}

#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
enum VerdictName {
    Key,
    Ambiguous,
    None,
}

/// A whole-number key.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct KeyJson {
    /// The sum of the key.
    total: u64,
    /// `half-up`, `largest-remainder` …
    rounding: String,
    /// What one of the key is worth, in kronor, as a fraction.
    each: String,
    /// The farthest that an amount is from its exact part, as a fraction.
    farthest: String,
    cells: usize,
    exact: usize,
    exceptions: Vec<ExceptionJson>,
    /// How many totals of this size would fit by chance, from above.
    chance: Option<f64>,
    weights: Vec<WeightJson>,
}

/// A row that does not come out, published less computed.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct ExceptionJson {
    row: String,
    difference: KronorJson,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct WeightJson {
    row: String,
    weight: u64,
}

/// Which of several appropriations the amounts support.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct AppropriationsJson {
    /// The one, if there is one.
    supported: Option<i64>,
    /// Best first.
    appropriations: Vec<AppropriationJson>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct AppropriationJson {
    appropriation: i64,
    #[serde(flatten)]
    found: KeysJson,
}

/// A base amount and the key of what remains.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct BaseJson {
    verdict: VerdictName,
    reason: String,
    /// The amount a head, whatever the base amount is.
    a_head: Option<BoundsJson>,
    /// Best first.
    bases: Vec<BaseCandidateJson>,
    /// How many base amounts were weighed.
    weighed: usize,
    keys: Vec<KeyJson>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct BaseCandidateJson {
    base: i64,
    total: u64,
    amounts: usize,
    exact: usize,
}

/// An interval, each end as a fraction.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct BoundsJson {
    lower: Option<String>,
    upper: Option<String>,
}

/// Two rounds.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct RoundsAnswerJson {
    verdict: VerdictName,
    reason: String,
    /// What the first round said of its base amount, if that was not stated.
    base: Option<Box<InferJson>>,
    rounds: Option<RoundsJson>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct RoundsJson {
    base: i64,
    recipients: usize,
    total: u64,
    rounding: String,
    chance: Option<f64>,
    /// For another number of recipients the total of the key.
    otherwise: Vec<OtherwiseJson>,
    /// What was left after the first round.
    left: i64,
    factor: BoundsJson,
    factor_by_sums: String,
    first: RoundJson,
    second: RoundJson,
    cells: Vec<RoundCellJson>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct OtherwiseJson {
    recipients: usize,
    total: u64,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct RoundJson {
    cells: usize,
    exact: usize,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct RoundCellJson {
    row: String,
    /// 1 or 2; 0 if it is of neither.
    round: u8,
    weight: u64,
    /// What the first round gives.
    first: i64,
    difference: i64,
    /// Whether it would fit the other round as well.
    either: bool,
}

/// A factor that takes one column to another.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct FactorJson {
    factor: Option<BoundsJson>,
    cells: usize,
    exact: usize,
    exceptions: Vec<ExceptionJson>,
}

/// A bound that recipients reach.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct ThresholdJson {
    /// `bound` or `none`.
    verdict: &'static str,
    /// `at-least` or `at-most`.
    reached_by: &'static str,
    count: usize,
    cells: usize,
    bound: Option<BoundsJson>,
    /// Rows that contradict it.
    contradicting: Vec<String>,
}

/// Procedures by how many published amounts they give.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct ProceduresJson {
    grant: String,
    column: String,
    tried: usize,
    computed: usize,
    /// How many different results there are.
    results: usize,
    /// One for each different result, best first.
    procedures: Vec<ProcedureJson>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct ProcedureJson {
    procedure: String,
    exact: usize,
    cells: usize,
    complexity: usize,
    /// The readings of the decision among those that give this result.
    readings: Vec<String>,
    /// How many other procedures give the same amounts.
    others_alike: usize,
    exceptions: Vec<ComputedJson>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct ComputedJson {
    row: String,
    difference: JsonAmount,
    computed: JsonAmount,
}

impl InferJson {
    fn of(answer: AnswerJson) -> InferJson {
        InferJson {
            schema: InferSchema::One,
            answer,
            column: None,
        }
    }

    /// The same with what was done to the column first.
    pub(crate) fn with_column(self, column: ColumnJson) -> InferJson {
        InferJson {
            column: Some(column),
            ..self
        }
    }
}

impl KronorJson {
    /// Kronor from the parts of which `per_krona` make one (1, or 100 öre).
    pub(crate) fn of(parts: i64, per_krona: u32) -> KronorJson {
        if per_krona == 1 {
            return KronorJson::Whole(parts);
        }
        let sign = if parts < 0 { "-" } else { "" };
        let (parts, per_krona) = (parts.unsigned_abs(), u64::from(per_krona));
        let decimal = format!("{sign}{}.{:02}", parts / per_krona, parts % per_krona);
        decimal
            .parse()
            .map_or(KronorJson::Text(decimal), KronorJson::WithOre)
    }
}

impl From<InferenceVerdict> for VerdictName {
    fn from(verdict: InferenceVerdict) -> VerdictName {
        match verdict {
            InferenceVerdict::Key => VerdictName::Key,
            InferenceVerdict::Ambiguous => VerdictName::Ambiguous,
            InferenceVerdict::None => VerdictName::None,
        }
    }
}

impl KeysJson {
    fn new(inference: &Inference, rows: InferredRows<'_>, lang: Lang) -> KeysJson {
        KeysJson {
            verdict: inference.verdict.into(),
            reason: inference.reason.in_words(lang),
            keys: inference.keys.iter().map(|it| key(it, rows)).collect(),
        }
    }
}

fn key(key: &IntegerKey, rows: InferredRows<'_>) -> KeyJson {
    let exceptions = key.exceptions.iter().map(|it| ExceptionJson {
        row: label(rows.labels, it.cell),
        difference: rows.difference_json(it.difference),
    });
    let weights = key.weights.iter().enumerate();
    let weights = weights.map(|(cell, weight)| WeightJson {
        row: label(rows.labels, cell),
        weight: *weight,
    });
    KeyJson {
        total: key.total,
        rounding: key.rounding.to_string(),
        each: fraction(key.each),
        farthest: fraction(key.farthest),
        cells: key.cells,
        exact: key.exact,
        exceptions: exceptions.collect(),
        chance: chance_number(key.chance),
        weights: weights.collect(),
    }
}

/// A key as JSON.
pub fn inference_json(inference: &Inference, rows: InferredRows<'_>, lang: Lang) -> InferJson {
    InferJson::of(AnswerJson::Key(KeysJson::new(inference, rows, lang)))
}

/// Appropriations as JSON.
pub fn appropriations_json(ranked: &[Supported], labels: &[String], lang: Lang) -> InferJson {
    let supported = ranked.first().filter(|_| is_settled(ranked));
    let rows = InferredRows::whole(labels);
    let entries = ranked.iter().map(|it| AppropriationJson {
        appropriation: it.appropriation.0,
        found: KeysJson::new(&it.inference, rows, lang),
    });
    InferJson::of(AnswerJson::Appropriations(AppropriationsJson {
        supported: supported.map(|it| it.appropriation.0),
        appropriations: entries.collect(),
    }))
}

/// A base amount and its key as JSON.
pub fn base_json(found: &BaseInference, labels: &[String], lang: Lang) -> InferJson {
    let rows = InferredRows::whole(labels);
    let keys = found.inference.iter().flat_map(|it| &it.keys);
    let bases = found.bases.iter().map(|it| BaseCandidateJson {
        base: it.base.0,
        total: it.total,
        amounts: it.amounts,
        exact: it.exact,
    });
    InferJson::of(AnswerJson::Base(BaseJson {
        verdict: found.verdict.into(),
        reason: found.reason.in_words(lang),
        a_head: found
            .a_head
            .map(|(lower, upper)| bounds(Some(lower), Some(upper))),
        bases: bases.collect(),
        weighed: found.weighed,
        keys: keys.map(|it| key(it, rows)).collect(),
    }))
}

/// Two rounds as JSON.
pub fn rounds_json(found: &RoundsInference, labels: &[String], lang: Lang) -> InferJson {
    let base = found.base.as_ref();
    InferJson::of(AnswerJson::Rounds(RoundsAnswerJson {
        verdict: found.verdict.into(),
        reason: found.reason.in_words(lang),
        base: base.map(|base| Box::new(base_json(base, labels, lang))),
        rounds: found.rounds.as_ref().map(|it| rounds(it, labels)),
    }))
}

fn rounds(rounds: &Rounds, labels: &[String]) -> RoundsJson {
    let otherwise = rounds.otherwise.iter();
    let round = |round| RoundJson {
        cells: rounds.count(round),
        exact: rounds.exact(round),
    };
    let cells = rounds.cells.iter().enumerate();
    let cells = cells.map(|(position, it)| RoundCellJson {
        row: label(labels, position),
        round: match it.round {
            Round::Neither => 0,
            Round::First => 1,
            Round::Second => 2,
        },
        weight: it.weight,
        first: it.first.0,
        difference: it.difference,
        either: it.either,
    });
    RoundsJson {
        base: rounds.base.0,
        recipients: rounds.recipients,
        total: rounds.total,
        rounding: rounds.rounding.to_string(),
        chance: chance_number(rounds.key.chance),
        otherwise: otherwise
            .map(|(recipients, total)| OtherwiseJson {
                recipients: *recipients,
                total: *total,
            })
            .collect(),
        left: rounds.left.0,
        factor: bounds(Some(rounds.factor.lower), Some(rounds.factor.upper)),
        factor_by_sums: fraction(rounds.by_sums),
        first: round(Round::First),
        second: round(Round::Second),
        cells: cells.collect(),
    }
}

/// A factor as JSON.
pub fn factor_json(factor: Option<&CommonFactor>, labels: &[String]) -> InferJson {
    let exceptions = factor.iter().flat_map(|it| &it.exceptions);
    let exceptions = exceptions.map(|(cell, difference)| ExceptionJson {
        row: label(labels, *cell),
        difference: KronorJson::Whole(*difference),
    });
    InferJson::of(AnswerJson::Factor(FactorJson {
        factor: factor.map(|it| bounds(Some(it.lower), Some(it.upper))),
        cells: factor.map_or(0, |it| it.cells),
        exact: factor.map_or(0, |it| it.exact),
        exceptions: exceptions.collect(),
    }))
}

/// The bound that a count gives, as JSON.
pub fn bound_by_count_json(bound: Option<&ThresholdBounds>, sought: &Sought<'_>) -> InferJson {
    threshold(bound, &[], sought)
}

/// The bound that those with an amount reach, as JSON.
pub fn bound_by_membership_json(
    bound: &Result<ThresholdBounds, Contradiction>,
    sought: &Sought<'_>,
) -> InferJson {
    match bound {
        Ok(bound) => threshold(Some(bound), &[], sought),
        Err(it) => threshold(Some(&it.otherwise), &it.rows, sought),
    }
}

fn threshold(
    bound: Option<&ThresholdBounds>,
    contradicting: &[usize],
    sought: &Sought<'_>,
) -> InferJson {
    let interval = |bound: &ThresholdBounds| {
        let (lower, upper) = sought.ends(bound);
        bounds(lower, upper)
    };
    let names = contradicting.iter().map(|row| label(sought.labels, *row));
    InferJson::of(AnswerJson::Threshold(ThresholdJson {
        verdict: match bound {
            Some(_) if contradicting.is_empty() => "bound",
            _ => "none",
        },
        reached_by: if sought.at_most {
            "at-most"
        } else {
            "at-least"
        },
        count: sought.reaching,
        cells: sought.measures.len(),
        bound: bound.map(interval),
        contradicting: names.collect(),
    }))
}

/// A ranking of procedures as JSON: one entry for each different result.
pub fn procedures_json(ranking: &ProcedureRanking, shown: usize, lang: Lang) -> InferJson {
    let alike = alike(ranking);
    let computed = |it: &CellDifference| ComputedJson {
        row: ranking.labels[it.cell].clone(),
        difference: it.difference.into(),
        computed: it.computed.into(),
    };
    let entry = |it: &Alike<'_>| ProcedureJson {
        procedure: procedure_words(&ranking.candidates[it.first.candidate], lang),
        exact: it.first.exact,
        cells: ranking.labels.len(),
        complexity: it.first.complexity,
        readings: it.readings.iter().map(|it| (*it).to_owned()).collect(),
        others_alike: it.others,
        exceptions: it.first.differences.iter().map(computed).collect(),
    };
    InferJson::of(AnswerJson::Procedures(ProceduresJson {
        grant: ranking.grant.clone(),
        column: ranking.column.clone(),
        tried: ranking.candidates.len(),
        computed: ranking.ranked.len(),
        results: alike.len(),
        procedures: alike.iter().take(shown).map(entry).collect(),
    }))
}

fn label(labels: &[String], cell: usize) -> String {
    labels.get(cell).cloned().unwrap_or_default()
}

/// A fraction that loses nothing: `3/7`.
fn fraction(value: Ratio) -> String {
    format!("{}/{}", value.numerator(), value.denominator())
}

fn bounds(lower: Option<Ratio>, upper: Option<Ratio>) -> BoundsJson {
    BoundsJson {
        lower: lower.map(fraction),
        upper: upper.map(fraction),
    }
}

/// The bound as a number, never below the smallest: it stays a bound from above.
fn chance_number(chance: Chance) -> Option<f64> {
    let exponent = chance.exponent.clamp(SMALLEST_EXPONENT, -SMALLEST_EXPONENT);
    format!("1e{exponent}").parse().ok()
}
