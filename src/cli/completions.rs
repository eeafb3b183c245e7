//! `statsbidrag completions`: what a shell completes, as a script for it.

use clap::{Args, Command};
use clap_complete::{Shell, generate};

use super::language::both;
use super::{Failure, Outcome, output};

/// For which shell.
#[derive(Args)]
pub(super) struct CompletionsArguments {
    #[arg(
        value_enum,
        help = both(
            "bash, elvish, fish, powershell or zsh; the script goes where the shell looks for it, e.g. for bash ~/.local/share/bash-completion/completions/statsbidrag",
            "bash, elvish, fish, powershell eller zsh; skriptet läggs där skalet letar efter det, t.ex. för bash i ~/.local/share/bash-completion/completions/statsbidrag",
        )
    )]
    shell: Shell,
}

/// Prints the script for all of `command`.
pub(super) fn run(
    arguments: &CompletionsArguments,
    mut command: Command,
) -> Result<Outcome, Failure> {
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    generate(arguments.shell, &mut command, name, &mut script);
    output::own(&String::from_utf8_lossy(&script));
    Ok(Outcome::Clean)
}
