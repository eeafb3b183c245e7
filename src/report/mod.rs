//! Reports: an audit as text for people and as JSON for programs. No logic.

mod entry;
mod excel;
mod explain;
mod html;
#[cfg(feature = "cli")]
mod inference;
mod intake;
mod json;
mod junit;
mod letter;
mod markdown;
mod model;
mod money;
mod paper;
mod place;
mod said;
mod sarif;
mod style;
mod text;
mod verdict;
mod what_if;
pub mod words;
#[cfg(feature = "xlsx")]
mod xlsx;

pub use entry::{Entry, Topic, entries_markdown, entry, entry_text};
pub use excel::{ExcelField, excel_csv};
pub use explain::{Recipient, explain};
pub use html::audit_html;
#[cfg(feature = "cli")]
pub(crate) use inference::{
    InferredRows, Sought, appropriations_text, base_text, bound_by_count_text,
    bound_by_membership_text, factor_text, inference_text, procedures_text, rounds_text,
};
pub use intake::{document_notes, documents_csv, documents_text, read_summary, reading_text};
#[cfg(feature = "schema")]
pub use json::schemas;
#[cfg(feature = "cli")]
pub(crate) use json::{
    AllocateJson, AllocatedGrantJson, AllocatedJson, AllocatedTieJson, ColumnJson, DistributedJson,
    InferJson, KronorJson, LeftOutJson, appropriations_json, base_json, bound_by_count_json,
    bound_by_membership_json, factor_json, inference_json, procedures_json, rounds_json,
};
pub use json::{
    AuditJson, DiscoverJson, DiscoveredTableJson, JsonAmount, PlacesJson, ReadJson, WhatIfJson,
    audit_json, discover_json, discovered_table_json, document, places_json, read_json,
    reading_json, sweep_json, what_if_json,
};
pub use junit::audit_junit;
pub use markdown::audit_markdown;
pub use model::{Counts, PlaceAnswer, ReadDocument, Report, ReportedDecision, Sources};
pub use money::{digits, kronor};
#[cfg(feature = "cli")]
pub use paper::PaperTable;
#[cfg(feature = "xlsx")]
pub use paper::paper_xlsx;
pub use paper::{
    Paper, paper_csv, paper_html, paper_markdown, place_paper, sweep_paper, what_if_paper,
};
#[cfg(feature = "cli")]
pub(crate) use paper::{infer_paper, key_table};
pub use place::place_text;
pub use sarif::audit_sarif;
#[cfg(feature = "cli")]
pub(crate) use style::Style;
pub use text::{audit_text, unchecked_text};
pub use what_if::{WhatIfRow, sweep_text, what_if_notes, what_if_rows, what_if_text};
#[cfg(feature = "xlsx")]
pub use xlsx::audit_xlsx;
