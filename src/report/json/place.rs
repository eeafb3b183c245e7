//! The JSON contract `statsbidrag/place/1`.

use serde::Serialize;

use super::JsonAmount;
use crate::lang::{InWords, Lang};
use crate::report::model::{ComputedGrant, PlaceAnswer, PlaceGrant, PrintedAmount};

/// What decisions give a place; of several, where one name is that of several.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlacesJson {
    schema: PlaceSchema,
    places: Vec<PlaceJson>,
}

#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
enum PlaceSchema {
    #[serde(rename = "statsbidrag/place/1")]
    One,
}

/// What decisions give one place.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct PlaceJson {
    code: String,
    name: String,
    grants: Vec<GrantJson>,
    /// Decisions without a known rule that print amounts for it.
    printed: Vec<PrintedJson>,
    /// Decisions in which there is nothing for it.
    without: Vec<String>,
}

/// A grant of the place.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct GrantJson {
    decision: String,
    grant: String,
    title: String,
    conditions: Vec<ConditionJson>,
    steps: Vec<StepJson>,
    published: Vec<PublishedJson>,
    /// Why nothing can be computed.
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct ConditionJson {
    title: String,
    answer: String,
}

/// What is done, and the amount after it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct StepJson {
    title: String,
    kronor: JsonAmount,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct PublishedJson {
    column: String,
    /// What is printed; nothing where the place is not listed.
    printed: Option<String>,
    /// Printed less computed.
    difference: Option<JsonAmount>,
}

/// An amount that is printed and that no rule gives.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct PrintedJson {
    decision: String,
    column: String,
    printed: String,
    unit: &'static str,
    /// The first line of the source text that it stands on.
    line: Option<u32>,
}

/// The answers as JSON.
pub fn places_json(answers: &[PlaceAnswer<'_>], lang: Lang) -> PlacesJson {
    PlacesJson {
        schema: PlaceSchema::One,
        places: answers.iter().map(|it| of_place(it, lang)).collect(),
    }
}

fn of_place(answer: &PlaceAnswer<'_>, lang: Lang) -> PlaceJson {
    let (mut grants, mut printed) = (Vec::new(), Vec::new());
    for grant in &answer.grants {
        match grant {
            PlaceGrant::Computed(it) => grants.push(computed(it, lang)),
            PlaceGrant::Problem(decision, grant, problem) => grants.push(GrantJson {
                decision: decision.manifest.id.clone(),
                grant: grant.id.clone(),
                title: grant.title.clone(),
                conditions: Vec::new(),
                steps: Vec::new(),
                published: Vec::new(),
                problem: Some(problem.clone()),
            }),
            PlaceGrant::Printed(decision, amounts) => {
                let id = &decision.manifest.id;
                printed.extend(amounts.iter().map(|it| amount(id, it)));
            }
        }
    }
    let without = answer.without.iter().map(|it| it.manifest.id.clone());
    PlaceJson {
        code: answer.place.code.clone(),
        name: answer.place.name.clone(),
        grants,
        printed,
        without: without.collect(),
    }
}

fn computed(it: &ComputedGrant<'_>, lang: Lang) -> GrantJson {
    let conditions = it.conditions.iter().map(|(title, answer)| ConditionJson {
        title: title.clone(),
        answer: answer.in_words(lang),
    });
    let steps = it.steps.iter().map(|(title, amount)| StepJson {
        title: title.clone(),
        kronor: (*amount).into(),
    });
    let published = it.published.iter().map(|(column, cell)| PublishedJson {
        column: column.clone(),
        printed: cell.as_ref().map(|it| it.0.clone()),
        difference: cell.as_ref().and_then(|it| Some(it.1?.into())),
    });
    GrantJson {
        decision: it.decision.manifest.id.clone(),
        grant: it.grant.id.clone(),
        title: it.grant.title.clone(),
        conditions: conditions.collect(),
        steps: steps.collect(),
        published: published.collect(),
        problem: None,
    }
}

fn amount(decision: &str, it: &PrintedAmount<'_>) -> PrintedJson {
    PrintedJson {
        decision: decision.to_owned(),
        column: it.column.clone(),
        printed: it.printed.to_owned(),
        unit: it.unit.name(),
        line: it.lines.map(|lines| lines.first),
    }
}
