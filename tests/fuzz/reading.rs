//! Numerals, cells and columns of amounts: what was read, written and read again is the same.

use statsbidrag::decision::embedded_places;
use statsbidrag::exact::{PrintedNumber, PrintingRule, Ratio};
use statsbidrag::tables::{
    Aliases, AmountSource, Folder, NumeralError, Places, Table, TableSpec, Unit, Value,
    looks_like_figure, read_amounts, read_column, read_figure, read_table, running_numbers,
};
use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::damage::{Choices, damage_file, damaged, files, folder_of};

/// Figures as documents print them.
const PRINTED: &[&str] = &[
    "10 211 163",
    "3,5 %",
    "<1 %",
    "drygt 290 miljoner kronor",
    "två tredjedelar",
    "1 998 500 000*",
    "n=212",
    "-0,25",
    "närmare 50 procent",
    "cirka 2,4 miljarder kronor",
    "inte fullt 3 tkr",
    "48.851",
    "1,234.50",
    "(1 500) tkr",
    "84 milj. kr",
    "nio av tio",
    "en och en halv miljon",
    "hundratjugo tusen",
    "samtliga 290 kommuner",
    "5 eller fler",
    "1 754 1)",
    "12,5 årsarbetare",
    "16 017 654 **",
];

pub fn places() -> &'static Places {
    static PLACES: OnceLock<Places> = OnceLock::new();
    PLACES.get_or_init(|| embedded_places().expect("the places"))
}

/// A numeral reads the same with any kind of space, is refused beside an unknown word, looks like a
/// figure if it is one in digits, lies in its own interval if nothing hedges it, and is itself again
/// when its value is written out. In a running text and in a column nothing is read otherwise.
pub fn numerals(bytes: &[u8]) {
    let mut choices = Choices(bytes);
    let unit = Unit::ALL[usize::from(choices.byte()) % Unit::ALL.len()];
    let text = match choices.byte() % 4 {
        0 => String::from_utf8_lossy(choices.0).into_owned(),
        _ => {
            let printed = choices.one_of(PRINTED);
            damaged(printed, &mut choices)
        }
    };
    in_a_text_and_a_column(&text, unit);
    let read = read_figure(&text, unit);
    let spaced = text.replace(' ', "\u{a0}");
    assert_eq!(read, read_figure(&spaced, unit), "{text:?}");
    for beside in [format!("{text} zqx"), format!("zqx {text}")] {
        assert!(read_figure(&beside, unit).is_err(), "{beside:?} in {unit}");
    }
    let Ok(number) = read else { return };
    let has_digit = text.contains(|letter: char| letter.is_ascii_digit());
    // in brackets beside words a figure decides what they stand for
    let is_of_words = ["av", "hundra", "tusen", "("]
        .iter()
        .any(|it| text.contains(it));
    assert!(
        !has_digit || is_of_words || looks_like_figure(&text),
        "{text:?}"
    );
    lies_in_its_interval(&text, &number);
    is_itself_when_written(&text, &number, unit);
}

fn lies_in_its_interval(text: &str, number: &PrintedNumber) {
    let rules = [PrintingRule::HalfUp]
        .into_iter()
        .chain(PrintingRule::ALTERNATIVES);
    for rule in rules {
        let Ok(interval) = number.interval(rule) else {
            continue;
        };
        let literal = number.hedge().is_none();
        assert!(
            !literal || interval.contains(number.value()),
            "{text:?} by {rule}"
        );
    }
}

fn is_itself_when_written(text: &str, number: &PrintedNumber, unit: Unit) {
    let one = unit.factor();
    let (Ok(value), Ok(quantum)) = (number.value().div(one), number.quantum().div(one)) else {
        return;
    };
    // a number in units has 10^-decimals as its last digit; millions and fractions in words have not
    let decimals = (0..=20).find(|&it| Ratio::new(1, 10_i128.pow(it)) == Ok(quantum));
    let Some(decimals) = decimals else { return };
    let written = value.to_decimal_string(decimals);
    match read_figure(&written, unit) {
        Ok(again) => assert_eq!(
            (again.value(), again.quantum()),
            (number.value(), number.quantum()),
            "{text:?} as {written:?}"
        ),
        // three decimals that only the words beside them told from thousands
        Err(error) => assert!(
            decimals == 3
                && matches!(
                    error,
                    NumeralError::PointOrThousands { .. }
                        | NumeralError::NeitherOreNorThousands { .. }
                ),
            "{text:?} as {written:?}: {error}"
        ),
    }
}

fn in_a_text_and_a_column(text: &str, unit: Unit) {
    let mut last = 0;
    for found in running_numbers(text) {
        assert!(
            found.span.start >= last && !text[found.span.clone()].is_empty(),
            "{text:?}"
        );
        last = found.span.end;
    }
    let cells = [text, "7", text];
    let column = read_column(cells.into_iter(), Some(unit));
    assert_eq!(column.cells[0], column.cells[2], "{text:?}");
    if let (Ok(Value::Number(here)), Ok(alone)) = (&column.cells[0], read_figure(text, unit)) {
        assert_eq!(*here, alone, "{text:?}");
    }
}

/// A damaged table is refused, or has every record of its file as a row, every field as a cell; and
/// written as CSV and read again it is the same table.
pub fn cells(bytes: &[u8]) {
    let mut choices = Choices(bytes);
    let mut files = files(&mut choices);
    damage_file(&mut files, ".csv", &mut choices);
    let folder = folder_of(&files);
    let declared = folder.toml::<BTreeMap<String, TableSpec>>("tables.toml", "the tables");
    let (Ok(declared), Ok(aliases)) = (declared, Aliases::read(&folder, places())) else {
        return;
    };
    for (id, spec) in declared {
        let Ok(table) = read_table(&folder, &id, &spec, places(), &aliases) else {
            continue;
        };
        let file = format!("{id}.csv");
        holds_every_field(&table, folder.text(&file, "").expect("the file"));
        let written = written(&table, &spec);
        let again = Folder::from_texts("again", &[(&file, &written)]);
        let again = read_table(&again, &id, &spec, places(), &aliases);
        let again = again.unwrap_or_else(|errors| panic!("{errors:?} in {written}"));
        assert_eq!(format!("{:?}", table.rows), format!("{:?}", again.rows));
    }
}

fn holds_every_field(table: &Table, text: &str) {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut records = reader.records().map(|it| it.expect("a record"));
    let header = records.next().expect("a header");
    let mut names: Vec<&str> = header.iter().collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(
        names.len(),
        header.len(),
        "a column stands twice: {header:?}"
    );
    let mut rows = table.rows.iter().enumerate();
    for record in records {
        let (position, row) = rows.next().expect("a row for every record");
        let printed = table.cells(position).map(|cell| cell.printed);
        let fields: Vec<&str> = record.iter().skip(1).collect();
        let read: Vec<&str> = [row.key.as_str(), &row.label]
            .into_iter()
            .chain(printed)
            .collect();
        assert_eq!(read, fields);
        for (cell, column) in table.cells(position).zip(&table.columns) {
            let has_digit = cell.printed.chars().any(|it| it.is_ascii_digit());
            let is_mark = matches!(cell.value, Value::Missing(_));
            assert!(!(has_digit && is_mark), "{cell:?} of {}", column.id);
        }
    }
    assert!(rows.next().is_none(), "a record for every row");
}

fn written(table: &Table, spec: &TableSpec) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let fixed = ["line", spec.rows.key_header(), "row"].into_iter();
    let columns = table.columns.iter().map(|it| it.id.as_str());
    writer
        .write_record(fixed.chain(columns))
        .expect("the header");
    for (position, row) in table.rows.iter().enumerate() {
        let lines = row.lines.map_or("-".to_owned(), |it| it.to_string());
        let fixed = [lines.as_str(), &row.key, &row.label].into_iter();
        let cells = table.cells(position).map(|it| it.printed);
        writer.write_record(fixed.chain(cells)).expect("a row");
    }
    String::from_utf8(writer.into_inner().expect("the table")).expect("text")
}

/// A file of amounts that need not be of the corpus: every record is an amount, or counted.
pub fn amounts_of_a_file(bytes: &[u8]) {
    let mut choices = Choices(bytes);
    let file = "namn,belopp\nAle,10 211 163\nAlingsås,-\nSumma,\"1 000\"\n";
    let text = match choices.byte() % 4 {
        0 => String::from_utf8_lossy(choices.0).into_owned(),
        _ => damaged(file, &mut choices),
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("belopp.csv");
    std::fs::write(&path, &text).expect("the file");
    for label in [None, Some("namn")] {
        let source = AmountSource {
            path: &path,
            column: "belopp",
            label,
            skip: &[],
        };
        let Ok(found) = read_amounts(&source) else {
            continue;
        };
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let records = csv::Reader::from_reader(text.as_bytes())
            .into_records()
            .count();
        assert_eq!(found.labels.len(), found.amounts.len());
        assert_eq!(
            found.amounts.len() + found.without_number,
            records,
            "{text:?}"
        );
        let headings = csv::Reader::from_reader(text.as_bytes())
            .headers()
            .unwrap()
            .clone();
        let twice = |name: &str| headings.iter().filter(|it| *it == name).count() > 1;
        assert!(
            !twice("belopp") && (label.is_none() || !twice("namn")),
            "{headings:?}"
        );
    }
}
