//! A table of a decision as rows of cells, every figure written in one way.

use crate::discovery::NumberFormat;
use crate::exact::{PrintedNumber, Ratio};
use crate::tables::{Missing, Table, Unit, Value};

/// The headings and the rows, the labels first. Amounts are in kronor whatever they are printed in, so
/// that columns in different units can be added up; a figure keeps its decimals.
pub(super) fn rows(table: &Table) -> Vec<Vec<String>> {
    let mut rows = Vec::with_capacity(table.rows.len() + 1);
    let headings = table.columns.iter().map(|column| column.title.clone());
    rows.push(std::iter::once(String::new()).chain(headings).collect());
    let odd = oddly_written(table);
    for (position, row) in table.rows.iter().enumerate() {
        let cells = table.cells(position).zip(&table.columns).zip(&odd);
        let cells = cells.map(|((cell, column), odd)| match odd {
            true => "ord".to_owned(),
            false if says_words(cell.printed, cell.value, column.unit) => cell.printed.to_owned(),
            false => figure(cell.value, column.unit),
        });
        rows.push(std::iter::once(label(&row.label)).chain(cells).collect());
    }
    rows
}

/// The columns whose decimals begin with the sign that the rest of the table groups thousands with: one
/// of the two was read wrongly, and nothing is said of them.
fn oddly_written(table: &Table) -> Vec<bool> {
    let all = (0..table.rows.len()).flat_map(|row| table.cells(row));
    let format = NumberFormat::of(all.map(|cell| cell.printed));
    let other = if format.decimal == ',' { '.' } else { ',' };
    let is_odd = |column: usize| {
        (0..table.rows.len()).any(|row| {
            let cell = table.cell(row, column);
            let is_read = cell.number().is_some_and(|it| it.quantum() < Ratio::ONE);
            is_read && cell.printed.contains(other) && !cell.printed.contains(format.decimal)
        })
    };
    (0..table.columns.len()).map(is_odd).collect()
}

/// A label that can be taken for no figure.
fn label(label: &str) -> String {
    if label.chars().any(char::is_alphabetic) {
        label.to_owned()
    } else {
        format!("nr {label}")
    }
}

/// Whether a cell in a column of figures can be taken for nothing but words: *genomsnitt* between figures is
/// what its row is about.
fn says_words(printed: &str, value: Value, unit: Unit) -> bool {
    let letters = printed.chars().filter(|it| it.is_alphabetic());
    let is_told_by_words = matches!(
        value,
        Value::Text | Value::Missing(Missing::Withheld | Missing::Note)
    );
    is_told_by_words
        && !matches!(unit, Unit::Text | Unit::Year)
        && letters.count() > 2
        && !printed.chars().any(char::is_numeric)
}

fn figure(value: Value, unit: Unit) -> String {
    match value {
        _ if matches!(unit, Unit::Text | Unit::Year) => "ord".to_owned(),
        Value::Number(number) => match (written(number), unit) {
            (Some(percent), Unit::Percent) => format!("{percent} %"),
            (Some(figure), _) => figure,
            (None, _) => "..".to_owned(),
        },
        Value::Missing(Missing::Withheld | Missing::Note) => "..".to_owned(),
        Value::Missing(_) => String::new(),
        Value::Text => "ord".to_owned(),
    }
}

/// The figure with the decimals of its last digit; nothing for words and fractions.
fn written(number: PrintedNumber) -> Option<String> {
    if number.hedge().is_some() || number.quantum().is_zero() {
        return None;
    }
    let decimals = number.quantum().denominator().checked_ilog10()?;
    let value = number.value();
    let scale = 10_i128.checked_pow(decimals)?;
    let digits = value.numerator().checked_mul(scale)? / value.denominator();
    let (whole, rest) = (digits.abs() / scale, digits.abs() % scale);
    let sign = if digits < 0 { "-" } else { "" };
    Some(if decimals == 0 {
        format!("{sign}{whole}")
    } else {
        let width = usize::try_from(decimals).ok()?;
        format!("{sign}{whole},{rest:0width$}")
    })
}
