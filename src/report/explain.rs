//! One recipient's kronor, step by step, with the source of each parameter.

use std::fmt::Write;

use crate::allocation::{Allocation, AllocationError, DoneStep, ExactAmounts, Step};
use crate::decision::{Decision, Grant, Parameter, ReadingStep};
use crate::exact::Ratio;

/// What is explained: a recipient's position in a grant, and the name it is shown under.
pub struct Recipient<'a> {
    /// The position in the grant's list.
    pub position: usize,
    /// The name.
    pub name: &'a str,
}

/// The steps to one recipient's amount, as text.
///
/// *Errors*: the procedure cannot be computed.
pub fn explain(
    decision: &Decision,
    grant: &Grant,
    recipient: &Recipient<'_>,
) -> Result<String, AllocationError> {
    let reading = &grant.readings[0];
    let allocation = reading.procedure.run()?;
    let mut text = String::new();
    // writing to a string cannot fail
    let _ = write_explanation(&mut text, decision, grant, recipient, &allocation);
    let amount = allocation.amounts()?[recipient.position];
    let _ = writeln!(text, "{}: {amount}", recipient.name);
    let _ = write_published(&mut text, decision, grant, recipient, amount.into());
    Ok(text)
}

fn write_explanation(
    out: &mut String,
    decision: &Decision,
    grant: &Grant,
    recipient: &Recipient<'_>,
    allocation: &Allocation,
) -> std::fmt::Result {
    let reading = &grant.readings[0];
    let code = &grant.recipients[recipient.position];
    writeln!(out, "{} ({code}), {}", recipient.name, grant.title)?;
    writeln!(
        out,
        "{}, {}\n",
        decision.manifest.id, decision.manifest.source.document
    )?;
    for condition in &grant.conditions {
        let in_use = reading.procedure.steps().iter().any(|step| match step {
            Step::SharePots { pots } => pots.iter().any(|pot| pot.name == condition.id),
            _ => false,
        });
        if !in_use {
            continue;
        }
        let judgement = &condition.judgements[recipient.position];
        let (id, title, lines) = (&condition.id, &condition.title, condition.lines);
        writeln!(out, "{id} {title} (lines {lines}): {}", judgement.answer)?;
        writeln!(out, "   {}", judgement.reason)?;
        write_parameters(out, decision, &condition.parameters)?;
    }
    if !grant.conditions.is_empty() {
        writeln!(out)?;
    }
    for (number, (done, rests_on)) in (1..).zip(allocation.steps().iter().zip(&reading.steps)) {
        write_step(out, decision, number, (done, rests_on), recipient.position)?;
    }
    writeln!(out)
}

fn write_step(
    out: &mut String,
    decision: &Decision,
    number: usize,
    (done, rests_on): (&DoneStep, &ReadingStep),
    position: usize,
) -> std::fmt::Result {
    let after = amount(&done.after, position);
    match &done.step {
        Step::Apportion { appropriation, key } => {
            let weight = key.weights()[position];
            writeln!(
                out,
                "{number}. entitlement: {appropriation} kr × {} / {} = {after}",
                Ratio::from(i64::try_from(weight).unwrap_or(i64::MAX)),
                Ratio::whole(key.total())
            )?;
            if let Some(key) = &rests_on.key {
                writeln!(out, "   key         {key}")?;
            }
        }
        Step::Round { rounding } => writeln!(out, "{number}. rounded {rounding}: {after}")?,
        Step::Adjust { adjustments } => {
            let own = adjustments
                .iter()
                .find(|adjustment| adjustment.recipient == position);
            match own {
                Some(adjustment) => {
                    writeln!(out, "{number}. adjusted by {}: {after}", adjustment.by)?
                }
                None => writeln!(out, "{number}. no adjustment: {after}")?,
            }
        }
        Step::SharePots { pots } => {
            writeln!(out, "{number}. its parts of the pots: {after}")?;
            for (pot, part) in pots.iter().zip(&done.parts) {
                let eligible = if pot.eligible[position] {
                    "eligible"
                } else {
                    "not eligible"
                };
                let part = amount(part, position);
                writeln!(
                    out,
                    "   {} of {} kr, {eligible}: {part}",
                    pot.name, pot.money
                )?;
            }
        }
    }
    write_parameters(out, decision, &rests_on.parameters)
}

fn write_parameters(out: &mut String, decision: &Decision, ids: &[String]) -> std::fmt::Result {
    for parameter in ids.iter().filter_map(|id| decision.parameters.get(id)) {
        let Parameter {
            id,
            printed,
            lines,
            quote,
            ..
        } = parameter;
        writeln!(out, "   {id} = {printed} (line {lines}: \"{quote}\")")?;
    }
    Ok(())
}

fn write_published(
    out: &mut String,
    decision: &Decision,
    grant: &Grant,
    recipient: &Recipient<'_>,
    computed: Ratio,
) -> std::fmt::Result {
    let code = &grant.recipients[recipient.position];
    for column in &grant.published {
        let Some(table) = decision.tables.get(&column.table) else {
            continue;
        };
        let found = table
            .row_index(code)
            .zip(table.column_index(&column.column));
        let Some((row, index)) = found else {
            writeln!(out, "not listed in {}", column.table)?;
            continue;
        };
        let cell = table.cell(row, index);
        let line = table.rows[row]
            .lines
            .map(|lines| format!(" (line {lines})"))
            .unwrap_or_default();
        let differs = match cell.number().map(|number| number.value()) {
            Some(published) if published == computed => "the same".to_owned(),
            Some(published) => match published.sub(computed) {
                Ok(difference) => format!("differs by {difference} kr"),
                Err(_) => "differs".to_owned(),
            },
            None => "no figure".to_owned(),
        };
        writeln!(
            out,
            "published in {}.{}{line}: {}, {differs}",
            column.table, column.column, cell.printed
        )?;
    }
    Ok(())
}

/// An exact amount for a reader: the kronor, or the decimals with the fraction behind them.
fn amount(amounts: &ExactAmounts, position: usize) -> String {
    match amounts.get(position) {
        Ok(value) if value.is_whole() => format!("{value} kr"),
        Ok(value) => format!("{} kr (exactly {value})", value.to_decimal_string(4)),
        Err(error) => error.to_string(),
    }
}
