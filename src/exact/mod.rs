//! Numbers: whole kronor, exact ratios, shares and percentage points as different types, rounding
//! modes, and the *printed number*: the interval of values that print like that.
//!
//! | type | what it is | unit |
//! | --- | --- | --- |
//! | [`Ratio`] | an exact fraction, checked | none |
//! | [`Kronor`] | a whole amount of money | kronor |
//! | [`Share`] | a part of a whole (*andel*) | 1 = the whole |
//! | [`PercentagePoints`] | a difference of two shares (*procentenheter*) | points |
//! | [`Rounding`] | how an exact value becomes a whole number | |
//! | [`PrintedNumber`] | a mantissa, a quantum and the rounding set behind it | as printed |
//! | [`Hedge`] | a word that makes it approximate or gives it a direction | |
//! | [`Interval`] | the values a printed number may stand for | as printed |
//!
//! Every operation is exact; one that would leave 128 bits is an [`ArithmeticError`], never a wrong
//! number and never a panic. Nothing here knows a document, reads or writes.

mod bound;
mod brief;
mod error;
mod hedge;
mod interval;
mod kronor;
mod precision;
mod printed;
mod ratio;
mod round_numbers;
mod rounding;
mod rounding_errors;
mod share;

pub use bound::Bound;
pub(crate) use brief::BriefNumber;
pub use error::ArithmeticError;
pub use hedge::Hedge;
pub use interval::Interval;
pub use kronor::Kronor;
pub use precision::{Precision, Quantity};
pub use printed::{PrintedNumber, PrintingRule};
pub use ratio::Ratio;
pub use rounding::Rounding;
pub(crate) use rounding::floor;
pub(crate) use rounding_errors::{rounding_difference_probability, whole_rounding_probability};
pub use share::{PercentagePoints, Share};
