//! The command line: one file a command. The only room that prints, writes files or exits.

mod allocate;
mod audit;
mod explain;
mod infer;
mod list;
mod new;
mod output;
mod place;
mod read;
mod what_if;

use std::fmt::Display;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};
use rayon::ThreadPoolBuilder;

use crate::decision::{Decision, corpus, embedded_folder, embedded_places};
use crate::lang::Errors;
use crate::tables::{Folder, nearest};

/// Proves published Swedish state-grant decisions right or wrong, to the krona.
///
/// Without a command, audits the embedded corpus.
#[derive(Parser)]
#[command(name = "statsbidrag", version, arg_required_else_help = false)]
struct CommandLine {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    audit: audit::AuditArguments,
}

#[derive(Subcommand)]
enum Command {
    /// Audit the embedded corpus, named decisions, or folders of your own
    Audit(audit::AuditArguments),
    /// One recipient's kronor, step by step, with sources
    Explain(explain::ExplainArguments),
    /// Compute the amounts of a decision that has none yet, as CSV
    Allocate(allocate::AllocateArguments),
    /// The key behind published amounts: its total, whole numbers and rounding rule
    Infer(Box<infer::InferArguments>),
    /// Every table of a file, with where it stands and what is doubtful
    Read(read::ReadArguments),
    /// A grant under other values than those decided: who gains, who loses, within which bounds
    WhatIf(Box<what_if::WhatIfArguments>),
    /// Every grant of every decision for one place
    Place(place::PlaceArguments),
    /// What the corpus holds
    List,
    /// A commented decision folder to begin with
    New(new::NewArguments),
}

/// What a command came to.
enum Outcome {
    /// Nothing new.
    Clean,
    /// New or vanished findings.
    Findings,
}

/// Something that stops a command: its lines are printed to standard error.
struct Failure(Vec<String>);

impl Failure {
    /// A name that leads nowhere, with the nearest of the `known` ones.
    fn no_such(kind: &str, found: &str, expected: &str, known: &[&str]) -> Failure {
        let help = nearest(found, known.iter().copied())
            .map(|name| format!("; did you mean \"{name}\"?"))
            .unwrap_or_default();
        Failure(vec![format!(
            "no such {kind} (found \"{found}\", expected {expected}){help}"
        )])
    }
}

impl<E: Display> From<Errors<E>> for Failure {
    fn from(errors: Errors<E>) -> Failure {
        Failure(errors.iter().map(ToString::to_string).collect())
    }
}

/// The stack of every thread: what can be read does not depend on the system's own measure.
const STACK: usize = 8 << 20;

/// Runs the program and gives its exit status: 0 nothing new, 1 findings, 2 errors.
///
/// All of it runs in a pool of as many threads as there are processors, each with a stack of
/// 8 MiB; where no thread can be had, on the one there is.
pub fn main() -> ExitCode {
    let threads = || ThreadPoolBuilder::new().stack_size(STACK);
    let pool = threads()
        .build()
        .or_else(|_| threads().num_threads(1).build());
    match pool {
        Ok(pool) => pool.install(run),
        Err(_) => match threads().num_threads(1).use_current_thread().build() {
            Ok(pool) => pool.install(run),
            Err(error) => {
                output::error(&format!(
                    "no thread to work on ({error}); close other programs"
                ));
                ExitCode::from(2)
            }
        },
    }
}

fn run() -> ExitCode {
    let arguments = CommandLine::parse();
    let result = match arguments.command {
        None => audit::run(&arguments.audit),
        Some(Command::Audit(arguments)) => audit::run(&arguments),
        Some(Command::Explain(arguments)) => explain::run(&arguments),
        Some(Command::Allocate(arguments)) => allocate::run(&arguments),
        Some(Command::Infer(arguments)) => infer::run(&arguments),
        Some(Command::Read(arguments)) => read::run(&arguments),
        Some(Command::WhatIf(arguments)) => what_if::run(&arguments),
        Some(Command::Place(arguments)) => place::run(&arguments),
        Some(Command::List) => list::run(),
        Some(Command::New(arguments)) => new::run(&arguments),
    };
    match result {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(Failure(lines)) => {
            for line in &lines {
                output::error(line);
            }
            if lines.len() > 1 {
                output::error(&format!("{} errors", lines.len()));
            }
            ExitCode::from(2)
        }
    }
}

/// The decision that a name or a path on disk stands for.
fn load(name: &str) -> Result<Decision, Failure> {
    let folder = match embedded_folder(name) {
        Some(folder) => folder,
        None => {
            let path = std::path::Path::new(name);
            if !path.is_dir() {
                return Err(unknown_decision(name));
            }
            Folder::from_disk(path)?
        }
    };
    let places = embedded_places()?;
    Ok(Decision::load(folder, &places)?)
}

fn unknown_decision(name: &str) -> Failure {
    let decisions = match corpus() {
        Ok(decisions) => decisions,
        Err(errors) => return errors.into(),
    };
    let known: Vec<&str> = decisions.iter().map(|it| it.manifest.id.as_str()).collect();
    let expected = format!("a folder or one of {}", known.join(", "));
    let commands = CommandLine::command();
    let commands: Vec<&str> = commands.get_subcommands().map(|it| it.get_name()).collect();
    // a word near a command is no decision, unless it is as near to one
    let near = |names: &[&str]| nearest(name, names.iter().copied()).map(str::to_owned);
    let (command, decision) = (near(&commands), near(&known));
    match command {
        Some(command) if decision.is_none() => Failure(vec![format!(
            "no such command or decision (found \"{name}\", expected a command, {expected}); did \
             you mean the command \"{command}\"?"
        )]),
        _ => Failure::no_such("decision", name, &expected, &known),
    }
}
