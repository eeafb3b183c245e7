//! Inference: from published kronor back to the key behind them.
//!
//! A table of amounts rounded to whole kronor usually keeps its allocation key
//! (*fördelningsnyckel*) to itself. But an appropriation of A kronor on N persons is A/N kronor a
//! head, and every amount is a whole number of those, rounded. Where A/N is large, few totals N do
//! that for one amount, and as a rule only one for all of them.
//!
//! * [`infer_key`]: the total, the whole numbers, the rounding rule, the cells that differ, and how
//!   many totals would fit by [chance](Chance).
//! * [`common_factor`]: whether amounts are known amounts times one factor, and the interval it is in.
//! * [`bound_by_count`], [`bound_by_membership`]: the interval an unpublished threshold must be in.
//! * [`rank_appropriations`]: which of several printed appropriations the amounts support.
//! * [`procedure_space`], [`rank_procedures`]: which procedure gives the published amounts.
//!
//! Everything is computed with whole numbers. The guide, with the mathematics and the corpus as the
//! example, is `docs/inference.md`. This room does no I/O and knows no document.

mod appropriation;
mod base;
mod chance;
mod error;
mod evidence;
mod factor;
mod first_hit;
mod fit;
mod fraction_spread;
mod key;
mod logarithm;
mod price;
mod procedure;
mod reason;
mod rival_totals;
mod rounding;
mod rounds;
mod sieve;
mod threshold;
mod total_row;

pub use appropriation::{Supported, rank_appropriations};
#[cfg(feature = "cli")]
pub(crate) use base::infer_base_watched;
pub use base::{BaseCandidate, BaseInference, infer_base};
pub use chance::Chance;
pub use error::InferenceError;
pub use evidence::KeyQuestion;
pub use factor::{CommonFactor, common_factor};
pub(crate) use key::infer_key_watched;
pub use key::{Exception, Inference, InferenceVerdict, IntegerKey, infer_key};
pub(crate) use logarithm::{FRACTION_BITS, log_below};
pub use procedure::{
    CellDifference, PublishedAmount, RankedProcedure, Trial, complexity, procedure_space,
    procedure_words, rank_procedures, try_procedure,
};
pub use reason::InferenceReason;
pub use rounding::RoundingRule;
pub use rounds::{Round, RoundCell, Rounds, RoundsInference, RoundsQuestion, infer_rounds};
pub use threshold::{Contradiction, ThresholdBounds, bound_by_count, bound_by_membership};
pub use total_row::{TotalRowSign, total_rows};
