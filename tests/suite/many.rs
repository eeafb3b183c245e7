//! A folder of documents that nobody described: each once, the surest first, and again from where it was.

use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

/// 1 203 + 1 380 = 2 583 and so on; in Österby 3 017 + 2 865 = 5 882 and not 5 828.
const WRONG: &str = "Ort;Flickor;Pojkar;Barn
Norrby;1203;1380;2583
Söderby;2711;2941;5652
Västerby;954;1126;2080
Österby;3017;2865;5828
Mellanby;4466;4702;9168
Storby;5120;5307;10427
";
const RIGHT: &str = "Ort;Kvinnor;Män;Alla
Norrby;2203;2380;4583
Söderby;3711;3941;7652
Västerby;1954;2126;4080
";
/// 31,5 of 14,6 is 116 percent more.
const TEXT: &str = "# Anslag

Anslaget växer från 14,6 miljarder kronor 2023 till 31,5 miljarder kronor 2028, vilket är en ökning med 123 procent.
";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let pages = folder.path().join("pages");
    std::fs::create_dir_all(pages.join("mer")).expect("folders");
    let write = |name: &str, bytes: &[u8]| std::fs::write(pages.join(name), bytes).expect("a file");
    write("ratt.csv", RIGHT.as_bytes());
    write("mer/barn.csv", WRONG.as_bytes());
    write("mer/barn-igen.csv", WRONG.as_bytes());
    write("text.md", TEXT.as_bytes());
    write("bild.png", b"\x89PNG\r\n\x1a\n\0\0\0\0");
    write(".gömd.csv", WRONG.as_bytes());
    folder
}

fn audit(arguments: &[&str], folder: &Path) -> (i32, String, String) {
    let output = Command::cargo_bin("statsbidrag")
        .expect("the program")
        .current_dir(folder)
        .arg("audit")
        .args(arguments)
        .output()
        .expect("a run");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    let status = output.status.code().expect("a status");
    (status, text(output.stdout), text(output.stderr))
}

#[test]
fn every_document_once_and_the_surest_first() {
    let folder = folder();
    let (status, out, err) = audit(&["pages", "--format", "jsonl"], folder.path());
    assert_eq!(status, 1, "{err}");
    let lines: Vec<Value> = out
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let names_of = |it: &Value| it["names"].to_string();
    let names: Vec<String> = lines.iter().map(names_of).collect();
    let both = "[\"mer/barn-igen.csv\",\"mer/barn.csv\"]".to_owned();
    assert_eq!(names[..2].len(), 2);
    assert!(names[..2].contains(&both), "{names:?}");
    assert!(
        names[..2].contains(&"[\"text.md\"]".to_owned()),
        "{names:?}"
    );
    assert_eq!(names[2..], ["[\"ratt.csv\"]", "[\"bild.png\"]"]);
    let barn = lines.iter().find(|it| names_of(it) == both);
    let finding = &barn.expect("the document")["findings"][0];
    assert_eq!(finding["severity"], "error");
    assert_eq!(
        (&finding["published"], &finding["expected"]),
        (&Value::from("5828"), &Value::from("5 882"))
    );
    assert_eq!(lines[3]["unread"].as_array().map(Vec::len), Some(1));
    assert_eq!(lines[2]["findings"], Value::Array(Vec::new()));
}

#[test]
fn text_says_what_was_found_and_what_was_not_read() {
    let folder = folder();
    let (status, out, _) = audit(&["pages"], folder.path());
    assert_eq!(status, 1);
    assert!(out.contains("error mer/barn-igen.csv:5\n"), "{out}");
    assert!(out.contains("3017 + 2865 = 5 882 ≠ 5828"), "{out}");
    assert!(out.contains("not read: bild.png: "), "{out}");
    assert!(
        out.contains("5 files, 4 different documents, 1 not read;"),
        "{out}"
    );
    // other reports are of one document
    let (status, _, err) = audit(&["pages", "--format", "html"], folder.path());
    assert!(
        status == 2 && err.contains("--format text or jsonl"),
        "{err}"
    );
    let (status, _, err) = audit(&["pages/ratt.csv", "--format", "jsonl"], folder.path());
    assert!(
        status == 2 && err.contains("for a folder of documents"),
        "{err}"
    );
    let (status, _, _) = audit(&["pages", "--fail-on", "never"], folder.path());
    assert_eq!(status, 0);
}

/// What is known of a document is taken from the state, by its bytes; a line that was cut off is not.
#[test]
fn a_run_goes_on_where_another_was() {
    let folder = folder();
    let arguments = ["pages", "--format", "jsonl", "--state", "state"];
    let (_, first, _) = audit(&arguments, folder.path());
    let state = folder.path().join("state");
    let kept = std::fs::read_to_string(&state).expect("the state");
    assert_eq!(kept.lines().count(), 4);
    let (_, again, _) = audit(&arguments, folder.path());
    assert_eq!(first, again);
    assert_eq!(std::fs::read_to_string(&state).expect("the state"), kept);
    // the state is what is read: a finding that is changed there is told
    std::fs::write(&state, kept.replace("5 882", "5 999")).expect("the state");
    let (_, changed, _) = audit(&arguments, folder.path());
    assert!(changed.contains("5 999"), "{changed}");
    // cut off in the last line: that document is audited again
    let cut: String = kept.chars().take(kept.chars().count() - 9).collect();
    std::fs::write(&state, cut).expect("the state");
    let (_, mended, _) = audit(&arguments, folder.path());
    assert_eq!(first, mended);
    let kept = std::fs::read_to_string(&state).expect("the state");
    assert_eq!(kept.lines().count(), 5);
    // another document under an old name is another document
    std::fs::write(folder.path().join("pages/text.md"), "Ingenting.\n").expect("a file");
    let (_, other, _) = audit(&arguments, folder.path());
    assert!(!other.contains("123 procent"), "{other}");
}

#[test]
fn where_nothing_can_be_read_the_status_is_two() {
    let folder = tempfile::tempdir().expect("a folder");
    let pages = folder.path().join("pages");
    std::fs::create_dir(&pages).expect("a folder");
    std::fs::write(pages.join("bild.png"), b"\x89PNG\r\n\x1a\n\0\0\0\0").expect("a file");
    let (status, out, err) = audit(&["pages"], folder.path());
    assert!(
        status == 2 && err.contains("none of the documents"),
        "{out}{err}"
    );
    assert!(out.contains("not read: bild.png"), "{out}");
}

/// A folder that is not looked into is named, and the state of a run is no document.
#[test]
fn a_folder_that_lies_too_deep_is_named_and_the_state_is_no_document() {
    let folder = folder();
    let deep = ["a"; 34].join("/");
    let deep = folder.path().join("pages").join(deep);
    std::fs::create_dir_all(&deep).expect("folders");
    std::fs::write(deep.join("djupt.csv"), "Kommun;Kr\nAle;5\n").expect("a file");
    let arguments = ["pages", "--state", "pages/state"];
    let (status, first, _) = audit(&arguments, folder.path());
    assert_eq!(status, 1);
    let named = format!(
        "not read: {}/: the folder cannot be listed",
        ["a"; 33].join("/")
    );
    assert!(first.contains(&named), "{first}");
    assert!(
        first.contains("5 files, 4 different documents, 2 not read;"),
        "{first}"
    );
    let (_, again, _) = audit(&arguments, folder.path());
    assert_eq!(first, again);
}
