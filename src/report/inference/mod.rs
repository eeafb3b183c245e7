//! What inference found, as text and as JSON (`statsbidrag/infer/1`, which may grow; nothing in it
//! may change meaning).

mod appropriations;
mod base;
mod factor;
mod key;
mod procedures;
mod rounds;
mod threshold;

pub use appropriations::{appropriations_json, appropriations_text};
pub use base::{base_json, base_text};
pub use factor::{factor_json, factor_text};
pub use key::{InferredRows, inference_json, inference_text, kronor_json};
pub use procedures::{procedures_json, procedures_text};
pub use rounds::{rounds_json, rounds_text};
pub use threshold::{
    Sought, bound_by_count_json, bound_by_count_text, bound_by_membership_json,
    bound_by_membership_text,
};

use serde_json::{Number, Value, json};

use crate::exact::Ratio;
use crate::inference::Chance;
use crate::lang::{Lang, say};

/// The smallest power of ten that every reader of JSON can hold as a number.
const SMALLEST_EXPONENT: i64 = -300;
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

/// A fraction that loses nothing: `3/7`.
fn fraction(value: Ratio) -> String {
    format!("{}/{}", value.numerator(), value.denominator())
}

/// Both ends as fractions; `null` where there is none.
fn interval_json(lower: Option<Ratio>, upper: Option<Ratio>) -> Value {
    json!({ "lower": lower.map(fraction), "upper": upper.map(fraction) })
}

/// The bound as a JSON number, never below the smallest: it stays a bound from above.
fn chance_json(chance: Chance) -> Value {
    let exponent = chance.exponent.clamp(SMALLEST_EXPONENT, -SMALLEST_EXPONENT);
    format!("1e{exponent}")
        .parse::<Number>()
        .map_or(Value::Null, Value::Number)
}
