//! `statsbidrag new`: a commented decision folder to begin with.

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
    if path.exists() {
        let path = path.display();
        return Err(Failure(vec![say!(
            language(),
            "{path} is already there (expected the path of a folder that is not); nothing was written",
            "{path} finns redan (väntade sökvägen till en mapp som inte finns); inget skrevs"
        )]));
    }
    let failed = |error: std::io::Error| {
        let (path, error) = (path.display(), system_words(&error).in_words(language()));
        Failure(vec![say!(
            language(),
            "{path}: cannot be written ({error}); choose another path",
            "{path}: kan inte skrivas ({error}); välj en annan sökväg"
        )])
    };
    std::fs::create_dir_all(path).map_err(failed)?;
    let id = decision_name(path);
    for (name, text) in FILES {
        std::fs::write(path.join(name), text.replace("{id}", &id)).map_err(failed)?;
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
