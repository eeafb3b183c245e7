//! Municipalities and regions, and the names they are printed under.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::legible::legible;
use super::suggest::did_you_mean;
use super::{Folder, Place, RowKind, TableError, nearest};
use crate::lang::{Errors, Phrase, phrase};

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlaceKind {
    /// The country, code `00`: the total row.
    Country,
    /// A region or county (*region, län*), two digits.
    Region,
    /// A municipality (*kommun*), four digits.
    Municipality,
}

/// A place with its official name.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct SettledPlace {
    /// The official SCB code.
    pub code: String,
    /// What it is.
    pub kind: PlaceKind,
    /// The official name.
    pub name: String,
    /// The code of its county; empty for the country.
    pub county: String,
}

/// All municipalities and regions, by SCB code. *Source*: Statistics Sweden's regional codes as they
/// have stood since 2007 (290 municipalities, 21 counties).
#[derive(Clone, Debug, Default)]
pub struct Places {
    by_code: BTreeMap<String, SettledPlace>,
    /// Codes by folded name; see `place_names`.
    pub(super) by_name: BTreeMap<String, Vec<String>>,
}

/// A name as printed that is not the official one, and what its resolution rests on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Alias {
    /// The table it is printed in; empty for all tables of the decision.
    pub table: String,
    /// The name as printed.
    pub printed: String,
    /// The code it stands for.
    pub code: String,
    /// Why.
    pub basis: String,
}

/// The aliases of one decision.
#[derive(Clone, Debug, Default)]
pub struct Aliases(pub Vec<Alias>);

impl Places {
    /// Reads `places.csv`.
    pub fn read(folder: &Folder) -> Result<Places, Errors<TableError>> {
        let places = folder.records::<SettledPlace>(
            "places.csv",
            "codes, names and counties",
            &["code", "kind", "name", "county"],
        )?;
        let by_name = Places::index_names(places.iter().map(|(_, place)| place));
        let by_code = places
            .into_iter()
            .map(|(_, it)| (it.code.clone(), it))
            .collect();
        Ok(Places { by_code, by_name })
    }

    /// The place with this code.
    pub fn get(&self, code: &str) -> Option<&SettledPlace> {
        self.by_code.get(code)
    }

    /// All places, by code.
    pub fn all(&self) -> impl Iterator<Item = &SettledPlace> {
        self.by_code.values()
    }

    /// The places of one kind, by code.
    pub fn of_kind(&self, kind: PlaceKind) -> impl Iterator<Item = &SettledPlace> {
        self.by_code
            .values()
            .filter(move |place| place.kind == kind)
    }

    /// The code of the municipality or region with this official name.
    pub fn find(&self, name: &str, kind: PlaceKind) -> Option<&SettledPlace> {
        self.of_kind(kind).find(|place| place.name == name)
    }

    /// Whether the name of a row is one of this place, in any usual form; stars behind it aside.
    pub fn is_name_of(&self, label: &str, place: &SettledPlace) -> bool {
        let bare = bare_name(label);
        let is_usual = || self.named(bare).iter().any(|it| it.code == place.code);
        place.is_called(bare) || is_usual()
    }

    /// Checks a row's code and printed name in a table of recipients.
    pub(super) fn check(
        &self,
        aliases: &Aliases,
        table: &str,
        kind: RowKind,
        (code, label): (&str, &str),
        at: impl Fn() -> Place,
    ) -> Result<(), TableError> {
        let (wanted, word) = match kind {
            RowKind::Municipality => (PlaceKind::Municipality, phrase!("municipality", "kommun")),
            RowKind::Region => (PlaceKind::Region, phrase!("region", "region")),
            RowKind::Label => return Ok(()),
        };
        if self
            .get(code)
            .is_some_and(|place| place.kind == PlaceKind::Country)
        {
            return Ok(());
        }
        let Some(place) = self.get(code).filter(|place| place.kind == wanted) else {
            return Err(self.unknown_code(code, label, wanted, word, &at()));
        };
        let bare = bare_name(label);
        if self.is_name_of(label, place) || aliases.allow(table, bare, code) {
            return Ok(());
        }
        let suggestion = self
            .find(bare, wanted)
            .map(|other| phrase!("\"{bare}\" is {}", "”{bare}” är {}", other.code))
            .or_else(|| {
                let names = self.of_kind(wanted).map(|place| place.name.as_str());
                did_you_mean(bare, names)
            });
        Err(TableError::UnknownName {
            at: at().column("row"),
            kind: word,
            code: code.to_owned(),
            found: legible(label),
            expected: place.name.clone(),
            suggestion,
        })
    }

    fn unknown_code(
        &self,
        code: &str,
        label: &str,
        wanted: PlaceKind,
        word: Phrase,
        at: &Place,
    ) -> TableError {
        let names = self.of_kind(wanted).map(|place| place.name.as_str());
        let suggestion = nearest(label, names)
            .and_then(|name| self.find(name, wanted))
            .map(|place| {
                phrase!(
                    "did you mean {} {}?",
                    "menade du {} {}?",
                    place.code,
                    place.name
                )
            });
        TableError::UnknownCode {
            at: at.column("code"),
            kind: word,
            found: code.to_owned(),
            suggestion,
        }
    }
}

impl SettledPlace {
    /// Whether `label` is the official name; a region may be named without *län* and its genitive,
    /// or as *Region …*.
    fn is_called(&self, label: &str) -> bool {
        if label == self.name {
            return true;
        }
        let short = self.name.strip_suffix(" län").unwrap_or(&self.name);
        let bare = label.strip_prefix("Region ").unwrap_or(label);
        let bare = bare.strip_suffix(" län").unwrap_or(bare);
        self.kind == PlaceKind::Region && (bare == short || Some(bare) == short.strip_suffix('s'))
    }
}

/// The name of a row without the stars behind it.
pub(crate) fn bare_name(label: &str) -> &str {
    label.trim_end_matches('*').trim()
}

impl Aliases {
    /// Reads `aliases.csv` of a decision, if it has one.
    pub fn read(folder: &Folder, places: &Places) -> Result<Aliases, Errors<TableError>> {
        let file = "aliases.csv";
        if !folder.has(file) {
            return Ok(Aliases::default());
        }
        let aliases = folder.records::<Alias>(
            file,
            "names as printed and their codes",
            &["table", "printed", "code", "basis"],
        )?;
        let unknown: Vec<TableError> = aliases
            .iter()
            .filter(|(_, alias)| places.get(&alias.code).is_none())
            .map(|(line, alias)| TableError::UnknownCode {
                at: folder.place(file).line(*line).column("code"),
                kind: phrase!("municipality or region", "kommun eller region"),
                found: alias.code.clone(),
                suggestion: None,
            })
            .collect();
        if unknown.is_empty() {
            Ok(Aliases(
                aliases.into_iter().map(|(_, alias)| alias).collect(),
            ))
        } else {
            Err(Errors(unknown))
        }
    }

    fn allow(&self, table: &str, printed: &str, code: &str) -> bool {
        self.0.iter().any(|alias| {
            alias.printed == printed
                && alias.code == code
                && (alias.table.is_empty() || alias.table == table)
        })
    }
}
