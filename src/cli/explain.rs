//! `statsbidrag explain`: one recipient's kronor, step by step.

use clap::Args;

use super::language::{both, language};
use super::{Failure, Outcome, load, output};
use crate::allocation::AllocationError;
use crate::decision::{Decision, Grant, embedded_places};
use crate::lang::{Errors, Phrase, phrase, say};
use crate::report::{self, Recipient};

/// Whose kronor to explain.
#[derive(Args)]
pub(super) struct ExplainArguments {
    #[arg(
        help = both(
            "The decision: an embedded one or a folder",
            "Beslutet: ett inbyggt eller en mapp",
        )
    )]
    decision: String,
    #[arg(help = both("The grant, as the audit lists it", "Bidraget, som granskningen kallar det"))]
    grant: String,
    #[arg(
        help = both(
            "The recipient: its name or SCB code",
            "Mottagaren: dess namn eller kod från SCB",
        )
    )]
    recipient: String,
}

pub(super) fn run(arguments: &ExplainArguments) -> Result<Outcome, Failure> {
    let decision = load(&arguments.decision)?;
    let grant = find_grant(&decision, &arguments.grant)?;
    let (position, name) = find_recipient(&decision, grant, &arguments.recipient)?;
    let recipient = Recipient {
        position,
        name: &name,
    };
    let text = report::explain(&decision, grant, &recipient, language())
        .map_err(Errors::<AllocationError>::from)?;
    output::result(&text);
    Ok(Outcome::Clean)
}

fn find_grant<'d>(decision: &'d Decision, id: &str) -> Result<&'d Grant, Failure> {
    decision.grant(id).ok_or_else(|| {
        let known = decision.grants.iter().map(|grant| grant.id.as_str());
        not_found(
            &phrase!("grant", "bidraget"),
            id,
            &known.collect::<Vec<_>>(),
        )
    })
}

/// The position and official name of a recipient given by code, name or label.
fn find_recipient(
    decision: &Decision,
    grant: &Grant,
    wanted: &str,
) -> Result<(usize, String), Failure> {
    let places = embedded_places()?;
    let named = places.named(wanted);
    let by_name = named.iter().map(|place| place.code.as_str());
    let wanted_keys: Vec<&str> = std::iter::once(wanted).chain(by_name).collect();
    let by_key = grant
        .recipients
        .iter()
        .position(|recipient| wanted_keys.contains(&recipient.as_str()));
    let table = decision.tables.get(&grant.table);
    let label = |code: &str| {
        let table = table?;
        Some(table.rows[table.row_index(code)?].label.as_str())
    };
    let has_label = |code: &String| {
        label(code).is_some_and(|it| it.trim().to_lowercase() == wanted.trim().to_lowercase())
    };
    let position = by_key.or_else(|| grant.recipients.iter().position(has_label));
    let name_of = |code: &str| {
        let label = label(code).unwrap_or(code);
        places
            .get(code)
            .map_or(label, |place| place.name.as_str())
            .to_owned()
    };
    if let Some(position) = position {
        return Ok((position, name_of(&grant.recipients[position])));
    }
    let names: Vec<String> = grant.recipients.iter().map(|code| name_of(code)).collect();
    let known: Vec<&str> = names.iter().map(String::as_str).collect();
    let Some(place) = named.first() else {
        return Err(not_found(
            &phrase!("recipient", "mottagaren"),
            wanted,
            &known,
        ));
    };
    let (name, code, id, some) = (&place.name, &place.code, &grant.id, some_of(&known));
    Err(Failure(vec![say!(
        language(),
        "{name} ({code}) is no recipient of {id} (expected one of {some})",
        "{name} ({code}) är ingen mottagare av {id} (väntade någon av {some})"
    )]))
}

/// Names the first few of what there is.
fn not_found(kind: &Phrase, found: &str, known: &[&str]) -> Failure {
    let some = some_of(known);
    let expected = phrase!("one of {some}", "någon av {some}");
    Failure::no_such(kind, found, &expected, known)
}

fn some_of(known: &[&str]) -> String {
    const SOME: usize = 8;
    let dots = if known.len() > SOME { ", …" } else { "" };
    format!("{}{dots}", known[..known.len().min(SOME)].join(", "))
}
