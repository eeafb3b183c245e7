//! A procedure in one line.

use crate::allocation::{Adjustment, Denomination, Leftover, Pot, Procedure, Step};
use crate::exact::Rounding;

/// What a procedure does, step by step, in one line.
pub fn procedure_words(procedure: &Procedure) -> String {
    let steps: Vec<String> = procedure.steps().map(step).collect();
    steps.join("; ")
}

fn step(step: &Step) -> String {
    match step {
        Step::Apportion { .. } => "by key".to_owned(),
        Step::ApportionMixed {
            keys, round_parts, ..
        } => format!("by {} keys{}", keys.len(), each(*round_parts)),
        Step::ApportionAboveBase { base, .. } => format!("{base} each and the rest by key"),
        Step::ApportionWithin { .. } => "by key within bounds".to_owned(),
        Step::Round { rounding, unit } if *unit == Denomination::KRONA => rounding.to_string(),
        Step::Round { rounding, unit } => format!("{rounding} to {unit}"),
        Step::ApportionSeveral { parts, round_parts } => {
            format!("by {} appropriations{}", parts.len(), each(*round_parts))
        }
        Step::ApportionNested { groups, .. } => {
            format!("by {} groups, then by key", groups.names.len())
        }
        Step::Price { terms } => {
            let names: Vec<&str> = terms.iter().map(|term| term.name.as_str()).collect();
            format!("by price ({})", names.join(", "))
        }
        Step::LargestRemainder { unit, .. } if *unit == Denomination::KRONA => {
            "largest remainder".to_owned()
        }
        Step::LargestRemainder { unit, .. } => format!("largest remainder in whole {unit}"),
        Step::Adjust { adjustments } => stated(adjustments),
        Step::Balance { to, unit, .. } => match to {
            Leftover::LargestShare if *unit == Denomination::KRONA => {
                "a krona each to or from the largest".to_owned()
            }
            to => format!("what is left {to}"),
        },
        Step::SharePots { pots, round_parts } => {
            let pots: Vec<String> = pots.iter().map(pot).collect();
            format!("shared from {}{}", pots.join(" and "), each(*round_parts))
        }
        Step::Limit { claims } => {
            format!("at most what {} claimed", claims.iter().flatten().count())
        }
        Step::ShareRest { asked, .. } => {
            let asked = asked.iter().filter(|asked| **asked).count();
            format!("the rest to the {asked} who asked")
        }
    }
}

fn each(round_parts: Option<Rounding>) -> String {
    round_parts.map_or_else(String::new, |mode| format!(", each part {mode}"))
}

fn stated(adjustments: &[Adjustment]) -> String {
    match adjustments {
        [one] => format!("{:+} kr for one stated recipient", one.by.0),
        [first, rest @ ..] if rest.iter().all(|it| it.by == first.by) => format!(
            "{:+} kr for each of {} stated recipients",
            first.by.0,
            adjustments.len()
        ),
        _ => format!("stated kronor for {} recipients", adjustments.len()),
    }
}

fn pot(pot: &Pot) -> String {
    if pot.money.is_whole() {
        format!("{} kr ({})", pot.money, pot.name)
    } else {
        format!("{} kr ({})", pot.money.to_decimal_string(2), pot.name)
    }
}
