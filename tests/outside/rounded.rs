//! Tables that are computed by a rule and rounded as declared: nothing is said of them, and unlikely is
//! as rare as computed.

use std::fmt::Write;

use statsbidrag::audit::{Tally, audit};
use statsbidrag::decision::{Decision, embedded_places};
use statsbidrag::tables::Folder;

/// Tables of each kind: each is a row of parts and their total.
const TABLES: usize = 10_000;

/// Numbers by lot, always the same.
struct Lot(u64);

impl Lot {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

/// A kind of precision: how its columns are declared, and how a true value, in ten-thousandths of the
/// unit, is printed.
struct Kind {
    unit: &'static str,
    precision: &'static str,
    /// What it is rounded to, in ten-thousandths of the unit.
    grain: u64,
    decimals: usize,
    cut_off: bool,
    digits: Option<u32>,
    /// What true values are multiples of.
    step: u64,
}

impl Kind {
    fn printed(&self, value: u64) -> String {
        let grain = match self.digits {
            Some(digits) => {
                let length = (value / 10_000).max(1).ilog10() + 1;
                10_000 * 10_u64.pow(length.saturating_sub(digits))
            }
            None => self.grain,
        };
        let rounded = if self.cut_off {
            value / grain * grain
        } else {
            (value + grain / 2) / grain * grain
        };
        let (whole, part) = (rounded / 10_000, rounded % 10_000);
        match self.decimals {
            0 => whole.to_string(),
            decimals => format!("{whole},{}", &format!("{part:04}")[..decimals]),
        }
    }

    /// What the audit says of tables of so many parts, each below `largest` units.
    fn audited(&self, parts: usize, largest: u64, seed: u64) -> Tally {
        let names: Vec<String> = (0..parts).map(|it| format!("d{it}")).collect();
        let mut lot = Lot(seed);
        let mut csv = format!("line,key,row,{},summa\n", names.join(","));
        for row in 0..TABLES {
            let mut sum = 0;
            write!(csv, "{},r{row},R{row}", row + 1).unwrap();
            for _ in 0..parts {
                let value = (1 + lot.below(largest * 10_000 / self.step)) * self.step;
                sum += value;
                write!(csv, ",\"{}\"", self.printed(value)).unwrap();
            }
            writeln!(csv, ",\"{}\"", self.printed(sum)).unwrap();
        }
        let declared = |name: &str| {
            let (unit, precision) = (self.unit, self.precision);
            let precision = match precision {
                "" => String::new(),
                precision => format!(", precision = \"{precision}\""),
            };
            format!("{name} = {{ title = \"{name}\", unit = \"{unit}\"{precision} }}\n")
        };
        let mut columns: String = names.iter().map(|name| declared(name)).collect();
        columns.push_str(&declared("summa"));
        let tables = format!(
            "[t]\ntitle = \"T\"\nlines = \"1-{TABLES}\"\nrows = \"label\"\n[t.columns]\n{columns}"
        );
        let manifest = format!(
            "id = \"lott\"\nauthority = \"A\"\n[title]\nsv = \"T\"\nen = \"T\"\n[source]\ndocument = \"d.txt\"\nsha256 = \"{}\"\n",
            "0".repeat(64)
        );
        let check = format!(
            "check c sum \"It adds up.\"\n  each row of t: {} = summa\n",
            names.join(" + ")
        );
        let folder = Folder::from_texts(
            "lott",
            &[
                ("decision.toml", &manifest),
                ("tables.toml", &tables),
                ("t.csv", &csv),
                ("claims.csv", "id,line,printed,unit,meaning\n"),
                ("checks.txt", &check),
            ],
        );
        let decision = Decision::load(folder, &embedded_places().unwrap()).expect("a decision");
        audit(&decision).expect("an audit").tally()
    }
}

const PLAIN: Kind = Kind {
    unit: "percent",
    precision: "",
    grain: 1_000,
    decimals: 1,
    cut_off: false,
    digits: None,
    step: 1,
};

/// Four parts miss their total by two units or more in 1 of 192 tables: in 52 of 10 000.
fn is_as_rare_as_computed(tally: Tally, expected: usize) {
    assert_eq!(
        (tally.evaluated, tally.violated, tally.undecided),
        (TABLES, 0, 0),
        "{tally:?}"
    );
    // four standard deviations
    let room = 4 * expected.isqrt() + 4;
    let range = expected.saturating_sub(room)..=expected + room;
    assert!(
        range.contains(&tally.unlikely),
        "{tally:?}, expected {range:?}"
    );
}

#[test]
fn percentages_thousands_millions_and_ore() {
    for (unit, grain, decimals) in [
        ("percent", 1_000, 1),
        ("percent", 100, 2),
        ("index", 10, 3),
        ("tkr", 10_000, 0),
        ("mkr", 1_000, 1),
        ("kr", 100, 2),
    ] {
        let kind = Kind {
            unit,
            grain,
            decimals,
            ..PLAIN
        };
        is_as_rare_as_computed(kind.audited(4, 200, 77), 52);
    }
}

/// Four counts: all four errors are 2, or all −2, in 2 of 625 tables.
#[test]
fn counts_rounded_to_fives() {
    let kind = Kind {
        unit: "persons",
        precision: "5",
        grain: 50_000,
        decimals: 0,
        step: 10_000,
        ..PLAIN
    };
    is_as_rare_as_computed(kind.audited(4, 300, 5), 32);
}

#[test]
fn amounts_rounded_to_hundreds() {
    let kind = Kind {
        unit: "kr",
        precision: "100",
        grain: 1_000_000,
        decimals: 0,
        ..PLAIN
    };
    is_as_rare_as_computed(kind.audited(4, 100_000, 9), 52);
}

/// What was cut off, has three digits or is exact is never unlikely.
#[test]
fn cut_off_three_digits_and_exact() {
    let cut_off = Kind {
        unit: "index",
        precision: "cut off",
        grain: 1,
        decimals: 4,
        cut_off: true,
        ..PLAIN
    };
    // the true values have no more decimals than are printed, so they are cut to three
    let cut_off = Kind {
        grain: 10,
        decimals: 3,
        ..cut_off
    };
    is_as_rare_as_computed(cut_off.audited(5, 9, 3), 0);
    let digits = Kind {
        unit: "kr",
        precision: "3 digits",
        decimals: 0,
        digits: Some(3),
        ..PLAIN
    };
    is_as_rare_as_computed(digits.audited(5, 90_000, 4), 0);
    let exact = Kind {
        unit: "percent",
        precision: "exact",
        grain: 100,
        decimals: 2,
        step: 100,
        ..PLAIN
    };
    is_as_rare_as_computed(exact.audited(5, 90, 8), 0);
    let counts = Kind {
        unit: "persons",
        grain: 10_000,
        decimals: 0,
        step: 10_000,
        ..PLAIN
    };
    is_as_rare_as_computed(counts.audited(5, 9_000, 6), 0);
}

/// Whole kronor of five parts miss their total in 45 of 100 tables, by two in 1 of 60; none is
/// an error, and all that miss are said.
#[test]
fn whole_kronor_that_lost_their_ore() {
    let kind = Kind {
        unit: "kr",
        grain: 10_000,
        decimals: 0,
        ..PLAIN
    };
    let tally = kind.audited(5, 90_000, 11);
    assert_eq!((tally.unlikely, tally.undecided), (0, 0), "{tally:?}");
    // 45 of 100, four standard deviations
    assert!((4_300..=4_700).contains(&tally.violated), "{tally:?}");
}
