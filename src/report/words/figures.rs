//! What a finding states beside its sentence: figures, arithmetic, suspects, groups and notes.

use super::{arithmetic, cause};
use crate::findings::{CommonCause, Finding, FindingRelation, Remark, Side, Suspect};
use crate::lang::{InWords, Lang, say};

/// What is printed.
pub fn published(finding: &Finding, lang: Lang) -> Option<String> {
    finding.published.as_ref().map(|it| it.in_words(lang))
}

/// What the other figures or the rule give.
pub fn expected(finding: &Finding, lang: Lang) -> Option<String> {
    finding.expected.as_ref().map(|it| it.in_words(lang))
}

/// Published less expected.
pub fn difference(finding: &Finding, lang: Lang) -> Option<String> {
    finding.difference.map(|it| it.in_words(lang))
}

/// The line of arithmetic that cannot be true.
pub fn certificate(finding: &Finding, lang: Lang) -> Option<String> {
    let certificate = finding.certificate.as_ref()?;
    Some(arithmetic(certificate, lang))
}

/// The relation that does not hold.
pub fn relation(finding: &Finding, lang: Lang) -> String {
    match &finding.relation {
        FindingRelation::Check(relation) => relation.clone(),
        FindingRelation::Procedure { column, title } => {
            format!("{column} = {}", title.in_lang(lang))
        }
        FindingRelation::Acknowledgement => say!(
            lang,
            "known.toml names a finding",
            "known.toml nämner en iakttagelse"
        ),
    }
}

/// What findings have in common: the figures that are probably wrong together, or an exchange.
pub fn group(common: &CommonCause, lang: Lang) -> String {
    match common {
        CommonCause::Figures(places) => {
            let places: Vec<String> = places.iter().map(|it| it.join("/")).collect();
            let and = say!(lang.unmarked(), " and ", " och ");
            places.join(&and)
        }
        CommonCause::Exchange(cells) => cause::exchanged(cells, lang),
        CommonCause::Shift(cells, empty) => cause::shifted(cells, empty, lang),
        CommonCause::Column(column) => column.clone(),
    }
}

/// A figure that may be the one, and the value with which everything would agree.
pub fn suspect(suspect: &Suspect, lang: Lang) -> String {
    let cell = suspect.cell.in_words(lang.unmarked());
    let mended = mended(suspect, lang.unmarked());
    say!(lang, "{cell}: {mended}", "{cell}: {mended}")
}

/// With which value of a figure, and of those that must change with it, everything would agree.
pub fn mended(suspect: &Suspect, lang: Lang) -> String {
    let value = suspect.value.in_words(lang.unmarked());
    let confidence = lang.number(&suspect.confidence.to_decimal_string(2));
    if suspect.together.is_empty() {
        return say!(
            lang,
            "if it were {value}, everything would agree (confidence {confidence})",
            "med {value} skulle allt stämma (säkerhet {confidence})"
        );
    }
    let others = suspect.together.iter().map(|(cell, value)| {
        let (cell, value) = (
            cell.in_words(lang.unmarked()),
            value.in_words(lang.unmarked()),
        );
        format!("{cell}: {value}")
    });
    let others = others.collect::<Vec<_>>().join(", ");
    say!(
        lang,
        "if it were {value}, and {others}, everything would agree (confidence {confidence})",
        "med {value}, och {others}, skulle allt stämma (säkerhet {confidence})"
    )
}

/// Why a finding is acknowledged, or what has changed since.
pub fn reason(remark: &Remark, lang: Lang) -> String {
    match remark {
        Remark::Acknowledged(reason) => reason.in_words(lang),
        Remark::Changed { published, was, is } => changed(*published, was, is.as_ref(), lang),
    }
}

fn changed(published: bool, was: &str, is: Option<&Side>, lang: Lang) -> String {
    let is = match is {
        Some(side) => side.in_words(lang.unmarked()),
        None => say!(lang.unmarked(), "nothing", "ingenting"),
    };
    if published {
        say!(
            lang,
            "acknowledged with other figures: published was {was}, is {is}",
            "känd med andra uppgifter: angivet var {was}, är nu {is}"
        )
    } else {
        say!(
            lang,
            "acknowledged with other figures: expected was {was}, is {is}",
            "känd med andra uppgifter: väntat var {was}, är nu {is}"
        )
    }
}
