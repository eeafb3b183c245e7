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
use crate::tables::Unit::{Count, Index, Kr, Municipalities, Ore, Percent, Persons, Points, Tkr};

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

/// Where hedged figures end, by hand: half of the way to the next round number of their kind. 20 percent
/// are between 15 and 25, 20 per mille between 10 and 30, in percent 1 and 3; one and a half million
/// between one and a third and one and two thirds; the double between one and a half and two and a half.
#[test]
fn hedged_figures_end_half_of_the_way_to_their_neighbours() {
    for (printed, unit, low, high) in [
        ("cirka 20 procent", Percent, "35/2", "45/2"),
        ("runt 17 procent", Percent, "33/2", "35/2"),
        ("cirka 20 promille", Percent, "3/2", "5/2"),
        ("cirka 20,0 procent", Percent, "399/20", "401/20"),
        ("cirka 10 procentenheter", Points, "15/2", "25/2"),
        ("omkring 300 kommuner", Municipalities, "250", "350"),
        ("cirka 28 300 personer", Persons, "28250", "28350"),
        ("cirka 17 kommuner", Municipalities, "16", "18"),
        ("cirka 20 tkr", Kr, "15000", "25000"),
        ("cirka 8,5 miljarder kronor", Kr, "8450000000", "8550000000"),
        ("ett hundratal kommuner", Municipalities, "50", "150"),
        ("cirka en halv miljon kronor", Kr, "1250000/3", "1750000/3"),
        (
            "cirka en och en halv miljon kronor",
            Kr,
            "4250000/3",
            "4750000/3",
        ),
        ("cirka hälften", Percent, "125/3", "175/3"),
        ("cirka hälften", Index, "5/12", "7/12"),
        ("ungefär en tredjedel", Percent, "175/6", "125/3"),
        ("tre av fyra kommuner", Percent, "425/6", "155/2"),
        ("nio av tio", Percent, "85", "95"),
        ("dubbelt så många", Index, "7/4", "9/4"),
    ] {
        let read = read_figure(printed, unit).unwrap_or_else(|error| panic!("{printed}: {error}"));
        let found = read.interval(PrintingRule::HalfUp).unwrap();
        let end = |text| crate::exact::Bound::Closed(ratio(text));
        assert_eq!(
            (found.lower(), found.upper()),
            (end(low), end(high)),
            "{printed}"
        );
    }
}

/// A figure in brackets beside words is the figure; in another unit, or beside a plain one, it is refused.
#[test]
fn a_figure_in_brackets_beside_words_decides_alone() {
    for (printed, unit, value) in [
        ("nästan alla kommuner (94 procent)", Percent, "94"),
        ("Drygt hälften (48,1 %)", Percent, "481/10"),
        ("drygt 9 000 personer (9 032)", Persons, "9032"),
        ("hälften (50 procent)", Percent, "50"),
    ] {
        let read = read_figure(printed, unit).unwrap_or_else(|error| panic!("{printed}: {error}"));
        assert_eq!(
            (read.value(), read.hedge()),
            (ratio(value), None),
            "{printed}"
        );
    }
    for (printed, unit) in [
        ("cirka 20,9 miljoner kronor (46 procent)", Kr),
        ("232 (80)", Municipalities),
        ("nästan alla (drygt 94 procent)", Percent),
        ("nästan alla (se tabell 3)", Percent),
        ("nästan alla (94 procent) kommuner", Percent),
    ] {
        let refused = read_figure(printed, unit);
        assert!(
            matches!(refused, Err(NumeralError::Unread { .. })),
            "{printed}: {refused:?}"
        );
    }
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
