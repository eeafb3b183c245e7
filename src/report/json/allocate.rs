//! The JSON contract `statsbidrag/allocate/1`.

use serde::Serialize;

use super::JsonAmount;

/// The amounts of a decision with what is said of them.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct AllocateJson {
    schema: AllocateSchema,
    pub decision: String,
    pub grants: Vec<AllocatedGrantJson>,
}

#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
enum AllocateSchema {
    #[serde(rename = "statsbidrag/allocate/1")]
    One,
}

/// The amounts of one grant.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct AllocatedGrantJson {
    pub grant: String,
    pub reading: String,
    /// The names of its steps, in order.
    pub steps: Vec<&'static str>,
    pub appropriation: Option<JsonAmount>,
    pub given: JsonAmount,
    /// Given less the appropriation.
    pub difference: Option<JsonAmount>,
    pub ties: Vec<AllocatedTieJson>,
    pub amounts: Vec<AllocatedJson>,
}

/// Recipients that were level for a krona, and what settled it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct AllocatedTieJson {
    /// The step, from 1.
    pub step: usize,
    /// Those that were level, the first served first.
    pub between: Vec<String>,
    /// How many of them came first.
    pub served: usize,
    pub rule: String,
}

/// What a recipient has.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct AllocatedJson {
    pub code: String,
    pub name: String,
    pub kronor: JsonAmount,
}

impl AllocateJson {
    /// The amounts of a decision.
    pub fn new(decision: String, grants: Vec<AllocatedGrantJson>) -> AllocateJson {
        AllocateJson {
            schema: AllocateSchema::One,
            decision,
            grants,
        }
    }
}
