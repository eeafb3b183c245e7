//! CSV as a Swedish Excel opens it by a double click.
//!
//! UTF-8 with its mark, semicolons, CRLF, decimal comma, no grouping. Text that Excel would take for a
//! formula is preceded by an apostrophe.

use super::money::digits;
use crate::exact::Ratio;

/// A field of such a file.
#[derive(Clone, Debug)]
pub enum ExcelField {
    /// Words, or a code whose zeros matter.
    Text(String),
    /// An amount.
    Amount(Ratio),
    /// Nothing.
    Empty,
}

impl From<&str> for ExcelField {
    fn from(text: &str) -> ExcelField {
        ExcelField::Text(text.to_owned())
    }
}

/// The rows as one text.
///
/// ```
/// use statsbidrag::exact::Ratio;
/// use statsbidrag::report::{ExcelField, excel_csv};
/// let rows = [vec![ExcelField::from("=1+1"), ExcelField::Amount(Ratio::new(-5, 2)?)]];
/// assert_eq!(excel_csv(&rows), "\u{feff}'=1+1;-2,50\r\n");
/// # Ok::<(), statsbidrag::exact::ArithmeticError>(())
/// ```
pub fn excel_csv(rows: &[Vec<ExcelField>]) -> String {
    let mut out = String::from("\u{feff}");
    for row in rows {
        for (position, field) in row.iter().enumerate() {
            if position > 0 {
                out.push(';');
            }
            match field {
                ExcelField::Text(text) => push_text(&mut out, text),
                ExcelField::Amount(amount) => out.push_str(&digits(*amount).replace('.', ",")),
                ExcelField::Empty => {}
            }
        }
        out.push_str("\r\n");
    }
    out
}

fn push_text(out: &mut String, text: &str) {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        "'"
    } else {
        ""
    };
    if text.contains([';', '"', '\n', '\r']) {
        out.push('"');
        out.push_str(guard);
        out.push_str(&text.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(guard);
        out.push_str(text);
    }
}
