//! The checks of a decision, read, grounded and judged, each file on its own.

use rustc_hash::FxHashSet;

use super::AuditError;
use super::found::FOUND_CHECKS;
use crate::checks::{Check, Figures, ground, parse_checks};
use crate::decision::{Decision, DecisionError};
use crate::lang::{Errors, phrase};
use crate::statements::{JudgedTemplate, Template, Values, judge};
use crate::tables::side_by_side;

/// Checks in the order of the files, with what each says and what came of it.
#[derive(Debug, Default)]
pub(super) struct JudgedChecks {
    pub checks: Vec<Check>,
    pub templates: Vec<Template>,
    pub judgements: Vec<JudgedTemplate>,
    /// The positions of those that nobody wrote.
    pub found: std::ops::Range<usize>,
}

/// The checks of a decision, judged, from `checks.txt` or several files `checks-….txt` in order of
/// name. *Errors*: everything wrong in any of them.
pub(super) fn judge_checks(figures: &Figures<'_>) -> Result<JudgedChecks, Errors<AuditError>> {
    let decision = figures.decision;
    let mut judged = JudgedChecks::default();
    let mut errors = Vec::new();
    let files: Vec<(&str, &str)> = check_files(decision).collect();
    let by_file = side_by_side(
        &files,
        |(_, text)| text.len(),
        |(file, text)| of_file(figures, file, text),
    );
    for ((file, _), of_file) in files.iter().zip(by_file) {
        match of_file {
            Ok(mut found) => {
                let first = judged.checks.len();
                if *file == FOUND_CHECKS {
                    judged.found = first..first + found.checks.len();
                }
                found.templates.iter_mut().for_each(|it| it.check += first);
                judged.checks.append(&mut found.checks);
                judged.templates.append(&mut found.templates);
                judged.judgements.append(&mut found.judgements);
            }
            Err(found) => errors.extend(found),
        }
    }
    errors.extend(doubles(decision, &judged.checks));
    Errors::result(errors, judged)
}

/// The checks of one file, judged. *Errors*: everything wrong in it.
pub(super) fn of_file(
    figures: &Figures<'_>,
    file: &str,
    text: &str,
) -> Result<JudgedChecks, Errors<AuditError>> {
    let place = figures.decision.folder.place(file);
    let checks =
        parse_checks(text, &place, figures).map_err(|errors| errors.map(AuditError::from))?;
    let templates = ground(&checks, figures);
    let values = Values::as_printed(figures.numbers());
    let judgements = templates.iter().map(|it| judge(it, &values)).collect();
    Ok(JudgedChecks {
        checks,
        templates,
        judgements,
        found: 0..0,
    })
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
                kind: phrase!("check", "kontrollen"),
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
