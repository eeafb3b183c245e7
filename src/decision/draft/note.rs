//! What was noticed while a folder was drafted: what needs no declaration to be seen.

use crate::intake::SheetPlace;
use crate::lang::{InWords, Lang, say};
use crate::tables::PlaceKind;

/// Something a person should know of a drafted table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftNote {
    /// The document that the table stands in.
    pub file: String,
    /// The table's name.
    pub table: String,
    /// What it is.
    pub kind: DraftNoteKind,
}

/// What can be noticed of a drafted table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftNoteKind {
    /// The rows are all places of their kind.
    Complete {
        /// The kind.
        kind: PlaceKind,
        /// How many they are.
        count: usize,
    },
    /// The rows are nearly all places of their kind.
    Missing {
        /// The kind.
        kind: PlaceKind,
        /// How many there are.
        found: usize,
        /// The names of those that are missing.
        names: Vec<String>,
    },
    /// A label among places that names none.
    UnknownName {
        /// The label.
        label: String,
        /// Where it stands.
        place: SheetPlace,
        /// A place that may be meant.
        nearest: Option<String>,
    },
    /// A row whose name is none of the place that its code means.
    OtherName {
        /// The name.
        label: String,
        /// Where it stands.
        place: SheetPlace,
        /// The code beside it.
        code: String,
        /// The name of the place with that code.
        name: String,
    },
    /// A place that has several rows.
    Repeated {
        /// The label.
        label: String,
        /// Where it stands again.
        place: SheetPlace,
    },
    /// A cell among figures that cannot be read as one.
    NotAFigure {
        /// The column's heading.
        column: String,
        /// Such a cell.
        printed: String,
        /// Where it stands.
        place: SheetPlace,
    },
    /// A column of which most cells look like figures and cannot be read as such.
    FiguresAsWords {
        /// The column's heading.
        column: String,
        /// How many of its cells look like figures.
        figures: usize,
        /// The first of them.
        printed: String,
        /// Where it stands.
        place: SheetPlace,
    },
    /// A total by which the rows above it were read: that it adds up says nothing.
    UsedForReading {
        /// The label of the total.
        label: String,
        /// The column's heading.
        column: String,
    },
    /// A row that says it is the sum of those above, which it is not, where nothing shows that it
    /// should be the sum of just those.
    TotalDiffers {
        /// The label of the total.
        label: String,
        /// The column's heading.
        column: String,
        /// Where it stands.
        place: SheetPlace,
        /// What is printed.
        printed: String,
        /// What the rows above add up to.
        sum: String,
    },
}

fn places(kind: PlaceKind, lang: Lang) -> String {
    match kind {
        PlaceKind::Municipality => say!(lang, "municipalities", "kommuner"),
        PlaceKind::Region => say!(lang, "regions", "regioner"),
        PlaceKind::Country => say!(lang, "countries", "länder"),
    }
}

impl InWords for DraftNote {
    fn in_words(&self, lang: Lang) -> String {
        let table = &self.table;
        let said = |place: &SheetPlace| place.in_words(lang.unmarked());
        match &self.kind {
            DraftNoteKind::Complete { kind, count } => {
                let places = places(*kind, lang.unmarked());
                say!(
                    lang,
                    "{table}: all {count} {places} have a row",
                    "{table}: alla {count} {places} har en rad"
                )
            }
            DraftNoteKind::Missing { kind, found, names } => {
                let (places, count) = (places(*kind, lang.unmarked()), found + names.len());
                let names = names.join(", ");
                say!(
                    lang,
                    "{table}: {found} of {count} {places} have a row; without one: {names}",
                    "{table}: {found} av {count} {places} har en rad; utan rad: {names}"
                )
            }
            DraftNoteKind::UnknownName {
                label,
                place,
                nearest: Some(nearest),
            } => {
                let place = said(place);
                say!(
                    lang,
                    "{table}: {place}, \"{label}\" names no place; is it {nearest}?",
                    "{table}: {place}, ”{label}” är inget namn på en plats; avses {nearest}?"
                )
            }
            DraftNoteKind::UnknownName {
                label,
                place,
                nearest: None,
            } => {
                let place = said(place);
                say!(
                    lang,
                    "{table}: {place}, \"{label}\" names no place",
                    "{table}: {place}, ”{label}” är inget namn på en plats"
                )
            }
            DraftNoteKind::OtherName {
                label,
                place,
                code,
                name,
            } => {
                let place = said(place);
                say!(
                    lang,
                    "{table}: {place}, \"{label}\" stands beside the code {code}, which is {name}",
                    "{table}: {place}, ”{label}” står vid koden {code}, som är {name}"
                )
            }
            DraftNoteKind::Repeated { label, place } => {
                let place = said(place);
                say!(
                    lang,
                    "{table}: {place}, {label} has a row already",
                    "{table}: {place}, {label} har redan en rad"
                )
            }
            DraftNoteKind::NotAFigure {
                column,
                printed,
                place,
            } => {
                let place = said(place);
                say!(
                    lang,
                    "{table}: {place}, \"{printed}\" in the column \"{column}\" cannot be read as one figure; it counts as one that is not known",
                    "{table}: {place}, ”{printed}” i kolumnen ”{column}” kan inte läsas som ett tal; det räknas som ett tal som inte är känt"
                )
            }
            DraftNoteKind::UsedForReading { label, column } => say!(
                lang,
                "{table}: {label} in \"{column}\" was used to tell the columns of the rows above it; that it adds up is no evidence, and it is not checked",
                "{table}: {label} i ”{column}” användes för att skilja raderna ovanför i kolumner; att den går ihop är inget belägg, och den granskas inte"
            ),
            DraftNoteKind::FiguresAsWords {
                column,
                figures,
                printed,
                place,
            } => {
                let place = said(place);
                say!(
                    lang,
                    "{table}: the column \"{column}\" is taken as words and nothing in it is checked, though {figures} of its cells look like figures (the first: {place}, \"{printed}\"); give its unit in intake.toml",
                    "{table}: kolumnen ”{column}” läses som ord och inget i den granskas, fast {figures} av cellerna ser ut som tal (den första: {place}, ”{printed}”); ange kolumnens enhet i intake.toml"
                )
            }
            DraftNoteKind::TotalDiffers {
                label,
                column,
                place,
                printed,
                sum,
            } => {
                let place = said(place);
                say!(
                    lang,
                    "{table}: {place}, {label} in \"{column}\" is {printed}, the rows above add up to {sum}; it may cover more than these rows",
                    "{table}: {place}, {label} i ”{column}” är {printed}, raderna ovanför summerar till {sum}; den kan omfatta mer än dessa rader"
                )
            }
        }
    }
}
