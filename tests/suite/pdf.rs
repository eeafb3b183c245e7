//! PDF files whose cells are known: those in `tests/pdf` were made for the purpose, with the figures
//! drawn by lot, and so is what is expected of them. Others lie outside the project and are tried
//! where they are at hand.
#![cfg(feature = "pdf")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use statsbidrag::intake::{Document, IntakeError, ReadOptions, read_document};
use statsbidrag::lang::{Errors, InWords, Lang};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn read(path: &Path) -> Result<Document, Errors<IntakeError>> {
    let bytes = std::fs::read(path).expect("a file");
    let name = path.file_name().expect("a name").to_string_lossy();
    read_document(&name, &bytes, &ReadOptions::default())
}

/// The rows of the expected tables, all tables together.
fn expected(path: &Path) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_path(path)
        .expect("what is expected");
    reader
        .records()
        .map(|record| record.expect("a line"))
        .filter(|record| record.get(0) == Some(""))
        .map(|record| record.iter().skip(1).map(spaces).collect())
        .collect()
}

fn spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn rows(document: &Document) -> Vec<Vec<String>> {
    let body = document.sheets.iter().flat_map(|sheet| sheet.body());
    body.map(|row| row.iter().map(|cell| spaces(&cell.printed)).collect())
        .collect()
}

/// The PDF files of a folder that have their expected cells beside them.
fn known(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "pdf"))
        .collect();
    files.sort();
    files
}

fn compare(folder: &Path) -> (usize, Vec<String>) {
    let (mut cells, mut wrong) = (0, Vec::new());
    for path in known(folder) {
        let document = read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let (want, got) = (
            expected(&path.with_extension("expected.csv")),
            rows(&document),
        );
        cells += want
            .iter()
            .flatten()
            .filter(|cell| !cell.is_empty())
            .count();
        if want != got {
            let first = want.iter().zip(&got).find(|(want, got)| want != got);
            wrong.push(format!(
                "{}: {} rows of {}; first difference {first:?}",
                path.display(),
                got.len(),
                want.len()
            ));
        }
    }
    (cells, wrong)
}

#[test]
fn every_cell_of_the_files_made_for_it_is_in_place() {
    let (cells, wrong) = compare(&folder("tests/pdf"));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cells > 800, "{cells}");
}

#[test]
fn every_cell_of_the_typeset_files_is_in_place() {
    let folder = folder("../shared/intake/pdf");
    if !folder.exists() {
        eprintln!("SKIPPED: no typeset files at hand");
        return;
    }
    let (cells, wrong) = compare(&folder);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(cells, 7_384);
}

/// A PDF of one stream, packed as `filters` say.
fn pdf_with_stream(filters: &str, data: &[u8]) -> Vec<u8> {
    let mut file = b"%PDF-1.4\n".to_vec();
    let objects = [
        "1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n",
        "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n",
        "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R >>\nendobj\n",
    ];
    for object in objects {
        file.extend(object.as_bytes());
    }
    let length = data.len();
    file.extend(format!("4 0 obj\n<< /Filter {filters} /Length {length} >>\nstream\n").as_bytes());
    file.extend(data);
    file.extend(b"\nendstream\nendobj\n5 0 obj\n[/RunLengthDecode /RunLengthDecode]\nendobj\n");
    file.extend(b"trailer\n<< /Root 1 0 R /Size 6 >>\n%%EOF\n");
    file
}

/// Whatever packs it, and however the file names that: what a stream unfolds to is counted first.
#[test]
fn a_stream_that_unfolds_to_more_than_is_read_is_refused() {
    // each pair of bytes stands for 128 of the next, packed again
    let inner: Vec<u8> = std::iter::repeat_n([129_u8, 129], 20_000)
        .flatten()
        .collect();
    // LZW: clear, then codes that double what is known: 258, 259, … of 9 to 12 bits
    let mut lzw: Vec<u8> = Vec::new();
    let (mut held, mut bits) = (0_u32, 0_u32);
    for round in 0..40 {
        let codes = [256, 32].into_iter().chain(258..4_095);
        for (position, code) in codes.enumerate() {
            let width = match position {
                // the table is cleared in codes as long as the last ones
                0 if round > 0 => 12,
                0..=254 => 9,
                255..=766 => 10,
                767..=1_790 => 11,
                _ => 12,
            };
            bits = bits << width | code;
            held += width;
            while held >= 8 {
                held -= 8;
                lzw.push(u8::try_from(bits >> held & 255).expect("a byte"));
            }
            bits &= (1 << held) - 1;
        }
    }
    for (filters, data) in [
        ("[/RunLengthDecode /RunLengthDecode]", &inner),
        ("5 0 R", &inner),
        ("[/RL /RL]", &inner),
        ("/LZWDecode", &lzw),
        ("/LZW", &lzw),
    ] {
        let file = pdf_with_stream(filters, data);
        let errors = read_document("b.pdf", &file, &ReadOptions::default()).expect_err(filters);
        let words = errors.to_string();
        assert!(words.contains("bytes once unpacked"), "{filters}: {words}");
    }
}

#[test]
fn a_page_and_a_line_are_the_place_of_a_cell() {
    let document = read(&folder("tests/pdf/grid_over_pages.pdf")).expect("a document");
    let sheet = &document.sheets[0];
    assert_eq!(document.sheets.len(), 1);
    assert_eq!(sheet.title, "Tabell 1. Fördelning till kommunerna");
    let pages: BTreeMap<String, usize> =
        sheet.body().iter().fold(BTreeMap::new(), |mut pages, row| {
            let place = row[0].place.in_words(Lang::En);
            let page = place.split(',').next().unwrap_or_default().to_owned();
            *pages.entry(page).or_default() += 1;
            pages
        });
    assert_eq!(pages.keys().collect::<Vec<_>>(), ["page 1", "page 2"]);
    assert_eq!(pages.values().sum::<usize>(), 60);
}

#[test]
fn what_cannot_be_read_is_refused_with_what_to_do() {
    let folder = folder("../shared/intake/hard");
    if !folder.exists() {
        eprintln!("SKIPPED: no bad files at hand");
        return;
    }
    for (file, english, swedish) in [
        (
            "x01_scan.pdf",
            "the pages are pictures",
            "sidorna är bilder",
        ),
        (
            "x02_no_tounicode.pdf",
            "does not say which letters",
            "anger inte vilka bokstäver",
        ),
        (
            "x04_user_password.pdf",
            "protected by a password",
            "skyddad med lösenord",
        ),
        (
            "x05_truncated.pdf",
            "cut off or damaged",
            "avhuggen eller skadad",
        ),
        (
            "x10_forms.pdf",
            "more than is read",
            "större än vad som läses",
        ),
        (
            "x12_glyphs.pdf",
            "letters on a page",
            "bokstäver på en sida",
        ),
    ] {
        let errors = read(&folder.join(file)).expect_err(file);
        assert!(
            errors.in_words(Lang::En).contains(english),
            "{file}: {errors}"
        );
        let words = errors.in_words(Lang::Sv);
        assert!(words.contains(swedish), "{file}: {words}");
    }
    assert!(read(&folder.join("x03_owner_password.pdf")).is_ok());
}
