//! Whether a parameter is what its quotation says, and a fingerprint is one.

use super::draft::fingerprint;
use super::error::Unfit;
use super::{DecisionError, Manifest, Parameter};
use crate::lang::phrase;
use crate::tables::{Folder, line_and_column};

/// A quotation of fewer letters and digits than this is none: nothing has been filled in.
const SHORTEST_QUOTE: usize = 3;

/// A parameter whose number does not stand in its quotation. One that nobody filled in says nothing.
pub(super) fn misquoted(folder: &Folder, parameter: &Parameter) -> Option<DecisionError> {
    let (printed, quote) = (&parameter.printed, &parameter.quote);
    if parameter.lines.is_none() || is_placeholder(quote) || stands_in(printed, quote) {
        return None;
    }
    let id = &parameter.id;
    Some(
        Unfit {
            at: folder.place("decision.toml"),
            what: phrase!(
                "parameter \"{id}\" does not stand in its quote",
                "parametern ”{id}” står inte i sitt citat"
            ),
            found: phrase!("\"{printed}\"", "”{printed}”"),
            expected: phrase!("a figure of \"{quote}\"", "ett tal i ”{quote}”"),
            help: phrase!(
                "copy the words of the document that have the number, or correct the number",
                "kopiera de ord i dokumentet där talet står, eller rätta talet"
            ),
        }
        .into(),
    )
}

/// Whether nothing has been filled in.
pub(crate) fn is_placeholder(quote: &str) -> bool {
    let letters = quote.chars().filter(|it| it.is_alphanumeric());
    letters.count() < SHORTEST_QUOTE && !quote.contains(|it: char| it.is_ascii_digit())
}

/// Whether words stand in others, whatever kinds of spaces, and however many, are between them, as
/// whole words and numbers.
fn stands_in(words: &str, text: &str) -> bool {
    let (words, text) = (spaced(words), spaced(text));
    let is_end = |char: Option<char>| char.is_none_or(|it| !it.is_alphanumeric());
    let mut from = 0;
    while let Some(found) = text[from..].find(&words) {
        let (start, end) = (from + found, from + found + words.len());
        let (before, after) = (&text[..start], &text[end..]);
        let continues = |before: &str| {
            // 500 is no figure of 1 500
            let mut before = before.chars().rev();
            let first = before.next();
            first.is_some_and(|it| matches!(it, ' ' | ',' | '.'))
                && before.next().is_some_and(|it| it.is_ascii_digit())
                && three_digits_first(&words)
        };
        if is_end(before.chars().next_back()) && is_end(after.chars().next()) && !continues(before)
        {
            return true;
        }
        from = start + text[start..].chars().next().map_or(1, char::len_utf8);
    }
    false
}

fn three_digits_first(words: &str) -> bool {
    words.bytes().take_while(u8::is_ascii_digit).count() == 3
}

/// Small letters, each stretch of spaces one space.
fn spaced(text: &str) -> String {
    let words = text.split(|it: char| it.is_whitespace() || it == '\u{2060}');
    let words: Vec<&str> = words.filter(|it| !it.is_empty()).collect();
    words.join(" ").to_lowercase().replace('\u{2212}', "-")
}

/// A fingerprint that is none.
pub(super) fn malformed_fingerprint(
    folder: &Folder,
    manifest: &Manifest,
    text: &str,
) -> Option<DecisionError> {
    let found = &manifest.source.sha256;
    if found.len() == 64 && found.bytes().all(|it| it.is_ascii_hexdigit()) {
        return None;
    }
    let (line, column) = line_and_column(text, text.find("sha256").unwrap_or(0));
    Some(
        Unfit {
            at: folder
                .place("decision.toml")
                .line(line)
                .column(column.to_string()),
            what: phrase!("no SHA-256 fingerprint", "inget SHA-256-fingeravtryck"),
            found: phrase!("\"{found}\"", "”{found}”"),
            expected: phrase!("64 hexadecimal digits", "64 hexadecimala siffror"),
            help: phrase!(
                "`sha256sum FILE` shows it; while there is no text, write 64 zeros",
                "`sha256sum FIL` visar det; skriv 64 nollor så länge ingen text finns"
            ),
        }
        .into(),
    )
}

/// Whether a text is the one that the decision was read from. *Errors*: it has another fingerprint.
pub fn verify_fingerprint(
    manifest: &Manifest,
    document: &str,
    bytes: &[u8],
) -> Result<(), DecisionError> {
    let found = fingerprint(bytes);
    let expected = manifest.source.sha256.to_lowercase();
    if found == expected {
        return Ok(());
    }
    Err(Unfit {
        at: crate::tables::Place::file(document),
        what: phrase!(
            "another text than the decision was read from",
            "en annan text än den som beslutet lästes från"
        ),
        found: phrase!("SHA-256 {found}", "SHA-256 {found}"),
        expected: phrase!("SHA-256 {expected}", "SHA-256 {expected}"),
        help: phrase!(
            "read the decision again from this text and write its fingerprint in decision.toml, or put the right text back",
            "läs beslutet på nytt från den här texten och skriv dess fingeravtryck i decision.toml, eller lägg tillbaka rätt text"
        ),
    }
    .into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_stands_in_a_quote_as_a_whole() {
        for (printed, quote) in [
            ("17 procent", "högst 17 procent av alla"),
            (
                "540 000 kronor",
                "Myndigheten har haft 540\u{a0}000  kronor för",
            ),
            ("En tredjedel", "fördelas en tredjedel till"),
            ("500 kronor", "beloppet (500 kronor)."),
        ] {
            assert!(stands_in(printed, quote), "{printed} in {quote}");
        }
        for (printed, quote) in [
            ("17 procent", "högst 18 procent"),
            ("17", "2017 års medel"),
            ("500 kronor", "1 500 kronor"),
            ("800", "Anslaget"),
        ] {
            assert!(!stands_in(printed, quote), "{printed} in {quote}");
        }
        assert!(is_placeholder("x") && is_placeholder("…") && !is_placeholder("hej"));
    }
}
