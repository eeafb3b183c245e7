//! The sentence of a finding: what is said, where, and how the figures differ.

use crate::exact::{PrintingRule, Ratio};
use crate::findings::{Besides, Cause, Disagreement, Finding, InCommon, Side, WrittenValue};
use crate::lang::{InWords, Lang, Wording, say};
use crate::tables::Unit;

/// What a finding says, in one or more sentences.
pub fn message(finding: &Finding, lang: Lang) -> String {
    match &finding.says {
        Disagreement::Statement {
            text,
            place,
            is_equality,
            given,
            fits,
            besides,
        } => {
            let mut message = String::new();
            if let Some(place) = place {
                message = format!("{}, {}: ", place.table, place.row);
            }
            message.push_str(text.in_lang(lang));
            let units = match &finding.cause {
                Cause::OtherUnit { printed, meant } => Some((*printed, *meant)),
                _ => None,
            };
            let sides = (finding.published.as_ref(), given.as_ref());
            let differs = differs(sides, units, *is_equality, lang);
            let holds = fits
                .filter(|&rule| rule != PrintingRule::Generous)
                .map(|rule| holds_with(rule, lang));
            let besides = besides.as_ref().map(|it| it.in_words(lang));
            for sentence in [differs, holds, besides].into_iter().flatten() {
                message.push(' ');
                message.push_str(&sentence);
            }
            message
        }
        Disagreement::Rows {
            text,
            count,
            of,
            all,
        } => rows(text, (*count, *of), all.as_ref(), lang),
        Disagreement::Amounts {
            grant,
            difference,
            recipients,
        } => amounts(grant, *difference, &recipients.join(", "), lang),
        Disagreement::Vanished => {
            let id = &finding.id;
            say!(
                lang,
                "The acknowledged finding {id} is no longer found; remove it from known.toml if the \
                 data are right.",
                "Den kända iakttagelsen {id} finns inte längre; ta bort den ur known.toml om \
                 uppgifterna stämmer."
            )
        }
    }
}

/// How the two sides differ. Where their units do, `units` has that of each.
fn differs(
    (published, given): (Option<&Side>, Option<&Side>),
    units: Option<(Unit, Unit)>,
    is_equality: bool,
    lang: Lang,
) -> Option<String> {
    let published = published?;
    let left_out = units
        .map(|(printed, _)| printed)
        .or(published.unit_left_out());
    let unit = left_out.map(|it| format!(" ({})", it.in_words(lang.unmarked())));
    let unit = unit.unwrap_or_default();
    let published = published.in_words(lang.unmarked());
    let Some(given) = given else {
        return Some(say!(
            lang,
            "Printed is {published}{unit}.",
            "Angivet är {published}{unit}."
        ));
    };
    let read = matches!(given, Side::Read(_));
    let mut given = given.in_words(lang.unmarked());
    if let Some((_, meant)) = units {
        given = format!("{given} ({})", meant.in_words(lang.unmarked()));
    }
    Some(if read {
        say!(
            lang,
            "Printed is {published}{unit}; it was read as {given}.",
            "Angivet är {published}{unit}; det lästes som {given}."
        )
    } else if is_equality {
        say!(
            lang,
            "Printed is {published}{unit}; the other figures give {given}.",
            "Angivet är {published}{unit}; de andra uppgifterna ger {given}."
        )
    } else {
        say!(
            lang,
            "Printed is {published}{unit}; compared with {given}.",
            "Angivet är {published}{unit}; det jämförs med {given}."
        )
    })
}

fn holds_with(rule: PrintingRule, lang: Lang) -> String {
    let rule = rule.in_words(lang.unmarked());
    say!(
        lang,
        "It holds with {rule}.",
        "Sambandet gäller med {rule}."
    )
}

impl InWords for Besides {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            Besides::Unlikely { probability } => {
                let stated = percent(*probability, lang.unmarked());
                say!(
                    lang,
                    "Rounding can leave such a difference, but with a probability of {stated} %.",
                    "Avrundning kan ge en sådan skillnad, men sannolikheten är {stated}\u{a0}%."
                )
            }
            Besides::RoundFigures { multiples: 5 } => say!(
                lang,
                "All figures end in 0 or 5: if they were rounded to fives, declare precision = \"5\" for the column.",
                "Alla uppgifter slutar på 0 eller 5: är de avrundade till femtal, ange precision = \"5\" för kolumnen."
            ),
            Besides::RoundFigures { multiples } => {
                let shown = lang.whole(*multiples);
                say!(
                    lang,
                    "All figures are multiples of {shown}: if they were rounded, declare precision = \"{multiples}\" for the column.",
                    "Alla uppgifter är multiplar av {shown}: är de avrundade, ange precision = \"{multiples}\" för kolumnen."
                )
            }
            Besides::BreaksHabit { habit, gives: None } => {
                let habit = habit.in_words(lang.unmarked());
                say!(
                    lang,
                    "The column holds with {habit}; this row does not.",
                    "Kolumnen stämmer med {habit}, men inte den här raden."
                )
            }
            Besides::BreaksHabit {
                habit,
                gives: Some(value),
            } => {
                let (habit, value) = (habit.in_words(lang.unmarked()), value.in_words(lang));
                say!(
                    lang,
                    "The column holds with {habit}, which gives {value} here.",
                    "Kolumnen stämmer med {habit}, som här ger {value}."
                )
            }
        }
    }
}

/// A small probability in percent.
fn percent(probability: Ratio, lang: Lang) -> String {
    let percent = probability.mul(Ratio::whole(100)).unwrap_or(probability);
    if percent < Ratio::one_in(1_000) {
        return say!(lang, "less than 0,001", "mindre än 0,001");
    }
    lang.number(&percent.to_decimal_string(3))
}

/// Many rows together.
fn rows(text: &Wording, counts: (usize, usize), all: Option<&InCommon>, lang: Lang) -> String {
    let text = text.in_lang(lang);
    let (count, of) = (lang.count(counts.0), lang.count(counts.1));
    let differ = match all {
        None => say!(
            lang,
            "{count} of {of} rows differ.",
            "{count} av {of} rader skiljer sig."
        ),
        Some(InCommon::Fit(rule)) => {
            let rule = rule.in_words(lang.unmarked());
            say!(
                lang,
                "{count} of {of} rows differ; all of them hold with {rule}.",
                "{count} av {of} rader skiljer sig; alla stämmer med {rule}."
            )
        }
        Some(InCommon::Habit { habit, evidence }) => {
            let habit = habit.in_words(lang.unmarked());
            let evidence = evidence.in_words(lang.unmarked());
            say!(
                lang,
                "{count} of {of} rows differ; the column holds with {habit} ({evidence}).",
                "{count} av {of} rader skiljer sig; kolumnen stämmer med {habit} ({evidence})."
            )
        }
    };
    format!("{text} {differ}")
}

fn amounts(grant: &str, difference: Ratio, recipients: &str, lang: Lang) -> String {
    let amount = WrittenValue::exact(difference.abs()).in_words(lang);
    let amount = format!("{amount}{}", lang.number(" kr"));
    if difference.is_negative() {
        say!(
            lang,
            "{grant}: the published amount is {amount} below what the procedure gives for {recipients}.",
            "{grant}: det publicerade beloppet är {amount} lägre än vad beräkningssättet ger för \
             {recipients}."
        )
    } else {
        say!(
            lang,
            "{grant}: the published amount is {amount} above what the procedure gives for {recipients}.",
            "{grant}: det publicerade beloppet är {amount} högre än vad beräkningssättet ger för \
             {recipients}."
        )
    }
}
