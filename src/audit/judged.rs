//! The checks of a decision, read and run, each file on its own.

use rustc_hash::FxHashSet;

use super::AuditError;
use crate::checks::{Check, Figures, Instance, parse_checks, run};
use crate::decision::{Decision, DecisionError};
use crate::lang::Errors;
use crate::tables::side_by_side;

/// Checks in the order of the files, and the instances of each.
#[derive(Default)]
pub(super) struct Judged {
    pub checks: Vec<Check>,
    pub instances: Vec<Vec<Instance>>,
}

/// The checks of a decision, resolved and run, from `checks.txt` or several files `checks-….txt` in
/// order of name; `others` are the decisions that they name. *Errors*: everything wrong in any of
/// them.
pub(super) fn judged(
    decision: &Decision,
    others: &[&Decision],
) -> Result<Judged, Errors<AuditError>> {
    let mut judged = Judged::default();
    let mut errors = Vec::new();
    let files: Vec<(&str, &str)> = check_files(decision).collect();
    let by_file = side_by_side(
        &files,
        |(_, text)| text.len(),
        |(file, text)| of_file(decision, others, file, text),
    );
    for of_file in by_file {
        match of_file {
            Ok(mut found) => {
                judged.checks.append(&mut found.checks);
                judged.instances.append(&mut found.instances);
            }
            Err(found) => errors.extend(found),
        }
    }
    errors.extend(doubles(decision, &judged.checks));
    Errors::result(errors, judged)
}

fn of_file(
    decision: &Decision,
    others: &[&Decision],
    file: &str,
    text: &str,
) -> Result<Judged, Errors<AuditError>> {
    let figures = Figures::among(decision, others);
    let checks = parse_checks(text, &decision.folder.place(file), &figures)
        .map_err(|errors| errors.map(AuditError::from))?;
    let instances = checks.iter().map(|check| run(check, &figures)).collect();
    Ok(Judged { checks, instances })
}

/// Checks of two files with one name.
fn doubles(decision: &Decision, checks: &[Check]) -> Vec<AuditError> {
    let mut seen = FxHashSet::default();
    let twice = checks
        .iter()
        .filter(|check| !seen.insert(check.id.as_str()));
    twice
        .map(|check| {
            DecisionError::DefinedTwice {
                at: decision.folder.place("checks"),
                kind: "check",
                id: check.id.clone(),
            }
            .into()
        })
        .collect()
}

/// The files of a decision that hold checks, with their text.
pub(super) fn check_files(decision: &Decision) -> impl Iterator<Item = (&str, &str)> {
    let folder = &decision.folder;
    let is_ours = |file: &&str| file.starts_with("checks") && file.ends_with(".txt");
    folder
        .file_names()
        .filter(is_ours)
        .map(|file| (file, folder.text(file, "the checks").unwrap_or_default()))
}
