//! Excel workbooks (XLSX): what a Swedish Excel shows in each cell.
//!
//! Why not `calamine`: it reads numbers as binary floats, believes the counts in a file, and does not
//! say what is hidden; after the guards against all that, little of it was left.

mod sheet;
mod styles;
mod workbook;

use super::package::Package;
use super::sparse::SparseSheet;
use super::{
    Counted, Document, DocumentFormat, IntakeProblem, Notice, ReadOptions, ReadingProgress,
};
use workbook::Workbook;

/// Reads a workbook.
pub(super) fn read(
    name: &str,
    package: &mut Package<'_>,
    options: &ReadOptions,
    progress: &ReadingProgress,
) -> Result<Document, IntakeProblem> {
    let workbook = Workbook::read(package, &options.limits)?;
    let found = u64::try_from(workbook.sheets.len()).unwrap_or(u64::MAX);
    if found > options.limits.sheets {
        return Err(IntakeProblem::TooMuch {
            of: Counted::Sheets,
            found,
            limit: options.limits.sheets,
        });
    }
    let mut cells = options.limits.cells;
    let mut document = Document {
        name: name.to_owned(),
        format: DocumentFormat::Xlsx,
        text: Vec::new(),
        sheets: Vec::new(),
        notices: Vec::new(),
    };
    progress.expect(workbook.sheets.len() + 1);
    for listed in &workbook.sheets {
        progress.step();
        if listed.is_hidden {
            document.notices.push(Notice::HiddenSheet {
                sheet: listed.name.clone(),
                read: options.hidden,
            });
            if !options.hidden {
                continue;
            }
        }
        // a chart has no part that is a sheet
        let Some(text) = package.text(&listed.part)? else {
            continue;
        };
        let mut sheet = SparseSheet::new(&listed.name);
        sheet::read(&text, listed, &workbook, &options.limits, &mut sheet)?;
        sheet.put_into(
            &mut document,
            options.hidden,
            &mut cells,
            options.limits.cells,
        )?;
    }
    Ok(document)
}
