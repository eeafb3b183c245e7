//! The decisions embedded in the program.

use include_dir::{Dir, include_dir};

use super::{Decision, DecisionError};
use crate::tables::{Folder, Places};

static FIXTURES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/fixtures");

/// The embedded places: all municipalities and regions.
pub fn embedded_places() -> Result<Places, Vec<DecisionError>> {
    Places::read(&Folder::embedded(&FIXTURES))
        .map_err(|errors| errors.into_iter().map(DecisionError::from).collect())
}

/// The embedded folder of one decision.
pub fn embedded_folder(id: &str) -> Option<Folder> {
    FIXTURES.get_dir(id).map(Folder::embedded)
}

/// Every embedded decision, in order of name. *Errors*: everything wrong in any of them.
pub fn corpus() -> Result<Vec<Decision>, Vec<DecisionError>> {
    let places = embedded_places()?;
    let mut decisions = Vec::new();
    let mut errors = Vec::new();
    for dir in FIXTURES.dirs() {
        match Decision::load(Folder::embedded(dir), &places) {
            Ok(decision) => decisions.push(decision),
            Err(mut found) => errors.append(&mut found),
        }
    }
    decisions.sort_by(|a, b| a.manifest.id.cmp(&b.manifest.id));
    if errors.is_empty() {
        Ok(decisions)
    } else {
        Err(errors)
    }
}
