//! `statsbidrag man`: the manual page of the program or of one of its commands.

use clap::{Args, Command};
use clap_mangen::Man;

use super::language::{both, language};
use super::{Failure, Outcome, output};
use crate::lang::{Lang, phrase, say};

/// Which page.
#[derive(Args)]
pub(super) struct ManArguments {
    #[arg(help = both(
        "The command the page is about; without it, the program. Put pages where man looks for them, e.g. ~/.local/share/man/man1/statsbidrag.1",
        "Kommandot som sidan handlar om; annars programmet. Sidor läggs där man letar efter dem, t.ex. i ~/.local/share/man/man1/statsbidrag.1",
    ))]
    command: Option<String>,
}

/// The headings that the page's maker writes in English.
const HEADINGS: [(&str, &str); 7] = [
    ("NAME", "NAMN"),
    ("SYNOPSIS", "ANVÄNDNING"),
    ("DESCRIPTION", "BESKRIVNING"),
    ("OPTIONS", "FLAGGOR"),
    ("SUBCOMMANDS", "KOMMANDON"),
    ("VERSION", "VERSION"),
    ("ARGUMENTS", "ARGUMENT"),
];

/// Prints the page of all of `program`, or of one of its commands.
pub(super) fn run(arguments: &ManArguments, program: Command) -> Result<Outcome, Failure> {
    let page = match &arguments.command {
        None => program,
        Some(name) => {
            let found = program.get_subcommands().find(|it| it.get_name() == name);
            let Some(found) = found else {
                let known: Vec<&str> = program.get_subcommands().map(Command::get_name).collect();
                let kind = phrase!("command", "kommandot");
                let expected = phrase!("the name of a command", "namnet på ett kommando");
                return Err(Failure::no_such(&kind, name, &expected, &known));
            };
            let full = format!("{}-{name}", program.get_name());
            let version = program.get_version().unwrap_or_default().to_owned();
            found.clone().name(full).version(version)
        }
    };
    let mut bytes = Vec::new();
    Man::new(page).render(&mut bytes).map_err(|error| {
        Failure(vec![say!(
            language(),
            "the page cannot be made: {error}",
            "sidan kan inte skapas: {error}"
        )])
    })?;
    output::own(&in_language(&String::from_utf8_lossy(&bytes), language()));
    Ok(Outcome::Clean)
}

fn in_language(page: &str, lang: Lang) -> String {
    let heading = |line: &str| {
        let (swedish, english) = (lang == Lang::Sv, line.strip_prefix(".SH ")?);
        let found = HEADINGS.iter().find(|(it, _)| swedish && *it == english)?;
        Some(format!(".SH {}", found.1))
    };
    let lines = page
        .lines()
        .map(|it| heading(it).unwrap_or_else(|| it.to_owned()));
    lines.map(|it| it + "\n").collect()
}
