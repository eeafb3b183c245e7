//! Reading a table: a CSV file and its declaration become a [`Table`], or all errors at once.

use rustc_hash::FxHashSet;

use super::folder::record_line;
use super::storage::{CellStorage, TooLarge};
use super::suggest::did_you_mean;
use super::table::Rows;
use super::{
    Aliases, Column, ColumnReader, Folder, Place, Places, Row, RowKind, SourceLines, Table,
    TableError, TableSpec, Value,
};
use crate::lang::{Errors, Phrase, phrase};

/// What a declared precision is written with at most.
const MOST_DECIMALS: u32 = 12;

/// What a reader needs to know besides the file.
struct Context<'a> {
    id: &'a str,
    spec: &'a TableSpec,
    places: &'a Places,
    aliases: &'a Aliases,
    file: Place,
    totals: FxHashSet<&'a str>,
}

/// The columns as far as they have been seen, and the cells that wait until all has been: their
/// position in the table and their line in the file.
struct Unread {
    readers: Vec<ColumnReader>,
    cells: Vec<(usize, u64)>,
}

/// Reads the table `id` from `id.csv` in `folder`. *Errors*: everything wrong with the file.
pub fn read_table(
    folder: &Folder,
    id: &str,
    spec: &TableSpec,
    places: &Places,
    aliases: &Aliases,
) -> Result<Table, Errors<TableError>> {
    let file_name = format!("{id}.csv");
    let context = Context {
        id,
        spec,
        places,
        aliases,
        file: folder.place(&file_name),
        totals: spec.totals.iter().map(String::as_str).collect(),
    };
    let text = folder.text(&file_name, &spec.title)?;
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .has_headers(true)
        .from_reader(text.as_bytes());
    let header = reader
        .headers()
        .cloned()
        .map_err(|error| context.broken(&error))?;
    let mut columns = context.columns(&header)?;
    let mut unread = Unread {
        readers: context.readers(&columns),
        cells: Vec::new(),
    };

    // a record has a comma between two cells and a line end: longer ones make fewer rows
    let lines_at_most = text.bytes().filter(|byte| *byte == b'\n').count();
    let rows_at_most = lines_at_most.min(text.len() / (columns.len() + 3));
    let mut rows = Rows::with_capacity(rows_at_most, columns.len());
    // the line of each row, for the message on another with its key
    let mut lines: Vec<u64> = Vec::new();
    let mut errors = Vec::new();
    // one record is read into again and again
    let mut record = csv::StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {}
            Err(error) => {
                errors.push(context.broken(&error));
                continue;
            }
        }
        let line = record
            .position()
            .map_or(0, |position| record_line(text, position));
        let at = || context.file.line(line);
        if let Err(error) = context.take_cells(&record, line, &mut unread, &mut rows.cells) {
            errors.push(error);
            continue;
        }
        let cells = record.iter().skip(3).zip(&mut unread.readers);
        cells.for_each(|(cell, reader)| reader.see(cell));
        match rows.push(context.row(&record, at, &mut errors)) {
            Ok(()) => lines.push(line),
            Err(first) => errors.push(TableError::Duplicate {
                at: at(),
                key: format!("{} {}", &record[1], &record[2]),
                first: lines[first],
            }),
        }
    }
    for (column, reader) in columns.iter_mut().zip(&mut unread.readers) {
        column.style = reader.decide();
    }
    errors.extend(context.read_cells(&unread, &columns, &mut rows.cells));
    if !errors.is_empty() {
        return Err(Errors(errors));
    }
    let title = spec.title.clone();
    let mut table = Table::new(id.to_owned(), title, spec.rows, columns, rows);
    table.marks = spec.marks.clone();
    let too_fine = table.too_fine().into_iter().map(|(row, column, grain)| {
        let line = lines.get(row).copied().unwrap_or(1);
        TableError::TooFine {
            at: context.file.line(line).column(&table.columns[column].id),
            found: table.cell(row, column).printed.to_owned(),
            multiple_of: grain.to_decimal_string(grain.decimals(MOST_DECIMALS).unwrap_or(0)),
        }
    });
    let too_fine: Vec<TableError> = too_fine.collect();
    if !too_fine.is_empty() {
        return Err(Errors(too_fine));
    }
    let is_missing = |key: &&String| table.row_index(key).is_none();
    table.totals_without_rows = spec.totals.iter().filter(is_missing).cloned().collect();
    Ok(table)
}

impl Context<'_> {
    fn broken(&self, error: &csv::Error) -> TableError {
        let line = error.position().map_or(1, csv::Position::line);
        TableError::broken_csv(self.file.line(line), error)
    }

    /// The columns after `line`, `code`/`key` and `row`, each declared.
    fn columns(&self, header: &csv::StringRecord) -> Result<Vec<Column>, Errors<TableError>> {
        let at = self.file.line(1);
        let mut errors = Vec::new();
        let fixed = ["line", self.spec.rows.key_header(), "row"];
        for (position, expected) in fixed.iter().enumerate() {
            let found = header.get(position);
            if found != Some(*expected) {
                let nothing = || phrase!("nothing", "ingenting");
                let found = found.map_or_else(nothing, Phrase::same);
                errors.push(TableError::Header {
                    at: at.column((position + 1).to_string()),
                    found,
                    expected: Phrase::same(*expected),
                    help: phrase!(
                        "a table of this kind begins with {}",
                        "en sådan tabell börjar med {}",
                        fixed.join(",")
                    ),
                });
            }
        }
        let mut columns: Vec<Column> = Vec::new();
        for id in header.iter().skip(fixed.len()) {
            if columns.iter().any(|it| it.id == id) {
                errors.push(TableError::Header {
                    at: at.column(id),
                    found: phrase!("{id} twice", "{id} två gånger"),
                    expected: phrase!("each column once", "varje kolumn en gång"),
                    help: phrase!(
                        "rename or remove one of them",
                        "byt namn på eller ta bort en"
                    ),
                });
            }
            match self.spec.columns.get(id) {
                Some(column) => columns.push(Column {
                    id: id.to_owned(),
                    title: column.title.clone(),
                    unit: column.unit,
                    style: column.style.unwrap_or_default(),
                    precision: [column.precision, column.precision_of_totals],
                    is_allocated: false,
                }),
                None => errors.push(self.undeclared(id, &at)),
            }
        }
        for id in self
            .spec
            .columns
            .keys()
            .filter(|id| !header.iter().any(|name| name == *id))
        {
            errors.push(TableError::Header {
                at: at.clone(),
                found: phrase!("no such column", "ingen sådan kolumn"),
                expected: Phrase::same(id.as_str()),
                help: phrase!(
                    "it is declared in tables.toml; add it to the file",
                    "den finns i tables.toml; lägg till den i filen"
                ),
            });
        }
        Errors::result(errors, columns)
    }

    fn undeclared(&self, id: &str, at: &Place) -> TableError {
        let declared = self.spec.columns.keys().map(String::as_str);
        let help = did_you_mean(id, declared.clone()).unwrap_or_else(|| {
            phrase!(
                "declare it in tables.toml with a title and a unit",
                "för in den i tables.toml med titel och enhet"
            )
        });
        let declared = declared.collect::<Vec<_>>().join(", ");
        TableError::Header {
            at: at.column(id),
            found: Phrase::same(id),
            expected: phrase!("one of {declared}", "någon av {declared}"),
            help,
        }
    }

    /// A reader for each column.
    fn readers(&self, columns: &[Column]) -> Vec<ColumnReader> {
        let reader = |column: &Column| {
            let declared = self.spec.columns.get(&column.id).and_then(|it| it.style);
            ColumnReader::new(column.unit, declared).with_marks(&self.spec.marks)
        };
        columns.iter().map(reader).collect()
    }

    /// Adds the cells of a record to `cells`: with what they mean where plain digits or a mark say
    /// so, else to be read when the whole column has been seen. *Errors*: too few or many cells.
    fn take_cells(
        &self,
        record: &csv::StringRecord,
        line: u64,
        unread: &mut Unread,
        cells: &mut CellStorage,
    ) -> Result<(), TableError> {
        let at = || self.file.line(line);
        let expected = unread.readers.len() + 3;
        if record.len() != expected {
            return Err(TableError::CellCount {
                at: at(),
                found: record.len(),
                expected,
            });
        }
        for (column, printed) in record.iter().skip(3).enumerate() {
            let value = unread.readers[column].at_once(printed);
            if value.is_none() {
                unread.cells.push((cells.len(), line));
            }
            let pushed = cells.push(printed, value.unwrap_or(Value::Text));
            pushed.map_err(|TooLarge| TableError::TableTooLarge { at: at() })?;
        }
        Ok(())
    }

    /// Reads the cells that were left, each in the style of its column. *Gives* what cannot be read.
    fn read_cells(
        &self,
        unread: &Unread,
        columns: &[Column],
        cells: &mut CellStorage,
    ) -> Vec<TableError> {
        let mut errors = Vec::new();
        for &(position, line) in &unread.cells {
            let column = position % columns.len();
            let at = || self.file.line(line).column(&columns[column].id);
            let printed = cells.get(position).printed;
            match unread.readers[column].read(printed) {
                Ok(value) => {
                    let set = cells.set_value(position, value);
                    let too_large = |TooLarge| TableError::TableTooLarge { at: at() };
                    errors.extend(set.map_err(too_large).err());
                }
                Err(error) => errors.push(TableError::NotANumber {
                    at: at(),
                    found: printed.to_owned(),
                    expected: {
                        let (unit, name) = (columns[column].unit, columns[column].unit.name());
                        phrase!(
                            "a number in {unit}, or one of the marks - . .. *)",
                            "ett tal i enheten {name}, eller något av tecknen - . .. *)"
                        )
                    },
                    help: Phrase::from(&error),
                }),
            }
        }
        errors
    }

    /// A row without its cells. What is wrong with its line and its name is added to `errors`.
    fn row(
        &self,
        record: &csv::StringRecord,
        at: impl Fn() -> Place,
        errors: &mut Vec<TableError>,
    ) -> Row {
        let lines = match self.lines(&record[0], &at) {
            Ok(lines) => lines,
            Err(error) => {
                errors.push(error);
                None
            }
        };
        let (key, label) = (&record[1], &record[2]);
        if let Err(error) =
            self.places
                .check(self.aliases, self.id, self.spec.rows, (key, label), &at)
        {
            errors.push(error);
        }
        let is_total =
            (self.spec.rows != RowKind::Label && key == "00") || self.totals.contains(key);
        Row {
            key: key.to_owned(),
            label: label.to_owned(),
            lines,
            is_total,
        }
    }

    /// The source lines; a derived table has `-`.
    fn lines(&self, text: &str, at: impl Fn() -> Place) -> Result<Option<SourceLines>, TableError> {
        if self.spec.derived.is_some() && text == "-" {
            return Ok(None);
        }
        SourceLines::parse(text)
            .map(Some)
            .ok_or_else(|| TableError::NotALine {
                at: at().column("line"),
                found: text.to_owned(),
            })
    }
}
