//! `statsbidrag allocate`: computes the amounts of a decision, as CSV, with their certificate.

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
    let mut rows = csv::Writer::from_writer(Vec::new());
    let mut certificates = Vec::new();
    rows.write_record(["grant", "code", "name", "kronor"])
        .map_err(|error| written(&error))?;
    for grant in grants {
        let failed =
            |error: &dyn std::fmt::Display| Failure(vec![format!("{}: {error}", grant.id)]);
        let allocation = grant.readings[0]
            .procedure
            .run()
            .map_err(|error| failed(&error))?;
        let amounts = allocation.amounts().map_err(|error| failed(&error))?;
        for (code, amount) in grant.recipients.iter().zip(&amounts) {
            let name = name_of(&decision, grant, code);
            let record = [grant.id.as_str(), code, name, &amount.0.to_string()];
            rows.write_record(record).map_err(|error| written(&error))?;
        }
        certificates.push(certificate(grant, &allocation, &amounts)?);
    }
    let bytes = rows
        .into_inner()
        .map_err(|error| Failure(vec![error.to_string()]))?;
    output::result(&String::from_utf8_lossy(&bytes));
    certificates.iter().for_each(|line| output::note(line));
    Ok(Outcome::Clean)
}

/// The label of a recipient in the table the grant takes its recipients from.
fn name_of<'d>(decision: &'d Decision, grant: &Grant, code: &str) -> &'d str {
    let table = decision.tables.get(&grant.table);
    let row = table.and_then(|table| Some(&table.rows[table.row_index(code)?]));
    row.map_or("", |row| row.label.as_str())
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
