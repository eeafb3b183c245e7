//! Findings with one cause, together.

use std::collections::HashMap;

use super::{CommonCause, Finding, Severity, Status};

/// The findings in the order of a report: new ones first, then the gravest; those of one group stand
/// together where the first of them stands. A group of one is none.
pub fn in_order(mut findings: Vec<Finding>) -> Vec<Finding> {
    let mut groups: HashMap<CommonCause, (usize, (Status, Severity, String))> = HashMap::new();
    for finding in &findings {
        let Some(group) = &finding.group else {
            continue;
        };
        let own = rank(finding);
        groups
            .entry(group.clone())
            .and_modify(|(count, first)| {
                *count += 1;
                if own < *first {
                    first.clone_from(&own);
                }
            })
            .or_insert((1, own));
    }
    for finding in &mut findings {
        let alone = finding
            .group
            .as_ref()
            .is_some_and(|group| groups.get(group).is_some_and(|(count, _)| *count < 2));
        if alone {
            finding.group = None;
        }
    }
    let place = |finding: &Finding| {
        let own = rank(finding);
        let first = finding.group.as_ref().and_then(|group| groups.get(group));
        let first = first.map_or_else(|| own.clone(), |(_, first)| first.clone());
        // a new finding is never hidden among acknowledged ones, nor an error among wordings
        (finding.status, finding.severity, first, own)
    };
    findings.sort_by_cached_key(place);
    findings
}

fn rank(finding: &Finding) -> (Status, Severity, String) {
    (finding.status, finding.severity, finding.id.clone())
}
