//! `statsbidrag explain`: one recipient's kronor, step by step.

use clap::Args;

use super::language::{both, language};
use super::{Failure, Outcome, load, output};
use crate::allocation::AllocationError;
use crate::decision::{Decision, Grant, embedded_places};
use crate::lang::{Errors, Phrase, phrase};
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
    let (position, name) = find_recipient(grant, &arguments.recipient)?;
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

/// The position and official name of a recipient given by code or name.
fn find_recipient(grant: &Grant, wanted: &str) -> Result<(usize, String), Failure> {
    let places = embedded_places()?;
    let by_name = places.named(wanted).into_iter();
    let by_name = by_name.map(|place| place.code.as_str());
    let wanted_keys: Vec<&str> = std::iter::once(wanted).chain(by_name).collect();
    let position = grant
        .recipients
        .iter()
        .position(|recipient| wanted_keys.contains(&recipient.as_str()));
    let name_of = |code: &str| {
        places
            .get(code)
            .map_or(code, |place| place.name.as_str())
            .to_owned()
    };
    match position {
        Some(position) => Ok((position, name_of(&grant.recipients[position]))),
        None => {
            let names: Vec<String> = grant.recipients.iter().map(|code| name_of(code)).collect();
            let known: Vec<&str> = names.iter().map(String::as_str).collect();
            Err(not_found(
                &phrase!("recipient", "mottagaren"),
                wanted,
                &known,
            ))
        }
    }
}

/// Names the first few of what there is.
fn not_found(kind: &Phrase, found: &str, known: &[&str]) -> Failure {
    let some = &known[..known.len().min(8)];
    let some = some.join(", ");
    let expected = phrase!("one of {some}, …", "någon av {some}, …");
    Failure::no_such(kind, found, &expected, known)
}
