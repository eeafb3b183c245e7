//! An answer as a workbook: what is said of it on the first sheet, then a sheet a table.

use std::collections::BTreeSet;

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::super::model::Report;
use super::super::money::digits;
use super::super::xlsx::{Looks, dated, looks, sheet_name, short};
use super::{Block, Paper, PaperCell, PaperTable};
use crate::lang::{Lang, say};

/// The answer as the bytes of a workbook.
///
/// *Errors*: more rows or columns than Excel has.
pub fn paper_xlsx(paper: &Paper<'_>) -> Result<Vec<u8>, XlsxError> {
    let lang = paper.lang;
    let mut workbook = Workbook::new();
    dated(&mut workbook)?;
    let looks = looks();
    let mut names = BTreeSet::new();
    let overview = sheet_name(&say!(lang.unmarked(), "Overview", "Översikt"), &mut names);
    let sheet = workbook.add_worksheet().set_name(overview)?;
    said(sheet, paper, &looks)?;
    for (_, table) in paper.tables() {
        let name = sheet_name(&table.name, &mut names);
        let sheet = workbook.add_worksheet().set_name(name)?;
        table_sheet(sheet, &table, &looks)?;
    }
    workbook.save_to_buffer()
}

/// Everything that is said, a line a row.
fn said(sheet: &mut Worksheet, paper: &Paper<'_>, looks: &Looks) -> Result<(), XlsxError> {
    sheet.set_column_width(0, 110)?;
    let mut row = 0;
    let mut line = |text: &str, look: &Format| -> Result<(), XlsxError> {
        sheet.write_string_with_format(row, 0, short(text), look)?;
        row += 1;
        Ok(())
    };
    line(&paper.title, &looks.heading)?;
    for section in &paper.sections {
        let own = section.blocks.iter().filter_map(|it| match it {
            Block::Sentences(text) | Block::Lines(text) => Some(text),
            Block::Table(_) | Block::Sweep(..) => None,
        });
        let mut own = own.peekable();
        if own.peek().is_some() {
            line("", &looks.plain)?;
            line(&section.heading, &looks.heading)?;
        }
        for text in own.flat_map(|it| it.lines()) {
            line(text, &looks.plain)?;
        }
    }
    line("", &looks.plain)?;
    let asked = paper.options.join(" ");
    line(&format!("{}, {asked}", Report::version()), &looks.plain)?;
    for (name, fingerprint) in &paper.inputs {
        line(&format!("{name} {fingerprint}"), &looks.plain)?;
    }
    Ok(())
}

fn table_sheet(sheet: &mut Worksheet, table: &PaperTable, looks: &Looks) -> Result<(), XlsxError> {
    let amount = looks.plain.clone().set_num_format("#,##0.##");
    let whole = looks.plain.clone().set_num_format("#,##0");
    for (column, heading) in (0..).zip(&table.columns) {
        sheet.write_string_with_format(0, column, short(heading), &looks.heading)?;
        sheet.set_column_width(column, if column == 0 { 30 } else { 18 })?;
    }
    sheet.set_freeze_panes(1, 1)?;
    for (row, cells) in (1..).zip(&table.rows) {
        for (column, cell) in (0..).zip(cells) {
            match cell {
                PaperCell::Number(number) | PaperCell::Difference(number) => {
                    let look = if number.is_whole() { &whole } else { &amount };
                    match digits(*number).parse::<f64>() {
                        Ok(value) => {
                            sheet.write_number_with_format(row, column, value, look)?;
                        }
                        Err(_) => {
                            let text = cell.shown(Lang::En);
                            sheet.write_string_with_format(row, column, text, &looks.plain)?;
                        }
                    }
                }
                PaperCell::Text(text) => {
                    sheet.write_string_with_format(row, column, short(text), &looks.plain)?;
                }
                PaperCell::Empty => {}
            }
        }
    }
    Ok(())
}
