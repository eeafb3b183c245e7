//! Figures of a text called repetitions of a table that they have nothing to do with: the guard of the
//! chance model of texts.
//!
//! Pages are made of a table and of sentences about it. The figures of the sentences are drawn as those of
//! the table are (the same sizes, round as often, years beside them, rows named), and independently.
//! With `repeating`, every sentence repeats three figures of a row, and what is found is counted.
//!
//! `cargo run --release --example texts -- [PAGES] [SEED] [repeating]`

#[path = "shared/dice.rs"]
mod dice;
#[path = "shared/file.rs"]
mod file;

use dice::Dice;
use file::with_found;

impl Dice {
    /// One of so many, counted from 0.
    fn one_of(&mut self, count: u64) -> usize {
        usize::try_from(self.below(count)).unwrap_or(0)
    }

    /// An amount: two to eight digits, every second one round.
    fn amount(&mut self, digits: u32) -> u64 {
        let size = 10_u64.pow(digits - 1);
        let amount = size + self.next() % (9 * size);
        let round = 10_u64.pow(digits.saturating_sub(2));
        if self.one_of(2) == 0 {
            amount / round * round
        } else {
            amount
        }
    }
}

const NAMES: [&str; 12] = [
    "Förstärkning av skolan",
    "Sjukvård",
    "Uppsala universitet",
    "Lunds universitet",
    "Länsstyrelserna",
    "Kriminalvården",
    "Skogsbruk",
    "Civilt försvar",
    "Polismyndigheten",
    "Riksarkivet",
    "Havsmiljö",
    "Forskning",
];

struct Page {
    text: String,
    figures: usize,
}

fn grouped(amount: u64) -> String {
    let digits = amount.to_string();
    let mut shown = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push(' ');
        }
        shown.push(digit);
    }
    shown
}

fn page(dice: &mut Dice, repeating: bool) -> Page {
    let digits = 2 + u32::try_from(dice.one_of(7)).unwrap_or(0);
    let rows = 3 + dice.one_of(10);
    let unit = ["kronor", "miljoner kronor", "tkr"][dice.one_of(3)];
    let cells: Vec<[u64; 3]> = (0..rows)
        .map(|_| [(); 3].map(|()| dice.amount(digits)))
        .collect();
    let mut text = "# En satsning\n\n".to_owned();
    let mut figures = 0;
    for _ in 0..2 + dice.one_of(4) {
        let row = dice.one_of(rows as u64);
        let figure = |dice: &mut Dice, column: usize| {
            grouped(match repeating {
                true => cells[row][column],
                false => dice.amount(digits),
            })
        };
        let [a, b, c] = [0, 1, 2].map(|column| figure(dice, column));
        let word = ["Totalt satsas", "Det avsätts", "Regeringen föreslår"][dice.one_of(3)];
        text.push_str(&format!(
            "{word} {a} {unit} 2026, {b} {unit} 2027 och {c} {unit} 2028 för {}.\n\n",
            NAMES[row].to_lowercase()
        ));
        figures += 3;
    }
    text.push_str(&format!(
        "| Insats ({unit}) | 2026 | 2027 | 2028 |\n| --- | --- | --- | --- |\n"
    ));
    for (name, [a, b, c]) in NAMES.iter().zip(&cells) {
        let [a, b, c] = [a, b, c].map(|it| grouped(*it));
        text.push_str(&format!("| {name} | {a} | {b} | {c} |\n"));
    }
    Page { text, figures }
}

/// The checks of the running text that are found in a page.
fn found(text: &str) -> Result<Vec<String>, String> {
    let (_, found) = with_found("sida.md", text)?;
    let of_text = found.checks.into_iter().filter(|it| it.table.is_empty());
    Ok(of_text.map(|it| it.text).collect())
}

/// What came of many pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Pages that could not be read.
    pub unread: usize,
    /// Pages with a figure called a repetition.
    pub pages: usize,
    /// Such figures.
    pub repetitions: usize,
    /// All figures of the sentences.
    pub figures: usize,
}

/// Makes pages and counts what is found on them.
pub fn count(pages: u64, seed: u64, repeating: bool) -> Counts {
    let mut counts = Counts::default();
    for at in 0..pages {
        let mut dice = Dice(seed.wrapping_mul(1_000_003).wrapping_add(at));
        let page = page(&mut dice, repeating);
        counts.figures += page.figures;
        match found(&page.text) {
            Ok(found) => {
                counts.pages += usize::from(!found.is_empty());
                counts.repetitions += found.len();
                if !repeating {
                    found.iter().for_each(|it| println!("page {at}: {it}"));
                }
            }
            Err(error) => {
                counts.unread += 1;
                println!("page {at} is not read: {error}");
            }
        }
    }
    counts
}

#[allow(dead_code)]
fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut number = |usual: u64| {
        let given = arguments.next();
        given.and_then(|it| it.parse().ok()).unwrap_or(usual)
    };
    let (pages, seed) = (number(1000), number(17));
    let repeating = std::env::args().any(|it| it == "repeating");
    let counts = count(pages, seed, repeating);
    println!(
        "{pages} pages, {} not read; {} of {} figures called repetitions, on {} pages",
        counts.unread, counts.repetitions, counts.figures, counts.pages
    );
}
