//! Who is named, and how surely (section 5): a test for each line.

use crate::folder::Folder;

/// 2 640 + 55 + 322 + 124 + 72 + 721 = 3 934; with −322 it is 3 290, and the difference is twice 322.
#[test]
fn a_sign_that_was_lost() {
    let finding = Folder::new(&[("x", "kr")])
        .rows(&[
            ("a", &["2 640"]),
            ("b", &["55"]),
            ("c", &["322"]),
            ("d", &["124"]),
            ("e", &["72"]),
            ("f", &["721"]),
            ("s", &["3 290"]),
        ])
        .check("sum", "sum(t.x) = t[s].x")
        .only_finding("error");
    assert_eq!(finding["suspect"]["row"], "Row c", "{finding:#}");
    assert_eq!(finding["suspect"]["mended"], "-322");
    assert_eq!(finding["cause"]["kind"], "sign");
}

/// M04: 7 × 4,75 = 33,25, printed 35: what is offered mends the finding it stands under.
#[test]
fn what_is_offered_mends_by_itself() {
    let folder = |printed: &str| {
        Folder::new(&[("n", "count"), ("p", "kr")])
            .rows(&[("a", &["7", printed])])
            .check("allocation", "each row of t: n * 4,75 = p")
    };
    let finding = folder("35").only_finding("error");
    let mended = finding["suspect"]["mended"].as_str().unwrap();
    assert_eq!(finding["suspect"]["column"], "p", "{finding:#}");
    folder(mended).holds();
}

/// Seven of the eight municipalities of Uppsala county, and the total of all of them: Knivsta's 19 000
/// has no row.
#[test]
fn a_municipality_without_a_row() {
    let folder = |unit: &str| {
        let tables = format!(
            "[t]\ntitle = \"T\"\nlines = \"1-99\"\nrows = \"municipality\"\n[t.columns]\n\
             x = {{ title = \"x\", unit = \"{unit}\" }}\n"
        );
        let csv = "line,code,row,x\n1,0305,Håbo,22 000\n2,0319,Älvkarleby,9 500\n3,0331,Heby,14 000\n\
                   4,0360,Tierp,21 000\n5,0380,Uppsala,240 000\n6,0381,Enköping,47 000\n\
                   7,0382,Östhammar,22 500\n8,00,Totalt,395 000\n";
        Folder::default()
            .with_file("tables.toml", &tables)
            .with_file("t.csv", csv)
            .check("sum", "sum(t.x) = t[00].x")
    };
    let finding = folder("kr").only_finding("incomplete");
    assert_eq!(finding["cause"]["kind"], "missing-row", "{finding:#}");
    let detail = finding["cause"]["detail"].as_str().unwrap();
    assert!(
        detail.contains("Knivsta (0330)") && detail.contains("19 000"),
        "{detail}"
    );
    assert!(finding["suspect"].is_null());
    // how many persons those are is not found out
    let finding = folder("persons").only_finding("incomplete");
    let detail = finding["cause"]["detail"].as_str().unwrap();
    assert!(
        detail.contains("Knivsta") && !detail.contains("19 000"),
        "{detail}"
    );
}
