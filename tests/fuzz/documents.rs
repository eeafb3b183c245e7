//! Documents of every format: a damaged one is read as whole tables or refused in words, and what is
//! read can be shown, and drafted as a folder that loads.

use std::io::{Cursor, Read, Write};

use statsbidrag::decision::{Decision, Drafted, draft};
use statsbidrag::intake::{Document, ReadOptions, read_document};
use statsbidrag::lang::Lang;
use statsbidrag::report::{documents_csv, documents_text, read_json};
use statsbidrag::tables::Folder;

use crate::damage::{Choices, damaged};
use crate::reading::places;

const CSV: &[&str] = &[
    "Kommunkod;Kommun;Sökt;Andel, %\r\n0114;Upplands Väsby;4\u{a0}002\u{a0}383;62,4\r\n1440;Ale;2 198 131;71,0\r\n;Summa;6 200 514;\r\n",
    "sep=;\nTabell 1. Utbetalt;;\n;;\nRegion;2023;2024\n\"Blekinge\nlän\";\"1 250\";987\nSkåne;3 000;–\nTotalt;4 250;987\n* Not\n",
    "Kommun,Belopp\n\"Ale, 1440\",\"5 000 kr\"\n'Eda',=\"7\"\n",
    "Kod\tNamn\tKr\n01\tStockholms län\t5\n0180\tStockholm\t5\n",
];

const MARKDOWN: &[&str] = &[
    "# Sida\n\n| **Tabell (mnkr)** | | |\n| --- | ---: | --- |\n|  | **2026** | **2027** |\n| Stöd \\*) | 16* | -85,5 |\n| [Länk](https://x.se/a_b) <br> ny | 5&nbsp;000 | `a\\|b` |\n| **Summa** | **5 016** |  |\n\nSlut.\n",
    "|  |  |\n| --- | --- |\n| Blekinge län | 100 554 627 kr |\n| Skåne län | 960 705 321<sup>1</sup> |\n",
];

const PAGES: &[&str] = &[
    "<!doctype html><html><head><meta charset=utf-8></head><body><table role=presentation><tr><td>1<td>2</table><table><caption>Tabell 2 (kr)</caption><thead><tr><th rowspan=2>Region<th colspan=2>Utbetalt</tr><tr><th>Första<br>halvåret<th>Andra</tr></thead><tbody><tr><td>Dalarna<sup>2)</sup><td>1&nbsp;250<td>&ndash;</tr><tr hidden><td>Dold<td>1<td>2</tr></tbody><tfoot><tr><td>Summa<td>1 250<td></tfoot></table><p>Slut</body></html>",
    "<table><tr><td>Meny<td><table><tr><td>Kommun<td>Kr<tr><td rowspan=2>Ale<td>5<tr><td>6</table></table>",
];

/// The files of the tests of intake, which real programs wrote.
const XLSX: &[&[u8]] = &[
    include_bytes!("../intake/made_by_xlsxwriter.xlsx"),
    include_bytes!("../intake/without_stored_values.xlsx"),
    include_bytes!("../intake/since_1904.xlsx"),
    include_bytes!("../intake/wrong_total.xlsx"),
];
const ODS: &[&[u8]] = &[include_bytes!("../intake/made_by_libreoffice.ods")];

/// Any of several texts, damaged, under a name.
fn text(name: &str, seeds: &[&str], bytes: &[u8]) {
    let mut choices = Choices(bytes);
    let seed = choices.one_of(seeds);
    let text = match choices.byte() % 8 {
        0 => String::from_utf8_lossy(choices.0).into_owned(),
        _ => damaged(seed, &mut choices),
    };
    holds(name, text.as_bytes());
    if bytes.first().is_some_and(|byte| byte % 4 == 0) {
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        holds(name, &wide);
    }
}

/// Delimited text.
pub fn delimited(bytes: &[u8]) {
    text("t.csv", CSV, bytes);
}

/// Markdown.
pub fn markdown(bytes: &[u8]) {
    text("t.md", MARKDOWN, bytes);
}

/// Web pages.
pub fn pages(bytes: &[u8]) {
    text("t.html", PAGES, bytes);
}

/// Workbooks, with a part of them damaged or with broken bytes.
pub fn workbooks(bytes: &[u8]) {
    archive("t.xlsx", XLSX, bytes);
}

/// Spreadsheets of OpenDocument, likewise.
pub fn open_documents(bytes: &[u8]) {
    archive("t.ods", ODS, bytes);
}

fn archive(name: &str, seeds: &[&[u8]], bytes: &[u8]) {
    let mut choices = Choices(bytes);
    let seed = choices.one_of(seeds);
    if choices.byte().is_multiple_of(4) {
        let mut broken = seed.to_vec();
        while !choices.is_empty() && !broken.is_empty() {
            let at = choices.below(broken.len());
            match choices.byte() % 3 {
                0 => broken.truncate(at),
                1 => broken[at] = choices.byte(),
                _ => broken[at] ^= 1 << (choices.byte() % 8),
            }
        }
        return holds(name, &broken);
    }
    let mut from = zip::ZipArchive::new(Cursor::new(seed)).expect("a seed");
    let wounded = choices.below(from.len());
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for position in 0..from.len() {
        let mut file = from.by_index(position).expect("a part");
        let part = file.name().expect("a name").into_owned();
        let mut own = Vec::new();
        file.read_to_end(&mut own).expect("its bytes");
        // the parts that are read are wounded more often than pictures and settings
        let is_read =
            part.ends_with(".xml") && !part.contains("theme") && !part.contains("docProps");
        if position == wounded || (is_read && choices.byte().is_multiple_of(3)) {
            own = damaged(&String::from_utf8_lossy(&own), &mut choices).into_bytes();
        }
        to.start_file(&*part, options).expect("a new part");
        to.write_all(&own).expect("written");
    }
    holds(name, &to.finish().expect("finished").into_inner());
}

/// Reads a file and holds what comes of it to what is promised.
fn holds(name: &str, bytes: &[u8]) {
    let options = ReadOptions {
        hidden: bytes.len().is_multiple_of(2),
        ..ReadOptions::default()
    };
    let document = match read_document(name, bytes, &options) {
        Ok(document) => document,
        Err(errors) => {
            assert!(
                !errors.0.is_empty() && errors.to_string().starts_with(name),
                "{errors:?}"
            );
            return;
        }
    };
    for sheet in &document.sheets {
        let width = sheet.rows[0].len();
        assert!(
            sheet.rows.iter().all(|row| row.len() == width),
            "rows as wide: {sheet:#?}"
        );
        assert!(sheet.header_rows <= sheet.rows.len(), "{sheet:#?}");
        for doubt in &sheet.doubts {
            assert!(
                doubt.row < sheet.rows.len() && doubt.column < width,
                "{doubt:?}"
            );
        }
    }
    shown(&document);
    drafted(&document);
}

fn shown(document: &Document) {
    let documents = std::slice::from_ref(document);
    assert!(!documents_text(documents, Lang::Sv).is_empty());
    let csv = documents_csv(documents, Lang::En);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(csv.as_bytes());
    let bodies = reader
        .records()
        .filter(|record| record.as_ref().is_ok_and(|it| it[0].is_empty()))
        .count();
    let rows: usize = document.sheets.iter().map(|sheet| sheet.body().len()).sum();
    assert_eq!(bodies, rows, "{csv}");
    let json = read_json(documents, Lang::En);
    assert!(json.text().starts_with('{'));
}

/// A folder that is drafted loads as a decision.
fn drafted(document: &Document) {
    let read = [Drafted {
        document,
        sha256: "0",
        hidden: false,
    }];
    let draft = match draft("prov", &read, None, places(), Lang::Sv) {
        Ok(draft) => draft,
        Err(errors) => return assert!(!errors.to_string().is_empty()),
    };
    let files: Vec<(&str, &str)> = draft
        .files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    if let Err(errors) = Decision::load(Folder::from_texts("prov", &files), places()) {
        panic!("{errors}\n{document:#?}");
    }
    // what was written is read as what was meant
    let recipe = files
        .iter()
        .find(|(name, _)| *name == "intake.toml")
        .expect("the recipe")
        .1;
    assert_eq!(
        toml::from_str::<statsbidrag::decision::Recipe>(recipe).expect(recipe),
        draft.recipe
    );
}
