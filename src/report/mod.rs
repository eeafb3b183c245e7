//! Reports: an audit as text for people and as JSON for programs. No logic.

mod explain;
mod json;
mod text;

pub use explain::{Recipient, explain};
pub use json::audit_json;
pub use text::{audit_text, unchecked_text};
