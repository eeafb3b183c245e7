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
    let printed = symbols.iter().filter_map(|it| match it {
        Symbol::Printed(printed) => Some(decimals_of(printed)),
        _ => None,
    });
    // figures of two decimals or more are told apart by one more
    let decimals = match printed.max().unwrap_or(0) {
        0 | 1 => FEWEST_DECIMALS,
        most => (most + 1).min(MOST_DECIMALS),
    };
    let mut line = String::new();
    let mut opened = true;
    for it in symbols {
        if !opened && *it != Symbol::Close {
            line.push(' ');
        }
        opened = matches!(it, Symbol::Open | Symbol::Function(_));
        line.push_str(&symbol(it, decimals, lang));
    }
    line
}

/// How many decimals a printed figure has.
fn decimals_of(printed: &str) -> u32 {
    let digits = printed.split_once(',').map_or("", |(_, after)| after);
    let count = digits.bytes().take_while(u8::is_ascii_digit).count();
    u32::try_from(count).unwrap_or(MOST_DECIMALS)
}

fn symbol(symbol: &Symbol, decimals: u32, lang: Lang) -> String {
    let number = |value: Ratio, lang: Lang| number(value, decimals, lang);
    match symbol {
        Symbol::Printed(printed) => printed.clone(),
        Symbol::Value(value) => number(*value, lang),
        Symbol::Between(low, high) => {
            let [low, high] = ends(*low, *high, decimals, lang);
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

/// Values that do not come out are written with at least so many decimals.
const FEWEST_DECIMALS: u32 = 2;

/// And with at most so many.
const MOST_DECIMALS: u32 = 9;
/// And of the ends of a range, which may be closer.
const MOST_OF_ENDS: u32 = 18;

/// The ends of a range, with as many decimals as tell them apart: not *1,25 to 1,25*.
fn ends(low: Ratio, high: Ratio, least: u32, lang: Lang) -> [String; 2] {
    let are_apart =
        |decimals: &u32| low.to_decimal_string(*decimals) != high.to_decimal_string(*decimals);
    let decimals = (least..=MOST_OF_ENDS).find(are_apart).unwrap_or(least);
    [low, high].map(|it| number(it, decimals, lang))
}

/// A value with at most so many decimals.
fn number(value: Ratio, most: u32, lang: Lang) -> String {
    // one that comes out needs no zeros
    let few = if most > FEWEST_DECIMALS { most } else { 1 };
    let decimals = value.decimals(few).unwrap_or(most);
    lang.number(&value.to_decimal_string(decimals))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_a_range_are_told_apart() {
        let shown = |low: i128, high: i128| {
            let [low, high] = [low, high].map(|it| Ratio::new(it, 1_000_000).unwrap());
            ends(low, high, FEWEST_DECIMALS, Lang::En)
        };
        assert_eq!(shown(1_249_997, 1_250_004), ["1,249997", "1,250004"]);
        assert_eq!(shown(1_249_400, 1_254_000), ["1,249", "1,254"]);
        assert_eq!(shown(1_250_000, 1_250_003), ["1,25", "1,250003"]);
        assert_eq!(shown(89_000_000, 91_000_000), ["89", "91"]);
        assert_eq!(shown(7_000_000, 7_000_000), ["7", "7"]);
    }
}
