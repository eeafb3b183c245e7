//! Files as people have them: what is read from them, what is refused and in which words.
//!
//! The files in `tests/intake/` were made for the project with XlsxWriter, openpyxl and LibreOffice (in
//! Swedish). Where `../shared/intake/` is at hand, its files are read, too; where it is not, that is said.

use std::path::{Path, PathBuf};

use statsbidrag::decision::embedded_places;
use statsbidrag::intake::{
    Document, DocumentFormat, DoubtReason, IntakeProblem, Limits, Notice, Outline, ReadOptions,
    RowRole, Sheet, SheetPlace, read_document,
};
use statsbidrag::lang::Lang;
use statsbidrag::report::documents_csv;

fn read(name: &str, bytes: &[u8]) -> Document {
    read_document(name, bytes, &ReadOptions::default()).expect("a readable document")
}

fn own(name: &str) -> Document {
    read(name, &bytes_of(&own_path(name)))
}

pub fn own_path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/intake")
        .join(name)
}

fn bytes_of(path: &Path) -> Vec<u8> {
    std::fs::read(path).expect("a file")
}

/// A folder beside the project, if it is there.
fn shared(folder: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared")
        .join(folder);
    if !path.is_dir() {
        println!("SKIPPED: no {}", path.display());
        return None;
    }
    Some(path)
}

fn problem(name: &str, bytes: &[u8]) -> IntakeProblem {
    let errors = read_document(name, bytes, &ReadOptions::default()).expect_err("an error");
    assert!(!errors.to_string().is_empty());
    errors.0.into_iter().next().expect("one").problem
}

/// The rows below the headings, cell by cell, spaces of any width as one.
fn body(sheet: &Sheet) -> Vec<Vec<String>> {
    let spaced = |printed: &str| printed.replace(['\u{a0}', '\u{202f}'], " ");
    let row = |row: &Vec<statsbidrag::intake::PrintedCell>| {
        row.iter().map(|cell| spaced(&cell.printed)).collect()
    };
    sheet.body().iter().map(row).collect()
}

const HEADINGS: [&str; 4] = ["Kommunkod", "Kommun", "Sökt belopp", "Andel, %"];
const ROWS: [[&str; 4]; 4] = [
    ["0114", "Upplands Väsby", "4 002 383", "62,4"],
    ["1440", "Ale", "2 198 131", "71,0"],
    ["1730", "Eda", "37 615", "3,4"],
    ["2580", "Luleå", "8 001 880", "41,8"],
];

/// The table of this page between delimiters.
fn delimited(delimiter: &str) -> Vec<String> {
    let lines = [HEADINGS].into_iter().chain(ROWS);
    lines.map(|row| row.join(delimiter)).collect()
}

fn assert_is_the_table(name: &str, bytes: &[u8]) {
    let document = read(name, bytes);
    assert_eq!(document.sheets.len(), 1, "{name}: {:#?}", document.sheets);
    let sheet = &document.sheets[0];
    assert_eq!(body(sheet), ROWS, "{name}");
    assert_eq!(sheet.headings().len(), 4, "{name}");
    assert_eq!(sheet.doubts, [], "{name}");
}

#[test]
fn csv_in_every_dialect_and_encoding_is_one_table() {
    let semicolons = delimited(";").join("\r\n");
    let utf16 = |units: fn(u16) -> [u8; 2], text: &str| -> Vec<u8> {
        text.encode_utf16().flat_map(units).collect()
    };
    let latin: Vec<u8> = semicolons
        .chars()
        .map(|char| u8::try_from(u32::from(char)).unwrap())
        .collect();
    let quoted = |quote: &str| {
        let line = |row: [&str; 4]| row.map(|cell| format!("{quote}{cell}{quote}"));
        let lines: Vec<String> = [HEADINGS]
            .into_iter()
            .chain(ROWS)
            .map(|it| line(it).join(","))
            .collect();
        lines.join("\n")
    };
    let mixed = delimited("|")
        .iter()
        .zip(["\r\n", "\n", "\r", "\n", ""])
        .map(|(line, end)| format!("{line}{end}"))
        .collect::<String>();
    let texts = [
        ("plain.csv", semicolons.clone()),
        ("tab.tsv", delimited("\t").join("\n")),
        ("tab_named_txt.txt", delimited("\t").join("\n")),
        ("mixed_line_ends.csv", mixed),
        ("sep.csv", format!("sep=;\r\n{semicolons}")),
        ("quoted.csv", quoted("\"")),
        ("apostrophes.csv", quoted("'")),
        ("trailing.csv", delimited(";").join(";\n") + ";"),
        (
            "titles.csv",
            format!(
                "Statsbidrag 2024; beslut den 12 mars 2024\nKälla: Myndigheten, uttag\n\n{semicolons}"
            ),
        ),
        (
            "titles_padded.csv",
            format!("Tabell 1. Utbetalt;;;\nKronor;;;\n;;;\n{semicolons}\n;;;\nKälla: egen;;;"),
        ),
        (
            "note_below.csv",
            format!("{semicolons}\n* Preliminärt; se not 1"),
        ),
        ("blank_rows.csv", semicolons.replacen("\r\n", "\r\n\r\n", 3)),
        (
            "two_headings.csv",
            semicolons.replacen(
                "Kommunkod;Kommun;Sökt belopp;Andel, %",
                ";;Belopp;Andel\r\nKommunkod;Kommun;(kr);(%)",
                1,
            ),
        ),
        ("excel_text.csv", semicolons.replace("0114", "=\"0114\"")),
        ("narrow_spaces.csv", semicolons.replace(' ', "\u{202f}")),
        ("spaces_after.csv", delimited("; ").join("\n")),
    ];
    for (name, text) in texts {
        assert_is_the_table(name, text.as_bytes());
    }
    assert_is_the_table("latin1.csv", &latin);
    assert_is_the_table("marked.csv", format!("\u{feff}{semicolons}").as_bytes());
    assert_is_the_table(
        "utf16le.csv",
        &utf16(u16::to_le_bytes, &format!("\u{feff}{semicolons}")),
    );
    assert_is_the_table(
        "utf16be.csv",
        &utf16(u16::to_be_bytes, &format!("\u{feff}{semicolons}")),
    );
    assert_is_the_table("utf16_unmarked.csv", &utf16(u16::to_le_bytes, &semicolons));
}

#[test]
fn a_line_break_within_quotes_is_a_space_and_places_stay_right() {
    let document = read(
        "t.csv",
        "Kommun;Belopp\n\"Upplands\nVäsby\";5\nAle;6\n".as_bytes(),
    );
    let sheet = &document.sheets[0];
    assert_eq!(body(sheet), [["Upplands Väsby", "5"], ["Ale", "6"]]);
    assert_eq!(
        sheet.rows[2][1].place,
        SheetPlace::Line { line: 4, column: 5 }
    );
}

#[test]
fn a_quotation_mark_that_nothing_closes_is_a_letter_and_is_said() {
    let document = read("t.csv", "Kommun;Belopp\n\"Ale;5\nEda;6\nKil;7\n".as_bytes());
    assert_eq!(
        body(&document.sheets[0]),
        [["\"Ale", "5"], ["Eda", "6"], ["Kil", "7"]]
    );
    assert!(
        matches!(document.notices[..], [Notice::UnclosedQuote { .. }]),
        "{:?}",
        document.notices
    );
}

#[test]
fn rows_with_another_number_of_fields_are_doubtful() {
    let document = read(
        "t.csv",
        "Kommun;Kod;Belopp\nAle;1440;5\nEda;6\nKil;1715;7\nBerg;2326;8\n".as_bytes(),
    );
    let sheet = &document.sheets[0];
    let expected = DoubtReason::FieldCount {
        found: 2,
        expected: 3,
    };
    assert!(
        sheet
            .doubts
            .iter()
            .all(|it| it.row == 2 && it.reason == expected),
        "{:?}",
        sheet.doubts
    );
    assert_eq!(sheet.doubts.len(), 2);
}

#[test]
fn years_are_headings_above_figures_and_figures_below_words() {
    let headed = read(
        "t.csv",
        ";2026;2027;2028\nStöd;8;537,2;538,7\nSumma;8;537,2;538,7\n".as_bytes(),
    );
    assert_eq!(headed.sheets[0].header_rows, 1);
    let places = embedded_places().expect("the places");
    let outline = Outline::of(&headed.sheets[0], &places);
    assert!(outline.columns[1].is_year && outline.rows[1].role == RowRole::Total);
    let years = read(
        "t.csv",
        "Kommun;Startår;Slutår\nAle;2020;2024\nEda;2021;2025\n".as_bytes(),
    );
    assert_eq!(body(&years.sheets[0]).len(), 2);
}

/// A zero byte is a letter that was lost; many at the end are the room of an interrupted save.
#[test]
fn zero_bytes_are_doubtful_and_never_silent() {
    let text = "Kommun;Sökt;Beviljat\nAle;25\u{0}0;200\nEda;80;52\nKil;90;45\n";
    let document = read("t.csv", text.as_bytes());
    let [doubt] = &document.sheets[0].doubts[..] else {
        panic!("one doubt: {document:?}");
    };
    assert_eq!(
        (doubt.row, doubt.column, &doubt.reason),
        (1, 1, &DoubtReason::UnreadableLetters)
    );
    let padded = [text.replace('\u{0}', "").as_bytes(), &[0; 512]].concat();
    let document = read("t.csv", &padded);
    assert_eq!(document.notices, [Notice::ZeroBytes { count: 512 }]);
    assert_eq!(body(&document.sheets[0])[2], ["Kil", "90", "45"]);
}

/// Fields between single quotation marks, one of them with a line break in it.
#[test]
fn single_quotation_marks_are_none_of_the_letters() {
    let text = "'Kommun';'Anm.'\n'Ale';'två\nrader; och'\n'Eda';'\"'\n";
    let document = read("t.csv", text.as_bytes());
    assert_eq!(
        body(&document.sheets[0]),
        [["Ale", "två rader; och"], ["Eda", "\""]]
    );
}

#[test]
fn prose_is_text_and_not_delimited() {
    let prose = "Regeringen har beslutat, den 12 mars, om bidrag.\nKommunerna får 3,5 miljoner, enligt förslag.\nDet gäller Ale, Eda och Kil.\n";
    let document = read("t.txt", prose.as_bytes());
    assert_eq!(
        (document.format, document.sheets.len()),
        (DocumentFormat::Text, 0)
    );
    assert_eq!(document.text.len(), 3);
}

/// What XlsxWriter wrote is read as LibreOffice shows it, cell by cell.
#[test]
fn a_workbook_and_what_libreoffice_makes_of_it_show_the_same() {
    let (xlsx, ods) = (
        own("made_by_xlsxwriter.xlsx"),
        own("made_by_libreoffice.ods"),
    );
    assert_eq!(xlsx.sheets.len(), 4);
    for (one, other) in xlsx.sheets.iter().zip(&ods.sheets) {
        assert_eq!(body(one), body(other));
        assert_eq!(one.headings(), other.headings());
        assert_eq!((&one.title, &one.place), (&other.title, &other.place));
    }
    let first = &xlsx.sheets[0];
    assert_eq!(first.title, "Tabell 4. Utfall per kommun, tkr");
    assert_eq!(
        first.headings(),
        [
            "Kommun",
            "Utfall 2023: Antal",
            "Utfall 2023: Belopp",
            "Utfall 2024: Antal",
            "Utfall 2024: Belopp"
        ]
    );
    assert_eq!(body(first)[1], ["Bjuv", "5", "10 211 163", "1", "-37"]);
    assert_eq!(body(first)[2], ["Eda", "0", "0", "2", "13"]);
    assert_eq!(body(first).len(), 4, "the line below is a note");
    assert_eq!(
        body(&xlsx.sheets[1]),
        [
            ["Skåne", "12,3%", "2024-03-12", "SANT"],
            ["Gotland1)", "100,0%", "–", "FALSKT"]
        ]
    );
    assert_eq!(
        body(&xlsx.sheets[2]),
        [["Ale", "5"]],
        "a table beside the other"
    );
}

#[test]
fn what_is_hidden_is_named_and_read_only_when_asked() {
    for name in ["made_by_xlsxwriter.xlsx", "made_by_libreoffice.ods"] {
        let document = own(name);
        let hidden = [
            Notice::HiddenSheet {
                sheet: "Dold2".to_owned(),
                read: false,
            },
            Notice::HiddenRows {
                sheet: "Gömd".to_owned(),
                rows: "3".to_owned(),
                read: false,
            },
            Notice::HiddenColumns {
                sheet: "Gömd".to_owned(),
                columns: "B".to_owned(),
                read: false,
            },
        ];
        assert_eq!(document.notices, hidden, "{name}");
        let last = document.sheets.last().expect("a table");
        assert_eq!(body(last), [["Ale", "5", "x"], ["Kil", "9", "z"]], "{name}");
        let options = ReadOptions {
            hidden: true,
            ..ReadOptions::default()
        };
        let all = read_document(name, &bytes_of(&own_path(name)), &options).expect("a document");
        let last = all.sheets.last().expect("a table");
        assert_eq!(body(last)[1], ["Eda", "1730", "7", "y"], "{name}");
        assert!(all.text.iter().any(|line| line.text == "hemligt"), "{name}");
    }
}

#[test]
fn a_formula_without_a_stored_value_is_doubtful() {
    let document = own("without_stored_values.xlsx");
    let doubts = &document.sheets[0].doubts;
    assert_eq!(doubts.len(), 2);
    assert!(
        doubts
            .iter()
            .all(|it| it.reason == DoubtReason::FormulaWithoutValue && it.column == 2)
    );
}

#[test]
fn days_may_be_counted_since_1904() {
    assert_eq!(
        body(&own("since_1904.xlsx").sheets[0]),
        [["a", "2024-02-29"]]
    );
}

#[test]
fn a_page_has_the_tables_its_reader_sees() {
    let page = |table: &str| {
        read(
            "t.html",
            format!("<!doctype html><p>Text</p>{table}<p>Slut</p>").as_bytes(),
        )
    };
    let rows = "<tr><td>Ale</td><td>1&nbsp;250</td></tr><tr><td>Eda<td>37&#160;615</tr>";
    let expected = [["Ale", "1 250"], ["Eda", "37 615"]];
    for table in [
        format!("<table><tr><th>Kommun<th>Kr</tr>{rows}</table>"),
        format!("<table><tr><td>Kommun<td>Kr</tr>{rows}</table>"),
        format!("<table><thead><tr><td>Kommun<td>Kr</thead><tbody>{rows}</table>"),
        format!("<table><tr><td>Meny<td><table><tr><th>Kommun<th>Kr</tr>{rows}</table></table>"),
        format!("<table role=presentation><tr><td>1<td>2</table><table><tr><th>Kommun<th>Kr</tr>{rows}</table>"),
        format!("<table><!-- 5 --><tr><th>Kommun<th>Kr</tr><tr hidden><td>Dold<td>9</tr>{rows}</table>"),
        format!("<table><tr><td colspan=2>Tabell 2</tr><tr><td>Kommun<td>Kr</tr>{rows}</table>"),
        "<table><tr><th>Kommun<th>Kr</tr><tfoot><tr><td>Eda<td>37 615</tfoot><tr><td>Ale<td><p>1&nbsp;250</p></table>".to_owned(),
    ] {
        let document = page(&table);
        assert_eq!(document.sheets.len(), 1, "{table}");
        assert_eq!(body(&document.sheets[0]), expected, "{table}");
        assert_eq!(document.sheets[0].headings(), ["Kommun", "Kr"], "{table}");
    }
}

#[test]
fn a_raised_digit_is_a_mark_and_never_a_digit() {
    let document = read("t.html", b"<table><tr><th>Kommun<th>Kr</tr><tr><td>Ale<sup>1)</sup><td>7&nbsp;001<sup>2</sup><td></tr><tr><td>Eda<td>5<br>6</table>");
    assert_eq!(
        body(&document.sheets[0]),
        [["Ale1)", "7 001²"], ["Eda", "5 6"]]
    );
}

#[test]
fn markdown_tables_lose_their_markup_and_nothing_else() {
    let text = "# Sida\n\n| **Tabell (mnkr)** | | |\n| --- | ---: | --- |\n|  | **2026** | **2027** |\n| Stöd \\*) | 16* | -85,5 |\n| [Länk](https://x.se/a_b) <br> ny | 5&nbsp;000 | `a\\|b` |\n| **Summa** | **5 016** |  |\n\nSlut.\n";
    let document = read("t.md", text.as_bytes());
    let sheet = &document.sheets[0];
    assert_eq!(sheet.title, "Tabell (mnkr)");
    assert_eq!(sheet.headings(), ["", "2026", "2027"]);
    assert_eq!(
        body(sheet),
        [
            ["Stöd *)", "16*", "-85,5"],
            ["Länk   ny", "5 000", "a|b"],
            ["Summa", "5 016", ""]
        ]
    );
    assert_eq!(
        sheet.rows[1][0].place,
        SheetPlace::Line { line: 6, column: 2 }
    );
}

#[test]
fn more_fields_than_a_markdown_table_has_columns_are_doubtful_not_dropped() {
    let document = read(
        "t.md",
        b"| a | b |\n| --- | --- |\n| x | 1 | 2 |\n| y | 3 |\n",
    );
    let sheet = &document.sheets[0];
    assert_eq!(body(sheet)[0], ["x", "1", "2"]);
    assert!(!sheet.doubts.is_empty());
}

/// A workbook with one part replaced.
fn workbook_with(part: &str, text: &str) -> Vec<u8> {
    use std::io::{Cursor, Read, Write};
    let bytes = bytes_of(&own_path("wrong_total.xlsx"));
    let mut from = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for position in 0..from.len() {
        let mut file = from.by_index(position).expect("a part");
        let name = file.name().expect("a name").into_owned();
        let mut own = String::new();
        if name != part {
            file.read_to_string(&mut own).expect("text");
        }
        to.start_file(&*name, options).expect("a new part");
        to.write_all(if name == part { text } else { &own }.as_bytes())
            .expect("written");
    }
    to.finish().expect("finished").into_inner()
}

const SHEET: &str = "xl/worksheets/sheet1.xml";

#[test]
fn bombs_and_forged_counts_are_refused_by_what_is_counted() {
    let bomb = workbook_with(
        SHEET,
        &format!(
            "<worksheet><sheetData>{}</sheetData></worksheet>",
            " ".repeat(3 << 20)
        ),
    );
    let options = ReadOptions {
        limits: Limits {
            unfolded: 1 << 20,
            ..Limits::default()
        },
        ..ReadOptions::default()
    };
    let errors = read_document("bomb.xlsx", &bomb, &options).expect_err("too much");
    assert!(
        errors.to_string().contains("bytes once unpacked"),
        "{errors}"
    );
    let forged = workbook_with(
        "xl/sharedStrings.xml",
        "<sst uniqueCount=\"99999999999\"><si><t>a</t></si></sst>",
    );
    assert!(matches!(
        problem("f.xlsx", &forged),
        IntakeProblem::ForgedCount { .. }
    ));
    let repeated = "<?xml version=\"1.0\"?><office:document xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body><office:spreadsheet><table:table table:name=\"A\"><table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell table:number-columns-repeated=\"16384\"><text:p>1</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document>";
    assert!(matches!(
        problem("r.fods", repeated.as_bytes()),
        IntakeProblem::TooMuch {
            found: 17_179_869_184,
            ..
        }
    ));
    let deep = "<div>".repeat(20_000);
    assert!(matches!(
        problem("d.html", deep.as_bytes()),
        IntakeProblem::TooMuch { .. }
    ));
}

#[test]
fn cells_at_opposite_corners_are_text_and_are_said() {
    let far = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row></sheetData></worksheet>";
    let document = read("far.xlsx", &workbook_with(SHEET, far));
    assert_eq!(document.sheets.len(), 0);
    assert!(
        matches!(
            &document.notices[..],
            [Notice::FarCell {
                place: SheetPlace::Cell {
                    row: 1_048_576,
                    column: 16_384,
                    ..
                }
            }]
        ),
        "{:?}",
        document.notices
    );
    assert_eq!(document.text.len(), 2);
}

#[test]
fn what_is_no_readable_document_is_refused_in_words_that_help() {
    let xlsx = bytes_of(&own_path("wrong_total.xlsx"));
    let said = |name: &str, bytes: &[u8]| {
        read_document(name, bytes, &ReadOptions::default())
            .expect_err(name)
            .to_string()
    };
    let old: Vec<u8> = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), vec![0; 600]].concat();
    let encrypted: Vec<u8> = [
        old.clone(),
        "EncryptedPackage"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect(),
    ]
    .concat();
    for (name, bytes, words) in [
        ("empty.csv", Vec::new(), ["empty", "download it again"]),
        (
            "blank.csv",
            b" \r\n\t".to_vec(),
            ["neither a table nor text", "right one"],
        ),
        (
            "cut.xlsx",
            xlsx[..xlsx.len() * 2 / 3].to_vec(),
            ["cut off or damaged", "download it again"],
        ),
        ("old.xls", old, [".xls", "save it as XLSX"]),
        ("locked.xlsx", encrypted, ["password", "save a copy"]),
        (
            "picture.csv",
            b"\x89PNG\r\n\x1a\n".to_vec(),
            ["picture (PNG)", "save it as XLSX"],
        ),
        (
            "noise.csv",
            (0..=255_u8).cycle().take(600).collect(),
            ["no kind of document", "save the document"],
        ),
    ] {
        let said = said(name, &bytes);
        assert!(
            said.starts_with(name) && words.iter().all(|it| said.contains(it)),
            "{said}"
        );
    }
}

#[test]
fn contents_decide_and_another_ending_is_said() {
    let bytes = bytes_of(&own_path("wrong_total.xlsx"));
    let document = read("bilaga.csv", &bytes);
    assert_eq!(document.format, DocumentFormat::Xlsx);
    assert!(
        matches!(&document.notices[..], [Notice::OtherEnding { ending, .. }] if ending == "csv")
    );
    let page = read(
        "export.xls",
        b"<html><table><tr><th>Kommun<th>Kr<tr><td>Ale<td>5</table>",
    );
    assert_eq!((page.format, page.sheets.len()), (DocumentFormat::Html, 1));
}

/// The shared tables of delimited text, in eight dresses.
#[test]
fn the_shared_csv_files_are_one_table_each() {
    let Some(folder) = shared("intake/csv") else {
        return;
    };
    let expected = read("expected.csv", &bytes_of(&folder.join("expected.csv")));
    let mut files = 0;
    for entry in std::fs::read_dir(&folder).expect("the folder") {
        let path = entry.expect("an entry").path();
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        if name.starts_with('c') {
            let document = read(&name, &bytes_of(&path));
            assert_eq!(
                body(&document.sheets[0]),
                body(&expected.sheets[0]),
                "{name}"
            );
            assert_eq!(
                (document.sheets.len(), document.has_doubts()),
                (1, false),
                "{name}"
            );
            files += 1;
        }
    }
    assert_eq!(files, 8);
}

/// The shared sheets, each cell that Excel and LibreOffice agree on, hidden ones when asked.
#[test]
fn the_shared_sheets_show_what_excel_shows() {
    let Some(folder) = shared("intake/sheet") else {
        return;
    };
    let expected = bytes_of(&folder.join("trial.expected.csv"));
    let options = ReadOptions {
        hidden: true,
        ..ReadOptions::default()
    };
    for name in ["trial.xlsx", "trial.ods"] {
        let document =
            read_document(name, &bytes_of(&folder.join(name)), &options).expect("a document");
        let mut wrong = Vec::new();
        let mut cells = 0;
        let mut reader = csv::Reader::from_reader(&expected[..]);
        for record in reader.records() {
            let record = record.expect("a record");
            let found = printed_at(&document, &record[0], &record[1]);
            cells += 1;
            let spaced = |text: &str| text.replace('\u{a0}', " ");
            if ![&record[2], &record[3]]
                .map(spaced)
                .contains(&spaced(&found))
            {
                wrong.push(format!(
                    "{}!{}: {} for {}",
                    &record[0], &record[1], found, &record[2]
                ));
            }
        }
        assert_eq!(wrong, [] as [String; 0], "{name}");
        assert!(cells > 230, "{cells}");
    }
}

/// What is printed in a cell of a sheet, in a table or outside of one.
fn printed_at(document: &Document, sheet: &str, cell: &str) -> String {
    let is_there = |place: &SheetPlace| match place {
        SheetPlace::Cell {
            sheet: own,
            row,
            column,
        } => own == sheet && SheetPlace::cell_name(*row, *column) == cell,
        _ => false,
    };
    let cells = document
        .sheets
        .iter()
        .flat_map(|it| it.rows.iter().flatten());
    let in_table = cells
        .clone()
        .find(|it| is_there(&it.place) && !it.is_blank());
    let outside = document.text.iter().find(|line| is_there(&line.place));
    in_table
        .map(|cell| cell.printed.clone())
        .or(outside.map(|line| line.text.clone()))
        .unwrap_or_default()
}

#[test]
fn the_shared_page_has_one_table() {
    let Some(folder) = shared("intake/html") else {
        return;
    };
    let document = read("w01.html", &bytes_of(&folder.join("w01.html")));
    let csv = documents_csv(&[document], Lang::En).replace(['\u{a0}', '\u{202f}'], " ");
    let expected = std::fs::read_to_string(folder.join("w01.expected.csv")).expect("the cells");
    assert_eq!(
        csv,
        expected
            .replace(['\u{a0}', '\u{202f}'], " ")
            .replace("\r\n", "\n")
    );
}

/// 38 tables of 31 pages of the government's site: all 949 cells below the headings, by an independent
/// reading of their lines; totals and years known as such.
#[test]
fn the_tables_of_the_government_are_read_cell_by_cell() {
    let Some(folder) = shared("regering") else {
        return;
    };
    let places = embedded_places().expect("the places");
    let (mut tables, mut cells, mut totals, mut years) = (0, 0, 0, 0);
    for number in 0..61 {
        let name = format!("{number:02}.md");
        let Ok(text) = std::fs::read_to_string(folder.join(&name)) else {
            continue;
        };
        let document = read(&name, text.as_bytes());
        for sheet in &document.sheets {
            tables += 1;
            let outline = Outline::of(sheet, &places);
            totals += outline.totals().count();
            years += outline.columns.iter().filter(|it| it.is_year).count();
            for row in sheet.body() {
                let SheetPlace::Line { line, .. } = row[0].place else {
                    panic!("a line")
                };
                let source = text.lines().nth(line as usize - 1).expect("the line");
                let plain = source
                    .replace("\\*", "\u{1}")
                    .replace("**", "")
                    .replace('\u{1}', "*");
                let fields: Vec<&str> = plain
                    .trim()
                    .trim_matches('|')
                    .split('|')
                    .map(str::trim)
                    .collect();
                let printed: Vec<&str> = row.iter().map(|cell| cell.printed.as_str()).collect();
                assert_eq!(printed, fields, "{name}:{line}");
                cells += printed.len();
            }
        }
    }
    assert_eq!((tables, cells), (38, 949));
    assert_eq!(
        (totals, years),
        (7, 82),
        "rows that begin with Summa, Totalt or Riket, cells of headings that are a year, counted by a script"
    );
}

#[test]
fn the_shared_hard_files_are_refused_or_read_with_a_warning() {
    let Some(folder) = shared("intake/hard") else {
        return;
    };
    let read_hard =
        |name: &str| read_document(name, &bytes_of(&folder.join(name)), &ReadOptions::default());
    for (name, words) in [
        ("x07_bomb.xlsx", "bytes once unpacked"),
        ("x09_repeats.ods", "17179869184 cells"),
        ("x11_counts.xlsx", "announces 99999999999 entries"),
    ] {
        let said = read_hard(name).expect_err(name).to_string();
        assert!(said.contains(words), "{said}");
    }
    let far = read_hard("x08_far_cell.xlsx").expect("what can be read");
    assert!(
        far.notices
            .iter()
            .any(|it| matches!(it, Notice::FarCell { .. }))
    );
}
