//! Files: only what a decision is made of is read, and nothing is written by halves.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::folder::run;

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A folder of `new`, with strange neighbours.
#[test]
fn strange_neighbours_neither_block_nor_refuse() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("nytt");
    assert_eq!(run(&["new", text(&path)]).status, Some(0));
    let before = run(&["audit", text(&path)]);
    fs::write(path.join(".DS_Store"), [0xff, 0, 0xfe]).unwrap();
    fs::write(path.join("annan.csv"), b"kommun;\xe5r\n").unwrap();
    fs::write(path.join("bild.png"), [0x89, b'P', 0xff]).unwrap();
    #[cfg(unix)]
    {
        let fifo = path.join("ledning.csv");
        assert!(
            Command::new("mkfifo")
                .arg(&fifo)
                .status()
                .unwrap()
                .success()
        );
        std::os::unix::fs::symlink("slinga.txt", path.join("slinga.txt")).unwrap();
        std::os::unix::fs::symlink("/dev/zero", path.join("noll.txt")).unwrap();
        let large = fs::File::create(path.join("stor.csv")).unwrap();
        large.set_len(3 << 30).unwrap();
    }
    let after = run(&["audit", text(&path)]);
    assert_eq!(
        (after.status, after.stdout),
        (before.status, before.stdout),
        "{}",
        after.stderr
    );
}

/// A file of a known name that is no file, or too large, is refused before it is read.
#[cfg(unix)]
#[test]
fn a_known_name_must_be_an_ordinary_file() {
    for (name, words) in [
        ("fifo", "device or a pipe"),
        ("loop", "known.toml"),
        ("large", "larger than"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("nytt");
        assert_eq!(run(&["new", text(&path)]).status, Some(0));
        let known = path.join("known.toml");
        match name {
            "fifo" => assert!(
                Command::new("mkfifo")
                    .arg(&known)
                    .status()
                    .unwrap()
                    .success()
            ),
            "loop" => std::os::unix::fs::symlink("known.toml", &known).unwrap(),
            _ => fs::File::create(&known).unwrap().set_len(3 << 30).unwrap(),
        }
        let said = run(&["audit", text(&path)]);
        assert_eq!(said.status, Some(2), "{name}");
        assert!(said.stderr.contains(words), "{name}: {}", said.stderr);
    }
}

#[test]
fn new_overwrites_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let checks = folder.path().join("checks.txt");
    fs::write(&checks, "mine").unwrap();
    for path in ["nytt/..", ".", "nytt/../nytt/.."] {
        let said = run(&["new", text(&folder.path().join(path))]);
        assert_eq!(said.status, Some(2), "{path}");
        assert!(said.stderr.contains("already there"), "{}", said.stderr);
    }
    assert_eq!(fs::read_to_string(&checks).unwrap(), "mine");
    let left = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, 1, "nothing was made");
}

#[cfg(target_os = "linux")]
#[test]
fn a_result_that_is_lost_ends_with_2_and_a_closed_pipe_does_not() {
    use std::process::Stdio;
    let program = || Command::new(env!("CARGO_BIN_EXE_statsbidrag"));
    for arguments in [
        &["list"][..],
        &["allocate", "dalarna-2020"],
        &["audit", "dalarna-2020"],
    ] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let said = program().args(arguments).stdout(full).output().unwrap();
        assert_eq!(said.status.code(), Some(2), "{arguments:?}");
    }
    let mut child = program()
        .arg("list")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

/// What a table holds reaches no terminal as a control, and what cannot be seen is shown.
#[test]
fn controls_and_invisible_characters_are_shown() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.csv");
    let rows = "namn,kr\nA\u{1b}[8mle,10\nBerg\u{200b},20\nCity\u{7},30\nSumma\u{202e},61\n";
    fs::write(&path, rows).unwrap();
    let said = run(&["infer", text(&path), "--column", "kr"]);
    assert!(
        !said.stdout.contains(['\u{1b}', '\u{7}', '\u{202e}']),
        "{}",
        said.stdout
    );
    assert!(said.stdout.contains("Summa⟨U+202E⟩"), "{}", said.stdout);

    let copy = folder.path().join("nytt");
    assert_eq!(run(&["new", text(&copy)]).status, Some(0));
    let table = fs::read_to_string(copy.join("bidrag.csv")).unwrap();
    let ale = table.replacen("Ale", "Alle\u{200b}", 1);
    assert_ne!(ale, table, "the example has Ale");
    fs::write(copy.join("bidrag.csv"), ale).unwrap();
    let said = run(&["audit", text(&copy)]);
    assert_eq!(said.status, Some(2));
    assert!(said.stderr.contains("Alle⟨U+200B⟩"), "{}", said.stderr);
}
