//! A column taken apart into two rounds, as text and as JSON.

use std::fmt::{self, Write};

use serde_json::{Value, json};

use super::base::base_json;
use super::key::verdict_text;
use super::{chance_json, decimals, fraction, grouped, interval_json, label};
use crate::inference::{Round, RoundCell, Rounds, RoundsInference};
use crate::lang::{InWords, Lang, say};

/// The rounds for people; `labels` are the names of the rows.
pub fn rounds_text(found: &RoundsInference, labels: &[String], lang: Lang) -> String {
    let mut text = String::new();
    // writing to a string cannot fail
    let _ = writeln!(text, "{}", verdict_text(found.verdict, &found.reason, lang));
    if let Some(rounds) = &found.rounds {
        if let Some(base) = &found.base {
            let reason = base.reason.in_words(lang.unmarked());
            let said = say!(lang, "base amount: {reason}", "minibelopp: {reason}");
            let _ = writeln!(text, "{said}");
        }
        let _ = write_rounds(&mut text, rounds, labels, lang);
    }
    text
}

fn write_rounds(text: &mut String, rounds: &Rounds, labels: &[String], lang: Lang) -> fmt::Result {
    let number = |it: &dyn fmt::Display| lang.number(&it.to_string());
    let (base, recipients) = (number(&rounds.base), lang.count(rounds.recipients));
    let total = grouped(rounds.total, lang);
    let rounding = rounds.rounding.in_words(lang.unmarked());
    let first = say!(
        lang,
        "first round: {base} to each of {recipients}, the rest by a key with the total {total}, {rounding}",
        "första omgången: {base} till var och en av {recipients}, resten efter en nyckel med summan \
         {total}, {rounding}"
    );
    writeln!(text, "\n{first}")?;
    for (recipients, total) in &rounds.otherwise {
        let (recipients, total) = (lang.count(*recipients), grouped(*total, lang));
        let otherwise = say!(
            lang,
            "if only the {recipients} with an amount have the base amount, the total is about {total} \
             and all else the same",
            "om bara de {recipients} med ett belopp har minibeloppet är nyckelsumman ungefär {total} \
             och allt annat detsamma"
        );
        writeln!(text, "  {otherwise}")?;
    }
    writeln!(text, "  {}", exact_of(rounds, Round::First, lang))?;
    exceptions(text, rounds, Round::First, labels, lang)?;
    let (left, amounts) = (
        number(&rounds.left),
        lang.count(rounds.count(Round::Second)),
    );
    let [lower, upper] = [rounds.factor.lower, rounds.factor.upper].map(|it| decimals(it, lang));
    let second = say!(
        lang,
        "second round: {left} more to {amounts}, what they had times a factor from {lower} to {upper}",
        "andra omgången: {left} till för {amounts}, det de hade gånger en faktor från {lower} till {upper}"
    );
    writeln!(text, "\n{second}")?;
    let by_sums = decimals(rounds.by_sums, lang);
    let by_sums = say!(
        lang,
        "(by the sums {by_sums})",
        "(enligt summorna {by_sums})"
    );
    writeln!(text, "  {by_sums}")?;
    writeln!(text, "  {}", exact_of(rounds, Round::Second, lang))?;
    exceptions(text, rounds, Round::Second, labels, lang)?;
    for (cell, it) in rounds.cells.iter().enumerate() {
        if it.round == Round::Second {
            let name = label(labels, cell);
            let weight = format!("{:>12}", grouped(it.weight, lang));
            let first = number(&it.first);
            let mark = match it.either {
                true => say!(
                    lang.unmarked(),
                    "  (or the first round only)",
                    "  (eller bara den första omgången)"
                ),
                false => String::new(),
            };
            let said = say!(
                lang,
                "{weight} of the key, {first} first{mark}",
                "{weight} av nyckeln, {first} först{mark}"
            );
            writeln!(text, "  {name:<30}{said}")?;
        }
    }
    Ok(())
}

fn exact_of(rounds: &Rounds, round: Round, lang: Lang) -> String {
    let (exact, amounts) = (
        lang.count(rounds.exact(round)),
        lang.count(rounds.count(round)),
    );
    say!(
        lang,
        "{exact} of {amounts} amounts exact",
        "{exact} av {amounts} belopp på kronan"
    )
}

fn exceptions(
    text: &mut String,
    rounds: &Rounds,
    round: Round,
    labels: &[String],
    lang: Lang,
) -> fmt::Result {
    for (cell, it) in rounds.cells.iter().enumerate() {
        if it.round == round && it.difference != 0 {
            let (name, kr) = (label(labels, cell), lang.number(" kr"));
            writeln!(text, "  {name:<30}{:>+12}{kr}", it.difference)?;
        }
    }
    Ok(())
}

/// The rounds for programs.
pub fn rounds_json(found: &RoundsInference, labels: &[String], lang: Lang) -> Value {
    json!({
        "schema": "statsbidrag/infer/1",
        "kind": "rounds",
        "verdict": found.verdict.to_string(),
        "reason": found.reason.in_words(lang),
        "base": found.base.as_ref().map(|base| base_json(base, labels, lang)),
        "rounds": found.rounds.as_ref().map(|it| rounds(it, labels)),
    })
}

fn rounds(rounds: &Rounds, labels: &[String]) -> Value {
    let otherwise =
        |(recipients, total): &(usize, u64)| json!({ "recipients": recipients, "total": total });
    json!({
        "base": rounds.base.0,
        "recipients": rounds.recipients,
        "total": rounds.total,
        "rounding": rounds.rounding.to_string(),
        "chance": chance_json(rounds.key.chance),
        "otherwise": rounds.otherwise.iter().map(otherwise).collect::<Vec<_>>(),
        "left": rounds.left.0,
        "factor": interval_json(Some(rounds.factor.lower), Some(rounds.factor.upper)),
        "factor_by_sums": fraction(rounds.by_sums),
        "first": { "cells": rounds.count(Round::First), "exact": rounds.exact(Round::First) },
        "second": { "cells": rounds.count(Round::Second), "exact": rounds.exact(Round::Second) },
        "cells": rounds.cells.iter().enumerate().map(|it| cell(it, labels)).collect::<Vec<_>>(),
    })
}

fn cell((position, it): (usize, &RoundCell), labels: &[String]) -> Value {
    let round = match it.round {
        Round::Neither => 0,
        Round::First => 1,
        Round::Second => 2,
    };
    json!({
        "row": label(labels, position),
        "round": round,
        "weight": it.weight,
        "first": it.first.0,
        "difference": it.difference,
        "either": it.either,
    })
}
