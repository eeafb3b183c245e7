//! What inference found, as text.

mod appropriations;
mod base;
mod factor;
mod key;
mod procedures;
mod rounds;
mod threshold;

pub use appropriations::appropriations_text;
pub(super) use appropriations::is_settled;
pub use base::base_text;
pub use factor::factor_text;
pub use key::{InferredRows, inference_text};
pub use procedures::procedures_text;
pub(super) use procedures::{Alike, alike};
pub use rounds::rounds_text;
pub use threshold::{Sought, bound_by_count_text, bound_by_membership_text};

use crate::exact::Ratio;
use crate::lang::{Lang, say};

/// Decimals of a factor or a measure in text.
const DECIMALS: u32 = 7;

/// The name of a row.
fn label(labels: &[String], cell: usize) -> &str {
    labels.get(cell).map_or("", String::as_str)
}

/// A count with its thousands apart.
fn grouped(count: u64, lang: Lang) -> String {
    lang.number(&Ratio::whole(i128::from(count)).to_string())
}

fn decimals(value: Ratio, lang: Lang) -> String {
    lang.number(&value.to_decimal_string(DECIMALS))
}

/// How many rows a list leaves out.
fn more(count: usize, lang: Lang) -> String {
    let count = lang.count(count);
    say!(lang, "and {count} more", "och {count} till")
}
