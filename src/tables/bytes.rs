//! A file of any kind from disk, as bytes.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::{Place, TableError};
use crate::lang::phrase;

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
