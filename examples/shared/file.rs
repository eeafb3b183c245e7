//! A file in memory as a decision, with the checks that are found in it.

use statsbidrag::audit::{FoundChecks, with_found_checks};
use statsbidrag::decision::{Decision, Drafted, draft, embedded_places, fingerprint};
use statsbidrag::intake::{ReadOptions, read_document};
use statsbidrag::lang::Lang;
use statsbidrag::tables::Folder;

/// What is read and found in a file. *Errors*: it cannot be read, or taken for a decision.
pub fn with_found(name: &str, text: &str) -> Result<(Decision, FoundChecks), String> {
    let bytes = text.as_bytes().to_vec();
    let sha256 = fingerprint(&bytes);
    let document =
        read_document(name, &bytes, &ReadOptions::default()).map_err(|it| it.to_string())?;
    let drafted = Drafted {
        document: &document,
        sha256: &sha256,
        hidden: false,
    };
    let places = embedded_places().map_err(|it| it.to_string())?;
    let draft = draft(name, &[drafted], None, &places, Lang::Sv).map_err(|it| it.to_string())?;
    let files = draft.files.iter();
    let files: Vec<(&str, &str)> = files
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let decision = Decision::load(Folder::from_texts(name, &files), &places);
    with_found_checks(decision.map_err(|it| it.to_string())?).map_err(|it| it.to_string())
}
