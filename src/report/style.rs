//! Emphasis on a terminal, as escape sequences that a stream which is no terminal takes out.

use std::fmt;

/// An emphasis: `{style}` begins it and `{style:#}` ends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Style(&'static str);

impl Style {
    pub const BOLD: Style = Style("\u{1b}[1m");
    pub const DIM: Style = Style("\u{1b}[2m");
    pub const BOLD_RED: Style = Style("\u{1b}[1m\u{1b}[31m");
    pub const BOLD_YELLOW: Style = Style("\u{1b}[1m\u{1b}[33m");
    pub const BOLD_CYAN: Style = Style("\u{1b}[1m\u{1b}[36m");
}

impl fmt::Display for Style {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if f.alternate() { "\u{1b}[0m" } else { self.0 })
    }
}
