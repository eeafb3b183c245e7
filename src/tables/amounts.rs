//! A column of whole kronor from any CSV file with a header.

use std::path::Path;

use super::suggest::did_you_mean;
use super::{ColumnReader, Missing, NumeralError, Place, TableError, Unit, read_text, unit_shown};
use crate::exact::{Kronor, Ratio};
use crate::lang::{Errors, Phrase, phrase};

/// The amounts of one column, each with its row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AmountColumn {
    /// The line of each amount in the file.
    pub lines: Vec<u64>,
    /// The label of each row, or `row 2` by its line where no column has words.
    pub labels: Vec<String>,
    /// The amount of each row.
    pub amounts: Vec<Kronor>,
    /// How many rows have no number in the column.
    pub without_number: usize,
    /// The cells whose groups of digits lack a space, with their line: `42 045981`.
    pub closed_up: Vec<(u64, String)>,
}

/// The numbers of one column, each with its row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NumberColumn {
    /// The line of each number in the file.
    pub lines: Vec<u64>,
    /// The label of each row, or `row 2` by its line where no column has words.
    pub labels: Vec<String>,
    /// The number of each row.
    pub numbers: Vec<Ratio>,
    /// How many rows have no number in the column.
    pub without_number: usize,
    /// The cells whose groups of digits lack a space, with their line: `42 045981`.
    pub closed_up: Vec<(u64, String)>,
}

/// Which column of which file.
#[derive(Clone, Copy, Debug)]
pub struct AmountSource<'a> {
    /// The file.
    pub path: &'a Path,
    /// The heading of the column of amounts.
    pub column: &'a str,
    /// The heading of the column that names the rows; the first column of words if `None`.
    pub label: Option<&'a str>,
    /// Labels of rows to leave out, such as totals.
    pub skip: &'a [String],
}

/// Reads a column of whole kronor, Swedish grouping allowed. A cell that is empty, a mark for a
/// missing figure or words without a digit is passed over and counted.
///
/// *Errors*: the file, the headings, labels to skip that do not occur, and every cell that has
/// digits but is no whole amount.
pub fn read_amounts(source: &AmountSource<'_>) -> Result<AmountColumn, Errors<TableError>> {
    let (text, at) = text_of(source)?;
    amounts_in(&text, &at, source)
}

/// Reads a column of numbers, whole or with decimals, as [`read_amounts`] does.
pub fn read_numbers(source: &AmountSource<'_>) -> Result<NumberColumn, Errors<TableError>> {
    let (text, at) = text_of(source)?;
    numbers_in(&text, &at, source, Wanted::Numbers)
}

/// Reads a column of amounts, whole or with öre, as [`read_amounts`] does.
pub fn read_money(source: &AmountSource<'_>) -> Result<NumberColumn, Errors<TableError>> {
    let (text, at) = text_of(source)?;
    numbers_in(&text, &at, source, Wanted::Money)
}

/// What a column is to hold.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    WholeKronor,
    Money,
    Numbers,
}

fn text_of(source: &AmountSource<'_>) -> Result<(String, Place), Errors<TableError>> {
    let at = Place::file(source.path.display().to_string());
    match read_text(source.path) {
        Ok(text) => Ok((text, at)),
        Err(error) => Err(Errors::from(error)),
    }
}

fn amounts_in(
    text: &str,
    at: &Place,
    source: &AmountSource<'_>,
) -> Result<AmountColumn, Errors<TableError>> {
    let found = numbers_in(text, at, source, Wanted::WholeKronor)?;
    let kronor = |number: &Ratio| Kronor::from_whole(number.numerator());
    let amounts = found.numbers.iter().map(kronor).collect::<Result<_, _>>();
    Ok(AmountColumn {
        amounts: amounts.map_err(|error| not_whole(at, "", Phrase::from(&error)))?,
        lines: found.lines,
        labels: found.labels,
        without_number: found.without_number,
        closed_up: found.closed_up,
    })
}

/// A cell of the column, with its row.
struct Printed {
    line: u64,
    label: String,
    cell: String,
}

/// The numbers of the column: whole kronor in `kr`, any numbers without a unit.
fn numbers_in(
    text: &str,
    at: &Place,
    source: &AmountSource<'_>,
    wanted: Wanted,
) -> Result<NumberColumn, Errors<TableError>> {
    let (cells, mut errors) = cells_in(text, at, source)?;
    let printed = cells.iter().map(|it| it.cell.as_str());
    let unit = match wanted {
        Wanted::WholeKronor | Wanted::Money => Unit::Kr,
        Wanted::Numbers => unit_shown(printed.clone()),
    };
    let mut reader = ColumnReader::new(unit, None);
    printed.for_each(|cell| reader.see(cell));
    reader.decide();
    let mut found = NumberColumn::default();
    for Printed { line, label, cell } in cells {
        let place = at.line(line).column(source.column);
        match number(&reader, &cell, wanted) {
            Ok(None) => found.without_number += 1,
            Ok(Some(Found {
                number,
                lacks_space,
            })) => {
                if lacks_space {
                    found.closed_up.push((line, cell));
                }
                found.lines.push(line);
                found.labels.push(label);
                found.numbers.push(number);
            }
            Err(help) => errors.push((line, not_whole(&place, &cell, help))),
        }
    }
    errors.sort_by_key(|(line, _)| *line);
    Errors::result(errors.into_iter().map(|(_, error)| error).collect(), found)
}

/// What is wrong, each with its line; what is wrong with no line comes last.
type ErrorLines = Vec<(u64, TableError)>;

/// The cells of the column as printed, without the rows to skip; and what is wrong with the records.
fn cells_in(
    text: &str,
    at: &Place,
    source: &AmountSource<'_>,
) -> Result<(Vec<Printed>, ErrorLines), Errors<TableError>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let broken = |at: Place, error: &csv::Error| TableError::broken_csv(at, error);
    let header = reader
        .headers()
        .map_err(|error| broken(at.line(1), &error))?
        .clone();
    let column = position(&header, source.column, at)?;
    let label = source
        .label
        .map(|label| position(&header, label, at))
        .transpose()?
        .or_else(|| first_of_words(text, column));
    let (mut cells, mut errors) = (Vec::new(), Vec::new());
    let mut unseen: Vec<&String> = source.skip.iter().collect();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(1, csv::Position::line);
                errors.push((line, broken(at.line(line), &error)));
                continue;
            }
        };
        let line = record.position().map_or(1, csv::Position::line);
        let name = match label {
            Some(label) => record[label].trim().to_owned(),
            None => format!("row {line}"),
        };
        unseen.retain(|skipped| **skipped != name);
        if !source.skip.contains(&name) {
            cells.push(Printed {
                line,
                label: name,
                cell: record[column].trim().to_owned(),
            });
        }
    }
    let not_skipped = not_skipped(&unseen, at, source);
    errors.extend(not_skipped.into_iter().map(|error| (u64::MAX, error)));
    Ok((cells, errors))
}

/// The first column beside the amounts that holds words and no figure in the first rows: it names them.
fn first_of_words(text: &str, amounts: usize) -> Option<usize> {
    let records = csv::Reader::from_reader(text.as_bytes()).into_records();
    let first: Vec<csv::StringRecord> = records.take(NAMED).filter_map(Result::ok).collect();
    let holds_words = |column: usize| {
        let mut cells = first.iter().map(|record| record[column].trim());
        let is_word = |cell: &str| {
            let has_letter = cell.chars().any(char::is_alphabetic);
            has_letter && !cell.starts_with(|char: char| char.is_ascii_digit())
        };
        !first.is_empty() && cells.all(is_word)
    };
    let columns = first.first().map_or(0, csv::StringRecord::len);
    (0..columns)
        .filter(|column| *column != amounts)
        .find(|column| holds_words(*column))
}

/// As many rows are looked at for names.
const NAMED: usize = 20;

/// Rows to skip that are not there.
fn not_skipped(unseen: &[&String], at: &Place, source: &AmountSource<'_>) -> Vec<TableError> {
    let error = |label: &&String| TableError::NotInFile {
        at: at.clone(),
        what: phrase!("row to skip", "raden att hoppa över"),
        found: phrase!("no row of that label", "ingen rad med den etiketten"),
        expected: (*label).clone(),
        help: match source.label {
            Some(_) => phrase!(
                "write the label as in the file",
                "skriv etiketten som i filen"
            ),
            None => phrase!(
                "name the column of labels with --label",
                "ange etiketternas kolumn med --label"
            ),
        },
    };
    unseen.iter().map(error).collect()
}

fn position(
    header: &csv::StringRecord,
    wanted: &str,
    at: &Place,
) -> Result<usize, Errors<TableError>> {
    let mut fitting = (0..header.len()).filter(|&it| header[it].trim() == wanted);
    let found = fitting.next();
    if fitting.next().is_some() {
        return Err(Errors::from(TableError::NotInFile {
            at: at.line(1),
            what: phrase!("single column", "en enda sådan kolumn"),
            found: phrase!("{wanted} twice", "{wanted} två gånger"),
            expected: wanted.to_owned(),
            help: phrase!("rename one of them", "byt namn på en av dem"),
        }));
    }
    found.ok_or_else(|| {
        let names: Vec<&str> = header.iter().collect();
        let help = did_you_mean(wanted, names.iter().copied()).unwrap_or_else(|| {
            phrase!(
                "write the heading as in the file",
                "skriv rubriken som i filen"
            )
        });
        Errors::from(TableError::NotInFile {
            at: at.line(1),
            what: phrase!("column", "kolumnen"),
            found: Phrase::same(names.join(", ")),
            expected: wanted.to_owned(),
            help,
        })
    })
}

/// A number, and whether a space is missing between its groups of digits.
struct Found {
    number: Ratio,
    lacks_space: bool,
}

/// The number in a cell, `None` if it holds none. *Errors*: why it is none.
fn number(reader: &ColumnReader, cell: &str, wanted: Wanted) -> Result<Option<Found>, Phrase> {
    let has_digit = cell.contains(|char: char| char.is_ascii_digit());
    if Missing::from_printed(cell).is_some() || !has_digit {
        return Ok(None);
    }
    let found = match reader.figure(cell) {
        Ok(number) if number.hedge().is_some() => {
            return Err(phrase!(
                "it says about or at most how much, not how much",
                "det anger ungefär eller högst hur mycket, inte hur mycket"
            ));
        }
        Ok(number) => Found {
            number: number.value(),
            lacks_space: false,
        },
        Err(NumeralError::Grouping {
            meant: Some(meant), ..
        }) => Found {
            number: Ratio::whole(meant),
            lacks_space: true,
        },
        Err(error) => return Err(Phrase::from(&error)),
    };
    if wanted == Wanted::WholeKronor && !found.number.is_whole() {
        return Err(phrase!(
            "amounts with öre are not rounded, so leave them out",
            "belopp med öre avrundas inte, så utelämna dem"
        ));
    }
    if wanted != Wanted::Numbers {
        Kronor::from_whole(found.number.numerator()).map_err(|error| Phrase::from(&error))?;
    }
    Ok(Some(found))
}

fn not_whole(at: &Place, printed: &str, help: Phrase) -> TableError {
    TableError::NotANumber {
        at: at.clone(),
        found: printed.to_owned(),
        expected: phrase!(
            "whole kronor, such as 9 609 128",
            "hela kronor, som 9 609 128"
        ),
        help,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, skip: &[&str]) -> Result<AmountColumn, Vec<String>> {
        let skip: Vec<String> = skip.iter().map(|it| (*it).to_owned()).collect();
        let source = AmountSource {
            path: Path::new("t.csv"),
            column: "kr",
            label: Some("namn"),
            skip: &skip,
        };
        let found = amounts_in(text, &Place::file("t.csv"), &source);
        found.map_err(|errors| errors.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn cells_without_a_number_are_counted() {
        let found = read(
            "namn,kr\nAle,10 211 163\nAlingsås,-\nArvika,\nBerg,12 kr\nSumma,9\n",
            &["Summa"],
        );
        let found = found.unwrap();
        assert_eq!(found.lines, [2, 5]);
        assert_eq!(found.labels, ["Ale", "Berg"]);
        assert_eq!(found.amounts, [Kronor(10_211_163), Kronor(12)]);
        assert_eq!(found.without_number, 2);
    }

    #[test]
    fn all_errors_come_together() {
        let errors = read("namn,kr\nAle,12O 000\nBerg,1,2\nCity,\"1,5\"\n", &["Suma"]).unwrap_err();
        assert_eq!(errors.len(), 4, "{errors:#?}");
        assert!(
            errors[0].starts_with("t.csv:2:kr: not a number (found \"12O 000\""),
            "{errors:#?}"
        );
        assert!(
            errors[1].contains("t.csv:3: not readable as CSV"),
            "{errors:#?}"
        );
        assert!(errors[2].contains("öre"), "{errors:#?}");
        assert!(errors[3].contains("expected \"Suma\""), "{errors:#?}");
        let errors = read("namn,krr\n", &[]).unwrap_err();
        assert!(errors[0].contains("did you mean \"krr\"?"), "{errors:#?}");
    }
}
