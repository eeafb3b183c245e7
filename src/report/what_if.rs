//! A *what if* as text: differences first, sums after.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::money::{difference, kronor, number};
use crate::decision::Decision;
use crate::exact::Ratio;
use crate::lang::{InWords, Lang, say};
use crate::tables::Places;
use crate::what_if::{Outcome, Sweep, WhatIf, WhatIfError};

/// A recipient's row in a *what if*.
#[derive(Clone, Debug)]
pub struct WhatIfRow {
    /// The code or key.
    pub code: String,
    /// The name.
    pub name: String,
    /// What it has as it stands, in kronor.
    pub before: Ratio,
    /// What it would have on the printed figures, in kronor.
    pub after: Ratio,
    /// The difference, in kronor.
    pub difference: Ratio,
    /// The least and the most it would have, where figures are not printed.
    pub bounds: Option<(Ratio, Ratio)>,
}

/// The rows, the largest difference first, among equal ones by code.
///
/// *Errors*: only arithmetic outside 128 bits.
pub fn what_if_rows(decision: &Decision, answer: &WhatIf) -> Result<Vec<WhatIfRow>, WhatIfError> {
    let table = decision.grant(&answer.grant);
    let table = table.and_then(|grant| decision.tables.get(&grant.table));
    let intervals = answer
        .bounded
        .as_ref()
        .and_then(|it| it.intervals.as_ref().ok());
    let mut rows = Vec::with_capacity(answer.recipients.len());
    for (position, (code, difference)) in answer
        .recipients
        .iter()
        .zip(answer.differences()?)
        .enumerate()
    {
        let label = table.and_then(|it| Some(it.rows[it.row_index(code)?].label.clone()));
        rows.push(WhatIfRow {
            code: code.clone(),
            name: label.unwrap_or_default(),
            before: answer.before[position],
            after: answer.after[position],
            difference,
            bounds: intervals.map(|it| (it[position].lowest, it[position].highest)),
        });
    }
    rows.sort_by(|a, b| {
        let size = |row: &WhatIfRow| row.difference.abs();
        size(b).cmp(&size(a)).then_with(|| a.code.cmp(&b.code))
    });
    Ok(rows)
}

/// The answer as text.
///
/// *Errors*: only arithmetic outside 128 bits.
pub fn what_if_text(
    decision: &Decision,
    places: &Places,
    answer: &WhatIf,
    lang: Lang,
) -> Result<String, WhatIfError> {
    let rows = what_if_rows(decision, answer)?;
    let mut out = String::new();
    // writing to a string cannot fail
    let _ = writeln!(out, "{}\n", heading(decision, answer, lang));
    let _ = recipients(&mut out, &rows, answer, lang);
    let _ = counties(&mut out, &by_county(&rows, places)?, lang);
    let lines = total_lines(&rows, answer, lang)?;
    for line in lines.iter().chain(&what_if_notes(decision, answer, lang)) {
        let _ = writeln!(out, "{line}");
    }
    Ok(out)
}

pub(super) fn heading(decision: &Decision, answer: &WhatIf, lang: Lang) -> String {
    let (id, grant) = (&decision.manifest.id, &answer.grant);
    let (reading, against) = (&answer.reading, &answer.against);
    if reading == against {
        say!(
            lang,
            "{id} {grant}: difference to what is decided, in kronor",
            "{id} {grant}: skillnad mot det beslutade, i kronor"
        )
    } else {
        say!(
            lang,
            "{id} {grant}: {reading} against {against}, in kronor",
            "{id} {grant}: {reading} jämfört med {against}, i kronor"
        )
    }
}

/// Whether an amount changes, or could.
pub(super) fn could_change(row: &WhatIfRow) -> bool {
    let bounds = row.bounds.unwrap_or((row.after, row.after));
    !row.difference.is_zero() || bounds != (row.before, row.before)
}

/// Those whose amount changes, or could.
fn recipients(
    out: &mut String,
    rows: &[WhatIfRow],
    answer: &WhatIf,
    lang: Lang,
) -> std::fmt::Result {
    let shown: Vec<&WhatIfRow> = rows.iter().filter(|row| could_change(row)).collect();
    let width = shown.iter().map(|row| row.name.chars().count()).max();
    let width = width.unwrap_or(0).max(6);
    let is_bounded = answer
        .bounded
        .as_ref()
        .is_some_and(|it| it.intervals.is_ok());
    let [by, from, to, lowest, highest] = [
        say!(lang, "difference", "skillnad"),
        say!(lang, "from", "från"),
        say!(lang, "to", "till"),
        say!(lang, "lowest", "lägst"),
        say!(lang, "highest", "högst"),
    ];
    write!(out, "  {:width$}  {by:>15}  {from:>15}  {to:>15}", "")?;
    if is_bounded {
        write!(out, "  {lowest:>15}  {highest:>15}")?;
    }
    writeln!(out)?;
    for row in shown {
        let (before, after) = (number(row.before, lang), number(row.after, lang));
        let by = difference(row.difference, lang);
        write!(
            out,
            "  {:width$}  {by:>15}  {before:>15}  {after:>15}",
            row.name
        )?;
        if let Some((lowest, highest)) = row.bounds {
            let (lowest, highest) = (number(lowest, lang), number(highest, lang));
            write!(out, "  {lowest:>15}  {highest:>15}")?;
        }
        writeln!(out)?;
    }
    writeln!(out)
}

/// The differences of the municipalities of each county that are not zero, the largest first.
///
/// *Errors*: only arithmetic outside 128 bits.
pub(super) fn by_county(
    rows: &[WhatIfRow],
    places: &Places,
) -> Result<Vec<(String, Ratio)>, WhatIfError> {
    let mut counties: BTreeMap<&str, Ratio> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.code.len() == 4) {
        if let Some(place) = places.get(&row.code) {
            let sum = counties.entry(&place.county).or_insert(Ratio::ZERO);
            *sum = sum.add(row.difference)?;
        }
    }
    counties.retain(|_, sum| !sum.is_zero());
    let mut sums: Vec<(&str, Ratio)> = counties.into_iter().collect();
    sums.sort_by(|a, b| b.1.abs().cmp(&a.1.abs()).then_with(|| a.0.cmp(b.0)));
    let named = sums.into_iter().map(|(code, sum)| {
        let name = places.get(code).map_or(code, |place| place.name.as_str());
        (name.to_owned(), sum)
    });
    Ok(named.collect())
}

fn counties(out: &mut String, sums: &[(String, Ratio)], lang: Lang) -> std::fmt::Result {
    if sums.is_empty() {
        return Ok(());
    }
    writeln!(out, "{}", say!(lang, "by county", "per län"))?;
    for (name, sum) in sums {
        let by = difference(*sum, lang);
        writeln!(out, "  {name:24}  {by:>15}")?;
    }
    writeln!(out)
}

/// How many gain and lose, and what is given of what there is.
///
/// *Errors*: only arithmetic outside 128 bits.
pub(super) fn total_lines(
    rows: &[WhatIfRow],
    answer: &WhatIf,
    lang: Lang,
) -> Result<Vec<String>, WhatIfError> {
    let gain = rows.iter().filter(|row| row.difference > Ratio::ZERO);
    let lose = rows.iter().filter(|row| row.difference.is_negative());
    let (gain, lose) = (gain.count(), lose.count());
    let same = lang.count(rows.len() - gain - lose);
    let (gain, lose) = (lang.count(gain), lang.count(lose));
    let changes = say!(
        lang,
        "{gain} gain, {lose} lose, {same} are unchanged",
        "{gain} får mer, {lose} får mindre, {same} får lika mycket"
    );
    let given = kronor(answer.given()?, lang);
    let sum = match (answer.appropriations.1, answer.missed()?) {
        (Some(money), Some(missed)) if missed.is_zero() => {
            let money = kronor(money, lang);
            say!(
                lang,
                "sum {given}, all of {money}",
                "summa {given}, hela {money}"
            )
        }
        (Some(money), Some(missed)) => {
            let (money, by) = (kronor(money, lang), kronor(missed.abs(), lang));
            if missed.is_negative() {
                say!(
                    lang,
                    "sum {given} of {money}: {by} less than there is",
                    "summa {given} av {money}: {by} mindre än vad som finns"
                )
            } else {
                say!(
                    lang,
                    "sum {given} of {money}: {by} more than there is",
                    "summa {given} av {money}: {by} mer än vad som finns"
                )
            }
        }
        _ => say!(
            lang,
            "sum {given}; no appropriation is divided",
            "summa {given}; inget anslag fördelas"
        ),
    };
    Ok(vec![changes, sum])
}

/// What has to be known to read the differences.
pub fn what_if_notes(decision: &Decision, answer: &WhatIf, lang: Lang) -> Vec<String> {
    let mut notes = Vec::new();
    let table = decision.grant(&answer.grant);
    let table = table.and_then(|grant| decision.tables.get(&grant.table));
    for adjustment in &answer.not_carried {
        let code = &answer.recipients[adjustment.recipient];
        let label = table.and_then(|it| Some(it.rows[it.row_index(code)?].label.as_str()));
        let name = label.unwrap_or(code);
        let by = lang.number(&adjustment.by.to_string());
        notes.push(say!(
            lang,
            "left out: {by} for {name}, which was stated for the amounts as decided",
            "utelämnat: {by} för {name}, som angavs för de beslutade beloppen"
        ));
    }
    let Some(bounded) = &answer.bounded else {
        return notes;
    };
    let count = lang.count(bounded.unprinted.len());
    notes.push(match &bounded.at_most {
        Some((most, basis)) => say!(
            lang,
            "the figures of {count} recipients are not printed; of them at most {most} have \
             reported ({basis}), and as they did not qualify as decided",
            "uppgifterna för {count} mottagare anges inte; av dem har högst {most} \
             rapporterat ({basis}), och i beslutet uppfyllde de inte villkoren"
        ),
        None => say!(
            lang,
            "the figures of {count} recipients are not printed; they did not qualify as decided, \
             and nothing says how many have reported",
            "uppgifterna för {count} mottagare anges inte; i beslutet uppfyllde de inte villkoren, och inget säger hur många som har rapporterat"
        ),
    });
    notes.push(match (&bounded.intervals, bounded.are_reached) {
        (Err(reason), _) => {
            let reason = reason.in_words(lang.unmarked());
            say!(
                lang,
                "differences are those on the printed figures, and what the others could do to them \
                 has no bound here: {reason}",
                "skillnaderna gäller de angivna uppgifterna, och vad de övriga kan ändra har ingen gräns \
                 här: {reason}"
            )
        }
        (Ok(_), true) => say!(
            lang,
            "lowest and highest are reached, each by other figures: they do not add up",
            "lägst och högst nås, men var för sig av olika uppgifter: de kan inte summeras"
        ),
        (Ok(_), false) => say!(
            lang,
            "nobody can have less than lowest or more than highest, but not every bound is reached; \
             they do not add up",
            "ingen kan ha mindre än lägst eller mer än högst, men alla gränser nås inte; de kan inte summeras"
        ),
    });
    notes
}

/// A step function as text: one line an outcome.
///
/// *Errors*: only arithmetic outside 128 bits.
pub fn sweep_text(decision: &Decision, sweep: &Sweep, lang: Lang) -> Result<String, WhatIfError> {
    let mut out = String::new();
    let (id, grant, parameter) = (&decision.manifest.id, &sweep.grant, &sweep.parameter);
    let turns = lang.count(sweep.breakpoints().len());
    let outcomes = lang.count(sweep.outcomes.len());
    let stands_at = lang.number(&sweep.stands_at.to_exact_string());
    let unit = sweep.unit.in_words(lang.unmarked());
    let heading = say!(
        lang,
        "{id} {grant}: {parameter} from nothing to everything, in {unit}; it stands at {stands_at}\n\
         {turns} values at which something changes, {outcomes} outcomes\n",
        "{id} {grant}: {parameter} från inget till allt, i {unit}; beslutat är {stands_at}\n\
         {turns} värden där något ändras, {outcomes} utfall\n"
    );
    // writing to a string cannot fail
    let _ = writeln!(out, "{heading}");
    let stands = sweep.stands();
    for (position, outcome) in sweep.outcomes.iter().enumerate() {
        let mark = if stands == Some(position) { "*" } else { " " };
        let line = match &outcome.amounts {
            Ok(amounts) => {
                let paid = amounts.iter().filter(|it| !it.is_zero()).count();
                let given = kronor(crate::what_if::sum(amounts)?, lang);
                // of money that is paid back the most is the lowest
                let most = amounts.iter().max_by_key(|it| it.abs()).copied();
                let most = most.unwrap_or(Ratio::ZERO);
                let most = kronor(most, lang);
                let paid = lang.count(paid);
                say!(
                    lang,
                    "{given} to {paid}, the most {most}",
                    "{given} till {paid}, som mest {most}"
                )
            }
            Err(reason) => {
                let reason = reason.in_words(lang.unmarked());
                say!(
                    lang,
                    "nothing is divided: {reason}",
                    "inget fördelas: {reason}"
                )
            }
        };
        let _ = writeln!(
            out,
            "{mark} {:>40}  {line}",
            lang.number(&range(outcome, ", "))
        );
    }
    let _ = writeln!(out);
    if let Some(note) = sweep_note(sweep, lang) {
        let _ = writeln!(out, "{note}");
    }
    Ok(out)
}

/// What the outcomes leave out where figures are not printed.
pub(super) fn sweep_note(sweep: &Sweep, lang: Lang) -> Option<String> {
    let unlisted = lang.counted(
        Some(sweep.unprinted.len()).filter(|it| *it > 0)?,
        [
            "recipient that is not listed is",
            "recipients that are not listed are",
        ],
        ["mottagare som inte finns med"; 2],
    );
    Some(say!(
        lang,
        "On the printed figures: {unlisted} taken not to qualify at any value, and what their figures \
         could change is not among the outcomes; for one value what-if --set says how far that goes, \
         where it is proved.",
        "På de angivna uppgifterna: {unlisted} antas inte uppfylla villkoren vid något värde, och vad \
         deras uppgifter kan ändra ingår inte i utfallen; för ett värde anger what-if --set hur långt det \
         går, där det är bevisat."
    ))
}

/// The ends of an outcome, with what stands between them: `[16,2123; 17)`.
pub(super) fn range(outcome: &Outcome, between: &str) -> String {
    let end = |end: Option<(Ratio, bool)>| {
        end.map_or_else(|| "…".to_owned(), |(value, _)| value.to_decimal_string(4))
    };
    let open = if outcome.from.is_some_and(|it| it.1) {
        "["
    } else {
        "("
    };
    let close = if outcome.to.is_some_and(|it| it.1) {
        "]"
    } else {
        ")"
    };
    format!(
        "{open}{}{between}{}{close}",
        end(outcome.from),
        end(outcome.to)
    )
}
