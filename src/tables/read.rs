//! Reading a table: a CSV file and its declaration become a [`Table`], or all errors at once.

use rustc_hash::FxHashSet;

use super::folder::record_line;
use super::storage::{CellStorage, TooLarge};
use super::table::Rows;
use super::{
    Aliases, Column, Folder, Place, Places, Row, RowKind, SourceLines, Table, TableError,
    TableSpec, Value, nearest,
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
    let columns = context.columns(&header)?;

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
        match context.row(&record, &columns, at, &mut rows.cells) {
            Ok(row) => match rows.push(row) {
                Ok(()) => lines.push(line),
                Err(first) => errors.push(TableError::Duplicate {
                    at: at(),
                    key: format!("{} {}", &record[1], &record[2]),
                    first: lines[first],
                }),
            },
            Err(found) => errors.extend(found),
        }
    }
    if !errors.is_empty() {
        return Err(Errors(errors));
    }
    Ok(Table::new(
        id.to_owned(),
        spec.title.clone(),
        spec.rows,
        columns,
        rows,
    ))
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

    fn row(
        &self,
        record: &csv::StringRecord,
        columns: &[Column],
        at: impl Fn() -> Place,
        cells: &mut CellStorage,
    ) -> Result<Row, Errors<TableError>> {
        let expected = columns.len() + 3;
        if record.len() != expected {
            return Err(Errors::from(cell_count(&at(), record.len(), expected)));
        }
        let mut errors = Vec::new();
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
        for (printed, column) in record.iter().skip(3).zip(columns) {
            if let Err(error) = read_cell(printed, column, &at, cells) {
                errors.push(error);
            }
        }
        if !errors.is_empty() {
            return Err(Errors(errors));
        }
        let is_total =
            (self.spec.rows != RowKind::Label && key == "00") || self.totals.contains(key);
        Ok(Row {
            key: key.to_owned(),
            label: label.to_owned(),
            lines,
            is_total,
        })
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

/// Reads a cell and adds it to `cells`.
fn read_cell(
    printed: &str,
    column: &Column,
    at: impl Fn() -> Place,
    cells: &mut CellStorage,
) -> Result<(), TableError> {
    let value = Value::read(printed, column.unit).map_err(|error| TableError::NotANumber {
        at: at().column(&column.id),
        found: printed.to_owned(),
        expected: format!("a number in {}, or one of the marks - . *)", column.unit),
        help: error.to_string(),
    })?;
    cells
        .push(printed, value)
        .map_err(|TooLarge| TableError::TableTooLarge {
            at: at().column(&column.id),
        })
}
