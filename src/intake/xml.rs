//! XML, piece by piece: elements by their local name, text with its entities resolved.

use crate::lang::phrase;
use quick_xml::Reader;
use quick_xml::events::{BytesEnd, BytesStart, Event};

use super::IntakeProblem;

/// A piece of XML.
pub(super) enum Piece<'x> {
    /// An element begins.
    Open(Tag<'x>),
    /// An element ends.
    Close(End<'x>),
    /// Letters.
    Text(String),
}

/// The beginning of an element.
pub(super) struct Tag<'x>(BytesStart<'x>);

/// The end of an element.
pub(super) struct End<'x>(BytesEnd<'x>);

impl Tag<'_> {
    /// The element's name without its prefix.
    pub fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The attribute of this name, whatever its prefix, with its entities resolved.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let mut attributes = attributes.with_checks(false).flatten();
        let found = attributes.find(|attribute| attribute.key.local_name().into_inner() == name)?;
        Some(resolved(&found.value))
    }

    /// An attribute that is a whole number.
    pub fn number(&self, name: &str) -> Option<u64> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// Whether an attribute says yes: `1` or `true`.
    pub fn is_set(&self, name: &str) -> bool {
        self.attribute(name)
            .is_some_and(|it| it == "1" || it == "true")
    }
}

impl End<'_> {
    /// The element's name without its prefix.
    pub fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }
}

/// The letters with `&amp;` and the like resolved; an entity that is not known stays as it is written.
fn resolved(raw: &str) -> String {
    if !raw.contains('&') {
        return raw.to_owned();
    }
    let mut text = String::new();
    let mut rest = raw;
    while let Some(start) = rest.find('&') {
        text.push_str(&rest[..start]);
        let after = &rest[start + 1..];
        match after.find(';').filter(|end| *end <= 10) {
            Some(end) => {
                text.push_str(&entity(&after[..end]));
                rest = &after[end + 1..];
            }
            None => {
                text.push('&');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    text
}

/// What an entity stands for; one that is not known stays as it is written.
fn entity(name: &str) -> String {
    known_entity(name).map_or_else(|| format!("&{name};"), String::from)
}

/// The letter of an entity of XML, or of a number.
pub(super) fn known_entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let hexadecimal = name.strip_prefix("#x").or(name.strip_prefix("#X"));
            let number = match hexadecimal {
                Some(digits) => u32::from_str_radix(digits, 16).ok(),
                None => name.strip_prefix('#').and_then(|it| it.parse().ok()),
            };
            number.and_then(char::from_u32)
        }
    }
}

/// A part that is read piece by piece.
pub(super) struct Xml<'x> {
    reader: Reader<&'x [u8]>,
    part: &'x str,
    depth: u64,
    deepest: u64,
}

impl<'x> Xml<'x> {
    /// Reads a text; `part` is its name in messages, `deepest` how far elements may be nested.
    pub fn new(text: &'x str, part: &'x str, deepest: u64) -> Xml<'x> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Xml {
            reader,
            part,
            depth: 0,
            deepest,
        }
    }

    /// The next piece, `None` at the end. *Errors*: what is not well-formed, or ends early.
    pub fn next(&mut self) -> Result<Option<Piece<'x>>, IntakeProblem> {
        loop {
            let event = self.reader.read_event();
            let event = event.map_err(|error| IntakeProblem::unreadable(self.part, error))?;
            return Ok(Some(match event {
                Event::Start(tag) => {
                    self.depth += 1;
                    if self.depth > self.deepest {
                        return Err(IntakeProblem::TooMuch {
                            of: super::Counted::Depth,
                            found: self.depth,
                            limit: self.deepest,
                        });
                    }
                    Piece::Open(Tag(tag))
                }
                Event::End(tag) => {
                    self.depth = self.depth.saturating_sub(1);
                    Piece::Close(End(tag))
                }
                Event::Text(text) => Piece::Text(text.to_string()),
                Event::CData(text) => Piece::Text(text.to_string()),
                Event::GeneralRef(name) => Piece::Text(entity(&name)),
                Event::Eof if self.depth > 0 => {
                    return Err(IntakeProblem::damaged(
                        self.part,
                        phrase!("it ends early", "den slutar för tidigt"),
                    ));
                }
                Event::Eof => return Ok(None),
                Event::Empty(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::PI(_)
                | Event::DocType(_) => continue,
            }));
        }
    }

    /// The letters up to the end of the element that was opened last, inner elements' included but
    /// for those of the names in `without`.
    pub fn text_within(&mut self, without: &[&str]) -> Result<String, IntakeProblem> {
        let end = self.depth - 1;
        let mut silent: Option<u64> = None;
        let mut text = String::new();
        while let Some(piece) = self.next()? {
            match piece {
                Piece::Open(tag) => {
                    if silent.is_none() && without.contains(&tag.name()) {
                        silent = Some(self.depth);
                    }
                }
                Piece::Close(_) => {
                    if silent == Some(self.depth + 1) {
                        silent = None;
                    }
                    if self.depth == end {
                        break;
                    }
                }
                Piece::Text(letters) => {
                    if silent.is_none() {
                        text.push_str(&letters);
                    }
                }
            }
        }
        Ok(text)
    }
}
