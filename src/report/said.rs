//! What a finding says, in the reader's language: the one place where reports take its words from.

use crate::audit::CellState;
use crate::findings::{Finding, FindingCell, Severity, Status};
use crate::lang::{InWords, Lang, say};

/// How grave it is.
pub(super) fn severity(severity: Severity, lang: Lang) -> String {
    match severity {
        Severity::Error => say!(lang, "differs", "skiljer sig"),
        Severity::Definition => say!(lang, "definition", "definition"),
        Severity::Rounding => say!(lang, "rounding", "avrundning"),
        Severity::Wording => say!(lang, "wording", "ordval"),
    }
}

/// Whether it is acknowledged.
pub(super) fn status(status: Status, lang: Lang) -> String {
    match status {
        Status::New => say!(lang, "new", "ny"),
        Status::Vanished => say!(lang, "vanished", "försvunnen"),
        Status::Acknowledged => say!(lang, "acknowledged", "känd"),
    }
}

/// What covers a cell.
pub(super) fn state(state: CellState, lang: Lang) -> String {
    match state {
        CellState::Reproduced => say!(lang, "reproduced", "återskapad"),
        CellState::Checked => say!(lang, "checked", "prövad"),
        CellState::Unchecked => say!(lang, "not checked", "oprövad"),
        CellState::NoFigure => say!(lang, "no figure", "ingen siffra"),
    }
}

/// The finding in a sentence.
pub(super) fn message(finding: &Finding, _: Lang) -> String {
    finding.message.clone()
}

/// How the figure may have come about; nothing if no slip explains it.
pub(super) fn cause(finding: &Finding, _: Lang) -> Option<String> {
    (!finding.cause.detail.is_empty()).then(|| finding.cause.to_string())
}

/// What a group of findings has in common.
pub(super) fn group(finding: &Finding, _: Lang) -> Option<String> {
    finding.group.clone()
}

/// Why it is acknowledged.
pub(super) fn reason(finding: &Finding, _: Lang) -> Option<String> {
    finding.reason.clone()
}

/// Where a figure stands: the page or the cell where that is known, else the line.
pub(super) fn place(cell: &FindingCell, lang: Lang) -> Option<String> {
    if let Some(place) = &cell.place {
        return Some(place.in_words(lang));
    }
    let lines = cell.lines?;
    Some(if lines.first == lines.last {
        say!(lang, "line {lines}", "rad {lines}")
    } else {
        say!(lang, "lines {lines}", "raderna {lines}")
    })
}
