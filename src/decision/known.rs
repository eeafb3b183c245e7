//! Acknowledged findings.

use std::collections::HashSet;

use serde::Deserialize;

use super::DecisionError;
use crate::lang::{Errors, Wording, phrase};
use crate::tables::Folder;

/// The findings of a decision that are known to be in the document.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The acknowledgements, in file order.
    pub known: Vec<Acknowledgement>,
}

/// One acknowledged finding.
#[derive(Clone, Debug)]
pub struct Acknowledgement {
    /// The finding's stable id.
    pub finding: String,
    /// What is published, as the finding states it; a change makes the finding new again.
    pub published: Option<String>,
    /// What was expected, as the finding states it.
    pub expected: Option<String>,
    /// Why the document differs, or is thought to, in our own words: `reason`, `reason-sv` or both.
    pub reason: Wording,
}

/// `known.toml` as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    known: Vec<Entry>,
}

/// One acknowledgement as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Entry {
    finding: String,
    #[serde(default)]
    published: Option<String>,
    #[serde(default)]
    expected: Option<String>,
    #[serde(default)]
    reason: Option<String>,
    #[serde(default)]
    reason_sv: Option<String>,
}

impl Known {
    /// Reads `known.toml`, if the folder has it.
    pub(super) fn read(folder: &Folder) -> Result<Known, Errors<DecisionError>> {
        let file = "known.toml";
        if !folder.has(file) {
            return Ok(Known::default());
        }
        let written: File = folder.toml(file, "acknowledged findings")?;
        let (mut known, mut errors, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
        for entry in written.known {
            let (at, finding) = (folder.place(file), entry.finding);
            if !seen.insert(finding.clone()) {
                errors.push(DecisionError::DefinedTwice {
                    at: at.clone(),
                    kind: phrase!("acknowledgement", "den kända iakttagelsen"),
                    id: finding.clone(),
                });
            }
            match Wording::new(entry.reason, entry.reason_sv) {
                Some(reason) => known.push(Acknowledgement {
                    finding,
                    published: entry.published,
                    expected: entry.expected,
                    reason,
                }),
                None => errors.push(DecisionError::NoReason { at, finding }),
            }
        }
        Errors::result(errors, Known { known })
    }

    /// The acknowledgement of a finding.
    pub fn get(&self, finding: &str) -> Option<&Acknowledgement> {
        self.known.iter().find(|entry| entry.finding == finding)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    fn read(known: &str) -> Result<Known, Errors<DecisionError>> {
        Known::read(&Folder::from_texts("d", &[("known.toml", known)]))
    }

    #[test]
    fn a_reason_is_in_one_language_or_in_both() {
        let known = read(
            "[[known]]\nfinding = \"a\"\nreason = \"One digit.\"\nreason-sv = \"En siffra.\"\n\
             [[known]]\nfinding = \"b\"\nreason-sv = \"Radens namn.\"\n",
        )
        .expect("two acknowledgements");
        let reason = |finding, lang| known.get(finding).map(|it| it.reason.in_lang(lang));
        assert_eq!(reason("a", Lang::En), Some("One digit."));
        assert_eq!(reason("a", Lang::Sv), Some("En siffra."));
        assert_eq!(reason("b", Lang::En), Some("Radens namn."));
        assert_eq!(reason("c", Lang::Sv), None);
    }

    #[test]
    fn every_entry_without_a_reason_and_every_second_one_is_an_error() {
        let errors = read(
            "[[known]]\nfinding = \"a\"\n[[known]]\nfinding = \"b\"\nreason = \"One digit.\"\n\
             [[known]]\nfinding = \"b\"\n",
        )
        .expect_err("three errors");
        let shown: Vec<String> = errors.iter().map(ToString::to_string).collect();
        assert_eq!(shown.len(), 3, "{shown:?}");
        assert!(
            shown[0].contains("reason-sv") && shown[0].contains("\"a\""),
            "{shown:?}"
        );
        assert!(shown[1].contains("twice"), "{shown:?}");
    }
}
