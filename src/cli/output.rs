//! Printing: results to standard output, everything else to standard error.

use std::io::{ErrorKind, StdoutLock, Write, stdout};

use super::language::language;
use crate::lang::say;
use crate::report::Style;

/// Prints a result. A reader that has gone away (`| head`) is no error.
pub(super) fn result(text: &str) {
    let _ = anstream::stdout().lock().write_all(text.as_bytes());
}

/// Prints a result that is a table. A reader that has gone away (`| head`) is no error.
pub(super) fn csv(
    write: impl FnOnce(&mut csv::Writer<StdoutLock<'static>>) -> csv::Result<()>,
) -> csv::Result<()> {
    let mut rows = csv::WriterBuilder::new()
        .buffer_capacity(1 << 16)
        .from_writer(stdout().lock());
    let written = write(&mut rows).and_then(|()| Ok(rows.flush()?));
    match written {
        Err(error) if is_gone(&error) => Ok(()),
        written => written,
    }
}

fn is_gone(error: &csv::Error) -> bool {
    matches!(error.kind(), csv::ErrorKind::Io(error) if error.kind() == ErrorKind::BrokenPipe)
}

/// Prints an error, in red on a terminal.
pub(super) fn error(message: &str) {
    let style = Style::BOLD_RED;
    let error = say!(language(), "error", "fel");
    let _ = writeln!(
        anstream::stderr().lock(),
        "{style}{error}{style:#}: {message}"
    );
}

/// Prints something worth knowing that is neither a result nor an error.
pub(super) fn note(message: &str) {
    let note = say!(language(), "note", "anmärkning");
    let _ = writeln!(anstream::stderr().lock(), "{note}: {message}");
}
