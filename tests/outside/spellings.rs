//! Properties of spellings: a number reads the same in each of them, and beside an unknown word it is
//! refused in each.

use proptest::prelude::*;
use statsbidrag::exact::Ratio;
use statsbidrag::tables::{Unit, looks_like_figure, read_column, read_figure};

/// Digits in groups of three.
fn grouped(number: u64, mark: &str) -> String {
    let digits = number.to_string();
    let first = (digits.len() - 1) % 3 + 1;
    let mut groups = vec![digits[..first].to_owned()];
    let rest = digits.as_bytes()[first..].chunks(3);
    groups.extend(rest.map(|it| String::from_utf8_lossy(it).into_owned()));
    groups.join(mark)
}

/// A number below a thousand in words, written apart from the program.
fn below_thousand(number: u64) -> String {
    const UNITS: [&str; 20] = [
        "", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv",
        "tretton", "fjorton", "femton", "sexton", "sjutton", "arton", "nitton",
    ];
    const TENS: [&str; 10] = [
        "", "", "tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio",
    ];
    let place = |of: u64| usize::try_from(of).expect("a place");
    let hundreds = match number / 100 {
        0 => String::new(),
        of => format!("{}hundra", UNITS[place(of)]),
    };
    let rest = match number % 100 {
        small @ 0..20 => UNITS[place(small)].to_owned(),
        large => format!("{}{}", TENS[place(large / 10)], UNITS[place(large % 10)]),
    };
    hundreds + &rest
}

/// A number below a million in words.
fn spoken(number: u64) -> String {
    match (number / 1000, number % 1000) {
        (0, 0) => "noll".to_owned(),
        (0, rest) => below_thousand(rest),
        (1, 0) => "ettusen".to_owned(),
        (1, rest) => format!("ettusen {}", below_thousand(rest)),
        (thousands, 0) => format!("{} tusen", below_thousand(thousands)),
        (thousands, rest) => format!("{}tusen{}", below_thousand(thousands), below_thousand(rest)),
    }
}

/// All the ways to write an amount of whole thousands of kronor.
fn spellings(thousands: u64) -> Vec<String> {
    let number = thousands * 1000;
    let mut all = vec![number.to_string()];
    let spaces = [
        " ", "\u{a0}", "\u{202f}", "\u{2009}", "\u{2007}", "\u{3000}",
    ];
    all.extend(spaces.map(|space| grouped(number, space)));
    if number >= 1000 {
        all.extend([".", ",", "'", "’"].map(|mark| grouped(number, mark)));
    }
    let plain = grouped(number, " ");
    for unit in [" kr", "kr", " kr.", " kronor", " SEK", ":-", ":–", ",-"] {
        all.push(format!("{plain}{unit}"));
    }
    for scale in [
        "tkr",
        "TKR",
        "kkr",
        "tsek",
        "ksek",
        "tusen",
        "tusen kr",
        "tusental kronor",
        "tus. kr",
    ] {
        all.push(format!("{} {scale}", grouped(thousands, " ")));
    }
    for scale in [
        "mkr",
        "Mkr",
        "mnkr",
        "MSEK",
        "milj.",
        "milj. kr",
        "mn kr",
        "mio kr",
        "miljoner kronor",
    ] {
        all.push(format!(
            "{},{:03} {scale}",
            grouped(thousands / 1000, " "),
            thousands % 1000
        ));
    }
    for scale in ["mdkr", "md kr", "mdr kr", "miljarder kronor"] {
        let (whole, rest) = (thousands / 1_000_000, thousands % 1_000_000);
        all.push(format!("{whole},{rest:06} {scale}"));
    }
    for before in ["totalt", "endast", "exakt", "SEK", "kr", "+", "+ "] {
        all.push(format!("{before} {plain}"));
    }
    for mark in ["*", " **", " 1)", "¹", " a)", " *)", "†"] {
        all.push(format!("{plain}{mark}"));
    }
    if number < 1_000_000 {
        all.push(spoken(number));
        all.push(format!("{} kronor", spoken(number)));
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_number_reads_the_same_in_every_spelling(thousands in 1_u64..3_000_000) {
        let expected = Ratio::whole(i128::from(thousands) * 1000);
        for spelling in spellings(thousands) {
            let read = read_figure(&spelling, Unit::Kr);
            prop_assert_eq!(read.as_ref().map(|it| it.value()).ok(), Some(expected), "{:?}: {:?}", spelling, read);
            let digits = spelling.chars().any(|it| it.is_ascii_digit());
            prop_assert!(!digits || looks_like_figure(&spelling), "{:?}", spelling);
        }
    }

    #[test]
    fn a_negative_number_reads_the_same_in_every_spelling(number in 1_u64..10_000_000) {
        let plain = grouped(number, " ");
        let expected = Ratio::whole(-i128::from(number));
        for spelling in [
            format!("-{plain}"), format!("- {plain}"), format!("−{plain}"), format!("–{plain}"),
            format!("{plain}-"), format!("{plain}−"), format!("({plain})"), format!("({plain}) kr"),
            format!("({plain} kr)"),
        ] {
            prop_assert_eq!(read_figure(&spelling, Unit::Kr).map(|it| it.value()).ok(), Some(expected), "{}", spelling);
        }
    }

    #[test]
    fn a_number_in_words_reads_as_in_digits(number in 0_u64..1_000_000) {
        let words = spoken(number);
        let read = read_figure(&words, Unit::Count).map(|it| it.value());
        prop_assert_eq!(read.ok(), Some(Ratio::whole(number.into())), "{}", words);
    }

    /// Letters between `zq` and `zq` are no word of the table, and none begins or ends in them; *zqmål* would
    /// be a compound with *mål*, as *delmål* is.
    #[test]
    fn beside_an_unknown_word_it_is_refused(thousands in 1_u64..3_000_000, letters in "[a-zåäö]{0,6}", glue in " ?") {
        let word = format!("zq{letters}zq");
        for spelling in spellings(thousands) {
            for unit in [Unit::Kr, Unit::Tkr, Unit::Count, Unit::Percent, Unit::Index, Unit::Persons] {
                for text in [format!("{spelling} {word}"), format!("{word} {spelling}"), format!("{word}{spelling}"), format!("{spelling}{glue}{word}")] {
                    prop_assert!(read_figure(&text, unit).is_err(), "{:?} in {}", text, unit);
                    prop_assert!(!looks_like_figure(&text), "{:?}", text);
                }
            }
        }
    }

    /// A column that is written in one way throughout is read, whatever the way.
    #[test]
    fn a_column_in_one_way_is_read(numbers in prop::collection::vec(0_u64..100_000_000, 1..30), way in 0..5_usize) {
        let mark = [" ", ".", ",", "'", "\u{a0}"][way];
        let cells: Vec<String> = numbers.iter().map(|it| grouped(*it, mark)).collect();
        for unit in [Unit::Kr, Unit::Persons] {
            let read = read_column(cells.iter().map(String::as_str), Some(unit));
            for (cell, number) in read.cells.iter().zip(&numbers) {
                let value = match cell {
                    Ok(statsbidrag::tables::Value::Number(found)) => Some(found.value()),
                    _ => None,
                };
                prop_assert_eq!(value, Some(Ratio::whole((*number).into())), "{:?}", cells);
            }
        }
    }

    /// Two ways in one column: no cell is read as another number than in its own way.
    #[test]
    fn a_column_in_two_ways_is_never_misread(numbers in prop::collection::vec((1_000_u64..100_000_000, 0..3_usize), 2..30)) {
        let marks = [" ", ".", ","];
        let cells: Vec<String> = numbers.iter().map(|(it, way)| grouped(*it, marks[*way])).collect();
        let read = read_column(cells.iter().map(String::as_str), Some(Unit::Kr));
        for (cell, (number, _)) in read.cells.iter().zip(&numbers) {
            if let Ok(statsbidrag::tables::Value::Number(found)) = cell {
                prop_assert_eq!(found.value(), Ratio::whole((*number).into()), "{:?}", cells);
            }
        }
    }
}
