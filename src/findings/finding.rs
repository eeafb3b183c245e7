//! What a finding says.

use std::fmt;

use super::Cause;
use crate::checks::{FigureRef, Figures, Kind};
use crate::exact::Ratio;
use crate::intake::SheetPlace;
use crate::lang::{InWords, Lang};
use crate::tables::SourceLines;

/// A place where a document disagrees with itself or with its own rules.
#[derive(Clone, Debug)]
pub struct Finding {
    /// A stable name: the check's or grant's, and the row's.
    pub id: String,
    /// How grave it is.
    pub severity: Severity,
    /// Whether it is acknowledged.
    pub status: Status,
    /// What kind of statement it contradicts.
    pub kind: Kind,
    /// The relation, readable.
    pub relation: String,
    /// What is printed.
    pub published: Option<String>,
    /// What the other figures or the rule give.
    pub expected: Option<String>,
    /// Published less expected.
    pub difference: Option<String>,
    /// The figures involved.
    pub cells: Vec<FindingCell>,
    /// The figure most likely to be wrong, unless several are as likely.
    pub suspect: Option<Suspect>,
    /// The other candidates, the most likely first.
    pub rivals: Vec<Suspect>,
    /// How the wrong figure may have come about.
    pub cause: Cause,
    /// The printed figures that cannot all be true, as one line of arithmetic.
    pub certificate: Option<String>,
    /// What it has in common with other findings: the same suspect, or the same exchange.
    pub group: Option<String>,
    /// One sentence a reader understands.
    pub message: String,
    /// Why it is acknowledged, or what has changed since.
    pub reason: Option<String>,
}

/// A figure with its place in the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingCell {
    /// The table, or `claim` or `parameter`.
    pub table: String,
    /// The row's label, or the name of the claim or parameter.
    pub row: String,
    /// The column.
    pub column: String,
    /// The line or lines in the source text.
    pub lines: Option<SourceLines>,
    /// Where it stands in the file that the table was read from, if that is known.
    pub place: Option<SheetPlace>,
    /// What is printed.
    pub printed: String,
}

/// A figure that may be the wrong one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspect {
    /// The figure.
    pub cell: FindingCell,
    /// How likely it is to be the one, from 0 to 1, given that one figure is wrong.
    pub confidence: Ratio,
    /// The value that would mend everything.
    pub mended: String,
}

/// How grave a finding is, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The figures cannot all be right.
    Error,
    /// The rule in words is not the rule in figures.
    Definition,
    /// A krona or a digit that only another rounding explains.
    Rounding,
    /// A word that is stretched.
    Wording,
    /// The figures differ because one side may cover more than the other.
    Incomplete,
}

/// A finding against the acknowledgements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Not acknowledged, or its figures have changed since.
    New,
    /// Acknowledged but no longer found.
    Vanished,
    /// Acknowledged.
    Acknowledged,
}

impl FindingCell {
    /// The place of a figure.
    pub fn of(figure: FigureRef, figures: &Figures<'_>) -> FindingCell {
        let [table, row, column] = figures.place(figure).map(str::to_owned);
        let printed = figures.printed(figure).to_owned();
        let lines = figures.lines(figure);
        let origins = &figures.decision.origins;
        let place = lines
            .filter(|_| figures.is_own(figure))
            .and_then(|lines| origins.place(&table, lines, &column))
            .cloned();
        FindingCell {
            table,
            row,
            column,
            lines,
            place,
            printed,
        }
    }
}

impl fmt::Display for FindingCell {
    /// `bilaga1, Motala: lyftet_andel_oanvant (line 3833) "88 %"`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.table.as_str() {
            "claim" | "parameter" => write!(f, "{} {}", self.table, self.row)?,
            _ => write!(f, "{}, {}: {}", self.table, self.row, self.column)?,
        }
        if let Some(place) = &self.place {
            write!(f, " ({})", place.in_words(Lang::En))?;
        } else if let Some(lines) = self.lines {
            let word = if lines.first == lines.last {
                "line"
            } else {
                "lines"
            };
            write!(f, " ({word} {lines})")?;
        }
        write!(f, " \"{}\"", self.printed)
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Error => "error",
            Severity::Definition => "definition",
            Severity::Rounding => "rounding",
            Severity::Wording => "wording",
            Severity::Incomplete => "incomplete",
        })
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Status::New => "new",
            Status::Vanished => "vanished",
            Status::Acknowledged => "acknowledged",
        })
    }
}
