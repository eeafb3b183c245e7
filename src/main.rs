//! The program `statsbidrag`: passes arguments on.

use std::process::ExitCode;

/// Decisions are read into many small pieces on several threads; see DESIGN, "Dependencies".
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    statsbidrag::cli::main()
}
