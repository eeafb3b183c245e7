//! Allocation (*fördelning*): from an allocation key and an appropriation to whole kronor, with
//! every step recorded.
//!
//! A grant is distributed by a [`Procedure`]: a closed list of [`Step`]s that each turn the amounts
//! before it into the amounts after it, exactly. Nothing is rounded except by a step that says so.
//!
//! # Keys
//!
//! An [`AllocationKey`] (*fördelningsnyckel*) gives each recipient a whole weight, such as the number
//! of inhabitants aged 80 and over. A recipient's *entitlement* is its part of the appropriation
//! (*anslag*): appropriation × weight / total. Several keys can stand side by side, each with its
//! part of the money ([`Step::ApportionMixed`]: half by population, half by patients).
//!
//! # Base amount and floor
//!
//! A base amount (*minibelopp* in most documents) is *added* to what the key gives; a guaranteed floor
//! is the *least* anybody gets, and those above it pay for it. With 100 kr and weights 1 : 9, a base
//! amount of 20 gives 26 and 74, a floor of 20 gives 20 and 80. Floors and caps together are one
//! question, answered by [`Bounds`].
//!
//! # Conditions and redistribution
//!
//! A [`EligibilityRule`] (*villkor*) tests a recipient's reported figures; it is met, not met, or the
//! figures were *not reported*, and says why. *Redistribution* (*omfördelning*) scales the
//! entitlements of the eligible up until they share the whole [pot](Pot). A requisition
//! (*rekvisition*) can be for less than the entitlement ([`Step::Limit`]), and what is left can go to
//! those who asked for more ([`Step::ShareRest`]).
//!
//! # Why sums miss
//!
//! Rounding each of n amounts by itself moves their sum by up to n/2 kronor. Three equal recipients
//! of 100 kr get 33,33… each; rounded, the sum is 99. A procedure says what happens to the kronor
//! left over: nothing, [largest remainder](largest_remainder), a krona each for the largest
//! ([`Step::Balance`]), or [stated adjustments](Step::Adjust).
//!
//! ```
//! use statsbidrag::allocation::{AllocationKey, Denomination, Procedure, Step};
//! use statsbidrag::exact::{Kronor, Ratio, Rounding};
//!
//! let key = AllocationKey::new(vec![1, 1, 1])?;
//! let apportion = Step::Apportion { appropriation: Ratio::whole(100), key };
//! let half_up = Step::Round { rounding: Rounding::HalfUp, unit: Denomination::KRONA };
//! let rounded = Procedure::new(vec![apportion.clone(), half_up]).run()?;
//! assert_eq!(rounded.amounts()?, [Kronor(33), Kronor(33), Kronor(33)]);
//!
//! let largest_remainder = Step::largest_remainder(vec![2, 0, 1]);
//! let whole = Procedure::new(vec![apportion, largest_remainder]).run()?;
//! assert_eq!(whole.amounts()?, [Kronor(33), Kronor(34), Kronor(33)]);
//! whole.certificate()?; // the amounts keep what the steps promise
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Certificates
//!
//! [`certify`] checks amounts against what is promised of them (sum, bounds, eligibility, quota, order)
//! without knowing how they came about, and [`Allocation::certificate`] holds every procedure to what
//! its own steps promise.
//!
//! This room does no I/O and knows no document: recipients are positions in a list.

mod amounts;
mod bounded;
mod certificate;
mod claims;
mod condition;
mod denomination;
mod entitle;
mod error;
mod judgement;
mod key;
mod largest_remainder;
mod leftover;
mod narrow;
mod nested;
mod price;
mod procedure;
mod reason;
mod recipient_list;
mod redistribute;
mod step;
mod ties;
mod words;

pub use amounts::ExactAmounts;
pub use bounded::Bounds;
pub use certificate::{Balanced, ByRemainder, Promise, Refutation, Refutations, certify};
pub use condition::EligibilityRule;
pub use denomination::Denomination;
pub use error::{AllocationError, Level, Misplaced};
pub use judgement::{Answer, Judgement};
pub use key::AllocationKey;
pub use largest_remainder::{Apportioned, largest_remainder};
pub use leftover::Leftover;
pub use nested::{Groups, Settling};
pub use price::PriceTerm;
pub use procedure::{Allocation, DoneStep, Procedure};
pub use reason::{BoundRelation, Measured, Reason};
pub use recipient_list::RecipientList;
pub use redistribute::Pot;
pub use step::{Adjustment, Detail, Step};
pub use ties::{Tie, TieOrder, TieRule};
