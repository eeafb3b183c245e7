//! `statsbidrag audit`: audits the corpus, named decisions or folders.

use std::mem::forget;
use std::path::Path;

use clap::{Args, ValueEnum};

use super::language::{both, language};
use super::read::{self, ReadFile};
use super::{Failure, Outcome, load, near_command, output};
use crate::audit::{DecisionAudit, audit_among};
use crate::decision::{Decision, corpus, embedded_folder};
use crate::lang::InWords;
use crate::report::{audit_json, audit_text, document, reading_json, reading_text, unchecked_text};
use crate::tables::side_by_side;

/// What to audit and how to show it.
#[derive(Args)]
pub(super) struct AuditArguments {
    #[arg(
        help = both(
            "Names of embedded decisions, paths of decision folders or of documents (XLSX, ODS, HTML, Markdown, CSV); all embedded decisions if none is given",
            "Namn på inbyggda beslut, sökvägar till beslutsmappar eller till dokument (XLSX, ODS, HTML, Markdown, CSV); annars alla inbyggda beslut",
        )
    )]
    decisions: Vec<String>,
    #[arg(
        long,
        value_enum,
        default_value_t = Format::Text,
        help = both(
            "How to print the result: text or json [default: text]",
            "Hur resultatet skrivs: text eller json [annars text]",
        )
    )]
    format: Format,
    #[arg(
        long,
        help = both(
            "List the figures that are in no relation and that no procedure gives (JSON always has them)",
            "Lista de siffror som inte ingår i något samband och som inget förfarande ger (JSON har dem alltid)",
        )
    )]
    unchecked: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

pub(super) fn run(arguments: &AuditArguments) -> Result<Outcome, Failure> {
    let (decisions, read): (Vec<Decision>, Vec<ReadFile>) = if arguments.decisions.is_empty() {
        (corpus()?, Vec::new())
    } else {
        load_all(&arguments.decisions)?
    };
    let mut audits: Vec<DecisionAudit> = Vec::new();
    let mut errors = Vec::new();
    let at_hand: Vec<&Decision> = decisions.iter().collect();
    let size = |decision: &Decision| decision.folder.size();
    let audited = side_by_side(&decisions, size, |decision| audit_among(decision, &at_hand));
    for audit in audited {
        match audit {
            Ok(audit) => audits.push(audit),
            Err(found) => errors.extend(found.iter().map(|error| error.in_words(language()))),
        }
    }
    if !errors.is_empty() {
        return Err(Failure(errors));
    }
    match arguments.format {
        Format::Text => {
            // what was read comes first: nothing is said of figures that nobody has seen
            for file in &read {
                output::result(&reading_text(&file.document, &file.notes, language()));
            }
            output::result(&audit_text(&audits, language()));
            if arguments.unchecked {
                output::result(&unchecked_text(&audits, language()));
            }
        }
        Format::Json => {
            let mut json = audit_json(&audits, language());
            for file in &read {
                reading_json(&mut json, &file.document, &file.notes, language());
            }
            output::result(&document(&json));
        }
    }
    let clean = audits.iter().all(DecisionAudit::is_clean);
    // the program ends here: to take all of it down first would be time for nothing
    forget((decisions, audits, read));
    Ok(if clean {
        Outcome::Clean
    } else {
        Outcome::Findings
    })
}

/// Every decision asked for, those that are documents with what was read; or the errors of all that
/// cannot be read.
fn load_all(names: &[String]) -> Result<(Vec<Decision>, Vec<ReadFile>), Failure> {
    let (mut decisions, mut read) = (Vec::new(), Vec::new());
    let mut errors = Vec::new();
    for name in names {
        let path = Path::new(name);
        let is_document = embedded_folder(name).is_none() && path.exists() && !path.is_dir();
        let loaded = if is_document {
            read::decision(path).map(|(decision, file)| {
                read.push(file);
                decision
            })
        } else {
            load(name)
        };
        match loaded {
            Ok(decision) => decisions.push(decision),
            // what follows a misspelt command are its arguments, not decisions
            Err(Failure(found)) if !path.exists() && near_command(name).is_some() => {
                return Err(Failure(found));
            }
            Err(Failure(mut found)) => errors.append(&mut found),
        }
    }
    if errors.is_empty() {
        Ok((decisions, read))
    } else {
        Err(Failure(errors))
    }
}
