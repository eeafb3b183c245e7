//! A sum of the text that may lack an item: no slip explains the difference, and what is added up are a
//! few figures named one by one.

use super::case::Case;
use super::localisation::Localisation;
use super::{Cause, Finding, Severity, WrittenValue};
use crate::checks::FigureRef;
use crate::exact::Ratio;
use crate::statements::{How, Operation, Term};

/// What a sum would have to have more for the printed total, in the unit of the total; less than 0 for
/// what would be taken off.
///
/// Offered only where it is as likely as anything: the total or an item stands in the text, the total is
/// the sum of two items or more, what is missing is no larger than the largest of them, no slip leads
/// from a figure that would mend the sum to a printed one, and no other row shows that the items are
/// all there are.
pub(super) fn missing_item(case: &Case<'_, '_>, found: &Localisation) -> Option<WrittenValue> {
    let comparison = case.statement.comparison()?;
    let is_said_once = case.statement.row.is_none();
    let is_known = found.is_explained || found.change.is_some() || found.exchange.is_some();
    if is_known || !is_said_once || !case.statement.is_equality() {
        return None;
    }
    let (sum, total) = match (&comparison.left, &comparison.right) {
        (sum @ Term::Both(..), Term::Figure(_)) => (sum, &comparison.right),
        (Term::Figure(_), sum @ Term::Both(..)) => (sum, &comparison.left),
        _ => return None,
    };
    let mut items = Vec::new();
    if !items_of(sum, &mut items) {
        return None;
    }
    let total = case.figure_of(total)?;
    let is_of_text = |it: &FigureRef| matches!(it, FigureRef::Claim(_));
    let named = items.iter().filter_map(|it| case.figure_of(it));
    let figures: Vec<FigureRef> = named.chain([total]).collect();
    if !figures.iter().any(is_of_text) || has_one_twice(&figures) {
        return None;
    }
    let value = |term: &Term| match case.figure_of(term) {
        Some(figure) => Some(case.of.number(figure)?.value()),
        None => sum_printed(case, term),
    };
    let values: Vec<Ratio> = items.iter().map(|it| value(it)).collect::<Option<_>>()?;
    let largest = values.iter().map(|it| it.abs()).max()?;
    let sum = values
        .iter()
        .try_fold(Ratio::ZERO, |sum, it| sum.add(*it).ok())?;
    let missing = case.of.number(total)?.value().sub(sum).ok()?;
    if missing.abs() > largest {
        return None;
    }
    let unit = case.of.figures.printed_unit(total).factor();
    Some(WrittenValue::exact(missing.div(unit).ok()?))
}

/// The items of a sum; nothing else than a sum has them.
fn items_of<'t>(term: &'t Term, items: &mut Vec<&'t Term>) -> bool {
    match term {
        Term::Both(Operation::Add | Operation::AddPresent, both) => {
            items_of(&both.0, items) && items_of(&both.1, items)
        }
        Term::Figure(_) => {
            items.push(term);
            true
        }
        Term::Aggregate(aggregate) if aggregate.how == How::Sum => {
            items.push(term);
            true
        }
        _ => false,
    }
}

/// What the figures of a column that is added up print together.
fn sum_printed(case: &Case<'_, '_>, term: &Term) -> Option<Ratio> {
    let Term::Aggregate(aggregate) = term else {
        return None;
    };
    let column = aggregate
        .plain_column()
        .filter(|_| aggregate.when.is_none())?;
    let rows = aggregate.rows_at(0).iter();
    let figures = rows.filter_map(|&row| Some(column.at(usize::try_from(row).ok()?)));
    let numbers = figures.filter_map(|figure| case.of.values.number(figure));
    let mut sum = Ratio::ZERO;
    for number in numbers {
        sum = sum.add(number.value()).ok()?;
    }
    Some(sum)
}

fn has_one_twice(figures: &[FigureRef]) -> bool {
    let mut sorted = figures.to_vec();
    sorted.sort_unstable();
    sorted.windows(2).any(|pair| pair[0] == pair[1])
}

/// The finding of such a sum: no figure is accused.
pub(super) fn told(finding: Finding, amount: WrittenValue) -> Finding {
    Finding {
        severity: Severity::Incomplete,
        suspect: None,
        rivals: Vec::new(),
        group: None,
        cause: Cause::MissingItem { amount },
        ..finding
    }
}
