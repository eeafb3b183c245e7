//! Discovery: the relations of a table that nobody wrote, proved against chance.
//!
//! Rows of printed cells go in ([`discover`]); relations come out, each with its class, in how many
//! records it holds, and the evidence in bits: how much likelier the agreement is if the relation is
//! there than if the figures had nothing to do with each other, less the cost of having looked for
//! it among so many others. Everything is computed with whole numbers. The guide is
//! `docs/discovery.md`.

mod addition;
mod apart;
mod bits;
mod book;
mod candidate;
mod density;
mod discover;
mod grid;
mod labels;
mod nothing;
mod number_format;
mod one_key;
mod quotes;
mod relation;
mod repeats;
mod samples;
mod search;
mod templates;
mod twins;
mod view;

pub use bits::Bits;
pub use candidate::Operator;
pub use discover::{Discovered, discover};
pub use nothing::NothingFound;
pub use number_format::NumberFormat;
pub use quotes::Quoted;
pub use relation::{Class, Instance, Relation};
pub use repeats::{Group, Repeat, Sheet, repeats};
pub use view::Axis;
