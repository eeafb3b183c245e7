//! A file of any kind from disk, as bytes.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::{Place, TableError};
use crate::lang::{Phrase, phrase};

/// The largest file of text that is read: 1 GiB, more than a million rows of a hundred columns.
pub const LARGEST_TEXT: u64 = 1 << 30;

/// The text of an ordinary file of at most [`LARGEST_TEXT`] bytes. *Errors*: as [`read_bytes`]; what
/// is neither UTF-8 nor UTF-16 with its mark.
pub fn read_text(path: &Path) -> Result<String, TableError> {
    let at = || Place::file(path.display().to_string());
    text_of(read_bytes(path, LARGEST_TEXT)?)
        .map_err(|reason| TableError::Unreadable { at: at(), reason })
}

/// The bytes of an ordinary file, at most `limit` of them. A folder, a device or a pipe is refused
/// before it is opened: reading one might never end.
pub fn read_bytes(path: &Path, limit: u64) -> Result<Vec<u8>, TableError> {
    let at = || Place::file(path.display().to_string());
    let unreadable = |error: std::io::Error| TableError::unreadable(at(), &error);
    let kind = std::fs::metadata(path).map_err(unreadable)?;
    if !kind.is_file() {
        let found = if kind.is_dir() {
            phrase!("a folder", "en mapp")
        } else {
            phrase!("a device or a pipe", "en enhet eller ett rör")
        };
        return Err(TableError::NotAFile { at: at(), found });
    }
    let too_large = |found: u64| TableError::TooLarge {
        at: at(),
        found,
        limit,
    };
    if kind.len() > limit {
        return Err(too_large(kind.len()));
    }
    let mut bytes = Vec::new();
    let mut file = File::open(path).map_err(unreadable)?.take(limit + 1);
    let read = file.read_to_end(&mut bytes).map_err(unreadable)?;
    match u64::try_from(read) {
        Ok(read) if read <= limit => Ok(bytes),
        _ => Err(too_large(limit.saturating_add(1))),
    }
}

/// The names of what lies in the folder of a path, in order; none where the folder cannot be read.
#[cfg(feature = "cli")]
pub(crate) fn names_beside(path: &Path) -> Vec<String> {
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
    let entries = std::fs::read_dir(folder.unwrap_or(Path::new(".")));
    let entries = entries.into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort_unstable();
    names
}

/// The letters of a text file: UTF-8, or UTF-16 with its mark, as Windows shells write it. *Errors*: why
/// the bytes are no text, in words.
fn text_of(bytes: Vec<u8>) -> Result<String, Phrase> {
    let units = |bytes: &[u8], read: fn([u8; 2]) -> u16| {
        let pairs = bytes.chunks_exact(2).map(|pair| read([pair[0], pair[1]]));
        String::from_utf16(&pairs.collect::<Vec<_>>()).map_err(|_| {
            phrase!(
                "it is not whole UTF-16: save it as UTF-8",
                "den är inte hel UTF-16: spara den som UTF-8"
            )
        })
    };
    match bytes.as_slice() {
        [0xff, 0xfe, rest @ ..] => units(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => units(rest, u16::from_be_bytes),
        _ => match String::from_utf8(bytes) {
            Ok(text) => Ok(match text.strip_prefix('\u{feff}') {
                Some(unmarked) => unmarked.to_owned(),
                None => text,
            }),
            Err(error) => {
                let byte = error.utf8_error().valid_up_to() + 1;
                Err(phrase!(
                    "byte {byte} is not UTF-8: save it as UTF-8",
                    "byte {byte} är inte UTF-8: spara den som UTF-8"
                ))
            }
        },
    }
}
