//! A column of whole kronor from any CSV file with a header.

use std::path::Path;

use super::{Missing, Place, TableError, Unit, nearest, read_figure};
use crate::exact::{Kronor, Ratio};
use crate::lang::Errors;

/// The amounts of one column, each with its row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AmountColumn {
    /// The line of each amount in the file.
    pub lines: Vec<u64>,
    /// The label of each row, or `row 2` by its line where no label column is named.
    pub labels: Vec<String>,
    /// The amount of each row.
    pub amounts: Vec<Kronor>,
    /// How many rows have no number in the column.
    pub without_number: usize,
}

/// The numbers of one column, each with its row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NumberColumn {
    /// The line of each number in the file.
    pub lines: Vec<u64>,
    /// The label of each row, or `row 2` by its line where no label column is named.
    pub labels: Vec<String>,
    /// The number of each row.
    pub numbers: Vec<Ratio>,
    /// How many rows have no number in the column.
    pub without_number: usize,
}

/// Which column of which file.
#[derive(Clone, Copy, Debug)]
pub struct AmountSource<'a> {
    /// The file.
    pub path: &'a Path,
    /// The heading of the column of amounts.
    pub column: &'a str,
    /// The heading of the column that names the rows, if there is one.
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
    numbers_in(&text, &at, source, number)
}

fn text_of(source: &AmountSource<'_>) -> Result<(String, Place), Errors<TableError>> {
    let at = Place::file(source.path.display().to_string());
    match std::fs::read_to_string(source.path) {
        Ok(text) => Ok((text, at)),
        Err(error) => {
            let reason = error.to_string();
            Err(Errors::from(TableError::Unreadable { at, reason }))
        }
    }
}

fn amounts_in(
    text: &str,
    at: &Place,
    source: &AmountSource<'_>,
) -> Result<AmountColumn, Errors<TableError>> {
    let found = numbers_in(text, at, source, whole_kronor)?;
    let kronor = |number: &Ratio| Kronor::from_whole(number.numerator());
    let amounts = found.numbers.iter().map(kronor).collect::<Result<_, _>>();
    Ok(AmountColumn {
        amounts: amounts.map_err(|error| not_whole(at, "", error.to_string()))?,
        lines: found.lines,
        labels: found.labels,
        without_number: found.without_number,
    })
}

/// The cells of the column that hold what `read` takes for a number.
fn numbers_in(
    text: &str,
    at: &Place,
    source: &AmountSource<'_>,
    read: fn(&str, &Place) -> Result<Option<Ratio>, TableError>,
) -> Result<NumberColumn, Errors<TableError>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let broken = |at: Place, error: &csv::Error| TableError::BrokenCsv {
        at,
        reason: error.to_string(),
    };
    let header = reader
        .headers()
        .map_err(|error| broken(at.line(1), &error))?
        .clone();
    let column = position(&header, source.column, at)?;
    let label = source
        .label
        .map(|label| position(&header, label, at))
        .transpose()?;
    let mut found = NumberColumn::default();
    let mut errors = Vec::new();
    let mut unseen: Vec<&String> = source.skip.iter().collect();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(1, csv::Position::line);
                errors.push(broken(at.line(line), &error));
                continue;
            }
        };
        let line = record.position().map_or(1, csv::Position::line);
        let name = match label {
            Some(label) => record[label].trim().to_owned(),
            None => format!("row {line}"),
        };
        unseen.retain(|skipped| **skipped != name);
        if source.skip.contains(&name) {
            continue;
        }
        match read(&record[column], &at.line(line).column(source.column)) {
            Ok(Some(number)) => {
                found.lines.push(line);
                found.labels.push(name);
                found.numbers.push(number);
            }
            Ok(None) => found.without_number += 1,
            Err(error) => errors.push(error),
        }
    }
    errors.extend(not_skipped(&unseen, at, source));
    Errors::result(errors, found)
}

/// Rows to skip that are not there.
fn not_skipped(unseen: &[&String], at: &Place, source: &AmountSource<'_>) -> Vec<TableError> {
    let error = |label: &&String| TableError::NotInFile {
        at: at.clone(),
        what: "row to skip",
        found: "no row of that label".to_owned(),
        expected: (*label).clone(),
        help: match source.label {
            Some(_) => "write the label as in the file".to_owned(),
            None => "name the column of labels with --label".to_owned(),
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
            what: "single column",
            found: format!("{wanted} twice"),
            expected: wanted.to_owned(),
            help: "rename one of them".to_owned(),
        }));
    }
    found.ok_or_else(|| {
        let names: Vec<&str> = header.iter().collect();
        let help = match nearest(wanted, names.iter().copied()) {
            Some(name) => format!("did you mean \"{name}\"?"),
            None => "write the heading as in the file".to_owned(),
        };
        Errors::from(TableError::NotInFile {
            at: at.line(1),
            what: "column",
            found: names.join(", "),
            expected: wanted.to_owned(),
            help,
        })
    })
}

/// The number in a cell, `None` if it holds none.
fn number(cell: &str, at: &Place) -> Result<Option<Ratio>, TableError> {
    let printed = cell.trim();
    let has_digit = printed.contains(|char: char| char.is_ascii_digit());
    if Missing::from_printed(printed).is_some() || !has_digit {
        return Ok(None);
    }
    match read_figure(printed, Unit::Kr) {
        Ok(number) => Ok(Some(number.value())),
        Err(error) => Err(not_whole(at, printed, error.to_string())),
    }
}

/// The whole kronor in a cell, `None` if it holds no number.
fn whole_kronor(cell: &str, at: &Place) -> Result<Option<Ratio>, TableError> {
    let help = match number(cell, at)? {
        Some(value) if !value.is_whole() => {
            "amounts with öre are not rounded, so leave them out".to_owned()
        }
        Some(value) => match Kronor::from_whole(value.numerator()) {
            Ok(_) => return Ok(Some(value)),
            Err(error) => error.to_string(),
        },
        None => return Ok(None),
    };
    Err(not_whole(at, cell.trim(), help))
}

fn not_whole(at: &Place, printed: &str, help: String) -> TableError {
    TableError::NotANumber {
        at: at.clone(),
        found: printed.to_owned(),
        expected: "whole kronor, such as 9 609 128".to_owned(),
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
