//! `intake.toml`: how the tables of a folder were read, which a person may edit.

use std::fmt::Write as _;

use serde::Deserialize;

use super::comment;
use crate::intake::Choice;
use crate::lang::{Lang, say};
use crate::tables::{RowKind, Unit};

/// How files became tables.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// The files that were read.
    #[serde(default, rename = "file")]
    pub files: Vec<RecipeFile>,
    /// The tables found in them.
    #[serde(default, rename = "table")]
    pub tables: Vec<RecipeTable>,
    /// The files that were written, and their fingerprints.
    #[serde(default, rename = "written")]
    pub written: Vec<WrittenFile>,
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecipeFile {
    /// Its name without its path.
    pub name: String,
    /// Its fingerprint.
    pub sha256: String,
    /// What it was read as.
    pub format: String,
    /// Whether hidden rows, columns and sheets were read.
    #[serde(default)]
    pub hidden: bool,
}

/// A file that was written from what was read.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WrittenFile {
    /// Its name.
    pub name: String,
    /// Its fingerprint as it was written.
    pub sha256: String,
}

/// A table and what is to be made of it. Rows are those of the table as read, headings counted, and
/// columns those of the table as read, both from 1.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecipeTable {
    /// The file it stands in.
    pub file: String,
    /// Which table of the file it is, from 1.
    pub table: usize,
    /// Where it begins, for the reader.
    #[serde(default)]
    pub place: String,
    /// The name of its CSV file, without the ending.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Whether it is left out.
    #[serde(default)]
    pub skip: bool,
    /// How many of its rows are headings.
    pub headings: usize,
    /// What a row is about.
    pub rows: RowKind,
    /// The column that names the rows; 0 if none does.
    pub label: usize,
    /// The column of SCB codes; 0 if there is none.
    pub code: usize,
    /// The rows that sum up others.
    #[serde(default)]
    pub totals: Vec<usize>,
    /// Rows that are left out.
    #[serde(default)]
    pub skip_rows: Vec<usize>,
    /// Rows that are one: each cell's pieces are put together, in the first of them.
    #[serde(default)]
    pub join: Vec<Vec<usize>>,
    /// Cells that hold what belongs in several columns.
    #[serde(default)]
    pub split: Vec<RecipeSplit>,
    /// Cells whose print is another than was read.
    #[serde(default)]
    pub choose: Vec<RecipeChoice>,
    /// Rows whose spaces could be read in several ways, with the relation that decided; for the reader.
    #[serde(default)]
    pub read_by: Vec<RecipeReading>,
    /// Its columns of figures.
    pub columns: Vec<RecipeColumn>,
}

/// A row that was read by a relation: the target follows from the parts. Each is a row and a column.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecipeReading {
    /// The row.
    pub row: usize,
    /// `sum`, `share` or `rest`.
    pub relation: String,
    /// The parts.
    pub parts: Vec<(usize, usize)>,
    /// What follows from them.
    pub target: (usize, usize),
}

impl RecipeReading {
    /// What is written of a choice: rows and columns counted from 1.
    pub(super) fn of(choice: &Choice) -> RecipeReading {
        let from_one = |(row, column): (usize, usize)| (row + 1, column + 1);
        RecipeReading {
            row: choice.row + 1,
            relation: choice.relation.name().to_owned(),
            parts: choice.parts.iter().copied().map(from_one).collect(),
            target: from_one(choice.target),
        }
    }

    fn toml(&self) -> String {
        let cell = |(row, column): &(usize, usize)| format!("[{row}, {column}]");
        let parts: Vec<String> = self.parts.iter().map(cell).collect();
        format!(
            "{{ row = {}, relation = {}, parts = [{}], target = {} }}",
            self.row,
            quoted(&self.relation),
            parts.join(", "),
            cell(&self.target),
        )
    }
}

/// A cell that holds what belongs in several columns, from its own on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecipeSplit {
    /// The row.
    pub row: usize,
    /// The first of the columns.
    pub column: usize,
    /// What belongs in each.
    pub printed: Vec<String>,
}

/// What is printed in a cell.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecipeChoice {
    /// The row.
    pub row: usize,
    /// The column.
    pub column: usize,
    /// What is printed there.
    pub printed: String,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecipeColumn {
    /// Which column of the table as read.
    pub column: usize,
    /// Its name in the CSV file and in checks.
    pub name: String,
    /// Its heading.
    pub title: String,
    /// What its figures measure.
    pub unit: Unit,
    /// Whether it is left out.
    #[serde(default)]
    pub skip: bool,
}

impl Recipe {
    /// The entry of a table.
    pub fn table(&self, file: &str, table: usize) -> Option<&RecipeTable> {
        self.tables
            .iter()
            .find(|it| it.file == file && it.table == table)
    }

    /// The recipe as a file.
    pub fn to_toml(&self, lang: Lang) -> String {
        let mut text = head(lang);
        for file in &self.files {
            let _ = write!(
                text,
                "\n[[file]]\nname = {}\nsha256 = {}\nformat = {}\nhidden = {}\n",
                quoted(&file.name),
                quoted(&file.sha256),
                quoted(&file.format),
                file.hidden,
            );
        }
        for table in &self.tables {
            table.write(&mut text);
        }
        if !self.written.is_empty() {
            text.push('\n');
            text.push_str(&comment(&say!(
                lang,
                "The files that reading again replaces. One that was changed by hand is not replaced.",
                "Filerna som ersätts när man läser på nytt. En som har ändrats för hand ersätts inte."
            )));
        }
        for file in &self.written {
            let _ = write!(
                text,
                "\n[[written]]\nname = {}\nsha256 = {}\n",
                quoted(&file.name),
                quoted(&file.sha256),
            );
        }
        text
    }
}

/// What the recipe is and how it may be edited.
fn head(lang: Lang) -> String {
    let what = comment(&say!(
        lang,
        "How the tables of this folder were read. You may change everything but file, table and [[written]],\n\
         and then read again: statsbidrag new THIS-FOLDER --from FILE --again\n\n\
         Rows and columns are those that `statsbidrag read FILE` shows, counted from 1, headings included.",
        "Hur tabellerna i den här mappen lästes. Allt får ändras utom file, table och [[written]];\n\
         läs sedan på nytt: statsbidrag new DENNA-MAPP --from FIL --again\n\n\
         Rader och kolumner är de som `statsbidrag read FIL` visar, räknade från 1, rubrikerna med."
    ));
    let entries = [
        (
            "skip_rows = [7]",
            say!(lang, "leaves rows out", "utelämnar rader"),
        ),
        (
            "join = [[3, 4]]",
            say!(lang, "makes one row of several", "gör en rad av flera"),
        ),
        (
            "split = [{ row = 5, column = 2, printed = [\"1 234\", \"56\"] }]",
            say!(
                lang,
                "puts the pieces of a cell in columns 2 and 3",
                "lägger delarna av en cell i kolumnerna 2 och 3"
            ),
        ),
        (
            "choose = [{ row = 5, column = 2, printed = \"1 234\" }]",
            say!(
                lang,
                "says what is printed in a cell",
                "anger vad som står i en cell"
            ),
        ),
        (
            "read_by",
            say!(
                lang,
                "tells by which sum or share a row was read; change nothing in it",
                "anger efter vilken summa eller andel en rad lästes; ändra inget där"
            ),
        ),
    ];
    let entries = entries.map(|(entry, does)| format!("# {entry:<55} {does}\n"));
    what + &entries.concat()
}

impl RecipeTable {
    fn write(&self, text: &mut String) {
        let numbers = |rows: &[usize]| {
            let rows: Vec<String> = rows.iter().map(usize::to_string).collect();
            format!("[{}]", rows.join(", "))
        };
        let join: Vec<String> = self.join.iter().map(|rows| numbers(rows)).collect();
        let split: Vec<String> = self
            .split
            .iter()
            .map(|it| {
                let pieces: Vec<String> = it.printed.iter().map(|it| quoted(it)).collect();
                format!(
                    "{{ row = {}, column = {}, printed = [{}] }}",
                    it.row,
                    it.column,
                    pieces.join(", ")
                )
            })
            .collect();
        let choose: Vec<String> = self
            .choose
            .iter()
            .map(|it| {
                format!(
                    "{{ row = {}, column = {}, printed = {} }}",
                    it.row,
                    it.column,
                    quoted(&it.printed)
                )
            })
            .collect();
        let read_by: Vec<String> = self.read_by.iter().map(RecipeReading::toml).collect();
        let read_by = match read_by.join(",\n  ") {
            none if none.is_empty() => none,
            rows => format!("read_by = [\n  {rows},\n]\n"),
        };
        let _ = write!(
            text,
            "\n[[table]]\nfile = {}\ntable = {}\nplace = {}\nname = {}\ntitle = {}\nskip = {}\nheadings = {}\nrows = {}\nlabel = {}\ncode = {}\ntotals = {}\nskip_rows = {}\njoin = [{}]\nsplit = [{}]\nchoose = [{}]\n{read_by}columns = [\n",
            quoted(&self.file),
            self.table,
            quoted(&self.place),
            quoted(&self.name),
            quoted(&self.title),
            self.skip,
            self.headings,
            quoted(kind_name(self.rows)),
            self.label,
            self.code,
            numbers(&self.totals),
            numbers(&self.skip_rows),
            join.join(", "),
            split.join(", "),
            choose.join(", "),
        );
        for column in &self.columns {
            let skip = if column.skip { ", skip = true" } else { "" };
            let _ = writeln!(
                text,
                "  {{ column = {}, name = {}, title = {}, unit = {}{skip} }},",
                column.column,
                quoted(&column.name),
                quoted(&column.title),
                quoted(column.unit.name()),
            );
        }
        text.push_str("]\n");
    }
}

/// The name of a kind of rows in the files.
pub(super) fn kind_name(kind: RowKind) -> &'static str {
    match kind {
        RowKind::Municipality => "municipality",
        RowKind::Region => "region",
        RowKind::Label => "label",
    }
}

/// A text as TOML writes it.
pub(super) fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
