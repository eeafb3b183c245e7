//! One printed cell and what it means.

use std::collections::BTreeMap;

use serde::Deserialize;

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
    /// `..`, `x`: there is a figure, and it is withheld. Not zero: a sum over it is not known.
    Withheld,
}

impl Missing {
    /// The mark that `printed` is where a table declares no other, if it is one.
    pub fn from_printed(printed: &str) -> Option<Missing> {
        match printed.trim() {
            "-" | "–" | "−" | "—" => Some(Missing::Dash),
            "." => Some(Missing::Dot),
            ".." | "..." | "…" | "x" | "X" => Some(Missing::Withheld),
            "*)" | "*" => Some(Missing::Note),
            "" => Some(Missing::Empty),
            _ => None,
        }
    }
}

/// What a mark means, as a table declares it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// There is nothing to report: it adds nothing to a sum.
    None,
    /// Nothing was reported: it adds nothing to a sum.
    Missing,
    /// There is a figure, and it is withheld: a sum over it is not known.
    Withheld,
    /// See the note.
    Note,
    /// The number 0.
    Zero,
}

/// The marks of a table: those it declares, else the usual ones.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Marks(BTreeMap<String, Mark>);

impl Marks {
    /// What a mark means in a column of this unit; `None` if it is none.
    pub fn value(&self, printed: &str, unit: Unit) -> Option<Value> {
        let Some(declared) = self.0.get(printed.trim()) else {
            return Missing::from_printed(printed).map(Value::Missing);
        };
        Some(match declared {
            Mark::None => Value::Missing(Missing::Dash),
            Mark::Missing => Value::Missing(Missing::Dot),
            Mark::Withheld => Value::Missing(Missing::Withheld),
            Mark::Note => Value::Missing(Missing::Note),
            Mark::Zero => return read_figure("0", unit).ok().map(Value::Number),
        })
    }
}

impl Value {
    /// What `printed` means in a column of this unit, by the usual marks. *Errors*: neither a number
    /// nor a mark for a missing figure.
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

    /// Whether the figure is withheld, so that nothing is known of a sum that it belongs to.
    pub fn is_withheld(&self) -> bool {
        self.value == Value::Missing(Missing::Withheld)
    }
}
