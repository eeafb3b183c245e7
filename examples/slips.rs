//! Slips of the pen in tables that nobody described: how many an audit notices, and where it looks first.
//!
//! Tables are made of figures drawn by lot and of what can be computed from them, one cell gets a slip of
//! one key (a digit another, two exchanged, one left out), and the table is audited as a file would be. The
//! cell is one that a relation determines: with a total row and a total column two do, with a column of
//! totals or of amounts at a price one.
//!
//! `cargo run --release --example slips -- [TABLES] [SEED]`

use statsbidrag::audit::{audit_among, slips};
use statsbidrag::findings::{Finding, FindingCell, Severity};
use statsbidrag::tables::Unit;

// a test of the suite includes this file beside another example
#[allow(clippy::duplicate_mod)]
#[path = "shared/dice.rs"]
mod dice;
#[allow(clippy::duplicate_mod)]
#[path = "shared/file.rs"]
mod file;

use dice::Dice;
use file::with_found;

/// What determines the cells of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A total column and a total row.
    BothTotals,
    /// A total column.
    Totals,
    /// Amounts that are a column times a price that is printed nowhere.
    Price,
}

/// All kinds.
pub const KINDS: [Kind; 3] = [Kind::BothTotals, Kind::Totals, Kind::Price];

/// What came of the slips in tables of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Tables with a slip.
    pub slips: usize,
    /// Tables that could not be audited.
    pub unread: usize,
    /// An error names the cell among others.
    pub caught: usize,
    /// The cell is the likeliest.
    pub located: usize,
    /// The cell is not the likeliest, and another is said to be.
    pub misled: usize,
    /// Tables in which something is called an error before there is a slip.
    pub accused: usize,
}

fn one_of(dice: &mut Dice, count: usize) -> usize {
    usize::try_from(dice.below(count as u64)).unwrap_or(0)
}

/// The figures of a table, without headings and labels.
fn figures(dice: &mut Dice, kind: Kind) -> Vec<Vec<u64>> {
    let height = 8 + one_of(dice, 30);
    let price = 301 + dice.below(9_000);
    let mut rows: Vec<Vec<u64>> = (0..height)
        .map(|_| {
            let figure = |dice: &mut Dice| {
                let order = dice.below(4);
                (120 << (2 * order)) + dice.below(360 << (2 * order))
            };
            let mut row: Vec<u64> = (0..3).map(|_| figure(dice)).collect();
            row.push(match kind {
                Kind::BothTotals | Kind::Totals => row.iter().sum(),
                Kind::Price => (row[0] * price + 50) / 100,
            });
            row
        })
        .collect();
    if kind == Kind::BothTotals {
        rows.push(
            (0..4)
                .map(|column| rows.iter().map(|row| row[column]).sum())
                .collect(),
        );
    }
    rows
}

fn printed(rows: &[Vec<String>], kind: Kind) -> String {
    let mut text = "Ort;Nord;Mitt;Syd;Totalt\n".to_owned();
    if kind == Kind::Price {
        text = "Ort;Personer;Platser;Rum;Belopp\n".to_owned();
    }
    for (at, row) in rows.iter().enumerate() {
        let letter = |at: usize| char::from(b'a' + u8::try_from(at % 26).unwrap_or(0));
        let label = match kind == Kind::BothTotals && at + 1 == rows.len() {
            true => "Summa".to_owned(),
            false => format!("Ort {}{}", letter(at / 26), letter(at)),
        };
        text.push_str(&format!("{label};{}\n", row.join(";")));
    }
    text
}

/// The findings of an audit of a file.
fn findings(text: &str) -> Result<Vec<Finding>, String> {
    let (decision, _) = with_found("tabell.csv", text)?;
    let audit = audit_among(&decision, &[&decision]).map_err(|error| error.to_string())?;
    let is_error = |it: &Finding| it.severity == Severity::Error;
    Ok(audit.findings.into_iter().filter(is_error).collect())
}

/// Makes tables of a kind with a slip in each and counts what an audit says.
pub fn count(kind: Kind, tables: u64, seed: u64) -> Counts {
    let mut counts = Counts::default();
    for at in 0..tables {
        let mut dice = Dice(seed.wrapping_mul(1_000_003).wrapping_add(at));
        let figures = figures(&mut dice, kind);
        let mut rows: Vec<Vec<String>> = figures
            .iter()
            .map(|row| row.iter().map(u64::to_string).collect())
            .collect();
        let records = rows.len() - usize::from(kind == Kind::BothTotals);
        let row = one_of(&mut dice, records);
        let column = match kind {
            Kind::BothTotals | Kind::Totals => one_of(&mut dice, 4),
            Kind::Price => [0, 3][one_of(&mut dice, 2)],
        };
        let clean = printed(&rows, kind);
        let all = slips(&rows[row][column], Unit::Kr);
        let slip = all[one_of(&mut dice, all.len())].printed.clone();
        rows[row][column].clone_from(&slip);
        counts.slips += 1;
        let (Ok(before), Ok(after)) = (findings(&clean), findings(&printed(&rows, kind))) else {
            counts.unread += 1;
            continue;
        };
        counts.accused += usize::from(!before.is_empty());
        let line = u32::try_from(row + 2).unwrap_or(0);
        let is_it = |cell: &FindingCell| {
            cell.lines.is_some_and(|it| it.first == line) && cell.printed == slip
        };
        let cells = || after.iter().flat_map(|it| &it.cells);
        let mut suspects = after.iter().filter_map(|it| it.suspect.as_ref());
        let is_located = suspects.clone().any(|it| is_it(&it.cell));
        counts.caught += usize::from(cells().any(is_it));
        counts.located += usize::from(is_located);
        counts.misled += usize::from(!is_located && suspects.next().is_some());
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
    let (tables, seed) = (number(300), number(17));
    for kind in KINDS {
        let it = count(kind, tables, seed);
        println!(
            "{kind:?}: of {} slips {} are caught, {} of them with the cell as the likeliest; another is in {}; \
             {} tables not read; {} accused without a slip",
            it.slips, it.caught, it.located, it.misled, it.unread, it.accused
        );
    }
}
