//! What a heading or label names, apart from its unit and the year.

use std::collections::BTreeSet;

/// Words that say in what an amount is counted.
const UNITS: [&str; 20] = [
    "kr",
    "kronor",
    "sek",
    "tkr",
    "mkr",
    "mnkr",
    "mdkr",
    "mdr",
    "tusen",
    "tusental",
    "tusentals",
    "miljon",
    "miljoner",
    "miljard",
    "miljarder",
    "milj",
    "i",
    "st",
    "antal",
    "procent",
];

/// Words that say of which year something is without naming it.
const TIMES: [&str; 8] = [
    "fjol",
    "fjolåret",
    "förra",
    "föregående",
    "innevarande",
    "kommande",
    "nästa",
    "tidigare",
];
/// How words begin that tell versions of one thing apart: how far an amount has come, before and after, or when.
const VERSIONS: [&str; 47] = [
    "ansök",
    "användning",
    "använt",
    "använda",
    "beslut",
    "bevilj",
    "budget",
    "definitiv",
    "faktisk",
    "faktur",
    "före",
    "försla",
    "gaml",
    "justera",
    "korriger",
    "läge",
    "mål",
    "nya",
    "nyttja",
    "omfördel",
    "omprövn",
    "oreviderad",
    "plan",
    "prelimin",
    "prognos",
    "rekvir",
    "resultat",
    "revider",
    "slutlig",
    "sökt",
    "uppdater",
    "ursprung",
    "utbetal",
    "utfall",
    "utnyttja",
    "återbetal",
    "januari",
    "februari",
    "mars",
    "april",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
];
/// Words whose number or letter tells such versions apart.
const NUMBERED: [&str; 9] = [
    "alternativ",
    "etapp",
    "halvår",
    "kvartal",
    "omgång",
    "period",
    "scenario",
    "tertial",
    "version",
];

/// The words of a line's name and its years.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct LineName {
    /// The words other than units and years, in order of the alphabet.
    words: String,
    years: BTreeSet<String>,
    /// Words of the line and of its table that tell years apart.
    times: BTreeSet<String>,
    /// Which version it is, by its words and those of its table.
    versions: BTreeSet<String>,
}

impl LineName {
    /// The name of a line with this label in a table with this title; years in the label are meant alone.
    pub(super) fn of(label: &str, title: &str) -> LineName {
        let (years, own): (BTreeSet<String>, BTreeSet<String>) =
            words(label).partition(|it| is_year(it));
        let all = || words(label).chain(words(title));
        LineName {
            years: match years.is_empty() {
                true => words(title).filter(|it| is_year(it)).collect(),
                false => years,
            },
            words: (own.into_iter())
                .filter(|it| !UNITS.contains(&it.as_str()))
                .collect::<Vec<_>>()
                .join(" "),
            times: all().filter(|it| TIMES.contains(&it.as_str())).collect(),
            versions: versions(label).chain(versions(title)).collect(),
        }
    }

    /// Whether two names are of the same thing, as far as the words say.
    pub(super) fn is(&self, other: &LineName) -> bool {
        self.words == other.words && self.versions == other.versions
    }

    /// The words other than units and years; nothing where the name says no more.
    pub(super) fn words(&self) -> &str {
        &self.words
    }

    /// Whether both name years, and none in common, or words say that one is of another year.
    pub(super) fn is_of_another_year(&self, other: &LineName) -> bool {
        let named = !self.years.is_empty() && !other.years.is_empty();
        named && self.years.is_disjoint(&other.years) || self.times != other.times
    }
}

/// What tells versions apart: *beviljade*, *kvartal 2*, *scenario A*.
fn versions(text: &str) -> impl Iterator<Item = String> {
    let all: Vec<String> = words(text).collect();
    let of_word = |at: usize| {
        let word = all.get(at)?;
        let of_stage = VERSIONS.into_iter().find(|it| word.starts_with(it));
        let is_numbered = NUMBERED.contains(&word.as_str());
        let numbered = all.get(at + 1).filter(|_| is_numbered);
        let numbered = numbered.map(|number| format!("{word} {number}"));
        numbered.or(of_stage.map(str::to_owned))
    };
    let found: Vec<String> = (0..all.len()).filter_map(of_word).collect();
    found.into_iter()
}

fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|it: char| !it.is_alphanumeric());
    words
        .filter(|it| !it.is_empty())
        .map(str::to_lowercase)
        .collect::<Vec<_>>()
        .into_iter()
}

fn is_year(word: &str) -> bool {
    let year = word.parse::<u32>();
    word.len() == 4 && year.is_ok_and(|it| (1850..=2100).contains(&it))
}

/// A name as it is compared: small letters and digits, with one space between words.
pub(super) fn folded(name: &str) -> String {
    let mut all: Vec<String> = words(name).collect();
    if all.len() > 1 && all.last().is_some_and(|it| it == "kommun") {
        all.pop();
    }
    all.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_and_years_are_no_part_of_a_name() {
        let name = |label| LineName::of(label, "Tabell 3. Utfall 2023");
        assert!(name("Belopp (tkr)").is(&name("Belopp 2023, mnkr")));
        assert!(!name("Belopp").is(&LineName::of("Belopp", "Budget 2023")));
        assert!(name("Belopp").is_of_another_year(&LineName::of("Belopp", "I fjol")));
        let titled = |title| LineName::of("Belopp", title);
        for [one, other] in [
            ["Kvartal 1", "Kvartal 2"],
            ["Scenario A", "Scenario B"],
            ["Före omprövning", "Efter omprövning"],
            ["Ansökta medel", "Fördelade medel"],
            ["Läget i maj", "Läget i september"],
        ] {
            assert!(!titled(one).is(&titled(other)), "{one}");
        }
        assert!(titled("Tabell 1. Stöd").is(&titled("Tabell 12. Stöd, forts.")));
        assert!(!name("Beviljat belopp").is(&name("Belopp")));
        assert_eq!(
            (name("2023").words(), name("Antal barn 2023").words()),
            ("", "barn")
        );
        assert!(name("Belopp 2022").is_of_another_year(&name("Belopp")));
        assert!(!name("Belopp 2022–2023").is_of_another_year(&name("Belopp")));
        assert_eq!(folded(" Ale  kommun"), "ale");
        assert_eq!(folded("Kommun"), "kommun");
    }
}
