//! A table of a document as a table of a decision folder.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::super::origins::written;
use super::edits::{Edited, edited, misfits};
use super::names::{Names, slug};
use super::note::{DraftNote, DraftNoteKind};
use super::recipe::{RecipeColumn, RecipeTable, kind_name, quoted};
use super::text::DraftText;
use super::{DraftError, comment};
use crate::intake::{PrintedCell, Sheet, SheetPlace};
use crate::lang::{Lang, say};
use crate::tables::{
    PlaceKind, Places, RowKind, Unit, Value, bare_name, looks_like_figure, read_column,
};

/// A table with everything that its files say.
pub(super) struct DraftTable {
    /// The document it stands in.
    pub file: String,
    pub name: String,
    pub title: String,
    pub kind: RowKind,
    pub columns: Vec<RecipeColumn>,
    pub rows: Vec<DraftRow>,
    notes: Vec<DraftNoteKind>,
    /// Names of rows that are none of their code's place: the name, the code and that place's name.
    aliases: BTreeSet<[String; 3]>,
    /// Totals that were used to read the rows above them: position of the row and of the column.
    pub used_for_reading: BTreeSet<(usize, usize)>,
    /// What stands for figures that could not be read.
    pub marks: BTreeSet<String>,
    /// What kind of places rows of labels name, towns and counties that share a name included.
    preferred: [PlaceKind; 2],
}

/// A row of it.
pub(super) struct DraftRow {
    pub key: String,
    pub label: String,
    pub line: usize,
    pub is_total: bool,
    /// A cell a column.
    pub cells: Vec<PrintedCell>,
}

impl DraftRow {
    /// Where it begins.
    fn place(&self) -> SheetPlace {
        let begins = SheetPlace::Line { line: 1, column: 1 };
        self.cells.first().map_or(begins, |cell| cell.place.clone())
    }
}

impl DraftTable {
    /// Makes of a table what its entry says. *Errors*: entries that do not fit it.
    pub fn of(
        sheet: &Sheet,
        entry: &RecipeTable,
        places: &Places,
        text: &DraftText,
    ) -> Result<DraftTable, Vec<DraftError>> {
        let width = sheet.rows.first().map_or(0, Vec::len);
        let errors = misfits(entry, sheet.rows.len(), width);
        if !errors.is_empty() {
            return Err(errors);
        }
        let edited = edited(sheet, entry);
        let columns: Vec<RecipeColumn> = entry
            .columns
            .iter()
            .filter(|it| !it.skip)
            .cloned()
            .collect();
        let mut table = DraftTable {
            file: entry.file.clone(),
            name: entry.name.clone(),
            title: entry.title.clone(),
            kind: entry.rows,
            columns,
            rows: Vec::new(),
            notes: Vec::new(),
            aliases: BTreeSet::new(),
            used_for_reading: BTreeSet::new(),
            marks: BTreeSet::new(),
            preferred: preferred(&edited, entry, places),
        };
        let mut keys = Names::default();
        for (number, cells) in edited {
            let is_total = entry.totals.contains(&number);
            let row = table.row(cells, is_total, entry, places, text);
            let targets = (0..table.columns.len()).filter(|position| {
                let column = table.columns[*position].column - 1;
                sheet.is_read_by_relation(number - 1, column)
            });
            let row_position = table.rows.len();
            let targets: Vec<(usize, usize)> = targets.map(|it| (row_position, it)).collect();
            table.used_for_reading.extend(targets);
            table.note_other_name(&row, places);
            table.keep(row, &mut keys);
        }
        table.note_words();
        Ok(table)
    }

    fn row(
        &mut self,
        cells: Vec<PrintedCell>,
        is_total: bool,
        entry: &RecipeTable,
        places: &Places,
        text: &DraftText,
    ) -> DraftRow {
        let printed = |column: usize| {
            let cell = column.checked_sub(1).and_then(|it| cells.get(it));
            cell.map_or("", |cell| cell.printed.as_str())
        };
        let (label, code) = (printed(entry.label), printed(entry.code));
        let place = cells.first().map(|cell| cell.place.clone());
        let line = place
            .as_ref()
            .map_or(1, |place| text.line(&entry.file, place));
        let found = self.code(label, code, places);
        let key = match (self.kind, is_total, found) {
            (RowKind::Municipality | RowKind::Region, true, _) => "00".to_owned(),
            (_, _, Some(code)) if !is_total => code,
            _ => slug(label).replace('_', "-"),
        };
        let label = if label.is_empty() { code } else { label };
        let wanted = self
            .columns
            .iter()
            .map(|column| cells.get(column.column - 1).cloned());
        let cells: Vec<PrintedCell> = wanted.flatten().collect();
        DraftRow {
            key,
            label: label.to_owned(),
            line,
            is_total,
            cells,
        }
    }

    /// The SCB code of a row.
    fn code(&self, label: &str, code: &str, places: &Places) -> Option<String> {
        let kinds: &[PlaceKind] = match self.kind {
            RowKind::Municipality => &[PlaceKind::Municipality],
            RowKind::Region => &[PlaceKind::Region],
            RowKind::Label => &self.preferred,
        };
        let look = |printed: &str| {
            let named = places.named(printed);
            let of_kind = |kind: &PlaceKind| named.iter().find(|place| place.kind == *kind);
            kinds
                .iter()
                .find_map(of_kind)
                .map(|place| place.code.clone())
        };
        let has_letters = label.chars().any(char::is_alphabetic);
        if code.is_empty() {
            has_letters.then(|| look(label)).flatten()
        } else {
            look(code)
        }
    }

    /// Notes a row whose name is none of the place that its code means: the two disagree, and both are
    /// kept as printed.
    fn note_other_name(&mut self, row: &DraftRow, places: &Places) {
        if row.is_total {
            return;
        }
        let Some(place) = places.get(&row.key) else {
            return;
        };
        if places.is_name_of(&row.label, place) {
            return;
        }
        self.notes.push(DraftNoteKind::OtherName {
            label: row.label.clone(),
            place: row.place(),
            code: row.key.clone(),
            name: place.name.clone(),
        });
        // rows with labels may be called anything
        if self.kind != RowKind::Label {
            let label = bare_name(&row.label).to_owned();
            self.aliases
                .insert([label, row.key.clone(), place.name.clone()]);
        }
    }

    /// Keeps a row under a key of its own.
    fn keep(&mut self, mut row: DraftRow, keys: &mut Names) {
        if row.key.is_empty() {
            row.key = format!("rad-{}", self.rows.len() + 1);
        }
        let key = keys.free(&row.key, '-');
        if key != row.key && self.kind != RowKind::Label {
            // the file will not load: the place is said to stand twice
            self.notes.push(DraftNoteKind::Repeated {
                label: row.label.clone(),
                place: row.place(),
            });
        }
        row.key = key;
        self.rows.push(row);
    }

    /// Cells in a column of figures that cannot be read as one are figures that are not known: they are
    /// declared so and named, and no sum over them is. Where most are such, the column is one of words.
    fn note_words(&mut self) {
        for column in 0..self.columns.len() {
            let unit = self.columns[column].unit;
            if unit == Unit::Text {
                continue;
            }
            let cells = self.rows.iter().filter_map(|row| row.cells.get(column));
            let cells: Vec<&PrintedCell> = cells.collect();
            let reading = read_column(cells.iter().map(|cell| cell.printed.as_str()), Some(unit));
            let is_number = |it: &&Result<Value, _>| matches!(it, Ok(Value::Number(_)));
            let numbers = reading.cells.iter().filter(is_number).count();
            let failing = cells
                .iter()
                .zip(&reading.cells)
                .filter(|(_, read)| read.is_err());
            let failing: Vec<&PrintedCell> = failing.map(|(cell, _)| *cell).collect();
            if failing.is_empty() {
                continue;
            }
            if failing.len() > numbers {
                self.columns[column].unit = Unit::Text;
                continue;
            }
            for cell in failing {
                self.marks.insert(cell.printed.trim().to_owned());
                self.notes.push(DraftNoteKind::NotAFigure {
                    column: self.columns[column].title.clone(),
                    printed: cell.printed.clone(),
                    place: cell.place.clone(),
                });
            }
        }
        // what is a mark in one column must be none in another that reads it as a figure
        for column in 0..self.columns.len() {
            let unit = self.columns[column].unit;
            let reads = |mark: &&String| Value::read(mark, unit).is_ok();
            let cells = self.rows.iter().filter_map(|row| row.cells.get(column));
            let holds = |mark: &&String| cells.clone().any(|cell| cell.printed.trim() == **mark);
            if unit != Unit::Text && self.marks.iter().filter(reads).any(|it| holds(&it)) {
                self.columns[column].unit = Unit::Text;
            }
        }
        self.note_figures_as_words();
    }

    /// A column of figures that nobody could read is not passed over in silence.
    fn note_figures_as_words(&mut self) {
        for (position, column) in self.columns.iter().enumerate() {
            if column.unit != Unit::Text {
                continue;
            }
            let cells = self.rows.iter().filter_map(|row| row.cells.get(position));
            let filled: Vec<&PrintedCell> = cells.filter(|cell| !cell.is_blank()).collect();
            let figures: Vec<&&PrintedCell> = filled
                .iter()
                .filter(|cell| looks_like_figure(&cell.printed))
                .collect();
            if let Some(first) = figures.first().filter(|_| figures.len() * 2 > filled.len()) {
                self.notes.push(DraftNoteKind::FiguresAsWords {
                    column: column.title.clone(),
                    figures: figures.len(),
                    printed: first.printed.clone(),
                    place: first.place.clone(),
                });
            }
        }
    }

    /// What the cells of a column mean, row by row.
    pub fn values(&self, column: usize) -> Vec<Value> {
        let unit = self.columns[column].unit;
        let cells = self.rows.iter().map(|row| {
            let cell = row.cells.get(column);
            cell.map_or("", |cell| cell.printed.as_str())
        });
        let read = read_column(cells, Some(unit)).cells;
        read.into_iter()
            .map(|cell| cell.unwrap_or(Value::Text))
            .collect()
    }

    /// What was noticed of the table: names, completeness.
    pub fn notes(&self, places: &Places) -> Vec<DraftNote> {
        let mut kinds = self.notes.clone();
        let codes: BTreeSet<&str> = self
            .rows
            .iter()
            .filter(|row| !row.is_total)
            .map(|row| row.key.as_str())
            .collect();
        for kind in [PlaceKind::Municipality, PlaceKind::Region] {
            let all: Vec<_> = places.of_kind(kind).collect();
            let missing = all
                .iter()
                .filter(|place| !codes.contains(place.code.as_str()));
            let missing: Vec<String> = missing.map(|place| place.name.clone()).collect();
            let found = all.len() - missing.len();
            if missing.is_empty() {
                let count = found;
                kinds.push(DraftNoteKind::Complete { kind, count });
            } else if found * 10 >= all.len() * 9 {
                let names = missing;
                kinds.push(DraftNoteKind::Missing { kind, found, names });
            }
            let named = self
                .rows
                .iter()
                .filter(|row| all.iter().any(|it| it.code == row.key));
            let listed = self.rows.iter().filter(|row| !row.is_total).count();
            // a table of places with a few labels that are none
            if self.kind == RowKind::Label && named.count() * 10 >= listed * 8 && listed >= 5 {
                kinds.extend(self.unknown_names(places));
            }
        }
        let table = |kind: DraftNoteKind| DraftNote {
            file: self.file.clone(),
            table: self.name.clone(),
            kind,
        };
        kinds.into_iter().map(table).collect()
    }

    fn unknown_names<'t>(&'t self, places: &'t Places) -> impl Iterator<Item = DraftNoteKind> + 't {
        let is_unknown = |row: &&DraftRow| {
            !row.is_total
                && places.named(&row.label).is_empty()
                && places.get(&row.key).is_none()
                && row.cells.iter().any(|cell| !cell.is_blank())
        };
        let note = |row: &DraftRow| DraftNoteKind::UnknownName {
            label: row.label.clone(),
            place: row.place(),
            nearest: places.nearest_name(&row.label).map(str::to_owned),
        };
        self.rows.iter().filter(is_unknown).map(note)
    }

    /// Its entry in `tables.toml`.
    pub fn declaration(&self, lang: Lang) -> String {
        let lines = self.rows.iter().map(|row| row.line);
        let (first, last) = (lines.clone().min().unwrap_or(1), lines.max().unwrap_or(1));
        let totals: Vec<String> = self
            .rows
            .iter()
            .filter(|row| row.is_total)
            .map(|row| quoted(&row.key))
            .collect();
        let marks = self
            .marks
            .iter()
            .map(|mark| format!("{} = \"withheld\"", quoted_key(mark)));
        let marks = match marks.collect::<Vec<_>>() {
            marks if marks.is_empty() => String::new(),
            marks => {
                let what = comment(&say!(
                    lang,
                    "printed in place of figures, or not readable as one",
                    "anges i stället för uppgifter, eller kan inte läsas som en uppgift"
                ));
                format!("{what}marks = {{ {} }}\n", marks.join(", "))
            }
        };
        let mut text = format!(
            "[{}]\ntitle = {}\nlines = \"{first}-{last}\"\nrows = {}\ntotals = [{}]\n{marks}\n[{}.columns]\n",
            self.name,
            quoted(&self.title),
            quoted(kind_name(self.kind)),
            totals.join(", "),
            self.name,
        );
        for column in &self.columns {
            let _ = writeln!(
                text,
                "{} = {{ title = {}, unit = {} }}",
                column.name,
                quoted(&column.title),
                quoted(column.unit.name()),
            );
        }
        text.push('\n');
        text
    }

    /// Its CSV file.
    pub fn csv(&self) -> String {
        let mut text = String::new();
        let header = ["line", self.kind.key_header(), "row"].into_iter();
        let names = self.columns.iter().map(|column| column.name.as_str());
        csv_line(&mut text, header.chain(names));
        for row in &self.rows {
            let line = row.line.to_string();
            let begins = [line.as_str(), &row.key, &row.label].into_iter();
            let cells = row.cells.iter().map(|cell| cell.printed.as_str());
            csv_line(&mut text, begins.chain(cells));
        }
        text
    }

    /// Its lines in `aliases.csv`.
    pub fn aliases(&self) -> String {
        let mut text = String::new();
        for [label, code, name] in &self.aliases {
            let basis = format!("{code} ({name})");
            csv_line(&mut text, [self.name.as_str(), label, code, &basis]);
        }
        text
    }

    /// Where each cell stands in its file.
    pub fn origins(&self) -> String {
        let mut text = String::new();
        for row in &self.rows {
            let line = row.line.to_string();
            let cells = self.columns.iter().zip(&row.cells);
            for (column, cell) in cells.filter(|(_, cell)| !cell.is_blank()) {
                let place = written(&cell.place);
                csv_line(&mut text, [self.name.as_str(), &line, &column.name, &place]);
            }
        }
        text
    }

    /// The rows that sum up others, by position.
    pub fn totals(&self) -> Vec<usize> {
        let rows = self.rows.iter().enumerate();
        rows.filter(|(_, row)| row.is_total)
            .map(|(position, _)| position)
            .collect()
    }
}

/// A text as a key of TOML.
fn quoted_key(text: &str) -> String {
    let mut key = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => key.extend(['\\', letter]),
            letter if letter.is_control() => key.push_str(&format!("\\u{:04X}", u32::from(letter))),
            letter => key.push(letter),
        }
    }
    key.push('"');
    key
}

/// The kind of places that more of the rows name stands first.
fn preferred(rows: &[Edited], entry: &RecipeTable, places: &Places) -> [PlaceKind; 2] {
    let count = |kind: PlaceKind| {
        let is_named = |(_, cells): &&Edited| {
            let cell = entry.label.checked_sub(1).and_then(|it| cells.get(it));
            let named = cell.map_or(Vec::new(), |cell| places.named(&cell.printed));
            named.iter().any(|place| place.kind == kind)
        };
        rows.iter().filter(is_named).count()
    };
    if count(PlaceKind::Region) >= count(PlaceKind::Municipality) {
        [PlaceKind::Region, PlaceKind::Municipality]
    } else {
        [PlaceKind::Municipality, PlaceKind::Region]
    }
}

/// A line of a CSV file.
fn csv_line<'f>(text: &mut String, fields: impl IntoIterator<Item = &'f str>) {
    for (position, field) in fields.into_iter().enumerate() {
        if position > 0 {
            text.push(',');
        }
        if field.contains([',', '"', '\n', '\r']) || field != field.trim() {
            let _ = write!(text, "\"{}\"", field.replace('"', "\"\""));
        } else {
            text.push_str(field);
        }
    }
    text.push('\n');
}
