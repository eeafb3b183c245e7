//! A source text that does not bear the data out is noticed: each way, with the words of its error.

use statsbidrag::decision::{Decision, embedded_places, verify_source};
use statsbidrag::tables::Folder;

const TEXT: &str = "Bidraget är 500 kronor för 2023.\nAle 200\nFalun 300\n";
/// SHA-256 of `TEXT`, by sha256sum.
const SHA256: &str = "4b88a5536dc7b708cc3cf672e2e826a7a1b592b16fe1ac5bd20baf5fe2b512a7";

/// A decision of two municipalities and one parameter, on three lines.
fn decision(sha256: &str) -> Decision {
    let folder = tempfile::tempdir().unwrap();
    let write = |file: &str, text: &str| std::fs::write(folder.path().join(file), text).unwrap();
    write(
        "decision.toml",
        &format!(
            r#"
id = "exempel"
authority = "Exempelmyndigheten"
title = {{ sv = "Exempel", en = "Example" }}
source = {{ document = "exempel.txt", sha256 = "{sha256}", digits = 13 }}

[parameters.anslag]
printed = "500 kronor"
unit = "kr"
line = 1
quote = "Bidraget är 500 kronor"
meaning = "the money"
"#
        ),
    );
    write(
        "tables.toml",
        "[tabell1]\ntitle = \"Belopp\"\nlines = \"2-3\"\nrows = \"municipality\"\n\n\
         [tabell1.columns]\nbelopp = { title = \"Belopp\", unit = \"kr\" }\n",
    );
    write(
        "tabell1.csv",
        "line,code,row,belopp\n2,1440,Ale,200\n3,2080,Falun,300\n",
    );
    write(
        "figures.csv",
        "line,column,token,role,of\n1,13,500,parameter,anslag\n1,28,2023,context,year\n\
         2,5,200,cell,tabell1/1440/belopp\n3,7,300,cell,tabell1/2080/belopp\n",
    );
    let folder = Folder::from_disk(folder.path()).unwrap();
    Decision::load(folder, &embedded_places().unwrap()).unwrap()
}

fn problems(decision: &Decision, text: &str) -> String {
    let found = verify_source(decision, text).err();
    found.iter().map(|errors| format!("{errors}\n")).collect()
}

#[test]
fn a_text_that_bears_the_data_out() {
    let decision = decision(SHA256);
    assert_eq!(problems(&decision, TEXT), "");
    assert_eq!(decision.unaccounted_digits(), 0);
}

#[test]
fn another_text_has_another_checksum() {
    let found = problems(&decision(&"0".repeat(64)), TEXT);
    assert!(found.contains("exempel.txt: another text"), "{found}");
    assert!(
        found.contains(&format!(
            "found SHA-256 {SHA256}, expected {}",
            "0".repeat(64)
        )),
        "{found}"
    );
}

#[test]
fn a_figure_that_is_not_there() {
    let text = TEXT.replace("Ale 200", "Ale 260");
    let found = problems(&decision(SHA256), &text);
    assert!(
        found.contains("exempel.txt:2:5: found \"260\", expected \"200\""),
        "{found}"
    );
    assert!(
        found.contains("exempel.txt:2: cell \"200\" is not on its lines"),
        "{found}"
    );
}

#[test]
fn a_digit_that_nobody_accounts_for() {
    let text = TEXT.replace("Falun 300", "Falun 300 7");
    let found = problems(&decision(SHA256), &text);
    let words = "exempel.txt:3:11: the digit belongs to 0 tokens, expected 1";
    assert!(found.contains(words), "{found}");
}

#[test]
fn a_quotation_that_is_not_there() {
    let text = TEXT.replace("Bidraget är", "Anslaget är");
    let found = problems(&decision(SHA256), &text);
    assert!(
        found.contains("quote \"Bidraget är 500 kronor\" is not on its lines"),
        "{found}"
    );
}

/// The table says 300, the list of numbers 300, and then the table is changed.
#[test]
fn a_cell_that_is_not_what_its_token_is() {
    let mut decision = decision(SHA256);
    let table = decision.tables.get_mut("tabell1").unwrap();
    table.reprint(1, 0, "30").unwrap();
    let found = problems(&decision, TEXT);
    let words = "the tokens of tabell1/2080/belopp are \"300\", its digits are \"30\"";
    assert!(found.contains(words), "{found}");
}
