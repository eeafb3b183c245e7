//! Laws found in tables that have none: the guard of the chance model.
//!
//! Tables are made whose columns (or rows) are independent of each other: sizes over many powers of
//! ten, trends, columns proportional to a key and then shuffled, few distinct values, repeated
//! records, percentages. Every column is permuted by itself for relations within rows, and every
//! row for relations within columns, so that whatever is found was found by chance. A second table of
//! the same places is as independent of the first, but for columns that are of another day: the same sizes,
//! a little larger or smaller; none repeats another. Shares of another total stand beside a column that has one.
//!
//! `cargo run --release --example shuffles -- [TABLES] [SEED]`

use statsbidrag::discovery::{Axis, Class, Sheet, discover, repeats};

#[path = "../shared/dice.rs"]
mod dice;

use dice::Dice;

impl Dice {
    fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            let other = usize::try_from(self.below(at as u64 + 1)).unwrap_or(0);
            items.swap(at, other);
        }
    }

    /// A size spread evenly over so many powers of two.
    fn size(&mut self, bits: u64) -> u64 {
        let order = self.below(bits) + 1;
        (1 << (order - 1)) + self.below(1 << (order - 1))
    }
}

/// One column of figures, printed.
fn column(dice: &mut Dice, key: &[u64], rows: usize) -> Vec<String> {
    let kind = dice.below(7);
    let scale = dice.size(20);
    let mut figures: Vec<u64> = (0..rows as u64)
        .map(|row| match kind {
            0 => dice.size(20),
            1 => scale + row * (scale / 40 + 1) + dice.below(scale / 50 + 2),
            2 => key[usize::try_from(row).unwrap_or(0)] * scale / 1000 + 1,
            3 => dice.below(6) + 1,
            4 => scale + dice.below(scale / 10 + 3),
            5 => dice.below(1000),
            _ => dice.size(12),
        })
        .collect();
    if dice.below(8) == 0 {
        // records that occur twice
        for row in rows / 2..rows {
            figures[row] = figures[row - rows / 2];
        }
    }
    dice.shuffle(&mut figures);
    let decimals = kind == 5;
    figures
        .into_iter()
        .map(|it| {
            if decimals {
                format!("{},{} %", it / 10, it % 10)
            } else {
                it.to_string()
            }
        })
        .collect()
}

/// Sizes of so many places.
fn key(dice: &mut Dice) -> Vec<u64> {
    let rows = 3 + dice.size(6);
    (0..rows).map(|_| dice.size(18)).collect()
}

/// A table of these places whose columns are independent.
fn table(dice: &mut Dice, key: &[u64]) -> Vec<Vec<String>> {
    let rows = key.len();
    let columns = usize::try_from(2 + dice.below(11)).unwrap_or(2);
    let mut cells: Vec<Vec<String>> = (0..rows)
        .map(|row| vec![format!("Rad {}", letters(row))])
        .collect();
    for _ in 0..columns {
        for (row, figure) in cells.iter_mut().zip(column(dice, key, rows)) {
            row.push(figure);
        }
    }
    cells
}

fn letters(row: usize) -> String {
    let letter = |at: usize| char::from(b'a' + u8::try_from(at % 26).unwrap_or(0));
    format!("{}{}", letter(row / 26), letter(row))
}

/// Adds the sizes of the places on some day, different by up to one in so many hundreds.
fn add_day(dice: &mut Dice, key: &[u64], cells: &mut [Vec<String>]) {
    let hundreds = 1 + dice.below(5);
    for (row, size) in cells.iter_mut().zip(key) {
        let most = size / (hundreds * 100) + 1;
        let figure = size + dice.below(2 * most + 1);
        row.push(figure.saturating_sub(most).to_string());
    }
}

/// Repetitions among two tables of the same places that say nothing of each other, and their bits.
fn repeated(dice: &mut Dice, key: &[u64], cells: &[Vec<String>]) -> Vec<(Class, i64)> {
    let mut first = cells.to_vec();
    let mut second = table(dice, key);
    add_day(dice, key, &mut first);
    add_day(dice, key, &mut second);
    let sheet = |rows| Sheet {
        rows,
        title: "",
        keys: None,
        groups: &[],
    };
    let found = repeats(&[sheet(&first), sheet(&second)]);
    let found = found.into_iter().map(|it| (it.class, it.bits.floor()));
    found.collect()
}

/// A table of these places and their total, and of shares that are those of other sizes, so that both columns add
/// up: the whole is 100, and nobody's share is of what stands beside it.
fn with_shares(dice: &mut Dice, key: &[u64]) -> Vec<Vec<String>> {
    let others: Vec<u64> = key.iter().map(|_| dice.size(18)).collect();
    let whole: u64 = others.iter().sum();
    let decimals = dice.below(2) == 0;
    let share = |of: u64| match decimals {
        true => {
            let tenths = (of * 2_000 + whole) / (2 * whole);
            format!("{},{} %", tenths / 10, tenths % 10)
        }
        false => format!("{} %", (of * 200 + whole) / (2 * whole)),
    };
    let mut cells = vec![["Ort", "Antal", "Andel"].map(str::to_owned).to_vec()];
    for (row, (own, other)) in key.iter().zip(&others).enumerate() {
        cells.push(vec![
            format!("Rad {}", letters(row)),
            own.to_string(),
            share(*other),
        ]);
    }
    let total: u64 = key.iter().sum();
    cells.push(vec![
        "Summa".to_owned(),
        total.to_string(),
        "100 %".to_owned(),
    ]);
    cells
}

fn transposed(cells: &[Vec<String>]) -> Vec<Vec<String>> {
    let width = cells.first().map_or(0, Vec::len);
    (0..width)
        .map(|column| cells.iter().map(|row| row[column].clone()).collect())
        .collect()
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let tables: u64 = arguments
        .next()
        .and_then(|it| it.parse().ok())
        .unwrap_or(1000);
    let seed: u64 = arguments
        .next()
        .and_then(|it| it.parse().ok())
        .unwrap_or(17);
    let mut laws = 0;
    let mut by_bits = std::collections::BTreeMap::new();
    for number in 0..tables {
        let mut dice = Dice(seed.wrapping_mul(1_000_003).wrapping_add(number));
        let key = key(&mut dice);
        let cells = table(&mut dice, &key);
        let shown = if number % 2 == 0 {
            cells.clone()
        } else {
            transposed(&cells)
        };
        // the columns are independent, so what holds within a row is chance
        let axis = if number % 2 == 0 {
            Axis::Columns
        } else {
            Axis::Rows
        };
        for it in discover(&shown).relations {
            if it.axis != axis {
                continue;
            }
            *by_bits.entry(it.bits.floor()).or_insert(0_u64) += 1;
            if it.class == Class::Law {
                laws += 1;
                println!(
                    "table {number}: {:?} {} = {:?} holds {} of {}, {} bits",
                    it.operator,
                    it.target,
                    it.parts,
                    it.holds,
                    it.of,
                    it.bits.floor()
                );
            }
        }
    }
    println!("{tables} tables, {laws} laws");
    let mut told = 0;
    for number in 0..tables {
        let mut dice = Dice(seed.wrapping_mul(1_000_003).wrapping_add(number));
        let key = key(&mut dice);
        let cells = table(&mut dice, &key);
        for (class, bits) in repeated(&mut dice, &key, &cells) {
            if class != Class::Habit {
                told += 1;
                println!("tables {number}: {class:?} of {bits} bits");
            }
        }
    }
    println!("{tables} pairs of tables, {told} repetitions");
    let mut shares = 0;
    for number in 0..tables {
        let mut dice = Dice(seed.wrapping_mul(1_000_003).wrapping_add(number));
        let key = key(&mut dice);
        let found = discover(&with_shares(&mut dice, &key)).relations;
        let told = found.iter().filter(|it| it.class != Class::Habit);
        shares += told.filter(|it| it.axis == Axis::Columns).count();
    }
    println!("{tables} tables with shares of another total, {shares} laws");
    let mut beyond: u64 = by_bits.values().sum();
    for (bits, count) in &by_bits {
        println!("{beyond} relations of {bits} bits or more");
        beyond -= count;
    }
}
