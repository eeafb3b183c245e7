//! `statsbidrag new`: a commented decision folder to begin with.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{Failure, Outcome, output};

/// Where to begin.
#[derive(Args)]
pub(super) struct NewArguments {
    /// The folder to make; its name becomes the decision's
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
        return Err(Failure(vec![format!(
            "{} is already there (expected the path of a folder that is not); nothing was written",
            path.display()
        )]));
    }
    let failed = |error: std::io::Error| {
        let path = path.display();
        Failure(vec![format!(
            "{path}: cannot be written ({error}); choose another path"
        )])
    };
    std::fs::create_dir_all(path).map_err(failed)?;
    let id = decision_name(path);
    for (name, text) in FILES {
        std::fs::write(path.join(name), text.replace("{id}", &id)).map_err(failed)?;
    }
    let names = FILES.map(|(name, _)| name).join(", ");
    let path = path.display();
    output::result(&format!(
        "{path}: {names}\nChange them to your document, then: statsbidrag audit {path}\n"
    ));
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
