//! What came of the slips, counted by table.

use std::collections::BTreeMap;

use super::{OfFigure, Tried};

/// The counts of a table.
#[derive(Clone, Default)]
pub struct Counts {
    figures: usize,
    unchecked: usize,
    slips: usize,
    noticed: usize,
    among: usize,
    named: usize,
    cause: usize,
}

/// The counts of each table.
pub fn by_table(figures: &[OfFigure]) -> BTreeMap<String, Counts> {
    let mut tables: BTreeMap<String, Counts> = BTreeMap::new();
    for figure in figures {
        let counts = tables.entry(figure.cell.table.clone()).or_default();
        // as the audit counts them, whether a slip can be made in them or not
        if !figure.checked {
            counts.unchecked += 1;
            continue;
        }
        if figure.tried.is_empty() {
            continue;
        }
        counts.figures += 1;
        counts.slips += figure.tried.len();
        for Tried { answer, .. } in &figure.tried {
            counts.noticed += usize::from(answer.noticed);
            counts.among += usize::from(answer.among);
            counts.named += usize::from(answer.named);
            counts.cause += usize::from(answer.cause);
        }
    }
    tables
}

/// The heading of what [`Counts::print`] prints.
pub fn heading() {
    println!(
        "{:<22}{:>8}{:>10}{:>8}{:>9}{:>9}{:>9}{:>9}",
        "table", "figures", "unchecked", "slips", "noticed", "among", "named", "cause"
    );
}

impl Counts {
    /// Adds those of another table.
    pub fn add(&mut self, other: &Counts) {
        self.figures += other.figures;
        self.unchecked += other.unchecked;
        self.slips += other.slips;
        self.noticed += other.noticed;
        self.among += other.among;
        self.named += other.named;
        self.cause += other.cause;
    }

    /// Prints a row of rates.
    pub fn print(&self, table: &str) {
        let rate = |count: usize| match self.slips {
            0 => "-".to_owned(),
            slips => {
                let thousandths = (1000 * count) / slips;
                format!("{},{} %", thousandths / 10, thousandths % 10)
            }
        };
        println!(
            "{table:<22}{:>8}{:>10}{:>8}{:>9}{:>9}{:>9}{:>9}",
            self.figures,
            self.unchecked,
            self.slips,
            rate(self.noticed),
            rate(self.among),
            rate(self.named),
            rate(self.cause)
        );
    }
}
