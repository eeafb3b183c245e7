//! Where the words of a text lead in its tables.
//!
//! A row whose label shares rare words with the paragraph is likelier to be meant than one that does not.
//! Each row and each column has a weight, the product of how rare its shared words are; what a place costs
//! is the logarithm of all weights over its own, so that all places together cost what one choice does.

use rustc_hash::{FxHashMap, FxHashSet};

use super::offers::{Kind, Offer};
use crate::discovery::Bits;
use crate::tables::{Table, Unit};

/// As many letters of a word as tell it from others, whatever its ending.
const STEM: usize = 6;
/// Shorter words join and name nothing.
const NAMING: usize = 4;
/// Shared words make a place at most 2 to this likelier.
const MOST_BITS: i64 = 20;

/// Words that say that a figure is of all.
const TOTAL: [&str; 9] = [
    "totalt",
    "totala",
    "total",
    "sammanlagt",
    "sammanlagda",
    "summa",
    "summan",
    "sammantaget",
    "tillsammans",
];
const HIGHEST: [&str; 6] = ["högst", "högsta", "störst", "största", "mest", "flest"];
const LOWEST: [&str; 4] = ["lägst", "lägsta", "minst", "minsta"];

/// The words of a text in small letters, and their stems.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    words: FxHashSet<String>,
    stems: FxHashSet<String>,
}

impl Words {
    /// The words of a text.
    pub fn of(text: &str) -> Words {
        let words: FxHashSet<String> = split(text).collect();
        let stems = words.iter().filter_map(|it| stem(it)).collect();
        Words { words, stems }
    }

    /// Whether they say that something is a total.
    pub fn say_total(&self) -> bool {
        TOTAL.iter().any(|it| self.words.contains(*it))
    }

    /// Whether they speak of a highest, and of a lowest.
    pub fn say_extreme(&self) -> (bool, bool) {
        let say = |words: &[&str]| words.iter().any(|it| self.words.contains(*it));
        (say(&HIGHEST), say(&LOWEST))
    }
}

fn split(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|it: char| !it.is_alphanumeric());
    words.filter(|it| !it.is_empty()).map(str::to_lowercase)
}

/// The beginning of a word that names something; a year whole, and no other figures.
fn stem(word: &str) -> Option<String> {
    let letters = word.chars().count();
    let is_year = letters == 4 && word.chars().all(|it| it.is_ascii_digit());
    let is_word = letters >= NAMING && word.chars().all(char::is_alphabetic);
    // a genitive of a short name is the same name
    let bare = match letters {
        5..=STEM => word.strip_suffix('s').unwrap_or(word),
        _ => word,
    };
    (is_year || is_word).then(|| bare.chars().take(STEM).collect())
}

/// The stems of lines, and which lines have each.
#[derive(Debug, Default)]
struct Lines {
    count: usize,
    with: FxHashMap<String, Vec<usize>>,
}

impl Lines {
    fn of<'l>(labels: impl Iterator<Item = &'l str>) -> Lines {
        let mut lines = Lines::default();
        for label in labels {
            let stems: FxHashSet<String> = split(label).filter_map(|it| stem(&it)).collect();
            for stem in stems {
                lines.with.entry(stem).or_default().push(lines.count);
            }
            lines.count += 1;
        }
        lines
    }

    /// The lines that words lead to, with how many bits likelier they are.
    fn weights(&self, words: &Words) -> FxHashMap<usize, i64> {
        let mut weights: FxHashMap<usize, i64> = FxHashMap::default();
        for stem in &words.stems {
            let Some(lines) = self.with.get(stem) else {
                continue;
            };
            let rare = Bits::of_count(self.count).minus(Bits::of_count(lines.len()));
            for line in lines {
                *weights.entry(*line).or_default() += rare.floor().max(0);
            }
        }
        weights
            .values_mut()
            .for_each(|it| *it = (*it).min(MOST_BITS));
        weights
    }
}

/// The words of all tables.
#[derive(Debug)]
pub(super) struct Prior<'t> {
    tables: Vec<(&'t Table, Lines, Lines)>,
}

impl<'t> Prior<'t> {
    pub fn of(tables: &[&'t Table]) -> Prior<'t> {
        let lines = |table: &&'t Table| {
            let rows = Lines::of(table.rows.iter().map(|it| it.label.as_str()));
            let columns = Lines::of(table.columns.iter().map(|it| it.title.as_str()));
            (*table, rows, columns)
        };
        Prior {
            tables: tables.iter().map(lines).collect(),
        }
    }

    /// The weights of all places for the words of a paragraph and of a sentence, among the columns of
    /// fitting units.
    pub fn places(&self, around: &Words, words: &Words, fits: impl Fn(Unit) -> bool) -> Places<'_> {
        let of_table = |(table, rows, columns): &(&'t Table, Lines, Lines)| {
            let rows = Weights::of(rows.count, rows.weights(around), |_| true);
            let columns = Weights::of(columns.count, columns.weights(words), |at| {
                fits(table.columns[at].unit) || fits(Unit::Percent)
            });
            (table.id.as_str(), rows, columns)
        };
        Places {
            tables: self.tables.iter().map(of_table).collect(),
        }
    }
}

/// Weights of lines: two to the bits of each.
#[derive(Debug)]
struct Weights {
    bits: FxHashMap<usize, i64>,
    total: u128,
}

impl Weights {
    fn of(count: usize, bits: FxHashMap<usize, i64>, counts: impl Fn(usize) -> bool) -> Weights {
        let weight = |line: usize| 1_u128 << bits.get(&line).copied().unwrap_or(0).clamp(0, 60);
        let total = (0..count).filter(|it| counts(*it)).map(weight).sum();
        Weights { total, bits }
    }

    fn bits(&self, line: usize) -> Bits {
        Bits::whole(self.bits.get(&line).copied().unwrap_or(0))
    }
}

/// How much each place costs.
#[derive(Debug)]
pub(super) struct Places<'p> {
    tables: Vec<(&'p str, Weights, Weights)>,
}

impl Places<'_> {
    /// The cost of one place among all, and of its kind.
    pub fn cost(&self, offer: &Offer) -> Bits {
        let own = (self.tables.iter()).find(|(id, ..)| *id == offer.table.id);
        let Some((_, rows, columns)) = own else {
            return Bits::whole(MOST_BITS);
        };
        let all = |of: fn(&Weights, &Weights) -> u128| {
            Bits::log2(
                self.tables
                    .iter()
                    .map(|(_, rows, columns)| of(rows, columns))
                    .sum(),
            )
        };
        let of_row = offer.kind.row().map_or(Bits::ZERO, |row| rows.bits(row));
        let of_column = (offer.kind.column()).map_or(Bits::ZERO, |column| columns.bits(column));
        let among = match offer.kind {
            Kind::Cell { .. } | Kind::Share { .. } => {
                all(|rows, columns| rows.total * columns.total)
            }
            Kind::Sum { .. } => all(|_, columns| columns.total),
            Kind::Count => Bits::of_count(self.tables.len()),
        };
        let kind = match offer.kind {
            Kind::Cell { .. } => 1,
            Kind::Sum { .. } => 2,
            Kind::Share { .. } | Kind::Count => 3,
        };
        among.minus(of_row).minus(of_column).plus(Bits::whole(kind))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_by_their_beginning() {
        assert_eq!(stem("hallands"), stem("halland"));
        assert_eq!(stem("lunds"), stem("lund"));
        assert_eq!(stem("2026"), Some("2026".to_owned()));
        assert_eq!((stem("och"), stem("26")), (None, None));
    }

    #[test]
    fn a_named_row_of_many_costs_little() {
        let lines = Lines::of(["Ale", "Halland", "Skåne", "Dalarna"].into_iter());
        let words = Words::of("Totalt får Hallands kommuner 12 miljoner kronor.");
        assert!(words.say_total());
        let weights = lines.weights(&words);
        assert_eq!(weights.get(&1), Some(&2));
        assert_eq!(weights.len(), 1);
    }
}
