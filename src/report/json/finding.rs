//! A finding in JSON.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;

use crate::exact::{Ratio, Rounding};
use crate::findings::{Cause, Finding, FindingCell, Severity, Status, Suspect};
use crate::intake::SheetPlace;
use crate::lang::Lang;
use crate::report::words;

/// A place where a document disagrees with itself or with its own rules.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FindingJson {
    /// A stable name.
    id: String,
    severity: SeverityName,
    status: StatusName,
    /// What kind of statement it contradicts: `sum`, `percent`, `allocation` …
    kind: &'static str,
    /// The relation, readable.
    relation: String,
    /// What is printed.
    published: Option<String>,
    /// What the other figures or the rule give.
    expected: Option<String>,
    /// Published less expected.
    difference: Option<String>,
    /// The figures involved.
    cells: Vec<CellJson>,
    /// The figure most likely to be wrong; `null` if several are as likely.
    suspect: Option<SuspectJson>,
    /// The others, with their confidence.
    rivals: Vec<SuspectJson>,
    cause: CauseJson,
    /// One line of arithmetic that cannot be true.
    certificate: Option<String>,
    /// What it has in common with other findings.
    group: Option<String>,
    /// What a reader is told.
    message: String,
    /// Why it is acknowledged, or what has changed since.
    reason: Option<String>,
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
enum SeverityName {
    Error,
    Definition,
    Rounding,
    Wording,
    Incomplete,
}

/// A finding against the acknowledgements.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
enum StatusName {
    New,
    Vanished,
    Acknowledged,
}

/// A figure with its place.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct CellJson {
    /// The table, or `claim` or `parameter`.
    table: String,
    /// The row's label, or the name of the claim or parameter.
    row: String,
    column: String,
    /// The first line in the source text.
    line: Option<u32>,
    /// The last line in the source text.
    last_line: Option<u32>,
    /// Where it stands in the file that the table was read from.
    place: Option<PlaceJson>,
    /// What is printed.
    printed: String,
}

/// A figure that may be the wrong one.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct SuspectJson {
    #[serde(flatten)]
    cell: CellJson,
    /// How likely it is to be the one, from 0 to 1.
    confidence: Option<f64>,
    /// The value with which everything would agree, in the unit of the print.
    mended: String,
    /// The figures that must change with it.
    together: Vec<TogetherJson>,
}

/// A figure that must change together with another.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct TogetherJson {
    #[serde(flatten)]
    cell: CellJson,
    /// The value with which everything would agree, in the unit of the print.
    mended: String,
}

/// How a wrong figure may have come about.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct CauseJson {
    /// `digit-substitution`, `copied-cell` … or `unknown`.
    kind: &'static str,
    /// What exactly; empty if it is not known.
    detail: String,
}

/// A place in a file: a page, a sheet and a cell, or a line and a column.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum PlaceJson {
    /// Of a PDF.
    Page {
        /// The line of the page, from 1.
        line: u32,
        /// The page, from 1.
        page: u32,
    },
    /// Of a spreadsheet.
    Cell {
        /// The cell: `C7`.
        cell: String,
        /// The sheet.
        sheet: String,
    },
    /// Of a text.
    Line {
        /// The character of the line, from 1.
        column: u32,
        /// The line, from 1.
        line: u32,
    },
}

impl FindingJson {
    /// A finding in the language asked for.
    pub fn new(finding: &Finding, lang: Lang) -> FindingJson {
        FindingJson {
            id: finding.id.clone(),
            severity: SeverityName::from(finding.severity),
            status: StatusName::from(finding.status),
            kind: finding.kind.name(),
            relation: words::relation(finding, lang),
            published: words::published(finding, lang),
            expected: words::expected(finding, lang),
            difference: words::difference(finding, lang),
            cells: finding.cells.iter().map(CellJson::from).collect(),
            suspect: finding.suspect.as_ref().map(SuspectJson::from),
            rivals: finding.rivals.iter().map(SuspectJson::from).collect(),
            cause: CauseJson::new(&finding.cause, lang),
            certificate: words::certificate(finding, lang),
            group: finding.group.as_ref().map(|it| words::group(it, lang)),
            message: words::message(finding, lang),
            reason: finding.reason.as_ref().map(|it| words::reason(it, lang)),
        }
    }
}

impl CauseJson {
    fn new(cause: &Cause, lang: Lang) -> CauseJson {
        CauseJson {
            kind: cause.kind().name(),
            detail: words::detail(cause, lang),
        }
    }
}

impl From<Severity> for SeverityName {
    fn from(severity: Severity) -> SeverityName {
        match severity {
            Severity::Error => SeverityName::Error,
            Severity::Definition => SeverityName::Definition,
            Severity::Rounding => SeverityName::Rounding,
            Severity::Wording => SeverityName::Wording,
            Severity::Incomplete => SeverityName::Incomplete,
        }
    }
}

impl From<Status> for StatusName {
    fn from(status: Status) -> StatusName {
        match status {
            Status::New => StatusName::New,
            Status::Vanished => StatusName::Vanished,
            Status::Acknowledged => StatusName::Acknowledged,
        }
    }
}

impl From<&FindingCell> for CellJson {
    fn from(cell: &FindingCell) -> CellJson {
        CellJson {
            table: cell.table.clone(),
            row: cell.row.clone(),
            column: cell.column.clone(),
            line: cell.lines.map(|lines| lines.first),
            last_line: cell.lines.map(|lines| lines.last),
            place: cell.place.as_ref().map(PlaceJson::from),
            printed: cell.printed.clone(),
        }
    }
}

impl From<&Suspect> for SuspectJson {
    fn from(suspect: &Suspect) -> SuspectJson {
        let together = suspect.together.iter().map(|(cell, value)| TogetherJson {
            cell: CellJson::from(cell),
            mended: value.text(),
        });
        SuspectJson {
            cell: CellJson::from(&suspect.cell),
            confidence: fraction(suspect.confidence),
            mended: suspect.value.text(),
            together: together.collect(),
        }
    }
}

impl From<&SheetPlace> for PlaceJson {
    fn from(place: &SheetPlace) -> PlaceJson {
        match place {
            SheetPlace::Page { page, line } => PlaceJson::Page {
                page: *page,
                line: *line,
            },
            SheetPlace::Cell { sheet, row, column } => PlaceJson::Cell {
                sheet: sheet.clone(),
                cell: SheetPlace::cell_name(*row, *column),
            },
            SheetPlace::Line { line, column } => PlaceJson::Line {
                line: *line,
                column: *column,
            },
        }
    }
}

/// A ratio between 0 and 1 as a JSON number with three decimals.
fn fraction(ratio: Ratio) -> Option<f64> {
    let thousandths = ratio.mul(Ratio::whole(1000)).ok()?.round(Rounding::HalfUp);
    Decimal::new(i64::try_from(thousandths).ok()?, 3).to_f64()
}
