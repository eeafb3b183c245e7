//! A finding with the places of its figures and what stands around them.

use rustc_hash::FxHashMap;

use super::excerpt::{Excerpt, excerpts};
use crate::decision::Decision;
use crate::findings::{Finding, FindingCell, Side};
use crate::intake::Document;

/// More figures than this are not flagged each, where none is likelier than the others.
const MOST_FLAGGED: usize = 12;

/// Where a figure stands in the decision.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FigurePlace {
    /// A cell of a table, by the positions of its row and column.
    Cell {
        /// The table.
        table: String,
        /// The row.
        row: usize,
        /// The column.
        column: usize,
    },
    /// A claim of the running text, by its position.
    Claim(usize),
    /// A parameter, by its name.
    Parameter(String),
    /// A figure of another decision, or one that is no longer there.
    Elsewhere,
}

/// A finding of a report.
#[derive(Debug)]
pub struct ReportedFinding<'a> {
    /// The finding.
    pub finding: &'a Finding,
    /// The place of each of its figures, in their order.
    pub places: Vec<FigurePlace>,
    /// The figures that it flags: the likely one, else those that may be it.
    pub flagged: Vec<FigurePlace>,
    /// The source around the figures in question.
    pub excerpts: Vec<Excerpt>,
}

/// The rows, columns and claims of a decision by name.
pub(super) struct Places<'a> {
    decision: &'a Decision,
    rows: FxHashMap<(&'a str, &'a str, Option<u32>), usize>,
    claims: FxHashMap<&'a str, usize>,
}

impl<'a> Places<'a> {
    pub fn of(decision: &'a Decision) -> Places<'a> {
        let mut rows = FxHashMap::default();
        for table in decision.tables.values() {
            for (position, row) in table.rows.iter().enumerate() {
                let line = row.lines.map(|lines| lines.first);
                let key = (table.id.as_str(), row.label.as_str(), line);
                rows.entry(key).or_insert(position);
            }
        }
        let claims = decision.claims.iter().enumerate();
        let claims = claims.map(|(position, claim)| (claim.id.as_str(), position));
        Places {
            decision,
            rows,
            claims: claims.collect(),
        }
    }

    /// The place of a figure that a finding names.
    pub fn find(&self, cell: &FindingCell) -> FigurePlace {
        match cell.table.as_str() {
            "claim" => {
                let claim = self.claims.get(cell.row.as_str());
                claim.map_or(FigurePlace::Elsewhere, |it| FigurePlace::Claim(*it))
            }
            "parameter" => FigurePlace::Parameter(cell.row.clone()),
            name => self.cell(name, cell).unwrap_or(FigurePlace::Elsewhere),
        }
    }

    fn cell(&self, name: &str, cell: &FindingCell) -> Option<FigurePlace> {
        let table = self.decision.tables.get(name)?;
        let column = table.column_index(&cell.column)?;
        let lines = cell.lines;
        // the number of a cell may stand on another line than its row begins on
        let label = cell.row.as_str();
        let line = lines.map(|lines| lines.first);
        let row = self.rows.get(&(name, label, line)).copied().or_else(|| {
            let of_label = table
                .rows
                .iter()
                .enumerate()
                .filter(|(_, row)| row.label == label);
            let mut holding = of_label.filter(|(_, row)| {
                let both = row.lines.zip(lines);
                both.is_none_or(|(row, own)| row.first <= own.first && own.last <= row.last)
            });
            Some(holding.next()?.0)
        })?;
        let table = name.to_owned();
        Some(FigurePlace::Cell { table, row, column })
    }
}

impl<'a> ReportedFinding<'a> {
    pub(super) fn new(
        finding: &'a Finding,
        decision: &Decision,
        places: &Places<'_>,
        source: (Option<&str>, Option<&Document>),
    ) -> ReportedFinding<'a> {
        let in_question = in_question(finding);
        let mut flagged: Vec<FigurePlace> = in_question.iter().map(|it| places.find(it)).collect();
        flagged.retain(|it| *it != FigurePlace::Elsewhere);
        flagged.dedup();
        ReportedFinding {
            finding,
            places: finding.cells.iter().map(|it| places.find(it)).collect(),
            flagged,
            excerpts: excerpts(&in_question, decision, places, source),
        }
    }
}

/// The figures that may be the ones that differ: the likely one; else the candidates; else all if
/// they are few; else the one that is printed against the others.
fn in_question(finding: &Finding) -> Vec<&FindingCell> {
    if let Some(suspect) = &finding.suspect {
        return vec![&suspect.cell];
    }
    let few = 1..=MOST_FLAGGED;
    if few.contains(&finding.rivals.len()) {
        return finding.rivals.iter().map(|it| &it.cell).collect();
    }
    if few.contains(&finding.cells.len()) {
        return finding.cells.iter().collect();
    }
    let published = match &finding.published {
        Some(Side::Printed { text, .. }) => Some(text.as_str()),
        _ => None,
    };
    let printed = finding.cells.iter();
    printed
        .filter(|cell| Some(cell.printed.as_str()) == published)
        .collect()
}
