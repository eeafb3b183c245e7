//! A sum that is wrong only because a row that looks like a total was added, too.

use super::case::Case;
use super::{Cause, Finding, RowPlace, Severity};
use crate::checks::{Figures, UndeclaredTotal};
use crate::statements::{How, Statement, Values, Verdict, judge_row};

/// With more such rows in a table than this none of them explains anything.
const MOST_ROWS: usize = 50;

/// The rows that look like totals, if the statement holds without them.
pub(super) fn holds_without(
    statement: Statement<'_>,
    values: &Values<'_>,
    figures: &Figures<'_>,
) -> Option<Vec<UndeclaredTotal>> {
    let comparison = statement.comparison()?;
    let mut tables = Vec::new();
    for side in [&comparison.left, &comparison.right] {
        side.each_aggregate(&mut |it| {
            if it.how == How::Sum && it.list < figures.table_count() {
                tables.push(it.list);
            }
        });
    }
    tables.sort_unstable();
    tables.dedup();
    let rows: Vec<UndeclaredTotal> = tables
        .into_iter()
        .flat_map(|table| figures.undeclared(table))
        .copied()
        .collect();
    if rows.is_empty() || rows.len() > MOST_ROWS {
        return None;
    }
    let mut without: Option<Values<'_>> = None;
    for total in &rows {
        for figure in figures.figures_of_row(total.table, total.row) {
            let id = figures.id(figure);
            let Some(number) = values.number(id) else {
                continue;
            };
            let none = number.with_value(crate::exact::Ratio::ZERO);
            let so_far = without.as_ref().unwrap_or(values);
            without = Some(so_far.with(id, none));
        }
    }
    let judged = judge_row(statement, &without?)?;
    (judged.verdict == Verdict::Holds).then_some(rows)
}

/// The finding of such a sum: no figure is accused.
pub(super) fn told(finding: Finding, case: &Case<'_, '_>, rows: &[UndeclaredTotal]) -> Finding {
    let place = |it: &UndeclaredTotal| {
        let table = case.of.figures.table(it.table);
        RowPlace {
            table: table.id.clone(),
            row: table.rows[it.row].label.clone(),
        }
    };
    let rows = rows.iter().map(place).collect();
    Finding {
        severity: Severity::Incomplete,
        suspect: None,
        rivals: Vec::new(),
        group: None,
        cause: Cause::UndeclaredTotals { rows },
        ..finding
    }
}
