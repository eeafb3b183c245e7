//! `statsbidrag new`: a commented decision folder to begin with.

use std::fs::{File, create_dir, create_dir_all, remove_dir, remove_file};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::language::{both, language};
use super::{Failure, Outcome, output};
use crate::lang::{InWords, say};
use crate::tables::system_words;

/// Where to begin.
#[derive(Args)]
pub(super) struct NewArguments {
    #[arg(
        help = both(
            "The folder to make; its name becomes the decision's",
            "Mappen att skapa; dess namn blir beslutets",
        )
    )]
    path: PathBuf,
}

/// The files of the folder; `{id}` stands for the decision's name.
const FILES: [(&str, &str); 6] = [
    ("decision.toml", include_str!("skeleton/decision.toml")),
    ("tables.toml", include_str!("skeleton/tables.toml")),
    ("bidrag.csv", include_str!("skeleton/bidrag.csv")),
    ("claims.csv", include_str!("skeleton/claims.csv")),
    ("checks.txt", include_str!("skeleton/checks.txt")),
    ("README.md", include_str!("skeleton/README.md")),
];

pub(super) fn run(arguments: &NewArguments) -> Result<Outcome, Failure> {
    let path = &arguments.path;
    let failed = |error: std::io::Error| {
        let (path, error) = (path.display(), system_words(&error).in_words(language()));
        Failure(vec![say!(
            language(),
            "{path}: cannot be written ({error}); choose another path",
            "{path}: kan inte skrivas ({error}); välj en annan sökväg"
        )])
    };
    // `..` leads to a folder that is there, or that would be made only to be left
    if path.exists() || path.file_name().is_none() {
        return Err(there_already(path));
    }
    if let Some(above) = path.parent() {
        create_dir_all(above).map_err(failed)?;
    }
    // of two that ask for one folder, one gets it
    match create_dir(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            return Err(there_already(path));
        }
        made => made.map_err(failed)?,
    }
    let id = decision_name(path);
    for (position, (name, text)) in FILES.into_iter().enumerate() {
        if let Err(error) = write_new(&path.join(name), &text.replace("{id}", &id)) {
            take_back(path, &FILES[..position]);
            return Err(failed(error));
        }
    }
    let names = FILES.map(|(name, _)| name).join(", ");
    let path = path.display();
    let next = say!(
        language(),
        "Change them to your document, then: statsbidrag audit {path}",
        "Ändra dem efter dokumentet, sedan: statsbidrag audit {path}"
    );
    output::result(&format!("{path}: {names}\n{next}\n"));
    Ok(Outcome::Clean)
}

fn there_already(path: &Path) -> Failure {
    let path = path.display();
    Failure(vec![say!(
        language(),
        "{path} is already there (expected the path of a folder that is not); nothing was written",
        "{path} finns redan (väntade sökvägen till en mapp som inte finns); inget skrevs"
    )])
}

/// Writes a file that is not there. *Errors*: it is there, or cannot be written whole; then nothing of
/// it stays.
fn write_new(path: &Path, text: &str) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    let written = file
        .write_all(text.as_bytes())
        .and_then(|()| file.sync_all());
    if written.is_err() {
        let _ = remove_file(path);
    }
    written
}

/// Takes back the files that were written and the folder, if nothing else has come into it.
fn take_back(path: &Path, written: &[(&str, &str)]) {
    for (name, _) in written {
        let _ = remove_file(path.join(name));
    }
    let _ = remove_dir(path);
}

/// The folder's name where it can name a decision in checks.
fn decision_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let fits = name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name
            .chars()
            .all(|char| char.is_ascii_alphanumeric() || "-_".contains(char));
    if fits {
        name.into_owned()
    } else {
        "my-decision".to_owned()
    }
}
