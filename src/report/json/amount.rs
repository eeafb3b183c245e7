//! Amounts of money in JSON.

use serde::Serialize;

use crate::exact::Ratio;
use crate::report::money::digits;

/// An amount: a whole number of kronor, or a string with two decimals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum JsonAmount {
    /// Whole kronor.
    Kronor(i64),
    /// Kronor with öre, or beyond 64 bits: `32258.06`.
    Decimal(String),
}

impl From<Ratio> for JsonAmount {
    fn from(amount: Ratio) -> JsonAmount {
        match i64::try_from(amount.numerator()) {
            Ok(kronor) if amount.is_whole() => JsonAmount::Kronor(kronor),
            _ => JsonAmount::Decimal(digits(amount)),
        }
    }
}
