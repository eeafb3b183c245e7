//! What a finding says, in the reader's language: the one place where reports take its words from.

use super::words;
use crate::audit::{CellState, CheckResult};
use crate::findings::{Cause, Finding, FindingCell, Severity, Status};
use crate::lang::{InWords, Lang, say};

/// Checks, one or several, in each language.
pub(super) const CHECKS: [[&str; 2]; 2] = [["check", "checks"], ["kontroll", "kontroller"]];
/// Findings likewise.
pub(super) const FINDINGS: [[&str; 2]; 2] =
    [["finding", "findings"], ["iakttagelse", "iakttagelser"]];
/// Figures likewise.
pub(super) const FIGURES: [[&str; 2]; 2] = [["figure", "figures"], ["uppgift", "uppgifter"]];

/// How grave it is.
pub(super) fn severity(severity: Severity, lang: Lang) -> String {
    severity.in_words(lang)
}

/// Whether it is acknowledged.
pub(super) fn status(status: Status, lang: Lang) -> String {
    status.in_words(lang)
}

/// What covers a cell.
pub(super) fn state(state: CellState, lang: Lang) -> String {
    match state {
        CellState::Reproduced => say!(lang, "reproduced", "återskapad"),
        CellState::Checked => say!(lang, "checked", "kontrollerad"),
        CellState::Unchecked => say!(lang, "not checked", "okontrollerad"),
        CellState::NoFigure => say!(lang, "no figure", "ingen uppgift"),
    }
}

/// How the figure may have come about; nothing if no slip explains it.
pub(super) fn cause(finding: &Finding, lang: Lang) -> Option<String> {
    let is_known = finding.cause != Cause::Unknown;
    is_known.then(|| finding.cause.in_words(lang))
}

/// In how many of its instances a check holds, differs and is open.
pub(super) fn support(check: &CheckResult, lang: Lang) -> String {
    let tally = check.tally;
    let (hold, all) = (tally.hold + tally.unlikely, tally.evaluated);
    let (violated, undecided) = (tally.violated, tally.undecided);
    say!(
        lang,
        "holds in {hold} of {all}, differs in {violated}, undecided in {undecided}",
        "gäller i {hold} av {all}, skiljer sig i {violated}, inte avgjord i {undecided}"
    )
}

/// What is said of a place that a published column does not have.
pub(super) fn not_listed(lang: Lang) -> String {
    say!(lang, "not listed", "inte upptagen")
}

/// What a group of findings has in common.
pub(super) fn group(finding: &Finding, lang: Lang) -> Option<String> {
    finding.group.as_ref().map(|it| words::group(it, lang))
}

/// Why it is acknowledged.
pub(super) fn reason(finding: &Finding, lang: Lang) -> Option<String> {
    finding.reason.as_ref().map(|it| words::reason(it, lang))
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
