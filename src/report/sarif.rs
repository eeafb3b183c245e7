//! The findings as SARIF 2.1.0: at their file and line, for the viewers of code hosts and editors.

use serde_json::{Map, Value, json};

use super::entry::{Topic, entry, topics_of};
use super::model::{Report, ReportedDecision, ReportedFinding};
use super::said;
use super::words;
use crate::findings::{FindingCell, Severity, Status};
use crate::intake::SheetPlace;

/// The report as one SARIF log with a run a decision.
pub fn audit_sarif(report: &Report<'_>) -> String {
    let runs: Vec<Value> = report.decisions.iter().map(|it| run(report, it)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": runs,
    });
    format!("{log:#}\n")
}

fn run(report: &Report<'_>, reported: &ReportedDecision<'_>) -> Value {
    let lang = report.lang;
    let rules = topics_of(report).into_iter().filter_map(|topic| {
        let Topic::Kind(kind) = topic else {
            return None;
        };
        let entry = entry(topic, lang);
        Some(json!({
            "id": kind.name(),
            "shortDescription": { "text": entry.means },
            "fullDescription": { "text": entry.shown },
            "help": { "text": entry.ask },
        }))
    });
    let audit = reported.audit;
    let counts = reported.counts();
    let mut artifact = json!({ "location": { "uri": uri(&audit.document) } });
    if !audit.sha256.is_empty() {
        artifact["hashes"] = json!({ "sha-256": audit.sha256 });
    }
    json!({
        "tool": { "driver": {
            "name": "statsbidrag",
            "version": env!("CARGO_PKG_VERSION"),
            "rules": rules.collect::<Vec<_>>(),
        } },
        "automationDetails": { "id": audit.id },
        "columnKind": "unicodeCodePoints",
        "artifacts": [artifact],
        "invocations": [{
            "executionSuccessful": true,
            "arguments": report.options,
        }],
        "results": reported.findings.iter().map(|it| result(report, reported, it)).collect::<Vec<_>>(),
        "properties": {
            "checks": counts.checks.evaluated,
            "findings": counts.findings,
            "new": counts.new,
            "vanished": counts.vanished,
            "fingerprint": reported.fingerprint,
        },
    })
}

fn result(report: &Report<'_>, reported: &ReportedDecision<'_>, it: &ReportedFinding<'_>) -> Value {
    let finding = it.finding;
    let lang = report.lang;
    let (document, is_read) = (&reported.audit.document, reported.read.is_some());
    let mut text = vec![words::message(finding, lang)];
    text.extend(words::certificate(finding, lang));
    text.extend(said::cause(finding, lang));
    text.extend(said::reason(finding, lang));
    let listed = || finding.cells.iter().zip(&it.places);
    let is_flagged = |place| it.flagged.contains(place);
    // a finding stands at its figures in question, or else at the first of all
    let mut own: Vec<&FindingCell> = Vec::new();
    own.extend(finding.suspect.iter().map(|suspect| &suspect.cell));
    if own.is_empty() {
        own.extend(
            listed()
                .filter(|(_, place)| is_flagged(place))
                .map(|(cell, _)| cell),
        );
    }
    if own.is_empty() {
        own.extend(finding.cells.first());
    }
    let related = finding.cells.iter().filter(|cell| !own.contains(cell));
    let mut result = json!({
        "ruleId": finding.kind.name(),
        "level": level(finding.severity),
        "baselineState": baseline(finding.status),
        "message": { "text": text.join("\n") },
        "locations": own.iter().map(|cell| location(cell, document, is_read)).collect::<Vec<_>>(),
        "partialFingerprints": { "finding/v1": finding.id },
        "properties": {
            "severity": finding.severity.to_string(),
            "status": finding.status.to_string(),
            "cause": finding.cause.kind().name(),
            "published": words::published(finding, lang),
            "expected": words::expected(finding, lang),
        },
    });
    let related: Vec<Value> = related
        .map(|cell| location(cell, document, is_read))
        .collect();
    if !related.is_empty() {
        result["relatedLocations"] = related.into();
    }
    result
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Definition => "warning",
        Severity::Incomplete | Severity::Rounding | Severity::Wording => "note",
    }
}

fn baseline(status: Status) -> &'static str {
    match status {
        Status::New => "new",
        Status::Vanished => "absent",
        Status::Acknowledged => "unchanged",
    }
}

/// A figure at its line of the document; on a page, in a spreadsheet or in a file that was read for
/// this run, by its name.
fn location(cell: &FindingCell, document: &str, is_read: bool) -> Value {
    let region = match (&cell.place, cell.lines) {
        (Some(SheetPlace::Line { line, column }), _) => {
            Some(json!({ "startLine": line, "startColumn": column }))
        }
        (None, Some(lines)) if !is_read => {
            Some(json!({ "startLine": lines.first, "endLine": lines.last }))
        }
        (Some(_), _) | (None, _) => None,
    };
    let mut physical = Map::new();
    physical.insert(
        "artifactLocation".to_owned(),
        json!({ "uri": uri(document), "index": 0 }),
    );
    physical.extend(region.map(|it| ("region".to_owned(), it)));
    let parts = [&cell.table, &cell.row, &cell.column];
    let parts: Vec<&str> = parts
        .into_iter()
        .map(String::as_str)
        .filter(|it| !it.is_empty())
        .collect();
    let at = said::place(cell, crate::lang::Lang::En);
    let at = at.map_or_else(String::new, |it| format!(" ({it})"));
    json!({
        "physicalLocation": physical,
        "logicalLocations": [{ "fullyQualifiedName": parts.join("/"), "kind": "member" }],
        "message": { "text": format!("{}{at}", cell.printed) },
    })
}

/// A file's name as a relative reference.
fn uri(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
