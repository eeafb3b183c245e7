//! `read`, `new --from`, `audit FILE` and `infer FILE`, as a user runs them.

use std::path::Path;

use assert_cmd::Command;

use crate::intake::own_path;

fn run(arguments: &[&str], folder: &Path) -> (i32, String, String) {
    let output = Command::cargo_bin("statsbidrag")
        .expect("the program")
        .current_dir(folder)
        .args(arguments)
        .timeout(std::time::Duration::from_secs(60))
        .output()
        .expect("a run");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (
        output.status.code().expect("a status"),
        text(output.stdout),
        text(output.stderr),
    )
}

fn folder_with(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect("a file");
    }
    folder
}

const TABLE: &str = "Tabell 1. Beviljat (kr)\n\nKommun;Sökt;Beviljat\nFalu kommun;250 000;200 000\nBorgholm;120 000;90 000\neda;80 000;52 000\nSumma;450 000;342 000\n";

#[test]
fn a_file_with_a_wrong_total_is_shown_and_then_accused() {
    let folder = folder_with(&[
        ("å ä.csv", TABLE),
        ("fel.csv", &TABLE.replace("342 000", "352 000")),
    ]);
    let (status, out, _) = run(&["audit", "å ä.csv"], folder.path());
    assert_eq!(status, 0, "{out}");
    let (status, out, _) = run(&["audit", "fel.csv"], folder.path());
    assert_eq!(status, 1, "{out}");
    let shown = out.find("Falu kommun  250 000").expect("what was read");
    assert!(
        shown < out.find("tabell_1-summa-beviljat").expect("the finding"),
        "{out}"
    );
    let (_, json, _) = run(&["audit", "fel.csv", "--format", "json"], folder.path());
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let decision = &json["decisions"][0];
    assert_eq!(decision["id"], "fel.csv");
    assert_eq!(decision["findings"][0]["cells"][3]["line"], 7);
    let place = serde_json::json!({ "line": 7, "column": 15 });
    assert_eq!(decision["findings"][0]["cells"][3]["place"], place);
    assert_eq!(
        decision["reading"]["tables"][0]["rows"][4][2]["printed"],
        "352 000"
    );
}

/// A name that is not its code's place is what the document says: it is read, and said.
#[test]
fn a_name_beside_the_code_of_another_place_is_said_and_not_refused() {
    let text = "Kommunkod;Kommun;Kr\n1440;Alee;500\n1441;Lerum;600\n1442;6;700\n";
    let folder = folder_with(&[("t.csv", text)]);
    let (status, out, err) = run(&["audit", "t.csv"], folder.path());
    assert_eq!((status, err.as_str()), (0, ""), "{out}");
    for said in [
        "\"Alee\" stands beside the code 1440, which is Ale",
        "\"6\" stands beside the code 1442, which is Vårgårda",
    ] {
        assert!(out.contains(said), "{out}");
    }
    assert!(!out.contains("code 1441"), "{out}");
    let (status, out, err) = run(&["new", "d", "--from", "t.csv"], folder.path());
    assert_eq!(status, 0, "{out}{err}");
    let aliases = std::fs::read_to_string(folder.path().join("d/aliases.csv")).expect("aliases");
    assert_eq!(
        aliases,
        "table,printed,code,basis\ntabell,6,1442,1442 (Vårgårda)\ntabell,Alee,1440,1440 (Ale)\n"
    );
    let (status, out, err) = run(&["audit", "d"], folder.path());
    assert_eq!(status, 0, "{out}{err}");
}

/// A total named where the codes stand is one, and its rows are places; a code that is none stays a code.
#[test]
fn a_column_of_codes_may_hold_the_word_of_a_total_or_a_wrong_code() {
    let swapped = "Kod;Kommun;Kr\n1440;Lerum;500\n1441;Ale;600\n1442;Vårgårda;700\nSumma;;1900\n";
    let unknown =
        "Kod;Kommun;Kr\n9999;Ankeborg;500\n1441;Lerum;700\n1440;Ale;500\n1442;Vårgårda;700\n";
    let folder = folder_with(&[("bytt.csv", swapped), ("okand.csv", unknown)]);
    let (status, out, _) = run(&["audit", "bytt.csv"], folder.path());
    assert_eq!(status, 0, "{out}");
    for said in [
        "\"Lerum\" stands beside the code 1440, which is Ale",
        "\"Ale\" stands beside the code 1441, which is Lerum",
        "Summa in \"Kr\" is 1900, the rows above add up to 1",
    ] {
        assert!(out.contains(said), "{said}: {out}");
    }
    let (status, out, _) = run(&["audit", "okand.csv"], folder.path());
    assert_eq!(status, 0, "{out}");
    // the codes are no figures
    assert!(out.contains("figures: 4 cells"), "{out}");
}

/// Figures that are all alike prove nothing, and no list of what they could mean is kept.
#[test]
fn many_equal_figures_cost_no_more_than_others() {
    let tall = format!("Kommun;Kr\n{}", "Ale;250 000\n".repeat(4_000));
    let wide = format!("Kommun{}\nAle{}\n", ";Kr".repeat(2_000), ";5".repeat(2_000));
    let folder = folder_with(&[("hog.csv", &tall), ("bred.csv", &wide)]);
    for file in ["hog.csv", "bred.csv"] {
        let (status, out, err) = run(&["discover", file], folder.path());
        assert_eq!((status, err.as_str()), (0, ""), "{out}");
    }
}

/// Without a second column that adds up, or all places, nobody is accused.
#[test]
fn a_total_that_may_cover_more_is_noted_and_not_accused() {
    let text = TABLE
        .replace("450 000", "460 000")
        .replace("342 000", "352 000");
    let folder = folder_with(&[("t.csv", &text)]);
    let (status, out, _) = run(&["audit", "t.csv"], folder.path());
    assert_eq!(status, 0, "{out}");
    assert!(
        out.contains("is 352 000, the rows above add up to 342"),
        "{out}"
    );
    assert!(out.contains("it may cover more than these rows"), "{out}");
}

#[test]
fn a_folder_from_a_workbook_audits_and_keeps_edits() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = own_path("wrong_total.xlsx");
    let file = file.to_str().expect("a path");
    let (status, out, err) = run(&["new", "mitt", "--from", file], folder.path());
    assert_eq!(status, 0, "{out}{err}");
    let path = folder.path().join("mitt");
    let text = |name: &str| {
        let text = std::fs::read_to_string(path.join(name)).expect(name);
        text.replace('\u{a0}', " ")
    };
    assert!(
        text("bilaga_1.csv").contains(",2080,Falu kommun,250 000,200 000"),
        "{}",
        text("bilaga_1.csv")
    );
    assert!(
        text("bilaga_1.csv").contains(",2580,2580 Luleå,"),
        "{}",
        text("bilaga_1.csv")
    );
    assert!(
        text("origins.csv").contains("Bilaga 1!C8"),
        "{}",
        text("origins.csv")
    );
    let (status, out, _) = run(&["audit", "./mitt"], folder.path());
    assert_eq!(status, 1, "{out}");
    assert!(out.contains("(sheet \"Bilaga 1\", cell C8)"), "{out}");
    // the person says what is printed, and reading again keeps it
    let recipe = text("intake.toml").replace(
        "choose = []",
        "choose = [{ row = 6, column = 3, printed = \"490 000\" }]",
    );
    std::fs::write(path.join("intake.toml"), recipe).expect("the edit");
    let (status, out, err) = run(&["new", "mitt", "--from", file, "--again"], folder.path());
    assert_eq!(status, 0, "{out}{err}");
    assert!(
        text("bilaga_1.csv").contains("490 000")
            && text("intake.toml").contains("printed = \"490 000\"")
    );
    let (status, out, _) = run(&["audit", "./mitt"], folder.path());
    assert_eq!(status, 0, "{out}");
    // what was changed by hand is not replaced
    std::fs::write(
        path.join("bilaga_1.csv"),
        text("bilaga_1.csv").replace("490 000", "491 000"),
    )
    .expect("an edit");
    let (status, _, err) = run(&["new", "mitt", "--from", file, "--again"], folder.path());
    assert_eq!(status, 2);
    assert!(
        err.contains("changed by hand") && err.contains("bilaga_1.csv"),
        "{err}"
    );
    assert!(text("bilaga_1.csv").contains("491 000"));
}

#[test]
fn nothing_is_overwritten_and_nothing_half_written_stays() {
    let folder = folder_with(&[("t.csv", TABLE), ("noll.csv", "bara text")]);
    for there in ["..", ".", "t.csv", "x/.."] {
        let (status, _, err) = run(&["new", there, "--from", "t.csv"], folder.path());
        assert_eq!(status, 2, "{there}");
        assert!(err.contains("nothing was written"), "{err}");
    }
    let (status, _, _) = run(&["new", "a/b", "--from", "noll.csv"], folder.path());
    assert_eq!(status, 2);
    assert!(!folder.path().join("a").exists());
    let (status, _, _) = run(&["new", "a/b", "--from", "t.csv"], folder.path());
    assert_eq!(status, 0);
    assert!(folder.path().join("a/b/tabell_1.csv").exists());
}

#[test]
fn entries_that_do_not_fit_are_named() {
    let folder = folder_with(&[("t.csv", TABLE)]);
    run(&["new", "d", "--from", "t.csv"], folder.path());
    let path = folder.path().join("d/intake.toml");
    let recipe = std::fs::read_to_string(&path).expect("the recipe");
    std::fs::write(&path, recipe.replace("skip_rows = []", "skip_rows = [99]")).expect("an edit");
    let (status, _, err) = run(&["new", "d", "--from", "t.csv", "--again"], folder.path());
    assert_eq!(status, 2);
    assert!(
        err.contains("intake.toml:tabell_1:skip_rows") && err.contains("found row 99"),
        "{err}"
    );
}

#[test]
fn official_lists_are_checked_for_completeness_and_names() {
    let regions = "Region;Belopp\nBlekinge;1\nDalarna;2\nGotland;3\nGävleborg;4\nHalland;5\nJämtland Härjedalen;6\nJönköping;7\nKalmar;8\nKronoberg;9\nNorrbotten;10\nSkåne;11\nStockholm;12\nSörmland;13\nUppsala;14\nVärmland;15\nVästerbotten;16\nVästernorrland;17\nVästmanland;18\nVästra Götaland;19\nÖrebro;20\n";
    let folder = folder_with(&[
        ("r.csv", regions),
        (
            "alla.csv",
            &format!("{regions}Östergötland;21\nTotalt;231\n"),
        ),
        ("fel.csv", &regions.replace("Kronoberg", "Kronobrg")),
    ]);
    let (_, out, _) = run(&["audit", "r.csv"], folder.path());
    assert!(
        out.contains("20 of 21 regions have a row; without one: Östergötlands län"),
        "{out}"
    );
    let (status, out, _) = run(&["audit", "alla.csv"], folder.path());
    assert!(
        status == 0 && out.contains("all 21 regions have a row"),
        "{out}"
    );
    let (_, out, _) = run(&["audit", "fel.csv"], folder.path());
    assert!(
        out.contains("\"Kronobrg\" names no place; is it Kronobergs län?"),
        "{out}"
    );
}

#[test]
fn infer_takes_a_workbook_and_semicolons() {
    let folder = folder_with(&[("t.csv", TABLE)]);
    let (status, out, err) = run(
        &[
            "infer",
            "t.csv",
            "--column",
            "Beviljat",
            "--appropriation",
            "342000",
        ],
        folder.path(),
    );
    assert_eq!(status, 0, "{err}");
    assert!(out.starts_with("none"), "{out}");
    let file = own_path("wrong_total.xlsx");
    let (status, _, err) = run(
        &[
            "infer",
            file.to_str().expect("a path"),
            "--column",
            "Sökt",
            "--appropriation",
            "610000",
        ],
        folder.path(),
    );
    assert_eq!(status, 0, "{err}");
}

#[cfg(unix)]
#[test]
fn pipes_devices_and_strangers_in_a_folder_block_nobody() {
    let folder = folder_with(&[(".DS_Store", "\u{0}\u{1}"), ("t.csv", TABLE)]);
    run(&["new", "d", "--from", "t.csv"], folder.path());
    let made = std::process::Command::new("mkfifo")
        .arg(folder.path().join("d/ror.txt"))
        .status();
    assert!(made.is_ok_and(|status| status.success()));
    std::fs::write(folder.path().join("d/.DS_Store"), [0, 255, 1]).expect("a file");
    std::fs::write(folder.path().join("d/bild.png"), [0x89, 0x50]).expect("a file");
    let (status, _, err) = run(&["audit", "./d"], folder.path());
    assert_eq!(status, 0, "{err}");
    for device in ["/dev/zero", "d"] {
        let (status, _, err) = run(&["read", device], folder.path());
        assert_eq!(status, 2);
        assert!(err.contains("not a file"), "{err}");
    }
}

/// A path that leads nowhere is a missing file, and a misspelt command is no decision.
#[test]
fn a_missing_file_is_called_missing() {
    let folder = folder_with(&[("bilaga.csv", TABLE), ("tom.xlsx", "")]);
    let infer = ["infer", "./bilag.csv", "--column", "Antal"];
    for arguments in [&["audit", "bilag.csv"][..], &infer] {
        let (status, _, err) = run(arguments, folder.path());
        assert_eq!(status, 2);
        assert!(err.contains("the file is missing"), "{err}");
        assert!(err.contains("did you mean \"bilaga.csv\"?"), "{err}");
        assert!(!err.contains("decision (found"), "{err}");
    }
    let (status, _, err) = run(&["finns.pdf"], folder.path());
    assert!(status == 2 && err.contains("the file is missing"), "{err}");
    let (status, _, err) = run(&["raed", "finns.pdf"], folder.path());
    assert!(
        status == 2 && err.contains("did you mean the command \"read\"?"),
        "{err}"
    );
    let (status, _, err) = run(&["read", "tom.xlsx"], folder.path());
    assert!(status == 2 && err.contains("the file is empty"), "{err}");
}

/// What is no figure is counted where it is said how many cells are doubtful.
#[test]
fn a_cell_that_is_no_figure_is_not_passed_over() {
    let text = "Kommun;Antal\nAle;12\nEda;84 flaskor\nKil;15\nÅre;19\n";
    let folder = folder_with(&[("t.csv", text), ("u.csv", &text.replace("12", "1.234"))]);
    let (_, out, _) = run(&["audit", "t.csv"], folder.path());
    assert!(
        out.contains("no cell doubtful, 1 that cannot be read as a figure"),
        "{out}"
    );
    let (_, out, _) = run(
        &["new", "d", "--from", "t.csv", "--lang", "sv"],
        folder.path(),
    );
    assert!(
        out.contains("inga tveksamma celler, 1 som inte kan läsas som ett tal"),
        "{out}"
    );
}

/// The clock decides only whether somebody waits any longer, never what is read.
#[test]
fn a_file_that_is_waited_for_in_vain_is_given_up() {
    let folder = folder_with(&[("t.csv", TABLE)]);
    let (status, out, err) = run(&["read", "t.csv", "--patience", "0"], folder.path());
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(
        err.contains("given up after 0 seconds") && err.contains("--patience"),
        "{err}"
    );
    let (_, usual, _) = run(&["read", "t.csv"], folder.path());
    let (_, longer, _) = run(&["read", "t.csv", "--patience", "3000"], folder.path());
    assert_eq!(usual, longer);
}

/// A total that the rows above it were read by is not checked by the very same sum.
#[test]
fn a_total_that_was_used_for_reading_is_not_checked() {
    let text = "Tabell 1. Belopp (kr)\n\nAle 7 912 311 521\n\nEda 12 345 678\n\nKil 1 200 300\n\n\
                Summa 21 457 8 212 500\n";
    let folder = folder_with(&[("t.txt", text)]);
    let (status, out, err) = run(&["new", "d", "--from", "t.txt"], folder.path());
    assert_eq!(status, 0, "{err}");
    let recipe = std::fs::read_to_string(folder.path().join("d/intake.toml")).expect("the recipe");
    let checks = std::fs::read_to_string(folder.path().join("d/checks.txt")).expect("the checks");
    if recipe.contains("read_by = [") {
        assert!(
            out.contains("is no evidence, and it is not checked"),
            "{out}"
        );
        assert!(!checks.contains("check tabell_1-summa"), "{checks}");
    } else {
        assert!(out.contains("doubtful"), "{out}");
    }
    let (status, _, err) = run(&["new", "d", "--from", "t.txt", "--again"], folder.path());
    assert_eq!(status, 0, "{err}");
}

/// `--again` says that the file is another, and loses no edits of one that was not given.
#[test]
fn another_file_and_a_file_that_is_not_given_are_said() {
    let folder = folder_with(&[("t.csv", TABLE), ("u.csv", TABLE)]);
    let (status, _, err) = run(&["new", "d", "--from", "t.csv", "u.csv"], folder.path());
    assert_eq!(status, 0, "{err}");
    let (status, _, err) = run(&["new", "d", "--from", "t.csv", "--again"], folder.path());
    assert!(
        status == 2 && err.contains("a file that is not given: u.csv"),
        "{err}"
    );
    std::fs::write(
        folder.path().join("t.csv"),
        TABLE.replace("52 000", "53 000"),
    )
    .expect("a file");
    let (status, out, err) = run(
        &["new", "d", "--from", "t.csv", "u.csv", "--again"],
        folder.path(),
    );
    assert_eq!(status, 0, "{err}");
    assert!(out.contains("t.csv has changed since"), "{out}");
    let text = std::fs::read_to_string(folder.path().join("d/tabell_1.csv")).expect("the table");
    assert!(text.contains("53 000"), "{text}");
}

/// Each kind of edit of `intake.toml`, on the same table in four formats: what the folder holds is what
/// the edits say, and stays so when the file is read again.
#[test]
fn every_edit_of_the_recipe_is_followed_and_kept() {
    let csv = "Kommun;Sökt;Beviljat;Anm\nAle;250 000;200 000;x\nDals-;;;\nEd;120 000;90 000;\n\
               Eda;80 000 52 000;;\nSidfot;1;2;\nSumma;450 000;342 000;\n";
    let row = |line: &str, cell: &str| {
        let cells: String = line
            .split(';')
            .map(|it| format!("<{cell}>{it}</{cell}>"))
            .collect();
        format!("<tr>{cells}</tr>")
    };
    let mut lines = csv.lines();
    let head = row(lines.next().expect("a head"), "th");
    let body: String = lines.map(|line| row(line, "td")).collect();
    let html = format!("<table>{head}{body}</table>");
    let bar = |line: &str| format!("| {} |\n", line.replace(';', " | "));
    let mut marked: Vec<String> = csv.lines().map(bar).collect();
    marked.insert(1, "| --- | --- | --- | --- |\n".to_owned());
    let folder = folder_with(&[
        ("t.csv", csv),
        ("t.html", &html),
        ("t.md", &marked.concat()),
    ]);
    for file in ["t.csv", "t.html", "t.md"] {
        let (status, _, err) = run(&["new", "d", "--from", file], folder.path());
        assert_eq!(status, 0, "{err}");
        let path = folder.path().join("d");
        let text = |name: &str| std::fs::read_to_string(path.join(name)).expect(name);
        let edited = text("intake.toml")
            .replace("skip_rows = []", "skip_rows = [6]")
            .replace("join = []", "join = [[3, 4]]")
            .replace(
                "split = []",
                "split = [{ row = 5, column = 2, printed = [\"80 000\", \"52 000\"] }]",
            )
            .replace(
                "choose = []",
                "choose = [{ row = 2, column = 1, printed = \"Ale kommun\" }]",
            )
            .replace("title = \"Beviljat\"", "title = \"Beviljat belopp\"")
            .replace(
                "column = 4, name = \"anm\"",
                "column = 4, skip = true, name = \"anm\"",
            );
        std::fs::write(path.join("intake.toml"), edited).expect("the edit");
        for _ in 0..2 {
            let (status, _, err) = run(&["new", "d", "--from", file, "--again"], folder.path());
            assert_eq!(status, 0, "{file}: {err}");
            let names = text("intake.toml");
            let table = names
                .lines()
                .find_map(|line| {
                    line.strip_prefix("name = \"")
                        .filter(|it| it.starts_with("tabell"))
                })
                .map(|it| it.trim_end_matches('"').to_owned())
                .expect("the table's name");
            let rows: Vec<String> = text(&format!("{table}.csv"))
                .lines()
                .map(|line| line.split_once(',').map_or("", |it| it.1).to_owned())
                .collect();
            let want = [
                "key,row,sokt,beviljat",
                "1440,Ale kommun,250 000,200 000",
                "1438,Dals- Ed,120 000,90 000",
                "1730,Eda,80 000,52 000",
                "summa,Summa,450 000,342 000",
            ];
            assert_eq!(rows, want, "{file}");
            assert!(text("tables.toml").contains("Beviljat belopp"), "{file}");
        }
        let (status, out, err) = run(&["audit", "./d"], folder.path());
        assert_eq!(status, 0, "{file}: {out}{err}");
        std::fs::remove_dir_all(&path).expect("the folder");
    }
}

/// What is wrong with a damaged file is said in the language asked for, to the last word of ours.
#[test]
fn a_damaged_file_is_told_of_in_swedish() {
    let folder = tempfile::tempdir().expect("a folder");
    let whole = std::fs::read(own_path("wrong_total.xlsx")).expect("a file");
    std::fs::write(folder.path().join("kort.xlsx"), &whole[..3_000]).expect("a file");
    let pdf = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n";
    std::fs::write(folder.path().join("kort.pdf"), pdf).expect("a file");
    for (file, said) in [
        (
            "kort.xlsx",
            "skadad i arkivets förteckning över delar (den står i slutet av filen och saknas",
        ),
        ("kort.pdf", "skadad i PDF (inga sidor hittades i den)"),
    ] {
        let (status, _, err) = run(&["--lang", "sv", "audit", file], folder.path());
        assert_eq!(status, 2, "{err}");
        assert!(err.contains(said), "{err}");
        assert!(err.contains("hämta den på nytt"), "{err}");
    }
}
