//! Reading a table: a CSV file and its declaration become a [`Table`], or all errors at once.

use rustc_hash::FxHashSet;

use super::folder::record_line;
use super::storage::{CellStorage, TooLarge};
use super::table::Rows;
use super::{
    Aliases, Column, ColumnReader, Folder, Place, Places, Row, RowKind, SourceLines, Table,
    TableError, TableSpec, Value, nearest,
};
use crate::lang::Errors;

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
    Ok(table)
}

impl Context<'_> {
    fn broken(&self, error: &csv::Error) -> TableError {
        let line = error.position().map_or(1, csv::Position::line);
        TableError::BrokenCsv {
            at: self.file.line(line),
            reason: error.to_string(),
        }
    }

    /// The columns after `line`, `code`/`key` and `row`, each declared.
    fn columns(&self, header: &csv::StringRecord) -> Result<Vec<Column>, Errors<TableError>> {
        let at = self.file.line(1);
        let mut errors = Vec::new();
        let fixed = ["line", self.spec.rows.key_header(), "row"];
        for (position, expected) in fixed.iter().enumerate() {
            let found = header.get(position).unwrap_or("nothing");
            if found != *expected {
                errors.push(TableError::Header {
                    at: at.column((position + 1).to_string()),
                    found: found.to_owned(),
                    expected: (*expected).to_owned(),
                    help: format!("a table of this kind begins with {}", fixed.join(",")),
                });
            }
        }
        let mut columns: Vec<Column> = Vec::new();
        for id in header.iter().skip(fixed.len()) {
            if columns.iter().any(|it| it.id == id) {
                errors.push(TableError::Header {
                    at: at.column(id),
                    found: format!("{id} twice"),
                    expected: "each column once".to_owned(),
                    help: "rename or remove one of them".to_owned(),
                });
            }
            match self.spec.columns.get(id) {
                Some(column) => columns.push(Column {
                    id: id.to_owned(),
                    title: column.title.clone(),
                    unit: column.unit,
                    style: column.style.unwrap_or_default(),
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
                found: "no such column".to_owned(),
                expected: id.clone(),
                help: "it is declared in tables.toml; add it to the file".to_owned(),
            });
        }
        Errors::result(errors, columns)
    }

    fn undeclared(&self, id: &str, at: &Place) -> TableError {
        let declared = self.spec.columns.keys().map(String::as_str);
        let help = match nearest(id, declared.clone()) {
            Some(name) => format!("did you mean \"{name}\"?"),
            None => "declare it in tables.toml with a title and a unit".to_owned(),
        };
        TableError::Header {
            at: at.column(id),
            found: id.to_owned(),
            expected: format!("one of {}", declared.collect::<Vec<_>>().join(", ")),
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
            return Err(cell_count(&at(), record.len(), expected));
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
                    expected: format!(
                        "a number in {}, or one of the marks - . .. *)",
                        columns[column].unit
                    ),
                    help: error.to_string(),
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

fn cell_count(at: &Place, found: usize, expected: usize) -> TableError {
    let problem = match found.cmp(&expected) {
        std::cmp::Ordering::Less if found + 1 == expected => "a cell too few".to_owned(),
        std::cmp::Ordering::Less => format!("{} cells too few", expected - found),
        _ if found == expected + 1 => "a cell too many".to_owned(),
        _ => format!("{} cells too many", found - expected),
    };
    TableError::CellCount {
        at: at.clone(),
        problem,
        found,
        expected,
    }
}
