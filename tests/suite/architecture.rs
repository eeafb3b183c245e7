//! The rooms of `src/`: each may use the ones before it, never the ones after.

use std::path::{Path, PathBuf};

/// The rooms in order. `lang` knows nothing, `cli` may use all.
const ROOMS: [&str; 16] = [
    "lang",
    "exact",
    "statements",
    "solve",
    "allocation",
    "inference",
    "tables",
    "intake",
    "discovery",
    "decision",
    "checks",
    "findings",
    "audit",
    "what_if",
    "report",
    "cli",
];

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn room_of(path: &Path) -> Option<usize> {
    let inside = path.strip_prefix(source()).ok()?;
    let first = inside.components().next()?.as_os_str().to_str()?;
    ROOMS.iter().position(|room| *room == first)
}

/// The code of a file without comments and without its test module.
fn code(path: &Path) -> Vec<(usize, String)> {
    let text = std::fs::read_to_string(path).expect("a file");
    let body = text.split("#[cfg(test)]").next().unwrap_or_default();
    (1..)
        .zip(body.lines())
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(number, line)| (number, line.to_owned()))
        .collect()
}

#[test]
fn dependencies_point_one_way() {
    let mut wrong = Vec::new();
    let mut arrows = 0;
    for path in rust_files(&source()) {
        let Some(own) = room_of(&path) else { continue };
        for (number, line) in code(&path) {
            for (position, room) in ROOMS.iter().enumerate() {
                if !line.contains(&format!("crate::{room}")) {
                    continue;
                }
                arrows += 1;
                if position > own {
                    wrong.push(format!(
                        "{}:{number}: {} uses {room}",
                        path.display(),
                        ROOMS[own]
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(arrows > 50, "the test reads the arrows: {arrows}");
}

#[test]
fn every_folder_is_a_room_and_says_its_job() {
    for entry in std::fs::read_dir(source()).expect("src") {
        let path = entry.expect("an entry").path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .expect("a name")
            .to_owned();
        if path.is_dir() {
            assert!(ROOMS.contains(&name.as_str()), "{name} is no room");
            let text = std::fs::read_to_string(path.join("mod.rs")).expect("mod.rs");
            assert!(
                text.starts_with("//! "),
                "{name}/mod.rs says what the room is for"
            );
        } else {
            assert!(
                ["lib.rs", "main.rs"].contains(&name.as_str()),
                "{name} is in no room"
            );
        }
    }
}

#[test]
fn only_tables_reads_files_and_only_cli_writes_and_prints() {
    let mut wrong = Vec::new();
    for path in rust_files(&source()) {
        let room = room_of(&path).map(|room| ROOMS[room]);
        for (number, line) in code(&path) {
            let writes = [
                "std::fs::File::create_new(",
                "std::fs::OpenOptions::new(",
                "std::fs::create_dir(",
                "std::fs::rename(",
                "std::fs::remove_file(",
                "std::fs::remove_dir(",
            ]
            .iter()
            .any(|call| line.contains(call));
            let reads = line.contains("std::fs")
                && room != Some("tables")
                && !(writes && room == Some("cli"));
            let prints = [
                "println!",
                "eprintln!",
                "print!",
                "std::process::exit",
                "stdout()",
            ]
            .iter()
            .any(|word| line.contains(word))
                && !matches!(room, Some("cli") | None);
            if reads || prints {
                wrong.push(format!("{}:{number}: {line}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The library runs on one thread and knows no time; what the program adds is in one place.
#[test]
fn threads_and_clocks_belong_to_the_program() {
    let mut shared = 0;
    for path in rust_files(&source()) {
        let is_shared = path.ends_with("tables/side_by_side.rs");
        if !is_shared && matches!(room_of(&path).map(|room| ROOMS[room]), Some("cli") | None) {
            continue;
        }
        for (number, line) in code(&path) {
            let own = ["std::thread", "rayon", "Instant", "SystemTime"]
                .iter()
                .any(|word| line.contains(word));
            shared += usize::from(own && is_shared);
            assert!(!own || is_shared, "{}:{number}: {line}", path.display());
        }
    }
    assert!(shared > 0, "the test reads the files");
}

#[test]
fn the_exact_rooms_have_no_floats() {
    for path in rust_files(&source()) {
        let room = room_of(&path).map(|room| ROOMS[room]);
        // the PDF library draws with floating-point numbers: they end in this one file
        let is_edge = path.ends_with("intake/pdf/glyph.rs");
        if is_edge || matches!(room, Some("report" | "cli") | None) {
            continue;
        }
        for (number, line) in code(&path) {
            let float = line
                .split(|char: char| !char.is_ascii_alphanumeric() && char != '_')
                .any(|word| word == "f64" || word == "f32");
            assert!(!float, "{}:{number}: {line}", path.display());
        }
    }
}
