//! Reports: an audit as text for people and as JSON for programs. No logic.

mod excel;
mod explain;
#[cfg(feature = "cli")]
mod inference;
mod intake;
mod json;
mod money;
mod place;
mod style;
mod text;
mod what_if;
pub mod words;

pub use excel::{ExcelField, excel_csv};
pub use explain::{Recipient, explain};
#[cfg(feature = "cli")]
pub(crate) use inference::{
    InferredRows, Sought, appropriations_text, base_text, bound_by_count_text,
    bound_by_membership_text, factor_text, inference_text, procedures_text, rounds_text,
};
pub use intake::{
    document_notes, documents_csv, documents_json, documents_text, place_json, read_summary,
    reading_json, reading_text,
};
#[cfg(feature = "schema")]
pub use json::schemas;
#[cfg(feature = "cli")]
pub(crate) use json::{
    AllocateJson, AllocatedGrantJson, AllocatedJson, AllocatedTieJson, ColumnJson, DistributedJson,
    InferJson, KronorJson, LeftOutJson, appropriations_json, base_json, bound_by_count_json,
    bound_by_membership_json, factor_json, inference_json, procedures_json, rounds_json,
};
pub use json::{AuditJson, JsonAmount, WhatIfJson, audit_json, document, sweep_json, what_if_json};
pub use money::{digits, kronor};
pub use place::place_text;
#[cfg(feature = "cli")]
pub(crate) use style::Style;
pub use text::{audit_text, unchecked_text};
pub use what_if::{WhatIfRow, sweep_text, what_if_notes, what_if_rows, what_if_text};
