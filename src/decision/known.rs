//! Acknowledged findings.

use std::collections::HashSet;

use serde::Deserialize;

use super::DecisionError;
use crate::lang::Errors;
use crate::tables::Folder;

/// The findings of a decision that are known to be in the document.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// The acknowledgements, in file order.
    #[serde(default)]
    pub known: Vec<Acknowledgement>,
}

/// One acknowledged finding.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Acknowledgement {
    /// The finding's stable id.
    pub finding: String,
    /// What is published, as the finding states it; a change makes the finding new again.
    #[serde(default)]
    pub published: Option<String>,
    /// What was expected, as the finding states it.
    #[serde(default)]
    pub expected: Option<String>,
    /// Why the document differs, or is thought to, in our own words.
    pub reason: String,
}

impl Known {
    /// Reads `known.toml`, if the folder has it.
    pub(super) fn read(folder: &Folder) -> Result<Known, Errors<DecisionError>> {
        let file = "known.toml";
        if !folder.has(file) {
            return Ok(Known::default());
        }
        let known: Known = folder.toml(file, "acknowledged findings")?;
        let mut seen = HashSet::new();
        let twice: Vec<DecisionError> = known
            .known
            .iter()
            .filter(|entry| !seen.insert(&entry.finding))
            .map(|entry| DecisionError::DefinedTwice {
                at: folder.place(file),
                kind: "acknowledgement",
                id: entry.finding.clone(),
            })
            .collect();
        Errors::result(twice, known)
    }

    /// The acknowledgement of a finding.
    pub fn get(&self, finding: &str) -> Option<&Acknowledgement> {
        self.known.iter().find(|entry| entry.finding == finding)
    }
}
