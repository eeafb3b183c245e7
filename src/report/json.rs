//! The JSON contract `statsbidrag/audit/1`. It may grow; nothing in it may change meaning.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Value, json};

use super::intake::place_json;
use super::money::plain;
use crate::audit::{Coverage, DecisionAudit, Reproduction, Tally};
use crate::exact::{Ratio, Rounding};
use crate::findings::{Finding, FindingCell, Status, Suspect};

/// The audits of several decisions as one JSON document.
pub fn audit_json(audits: &[DecisionAudit]) -> Value {
    let count = |status| {
        audits
            .iter()
            .map(|audit| audit.count(status))
            .sum::<usize>()
    };
    json!({
        "schema": "statsbidrag/audit/1",
        "decisions": audits.iter().map(decision).collect::<Vec<_>>(),
        "summary": {
            "decisions": audits.len(),
            "checks": audits.iter().map(|audit| audit.tally().evaluated).sum::<usize>(),
            "findings": audits.iter().map(|audit| audit.findings.len()).sum::<usize>(),
            "new": count(Status::New),
            "vanished": count(Status::Vanished),
        },
    })
}

fn decision(audit: &DecisionAudit) -> Value {
    let mut json = written_decision(audit);
    if let Some(tally) = audit.discovered() {
        json["discovered"] = tally_json(&tally);
    }
    json
}

fn tally_json(tally: &Tally) -> Value {
    json!({
        "evaluated": tally.evaluated,
        "hold": tally.hold,
        "unlikely": tally.unlikely,
        "violated": tally.violated,
        "undecided": tally.undecided,
    })
}

fn written_decision(audit: &DecisionAudit) -> Value {
    let tally = audit.tally();
    json!({
        "id": audit.id,
        "title": audit.title,
        "source": { "document": audit.document, "sha256": audit.sha256 },
        "coverage": coverage(&audit.coverage),
        "reproductions": audit.reproductions.iter().map(reproduction).collect::<Vec<_>>(),
        "checks": tally_json(&tally),
        "findings": audit.findings.iter().map(finding).collect::<Vec<_>>(),
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

fn reproduction(reproduction: &Reproduction) -> Value {
    let residuals: serde_json::Map<String, Value> = reproduction
        .residuals
        .iter()
        .map(|(difference, count)| (difference.0.to_string(), json!(count)))
        .collect();
    let readings: Vec<Value> = reproduction
        .readings
        .iter()
        .map(|reading| json!({ "reading": reading.id, "exact": reading.exact, "problem": reading.problem }))
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
            json!({ "between": level, "rule": rule.to_string() })
        }).collect::<Vec<_>>(),
    })
}

fn finding(finding: &Finding) -> Value {
    json!({
        "id": finding.id,
        "severity": finding.severity.to_string(),
        "status": finding.status.to_string(),
        "kind": finding.kind.name(),
        "relation": finding.relation,
        "published": finding.published,
        "expected": finding.expected,
        "difference": finding.difference,
        "cells": finding.cells.iter().map(cell).collect::<Vec<_>>(),
        "suspect": finding.suspect.as_ref().map(suspect),
        "rivals": finding.rivals.iter().map(suspect).collect::<Vec<_>>(),
        "cause": { "kind": finding.cause.kind.name(), "detail": finding.cause.detail },
        "certificate": finding.certificate,
        "group": finding.group,
        "message": finding.message,
        "reason": finding.reason,
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
    value["mended"] = json!(suspect.mended);
    value
}

/// A ratio between 0 and 1 as a JSON number with three decimals.
fn fraction(ratio: Ratio) -> Option<f64> {
    let thousandths = ratio.mul(Ratio::whole(1000)).ok()?.round(Rounding::HalfUp);
    Decimal::new(i64::try_from(thousandths).ok()?, 3).to_f64()
}
