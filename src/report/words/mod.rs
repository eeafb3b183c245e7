//! The sentences of a finding, made of its data in each language, one place a notion.

mod arithmetic;
mod cause;
mod figures;
mod message;
mod names;

pub use arithmetic::arithmetic;
pub use cause::detail;
pub use figures::{
    certificate, difference, expected, group, mended, published, reason, relation, suspect,
};
pub use message::message;
