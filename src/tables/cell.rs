//! One printed cell and what it means.

use super::{NumeralError, Unit, read_figure};
use crate::exact::PrintedNumber;

/// A printed cell: the letters on the page, what they mean, and where they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell<'t> {
    /// What is printed.
    pub printed: &'t str,
    /// What it means.
    pub value: Value,
    /// The line of its number in the source text, where it is known more closely than the row's.
    pub line: Option<u32>,
}

/// What a cell means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number, with or without footnote stars.
    Number(PrintedNumber),
    /// A mark that says that there is no figure.
    Missing(Missing),
    /// Words.
    Text,
}

/// The marks that stand for a missing figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// `-`: does not apply.
    Dash,
    /// `.`: not reported.
    Dot,
    /// `*)`: see the note.
    Note,
    /// Nothing is printed.
    Empty,
}

impl Missing {
    /// The mark that `printed` is, if it is one.
    pub fn from_printed(printed: &str) -> Option<Missing> {
        match printed {
            "-" | "–" => Some(Missing::Dash),
            "." | ".." => Some(Missing::Dot),
            "*)" | "*" => Some(Missing::Note),
            "" => Some(Missing::Empty),
            _ => None,
        }
    }
}

impl Value {
    /// What `printed` means in a column of this unit. *Errors*: neither a number nor a mark for a
    /// missing figure.
    pub fn read(printed: &str, unit: Unit) -> Result<Value, NumeralError> {
        if unit == Unit::Text {
            return Ok(Value::Text);
        }
        match Missing::from_printed(printed) {
            Some(missing) => Ok(Value::Missing(missing)),
            None => read_figure(printed, unit).map(Value::Number),
        }
    }
}

impl Cell<'_> {
    /// The number in the cell, if it is one.
    pub fn number(&self) -> Option<PrintedNumber> {
        match self.value {
            Value::Number(number) => Some(number),
            Value::Missing(_) | Value::Text => None,
        }
    }
}
