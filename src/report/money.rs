//! Amounts for a reader: kronor, with öre where there are any.

use crate::exact::Ratio;
use crate::lang::Lang;

/// `9 434 760`, `32 258,06`.
pub fn number(amount: Ratio, lang: Lang) -> String {
    let decimals = if amount.is_whole() { 0 } else { 2 };
    lang.number(&amount.to_decimal_string(decimals))
}

/// `9 434 760 kr`.
pub fn kronor(amount: Ratio, lang: Lang) -> String {
    let unit = lang.number(" kr");
    format!("{}{unit}", number(amount, lang))
}

/// `+8 382 421`.
pub fn difference(amount: Ratio, lang: Lang) -> String {
    let sign = if amount > Ratio::ZERO { "+" } else { "" };
    format!("{sign}{}", number(amount, lang))
}

/// `+1`, `-1200`, `+0,01`: a difference without grouping.
pub fn signed(amount: Ratio) -> String {
    let sign = if amount > Ratio::ZERO { "+" } else { "" };
    format!("{sign}{}", amount.plain_digits().replace('.', ","))
}

/// An amount without grouping, with a decimal point and two decimals where it is not whole: what
/// programs read.
pub fn digits(amount: Ratio) -> String {
    if amount.is_whole() {
        return amount.numerator().to_string();
    }
    number(amount, Lang::En)
        .replace(['\u{a0}', ' '], "")
        .replace(',', ".")
        .replace('\u{2212}', "-")
}
