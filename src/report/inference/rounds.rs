//! A column taken apart into two rounds.

use std::fmt::{self, Write};

use super::key::verdict_text;
use super::{decimals, grouped, label};
use crate::inference::{Round, Rounds, RoundsInference};
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
