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

impl Style {
    /// What follows an emphasis, or the end of one, at the beginning of a text.
    #[cfg(feature = "cli")]
    pub fn strip(text: &str) -> Option<&str> {
        let known = [
            Style::BOLD,
            Style::DIM,
            Style::BOLD_RED,
            Style::BOLD_YELLOW,
            Style::BOLD_CYAN,
        ];
        // the longer ones begin with a shorter one
        let mut sequences = known.map(|style| style.0);
        sequences.sort_unstable_by_key(|it| std::cmp::Reverse(it.len()));
        sequences
            .into_iter()
            .chain([END])
            .find_map(|sequence| text.strip_prefix(sequence))
    }
}

/// Ends every emphasis.
const END: &str = "\u{1b}[0m";

impl fmt::Display for Style {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if f.alternate() { END } else { self.0 })
    }
}
