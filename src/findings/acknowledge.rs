//! Findings against the acknowledgements of `known.toml`.

use super::{Cause, Disagreement, Finding, FindingRelation, Remark, Severity, Side, Status};
use crate::checks::CheckKind;
use crate::decision::{Acknowledgement, Known};

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
                finding.reason = Some(Remark::Acknowledged(entry.reason.clone()));
            }
            Some(changed) => finding.reason = Some(changed),
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

fn changed(finding: &Finding, entry: &Acknowledgement) -> Option<Remark> {
    let differ = |acknowledged: &Option<String>, now: &Option<Side>, published: bool| {
        let was = acknowledged.as_ref()?;
        let same = now.as_ref().is_some_and(|now| now.is_stated_as(was));
        (!same).then(|| Remark::Changed {
            published,
            was: was.clone(),
            is: now.clone(),
        })
    };
    differ(&entry.published, &finding.published, true)
        .or_else(|| differ(&entry.expected, &finding.expected, false))
}

fn vanished(entry: &Acknowledgement) -> Finding {
    Finding {
        id: entry.finding.clone(),
        severity: Severity::Error,
        status: Status::Vanished,
        kind: CheckKind::Reference,
        relation: FindingRelation::Acknowledgement,
        published: entry.published.clone().map(Side::Acknowledged),
        expected: entry.expected.clone().map(Side::Acknowledged),
        difference: None,
        cells: Vec::new(),
        suspect: None,
        rivals: Vec::new(),
        cause: Cause::Unknown,
        certificate: None,
        group: None,
        says: Disagreement::Vanished,
        reason: Some(Remark::Acknowledged(entry.reason.clone())),
    }
}
