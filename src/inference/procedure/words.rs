//! A procedure in one line.

use crate::allocation::{Adjustment, Denomination, Leftover, Pot, Procedure, Step};
use crate::exact::{Ratio, Rounding};
use crate::lang::{InWords, Lang, say};

/// What a procedure does, step by step, in one line.
pub fn procedure_words(procedure: &Procedure, lang: Lang) -> String {
    let steps = procedure.steps().map(|it| step(it, lang.unmarked()));
    let steps = steps.collect::<Vec<_>>().join("; ");
    say!(lang, "{steps}", "{steps}")
}

fn step(step: &Step, lang: Lang) -> String {
    match step {
        Step::Apportion { .. } => say!(lang, "by key", "efter nyckeln"),
        Step::ApportionMixed {
            keys, round_parts, ..
        } => {
            let (count, each) = (keys.len(), each(*round_parts, lang));
            say!(lang, "by {count} keys{each}", "efter {count} nycklar{each}")
        }
        Step::ApportionAboveBase { base, .. } => {
            let base = lang.number(&base.to_string());
            say!(
                lang,
                "{base} each and the rest by key",
                "{base} till var och en och resten efter nyckeln"
            )
        }
        Step::ApportionWithin { .. } => {
            say!(lang, "by key within bounds", "efter nyckeln inom gränser")
        }
        Step::ApportionSeveral { parts, round_parts } => {
            let (count, each) = (parts.len(), each(*round_parts, lang));
            say!(
                lang,
                "by {count} appropriations{each}",
                "ur {count} anslag{each}"
            )
        }
        Step::ApportionNested { groups, .. } => {
            let count = groups.names.len();
            say!(
                lang,
                "by {count} groups, then by key",
                "efter {count} grupper, sedan efter nyckeln"
            )
        }
        Step::Price { terms } => {
            let names: Vec<&str> = terms.iter().map(|term| term.name.as_str()).collect();
            let names = names.join(", ");
            say!(lang, "by price ({names})", "efter pris ({names})")
        }
        Step::SharePots { pots, round_parts } => {
            let each = each(*round_parts, lang);
            let pots: Vec<String> = pots.iter().map(|it| pot(it, lang)).collect();
            let pots = pots.join(&say!(lang, " and ", " och "));
            say!(lang, "shared from {pots}{each}", "delat ur {pots}{each}")
        }
        Step::Limit { claims } => {
            let count = lang.count(claims.iter().flatten().count());
            say!(
                lang,
                "at most what {count} claimed",
                "högst det som {count} rekvirerade"
            )
        }
        Step::ShareRest { asked, .. } => {
            let asked = lang.count(asked.iter().filter(|asked| **asked).count());
            say!(
                lang,
                "the rest to the {asked} who asked",
                "resten till de {asked} som begärde det"
            )
        }
        Step::Round { .. }
        | Step::LargestRemainder { .. }
        | Step::Adjust { .. }
        | Step::Balance { .. } => to_whole(step, lang),
    }
}

/// A step on the way to whole kronor.
fn to_whole(step: &Step, lang: Lang) -> String {
    let number = |unit: &Denomination| lang.number(&unit.to_string());
    match step {
        Step::Round { rounding, unit } => {
            let rounding = rounding.in_words(lang);
            if *unit == Denomination::KRONA {
                return say!(lang, "{rounding}", "avrundat {rounding}");
            }
            let unit = number(unit);
            say!(
                lang,
                "{rounding} to {unit}",
                "avrundat {rounding} till {unit}"
            )
        }
        Step::LargestRemainder { unit, .. } if *unit == Denomination::KRONA => {
            say!(lang, "largest remainder", "största resten")
        }
        Step::LargestRemainder { unit, .. } => {
            let unit = number(unit);
            say!(
                lang,
                "largest remainder in whole {unit}",
                "största resten i hela {unit}"
            )
        }
        Step::Balance { to, unit, .. } => match to {
            Leftover::LargestShare if *unit == Denomination::KRONA => say!(
                lang,
                "a krona each to or from the largest",
                "en krona var till eller från de största"
            ),
            to => {
                let to = to.in_words(lang);
                say!(lang, "what is left {to}", "det överblivna: {to}")
            }
        },
        Step::Adjust { adjustments } => stated(adjustments, lang),
        _ => String::new(),
    }
}

fn each(round_parts: Option<Rounding>, lang: Lang) -> String {
    round_parts.map_or_else(String::new, |mode| {
        let mode = mode.in_words(lang);
        say!(lang, ", each part {mode}", ", varje del avrundad {mode}")
    })
}

fn stated(adjustments: &[Adjustment], lang: Lang) -> String {
    let count = lang.count(adjustments.len());
    match adjustments {
        [one] => {
            let by = one.by.0;
            say!(
                lang,
                "{by:+} kr for one stated recipient",
                "{by:+}\u{a0}kr för en angiven mottagare"
            )
        }
        [first, rest @ ..] if rest.iter().all(|it| it.by == first.by) => {
            let by = first.by.0;
            say!(
                lang,
                "{by:+} kr for each of {count} stated recipients",
                "{by:+}\u{a0}kr för var och en av {count} angivna mottagare"
            )
        }
        _ => say!(
            lang,
            "stated kronor for {count} recipients",
            "angivna kronor för {count} mottagare"
        ),
    }
}

fn pot(pot: &Pot, lang: Lang) -> String {
    let (money, name) = (amount(pot.money, lang), &pot.name);
    say!(lang, "{money} kr ({name})", "{money}\u{a0}kr ({name})")
}

fn amount(money: Ratio, lang: Lang) -> String {
    let decimals = if money.is_whole() { 0 } else { 2 };
    lang.number(&money.to_decimal_string(decimals))
}
