//! Names for checks, made of the words of a document.

use rustc_hash::{FxHashMap, FxHashSet};

/// The longest name that is made of a heading.
const LONGEST_NAME: usize = 40;

/// Names that the files of a folder have themselves, or the language.
const RESERVED: [&str; 9] = [
    "line", "code", "key", "row", "origins", "claims", "figures", "aliases", "same",
];

/// Names that are taken, and what is to be tried next where one is wanted again: a thousand columns
/// with one heading are as many looks.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: FxHashSet<String>,
    next: FxHashMap<String, usize>,
}

impl Names {
    /// Takes a name, whether or not it is free.
    pub fn take(&mut self, name: &str) {
        self.taken.insert(name.to_owned());
    }

    /// Takes the name, or where it is taken the first that is free with a number behind `joint`.
    pub fn free(&mut self, name: &str, joint: char) -> String {
        if self.taken.insert(name.to_owned()) {
            return name.to_owned();
        }
        let next = self.next.entry(name.to_owned()).or_insert(2);
        loop {
            let numbered = format!("{name}{joint}{next}");
            *next += 1;
            if self.taken.insert(numbered.clone()) {
                return numbered;
            }
        }
    }

    /// Takes a name for checks that is made of words: small ASCII letters, digits and underlines.
    pub fn of_words(&mut self, words: &str, otherwise: &str) -> String {
        let mut name = slug(words);
        if name.is_empty() || name.starts_with(|char: char| char.is_ascii_digit()) {
            name = format!("{otherwise}_{name}")
                .trim_end_matches('_')
                .to_owned();
        }
        if RESERVED.contains(&name.as_str()) {
            name.push_str("_1");
        }
        self.free(&name, '_')
    }
}

/// Words as a name.
pub(super) fn slug(words: &str) -> String {
    let mut name = String::new();
    for letter in words.to_lowercase().chars() {
        let plain = match letter {
            'å' | 'ä' | 'á' | 'à' => 'a',
            'ö' | 'ø' | 'ó' => 'o',
            'é' | 'è' | 'ê' => 'e',
            'ü' => 'u',
            letter if letter.is_ascii_alphanumeric() => letter,
            _ => '_',
        };
        if plain != '_' || !(name.is_empty() || name.ends_with('_')) {
            name.push(plain);
        }
        if name.len() >= LONGEST_NAME {
            break;
        }
    }
    name.trim_end_matches('_').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_taken_has_the_first_free_number() {
        let mut names = Names::default();
        names.take("belopp_3");
        let made = ["Belopp", "Belopp", "belopp", "Belopp (kr)", "Belopp 2"]
            .map(|words| names.of_words(words, "kolumn"));
        assert_eq!(
            made,
            ["belopp", "belopp_2", "belopp_4", "belopp_kr", "belopp_2_2"]
        );
        assert_eq!(names.of_words("2024", "kolumn"), "kolumn_2024");
        assert_eq!(names.of_words("Row", "kolumn"), "row_1");
    }

    #[test]
    fn a_hundred_thousand_columns_of_one_heading_are_named_at_once() {
        let mut names = Names::default();
        let last = (0..100_000).map(|_| names.of_words("Kr", "kolumn")).last();
        assert_eq!(last.as_deref(), Some("kr_100000"));
    }
}
