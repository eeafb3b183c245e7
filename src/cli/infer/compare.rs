//! One column against another: a common factor, or the bound of a measure.

use super::super::Failure;
use super::super::language::language;
use super::column::Source;
use super::measure::measures;
use super::{Answer, InferArguments, failed};
use crate::exact::{Kronor, Ratio};
use crate::inference::{bound_by_count, bound_by_membership, common_factor};
use crate::lang::say;
use crate::report;

/// The factor that takes one column to another, row by row.
pub(super) fn factor(
    arguments: &InferArguments,
    source: &Source<'_>,
    known: &str,
) -> Result<Answer, Failure> {
    let column = source.amounts(arguments.column())?;
    let known = source.amounts(known)?;
    let by_key = known.by_key();
    let (mut labels, mut pairs) = (Vec::new(), (Vec::new(), Vec::new()));
    for ((key, label), amount) in column.keys.iter().zip(&column.labels).zip(&column.values) {
        if let Some(known) = by_key.get(key.as_str()) {
            labels.push(label.clone());
            pairs.0.push(*amount);
            pairs.1.push(*known);
        }
    }
    let found = common_factor(&pairs.0, &pairs.1).map_err(failed)?;
    let text = report::factor_text(found.as_ref(), &labels, language());
    Ok((text, report::factor_json(found.as_ref(), &labels)))
}

/// The bound that those with an amount reach, or so many.
pub(super) fn threshold(
    arguments: &InferArguments,
    source: &Source<'_>,
    typed: &str,
) -> Result<Answer, Failure> {
    let measured = measures(source, typed)?;
    // "at most t" is "at least" of the negative, with the bound −t
    let sign = |measure: &Ratio| match arguments.at_most {
        true => measure.neg(),
        false => *measure,
    };
    let signed: Vec<Ratio> = measured.measures.iter().map(sign).collect();
    if let Some(count) = arguments.count {
        let bound = bound_by_count(&signed, count);
        let sought = report::Sought {
            at_most: arguments.at_most,
            reaching: count,
            labels: &measured.labels,
            measures: &measured.measures,
        };
        let text = report::bound_by_count_text(bound.as_ref(), &sought, language());
        return Ok((text, report::bound_by_count_json(bound.as_ref(), &sought)));
    }
    if arguments.column().is_empty() {
        return Err(Failure(vec![say!(
            language(),
            "nothing says who reaches the bound; name a column of amounts, or give --count",
            "inget anger vilka som når gränsen; ange en kolumn med belopp eller --count"
        )]));
    }
    let column = source.amounts(arguments.column())?;
    let paid = column.by_key();
    let is_paid = |key: &String| paid.get(key.as_str()).is_some_and(|it| *it != Kronor::ZERO);
    let chosen = measured.keys.iter().map(is_paid);
    let rows: Vec<(Ratio, bool)> = signed.into_iter().zip(chosen).collect();
    let bound = bound_by_membership(&rows);
    let sought = report::Sought {
        at_most: arguments.at_most,
        reaching: rows.iter().filter(|(_, chosen)| *chosen).count(),
        labels: &measured.labels,
        measures: &measured.measures,
    };
    let text = report::bound_by_membership_text(&bound, &rows, &sought, language());
    Ok((text, report::bound_by_membership_json(&bound, &sought)))
}
