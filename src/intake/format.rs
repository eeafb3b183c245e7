//! The formats that are read, told apart by content: the closed list.

use super::package::Package;
use super::{
    Document, DocumentFormat, IntakeError, IntakeProblem, Limits, Notice, ReadOptions,
    ReadingProgress, csv, encoding, html, markdown, ods, text, xlsx,
};
use crate::lang::Errors;

/// What a file begins with where it is a kind that is known and not read.
const NOT_READ: &[(&[u8], &str)] = &[
    (b"{\\rtf", "Rich Text (.rtf)"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"SQLite format 3", "a database (SQLite)"),
    (b"PAR1", "Parquet"),
];

/// Reads a document of any format. `name` is the file's name without its path; what a file is, its
/// contents say.
///
/// *Errors*: what is wrong with the file and what to do about it.
pub fn read_document(
    name: &str,
    bytes: &[u8],
    options: &ReadOptions,
) -> Result<Document, Errors<IntakeError>> {
    read_document_watched(name, bytes, options, &ReadingProgress::default())
}

/// [`read_document`], with how far it has come for another thread to see.
pub fn read_document_watched(
    name: &str,
    bytes: &[u8],
    options: &ReadOptions,
    progress: &ReadingProgress,
) -> Result<Document, Errors<IntakeError>> {
    let read = checked(bytes, options)
        .and_then(|()| format_of(name, bytes))
        .and_then(|format| by_format(format, name, bytes, options, progress));
    match read {
        Ok(mut document) => {
            document.notices.extend(other_ending(name, document.format));
            Ok(document)
        }
        Err(problem) => Err(Errors::from(problem.of(name))),
    }
}

fn checked(bytes: &[u8], options: &ReadOptions) -> Result<(), IntakeProblem> {
    let found = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let limit = options.limits.bytes;
    if bytes.is_empty() {
        return Err(IntakeProblem::Empty);
    }
    if found > limit {
        let of = super::Counted::Bytes;
        return Err(IntakeProblem::TooMuch { of, found, limit });
    }
    Ok(())
}

/// The format of a file, by its contents; where they fit several, its name's ending decides.
pub fn format_of(name: &str, bytes: &[u8]) -> Result<DocumentFormat, IntakeProblem> {
    if let Some((_, kind)) = NOT_READ
        .iter()
        .find(|(begins, _)| bytes.starts_with(begins))
    {
        return Err(IntakeProblem::NotReadKind { kind });
    }
    let start = &bytes[..bytes.len().min(1024)];
    if start.windows(5).any(|window| window == b"%PDF-") {
        return Ok(DocumentFormat::Pdf);
    }
    if bytes.starts_with(OLE) {
        return Err(ole(bytes));
    }
    if bytes.starts_with(b"PK") {
        return packed(bytes);
    }
    let text = encoding::decode(bytes, None).text;
    if is_binary(&text) {
        let begins = text
            .chars()
            .filter(|char| !char.is_control())
            .take(12)
            .collect();
        return Err(IntakeProblem::Unrecognised { begins });
    }
    if text
        .trim_matches(|char: char| char.is_whitespace() || char == '\u{feff}')
        .is_empty()
    {
        return Err(IntakeProblem::NothingInIt);
    }
    let start: String = text.chars().take(2_000).collect();
    if start.trim_start_matches('\u{feff}').starts_with("<?xml") {
        if start.contains("<office:document") && text.contains("<office:spreadsheet") {
            return Ok(DocumentFormat::Ods);
        }
        if start.contains("urn:schemas-microsoft-com:office:spreadsheet") {
            let kind = "Excel's XML of 2003";
            return Err(IntakeProblem::NotReadKind { kind });
        }
    }
    if html::is_page(&text) {
        return Ok(DocumentFormat::Html);
    }
    if markdown::has_table(&text) {
        return Ok(DocumentFormat::Markdown);
    }
    if csv::is_delimited(name, &text) {
        return Ok(DocumentFormat::Csv);
    }
    if name.to_lowercase().ends_with(".md") && markdown::has_headings(&text) {
        return Ok(DocumentFormat::Markdown);
    }
    Ok(DocumentFormat::Text)
}

/// What a file of Microsoft's older programs begins with, and an encrypted one of the newer.
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// What such a file is: its streams are named in UTF-16.
fn ole(bytes: &[u8]) -> IntakeProblem {
    let has = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|window| window == name)
    };
    if has("EncryptedPackage") {
        return IntakeProblem::Password;
    }
    let kind = if has("WordDocument") {
        "Word 97–2003 (.doc)"
    } else {
        "Excel 97–2003 (.xls)"
    };
    IntakeProblem::NotReadKind { kind }
}

/// The format of an archive, by the parts it has.
fn packed(bytes: &[u8]) -> Result<DocumentFormat, IntakeProblem> {
    let mut package = Package::open(bytes, &Limits::default())?;
    let mimetype = package.text("mimetype").ok().flatten().unwrap_or_default();
    let kind = if mimetype.trim().ends_with("opendocument.spreadsheet")
        || mimetype
            .trim()
            .ends_with("opendocument.spreadsheet-template")
    {
        return Ok(DocumentFormat::Ods);
    } else if package.has("xl/workbook.xml") || package.has("xl/_rels/workbook.xml.rels") {
        if package.has("xl/workbook.bin") {
            "Excel, binary (.xlsb)"
        } else {
            return Ok(DocumentFormat::Xlsx);
        }
    } else if package.has("xl/workbook.bin") {
        "Excel, binary (.xlsb)"
    } else if package.has("word/document.xml") {
        "Word (.docx)"
    } else if package.has("ppt/presentation.xml") {
        "PowerPoint (.pptx)"
    } else if mimetype.contains("opendocument.text") {
        "OpenDocument text (.odt)"
    } else if package.has("content.xml") {
        return Ok(DocumentFormat::Ods);
    } else if package.has("Index/Document.iwa") {
        "Numbers or Pages (Apple)"
    } else if package.has("[Content_Types].xml") {
        return Ok(DocumentFormat::Xlsx);
    } else {
        "a ZIP archive"
    };
    Err(IntakeProblem::NotReadKind { kind })
}

/// So many zero bytes are letters that were lost in a text, however short it is.
const FEW_ZEROS: usize = 3;

/// Whether letters of a kind that no text has stand in it.
fn is_binary(text: &str) -> bool {
    let odd = |char: &char| {
        char.is_control()
            && !matches!(
                char,
                '\n' | '\r' | '\t' | '\u{c}' | '\u{b}' | '\u{1a}' | '\u{feff}'
            )
    };
    let sample = || text.chars().take(4096);
    let zeros = text.chars().filter(|char| *char == '\0').count();
    let many = zeros > FEW_ZEROS && 100 * zeros > text.chars().count();
    many || 50 * sample().filter(odd).count() > sample().count()
}

fn by_format(
    format: DocumentFormat,
    name: &str,
    bytes: &[u8],
    options: &ReadOptions,
    progress: &ReadingProgress,
) -> Result<Document, IntakeProblem> {
    match format {
        DocumentFormat::Csv => {
            let decoded = encoding::decode(bytes, None);
            let mut document = csv::read(name, &decoded.text, options)?;
            document.notices.extend(decoded.notices);
            Ok(document)
        }
        DocumentFormat::Text => {
            let decoded = encoding::decode(bytes, None);
            let mut document = text::read(name, &decoded.text);
            document.notices.extend(decoded.notices);
            Ok(document)
        }
        DocumentFormat::Xlsx => {
            let mut package = Package::open(bytes, &options.limits)?;
            xlsx::read(name, &mut package, options, progress)
        }
        DocumentFormat::Ods if bytes.starts_with(b"PK") => {
            let mut package = Package::open(bytes, &options.limits)?;
            ods::read(name, &mut package, options, progress)
        }
        DocumentFormat::Ods => {
            let decoded = encoding::decode(bytes, None);
            ods::read_content(name, &decoded.text, options, progress)
        }
        DocumentFormat::Html => html::read(name, bytes, options),
        DocumentFormat::Markdown => {
            let decoded = encoding::decode(bytes, None);
            let mut document = markdown::read(name, &decoded.text, options)?;
            document.notices.extend(decoded.notices);
            Ok(document)
        }
        #[cfg(feature = "pdf")]
        DocumentFormat::Pdf => super::pdf::read(name, bytes, options, progress),
        #[cfg(not(feature = "pdf"))]
        DocumentFormat::Pdf => Err(IntakeProblem::PdfNotBuilt),
    }
}

/// Says where the name's ending promises another format.
fn other_ending(name: &str, format: DocumentFormat) -> Option<Notice> {
    let (_, ending) = name.rsplit_once('.')?;
    let ending = ending.to_lowercase();
    let fits: &[&str] = match format {
        DocumentFormat::Pdf => &["pdf"],
        DocumentFormat::Xlsx => &["xlsx", "xlsm", "xltx", "xltm"],
        DocumentFormat::Ods => &["ods", "ots"],
        DocumentFormat::Html => &["html", "htm", "xhtml", "aspx", "php"],
        DocumentFormat::Markdown => &["md", "markdown", "txt"],
        DocumentFormat::Csv => &["csv", "tsv", "tab", "txt"],
        DocumentFormat::Text => &["txt", "text", "md"],
    };
    let known = [
        "pdf", "xlsx", "xlsm", "xls", "ods", "html", "htm", "md", "csv", "tsv", "txt", "doc",
        "docx",
    ];
    (known.contains(&&*ending) && !fits.contains(&&*ending)).then(|| Notice::OtherEnding {
        ending,
        format: format.name(),
    })
}
