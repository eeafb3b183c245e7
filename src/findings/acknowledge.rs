//! Findings against the acknowledgements of `known.toml`.

use super::{Cause, Finding, Severity, Status};
use crate::checks::Kind;
use crate::decision::{Acknowledgement, Known};
use crate::lang::{InWords, Lang};

/// Marks the findings that are acknowledged, and adds one for each acknowledgement whose finding has
/// vanished. A finding whose figures differ from the acknowledged ones is new.
pub fn acknowledge(mut findings: Vec<Finding>, known: &Known) -> Vec<Finding> {
    for finding in &mut findings {
        let Some(entry) = known.get(&finding.id) else {
            continue;
        };
        match changed(finding, entry) {
            None => {
                finding.status = Status::Acknowledged;
                finding.reason = Some(entry.reason.in_words(Lang::En));
            }
            Some(change) => {
                finding.reason = Some(format!("acknowledged with other figures: {change}"));
            }
        }
    }
    let vanished: Vec<Finding> = known
        .known
        .iter()
        .filter(|entry| !findings.iter().any(|finding| finding.id == entry.finding))
        .map(vanished)
        .collect();
    findings.extend(vanished);
    findings
}

fn changed(finding: &Finding, entry: &Acknowledgement) -> Option<String> {
    let differ = |acknowledged: &Option<String>, now: &Option<String>, what: &str| {
        let acknowledged = acknowledged.as_ref()?;
        let now = now.as_deref().unwrap_or("nothing");
        (acknowledged != now).then(|| format!("{what} was {acknowledged}, is {now}"))
    };
    differ(&entry.published, &finding.published, "published")
        .or_else(|| differ(&entry.expected, &finding.expected, "expected"))
}

fn vanished(entry: &Acknowledgement) -> Finding {
    Finding {
        id: entry.finding.clone(),
        severity: Severity::Error,
        status: Status::Vanished,
        kind: Kind::Reference,
        relation: "known.toml names a finding".to_owned(),
        published: entry.published.clone(),
        expected: entry.expected.clone(),
        difference: None,
        cells: Vec::new(),
        suspect: None,
        rivals: Vec::new(),
        cause: Cause::unknown(),
        certificate: None,
        group: None,
        message: format!(
            "The acknowledged finding {} is no longer found; remove it from known.toml if the data \
             are right.",
            entry.finding
        ),
        reason: Some(entry.reason.in_words(Lang::En)),
    }
}
