//! Slips of the pen, and how likely each is.
//!
//! The weight of a slip is its chance among all slips: how often the kind occurs, divided by the number
//! of results the kind could have had (one of 9 other digits at one of L places, one of n neighbours,
//! and so on).

pub(crate) mod digits;
mod kind;
pub(crate) mod unit;
mod weight;

pub use kind::CauseKind;
pub(crate) use weight::Weight;
