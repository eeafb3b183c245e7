//! Text in which a space separates thousands and columns: what is read is what is printed, or it is
//! said that nothing decides.

use std::path::Path;

use statsbidrag::intake::{ChoiceRelation, Document, ReadOptions, Sheet, read_document};

fn read(text: &str) -> Document {
    read_document("bilaga.txt", text.as_bytes(), &ReadOptions::default()).expect("a document")
}

fn rows(sheet: &Sheet) -> Vec<Vec<String>> {
    let body = sheet.body().iter();
    body.map(|row| row.iter().map(|cell| cell.printed.clone()).collect())
        .collect()
}

/// 7 912 311 + 521 + 824 = 7 913 656, 12 + 345 678 + 9 = 345 699, 1 200 + 300 + 400 = 1 900 and
/// 5 + 6 001 + 700 = 6 706; no other way to cut the rows into four figures makes the last the sum.
#[test]
fn the_sum_of_a_row_decides() {
    let text = "Tabell 1. Belopp\n\nAle 7 912 311 521 824 7 913 656\n\nEda 12 345 678 9 345 699\n\n\
                Kil 1 200 300 400 1 900\n\nOrsa 5 6 001 700 6 706\n";
    let document = read(text);
    let sheet = &document.sheets[0];
    assert_eq!(
        rows(sheet),
        [
            ["Ale", "7 912 311", "521", "824", "7 913 656"],
            ["Eda", "12", "345 678", "9", "345 699"],
            ["Kil", "1 200", "300", "400", "1 900"],
            ["Orsa", "5", "6 001", "700", "6 706"],
        ]
    );
    assert!(sheet.doubts.is_empty(), "{:?}", sheet.doubts);
    assert!(!sheet.choices.is_empty());
}

/// Nothing adds up: every figure that could be cut in another way is doubtful.
#[test]
fn where_no_sum_decides_the_cells_are_doubtful() {
    let text = "Tabell 1. Belopp\n\nAle 7 912 311 521\n\nEda 12 345 678 910\n\nKil 1 200 300 400\n";
    let document = read(text);
    let sheet = &document.sheets[0];
    for row in 0..sheet.rows.len() {
        assert!(
            sheet.doubts.iter().any(|doubt| doubt.row == row),
            "row {row}: {sheet:?}"
        );
    }
    assert!(sheet.choices.is_empty());
}

/// The annexes of the accounts of 2023, from the text as it was copied out of the PDF, against the
/// tables that were made of it by hand.
#[test]
fn the_annexes_of_the_corpus_are_read_as_they_were_by_hand() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let source = root.join("../shared/sources/001_17f8cdaec1c8c222.txt");
    let Ok(text) = std::fs::read_to_string(source) else {
        eprintln!("SKIPPED: no source texts at hand");
        return;
    };
    let document = read(&text);
    for (table, count) in [
        ("bilaga1", 291),
        ("bilaga2", 100),
        ("bilaga3", 233),
        ("bilaga4_tabell1", 5),
        ("bilaga4_tabell2", 5),
        ("bilaga4_tabell3", 5),
        ("bilaga5", 22),
    ] {
        let path = root.join(format!("fixtures/aldreomsorg-2023/{table}.csv"));
        let mut reader = csv::Reader::from_path(path).expect("the fixture");
        let want: Vec<Vec<String>> = reader
            .records()
            .map(|record| record.expect("a line"))
            .map(|record| record.iter().skip(2).map(str::to_owned).collect())
            // the total rows of the annexes have no name in print
            .map(|mut row: Vec<String>| {
                if row[0] == "(summa)" {
                    row[0].clear();
                }
                row
            })
            .collect();
        assert_eq!(want.len(), count, "{table}");
        let found = document.sheets.iter().map(rows).find(|rows| *rows == want);
        assert!(found.is_some(), "{table} is not read row by row");
    }
}

/// What decided a reading is recorded whole, and the figures read by it are evidence of nothing.
#[test]
fn a_relation_used_for_reading_is_no_evidence() {
    let text = "Tabell 1. Belopp\n\nAle 7 912 311 521 824 7 913 656\n\nEda 12 345 678 9 345 699\n\n\
                Kil 1 200 300 400 1 900\n\nOrsa 5 6 001 700 6 706\n";
    let document = read(text);
    let sheet = &document.sheets[0];
    let chosen: Vec<usize> = sheet.choices.iter().map(|choice| choice.row).collect();
    assert!(chosen.contains(&0), "{:?}", sheet.choices);
    for choice in &sheet.choices {
        assert_eq!(choice.relation, ChoiceRelation::Sum);
        assert_eq!(choice.target, (choice.row, 4));
        assert!(sheet.is_read_by_relation(choice.row, 4));
        let told = &sheet.evidence()[choice.row][1..];
        assert!(told.iter().all(|cell| *cell == ".."), "{told:?}");
    }
    assert_eq!(sheet.evidence()[0][0], "Ale");
}
