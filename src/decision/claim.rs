//! Claims: figures of the running text that can be true or false.

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::{Decision, DecisionError};
use crate::exact::PrintedNumber;
use crate::lang::{Errors, Phrase, phrase};
use crate::tables::{Folder, SourceLines, Unit, read_figure};

/// A figure in running text, a heading or a footnote (*påstående*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Its name in relations.
    pub id: String,
    /// Where it stands in the source text.
    pub lines: SourceLines,
    /// The figure as printed, with its hedge and unit words.
    pub printed: String,
    /// What the print means; nothing if it is words that name no number (unit `text`).
    pub number: Option<PrintedNumber>,
    /// What it measures.
    pub unit: Unit,
    /// What it says, in a sentence.
    pub meaning: String,
}

#[derive(Deserialize)]
struct ClaimRecord {
    id: String,
    line: String,
    printed: String,
    unit: Unit,
    meaning: String,
}

/// Reads `claims.csv`, if the folder has it. *Errors*: every claim that cannot be understood.
pub(super) fn read_claims(folder: &Folder) -> Result<Vec<Claim>, Errors<DecisionError>> {
    let file = "claims.csv";
    if !folder.has(file) {
        return Ok(Vec::new());
    }
    let records = folder
        .records::<ClaimRecord>(
            file,
            "the claims of the text",
            &["id", "line", "printed", "unit", "meaning"],
        )
        .map_err(|errors| {
            errors
                .into_iter()
                .map(DecisionError::from)
                .collect::<Vec<_>>()
        })?;
    let mut claims = Vec::with_capacity(records.len());
    let mut errors = Vec::new();
    let mut seen: FxHashMap<String, u64> = FxHashMap::default();
    for (line, record) in records {
        let at = folder.place(file).line(line);
        if seen.insert(record.id.clone(), line).is_some() {
            errors.push(DecisionError::DefinedTwice {
                at: at.clone(),
                kind: phrase!("claim", "uppgiften"),
                id: record.id.clone(),
            });
        }
        let Some(lines) = SourceLines::parse(&record.line) else {
            let at = at.column("line");
            errors.push(
                crate::tables::TableError::NotALine {
                    at,
                    found: record.line,
                }
                .into(),
            );
            continue;
        };
        let number = match record.unit {
            Unit::Text => Ok(None),
            unit => read_figure(&record.printed, unit).map(Some),
        };
        match number {
            Ok(number) => claims.push(Claim {
                id: record.id,
                lines,
                printed: record.printed,
                number,
                unit: record.unit,
                meaning: record.meaning,
            }),
            Err(error) => errors.push(DecisionError::NotAFigure {
                at: at.column("printed"),
                found: record.printed,
                unit: record.unit,
                help: Phrase::from(&error),
            }),
        }
    }
    Errors::result(errors, claims)
}

impl Decision {
    /// The same decision with this text in the place of its `claims.csv`.
    ///
    /// *Errors*: every claim of it that cannot be understood.
    pub fn with_claims(mut self, text: String) -> Result<Decision, Errors<DecisionError>> {
        self.folder = self.folder.with_text("claims.csv", text);
        self.claims = read_claims(&self.folder)?;
        Ok(self)
    }
}
