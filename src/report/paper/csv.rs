//! The tables of an answer as rows of CSV.

use super::super::excel::ExcelField;
use super::{Paper, PaperCell};
use crate::lang::say;

/// The tables below each other, with the heading of its section before each row where there are
/// several; `None` if there is no table.
pub fn paper_csv(paper: &Paper<'_>) -> Option<Vec<Vec<ExcelField>>> {
    let tables = paper.tables();
    let (_, first) = tables.first()?;
    let is_one = tables.len() == 1;
    let field = |cell: &PaperCell| match cell {
        PaperCell::Text(text) => ExcelField::Text(text.clone()),
        PaperCell::Number(number) | PaperCell::Difference(number) => ExcelField::Amount(*number),
        PaperCell::Empty => ExcelField::Empty,
    };
    let start = |heading: &str| match is_one {
        true => Vec::new(),
        false => vec![ExcelField::Text(heading.to_owned())],
    };
    let mut head = start(&say!(paper.lang, "Section", "Avsnitt"));
    head.extend(first.columns.iter().map(|it| ExcelField::Text(it.clone())));
    let mut rows = vec![head];
    for (heading, table) in &tables {
        for row in &table.rows {
            let mut fields = start(heading);
            fields.extend(row.iter().map(field));
            rows.push(fields);
        }
    }
    Some(rows)
}
