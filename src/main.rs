//! The program `statsbidrag`: passes arguments on.

use std::process::ExitCode;

fn main() -> ExitCode {
    statsbidrag::cli::main()
}
