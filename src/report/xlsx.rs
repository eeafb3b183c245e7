//! The report as an Excel workbook: sheets as printed, flagged cells marked and commented, a sheet of
//! findings with links.
//!
//! Every cell is text where text is printed: nothing of a document becomes a formula. The workbook's
//! time is fixed, so that the same input gives the same bytes.

use std::collections::BTreeSet;

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Note, Url, Workbook, Worksheet, XlsxError,
};

use super::letter::letter;
use super::model::{Counts, FigurePlace, Report, ReportedDecision, ReportedFinding, ReportedTable};
use super::said;
use super::verdict::{new_and_vanished, verdict};
use super::words;
use crate::audit::CellState;
use crate::lang::{InWords, Lang, say};

/// The most letters that a cell or a comment holds; Excel takes no more.
const MOST_LETTERS: usize = 32_000;

/// The longest name of a sheet.
const LONGEST_NAME: usize = 31;

/// The rows above the first row of a table: its title, an empty row, its headings.
const ABOVE: u32 = 3;

/// The looks of cells.
pub(super) struct Looks {
    pub plain: Format,
    pub heading: Format,
    reproduced: Format,
    unchecked: Format,
    flagged: Format,
    link: Format,
}

/// Where a table's sheet is: the decision's position, the table, the sheet's name.
type Named<'r> = (usize, &'r ReportedTable<'r>, String);

/// The report as the bytes of a workbook.
///
/// *Errors*: more rows or columns than Excel has.
pub fn audit_xlsx(report: &Report<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    dated(&mut workbook)?;
    let looks = looks();
    let mut names = BTreeSet::new();
    let lang = report.lang;
    let overview_name = sheet_name(&say!(lang.unmarked(), "Overview", "Översikt"), &mut names);
    let findings_name = sheet_name(
        &say!(lang.unmarked(), "Findings", "Iakttagelser"),
        &mut names,
    );
    let mut sheets: Vec<Named<'_>> = Vec::new();
    for (number, reported) in report.decisions.iter().enumerate() {
        for table in &reported.tables {
            sheets.push((number, table, sheet_name(&table.table.id, &mut names)));
        }
    }
    overview(
        workbook.add_worksheet().set_name(overview_name)?,
        report,
        &looks,
    )?;
    findings(
        workbook.add_worksheet().set_name(findings_name)?,
        report,
        &sheets,
        &looks,
    )?;
    if report
        .decisions
        .iter()
        .any(|it| it.found_checks().next().is_some())
    {
        let name = sheet_name(&say!(lang.unmarked(), "Relations", "Samband"), &mut names);
        found(workbook.add_worksheet().set_name(name)?, report, &looks)?;
    }
    for (number, table, name) in &sheets {
        let sheet = workbook.add_worksheet().set_name(name)?;
        table_sheet(sheet, table, &report.decisions[*number], &looks, lang)?;
    }
    workbook.save_to_buffer()
}

/// Sets the workbook's time: the same input gives the same bytes.
pub(super) fn dated(workbook: &mut Workbook) -> Result<(), XlsxError> {
    let time = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let properties = DocProperties::new().set_creation_datetime(&time);
    workbook.set_properties(&properties);
    Ok(())
}

pub(super) fn looks() -> Looks {
    let plain = Format::new().set_align(FormatAlign::Top);
    Looks {
        heading: plain
            .clone()
            .set_bold()
            .set_text_wrap()
            .set_background_color(0x00EE_F1F5),
        reproduced: plain.clone().set_background_color(0x00EE_F4FB),
        unchecked: plain.clone().set_background_color(0x00E4_E4E4),
        flagged: plain
            .clone()
            .set_bold()
            .set_background_color(0x00FD_ECED)
            .set_font_color(0x00A1_131B),
        link: plain
            .clone()
            .set_underline(rust_xlsxwriter::FormatUnderline::Single)
            .set_font_color(0x000B_4F8A),
        plain,
    }
}

/// A name that Excel takes and that no other sheet has.
pub(super) fn sheet_name(wanted: &str, names: &mut BTreeSet<String>) -> String {
    let legal = |char: char| match char {
        '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'' => '_',
        char if char.is_control() => '_',
        char => char,
    };
    let wanted: String = wanted.chars().map(legal).collect();
    for nth in 1_usize.. {
        let end = if nth == 1 {
            String::new()
        } else {
            format!(" ({nth})")
        };
        // Excel counts in units of UTF-16
        let mut name = String::new();
        for char in wanted.chars() {
            let length = name.encode_utf16().count() + char.len_utf16() + end.len();
            if length > LONGEST_NAME {
                break;
            }
            name.push(char);
        }
        name.push_str(&end);
        if names.insert(name.to_lowercase()) {
            return name;
        }
    }
    wanted
}

/// Text as a cell holds it.
pub(super) fn short(text: &str) -> String {
    if text.encode_utf16().count() <= MOST_LETTERS {
        return text.to_owned();
    }
    let kept: String = text.chars().take(MOST_LETTERS / 2).collect();
    format!("{kept} …")
}

fn overview(sheet: &mut Worksheet, report: &Report<'_>, looks: &Looks) -> Result<(), XlsxError> {
    let lang = report.lang;
    let counts = report.counts();
    sheet.set_column_width(0, 34)?.set_column_width(1, 70)?;
    let mut rows: Vec<(String, String)> = vec![
        (Report::version().to_owned(), verdict(&counts, lang)),
        (say!(lang, "Asked for", "Begärt"), report.options.join(" ")),
    ];
    rows.extend(count_rows(&counts, lang));
    for reported in &report.decisions {
        let words = [
            (say!(lang, "Decision", "Beslut"), reported.title()),
            (
                say!(lang, "Authority", "Myndighet"),
                reported.authority().unwrap_or_default().to_owned(),
            ),
            (
                say!(lang, "Document", "Dokument"),
                reported.audit.document.clone(),
            ),
            ("SHA-256".to_owned(), reported.audit.sha256.clone()),
            (
                say!(
                    lang,
                    "Fingerprint of all that was read",
                    "Fingeravtryck av allt som lästes"
                ),
                reported.fingerprint.clone(),
            ),
        ];
        rows.push((String::new(), String::new()));
        rows.extend(words);
        rows.extend(count_rows(&reported.counts(), lang));
    }
    rows.push((String::new(), String::new()));
    let states = [
        (CellState::Reproduced, &looks.reproduced),
        (CellState::Checked, &looks.plain),
        (CellState::Unchecked, &looks.unchecked),
    ];
    for (row, (name, value)) in (0..).zip(&rows) {
        sheet.write_string_with_format(row, 0, short(name), &looks.plain)?;
        sheet.write_string_with_format(row, 1, short(value), &looks.plain)?;
    }
    let first = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    for (row, (state, look)) in (first..).zip(states) {
        sheet.write_string_with_format(row, 0, said::state(state, lang), look)?;
    }
    let flagged = say!(lang, "flagged, with a comment", "flaggad, med en kommentar");
    sheet.write_string_with_format(first + 3, 0, flagged, &looks.flagged)?;
    Ok(())
}

fn count_rows(counts: &Counts, lang: Lang) -> Vec<(String, String)> {
    let [reproduced, checked, unchecked] = counts.figures;
    let status = new_and_vanished(counts, lang.unmarked());
    vec![
        (
            say!(lang, "Checks", "Kontroller"),
            counts.checks.evaluated.to_string(),
        ),
        (
            say!(lang, "Findings", "Iakttagelser"),
            format!("{} ({status})", counts.findings),
        ),
        (
            say!(lang, "Figures reproduced", "Återskapade uppgifter"),
            reproduced.to_string(),
        ),
        (
            say!(
                lang,
                "Other figures checked",
                "Andra kontrollerade uppgifter"
            ),
            checked.to_string(),
        ),
        (
            say!(lang, "Figures in no relation", "Uppgifter utan samband"),
            unchecked.to_string(),
        ),
    ]
}

/// A row a relation that was found and nobody wrote.
fn found(sheet: &mut Worksheet, report: &Report<'_>, looks: &Looks) -> Result<(), XlsxError> {
    let lang = report.lang;
    let heads = [
        say!(lang, "Relation", "Samband"),
        say!(lang, "What it says", "Vad det säger"),
        say!(lang, "How often it holds", "Hur ofta det gäller"),
        say!(lang, "Findings", "Iakttagelser"),
    ];
    for (column, head) in (0..).zip(&heads) {
        sheet.write_string_with_format(0, column, head, &looks.heading)?;
    }
    for (column, width) in [(0, 34), (1, 90), (2, 50), (3, 40)] {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(1, 1)?;
    let checks = report.decisions.iter();
    let checks = checks.flat_map(|it| it.found_checks().map(move |check| (it, check)));
    for (row, (reported, check)) in (1..).zip(checks) {
        let findings = reported.findings_of(check).into_iter();
        let findings = findings.filter_map(|it| reported.findings.get(it));
        let findings: Vec<&str> = findings.map(|it| it.finding.id.as_str()).collect();
        let cells = [
            check.id.clone(),
            check.text.in_words(lang),
            said::support(check, lang),
            findings.join(", "),
        ];
        for (column, text) in (0..).zip(&cells) {
            sheet.write_string_with_format(row, column, short(text), &looks.plain)?;
        }
    }
    Ok(())
}

/// A row a finding, with a link to the cell that it flags first.
fn findings(
    sheet: &mut Worksheet,
    report: &Report<'_>,
    sheets: &[Named<'_>],
    looks: &Looks,
) -> Result<(), XlsxError> {
    let lang = report.lang;
    let heads = [
        say!(lang, "Finding", "Iakttagelse"),
        say!(lang, "Cell", "Cell"),
        say!(lang, "Severity", "Slag"),
        say!(lang, "Status", "Status"),
        say!(lang, "What differs", "Vad som skiljer sig"),
        say!(lang, "Printed", "Angivet"),
        say!(lang, "Expected", "Väntat"),
        say!(lang, "Difference", "Skillnad"),
        say!(lang, "Arithmetic", "Uträkning"),
        say!(lang, "Cause", "Orsak"),
        say!(lang, "Note", "Anteckning"),
        say!(lang, "Words for a letter", "Text till ett brev"),
    ];
    for (column, head) in (0..).zip(&heads) {
        sheet.write_string_with_format(0, column, head, &looks.heading)?;
    }
    for (column, width) in [(0, 34), (1, 22), (4, 60), (8, 40), (11, 60)] {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(1, 1)?;
    let mut row = 1;
    for (number, reported) in report.decisions.iter().enumerate() {
        for it in &reported.findings {
            let finding = it.finding;
            let cells = [
                Some(finding.id.clone()),
                None,
                Some(said::severity(finding.severity, lang)),
                Some(said::status(finding.status, lang)),
                Some(words::message(finding, lang)),
                words::published(finding, lang),
                words::expected(finding, lang),
                words::difference(finding, lang),
                words::certificate(finding, lang),
                said::cause(finding, lang),
                said::reason(finding, lang),
                Some(letter(reported, it, lang).join(" ")),
            ];
            for (column, text) in (0..).zip(cells) {
                if let Some(text) = text {
                    sheet.write_string_with_format(row, column, short(&text), &looks.plain)?;
                }
            }
            if let Some((link, name)) = link(it, number, sheets) {
                let url = Url::new(link).set_text(name);
                sheet.write_url_with_format(row, 1, url, &looks.link)?;
            }
            row += 1;
        }
    }
    Ok(())
}

/// The first flagged cell of a finding, as a link within the workbook.
fn link(it: &ReportedFinding<'_>, number: usize, sheets: &[Named<'_>]) -> Option<(String, String)> {
    it.flagged.iter().find_map(|place| {
        let FigurePlace::Cell { table, row, column } = place else {
            return None;
        };
        let own = |(of, reported, _): &&Named<'_>| *of == number && reported.table.id == *table;
        let (.., name) = sheets.iter().find(own)?;
        let row = u32::try_from(*row).ok()? + ABOVE + 1;
        let column = u32::try_from(*column).ok()? + 2;
        let cell = crate::intake::SheetPlace::cell_name(row, column);
        Some((
            format!("internal:'{name}'!{cell}"),
            format!("{name}!{cell}"),
        ))
    })
}

/// A table as printed: its title, its headings, its rows.
fn table_sheet(
    sheet: &mut Worksheet,
    reported: &ReportedTable<'_>,
    decision: &ReportedDecision<'_>,
    looks: &Looks,
    lang: Lang,
) -> Result<(), XlsxError> {
    let table = reported.table;
    sheet.write_string_with_format(0, 0, short(&table.title), &looks.plain)?;
    let head = say!(lang.unmarked(), "Row", "Rad");
    sheet.write_string_with_format(ABOVE - 1, 0, head, &looks.heading)?;
    sheet.set_column_width(0, 30)?;
    for (column, head) in (1..).zip(&table.columns) {
        sheet.write_string_with_format(ABOVE - 1, column, short(&head.title), &looks.heading)?;
        sheet.set_column_width(column, 18)?;
    }
    sheet.set_freeze_panes(ABOVE, 1)?;
    for (position, (row, printed)) in (ABOVE..).zip(&table.rows).enumerate() {
        sheet.write_string_with_format(row, 0, short(&printed.label), &looks.plain)?;
        for (at, (column, cell)) in (1..).zip(table.cells(position)).enumerate() {
            let flags = reported.flags(position, at);
            let look = match (flags, reported.state(position, at)) {
                ([_, ..], _) => &looks.flagged,
                (_, CellState::Reproduced) => &looks.reproduced,
                (_, CellState::Unchecked) => &looks.unchecked,
                (_, CellState::Checked | CellState::NoFigure) => &looks.plain,
            };
            if cell.printed.is_empty() {
                continue;
            }
            sheet.write_string_with_format(row, column, short(cell.printed), look)?;
            if !flags.is_empty() {
                let told = flags.iter().filter_map(|&it| decision.findings.get(it));
                let told: Vec<String> = told
                    .map(|it| format!("{}: {}", it.finding.id, words::message(it.finding, lang)))
                    .collect();
                let note = Note::new(short(&told.join("\n\n"))).add_author_prefix(false);
                sheet.insert_note(row, column, &note)?;
            }
        }
    }
    Ok(())
}
