//! Keys a second time: as a column prints them, and computed from columns, by lot.

use std::fmt::Write as _;

use statsbidrag::allocation::Step;
use statsbidrag::decision::{Decision, embedded_places};
use statsbidrag::exact::Rounding;
use statsbidrag::tables::Folder;

use super::settle::rounded_to;
use super::steps::of_ratio;
use super::{Fraction, sum};
use crate::support::Lot;

/// A weight as printed, with up to three decimals.
struct Printed {
    thousandths: u64,
    decimals: u32,
}

impl Printed {
    fn by_lot(lot: &mut Lot, decimals: u32) -> Printed {
        let step = 10_u64.pow(3 - decimals);
        let thousandths = lot.below(40_000) / step * step;
        Printed {
            thousandths,
            decimals,
        }
    }

    fn value(&self) -> Fraction {
        Fraction::new(self.thousandths, 1_000)
    }

    fn text(&self) -> String {
        let whole = self.thousandths / 1_000;
        let rest = format!("{:03}", self.thousandths % 1_000);
        match &rest[..usize::try_from(self.decimals).unwrap()] {
            "" => whole.to_string(),
            rest => format!("\"{whole},{rest}\""),
        }
    }
}

const WAYS: [Rounding; 6] = Rounding::ALL;

/// The weights of key `m`, as the steps have them: by 0,25 and 3/4 weighted, added or multiplied, rounded
/// or not; and a key of that key.
#[test]
fn computed_keys_agree_on_tables_by_lot() {
    let mut lot = Lot(0x6B6579);
    let mut compared = 0;
    for turn in 0..240 {
        let decimals = u32::try_from(lot.below(4)).unwrap();
        let rows: Vec<[Printed; 2]> = (0..5)
            .map(|_| [decimals, 3 - decimals].map(|it| Printed::by_lot(&mut lot, it)))
            .collect();
        let rounding = (lot.below(2) > 0).then(|| WAYS[usize::try_from(lot.below(6)).unwrap()]);
        let places = u32::try_from(lot.below(3)).unwrap();
        let way = ["mean", "sum", "product"][turn % 3];
        let written = match way {
            "mean" => {
                "mean = [{ part = \"fjardedel\", of = \"t.a\" }, { part = \"3/4\", of = \"t.b\" }]"
            }
            "sum" => "sum = [\"t.a\", \"t.b\"]",
            _ => "product = [\"t.a\", \"t.b\"]",
        };
        let round = rounding.map_or(String::new(), |it| {
            format!("round = \"{it}\"\ndecimals = {places}\n")
        });
        let keys = format!("[keys.m]\n{written}\n{round}[keys.n]\nsum = [\"m\", \"t.a\"]\n");
        let expected = rows.iter().map(|[a, b]| {
            let (a, b) = (a.value(), b.value());
            let own = match way {
                "mean" => a
                    .times(&Fraction::new(1, 4))
                    .plus(&b.times(&Fraction::new(3, 4))),
                "sum" => a.plus(&b),
                _ => a.times(&b),
            };
            let own = match rounding {
                Some(how) => rounded_to(&own, how, &Fraction::new(1, 10_u64.pow(places))),
                None => own,
            };
            (own.clone(), own.plus(&a))
        });
        let expected: Vec<(Fraction, Fraction)> = expected.collect();
        for (name, slow) in [
            (
                "m",
                expected.iter().map(|it| it.0.clone()).collect::<Vec<_>>(),
            ),
            ("n", expected.iter().map(|it| it.1.clone()).collect()),
            ("t.a", rows.iter().map(|[a, _]| a.value()).collect()),
        ] {
            let Some(key) = weights(&keys, name, &rows) else {
                assert!(sum(&slow).is_zero(), "only a key of zeros is refused");
                continue;
            };
            assert_eq!(key, slow, "{way} {name} {keys}");
            compared += 1;
        }
    }
    assert!(compared > 700, "{compared}");
}

/// The weights that the first step has, if the folder loads.
fn weights(keys: &str, name: &str, rows: &[[Printed; 2]]) -> Option<Vec<Fraction>> {
    let manifest = format!(
        "{}[inferred]\nanslag = {{ value = \"100\", unit = \"kr\", basis = \"x\" }}\n\
         fjardedel = {{ value = \"0,25\", unit = \"index\", basis = \"x\" }}\n{keys}\
         [[grants]]\nid = \"g\"\ntitle = \"g\"\nrecipients = \"t\"\n\
         [[grants.readings]]\nid = \"r\"\ntitle = \"x\"\nbasis = \"x\"\n\
         steps = [{{ apportion = {{ appropriation = \"anslag\", key = \"{name}\" }} }}]\n",
        crate::grants::COMMON
    );
    let tables = "[t]\ntitle = \"t\"\nrows = \"label\"\nderived = \"x\"\n[t.columns]\n\
        a = { title = \"a\", unit = \"index\" }\nb = { title = \"b\", unit = \"index\" }\n";
    let mut table = "line,key,row,a,b\n".to_owned();
    for (position, [a, b]) in rows.iter().enumerate() {
        writeln!(table, "-,r{position},R{position},{},{}", a.text(), b.text()).unwrap();
    }
    let files = [
        ("decision.toml", manifest.as_str()),
        ("tables.toml", tables),
        ("t.csv", &table),
    ];
    let places = embedded_places().expect("the places");
    let decision = Decision::load(Folder::from_texts("exempel", &files), &places);
    let decision = match decision {
        Ok(decision) => decision,
        Err(errors) => {
            let said = errors.to_string();
            assert!(said.contains("all zeros"), "{said}");
            return None;
        }
    };
    let Some(Step::Apportion { key, .. }) = decision.grants[0].readings[0].procedure.steps().next()
    else {
        panic!("the step is by key");
    };
    let weight = |it: usize| of_ratio(key.weight(it).unwrap());
    Some((0..rows.len()).map(weight).collect())
}

/// A county's weight is the sum of its municipalities'; percentages of a stated total are parts of it.
#[test]
fn counties_and_stated_totals_agree_by_lot() {
    let mut lot = Lot(0xC0_0C);
    let codes = ["2023", "2026", "2080", "0180"];
    for _ in 0..40 {
        let counts: Vec<u64> = codes.iter().map(|_| 1 + lot.below(9)).collect();
        let total = counts.iter().sum::<u64>() + lot.below(5);
        let manifest = format!(
            "{}[inferred]\nanslag = {{ value = \"100\", unit = \"kr\", basis = \"x\" }}\n\
             [[grants]]\nid = \"g\"\ntitle = \"g\"\nrecipients = \"lan\"\n\
             [[grants.readings]]\nid = \"r\"\ntitle = \"x\"\nbasis = \"x\"\n\
             steps = [{{ apportion = {{ appropriation = \"anslag\", key = \"t.a\", total = {total} }} }}]\n",
            crate::grants::COMMON
        );
        let tables = "[t]\ntitle = \"t\"\nrows = \"municipality\"\nderived = \"x\"\n[t.columns]\na = { title = \"a\", unit = \"persons\" }\n\
            [lan]\ntitle = \"lan\"\nrows = \"region\"\nderived = \"x\"\n[lan.columns]\nk = { title = \"k\", unit = \"text\" }\n";
        let names = ["Malung-Sälen", "Gagnef", "Falun", "Stockholm"];
        let mut table = "line,code,row,a\n".to_owned();
        for ((code, name), count) in codes.iter().zip(names).zip(&counts) {
            writeln!(table, "-,{code},{name},{count}").unwrap();
        }
        let files = [
            ("decision.toml", manifest.as_str()),
            ("tables.toml", tables),
            ("t.csv", &table),
            (
                "lan.csv",
                "line,code,row,k\n-,20,Dalarna,x\n-,01,Stockholm,x\n",
            ),
        ];
        let places = embedded_places().expect("the places");
        let decision =
            Decision::load(Folder::from_texts("exempel", &files), &places).expect("a decision");
        let run = decision.grants[0].readings[0].procedure.run().unwrap();
        let after = &run.steps()[0].after;
        let slow =
            [counts[..3].iter().sum::<u64>(), counts[3]].map(|own| Fraction::new(100 * own, total));
        for (position, slow) in slow.iter().enumerate() {
            assert_eq!(&of_ratio(after.get(position).unwrap()), slow);
        }
    }
}
