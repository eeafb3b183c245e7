//! Printing: results to standard output, everything else to standard error.

use std::borrow::Cow;
use std::io::{self, ErrorKind, IsTerminal, StdoutLock, Write, stdout};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use super::language::language;
use crate::lang::{InWords, say};
use crate::report::Style;
use crate::tables::system_words;

/// Why a result did not reach the reader.
static LOST: OnceLock<io::Error> = OnceLock::new();
/// Whether the reader has gone away.
static UNREAD: AtomicBool = AtomicBool::new(false);

/// Prints a result. A reader that has gone away (`| head`) is no error.
///
/// Controls and invisible characters in it are shown by their code points, but for the emphasis of
/// the report. In JSON they are written as JSON has them.
pub(super) fn result(text: &str) {
    let shown = match text.starts_with('{') {
        true => escaped(text),
        false => shown(text),
    };
    own(&shown);
}

/// A result as a file may have it: without emphasis, and with hidden characters shown.
pub(super) fn plain(text: &str) -> String {
    anstream::adapter::strip_str(&shown(text)).to_string()
}

/// Prints what holds nothing of a document, such as help, as it is.
pub(super) fn own(text: &str) {
    let mut stream = anstream::stdout().lock();
    let written = stream.write_all(text.as_bytes());
    keep(written.and_then(|()| stream.flush()));
}

/// Prints a result for programs: to a terminal as [`result`], else as it is.
pub(super) fn data(text: &str) {
    if io::stdout().is_terminal() {
        return result(text);
    }
    let mut stream = stdout().lock();
    keep(
        stream
            .write_all(text.as_bytes())
            .and_then(|()| stream.flush()),
    );
}

/// Why a result could not be written, if one was lost.
pub(super) fn lost() -> Option<String> {
    let error = system_words(LOST.get()?).in_words(language());
    Some(say!(
        language(),
        "the result could not be written ({error}); make room, or write it somewhere else",
        "resultatet kunde inte skrivas ({error}); gör plats, eller skriv det någon annanstans"
    ))
}

/// Whether the reader of the results has gone away.
pub(super) fn is_unread() -> bool {
    UNREAD.load(Ordering::Relaxed)
}

/// Remembers the first thing that went wrong, or that nobody reads any more.
fn keep(written: io::Result<()>) {
    match written {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => {
            UNREAD.store(true, Ordering::Relaxed);
        }
        Err(error) => {
            // what was lost first is told
            let _ = LOST.set(error);
        }
        Ok(()) => {}
    }
}

/// Prints a result that is a table. A reader that has gone away (`| head`) is no error.
pub(super) fn csv(
    write: impl FnOnce(&mut csv::Writer<StdoutLock<'static>>) -> csv::Result<()>,
) -> csv::Result<()> {
    let mut rows = csv::WriterBuilder::new()
        .buffer_capacity(1 << 16)
        .from_writer(stdout().lock());
    let written = write(&mut rows)
        .and_then(|()| Ok(rows.flush()?))
        .and_then(|()| Ok(stdout().flush()?));
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
    let message = shown(message);
    let _ = writeln!(
        anstream::stderr().lock(),
        "{style}{error}{style:#}: {message}"
    );
}

/// Prints something worth knowing that is neither a result nor an error.
pub(super) fn note(message: &str) {
    let note = say!(language(), "note", "anmärkning");
    let message = shown(message);
    let _ = writeln!(anstream::stderr().lock(), "{note}: {message}");
}

/// Text as a terminal may have it: `Ale⟨U+200B⟩` for an `Ale` with something invisible behind it.
fn shown(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if let Some(after) = Style::strip(rest) {
            shown.push_str(&rest[..rest.len() - after.len()]);
            rest = after;
            continue;
        }
        if is_hidden(first) {
            shown.push_str(&format!("⟨U+{:04X}⟩", u32::from(first)));
        } else {
            shown.push(first);
        }
        rest = &rest[first.len_utf8()..];
    }
    Cow::Owned(shown)
}

/// JSON in which controls are escaped that it need not escape: the same values.
fn escaped(json: &str) -> Cow<'_, str> {
    let is_bare = |char: char| is_hidden(char) && char > '\u{1f}' && char <= '\u{ffff}';
    if !json.chars().any(is_bare) {
        return Cow::Borrowed(json);
    }
    let escape = |char: char| match is_bare(char) {
        true => format!("\\u{:04x}", u32::from(char)),
        false => char.to_string(),
    };
    Cow::Owned(json.chars().map(escape).collect())
}

/// Controls, and characters that have no width or turn the direction of writing.
fn is_hidden(char: char) -> bool {
    match char {
        '\n' | '\t' => false,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{feff}' => true,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => true,
        '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => true,
        _ => char.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_and_invisible_characters_are_shown_by_code_point() {
        assert_eq!(
            shown("Ale\u{200b}, A\u{1b}[8ml\u{7}e"),
            "Ale⟨U+200B⟩, A⟨U+001B⟩[8ml⟨U+0007⟩e"
        );
        assert_eq!(shown("Ö\trebro, 1\u{a0}000\n"), "Ö\trebro, 1\u{a0}000\n");
        let bold = format!("{}x{:#}", Style::BOLD, Style::BOLD);
        assert_eq!(shown(&bold), bold);
        assert_eq!(
            escaped("{\"a\":\"\u{9b}x\u{202e}\"}"),
            "{\"a\":\"\\u009bx\\u202e\"}"
        );
    }
}
