//! How much of what can go wrong in a document its audit notices.
//!
//! Makes slips of one key in every printed figure (a digit another, two exchanged, one left out),
//! audits each, and counts by table: was it noticed, is the figure among the candidates, is it named,
//! is the cause. `cargo run --release --example sensitivity -- --help` says how to choose.

// a program of its own: it prints, and stops at the first error
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod counts;
mod lots;

use std::fmt::Display;
use std::process::ExitCode;

use clap::Parser;
use counts::{Counts, by_table, heading};
use indicatif::{ProgressBar, ProgressStyle};
use lots::{draw, lot};
use rayon::prelude::*;
use statsbidrag::audit::{Reaudit, Slip, SlipAnswer, slips};
use statsbidrag::checks::FigureRef;
use statsbidrag::decision::{Decision, corpus};
use statsbidrag::findings::{Finding, FindingCell};
use statsbidrag::lang::Lang;
use statsbidrag::report::words;

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
    /// Only figures of these tables, or of `claim`; of all if none is given
    #[arg(long = "table")]
    tables: Vec<String>,
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
    /// List every figure with a slip that was noticed, but after which it is no candidate
    #[arg(long)]
    unlocalised: bool,
}

/// What came of one slip.
struct Tried {
    slip: Slip,
    answer: SlipAnswer,
    /// Whether an audit of everything says the same, where that was asked.
    proved: Option<bool>,
}

/// What came of the slips in one figure.
struct OfFigure {
    cell: FindingCell,
    checked: bool,
    tried: Vec<Tried>,
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
            list(&figures, "unnoticed", |it| !it.noticed);
        }
        if arguments.unlocalised {
            list(&figures, "unlocalised", |it| it.noticed && !it.among);
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
    let reaudit = Reaudit::new(decision).map_err(|errors| lines(&errors))?;
    let is_asked = |it: &FigureRef| {
        let tables = &arguments.tables;
        tables.is_empty() || tables.contains(&reaudit.place(*it).table)
    };
    let all = reaudit.figures().into_iter();
    let figures: Vec<FigureRef> = all
        .step_by(arguments.every.max(1))
        .filter(is_asked)
        .collect();
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
                |_| SlipAnswer {
                    noticed: true,
                    ..SlipAnswer::default()
                },
                |findings| SlipAnswer::of(&findings, &cell, &slip),
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
            words::message(it, Lang::En)
        )
    };
    findings
        .as_ref()
        .ok()
        .map(|findings| findings.iter().map(one).collect())
}

/// The figures with slips that were missed, in the order of the tables.
fn list(figures: &[OfFigure], word: &str, is_missed: fn(&SlipAnswer) -> bool) {
    for figure in figures {
        let missed: Vec<&str> = figure
            .tried
            .iter()
            .filter(|it| is_missed(&it.answer))
            .map(|it| it.slip.printed.as_str())
            .collect();
        if !missed.is_empty() {
            let word = if figure.checked { word } else { "unchecked" };
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
