//! Discovery: the relations of a table that nobody wrote, proved against chance.

mod bits;
mod book;
mod candidate;
mod density;
mod discover;
mod grid;
mod labels;
mod number_format;
mod relation;
mod search;
mod templates;
mod view;

pub use bits::Bits;
pub use candidate::Operator;
pub use discover::discover;
pub use number_format::NumberFormat;
pub use relation::{Class, Instance, Relation};
pub use view::Axis;
