//! `statsbidrag new`: a commented decision folder to begin with, or one filled from documents.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;

use super::language::{both, language};
use super::{Failure, Outcome, folder, output, read};
use crate::audit::{FOUND_CHECKS, with_found_checks};
use crate::decision::{
    Decision, Draft, Drafted, Recipe, WrittenFile, draft, embedded_places, fingerprint,
};
use crate::intake::ReadOptions;
use crate::lang::{InWords, Lang, say};
use crate::report::document_notes;
use crate::tables::{Folder, Places};

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
    #[arg(
        long,
        value_name = "FILE",
        num_args = 1..,
        help = both(
            "Files to fill it from: PDF, XLSX, ODS, HTML, Markdown, CSV or text",
            "Filer att fylla den från: PDF, XLSX, ODS, HTML, Markdown, CSV eller text",
        )
    )]
    from: Vec<PathBuf>,
    #[arg(
        long,
        requires = "from",
        help = both(
            "Read the files again into a folder that is there; the edits of its intake.toml are kept",
            "Läs filerna på nytt till en mapp som finns; ändringarna i dess intake.toml behålls",
        )
    )]
    again: bool,
    #[arg(
        long,
        requires = "from",
        help = both(
            "Read hidden rows, columns and sheets, too",
            "Läs även dolda rader, kolumner och blad",
        )
    )]
    hidden: bool,
}

/// The files of the folder in English; `{id}` stands for the decision's name.
const ENGLISH: [(&str, &str); 6] = [
    ("decision.toml", include_str!("skeleton/en/decision.toml")),
    ("tables.toml", include_str!("skeleton/en/tables.toml")),
    ("bidrag.csv", include_str!("skeleton/en/bidrag.csv")),
    ("claims.csv", include_str!("skeleton/en/claims.csv")),
    ("checks.txt", include_str!("skeleton/en/checks.txt")),
    ("README.md", include_str!("skeleton/en/README.md")),
];

/// The same files in Swedish.
const SWEDISH: [(&str, &str); 6] = [
    ("decision.toml", include_str!("skeleton/sv/decision.toml")),
    ("tables.toml", include_str!("skeleton/sv/tables.toml")),
    ("bidrag.csv", include_str!("skeleton/sv/bidrag.csv")),
    ("claims.csv", include_str!("skeleton/sv/claims.csv")),
    ("checks.txt", include_str!("skeleton/sv/checks.txt")),
    ("README.md", include_str!("skeleton/sv/README.md")),
];

/// The files of an empty folder in the language spoken.
fn skeleton(id: &str) -> Vec<(String, String)> {
    let files = match language() {
        Lang::Sv => SWEDISH,
        Lang::En | Lang::Marked => ENGLISH,
    };
    let file = |(name, text): (&str, &str)| (name.to_owned(), text.replace("{id}", id));
    files.map(file).to_vec()
}

pub(super) fn run(arguments: &NewArguments) -> Result<Outcome, Failure> {
    let path = &arguments.path;
    let id = decision_name(path);
    if arguments.again {
        return again(arguments, &id);
    }
    let (files, notes) = if arguments.from.is_empty() {
        (skeleton(&id), String::new())
    } else {
        let draft = drafted(arguments, &id, None)?;
        (draft.0.files, draft.1)
    };
    folder::write_new(path, &files)?;
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let names = names.join(", ");
    let path = path.display();
    let next = if arguments.from.is_empty() {
        say!(
            language(),
            "Change them to your document, then: statsbidrag audit {path}",
            "Ändra dem efter dokumentet, sedan: statsbidrag audit {path}"
        )
    } else {
        say!(
            language(),
            "Look at what was read, change intake.toml where it is not right, then: statsbidrag audit {path}",
            "Granska det som lästes, ändra intake.toml där det inte stämmer, sedan: statsbidrag audit {path}"
        )
    };
    output::result(&format!("{notes}{path}: {names}\n{next}\n"));
    Ok(Outcome::Clean)
}

/// The draft from the files of the arguments, and what was read in words.
fn drafted(
    arguments: &NewArguments,
    id: &str,
    edited: Option<&Recipe>,
) -> Result<(Draft, String), Failure> {
    from_files(&arguments.from, arguments.hidden, id, edited)
}

/// A folder named after `path` from files, with the relations that nobody wrote.
pub(super) fn write_from(path: &Path, files: &[PathBuf]) -> Result<String, Failure> {
    let (draft, notes) = from_files(files, false, &decision_name(path), None)?;
    folder::write_new(path, &draft.files)?;
    let names: Vec<&str> = draft.files.iter().map(|(name, _)| name.as_str()).collect();
    Ok(format!("{notes}{}: {}\n", path.display(), names.join(", ")))
}

fn from_files(
    files: &[PathBuf],
    hidden: bool,
    id: &str,
    edited: Option<&Recipe>,
) -> Result<(Draft, String), Failure> {
    let options = ReadOptions {
        hidden,
        ..ReadOptions::default()
    };
    let mut documents = Vec::new();
    let mut errors = Vec::new();
    for path in files {
        match read::fingerprinted(path, &options) {
            Ok(read) => documents.push(read),
            Err(Failure(mut found)) => errors.append(&mut found),
        }
    }
    if !errors.is_empty() {
        return Err(Failure(errors));
    }
    let read: Vec<Drafted<'_>> = documents
        .iter()
        .map(|(document, sha256)| Drafted {
            document,
            sha256,
            hidden,
        })
        .collect();
    let places = embedded_places()?;
    let mut draft = draft(id, &read, edited, &places, language())?;
    add_found_checks(&mut draft, id, &places)?;
    let mut words = String::new();
    for (document, _) in &documents {
        words.push_str(&document_notes(document, &draft.notes, language()));
    }
    Ok((draft, words))
}

/// What is found in the tables of a draft becomes a file of it.
fn add_found_checks(draft: &mut Draft, id: &str, places: &Places) -> Result<(), Failure> {
    let files = draft.files.iter();
    let files: Vec<(&str, &str)> = files
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let decision = Decision::load(Folder::from_texts(id, &files), places)?;
    let (_, found) = with_found_checks(decision).map_err(|errors| {
        let words = errors.iter().map(|error| error.in_words(language()));
        Failure(words.collect())
    })?;
    if let Some(claims) = &found.claims {
        for (_, text) in draft
            .files
            .iter_mut()
            .filter(|(name, _)| name == "claims.csv")
        {
            text.clone_from(claims);
        }
    }
    if let Some(text) = found.text() {
        draft.add(FOUND_CHECKS, text, language());
    }
    Ok(())
}

/// Reads again into a folder that is there. Files that a person changed since are not replaced.
fn again(arguments: &NewArguments, id: &str) -> Result<Outcome, Failure> {
    let path = &arguments.path;
    let kept = Folder::from_disk(path)?;
    let recipe: Recipe = kept
        .toml("intake.toml", "how the tables of the folder were read")
        .map_err(Failure::from)?;
    let (draft, mut notes) = drafted(arguments, id, Some(&recipe))?;
    notes.push_str(&other_files(path, &recipe, &draft.recipe)?);
    let before: BTreeMap<&str, &WrittenFile> = recipe
        .written
        .iter()
        .map(|it| (it.name.as_str(), it))
        .collect();
    let mut changed = Vec::new();
    let mut files = Vec::new();
    for (name, text) in &draft.files {
        let there = kept.text(name, "").ok();
        let is_own = draft.recipe.written.iter().any(|it| it.name == *name);
        match there {
            Some(now) if is_own && now != text => {
                let as_written = before.get(name.as_str()).map(|it| it.sha256.as_str());
                if as_written == Some(fingerprint(now.as_bytes()).as_str()) {
                    files.push((name.clone(), text.clone()));
                } else {
                    changed.push(name.as_str());
                }
            }
            // decision.toml, claims.csv and checks.txt belong to the person from the first day
            Some(_) if name != "intake.toml" => {}
            _ => files.push((name.clone(), text.clone())),
        }
    }
    if !changed.is_empty() {
        let (path, changed) = (path.display(), changed.join(", "));
        return Err(Failure(vec![say!(
            language(),
            "{path}: changed by hand since they were written: {changed}; write the changes in intake.toml, or move these files away, and read again; nothing was written",
            "{path}: ändrade för hand sedan de skrevs: {changed}; för in ändringarna i intake.toml, eller flytta undan filerna, och läs på nytt; inget skrevs"
        )]));
    }
    folder::replace(path, &files)?;
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    output::result(&format!(
        "{notes}{}: {}\n",
        path.display(),
        names.join(", ")
    ));
    Ok(Outcome::Clean)
}

/// What to say of files that are others than those the folder was made of. *Errors*: one of those is
/// not given, and what is written of its tables would be lost.
fn other_files(path: &Path, kept: &Recipe, read: &Recipe) -> Result<String, Failure> {
    let (mut words, mut missing) = (String::new(), Vec::new());
    for before in &kept.files {
        let name = &before.name;
        match read.files.iter().find(|it| it.name == *name) {
            None => missing.push(name.as_str()),
            Some(now) if now.sha256 != before.sha256 => {
                words.push_str("  ");
                words.push_str(&say!(
                    language(),
                    "{name} has changed since the folder was made of it; the entries of intake.toml were kept: see that they still fit its tables",
                    "{name} har ändrats sedan mappen gjordes; posterna i intake.toml behölls: se efter att de fortfarande passar tabellerna"
                ));
                words.push('\n');
            }
            Some(_) => {}
        }
    }
    if missing.is_empty() {
        return Ok(words);
    }
    let (path, missing) = (path.display(), missing.join(", "));
    Err(Failure(vec![say!(
        language(),
        "{path}: made of a file that is not given: {missing}; name it after --from too, or make a folder of its own; nothing was written",
        "{path}: gjord av en fil som inte angavs: {missing}; ange även den efter --from, eller gör en egen mapp; inget skrevs"
    )]))
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
        both("my-decision", "mitt-beslut")
    }
}
