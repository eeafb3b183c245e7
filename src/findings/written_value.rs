//! A value with the number of decimals it is written with.

use crate::exact::{PrintedNumber, Ratio};
use crate::lang::{InWords, Lang};

/// The most decimals a value is written with.
const MOST_DECIMALS: u32 = 12;

/// A value with the number of decimals it is written with, such as what should stand in the place of a
/// printed figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrittenValue {
    /// The value.
    pub value: Ratio,
    /// How many decimals are written.
    pub decimals: u32,
}

impl WrittenValue {
    /// A value with as many decimals as it takes.
    pub fn exact(value: Ratio) -> WrittenValue {
        let decimals = value.decimals(MOST_DECIMALS).unwrap_or(MOST_DECIMALS);
        WrittenValue { value, decimals }
    }

    /// A value with as many decimals as the last digit of a printed number has; beside a fraction in
    /// words with two. Both are in units of `unit`: thousands of kronor in a column of them.
    pub fn like(printed: &PrintedNumber, value: Ratio, unit: Ratio) -> WrittenValue {
        let in_unit = |it: Ratio| it.div(unit).unwrap_or(it);
        let quantum = printed.quantum();
        let decimals = match quantum.is_zero() {
            true => 2,
            false => in_unit(quantum)
                .decimals(MOST_DECIMALS)
                .unwrap_or(MOST_DECIMALS),
        };
        WrittenValue {
            value: in_unit(value),
            decimals,
        }
    }

    /// Whole, or with two decimals.
    pub fn difference(value: Ratio) -> WrittenValue {
        let decimals = if value.is_whole() { 0 } else { 2 };
        WrittenValue { value, decimals }
    }

    /// As it is written: `61 802 595`, `-13,63`.
    pub fn text(self) -> String {
        self.value.to_decimal_string(self.decimals)
    }
}

impl InWords for WrittenValue {
    fn in_words(&self, lang: Lang) -> String {
        lang.number(&self.text())
    }
}
