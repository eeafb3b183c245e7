//! The command line: one file a command. The only room that prints, writes files or exits.

mod allocate;
mod audit;
mod completions;
mod discover;
mod explain;
mod folder;
mod help;
mod infer;
mod language;
mod list;
mod man;
mod many;
mod new;
mod output;
mod patience;
mod place;
mod read;
mod reports;
mod verify;
mod watch;
mod what_if;

use std::path::Path;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use rayon::ThreadPoolBuilder;

use crate::decision::{Decision, corpus, embedded_folder, embedded_places, verify_fingerprint};
use crate::lang::{Errors, InWords, Lang, Phrase, phrase, say};
use crate::tables::{
    Folder, LARGEST_TEXT, TableError, did_you_mean, names_beside, nearest, read_bytes,
};
use help::localized;
use language::{both, language};

#[derive(Parser)]
#[command(
    name = "statsbidrag",
    version,
    arg_required_else_help = false,
    about = both(
        "Proves published Swedish state-grant decisions right or wrong, to the krona. \
         Without a command, audits the embedded corpus.",
        "Visar på kronan om publicerade beslut om statsbidrag stämmer. \
         Utan kommando granskas de inbyggda besluten.",
    )
)]
struct CommandLine {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    audit: audit::AuditArguments,
    #[arg(
        long,
        global = true,
        value_name = "sv|en",
        value_parser = language::named,
        help = both(
            "The language to speak [default: that of the system, else English]",
            "Språket [annars systemets, annars engelska]",
        )
    )]
    lang: Option<Lang>,
    #[arg(
        long,
        global = true,
        value_name = "SECONDS",
        help = both(
            "Give a file up that is not read after so many seconds [default: 120]",
            "Ge upp en fil som inte är läst efter så många sekunder [annars 120]",
        )
    )]
    patience: Option<u64>,
}

#[derive(Subcommand)]
enum Command {
    #[command(about = both(
        "Audit the embedded corpus, named decisions, or folders of your own",
        "Granska de inbyggda besluten, namngivna beslut eller egna mappar",
    ))]
    Audit(audit::AuditArguments),
    #[command(about = both(
        "One recipient's kronor, step by step, with sources",
        "En mottagares kronor, steg för steg, med källor",
    ))]
    Explain(explain::ExplainArguments),
    #[command(about = both(
        "Compute the amounts of a decision that has none yet, as CSV",
        "Räkna ut beloppen i ett beslut som ännu inte har några, som CSV",
    ))]
    Allocate(allocate::AllocateArguments),
    #[command(about = both(
        "The key behind published amounts: its total, whole numbers and rounding rule",
        "Nyckeln bakom publicerade belopp: dess summa, heltal och avrundning",
    ))]
    Infer(Box<infer::InferArguments>),
    #[command(about = both(
        "Find the relations in tables that nobody described",
        "Hitta sambanden i tabeller som ingen har beskrivit",
    ))]
    Discover(discover::DiscoverArguments),
    #[command(about = both(
        "Every table of a file, with where it stands and what is doubtful",
        "Varje tabell i en fil, med var den står och vad som är osäkert",
    ))]
    Read(read::ReadArguments),
    #[command(about = both(
        "A grant under other values than those decided: who gains, who loses, within which bounds",
        "Ett bidrag med andra värden än de beslutade: vilka får mer, vilka får mindre, inom vilka gränser",
    ))]
    WhatIf(Box<what_if::WhatIfArguments>),
    #[command(about = both(
        "Every grant of every decision for one place",
        "Alla bidrag i alla beslut för en ort",
    ))]
    Place(place::PlaceArguments),
    #[command(about = both(
        "Make a report in JSON again and say what differs",
        "Gör om en rapport i JSON och säg vad som skiljer sig",
    ))]
    Verify(verify::VerifyArguments),
    #[command(about = both("What the corpus holds", "Vad de inbyggda besluten innehåller"))]
    List,
    #[command(about = both(
        "A commented decision folder to begin with",
        "En beslutsmapp med kommentarer att börja med",
    ))]
    New(new::NewArguments),
    #[command(about = both(
        "A script with which a shell completes commands and options",
        "Ett skript med vilket ett skal fyller i kommandon och flaggor",
    ))]
    Completions(completions::CompletionsArguments),
    #[command(about = both(
        "The manual page of the program or of a command",
        "Manualsidan för programmet eller för ett kommando",
    ))]
    Man(man::ManArguments),
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
    fn no_such(kind: &Phrase, found: &str, expected: &Phrase, known: &[&str]) -> Failure {
        let lang = language();
        let help = did_you_mean(found, known.iter().copied());
        let help = help.map_or(String::new(), |it| format!("; {}", it.in_words(lang)));
        let [kind, expected] = [kind, expected].map(|it| it.in_words(lang));
        Failure(vec![say!(
            lang,
            "no such {kind} (found \"{found}\", expected {expected}){help}",
            "{kind} finns inte (hittade ”{found}”, väntade {expected}){help}"
        )])
    }
}

impl From<TableError> for Failure {
    fn from(error: TableError) -> Failure {
        Failure(vec![error.in_words(language())])
    }
}

impl<E: InWords> From<Errors<E>> for Failure {
    fn from(errors: Errors<E>) -> Failure {
        let lang = language();
        Failure(errors.iter().map(|it| it.in_words(lang)).collect())
    }
}

/// An error of something that has a name, such as a grant.
fn failed_at(name: &str, error: &dyn InWords) -> Failure {
    Failure(vec![format!("{name}: {}", error.in_words(language()))])
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
                output::error(&say!(
                    language(),
                    "no thread to work on ({error}); close other programs",
                    "ingen tråd att arbeta på ({error}); stäng andra program"
                ));
                ExitCode::from(2)
            }
        },
    }
}

fn run() -> ExitCode {
    if let Some(entry) = help::of_topic() {
        output::own(&entry);
        return ExitCode::SUCCESS;
    }
    let parsed = localized(CommandLine::command())
        .try_get_matches()
        .and_then(|matches| CommandLine::from_arg_matches(&matches));
    let arguments = match parsed {
        Ok(arguments) => arguments,
        Err(error) => return help::tell(&error),
    };
    patience::allow(arguments.patience);
    let result = match arguments.command {
        None => audit::run(&arguments.audit),
        Some(Command::Audit(arguments)) => audit::run(&arguments),
        Some(Command::Explain(arguments)) => explain::run(&arguments),
        Some(Command::Allocate(arguments)) => allocate::run(&arguments),
        Some(Command::Infer(arguments)) => infer::run(&arguments),
        Some(Command::Discover(arguments)) => discover::run(&arguments),
        Some(Command::Read(arguments)) => read::run(&arguments),
        Some(Command::WhatIf(arguments)) => what_if::run(&arguments),
        Some(Command::Place(arguments)) => place::run(&arguments),
        Some(Command::Verify(arguments)) => verify::run(&arguments),
        Some(Command::List) => list::run(),
        Some(Command::New(arguments)) => new::run(&arguments),
        Some(Command::Completions(arguments)) => {
            completions::run(&arguments, localized(CommandLine::command()))
        }
        Some(Command::Man(arguments)) => man::run(&arguments, localized(CommandLine::command())),
    };
    if let Some(lost) = output::lost() {
        output::error(&lost);
        return ExitCode::from(2);
    }
    match result {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(Failure(lines)) => {
            for line in &lines {
                output::error(line);
            }
            if lines.len() > 1 {
                let count = lines.len();
                output::error(&say!(language(), "{count} errors", "{count} fel"));
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
            let path = Path::new(name);
            if !path.is_dir() {
                return Err(missing_file(name).unwrap_or_else(|| unknown_decision(name)));
            }
            Folder::from_disk(path)?
        }
    };
    let places = embedded_places()?;
    let decision = Decision::load(folder, &places)?;
    if embedded_folder(name).is_none() {
        same_text(std::path::Path::new(name), &decision)?;
    }
    Ok(decision)
}

/// Holds the text in a decision folder, or beside it, against its fingerprint.
fn same_text(folder: &std::path::Path, decision: &Decision) -> Result<(), Failure> {
    let document = &decision.manifest.source.document;
    let is_name = std::path::Path::new(document).file_name() == Some(document.as_ref());
    let beside = folder.canonicalize().ok();
    let beside = beside.and_then(|it| Some(it.parent()?.join(document)));
    let found = [Some(folder.join(document)), beside].into_iter().flatten();
    let Some(text) = found.into_iter().find(|it| is_name && it.is_file()) else {
        return Ok(());
    };
    let bytes = read_bytes(&text, LARGEST_TEXT)?;
    let shown = text
        .file_name()
        .map(|it| folder.join(it).display().to_string());
    let verified = verify_fingerprint(&decision.manifest, &shown.unwrap_or_default(), &bytes);
    Ok(verified.map_err(Errors::from)?)
}

/// The error of a name that can only be the path of a file, where there is none.
fn missing_file(name: &str) -> Option<Failure> {
    let path = Path::new(name);
    let is_path = name.contains(['/', '\\']) || path.extension().is_some();
    if !is_path || path.exists() {
        return None;
    }
    let lang = language();
    let beside = names_beside(path);
    let own = path.file_name().unwrap_or_default().to_string_lossy();
    let help = did_you_mean(&own, beside.iter().map(String::as_str));
    let help = help.map_or(String::new(), |it| format!("; {}", it.in_words(lang)));
    Some(Failure(vec![say!(
        lang,
        "{name}: the file is missing (found no file or folder of that name, expected a document or the folder of a decision); check the path{help}",
        "{name}: filen saknas (hittade varken fil eller mapp med det namnet, väntade ett dokument eller ett besluts mapp); kontrollera sökvägen{help}"
    )]))
}

/// The command that a misspelt word is nearest to.
fn near_command(word: &str) -> Option<String> {
    let commands = CommandLine::command();
    let names = commands.get_subcommands().map(clap::Command::get_name);
    nearest(word, names).map(str::to_owned)
}

fn unknown_decision(name: &str) -> Failure {
    let decisions = match corpus() {
        Ok(decisions) => decisions,
        Err(errors) => return errors.into(),
    };
    let known: Vec<&str> = decisions.iter().map(|it| it.manifest.id.as_str()).collect();
    let all = known.join(", ");
    // a word near a command is no decision, unless it is as near to one
    let is_decision = nearest(name, known.iter().copied()).is_some();
    if let Some(command) = near_command(name).filter(|_| !is_decision) {
        return Failure(vec![say!(
            language(),
            "no such command or decision (found \"{name}\", expected a command, a folder or one of \
             {all}); did you mean the command \"{command}\"?",
            "det finns inget sådant kommando eller beslut (hittade ”{name}”, väntade ett kommando, en \
             mapp eller något av {all}); menade du kommandot ”{command}”?"
        )]);
    }
    let expected = phrase!("a folder or one of {all}", "en mapp eller något av {all}");
    Failure::no_such(&phrase!("decision", "beslutet"), name, &expected, &known)
}
