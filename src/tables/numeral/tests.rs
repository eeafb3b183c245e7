//! A line for every word of the vocabulary, and what is refused.

mod figures;
mod hedged;
mod refused;

use self::figures::FIGURES;
use self::hedged::HEDGED;
use self::refused::REFUSED;
use super::vocabulary::{STEMS, WORDS};
use super::{NumeralError, read_figure};
use crate::exact::{Hedge, PrintedNumber, PrintingRule, Ratio};
use crate::tables::Unit;
use crate::tables::Unit::{Count, Index, Kr, Ore, Percent, Tkr};

/// A figure, the unit it is read in, and its value in base units, written by hand.
type Line = (&'static str, Unit, &'static str);

fn ratio(written: &str) -> Ratio {
    let (above, below) = written.split_once('/').unwrap_or((written, "1"));
    Ratio::new(above.parse().unwrap(), below.parse().unwrap()).unwrap()
}

fn read(printed: &str, unit: Unit) -> PrintedNumber {
    read_figure(printed, unit).unwrap_or_else(|error| panic!("{printed:?}: {error}"))
}

#[test]
fn figures_as_printed() {
    let lines = FIGURES
        .iter()
        .map(|(printed, unit, value)| (printed, unit, value, None));
    compare(lines);
}

#[test]
fn hedged_figures_and_shares() {
    let lines = HEDGED.iter();
    compare(lines.map(|(printed, unit, value, hedge)| (printed, unit, value, Some(*hedge))));
}

/// Reads each line and names all that differ.
fn compare<'l>(lines: impl Iterator<Item = (&'l &'l str, &'l Unit, &'l &'l str, Option<Hedge>)>) {
    let differing =
        lines.filter_map(
            |(printed, unit, value, hedge)| match read_figure(printed, *unit) {
                Ok(read) if (read.value(), read.hedge()) == (ratio(value), hedge) => None,
                Ok(read) => Some(format!("{printed:?}: {} {:?}", read.value(), read.hedge())),
                Err(error) => Some(format!("{printed:?}: {error}")),
            },
        );
    let differing: Vec<String> = differing.collect();
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

#[test]
fn what_is_refused() {
    let accepted =
        REFUSED.iter().filter_map(
            |(printed, unit, reason)| match read_figure(printed, *unit) {
                Ok(read) => Some(format!("{printed:?} in {unit}: {}", read.value())),
                Err(error) if error.to_string().contains(reason) => None,
                Err(error) => Some(format!("{printed:?}: {error}")),
            },
        );
    let accepted: Vec<String> = accepted.collect();
    assert!(accepted.is_empty(), "{}", accepted.join("\n"));
}

/// No word stands in the vocabulary that no figure above has.
#[test]
fn every_word_of_the_vocabulary_is_read() {
    let hedged = HEDGED.iter().map(|line| line.0);
    let lines = FIGURES
        .iter()
        .chain(REFUSED)
        .map(|line| line.0)
        .chain(hedged);
    let all: Vec<String> = lines.map(|line| super::plain(line).into_owned()).collect();
    let missing: Vec<&str> = WORDS.iter().map(|(word, _)| *word).collect();
    let missing: Vec<&str> = missing
        .into_iter()
        .filter(|word| !all.iter().any(|line| stands_in(line, word)))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
    for (position, (word, _)) in WORDS.iter().enumerate() {
        let again = WORDS[position + 1..].iter().filter(|(it, meaning)| {
            it == word
                && std::mem::discriminant(meaning) == std::mem::discriminant(&WORDS[position].1)
        });
        assert_eq!(again.count(), 0, "{word} stands twice");
    }
}

/// Whether a word stands in a line, not inside another word unless it is a part of a number.
fn stands_in(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !(before.is_some_and(char::is_alphabetic) && word.starts_with(char::is_alphabetic))
            || line
                .split(' ')
                .any(|it| it.len() > word.len() && it.contains(word))
    })
}

/// Each stem in an inflected form and as the end of a longer word.
#[test]
fn every_stem_counts_something() {
    for (stem, _) in STEMS {
        for noun in [
            (*stem).to_owned(),
            format!("{stem}erna"),
            format!("special{stem}ens"),
        ] {
            let printed = format!("5 {noun}");
            assert_eq!(
                read(&printed, Unit::Index).value(),
                Ratio::whole(5),
                "{printed}"
            );
        }
        let unknown = format!("5 {stem}zork");
        assert!(read_figure(&unknown, Unit::Index).is_err(), "{unknown}");
    }
}

#[test]
fn scales_and_their_quantum() {
    let quantum = |printed, unit| read(printed, unit).quantum();
    assert_eq!(
        quantum("6 250,5 miljoner kronor", Kr),
        Ratio::whole(100_000)
    );
    assert_eq!(quantum("84", Tkr), Ratio::whole(1_000));
    assert_eq!(quantum("5 000 kr", Tkr), Ratio::ONE);
    assert_eq!(quantum("12,50", Kr), Ratio::new(1, 100).unwrap());
    assert_eq!(quantum("550", Ore), Ratio::new(1, 100).unwrap());
    assert_eq!(
        quantum("5,0 promille", Percent),
        Ratio::new(1, 100).unwrap()
    );
    assert_eq!(quantum("tre hundra", Count), Ratio::ONE);
    assert_eq!(quantum("hundratjugo tusen", Count), Ratio::whole(1_000));
    assert_eq!(quantum("en halv miljon kronor", Kr), Ratio::whole(100_000));
    assert_eq!(quantum("ett hundratal", Count), Ratio::whole(100));
}

/// More digits than 64 bits hold are read as exactly as few are.
#[test]
fn numbers_of_many_digits() {
    let tenths = Ratio::new(123_456_789_012_345_678_905, 10).unwrap();
    assert_eq!(read("12 345 678 901 234 567 890,5", Kr).value(), tenths);
    assert_eq!(
        read("-9 223 372 036 854 775 808", Kr).value(),
        i64::MIN.into()
    );
    let digits = Ratio::new(1_234_567_890_123_456_789, 10_i128.pow(19)).unwrap();
    assert_eq!(read("0,1234567890123456789", Index).value(), digits);
}

/// *Hälften* is about a half, *majoriteten* more than a half.
#[test]
fn what_a_share_stands_for() {
    let most = read("majoriteten av kommunerna", Percent);
    let interval = most.interval(PrintingRule::Generous).unwrap();
    assert!(interval.contains(Ratio::whole(90)) && !interval.contains(Ratio::whole(49)));
    // 184 of 290 is known exactly
    let exact = read("184 av 290", Percent);
    assert_eq!((exact.value(), exact.hedge()), (ratio("1840/29"), None));
}

#[test]
fn a_missing_space_is_said() {
    let error = read_figure("42 045981", Kr).unwrap_err();
    let expected = NumeralError::Grouping {
        found: "42 045981".to_owned(),
        meant: Some(42_045_981),
    };
    assert_eq!(error, expected);
}
