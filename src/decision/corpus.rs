//! The decisions embedded in the program.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use include_dir::{Dir, include_dir};

use super::{Decision, DecisionError};
use crate::lang::Errors;
use crate::tables::{Folder, Places, side_by_side};

static FIXTURES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/fixtures");

/// The embedded places: all municipalities and regions.
pub fn embedded_places() -> Result<Places, Errors<DecisionError>> {
    Ok(Places::read(&Folder::embedded(&FIXTURES))?)
}

/// The embedded folder of one decision.
pub fn embedded_folder(id: &str) -> Option<Folder> {
    FIXTURES.get_dir(id).map(Folder::embedded)
}

/// One embedded decision, read when it is first asked for and kept: for the checks of others that
/// name its figures.
pub fn embedded_decision(id: &str) -> Option<&'static Decision> {
    type Kept = BTreeMap<&'static str, OnceLock<Option<Decision>>>;
    static KEPT: OnceLock<Kept> = OnceLock::new();
    let unread = || embedded_names().map(|name| (name, OnceLock::new()));
    let kept = KEPT.get_or_init(|| unread().collect()).get(id)?;
    if kept.get().is_none() {
        // one that cannot be read is an error of whoever audits it, not of those who refer to it
        let read = || Decision::load(embedded_folder(id)?, &embedded_places().ok()?).ok();
        // not read while others wait for it: a thread that waits for part of the reading takes up
        // other work, which may ask for the same decision; of two that read at once the first counts
        let read = read();
        return kept.get_or_init(|| read).as_ref();
    }
    kept.get()?.as_ref()
}

/// The names of the embedded decisions.
pub fn embedded_names() -> impl Iterator<Item = &'static str> {
    FIXTURES.dirs().filter_map(|dir| dir.path().to_str())
}

/// Every embedded decision, in order of name. *Errors*: everything wrong in any of them.
pub fn corpus() -> Result<Vec<Decision>, Errors<DecisionError>> {
    let places = embedded_places()?;
    let mut decisions = Vec::new();
    let mut errors = Vec::new();
    let dirs: Vec<&Dir<'_>> = FIXTURES.dirs().collect();
    let size = |dir: &&Dir<'_>| dir.files().map(|file| file.contents().len()).sum();
    let load = |dir: &&Dir<'_>| Decision::load(Folder::embedded(dir), &places);
    for decision in side_by_side(&dirs, size, load) {
        match decision {
            Ok(decision) => decisions.push(decision),
            Err(found) => errors.extend(found),
        }
    }
    decisions.sort_by(|a, b| a.manifest.id.cmp(&b.manifest.id));
    Errors::result(errors, decisions)
}
