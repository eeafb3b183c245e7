//! The files of a folder and of the folders within it.

use std::path::{Path, PathBuf};

/// Folders within folders are followed this deep.
const DEEPEST: usize = 32;

/// What lies below a folder, each in the order of its path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilesBelow {
    /// Ordinary files that are not hidden; links are not followed.
    pub files: Vec<PathBuf>,
    /// Folders whose files are not known: they cannot be listed, or lie too deep.
    pub unlisted: Vec<PathBuf>,
}

impl FilesBelow {
    /// What lies below a folder.
    pub fn of(folder: &Path) -> FilesBelow {
        let mut below = FilesBelow::default();
        below.collect(folder, 0);
        below.files.sort();
        below.unlisted.sort();
        below
    }

    fn collect(&mut self, folder: &Path, depth: usize) {
        let entries = match std::fs::read_dir(folder) {
            Ok(entries) if depth <= DEEPEST => entries,
            _ => return self.unlisted.push(folder.to_owned()),
        };
        for entry in entries.flatten() {
            let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
            match entry.file_type() {
                _ if is_hidden => {}
                Ok(kind) if kind.is_dir() => self.collect(&entry.path(), depth + 1),
                Ok(kind) if kind.is_file() => self.files.push(entry.path()),
                _ => {}
            }
        }
    }
}
