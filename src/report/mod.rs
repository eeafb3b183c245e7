//! Reports: an audit as text for people and as JSON for programs. No logic.

mod explain;
#[cfg(feature = "cli")]
mod inference;
mod intake;
mod json;
mod style;
mod text;

pub use explain::{Recipient, explain};
#[cfg(feature = "cli")]
pub(crate) use inference::{
    InferredRows, Sought, appropriations_json, appropriations_text, base_json, base_text,
    bound_by_count_json, bound_by_count_text, bound_by_membership_json, bound_by_membership_text,
    factor_json, factor_text, inference_json, inference_text, procedures_json, procedures_text,
    rounds_json, rounds_text,
};
pub use intake::{
    document_notes, documents_csv, documents_json, documents_text, place_json, read_summary,
    reading_json, reading_text,
};
pub use json::audit_json;
#[cfg(feature = "cli")]
pub(crate) use style::Style;
pub use text::{audit_text, unchecked_text};
