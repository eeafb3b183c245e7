//! How much of what can go wrong in a document its audit notices.
//!
//! Makes slips of one key in every printed figure (a digit another, two exchanged, one left out),
//! audits each, and counts by table: was it noticed, is the figure among the candidates, is it named,
//! is the cause. `cargo run --release --example sensitivity -- --help` says how to choose.

// a program of its own: it prints, and stops at the first error
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::collections::BTreeMap;
use std::fmt::Display;
use std::process::ExitCode;

use clap::Parser;
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use statsbidrag::audit::{Answer, Reaudit, Slip, slips};
use statsbidrag::checks::FigureRef;
use statsbidrag::decision::{Decision, corpus};
use statsbidrag::findings::{Finding, FindingCell};

/// Figures that one worker takes at a time.
const BATCH: usize = 50;

/// Makes slips in the figures of the corpus, audits each, and counts what is noticed.
#[derive(Parser)]
struct Arguments {
    /// Names of embedded decisions; all if none is given
    decisions: Vec<String>,
    /// Slips tried in each figure, drawn by lot; 0 for every one
    #[arg(long, default_value_t = 10)]
    slips: usize,
    /// Only one figure in so many
    #[arg(long, default_value_t = 1)]
    every: usize,
    /// Where the lots begin: the same number draws the same slips
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Hold one slip in so many against an audit of everything; 0 for none
    #[arg(long, default_value_t = 500)]
    prove: usize,
    /// List every figure with a slip that went unnoticed
    #[arg(long)]
    unnoticed: bool,
}

/// What came of one slip.
struct Tried {
    slip: Slip,
    answer: Answer,
    /// Whether an audit of everything says the same, where that was asked.
    proved: Option<bool>,
}

/// What came of the slips in one figure.
struct OfFigure {
    cell: FindingCell,
    checked: bool,
    tried: Vec<Tried>,
}

/// The counts of a table.
#[derive(Clone, Default)]
struct Counts {
    figures: usize,
    unchecked: usize,
    slips: usize,
    noticed: usize,
    among: usize,
    named: usize,
    cause: usize,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), String> {
    let decisions = corpus().map_err(|errors| lines(&errors))?;
    let known = |name: &&String| !decisions.iter().any(|it| it.manifest.id == **name);
    if let Some(name) = arguments.decisions.iter().find(known) {
        return Err(format!("no embedded decision is called {name}"));
    }
    let mut total = Counts::default();
    let mut proved = (0, 0);
    for decision in &decisions {
        let id = &decision.manifest.id;
        if !arguments.decisions.is_empty() && !arguments.decisions.contains(id) {
            continue;
        }
        let figures = try_all(decision, arguments)?;
        let tables = by_table(&figures);
        println!("\n{id}, {} slips a figure at most", arguments.slips);
        heading();
        for (table, counts) in &tables {
            counts.print(table);
            total.add(counts);
        }
        let answers = || figures.iter().flat_map(|it| &it.tried);
        proved.0 += answers().filter(|it| it.proved.is_some()).count();
        proved.1 += answers().filter(|it| it.proved == Some(false)).count();
        if arguments.unnoticed {
            list_unnoticed(&figures);
        }
    }
    println!();
    heading();
    total.print("all");
    println!(
        "\n{} of these held against an audit of everything: {} differ",
        proved.0, proved.1
    );
    Ok(())
}

fn lines<T: Display>(errors: &[T]) -> String {
    let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

/// Tries slips in every figure of a decision, in parallel.
fn try_all(decision: &Decision, arguments: &Arguments) -> Result<Vec<OfFigure>, String> {
    let all = Reaudit::new(decision)
        .map_err(|errors| lines(&errors))?
        .figures();
    let figures: Vec<FigureRef> = all.into_iter().step_by(arguments.every.max(1)).collect();
    let style = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} figures, {eta} left")
        .map_err(|error| error.to_string())?;
    let bar = ProgressBar::new(figures.len() as u64).with_style(style);
    bar.set_message(decision.manifest.id.clone());
    let batches: Result<Vec<Vec<OfFigure>>, String> = figures
        .par_chunks(BATCH)
        .map(|batch| {
            let mut reaudit = Reaudit::new(decision).map_err(|errors| lines(&errors))?;
            let one = |figure: &FigureRef| {
                let tried = try_figure(&mut reaudit, *figure, arguments);
                bar.inc(1);
                tried
            };
            Ok(batch.iter().map(one).collect())
        })
        .collect();
    bar.finish_and_clear();
    Ok(batches?.into_iter().flatten().collect())
}

fn try_figure(reaudit: &mut Reaudit, figure: FigureRef, arguments: &Arguments) -> OfFigure {
    let cell = reaudit.place(figure);
    let lot = lot(arguments.seed, &cell);
    let drawn = draw(
        slips(&cell.printed, reaudit.unit(figure)),
        arguments.slips,
        lot,
    );
    let prove = arguments.prove as u64;
    let tried = (lot..)
        .zip(drawn)
        .map(|(number, slip)| {
            let findings = reaudit.with(figure, &slip.printed);
            let proved = (prove > 0 && number.is_multiple_of(prove))
                .then(|| said(&findings) == said(&reaudit.in_full(figure, &slip.printed)));
            // what cannot be read or computed is an error, and that is noticed
            let answer = findings.map_or_else(
                |_| Answer {
                    noticed: true,
                    ..Answer::default()
                },
                |findings| Answer::of(&findings, &cell, &slip),
            );
            Tried {
                slip,
                answer,
                proved,
            }
        })
        .collect();
    OfFigure {
        checked: reaudit.is_checked(figure),
        cell,
        tried,
    }
}

/// All that two audits must agree on. (The name of a group is that of what it has in common with
/// findings that are acknowledged, too.)
fn said<E>(findings: &Result<Vec<Finding>, E>) -> Option<Vec<String>> {
    let one = |it: &Finding| {
        format!(
            "{} {} {} {:?} {:?} {:?} {:?} {:?} {:?} {}",
            it.id,
            it.status,
            it.severity,
            it.published,
            it.expected,
            it.suspect,
            it.rivals,
            it.cause,
            it.certificate,
            it.message
        )
    };
    findings
        .as_ref()
        .ok()
        .map(|findings| findings.iter().map(one).collect())
}

/// A number drawn for a figure: the same for the same seed, whatever the order of work.
fn lot(seed: u64, cell: &FindingCell) -> u64 {
    let place = format!(
        "{}/{}/{}/{:?}",
        cell.table, cell.row, cell.column, cell.lines
    );
    let lot = place
        .bytes()
        .fold(mixed(seed), |lot, byte| mixed(lot ^ u64::from(byte)));
    // with room to count on from it
    lot >> 1
}

/// The splitmix64 step.
fn mixed(number: u64) -> u64 {
    let mut it = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    it = (it ^ (it >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    it = (it ^ (it >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    it ^ (it >> 31)
}

/// So many of the slips, drawn by lot.
fn draw(all: Vec<Slip>, count: usize, lot: u64) -> Vec<Slip> {
    if count == 0 {
        return all;
    }
    let mut drawn: Vec<(u64, Slip)> = (lot..)
        .zip(all)
        .map(|(number, slip)| (mixed(number), slip))
        .collect();
    drawn.sort_by_key(|(order, _)| *order);
    drawn
        .into_iter()
        .take(count)
        .map(|(_, slip)| slip)
        .collect()
}

fn by_table(figures: &[OfFigure]) -> BTreeMap<String, Counts> {
    let mut tables: BTreeMap<String, Counts> = BTreeMap::new();
    for figure in figures {
        let counts = tables.entry(figure.cell.table.clone()).or_default();
        if figure.tried.is_empty() {
            continue;
        }
        if !figure.checked {
            counts.unchecked += 1;
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

fn heading() {
    println!(
        "{:<22}{:>8}{:>10}{:>8}{:>9}{:>9}{:>9}{:>9}",
        "table", "figures", "unchecked", "slips", "noticed", "among", "named", "cause"
    );
}

impl Counts {
    fn add(&mut self, other: &Counts) {
        self.figures += other.figures;
        self.unchecked += other.unchecked;
        self.slips += other.slips;
        self.noticed += other.noticed;
        self.among += other.among;
        self.named += other.named;
        self.cause += other.cause;
    }

    fn print(&self, table: &str) {
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

/// The figures in which a slip went unnoticed, by table and column, the worst first.
fn list_unnoticed(figures: &[OfFigure]) {
    for figure in figures {
        let missed: Vec<&str> = figure
            .tried
            .iter()
            .filter(|it| !it.answer.noticed)
            .map(|it| it.slip.printed.as_str())
            .collect();
        if !missed.is_empty() {
            let word = if figure.checked {
                "unnoticed"
            } else {
                "unchecked"
            };
            println!(
                "  {word} {}: {} of {}: {}",
                figure.cell,
                missed.len(),
                figure.tried.len(),
                missed.join("; ")
            );
        }
    }
}
