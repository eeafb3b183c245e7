//! One published decision: its manifest, parameters, tables, claims, grants, checks as written and
//! acknowledged findings.
//!
//! A decision is a folder of text files (see CONTRIBUTING for how to add one):
//!
//! | file | holds |
//! | --- | --- |
//! | `decision.toml` | [`Manifest`]: what the document is, its [parameters](Parameter), its grants as ordered steps |
//! | `tables.toml`, `*.csv` | the printed [tables](crate::tables::Table) |
//! | `claims.csv` | the [claims](Claim): figures of the running text that can be true or false |
//! | `figures.csv` | every number of the source text with its place and its [role](Role) |
//! | `checks.txt` | the relations between figures, read by [`checks`](crate::checks) |
//! | `known.toml` | the findings that are [acknowledged](Known), each with its reason |
//! | `intake.toml`, `origins.csv` | how the tables were [read](Recipe) from a file, and where their cells [stand](Origins) in it |
//! | `aliases.csv` | names as printed that are not the official ones |
//!
//! Facts are data and rules are Rust; they meet in the closed list of steps and conditions of
//! [`allocation`](crate::allocation). [`Decision::load`] reads everything and reports all errors.

mod claim;
mod corpus;
mod draft;
mod error;
mod grant;
mod known;
mod load;
mod manifest;
mod origins;
mod parameter;
mod provenance;
mod quoted;
mod reprint;
mod tokens;
mod words;

pub use claim::Claim;
pub(crate) use corpus::embedded_names;
pub use corpus::{corpus, embedded_decision, embedded_folder, embedded_places};
pub use draft::{
    Draft, DraftError, DraftNote, DraftNoteKind, Drafted, Recipe, RecipeChoice, RecipeColumn,
    RecipeFile, RecipeReading, RecipeSplit, RecipeTable, WrittenFile, draft, draft_of_any,
    fingerprint,
};
pub use error::{DecisionError, NoUse, Unfit};
pub use grant::{
    ConditionTest, Grant, GrantCondition, Instead, MeasureName, PublishedColumn, Reading,
    ReadingStep, Unprinted,
};
pub use known::{Acknowledgement, Known};
pub use load::Decision;
pub use manifest::{Manifest, Source, Title};
pub use origins::Origins;
pub use parameter::Parameter;
pub use provenance::{ProvenanceError, verify_source};
pub(crate) use quoted::is_placeholder;
pub use quoted::verify_fingerprint;
pub use tokens::{ContextKind, Role, Token};
