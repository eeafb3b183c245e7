//! The JSON contract `statsbidrag/what-if/1`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::JsonAmount;
use crate::decision::Decision;
use crate::exact::Ratio;
use crate::lang::{InWords, Lang};
use crate::report::what_if::{sweep_note, what_if_notes, what_if_rows};
use crate::tables::Places;
use crate::what_if::{Outcome, Sweep, WhatIf, WhatIfError};

/// What a grant would give otherwise: one answer, or one for each value of a parameter.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum WhatIfJson {
    /// One answer.
    Answer(AnswerJson),
    /// A step function.
    Sweep(SweepJson),
}

#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
enum WhatIfSchema {
    #[serde(rename = "statsbidrag/what-if/1")]
    One,
}

/// One answer: every recipient's difference.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AnswerJson {
    schema: WhatIfSchema,
    decision: String,
    grant: String,
    /// The reading that is computed.
    reading: String,
    /// The reading that it is compared with.
    against: String,
    /// The largest difference first.
    recipients: Vec<RecipientJson>,
    counties: Vec<CountyJson>,
    /// How many have more.
    gain: usize,
    /// How many have less.
    lose: usize,
    given: JsonAmount,
    appropriation: Option<JsonAmount>,
    /// Given less the appropriation.
    missed: Option<JsonAmount>,
    /// Stated adjustments that no longer apply.
    not_carried: Vec<NotCarried>,
    /// Recipients whose figures are not printed.
    unprinted: Option<UnprintedJson>,
    /// What has to be known to read the differences.
    notes: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct RecipientJson {
    code: String,
    name: String,
    /// After less before.
    difference: JsonAmount,
    before: JsonAmount,
    after: JsonAmount,
    /// The least it would have, where figures are not printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    lowest: Option<JsonAmount>,
    /// The most it would have, where figures are not printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    highest: Option<JsonAmount>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct CountyJson {
    code: String,
    name: String,
    difference: JsonAmount,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct NotCarried {
    code: String,
    kronor: i64,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct UnprintedJson {
    recipients: Vec<String>,
    /// How many of them have reported at most.
    at_most: Option<usize>,
    /// Where that is stated.
    basis: Option<String>,
    /// Whether bounds are proved.
    bounded: bool,
    /// Why none is, if so.
    #[serde(skip_serializing_if = "Option::is_none")]
    why_not: Option<String>,
    /// Whether every bound is reached.
    reached: bool,
}

/// Every value of a parameter at which anything changes.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SweepJson {
    schema: WhatIfSchema,
    decision: String,
    grant: String,
    reading: String,
    /// The parameter.
    sweep: String,
    unit: &'static str,
    /// Its value as decided.
    stands_at: String,
    /// The outcome that is decided, from 0.
    stands: Option<usize>,
    breakpoints: usize,
    recipients: Vec<String>,
    unprinted: Vec<String>,
    outcomes: Vec<OutcomeJson>,
    /// What the outcomes leave out.
    notes: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct OutcomeJson {
    from: Option<EndJson>,
    to: Option<EndJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    given: Option<JsonAmount>,
    /// In the order of the recipients.
    #[serde(skip_serializing_if = "Option::is_none")]
    amounts: Option<Vec<JsonAmount>>,
    /// Why nothing is divided.
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<String>,
    /// Stated adjustments that no longer apply.
    #[serde(skip_serializing_if = "Option::is_none")]
    not_carried: Option<Vec<NotCarried>>,
}

/// An end of the values with one outcome.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct EndJson {
    /// With six decimals.
    value: String,
    /// Numerator and denominator.
    exact: [String; 2],
    /// Whether the value itself belongs.
    included: bool,
}

/// The answer as JSON.
///
/// *Errors*: only arithmetic outside 128 bits.
pub fn what_if_json(
    decision: &Decision,
    places: &Places,
    answer: &WhatIf,
    lang: Lang,
) -> Result<WhatIfJson, WhatIfError> {
    let rows = what_if_rows(decision, answer)?;
    let mut counties: BTreeMap<String, Ratio> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.code.len() == 4) {
        if let Some(place) = places.get(&row.code) {
            let sum = counties.entry(place.county.clone()).or_insert(Ratio::ZERO);
            *sum = sum.add(row.difference)?;
        }
    }
    let county = |(code, sum): (String, Ratio)| CountyJson {
        name: places.get(&code).map_or(&code, |it| &it.name).clone(),
        difference: sum.into(),
        code,
    };
    let recipients = rows.iter().map(|row| RecipientJson {
        code: row.code.clone(),
        name: row.name.clone(),
        difference: row.difference.into(),
        before: row.before.into(),
        after: row.after.into(),
        lowest: row.bounds.map(|it| it.0.into()),
        highest: row.bounds.map(|it| it.1.into()),
    });
    let unprinted = answer.bounded.as_ref().map(|bounded| UnprintedJson {
        recipients: codes(&bounded.unprinted, &answer.recipients),
        at_most: bounded.at_most.as_ref().map(|it| it.0),
        basis: bounded.at_most.as_ref().map(|it| it.1.clone()),
        bounded: bounded.intervals.is_ok(),
        why_not: bounded
            .intervals
            .as_ref()
            .err()
            .map(|reason| reason.in_words(lang)),
        reached: bounded.are_reached,
    });
    let left_out = answer.not_carried.iter().map(|it| NotCarried {
        code: answer.recipients[it.recipient].clone(),
        kronor: it.by.0,
    });
    Ok(WhatIfJson::Answer(AnswerJson {
        schema: WhatIfSchema::One,
        decision: decision.manifest.id.clone(),
        grant: answer.grant.clone(),
        reading: answer.reading.clone(),
        against: answer.against.clone(),
        recipients: recipients.collect(),
        counties: counties.into_iter().map(county).collect(),
        gain: rows.iter().filter(|it| it.difference > Ratio::ZERO).count(),
        lose: rows.iter().filter(|it| it.difference.is_negative()).count(),
        given: answer.given()?.into(),
        appropriation: answer.appropriations.1.map(JsonAmount::from),
        missed: answer.missed()?.map(JsonAmount::from),
        not_carried: left_out.collect(),
        unprinted,
        notes: what_if_notes(decision, answer, lang),
    }))
}

/// A step function as JSON: a table to look up.
///
/// *Errors*: only arithmetic outside 128 bits.
pub fn sweep_json(
    decision: &Decision,
    sweep: &Sweep,
    lang: Lang,
) -> Result<WhatIfJson, WhatIfError> {
    let outcomes = sweep.outcomes.iter();
    let outcomes: Result<Vec<OutcomeJson>, WhatIfError> =
        outcomes.map(|it| outcome(it, sweep, lang)).collect();
    Ok(WhatIfJson::Sweep(SweepJson {
        schema: WhatIfSchema::One,
        decision: decision.manifest.id.clone(),
        grant: sweep.grant.clone(),
        reading: sweep.reading.clone(),
        sweep: sweep.parameter.clone(),
        unit: sweep.unit.name(),
        stands_at: sweep.stands_at.to_string(),
        stands: sweep.stands(),
        breakpoints: sweep.breakpoints().len(),
        recipients: sweep.recipients.clone(),
        unprinted: codes(&sweep.unprinted, &sweep.recipients),
        outcomes: outcomes?,
        notes: sweep_note(sweep, lang).into_iter().collect(),
    }))
}

fn outcome(outcome: &Outcome, sweep: &Sweep, lang: Lang) -> Result<OutcomeJson, WhatIfError> {
    let end = |end: Option<(Ratio, bool)>| {
        end.map(|(value, included)| EndJson {
            value: value.to_decimal_string(6),
            exact: [value.numerator(), value.denominator()].map(|it| it.to_string()),
            included,
        })
    };
    let left_out = outcome.not_carried.iter().map(|it| NotCarried {
        code: sweep.recipients[it.recipient].clone(),
        kronor: it.by.0,
    });
    let (given, amounts, problem) = match &outcome.amounts {
        Ok(amounts) => {
            let given = crate::what_if::sum(amounts)?.into();
            let amounts = amounts.iter().map(|it| JsonAmount::from(*it)).collect();
            (Some(given), Some(amounts), None)
        }
        Err(reason) => (None, None, Some(reason.in_words(lang))),
    };
    Ok(OutcomeJson {
        from: end(outcome.from),
        to: end(outcome.to),
        given,
        amounts,
        problem,
        not_carried: Some(left_out.collect()).filter(|it: &Vec<NotCarried>| !it.is_empty()),
    })
}

fn codes(positions: &[usize], recipients: &[String]) -> Vec<String> {
    positions.iter().map(|&it| recipients[it].clone()).collect()
}
