//! The JSON contract `statsbidrag/audit/1`. It may grow; nothing in it may change meaning.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Value, json};

use super::intake::place_json;
use super::money::plain;
use super::words;
use crate::audit::{Coverage, DecisionAudit, Reproduction};
use crate::exact::{Ratio, Rounding};
use crate::findings::{Finding, FindingCell, Severity, Status, Suspect};
use crate::lang::{InWords, Lang};

/// The audits of several decisions as one JSON document.
pub fn audit_json(audits: &[DecisionAudit], lang: Lang) -> Value {
    let count = |status| {
        audits
            .iter()
            .map(|audit| audit.count(status))
            .sum::<usize>()
    };
    json!({
        "schema": "statsbidrag/audit/1",
        "decisions": audits.iter().map(|it| decision(it, lang)).collect::<Vec<_>>(),
        "summary": {
            "decisions": audits.len(),
            "checks": audits.iter().map(|audit| audit.tally().evaluated).sum::<usize>(),
            "findings": audits.iter().map(|audit| audit.findings.len()).sum::<usize>(),
            "new": count(Status::New),
            "vanished": count(Status::Vanished),
        },
    })
}

fn decision(audit: &DecisionAudit, lang: Lang) -> Value {
    let tally = audit.tally();
    json!({
        "id": audit.id,
        "title": audit.title,
        "source": { "document": audit.document, "sha256": audit.sha256 },
        "coverage": coverage(&audit.coverage),
        "reproductions": audit.reproductions.iter().map(|it| reproduction(it, lang)).collect::<Vec<_>>(),
        "checks": {
            "evaluated": tally.evaluated,
            "hold": tally.hold,
            "unlikely": tally.unlikely,
            "violated": tally.violated,
            "undecided": tally.undecided,
        },
        "findings": audit.findings.iter().map(|it| finding(it, lang)).collect::<Vec<_>>(),
    })
}

fn coverage(coverage: &Coverage) -> Value {
    json!({
        "figures": coverage.figures,
        "cells": coverage.cells,
        "claims": coverage.claims,
        "parameters": coverage.parameters,
        "context": coverage.context,
        "unaccounted": coverage.unaccounted,
        "reproduced": coverage.reproduced,
        "checked": coverage.checked,
        "unchecked": coverage.unchecked,
        "detectable": coverage.detectable,
        "localisable": coverage.localisable,
        "correctable": coverage.correctable,
        "unchecked_figures": coverage.unchecked_figures,
    })
}

fn reproduction(reproduction: &Reproduction, lang: Lang) -> Value {
    let residuals: serde_json::Map<String, Value> = reproduction
        .residuals
        .iter()
        .map(|(difference, count)| (difference.0.to_string(), json!(count)))
        .collect();
    let readings: Vec<Value> = reproduction
        .readings
        .iter()
        .map(|reading| {
            let problem = reading.problem.as_ref().map(|it| it.in_words(lang));
            json!({ "reading": reading.id, "exact": reading.exact, "problem": problem })
        })
        .collect();
    json!({
        "grant": reproduction.grant,
        "table": reproduction.table,
        "column": reproduction.column,
        "procedure": reproduction.procedure,
        "cells": reproduction.cells,
        "exact": reproduction.exact,
        "residuals": residuals,
        "readings": readings,
        "appropriation": reproduction.appropriation.map(plain),
        "given": reproduction.given.map(plain),
        "difference": reproduction.missed().map(plain),
        "ties": reproduction.ties.iter().map(|(level, rule)| {
            json!({ "between": level, "rule": rule.in_words(lang) })
        }).collect::<Vec<_>>(),
    })
}

fn finding(finding: &Finding, lang: Lang) -> Value {
    json!({
        "id": finding.id,
        "severity": severity_name(finding.severity),
        "status": status_name(finding.status),
        "kind": finding.kind.name(),
        "relation": words::relation(finding, lang),
        "published": words::published(finding, lang),
        "expected": words::expected(finding, lang),
        "difference": words::difference(finding, lang),
        "cells": finding.cells.iter().map(cell).collect::<Vec<_>>(),
        "suspect": finding.suspect.as_ref().map(suspect),
        "rivals": finding.rivals.iter().map(suspect).collect::<Vec<_>>(),
        "cause": {
            "kind": finding.cause.kind().name(),
            "detail": words::detail(&finding.cause, lang),
        },
        "certificate": words::certificate(finding, lang),
        "group": finding.group.as_ref().map(|it| words::group(it, lang)),
        "message": words::message(finding, lang),
        "reason": finding.reason.as_ref().map(|it| words::reason(it, lang)),
    })
}

fn cell(cell: &FindingCell) -> Value {
    json!({
        "table": cell.table,
        "row": cell.row,
        "column": cell.column,
        "line": cell.lines.map(|lines| lines.first),
        "last_line": cell.lines.map(|lines| lines.last),
        "place": cell.place.as_ref().map(place_json),
        "printed": cell.printed,
    })
}

fn suspect(suspect: &Suspect) -> Value {
    let mut value = cell(&suspect.cell);
    value["confidence"] = json!(fraction(suspect.confidence));
    value["mended"] = json!(suspect.value.text());
    value
}

/// A ratio between 0 and 1 as a JSON number with three decimals.
fn fraction(ratio: Ratio) -> Option<f64> {
    let thousandths = ratio.mul(Ratio::whole(1000)).ok()?.round(Rounding::HalfUp);
    Decimal::new(i64::try_from(thousandths).ok()?, 3).to_f64()
}

/// The name of a severity in JSON.
fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Definition => "definition",
        Severity::Rounding => "rounding",
        Severity::Wording => "wording",
    }
}

/// The name of a status in JSON.
fn status_name(status: Status) -> &'static str {
    match status {
        Status::New => "new",
        Status::Vanished => "vanished",
        Status::Acknowledged => "acknowledged",
    }
}
