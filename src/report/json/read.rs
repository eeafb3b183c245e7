//! The JSON contract `statsbidrag/read/1`.
//!
//! A file may have a million cells, so that it is printed as it stands here: the members of each type
//! are declared in the order of the alphabet.

use serde::Serialize;

use super::AuditJson;
use super::finding::PlaceJson;
use crate::decision::{DraftNote, embedded_places};
use crate::intake::{
    Choice, Document, Doubt, Origin, Outline, OutlinedColumn, PrintedCell, Sheet, TextLine,
};
use crate::lang::{InWords, Lang};
use crate::report::intake::choice_words;
use crate::tables::{PlaceKind, Places};

/// Documents as they were read.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReadJson {
    documents: Vec<DocumentJson>,
    schema: ReadSchema,
}

#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
enum ReadSchema {
    #[serde(rename = "statsbidrag/read/1")]
    One,
}

/// A document.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct DocumentJson {
    /// What it was read as: PDF, XLSX, ODS, HTML, Markdown, CSV or text.
    format: &'static str,
    /// The file's name without its path.
    name: String,
    /// Of a file that was audited: what was noticed when its figures were taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    notes: Option<Vec<String>>,
    /// What a reader should know of it.
    notices: Vec<String>,
    tables: Vec<TableJson>,
    /// Its text, line by line; not of a file that was audited.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<Vec<LineJson>>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct LineJson {
    place: PlaceJson,
    text: String,
}

/// A table. Its rows and columns are counted from 0, headings included.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct TableJson {
    /// What was chosen among several readings, and by what.
    choices: Vec<ChoiceJson>,
    /// What is doubtful.
    doubts: Vec<DoubtJson>,
    /// How many of the rows are headings.
    header_rows: usize,
    /// The heading of each column.
    headings: Vec<String>,
    /// What the rows and columns are.
    #[serde(skip_serializing_if = "Option::is_none")]
    outline: Option<OutlineJson>,
    /// Where it begins.
    place: PlaceJson,
    /// All rows, each as wide as the widest.
    rows: Vec<Vec<PrintedCellJson>>,
    /// What the document calls it, if it does.
    title: String,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct ChoiceJson {
    /// How the target follows from the parts: sum, share or rest.
    kind: &'static str,
    /// Row and column of each part.
    parts: Vec<(usize, usize)>,
    /// The relation in words.
    relation: String,
    /// The row that was read by it.
    row: usize,
    /// Row and column of the target.
    target: (usize, usize),
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct DoubtJson {
    column: usize,
    reason: String,
    row: usize,
}

/// What the rows and columns of a table are.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct OutlineJson {
    /// The column of SCB codes, if there is one.
    code: Option<usize>,
    /// Rows that name a place, each with its SCB code.
    codes: Vec<(usize, String)>,
    columns: Vec<ColumnJson>,
    /// The column that names the rows.
    label: Option<usize>,
    /// What kind of places the rows are, if they are.
    places: Option<PlaceKindJson>,
    /// The rows of totals.
    totals: Vec<usize>,
}

#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
enum PlaceKindJson {
    Country,
    Region,
    Municipality,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct ColumnJson {
    /// The most decimals that its figures have.
    decimals: usize,
    heading: String,
    /// What its figures measure, as far as headings, title and cells tell.
    unit: &'static str,
    /// Whether its heading is a year.
    year: bool,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct PrintedCellJson {
    /// Left out where it is printed in the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    origin: Option<OriginJson>,
    place: PlaceJson,
    printed: String,
    /// Left out where it is one row and one column.
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<SpanJson>,
}

/// Where what is printed comes from, if it is not in the file.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
enum OriginJson {
    /// Rebuilt from a stored value and its format.
    Rebuilt,
    /// Chosen among several readings.
    Chosen,
}

#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct SpanJson {
    columns: u32,
    rows: u32,
}

impl ReadJson {
    /// As it is printed, with a line for each entry; nothing if it holds a number that JSON has not.
    pub fn text(&self) -> String {
        let text = serde_json::to_string_pretty(self).unwrap_or_default();
        text + "\n"
    }
}

/// Documents as JSON.
pub fn read_json(documents: &[Document], lang: Lang) -> ReadJson {
    let places = embedded_places().ok();
    let document = |it: &Document| DocumentJson {
        text: Some(it.text.iter().map(LineJson::from).collect()),
        ..DocumentJson::of(it, places.as_ref(), lang)
    };
    ReadJson {
        documents: documents.iter().map(document).collect(),
        schema: ReadSchema::One,
    }
}

/// Adds to the JSON of an audit, as `reading`, what was read from the file that was audited.
pub fn reading_json(audits: &mut AuditJson, document: &Document, notes: &[DraftNote], lang: Lang) {
    let notes = notes.iter().map(|it| it.in_words(lang));
    let reading = DocumentJson {
        notes: Some(notes.collect()),
        ..DocumentJson::of(document, None, lang)
    };
    audits.add_reading(&document.name, reading);
}

impl DocumentJson {
    fn of(document: &Document, places: Option<&Places>, lang: Lang) -> DocumentJson {
        let table = |it| TableJson::of(it, places, lang);
        let notices = document.notices.iter();
        DocumentJson {
            format: document.format.name(),
            name: document.name.clone(),
            notes: None,
            notices: notices.map(|it| it.in_words(lang)).collect(),
            tables: document.sheets.iter().map(table).collect(),
            text: None,
        }
    }
}

impl TableJson {
    fn of(sheet: &Sheet, places: Option<&Places>, lang: Lang) -> TableJson {
        let cells = |row: &Vec<PrintedCell>| row.iter().map(PrintedCellJson::from).collect();
        let choices = sheet.choices.iter();
        let doubts = sheet.doubts.iter();
        TableJson {
            choices: choices.map(|it| ChoiceJson::of(sheet, it, lang)).collect(),
            doubts: doubts.map(|it| DoubtJson::of(it, lang)).collect(),
            header_rows: sheet.header_rows,
            headings: sheet.headings(),
            outline: places.map(|it| OutlineJson::of(sheet, &Outline::of(sheet, it))),
            place: PlaceJson::from(&sheet.place),
            rows: sheet.rows.iter().map(cells).collect(),
            title: sheet.title.clone(),
        }
    }
}

impl ChoiceJson {
    fn of(sheet: &Sheet, choice: &Choice, lang: Lang) -> ChoiceJson {
        ChoiceJson {
            kind: choice.relation.name(),
            parts: choice.parts.clone(),
            relation: choice_words(sheet, choice, lang),
            row: choice.row,
            target: choice.target,
        }
    }
}

impl DoubtJson {
    fn of(doubt: &Doubt, lang: Lang) -> DoubtJson {
        DoubtJson {
            column: doubt.column,
            reason: doubt.reason.in_words(lang),
            row: doubt.row,
        }
    }
}

impl OutlineJson {
    fn of(sheet: &Sheet, outline: &Outline) -> OutlineJson {
        let rows = outline.rows.iter().zip(sheet.header_rows..);
        let codes = rows.filter_map(|(row, number)| Some((number, row.code.clone()?)));
        OutlineJson {
            code: outline.code,
            codes: codes.collect(),
            columns: outline.columns.iter().map(ColumnJson::from).collect(),
            label: outline.label,
            places: outline.places.map(PlaceKindJson::from),
            totals: outline
                .totals()
                .map(|row| row + sheet.header_rows)
                .collect(),
        }
    }
}

impl From<PlaceKind> for PlaceKindJson {
    fn from(kind: PlaceKind) -> PlaceKindJson {
        match kind {
            PlaceKind::Country => PlaceKindJson::Country,
            PlaceKind::Region => PlaceKindJson::Region,
            PlaceKind::Municipality => PlaceKindJson::Municipality,
        }
    }
}

impl From<&OutlinedColumn> for ColumnJson {
    fn from(column: &OutlinedColumn) -> ColumnJson {
        ColumnJson {
            decimals: column.decimals,
            heading: column.heading.clone(),
            unit: column.unit.name(),
            year: column.is_year,
        }
    }
}

impl From<&TextLine> for LineJson {
    fn from(line: &TextLine) -> LineJson {
        LineJson {
            place: PlaceJson::from(&line.place),
            text: line.text.clone(),
        }
    }
}

impl From<&PrintedCell> for PrintedCellJson {
    fn from(cell: &PrintedCell) -> PrintedCellJson {
        let (rows, columns) = (cell.span.rows, cell.span.columns);
        PrintedCellJson {
            origin: match cell.origin {
                Origin::Printed => None,
                Origin::Rebuilt => Some(OriginJson::Rebuilt),
                Origin::Chosen => Some(OriginJson::Chosen),
            },
            place: PlaceJson::from(&cell.place),
            printed: cell.printed.clone(),
            span: ((rows, columns) != (1, 1)).then_some(SpanJson { columns, rows }),
        }
    }
}
