//! Sensitivity: what an audit says of a slip that was made on purpose.

use super::Slip;
use crate::findings::{Finding, FindingCell, Status, Suspect};

/// What an audit says of a slip. Each line implies the one before it, but for the cause.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SlipAnswer {
    /// A finding is new, has other figures than the acknowledged ones, or has vanished.
    pub noticed: bool,
    /// A new finding has the figure among its candidates, or as its only figure.
    pub among: bool,
    /// A new finding has the figure as the likely one, or as its only figure.
    pub named: bool,
    /// A new finding has the figure as the likely one and names what happened to it.
    pub cause: bool,
}

impl SlipAnswer {
    /// Reads the answer from the findings that are not acknowledged.
    pub fn of(findings: &[Finding], cell: &FindingCell, slip: &Slip) -> SlipAnswer {
        let is_it = |other: &FindingCell| {
            (&other.table, &other.row, &other.column, other.lines)
                == (&cell.table, &cell.row, &cell.column, cell.lines)
        };
        let suspected = |it: &Suspect| is_it(&it.cell);
        let mut answer = SlipAnswer {
            noticed: !findings.is_empty(),
            ..SlipAnswer::default()
        };
        let new = findings.iter().filter(|it| it.status == Status::New);
        for finding in new {
            let alone = matches!(finding.cells.as_slice(), [only] if is_it(only));
            let likely = finding.suspect.as_ref().is_some_and(suspected);
            answer.named |= likely || alone;
            answer.among |= likely || alone || finding.rivals.iter().any(suspected);
            answer.cause |= likely && finding.cause.kind() == slip.kind;
        }
        answer
    }
}
