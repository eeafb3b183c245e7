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

/// The words of a line's name and its years.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct LineName {
    words: BTreeSet<String>,
    years: BTreeSet<String>,
}

impl LineName {
    /// The name of a line with this label in a table with this title; years in the label are meant alone.
    pub(super) fn of(label: &str, title: &str) -> LineName {
        let (years, words): (BTreeSet<String>, BTreeSet<String>) =
            words(label).partition(|it| is_year(it));
        let of_title = || words_of_years(title);
        LineName {
            years: if years.is_empty() { of_title() } else { years },
            words: words
                .into_iter()
                .filter(|it| !UNITS.contains(&it.as_str()))
                .collect(),
        }
    }

    /// Whether two names are of the same thing, as far as the words say.
    pub(super) fn is(&self, other: &LineName) -> bool {
        self.words == other.words
    }

    /// Whether the name says more than a unit or a year.
    pub(super) fn is_told(&self) -> bool {
        !self.words.is_empty()
    }

    /// Whether both name years, and none in common.
    pub(super) fn is_of_another_year(&self, other: &LineName) -> bool {
        !self.years.is_empty() && !other.years.is_empty() && self.years.is_disjoint(&other.years)
    }
}

fn words_of_years(text: &str) -> BTreeSet<String> {
    words(text).filter(|it| is_year(it)).collect()
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
        assert!(!name("Beviljat belopp").is(&name("Belopp")));
        assert!(!name("2023").is_told() && name("Belopp 2023").is_told());
        assert!(name("Belopp 2022").is_of_another_year(&name("Belopp")));
        assert!(!name("Belopp 2022–2023").is_of_another_year(&name("Belopp")));
        assert_eq!(folded(" Ale  kommun"), "ale");
        assert_eq!(folded("Kommun"), "kommun");
    }
}
