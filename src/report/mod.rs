//! Reports: an audit as text for people and as JSON for programs. No logic.

mod explain;
mod inference;
mod json;
mod text;

pub use explain::{Recipient, explain};
pub use inference::{inference_json, inference_text};
pub use json::audit_json;
pub use text::{audit_text, unchecked_text};
