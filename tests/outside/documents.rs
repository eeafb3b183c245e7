//! The documents: real tables, and what is right about them. The long ones are read where they are.

use crate::folder::Folder;

/// The records of a document, without its header; nothing, loudly, where the documents are not.
fn document(name: &str) -> Option<Vec<Vec<String>>> {
    let path = format!(
        "{}/../shared/cases/documents/{name}",
        env!("CARGO_MANIFEST_DIR")
    );
    let Ok(mut reader) = csv::Reader::from_path(&path) else {
        eprintln!("SKIPPED: {name} is not there");
        return None;
    };
    let records = reader.records().map(|it| it.expect("a record"));
    Some(
        records
            .map(|it| it.iter().map(str::to_owned).collect())
            .collect(),
    )
}

/// A folder with these columns of a document, rows by their first field.
fn folder(records: &[Vec<String>], columns: &[(&str, &str, usize)]) -> Folder {
    let declared: Vec<(&str, &str)> = columns.iter().map(|(id, unit, _)| (*id, *unit)).collect();
    let mut folder = Folder::new(&declared);
    for (at, record) in records.iter().enumerate() {
        let cells: Vec<&str> = columns
            .iter()
            .map(|(.., at)| record[*at].as_str())
            .collect();
        let is_total = ["TOT", "Totalt"].contains(&record[0].as_str());
        let key = if is_total {
            "s".to_owned()
        } else {
            format!("r{at}")
        };
        folder = folder.rows(&[(key.as_str(), cells.as_slice())]);
    }
    folder
}

#[test]
fn the_amounts_of_women_2020_add_up() {
    if let Some(records) = document("skr_kvinnor_2020.csv") {
        folder(&records, &[("belopp", "kr", 1)])
            .check("sum", "sum(t.belopp) = t[s].belopp")
            .check("sum", "sum(t.belopp) = 937 000 000")
            .holds();
    }
}

#[test]
fn the_beds_of_2017_add_up() {
    if let Some(records) = document("lanstal_2017.csv") {
        folder(&records, &[("antal", "count", 1)])
            .check("sum", "sum(t.antal) = t[s].antal")
            .check("sum", "sum(t.antal) = 30 600")
            .holds();
    }
}

#[test]
fn tax_rates_add_up_exactly() {
    if let Some(records) = document("skattesatser_2020.csv") {
        let exact =
            |name: &str| format!("title = \"{name}\", unit = \"percent\", precision = \"exact\"");
        let mut folder = Folder::default()
            .column("kommuner", &exact("k"))
            .column("region", &exact("r"));
        for (at, record) in records.iter().enumerate() {
            folder = folder.rows(&[(format!("r{at}").as_str(), &[&record[1], &record[2]])]);
        }
        folder
            .check("sum", "each row of t: kommuner + region = 29,08")
            .holds();
    }
}

/// Amount, seats (in opposition or in government) and seats of the support per seat: all eight exact.
#[test]
fn party_support_2022_is_a_base_and_two_prices() {
    let rows: [(&str, [&str; 4]); 8] = [
        ("S", ["41 198 404", "107", "24 300", "101"]),
        ("SD", ["28 358 156", "73", "24 300", "64"]),
        ("M", ["29 644 280", "68", "16 350", "70"]),
        ("V", ["15 153 408", "24", "24 300", "27"]),
        ("C", ["16 127 520", "24", "24 300", "30"]),
        ("KD", ["13 257 338", "19", "16 350", "22"]),
        ("MP", ["11 435 864", "18", "24 300", "16"]),
        ("L", ["12 234 176", "16", "16 350", "19"]),
    ];
    let mut folder = Folder::new(&[
        ("belopp", "kr"),
        ("s", "count"),
        ("pris", "kr"),
        ("m", "count"),
    ]);
    for (key, cells) in &rows {
        folder = folder.rows(&[(key, cells)]);
    }
    folder
        .check(
            "allocation",
            "each row of t: 5 803 200 + s * pris + m * 324 704 = belopp",
        )
        .holds();
}

/// Figures of three digits: each row is its total to three digits.
#[test]
fn school_costs_of_three_digits_are_consistent() {
    let names = [
        "totalt",
        "lokaler",
        "undervisning",
        "maltider",
        "laromedel",
        "elevhalsa",
        "ovrigt",
    ];
    let mut folder = Folder::default();
    for name in names {
        folder = folder.column(
            name,
            &format!("title = \"{name}\", unit = \"kr\", precision = \"3 digits\""),
        );
    }
    folder
        .rows(&[
            ("a", &["97 800", "18 000", "52 200", "6 100", "4 400", "2 750", "14 300"]),
            ("b", &["98 400", "17 900", "52 500", "6 000", "4 200", "2 840", "15 000"]),
            ("c", &["93 900", "18 800", "50 600", "6 900", "5 500", "2 180", "9 900"]),
        ])
        .check(
            "sum",
            "each row of t: lokaler + undervisning + maltider + laromedel + elevhalsa + ovrigt = totalt",
        )
        .holds();
}

/// 206,9 printed 207 miljoner; 8 + 2 = 10; 160,5.
#[test]
fn economy_in_balance_adds_up_as_far_as_it_is_printed() {
    let mut folder = Folder::new(&[("x", "mkr")])
        .claim("augusti", "207 miljoner kronor", "kr")
        .claim("kommuner", "8", "municipalities")
        .claim("regioner", "2", "regions")
        .claim("alla", "10", "count");
    for (at, cell) in [
        "103,7", "4,5", "7,2", "22,5", "5,9", "6,4", "2,1", "15", "9,6", "30",
    ]
    .iter()
    .enumerate()
    {
        folder = folder.rows(&[(format!("r{at}").as_str(), &[cell])]);
    }
    folder
        .check("sum", "sum(t.x) = claim[augusti]")
        .check("count", "claim[kommuner] + claim[regioner] = claim[alla]")
        .holds();
}

/// Subtotals and totals of Göteborg's note 6, to the million.
#[test]
fn the_note_of_goteborg_adds_up() {
    let rows: [(&str, [&str; 2]); 13] = [
        ("a", ["22 578", "23 653"]),
        ("b", ["3", "23"]),
        ("c", ["–57", "–41"]),
        ("sk", ["22 524", "23 635"]),
        ("d", ["2 640", "2 842"]),
        ("e", ["55", "56"]),
        ("f", ["–322", "–323"]),
        ("g", ["124", "–21"]),
        ("h", ["72", "81"]),
        ("i", ["", "41"]),
        ("j", ["721", "740"]),
        ("su", ["3 290", "3 416"]),
        ("s", ["25 814", "27 051"]),
    ];
    let mut folder = Folder::default()
        .column(
            "a14",
            "title = \"2014\", unit = \"mkr\", precision = \"exact\"",
        )
        .column(
            "a15",
            "title = \"2015\", unit = \"mkr\", precision = \"exact\"",
        );
    for (key, cells) in &rows {
        folder = folder.rows(&[(key, cells)]);
    }
    for column in ["a14", "a15"] {
        folder = folder
            .check(
                "sum",
                &format!("t[a].{column} + t[b].{column} + t[c].{column} = t[sk].{column}"),
            )
            .check(
                "sum",
                &format!("t[sk].{column} + t[su].{column} = t[s].{column}"),
            );
    }
    folder
        .check(
            "sum",
            "t[d].a15 + t[e].a15 + t[f].a15 + t[g].a15 + t[h].a15 + t[i].a15 + t[j].a15 = t[su].a15",
        )
        .check("sum", "t[d].a14 + t[e].a14 + t[f].a14 + t[g].a14 + t[h].a14 + t[j].a14 = t[su].a14")
        .holds();
}
