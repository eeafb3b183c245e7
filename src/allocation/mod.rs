//! Allocation (*fördelning*): from an allocation key and an appropriation to whole kronor, with
//! every step recorded.
//!
//! A grant is distributed by a [`Procedure`]: a closed list of [`Step`]s that each turn the amounts
//! before it into the amounts after it, exactly. Nothing is rounded except by a step that says so.
//!
//! * An [`AllocationKey`] (*fördelningsnyckel*) gives each recipient a whole weight, such as the
//!   number of inhabitants aged 80 and over.
//! * An *entitlement* is a recipient's part of the appropriation (*anslag*) by that key.
//! * A [`Condition`] (*villkor*) tests a recipient's reported figures; it is met, not met, or the
//!   figures were not reported, and says why.
//! * *Redistribution* (*omfördelning*) scales the entitlements of the eligible up until they share
//!   the whole [pot](Pot).
//!
//! # Why sums miss
//!
//! Rounding each of n amounts by itself moves their sum by up to n/2 kronor. Three equal recipients
//! of 100 kr get 33,33… each; rounded, the sum is 99. A procedure therefore states what happens to
//! the kronor left over: nothing, or [stated adjustments](Step::Adjust).
//!
//! ```
//! use statsbidrag::allocation::{AllocationKey, Procedure, Step};
//! use statsbidrag::exact::{Kronor, Ratio, Rounding};
//!
//! let key = AllocationKey::new(vec![1, 1, 1])?;
//! let procedure = Procedure::new(vec![
//!     Step::Apportion { appropriation: Ratio::whole(100), key },
//!     Step::Round { rounding: Rounding::HalfUp },
//! ]);
//! let allocation = procedure.run()?;
//! assert_eq!(allocation.amounts()?, [Kronor(33), Kronor(33), Kronor(33)]);
//! # Ok::<(), statsbidrag::allocation::AllocationError>(())
//! ```
//!
//! This room does no I/O and knows no document: recipients are positions in a list.

mod amounts;
mod bounded;
mod certificate;
mod condition;
mod error;
mod key;
mod largest_remainder;
mod procedure;
mod redistribute;
mod step;

pub use amounts::ExactAmounts;
pub use bounded::Bounds;
pub use certificate::{Promise, Refutation, certify};
pub use condition::{Answer, Condition, Judgement};
pub use error::AllocationError;
pub use key::AllocationKey;
pub use largest_remainder::{Apportioned, largest_remainder};
pub use procedure::{Allocation, DoneStep, Procedure};
pub use redistribute::Pot;
pub use step::{Adjustment, Detail, Step};
