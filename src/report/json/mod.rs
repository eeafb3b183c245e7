//! The documents that programs read: their types, from which their published schemas are made.
//!
//! They may grow; nothing in them may change meaning. Sentences follow the language asked for, ids and
//! names never do.

#[cfg(feature = "cli")]
mod allocate;
mod amount;
mod audit;
mod discover;
mod finding;
#[cfg(feature = "cli")]
mod infer;
mod place;
mod read;
#[cfg(feature = "schema")]
mod schema;
mod what_if;

#[cfg(feature = "cli")]
pub(crate) use allocate::{AllocateJson, AllocatedGrantJson, AllocatedJson, AllocatedTieJson};
pub use amount::JsonAmount;
pub use audit::{AuditJson, audit_json};
pub use discover::{DiscoverJson, DiscoveredTableJson, discover_json, discovered_table_json};
#[cfg(feature = "cli")]
pub(crate) use infer::{ColumnJson, DistributedJson, KronorJson, LeftOutJson};
#[cfg(feature = "cli")]
pub use infer::{
    InferJson, appropriations_json, base_json, bound_by_count_json, bound_by_membership_json,
    factor_json, inference_json, procedures_json, rounds_json,
};
pub use place::{PlacesJson, places_json};
pub use read::{ReadJson, read_json, reading_json};
#[cfg(feature = "schema")]
pub use schema::schemas;
pub use what_if::{WhatIfJson, sweep_json, what_if_json};

use serde::Serialize;

/// A document as it is printed, with a line for each entry and names in the order of the alphabet;
/// nothing if it holds a number that JSON has not.
pub fn document(json: &impl Serialize) -> String {
    let value = serde_json::to_value(json).unwrap_or_default();
    format!("{value:#}\n")
}
