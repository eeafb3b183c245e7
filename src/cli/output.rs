//! Printing: results to standard output, everything else to standard error.

use std::io::Write;

use crate::report::Style;

/// Prints a result. A reader that has gone away (`| head`) is no error.
pub(super) fn result(text: &str) {
    let _ = anstream::stdout().lock().write_all(text.as_bytes());
}

/// Prints an error, in red on a terminal.
pub(super) fn error(message: &str) {
    let style = Style::BOLD_RED;
    let _ = writeln!(
        anstream::stderr().lock(),
        "{style}error{style:#}: {message}"
    );
}

/// Prints something worth knowing that is neither a result nor an error.
pub(super) fn note(message: &str) {
    let _ = writeln!(anstream::stderr().lock(), "note: {message}");
}
