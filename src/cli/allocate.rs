//! `statsbidrag allocate`: computes the amounts of a decision, as CSV, with their certificate.

use std::fmt::Write as _;
use std::io::Write;
use std::iter::repeat;
use std::mem::forget;

use clap::Args;

use super::{Failure, Outcome, load, output};
use crate::allocation::{Allocation, Refutation};
use crate::decision::{Decision, Grant};
use crate::exact::Kronor;

/// What to compute.
#[derive(Args)]
pub(super) struct AllocateArguments {
    /// The decision: a folder, or the name of an embedded one
    decision: String,
    /// Only this grant; all of the decision if none is given
    #[arg(long)]
    grant: Option<String>,
}

pub(super) fn run(arguments: &AllocateArguments) -> Result<Outcome, Failure> {
    let decision = load(&arguments.decision)?;
    let wanted = |grant: &&Grant| arguments.grant.as_ref().is_none_or(|id| *id == grant.id);
    let grants: Vec<&Grant> = decision.grants.iter().filter(wanted).collect();
    if grants.is_empty() {
        let id = &decision.manifest.id;
        let known: Vec<&str> = decision
            .grants
            .iter()
            .map(|grant| grant.id.as_str())
            .collect();
        let found = arguments.grant.as_deref().unwrap_or("none");
        let expected = if known.is_empty() {
            "[[grants]]".to_owned()
        } else {
            known.join(", ")
        };
        return Err(Failure(vec![format!(
            "{id} has nothing to allocate (found grant \"{found}\", expected {expected}); add the \
             grant with its steps to decision.toml"
        )]));
    }
    let mut computed = Vec::with_capacity(grants.len());
    let mut certificates = Vec::new();
    for grant in grants {
        let failed =
            |error: &dyn std::fmt::Display| Failure(vec![format!("{}: {error}", grant.id)]);
        let allocation = grant.readings[0]
            .procedure
            .run()
            .map_err(|error| failed(&error))?;
        let amounts = allocation.amounts().map_err(|error| failed(&error))?;
        certificates.push(certificate(grant, &allocation, &amounts)?);
        computed.push((grant, amounts));
    }
    output::csv(|rows| {
        rows.write_record(["grant", "code", "name", "kronor"])?;
        for (grant, amounts) in &computed {
            write_amounts(rows, &decision, grant, amounts)?;
        }
        Ok(())
    })
    .map_err(|error| written(&error))?;
    certificates.iter().for_each(|line| output::note(line));
    // the program ends here: to take all of it down first would be time for nothing
    forget(computed);
    forget(decision);
    Ok(Outcome::Clean)
}

/// A row for each recipient, with the label it has in the table the grant takes it from.
fn write_amounts<W: Write>(
    rows: &mut csv::Writer<W>,
    decision: &Decision,
    grant: &Grant,
    amounts: &[Kronor],
) -> csv::Result<()> {
    let labels = decision.tables.get(&grant.table).into_iter();
    let labels = labels.flat_map(|table| {
        let label = |row: usize| table.rows[row].label.as_str();
        let rows = table.row_indices(&grant.recipients);
        rows.map(move |row| row.map_or("", label))
    });
    let mut kronor = String::new();
    for ((code, amount), label) in grant
        .recipients
        .iter()
        .zip(amounts)
        .zip(labels.chain(repeat("")))
    {
        kronor.clear();
        // writing to a string cannot fail
        let _ = write!(kronor, "{}", amount.0);
        rows.write_record([&grant.id, code, label, &kronor])?;
    }
    Ok(())
}

/// The proof of the amounts in a line. *Errors*: what refutes them.
fn certificate(
    grant: &Grant,
    allocation: &Allocation,
    amounts: &[Kronor],
) -> Result<String, Failure> {
    let failed = |error: &dyn std::fmt::Display| Failure(vec![format!("{}: {error}", grant.id)]);
    allocation.certificate().map_err(|refuted| {
        let line = |it: &Refutation| format!("{}: refuted: {it}", grant.id);
        Failure(refuted.iter().map(line).collect())
    })?;
    let total = Kronor::total(amounts.iter().copied()).map_err(|error| failed(&error))?;
    let paid = amounts
        .iter()
        .filter(|amount| **amount > Kronor::ZERO)
        .count();
    let steps: Vec<&str> = allocation
        .steps()
        .iter()
        .map(|done| done.step.name())
        .collect();
    Ok(format!(
        "certificate {}: {total} to {paid} of {} recipients by {}; money for the eligible only, none \
         beyond a bound or claim, each amount within a krona of its exact share where that is promised",
        grant.id,
        amounts.len(),
        steps.join(", ")
    ))
}

fn written(error: &csv::Error) -> Failure {
    Failure(vec![format!(
        "the result cannot be written as CSV: {error}"
    )])
}
