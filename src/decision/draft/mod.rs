//! A decision folder drafted from documents as people have them: everything filled in that can be.
//!
//! Tables become CSV files with cells as printed, places get their codes, columns their units, rows
//! that say *Summa* are totals, and what holds of them becomes a check. How it was read stands in
//! `intake.toml` ([`Recipe`]), which a person may edit; reading again keeps the edits.

mod checks;
mod edits;
mod guess;
mod names;
mod note;
mod recipe;
mod table;
mod text;

use sha2::{Digest, Sha256};

use crate::intake::Document;
use crate::lang::{InWords, Lang, Phrase, say};
use crate::tables::Places;

use names::Names;
pub use note::{DraftNote, DraftNoteKind};
use recipe::quoted;
pub use recipe::{
    Recipe, RecipeChoice, RecipeColumn, RecipeFile, RecipeReading, RecipeSplit, RecipeTable,
    WrittenFile,
};
use table::DraftTable;

/// The file that says how a folder was read.
const RECIPE: &str = "intake.toml";

/// A document and the fingerprint of the file it was read from.
#[derive(Clone, Copy, Debug)]
pub struct Drafted<'d> {
    /// The document.
    pub document: &'d Document,
    /// The file's SHA-256, in hexadecimal.
    pub sha256: &'d str,
    /// Whether hidden parts were read.
    pub hidden: bool,
}

/// The files of a folder, and what was noticed.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The files by name, `intake.toml` last.
    pub files: Vec<(String, String)>,
    /// What was noticed.
    pub notes: Vec<DraftNote>,
    /// How it was read.
    pub recipe: Recipe,
}

impl Draft {
    /// One file more, made of the others: reading again replaces it as long as nobody changed it.
    pub fn add(&mut self, name: &str, text: String, lang: Lang) {
        self.recipe.written.push(WrittenFile {
            name: name.to_owned(),
            sha256: fingerprint(text.as_bytes()),
        });
        self.files.retain(|(file, _)| file != RECIPE);
        self.files.push((name.to_owned(), text));
        self.files
            .push((RECIPE.to_owned(), self.recipe.to_toml(lang)));
    }
}

/// Why a folder could not be drafted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftError {
    /// The documents hold no table.
    NoTable {
        /// The names of the files.
        files: String,
    },
    /// An entry of `intake.toml` that does not fit what was read.
    BadEntry {
        /// The table's name.
        table: String,
        /// The key of the entry.
        entry: &'static str,
        /// What stands there.
        found: Phrase,
        /// What can.
        expected: Phrase,
    },
}

impl InWords for DraftError {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            DraftError::NoTable { files } => say!(
                lang,
                "{files}: no table was found (expected at least one); `statsbidrag read` shows what is in the file",
                "{files}: ingen tabell hittades (minst en väntades); `statsbidrag read` visar vad filen innehåller"
            ),
            DraftError::BadEntry {
                table,
                entry,
                found,
                expected,
            } => {
                let [found, expected] = [found, expected].map(|it| it.in_words(lang));
                say!(
                    lang,
                    "intake.toml:{table}:{entry}: does not fit the table as read (found {found}, expected {expected}); correct it or remove the entry",
                    "intake.toml:{table}:{entry}: passar inte tabellen som den lästes (hittade {found}, väntade {expected}); rätta eller ta bort posten"
                )
            }
        }
    }
}

impl std::fmt::Display for DraftError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.in_words(Lang::En))
    }
}

impl std::error::Error for DraftError {}

/// The SHA-256 of bytes, in hexadecimal.
pub fn fingerprint(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Drafts a folder named `id`, with the comments of its files in a language. `edited` is the recipe of
/// an earlier reading, whose edits are kept.
///
/// *Errors*: no table at all; entries of the recipe that do not fit what was read.
pub fn draft(
    id: &str,
    read: &[Drafted<'_>],
    edited: Option<&Recipe>,
    places: &Places,
    lang: Lang,
) -> Result<Draft, crate::lang::Errors<DraftError>> {
    let draft = draft_of_any(id, read, edited, places, lang)?;
    let no_table = |(name, text): &(String, String)| name == "tables.toml" && text.is_empty();
    if draft.files.iter().any(no_table) {
        let files: Vec<&str> = read.iter().map(|it| it.document.name.as_str()).collect();
        let files = files.join(", ");
        return Err(DraftError::NoTable { files }.into());
    }
    Ok(draft)
}

/// The same of documents that may hold running text alone.
///
/// *Errors*: entries of the recipe that do not fit what was read.
pub fn draft_of_any(
    id: &str,
    read: &[Drafted<'_>],
    edited: Option<&Recipe>,
    places: &Places,
    lang: Lang,
) -> Result<Draft, crate::lang::Errors<DraftError>> {
    let text = text::DraftText::of(read);
    let (mut tables, mut skipped) = (Vec::new(), Vec::new());
    let mut recipe = Recipe::default();
    let mut taken = Names::default();
    let mut errors = Vec::new();
    for drafted in read {
        recipe.files.push(RecipeFile {
            name: drafted.document.name.clone(),
            sha256: drafted.sha256.to_owned(),
            format: drafted.document.format.name().to_owned(),
            hidden: drafted.hidden,
        });
        for (number, sheet) in (1..).zip(&drafted.document.sheets) {
            let file = &drafted.document.name;
            let kept = edited
                .and_then(|edited| edited.table(file, number))
                .cloned();
            let entry = match kept {
                Some(entry) => {
                    taken.take(&entry.name);
                    entry
                }
                None => guess::entry(file, number, sheet, places, (&mut taken, lang)),
            };
            match DraftTable::of(sheet, &entry, places, &text) {
                Ok(table) if entry.skip => skipped.push((recipe.tables.len(), table)),
                Ok(table) => tables.push(table),
                Err(found) => errors.extend(found),
            }
            recipe.tables.push(entry);
        }
    }
    // where there are tables of words only, they are what there is
    if tables.is_empty() && edited.is_none() {
        for (entry, table) in skipped {
            recipe.tables[entry].skip = false;
            tables.push(table);
        }
    }
    if !errors.is_empty() {
        return Err(crate::lang::Errors(errors));
    }
    Ok(assemble((id, lang), read, &text, &tables, recipe, places))
}

/// Puts the files together.
fn assemble(
    (id, lang): (&str, Lang),
    read: &[Drafted<'_>],
    text: &text::DraftText,
    tables: &[DraftTable],
    mut recipe: Recipe,
    places: &Places,
) -> Draft {
    let mut notes: Vec<DraftNote> = Vec::new();
    for table in tables {
        notes.extend(table.notes(places));
    }
    let (checks, totals) = checks::of(tables, lang);
    notes.extend(totals);
    let whole = text.whole();
    let mut files = vec![
        (
            "decision.toml".to_owned(),
            manifest(id, read, (tables, &whole), lang),
        ),
        (
            "tables.toml".to_owned(),
            tables.iter().map(|it| it.declaration(lang)).collect(),
        ),
        (
            "claims.csv".to_owned(),
            "id,line,printed,unit,meaning\n".to_owned(),
        ),
        ("checks.txt".to_owned(), checks),
        ("text.txt".to_owned(), whole),
    ];
    for table in tables {
        files.push((format!("{}.csv", table.name), table.csv()));
    }
    let aliases: String = tables.iter().map(DraftTable::aliases).collect();
    if !aliases.is_empty() {
        files.push((
            "aliases.csv".to_owned(),
            format!("table,printed,code,basis\n{aliases}"),
        ));
    }
    let origins: String = tables.iter().map(DraftTable::origins).collect();
    if !origins.is_empty() {
        files.push((
            "origins.csv".to_owned(),
            format!("table,line,column,place\n{origins}"),
        ));
    }
    let is_read_again = |name: &str| !matches!(name, "decision.toml" | "claims.csv" | "checks.txt");
    let written = files.iter().filter(|(name, _)| is_read_again(name));
    recipe.written = written
        .map(|(name, text)| WrittenFile {
            name: name.clone(),
            sha256: fingerprint(text.as_bytes()),
        })
        .collect();
    files.push((RECIPE.to_owned(), recipe.to_toml(lang)));
    Draft {
        files,
        notes,
        recipe,
    }
}

/// The manifest, with what the documents say of themselves.
fn manifest(
    id: &str,
    read: &[Drafted<'_>],
    (tables, text): (&[DraftTable], &str),
    lang: Lang,
) -> String {
    let first = read.iter().find_map(|it| it.document.text.first());
    let title = tables
        .iter()
        .map(|table| table.title.as_str())
        .find(|title| !title.is_empty())
        .or(first.map(|line| line.text.as_str()))
        .unwrap_or(id);
    let files: Vec<&str> = read.iter().map(|it| it.document.name.as_str()).collect();
    let files = files.join(", ");
    let (id, title) = (quoted(id), quoted(&title.replace('\t', " ")));
    let sha256 = quoted(&fingerprint(text.as_bytes()));
    let head = comment(&say!(
        lang,
        "Drafted from {files}. Every text in quotes is yours to change.",
        "Utkast ur {files}. All text inom citattecken är din att ändra."
    ));
    let who = comment(&say!(
        lang,
        "Who decided or published it.",
        "Vem som har fattat eller publicerat det."
    ));
    let authority = quoted(&say!(
        lang,
        "The authority that published the document",
        "Myndigheten som har publicerat dokumentet"
    ));
    let source = comment(&say!(
        lang,
        "The text of the document, line by line, as it was read. Line numbers in the other files are \
         lines of it.",
        "Dokumentets text, rad för rad, som den lästes. Radnummer i de andra filerna är rader i den."
    ));
    format!(
        "{head}
id = {id}
{who}authority = {authority}

[title]
sv = {title}
en = {title}

{source}[source]
document = \"text.txt\"
sha256 = {sha256}
"
    )
}

/// A comment in a file, `#` before each line.
fn comment(text: &str) -> String {
    let line = |line: &str| match line {
        "" => "#\n".to_owned(),
        line => format!("# {line}\n"),
    };
    text.lines().map(line).collect()
}
