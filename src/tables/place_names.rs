//! Names that a place goes by: *Falu kommun*, *falun*, `2080`, *Region Sörmland*.
//!
//! A name is read as one of the official ones with what usage adds or drops: *kommun*, *stad*, *län*,
//! *region* and *landsting*, the genitive before them (*Göteborgs stad*, *Falu kommun*), capitals, the
//! hyphen of a double name, a code before or after it. A word that says what the place is excludes
//! the other kind: *Stockholms stad* is a municipality, *Region Stockholm* a region, and *Kristianstads
//! län* (no county since 1997) nothing. Spelling is never guessed at.

use std::collections::BTreeMap;

use super::{PlaceKind, Places, SettledPlace, nearest};

/// Names in use that no rule makes from the official one.
const OTHER_NAMES: [(&str, &str); 7] = [
    ("sörmland", "04"),
    ("jämtland härjedalen", "23"),
    ("västra götalandsregionen", "14"),
    ("vgr", "14"),
    ("hela riket", "00"),
    ("hela landet", "00"),
    ("sverige", "00"),
];

/// The code of the municipality that is also a region, and goes by that name.
const GOTLAND: &str = "0980";

/// Words before a name that say what the place is; the longer of two that begin alike stands first.
const BEFORE: [(&str, PlaceKind); 6] = [
    ("region ", PlaceKind::Region),
    ("landstinget i ", PlaceKind::Region),
    ("landstinget ", PlaceKind::Region),
    ("länsstyrelsen i ", PlaceKind::Region),
    ("länsstyrelsen ", PlaceKind::Region),
    ("kommunen ", PlaceKind::Municipality),
];

/// Words after a name that say what the place is; the longer of two that end alike stands first.
const AFTER: [(&str, PlaceKind); 5] = [
    (" läns landsting", PlaceKind::Region),
    (" läns", PlaceKind::Region),
    (" län", PlaceKind::Region),
    (" kommun", PlaceKind::Municipality),
    (" stad", PlaceKind::Municipality),
];

impl Places {
    /// The places that `printed` can mean: a code, an official name, or a usual form of one.
    ///
    /// Two places share a name where a county is called after its town, such as Örebro; both are
    /// then given, in the order of their codes, and what is asked for decides. A code that a
    /// spreadsheet took for a number has lost its first zero (`180`) and is read as if it had it. A
    /// code beside the name of another place is neither.
    ///
    /// ```
    /// let places = statsbidrag::decision::embedded_places().unwrap();
    /// let codes = |name| -> Vec<&str> {
    ///     places.named(name).iter().map(|place| place.code.as_str()).collect()
    /// };
    /// assert_eq!(codes("Falu kommun"), ["2080"]);
    /// assert_eq!(codes("Sörmland"), ["04"]);
    /// assert_eq!(codes("Örebro"), ["18", "1880"]);
    /// assert!(codes("Fahlun").is_empty());
    /// ```
    pub fn named(&self, printed: &str) -> Vec<&SettledPlace> {
        let folded = folded(printed);
        let (code, name) = split_code(&folded);
        let mut found = match (code, name) {
            (Some(code), "") => self.with_code(code).into_iter().collect(),
            (Some(code), name) => {
                let mut found = self.called(name);
                found.retain(|place| same_code(&place.code, code));
                found
            }
            (None, name) => self.called(name),
        };
        found.sort_by(|a, b| a.code.cmp(&b.code));
        found
    }

    /// The official name nearest to one that means no place, if one is near enough to suggest.
    pub fn nearest_name(&self, printed: &str) -> Option<&str> {
        let folded = folded(printed);
        let (_, name) = split_code(&folded);
        let (bare, kind) = without_kind(name);
        let wanted = |name: &String| !self.with_name(name, kind).is_empty();
        let known = self.by_name.keys().filter(|name| wanted(name));
        let name = nearest(bare, known.map(String::as_str))?;
        let place = *self.with_name(name, kind).first()?;
        Some(&place.name)
    }

    /// The codes of the places by folded name, for [`Places::by_name`].
    pub(super) fn index_names<'p>(
        places: impl Iterator<Item = &'p SettledPlace>,
    ) -> BTreeMap<String, Vec<String>> {
        let mut by_name = BTreeMap::<String, Vec<String>>::new();
        for place in places {
            let official = folded(&place.name);
            // a county's name may lack *län* and its genitive
            let short = official.strip_suffix(" län");
            let bare = short.and_then(|name| name.strip_suffix('s'));
            let other = OTHER_NAMES.iter().filter(|(_, code)| *code == place.code);
            let other = other.map(|(name, _)| *name);
            for name in other.chain(short).chain(bare).chain([official.as_str()]) {
                let codes = by_name.entry(name.to_owned()).or_default();
                codes.push(place.code.clone());
            }
        }
        by_name
    }

    fn with_code(&self, code: &str) -> Option<&SettledPlace> {
        self.get(code).or_else(|| self.get(&format!("0{code}")))
    }

    /// The places with this folded name, in any of its forms.
    fn called(&self, name: &str) -> Vec<&SettledPlace> {
        // the words of *Hela riket* and *Västra Götalandsregionen* belong to the name
        let whole = self.with_name(name, None);
        if !whole.is_empty() && without_kind(name).1.is_some() {
            return whole;
        }
        let (bare, said) = without_kind(name);
        // a county may have the name of its town in the genitive, and neither hides the other
        let kinds = [
            PlaceKind::Country,
            PlaceKind::Region,
            PlaceKind::Municipality,
        ];
        let of_kind = |kind: PlaceKind| {
            let mut found = forms(bare).map(|form| {
                let mut found = self.with_name(&form, said);
                found.retain(|place| place.kind == kind);
                found
            });
            found.find(|found| !found.is_empty()).unwrap_or_default()
        };
        kinds.into_iter().flat_map(of_kind).collect()
    }

    /// The places that the index has under exactly this name, of the kind that was said.
    fn with_name(&self, name: &str, said: Option<PlaceKind>) -> Vec<&SettledPlace> {
        let codes = self.by_name.get(name).into_iter().flatten();
        let places = codes.filter_map(|code| self.get(code));
        places.filter(|place| is_of_kind(place, said)).collect()
    }
}

/// Whether the place is what the words around its name say.
fn is_of_kind(place: &SettledPlace, kind: Option<PlaceKind>) -> bool {
    match kind {
        None => true,
        Some(PlaceKind::Region) if place.code == GOTLAND => true,
        Some(kind) => place.kind == kind,
    }
}

/// What stands for the same name: the name itself, without its genitive, and *Falun* for *Falu*.
fn forms(name: &str) -> impl Iterator<Item = String> {
    let without_s = name.strip_suffix('s').map(str::to_owned);
    let with_n = name.ends_with('u').then(|| format!("{name}n"));
    std::iter::once(name.to_owned())
        .chain(without_s)
        .chain(with_n)
}

/// The name without the words that say what the place is, and what they say.
fn without_kind(name: &str) -> (&str, Option<PlaceKind>) {
    let mut bare = name;
    let mut kind = None;
    if let Some((rest, says)) = BEFORE
        .iter()
        .find_map(|(word, says)| Some((bare.strip_prefix(word)?, *says)))
    {
        (bare, kind) = (rest, Some(says));
    }
    let after = AFTER
        .iter()
        .find_map(|(word, says)| Some((bare.strip_suffix(word)?, *says)));
    match after {
        // two words that contradict each other are no name
        Some((rest, says)) if kind.is_none_or(|kind| kind == says) => (rest, Some(says)),
        _ => (bare, kind),
    }
}

/// The digits before or after a name, and the rest: `2080 falun`, `falun (2080)`.
fn split_code(name: &str) -> (Option<&str>, &str) {
    let is_code = |word: &str| word.len() <= 4 && word.bytes().all(|it| it.is_ascii_digit());
    let (first, rest) = name.split_once(' ').unwrap_or((name, ""));
    if !first.is_empty() && is_code(first) {
        return (Some(first), rest);
    }
    if let Some((rest, last)) = name.rsplit_once(' ') {
        let last = last.trim_start_matches('(').trim_end_matches(')');
        if !last.is_empty() && is_code(last) {
            return (Some(last), rest);
        }
    }
    (None, name)
}

/// Whether `code` is the place's, or was before a spreadsheet dropped its first zero.
fn same_code(place: &str, code: &str) -> bool {
    place == code || place.strip_prefix('0') == Some(code)
}

/// A name as it is compared: lower case, letters composed, one space for spaces, hyphens and slashes,
/// without footnote marks and invisible characters.
fn folded(printed: &str) -> String {
    let mut name = String::with_capacity(printed.len());
    for letter in printed.chars().flat_map(char::to_lowercase) {
        match letter {
            // a ring or two dots that stand as a character of their own
            '\u{30a}' if name.ends_with('a') => replace_last(&mut name, 'å'),
            '\u{308}' if name.ends_with('a') => replace_last(&mut name, 'ä'),
            '\u{308}' if name.ends_with('o') => replace_last(&mut name, 'ö'),
            '\u{ad}' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}' => {}
            '-' | '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}' | '\u{2014}' | '/' | ',' => {
                push_space(&mut name);
            }
            space if space.is_whitespace() => push_space(&mut name),
            letter => name.push(letter),
        }
    }
    let end = name.trim_end_matches(['*', ' ', '.', ':']).len();
    name.truncate(end);
    name
}

fn replace_last(name: &mut String, letter: char) {
    name.pop();
    name.push(letter);
}

fn push_space(name: &mut String) {
    if !name.is_empty() && !name.ends_with(' ') {
        name.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decision::embedded_places;

    fn codes(printed: &str) -> Vec<String> {
        let places = embedded_places().unwrap();
        let found = places.named(printed);
        found.iter().map(|place| place.code.clone()).collect()
    }

    #[test]
    fn a_municipality_in_every_usual_form() {
        for printed in [
            "Falun",
            "falun",
            "FALUN",
            " Falun* ",
            "Faluns",
            "Falu",
            "Falu kommun",
            "FALU KOMMUN",
            "Faluns kommun",
            "Falun kommun",
            "kommunen Falun",
            "2080",
            "2080 Falun",
            "Falun (2080)",
            "Falu kommun, 2080",
            "2080 – Falu kommun",
            "Falu\u{a0}kommun",
            "Fa\u{ad}lun",
        ] {
            assert_eq!(codes(printed), ["2080"], "{printed:?}");
        }
        for (printed, code) in [
            ("Göteborgs stad", "1480"),
            ("Göteborgs kommun", "1480"),
            ("Go\u{308}teborg", "1480"),
            ("A\u{30a}re kommun", "2321"),
            ("Malmö stad", "1280"),
            ("Stockholms stad", "0180"),
            ("Haparanda stad", "2583"),
            ("Bergs kommun", "2326"),
            ("Marks", "1463"),
            ("Borås stad", "1490"),
            ("Alingsås kommun", "1489"),
            ("Upplands Bro", "0139"),
            ("Upplands-Bro kommun", "0139"),
            ("Upplands-Väsby", "0114"),
            ("Dals-Eds kommun", "1438"),
            ("Malung-Sälens kommun", "2023"),
            ("Lilla Edets kommun", "1462"),
            ("Kristianstads kommun", "1290"),
            ("Härjedalens kommun", "2361"),
            ("Gotlands kommun", "0980"),
            ("Habo kommun", "0643"),
            ("Håbo kommun", "0305"),
            ("180", "0180"),
        ] {
            assert_eq!(codes(printed), [code], "{printed:?}");
        }
    }

    #[test]
    fn a_region_in_every_usual_form() {
        for (printed, code) in [
            ("Skåne", "12"),
            ("skåne", "12"),
            ("Skåne län", "12"),
            ("Region Skåne", "12"),
            ("12", "12"),
            ("Dalarna", "20"),
            ("Dalarnas", "20"),
            ("Region Dalarna", "20"),
            ("Landstinget Dalarna", "20"),
            ("Sörmland", "04"),
            ("Region Sörmland", "04"),
            ("Södermanland", "04"),
            ("Jämtland", "23"),
            ("Jämtland Härjedalen", "23"),
            ("Jämtland-Härjedalen", "23"),
            ("Region Jämtland Härjedalen", "23"),
            ("Region Jämtland/Härjedalen", "23"),
            ("Jämtlands läns landsting", "23"),
            ("Västra Götaland", "14"),
            ("Västra Götalandsregionen", "14"),
            ("Region Örebro län", "18"),
            ("Region Örebro", "18"),
            ("Örebro län", "18"),
            ("Region Stockholm", "01"),
            ("Stockholms läns landsting", "01"),
            ("Landstinget i Värmland", "17"),
            ("Länsstyrelsen i Kalmar län", "08"),
            ("1", "01"),
            ("Riket", "00"),
            ("Hela riket", "00"),
        ] {
            assert_eq!(codes(printed), [code], "{printed:?}");
        }
    }

    #[test]
    fn a_name_of_two_places_gives_both() {
        assert_eq!(codes("Örebro"), ["18", "1880"]);
        assert_eq!(codes("Kalmar"), ["08", "0880"]);
        assert_eq!(codes("Stockholms"), ["01", "0180"]);
        assert_eq!(codes("Gotland"), ["09", "0980"]);
        assert_eq!(codes("Region Gotland"), ["09", "0980"]);
    }

    #[test]
    fn what_names_no_place_gives_none() {
        for printed in [
            "",
            " ",
            "*",
            "Fahlun",
            "Kristianstads län",
            "Falu län",
            "Region Falun",
            "Skåne kommun",
            "2080 Borlänge",
            "Falun (2081)",
            "9999",
            "20800",
            "0080",
            "Summa",
            "kommun",
            "stad",
            "län",
            "Region Falu kommun",
            "Goteborg",
        ] {
            assert!(
                codes(printed).is_empty(),
                "{printed:?}: {:?}",
                codes(printed)
            );
        }
    }

    /// No official name is taken for another place's, in any form that a rule makes of it.
    #[test]
    fn every_place_is_found_by_every_form_of_its_own_name() {
        let places = embedded_places().unwrap();
        for place in places.all() {
            let name = &place.name;
            let forms = match place.kind {
                PlaceKind::Country => vec![name.clone()],
                PlaceKind::Region => vec![
                    name.clone(),
                    name.to_uppercase(),
                    format!("Region {name}"),
                    place.code.clone(),
                ],
                PlaceKind::Municipality => vec![
                    name.clone(),
                    name.to_uppercase(),
                    format!("{name}s"),
                    format!("{name} kommun"),
                    format!("{name}s kommun"),
                    place.code.clone(),
                    format!("{} {name}", place.code),
                ],
            };
            for form in forms {
                let found = places.named(&form);
                let same_kind: Vec<_> = found.iter().filter(|it| it.kind == place.kind).collect();
                assert_eq!(same_kind.len(), 1, "{form}: {found:?}");
                assert_eq!(same_kind[0].code, place.code, "{form}");
            }
        }
    }

    #[test]
    fn a_misspelt_name_is_suggested_never_taken() {
        let places = embedded_places().unwrap();
        assert_eq!(places.nearest_name("Fahlun"), Some("Falun"));
        assert_eq!(places.nearest_name("Goteborgs stad"), Some("Göteborg"));
        assert_eq!(places.nearest_name("Region Skone"), Some("Skåne län"));
        assert_eq!(places.nearest_name("xyzzy"), None);
    }
}
