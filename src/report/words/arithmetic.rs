//! Lines of arithmetic as they are written.

use crate::exact::Ratio;
use crate::lang::{Lang, say};
use crate::statements::{Arithmetic, Function, Symbol};

/// A line of arithmetic: `1 341 625 − 529 720 = 811 905 ≠ 88 %`.
pub fn arithmetic(line: &Arithmetic, lang: Lang) -> String {
    match line {
        Arithmetic::Line(symbols) => written(symbols, lang),
        Arithmetic::NoWhole { share, total } => {
            let (share, total) = (written(share, lang), written(total, lang));
            say!(
                lang,
                "no whole number of {total} is {share}",
                "inget helt antal av {total} är {share}"
            )
        }
    }
}

fn written(symbols: &[Symbol], lang: Lang) -> String {
    let mut line = String::new();
    let mut opened = true;
    for it in symbols {
        if !opened && *it != Symbol::Close {
            line.push(' ');
        }
        opened = matches!(it, Symbol::Open | Symbol::Function(_));
        line.push_str(&symbol(it, lang));
    }
    line
}

fn symbol(symbol: &Symbol, lang: Lang) -> String {
    match symbol {
        Symbol::Printed(printed) => printed.clone(),
        Symbol::Value(value) => number(*value, lang),
        Symbol::Between(low, high) => {
            let (low, high) = (number(*low, lang), number(*high, lang));
            say!(lang, "{low} to {high}", "{low} till {high}")
        }
        Symbol::Within(values) => lang.typeset(values.to_string()),
        Symbol::Sign(sign) => (*sign).to_owned(),
        Symbol::Function(Function::Distance) => "abs".to_owned(),
        Symbol::Function(Function::Rounded) => say!(lang, "round", "avrundat"),
        Symbol::Step(step) => {
            let step = number(*step, lang);
            say!(lang, "to {step}", "till {step}")
        }
        Symbol::Open => "(".to_owned(),
        Symbol::Close => ")".to_owned(),
        Symbol::Addends(count) => {
            let count = lang.count(*count);
            say!(lang, "({count} addends)", "({count} termer)")
        }
    }
}

/// A value with at most two decimals.
fn number(value: Ratio, lang: Lang) -> String {
    let decimals = value.decimals(1).unwrap_or(2);
    lang.number(&value.to_decimal_string(decimals))
}
