//! The grants: a bar of exact amounts, a strip of residuals, the readings and the ties.

use std::fmt::Write;

use maud::{Markup, html};

use super::super::model::{
    GrantOfPlace, PublishedCell, ReportedDecision, grants_of, recipient_name,
};
use super::super::money::{difference, kronor};
use super::super::verdict::grouped;
use crate::audit::Reproduction;
use crate::exact::{Ratio, Rounding};
use crate::lang::{InWords, Lang, say};

/// The width of a bar, in tenths of a unit of the picture.
const WIDTH: i128 = 10_000;

/// The grants of a decision.
pub(super) fn section(reported: &ReportedDecision<'_>, number: usize, lang: Lang) -> Markup {
    let reproductions = &reported.audit.reproductions;
    if reproductions.is_empty() {
        return html! {};
    }
    let heading = format!("d{number}-grants");
    let computed = grants_of(reported.decision, lang);
    let most = reproductions
        .iter()
        .flat_map(|it| [it.appropriation, it.given])
        .flatten()
        .max();
    html! {
        section aria-labelledby=(heading) {
            h3 id=(heading) { (say!(lang, "Grants", "Bidrag")) }
            @for grant in &computed {
                @let own: Vec<&Reproduction> =
                    reproductions.iter().filter(|it| it.grant == grant.grant.id).collect();
                (grant_of(reported, grant, &own, most, lang))
            }
        }
    }
}

fn grant_of(
    reported: &ReportedDecision<'_>,
    grant: &GrantOfPlace<'_>,
    own: &[&Reproduction],
    most: Option<Ratio>,
    lang: Lang,
) -> Markup {
    html! {
        article.grant {
            h4 lang="sv" { (grant.grant.title) " " span.id { (grant.grant.id) } }
            @if let Some(first) = own.first() {
                (money(grant, first, most, lang))
            }
            @for (reproduction, (_, cells)) in own.iter().zip(&grant.published) {
                (column(reported, grant, reproduction, cells, lang))
            }
            @if let Some(first) = own.first() {
                (readings(first, lang))
                @for (level, rule) in &first.ties {
                    @let names: Vec<String> = level
                        .iter()
                        .map(|code| recipient_name(reported.decision, grant.grant, code))
                        .collect();
                    @let (names, rule) = (names.join(", "), rule.in_words(lang.unmarked()));
                    p { (say!(
                        lang,
                        "Level for a krona, settled by {rule}: {names}",
                        "Lika rester för en krona, avgjort genom {rule}: {names}"
                    )) }
                }
            }
        }
    }
}

/// What there is, what is given, and a bar of it in which each recipient has its part.
fn money(grant: &GrantOfPlace<'_>, own: &Reproduction, most: Option<Ratio>, lang: Lang) -> Markup {
    let Some(given) = own.given else {
        return html! {};
    };
    let missed = own.missed();
    let shown = kronor(given, lang);
    let sentence = match (own.appropriation, missed) {
        (Some(money), Some(missed)) if missed.is_zero() => {
            let money = kronor(money, lang);
            say!(
                lang,
                "Gives {shown}, all of {money}.",
                "Ger {shown}, hela {money}."
            )
        }
        (Some(money), Some(missed)) => {
            let (money, by) = (kronor(money, lang), kronor(missed.abs(), lang));
            if missed.is_negative() {
                say!(
                    lang,
                    "Gives {shown} of {money}: {by} less.",
                    "Ger {shown} av {money}: {by} mindre."
                )
            } else {
                say!(
                    lang,
                    "Gives {shown} of {money}: {by} more.",
                    "Ger {shown} av {money}: {by} mer."
                )
            }
        }
        _ => say!(
            lang,
            "Gives {shown}; prices alone decide.",
            "Ger {shown}; bara priser avgör."
        ),
    };
    let paid = grant.steps.last().map_or(0, |step| {
        step.amounts.iter().filter(|it| !it.is_zero()).count()
    });
    let recipients = say!(
        lang,
        "{paid} recipients have some of it.",
        "{paid} mottagare får del av det."
    );
    let amounts = grant
        .steps
        .last()
        .map_or(&[][..], |it| it.amounts.as_slice());
    html! {
        p { (sentence) " " (recipients) }
        @if let Some(bar) = bar(given, own.appropriation, most, amounts) { (picture(&bar, &sentence)) }
    }
}

/// The widths of a bar: the appropriation's, the given money's, and where each part ends.
struct Bar {
    appropriation: i128,
    given: i128,
    ends: Vec<i128>,
}

fn bar(given: Ratio, money: Option<Ratio>, most: Option<Ratio>, amounts: &[Ratio]) -> Option<Bar> {
    let most = most.filter(|it| !it.is_zero() && !it.is_negative())?;
    let width = |amount: Ratio| {
        let part = amount.div(most).and_then(|it| it.mul(Ratio::whole(WIDTH)));
        part.ok().map(|it| it.round(Rounding::HalfUp))
    };
    let mut sorted: Vec<Ratio> = amounts.iter().copied().filter(|it| !it.is_zero()).collect();
    sorted.sort_unstable_by(|a, b| b.cmp(a));
    let (mut sum, mut ends) = (Ratio::ZERO, Vec::new());
    for amount in sorted {
        sum = sum.add(amount).ok()?;
        let end = width(sum)?;
        // ends that are less than a unit apart could not be told apart
        if ends.last().is_none_or(|last| end - last >= 60) {
            ends.push(end);
        }
    }
    Some(Bar {
        appropriation: width(money.unwrap_or(given))?,
        given: width(given)?,
        ends,
    })
}

/// Tenths as a decimal number.
fn tenths(value: i128) -> String {
    let (whole, tenth) = (value / 10, value % 10);
    if tenth == 0 {
        whole.to_string()
    } else {
        format!("{whole}.{tenth}")
    }
}

fn picture(bar: &Bar, sentence: &str) -> Markup {
    let mut path = String::new();
    for end in &bar.ends {
        // writing to a string cannot fail
        let _ = write!(path, "M{} 2V22", tenths(*end));
    }
    html! {
        svg.bar role="img" aria-label=(sentence) viewBox="0 0 1002 24" preserveAspectRatio="none" {
            rect.whole x="1" y="1" width=(tenths(bar.appropriation)) height="22" {}
            rect.given x="1" y="2" width=(tenths(bar.given)) height="20" {}
            path.ends d=(path) {}
        }
    }
}

/// How many amounts of a published column come out, and where the others differ.
fn column(
    reported: &ReportedDecision<'_>,
    grant: &GrantOfPlace<'_>,
    own: &Reproduction,
    cells: &[Option<PublishedCell<'_>>],
    lang: Lang,
) -> Markup {
    let (table, column) = (&own.table, &own.column);
    let (exact, count) = (grouped(own.exact), grouped(own.cells));
    let sizes = own.residuals.iter();
    let sizes: Vec<String> = sizes
        .map(|(by, n)| {
            let by = difference(*by, lang);
            format!("{by} kr: {n}")
        })
        .collect();
    let rest = if sizes.is_empty() {
        say!(lang.unmarked(), "none differs", "inget skiljer sig")
    } else {
        sizes.join(", ")
    };
    let sentence = say!(
        lang,
        "{table}.{column}: {exact} of {count} amounts come out to the krona; {rest}",
        "{table}.{column}: {exact} av {count} belopp blir desamma på kronan; {rest}"
    );
    html! {
        p.strip-words { (sentence) }
        (strip(cells, &sentence))
        @let differing = differing(reported, grant, cells, lang);
        @if !differing.is_empty() {
            p.differing { (differing.join(", ")) }
        }
    }
}

/// The recipients whose published amount differs, by how much.
fn differing(
    reported: &ReportedDecision<'_>,
    grant: &GrantOfPlace<'_>,
    cells: &[Option<PublishedCell<'_>>],
    lang: Lang,
) -> Vec<String> {
    let listed = grant.grant.recipients.iter().zip(cells);
    let found = listed.filter_map(|(code, cell)| {
        let residual = cell.as_ref()?.residual.filter(|it| !it.is_zero())?;
        let name = recipient_name(reported.decision, grant.grant, code);
        Some(format!("{name} {}", difference(residual, lang)))
    });
    found.collect()
}

/// One mark a published amount: on the line where it comes out, above where more is printed, below
/// where less is.
fn strip(cells: &[Option<PublishedCell<'_>>], sentence: &str) -> Markup {
    let residuals: Vec<Ratio> = cells
        .iter()
        .flatten()
        .filter_map(|it| it.residual)
        .collect();
    if residuals.is_empty() {
        return html! {};
    }
    let (mut same, mut more, mut less) = (String::new(), String::new(), String::new());
    let most = residuals
        .iter()
        .map(|it| it.abs())
        .max()
        .unwrap_or(Ratio::ONE);
    for (position, residual) in residuals.iter().enumerate() {
        let x = position * 4 + 2;
        if residual.is_zero() {
            let _ = write!(same, "M{x} 18v4");
            continue;
        }
        let height = residual
            .abs()
            .div(most)
            .and_then(|it| it.mul(Ratio::whole(12)));
        let height = height.map_or(12, |it| it.round(Rounding::Up).max(4));
        let path = if residual.is_negative() {
            &mut less
        } else {
            &mut more
        };
        let _ = match residual.is_negative() {
            true => write!(path, "M{x} 22v{height}"),
            false => write!(path, "M{x} 18v-{height}"),
        };
    }
    let width = residuals.len() * 4;
    html! {
        svg.strip role="img" aria-label=(sentence) viewBox=(format!("0 0 {width} 40")) preserveAspectRatio="none" {
            path.same d=(same) {}
            path.more d=(more) {}
            path.less d=(less) {}
        }
    }
}

/// How many amounts the other readings of a grant give.
fn readings(own: &Reproduction, lang: Lang) -> Markup {
    if own.readings.len() < 2 {
        return html! {};
    }
    html! {
        details {
            summary { (say!(lang, "Readings of the rule", "Tolkningar av regeln")) }
            ul.readings {
                @for reading in &own.readings {
                    li {
                        (reading.id) ": "
                        @match &reading.problem {
                            None => (grouped(reading.exact)) ,
                            Some(problem) => (problem),
                        }
                    }
                }
            }
        }
    }
}
