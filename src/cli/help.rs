//! Help, usage and errors of the command line, in the language spoken.

use std::error::Error;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command};

use super::language::{both, language};
use super::output;
use crate::lang::{Lang, say};
use crate::report::{Topic, entries_markdown, entry_text};

/// What `statsbidrag help NAME` says of a severity, kind or cause of findings, if NAME is one; of
/// `findings`, the page that has them all.
pub(super) fn of_topic() -> Option<String> {
    let words: Vec<String> = std::env::args_os()
        .skip(1)
        .filter_map(|it| it.into_string().ok())
        .filter(|it| !it.starts_with("--lang"))
        .collect();
    let at = words.iter().position(|it| it == "help")?;
    let name = words.get(at + 1)?;
    // what stands before is a value of --lang at most
    if at > 1 || (at == 1 && !matches!(words[0].as_str(), "sv" | "en" | "marked")) {
        return None;
    }
    if name == "findings" {
        return Some(entries_markdown());
    }
    let topics = Topic::named(name).into_iter();
    let entries: Vec<String> = topics.map(|it| entry_text(it, language())).collect();
    (!entries.is_empty()).then(|| entries.join("\n"))
}

/// The command with all that is said of it, its headings too, in the language spoken.
pub(super) fn localized(command: Command) -> Command {
    let version = flag("version", 'V', ArgAction::Version);
    let version = version.help(both("Print the version", "Visa versionen"));
    let mut command = in_language(command.disable_version_flag(true).arg(version));
    command.build();
    let about = both(
        "Print this help, or that of a command",
        "Visa den här hjälpen, eller ett kommandos",
    );
    command.mut_subcommand("help", |help| {
        let help = help.about(about);
        with_headings(help).mut_subcommands(with_headings)
    })
}

fn in_language(command: Command) -> Command {
    let help = flag("help", 'h', ArgAction::Help).help(both("Print help", "Visa hjälp"));
    let command = command.disable_help_flag(true).arg(help);
    with_headings(command).mut_subcommands(in_language)
}

fn flag(name: &'static str, short: char, action: ArgAction) -> Arg {
    Arg::new(name).short(short).long(name).action(action)
}

/// Headings and values of the command; what clap would add in English is in the texts themselves.
fn with_headings(command: Command) -> Command {
    let (bold, end) = ("\u{1b}[1m\u{1b}[4m", "\u{1b}[0m");
    let usage = both("Usage:", "Användning:");
    let (arguments, options) = (both("Arguments", "Argument"), both("Options", "Flaggor"));
    let mut positional = 0;
    command
        .help_template(format!(
            "{{about-section}}\n{bold}{usage}{end} {{usage}}\n\n{{all-args}}"
        ))
        .subcommand_help_heading(both("Commands", "Kommandon"))
        .subcommand_value_name(both("COMMAND", "KOMMANDO"))
        .mut_args(|argument| {
            let takes_values = argument.get_action().takes_values();
            let name = argument
                .get_value_names()
                .and_then(|names| in_swedish(names.first()?));
            let argument = match (name, language()) {
                (Some(name), Lang::Sv) => argument.value_name(name),
                _ => argument,
            }
            .hide_possible_values(takes_values)
            .hide_default_value(takes_values);
            if argument.is_positional() {
                positional += 1;
                // without an order of their own they stand in that of the alphabet
                return argument
                    .help_heading(arguments.clone())
                    .display_order(positional);
            }
            argument.help_heading(options.clone())
        })
}

/// What a value is called in Swedish; in English it is called as the field it goes to.
fn in_swedish(name: &str) -> Option<&'static str> {
    Some(match name {
        "DECISION" | "DECISIONS" => "BESLUT",
        "GRANT" => "BIDRAG",
        "RECIPIENT" => "MOTTAGARE",
        "SOURCE" => "KÄLLA",
        "FILE" | "FILES" => "FIL",
        "PATH" | "FOLDER" | "DIR" => "MAPP",
        "PLACE" => "ORT",
        "TABLE.COLUMN" => "TABELL.KOLUMN",
        "COLUMN" => "KOLUMN",
        "APPROPRIATION" => "ANSLAG",
        "RECIPIENTS" | "EXCEPTIONS" | "COUNT" | "SHOW" => "ANTAL",
        "LABEL" => "ETIKETT",
        "SECONDS" => "SEKUNDER",
        "LARGEST_TOTAL" => "SUMMA",
        "MEASURE" => "MÅTT",
        "KEY" => "NYCKEL",
        "READING" | "AGAINST" => "TOLKNING",
        "PARAMETER=VALUE" => "PARAMETER=VÄRDE",
        "FAIL_ON" => "SLAG",
        "SHELL" => "SKAL",
        "COMMAND" => "KOMMANDO",
        _ => return None,
    })
}

/// Prints what clap has to say, help or an error, and gives the exit status.
pub(super) fn tell(error: &clap::Error) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            output::own(&translated(error.render().ansi().to_string()));
            ExitCode::SUCCESS
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            output::own(&translated(error.render().ansi().to_string()));
            ExitCode::from(2)
        }
        _ => {
            output::error(&in_words(error, language()));
            ExitCode::from(2)
        }
    }
}

/// The two words that clap puts into every usage line itself.
fn translated(text: String) -> String {
    match language() {
        Lang::Sv => text.replace("[OPTIONS]", "[FLAGGOR]"),
        Lang::En | Lang::Marked => text,
    }
}

/// What is wrong with the arguments, how they are meant, and where to read more.
fn in_words(error: &clap::Error, lang: Lang) -> String {
    let problem = problem(error, lang);
    let mut text = problem;
    if let Some(suggestion) = suggestion(error) {
        let tip = say!(
            lang,
            "did you mean {suggestion}?",
            "menade du {suggestion}?"
        );
        text = format!("{text}; {tip}");
    }
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        let usage = usage.to_string();
        let usage = usage.strip_prefix("Usage:").unwrap_or(&usage).trim();
        let usage = translated(usage.to_owned());
        let said = say!(lang, "Usage: {usage}", "Användning: {usage}");
        text = format!("{text}\n\n{said}");
    }
    let more = say!(
        lang,
        "For more information, try '--help'.",
        "Mer finns att läsa med '--help'."
    );
    format!("{text}\n\n{more}")
}

fn problem(error: &clap::Error, lang: Lang) -> String {
    let argument = values(error, ContextKind::InvalidArg);
    let value = values(error, ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::UnknownArgument => say!(
            lang,
            "unexpected argument '{argument}' found",
            "okänt argument '{argument}'"
        ),
        ErrorKind::InvalidSubcommand => {
            let command = values(error, ContextKind::InvalidSubcommand);
            say!(
                lang,
                "unrecognized subcommand '{command}'",
                "det finns inget kommando '{command}'"
            )
        }
        ErrorKind::InvalidValue if value.is_empty() => say!(
            lang,
            "a value is required for '{argument}' but none was supplied",
            "'{argument}' behöver ett värde, och inget angavs"
        ),
        ErrorKind::InvalidValue => {
            let possible = values(error, ContextKind::ValidValue);
            say!(
                lang,
                "invalid value '{value}' for '{argument}' (possible values: {possible})",
                "värdet '{value}' är inte giltigt för '{argument}' (möjliga värden: {possible})"
            )
        }
        ErrorKind::ValueValidation => {
            let why = error.source().map(ToString::to_string).unwrap_or_default();
            say!(
                lang,
                "invalid value '{value}' for '{argument}': {why}",
                "värdet '{value}' är inte giltigt för '{argument}': {why}"
            )
        }
        ErrorKind::MissingRequiredArgument => say!(
            lang,
            "the following required arguments were not provided: {argument}",
            "ett obligatoriskt argument saknas: {argument}"
        ),
        ErrorKind::ArgumentConflict => {
            let prior = values(error, ContextKind::PriorArg);
            if prior == argument {
                say!(
                    lang,
                    "the argument '{argument}' cannot be used multiple times",
                    "'{argument}' kan bara anges en gång"
                )
            } else {
                say!(
                    lang,
                    "the argument '{argument}' cannot be used with {prior}",
                    "'{argument}' kan inte anges tillsammans med {prior}"
                )
            }
        }
        kind => say!(
            lang,
            "the arguments cannot be understood ({kind})",
            "argumenten går inte att tyda ({kind})"
        ),
    }
}

fn suggestion(error: &clap::Error) -> Option<String> {
    let kinds = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ];
    let found = kinds.map(|kind| values(error, kind));
    let found = found.into_iter().find(|it| !it.is_empty())?;
    Some(format!("'{found}'"))
}

/// The values of one kind that the error is about, with commas between them.
fn values(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(one)) => one.clone(),
        Some(ContextValue::Strings(all)) => all.join(", "),
        _ => String::new(),
    }
}
